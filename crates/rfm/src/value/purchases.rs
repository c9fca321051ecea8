//! How often customers buy until they leave without saying so.
//!
//! BG/NBD (Fader, Hardie and Lee 2005): while alive a customer buys at a rate of his own, gamma
//! distributed over customers (r, alpha), and leaves after each repeat purchase with a probability
//! of his own, beta distributed (a, b). MBG/NBD (Batislam, Denizel and Filiztekin 2007) lets him leave
//! after the first purchase too, so that one-time buyers do not stay alive for ever.

use super::history::History;
use planscore_stats::{hypergeometric, ln_gamma};
use serde::{Deserialize, Serialize};

/// Which model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum PurchaseModel {
    /// Customers may leave after any purchase.
    #[default]
    MbgNbd,
    /// Customers may leave after a repeat purchase.
    BgNbd,
}

/// The parameters, all positive.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename = "ValueParams")]
pub struct Params {
    /// Shape of the purchase rates.
    pub r: f64,
    /// Scale of the purchase rates, in units of time.
    pub alpha: f64,
    /// First parameter of the probabilities to leave.
    pub a: f64,
    /// Second parameter of the probabilities to leave.
    pub b: f64,
}

/// The formula of what to expect is 0 / 0 at a = 1; this close to it, its values on both sides stand in.
const NEAR: f64 = 1e-5;

impl PurchaseModel {
    /// One where leaving is possible after the first purchase too.
    fn first(self) -> f64 {
        match self {
            Self::MbgNbd => 1.0,
            Self::BgNbd => 0.0,
        }
    }

    /// The logarithm of the likelihood of histories with their counts.
    pub fn log_likelihood(self, p: &Params, histories: &[(History, f64)]) -> f64 {
        let Params { r, alpha, a, b } = *p;
        let first = self.first();
        // What depends on the number of purchases alone, and the weight of having left, once for each number.
        let constant = ln_gamma(a + b) - ln_gamma(b) - ln_gamma(r) + r * alpha.ln();
        let (mut at, mut common, mut left) = (u32::MAX, 0.0, 0.0);
        let mut sum = 0.0;
        for &(History { repeats, last, seen }, count) in histories {
            let x = f64::from(repeats);
            if repeats != at {
                at = repeats;
                common = constant + ln_gamma(r + x) + ln_gamma(b + x + first) - ln_gamma(a + b + x + first);
                left = (a / (b + x - 1.0 + first)).ln();
            }
            let alive = -(r + x) * (alpha + seen).ln();
            let own = if repeats > 0 || first > 0.0 {
                // ln(e^alive + e^gone), from the larger of the two.
                let gone = left - (r + x) * (alpha + last).ln();
                let (high, low) = if alive > gone { (alive, gone) } else { (gone, alive) };
                high + (low - high).exp().ln_1p()
            } else {
                alive
            };
            sum += count * (common + own);
        }
        sum
    }

    /// The probability that a customer is still there.
    pub fn alive(self, p: &Params, history: &History) -> f64 {
        1.0 / (1.0 + self.odds_of_having_left(p, history))
    }

    fn odds_of_having_left(self, p: &Params, &History { repeats, last, seen }: &History) -> f64 {
        let x = f64::from(repeats);
        if repeats == 0 && self == Self::BgNbd {
            return 0.0;
        }
        p.a / (p.b + x - 1.0 + self.first()) * ((p.alpha + seen) / (p.alpha + last)).powf(p.r + x)
    }

    /// Repeat purchases to expect of a new customer within a time. By MBG/NBD a new customer may have
    /// left with the first purchase already, with probability a/(a + b).
    pub fn expected_new(self, p: &Params, time: f64) -> f64 {
        self.expected(p, &History { repeats: 0, last: 0.0, seen: 0.0 }, time)
    }

    /// Purchases to expect of a customer within a time from now.
    pub fn expected(self, p: &Params, history: &History, time: f64) -> f64 {
        let x = f64::from(history.repeats);
        self.expected_if_alive(p, x, history.seen, time) / (1.0 + self.odds_of_having_left(p, history))
    }

    /// After Euler's transformation of the published formula: its parameters stay small, and nothing
    /// overflows for customers with hundreds of purchases.
    fn expected_if_alive(self, p: &Params, x: f64, seen: f64, time: f64) -> f64 {
        let Params { r, alpha, a, b } = *p;
        if (a - 1.0).abs() < NEAR {
            let beside = |a: f64| self.expected_if_alive(&Params { a, ..*p }, x, seen, time);
            return f64::midpoint(beside(1.0 - 2.0 * NEAR), beside(1.0 + 2.0 * NEAR));
        }
        let first = self.first();
        let z = time / (alpha + seen + time);
        let scale = a + b + x - 1.0 + first;
        let factor = hypergeometric(a + b - 1.0 + first - r, a - 1.0, scale, z);
        scale / (a - 1.0) * (1.0 - (1.0 - z).powf(a - 1.0) * factor)
    }
}
