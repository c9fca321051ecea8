//! How soon a new lead is answered.

use planscore_stats::{Durations, Interval, Tie, quantile_sorted, wilson};
use serde::Serialize;

/// How soon leads leave the first stage, against what was promised.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename = "FirstResponse", rename_all = "camelCase")]
pub struct Response {
    /// Hours that were promised.
    pub sla_hours: f64,
    /// Leads with a known answer, or waiting longer than promised already.
    pub leads: usize,
    /// Of them, those answered in time.
    pub within: usize,
    /// The share, and its Wilson interval.
    pub share: f64,
    /// Its interval.
    pub interval: Option<Interval>,
    /// Median hours to the answer, over the answered ones.
    pub p50_hours: Option<f64>,
}

/// Hours promised where nothing is said.
pub const SLA_HOURS: f64 = 2.0;

/// The response to leads, if there are any, from the days in which they left the first stage.
pub fn response(days: &Durations, sla_hours: f64, level: f64) -> Option<Response> {
    let (mut leads, mut within, mut answered) = (0, 0, Vec::new());
    for Tie { time, events, censored, .. } in days.ties().0 {
        let hours = time * 24.0;
        answered.resize(answered.len() + events, hours);
        // A lead that waits still counts once it is too late.
        leads += events + if hours > sla_hours { censored } else { 0 };
        // A minute's rounding of fractions of days is no breach.
        within += if hours <= sla_hours + 1e-6 { events } else { 0 };
    }
    (leads > 0).then(|| Response {
        sla_hours,
        leads,
        within,
        share: within as f64 / leads as f64,
        interval: wilson(within as f64, leads as f64, level),
        p50_hours: quantile_sorted(&answered, 0.5),
    })
}
