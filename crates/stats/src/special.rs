//! Special functions: the logarithm of the gamma function and Gauss's hypergeometric function.

/// ln Γ(x) for x > 0.
///
/// ```
/// use planscore_stats::ln_gamma;
/// assert!((ln_gamma(5.0) - 24.0_f64.ln()).abs() < 1e-14);
/// assert!((ln_gamma(0.5) - std::f64::consts::PI.sqrt().ln()).abs() < 1e-15);
/// ```
pub fn ln_gamma(x: f64) -> f64 {
    libm::lgamma(x)
}

/// Terms of a series at most; reached only as z comes close to 1.
const TERMS: u32 = 2_000_000;

/// Gauss's hypergeometric function ₂F₁(a, b; c; z) for c > 0 and 0 <= z < 1.
///
/// Summed after Euler's transformation (1 - z)^(c - a - b) ₂F₁(c - a, c - b; c; z) where that has the
/// smaller parameters (Abramowitz and Stegun 15.3.3). Infinite where it exceeds the largest float, NaN
/// outside its range and where two million terms do not settle it, which takes z beyond 1 - 2^-15.
///
/// ```
/// use planscore_stats::hypergeometric;
/// // ₂F₁(1, 1; 2; z) = -ln(1 - z) / z (Abramowitz and Stegun 15.1.3).
/// assert!((hypergeometric(1.0, 1.0, 2.0, 0.5) - 2.0 * 2.0_f64.ln()).abs() < 1e-15);
/// ```
pub fn hypergeometric(a: f64, b: f64, c: f64, z: f64) -> f64 {
    if !(0.0..1.0).contains(&z) || c.is_nan() || c <= 0.0 {
        return f64::NAN;
    }
    if a.abs() + b.abs() <= (c - a).abs() + (c - b).abs() {
        series(a, b, c, z)
    } else {
        (1.0 - z).powf(c - a - b) * series(c - a, c - b, c, z)
    }
}

/// The defining series, its sum carried with the error of each addition (Neumaier 1974).
fn series(a: f64, b: f64, c: f64, z: f64) -> f64 {
    let (mut term, mut sum, mut lost) = (1.0_f64, 1.0_f64, 0.0_f64);
    for n in 0..TERMS {
        let n = f64::from(n);
        let ratio = (a + n) * (b + n) / ((c + n) * (n + 1.0)) * z;
        term *= ratio;
        if term == 0.0 || !term.is_finite() {
            return sum + lost;
        }
        let next = sum + term;
        lost += if sum.abs() >= term.abs() { (sum - next) + term } else { (term - next) + sum };
        sum = next;
        // What follows is at most a geometric series of the present ratio, once that falls.
        if ratio.abs() < 1.0 && term.abs() < 1e-17 * sum.abs() * (1.0 - ratio.abs()) {
            return sum + lost;
        }
    }
    f64::NAN
}

#[cfg(test)]
mod tests {
    use super::*;

    /// From the smallest arguments to the largest, where the logarithm is that of Stirling; by 40-digit
    /// arithmetic.
    #[test]
    fn ln_gamma_holds_everywhere() {
        for (x, expected) in [
            (1e-300, 690.775_527_898_213_7),
            (1e-8, 18.420_680_738_180_21),
            (0.1, 2.252_712_651_734_206),
            (0.5, 0.572_364_942_924_700_1),
            (1.0, 0.0),
            (1.5, -0.120_782_237_635_245_22),
            (2.0, 0.0),
            (3.5, 1.200_973_602_347_074_3),
            (10.0, 12.801_827_480_081_47),
            (171.5, 709.143_163_030_928_2),
            (1e4, 82_099.717_496_442_38),
            (1e10, 220_258_509_288.811),
            (1e300, 6.897_755_278_982_137e302),
        ] {
            let found = ln_gamma(x);
            assert!((found - expected).abs() <= 4e-15 * f64::abs(expected).max(0.1), "{x}: {found}");
        }
    }

    /// Parameters as they come up for hundreds of purchases and a thousand units of time, z up to where it
    /// touches 1, a polynomial-like case, and outside; by 40-digit arithmetic. The first is asin(1/2) · 2 = π/3.
    #[test]
    fn hypergeometric_holds_over_its_range() {
        for (a, b, c, z, expected) in [
            (0.5, 0.5, 1.5, 0.25, std::f64::consts::FRAC_PI_3),
            (1.0, 2.0, 3.0, 0.0, 1.0),
            (2.4, 400.2, 403.6, 0.9, 211.962_224_825_193_8),
            (400.2, 0.8, 402.9, 0.999, 60.072_179_353_566_11),
            (3.2, 400.8, 402.5, 0.97, 51_988.608_576_607_54),
            (1.1, 300.5, 302.2, 0.9999, 686.278_788_286_241_2),
            (-1.5, 2.5, 4.0, 0.7, 0.433_273_576_107_905_2),
            (26.5, 2.4, 29.7, 0.88, 48.543_917_841_057_71),
            (0.243, 0.793, 3.219, 0.5, 1.034_951_326_972_705_3),
            (1.0, 1.0, 2.0, 1.0 - 1.0 / 32_768.0, 10.397_525_015_681_152),
            (5.0, 7.0, 30.0, 0.99, 4.418_098_740_796_198),
        ] {
            let found = hypergeometric(a, b, c, z);
            assert!((found / expected - 1.0).abs() < 1e-12, "{a} {b} {c} {z}: {found}");
        }
        // Beyond what two million terms settle there is no figure.
        for (c, z) in [(2.0, 1.0 - 1e-7), (2.0, 1.0), (2.0, -0.1), (0.0, 0.5), (f64::NAN, 0.5)] {
            assert!(hypergeometric(1.0, 1.0, c, z).is_nan(), "{c} {z}");
        }
    }
}
