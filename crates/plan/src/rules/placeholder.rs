//! What the placeholder rules share: each reports the holes of its kind.

use crate::finding::{Nature, Rule, Says, Sink, short};
use crate::holes::{Hole, Kind};
use crate::number::among;
use crate::terms;
use crate::terms::matches;

/// Reports every hole of a kind.
pub(super) fn report(sink: &mut Sink, rule: &'static Rule, says: &Says, kind: Kind) {
    for hole in sink.subjects.holes.iter().filter(|hole| hole.kind == kind) {
        let chars = &sink.model.text.chars;
        let line = sink.model.text.lines[sink.model.text.line_of(hole.start)];
        // Some of what stands after it is shown with it.
        let after =
            (hole.end..line.end.min(hole.end + 4)).take_while(|at| !among(chars[*at], ",。;、:() ")).count();
        let shown = short(&chars[hole.start..hole.end + after]);
        let nature = if detail(chars, hole) { Nature::Detail } else { rule.nature };
        sink.report(rule, says, hole.start, hole.end, &[&shown]).nature = nature;
    }
}

/// True of a blank for an owner or a time: 负责人：____, ____年, ____前.
fn detail(chars: &[char], hole: &Hole) -> bool {
    if !matches!(hole.kind, Kind::Blank) {
        return false;
    }
    let label = chars[..hole.start].iter().rposition(|c| !matches!(c, ' ' | ':')).map_or(0, |at| at + 1);
    let dated = chars.get(hole.end).is_some_and(|c| among(*c, "年月日前"));
    dated || terms::DETAIL_LABELS.closes(&chars[..label]) || by(chars, label)
}

/// by ____: a time in English.
fn by(chars: &[char], end: usize) -> bool {
    end >= 2 && matches(chars, end - 2, "by") && (end == 2 || !chars[end - 3].is_alphabetic())
}
