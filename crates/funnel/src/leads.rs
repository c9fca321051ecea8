//! How many deals it takes to reach a target, back from its last stage.

use super::ahead::{Grid, horizon, out_of_range, target};
use super::levels::Levels;
use planscore_base::calendar::Day;
use planscore_base::error::{Error, Result};
use planscore_base::locale::{Locale, Text};
use planscore_stats::{Random, mean, normal_share};
use planscore_table::Deals;
use serde::{Deserialize, Serialize};

/// What leads to need: so many won deals or so much money by a day.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
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
    /// Language of the reasons.
    #[serde(default)]
    pub locale: Locale,
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
    /// Deals that must enter it today, if they alone are to reach the target; `None` where no number
    /// of them does.
    pub needed: Option<f64>,
    /// Why there is no number.
    pub because: Option<String>,
}

const TOO_LATE: Text = Text {
    zh: "到 {0} 为止，今天进入“{1}”的商机都来不及成单：过去没有一单这么快",
    en: "no deal that enters \"{1}\" today is won by {0}: none ever was that fast",
};
const TOO_MANY: Text = Text {
    zh: "到 {0} 为止，今天进入“{1}”的商机成单机会太小，需要超过 10 亿个",
    en: "a deal that enters \"{1}\" today is so rarely won by {0} that more than a thousand million would be needed",
};

/// Deals needed at each stage, back from a target: enough that, with the given probability, they alone
/// bring it by the day. The time deals take counts: one that is won too late is no help. Won deals bring
/// what won ones were worth, drawn with a fixed seed.
///
/// # Errors
/// As [`hit_probability`](super::hit_probability); `funnel/no-values` for money where no won deal has a
/// value.
pub fn required_leads(deals: &Deals, options: &LeadOptions) -> Result<Vec<RequiredLeads>> {
    let levels = Levels::of(deals, options.stages.as_deref(), options.as_of)?;
    let target = target(options.revenue, options.won)?;
    let days = horizon(levels.as_of, options.by)?;
    let need = if options.revenue.is_none() {
        Need::deals(target)
    } else if levels.won_values.is_empty() {
        return Err(Error::invalid(
            "funnel/no-values",
            "成单商机没有金额，无法按金额倒推",
            "no won deal has a value: a target in money cannot be traced back",
        )
        .at("revenue"));
    } else {
        Need::money(target, &levels.won_values)
    };
    let grid = Grid::of(&levels, &vec![(1.0, 1.0); levels.each.len()], days);
    let assurances = options.assurance.clone().unwrap_or_else(|| vec![0.5, 0.8, 0.9]);
    let one = |&assurance: &f64| {
        if !(0.0..1.0).contains(&assurance) || assurance == 0.0 {
            return Err(out_of_range("assurance", 0.0, 1.0));
        }
        let stage = |(level, stage): (usize, &String)| {
            let chance = grid.won[level][days];
            let needed = needed(chance, &need, assurance);
            let why = if chance > 0.0 { TOO_MANY } else { TOO_LATE };
            let because =
                needed.is_none().then(|| why.fill(options.locale, &[&options.by.to_string(), stage]));
            RequiredStage { stage: stage.clone(), needed, because }
        };
        Ok(RequiredLeads { assurance, stages: levels.stages.iter().enumerate().map(stage).collect() })
    };
    assurances.iter().map(one).collect()
}

/// How many won deals reach a target.
enum Need {
    /// A number of them and the probability that it is just enough, ascending.
    Counted(Vec<(f64, f64)>),
    /// So many that their sum is close to normal: the number of mean ones, and the mean square of a
    /// value over its squared mean.
    Many { wins: f64, spread: f64 },
}

/// Won deals up to here are counted one by one.
const COUNTED: f64 = 2_000.0;
/// Draws of the values: the error of a probability stays below 1 %.
const DRAWS: u32 = 4_000;
/// Sums and quotients of decimals miss what they reach by less than this.
const ROUNDING: f64 = 1e-9;

impl Need {
    fn deals(target: f64) -> Self {
        let wins = target.ceil();
        if wins <= COUNTED { Self::Counted(vec![(wins, 1.0)]) } else { Self::Many { wins, spread: 1.0 } }
    }

    /// What values, ascending and above 0, bring the money.
    fn money(target: f64, values: &[f64]) -> Self {
        let (least, most) = (values[0], values[values.len() - 1]);
        if most - least <= ROUNDING * most {
            return Self::deals((target / most - ROUNDING).max(0.0));
        }
        let mean = mean(values).unwrap_or(most);
        let spread = values.iter().map(|v| (v / mean).powi(2)).sum::<f64>() / values.len() as f64;
        let wins = target / mean;
        if wins + spread > COUNTED {
            return Self::Many { wins, spread };
        }
        let mut random = Random::new(0x6c65_6164);
        let mut counts: Vec<f64> = (0..DRAWS)
            .map(|_| {
                let (mut sum, mut count) = (0.0, 0.0);
                while sum < target * (1.0 - ROUNDING) {
                    sum += values[random.below(values.len())];
                    count += 1.0;
                }
                count
            })
            .collect();
        planscore_stats::sort_floats(&mut counts);
        let share = |same: &[f64]| (same[0], same.len() as f64 / f64::from(DRAWS));
        Self::Counted(counts.chunk_by(|a, b| a == b).map(share).collect())
    }

    /// The probability that of so many deals with a chance each enough are won.
    fn reached_by(&self, deals: f64, chance: f64) -> f64 {
        match self {
            Self::Counted(wins) => wins_among(wins, deals, chance),
            Self::Many { wins, spread } => {
                let mean = deals * chance;
                let deviation = (deals * (chance * spread - chance * chance)).max(0.0).sqrt();
                if deviation == 0.0 {
                    return if mean >= *wins { 1.0 } else { 0.0 };
                }
                // Half a deal for the step from whole numbers to a normal one.
                let half = if *spread == 1.0 { 0.5 } else { 0.0 };
                normal_share((mean - wins + half) / deviation)
            }
        }
    }
}

/// The mean, over numbers of wins with their probabilities, of the probability that at least so many of
/// the deals are won: binomial terms added up from none on.
fn wins_among(wins: &[(f64, f64)], deals: f64, chance: f64) -> f64 {
    if chance >= 1.0 {
        return wins.iter().filter(|(wins, _)| *wins <= deals).map(|(_, share)| share).sum();
    }
    let odds = chance.ln() - (-chance).ln_1p();
    let mut ln_term = deals * (-chance).ln_1p();
    let (mut below, mut count, mut reached) = (0.0, 0.0, 0.0);
    for &(wins, share) in wins {
        while count < wins && count <= deals {
            below += ln_term.exp();
            ln_term += ((deals - count) / (count + 1.0)).ln() + odds;
            count += 1.0;
        }
        reached += if wins <= deals { share * (1.0 - below).max(0.0) } else { 0.0 };
    }
    reached
}

/// Most deals that are needed anywhere.
const MOST: f64 = 1e9;

/// The fewest deals that meet the need with the given probability.
fn needed(chance: f64, need: &Need, assurance: f64) -> Option<f64> {
    let enough = |deals: f64| need.reached_by(deals, chance) >= assurance - ROUNDING;
    if enough(0.0) {
        return Some(0.0);
    }
    if chance <= 0.0 || !enough(MOST) {
        return None;
    }
    let (mut low, mut high) = (0.0, MOST);
    while high - low > 1.0 {
        let middle = f64::midpoint(low, high).floor();
        if enough(middle) {
            high = middle;
        } else {
            low = middle;
        }
    }
    Some(high)
}
