//! What a figure did before: a series of dated values, and what it says by itself.

use serde::Deserialize;

use super::check::finite;
use super::pace::Elapsed;
use planscore_base::calendar::Day;
use planscore_base::error::{Error, Result};
use planscore_stats::{quantiles, sort_indices};

/// The past values of one figure, in columns.
///
/// A value of a figure that adds up (sales) is what came since the value before it, and its date is
/// the last day it covers: daily, weekly and monthly series all work. A value of any other figure is
/// its level on that day.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename = "KpiHistory", rename_all = "camelCase", deny_unknown_fields)]
pub struct Series {
    /// The figure.
    pub id: String,
    /// Days, each once, in any order.
    pub dates: Vec<Day>,
    /// The value of each day.
    pub values: Vec<f64>,
}

/// A series in order of time, up to the last day with data.
#[derive(Debug, Clone, Default)]
pub struct Trend {
    pub days: Vec<Day>,
    pub values: Vec<f64>,
}

/// A last value far from the others.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outlier {
    pub value: f64,
    pub median: f64,
    /// Robust deviations from the median.
    pub score: f64,
}

/// Fewest values that make an outlier, and how many robust deviations off it lies (Iglewicz and
/// Hoaglin 1993).
const OUTLIER_VALUES: usize = 8;
const OUTLIER_SCORE: f64 = 3.5;
/// The median absolute deviation of a normal distribution times this is its standard deviation.
const MAD_TO_SIGMA: f64 = 1.4826;
/// The same for the mean absolute deviation, which stands in where half of the values are equal.
const MEAN_TO_SIGMA: f64 = 1.253_314;

impl Trend {
    /// Sorts a series.
    ///
    /// # Errors
    /// Columns of different lengths (`kpi/history-lengths`), a day twice (`kpi/history-date`), a value
    /// that is not finite, each with its place.
    pub fn of(series: &Series, path: &str, as_of: Option<Day>) -> Result<Self> {
        let Series { dates, values, .. } = series;
        if dates.len() != values.len() {
            return Err(Error::invalid(
                "kpi/history-lengths",
                "历史数据的日期与数值个数不同",
                "a history has as many dates as values",
            )
            .at(format!("{path}.values")));
        }
        for (i, value) in values.iter().enumerate() {
            finite(*value, || format!("{path}.values[{i}]"))?;
        }
        let mut order: Vec<u32> = (0..dates.len() as u32).collect();
        sort_indices(&mut order, &|a, b| dates[a as usize].cmp(&dates[b as usize]));
        if let Some(pair) = order.windows(2).find(|p| dates[p[0] as usize] == dates[p[1] as usize]) {
            return Err(Error::invalid(
                "kpi/history-date",
                "历史数据里同一天出现了两次",
                "a day appears twice in a history",
            )
            .at(format!("{path}.dates[{}]", pair[0].max(pair[1]))));
        }
        order.retain(|&i| as_of.is_none_or(|last| dates[i as usize] <= last));
        Ok(Self {
            days: order.iter().map(|&i| dates[i as usize]).collect(),
            values: order.iter().map(|&i| values[i as usize]).collect(),
        })
    }

    /// Since when it has worsened three times in a row, if it has.
    pub fn falling_since(&self, lower_is_better: bool) -> Option<Day> {
        let from = self.values.len().checked_sub(4)?;
        let worse = |pair: &[f64]| if lower_is_better { pair[1] > pair[0] } else { pair[1] < pair[0] };
        self.values[from..].windows(2).all(worse).then(|| self.days[from + 1])
    }

    /// The last value, if it lies far from the others.
    pub fn outlier(&self) -> Option<Outlier> {
        let value = *self.values.last().filter(|_| self.values.len() >= OUTLIER_VALUES)?;
        let median = quantiles(&self.values, &[0.5])?[0];
        let deviations: Vec<f64> = self.values.iter().map(|value| (value - median).abs()).collect();
        let mean = deviations.iter().sum::<f64>() / deviations.len() as f64;
        let scale = robust_scale(quantiles(&deviations, &[0.5])?[0], mean)?;
        // Values as small as floats can be are any number of scales apart.
        let score = ((value - median).abs() / scale).min(f64::MAX);
        (score > OUTLIER_SCORE).then_some(Outlier { value, median, score })
    }

