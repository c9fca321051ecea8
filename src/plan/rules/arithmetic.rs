//! M: figures that must add up.

use crate::plan::finding::Sink;

#[inline(never)]
pub(super) fn run(_: &mut Sink) {}
