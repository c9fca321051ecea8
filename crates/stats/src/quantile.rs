//! Sample quantiles of type 7 (Hyndman and Fan 1996), the default of R, `NumPy` and Excel.

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
    let position = last as f64 * p.clamp(0.0, 1.0);
    let below = position.floor();
    let low = sorted[below as usize];
    let high = sorted[(below as usize + 1).min(last)];
    Some(interpolate(low, high, position - below))
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
        let position = last as f64 * p.clamp(0.0, 1.0);
        let below = position.floor();
        let (low, high) = neighbours(&words, below as usize);
        interpolate(float_of(low), float_of(high), position - below)
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
    let last = counts.iter().map(|&count| u64::from(count)).sum::<u64>().checked_sub(1)?;
    let at = |rank: u64| {
        let mut seen = 0;
        counts.iter().position(|&count| {
            seen += u64::from(count);
            seen > rank
        })
    };
    ps.iter()
        .map(|p| {
            let position = last as f64 * p.clamp(0.0, 1.0);
            let (low, high) = (at(position.floor() as u64)?, at(position.ceil() as u64)?);
            Some(interpolate(low as f64, high as f64, position.fract()))
        })
        .collect()
}

/// The word at a place of the sorted words, and the one after it (itself at the end).
#[inline(never)]
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

/// The mean, each value divided first so that the sum cannot overflow; `None` without values.
///
/// ```
/// use planscore_stats::mean;
/// assert_eq!((mean(&[1.0, 2.0, 6.0]), mean(&[])), (Some(3.0), None));
/// ```
pub fn mean(values: &[f64]) -> Option<f64> {
    let count = values.len() as f64;
    (!values.is_empty()).then(|| values.iter().map(|value| value / count).sum())
}

/// Exact at both ends, so that equal neighbours give their own value back.
pub(super) fn interpolate(low: f64, high: f64, fraction: f64) -> f64 {
    if fraction == 0.0 || low == high { low } else { low + (high - low) * fraction }
}

#[cfg(test)]
mod tests {
    use super::*;

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
