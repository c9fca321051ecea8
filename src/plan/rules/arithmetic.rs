//! M: figures that must add up.

use crate::plan::finding::Sink;

pub(super) fn run(_: &mut Sink) {}
