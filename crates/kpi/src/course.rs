//! What the days left may bring, by the days gone.

use super::days::{Phase, Place, Shape, Stretch, stretches};
use super::history::Trend;
use super::likeness::{Likeness, Likenesses};
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
    alike: Likenesses,
    /// Variance over mean of a day's count.
    pub dispersion: f64,
    /// The days left: share of the period and place.
    left: Vec<(f64, Place)>,
    /// The days of the period that are gone, each by what it makes due.
    gone: f64,
}

impl Course {
    /// `None` with fewer than eight days, or four values given. The level is that of the period where it has eight values above
    /// 0 that are not alike, else of all; the shape of a month and the likeness of days are taken from all.
    pub fn of(actual: f64, trend: &Trend, elapsed: &Elapsed, counts: bool) -> Option<Self> {
        let mut all = stretches(trend, actual, elapsed);
        all.retain(|s| s.share > 0.0);
        if all.len() < FEWEST_VALUES || trend.days.len() < FEWEST_GIVEN {
            return None;
        }
        let days = |from: Day, to: Day| elapsed.working_days(from, to);
        let left: Vec<(f64, Place)> = days(elapsed.as_of, elapsed.end())
            .map(|day| (elapsed.share_between(Day(day.0 - 1), day), Place::of(day, elapsed)))
            .collect();
        // Stretches of several days have no place in the month.
        let day = 1.0 / f64::from(elapsed.total.max(1));
        let single = quantiles(&all.iter().map(|s| s.share).collect::<Vec<_>>(), &[0.5])?[0] < 2.5 * day;
        let shape = if single { Shape::of(&all) } else { Shape::EVEN };
        let due = |s: &Stretch| s.share * shape.at(s.place);
        let rest: Vec<f64> = all.iter().map(|s| s.value / due(s).max(1e-9)).collect();
        let gone = all.iter().filter(|s| s.in_period).fold(0.0, |sum, s| sum + due(s));
        let length = all.iter().map(|s| s.share).sum::<f64>() / all.len() as f64;
        let ahead = (left.iter().map(|day| day.0).sum::<f64>() / length).round().max(1.0) as usize;
        // The days of a count vary by chance alone as much as their mean is: no state has a part in that.
        let chance = pearson(&all, &due) * (1.0 + (2.0 / (all.len() - 1) as f64).sqrt());
        let most = if counts { (1.0 - 1.0 / chance).clamp(0.0, 1.0) } else { 1.0 };
        let mut alike = Likenesses::of(&rest, ahead, most);
        // Where there is a new level, what was before it counts no more.
        if let Some(since) = alike.new_level
            && rest[since..].iter().filter(|value| **value > 0.0).count() >= FEWEST_VALUES
        {
            all.drain(..since);
            alike = Likenesses::of(&rest[since..], ahead, most);
        }
        Some(Self { dispersion: pearson(&all, &due), own: all, shape, alike, left, gone })
    }

    /// The share of what is left over that of what is gone, by the shape of the months, which is known to
    /// its error.
    pub fn ahead(&self, random: &mut Random) -> f64 {
        let factor = self.factors(random);
        self.left.iter().map(|&(share, place)| share * self.due(place, &factor)).sum::<f64>() / self.gone
    }

    /// What a day makes due, with factors of the phases as drawn.
    fn due(&self, place: Place, factor: &[f64; 3]) -> f64 {
        factor[place.phase as usize] * self.shape.week[place.weekday]
    }

    fn factors(&self, random: &mut Random) -> [f64; 3] {
        let Shape { factor, error, .. } = self.shape;
        std::array::from_fn(|i| factor[i] * (error[i] * random.normal() - error[i].powi(2) / 2.0).exp())
    }

    /// Over how many days in a row days are alike, on average.
    pub fn alike(&self) -> f64 {
        self.alike.alike()
    }

    /// The same as one drawing has it.
    pub fn together(&self, random: &mut Random) -> f64 {
        self.alike.draw(random).alike
    }
}

/// Pearson's statistic over its degrees of freedom: variance over mean of counts of uneven lengths.
fn pearson(stretches: &[Stretch], due: &dyn Fn(&Stretch) -> f64) -> f64 {
    let (value, whole) = stretches.iter().fold((0.0, 0.0), |(v, w), s| (v + s.value, w + due(s)));
    let rate = value / whole;
    let squares = |s: &Stretch| (s.value - rate * due(s)).powi(2) / (rate * due(s));
    stretches.iter().map(squares).sum::<f64>() / (stretches.len() - 1) as f64
}

