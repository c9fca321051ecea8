//! The same input gives the same output on every platform: these tests run natively, in Node and in
//! Chromium, on the sample files.

use planscore::calendar::Day;
use planscore::funnel::{FunnelOptions, analyze_funnel};
use planscore::rfm::{RfmOptions, segment_customers};
use planscore::table::{DealOptions, Deals, Issues, OrderOptions, Orders};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const ORDERS: &[u8] = include_bytes!("../../../www/samples/orders.csv");
const PLAN: &str = include_str!("../../../www/samples/plan.md");
const DEALS: &[u8] = include_bytes!("../../../www/samples/deals.csv");

fn places(issues: &Issues) -> Vec<(&str, Option<usize>)> {
    issues.listed().iter().map(|issue| (issue.code, issue.row)).collect()
}

/// Rows and sum counted by a script that leaves out the four broken lines; two more orders were cancelled.
#[test]
fn orders_are_read_alike() {
    let orders = Orders::from_csv(ORDERS, OrderOptions::default()).unwrap();
    assert_eq!(orders.len(), 473);
    assert_eq!(orders.amounts().iter().sum::<f64>(), 13_174_330.0);
    let broken = [
        ("orders/bad-date", Some(59)),
        ("orders/bad-amount", Some(105)),
        ("orders/no-customer", Some(183)),
        ("orders/state", Some(212)),
        ("orders/state", Some(235)),
        ("table/total-row", Some(480)),
    ];
    assert_eq!(places(orders.issues()), broken);
}

#[test]
fn customers_are_segmented_alike() {
    let orders = Orders::from_csv(ORDERS, OrderOptions::default()).unwrap();
    let result = segment_customers(&orders, &RfmOptions::default()).unwrap();
    let tiers: Vec<_> =
        result.summary().tiers.iter().map(|tier| (tier.tier.as_str(), tier.customers)).collect();
    assert_eq!(tiers, [("new", 12), ("vip", 5), ("active", 31), ("dormant", 6), ("lost", 18)]);
    assert_eq!(result.summary().revenue, 13_174_330.0);
}

#[test]
fn deals_are_read_alike() {
    let deals = Deals::from_csv(DEALS, DealOptions::default()).unwrap();
    assert_eq!(deals.len(), 317);
    let broken =
        [("deals/bad-date", Some(98)), ("table/far-date", Some(207)), ("deals/negative-duration", Some(43))];
    assert_eq!(places(deals.issues()), broken);
}

/// Stages counted by a script that leaves out the three broken lines.
#[test]
fn the_planted_bottleneck_is_found_alike() {
    let deals = Deals::from_csv(DEALS, DealOptions::default()).unwrap();
    let options = FunnelOptions { as_of: Day::from_ymd(2026, 9, 30), ..FunnelOptions::default() };
    let report = analyze_funnel(&deals, None, &options).unwrap();
    let stages: Vec<_> = report.stages.iter().map(|stage| (stage.stage.as_str(), stage.entered)).collect();
    assert_eq!(stages, [("线索", 317), ("初步沟通", 238), ("需求确认", 169), ("方案报价", 50), ("成单", 28)]);
    assert_eq!(report.bottleneck.unwrap().stage, "需求确认");
    assert_eq!(report.stuck.len(), 6);
}

#[test]
fn plans_are_checked_alike() {
    let report = planscore::plan::check_plan(PLAN, &planscore::plan::Options::default()).unwrap();
    let found: Vec<(&str, usize)> = report
        .findings
        .iter()
        .filter(|f| f.code.starts_with('P'))
        .map(|f| (f.code.as_str(), f.span.line))
        .collect();
    assert_eq!(found, [("P001", 23), ("P004", 36)]);
    assert_eq!((report.sections.len(), report.goals.len(), report.kpis.len()), (12, 7, 6));
    let lost: f64 = report.findings.iter().map(|finding| finding.lost).sum();
    assert_eq!(report.score, 100.0 - lost);
}
