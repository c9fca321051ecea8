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
/// smaller parameters (Abramowitz and Stegun 15.3.3). Infinite where it exceeds the largest float,
/// NaN outside its range.
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
            break;
        }
        let next = sum + term;
        lost += if sum.abs() >= term.abs() { (sum - next) + term } else { (term - next) + sum };
        sum = next;
        // What follows is at most a geometric series of the present ratio, once that falls.
        if ratio.abs() < 1.0 && term.abs() < 1e-17 * sum.abs() * (1.0 - ratio.abs()) {
            break;
        }
    }
    sum + lost
}
