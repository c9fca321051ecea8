//! How much of a target is reached, in every branch of sign and direction.

use super::reached::settled;
use super::scorecard::Limits;

/// An attainment, uncapped: 1 is the target reached. `flag` names the branch where it is not the
/// plain quotient.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Attainment {
    /// The share of the target that is reached.
    pub value: f64,
    /// Which special branch applied.
    pub flag: Option<&'static str>,
}

/// Attainments stay finite: a target of almost nothing makes a quotient of almost anything.
const LARGEST: f64 = 1e12;

fn plain(value: f64) -> Attainment {
    Attainment { value: bounded(value), flag: None }
}

fn flagged(value: f64, flag: &'static str) -> Attainment {
    Attainment { value: bounded(value), flag: Some(flag) }
}

fn bounded(value: f64) -> f64 {
    if value.is_nan() { 0.0 } else { settled(value.clamp(-LARGEST, LARGEST)) }
}

/// More is better: `A/T` for a positive target; `1 + (A-T)/|T|` for a negative one; at a target of
/// zero anything above it earns `cap`, zero earns 1, anything below 0.
///
/// ```
/// use planscore_kpi::attainment::higher;
/// assert_eq!(higher(92.0, 100.0, 1.2).value, 0.92);
/// // A loss of 50 where a loss of 100 was planned: 1 + 50/100.
/// assert_eq!(higher(-50.0, -100.0, 1.2).value, 1.5);
/// assert_eq!(higher(3.0, 0.0, 1.2).value, 1.2);
/// ```
pub fn higher(actual: f64, target: f64, cap: f64) -> Attainment {
    if target > 0.0 {
        plain(actual / target)
    } else if target < 0.0 {
        flagged(1.0 + (actual - target) / target.abs(), "negative-target")
    } else {
        let value = if actual > 0.0 {
            cap
        } else if actual == 0.0 {
            1.0
        } else {
            0.0
        };
        flagged(value, "zero-target")
    }
}

/// Less is better: `2 - A/T` for a positive target; `1 + (T-A)/|T|` for a negative one; at a target
/// of zero nothing earns 1, and each `tolerance` of excess costs 1 (without a tolerance any excess
/// earns 0).
///
/// ```
/// use planscore_kpi::attainment::lower;
/// assert_eq!(lower(6.0, 5.0, None).value, 0.8);
/// assert_eq!(lower(1.0, 0.0, Some(4.0)).value, 0.75);
/// ```
pub fn lower(actual: f64, target: f64, tolerance: Option<f64>) -> Attainment {
    if target > 0.0 {
        plain(2.0 - actual / target)
    } else if target < 0.0 {
        flagged(1.0 + (target - actual) / target.abs(), "negative-target")
    } else {
        let value = match tolerance {
            _ if actual <= 0.0 => 1.0,
            Some(tolerance) => 1.0 - actual / tolerance,
            None => 0.0,
        };
        flagged(value, "zero-target")
    }
}

/// The way from a baseline to the target: `(A-B)/(T-B)`; where they are the same, 1 if it is met
/// (`met`), else 0.
///
/// ```
/// use planscore_kpi::attainment::progress;
/// // NPS from 35 to 40, now 38.
/// assert_eq!(progress(38.0, 40.0, 35.0, false).value, 0.6);
/// ```
pub fn progress(actual: f64, target: f64, baseline: f64, met: bool) -> Attainment {
    if target == baseline {
        return flagged(f64::from(u8::from(met)), "baseline-is-target");
    }
    flagged((actual - baseline) / (target - baseline), "progress")
}

/// Inside the range is best: 1 from `low` to `high`, falling to 0 at the outer limits.
///
/// ```
/// use planscore_kpi::{Limits, attainment::range};
/// let discount = Limits { low: 0.05, high: 0.10, outer_low: 0.0, outer_high: 0.20 };
/// assert_eq!(range(0.07, &discount).value, 1.0);
/// assert!((range(0.15, &discount).value - 0.5).abs() < 1e-12);
/// ```
pub fn range(actual: f64, limits: &Limits) -> Attainment {
    let Limits { low, high, outer_low, outer_high } = *limits;
    let value = if actual < low {
        if actual <= outer_low { 0.0 } else { (actual - outer_low) / (low - outer_low) }
    } else if actual > high {
        if actual >= outer_high { 0.0 } else { (outer_high - actual) / (outer_high - high) }
    } else {
        1.0
    };
    flagged(value, "range")
}
