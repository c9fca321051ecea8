//! Sample quantiles of type 7 (Hyndman and Fan 1996), the default of R, `NumPy` and Excel.

use super::exact::sums_by_group;
use super::order::{float_of, select_word, word_of};

/// The `p` quantile of ascending values, `0 <= p <= 1`; `None` without values.
///
/// ```
/// use planscore_stats::quantile_sorted;
/// assert_eq!(quantile_sorted(&[1.0, 2.0, 3.0, 4.0], 0.25), Some(1.75));
/// assert_eq!(quantile_sorted(&[], 0.5), None);
/// ```
pub fn quantile_sorted(sorted: &[f64], p: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let Position { below, fraction } = Position::of(last, p);
    Some(interpolate(sorted[below], sorted[(below + 1).min(last)], fraction))
}

/// Several quantiles of values in any order, `None` without values. Linear time (selection,
/// no full sort).
///
/// ```
/// use planscore_stats::quantiles;
/// assert_eq!(quantiles(&[4.0, 1.0, 3.0, 2.0], &[0.25, 0.5]), Some(vec![1.75, 2.5]));
/// ```
pub fn quantiles(values: &[f64], ps: &[f64]) -> Option<Vec<f64>> {
    let last = values.len().checked_sub(1)?;
    let words: Vec<u64> = values.iter().map(|&value| word_of(value)).collect();
    let select = |p: f64| {
        let Position { below, fraction } = Position::of(last, p);
        let (low, high) = neighbours(&words, below);
        interpolate(float_of(low), float_of(high), fraction)
    };
    Some(ps.iter().copied().map(select).collect())
}

/// Several quantiles of small whole numbers, from how often each occurs; `None` without any.
///
/// ```
/// use planscore_stats::quantiles_of_counts;
/// // 1, 1, 2, 5: the middle lies half-way between 1 and 2.
/// assert_eq!(quantiles_of_counts(&[0, 2, 1, 0, 0, 1], &[0.5, 1.0]), Some(vec![1.5, 5.0]));
/// ```
pub fn quantiles_of_counts(counts: &[u32], ps: &[f64]) -> Option<Vec<f64>> {
    let last = counts.iter().map(|&count| count as usize).sum::<usize>().checked_sub(1)?;
    let at = |rank: usize| {
        let mut seen = 0;
        counts.iter().position(|&count| {
            seen += count as usize;
            seen > rank
        })
    };
    ps.iter()
        .map(|&p| {
            let Position { below, fraction } = Position::of(last, p);
            let (low, high) = (at(below)?, at((below + 1).min(last))?);
            Some(interpolate(low as f64, high as f64, fraction))
        })
        .collect()
}

/// Where a quantile lies among sorted values: the place below it, and how far it is to the next one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Position {
    /// The place of the value below, from 0.
    pub below: usize,
    /// The way to the value above, 0 to 1.
    pub fraction: f64,
}

impl Position {
    /// The place of the `p` quantile of values whose last place is `last`. A fraction that is a short
    /// decimal but for the rounding of the product is that decimal: 0.9 of 33 is 29.7, not
    /// 29.699999999999999.
    pub fn of(last: usize, p: f64) -> Self {
        const SHORT: f64 = 1e9;
        let position = last as f64 * p.clamp(0.0, 1.0);
        let below = position.floor();
        let fraction = position - below;
        let short = (fraction * SHORT).round() / SHORT;
        let fraction = if (fraction - short).abs() <= position * f64::EPSILON { short } else { fraction };
        let whole = fraction == 1.0;
        Self { below: below as usize + usize::from(whole), fraction: if whole { 0.0 } else { fraction } }
    }
}

/// The word at a place of the sorted words, and the one after it (itself at the end).
fn neighbours(words: &[u64], at: usize) -> (u64, u64) {
    let low = select_word(words, at);
    let (mut up_to, mut above) = (0, u64::MAX);
    for &word in words {
        if word <= low {
            up_to += 1;
        } else {
            above = above.min(word);
        }
    }
    (low, if at + 1 < up_to || up_to == words.len() { low } else { above })
}

/// The mean, of the exact sum: in no order of the values is it another. `None` without values.
///
/// ```
/// use planscore_stats::mean;
/// assert_eq!((mean(&[1.0, 2.0, 6.0]), mean(&[])), (Some(3.0), None));
/// assert_eq!(mean(&[0.1, 0.2, 0.6]), Some(0.3));
/// ```
pub fn mean(values: &[f64]) -> Option<f64> {
    let count = values.len() as f64;
    let sum = sums_by_group(1, values.iter().map(|&value| (0, value)))[0];
    // A sum that is beyond all floats has a mean all the same.
    let mean =
        || if sum.abs() < f64::MAX { sum / count } else { values.iter().map(|value| value / count).sum() };
    (!values.is_empty()).then(mean)
}

/// Exact at both ends, so that equal neighbours give their own value back.
pub(super) fn interpolate(low: f64, high: f64, fraction: f64) -> f64 {
    if fraction == 0.0 || low == high { low } else { low + (high - low) * fraction }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The 0.9 quantile of 34 values lies at 33 x 0.9 = 29.7: seven tenths of the way from 40 to 50,
    /// at 47; of 11 whole numbers it is the tenth, of 71 the 64th.
    #[test]
    fn short_decimal_positions_are_exact() {
        let values: Vec<f64> = (0..34).map(|i| if i < 30 { 40.0 } else { 50.0 }).collect();
        let mut counts = vec![0; 51];
        (counts[40], counts[50]) = (30, 4);
        assert_eq!(quantile_sorted(&values, 0.9), Some(47.0));
        assert_eq!(quantiles(&values, &[0.9]), Some(vec![47.0]));
        assert_eq!(quantiles_of_counts(&counts, &[0.9]), Some(vec![47.0]));
        // Every whole position of a percentage, by whole numbers: of 100 k + 1 values 0, 1, 2, ... the
        // p-hundredth is k p.
        for k in 1..60_usize {
            let values: Vec<f64> = (0..=100 * k).map(|i| i as f64).collect();
            for percent in 0..=100_usize {
                let found = quantile_sorted(&values, percent as f64 / 100.0);
                assert_eq!(found, Some((k * percent) as f64), "{percent} % of {}", values.len());
            }
        }
        // A third is no short decimal: it stays what it is.
        assert_eq!(Position::of(34, 1.0 / 3.0), Position { below: 11, fraction: 34.0 * (1.0 / 3.0) - 11.0 });
    }

    #[test]
    fn selection_agrees_with_sorting() {
        let mut state = 7_u64;
        let values: Vec<f64> = (0..501)
            .map(|_| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                (state >> 58) as f64
            })
            .collect();
        let mut sorted = values.clone();
        sorted.sort_unstable_by(f64::total_cmp);
        let ps = [0.0, 0.1, 0.2, 0.5, 0.9, 0.999, 1.0];
        let selected = quantiles(&values, &ps).unwrap();
        for (p, selected) in ps.into_iter().zip(selected) {
            assert_eq!(quantile_sorted(&sorted, p), Some(selected), "p = {p}");
        }
    }
}
