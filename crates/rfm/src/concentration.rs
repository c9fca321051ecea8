//! How much of the money how few of the customers bring.

use super::segmentation::Segmentation;
use planscore_stats::sort_floats;
use serde::Serialize;

/// Customers' money in ascending order, as shares of the largest: neither the sum nor a product with
/// the count can overflow. Customers whose refunds exceed their purchases count as 0; no customer is
/// here where there is no money.
pub struct Curve {
    shares: Vec<f64>,
    total: f64,
}

impl Curve {
    /// From ascending money.
    pub fn of_ascending(money: &[f64]) -> Self {
        let largest = money.last().copied().unwrap_or(0.0);
        if largest <= 0.0 || !largest.is_finite() {
            return Self { shares: Vec::new(), total: 0.0 };
        }
        let shares: Vec<f64> = money.iter().map(|money| money.max(0.0) / largest).collect();
        let total = shares.iter().sum();
        Self { shares, total }
    }

    /// The Gini coefficient: 0 even, towards 1 all with one.
    pub fn gini(&self) -> f64 {
        let count = self.shares.len() as f64;
        // Sum of (2 i - n - 1) x_i over n Σx, with i from 1 in ascending order.
        let shares = self.shares.iter().enumerate();
        let weighted: f64 = shares.map(|(i, x)| (2.0 * i as f64 + 1.0 - count) * x).sum();
        if self.total > 0.0 { (weighted / (count * self.total)).max(0.0) } else { 0.0 }
    }

    /// The share of the money that the top `share` of the customers bring; a fraction of a customer
    /// brings that fraction of its money, so that the curve is continuous.
    pub fn top(&self, share: f64) -> f64 {
        let count = self.shares.len() as f64 * share;
        let whole = count.floor() as usize;
        let top: f64 = self.shares.iter().rev().take(whole).sum();
        let next = self.shares.iter().rev().nth(whole).copied().unwrap_or(0.0);
        if self.total > 0.0 { ((top + next * count.fract()) / self.total).min(1.0) } else { 0.0 }
    }

    /// The smallest share of the customers that brings at least `share` of the money.
    fn customers_for(&self, share: f64) -> f64 {
        let mut sum = 0.0;
        let wanted = share * self.total;
        let few = self.shares.iter().rev().position(|money| {
            sum += money;
            sum >= wanted
        });
        few.map_or(0.0, |last| (last + 1) as f64 / self.shares.len() as f64)
    }
}

/// The concentration (Pareto) curve.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Concentration {
    /// From none to all, best customers first.
    pub points: Vec<ConcentrationPoint>,
    /// Gini coefficient: 0 where all bring the same, towards 1 where one brings all.
    pub gini: f64,
    /// Share of the money that the top fifth of the customers bring.
    pub top_fifth_revenue_share: f64,
    /// The smallest share of the customers that brings 80 % of the money.
    pub customers_for_80: f64,
}

/// A point of the curve.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ConcentrationPoint {
    /// Share of the customers, best first.
    pub customers: f64,
    /// Share of the money that they bring.
    pub revenue: f64,
}

/// Steps of the curve.
const STEPS: u32 = 50;

impl Segmentation {
    /// The concentration curve of the customers' money.
    pub fn concentration(&self) -> Concentration {
        let mut money = self.activity.revenue.clone();
        sort_floats(&mut money);
        let curve = Curve::of_ascending(&money);
        let shares = (0..=STEPS).map(|step| f64::from(step) / f64::from(STEPS));
        Concentration {
            points: shares
                .map(|customers| ConcentrationPoint { customers, revenue: curve.top(customers) })
                .collect(),
            gini: curve.gini(),
            top_fifth_revenue_share: curve.top(0.2),
            customers_for_80: curve.customers_for(0.8),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 1, 2, 3, 4, 10: Σ(2i-n-1)x = -4·1 -2·2 +0 +2·4 +4·10 = 40, over 5·20 = 0.4; the top one of
    /// five has 10 of 20; four of five have 19 of 20, three 17: 80 % need three.
    #[test]
    fn by_hand() {
        let curve = Curve::of_ascending(&[1.0, 2.0, 3.0, 4.0, 10.0]);
        assert!((curve.gini() - 0.4).abs() < 1e-12 && (curve.top(0.2) - 0.5).abs() < 1e-12);
        assert!((curve.top(0.3) - 12.0 / 20.0).abs() < 1e-12);
        assert_eq!(curve.customers_for(0.8), 0.6);
        let even = Curve::of_ascending(&[5.0; 10]);
        assert_eq!((even.gini(), even.top(0.2)), (0.0, 0.2));
        let none = Curve::of_ascending(&[-3.0, 0.0]);
        assert_eq!((none.gini(), none.top(0.2), none.customers_for(0.8)), (0.0, 0.0, 0.0));
    }
}