/// Draws the days left from the days gone.
pub struct Urn {
    parts: Vec<Part>,
    /// The part of each phase of the month.
    of: [usize; 3],
    /// The length of a stretch.
    share: f64,
}

/// Days that are drawn for each other.
struct Part {
    /// What each stretch brought, over what its length and place make due, on the even scale; `None` is nothing.
    seen: Vec<Option<f64>>,
    smooth: Smooth,
    empty: usize,
}

impl Part {
    /// `None` where nothing came yet.
    fn of(seen: Vec<f64>, alike: f64) -> Option<Self> {
        let filled: Vec<f64> = seen.iter().copied().filter(|value| *value > 0.0).collect();
        let empty = seen.len() - filled.len();
        if filled.is_empty() || !filled.iter().all(|value| value.is_finite()) {
            return None;
        }
        let smooth = Smooth::of_alike(&filled, alike);
        let even = |value: f64| (value > 0.0).then(|| smooth.even(value));
        Some(Self { seen: seen.into_iter().map(even).collect(), smooth, empty })
    }

    /// A value: one of those seen, or of those drawn before, each of which weighs as much as so many.
    fn next(&self, drawn: &[f64], more: f64, weight: f64, random: &mut Random) -> f64 {
        let fresh = self.seen.len() as f64 + if self.empty > 0 { more } else { 0.0 };
        let at = random.uniform() * (fresh + weight * drawn.len() as f64);
        if at >= fresh {
            return drawn[(((at - fresh) / weight) as usize).min(drawn.len() - 1)];
        }
        // The one more is like any that is not empty.
        let mut value = self.seen[(at as usize).min(self.seen.len() - 1)];
        while at as usize >= self.seen.len() && value.is_none() {
            value = self.seen[random.below(self.seen.len())];
        }
        value.map_or(0.0, |value| self.smooth.draw(value, random))
    }
}

impl Urn {
    /// `None` where nothing came yet. The parts of a month that differ have urns of their own, once they have
    /// eight days.
    pub fn of(course: &Course) -> Option<Self> {
        let values = |of: &dyn Fn(&Stretch) -> bool| -> Vec<f64> {
            let due = |s: &Stretch| s.share * course.shape.at(s.place).max(1e-9);
            course.own.iter().filter(|s| of(s)).map(|s| s.value / due(s)).collect()
        };
        let alike = course.alike.alike();
        let mut urn = Self {
            parts: Vec::new(),
            of: [0; 3],
            share: course.own.iter().map(|s| s.share).sum::<f64>() / course.own.len() as f64,
        };
        for phase in [Phase::End, Phase::Late] {
            let seen = values(&|s| s.place.phase == phase);
            if course.shape.error[phase as usize] > 0.0
                && seen.len() >= FEWEST_VALUES
                && let Some(part) = Part::of(seen, alike)
            {
                urn.parts.push(part);
                urn.of[phase as usize] = urn.parts.len();
            }
        }
        let of = urn.of;
        urn.parts.insert(0, Part::of(values(&|s| of[s.place.phase as usize] == 0), alike)?);
        Some(urn)
    }

    /// One possible course of the days left. Days that are alike share a draw; a drawn value goes back with as
    /// many of its kind (Pólya's urn). Where days are empty, one more that is not lies in the urn in half of
    /// the draws: the next sale is due at any time. `drawn` is room to work in.
    pub fn draw(&self, course: &Course, drawn: &mut Vec<Vec<f64>>, random: &mut Random) -> f64 {
        let mut factors = course.factors(random);
        for (i, part) in self.of.iter().enumerate() {
            // An urn of its own says by itself how well a part of the month is known.
            factors[i] = if *part > 0 { course.shape.factor[i] } else { factors[i] };
        }
        let more = if random.uniform() < 0.5 { 1.0 } else { 0.0 };
        let Likeness { alike, lean, .. } = course.alike.draw(random);
        let together = alike * self.share;
        drawn.resize(self.parts.len(), Vec::new());
        drawn.iter_mut().for_each(Vec::clear);
        let (mut sum, mut room, mut now, mut from) = (0.0, 0.0, 0.0, 0);
        for &(share, place) in &course.left {
            let (mut share, part) = (share, self.of[place.phase as usize]);
            while share > 1e-12 {
                if room <= 1e-12 || part != from {
                    now = self.parts[part].next(&drawn[part], more, alike, random);
                    drawn[part].push(now);
                    (room, from) = (together, part);
                }
                let taken = share.min(room);
                sum += now * taken * course.due(place, &factors);
                (share, room) = (share - taken, room - taken);
            }
        }
        sum * lean
    }
}
