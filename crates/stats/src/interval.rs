//! Confidence intervals of proportions.

use serde::{Deserialize, Serialize};

/// An interval that covers the true value with probability `level`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Coverage, 0 to 1.
    pub level: f64,
}

/// Wilson's score interval of `successes` out of `trials` (Wilson 1927); `None` without trials.
///
/// ```
/// use planscore_stats::wilson;
/// // Maven's CRM data: 4,238 of 6,711 closed deals won; published 0.619887 to 0.642964.
/// let interval = wilson(4_238.0, 6_711.0, 0.95).unwrap();
/// assert!((interval.low - 0.619_887).abs() < 1e-6 && (interval.high - 0.642_964).abs() < 1e-6);
/// ```
pub fn wilson(successes: f64, trials: f64, level: f64) -> Option<Interval> {
    if trials <= 0.0 {
        return None;
    }
    let z = normal_quantile(f64::midpoint(1.0, level));
    let rate = successes / trials;
    let z2 = z * z / trials;
    let centre = (rate + z2 / 2.0) / (1.0 + z2);
    let half = z / (1.0 + z2) * (rate * (1.0 - rate) / trials + z2 / (4.0 * trials)).max(0.0).sqrt();
    // At the ends the formula gives 0 and 1 exactly, its rounding does not.
    let low = if successes <= 0.0 { 0.0 } else { (centre - half).max(0.0) };
    let high = if successes >= trials { 1.0 } else { (centre + half).min(1.0) };
    Some(Interval { low, high, level })
}

/// Quantile of the standard normal distribution for `0 < p < 1` (Wichura 1988, AS 241, relative
/// error below 1e-15); infinite at 0 and 1.
///
/// ```
/// assert!((planscore_stats::normal_quantile(0.975) - 1.959_963_984_540_054).abs() < 1e-14);
/// ```
pub fn normal_quantile(p: f64) -> f64 {
    const CENTRE: ([f64; 8], [f64; 8]) = (
        [
            3.387_132_872_796_366_5,
            133.141_667_891_784_38,
            1_971.590_950_306_551_3,
            13_731.693_765_509_46,
            45_921.953_931_549_87,
            67_265.770_927_008_7,
            33_430.575_583_588_13,
            2_509.080_928_730_122_7,
        ],
        [
            1.0,
            42.313_330_701_600_91,
            687.187_007_492_057_9,
            5_394.196_021_424_751,
            21_213.794_301_586_597,
            39_307.895_800_092_71,
            28_729.085_735_721_943,
            5_226.495_278_852_545,
        ],
    );
    const NEAR: ([f64; 8], [f64; 8]) = (
        [
            1.423_437_110_749_683_5,
            4.630_337_846_156_546,
            5.769_497_221_460_691,
            3.647_848_324_763_204_5,
            1.270_458_252_452_368_4,
            0.241_780_725_177_450_6,
            0.022_723_844_989_269_184,
            7.745_450_142_783_414e-4,
        ],
        [
            1.0,
            2.053_191_626_637_759,
            1.676_384_830_183_803_8,
            0.689_767_334_985_1,
            0.148_103_976_427_480_08,
            0.015_198_666_563_616_457,
            5.475_938_084_995_345e-4,
            1.050_750_071_644_416_9e-9,
        ],
    );
    const FAR: ([f64; 8], [f64; 8]) = (
        [
            6.657_904_643_501_103,
            5.463_784_911_164_114,
            1.784_826_539_917_291_3,
            0.296_560_571_828_504_87,
            0.026_532_189_526_576_124,
            0.001_242_660_947_388_078_4,
            2.711_555_568_743_487_6e-5,
            2.010_334_399_292_288_1e-7,
        ],
        [
            1.0,
            0.599_832_206_555_888,
            0.136_929_880_922_735_8,
            0.014_875_361_290_850_615,
            7.868_691_311_456_133e-4,
            1.846_318_317_510_054_8e-5,
            1.421_511_758_316_446e-7,
            2.044_263_103_389_939_8e-15,
        ],
    );
    let ratio = |(top, bottom): &([f64; 8], [f64; 8]), r: f64| {
        let horner = |c: &[f64; 8]| c.iter().rev().fold(0.0, |sum, c| sum * r + c);
        horner(top) / horner(bottom)
    };
    if p <= 0.0 || p >= 1.0 {
        return if p <= 0.0 { f64::NEG_INFINITY } else { f64::INFINITY };
    }
    let q = p - 0.5;
    if q.abs() <= 0.425 {
        return q * ratio(&CENTRE, 0.180_625 - q * q);
    }
    let r = (-p.min(1.0 - p).ln()).sqrt();
    let size = if r <= 5.0 { ratio(&NEAR, r - 1.6) } else { ratio(&FAR, r - 5.0) };
    size.copysign(q)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extremes_stay_inside_the_unit_interval() {
        // Wilson 1927 for 0 of n: upper = z^2 / (n + z^2); here n = 10, z = 1.959964.
        let none = wilson(0.0, 10.0, 0.95).unwrap();
        assert_eq!(none.low, 0.0);
        assert!((none.high - 3.841_458_82 / 13.841_458_82).abs() < 1e-8);
        let all = wilson(10.0, 10.0, 0.95).unwrap();
        assert!((all.low - 10.0 / 13.841_458_82).abs() < 1e-8);
        assert_eq!(all.high, 1.0);
        assert_eq!(wilson(0.0, 0.0, 0.95), None);
    }

    #[test]
    fn normal_quantiles_of_the_published_check() {
        // AS 241, section "test": p, quantile.
        for (p, z) in [
            (0.25, -0.674_489_750_196_081_7),
            (0.001, -3.090_232_306_167_814),
            (1e-20, -9.262_340_089_798_408),
        ] {
            assert!((normal_quantile(p) / z - 1.0).abs() < 1e-14, "p = {p}: {}", normal_quantile(p));
        }
    }
    /// Both tails, the joints of the approximation and the middle; by 40-digit arithmetic. What is above
    /// half mirrors what is below.
    #[test]
    fn normal_quantiles_hold_everywhere() {
        for (p, z) in [
            (1e-300, -37.047_096_299_361_2),
            (1e-100, -21.273_453_560_965_325),
            (1e-10, -6.361_340_902_404_056),
            (0.02425, -1.972_961_051_311_885),
            (0.1, -1.281_551_565_544_600_4),
            (0.425, -0.189_118_426_272_792_5),
            (0.6, 0.253_347_103_135_799_7),
            (0.9, 1.281_551_565_544_600_6),
            (0.975, 1.959_963_984_540_053_9),
            (0.999, 3.090_232_306_167_813_3),
        ] {
            assert!((normal_quantile(p) / z - 1.0).abs() < 1e-14, "p = {p}: {}", normal_quantile(p));
        }
        assert_eq!(normal_quantile(0.5), 0.0);
        for p in [0.01, 0.2, 0.375] {
            assert!((normal_quantile(p) + normal_quantile(1.0 - p)).abs() < 1e-13, "{p}");
        }
    }
}
