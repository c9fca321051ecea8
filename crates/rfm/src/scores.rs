//! From values to scores: equal values, equal scores.

use serde::Serialize;

use super::activity::Activity;
use super::options::{FixedCuts, RfmOptions, Scores};
use planscore_stats::{order_of, quantile_sorted, quantiles, quantiles_of_counts, word_of};

/// Where scores change.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[serde(rename = "RfmCuts")]
pub struct Cuts {
    /// Days since the last purchase.
    pub r: Vec<f64>,
    /// Purchases.
    pub f: Vec<f64>,
    /// Money.
    pub m: Vec<f64>,
}

/// The three scores of each customer, and the cuts behind them.
#[derive(Debug, Clone, Default)]
pub struct Scored {
    /// Recency scores; the highest is the most recent.
    pub r: Vec<u8>,
    /// Frequency scores.
    pub f: Vec<u8>,
    /// Money scores.
    pub m: Vec<u8>,
    /// The cuts; empty where each group has its own.
    pub cuts: Cuts,
    /// Whether a value equal to a cut lies above it.
    pub equal_passes: bool,
}

/// Scores every customer, from the values' distributions. The R package `rfm` puts its cuts one higher
/// than the quantiles and lets a value equal to a cut pass (`like_r`).
pub fn score(activity: &Activity, of: &Distributions, options: &RfmOptions, like_r: bool) -> Scored {
    let bins = options.score_count();
    let money = &activity.monetary;
    let scoring = options.scoring();
    if scoring == Scores::Nested {
        let recency: Vec<f64> = activity.recency.iter().map(|&days| f64::from(days)).collect();
        let frequency: Vec<f64> = activity.frequency.iter().map(|&n| f64::from(n)).collect();
        return nested(&recency, &frequency, money, bins);
    }
    let mut cuts = match scoring {
        Scores::Fixed(FixedCuts { r, f, m }) => Cuts { r, f, m },
        Scores::Mean => Cuts {
            r: vec![mean_of_counts(&of.recency)],
            f: vec![mean_of_counts(&of.frequency)],
            m: vec![of.money.iter().map(|value| value / of.money.len() as f64).sum()],
        },
        _ => {
            let shares = shares(bins);
            Cuts {
                r: quantiles_of_counts(&of.recency, &shares).unwrap_or_default(),
                f: quantiles_of_counts(&of.frequency, &shares).unwrap_or_default(),
                m: shares.iter().filter_map(|&share| quantile_sorted(&of.money, share)).collect(),
            }
        }
    };
    if like_r {
        cuts.r.iter_mut().chain(&mut cuts.f).chain(&mut cuts.m).for_each(|cut| *cut += 1.0);
    }
    // Whole numbers are looked up.
    let by_value = |counts: &[u32], cuts: &[f64]| {
        let values: Vec<f64> = (0..counts.len()).map(|value| value as f64).collect();
        ranks(&values, cuts, like_r)
    };
    let (by_days, by_count) = (by_value(&of.recency, &cuts.r), by_value(&of.frequency, &cuts.f));
    Scored {
        r: activity.recency.iter().map(|&days| bins as u8 - by_days[days as usize]).collect(),
        f: activity.frequency.iter().map(|&count| by_count[count as usize] + 1).collect(),
        m: ranks(money, &cuts.m, like_r).into_iter().map(|rank| rank + 1).collect(),
        cuts,
        equal_passes: like_r,
    }
}

/// How the values are spread: what cuts, ties and concentration are read from.
pub struct Distributions {
    /// How many customers have each recency.
    pub recency: Vec<u32>,
    /// How many customers have each frequency.
    pub frequency: Vec<u32>,
    /// The customers' money in ascending order.
    pub money: Vec<f64>,
}

impl Distributions {
    /// Of all customers.
    pub fn of(activity: &Activity) -> Self {
        let money = &activity.monetary;
        // Whole hundredths are shorter words than floats.
        let words: Vec<u64> = if activity.is_exact() && *money == activity.revenue {
            let cents = |money: &f64| (money * 100.0).round_ties_even() as i64;
            let lowest = money.iter().map(cents).min().unwrap_or(0);
            money.iter().map(|money| (cents(money) - lowest) as u64).collect()
        } else {
            money.iter().map(|&money| word_of(money)).collect()
        };
        let longest = activity.recency.iter().fold(0, |longest, &days| longest.max(days));
        let most = activity.frequency.iter().fold(0, |most, &n| most.max(n));
        Self {
            recency: counts(activity.recency.iter().map(|&days| days as usize), longest as usize + 1),
            frequency: counts(activity.frequency.iter().map(|&n| n as usize), most as usize + 1),
            money: order_of(&words).into_iter().map(|i| money[i as usize]).collect(),
        }
    }
}

/// How often each whole number below a limit occurs.
pub fn counts(values: impl Iterator<Item = usize>, limit: usize) -> Vec<u32> {
    let mut all = vec![0; limit];
    let counts = &mut all[..];
    values.for_each(|value| counts[value] += 1);
    all
}

fn mean_of_counts(counts: &[u32]) -> f64 {
    let customers: f64 = counts.iter().map(|&count| f64::from(count)).sum();
    let total: f64 = counts.iter().enumerate().map(|(value, &count)| value as f64 * f64::from(count)).sum();
    total / customers
}

/// Where `bins` equal shares end.
fn shares(bins: u32) -> Vec<f64> {
    (1..bins).map(|i| f64::from(i) / f64::from(bins)).collect()
}

/// How many cuts lie below each value.
#[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
fn ranks(values: &[f64], cuts: &[f64], equal_passes: bool) -> Vec<u8> {
    let mut ranks = vec![0; values.len()];
    for &cut in cuts {
        // A value equal to the cut passes where it would pass one just below.
        let cut = if equal_passes { cut.next_down() } else { cut };
        ranks.iter_mut().zip(values).for_each(|(rank, &value)| *rank += u8::from(cut < value));
    }
    ranks
}

/// Cuts that split the values into `bins` shares.
fn quantile_cuts(values: &[f64], bins: u32) -> Vec<f64> {
    quantiles(values, &shares(bins)).unwrap_or_default()
}

/// F inside each R score, M inside each R and F score.
fn nested(recency: &[f64], frequency: &[f64], money: &[f64], bins: u32) -> Scored {
    let cuts = Cuts { r: quantile_cuts(recency, bins), ..Cuts::default() };
    let r: Vec<u8> = ranks(recency, &cuts.r, false).into_iter().map(|rank| bins as u8 - rank).collect();
    let within = |values: &[f64], group: &dyn Fn(usize) -> usize, groups: usize| {
        let mut members: Vec<Vec<usize>> = vec![Vec::new(); groups];
        for i in 0..values.len() {
            members[group(i)].push(i);
        }
        let mut scores = vec![0_u8; values.len()];
        for members in members {
            let own: Vec<f64> = members.iter().map(|&i| values[i]).collect();
            let cuts = quantile_cuts(&own, bins);
            for (i, rank) in members.into_iter().zip(ranks(&own, &cuts, false)) {
                scores[i] = rank + 1;
            }
        }
        scores
    };
    let size = bins as usize + 1;
    let f = within(frequency, &|i| usize::from(r[i]), size);
    let m = within(money, &|i| usize::from(r[i]) * size + usize::from(f[i]), size * size);
    Scored { r, f, m, cuts, equal_passes: false }
}
