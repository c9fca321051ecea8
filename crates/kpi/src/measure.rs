//! One figure against its target: attainment and points of any actual.

use super::attainment::{Attainment, higher, lower, progress, range};
use super::curve;
use super::reached::reached;
use super::scorecard::{Kpi, Limits, Scoring};
use planscore_base::actual::LARGEST;
use planscore_base::catalog::{self, Aggregation, Direction};
use planscore_base::target::Target;

/// Attainment above which nothing more is earned, unless the figure says otherwise.
const DEFAULT_CAP: f64 = 1.2;

/// A figure made ready: every default looked up, the target one value.
#[derive(Debug, Clone)]
pub struct Resolved<'a> {
    /// How it adds up.
    pub aggregation: Aggregation,
    /// Highest attainment that earns points.
    pub cap: f64,
    /// The value to reach; `None` for a range.
    pub target: Option<f64>,
    direction: Direction,
    baseline: Option<f64>,
    range: Option<Limits>,
    scoring: &'a Scoring,
    gate: Option<f64>,
    tolerance: Option<f64>,
}

/// Why a figure cannot be scored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unscorable {
    /// It has no target, or a placeholder.
    NoTarget,
    /// Its target is relative and nobody says to what.
    NoBaseline,
}

/// What one actual earns.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measure {
    /// Share of the target reached, uncapped.
    pub attainment: Attainment,
    /// Points, 0 to 100 times the cap.
    pub score: f64,
    /// Below the gate, or below the least value of a deduction: no points.
    pub gated: bool,
    /// More would earn nothing.
    pub capped: bool,
}

impl<'a> Resolved<'a> {
    /// Looks every default up. The scorecard has been checked.
    pub fn of(kpi: &'a Kpi) -> Result<Self, Unscorable> {
        let mut resolved = Self::open(kpi);
        if resolved.direction == Direction::Range {
            return Ok(resolved);
        }
        resolved.target = match (&kpi.target, resolved.scoring) {
            (None | Some(Target::Unset { .. }), Scoring::Deduction { pass, .. }) => Some(*pass),
            (None | Some(Target::Unset { .. }), _) => return Err(Unscorable::NoTarget),
            (Some(target), _) => Some(
                target
                    .resolve(kpi.baseline)
                    .filter(|value| value.abs() <= LARGEST)
                    .ok_or(Unscorable::NoBaseline)?,
            ),
        };
        Ok(resolved)
    }

    /// The same with its target still open.
    pub fn open(kpi: &'a Kpi) -> Self {
        let entry = catalog::find(&kpi.id);
        let from_form = match kpi.target {
            Some(Target::AtMost { .. } | Target::Reduction { .. }) => Some(Direction::Lower),
            Some(Target::Points { points, .. }) if points < 0.0 => Some(Direction::Lower),
            _ => None,
        };
        let direction =
            kpi.direction.or(from_form).or(entry.map(|e| e.direction)).unwrap_or(Direction::Higher);
        let by_form = match kpi.target {
            Some(Target::Points { .. }) => &Scoring::Progress {},
            _ => &Scoring::Linear {},
        };
        Self {
            aggregation: kpi.aggregation.or(entry.map(|e| e.aggregation)).unwrap_or(Aggregation::Sum),
            cap: kpi.cap.unwrap_or(DEFAULT_CAP),
            target: None,
            direction,
            baseline: kpi.target.as_ref().and_then(Target::baseline).or(kpi.baseline),
            range: kpi.range,
            scoring: kpi.scoring.as_ref().unwrap_or(by_form),
            gate: kpi.gate,
            tolerance: kpi.tolerance,
        }
    }

    /// Whether it has what its score needs: a target or a range.
    pub fn is_scorable(&self) -> bool {
        self.target.is_some() || self.direction == Direction::Range
    }

    /// Whether less is better.
    pub fn lower_is_better(&self) -> bool {
        self.direction == Direction::Lower
    }

    /// Which way is better.
    pub fn direction(&self) -> Direction {
        self.direction
    }

    /// The curve from attainment to points.
    pub fn scoring(&self) -> &Scoring {
        self.scoring
    }

