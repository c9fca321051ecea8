//! What the placeholder rules share: each reports the holes of its kind.

use crate::finding::{Nature, Rule, Says, Sink, short};
use crate::holes::{Asks, Hole, Kind};
use crate::model::Model;
use crate::number::among;
use crate::subjects::in_figures;

/// Reports every hole of a kind.
pub(super) fn report(sink: &mut Sink, rule: &'static Rule, says: &Says, kind: Kind) {
    for hole in sink.subjects.holes.iter().filter(|hole| hole.kind == kind) {
        let chars = &sink.model.text.chars;
        let line = sink.model.text.lines[sink.model.text.line_of(hole.start)];
        // Some of what stands after it is shown with it.
        let after =
            (hole.end..line.end.min(hole.end + 4)).take_while(|at| !among(chars[*at], ",。;、:() ")).count();
        let shown = short(&chars[hole.start..hole.end + after]);
        let nature = nature(sink.model, hole, rule);
        sink.report(rule, says, hole.start, hole.end, &[&shown]).nature = nature;
    }
}

/// What a hole means for the score: a blank for an owner or a time is a detail; one in the cell of a table that is to hold a
/// target, a weight or an amount leaves its line open, whatever else stands there.
fn nature(model: &Model, hole: &Hole, rule: &Rule) -> Nature {
    if hole.kind != Kind::Blank {
        return rule.nature;
    }
    match hole.asks(&model.text.chars) {
        Asks::Owner | Asks::Time => Nature::Detail,
        Asks::Figure | Asks::Anything if in_figures(model, hole) => Nature::Open,
        Asks::Figure | Asks::Anything => rule.nature,
    }
}
