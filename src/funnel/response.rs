//! How soon a new lead is answered.

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

/// Answers as they are added up.
#[derive(Default)]
pub struct Answers {
    answered: Vec<f64>,
    leads: usize,
    within: usize,
}

impl Answers {
    /// Adds the first stay of a deal in the first stage: its days, and whether it has ended.
    pub fn add(&mut self, days: f64, ended: bool, sla_hours: f64) {
        let hours = days * 24.0;
        let is_answered = ended && hours >= 0.0;
        if is_answered {
            self.answered.push(hours);
        }
        // A lead that waits still counts once it is too late.
        if is_answered || hours > sla_hours {
            self.leads += 1;
            // A minute's rounding of fractions of days is no breach.
            self.within += usize::from(ended && hours <= sla_hours + 1e-6);
        }
    }

    /// The response to leads, if there are any.
    pub fn response(&self, sla_hours: f64, level: f64) -> Option<Response> {
        let (leads, within) = (self.leads, self.within);
        (leads > 0).then(|| Response {
            sla_hours,
            leads,
            within,
            share: within as f64 / leads as f64,
            interval: wilson(within as f64, leads as f64, level),
            p50_hours: quantiles(&self.answered, &[0.5]).map(|cuts| cuts[0]),
        })
    }
}
