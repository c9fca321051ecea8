//! K002: a figure without a weight among others that have one.

use crate::finding::{Example, Nature, Rule, Says, Sink, says, text};
use crate::report::Severity::Warning;

const NONE: Says = says(
    Warning,
    0.9,
    ("「{0}」没有权重，同组其他指标有", "“{0}” has no weight, others of its group have"),
    ("补上权重，或说明不计入考核", "give it a weight, or say that it does not count"),
);

pub(super) static RULE: Rule = Rule {
    code: "K002",
    name: "weight-missing",
    what: text("没有权重的指标", "A key figure without a weight"),
    why: text("不知道它占多少，就不知道总分怎么算。", "Nobody can compute the total without its weight."),
    nature: Nature::Open,
    says: &[&NONE],
    group: Some(text("{0} 个指标没有权重", "{0} key figures have no weight")),
    examples: &[Example {
        fires: "一、考核指标\n- 销售额（权重100%）：签约额\n- 回款率：实收/应收\n",
        silent: "一、考核指标\n- 销售额（权重50%）：签约额\n- 回款率（权重50%）：实收/应收\n",
    }],
    check,
};

fn check(sink: &mut Sink) {
    let model = sink.model;
    for figures in super::scorecard::groups(&model.figures) {
        if figures.iter().all(|item| item.weight.is_none()) {
            continue;
        }
        for item in figures.iter().filter(|item| item.weight.is_none()) {
            sink.report(&RULE, &NONE, item.start, item.end, &[&item.name]);
        }
    }
}
