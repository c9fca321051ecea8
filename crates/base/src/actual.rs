//! What was measured: a value, a ratio, or the reason why there is none.

use serde::{Deserialize, Serialize};

use crate::locale::Text;

/// Largest size of a value: sums and products of what is smaller stay finite.
pub const LARGEST: f64 = 1e100;

/// The actual of one figure. A real 0, a missing value and a figure that does not apply are three
/// different things.
///
/// ```ts
/// type Actual =
///   | { id: string; value: number }
///   | { id: string; numerator: number; denominator: number }
///   | { id: string; state: 'missing' | 'notApplicable' };
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Raw", into = "Raw")]
pub struct Actual {
    /// The figure it belongs to.
    pub id: String,
    /// What was measured.
    pub measured: Measured,
}

/// What was measured.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Measured {
    /// A value.
    Value(f64),
    /// A ratio, kept in its parts so that it adds up.
    Ratio {
        /// What is counted.
        numerator: f64,
        /// Out of how much.
        denominator: f64,
    },
    /// Not known (yet).
    Missing,
    /// Means nothing here; its weight leaves the total.
    NotApplicable,
}

impl Measured {
    /// The value; `None` where there is none, or where a ratio has nothing to divide by.
    pub fn value(self) -> Option<f64> {
        match self {
            Self::Value(value) => Some(value),
            Self::Ratio { numerator, denominator } => {
                Some(numerator / denominator).filter(|ratio| ratio.abs() <= LARGEST)
            }
            Self::Missing | Self::NotApplicable => None,
        }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Raw {
    id: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    value: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    numerator: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    denominator: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    state: Option<State>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum State {
    Missing,
    NotApplicable,
}

impl TryFrom<Raw> for Actual {
    type Error = Text;

    fn try_from(raw: Raw) -> Result<Self, Self::Error> {
        let measured = match raw {
            Raw { value: Some(value), numerator: None, denominator: None, state: None, .. } => {
                Measured::Value(value)
            }
            Raw {
                value: None,
                numerator: Some(numerator),
                denominator: Some(denominator),
                state: None,
                ..
            } => Measured::Ratio { numerator, denominator },
            Raw { value: None, numerator: None, denominator: None, state: Some(state), .. } => match state {
                State::Missing => Measured::Missing,
                State::NotApplicable => Measured::NotApplicable,
            },
            _ => {
                return Err(Text {
                    zh: "实际值需要 value，或 numerator 与 denominator，或 state 其中之一",
                    en: "an actual has a value, a numerator and denominator, or a state",
                });
            }
        };
        Ok(Self { id: raw.id, measured })
    }
}

impl From<Actual> for Raw {
    fn from(Actual { id, measured }: Actual) -> Self {
        let mut raw = Self { id, value: None, numerator: None, denominator: None, state: None };
        match measured {
            Measured::Value(value) => raw.value = Some(value),
            Measured::Ratio { numerator, denominator } => {
                (raw.numerator, raw.denominator) = (Some(numerator), Some(denominator));
            }
            Measured::Missing => raw.state = Some(State::Missing),
            Measured::NotApplicable => raw.state = Some(State::NotApplicable),
        }
        raw
    }
}
