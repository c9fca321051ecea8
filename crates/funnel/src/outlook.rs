//! What open and new deals will bring by a day.

use super::ahead::{Grid, horizon, out_of_range, target};
use super::draws::{Arrivals, Values};
use super::levels::{Level, Levels, OpenDeal};
use planscore_base::calendar::Day;
use planscore_base::error::{Error, Result};
use planscore_base::locale::{Locale, Text};
use planscore_stats::{Beta, Random, quantiles};
use planscore_table::Deals;
use serde::{Deserialize, Serialize};

/// Most draws.
const MAX_DRAWS: u32 = 100_000;

/// A change to try: relative, 0.1 is a tenth more.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename = "StageLift", deny_unknown_fields)]
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
#[serde(rename_all = "camelCase", deny_unknown_fields)]
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
    /// Language of the reason.
    #[serde(default)]
    pub locale: Locale,
}

/// The chance to reach a target, and what to expect.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct HitChance {
    /// Share of the draws that reach the target, 0 to 1; `None` where the data are not enough to tell.
    pub probability: Option<f64>,
    /// Why there is no probability.
    pub because: Option<String>,
    /// What to expect; `None` where the data are not enough to tell.
    pub expected: Option<Expected>,
    /// New deals a day that were reckoned with.
    pub new_leads_per_day: f64,
}

/// What to expect: money if money was asked for, else deals.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Expected {
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
}

const NONE_WON: Text = Text {
    zh: "数据不足：还没有一单成交，不知道成交的机会有多大、要多久",
    en: "not enough data: no deal has been won yet, so neither how often nor how soon one is can be told",
};
const NO_VALUES: Text =
    Text { zh: "数据不足：成单商机没有金额", en: "not enough data: no won deal has a value" };

/// The chance that open and new deals reach a target by a day.
///
/// Each open deal goes on as deals of its stage and age did (Aalen-Johansen), independently of the
/// others; new ones arrive as a Poisson process. Every draw takes the rates from what is known of
/// them (between both exact bounds), the length of stays and the number of new deals from what is known of them, and the
/// values of new deals from a smooth distribution around those of the won ones: a short history gives a
/// wide answer. Without any won deal there is no answer, unless nothing is asked for.
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
    let arrivals = match options.new_leads_per_day {
        None => Arrivals::Seen { deals: levels.entered, days: levels.days },
        Some(a_day) if (0.0..=1e6).contains(&a_day) => Arrivals::Given(a_day),
        Some(_) => return Err(out_of_range("newLeadsPerDay", 0.0, 1e6)),
    };
    let changes = changes(&levels, &options.lift)?;
    let unknown = if levels.each.iter().any(|level| level.advanced == 0) {
        Some(NONE_WON)
    } else if by_money && levels.won_values.is_empty() {
        Some(NO_VALUES)
    } else {
        None
    };
    let new_leads_per_day = arrivals.mean();
    if let Some(why) = unknown {
        return Ok(HitChance {
            probability: (target == 0.0).then_some(1.0),
            because: Some(why.get(options.locale).to_owned()),
            expected: None,
            new_leads_per_day,
        });
    }
    let values = by_money.then(|| Values::of(&levels.won_values));
    let seed = u64::from(options.seed) ^ 0x706c_616e;
    let future = Future { levels: &levels, changes: &changes, days, arrivals, values };
    let totals = future.draw(draws, &mut Random::new(seed));
    let (from_open, from_new) = future.means();
    let hits = totals.iter().filter(|total| **total >= target * (1.0 - ROUNDING)).count();
    let cuts = quantiles(&totals, &[0.1, 0.5, 0.9]);
    Ok(HitChance {
        probability: Some(hits as f64 / f64::from(draws)),
        because: None,
        expected: cuts.map(|cuts| Expected { p10: cuts[0], p50: cuts[1], p90: cuts[2], from_open, from_new }),
        new_leads_per_day,
    })
}

/// Sums of decimals miss what they reach by less than this.
const ROUNDING: f64 = 1e-9;
/// Different lengths of the stays that are tried, each with its share of the draws.
const WORLDS: u32 = 40;

/// What the draws are made from.
struct Future<'a> {
    levels: &'a Levels,
    changes: &'a [(f64, f64)],
    days: usize,
    arrivals: Arrivals,
    values: Option<Values>,
}

