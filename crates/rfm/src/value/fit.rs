//! Fits the models to a set of orders and says what each customer is still worth.

use std::cell::Cell;

use super::super::activity::Activity;
use super::super::options::RfmOptions;
use super::history::{History, histories, merged};
use super::purchases::{Params, PurchaseModel};
use super::spend::{SpendModel, Spending};
use planscore_base::calendar::Day;
use planscore_base::error::{Error, ErrorKind, Result};
use planscore_base::locale::{Locale, Phrase};
use planscore_stats::{Interval, Random, minimise, quantiles};
use planscore_table::Orders;
use serde::{Deserialize, Serialize};

/// What to fit and how far to look.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct ValueOptions {
    /// The model of purchases. Default MBG/NBD.
    pub model: PurchaseModel,
    /// The day it is seen from; later orders are left out. Default: the last day in the data.
    pub as_of: Option<Day>,
    /// Days in a unit of time. Default 7.
    pub unit_days: Option<f64>,
    /// Days that are looked ahead. Default 365.
    pub horizon_days: Option<f64>,
    /// What money loses in worth in a year, a fraction. Default 0.1. The horizon is gone through in units
    /// of time: what a unit brings is discounted as if it came at its end, so that a unit of 7 days puts the
    /// value about 0.1 % too low at 10 % a year, a unit of 30 days 0.4 %.
    pub annual_discount: Option<f64>,
    /// Resamples for the parameters' intervals, up to 1,000. Default 0: no intervals.
    pub bootstrap: Option<u32>,
    /// Seed of the resamples.
    pub seed: u32,
    /// Language of warnings.
    pub locale: Locale,
}

/// Purchases that were seen and those the model would have expected, over the whole time seen.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename = "ValueGoodness", rename_all = "camelCase")]
pub struct Goodness {
    /// Repeat purchases in the data.
    pub observed: f64,
    /// Repeat purchases that the model expects of as many new customers in the same times.
    pub expected: f64,
}

/// Bounds of the parameters from resampled customers.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename = "ValueIntervals")]
pub struct ParamIntervals {
    /// Of `r`.
    pub r: Interval,
    /// Of `alpha`.
    pub alpha: Interval,
    /// Of `a`.
    pub a: Interval,
    /// Of `b`.
    pub b: Interval,
}

/// The fitted models.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ValueModel {
    /// The model of purchases.
    pub model: PurchaseModel,
    /// Its parameters.
    pub params: Params,
    /// Logarithm of its likelihood.
    pub log_likelihood: f64,
    /// Customers that it was fitted to.
    pub customers: usize,
    /// Days in a unit of time.
    pub unit_days: f64,
    /// How well it fits in total.
    pub goodness: Goodness,
    /// 95 % intervals of the parameters, where resamples were asked for; an end beyond a million says that the data
    /// hardly tell.
    pub intervals: Option<ParamIntervals>,
    /// The model of amounts; `None` where it does not apply (see the warnings).
    pub spend: Option<SpendModel>,
    /// What to know before the numbers are used.
    pub warnings: Vec<String>,
}

/// What one customer is still worth.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CustomerValue {
    /// Name.
    pub customer: String,
    /// The probability that the customer is still there, 0 to 1.
    pub alive: f64,
    /// Purchases to expect within the horizon.
    pub expected_purchases: f64,
    /// Mean amount of a purchase to expect.
    pub expected_spend: Option<f64>,
    /// Money to expect within the horizon, discounted.
    pub value: Option<f64>,
}

/// The models and the customers.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ValueFit {
    /// The fitted models.
    pub fit: ValueModel,
    /// Each customer, in the order of the data.
    pub customers: Vec<CustomerValue>,
}

/// Below this many customers the result is fitted but warned of.
const FEW_CUSTOMERS: usize = 500;
/// Evaluations of the likelihood at most.
const EVALUATIONS: usize = 6_000;
/// Steps of the horizon at most.
const MOST_STEPS: f64 = 3_660.0;
/// Amounts that move with the number of purchases more than this (in correlation) break the model of spend.
const INDEPENDENT: f64 = 0.3;

/// Fits the models and values every customer.
///
/// Timing comes from all purchases, also those of amount 0; refunds never count as purchases.
///
/// # Errors
/// `value/option` for options out of range, `rfm/no-purchases`, `value/no-repeats` where nobody bought
/// twice, `value/not-converged` where the search finds no settled parameters.
pub fn fit_customer_value(orders: &Orders, options: &ValueOptions) -> Result<ValueFit> {
    fit_customer_value_with(orders, options, &|_| ())
}

