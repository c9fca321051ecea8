//! Is a difference between shares real?

use super::order::sort_indices;

/// Two-sided p-value of the difference between two shares (pooled normal approximation); `None`
/// where one of the groups is empty or all trials ended alike.
///
/// ```
/// // 60 of 100 against 45 of 100: z = 0.15 / sqrt(0.525·0.475·0.02) = 2.1240, p = 0.0337.
/// let p = planscore_stats::proportions_p_value(60.0, 100.0, 45.0, 100.0).unwrap();
/// assert!((p - 0.0337).abs() < 5e-5);
/// ```
pub fn proportions_p_value(hits: f64, trials: f64, other_hits: f64, other_trials: f64) -> Option<f64> {
    if trials <= 0.0 || other_trials <= 0.0 {
        return None;
    }
    let pooled = (hits + other_hits) / (trials + other_trials);
    let variance = pooled * (1.0 - pooled) * (1.0 / trials + 1.0 / other_trials);
    if variance <= 0.0 {
        return None;
    }
    let z = (hits / trials - other_hits / other_trials).abs() / variance.sqrt();
    Some(erfc(z / std::f64::consts::SQRT_2))
}

/// Which of many p-values stay significant when their number is reckoned with (Benjamini and
/// Hochberg 1995): the expected share of false discoveries is at most `rate`.
///
/// ```
/// use planscore_stats::benjamini_hochberg;
/// // 0.01 <= 1/4·0.05; 0.04 > 3/4·0.05.
/// assert_eq!(benjamini_hochberg(&[0.04, 0.01, 0.5, 0.02], 0.05), [false, true, false, true]);
/// ```
pub fn benjamini_hochberg(p_values: &[f64], rate: f64) -> Vec<bool> {
    let p = |i: u32| p_values[i as usize];
    let mut order: Vec<u32> = (0..p_values.len() as u32).collect();
    sort_indices(&mut order, &|a, b| p(a).total_cmp(&p(b)));
    let count = p_values.len() as f64;
    let last = order.iter().enumerate().rev().find(|(i, at)| p(**at) <= rate * (*i as f64 + 1.0) / count);
    let mut significant = vec![false; p_values.len()];
    if let Some((last, _)) = last {
        for &at in &order[..=last] {
            significant[at as usize] = true;
        }
    }
    significant
}

/// Complementary error function for `x >= 0`: a power series up to 2.5, the continued fraction
/// (Abramowitz and Stegun 7.1.14) beyond; relative error below 1e-12.
pub fn erfc(x: f64) -> f64 {
    const ROOT_PI: f64 = 1.772_453_850_905_516;
    if x < 2.5 {
        let (mut term, mut sum, mut n) = (x, x, 0.0);
        while term.abs() > 1e-17 * sum.abs() {
            n += 1.0;
            term *= -x * x / n;
            sum += term / (2.0 * n + 1.0);
        }
        return 1.0 - 2.0 / ROOT_PI * sum;
    }
    let fraction = (1..120).rev().fold(0.0, |tail, k| f64::from(k) / 2.0 / (x + tail));
    (-x * x).exp() / ROOT_PI / (x + fraction)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Abramowitz and Stegun, table 7.1, and erfc(3), erfc(5) from the same source.
    #[test]
    fn tabulated_values() {
        for (x, expected) in [
            (0.0, 1.0),
            (0.5, 0.479_500_122_186_953_5),
            (1.0, 0.157_299_207_050_285_13),
            (2.0, 0.004_677_734_981_047_266),
            (3.0, 2.209_049_699_858_544e-5),
            (5.0, 1.537_459_794_428_035e-12),
        ] {
            assert!((erfc(x) - expected).abs() <= 1e-11 * expected, "{x}: {}", erfc(x));
        }
    }
}