impl Future<'_> {
    /// What each draw brings.
    fn draw(&self, draws: u32, random: &mut Random) -> Vec<f64> {
        let mut totals = Vec::with_capacity(draws as usize);
        let (rates, mut factors) = (self.levels.each.iter().map(Rate::of).collect::<Vec<_>>(), Vec::new());
        let mut open: Vec<Vec<(f64, f64)>> = vec![Vec::new(); self.levels.each.len()];
        for world in 0..WORLDS.min(draws) {
            let stays: Vec<(f64, f64)> = self
                .changes
                .iter()
                .zip(&self.levels.each)
                .map(|(&(rate, stretch), level)| (rate, stretch * (level.stay_error * random.normal()).exp()))
                .collect();
            let grid = Grid::of(self.levels, &stays, self.days);
            open.iter_mut().for_each(Vec::clear);
            for deal in &self.levels.open {
                open[deal.level].push((65_536.0 * grid.of_open(deal), self.worth(deal)));
            }
            let open = Four::dealt(&open);
            // A new deal of each day ahead has the rest of the days.
            let new_chance: f64 = grid.won[0][..self.days].iter().sum();
            let share = draws / WORLDS + u32::from(world < draws % WORLDS);
            for _ in 0..share {
                draw_factors(&rates, &mut factors, random);
                let won = open.iter().zip(&factors).map(|(deals, factor)| bring(deals, *factor, random));
                let won = won.fold(0.0, |sum, won| sum + won);
                let entering = self.arrivals.draw(random);
                let new = random.poisson(entering * new_chance * factors[0]);
                let new = self.values.as_ref().map_or(new, |values| values.sum(new, random));
                totals.push(won + new);
            }
        }
        totals
    }

    fn worth(&self, deal: &OpenDeal) -> f64 {
        match &self.values {
            None => 1.0,
            Some(_) if deal.value > 0.0 => deal.value,
            // An open deal of unknown value is worth what a won one is.
            Some(values) => values.mean(),
        }
    }

    /// What open and new deals bring on average, if all is as it was.
    fn means(&self) -> (f64, f64) {
        let grid = Grid::of(self.levels, self.changes, self.days);
        let open = self.levels.open.iter().fold(0.0, |sum, deal| sum + grid.of_open(deal) * self.worth(deal));
        let new =
            self.arrivals.mean() * grid.won[0][..self.days].iter().fold(0.0, |sum, chance| sum + chance);
        (open, new * self.values.as_ref().map_or(1.0, Values::mean))
    }
}

/// How many go on from a level: what was seen, and what it may be with the deal that was nearly decided on
/// either side.
struct Rate {
    seen: f64,
    either: [Beta; 2],
}

impl Rate {
    fn of(level: &Level) -> Self {
        let (advanced, lost) = (level.advanced as f64, level.lost as f64);
        let with = |up: f64| Beta::new(advanced + up, lost + 1.0 - up);
        Self { seen: advanced / (advanced + lost), either: [with(0.0), with(1.0)] }
    }
}

/// Going on from each level to won, against what the curves say: the uncertainty of the rates. The
/// deal that was nearly decided falls on one side in half of the draws and on the other in the rest,
/// as between the two ends of an exact (Clopper-Pearson) interval.
fn draw_factors(rates: &[Rate], factors: &mut Vec<f64>, random: &mut Random) {
    factors.clear();
    factors.resize(rates.len() + 1, 1.0);
    let up = usize::from(random.uniform() < 0.5);
    for (i, rate) in rates.iter().enumerate().rev() {
        factors[i] = factors[i + 1] * (rate.either[up].draw(random) / rate.seen);
    }
}

/// Four open deals of a level, which share one random word: their chances (of 65,536), and their worth.
/// Where there are fewer, the others have no chance.
#[derive(Clone, Copy, Default)]
struct Four {
    chance: [f64; 4],
    worth: [f64; 4],
}

impl Four {
    /// Deals by level.
    fn dealt(deals: &[Vec<(f64, f64)>]) -> Vec<Vec<Self>> {
        let four = |deals: &[(f64, f64)]| {
            let mut four = Self::default();
            for (i, &(chance, worth)) in deals.iter().enumerate() {
                (four.chance[i], four.worth[i]) = (chance, worth);
            }
            four
        };
        deals.iter().map(|deals| deals.chunks(4).map(four).collect()).collect()
    }
}

/// What deals bring in one draw. Whether one is won is hard to predict: there is no branch, and no sum waits
/// for that of the deal before.
fn bring(deals: &[Four], factor: f64, random: &mut Random) -> f64 {
    let mut won = [0.0; 4];
    for Four { chance, worth } in deals {
        let bits = random.bits();
        for i in 0..4 {
            // 16 bits: a chance is right to a hundred-thousandth.
            let drawn = f64::from((bits >> (16 * i)) as u16) + 0.5;
            won[i] += worth[i] * f64::from(u8::from(drawn < chance[i] * factor));
        }
    }
    won.iter().sum()
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
