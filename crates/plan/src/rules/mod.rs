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

#[cfg(test)]
pub(super) mod examples {
    use crate::{Options, check_plan};

    /// Checks each rule's failing example against its passing one.
    pub fn hold(examples: &[(&str, &str, &str)]) {
        for (code, fails, passes) in examples {
            let fires = |text: &str| {
                check_plan(text, &Options::default())
                    .unwrap()
                    .findings
                    .iter()
                    .any(|finding| finding.code == *code)
            };
            assert!(fires(fails), "{code} says nothing of:\n{fails}");
            assert!(!fires(passes), "{code} is wrong about:\n{passes}");
        }
    }
}
