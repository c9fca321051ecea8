//! Do customers come back: churn, repurchase, and cohorts by first purchase.

use serde::{Deserialize, Serialize};

use super::activity::{Activity, ordered_sum};
use super::options::RfmOptions;
use super::segment::lapsed_days;
use super::summary::LapsedDaysFrom;
use super::timeline::Timelines;
use planscore_base::calendar::Day;
use planscore_base::error::{Error, ErrorKind, Result};
use planscore_base::locale::{Locale, Phrase};
use planscore_stats::{Duration, Interval, KaplanMeier, Outcome, wilson};
use planscore_table::Orders;

/// What to look at, and how far.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct RhythmOptions {
    /// The day it is seen from; later orders are left out. Default: the last day in the data.
    pub as_of: Option<Day>,
    /// The first day of the window; earlier orders are left out. Default: the first in the data.
    pub since: Option<Day>,
    /// Days without a purchase after which a customer has lapsed. Default: as for the tiers.
    pub lapsed_days: Option<f64>,
    /// Length of a cohort's periods. Default: months.
    pub every: Every,
    /// Most customers in a list, by what is at stake. Default 100, at most 10,000.
    pub limit: Option<usize>,
    /// Language of messages.
    pub locale: Locale,
}

/// Length of a cohort's periods.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename = "CohortLength", rename_all = "camelCase")]
pub enum Every {
    /// Weeks from Monday.
    Week,
    /// Calendar months.
    #[default]
    Month,
    /// Calendar quarters.
    Quarter,
    /// Calendar years.
    Year,
}

impl Every {
    /// The number of a day's period.
    fn of(self, day: i32) -> i32 {
        let months = |each: i32| {
            let (year, month, _) = Day(day).ymd();
            (year * 12 + month as i32 - 1).div_euclid(each)
        };
        match self {
            // 1970-01-05 was a Monday.
            Self::Week => (day - 4).div_euclid(7),
            Self::Month => months(1),
            Self::Quarter => months(3),
            Self::Year => months(12),
        }
    }

    /// The first day of a period.
    fn start(self, period: i32) -> Day {
        let months = |each: i32| {
            let month = period * each;
            Day::from_ymd(month.div_euclid(12), month.rem_euclid(12) as u32 + 1, 1).unwrap_or_default()
        };
        match self {
            Self::Week => Day(period * 7 + 4),
            Self::Month => months(1),
            Self::Quarter => months(3),
            Self::Year => months(12),
        }
    }
}

/// Do customers come back?
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Retention {
    /// The day it is seen from.
    pub as_of: Day,
    /// Days without a purchase after which a customer has lapsed.
    pub lapsed_days: f64,
    /// Where that comes from.
    pub lapsed_days_from: LapsedDaysFrom,
    /// Of the customers not lapsed one such time ago, those who bought nothing since.
    pub churn: Share,
    /// Of all customers, those who bought on two days or more.
    pub repurchase: Share,
    /// Days from the first to the second purchase by which half of the customers have made it, those
    /// still expected to counted as such (Kaplan-Meier); `None` where that many never did.
    pub median_days_to_second: Option<f64>,
    /// Length of the periods.
    pub every: Every,
    /// Whether the last period ends after the day it is seen from, so that its cells may still grow.
    pub last_is_open: bool,
    /// Customers by the period of their first purchase in the window.
    pub cohorts: Vec<Cohort>,
}

/// A share of the customers with its 95 % (Wilson) interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename = "CustomerShare")]
pub struct Share {
    /// How many it is of.
    pub customers: usize,
    /// How many it is.
    pub count: usize,
    /// The share, 0 to 1; null of none.
    pub rate: Option<f64>,
    /// Its interval.
    pub interval: Option<Interval>,
}

impl Share {
    fn of(count: usize, customers: usize) -> Self {
        let rate = (customers > 0).then(|| count as f64 / customers as f64);
        Self { customers, count, rate, interval: wilson(count as f64, customers as f64, 0.95) }
    }
}

/// Customers whose first purchase fell into the same period; cells by periods since, blank where they
/// cannot have been seen yet.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cohort {
    /// First day of the period.
    pub start: Day,
    /// How many customers.
    pub customers: usize,
    /// How many bought in each period.
    pub retained: Vec<Option<usize>>,
    /// Their share.
    pub rates: Vec<Option<f64>>,
    /// What they bought for.
    pub revenue: Vec<Option<f64>>,
}

