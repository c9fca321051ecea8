//! S003: a section that the contents list has and the text has not.

use crate::finding::{Example, Nature, Rule, Says, Sink, says, short, text};
use crate::report::Severity::Warning;
use crate::terms;

const LISTED: Says = says(
    Warning,
    0.9,
    ("目录列出了「{0}」，正文中没有", "“{0}” stands in the contents list only"),
    ("补写这一部分，或从目录中删去", "write this section, or take it off the list"),
);

pub(super) static RULE: Rule = Rule {
    code: "S003",
    name: "only-in-contents",
    what: text("目录里有、正文里没有的部分", "A section that only the contents list has"),
    why: text(
        "目录和正文不一致，读者会以为这一部分写过了。",
        "Readers of the list believe that the section was written.",
    ),
    nature: Nature::Defect,
    says: &[&LISTED],
    group: None,
    examples: &[Example {
        fires: "目录\n一、引言\n二、目标\n三、预算\n\n一、引言\n本计划说明。\n二、目标\n- 销售额达到100万元\n",
        silent: "目录\n一、引言\n二、目标\n\n一、引言\n本计划说明。\n二、目标\n- 销售额达到100万元\n",
    }],
    check,
};

fn check(sink: &mut Sink) {
    let model = sink.model;
    for &(_, start, end) in &model.outline.contents {
        let name = model.chars((start, end));
        let there = model.outline.parts.iter().any(|part| {
            let title = model.chars(part.title);
            title.starts_with(name) || title.ends_with(name) || name.ends_with(title)
        });
        if !there && terms::CONTENTS.at(name, 0).is_none() {
            sink.report(&RULE, &LISTED, start, end, &[&short(name)]);
        }
    }
}
