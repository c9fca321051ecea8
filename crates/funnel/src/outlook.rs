//! What open and new deals will bring by a day.

use super::levels::{Levels, OpenDeal};
use planscore_base::calendar::Day;
use planscore_base::error::{Error, Result};
use planscore_stats::{Random, ln_gamma, mean, quantiles};
use planscore_table::Deals;
use serde::{Deserialize, Serialize};

/// Longest look ahead, in days.
const MAX_DAYS: i32 = 1_826;
/// Most draws.
const MAX_DRAWS: u32 = 100_000;

/// A change to try: relative, 0.1 is a tenth more.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Lift {
    /// The stage that is left.
    pub stage: String,
    /// Relative change of the share that goes on.
    #[serde(default)]
    pub rate: Option<f64>,
    /// Relative change of the days in the stage.
    #[serde(default)]
    pub days: Option<f64>,
}

/// What to reach by when.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HitOptions {
    /// Money to win from now on.
    #[serde(default)]
    pub revenue: Option<f64>,
    /// Deals to win from now on.
    #[serde(default)]
    pub won: Option<f64>,
    /// The last day that counts.
    pub by: Day,
    /// The day it is seen from. Default: the last day in the data.
    #[serde(default)]
    pub as_of: Option<Day>,
    /// The stages in order, the last one won.
    #[serde(default)]
    pub stages: Option<Vec<String>>,
    /// New deals a day. Default: as many as in the data.
    #[serde(default)]
    pub new_leads_per_day: Option<f64>,
    /// Draws. Default 10,000.
    #[serde(default)]
    pub draws: Option<u32>,
    /// Seed of the draws.
    #[serde(default)]
    pub seed: u32,
    /// Changes to try.
    #[serde(default)]
    pub lift: Vec<Lift>,
}

/// The chance to reach a target, and what to expect: money if money was asked for, else deals.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct HitChance {
    /// Share of the draws that reach the target.
    pub probability: f64,
    /// One draw in ten brings no more.
    pub p10: f64,
    /// Median.
    pub p50: f64,
    /// Nine draws in ten bring no more.
    pub p90: f64,
    /// Mean of what the open deals bring.
    pub from_open: f64,
    /// Mean of what new deals bring.
    pub from_new: f64,
    /// New deals a day that were reckoned with.
    pub new_leads_per_day: f64,
}

/// The chance that open and new deals reach a target by a day.
///
/// Each open deal goes on as deals of its stage and age did (Aalen-Johansen), independently of the
/// others; new ones arrive as a Poisson process. Every draw takes the rates from their posterior
/// (Jeffreys), so that a short history gives a wide answer, and the value of a new deal from the won
/// ones.
///
/// # Errors
/// `funnel/no-target` without a target, `funnel/horizon`, `funnel/option`, unknown stages, no deals.
pub fn hit_probability(deals: &Deals, options: &HitOptions) -> Result<HitChance> {
    let levels = Levels::of(deals, options.stages.as_deref(), options.as_of)?;
    let target = target(options.revenue, options.won)?;
    let by_money = options.revenue.is_some();
    let days = horizon(levels.as_of, options.by)?;
    let draws = options.draws.unwrap_or(10_000);
    if !(1..=MAX_DRAWS).contains(&draws) {
        return Err(out_of_range("draws", 1.0, f64::from(MAX_DRAWS)));
    }
    let arrivals = options.new_leads_per_day.unwrap_or(levels.entered_per_day);
    if !(0.0..=1e6).contains(&arrivals) {
        return Err(out_of_range("newLeadsPerDay", 0.0, 1e6));
    }
    let changes = changes(&levels, &options.lift)?;
    let grid = Grid::of(&levels, &changes, days);
    let worth = |deal: &OpenDeal| match (by_money, deal.value > 0.0) {
        (false, _) => 1.0,
        (true, true) => deal.value,
        // An open deal of unknown value is worth what a won one is.
        (true, false) => mean(&levels.won_values).unwrap_or(0.0),
    };
    // Deals by level, each with its chance (of 65,536) and its worth.
    let mut open: Vec<Vec<(f64, f64)>> = vec![Vec::new(); levels.each.len()];
    for deal in &levels.open {
        open[deal.level].push((65_536.0 * grid.of_open(&levels, deal), worth(deal)));
    }
    // A new deal of each day ahead has the rest of the days.
    let new_chance: f64 = grid.won[0][..days].iter().sum();
    let values = if by_money { levels.won_values.as_slice() } else { &[] };
    let mut random = Random::new(u64::from(options.seed) ^ 0x706c_616e);
    let mut totals = Vec::with_capacity(draws as usize);
    let (mut from_open, mut from_new) = (0.0, 0.0);
    for _ in 0..draws {
        // Going on from a level to won, against what the curves say: the uncertainty of the rates.
        let mut factors = vec![1.0; levels.each.len() + 1];
        for level in (0..levels.each.len()).rev() {
            let (advanced, lost) = (levels.each[level].advanced as f64, levels.each[level].lost as f64);
            let drawn =
                random.beta(advanced + 0.5, lost + 0.5) / ((advanced + 0.5) / (advanced + lost + 1.0));
            factors[level] = factors[level + 1] * drawn;
        }
        let mut won = 0.0;
        for (deals, factor) in open.iter().zip(&factors) {
            won += bring(deals, *factor, &mut random);
        }
        from_open += won;
        let new = random.poisson(arrivals * new_chance * factors[0]);
        let new = if by_money { resampled(new, values, &mut random) } else { new };
        from_new += new;
        totals.push(won + new);
    }
    let count = f64::from(draws);
    let hits = totals.iter().filter(|total| **total >= target).count();
    let cuts = quantiles(&totals, &[0.1, 0.5, 0.9]).unwrap_or_else(|| vec![0.0; 3]);
    Ok(HitChance {
        probability: hits as f64 / count,
        p10: cuts[0],
        p50: cuts[1],
        p90: cuts[2],
        from_open: from_open / count,
        from_new: from_new / count,
        new_leads_per_day: arrivals,
    })
}