/// Most periods of a table of cohorts.
const MOST_PERIODS: usize = 400;

/// Churn rate, repurchase rate and cohorts. Refunds are no purchases and do not lower the cohorts' money.
///
/// # Errors
/// No purchase in the window; more than 400 periods (`rfm/too-many-periods`).
pub fn customer_retention(orders: &Orders, options: &RhythmOptions) -> Result<Retention> {
    let (rfm, activity, timelines) = rhythm(orders, options)?;
    let as_of = activity.as_of.0;
    let (lapsed_days, lapsed_days_from) = lapsed_days(&rfm, &activity);
    let (mut current, mut silent, mut again) = (0, 0, 0);
    let mut seconds = Vec::with_capacity(timelines.len());
    for i in 0..timelines.len() {
        let days = timelines.days(i);
        let ago = |day: &i32| f64::from(as_of - day);
        let before = days.iter().rev().map(ago).find(|&ago| ago >= lapsed_days);
        if before.is_some_and(|ago| ago <= 2.0 * lapsed_days) {
            current += 1;
            silent += usize::from(f64::from(activity.recency[i]) >= lapsed_days);
        }
        again += usize::from(days.len() > 1);
        seconds.push(match days {
            [first, second, ..] => Duration { time: f64::from(second - first), outcome: Outcome::Event },
            _ => Duration { time: f64::from(activity.age[i]), outcome: Outcome::Censored },
        });
    }
    let every = options.every;
    let last = every.of(as_of);
    Ok(Retention {
        as_of: activity.as_of,
        lapsed_days,
        lapsed_days_from,
        churn: Share::of(silent, current),
        repurchase: Share::of(again, timelines.len()),
        median_days_to_second: KaplanMeier::fit(&seconds).quantile(0.5),
        every,
        last_is_open: every.start(last + 1).0 > as_of + 1,
        cohorts: cohorts(&timelines, every, last)?,
    })
}

fn cohorts(timelines: &Timelines, every: Every, last: i32) -> Result<Vec<Cohort>> {
    let firsts: Vec<i32> = (0..timelines.len()).map(|i| every.of(timelines.days(i)[0])).collect();
    let earliest = firsts.iter().copied().min().unwrap_or(last);
    let periods = (last - earliest) as usize + 1;
    if periods > MOST_PERIODS {
        return Err(Error::new(
            ErrorKind::Limit,
            "rfm/too-many-periods",
            Phrase::new("同期群超过 400 期，请改用更长的周期", "more than 400 periods: use longer ones"),
        )
        .at("every"));
    }
    let mut sizes = vec![0; periods];
    let mut cells: Vec<(usize, Vec<f64>)> = vec![(0, Vec::new()); periods * periods];
    for (i, first) in firsts.into_iter().enumerate() {
        let cohort = (first - earliest) as usize;
        sizes[cohort] += 1;
        let mut before = None;
        for (&day, amount) in timelines.days(i).iter().zip(timelines.amounts(i)) {
            let since = (every.of(day) - first) as usize;
            let (retained, revenue) = &mut cells[cohort * periods + since];
            *retained += usize::from(before != Some(since));
            revenue.push(*amount);
            before = Some(since);
        }
    }
    let cohort = |at: usize| {
        let own = &cells[at * periods..(at + 1) * periods];
        let seen = |since: usize| at + since < periods;
        let cell = |since: usize| seen(since).then(|| &own[since]);
        Cohort {
            start: every.start(earliest + at as i32),
            customers: sizes[at],
            retained: (0..periods).map(|since| cell(since).map(|cell| cell.0)).collect(),
            rates: (0..periods)
                .map(|since| cell(since).map(|cell| cell.0 as f64 / sizes[at] as f64))
                .collect(),
            revenue: (0..periods).map(|since| cell(since).map(|cell| ordered_sum(cell.1.clone()))).collect(),
        }
    };
    Ok((0..periods).filter(|&at| sizes[at] > 0).map(cohort).collect())
}

/// The purchases that a question is about.
pub fn rhythm(orders: &Orders, options: &RhythmOptions) -> Result<(RfmOptions, Activity, Timelines)> {
    let RhythmOptions { as_of, since, lapsed_days, locale, .. } = *options;
    let rfm = RfmOptions { as_of, since, lapsed_days, locale, ..RfmOptions::default() };
    rfm.validate()?;
    let activity = Activity::of(orders, &rfm)?;
    let timelines = Timelines::of(orders, &rfm, &activity);
    Ok((rfm, activity, timelines))
}
