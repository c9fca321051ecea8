//! Who moved from which tier to which between two dates.

use serde::Serialize;

use super::segmentation::Segmentation;
use planscore_base::error::{Error, Result};

/// Who moved from which tier to which.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TierMigration {
    /// Ids of the tiers, in the order of the table.
    pub tiers: Vec<String>,
    /// Their names.
    pub names: Vec<String>,
    /// `customers[i][j]` moved from tier i to tier j.
    pub customers: Vec<Vec<usize>>,
    /// Their money afterwards.
    pub revenue: Vec<Vec<f64>>,
    /// Customers who are only in the later one, by the tier they arrived in, with their money.
    pub arrived: Crossed,
    /// Customers who are only in the earlier one, by the tier they left, with their money then.
    pub left: Crossed,
}

/// Customers who are in one of the two only, by tier.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename = "TierArrivals")]
pub struct Crossed {
    /// How many.
    pub customers: Vec<usize>,
    /// Their money.
    pub revenue: Vec<f64>,
}

/// Compares two segmentations by the same table of tiers; customers are matched by name. Every customer
/// of either is counted exactly once.
///
/// # Errors
/// Different tables of tiers (`rfm/different-tables`).
pub fn tier_migration(before: &Segmentation, after: &Segmentation) -> Result<TierMigration> {
    let same = before.table.tiers.len() == after.table.tiers.len()
        && before.table.tiers.iter().zip(&after.table.tiers).all(|(a, b)| a.id == b.id);
    if !same {
        return Err(Error::invalid(
            "rfm/different-tables",
            "两次分层的分层表不同，无法比较",
            "the two segmentations have different tables of tiers",
        )
        .at("after"));
    }
    let tiers = after.table.tiers.len();
    let place = |from: usize, to: usize| from * (tiers + 1) + to;
    // The row and column beyond the tiers are "not there".
    let mut members: Vec<Vec<u32>> = vec![Vec::new(); (tiers + 1) * (tiers + 1)];
    let mut stayed = vec![false; before.len()];
    for i in 0..after.len() {
        let to = usize::from(after.tier[i]);
        let known = before.position(after.customer(i));
        let from = known.map_or(tiers, |j| usize::from(before.tier[j]));
        if let Some(j) = known {
            stayed[j] = true;
        }
        members[place(from, to)].push(i as u32);
    }
    for (j, _) in stayed.iter().enumerate().filter(|(_, stayed)| !**stayed) {
        members[place(usize::from(before.tier[j]), tiers)].push(j as u32);
    }
    // The tier of whoever no rule takes is told where it has anyone.
    let last_is_empty = (0..=tiers).all(|other| {
        members[place(tiers - 1, other)].is_empty() && members[place(other, tiers - 1)].is_empty()
    });
    let told = tiers - usize::from(last_is_empty);
    let count = |from, to| members[place(from, to)].len();
    let money = |of: &Segmentation, from, to| of.activity.sum(&members[place(from, to)]);
    Ok(TierMigration {
        tiers: after.table.tiers[..told].iter().map(|tier| tier.id.clone()).collect(),
        names: after.table.tiers[..told].iter().map(|tier| tier.name(after.locale).to_owned()).collect(),
        customers: (0..told).map(|i| (0..told).map(|j| count(i, j)).collect()).collect(),
        revenue: (0..told).map(|i| (0..told).map(|j| money(after, i, j)).collect()).collect(),
        arrived: Crossed {
            customers: (0..told).map(|j| count(tiers, j)).collect(),
            revenue: (0..told).map(|j| money(after, tiers, j)).collect(),
        },
        left: Crossed {
            customers: (0..told).map(|i| count(i, tiers)).collect(),
            revenue: (0..told).map(|i| money(before, i, tiers)).collect(),
        },
    })
}