    /// The actual of an attainment, on the side of `near` where a range has two; `None` where no
    /// actual or more than one has it.
    pub fn actual_at(&self, attainment: f64, near: f64) -> Option<f64> {
        let actual = match (self.direction, self.target, self.range) {
            (Direction::Range, _, Some(Limits { low, high, outer_low, outer_high })) => {
                let (inner, outer) = if near > high { (high, outer_high) } else { (low, outer_low) };
                (attainment <= 1.0).then_some(outer + attainment * (inner - outer))?
            }
            (direction, Some(target), _) => match (self.scoring, self.baseline) {
                (Scoring::Progress {}, Some(baseline)) => baseline + attainment * (target - baseline),
                _ if direction == Direction::Lower => match (target == 0.0, self.tolerance) {
                    (true, Some(tolerance)) => (1.0 - attainment) * tolerance,
                    (true, None) => (attainment == 1.0).then_some(0.0)?,
                    (false, _) => target + (1.0 - attainment) * target.abs(),
                },
                _ if target == 0.0 => (attainment == 1.0).then_some(0.0)?,
                _ => target + (attainment - 1.0) * target.abs(),
            },
            (_, None, _) => return None,
        };
        Some(actual).filter(|actual| actual.is_finite())
    }

    /// The actual beyond which nothing more is earned, seen from `near`.
    pub fn best_actual(&self, near: f64) -> Option<f64> {
        let attainment = match self.scoring {
            _ if self.direction == Direction::Range => 1.0,
            Scoring::Linear {} | Scoring::Progress {} => self.cap,
            Scoring::ThreePoint { stretch, .. } => *stretch,
            Scoring::Bands { bands } => bands.last().map_or(1.0, |band| band.from),
            Scoring::Binary {} => 1.0,
            Scoring::Deduction { pass, .. } => return Some(*pass),
        };
        self.actual_at(attainment.max(self.gate.unwrap_or(attainment)), near)
            .or_else(|| self.actual_at(1.0, near))
    }

    /// Whether a growing sum is asked for, so that an open period can be judged by its pace.
    pub fn accumulates(&self) -> bool {
        self.aggregation == Aggregation::Sum
            && self.direction == Direction::Higher
            && !matches!(self.scoring, Scoring::Progress {})
            && self.target.is_some_and(|target| target > 0.0)
    }

    /// What an actual (finite) earns.
    pub fn measure(&self, actual: f64) -> Measure {
        let attainment = self.attainment(actual);
        // Where less is better, everything is seen from the other side.
        let sign = if self.direction == Direction::Lower { -1.0 } else { 1.0 };
        let (short, failed) = match *self.scoring {
            Scoring::Deduction { pass, minimum, .. } => (
                (sign * (pass - actual)).max(0.0),
                minimum.is_some_and(|least| !reached(sign * actual, sign * least)),
            ),
            _ => (0.0, false),
        };
        let score = curve::points(self.scoring, attainment.value, short, self.cap);
        let gated = failed || self.gate.is_some_and(|gate| !reached(attainment.value, gate));
        Measure {
            attainment,
            score: if gated { 0.0 } else { score },
            gated,
            capped: reached(attainment.value, self.cap),
        }
    }

    fn attainment(&self, actual: f64) -> Attainment {
        match (self.direction, self.target, self.range) {
            (Direction::Range, _, Some(limits)) => range(actual, &limits),
            (direction, Some(target), _) => match (self.scoring, self.baseline) {
                (Scoring::Progress {}, Some(baseline)) => {
                    let plain = if direction == Direction::Lower {
                        lower(actual, target, self.tolerance)
                    } else {
                        higher(actual, target, self.cap)
                    };
                    progress(actual, target, baseline, reached(plain.value, 1.0))
                }
                _ if direction == Direction::Lower => lower(actual, target, self.tolerance),
                _ => higher(actual, target, self.cap),
            },
            // The scorecard's check refuses a range without its limits.
            (_, None, _) => Attainment { value: 0.0, flag: None },
        }
    }
}
