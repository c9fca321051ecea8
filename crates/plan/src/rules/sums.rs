//! What the rules on arithmetic share: one value of a cell, and when a sum is off.

use crate::finding::{Rule, Says, Sink, figure};
use crate::measure::Measure;
use crate::model::Model;
use crate::quantity::{Quantity, within};

/// The one exact quantity of a cell.
pub(super) fn value(model: &Model, cell: Option<(usize, usize)>) -> Option<Quantity> {
    let (from, to) = cell?;
    match *within(&model.quantities, from, to) {
        [one] if one.is_exact() => Some(one),
        _ => None,
    }
}

/// True if parts do not make a total; each part may be rounded by half a unit of its last digit.
pub(super) fn off(sum: f64, total: f64, parts: usize) -> bool {
    (sum - total).abs() > 1e-9 + 0.001 * total.abs().max(sum.abs()) * (parts as f64 / 10.0).max(0.5)
}

/// Reports a sum against the total that the text states, in the total's own scale.
pub(super) fn say(sink: &mut Sink, rule: &'static Rule, says: &Says, at: &Quantity, sum: f64, total: f64) {
    let scale = if at.measure == Measure::Money && total.abs() >= 1e4 { (1e4, "万") } else { (1.0, "") };
    let show = |value: f64| figure((value / scale.0 * 100.0).round() / 100.0) + scale.1;
    sink.report(rule, says, at.start, at.end, &[&show(sum), &show(total)]);
}
