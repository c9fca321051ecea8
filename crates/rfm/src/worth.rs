//! What each tier is worth, from what its customers went on to buy.

use serde::{Deserialize, Serialize};

use super::activity::Activity;
use super::options::RfmOptions;
use super::segment::segment_customers;
use super::wakeup::horizon;
use planscore_base::calendar::Day;
use planscore_base::error::Result;
use planscore_stats::{Interval, Random, mean, quantiles, sort_floats};
use planscore_table::Orders;

/// How far to look.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct WorthOptions {
    /// Days that are looked ahead. Default 90.
    pub horizon_days: Option<f64>,
    /// Seed of the resamples behind the intervals.
    pub seed: u32,
}

/// What each tier is worth.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TierWorth {
    /// Days that are looked ahead.
    pub horizon_days: f64,
    /// The day whose tiers the experience is of.
    pub seen_from: Day,
    /// The day until which it was watched, and from which it is applied.
    pub as_of: Day,
    /// Each tier, in the order of the table.
    pub tiers: Vec<Worth>,
}

/// What one tier is worth.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename = "TierWorthRow", rename_all = "camelCase")]
pub struct Worth {
    /// Id.
    pub tier: String,
    /// Name.
    pub name: String,
    /// Customers in it one horizon ago.
    pub watched: usize,
    /// The share of them who bought since, whether or not they gave it back.
    pub bought: Option<f64>,
    /// What each of them brought since, on average, refunds taken off; `None` without any.
    pub per_customer: Option<f64>,
    /// Its 95 % interval (bootstrap over the customers); `None` with fewer than 5.
    pub interval: Option<Interval>,
    /// Customers in it now.
    pub customers: usize,
    /// What they can be expected to bring in the next horizon.
    pub worth: Option<f64>,
    /// Its 95 % interval.
    pub worth_interval: Option<Interval>,
}

/// Resamples behind an interval.
const RESAMPLES: usize = 400;
/// Draws from which on there are fewer resamples.
const MOST_DRAWS: usize = 20_000_000;
const FEWEST: usize = 5;

/// What each tier is worth: the customers are segmented as they were one horizon ago, what each tier
/// brought since is averaged, and applied to who is in the tier now.
///
/// # Errors
/// As for the tiers, as of the day one horizon ago too; a horizon beyond 1 to 3,660 days (`rfm/days`).
pub fn tier_worth(orders: &Orders, options: &RfmOptions, given: &WorthOptions) -> Result<TierWorth> {
    let horizon_days = horizon(given.horizon_days, 90.0)?.round();
    let now = segment_customers(orders, options)?;
    let as_of = now.summary().as_of;
    let seen_from = Day(as_of.0 - horizon_days as i32);
    let then = segment_customers(orders, &RfmOptions { as_of: Some(seen_from), ..options.clone() })?;
    let since = RfmOptions { as_of: Some(as_of), since: Some(Day(seen_from.0 + 1)), ..options.clone() };
    let later = Activity::of(orders, &since).ok();
    let mut brought: Vec<Vec<f64>> = vec![Vec::new(); then.table.tiers.len()];
    let mut buyers = vec![0_u32; brought.len()];
    for (i, &code) in then.activity.customer.iter().enumerate() {
        let tier = usize::from(then.tier[i]);
        let found =
            later.as_ref().and_then(|later| Some(later.revenue[later.customer.binary_search(&code).ok()?]));
        buyers[tier] += u32::from(found.is_some());
        brought[tier].push(found.unwrap_or(0.0));
    }
    // The resamples go through them in order: that of the rows must not matter.
    for brought in &mut brought {
        sort_floats(brought);
    }
    let count_now = |tier: usize| now.tier.iter().filter(|&&own| usize::from(own) == tier).count();
    let mut random = Random::new(u64::from(given.seed));
    let mut tiers = Vec::new();
    for (place, (tier, brought)) in now.table.tiers.iter().zip(&brought).enumerate() {
        let customers = count_now(place);
        if place + 1 == now.table.tiers.len() && customers == 0 && brought.is_empty() {
            break;
        }
        let per_customer = mean(brought);
        let interval = interval(brought, &mut random);
        tiers.push(Worth {
            tier: tier.id.clone(),
            name: tier.name(options.locale).to_owned(),
            watched: brought.len(),
            bought: (!brought.is_empty()).then(|| f64::from(buyers[place]) / brought.len() as f64),
            per_customer,
            interval,
            customers,
            worth: per_customer.map(|money| money * customers as f64).filter(|worth| worth.is_finite()),
            worth_interval: interval.map(|Interval { low, high, level }| Interval {
                low: (low * customers as f64).max(-f64::MAX),
                high: (high * customers as f64).min(f64::MAX),
                level,
            }),
        });
    }
    Ok(TierWorth { horizon_days, seen_from, as_of, tiers })
}

/// The bootstrap percentile interval of the mean; of many customers fewer resamples are drawn, whose
/// means hardly differ.
fn interval(values: &[f64], random: &mut Random) -> Option<Interval> {
    if values.len() < FEWEST {
        return None;
    }
    let count = values.len() as f64;
    let resamples = (MOST_DRAWS / values.len()).clamp(RESAMPLES / 4, RESAMPLES);
    let means: Vec<f64> = (0..resamples)
        .map(|_| (0..values.len()).map(|_| values[random.below(values.len())] / count).sum())
        .collect();
    let ends = quantiles(&means, &[0.025, 0.975])?;
    Some(Interval { low: ends[0], high: ends[1], level: 0.95 })
}
