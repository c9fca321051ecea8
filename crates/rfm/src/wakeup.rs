//! Whom to wake up first: lapsed customers by what can be recovered.

use planscore_stats::sort_indices;
use serde::{Deserialize, Serialize};

use super::activity::Activity;
use super::leavers::Leavers;
use super::segmentation::Segmentation;
use planscore_base::error::{Error, Result};
use planscore_base::locale::{Text, amount};
use planscore_stats::{Durations, LongRun, Outcome};

/// Which list.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct WakeUpOptions {
    /// Days that are looked ahead. Default 365.
    pub horizon_days: Option<f64>,
    /// Most customers in the list. Default 100, at most 10,000.
    pub limit: Option<usize>,
}

/// A lapsed customer.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WakeUp {
    /// Name.
    pub customer: String,
    /// Id of the tier.
    pub tier: String,
    /// Name of the tier.
    pub name: String,
    /// Days since the last purchase.
    pub recency: i32,
    /// Purchases.
    pub frequency: u32,
    /// Money in the window.
    pub revenue: f64,
    /// The probability of a purchase within the horizon, after a silence this long.
    pub return_probability: f64,
    /// That probability times what the customer brought in a horizon's time.
    pub recoverable: f64,
    /// Why, in a sentence.
    pub because: String,
}

/// How likely a silence ends: that the customer has not left, and for those who have not, from all gaps between
/// purchases and all silences still under way (Kaplan-Meier over whole days); beyond the longest of them at the
/// rate of the last part.
pub struct Silence {
    stays: Vec<f64>,
    curve: LongRun,
}

impl Silence {
    /// Of all customers.
    pub fn of(activity: &Activity) -> Self {
        Self::with(activity, &Leavers::of(activity))
    }

    fn with(activity: &Activity, leavers: &Leavers) -> Self {
        let stays: Vec<f64> = (0..activity.recency.len()).map(|i| leavers.stays(activity, i)).collect();
        let mut durations = Durations::default();
        for (days, &count) in activity.gaps.iter().enumerate() {
            durations.extend_whole(std::iter::repeat_n(days as u32, count as usize), Outcome::Event);
        }
        // As many silences of a length as are likely to be of customers who stay.
        let longest = activity.recency.iter().copied().max().unwrap_or(0).max(0) as usize;
        let mut silent = vec![0.0; longest + 1];
        for (&days, stays) in activity.recency.iter().zip(&stays) {
            silent[days.max(0) as usize] += stays;
        }
        let (mut sum, mut told) = (0.0, 0.0);
        for (days, stays) in silent.into_iter().enumerate() {
            sum += stays;
            let count = (sum - told + 1e-6).floor();
            durations.extend_whole(std::iter::repeat_n(days as u32, count as usize), Outcome::Censored);
            told += count;
        }
        Self { stays, curve: LongRun::of(&durations) }
    }

    /// The probability that a customer's silence of `days` ends within `horizon` more.
    pub fn ends_within(&self, i: usize, days: f64, horizon: f64) -> f64 {
        let now = self.curve.survival(days);
        let ends =
            if now > 0.0 { (1.0 - self.curve.survival(days + horizon) / now).clamp(0.0, 1.0) } else { 0.0 };
        self.stays[i] * ends
    }
}

/// What a customer brought in a horizon's time; over shorter histories, what it brought at all.
pub fn money_in(activity: &Activity, i: usize, horizon: f64) -> f64 {
    let active = f64::from(activity.age[i] - activity.recency[i]);
    activity.revenue[i].max(0.0) * (horizon / active.max(horizon))
}

/// The number of days, 1 to 3,660.
pub fn horizon(days: Option<f64>, default: f64) -> Result<f64> {
    let days = days.unwrap_or(default);
    if (1.0..=3_660.0).contains(&days) {
        return Ok(days);
    }
    Err(Error::invalid("rfm/days", "天数必须在 1 到 3660 之间", "days lie between 1 and 3,660")
        .at("horizonDays"))
}