/// As [`fit_customer_value`], and tells how far it is: fractions that rise to 1.
///
/// # Errors
/// As [`fit_customer_value`].
pub fn fit_customer_value_with(
    orders: &Orders,
    options: &ValueOptions,
    tell: &dyn Fn(f64),
) -> Result<ValueFit> {
    let unit_days = in_range(options.unit_days.unwrap_or(7.0), 1.0, 366.0, "unitDays")?;
    let horizon = in_range(options.horizon_days.unwrap_or(365.0), 1.0, MOST_STEPS, "horizonDays")?;
    let discount = in_range(options.annual_discount.unwrap_or(0.1), 0.0, 10.0, "annualDiscount")?;
    let resamples = in_range(f64::from(options.bootstrap.unwrap_or(0)), 0.0, 1_000.0, "bootstrap")? as u32;
    let locale = options.locale;
    let activity = Activity::of(orders, &RfmOptions { as_of: options.as_of, ..RfmOptions::default() })?;
    let histories = histories(&activity, unit_days);
    let (distinct, places) = merged(&histories);
    let observed: f64 = histories.iter().map(|history| f64::from(history.repeats)).sum();
    if observed == 0.0 {
        return Err(Error::invalid(
            "value/no-repeats",
            "没有客户购买过两次，无法估计复购",
            "nobody bought twice: repeat purchases cannot be estimated",
        )
        .at("orders"));
    }
    let typical = histories.iter().map(|history| history.seen).sum::<f64>() / histories.len() as f64;
    let start = [0.0, typical.max(1.0).ln() / 2.0, 0.0, 0.5];
    let steps = (horizon / unit_days).ceil();
    let progress = Progress::new(tell, FIT + RESAMPLE * f64::from(resamples) + steps);
    let (params, log_likelihood) =
        fit(options.model, &distinct, &start, 1.0, &|| progress.add(1.0, FIT)).ok_or_else(not_converged)?;
    progress.reach(FIT);
    let expected: f64 =
        distinct.iter().map(|(h, count)| count * options.model.expected_new(&params, h.seen)).sum();
    if !expected.is_finite() {
        return Err(not_converged());
    }
    let mut warnings = Vec::new();
    if histories.len() < FEW_CUSTOMERS {
        warnings.push(locale.pick(
            format!("只有 {} 个客户，参数误差较大，结果仅供参考", histories.len()),
            format!("only {} customers: the parameters are uncertain", histories.len()),
        ));
    }
    let spending = spending(orders, &activity);
    let spend = spend_model(&spending, &histories, locale, &mut warnings);
    let intervals =
        (resamples > 0).then(|| bootstrap(options, &params, &distinct, resamples, &progress)).flatten();
    let horizon = horizon / unit_days;
    let per_unit = (1.0 + discount).powf(-unit_days / 365.0);
    let outlook: Vec<Outlook> = distinct
        .iter()
        .map(|(history, _)| {
            progress.add(steps / distinct.len() as f64, f64::INFINITY);
            outlook(options.model, &params, history, horizon, per_unit)
        })
        .collect();
    let customers = (0..histories.len())
        .map(|i| {
            let Outlook { alive, purchases, discounted } = outlook[places[i] as usize];
            let expected_spend = spend.as_ref().and_then(|model| model.expected(&spending[i]));
            CustomerValue {
                customer: orders.customers().name(activity.customer[i]).to_owned(),
                alive,
                expected_purchases: purchases,
                expected_spend,
                value: expected_spend.map(|amount| amount * discounted).filter(|value| value.is_finite()),
            }
        })
        .collect();
    let goodness = Goodness { observed, expected };
    let fit = ValueModel {
        model: options.model,
        params,
        log_likelihood,
        customers: histories.len(),
        unit_days,
        goodness,
        intervals,
        spend,
        warnings,
    };
    tell(1.0);
    Ok(ValueFit { fit, customers })
}

/// Evaluations of the likelihood that a fit usually takes, and one that starts close to its end; a step of
/// the horizon costs about as much as one.
const FIT: f64 = 300.0;
const RESAMPLE: f64 = 100.0;

/// How much of the work is done, told in hundredths.
struct Progress<'a> {
    tell: &'a dyn Fn(f64),
    total: f64,
    done: Cell<f64>,
    told: Cell<f64>,
}

