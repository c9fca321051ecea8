//! K004: a key figure without a target.

use crate::figures::Figure;
use crate::finding::{Example, Nature, Rule, Says, Sink, says, text};
use crate::lexicon;
use crate::report::Severity::{Info, Warning};

use super::scorecard::{blank_row, groups, names};

const NONE: Says = says(
    Warning,
    0.85,
    ("指标没有目标值：{0}", "without a target: {0}"),
    ("为每个指标写出目标值，或去掉不考核的指标", "state a target for each, or drop what is not judged"),
);

pub(super) static RULE: Rule = Rule {
    code: "K004",
    name: "no-target",
    what: text("没有目标值的指标", "A key figure without a target"),
    why: text("没有目标值就打不出分。", "Without a target it cannot be scored."),
    nature: Nature::Open,
    says: &[&NONE],
    group: None,
    examples: &[Example {
        fires: "一、考核\n| 指标 | 权重 | 目标 |\n|---|---|---|\n| 销售额 | 100% | 待定 |\n",
        silent: "一、考核\n| 指标 | 权重 | 目标 |\n|---|---|---|\n| 销售额 | 100% | 100万元 |\n",
    }],
    check,
};

fn check(sink: &mut Sink) {
    let model = sink.model;
    for figures in groups(&model.figures) {
        let without: Vec<&Figure> = figures.iter().filter(|item| lacks(sink, item)).collect();
        let Some(first) = without.first() else { continue };
        let list = names(&without);
        let weighted = without.iter().any(|item| item.weight.is_some());
        let (start, end) = first.target_at.filter(|(a, b)| b > a).unwrap_or((first.start, first.end));
        let draft = sink.report(&RULE, &NONE, start, end, &[&list]);
        if !weighted {
            draft.severity = Info;
        }
    }
}

/// True where neither the figure nor a goal states what is to be reached.
fn lacks(sink: &Sink, item: &Figure) -> bool {
    let model = sink.model;
    // A cell for the target that holds none (待定) says that there is none yet.
    let open = item.tabular && item.target_at.is_some();
    // 销售额完成率 is of the goal for 总销售额.
    let stem = ["完成率", "达成率"].iter().find_map(|end| item.name.strip_suffix(end));
    let goal = || {
        model.aims.iter().take(400).any(|aim| {
            aim.quantity.is_some()
                && (aim.metric.is_some() && aim.metric == item.metric
                    || item.name.chars().count() >= 2 && aim.name.contains(item.name.as_str())
                    || stem.is_some_and(|stem| aim.name.ends_with(stem))
                    || item.nested && aim.metric.is_some_and(process))
        })
    };
    let stated = item.target.is_some() || !open && goal();
    !stated && !blank_row(sink, item) && !item.body_names_target(model.text, &model.quantities)
}

/// Figures of the catalogue that count what is done, not what comes of it.
fn process(metric: u16) -> bool {
    matches!(
        lexicon::id_of(metric),
        "customer_visits"
            | "calls"
            | "quotes_submitted"
            | "proposals_submitted"
            | "crm_entry_timeliness"
            | "crm_usage_compliance"
            | "crm_completeness"
            | "lead_followup_timely_rate"
    )
}
