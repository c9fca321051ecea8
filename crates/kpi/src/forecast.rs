//! Will the target be reached by the end of the period, and where will the figure end?
//!
//! Every forecast reckons with not knowing the true rate: a count's rate has the posterior of a
//! Jeffreys prior, a bootstrap draws from Pólya's urn (the Bayesian bootstrap of Rubin 1981), so
//! that probabilities hold from early in the period on.

use serde::Serialize;

use super::history::{Block, Trend};
use super::pace::Elapsed;
use planscore_stats::{Random, erfc, quantiles, wilson};

/// Where a figure ends the period.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
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

/// Fewest values for a bootstrap or a variance.
const FEWEST_VALUES: usize = 8;
/// Variance over mean from which a count is no Poisson.
const OVERDISPERSED: f64 = 1.5;
/// Draws of a simulation: the error of a probability stays below 1 %.
const DRAWS: usize = 4_000;
/// A rate is not judged while this interval contains the target.
const RATE_LEVEL: f64 = 0.95;
/// The interval from P10 to P90.
const TENTHS_LEVEL: f64 = 0.8;

/// Where a growing count ends: what is there plus what the days left bring. Without eight values of
/// history the count is taken for Poisson.
pub fn count(actual: f64, target: f64, trend: &Trend, elapsed: &Elapsed, seed: u64) -> Option<Forecast> {
    let share = elapsed.share();
    if share <= 0.0 || !elapsed.projects() {
        return None;
    }
    let blocks = trend.blocks(elapsed, FEWEST_VALUES);
    let dispersion = dispersion(&blocks).filter(|ratio| *ratio > OVERDISPERSED);
    let ratio = dispersion.unwrap_or(1.0);
    let mut random = Random::new(seed);
    let draw = &mut || {
        // Jeffreys' prior for the rate; a burst counts as one observation.
        let mean = random.gamma((actual + 0.5) / ratio) * ratio / share * (1.0 - share);
        let rate = if ratio > 1.0 { random.gamma(mean / (ratio - 1.0)) * (ratio - 1.0) } else { mean };
        actual + random.poisson(rate)
    };
    let method =
        if dispersion.is_some() { ForecastMethod::NegativeBinomial } else { ForecastMethod::Poisson };
    simulate(method, target, blocks.len().max(1), draw)
}

/// Pearson's statistic over its degrees of freedom: variance over mean of counts of uneven lengths.
fn dispersion(blocks: &[Block]) -> Option<f64> {
    if blocks.len() < FEWEST_VALUES {
        return None;
    }
    let rate = blocks.iter().map(|b| b.value).sum::<f64>() / blocks.iter().map(|b| b.share).sum::<f64>();
    let squares = |block: &Block| (block.value - rate * block.share).powi(2) / (rate * block.share);
    let sum: f64 = blocks.iter().map(squares).sum();
    Some(sum / (blocks.len() - 1) as f64).filter(|ratio| ratio.is_finite())
}

