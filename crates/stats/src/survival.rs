//! Time to an event when some have not happened yet: Kaplan-Meier and Aalen-Johansen.

use super::order::sort_by_bits;
use super::quantile::{Position, interpolate};

/// How an observation ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Still under way when last seen.
    Censored,
    /// The event of interest (won, advanced).
    Event,
    /// Another event that rules it out (lost).
    Competing,
}

/// One observation: how long it was seen, and how it ended.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Duration {
    /// Time seen, at least 0.
    pub time: f64,
    /// How it ended.
    pub outcome: Outcome,
}

/// Observations by their time. Whole numbers are counted, so that a million whole days take the room
/// of the longest one and no sorting; other times are kept, and so are whole ones while there are few.
#[derive(Debug, Clone, Default)]
pub struct Durations {
    /// How often each whole time ended each way.
    whole: [Vec<u32>; 3],
    others: Vec<u64>,
    count: usize,
}

/// A time and how it ended in one word, in the order of the times; exact from 2^-510 to 2^512.
fn word(time: f64, outcome: Outcome) -> u64 {
    (time * SCALE).to_bits() << 2 | outcome as u64
}

fn time_of(word: u64) -> f64 {
    f64::from_bits(word >> 2) / SCALE
}

/// 2^-512: it leaves the two highest bits of a float that is not negative free.
const SCALE: f64 = f64::from_bits((1023 - 512) << 52);

/// Whole numbers below this are counted.
const COUNTED: u32 = 16_384;

impl Durations {
    /// Adds an observation.
    #[inline]
    pub fn push(&mut self, time: f64, outcome: Outcome) {
        self.count += 1;
        let whole = time as u32;
        match self.whole[outcome as usize].get_mut(whole as usize) {
            Some(count) if f64::from(whole) == time => *count += 1,
            _ => self.push_other(time, outcome),
        }
    }

    /// Adds a longer time, or one with a fraction.
    fn push_other(&mut self, time: f64, outcome: Outcome) {
        let whole = time as u32;
        // A few long times are kept: counting them would take the room of the longest.
        let room = COUNTED.min(32 + 4 * self.count.min(COUNTED as usize) as u32);
        if f64::from(whole) != time || whole >= room {
            return self.others.push(word(time, outcome));
        }
        let counts = &mut self.whole[outcome as usize];
        counts.resize(counts.len().max(whole as usize + 1), 0);
        counts[whole as usize] += 1;
    }

    /// Adds whole times that ended alike.
    #[inline]
    pub fn extend_whole(&mut self, times: impl ExactSizeIterator<Item = u32> + Clone, outcome: Outcome) {
        self.count += times.len();
        let counts = &mut self.whole[outcome as usize];
        // One more for all that are longer than any before.
        let longest = counts.len();
        counts.push(0);
        for time in times.clone() {
            counts[(time as usize).min(longest)] += 1;
        }
        if counts.pop() != Some(0) {
            let longer = times.filter(|&time| time as usize >= longest);
            longer.for_each(|time| self.push_other(f64::from(time), outcome));
        }
    }

    /// Adds times that ended alike, most of them with a fraction.
    #[inline]
    pub fn extend(&mut self, times: impl Iterator<Item = f64>, outcome: Outcome) {
        let before = self.others.len();
        self.others.extend(times.map(|time| word(time, outcome)));
        self.count += self.others.len() - before;
    }

    /// How many observations there are.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Whether the median of the times (type 7), however they ended, is at least a time.
    pub fn median_reaches(&self, time: f64) -> bool {
        // How many are shorter, the longest of them, and the shortest of the rest.
        let (mut shorter, mut below, mut above) = (0, 0.0_f64, f64::INFINITY);
        let limit = word(time, Outcome::Censored);
        for &word in &self.others {
            let time = time_of(word);
            if word < limit {
                (shorter, below) = (shorter + 1, below.max(time));
            } else {
                above = above.min(time);
            }
        }
        for (day, &count) in self.whole.iter().flat_map(|counts| counts.iter().enumerate()) {
            if count > 0 && (day as f64) < time {
                (shorter, below) = (shorter + count as usize, below.max(day as f64));
            } else if count > 0 {
                above = above.min(day as f64);
            }
        }
        let rest = self.count - shorter;
        rest > shorter || rest == shorter && rest > 0 && interpolate(below, above, 0.5) >= time
    }

