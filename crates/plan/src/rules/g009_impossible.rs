//! G009: a value that the figure cannot take.

use crate::finding::{Example, Nature, Rule, Says, Sink, says, text};
use crate::goal::Aim;
use crate::lexicon;
use crate::measure::Measure;
use crate::quantity::Quantity;
use crate::report::Severity::Error;
use crate::terms;
use planscore_base::catalog::Unit;

const IMPOSSIBLE: Says = says(
    Error,
    0.9,
    ("「{0}」不可能是这个数：{1}", "{0} cannot be this: {1}"),
    ("改为可能的数值", "write a value that is possible"),
);

pub(super) static RULE: Rule = Rule {
    code: "G009",
    name: "impossible-value",
    what: text("不可能达到的数值", "A value that is not possible"),
    why: text("占比超过 100% 一类的数，多半是写错了。", "A share above 100 % is most likely a slip."),
    nature: Nature::Defect,
    says: &[&IMPOSSIBLE],
    group: None,
    examples: &[Example {
        fires: "一、目标\n- 回款率达到120%\n",
        silent: "一、目标\n- 投资回报率达到120%\n",
    }],
    check,
};

/// Ratios of the catalogue that may pass 100 %.
const UNBOUNDED: [&str; 3] = ["roi", "new_customer_dev_rate", "individual_attainment"];

fn check(sink: &mut Sink) {
    for aim in &sink.model.aims {
        let Some(quantity) = aim.quantity.filter(|quantity| !quantity.hole) else { continue };
        if impossible(aim, &quantity) {
            let shown = sink.model.shown(aim);
            sink.report(&RULE, &IMPOSSIBLE, aim.start, aim.end, &[&aim.name, &shown]);
        }
    }
}

fn impossible(aim: &Aim, quantity: &Quantity) -> bool {
    let entry = aim.metric.and_then(lexicon::entry_of);
    // Without an entry the name says that it is a part of a whole.
    let name: Vec<char> = aim.name.chars().collect();
    let part = terms::PARTS_OF_A_WHOLE.closes(&name) && !terms::MAY_PASS_ALL.within(&name);
    let rate = entry.map_or(part, |entry| entry.unit == Unit::Ratio && !UNBOUNDED.contains(&entry.id));
    let score = entry.is_some_and(|entry| entry.id == "nps");
    match aim.change {
        None => {
            rate && quantity.measure == Measure::Percent && (quantity.high > 1.0 || quantity.low < 0.0)
                || score && quantity.high.abs() > 100.0
        }
        Some(down) => {
            down && quantity.measure == Measure::Percent && quantity.high >= 1.0
                || rate && quantity.measure == Measure::Points && quantity.high.abs() > 1.0
        }
    }
}
