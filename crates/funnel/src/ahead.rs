//! What every look ahead needs: the target, the days left, and the chances to be won by then.

use super::levels::{Level, Levels, OpenDeal};
use planscore_base::calendar::Day;
use planscore_base::error::{Error, Result};

/// Longest look ahead, in days.
const MAX_DAYS: i32 = 1_826;

/// The one target that is asked for, in money or in won deals.
pub fn target(revenue: Option<f64>, won: Option<f64>) -> Result<f64> {
    match (revenue, won) {
        (Some(target), None) | (None, Some(target)) if (0.0..=1e15).contains(&target) => Ok(target),
        _ => Err(Error::invalid(
            "funnel/no-target",
            "请给出一个目标：revenue（金额）或 won（成单数），不小于 0",
            "give one target, revenue or won, not below 0",
        )
        .at(if revenue.is_some() { "revenue" } else { "won" })),
    }
}

/// Days from the day it is seen from to the last one that counts.
pub fn horizon(as_of: Day, by: Day) -> Result<usize> {
    let days = by.0.saturating_sub(as_of.0);
    if (0..=MAX_DAYS).contains(&days) {
        return Ok(days as usize);
    }
    Err(Error::invalid(
        "funnel/horizon",
        format!("截止日 {by} 必须在 {as_of} 之后五年以内"),
        format!("the last day, {by}, must lie within five years after {as_of}"),
    )
    .at("by"))
}

/// An option beyond its range.
pub fn out_of_range(path: &str, low: f64, high: f64) -> Error {
    Error::invalid(
        "funnel/option",
        format!("{path} 必须在 {low} 与 {high} 之间"),
        format!("{path} lies between {low} and {high}"),
    )
    .at(path)
}

/// Longest stay on a level that counts, in days.
const LONGEST: usize = 20_000;

/// Chances to be won, by level and day.
pub struct Grid {
    /// `won[level][days]`: of a deal that reaches the level today. The last level is won.
    pub won: Vec<Vec<f64>>,
    ways: Vec<Way>,
}

/// How deals leave a level, by days since they reached it.
struct Way {
    /// The share that goes on to the next level on each day.
    goes_on: Vec<f64>,
    /// The share that is still there when each day begins.
    there: Vec<f64>,
}

impl Grid {
    /// `changes` are factors of the rate and of the days of each level.
    pub fn of(levels: &Levels, changes: &[(f64, f64)], days: usize) -> Self {
        let oldest = levels.open.iter().fold(0.0, |oldest: f64, deal| oldest.max(deal.age));
        let until = (oldest.min(LONGEST as f64) as usize + days).min(LONGEST);
        let mut won = vec![vec![1.0; days + 1]];
        let mut ways = Vec::new();
        for (level, &change) in levels.each.iter().zip(changes).rev() {
            let way = Way::of(level, change, until);
            let next: &Vec<f64> = &won[won.len() - 1];
            let by = |until: usize| {
                let days = way.goes_on.iter().enumerate().take(until + 1);
                days.map(|(day, share)| share * next[until - day]).sum::<f64>().min(1.0)
            };
            let chance = (0..=days).map(by).collect();
            won.push(chance);
            ways.push(way);
        }
        won.reverse();
        ways.reverse();
        Self { won, ways }
    }

    /// The chance of an open deal, given how long it has been on its level already: the days after its
    /// age are those that may come.
    pub fn of_open(&self, deal: &OpenDeal) -> f64 {
        let (way, next) = (&self.ways[deal.level], &self.won[deal.level + 1]);
        let (days, age) = (next.len() - 1, deal.age.round() as usize);
        let there = way.there.get(age).copied().unwrap_or(0.0);
        if there <= 1e-9 {
            return 0.0;
        }
        let ahead = way.goes_on.iter().skip(age).take(days).enumerate();
        let chance: f64 = ahead.map(|(i, share)| share * next[days - 1 - i]).sum();
        (chance / there).min(1.0)
    }
}

impl Way {
    /// By the curves of a level (Aalen-Johansen). Beyond the last end that was seen, deals leave at the
    /// even rate of the slower half, and go on as often as those before: without it a deal older than all
    /// that ended would have no chance at all.
    fn of(level: &Level, (rate, stretch): (f64, f64), until: usize) -> Self {
        let (event, competing) = level.risks.steps().last().map_or((0.0, 0.0), |s| (s.event, s.competing));
        let ended = event + competing;
        // A lifted rate takes from the losses; it cannot take more than there are.
        let rate = if event > 0.0 { rate.min(ended / event) } else { rate };
        let mut way = Self { goes_on: vec![0.0; until + 1], there: vec![0.0; until + 1] };
        let (mut left, mut next, mut before) = (1.0, 0, (0.0, 0.0));
        let steps = level.risks.steps();
        let slow = if stretch > 0.0 { (-level.slow_rate / stretch).exp() } else { 0.0 };
        for day in 0..=until {
            way.there[day] = left;
            while let Some(step) = steps.get(next).filter(|s| (s.time * stretch).round() <= day as f64) {
                way.goes_on[day] += (step.event - before.0) * rate;
                left -= step.event - before.0 + step.competing - before.1;
                (before, next) = ((step.event, step.competing), next + 1);
            }
            if next == steps.len() && way.goes_on[day] == 0.0 && ended > 0.0 {
                way.goes_on[day] = left * (1.0 - slow) * event / ended * rate;
                left *= slow;
            }
        }
        way
    }
}
