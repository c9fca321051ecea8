//! The boundary: the only crate of the core that knows JavaScript.
//!
//! Each file is thin: deserialise, call, serialise. Small inputs and results are plain objects
//! (`convert` over `plain`), data sets stay here as classes with `free()`, errors become `Error`
//! objects with code and place (`error`). Compiled for anything but WebAssembly only `plain` is there.

// The macros of wasm-bindgen write the calls through the boundary, which are unsafe.
#![allow(unsafe_code)]
// JavaScript hands its values over by value.
#![allow(clippy::needless_pass_by_value)]

#[cfg(any(target_arch = "wasm32", test))]
mod plain;

macro_rules! for_javascript {
    ($($name:ident)*) => {$(
        #[cfg(target_arch = "wasm32")]
        mod $name;
    )*};
}
for_javascript!(convert deals error funnel kpi orders plan reading review rfm text);

#[cfg(target_arch = "wasm32")]
use wasm_bindgen::prelude::wasm_bindgen;

/// The version of the package.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