/// What deals with their chances bring in one draw; four of them share one random word.
fn bring(deals: &[(f64, f64)], factor: f64, random: &mut Random) -> f64 {
    let mut won = 0.0;
    for four in deals.chunks(4) {
        let mut bits = random.bits();
        for &(chance, worth) in four {
            // 16 bits: a chance is right to a hundred-thousandth.
            won += if f64::from(bits as u16) + 0.5 < chance * factor { worth } else { 0.0 };
            bits >>= 16;
        }
    }
    won
}

/// Deals whose values are drawn one by one; beyond that their sum is close to normal.
const DRAWN: f64 = 1_000.0;

/// The value of so many new won deals, as the won ones were worth.
fn resampled(count: f64, values: &[f64], random: &mut Random) -> f64 {
    if values.is_empty() || count <= 0.0 {
        return 0.0;
    }
    if count > DRAWN {
        let mean = mean(values).unwrap_or(0.0);
        let variance = values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / values.len() as f64;
        return (count * mean + (count * variance).sqrt() * random.normal()).max(0.0);
    }
    (0..count as usize).map(|_| values[random.below(values.len())]).sum()
}

/// What leads to need: so many won deals or so much money by a day.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LeadOptions {
    /// Deals to win.
    #[serde(default)]
    pub won: Option<f64>,
    /// Money to win.
    #[serde(default)]
    pub revenue: Option<f64>,
    /// The last day that counts.
    pub by: Day,
    /// With which probabilities. Default 0.5, 0.8 and 0.9.
    #[serde(default)]
    pub assurance: Option<Vec<f64>>,
    /// The day it is seen from. Default: the last day in the data.
    #[serde(default)]
    pub as_of: Option<Day>,
    /// The stages in order, the last one won.
    #[serde(default)]
    pub stages: Option<Vec<String>>,
}

/// How many deals it takes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RequiredLeads {
    /// The probability of reaching the target.
    pub assurance: f64,
    /// Each stage.
    pub stages: Vec<RequiredStage>,
}

/// How many deals it takes at one stage.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RequiredStage {
    /// The stage.
    pub stage: String,
    /// Deals that must enter it today, if they alone are to reach the target; `None` where no deal
    /// gets from here to won in the time left.
    pub needed: Option<f64>,
}

