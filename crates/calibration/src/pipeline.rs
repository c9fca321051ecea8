//! Pipelines of deals: what `hit_probability` says of the weeks to come.

use planscore_base::calendar::Day;
use planscore_funnel::{HitChance, HitOptions, hit_probability};
use planscore_stats::Random;
use planscore_table::{DealEvents, Deals};

use crate::Claim;

/// An event: the deal, its stage or a loss, the day.
pub type Row = (u32, u8, f64);

/// Deals with a value each.
pub fn deals(rows: &[Row], values: &[f64], stages: usize) -> Deals {
    let mut events = DealEvents::default();
    let count = rows.iter().map(|row| row.0 + 1).max().unwrap_or(0);
    for deal in 0..count {
        events.deals.intern(&deal.to_string());
    }
    for &(deal, stage, time) in rows {
        events.deal.push(deal);
        events.stage.push(stage);
        events.time.push(time);
        events.value.extend(values.get(deal as usize));
    }
    let names = (0..stages).map(|stage| format!("s{stage}")).collect();
    Deals::from_events(events, names).expect("the events are in order")
}

/// How much deals of a pipeline are worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Worth {
    /// Nothing is known.
    Unknown,
    /// Log-normal, with a deviation of the logarithm of 1: one deal in ten is worth 3.6 times the median.
    Skewed,
    /// Log-normal, with a deviation of 1.5.
    Heavy,
}

/// A world of three steps, its rates and stays drawn.
struct World {
    rates: [f64; 3],
    stays: [f64; 3],
    deals_a_day: f64,
    worth: Worth,
}

impl World {
    fn new(random: &mut Random, deals_a_day: f64, worth: Worth) -> Self {
        let rates = std::array::from_fn(|_| 0.4 + 0.4 * random.uniform());
        let stays = std::array::from_fn(|_| 4.0 + 16.0 * random.uniform());
        Self { rates, stays, deals_a_day, worth }
    }

    /// Deals that enter at random times until a day, and what each is worth.
    fn run(&self, random: &mut Random, until: f64) -> (Vec<Row>, Vec<f64>) {
        let (mut rows, mut values) = (Vec::new(), Vec::new());
        let mut entry = 0.0;
        for deal in 0.. {
            entry += -(1.0 - random.uniform()).ln() / self.deals_a_day;
            if entry >= until {
                break;
            }
            let mut time = entry;
            rows.push((deal, 0, time));
            values.push(match self.worth {
                Worth::Unknown => 1.0,
                Worth::Skewed => (9.0 + random.normal()).exp(),
                Worth::Heavy => (9.0 + 1.5 * random.normal()).exp(),
            });
            for stage in 0..3 {
                time += self.stays[stage] * -(1.0 - random.uniform()).ln();
                if random.uniform() >= self.rates[stage] {
                    rows.push((deal, Deals::LOST, time));
                    break;
                }
                rows.push((deal, stage as u8 + 1, time));
            }
        }
        (rows, values)
    }
}

/// What `hit_probability` says after so many deals, over `runs` worlds: whether its mean is unbiased, how
/// often what came lies between P10 and P90, and whether its probabilities come true.
pub fn hit(name: &str, deals_seen: f64, worth: Worth, runs: usize, seed: u64) -> Vec<Claim> {
    const AHEAD: f64 = 60.0;
    let mut random = Random::new(seed);
    let (mut predicted, mut came, mut squares, mut inside) = (0.0, 0.0, 0.0, 0.0);
    let mut classes = [(0.0, 0.0, 0.0); 5];
    let mut told = 0_usize;
    for run in 0..runs {
        let world = World::new(&mut random, 0.5, worth);
        let now = (deals_seen / 0.5).floor();
        let (rows, values) = world.run(&mut random, now + 1.0 + AHEAD);
        let won: f64 = rows
            .iter()
            .filter(|row| row.1 == 3 && row.2 >= now + 1.0 && row.2 < now + 1.0 + AHEAD)
            .map(|row| values[row.0 as usize])
            .sum();
        let seen: Vec<Row> = rows.into_iter().filter(|row| row.2 < now + 1.0).collect();
        let known = if worth == Worth::Unknown { &[][..] } else { &values };
        let all = deals(&seen, known, 4);
        let options = |target| HitOptions {
            revenue: (worth != Worth::Unknown).then_some(target),
            won: (worth == Worth::Unknown).then_some(target),
            by: Day((now + AHEAD) as i32),
            as_of: Some(Day(now as i32)),
            stages: None,
            new_leads_per_day: None,
            draws: Some(1_000),
            seed: run as u32,
            lift: Vec::new(),
            locale: planscore_base::Locale::En,
        };
        let Ok(first) = hit_probability(&all, &options(1.0)) else { continue };
        let Some(expected) = first.expected else { continue };
        let mean = expected.from_open + expected.from_new;
        let target = (mean * (0.5 + random.uniform())).ceil().max(1.0);
        let chance = hit_probability(&all, &options(target)).expect("as before");
        let HitChance { probability: Some(probability), expected: Some(expected), .. } = chance else {
            continue;
        };
        told += 1;
        predicted += mean;
        came += won;
        squares += (won - mean).powi(2);
        // What lies on an edge of a count counts half.
        let edge = if won == expected.p10 || won == expected.p90 { 0.5 } else { 1.0 };
        inside += if (expected.p10..=expected.p90).contains(&won) { edge } else { 0.0 };
        let class = &mut classes[((probability * 5.0) as usize).min(4)];
        *class = (class.0 + 1.0, class.1 + probability, class.2 + f64::from(won >= target));
    }
    let runs = told as f64;
    // Three standard errors of the mean difference, relative to what came.
    let error = 3.0 * (squares / runs).sqrt() / runs.sqrt() / (came / runs);
    let worst = classes
        .iter()
        .filter(|class| class.0 >= 20.0)
        .map(|&(count, predicted, observed)| {
            let p: f64 = predicted / count;
            (p - observed / count).abs() / (p * (1.0 - p) / count).sqrt().max(1e-9)
        })
        .fold(0.0, f64::max);
    vec![
        Claim::within(
            name,
            "mean that is expected / mean that came",
            predicted / came,
            told,
            (1.0 - error, 1.0 + error),
        ),
        Claim::share(name, "P10 to P90", inside, told, 0.8, 0.0),
        Claim::within(name, "classes of probability, errors off", worst, told, (0.0, 4.0)),
    ]
}
