//! G013: a goal that no key figure judges.

use crate::figures::Figure;
use crate::finding::{Example, Nature, Rule, Says, Sink, says, text};
use crate::lexicon;
use crate::report::Severity::Info;
use planscore_base::catalog::{Direction, Unit};

const UNJUDGED: Says = says(
    Info,
    0.7,
    ("目标「{0}」没有对应的考核指标", "no key figure judges the goal “{0}”"),
    ("在绩效考核中加上这一指标", "add it to the key figures"),
);

pub(super) static RULE: Rule = Rule {
    code: "G013",
    name: "goal-not-judged",
    what: text("没有考核指标的目标", "A goal that no key figure judges"),
    why: text("目标不进考核，执行时就排在后面。", "What is not judged comes last."),
    nature: Nature::Defect,
    says: &[&UNJUDGED],
    group: Some(text("{0} 个目标没有对应的考核指标", "no key figure judges {0} of the goals")),
    examples: &[Example {
        fires: "一、目标\n- 客户流失率降至5%\n二、考核\n- 销售额（权重50%）：签约额\n- 回款率（权重50%）：实收/应收\n",
        silent: "一、目标\n- 回款率达到95%\n二、考核\n- 销售额（权重50%）：签约额\n- 回款率（权重50%）：实收/应收\n",
    }],
    check,
};

fn check(sink: &mut Sink) {
    let model = sink.model;
    if model.figures.len() < 2 {
        return;
    }
    let mut named: Vec<u16> = Vec::new();
    for aim in model.aims.iter().filter(|aim| aim.quantity.is_some() && !aim.example) {
        let Some(metric) = aim.metric.filter(|metric| lexicon::entry_of(*metric).is_some()) else { continue };
        // 销售额完成率 judges 销售额.
        let judges = |item: &Figure| related(item.metric, metric) || item.name.starts_with(&aim.name);
        if named.contains(&metric) || model.figures.iter().take(400).any(judges) {
            continue;
        }
        named.push(metric);
        sink.report(&RULE, &UNJUDGED, aim.start, aim.end, &[&aim.name]);
    }
}

/// The same figure, or one that is made of it.
fn related(item: Option<u16>, goal: u16) -> bool {
    let id = |metric: u16| lexicon::id_of(metric);
    let Some(item) = item else { return false };
    let (a, b) = (id(item), id(goal));
    let both = |x: &str, y: &str| a == x && b == y || a == y && b == x;
    let stage = b.ends_with("_to_opp_rate")
        || b.ends_with("_to_mql_rate")
        || b == "mql_to_sql_rate"
        || b == "opp_to_won_rate";
    let process = lexicon::entry_of(goal)
        .is_some_and(|entry| entry.direction == Direction::Higher && entry.unit == Unit::Count);
    a == b
        || both("gross_margin_rate", "gross_profit_contribution")
        || both("new_customers", "new_customer_dev_rate")
        || a == "lead_conversion_rate" && stage
        || a == "process_index" && process
        || both("sales_cycle", "stage_duration")
}
