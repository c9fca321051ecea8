//! `cargo +nightly fuzz run check_plan`: no text makes a check panic, and its losses always add up.
#![no_main]

use libfuzzer_sys::fuzz_target;
use planscore::plan::{Options, apply_edits, check_plan};

fuzz_target!(|text: &str| {
    let report = check_plan(text, &Options::default()).expect("any text can be checked");
    let lost: f64 = report.findings.iter().map(|finding| finding.lost).sum();
    assert_eq!(report.score, 100.0 - lost);
    apply_edits(text, &report.findings);
});
