//! planscore scores sales plans where the data lives.
//!
//! Four engines answer what a sales leader asks, each a pure function of its input (no clock, no
//! network, no storage): [`kpi`] scores key figures against the plan, [`rfm`] sorts customers into
//! tiers, [`funnel`] finds where deals and time are lost, [`plan`] checks the plan's own text.
//! [`table`] turns bytes into typed columns for them, [`measure`] columns into the figures that
//! [`catalog`] names, [`calendar`] and [`stats`] carry the dates and the mathematics.
//!
//! [`review`] above them puts all together. [`plain`] reads and writes what crosses the boundary.
//!
//! Arrows point down only: engines use the ground floor and never each other; `wasm` (compiled for
//! WebAssembly alone) is the only module that knows JavaScript.

// The derives name the crate by its name, here too.
extern crate self as planscore;

pub mod actual;
pub mod calendar;
pub mod catalog;
pub mod error;
pub mod funnel;
pub mod kpi;
pub mod locale;
pub mod measure;
pub mod plain;
pub mod plan;
pub mod review;
pub mod rfm;
pub mod stats;
pub mod table;
pub mod target;
#[cfg(target_arch = "wasm32")]
mod wasm;

pub use error::{DataIssue, Error, ErrorKind, Result};
pub use locale::{Locale, Text};
