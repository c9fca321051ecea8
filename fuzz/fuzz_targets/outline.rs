//! No headings, one below the other, make a check panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use planscore_fuzz::checked;

fuzz_target!(|text: &str| {
    let headings = text.lines().map(|line| match line.split_at_checked(1) {
        Some(("1", title)) => format!("# {title}\n"),
        Some(("2", title)) => format!("## {title}\n"),
        Some(("3", title)) => format!("### {title}\n"),
        _ => format!("{line}\n"),
    });
    checked(&headings.collect::<String>());
});
