//! How far the forecasts of planscore can be relied on: each is made in many simulated histories, and
//! held against what came after them. Every simulation has a fixed seed.
//!
//! `cargo xtask calibrate` prints the table of all; the tests run a part of them.

pub mod claim;
pub mod pipeline;

pub use claim::Claim;