    /// The distinct times, ascending, each with its counts.
    pub fn ties(&self) -> Ties {
        let mut others = self.others.clone();
        sort_by_bits(&mut others, 2);
        let mut rest = &others[..];
        let mut ties = Vec::with_capacity(others.len());
        let mut at_risk = self.count;
        let mut add = |time: f64, counts: [u32; 3]| {
            let [censored, events, competing] = counts.map(|count| count as usize);
            ties.push(Tie { time, at_risk, events, competing, censored });
            at_risk -= censored + events + competing;
        };
        let days = self.whole.iter().map(Vec::len).fold(0, usize::max);
        for day in 0..=days {
            // The times up to the day, then those of the day.
            let limit = if day == days { u64::MAX } else { word(day as f64, Outcome::Censored) };
            while let Some(&first) = rest.first().filter(|&&word| word < limit) {
                add(time_of(first), take(&mut rest, first));
            }
            let mut same = std::array::from_fn(|way| self.whole[way].get(day).copied().unwrap_or(0));
            for (same, other) in same.iter_mut().zip(take(&mut rest, limit)) {
                *same += other;
            }
            if same != [0; 3] {
                add(day as f64, same);
            }
        }
        Ties(ties)
    }
}

/// Takes the words of a time off the front of words in order: how often it ended each way.
#[inline]
fn take(words: &mut &[u64], first: u64) -> [u32; 3] {
    let mut counts = [0; 3];
    while let Some((&word, rest)) = words.split_first().filter(|(word, _)| **word >> 2 == first >> 2) {
        counts[(word & 3) as usize % 3] += 1;
        *words = rest;
    }
    counts
}

impl<'a> FromIterator<&'a Duration> for Durations {
    fn from_iter<I: IntoIterator<Item = &'a Duration>>(durations: I) -> Self {
        let mut all = Self::default();
        durations.into_iter().for_each(|one| all.push(one.time, one.outcome));
        all
    }
}

/// The counts at one distinct time.
#[derive(Debug, Clone, Copy)]
pub struct Tie {
    /// The time.
    pub time: f64,
    /// Observations under way just before.
    pub at_risk: usize,
    /// Those with the event of interest then.
    pub events: usize,
    /// Those with the competing event.
    pub competing: usize,
    /// Those last seen then.
    pub censored: usize,
}

/// Observations in order of their time.
pub struct Ties(pub Vec<Tie>);

impl Ties {
    /// Quantiles of the times, however they ended (type 7); `None` without any.
    pub fn quantiles(&self, ps: &[f64]) -> Option<Vec<f64>> {
        let Self(ties) = self;
        let count = ties.first()?.at_risk;
        let at = |place: usize| ties[ties.partition_point(|tie| count - tie.at_risk <= place) - 1].time;
        let one = |&p: &f64| {
            let Position { below, fraction } = Position::of(count - 1, p);
            interpolate(at(below), at((below + 1).min(count - 1)), fraction)
        };
        Some(ps.iter().map(one).collect())
    }

    /// The mean of the times, added up from the shortest: their order does not matter.
    pub fn mean(&self) -> Option<f64> {
        let Self(ties) = self;
        let count = ties.first()?.at_risk as f64;
        let mut sum = 0.0;
        for tie in ties {
            let share = tie.time / count;
            (0..tie.events + tie.competing + tie.censored).for_each(|_| sum += share);
        }
        Some(sum)
    }
}

/// The share still under way after each time at which one ended (Kaplan and Meier 1958).
///
/// Any end counts: [`Outcome::Event`] and [`Outcome::Competing`] alike.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct KaplanMeier {
    steps: Vec<(f64, f64)>,
    /// Observations that ended.
    pub events: usize,
    /// Observations still under way.
    pub censored: usize,
}

impl KaplanMeier {
    /// Fits the curve.
    ///
    /// ```
    /// use planscore_stats::{Duration, KaplanMeier, Outcome::{Censored, Event}};
    /// // 6, 6, 6, 7, 10 ended, 6 and 9 still under way: S(6) = 1 - 3/7, S(7) = 4/7 * 2/3,
    /// // S(10) = 0.
    /// let of = |time, outcome| Duration { time, outcome };
    /// let curve = KaplanMeier::fit(&[
    ///     of(6.0, Event), of(6.0, Event), of(6.0, Event), of(6.0, Censored),
    ///     of(7.0, Event), of(9.0, Censored), of(10.0, Event),
    /// ]);
    /// assert!((curve.survival(7.5) - 8.0 / 21.0).abs() < 1e-15);
    /// assert_eq!(curve.quantile(0.5), Some(7.0));
    /// ```
    pub fn fit(durations: &[Duration]) -> Self {
        Self::of(&durations.iter().collect())
    }

