//! Deals as levels reached one after the other: the basis of every look ahead.
//!
//! A level is reached with the first event of its stage or a later one, so that skipped stages take
//! no time and moves backward change nothing.

use super::options::FunnelOptions;
use super::report::{last_day, no_deals};
use planscore_base::calendar::Day;
use planscore_base::error::Result;
use planscore_stats::{CompetingRisks, Durations, Outcome, Tie, Ties, sort_floats};
use planscore_table::Deals;

/// An open deal: its level, how long it has been there, and what it is worth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OpenDeal {
    /// The level it is on.
    pub level: usize,
    /// Days since it reached the level.
    pub age: f64,
    /// Value; 0 if unknown.
    pub value: f64,
}

/// How a level ends.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Level {
    /// Deals that went on.
    pub advanced: usize,
    /// Deals that were lost.
    pub lost: usize,
    /// Shares that went on and were lost by each day.
    pub risks: CompetingRisks,
    /// Ends a day, of a deal that has stayed longer than half of those that ended.
    pub slow_rate: f64,
    /// Standard error of the mean stay of those that ended, over that mean.
    pub stay_error: f64,
}

/// What the past says of the levels, and what is open.
#[derive(Debug, Clone, PartialEq)]
pub struct Levels {
    /// The stages in order, the last one won.
    pub stages: Vec<String>,
    /// Each level but the last.
    pub each: Vec<Level>,
    /// Deals under way.
    pub open: Vec<OpenDeal>,
    /// Values of the won deals, above 0.
    pub won_values: Vec<f64>,
    /// Deals that entered, and in how many days.
    pub entered: f64,
    /// Days from the first entry to the day it is seen from, at least 1.
    pub days: f64,
    /// The day it is seen from.
    pub as_of: Day,
}

impl Levels {
    /// Reads the deals as of a day.
    ///
    /// # Errors
    /// `funnel/no-deals`, unknown stages.
    pub fn of(deals: &Deals, stages: Option<&[String]>, as_of: Option<Day>) -> Result<Self> {
        let options = FunnelOptions { stages: stages.map(<[String]>::to_vec), ..FunnelOptions::default() };
        options.validate(deals.stages())?;
        let stages = stages.unwrap_or(deals.stages());
        let as_of = as_of.or_else(|| last_day(deals)).ok_or_else(no_deals)?;
        let (reached, lost) = times(deals, stages, as_of);
        let last = stages.len() - 1;
        // An open deal of the last day has been there until its end.
        let now = f64::from(as_of.0) + 1.0;
        // Whole days: what has not happened by this day may happen on the next one.
        let seen = if deals.span().is_none_or(|span| span.is_whole) { now - 1.0 } else { now };
        let mut durations = vec![Durations::default(); last];
        let mut levels = vec![Level::default(); last];
        let (mut open, mut won_values) = (Vec::new(), Vec::new());
        let (mut first, mut count) = (f64::INFINITY, 0_usize);
        for deal in 0..deals.codes() {
            let own = &reached[deal * stages.len()..][..stages.len()];
            let Some(level) = own.iter().rposition(|time| !time.is_infinite()) else { continue };
            count += 1;
            first = own.iter().copied().filter(|time| time.is_finite()).fold(first, f64::min);
            for (i, pair) in own[..=level].windows(2).enumerate() {
                levels[i].advanced += 1;
                let time = (pair[1] - pair[0]).max(0.0);
                if time.is_finite() {
                    durations[i].push(time, Outcome::Event);
                }
            }
            let value = deals.value(deal).filter(|value| *value > 0.0);
            if level == last {
                won_values.extend(value);
                continue;
            }
            let (end, outcome) = if lost[deal].is_infinite() {
                open.push(OpenDeal { level, age: (now - own[level]).max(0.0), value: value.unwrap_or(0.0) });
                (seen, Outcome::Censored)
            } else {
                levels[level].lost += 1;
                (lost[deal], Outcome::Competing)
            };
            let time = end - own[level];
            if time.is_finite() && time >= 0.0 {
                durations[level].push(time, outcome);
            }
        }
        if count == 0 {
            return Err(no_deals());
        }
        // The draws of the future go through both in order: that of the rows must not matter.
        open.retain(|deal: &OpenDeal| deal.age.is_finite());
        planscore_stats::sort_by(&mut open, &|a, b| {
            a.level.cmp(&b.level).then(a.age.total_cmp(&b.age)).then(a.value.total_cmp(&b.value))
        });
        sort_floats(&mut won_values);
        for (level, durations) in levels.iter_mut().zip(durations) {
            level.risks = CompetingRisks::of(&durations);
            let ties = durations.ties();
            (level.slow_rate, level.stay_error) = (slow_rate(&ties), stay_error(&ties));
        }
        let (entered, days) =
            if first.is_finite() { (count as f64, (now - first).max(1.0)) } else { (0.0, 1.0) };
        Ok(Self { stages: stages.to_vec(), each: levels, open, won_values, entered, days, as_of })
    }
}

/// Ends over days at risk, after the median of the stays that ended; 0 where none ended after it.
fn slow_rate(Ties(ties): &Ties) -> f64 {
    let ended = |tie: &Tie| tie.events + tie.competing;
    let all: usize = ties.iter().map(ended).sum();
    let mut sum = 0;
    let Some(median) = ties.iter().find(|tie| {
        sum += ended(tie);
        2 * sum >= all && all > 0
    }) else {
        return 0.0;
    };
    let later = ties.iter().filter(|tie| tie.time > median.time);
    let (ends, days) = later.fold((0.0, 0.0), |(ends, days), tie| {
        let count = (ended(tie) + tie.censored) as f64;
        (ends + ended(tie) as f64, days + count * (tie.time - median.time))
    });
    if days > 0.0 { ends / days } else { 0.0 }
}

/// The standard error of the mean stay of those that ended, over that mean.
fn stay_error(Ties(ties): &Ties) -> f64 {
    let over = |f: &dyn Fn(f64) -> f64| -> f64 {
        ties.iter().map(|tie| (tie.events + tie.competing) as f64 * f(tie.time)).sum()
    };
    let count = over(&|_| 1.0);
    let mean = over(&|time| time) / count;
    let variance = over(&|time| (time - mean).powi(2)) / count;
    let error = (variance / count).sqrt() / mean;
    if error.is_finite() { error } else { 0.0 }
}

/// When each deal reached each level, and when it was lost; infinite: never, NaN: at an unknown time.
fn times(deals: &Deals, stages: &[String], as_of: Day) -> (Vec<f64>, Vec<f64>) {
    let until = f64::from(as_of.0) + 1.0;
    let place: Vec<Option<usize>> =
        deals.stages().iter().map(|name| stages.iter().position(|stage| stage == name)).collect();
    let mut reached = vec![f64::INFINITY; deals.codes() * stages.len()];
    let mut lost = vec![f64::INFINITY; deals.codes()];
    // An unknown time gives way to a known one.
    let earlier = |known: f64, time: f64| if known.is_infinite() || time < known { time } else { known };
    for ((&deal, &stage), &time) in
        deals.event_deals().iter().zip(deals.event_stages()).zip(deals.event_times())
    {
        if time >= until {
            continue;
        }
        let deal = deal as usize;
        if stage == Deals::LOST {
            lost[deal] = earlier(lost[deal], time);
        } else if let Some(Some(place)) = place.get(usize::from(stage)) {
            for level in &mut reached[deal * stages.len()..][..=*place] {
                *level = earlier(*level, time);
            }
        }
    }
    (reached, lost)
}
