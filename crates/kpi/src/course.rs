//! What the days left may bring, by the days gone.

use super::days::{Phase, Shape, Stretch, alike, stretches};
use super::history::Trend;
use super::pace::Elapsed;
use planscore_base::calendar::Day;
use planscore_stats::{Random, Smooth, quantiles};

/// Fewest values for a bootstrap or a variance.
const FEWEST_VALUES: usize = 8;
/// Fewest values that a series gives: days between them that brought nothing need not be given.
const FEWEST_GIVEN: usize = 4;

/// The days gone and the days left.
pub struct Course {
    /// The stretches that the level is taken from.
    pub own: Vec<Stretch>,
    shape: Shape,
    /// Over how many days in a row a day is like the next.
    alike: f64,
    /// The days left: share of the period and phase.
    left: Vec<(f64, Phase)>,
    /// The days of the period that are gone, each by what it makes due.
    gone: f64,
}

impl Course {
    /// `None` with fewer than eight days, or four values given. The level is that of the period where it has eight values above
    /// 0 that are not alike, else of all; the shape of a month and the likeness of days are taken from all.
    pub fn of(actual: f64, trend: &Trend, elapsed: &Elapsed) -> Option<Self> {
        let mut all = stretches(trend, actual, elapsed);
        all.retain(|s| s.share > 0.0);
        if all.len() < FEWEST_VALUES || trend.days.len() < FEWEST_GIVEN {
            return None;
        }
        let days = |from: Day, to: Day| elapsed.working_days(from, to);
        let left: Vec<(f64, Phase)> = days(elapsed.as_of, elapsed.end())
            .map(|day| (elapsed.share_between(Day(day.0 - 1), day), Phase::of(day, elapsed)))
            .collect();
        // Stretches of several days have no place in the month.
        let day = 1.0 / f64::from(elapsed.total.max(1));
        let single = quantiles(&all.iter().map(|s| s.share).collect::<Vec<_>>(), &[0.5])?[0] < 2.5 * day;
        let shape = if single { Shape::of(&all) } else { Shape::EVEN };
        let due = |s: &Stretch| s.share * shape.at(s.phase);
        let rest: Vec<f64> = all.iter().map(|s| s.value / due(s).max(1e-9)).collect();
        let alike = alike(&rest);
        let gone = all.iter().filter(|s| s.in_period).fold(0.0, |sum, s| sum + due(s));
        // What is alike counts once.
        let filled = all.iter().filter(|s| s.in_period && s.value > 0.0).count() as f64 / alike;
        let own = all.into_iter().filter(|s| s.in_period || filled < FEWEST_VALUES as f64).collect();
        Some(Self { own, shape, alike, left, gone })
    }

    /// The share of what is left over that of what is gone, by the shape of the months, which is known to
    /// its error.
    pub fn ahead(&self, random: &mut Random) -> f64 {
        let factor = self.factors(random);
        self.left.iter().map(|&(share, phase)| share * factor[phase as usize]).sum::<f64>() / self.gone
    }

    fn factors(&self, random: &mut Random) -> [f64; 3] {
        let Shape { factor, error } = self.shape;
        std::array::from_fn(|i| factor[i] * (error[i] * random.normal() - error[i].powi(2) / 2.0).exp())
    }

    /// Pearson's statistic over its degrees of freedom, variance over mean of counts of uneven lengths, for
    /// sums of many days.
    pub fn dispersion(&self) -> Option<f64> {
        let weight = |s: &Stretch| s.share * self.shape.at(s.phase);
        let (value, whole) = self.own.iter().fold((0.0, 0.0), |(v, w), s| (v + s.value, w + weight(s)));
        let rate = value / whole;
        let squares = |s: &Stretch| (s.value - rate * weight(s)).powi(2) / (rate * weight(s));
        let sum: f64 = self.own.iter().map(squares).sum();
        Some(self.alike * sum / (self.own.len() - 1) as f64).filter(|ratio| ratio.is_finite())
    }
}

/// Draws the days left from the days gone.
pub struct Urn {
    /// What each stretch brought, over what its length and place make due.
    seen: Vec<f64>,
    smooth: Smooth,
    empty: usize,
    /// The length of a stretch.
    share: f64,
}

impl Urn {
    /// `None` where nothing came yet.
    pub fn of(course: &Course) -> Option<Self> {
        let due = |s: &Stretch| s.share * course.shape.at(s.phase).max(1e-9);
        let seen: Vec<f64> = course.own.iter().map(|s| s.value / due(s)).collect();
        let filled: Vec<f64> = seen.iter().copied().filter(|value| *value > 0.0).collect();
        let share = course.own.iter().map(|s| s.share).sum::<f64>() / course.own.len() as f64;
        let empty = seen.len() - filled.len();
        (!filled.is_empty() && filled.iter().all(|value| value.is_finite())).then(|| Self {
            seen,
            smooth: Smooth::of_alike(&filled, course.alike),
            empty,
            share,
        })
    }

    /// One possible course of the days left. Days that are alike share a draw; a drawn value goes back with as
    /// many of its kind (Pólya's urn). Where days are empty, one more that is not lies in the urn in half of
    /// the draws: the next sale is due at any time.
    pub fn draw(&self, course: &Course, random: &mut Random) -> f64 {
        let factors = course.factors(random);
        let more = if self.empty > 0 && random.uniform() < 0.5 { 1.0 } else { 0.0 };
        let fresh = self.seen.len() as f64 + more;
        let together = course.alike.max(1.0) * self.share;
        let mut drawn: Vec<f64> = Vec::new();
        let (mut sum, mut room, mut now) = (0.0, 0.0, 0.0);
        for &(share, phase) in &course.left {
            let mut share = share;
            while share > 1e-12 {
                if room <= 1e-12 {
                    now = self.next(&drawn, fresh, course.alike.max(1.0), random);
                    drawn.push(now);
                    room = together;
                }
                let part = share.min(room);
                sum += now * part * factors[phase as usize];
                (share, room) = (share - part, room - part);
            }
        }
        sum
    }

    fn next(&self, drawn: &[f64], fresh: f64, weight: f64, random: &mut Random) -> f64 {
        let at = random.uniform() * (fresh + weight * drawn.len() as f64);
        if at >= fresh {
            return drawn[(((at - fresh) / weight) as usize).min(drawn.len() - 1)];
        }
        // The one more is like any that is not empty.
        let mut value = self.seen[(at as usize).min(self.seen.len() - 1)];
        while at as usize >= self.seen.len() && value <= 0.0 {
            value = self.seen[random.below(self.seen.len())];
        }
        if value > 0.0 { self.smooth.draw(value, random) } else { value }
    }
}