impl<'a> Progress<'a> {
    fn new(tell: &'a dyn Fn(f64), total: f64) -> Self {
        Self { tell, total, done: Cell::new(0.0), told: Cell::new(0.0) }
    }

    /// Counts work, but no further than `most`.
    fn add(&self, work: f64, most: f64) {
        self.reach((self.done.get() + work).min(most));
    }

    fn reach(&self, done: f64) {
        const STEP: f64 = 0.01;
        self.done.set(done.max(self.done.get()));
        let fraction = (self.done.get() / self.total).min(1.0);
        if fraction >= self.told.get() + STEP {
            self.told.set(fraction);
            (self.tell)(fraction);
        }
    }
}

fn in_range(value: f64, low: f64, high: f64, path: &str) -> Result<f64> {
    if (low..=high).contains(&value) {
        return Ok(value);
    }
    Err(Error::invalid(
        "value/option",
        format!("{path} 必须在 {low} 与 {high} 之间"),
        format!("{path} lies between {low} and {high}"),
    )
    .at(path))
}

fn not_converged() -> Error {
    Error::new(
        ErrorKind::Undefined,
        "value/not-converged",
        Phrase::new(
            "参数估计没有收敛：数据太少或太特殊，不给出数字",
            "the fit did not converge: the data are too few or too unusual, and no numbers are given",
        ),
    )
}

/// The best parameters and the logarithm of their likelihood; `None` where the search does not settle
/// inside sensible bounds.
fn fit(
    model: PurchaseModel,
    distinct: &[(History, f64)],
    start: &[f64],
    step: f64,
    evaluated: &dyn Fn(),
) -> Option<(Params, f64)> {
    let (found, likelihood, settled) = search(model, distinct, start, step, evaluated);
    settled.then_some((found, likelihood))
}

/// Parameters beyond e^±14 are no fit: the search runs along a ridge.
const BOUND: f64 = 14.0;

/// Where the search ends, at the bounds at most, the logarithm of the likelihood there, and whether it settled.
fn search(
    model: PurchaseModel,
    distinct: &[(History, f64)],
    start: &[f64],
    step: f64,
    evaluated: &dyn Fn(),
) -> (Params, f64, bool) {
    // Logarithms keep the parameters positive and of one size.
    let params = |at: &[f64]| Params { r: at[0].exp(), alpha: at[1].exp(), a: at[2].exp(), b: at[3].exp() };
    let cost = |at: &[f64]| {
        evaluated();
        -model.log_likelihood(&params(at), distinct)
    };
    let found = minimise(&cost, start, step, EVALUATIONS);
    let settled = found.converged && found.at.iter().all(|value| value.abs() < BOUND);
    let at: Vec<f64> = found.at.iter().map(|value| value.clamp(-BOUND, BOUND)).collect();
    (params(&at), -found.value, settled)
}

fn bootstrap(
    options: &ValueOptions,
    params: &Params,
    distinct: &[(History, f64)],
    resamples: u32,
    progress: &Progress,
) -> Option<ParamIntervals> {
    const TAIL: f64 = 0.025;
    let start = [params.r.ln(), params.alpha.ln(), params.a.ln(), params.b.ln()];
    let mut random = Random::new(u64::from(options.seed));
    let mut owners = Vec::new();
    for (place, (_, count)) in distinct.iter().enumerate() {
        owners.resize(owners.len() + *count as usize, place as u32);
    }
    let mut columns: [Vec<f64>; 4] = Default::default();
    for resample in 0..resamples {
        progress.reach(FIT + RESAMPLE * f64::from(resample));
        let mut sample: Vec<(History, f64)> = distinct.iter().map(|(history, _)| (*history, 0.0)).collect();
        for _ in 0..owners.len() {
            sample[owners[random.below(owners.len())] as usize].1 += 1.0;
        }
        sample.retain(|(_, count)| *count > 0.0);
        // One that runs off says that a parameter may be as large as that: without it the interval is too short.
        let (found, ..) = search(options.model, &sample, &start, 0.1, &|| ());
        for (column, value) in columns.iter_mut().zip([found.r, found.alpha, found.a, found.b]) {
            column.push(value);
        }
    }
    let interval = |column: &[f64]| {
        let cuts = quantiles(column, &[TAIL, 1.0 - TAIL])?;
        Some(Interval { low: cuts[0], high: cuts[1], level: 1.0 - 2.0 * TAIL })
    };
    let [r, alpha, a, b] = &columns;
    Some(ParamIntervals { r: interval(r)?, alpha: interval(alpha)?, a: interval(a)?, b: interval(b)? })
}

