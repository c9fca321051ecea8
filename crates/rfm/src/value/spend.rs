//! What a purchase is worth: Gamma-Gamma (Fader and Hardie 2013). Each purchase of a customer varies
//! around a mean of his own, and the means vary over customers.

use planscore_stats::{ln_gamma, minimise};
use serde::Serialize;

/// The parameters, all positive.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SpendModel {
    /// Shape of a customer's purchases.
    pub p: f64,
    /// Shape of the customers' means.
    pub q: f64,
    /// Scale of the customers' means.
    pub gamma: f64,
    /// Logarithm of the likelihood.
    pub log_likelihood: f64,
}

/// Purchases and their mean amount, of one customer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spending {
    /// How many purchases the mean is over.
    pub purchases: f64,
    /// Their mean amount, above 0.
    pub mean: f64,
}

impl SpendModel {
    /// Fits customers; `None` where the search does not settle.
    pub fn fit(customers: &[Spending]) -> Option<Self> {
        let sum: f64 = customers.iter().map(|one| one.mean).sum();
        let typical = (sum / customers.len() as f64).ln();
        // Logarithms keep the parameters positive and of one size.
        let worth = |at: &[f64]| -log_likelihood(at[0].exp(), at[1].exp(), at[2].exp(), customers);
        let found = minimise(&worth, &[1.0, 1.0, typical], 0.5, 8_000);
        let at: Vec<f64> = found.at.iter().map(|value| value.exp()).collect();
        let settled = found.converged && at.iter().all(|value| (1e-6..1e9).contains(value));
        settled.then(|| Self { p: at[0], q: at[1], gamma: at[2], log_likelihood: -found.value })
    }

    /// The mean amount to expect of a customer; `None` where the model has none (q <= 1).
    pub fn expected(&self, &Spending { purchases, mean }: &Spending) -> Option<f64> {
        let Self { p, q, gamma, .. } = *self;
        (q > 1.0).then(|| p * (gamma + purchases * mean) / (p * purchases + q - 1.0))
    }
}

fn log_likelihood(p: f64, q: f64, gamma: f64, customers: &[Spending]) -> f64 {
    let constant = q * gamma.ln() - ln_gamma(q);
    customers
        .iter()
        .map(|&Spending { purchases, mean }| {
            let shape = p * purchases;
            constant + ln_gamma(shape + q) - ln_gamma(shape)
                + (shape - 1.0) * mean.ln()
                + shape * purchases.ln()
                - (shape + q) * (gamma + purchases * mean).ln()
        })
        .sum()
}
