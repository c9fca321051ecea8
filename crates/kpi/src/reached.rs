//! When a figure has reached a limit, and when two results are equal: the one place that knows how
//! binary numbers miss decimal ones.

/// Attainments are quotients of decimals: 0.28 / 0.35 must count as 0.8, 55 as the target of 50 and
/// 10 % more. Relative to the limit; limits below 1 in size are compared as 1.
const ROUNDING: f64 = 1e-9;

/// Whether a value reaches a limit, but for the rounding of binary numbers. Status, gate, veto, bands,
/// thresholds and alert lines all ask this.
pub fn reached(value: f64, limit: f64) -> bool {
    value >= limit - ROUNDING * limit.abs().max(1.0)
}

/// A result without the noise of its last digits, rounded to the twelfth decimal: what is whole by the
/// rules is whole, and what is equal by the rules is equal.
pub fn settled(value: f64) -> f64 {
    const DECIMALS: f64 = 1e12;
    let rounded = (value * DECIMALS).round_ties_even() / DECIMALS;
    // Minus nothing is nothing.
    if rounded.is_finite() { rounded + 0.0 } else { value }
}

/// A sum that is 0, not -0, where there is nothing to add.
pub fn sum_of(values: impl Iterator<Item = f64>) -> f64 {
    values.fold(0.0, |sum, value| sum + value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_reach_what_they_reach_on_paper() {
        // 1.1 x 50 is 55.00000000000001 in binary; 0.28 / 0.35 is 0.7999999999999999.
        assert!(reached(55.0 / (50.0 * 1.1), 1.0) && reached(0.28 / 0.35, 0.8));
        assert!(!reached(0.999_999, 1.0) && !reached(-1e-6, 0.0));
        assert_eq!((settled(99.999_999_999_999_99), settled(0.1 + 0.2)), (100.0, 0.3));
        assert!(settled(-1e-17).is_sign_positive() && sum_of([].into_iter()).is_sign_positive());
        assert_eq!(settled(1e300), 1e300);
    }
}
