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
    Some(2.0 * normal_share(-z))
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

/// Share of the standard normal distribution below `z`, for any `z`; relative error below 1e-14 around
/// the centre and below 1e-12 in the tails, down to where the share leaves the range of floats at `z`
/// near -38.
///
/// ```
/// use planscore_stats::normal_share;
/// assert_eq!(normal_share(0.0), 0.5);
/// // Abramowitz and Stegun, table 26.1: P(1.96) = 0.97500 21048 51780.
/// assert!((normal_share(1.96) - 0.975_002_104_851_780).abs() < 1e-15);
/// assert_eq!((normal_share(-1e6), normal_share(1e6)), (0.0, 1.0));
/// ```
pub fn normal_share(z: f64) -> f64 {
    0.5 * libm::erfc(-z / std::f64::consts::SQRT_2)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NORMAL_SHARES: [(f64, f64); 27] = [
        (-37.0, 5.725_571_222_524_577e-300),
        (-30.0, 4.906_713_927_148_187e-198),
        (-20.0, 2.753_624_118_606_233_7e-89),
        (-10.0, 7.619_853_024_160_525e-24),
        (-8.0, 6.220_960_574_271_784e-16),
        (-5.0, 2.866_515_718_791_939e-07),
        (-4.0, 3.167_124_183_311_992_4e-05),
        (-3.0, 0.001_349_898_031_630_094_6),
        (-2.5, 0.006_209_665_325_776_135),
        (-2.0, 0.022_750_131_948_179_21),
        (-1.5, 0.066_807_201_268_858_07),
        (-1.0, 0.158_655_253_931_457_05),
        (-0.5, 0.308_537_538_725_986_9),
        (-0.25, 0.401_293_674_317_076_3),
        (-1e-08, 0.499_999_996_010_577_2),
        (0.0, 0.5),
        (1e-08, 0.500_000_003_989_422_8),
        (0.25, 0.598_706_325_682_923_7),
        (0.5, 0.691_462_461_274_013_1),
        (1.0, 0.841_344_746_068_542_9),
        (1.5, 0.933_192_798_731_141_9),
        (2.0, 0.977_249_868_051_820_8),
        (2.5, 0.993_790_334_674_223_8),
        (3.0, 0.998_650_101_968_369_9),
        (4.0, 0.999_968_328_758_166_9),
        (5.0, 0.999_999_713_348_428_1),
        (8.0, 0.999_999_999_999_999_3),
    ];

    /// Shares below z, of a standard normal: Abramowitz and Stegun, table 26.1 (1.0, 2.0, 3.0, by
    /// P(-z) = 1 - P(z)) and 50-digit arithmetic far outside.
    #[test]
    fn normal_shares_hold_everywhere() {
        for (z, expected) in NORMAL_SHARES {
            let found = normal_share(z);
            assert!(
                (found - expected).abs() <= (4e-15 + z * z * 2e-16) * expected,
                "{z}: {found} against {expected}"
            );
        }
        assert_eq!([-40.0, -1e300, f64::NEG_INFINITY].map(normal_share), [0.0; 3]);
        assert_eq!([9.0, 1e300, f64::INFINITY].map(normal_share), [1.0; 3]);
    }
}
