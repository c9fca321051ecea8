//! The embedded working calendar: a bit a day, made from the pinned npm package chinese-days.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::samples::iso;
use crate::shell::root;

/// Days since 1970-01-01 of 2004-01-01, the first day the package knows.
const FIRST: i32 = 12_418;
/// The same of 2026-12-31, the last day of the years it knows in full.
const LAST: i32 = 20_818;
const PACKAGE: &str = "node_modules/chinese-days/dist/chinese-days.json";

/// Writes the bits anew; a new year of the package needs a new [`LAST`] here and in the core.
pub fn write() -> Result<()> {
    Ok(fs::write(embedded(), bits()?)?)
}

/// Checks that the committed bits are what the package says.
pub fn check() -> Result<()> {
    let committed = fs::read(embedded()).context("crates/base/src/calendar/workdays.bin is missing")?;
    ensure!(committed == bits()?, "crates/base/src/calendar/workdays.bin differs; run: cargo xtask calendar");
    Ok(())
}

fn embedded() -> PathBuf {
    root().join("crates/base/src/calendar/workdays.bin")
}

/// Lowest bit first, set on working days: make-up days, and weekdays that are no holiday.
fn bits() -> Result<Vec<u8>> {
    let text = fs::read_to_string(root().join(PACKAGE)).with_context(|| format!("{PACKAGE} is missing"))?;
    let package: Value = serde_json::from_str(&text)?;
    let named = |list: &str, day: &str| package[list].get(day).is_some();
    let mut bits = vec![0_u8; (LAST - FIRST + 1).unsigned_abs().div_ceil(8) as usize];
    for (index, day) in (FIRST..=LAST).enumerate() {
        let date = iso(day);
        // 1970-01-01 was a Thursday.
        let weekday = (day + 3) % 7;
        if named("workdays", &date) || (weekday < 5 && !named("holidays", &date)) {
            bits[index / 8] |= 1 << (index % 8);
        }
    }
    Ok(bits)
}
