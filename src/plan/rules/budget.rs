//! B: money.

use crate::plan::finding::{Rule, Sink, rule, short};
use crate::plan::goal::quantities;
use crate::plan::outline::SectionKind;
use crate::plan::quantity::Measure;
use crate::plan::report::Severity::Warning;

const B001: Rule = rule(
    "B001",
    Warning,
    0.95,
    ("「{0}」没有一个金额", "“{0}” holds no amount of money"),
    ("逐项写出金额和合计", "state an amount for each item, and the total"),
);

#[inline(never)]
pub(super) fn run(sink: &mut Sink) {
    let model = sink.model;
    for part in model.outline.of_kind(SectionKind::Resources).filter(|part| part.level == 1 && !part.empty) {
        let figures = (part.first + 1..part.last).any(|line| {
            let at = model.text.lines[line];
            quantities(&model.text.chars, at.start, at.end).iter().any(|q| {
                q.hole || q.measure == Measure::Money || q.measure == Measure::None && q.low >= 100.0
            })
        });
        if !figures {
            let title = short(model.chars(part.title));
            sink.report(&B001, part.heading.0, part.heading.1, &[&title]);
        }
    }
}
