//! How unevenly money is spread over customers.

use crate::stats::sort_floats;

/// The Gini coefficient (0 even, towards 1 all with one) and the share of the top fifth. Customers
/// whose refunds exceed their purchases count as 0. Both are 0 where there is no money.
pub fn concentration(revenue: &[f64]) -> (f64, f64) {
    let mut sorted: Vec<f64> = revenue.iter().map(|r| r.max(0.0)).collect();
    sort_floats(&mut sorted);
    let largest = sorted.last().copied().unwrap_or(0.0);
    if largest <= 0.0 || !largest.is_finite() {
        return (0.0, 0.0);
    }
    // Shares of the largest: neither the sum nor a product with the count can overflow.
    for value in &mut sorted {
        *value /= largest;
    }
    let (count, total) = (sorted.len() as f64, sorted.iter().sum::<f64>());
    // Sum of (2 i - n - 1) x_i over n Σx, with i from 1 in ascending order.
    let weighted: f64 = sorted.iter().enumerate().map(|(i, x)| (2.0 * i as f64 + 1.0 - count) * x).sum();
    ((weighted / (count * total)).max(0.0), top_share(&sorted, total, 0.2))
}

/// The share of the total that the top `share` of the customers bring; a fraction of a customer
/// brings that fraction of its money, so that the curve is continuous.
fn top_share(ascending: &[f64], total: f64, share: f64) -> f64 {
    let count = ascending.len() as f64 * share;
    let whole = count.floor() as usize;
    let top: f64 = ascending.iter().rev().take(whole).sum();
    let next = ascending.iter().rev().nth(whole).copied().unwrap_or(0.0);
    (top + next * count.fract()) / total
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 1, 2, 3, 4, 10: Σ(2i-n-1)x = -4·1 -2·2 +0 +2·4 +4·10 = 40, over 5·20 = 0.4; the top one of
    /// five has 10 of 20.
    #[test]
    fn by_hand() {
        let (gini, top) = concentration(&[10.0, 1.0, 4.0, 2.0, 3.0]);
        assert!((gini - 0.4).abs() < 1e-12 && (top - 0.5).abs() < 1e-12);
        assert_eq!(concentration(&[5.0; 10]), (0.0, 0.2));
        assert_eq!(concentration(&[0.0, -3.0]), (0.0, 0.0));
    }
}
