//! Will the target be reached by the end of the period, and where will the figure end?
//!
//! Every forecast reckons with not knowing the true rate: a count's rate has the posterior of a
//! Jeffreys prior, a bootstrap draws from Pólya's urn (the Bayesian bootstrap of Rubin 1981), so
//! that probabilities hold from early in the period on. Days that are like the ones before them are
//! drawn together, days at the end of a month bring what such days brought (`course`).

use serde::Serialize;

use super::course::{Course, Urn};
use super::history::Trend;
use super::pace::Elapsed;
use super::reached::reached;
use planscore_stats::{Random, normal_share, quantiles, wilson};

/// Where a figure ends the period.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename = "KpiForecast", rename_all = "camelCase")]
pub struct Forecast {
    /// How it was made.
    pub method: ForecastMethod,
    /// Probability of reaching the target, 0 to 1; `None` where the data are not enough to tell.
    pub probability: Option<f64>,
    /// One chance in ten to end lower.
    pub p10: f64,
    /// As likely higher as lower.
    pub p50: f64,
    /// One chance in ten to end higher.
    pub p90: f64,
    /// How many values, or cases of a rate, it rests on.
    pub observations: f64,
}

/// How a forecast was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum ForecastMethod {
    /// A count that comes at an even rate.
    Poisson,
    /// A count that comes in bursts: variance over mean above 1.5.
    NegativeBinomial,
    /// An amount, drawn from the working days gone.
    Bootstrap,
    /// A rate, by Wilson's interval.
    Wilson,
}

/// Variance over mean from which a count is no Poisson.
const OVERDISPERSED: f64 = 1.5;
/// Draws of a simulation: the error of a probability stays below 1 %.
const DRAWS: usize = 4_000;
/// A rate is not judged while this interval contains the target.
const RATE_LEVEL: f64 = 0.95;
/// The interval from P10 to P90.
const TENTHS_LEVEL: f64 = 0.8;

/// Where a growing count ends: what is there plus what the days left bring. Without eight days of
/// history the count is taken for Poisson.
pub fn count(actual: f64, target: f64, trend: &Trend, elapsed: &Elapsed, seed: u64) -> Option<Forecast> {
    let share = elapsed.share();
    if share <= 0.0 || !elapsed.projects() {
        return None;
    }
    let course = Course::of(actual, trend, elapsed, true);
    let single = course.as_ref().map(|course| course.dispersion).filter(|ratio| ratio.is_finite());
    let likeness = course.as_ref().map_or(1.0, Course::alike);
    let dispersion = single.filter(|ratio| *ratio * likeness > OVERDISPERSED);
    let even = (1.0 - share) / share;
    let mut random = Random::new(seed);
    let draw = &mut || {
        let ahead = course.as_ref().map_or(even, |course| course.ahead(&mut random));
        let together = course.as_ref().map_or(1.0, |course| course.together(&mut random));
        let ratio = dispersion.map_or(1.0, |single| single * together);
        // Jeffreys' prior for the rate; a burst counts as one observation.
        let mean = random.gamma((actual + 0.5) / ratio) * ratio * ahead;
        let rate = if ratio > 1.0 { random.gamma(mean / (ratio - 1.0)) * (ratio - 1.0) } else { mean };
        actual + random.poisson(rate)
    };
    let method =
        if dispersion.is_some() { ForecastMethod::NegativeBinomial } else { ForecastMethod::Poisson };
    simulate(method, target, course.as_ref().map_or(1, |course| course.own.len()), draw)
}

/// Where a growing amount ends; `None` with fewer than eight days or four values, or without any above 0.
pub fn amount(actual: f64, target: f64, trend: &Trend, elapsed: &Elapsed, seed: u64) -> Option<Forecast> {
    if !elapsed.projects() {
        return None;
    }
    let course = Course::of(actual, trend, elapsed, false)?;
    let urn = Urn::of(&course)?;
    let mut random = Random::new(seed);
    let mut room = Vec::new();
    let draw = &mut || actual + urn.draw(&course, &mut room, &mut random);
    simulate(ForecastMethod::Bootstrap, target, course.own.len(), draw)
}

