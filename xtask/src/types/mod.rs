//! `npm/src/types.ts`, made from the Rust types that cross the boundary.
//!
//! The functions of `crates/wasm` name what they take and return by wasm-bindgen's `unchecked_param_type`
//! and `unchecked_return_type`; those types and all that they are made of are read from the sources with
//! their doc comments and serde's attributes. Nothing else says what JavaScript sees:
//!
//! - a type is called as in Rust, or as `#[serde(rename = "...")]` on it says;
//! - what users write is what serde reads with `deny_unknown_fields`: its lists are `readonly`, and what has a
//!   default or is an `Option` may be left out or null. A result has null where nothing is known;
//! - a type whose serde conversion is written by hand says how it crosses in a ```` ```ts ```` block of its doc
//!   comment (`type IsoDate = string;`); so does a field, with the type alone.

mod docs;
mod print;
mod reach;
mod serde;
mod source;
#[cfg(test)]
mod tests;

use std::fs;
use std::path::PathBuf;

use anyhow::{Result, ensure};

use crate::shell::root;
use reach::Crossing;
use source::Sources;

/// The crates whose types cross, in the order of the generated file.
const CRATES: [(&str, &str); 9] = [
    ("planscore_base", "crates/base"),
    ("planscore_stats", "crates/stats"),
    ("planscore_table", "crates/table"),
    ("planscore_kpi", "crates/kpi"),
    ("planscore_rfm", "crates/rfm"),
    ("planscore_funnel", "crates/funnel"),
    ("planscore_plan", "crates/plan"),
    ("planscore", "."),
    ("planscore_wasm", "crates/wasm"),
];

const HEAD: &str = "\
/**
 * What goes in and what comes out. Rates and shares are fractions (0.98), money is in the currency's main unit,
 * durations are days, dates are \"YYYY-MM-DD\", null means \"not known\", lists keep their documented order.
 *
 * Made from the Rust types by `cargo xtask types`; do not edit.
 */

import type { RuleCode } from './rule-codes.js';
";

fn file() -> PathBuf {
    root().join("npm/src/types.ts")
}

/// Writes the file.
pub fn write() -> Result<()> {
    Ok(fs::write(file(), generate()?)?)
}

/// Fails if the committed file does not say what the Rust types say.
pub fn check() -> Result<()> {
    let committed = fs::read_to_string(file()).unwrap_or_default().replace("\r\n", "\n");
    ensure!(committed == generate()?, "npm/src/types.ts is behind the Rust types: cargo xtask types");
    Ok(())
}

/// The types that the boundary's functions name.
pub fn named() -> Result<Vec<String>> {
    let sources = sources()?;
    Crossing::follow(&sources)?.roots()
}

fn sources() -> Result<Sources> {
    Sources::read(&CRATES.map(|(name, dir)| (name.to_owned(), root().join(dir).join("src"))))
}

fn generate() -> Result<String> {
    let sources = sources()?;
    Ok(HEAD.to_owned() + &print::print(&Crossing::follow(&sources)?)?)
}
