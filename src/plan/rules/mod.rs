//! The rules, one file a family. They look at the model, never at raw text.

mod action;
mod arithmetic;
mod budget;
mod goal;
mod kpi;
mod placeholder;
mod risk;
mod structure;

use super::finding::Sink;

/// Runs every rule.
#[inline(never)]
pub(super) fn run(sink: &mut Sink) {
    for family in [
        structure::run,
        placeholder::run,
        goal::run,
        kpi::run,
        arithmetic::run,
        risk::run,
        budget::run,
        action::run,
    ] {
        family(sink);
    }
}