/// What a customer's history says of the time to come.
#[derive(Clone, Copy)]
struct Outlook {
    alive: f64,
    purchases: f64,
    /// Purchases, each discounted to today.
    discounted: f64,
}

fn outlook(model: PurchaseModel, params: &Params, history: &History, horizon: f64, per_unit: f64) -> Outlook {
    let (mut purchases, mut discounted, mut step) = (0.0, 0.0, 0.0);
    while step < horizon {
        step = (step + 1.0).min(horizon);
        let until = model.expected(params, history, step);
        discounted += (until - purchases) * per_unit.powf(step);
        purchases = until;
    }
    Outlook { alive: model.alive(params, history), purchases, discounted }
}

/// Repeat purchases and their mean amount, the first purchase day left out as in the papers.
fn spending(orders: &Orders, activity: &Activity) -> Vec<Spending> {
    let mut place = vec![u32::MAX; orders.customers().len()];
    for (i, &code) in activity.customer.iter().enumerate() {
        place[code as usize] = i as u32;
    }
    let mut sums = vec![0.0; activity.customer.len()];
    let rows = orders.customer_codes().iter().zip(orders.days()).zip(orders.amounts());
    for ((&code, &day), &amount) in rows {
        let i = place[code as usize];
        if i != u32::MAX && day <= activity.as_of.0 && day > activity.as_of.0 - activity.age[i as usize] {
            sums[i as usize] += amount;
        }
    }
    sums.into_iter()
        .zip(&activity.frequency)
        .map(|(sum, &days)| {
            let purchases = f64::from(days - 1);
            Spending { purchases, mean: if purchases > 0.0 { sum / purchases } else { 0.0 } }
        })
        .collect()
}

fn spend_model(
    spending: &[Spending],
    histories: &[History],
    locale: Locale,
    warnings: &mut Vec<String>,
) -> Option<SpendModel> {
    let mut known: Vec<Spending> = spending
        .iter()
        .copied()
        .filter(|one| one.purchases > 0.0 && one.mean > 0.0 && one.mean.is_finite())
        .collect();
    // Sums go through them in order: that of the rows must not matter.
    planscore_stats::sort_by(&mut known, &|a, b| {
        a.purchases.total_cmp(&b.purchases).then(a.mean.total_cmp(&b.mean))
    });
    let repeaters = histories.iter().filter(|history| history.repeats > 0).count();
    let mut warn = |zh: String, en: String| warnings.push(locale.pick(zh, en));
    if known.len() < repeaters {
        let left = repeaters - known.len();
        warn(
            format!("{left} 个复购客户金额不为正，未用于金额模型"),
            format!("{left} repeat customers without positive amounts are not part of the model of spend"),
        );
    }
    if known.len() < 2 {
        return None;
    }
    let correlation = correlation(&known);
    if correlation.abs() > INDEPENDENT {
        warn(
            format!("购买次数与单次金额相关（{correlation:.2}），金额模型假设二者独立"),
            format!(
                "amounts move with the number of purchases ({correlation:.2}); the model of spend assumes they do not"
            ),
        );
    }
    match SpendModel::fit(&known) {
        Some(model) if model.q > 1.0 => Some(model),
        Some(model) => {
            warn(
                format!("金额模型的 q = {:.2} 不大于 1，没有有限的平均金额", model.q),
                format!("the model of spend has q = {:.2}, not above 1: there is no finite mean", model.q),
            );
            None
        }
        None => {
            warn(
                "金额模型没有收敛，不给出金额".into(),
                "the model of spend did not converge: no amounts are given".into(),
            );
            None
        }
    }
}

/// Pearson's correlation of purchases and mean amounts; 0 where either does not vary.
fn correlation(customers: &[Spending]) -> f64 {
    let count = customers.len() as f64;
    let mean = |of: &dyn Fn(&Spending) -> f64| customers.iter().map(of).sum::<f64>() / count;
    let (x, y) = (mean(&|one| one.purchases), mean(&|one| one.mean));
    let (mut xy, mut xx, mut yy) = (0.0, 0.0, 0.0);
    for one in customers {
        let (dx, dy) = (one.purchases - x, one.mean - y);
        xy += dx * dy;
        xx += dx * dx;
        yy += dy * dy;
    }
    let correlation = xy / (xx * yy).sqrt();
    if correlation.is_finite() { correlation } else { 0.0 }
}
