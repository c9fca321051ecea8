//! Goals: what is to be reached, by how much, by when and by whom.

use super::lexicon;
use super::measure::Measure;
use super::phrase::Source;
use super::quantity::{Bound, Quantity};
use planscore_base::calendar::Day;
use planscore_base::catalog::{Direction, Unit};
use planscore_base::target::Target;

pub(super) use super::phrase::prefix_bound;
pub(super) use super::report::Origin;

/// A deadline: its place and its last day where one can be named.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Due {
    pub start: usize,
    pub end: usize,
    pub day: Option<Day>,
    pub origin: Origin,
}

/// A goal as found in the text.
#[derive(Debug, Clone)]
pub(super) struct Aim {
    pub line: usize,
    /// The figure's row in the table of metrics.
    pub metric: Option<u16>,
    /// What the figure is called here, folded, and where that stands; an empty range where it is put together.
    pub name: String,
    pub place: (usize, usize),
    pub target: Target,
    pub measure: Measure,
    /// The figure that is asked for, and the level it leads to where both are stated.
    pub quantity: Option<Quantity>,
    pub level: Option<Quantity>,
    pub baseline: Option<Quantity>,
    pub due: Option<Due>,
    pub owner: Option<(usize, usize)>,
    pub owner_from: Option<Origin>,
    pub example: bool,
    pub start: usize,
    pub end: usize,
    /// True for a change, and whether it goes down.
    pub change: Option<bool>,
    /// A change that is told beside a level, and whether it goes down: 做到1500万元，增长20%.
    pub step: Option<(Quantity, bool)>,
    /// A figure for each of several, or of a part of the period: 每人每月20次.
    pub each: bool,
}

impl Aim {
    pub fn lower_is_better(&self) -> bool {
        self.metric.and_then(lexicon::entry_of).is_some_and(|entry| entry.direction == Direction::Lower)
    }

    /// A goal that has its name and no figure yet.
    pub fn new(line: usize, name: String, metric: Option<u16>, start: usize, end: usize) -> Self {
        Aim {
            line,
            metric,
            name,
            place: (start, start),
            target: Target::Unset { text: None },
            measure: Measure::None,
            quantity: None,
            level: None,
            baseline: None,
            due: None,
            owner: None,
            owner_from: None,
            example: false,
            start,
            end,
            change: None,
            step: None,
            each: false,
        }
    }

    /// Asks for a quantity, as a level or as a change.
    pub fn ask(&mut self, mut quantity: Quantity, bound: Option<Bound>, change: Option<bool>) {
        quantity.bound = quantity.bound.or(bound);
        self.measure = quantity.measure;
        self.quantity = Some(quantity);
        self.change = change;
        self.end = self.end.max(quantity.end);
        self.start = self.start.min(quantity.start);
    }

    /// Works out form and value from what was asked.
    pub fn settle(&mut self, source: &Source) {
        if self.quantity.is_some() {
            self.target = self.target_of(source);
        }
    }

    fn target_of(&self, source: &Source) -> Target {
        let Some(quantity) = self.quantity else { return self.target.clone() };
        let text = source.text;
        if quantity.hole {
            let (from, _) = prefix_bound(&text.chars, self.start.min(quantity.start), quantity.start);
            return Target::Unset { text: Some(text.original(from, quantity.end).to_owned()) };
        }
        let unit = self.metric.and_then(lexicon::entry_of).map(|entry| entry.unit);
        let in_points = matches!(unit, Some(Unit::Points | Unit::Score));
        let share = |q: &Quantity| matches!(q.measure, Measure::Percent | Measure::Points);
        let scale =
            |q: &Quantity, value: f64| tidy(if share(q) && in_points { value * 100.0 } else { value });
        let baseline = self.baseline.filter(|q| !q.hole).map(|q| scale(&q, q.low));
        // 由42分提高6分, 达到48分: the level is what counts in the end.
        let asked = self.level.filter(|level| !level.hole && self.change.is_some());
        if let (Some(down), None) = (self.change, asked) {
            let value = scale(&quantity, quantity.low);
            let points =
                |points: f64| Target::Points { points: if down { -points } else { points }, baseline };
            // A rate of a score is no share of it: 满意度提高10% stays relative.
            return match quantity.measure {
                Measure::Points => points(value),
                Measure::Percent if down => Target::Reduction { rate: quantity.low, baseline },
                // 增长1倍 is growth by 100 %.
                Measure::Percent | Measure::Times => Target::Growth { rate: quantity.low, baseline },
                _ => points(value),
            };
        }
        let quantity = asked.unwrap_or(quantity);
        let (low, high) = (scale(&quantity, quantity.low), scale(&quantity, quantity.high));
        // What no catalogue knows goes down where it starts from more.
        let unknown = self.metric.and_then(lexicon::entry_of).is_none() && self.change != Some(false);
        let lower = self.lower_is_better() || unknown && baseline.is_some_and(|baseline| high < baseline);
        match quantity.bound {
            Some(Bound::AtLeast | Bound::Above) => Target::AtLeast { value: low },
            Some(Bound::AtMost | Bound::Below) => Target::AtMost { value: high },
            None if lower => Target::AtMost { value: high },
            None if matches!(quantity.measure, Measure::Percent) || high > low => {
                Target::AtLeast { value: low }
            }
            None => Target::Absolute { value: low },
        }
    }
}

/// Without the dust of binary fractions.
fn tidy(value: f64) -> f64 {
    (value * 1e12).round() / 1e12
}

/// What was found, and what in the goals sections could not be read.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub aims: Vec<Aim>,
    /// Lines that state a goal without a figure.
    pub open: Vec<usize>,
    /// Figures of the goals sections that no goal took.
    pub figures: Vec<(usize, usize)>,
    /// Lines of the goals sections that look like goals and are none.
    pub lines: Vec<usize>,
}