    /// The same of observations that are collected already.
    pub fn of(durations: &Durations) -> Self {
        let mut survival = 1.0;
        let Ties(ties) = durations.ties();
        let mut curve = Self { steps: Vec::with_capacity(ties.len()), ..Self::default() };
        for tie in ties {
            let ended = tie.events + tie.competing;
            if ended > 0 {
                survival *= (tie.at_risk - ended) as f64 / tie.at_risk as f64;
                curve.steps.push((tie.time, survival));
                curve.events += ended;
            }
        }
        curve.censored = durations.len() - curve.events;
        curve
    }

    /// Share still under way after `time`, 0 to 1.
    pub fn survival(&self, time: f64) -> f64 {
        let steps = self.steps.partition_point(|step| step.0 <= time);
        steps.checked_sub(1).map_or(1.0, |last| self.steps[last].1)
    }

    /// The first time by which at least the share `p` has ended; `None` if the curve never gets
    /// that low.
    pub fn quantile(&self, p: f64) -> Option<f64> {
        // A share like 1 - 0.9 is not exact in binary; a survival of exactly 0.1 must reach it.
        let level = 1.0 - p + 1e-12;
        let at = self.steps.partition_point(|step| step.1 > level);
        self.steps.get(at).map(|step| step.0)
    }

    /// The times at which the curve falls and what is left after each, ascending.
    pub fn steps(&self) -> &[(f64, f64)] {
        &self.steps
    }
}

/// Shares that ended each way by each time, when one way rules out the other (Aalen and Johansen
/// 1978). At every step the shares of both ways and of those under way sum to 1.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CompetingRisks {
    steps: Vec<RiskStep>,
}

/// The state after one time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RiskStep {
    /// The time.
    pub time: f64,
    /// Share with the event of interest by then.
    pub event: f64,
    /// Share with the competing event by then.
    pub competing: f64,
    /// Observations under way just before.
    pub at_risk: usize,
}

impl CompetingRisks {
    /// Fits both curves.
    pub fn fit(durations: &[Duration]) -> Self {
        Self::of(&durations.iter().collect())
    }

    /// The same of observations that are collected already.
    pub fn of(durations: &Durations) -> Self {
        let (mut left, mut event, mut competing) = (1.0, 0.0, 0.0);
        let Ties(ties) = durations.ties();
        let mut steps = Vec::with_capacity(ties.len());
        for tie in ties {
            if tie.events + tie.competing == 0 {
                continue;
            }
            let at_risk = tie.at_risk as f64;
            event += left * tie.events as f64 / at_risk;
            competing += left * tie.competing as f64 / at_risk;
            left *= (tie.at_risk - tie.events - tie.competing) as f64 / at_risk;
            steps.push(RiskStep { time: tie.time, event, competing, at_risk: tie.at_risk });
        }
        Self { steps }
    }

    /// The state at `time`; `None` before the first end.
    pub fn at(&self, time: f64) -> Option<RiskStep> {
        let steps = self.steps.partition_point(|step| step.time <= time);
        steps.checked_sub(1).map(|last| self.steps[last])
    }

    /// Every step, ascending in time.
    pub fn steps(&self) -> &[RiskStep] {
        &self.steps
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(time: f64, outcome: Outcome) -> Duration {
        Duration { time, outcome }
    }

    #[test]
    fn competing_risks_by_hand() {
        use Outcome::{Censored, Competing, Event};
        // n = 5. t=1: won, left 4/5. t=2: lost, left 4/5*3/4 = 3/5. t=3: censored.
        // t=4: won, adds 3/5 * 1/2 = 3/10, left 3/10. t=5: lost, adds 3/10, left 0.
        let risks = CompetingRisks::fit(&[
            of(4.0, Event),
            of(2.0, Competing),
            of(1.0, Event),
            of(3.0, Censored),
            of(5.0, Competing),
        ]);
        let last = risks.at(9.0).unwrap();
        assert!((last.event - 0.5).abs() < 1e-15 && (last.competing - 0.5).abs() < 1e-15);
        let middle = risks.at(4.0).unwrap();
        assert!((middle.event - 0.5).abs() < 1e-15 && (middle.competing - 0.2).abs() < 1e-15);
        assert_eq!((middle.at_risk, risks.at(0.5)), (2, None));
    }

    #[test]
    fn nothing_ended_means_no_quantile() {
        let curve = KaplanMeier::fit(&[of(3.0, Outcome::Censored)]);
        assert_eq!((curve.quantile(0.5), curve.survival(10.0), curve.censored), (None, 1.0, 1));
        assert_eq!(KaplanMeier::fit(&[]).quantile(0.5), None);
    }
}
