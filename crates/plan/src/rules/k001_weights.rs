//! K001: weights that do not make 100 %.

use crate::figures::Figure;
use crate::finding::{Example, Nature, Rule, Says, Sink, figure, says, text};
use crate::report::Severity::Error;

const SUM: Says = says(
    Error,
    0.97,
    ("权重合计 {0}%，不是 100%", "the weights sum to {0} %, not 100 %"),
    ("调整权重，使合计为 100%", "change the weights so that they sum to 100 %"),
);

pub(super) static RULE: Rule = Rule {
    code: "K001",
    name: "weights-not-100",
    what: text("权重合计不是 100%", "Weights that do not sum to 100 %"),
    why: text("合计不是 100%，总分就没有意义。", "Without it the total score means nothing."),
    nature: Nature::Defect,
    says: &[&SUM],
    group: None,
    examples: &[Example {
        fires: "一、考核\n- 销售额（权重50%）：签约额\n- 回款率（权重40%）：实收/应收\n",
        silent: "一、考核\n- 销售额（权重50%）：签约额\n- 回款率（权重50%）：实收/应收\n",
    }],
    check,
};

fn check(sink: &mut Sink) {
    let model = sink.model;
    for figures in super::scorecard::groups(&model.figures) {
        let weighted: Vec<&Figure> = figures.iter().filter(|f| f.weight.is_some()).collect();
        let (Some(first), Some(last)) = (weighted.first(), weighted.last()) else { continue };
        let parts: usize = weighted.iter().map(|f| f.each).sum();
        let sum: f64 = weighted.iter().filter_map(|f| f.weight.map(|(w, ..)| w * f.each as f64)).sum();
        // A weight left out makes the sum too small: that is another rule's matter.
        let blank = figures.iter().any(|f| f.weight.is_none() && f.tabular);
        let whole = (sum - 100.0).abs() <= 0.05 || (sum - 1.0).abs() <= 0.0005;
        if parts >= 2 && !whole && !(blank && sum < 100.0) {
            let total = figure((sum * 100.0).round() / 100.0);
            let (start, end) = (first.start, last.weight.map_or(last.end, |(_, _, end)| end));
            sink.report(&RULE, &SUM, start, end.max(start + 1), &[&total]);
        }
    }
}
