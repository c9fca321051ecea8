//! Any table of tiers is refused or gives every customer the tier of the first rule that takes it, as the check of the table
//! says. The first byte is the number of scores, four more are a rule: its tier, and the ends of three ranges.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use planscore::rfm::{RfmOptions, RowOptions, TierRule, Tiers, check_tier_table, segment_customers};
use planscore::table::Orders;

static ORDERS: LazyLock<Orders> = LazyLock::new(planscore_fuzz::orders);

fuzz_target!(|bytes: &[u8]| {
    let Some((&first, rules)) = bytes.split_first() else { return };
    let bins = u32::from(first % 16);
    let range = |byte: u8| (byte != 0).then_some((u32::from(byte >> 4), u32::from(byte & 15)));
    let rule = |bytes: &[u8; 4]| {
        let [tier, r, f, m] = *bytes;
        let tier = if tier == 0 { String::new() } else { format!("t{}", tier % 9) };
        TierRule { tier, r: range(r), f: range(f), m: range(m) }
    };
    let rules: Vec<TierRule> = rules.as_chunks().0.iter().map(rule).collect();
    let check = check_tier_table(&rules, Some(bins));
    let options =
        RfmOptions { bins: Some(bins), tiers: Tiers::Custom(rules.clone()), ..RfmOptions::default() };
    let Ok(tiers) = segment_customers(&ORDERS, &options) else {
        assert!(check.is_err() || bins < 3, "{rules:?}");
        return;
    };
    let check = check.expect("what is a table for customers is one");
    for row in tiers.rows(&RowOptions::default()).expect("few rows") {
        let scores = [row.r, row.f, row.m].map(u32::from);
        let is_within =
            |range: Option<(u32, u32)>, score| range.is_none_or(|(low, high)| low <= score && score <= high);
        let takes = |rule: &&TierRule| {
            [rule.r, rule.f, rule.m].into_iter().zip(scores).all(|(range, score)| is_within(range, score))
        };
        let tier = rules.iter().find(takes).map(|rule| rule.tier.as_str());
        assert_eq!(row.tier, tier.unwrap_or("unmatched"));
        assert_eq!(check.gaps.contains(&scores), tier.is_none());
        assert!(!check.unreachable.contains(&row.tier));
    }
});