/// Deals needed at each stage, back from a target: enough that, with the given probability, they alone
/// bring it by the day. The time deals take counts: one that is won too late is no help.
///
/// # Errors
/// As [`hit_probability`]; `funnel/no-values` for money where no won deal has a value.
pub fn required_leads(deals: &Deals, options: &LeadOptions) -> Result<Vec<RequiredLeads>> {
    let levels = Levels::of(deals, options.stages.as_deref(), options.as_of)?;
    let target = target(options.revenue, options.won)?;
    let days = horizon(levels.as_of, options.by)?;
    let by_money = options.revenue.is_some();
    let value = mean(&levels.won_values).unwrap_or(0.0);
    if by_money && value <= 0.0 {
        return Err(Error::invalid(
            "funnel/no-values",
            "成单商机没有金额，无法按金额倒推",
            "no won deal has a value: a target in money cannot be traced back",
        )
        .at("revenue"));
    }
    // The spread of values makes money less certain than deals are.
    let square = levels.won_values.iter().map(|v| (v / value).powi(2)).sum::<f64>();
    let spread = if by_money { square / levels.won_values.len().max(1) as f64 } else { 1.0 };
    let wins = if by_money { target / value } else { target };
    let grid = Grid::of(&levels, &vec![(1.0, 1.0); levels.each.len()], days);
    let assurances = options.assurance.clone().unwrap_or_else(|| vec![0.5, 0.8, 0.9]);
    let one = |&assurance: &f64| {
        if !(0.0..1.0).contains(&assurance) || assurance == 0.0 {
            return Err(out_of_range("assurance", 0.0, 1.0));
        }
        let stage = |(level, stage): (usize, &String)| RequiredStage {
            stage: stage.clone(),
            needed: needed(grid.won[level][days], wins, spread, assurance),
        };
        Ok(RequiredLeads { assurance, stages: levels.stages.iter().enumerate().map(stage).collect() })
    };
    assurances.iter().map(one).collect()
}

/// Most deals that are needed anywhere.
const MOST: f64 = 1e9;

/// The fewest deals of which, with the given probability, at least `wins` are won.
fn needed(chance: f64, wins: f64, spread: f64, assurance: f64) -> Option<f64> {
    if wins <= 0.0 {
        return Some(0.0);
    }
    let (mut low, mut high) = (wins.floor().max(1.0) - 1.0, MOST);
    if chance <= 0.0 || reaches(high, chance, wins, spread) < assurance {
        return None;
    }
    while high - low > 1.0 {
        let middle = f64::midpoint(low, high).floor();
        if reaches(middle, chance, wins, spread) >= assurance {
            high = middle;
        } else {
            low = middle;
        }
    }
    Some(high)
}

/// Wins up to here are counted exactly.
const EXACT: f64 = 2_000.0;

/// The probability that of `deals` with a chance each at least `wins` are won; `spread` is the mean
/// square of a value over its squared mean.
fn reaches(deals: f64, chance: f64, wins: f64, spread: f64) -> f64 {
    if spread == 1.0 && wins <= EXACT {
        if chance >= 1.0 {
            return if deals >= wins.ceil() { 1.0 } else { 0.0 };
        }
        // Less than the sum of the binomial terms below.
        let (ln, ln_not) = (chance.ln(), (-chance).ln_1p());
        let term = |k: f64| {
            (ln_gamma(deals + 1.0) - ln_gamma(k + 1.0) - ln_gamma(deals - k + 1.0)
                + k * ln
                + (deals - k) * ln_not)
                .exp()
        };
        let below: f64 = (0..wins.ceil() as u32).map(f64::from).take_while(|k| *k <= deals).map(term).sum();
        return (1.0 - below).max(0.0);
    }
    let mean = deals * chance;
    let deviation = (deals * (chance * spread - chance * chance)).max(0.0).sqrt();
    if deviation == 0.0 {
        return if mean >= wins { 1.0 } else { 0.0 };
    }
    let half = if spread == 1.0 { 0.5 } else { 0.0 };
    0.5 * planscore_stats::erfc((wins - half - mean) / deviation / std::f64::consts::SQRT_2)
}

/// Longest stay on a level that counts, in days.
const LONGEST: f64 = 20_000.0;

/// Chances to be won, by level and day.
struct Grid {
    /// `won[level][days]`: of a deal that reaches the level today. The last level is won.
    won: Vec<Vec<f64>>,
    /// `goes_on[level][day]`: the share that leaves for the next level on that day.
    goes_on: Vec<Vec<f64>>,
    /// How the days of a level stretch.
    stretch: Vec<f64>,
}

