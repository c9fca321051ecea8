//! How long it takes when the data are too short to have seen it all.

use super::survival::{Durations, KaplanMeier, Tie, Ties};

/// The share still under way after any time: the curve of Kaplan and Meier, and beyond the longest time
/// seen an even rate, that of its last part. Where some never end, that rate is small.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LongRun {
    curve: KaplanMeier,
    end: f64,
    rate: f64,
    /// The power of time that the rate falls with.
    fall: f64,
}

/// Ends that the rate of the last part is taken from, at least.
const ENDS: f64 = 8.0;

impl LongRun {
    /// Fits the curve.
    ///
    /// ```
    /// use planscore_stats::{Duration, LongRun, Outcome::{Censored, Event}};
    /// // One of two ended at 10, the other is still under way at 20: the only end is what the rate is
    /// // from, 1 over 10 + 20 days; 30 days beyond 20 the half that was left is 1/e of it.
    /// let of = |time, outcome| Duration { time, outcome };
    /// let all = [of(10.0, Event), of(20.0, Censored)].iter().collect();
    /// let curve = LongRun::of(&all);
    /// assert_eq!((curve.survival(5.0), curve.survival(20.0)), (1.0, 0.5));
    /// assert!((curve.survival(50.0) - 0.5 * (-1.0_f64).exp()).abs() < 1e-12);
    /// ```
    pub fn of(durations: &Durations) -> Self {
        let Ties(ties) = durations.ties();
        let end = ties.last().map_or(0.0, |tie| tie.time);
        let ended = |tie: &Tie| tie.events + tie.competing;
        let rate = |from: f64, to: f64| {
            let time = |tie: &Tie| (ended(tie) + tie.censored) as f64 * (tie.time.min(to) - from).max(0.0);
            let ends: usize = ties.iter().filter(|tie| tie.time > from && tie.time <= to).map(ended).sum();
            (ends as f64, ties.iter().map(time).fold(0.0, |sum, time| sum + time))
        };
        let mut from = end / 2.0;
        while rate(from, end).0 < ENDS && from > end / 1e3 {
            from /= 2.0;
        }
        let (ends, time) = rate(if rate(from, end).0 < ENDS { 0.0 } else { from }, end);
        let (before, time_before) = rate(from / 2.0, from);
        let fall = ((ends + 0.5) / time / ((before + 0.5) / time_before)).log2();
        let fall = if before >= ENDS && fall.is_finite() { fall.clamp(-3.0, 0.0) } else { 0.0 };
        let rate = if time > 0.0 { ends / time } else { 0.0 };
        Self { curve: KaplanMeier::of(durations), end, rate: rate * 1.4_f64.powf(fall), fall }
    }

    /// The longest time seen.
    pub fn end(&self) -> f64 {
        self.end
    }

    /// The share still under way after a time.
    pub fn survival(&self, time: f64) -> f64 {
        self.curve.survival(time) * (-self.ended_beyond(time)).exp()
    }

    /// The rate added up from the end of what was seen to a time.
    fn ended_beyond(&self, time: f64) -> f64 {
        let times = (time / self.end).max(1.0);
        let power = self.fall + 1.0;
        let grown = if power.abs() < 1e-9 { times.ln() } else { (times.powf(power) - 1.0) / power };
        if self.rate > 0.0 { self.rate * self.end * grown } else { 0.0 }
    }

    /// The first time after which no more than a share is still under way; infinite where that never comes.
    pub fn time_of(&self, share: f64) -> f64 {
        let steps = self.curve.steps();
        // A step that reaches the share but for the rounding of its product reaches it.
        match steps.get(steps.partition_point(|step| step.1 > share + 1e-12)) {
            Some(step) => step.0,
            None => {
                let left = steps.last().map_or(1.0, |step| step.1);
                let wanted = (left / share).ln().max(0.0) / (self.rate * self.end);
                let power = self.fall + 1.0;
                let times =
                    if power.abs() < 1e-9 { wanted.exp() } else { (1.0 + power * wanted).powf(1.0 / power) };
                // What falls fast enough is never reached.
                if self.rate > 0.0 && 1.0 + power * wanted > 0.0 { self.end * times } else { f64::INFINITY }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Outcome::{Censored, Event};
    use crate::Random;

    /// Exponential times with mean 100 of which no more than 60 days are seen: half of all last 69.3 days, nine
    /// in ten end by 230.3, and of those that last 60 days as many last 60 more.
    #[test]
    fn what_was_not_seen_goes_on_as_before() {
        let (mut random, mut durations) = (Random::new(1), Durations::default());
        for _ in 0..20_000 {
            let time = -100.0 * (1.0 - random.uniform()).ln();
            let seen = 60.0 * random.uniform();
            durations.push(time.min(seen), if time <= seen { Event } else { Censored });
        }
        let curve = LongRun::of(&durations);
        for (share, expected) in [(0.5, 69.31), (0.1, 230.26)] {
            let found = curve.time_of(share);
            assert!((found / expected - 1.0).abs() < 0.12, "{share}: {found} against {expected}");
            assert!((curve.survival(found) - share).abs() < 1e-6, "{share}");
        }
    }

    /// Where nothing ended, nothing ever will; nothing at all lasts for ever.
    #[test]
    fn nothing_ended() {
        let mut durations = Durations::default();
        assert_eq!(LongRun::of(&durations).survival(9.0), 1.0);
        durations.push(5.0, Censored);
        let curve = LongRun::of(&durations);
        assert_eq!((curve.survival(1e6), curve.time_of(0.5)), (1.0, f64::INFINITY));
    }
}
