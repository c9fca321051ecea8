//! No sentence among the goals of a plan makes a check panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use planscore_fuzz::checked;

fuzz_target!(|text: &str| {
    checked(&format!("# 2026年销售目标\n{text}\n"));
});
