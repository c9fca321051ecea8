//! From values to scores: equal values, equal scores.

use super::activity::Activity;
use super::options::{FixedCuts, RfmOptions, Scores};
use super::summary::Cuts;
use crate::stats::{quantiles, sort_floats};

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

/// Scores every customer. The R package `rfm` puts its cuts one higher than the quantiles and lets
/// a value equal to a cut pass (`like_r`).
pub fn score(activity: &Activity, options: &RfmOptions, like_r: bool) -> Scored {
    let bins = options.score_count();
    let recency: Vec<f64> = activity.recency.iter().map(|&days| f64::from(days)).collect();
    let frequency: Vec<f64> = activity.frequency.iter().map(|&n| f64::from(n)).collect();
    let money = &activity.monetary;
    let scoring = options.scoring();
    if scoring == Scores::Nested {
        return nested(&recency, &frequency, money, bins);
    }
    let mut cuts = match scoring {
        Scores::Fixed(FixedCuts { r, f, m }) => Cuts { r, f, m },
        Scores::Mean => Cuts { r: vec![mean(&recency)], f: vec![mean(&frequency)], m: vec![mean(money)] },
        _ => Cuts {
            r: quantile_cuts(&recency, bins),
            f: quantile_cuts(&frequency, bins),
            m: quantile_cuts(money, bins),
        },
    };
    if like_r {
        cuts.r.iter_mut().chain(&mut cuts.f).chain(&mut cuts.m).for_each(|cut| *cut += 1.0);
    }
    Scored {
        r: ranks(&recency, &cuts.r, like_r).map(|rank| bins as u8 - rank).collect(),
        f: ranks(&frequency, &cuts.f, like_r).map(|rank| rank + 1).collect(),
        m: ranks(money, &cuts.m, like_r).map(|rank| rank + 1).collect(),
        cuts,
        equal_passes: like_r,
    }
}

/// How many cuts lie below each value.
fn ranks(values: &[f64], cuts: &[f64], equal_passes: bool) -> impl Iterator<Item = u8> {
    values.iter().map(move |&value| {
        if equal_passes {
            cuts.iter().map(|&cut| u8::from(cut <= value)).sum()
        } else {
            cuts.iter().map(|&cut| u8::from(cut < value)).sum()
        }
    })
}

/// Cuts that split the values into `bins` shares.
fn quantile_cuts(values: &[f64], bins: u32) -> Vec<f64> {
    let shares: Vec<f64> = (1..bins).map(|i| f64::from(i) / f64::from(bins)).collect();
    quantiles(values, &shares).unwrap_or_default()
}

/// The mean, from its smallest values up: the order of the rows does not matter.
fn mean(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sort_floats(&mut sorted);
    let count = sorted.len() as f64;
    sorted.into_iter().map(|value| value / count).sum()
}

/// F inside each R score, M inside each R and F score.
fn nested(recency: &[f64], frequency: &[f64], money: &[f64], bins: u32) -> Scored {
    let cuts = Cuts { r: quantile_cuts(recency, bins), ..Cuts::default() };
    let r: Vec<u8> = ranks(recency, &cuts.r, false).map(|rank| bins as u8 - rank).collect();
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
