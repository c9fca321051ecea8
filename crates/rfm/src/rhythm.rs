//! Each customer's own rhythm: who breaks it, and when the next purchase is due.

use serde::Serialize;

use super::activity::Activity;
use super::retention::{RhythmOptions, rhythm};
use super::segmentation::lapsed_days;
use super::timeline::Timelines;
use super::wakeup::{Silence, largest, limit, money_in};
use planscore_base::calendar::Day;
use planscore_base::error::Result;
use planscore_base::locale::{Locale, Text, amount};
use planscore_stats::{quantile_sorted, quantiles, sort_floats};
use planscore_table::Orders;

/// A customer not lapsed yet who breaks the own rhythm.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ChurnWarning {
    /// Name.
    pub customer: String,
    /// Days since the last purchase.
    pub recency: i32,
    /// Median of the own gaps between purchases, in days.
    pub usual_gap: f64,
    /// The longest of them.
    pub longest_gap: i32,
    /// Whether the silence is longer than any gap before, and than one and a half times the usual.
    pub silent: bool,
    /// Median amount of the purchases before the last three, and mean of the last three, where each
    /// of those lies below that median and their mean at least 30 % below.
    pub falling: Option<Falling>,
    /// What the customer brings in a year.
    pub at_stake: f64,
    /// Why, in a sentence.
    pub because: String,
}

/// Amounts that fall.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Falling {
    /// Median amount of a purchase before the last three.
    pub before: f64,
    /// Mean amount of the last three.
    pub recent: f64,
}

/// When the next purchase is due.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NextPurchase {
    /// Name.
    pub customer: String,
    /// Day of the last purchase.
    pub last: Day,
    /// The window: one in ten such customers buys before it,
    pub earliest: Day,
    /// one in two by here,
    pub likely: Day,
    /// and nine in ten by its end; all of those who buy again.
    pub latest: Day,
    /// Gaps of the customer's own that it rests on; with few, those of all customers weigh in.
    pub gaps: usize,
    /// The probability of a purchase within a year, after a silence this long.
    pub probability: f64,
    /// What the customer brings in a year.
    pub at_stake: f64,
}

const YEAR: f64 = 365.0;
/// A rhythm needs this many gaps.
const FEWEST_GAPS: usize = 3;
/// A silence beyond this many usual gaps is one.
const OVERDUE: f64 = 1.5;
/// Recent purchases that are held against those before.
const RECENT: usize = 3;
/// A fall to this share of before is one.
const FALLEN: f64 = 0.7;

const SILENT: Text = Text {
    zh: "通常 {0} 天买一次，最长隔过 {1} 天，这次已隔 {2} 天",
    en: "buys every {0} days, never went longer than {1}, and is now silent for {2}",
};
const FALLS: Text = Text {
    zh: "最近三次平均 {0}，之前通常 {1}",
    en: "the last three purchases were {0} on average, {1} was usual before",
};

/// Customers not lapsed yet who break their own rhythm or buy for less and less, those with the most
/// at stake first. A silence longer than each of n gaps before has a chance of 1 in n + 1 where nothing
/// has changed; each of three amounts below the median, 1 in 8.
///
/// # Errors
/// As for the tiers; a limit above 10,000 (`rfm/limit`).
pub fn churn_warnings(orders: &Orders, options: &RhythmOptions) -> Result<Vec<ChurnWarning>> {
    let most = limit(options.limit)?;
    let (rfm, activity, timelines) = rhythm(orders, options)?;
    let (lapsed, _) = lapsed_days(&rfm, &activity);
    let name = |i: usize| orders.customers().name(activity.customer[i]).to_owned();
    let warnings: Vec<ChurnWarning> = (0..timelines.len())
        .filter(|&i| f64::from(activity.recency[i]) <= lapsed)
        .filter_map(|i| warning(i, name(i), &activity, &timelines, options.locale))
        .collect();
    let stakes: Vec<f64> = warnings.iter().map(|warning| warning.at_stake).collect();
    let first = largest(&stakes, &|i| warnings[i].customer.clone(), most);
    Ok(first.into_iter().map(|i| warnings[i].clone()).collect())
}