impl Grid {
    /// `changes` are factors of the rate and of the days of each level.
    fn of(levels: &Levels, changes: &[(f64, f64)], days: usize) -> Self {
        let mut won = vec![vec![1.0; days + 1]];
        let mut goes_on = Vec::new();
        for (level, &(rate, stretch)) in levels.each.iter().zip(changes).rev() {
            // A lifted rate takes from the losses; it cannot take more than there are.
            let end = level.risks.steps().last().map_or((0.0, 0.0), |step| (step.event, step.competing));
            let most = if end.0 > 0.0 { (end.0 + end.1) / end.0 } else { 1.0 };
            let rate = rate.min(most);
            let mut leaves = Vec::new();
            let mut before = 0.0;
            for step in level.risks.steps() {
                let day = (step.time * stretch).round();
                if day <= LONGEST {
                    leaves.resize(leaves.len().max(day as usize + 1), 0.0);
                    leaves[day as usize] += (step.event - before) * rate;
                }
                before = step.event;
            }
            let next: &Vec<f64> = &won[won.len() - 1];
            let by = |until: usize| {
                let days = leaves.iter().enumerate().take(until + 1);
                days.map(|(day, share)| share * next[until - day]).sum::<f64>().min(1.0)
            };
            let chance = (0..=days).map(by).collect();
            won.push(chance);
            goes_on.push(leaves);
        }
        won.reverse();
        goes_on.reverse();
        Self { won, goes_on, stretch: changes.iter().map(|change| change.1).collect() }
    }

    /// The chance of an open deal, given how long it has been on its level already.
    fn of_open(&self, levels: &Levels, deal: &OpenDeal) -> f64 {
        let risks = &levels.each[deal.level].risks;
        let age = deal.age.floor();
        let left = risks.at(age / self.stretch[deal.level]).map_or(1.0, |at| 1.0 - at.event - at.competing);
        if left <= 1e-9 {
            return 0.0;
        }
        let (own, next) = (&self.goes_on[deal.level], &self.won[deal.level + 1]);
        let (days, gone) = (next.len() - 1, age as usize);
        let ahead = own.iter().skip(gone + 1).take(days).enumerate();
        let chance: f64 = ahead.map(|(i, share)| share * next[days - 1 - i]).sum();
        (chance / left).min(1.0)
    }
}

fn target(revenue: Option<f64>, won: Option<f64>) -> Result<f64> {
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

fn horizon(as_of: Day, by: Day) -> Result<usize> {
    let days = by.0.saturating_sub(as_of.0);
    if (0..=MAX_DAYS).contains(&days) {
        return Ok(days as usize);
    }
    Err(Error::invalid(
        "funnel/horizon",
        format!("截止日 {by} 必须在 {as_of} 之后五年以内"),
        format!("the last day, {by}, lies within five years after {as_of}"),
    )
    .at("by"))
}

fn out_of_range(path: &str, low: f64, high: f64) -> Error {
    Error::invalid(
        "funnel/option",
        format!("{path} 必须在 {low} 与 {high} 之间"),
        format!("{path} lies between {low} and {high}"),
    )
    .at(path)
}

/// Factors of the rate and of the days of each level.
fn changes(levels: &Levels, lifts: &[Lift]) -> Result<Vec<(f64, f64)>> {
    let mut changes = vec![(1.0, 1.0); levels.each.len()];
    for (i, lift) in lifts.iter().enumerate() {
        let level = levels.stages.iter().position(|stage| *stage == lift.stage);
        let Some(change) = level.and_then(|level| changes.get_mut(level)) else {
            return Err(Error::invalid(
                "funnel/unknown-stage",
                format!("没有“{}”这个可离开的阶段", lift.stage),
                format!("there is no stage \"{}\" to leave", lift.stage),
            )
            .at(format!("lift[{i}].stage")));
        };
        let (rate, days) = (lift.rate.unwrap_or(0.0), lift.days.unwrap_or(0.0));
        for (value, name) in [(rate, "rate"), (days, "days")] {
            if !(-1.0..=100.0).contains(&value) {
                return Err(out_of_range(&format!("lift[{i}].{name}"), -1.0, 100.0));
            }
        }
        *change = (1.0 + rate, 1.0 + days);
    }
    Ok(changes)
}
