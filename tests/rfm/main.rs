//! RFM tiers against published data, a plain independent calculation, and properties.

#![allow(clippy::wildcard_imports, reason = "one test in several files")]

#[path = "../common/mod.rs"]
mod common;
mod decisions;
mod properties;
mod tiers;

use std::collections::BTreeMap;

use planscore::calendar::Day;
use planscore::rfm::{
    ChurnWarning, Column, Concentration, CustomerColumns, Dimension, Every, Frequency, LapsedDaysFrom,
    Monetary, NextPurchase, OrderBy, Refunds, Retention, RfmOptions, RhythmOptions, RowOptions, Scores,
    Segmentation, TierMigration, TierRule, TierWorth, Tiers, WakeUp, WakeUpOptions, WorthOptions,
    churn_warnings, customer_retention, next_purchases, segment_customers, segment_table, tier_migration,
    tier_worth,
};
use planscore::table::{Interner, OrderColumns, OrderOptions, Orders};
use proptest::prelude::*;

const CDNOW: &[u8] = include_bytes!("../fixtures/cdnow_sample.csv");

fn cdnow() -> Orders {
    Orders::from_csv(CDNOW, OrderOptions::default()).unwrap()
}

fn orders(rows: &[(&str, i32, f64)]) -> Orders {
    let mut data = OrderColumns::default();
    for &(customer, day, amount) in rows {
        let code = data.customers.intern(customer);
        data.customer.push(code);
        data.day.push(day);
        data.amount.push(amount);
    }
    Orders::from_columns(data).unwrap()
}

fn run(orders: &Orders, options: &RfmOptions) -> Segmentation {
    segment_customers(orders, options).unwrap()
}

/// Everything that is known of each customer, by name: recency, frequency, cents, r, f, m, tier.
fn by_name(result: &Segmentation) -> BTreeMap<String, (i32, u32, i64, [u8; 3], String)> {
    let options = RowOptions { limit: Some(10_000), ..RowOptions::default() };
    let rows = result.rows(&options).unwrap();
    rows.into_iter()
        .map(|row| {
            let cents = (row.monetary * 100.0).round() as i64;
            (row.customer, (row.recency, row.frequency, cents, [row.r, row.f, row.m], row.tier))
        })
        .collect()
}
