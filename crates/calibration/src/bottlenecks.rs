//! Funnels with a stage that loses twice too many deals, or none: which one `analyze_funnel` names.

use planscore_base::calendar::Day;
use planscore_funnel::{FunnelOptions, StageTarget, analyze_funnel};
use planscore_stats::Random;

use crate::Claim;
use crate::pipeline::{Row, deals};

/// What the stages are held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Against {
    /// Targets for each rate.
    Rates,
    /// Targets for each rate and for each stay.
    RatesAndDays,
    /// The period before, with as many deals.
    Before,
    /// The other stages, whose rates are alike.
    Others,
}

impl Against {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Rates, Self::RatesAndDays, Self::Before, Self::Others];

    /// In words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rates => "targets of rates",
            Self::RatesAndDays => "targets of rates and days",
            Self::Before => "the period before",
            Self::Others => "the other stages",
        }
    }
}

const STAGES: usize = 4;
/// All deals have ended long before it.
const NOW: i32 = 4_000;

/// Deals that go through stages at rates, each after stays without memory.
fn run(rates: &[f64; STAGES], stays: &[f64; STAGES], count: u32, random: &mut Random) -> Vec<Row> {
    let mut rows = Vec::new();
    for deal in 0..count {
        let mut time = 100.0 * random.uniform();
        rows.push((deal, 0, time));
        for stage in 0..STAGES {
            time += stays[stage] * -(1.0 - random.uniform()).ln();
            if random.uniform() >= rates[stage] {
                rows.push((deal, planscore_table::Deals::LOST, time));
                break;
            }
            rows.push((deal, stage as u8 + 1, time));
        }
    }
    rows
}

/// How often a stage is named where none is worse than what it is held against, and how often the right one where
/// one goes on half as often.
pub fn named(against: Against, name: &str, count: u32, runs: usize, seed: u64) -> Vec<Claim> {
    let mut random = Random::new(seed);
    let (mut alarms, mut right, mut wrong) = (0.0, 0.0, 0.0);
    for _ in 0..runs {
        let usual = 0.5 + 0.3 * random.uniform();
        let rates: [f64; STAGES] = std::array::from_fn(|_| match against {
            Against::Others => usual,
            _ => 0.5 + 0.4 * random.uniform(),
        });
        let stays: [f64; STAGES] = std::array::from_fn(|_| 4.0 + 16.0 * random.uniform());
        let mut worse = rates;
        let stage = random.below(STAGES);
        worse[stage] /= 2.0;
        let has_days = against == Against::RatesAndDays;
        let target = |stage: usize| StageTarget {
            stage: format!("s{stage}"),
            rate: Some(rates[stage]),
            days: has_days.then(|| stays[stage] * std::f64::consts::LN_2),
        };
        let targets = match against {
            Against::Rates | Against::RatesAndDays => (0..STAGES).map(target).collect(),
            Against::Before | Against::Others => Vec::new(),
        };
        let options = FunnelOptions { as_of: Some(Day(NOW)), targets, ..FunnelOptions::default() };
        let mut find = |rates: &[f64; STAGES]| {
            let own = deals(&run(rates, &stays, count, &mut random), &[], STAGES + 1);
            let before = (against == Against::Before).then(|| {
                deals(&run(&self::usual(rates, &worse, stage), &stays, count, &mut random), &[], STAGES + 1)
            });
            analyze_funnel(&own, before.as_ref(), &options)
                .expect("deals")
                .bottleneck
                .map(|found| found.stage)
        };
        alarms += f64::from(find(&rates).is_some());
        if let Some(found) = find(&worse) {
            let hit = found == format!("s{stage}");
            right += f64::from(hit);
            wrong += f64::from(!hit);
        }
    }
    let share = |count: f64| count / runs as f64;
    let chance = 3.0 * (0.025 * 0.975 / runs as f64).sqrt();
    vec![
        Claim::within(name, "named where none is", share(alarms), runs, (0.0, 0.025 + chance)),
        Claim::within(name, "the right one named", share(right), runs, (0.85, 1.0)),
        Claim::within(name, "a wrong one named", share(wrong), runs, (0.0, 0.025 + chance)),
    ]
}

/// The rates of the period before: those of a funnel in which no stage is worse.
fn usual(rates: &[f64; STAGES], worse: &[f64; STAGES], stage: usize) -> [f64; STAGES] {
    let mut usual = *rates;
    if rates == worse {
        usual[stage] *= 2.0;
    }
    usual
}
