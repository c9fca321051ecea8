//! planscore scores sales plans where the data lives.
//!
//! Four engines answer what a sales leader asks, each a pure function of its input (no clock, no
//! network, no storage): [`kpi`] scores key figures against the plan, [`rfm`] sorts customers into
//! tiers, [`funnel`] finds where deals and time are lost, [`plan`] checks the plan's own text.
//! [`table`] turns bytes into typed columns for them, [`measure`] columns into the figures that
//! [`catalog`] names, [`calendar`] and [`stats`] carry the dates and the mathematics.
//!
//! [`review`] above them puts all together. Each engine is a crate of its own and knows no other.

pub mod measure;
pub mod review;

pub use planscore_base::{
    DataIssue, Error, ErrorKind, Locale, Result, Text, actual, calendar, catalog, error, locale, target,
};
pub use planscore_funnel as funnel;
pub use planscore_kpi as kpi;
pub use planscore_plan as plan;
pub use planscore_rfm as rfm;
pub use planscore_stats as stats;
pub use planscore_table as table;
