//! K: key figures and how they are reviewed.

use crate::plan::figures::Figure;
use crate::plan::finding::{Rule, Sink, figure, rule};
use crate::plan::report::Severity::{Error, Warning};

const K001: Rule = rule(
    "K001",
    Error,
    0.97,
    ("权重合计 {0}%，不是 100%", "the weights sum to {0} %, not 100 %"),
    ("调整权重，使合计为 100%", "change the weights so that they sum to 100 %"),
);
const K002: Rule = rule(
    "K002",
    Warning,
    0.9,
    ("「{0}」没有权重，同组其他指标有", "“{0}” has no weight, others of its group have"),
    ("补上权重，或说明不计入考核", "give it a weight, or say that it does not count"),
);

#[inline(never)]
pub(super) fn run(sink: &mut Sink) {
    let model = sink.model;
    let mut at = 0;
    while at < model.figures.len() {
        let group = model.figures[at].group;
        let length = model.figures[at..].iter().take_while(|f| f.group == group).count();
        weights(sink, &model.figures[at..at + length]);
        at += length;
    }
}

#[inline(never)]
fn weights(sink: &mut Sink, figures: &[Figure]) {
    let weighted: Vec<&Figure> = figures.iter().filter(|f| f.weight.is_some()).collect();
    let [first, .., last] = &weighted[..] else { return };
    let sum: f64 = weighted.iter().filter_map(|f| f.weight.map(|(w, ..)| w * f.each as f64)).sum();
    if (sum - 100.0).abs() > 0.05 && (sum - 1.0).abs() > 0.0005 {
        let total = figure(sum);
        let (start, end) = (first.start, last.weight.map_or(last.end, |(_, _, end)| end));
        sink.report(&K001, start, end, &[&total]);
    }
    if weighted.len() >= 2 {
        for item in figures.iter().filter(|f| f.weight.is_none()) {
            sink.report(&K002, item.start, item.end, &[&item.name]);
        }
    }
}