fn warning(
    i: usize,
    customer: String,
    activity: &Activity,
    timelines: &Timelines,
    locale: Locale,
) -> Option<ChurnWarning> {
    let days = timelines.days(i);
    if days.len() <= FEWEST_GAPS {
        return None;
    }
    let gaps: Vec<f64> = days.windows(2).map(|pair| f64::from(pair[1] - pair[0])).collect();
    let usual_gap = quantiles(&gaps, &[0.5])?[0];
    let longest = gaps.iter().copied().fold(0.0, f64::max);
    let recency = activity.recency[i];
    let silent = f64::from(recency) > longest.max(OVERDUE * usual_gap);
    let falling = falling(timelines.amounts(i));
    if !silent && falling.is_none() {
        return None;
    }
    let mut reasons = Vec::new();
    if silent {
        let days = |days: f64| format!("{days:.0}");
        reasons.push(SILENT.fill(locale, &[&days(usual_gap), &days(longest), &recency.to_string()]));
    }
    if let Some(Falling { before, recent }) = falling {
        reasons.push(FALLS.fill(locale, &[&amount(recent, locale), &amount(before, locale)]));
    }
    Some(ChurnWarning {
        customer,
        recency,
        usual_gap,
        longest_gap: longest as i32,
        silent,
        falling,
        at_stake: money_in(activity, i, YEAR),
        because: reasons.join(locale.pick("；", "; ")),
    })
}

fn falling(amounts: &[f64]) -> Option<Falling> {
    let (earlier, last) = amounts.split_at(amounts.len().saturating_sub(RECENT));
    if earlier.len() < RECENT {
        return None;
    }
    let before = quantiles(earlier, &[0.5])?[0];
    let recent = last.iter().map(|amount| amount / RECENT as f64).sum::<f64>();
    let fell = last.iter().all(|&amount| amount < before) && recent <= FALLEN * before;
    fell.then_some(Falling { before, recent })
}

/// When customers are due to buy next, the first due first. Gaps are measured in units of each
/// customer's own mean gap, to which the mean gap of all counts as one more; how they spread around
/// it is taken from all customers, given that the silence has lasted as long as it has. Customers
/// silent for longer than that spread reaches are left out.
///
/// # Errors
/// As for the tiers; a limit above 10,000 (`rfm/limit`).
pub fn next_purchases(orders: &Orders, options: &RhythmOptions) -> Result<Vec<NextPurchase>> {
    let most = limit(options.limit)?;
    let (_, activity, timelines) = rhythm(orders, options)?;
    let gaps = activity.gap_count() as f64;
    if gaps == 0.0 {
        return Ok(Vec::new());
    }
    let all: f64 =
        activity.gaps.iter().enumerate().map(|(days, &count)| days as f64 * f64::from(count)).sum();
    let pace = |i: usize| {
        let own = f64::from(activity.age[i] - activity.recency[i]);
        (own + all / gaps) / timelines.days(i).len() as f64
    };
    let mut relative: Vec<f64> = (0..timelines.len())
        .flat_map(|i| {
            let pace = pace(i);
            timelines.days(i).windows(2).map(move |pair| f64::from(pair[1] - pair[0]) / pace)
        })
        .collect();
    sort_floats(&mut relative);
    let silence = Silence::of(&activity);
    let mut due: Vec<NextPurchase> = Vec::new();
    for i in 0..timelines.len() {
        let (recency, pace) = (f64::from(activity.recency[i]), pace(i));
        let longer = &relative[relative.partition_point(|&gap| gap * pace <= recency)..];
        let last = activity.as_of.0 - activity.recency[i];
        let by = |share: f64| {
            quantile_sorted(longer, share)
                .map(|gap| Day(last + ((gap * pace).ceil() as i32).max(activity.recency[i] + 1)))
        };
        let (Some(earliest), Some(likely), Some(latest)) = (by(0.1), by(0.5), by(0.9)) else { continue };
        due.push(NextPurchase {
            customer: orders.customers().name(activity.customer[i]).to_owned(),
            last: Day(last),
            earliest,
            likely,
            latest,
            gaps: timelines.days(i).len() - 1,
            probability: silence.ends_within(recency, YEAR),
            at_stake: money_in(&activity, i, YEAR),
        });
    }
    let soonest: Vec<f64> = due.iter().map(|next| -f64::from(next.likely.0)).collect();
    let first = largest(&soonest, &|i| due[i].customer.clone(), most);
    Ok(first.into_iter().map(|i| due[i].clone()).collect())
}
