//! B001: a budget without one amount of money.

use crate::finding::{Example, Nature, Rule, Says, Sink, says, text};
use crate::holes::Asks;
use crate::outline::Shape;
use crate::report::Severity::Warning;
use crate::section::SectionKind;
use crate::terms;

use super::budget::amounts;

const NONE: Says = says(
    Warning,
    0.95,
    ("「{0}」没有一个金额", "“{0}” holds no amount of money"),
    ("逐项写出金额和合计", "state an amount for each item, and the total"),
);

pub(super) static RULE: Rule = Rule {
    code: "B001",
    name: "budget-without-amount",
    what: text("没有一个金额的预算", "A budget without one amount"),
    why: text("没有金额就没有办法批。", "Without an amount nobody can approve it."),
    nature: Nature::Defect,
    says: &[&NONE],
    group: None,
    examples: &[Example {
        fires: "一、预算\n- 展会费用\n", silent: "一、预算\n- 展会费用：8万元\n"
    }],
    check,
};

fn check(sink: &mut Sink) {
    let model = sink.model;
    let parts = model.outline.of_kind(SectionKind::Resources).filter(|part| part.level == 1 && !part.empty);
    for part in parts {
        let stated = (part.first..part.last).any(|line| !amounts(model, line).is_empty());
        // Numbers of a table need no unit beside each.
        let tabular = |line: usize| {
            model.outline.block(line).shape == Shape::Row && !model.quantities_in(line, line + 1).is_empty()
        };
        let open = |line: usize| {
            let at = model.text.lines[line];
            model.outline.block(line).content()
                && sink.subjects.blank_for(model, Asks::Figure, (at.start, at.end))
        };
        // Where a blank is left another rule speaks of it; that some are is no figure for the rest.
        let mut items = (part.first..part.last)
            .filter(|line| matches!(model.outline.block(*line).shape, Shape::Item(_)))
            .peekable();
        let lines = part.first..part.last;
        let blank = if items.peek().is_some() { items.all(open) } else { lines.clone().any(open) };
        let settled = stated || blank || lines.clone().any(tabular);
        // 组织保障 is no budget: the section must speak of money.
        let money = (part.first..part.last).any(|line| {
            let at = model.text.lines[line];
            terms::OF_MONEY.within(model.chars((at.start, at.end)))
        });
        if !settled && money {
            sink.report(&RULE, &NONE, part.heading.0, part.heading.1, &[&model.title(part)]);
        }
    }
}
