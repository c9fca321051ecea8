//! From records to actuals: the figures of the catalogue that orders and deals know by themselves.
//!
//! [`from_orders`] and [`from_deals`] give every figure that its [`Source`](planscore_base::catalog::Source)
//! says they can, rates in their parts so that owners and months add up. A figure that the records
//! cannot answer (no costs, no history before the period) is left out and the reason listed.

mod deals;
mod orders;

use planscore_base::actual::{Actual, Measured};
use planscore_base::calendar::{Day, Period};
use planscore_base::error::DataIssue;
use planscore_base::locale::{Locale, Phrase};

pub use deals::from_deals;
pub use orders::{OrderSums, from_orders};

/// What a set of records says, and what it cannot say.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Measures {
    /// The actuals, each figure once.
    pub actuals: Vec<Actual>,
    /// Figures left out or incomplete, and why; `column` names the figure.
    pub issues: Vec<DataIssue>,
    /// The first day with data, of any period.
    pub begins: Option<Day>,
}

/// Whose records, and in which language the reasons are.
#[derive(Debug, Clone, Copy, Default)]
pub struct Scope<'a> {
    /// Only this owner's records; `None` for everyone's.
    pub owner: Option<&'a str>,
    /// Language of the reasons.
    pub locale: Locale,
}

impl Measures {
    fn value(&mut self, id: &str, value: f64) {
        if value.is_finite() {
            self.actuals.push(Actual { id: id.to_owned(), measured: Measured::Value(value) });
        }
    }

    /// A rate or mean in its parts; nothing to divide by is no actual.
    fn parts(&mut self, id: &str, numerator: f64, denominator: f64) {
        if numerator.is_finite() && denominator.is_finite() && denominator != 0.0 {
            let measured = Measured::Ratio { numerator, denominator };
            self.actuals.push(Actual { id: id.to_owned(), measured });
        }
    }

    fn left_out(&mut self, locale: Locale, code: &'static str, id: &str, reason: Phrase) {
        self.issues.push(DataIssue {
            code,
            row: None,
            column: Some(id.to_owned()),
            value: None,
            message: reason.into_string(locale),
        });
    }
}

/// First and last day that count: the period up to the last day with data.
fn span(period: &Period) -> (i32, i32) {
    (period.start.0, period.as_of.unwrap_or(period.end).min(period.end).0)
}
