//! What the rules on key figures share: groups of figures whose weights make 100 %.

use crate::figures::Figure;
use crate::finding::Sink;

/// The key figures in groups, as the plan weighs them together.
pub(super) fn groups(figures: &[Figure]) -> impl Iterator<Item = &[Figure]> {
    figures.chunk_by(|a, b| a.group == b.group)
}

/// Names of some figures, the first four and whether there are more.
pub(super) fn names(figures: &[&Figure]) -> String {
    let mut names: Vec<&str> = figures.iter().take(4).map(|item| item.name.as_str()).collect();
    if figures.len() > 4 {
        names.push("…");
    }
    names.join("、")
}

/// True of a row that is still to be filled in.
pub(super) fn blank_row(sink: &Sink, item: &Figure) -> bool {
    sink.subjects.holed(item.start, item.body.1.max(item.end))
}
