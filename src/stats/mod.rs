//! Mathematics without a domain: quantiles, intervals, survival curves.
//!
//! Every function takes plain slices and returns plain numbers; none of them knows what a customer
//! or a deal is.

mod interval;
mod quantile;
mod survival;

pub use interval::{Interval, normal_quantile, wilson};
pub use quantile::{quantile_sorted, quantiles};
pub use survival::{CompetingRisks, Duration, KaplanMeier, Outcome, RiskStep};
