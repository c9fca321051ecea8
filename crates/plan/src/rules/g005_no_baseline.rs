//! G005: a change without what it starts from.

use crate::finding::{Example, Nature, Rule, Says, Sink, says, text};
use crate::report::Severity::Warning;
use planscore_base::target::Target;

const NONE: Says = says(
    Warning,
    0.85,
    ("目标是相对变化，没有写基数：{0}", "a change without its baseline: {0}"),
    ("写明现在是多少", "say what it is now"),
);

pub(super) static RULE: Rule = Rule {
    code: "G005",
    name: "change-without-baseline",
    what: text("没有基数的增减", "A change without a baseline"),
    why: text(
        "「增长 20%」要先知道去年是多少，否则算不出要做到多少。",
        "Growth by 20 % says nothing until last year's figure is known.",
    ),
    nature: Nature::Defect,
    says: &[&NONE],
    group: Some(text("{0} 个目标只写了增减，没有基数", "{0} goals are changes without a baseline")),
    examples: &[Example {
        fires: "一、目标\n- 销售额增长20%\n",
        silent: "一、目标\n- 销售额在2025年900万元的基础上增长20%\n",
    }],
    check,
};

/// True if a name says more than another: spare parts sales are not the sales.
fn narrower(name: &str, other: &str) -> bool {
    name.chars().count() > other.chars().count() + 2 && name.to_lowercase().ends_with(&other.to_lowercase())
}

fn check(sink: &mut Sink) {
    let model = sink.model;
    for aim in &model.aims {
        let relative =
            matches!(aim.target, Target::Growth { .. } | Target::Reduction { .. } | Target::Points { .. });
        // A level beside the change says both; so does another line about the same figure.
        let elsewhere = || {
            model.aims.iter().take(400).any(|other| {
                (other.name == aim.name
                    || aim.metric.is_some()
                        && other.metric == aim.metric
                        && !narrower(&aim.name, &other.name))
                    && (other.baseline.is_some() || other.level.is_some() || other.change.is_none())
                    && other.quantity.is_some_and(|quantity| !quantity.hole)
            })
        };
        let holed = aim.quantity.is_some_and(|quantity| quantity.hole);
        if relative && !holed && aim.baseline.is_none() && aim.level.is_none() && !elsewhere() {
            let shown = model.shown(aim);
            sink.report(&RULE, &NONE, aim.start, aim.end, &[&shown]).subject.clone_from(&aim.name);
        }
    }
}
