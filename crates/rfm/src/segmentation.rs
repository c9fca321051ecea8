//! The result: columns of customers, and the summary.

use std::sync::Arc;

use super::activity::Activity;
use super::order::KeptOrder;
use super::scores::Scored;
use super::summary::RfmSummary;
use super::tiers::TierTable;
use planscore_base::locale::Locale;
use planscore_table::Interner;

/// Customers with recency, frequency, money, scores and tier, in columns.
#[derive(Debug, Clone)]
pub struct Segmentation {
    pub(super) names: Arc<Interner>,
    pub(super) activity: Activity,
    pub(super) scored: Scored,
    pub(super) table: TierTable,
    pub(super) tier: Vec<u16>,
    pub(super) locale: Locale,
    pub(super) summary: RfmSummary,
    pub(super) order: KeptOrder,
}

/// A column of integers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// Days since the last purchase.
    Recency,
    /// Days since the first purchase.
    Age,
    /// Purchases.
    Frequency,
    /// Recency score.
    R,
    /// Frequency score.
    F,
    /// Money score.
    M,
    /// Place of the tier in [`RfmSummary::tiers`].
    Tier,
}

impl Segmentation {
    /// How many customers there are.
    pub fn len(&self) -> usize {
        self.activity.customer.len()
    }

    /// Whether there is none; there always is one.
    pub fn is_empty(&self) -> bool {
        self.activity.customer.is_empty()
    }

    /// The whole at a glance.
    pub fn summary(&self) -> &RfmSummary {
        &self.summary
    }

    /// A column of integers, one for each customer.
    pub fn column(&self, column: Column) -> Vec<i32> {
        let bytes = |scores: &[u8]| scores.iter().map(|&score| i32::from(score)).collect();
        match column {
            Column::Recency => self.activity.recency.clone(),
            Column::Age => self.activity.age.clone(),
            Column::Frequency => self.activity.frequency.iter().map(|&n| n as i32).collect(),
            Column::R => bytes(&self.scored.r),
            Column::F => bytes(&self.scored.f),
            Column::M => bytes(&self.scored.m),
            Column::Tier => self.tier.iter().map(|&tier| i32::from(tier)).collect(),
        }
    }

    /// Each customer's money as a sum, whatever the options ask for.
    pub fn revenue(&self) -> &[f64] {
        &self.activity.revenue
    }

    /// Each customer's money, as the options ask for it.
    pub fn monetary(&self) -> &[f64] {
        &self.activity.monetary
    }

    /// Each customer's name.
    pub fn customer_ids(&self) -> impl Iterator<Item = &str> {
        self.activity.customer.iter().map(|&code| self.names.name(code))
    }
}
