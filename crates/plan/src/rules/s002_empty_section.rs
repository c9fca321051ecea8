//! S002: a heading with nothing below it.

use crate::finding::{Example, Nature, Rule, Says, Sink, says, text};
use crate::report::Severity::Warning;
use crate::section::SectionKind;

const EMPTY: Says = says(
    Warning,
    1.0,
    ("「{0}」只有标题，没有内容", "“{0}” is a heading with nothing below it"),
    ("写出内容，或删去这个标题", "write its content, or remove the heading"),
);

pub(super) static RULE: Rule = Rule {
    code: "S002",
    name: "empty-section",
    what: text("只有标题没有内容的部分", "A section that is a heading only"),
    why: text(
        "标题说明作者知道要写这一部分，却没有写；它不算已有。",
        "The heading shows that the author meant to write the section; it does not count as there.",
    ),
    nature: Nature::Missing,
    says: &[&EMPTY],
    group: None,
    examples: &[Example {
        fires: "一、引言\n二、目标\n- 销售额达到100万元\n",
        silent: "一、引言\n说明。\n二、目标\n- 销售额达到100万元\n",
    }],
    check,
};

fn check(sink: &mut Sink) {
    let model = sink.model;
    // Kinds whose sections are all empty cost their whole weight, once.
    let mut charged: Vec<SectionKind> = Vec::new();
    for part in model.outline.parts.iter().filter(|part| part.empty && part.children == 0) {
        let title = model.title(part);
        let draft = sink.report(&RULE, &EMPTY, part.heading.0, part.heading.1, &[&title]);
        let alone = part.level == 1 && model.outline.of_kind(part.kind).all(|other| other.empty);
        if alone && !charged.contains(&part.kind) {
            // An empty section is worth what a missing one is.
            charged.push(part.kind);
            draft.missing =
                (0..model.places.len()).filter(|index| model.places[*index].section == part.kind).collect();
        }
    }
}
