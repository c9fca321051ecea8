//! Builds, serves and tests planscore.
fn main() {}