/// The length of a list.
pub fn limit(limit: Option<usize>) -> Result<usize> {
    match limit.unwrap_or(100) {
        limit if limit <= 10_000 => Ok(limit),
        _ => {
            Err(Error::invalid("rfm/limit", "一次最多取 10000 行", "a page has at most 10,000 rows")
                .at("limit"))
        }
    }
}

/// The first `limit` places, by a value from the largest down; equal ones by name.
pub fn largest(values: &[f64], name: &dyn Fn(usize) -> String, limit: usize) -> Vec<usize> {
    let mut order: Vec<u32> = (0..values.len() as u32).collect();
    sort_indices(&mut order, &|a, b| {
        let (a, b) = (a as usize, b as usize);
        values[b].total_cmp(&values[a]).then_with(|| name(a).cmp(&name(b)))
    });
    order.truncate(limit);
    order.into_iter().map(|i| i as usize).collect()
}

const BECAUSE: Text = Text {
    zh: "已 {0} 天没有购买；沉默这么久的客户有 {1}% 在 {2} 天内回来，其间通常带来 {3}",
    en: "silent for {0} days; {1} % of customers silent that long come back within {2} days, and this one brings {3} in such a time",
};

impl Segmentation {
    /// Lapsed customers, those with the most to recover first.
    ///
    /// # Errors
    /// A horizon beyond 1 to 3,660 days (`rfm/days`), a limit above 10,000 (`rfm/limit`).
    pub fn wake_up_list(&self, options: &WakeUpOptions) -> Result<Vec<WakeUp>> {
        let horizon = horizon(options.horizon_days, 365.0)?;
        let limit = limit(options.limit)?;
        let silence = Silence::of(&self.activity);
        let lapsed: Vec<usize> = (0..self.len())
            .filter(|&i| f64::from(self.activity.recency[i]) > self.summary().lapsed_days)
            .collect();
        let chance = |i: usize| silence.ends_within(i, f64::from(self.activity.recency[i]), horizon);
        let worth: Vec<f64> =
            lapsed.iter().map(|&i| chance(i) * money_in(&self.activity, i, horizon)).collect();
        let first = largest(&worth, &|at| self.customer(lapsed[at]).to_owned(), limit);
        Ok(first
            .into_iter()
            .map(|at| {
                let i = lapsed[at];
                let (row, probability) = (self.row(i), chance(i));
                WakeUp {
                    because: BECAUSE.fill(
                        self.locale,
                        &[
                            &row.recency.to_string(),
                            &format!("{:.0}", probability * 100.0),
                            &format!("{horizon:.0}"),
                            &amount(money_in(&self.activity, i, horizon), self.locale),
                        ],
                    ),
                    customer: row.customer,
                    tier: row.tier,
                    name: row.name,
                    recency: row.recency,
                    frequency: row.frequency,
                    revenue: self.activity.revenue[i],
                    return_probability: probability,
                    recoverable: worth[at],
                }
            })
            .collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gaps of 10, 10 and 30 days; silences of 5 and 20 under way. At 10 days 4 are at risk and 2 end:
    /// 1/2 last longer; at 30 days 1 is at risk and ends: none.
    #[test]
    fn by_hand() {
        let mut gaps = vec![0; 31];
        (gaps[10], gaps[30]) = (2, 1);
        let activity = Activity { gaps, recency: vec![5, 20], ..Activity::default() };
        let silence = Silence::with(&activity, &Leavers::NONE);
        assert_eq!(silence.ends_within(0, 0.0, 9.0), 0.0);
        assert_eq!(silence.ends_within(0, 5.0, 10.0), 0.5);
        assert_eq!(silence.ends_within(1, 20.0, 365.0), 1.0);
        assert_eq!(silence.ends_within(1, 31.0, 365.0), 0.0);
    }
}
