//! Each customer's own rhythm: who breaks it, and when the next purchase is due.

use serde::Serialize;

use super::activity::Activity;
use super::leavers::Leavers;
use super::retention::{RhythmOptions, rhythm};
use super::segment::lapsed_days;
use super::timeline::Timelines;
use super::wakeup::{largest, limit, money_in};
use planscore_base::calendar::Day;
use planscore_base::error::Result;
use planscore_base::locale::{Locale, Text, amount};
use planscore_stats::{Durations, LongRun, Outcome, quantiles};
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
#[serde(rename = "FallingAmounts")]
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
    /// and nine in ten by its end; all of those who buy again within three years.
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

/// When customers are due to buy next, the first due first. Each gap is measured in units of the mean of the
/// customer's gaps before it, to which the mean gap of all counts as one more; how long gaps are in those
/// units, by how many came before, is taken from all customers, with the gaps that are still open as long as
/// they have lasted (Kaplan-Meier, and the rate of its last part beyond), given that this silence has
/// lasted as long as it has. Silences of customers who are likely to have left count for as much less, and the probability is that of being
/// a customer still and buying (`leavers`). The window is of those who buy again within three years. Customers silent for
/// longer than any were watched are left out.
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
    let watched: f64 = activity.age.iter().map(|&days| f64::from(days)).sum();
    let rhythms = Rhythms::of(&timelines, &activity, watched / gaps);
    let mut due: Vec<NextPurchase> = Vec::new();
    for i in 0..timelines.len() {
        let last = activity.as_of.0 - activity.recency[i];
        let Some(window) = rhythms.window(i, timelines.days(i), f64::from(activity.recency[i])) else {
            continue;
        };
        let [earliest, likely, latest] = window
            .days
            .map(|days| Day(last.saturating_add((days.ceil() as i32).max(activity.recency[i] + 1))));
        due.push(NextPurchase {
            customer: orders.customers().name(activity.customer[i]).to_owned(),
            last: Day(last),
            earliest,
            likely,
            latest,
            gaps: timelines.days(i).len() - 1,
            probability: window.within_a_year,
            at_stake: money_in(&activity, i, YEAR),
        });
    }
    let soonest: Vec<f64> = due.iter().map(|next| -f64::from(next.likely.0)).collect();
    let first = largest(&soonest, &|i| due[i].customer.clone(), most);
    Ok(first.into_iter().map(|i| due[i].clone()).collect())
}

/// Those who buy again do so within three years.
const AGAIN: f64 = 3.0 * YEAR;
/// Gaps that ended, for a curve of its own.
const ENOUGH: usize = 30;

/// How long gaps last, in units of those before.
struct Rhythms {
    /// The probability that each customer is still one.
    stays: Vec<f64>,
    /// The longest silence that was watched, by the number of gaps before.
    ends: [f64; 5],
    /// The mean gap of all: time watched over gaps that ended.
    typical: f64,
    /// By the number of gaps before: none, one, two or three, four to seven, more.
    curves: [LongRun; 5],
}

/// A window since the last purchase.
struct Window {
    days: [f64; 3],
    within_a_year: f64,
}

impl Rhythms {
    fn of(timelines: &Timelines, activity: &Activity, typical: f64) -> Self {
        let leavers = Leavers::of(activity);
        let mut rhythms = Self {
            stays: (0..timelines.len()).map(|i| leavers.stays(activity, i)).collect(),
            ends: Default::default(),
            typical: typical.max(1.0),
            curves: Default::default(),
        };
        let mut all = Durations::default();
        let mut own: [(Durations, usize); 5] = Default::default();
        let mut silences: [Vec<(f64, f64)>; 5] = Default::default();
        for i in 0..timelines.len() {
            let days = timelines.days(i);
            for before in 0..days.len() {
                let (unit, class) = (rhythms.unit(&days[..=before]), class(before));
                let next = days.get(before + 1).map(|next| f64::from(next - days[before]) / unit);
                let gap = next.unwrap_or(f64::from(activity.recency[i]) / unit);
                rhythms.ends[class] = rhythms.ends[class].max(gap);
                if next.is_some() {
                    own[class].0.push(gap, Outcome::Event);
                    own[class].1 += 1;
                    all.push(gap, Outcome::Event);
                } else {
                    silences[class].push((gap, rhythms.stays[i]));
                }
            }
        }
        for ((durations, _), silences) in own.iter_mut().zip(&mut silences) {
            // As many silences count as are likely to be of customers who stay; from the shortest on, so that it does not
            // matter in which order the customers stand.
            planscore_stats::sort_by(silences, &|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
            let mut staying = 0.0;
            for &(gap, stays) in silences.iter() {
                staying += stays;
                if staying >= 1.0 - 1e-6 {
                    staying -= 1.0;
                    durations.push(gap, Outcome::Censored);
                    all.push(gap, Outcome::Censored);
                }
            }
        }
        let end = rhythms.ends.iter().copied().fold(0.0, f64::max);
        let all = LongRun::of(&all);
        for (class, (durations, ended)) in own.into_iter().enumerate() {
            let enough = ended >= ENOUGH;
            rhythms.ends[class] = if enough { rhythms.ends[class] } else { end };
            rhythms.curves[class] = if enough { LongRun::of(&durations) } else { all.clone() };
        }
        rhythms
    }

    /// What a gap is measured in, after some purchases.
    fn unit(&self, days: &[i32]) -> f64 {
        let span = days.last().zip(days.first()).map_or(0.0, |(last, first)| f64::from(last - first));
        (span + self.typical) / days.len() as f64
    }

    /// When a customer buys again after a silence; `None` where nobody was silent for so long.
    fn window(&self, i: usize, days: &[i32], silence: f64) -> Option<Window> {
        let class = class(days.len() - 1);
        let (unit, curve) = (self.unit(days), &self.curves[class]);
        let now = curve.survival(silence / unit);
        if now <= 0.0 || silence / unit > self.ends[class] {
            return None;
        }
        let later = |days: f64| curve.survival((silence + days) / unit);
        let returns = now - later(AGAIN);
        let by = |share: f64| unit * curve.time_of(now - share * returns);
        let days = [by(0.1), by(0.5), by(0.9)];
        (returns > 0.0 && days[2].is_finite()).then(|| Window {
            days,
            within_a_year: self.stays[i] * (1.0 - later(YEAR) / now).clamp(0.0, 1.0),
        })
    }
}

/// The curve of a gap, by how many there were before it.
fn class(before: usize) -> usize {
    match before {
        0 => 0,
        1 => 1,
        2..=3 => 2,
        4..=7 => 3,
        _ => 4,
    }
}
