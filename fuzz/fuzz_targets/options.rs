//! No options of tiers and funnels cause a panic or a number that is none, on small data. An input is a call as JSON:
//! `tiers`, `rhythm`, `worth`, `rows`, `wakeUp`, `funnel`, `leads`, `hit`, `counts`, `plan`.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use planscore::funnel::{
    FunnelOptions, HitOptions, LeadOptions, StageCount, analyze_counts, analyze_funnel, hit_probability,
    required_leads,
};
use planscore::plan::{Options, check_plan};
use planscore::rfm::{
    RfmOptions, RhythmOptions, RowOptions, WakeUpOptions, WorthOptions, churn_warnings, customer_retention,
    next_purchases, segment_customers, tier_worth,
};
use planscore::table::{DealOptions, Deals, Orders};
use planscore_fuzz::{argument, assert_finite, is_one_in};
use serde_json::Value;

const PLAN: &str = "# 目标\n销售额增长20%，新增客户36家。\n# 预算\n差旅12万元。\n";

static ORDERS: LazyLock<Orders> = LazyLock::new(planscore_fuzz::orders);

static DEALS: LazyLock<Deals> = LazyLock::new(|| {
    let row = |i: u32| {
        let won = if i % 3 == 0 { format!("2026-03-{:02}", 1 + i % 28) } else { String::new() };
        format!("{i},o{},2026-01-{:02},2026-02-{:02},{won},{}\n", i % 3, 1 + i % 28, 1 + i % 28, i * 1_000)
    };
    let header = "商机编号,负责人,线索日期,商机日期,成单日期,金额\n".to_owned();
    let file: String = std::iter::once(header).chain((0..40).map(row)).collect();
    Deals::from_csv(file.as_bytes(), DealOptions::default()).expect("deals")
});

fuzz_target!(|text: &str| {
    let Ok(call) = serde_json::from_str::<Value>(text) else { return };
    let bytes = text.as_bytes();
    // What draws thousands of random numbers.
    let draws = is_one_in(16, bytes);
    if let Some(options) = argument::<RfmOptions>(&call, "tiers") {
        if let Ok(tiers) = segment_customers(&ORDERS, &options) {
            assert_finite(tiers.summary(), bytes);
            if let Some(rows) = argument::<RowOptions>(&call, "rows") {
                assert_finite(&tiers.rows(&rows), bytes);
            }
            if let Some(wake_up) = argument::<WakeUpOptions>(&call, "wakeUp") {
                assert_finite(&tiers.wake_up_list(&wake_up), bytes);
            }
        }
        if let Some(worth) = argument::<WorthOptions>(&call, "worth").filter(|_| draws) {
            assert_finite(&tier_worth(&ORDERS, &options, &worth), bytes);
        }
    }
    if let Some(options) = argument::<RhythmOptions>(&call, "rhythm") {
        assert_finite(&customer_retention(&ORDERS, &options), bytes);
        assert_finite(&churn_warnings(&ORDERS, &options), bytes);
        assert_finite(&next_purchases(&ORDERS, &options), bytes);
    }
    if let Some(options) = argument::<FunnelOptions>(&call, "funnel") {
        if draws {
            assert_finite(&analyze_funnel(&DEALS, None, &options), bytes);
        }
        if let Some(counts) = argument::<Vec<StageCount>>(&call, "counts") {
            assert_finite(&analyze_counts(&counts, &options), bytes);
        }
    }
    if let Some(options) = argument::<LeadOptions>(&call, "leads") {
        assert_finite(&required_leads(&DEALS, &options), bytes);
    }
    if let Some(options) = argument::<HitOptions>(&call, "hit").filter(|_| draws) {
        assert_finite(&hit_probability(&DEALS, &options), bytes);
    }
    if let Some(options) = argument::<Options>(&call, "plan").filter(|_| draws) {
        assert_finite(&check_plan(PLAN, &options), bytes);
    }
});