/// Where a rate stands: the interval around it, and how sure it is to lie on the right side of the
/// target. Cases are counted things; 931 of 1,000 yuan are not 1,000 cases.
pub fn rate(hits: f64, cases: f64, target: f64, lower_is_better: bool) -> Option<Forecast> {
    if !(hits >= 0.0 && cases > 0.0 && hits <= cases) {
        return None;
    }
    let (tenths, wide) = (wilson(hits, cases, TENTHS_LEVEL)?, wilson(hits, cases, RATE_LEVEL)?);
    let undecided = wide.low <= target && target <= wide.high;
    let share = hits / cases;
    let deviation = (target * (1.0 - target) / cases).max(0.0).sqrt();
    let above = if deviation > 0.0 {
        normal_share((share - target) / deviation)
    } else {
        f64::from(u8::from(reached(share, target)))
    };
    Some(Forecast {
        method: ForecastMethod::Wilson,
        probability: (!undecided).then_some(if lower_is_better { 1.0 - above } else { above }),
        p10: tenths.low,
        p50: share,
        p90: tenths.high,
        observations: cases,
    })
}

fn simulate(
    method: ForecastMethod,
    target: f64,
    observations: usize,
    draw: &mut dyn FnMut() -> f64,
) -> Option<Forecast> {
    let ends: Vec<f64> = (0..DRAWS).map(|_| draw()).collect();
    // A growing figure has a target above 0.
    let hits = ends.iter().filter(|end| reached(**end / target, 1.0)).count();
    let tenths = quantiles(&ends, &[0.1, 0.5, 0.9])?;
    tenths.iter().all(|end| end.is_finite()).then(|| Forecast {
        method,
        probability: Some(hits as f64 / DRAWS as f64),
        p10: tenths[0],
        p50: tenths[1],
        p90: tenths[2],
        observations: observations as f64,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use planscore_base::calendar::{Day, Period};
    use planscore_base::locale::Locale;

    /// A quarter of 2026 with 60 working days, judged in its middle.
    fn quarter(as_of: &str) -> Elapsed {
        let day = |text| Day::parse_iso(text).unwrap();
        let period = Period { as_of: Some(day(as_of)), ..Period::new(day("2026-04-01"), day("2026-06-30")) };
        Elapsed::of(&period, &[], Locale::En, &mut Vec::new()).unwrap()
    }

    /// Wilson's interval of 8 of 10 is 0.49 to 0.943 and contains 0.6: not enough data; of 80 of 100
    /// it is 0.711 to 0.867: z = 0.2 / sqrt(0.6 · 0.4 / 100) = 4.08.
    #[test]
    fn rates_wait_for_data() {
        assert_eq!(rate(8.0, 10.0, 0.6, false).unwrap().probability, None);
        let sure = rate(80.0, 100.0, 0.6, false).unwrap();
        assert!((sure.probability.unwrap() - 0.999_977_5).abs() < 1e-6, "{sure:?}");
        assert!(rate(80.0, 100.0, 0.6, true).unwrap().probability.unwrap() < 1e-4);
        assert_eq!(rate(11.0, 10.0, 0.6, false), None);
    }

    #[test]
    fn the_same_seed_gives_the_same_forecast_and_too_little_gives_none() {
        let elapsed = quarter("2026-05-08");
        let few = Trend { days: vec![Day(20_545)], values: vec![3.0] };
        let with = |seed| count(20.0, 60.0, &few, &elapsed, seed).unwrap();
        assert_eq!(with(1), with(1));
        assert!(with(1).p10 < with(1).p50 && with(1).p50 < with(1).p90);
        assert_eq!(amount(20.0, 60.0, &few, &elapsed, 1), None);
        assert_eq!(count(20.0, 60.0, &few, &quarter("2026-04-01"), 1), None, "too early");
    }
}