/// Where a growing amount ends; `None` with fewer than eight values.
pub fn amount(actual: f64, target: f64, trend: &Trend, elapsed: &Elapsed, seed: u64) -> Option<Forecast> {
    let blocks = trend.blocks(elapsed, FEWEST_VALUES);
    if blocks.len() < FEWEST_VALUES || !elapsed.projects() {
        return None;
    }
    let (count, left) = (blocks.len(), 1.0 - elapsed.share());
    let rate = blocks.iter().map(|b| b.value).sum::<f64>() / blocks.iter().map(|b| b.share).sum::<f64>();
    // The variance within an urn is short of the sample's by (n - 1)/(n + 1).
    let stretch = ((count + 1) as f64 / (count - 1) as f64).sqrt();
    let mut random = Random::new(seed);
    let mut urn: Vec<u32> = Vec::new();
    let draw = &mut || {
        urn.clear();
        urn.extend(0..count as u32);
        let (mut sum, mut left) = (0.0, left);
        while left > 1e-12 {
            let drawn = urn[random.below(urn.len())];
            urn.push(drawn);
            let Block { share, value } = blocks[drawn as usize];
            let part = (left / share).min(1.0);
            sum += part * (rate * share + (value - rate * share) * stretch);
            left -= share;
        }
        actual + sum
    };
    simulate(ForecastMethod::Bootstrap, target, count, draw)
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
        f64::from(u8::from(share >= target))
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

/// Share of the standard normal distribution below `z`.
fn normal_share(z: f64) -> f64 {
    let tail = erfc(z.abs() / std::f64::consts::SQRT_2) / 2.0;
    if z < 0.0 { tail } else { 1.0 - tail }
}

fn simulate(
    method: ForecastMethod,
    target: f64,
    observations: usize,
    draw: &mut dyn FnMut() -> f64,
) -> Option<Forecast> {
    let ends: Vec<f64> = (0..DRAWS).map(|_| draw()).collect();
    let reached = ends.iter().filter(|end| **end >= target).count();
    let tenths = quantiles(&ends, &[0.1, 0.5, 0.9])?;
    tenths.iter().all(|end| end.is_finite()).then(|| Forecast {
        method,
        probability: Some(reached as f64 / DRAWS as f64),
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

    type Method = dyn Fn(f64, f64, &Trend, &Elapsed, u64) -> Option<Forecast>;

    /// Seasons whose true rate the forecast does not know: predicted probabilities against observed
    /// frequencies in five classes, and the share of ends between P10 and P90.
    struct Calibration {
        classes: [(f64, f64, f64); 5],
        inside: f64,
        seasons: f64,
    }

    impl Calibration {
        /// `season` draws the values of all working days. The target lies around the projection: one
        /// set around the true rate would tell something of it that the forecast cannot know.
        fn run(
            seasons: u64,
            as_of: &str,
            season: &dyn Fn(&mut Random, usize) -> Vec<f64>,
            spread: f64,
            forecast: &Method,
        ) -> Self {
            let elapsed = quarter(as_of);
            let days: Vec<Day> = (elapsed.start().0..=Day::from_ymd(2026, 6, 30).unwrap().0)
                .map(Day)
                .filter(|&day| elapsed.days_between(Day(day.0 - 1), day) == 1)
                .collect();
            assert_eq!(days.len(), elapsed.total as usize);
            let mut random = Random::new(20_260_401);
            let mut result = Self { classes: [(0.0, 0.0, 0.0); 5], inside: 0.0, seasons: seasons as f64 };
            for seed in 0..seasons {
                let values = season(&mut random, days.len());
                let gone = elapsed.worked as usize;
                let trend = Trend { days: days[..gone].to_vec(), values: values[..gone].to_vec() };
                let actual: f64 = trend.values.iter().sum();
                let aim = 1.0 + spread * (2.0 * random.uniform() - 1.0);
                let target = (actual / elapsed.share() * aim).ceil();
                let found = forecast(actual, target, &trend, &elapsed, seed).unwrap();
                let end: f64 = values.iter().sum();
                let predicted = found.probability.unwrap();
                let class = &mut result.classes[((predicted * 5.0) as usize).min(4)];
                *class = (class.0 + 1.0, class.1 + predicted, class.2 + f64::from(u8::from(end >= target)));
                // An end on the edge of a count counts half.
                let edge = if end == found.p10 || end == found.p90 { 0.5 } else { 1.0 };
                if (found.p10..=found.p90).contains(&end) {
                    result.inside += edge;
                }
            }
            result
        }

        /// Within four standard errors, each class and the interval.
        fn holds(&self) {
            for (count, predicted, observed) in self.classes {
                let p = (predicted / count.max(1.0)).clamp(0.01, 0.99);
                let error = (p * (1.0 - p) / count.max(1.0)).sqrt();
                assert!(
                    count < 20.0 || ((predicted - observed) / count).abs() < 4.0 * error,
                    "{count} seasons: predicted {predicted}, observed {observed}"
                );
            }
            let share = self.inside / self.seasons;
            let error = (0.8 * 0.2 / self.seasons).sqrt();
            assert!((share - 0.8).abs() < 4.0 * error, "{share} of the ends lie between P10 and P90");
        }
    }

    #[test]
    fn calibrated_for_counts() {
        let season = |random: &mut Random, days: usize| {
            let rate = 0.2 + 2.0 * random.uniform();
            (0..days).map(|_| random.poisson(rate)).collect()
        };
        Calibration::run(1_000, "2026-05-08", &season, 0.25, &count).holds();
    }

    /// Counts in bursts with variance three times the mean.
    #[test]
    fn calibrated_for_bursts() {
        let season = |random: &mut Random, days: usize| {
            let rate = 2.0 + 4.0 * random.uniform();
            (0..days)
                .map(|_| {
                    let mean = random.gamma(rate / 2.0) * 2.0;
                    random.poisson(mean)
                })
                .collect()
        };
        Calibration::run(1_000, "2026-05-15", &season, 0.25, &count).holds();
    }

    /// Skewed daily amounts: gamma with shape 2 times a level of the season's own.
    #[test]
    fn calibrated_for_amounts() {
        let season = |random: &mut Random, days: usize| {
            let level = 500.0 + 5_000.0 * random.uniform();
            (0..days).map(|_| level * random.gamma(2.0)).collect()
        };
        for as_of in ["2026-04-24", "2026-05-22"] {
            Calibration::run(600, as_of, &season, 0.15, &amount).holds();
        }
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
