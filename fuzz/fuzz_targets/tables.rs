//! No table of a plan, of key figures or of anything else, makes a check panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use planscore_fuzz::checked;

fuzz_target!(|text: &str| {
    let mut lines = text.lines();
    let row = |line: &str| format!("| {} |\n", line.replace(['\t', ','], " | "));
    let header = row(lines.next().unwrap_or_default());
    let rule = row(&"---\t".repeat(header.matches('|').count().saturating_sub(1)));
    checked(&format!("# 考核指标\n{header}{rule}{}", lines.map(row).collect::<String>()));
});
