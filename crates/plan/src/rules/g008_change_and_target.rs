//! G008: baseline and change do not make the target.

use crate::finding::{Example, Nature, Rule, Says, Sink, figure, says, text};
use crate::goal::Aim;
use crate::measure::Measure;
use crate::quantity::Quantity;
use crate::report::Severity::Error;

const DIFFER: Says = says(
    Error,
    0.95,
    ("基数加变化等于 {0}，写的目标是 {1}", "baseline and change make {0}, the target says {1}"),
    ("核对三个数，改正其中一个", "check the three figures and correct one"),
);

pub(super) static RULE: Rule = Rule {
    code: "G008",
    name: "change-does-not-add-up",
    what: text("基数、变化和目标对不上", "Baseline and change do not make the target"),
    why: text(
        "三个数里至少错了一个，考核时各按各的算。",
        "One of the three figures is wrong, and everyone will choose another.",
    ),
    nature: Nature::Defect,
    says: &[&DIFFER],
    group: None,
    examples: &[
        Example {
            fires: "一、目标\n- 回款率由90%提升5个百分点，达到98%\n",
            silent: "一、目标\n- 回款率由90%提升5个百分点，达到95%\n",
        },
        Example {
            fires: "一、目标\n- 销售额从1200万元做到1500万元，增长20%\n",
            silent: "一、目标\n- 销售额从1200万元做到1500万元，增长25%\n",
        },
        Example {
            fires: "Sales Plan 2027\n\n## Targets\n- Sales: USD 4.8 million, 20% more than USD 3.9 million in 2026\n",
            silent: "Sales Plan 2027\n\n## Targets\n- Sales: USD 4.68 million, 20% more than USD 3.9 million in 2026\n",
        },
    ],
    check,
};

fn check(sink: &mut Sink) {
    for aim in &sink.model.aims {
        let Some((expected, level)) = expected(aim) else { continue };
        // A figure may be rounded in its last digit.
        let tolerance = 0.005 * expected.abs().max(level.low.abs()) + 1e-9;
        if (expected - level.low).abs() > tolerance {
            let (wanted, said) = (amount(expected, &level), amount(level.low, &level));
            sink.report(&RULE, &DIFFER, aim.start, aim.end, &[&wanted, &said]);
        }
    }
}

/// What baseline and change make, where a level is stated too.
fn expected(aim: &Aim) -> Option<(f64, Quantity)> {
    let asked = aim.quantity.zip(aim.change).or(aim.step);
    let (quantity, down) = asked.filter(|(quantity, _)| !quantity.hole)?;
    let (baseline, level) = aim.baseline.zip(aim.level).filter(|(b, l)| !b.hole && !l.hole)?;
    // Points that are called percent are another rule's matter.
    if super::g006_points_or_percent::points_between(aim, quantity).is_some() {
        return None;
    }
    let by = if down { -quantity.low } else { quantity.low };
    let value = match quantity.measure {
        Measure::Percent | Measure::Times => baseline.low * (1.0 + by),
        Measure::Points if matches!(baseline.measure, Measure::Percent) => baseline.low + by,
        Measure::Points => baseline.low + by * 100.0,
        _ => baseline.low + by,
    };
    Some((value, level))
}

/// A value as its quantity states it.
pub(super) fn amount(value: f64, like: &Quantity) -> String {
    match like.measure {
        Measure::Percent | Measure::Points => figure((value * 1e6).round() / 1e4) + "%",
        Measure::Money if value.abs() >= 1e8 => figure((value / 1e4).round() / 1e4) + "亿",
        Measure::Money if value.abs() >= 1e4 => figure(value / 1e4) + "万",
        _ => figure(value),
    }
}
