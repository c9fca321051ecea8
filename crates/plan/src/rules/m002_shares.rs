//! M002: shares that do not make 100 %.

use crate::finding::{Example, Nature, Rule, Says, Sink, figure, says, text};
use crate::lexicon::contains_any;
use crate::quantity::{Measure, Quantity};
use crate::report::Severity::Warning;

const SUM: Says = says(
    Warning,
    0.8,
    ("占比合计 {0}%，不是 100%", "the shares sum to {0} %, not 100 %"),
    ("核对各项占比", "check the shares"),
);

pub(super) static RULE: Rule = Rule {
    code: "M002",
    name: "shares-not-100",
    what: text("占比合计不是 100%", "Shares that do not make 100 %"),
    why: text("占比加起来不是 100%，至少有一个数错了。", "At least one of the shares is wrong."),
    nature: Nature::Defect,
    says: &[&SUM],
    group: None,
    examples: &[Example {
        fires: "一、策略\n- 甲产品占50%、乙产品占30%、丙产品占10%\n",
        silent: "一、策略\n- 甲产品占50%、乙产品占30%、丙产品占20%\n",
    }],
    check,
};

fn check(sink: &mut Sink) {
    let model = sink.model;
    for line in model.lines() {
        if model.outline.block(line).content() && !model.quantities_in(line, line + 1).is_empty() {
            shares(sink, line, line);
            if let Some(last) = model.outline.list_from(line).filter(|last| *last > line) {
                shares(sink, line, last);
            }
        }
    }
}

/// A占50%、B占30%、C占15%, in a line or one in each item of a list.
fn shares(sink: &mut Sink, line: usize, last_line: usize) {
    let model = sink.model;
    let chars = &model.text.chars;
    // In a line 占 stands right before; the items of a list say what of: 占总销售额的40%.
    let reach = if line == last_line { 3 } else { 8 };
    let share = |q: &&Quantity| {
        let exact = q.measure == Measure::Percent && q.is_exact() && q.bound.is_none();
        exact && chars[q.start.saturating_sub(reach)..q.start].contains(&'占')
    };
    let shares = |line: usize| model.quantities_in(line, line + 1).iter().filter(share).copied();
    let of: Vec<Quantity> = (line..=last_line).flat_map(shares).collect();
    let [first, .., last] = &of[..] else { return };
    // Weights are checked as such.
    if model.weighs(line) {
        return;
    }
    let lines = (line..=last_line).filter(|line| model.outline.block(*line).content()).count();
    if of.len() < 3
        || line < last_line && (of.len() != lines || (line..=last_line).any(|line| shares(line).count() > 1))
        || line == last_line && contains_any(&chars[first.start..last.end], "。 权重 各占")
    {
        return;
    }
    let sum: f64 = of.iter().map(|q| q.low * 100.0).sum();
    if (sum - 100.0).abs() > 0.5 && (70.0..=130.0).contains(&sum) {
        let total = figure((sum * 100.0).round() / 100.0);
        sink.report(&RULE, &SUM, first.start, last.end, &[&total]);
    }
}
