//! Time to an event when some have not happened yet: Kaplan-Meier and Aalen-Johansen.

use super::order::sort_by;

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

/// The counts at one distinct time.
struct Tie {
    time: f64,
    at_risk: usize,
    events: usize,
    competing: usize,
}

/// The distinct times of ascending durations, each with its counts.
fn ties(sorted: &[Duration]) -> impl Iterator<Item = Tie> + '_ {
    let mut from = 0;
    std::iter::from_fn(move || {
        let first = sorted.get(from)?;
        let same = sorted[from..].iter().take_while(|d| d.time == first.time).count();
        let count = |outcome| sorted[from..from + same].iter().filter(|d| d.outcome == outcome).count();
        let tie = Tie {
            time: first.time,
            at_risk: sorted.len() - from,
            events: count(Outcome::Event),
            competing: count(Outcome::Competing),
        };
        from += same;
        Some(tie)
    })
}

fn sorted(durations: &[Duration]) -> Vec<Duration> {
    let mut sorted = durations.to_vec();
    sort_by(&mut sorted, &|a, b| a.time.total_cmp(&b.time));
    sorted
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
    /// use planscore::stats::{Duration, KaplanMeier, Outcome::{Censored, Event}};
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
        let mut survival = 1.0;
        let mut curve = Self::default();
        for tie in ties(&sorted(durations)) {
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
        let (mut left, mut event, mut competing) = (1.0, 0.0, 0.0);
        let mut steps = Vec::new();
        for tie in ties(&sorted(durations)) {
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
