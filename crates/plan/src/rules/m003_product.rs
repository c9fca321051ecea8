//! M003: stage rates that do not multiply to the overall rate.

use crate::finding::{Example, Nature, Rule, Says, Sink, figure, says, text};
use crate::lexicon;
use crate::quantity::Measure;
use crate::report::Severity::Warning;

const PRODUCT: Says = says(
    Warning,
    0.85,
    (
        "各阶段转化率相乘是 {0}%，整体转化率写的是 {1}%",
        "the stage rates multiply to {0} %, the overall rate says {1} %",
    ),
    ("核对各阶段与整体的转化率", "check the stage rates and the overall rate"),
);

pub(super) static RULE: Rule = Rule {
    code: "M003",
    name: "rates-do-not-multiply",
    what: text("各阶段转化率与整体转化率不符", "Stage rates that do not make the overall rate"),
    why: text("各段都做到了，整体还是到不了，说明目标定错了。", "Every stage may be met and the whole still missed."),
    nature: Nature::Defect,
    says: &[&PRODUCT],
    group: None,
    examples: &[Example {
        fires: "一、目标\n- 线索到商机转化率达到20%，商机到成单转化率达到30%，线索到成单转化率达到12%\n",
        silent: "一、目标\n- 线索到商机转化率达到20%，商机到成单转化率达到30%，线索到成单转化率达到6%\n",
    }],
    check,
};

/// 线索到商机 20 %, 商机到成单 30 %: together 6 %.
fn check(sink: &mut Sink) {
    let model = sink.model;
    let rate = |id: &str| {
        model.aims.iter().take(400).find_map(|aim| {
            let named = aim.metric.and_then(lexicon::entry_of).is_some_and(|entry| entry.id == id);
            let exact = named && aim.name.contains(if id == "lead_conversion_rate" { "线索" } else { "" });
            let value = aim.target.resolve(None).filter(|_| {
                exact && aim.change.is_none() && aim.quantity.is_some_and(|q| q.measure == Measure::Percent)
            })?;
            Some((value, aim))
        })
    };
    let Some((whole, aim)) = rate("lead_conversion_rate") else { return };
    let chain = |ids: &[&str]| ids.iter().map(|id| rate(id).map(|(value, _)| value)).product::<Option<f64>>();
    let product = chain(&["lead_to_opp_rate", "opp_to_won_rate"])
        .or_else(|| chain(&["lead_to_mql_rate", "mql_to_sql_rate", "sql_to_opp_rate", "opp_to_won_rate"]));
    let Some(product) = product else { return };
    if (product - whole).abs() > 0.05 * whole.max(product) {
        let show = |value: f64| figure((value * 1e4).round() / 100.0);
        let (parts, total) = (show(product), show(whole));
        let other = model.aims.iter().find(|a| a.name.contains("商机")).map(|a| a.line);
        let draft = sink.report(&RULE, &PRODUCT, aim.start, aim.end, &[&parts, &total]);
        draft.other_line = other;
    }
}
