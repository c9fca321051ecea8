//! How soon a new lead is answered.

use super::journey::Journey;
use crate::plain::Serialize;
use crate::stats::{Interval, quantiles, wilson};

/// How soon leads leave the first stage, against what was promised.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
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

/// The response to leads; `None` where the data have no times of day, since days say nothing of hours.
pub fn response(journeys: &[Journey], sla_hours: f64, level: f64) -> Option<Response> {
    let has_hours = |time: f64| time.is_finite() && time.fract() != 0.0;
    let timed = journeys
        .iter()
        .flat_map(|journey| &journey.stays)
        .any(|stay| has_hours(stay.from) || (stay.ended && has_hours(stay.to)));
    if !timed {
        return None;
    }
    let (mut answered, mut leads, mut within) = (Vec::new(), 0, 0);
    for journey in journeys {
        let Some(first) = journey.stays.first().filter(|stay| stay.stage == 0) else { continue };
        let hours = (first.to - first.from) * 24.0;
        if first.ended && hours >= 0.0 {
            answered.push(hours);
        }
        // A lead that waits still counts once it is too late.
        if (first.ended && hours >= 0.0) || hours > sla_hours {
            leads += 1;
            // A minute's rounding of fractions of days is no breach.
            within += usize::from(first.ended && hours <= sla_hours + 1e-6);
        }
    }
    (leads > 0).then(|| Response {
        sla_hours,
        leads,
        within,
        share: within as f64 / leads as f64,
        interval: wilson(within as f64, leads as f64, level),
        p50_hours: quantiles(&answered, &[0.5]).map(|cuts| cuts[0]),
    })
}