    /// The first day of the unbroken run of values, up to the last one, that all fail.
    pub fn since(&self, fails: &dyn Fn(usize) -> bool) -> Option<Day> {
        let passing = (0..self.values.len()).rev().take_while(|&i| fails(i)).last();
        passing.map(|first| self.days[first])
    }

    /// The day before the stretch that a value covers; `None` where nothing tells.
    pub fn covers_after(&self, i: usize, elapsed: &Elapsed) -> Option<Day> {
        let start = Day(elapsed.start().0 - 1);
        match i.checked_sub(1) {
            Some(before) => Some(self.days[before]),
            None => (self.days[0] > start).then_some(start),
        }
    }
}

/// The robust standard deviation of values whose deviations from their median have this median and this
/// mean; `None` where all values are alike.
pub fn robust_scale(mad: f64, mean: f64) -> Option<f64> {
    let scale = if mad > 0.0 { MAD_TO_SIGMA * mad } else { MEAN_TO_SIGMA * mean };
    (scale > 0.0 && scale.is_finite()).then_some(scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trend(values: &[f64]) -> Trend {
        Trend { days: (1..=values.len() as i32).map(Day).collect(), values: values.to_vec() }
    }

    #[test]
    fn three_falls_and_no_fewer() {
        assert_eq!(trend(&[5.0, 9.0, 8.0, 7.0, 6.0]).falling_since(false), Some(Day(3)));
        assert_eq!(trend(&[9.0, 8.0, 7.0]).falling_since(false), None);
        assert_eq!(trend(&[9.0, 8.0, 8.0, 7.0]).falling_since(false), None);
        assert_eq!(trend(&[1.0, 2.0, 3.0, 4.0]).falling_since(true), Some(Day(2)));
    }

    /// Sorted: 10 10 10 11 11 11 12 20, median 11; deviations 0 0 0 1 1 1 1 9, their median 1: the
    /// last value lies 9 / 1.4826 = 6.07 off. Among equal values the mean deviation stands in:
    /// 4 / (1.253314 · 0.5) = 6.4.
    #[test]
    fn outliers() {
        let off = trend(&[10.0, 11.0, 10.0, 11.0, 12.0, 10.0, 11.0, 20.0]).outlier().unwrap();
        assert!(off.median == 11.0 && (off.score - 9.0 / 1.4826).abs() < 1e-9, "{off:?}");
        assert_eq!(trend(&[10.0, 11.0, 10.0, 11.0, 12.0, 10.0, 20.0]).outlier(), None, "seven values");
        let among_equals = trend(&[5.0, 5.0, 5.0, 5.0, 5.0, 5.0, 5.0, 9.0]).outlier().unwrap();
        assert!((among_equals.score - 4.0 / (1.253_314 * 0.5)).abs() < 1e-9);
        assert_eq!(trend(&[5.0; 9]).outlier(), None);
        let tiny = trend(&[0.0, 0.0, 0.0, 5e-324, 5e-324, 5e-324, 5e-324, 1e300]).outlier();
        assert!(tiny.is_none_or(|off| off.score.is_finite()), "{tiny:?}");
    }

    #[test]
    fn histories_that_contradict_themselves_are_refused() {
        let series = |dates: &[i32], values: &[f64]| Series {
            id: "x".into(),
            dates: dates.iter().copied().map(Day).collect(),
            values: values.to_vec(),
        };
        let refused = |dates, values| {
            let error = Trend::of(&series(dates, values), "history[0]", None).unwrap_err();
            (error.code(), error.path().unwrap_or_default().to_owned())
        };
        assert_eq!(refused(&[1], &[]), ("kpi/history-lengths", "history[0].values".into()));
        assert_eq!(refused(&[2, 1, 2], &[1.0, 1.0, 1.0]), ("kpi/history-date", "history[0].dates[2]".into()));
        assert_eq!(refused(&[1], &[f64::NAN]), ("kpi/not-finite", "history[0].values[0]".into()));
        let sorted = Trend::of(&series(&[3, 1, 9], &[30.0, 10.0, 90.0]), "", Some(Day(5))).unwrap();
        assert_eq!(sorted.values, [10.0, 30.0]);
    }
}
