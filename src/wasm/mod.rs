//! The boundary: the only module that knows JavaScript.
//!
//! Each file is thin: deserialise, call, serialise. Small inputs and results are plain objects
//! (`convert`), data sets stay here as classes with `free()`, errors become `Error` objects with
//! code and place (`error`).

// The macros of wasm-bindgen write the calls through the boundary, which are unsafe.
#![allow(unsafe_code)]
// JavaScript hands its values over by value.
#![allow(clippy::needless_pass_by_value)]

mod convert;
mod deals;
mod error;
mod funnel;
mod kpi;
mod orders;
mod plan;
mod review;
mod rfm;
mod text;

use wasm_bindgen::prelude::wasm_bindgen;

/// The version of the package.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
