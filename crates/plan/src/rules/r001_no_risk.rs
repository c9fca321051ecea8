//! R001: a section on risks that names none.

use crate::finding::{Example, Nature, Rule, Says, Sink, says, text};
use crate::outline::Part;
use crate::report::Severity::Warning;
use crate::section::SectionKind;

const NONE: Says = says(
    Warning,
    0.9,
    ("「{0}」没有列出一条风险", "“{0}” names no risk"),
    ("逐条写明风险和发生时做什么", "list each risk and what is done when it happens"),
);

pub(super) static RULE: Rule = Rule {
    code: "R001",
    name: "no-risk-named",
    what: text("风险部分没有写一条风险", "A section on risks that names none"),
    why: text("只有标题的风险部分等于没有准备。", "Without a risk in it the section prepares for nothing."),
    nature: Nature::Defect,
    says: &[&NONE],
    group: None,
    examples: &[Example {
        fires: "一、风险\n本章从略。\n", silent: "一、风险\n- 大客户流失：提前回访\n"
    }],
    check,
};

fn check(sink: &mut Sink) {
    let model = sink.model;
    for part in model.outline.of_kind(SectionKind::Risk).filter(|part| part.level == 1 && !part.empty) {
        if !named(sink, part) {
            sink.report(&RULE, &NONE, part.heading.0, part.heading.1, &[&model.title(part)]);
        }
    }
}

/// Something is listed, is still to be filled in, or is told at length.
fn named(sink: &Sink, part: &Part) -> bool {
    let model = sink.model;
    let listed = sink.subjects.risks.iter().any(|risk| (part.first..part.last).contains(&risk.line));
    // A sentence or two of prose name a risk; a short remark puts it off.
    let told = |line: usize| {
        let block = model.outline.block(line);
        block.content()
            && (block.end - block.start.min(block.end) >= 12 || sink.subjects.holed_line(model, line))
    };
    listed || part.children > 0 || (part.first + 1..part.last).any(told)
}
