//! No cell is a date outside the years that records have, or an amount that is none; lines are a date and an amount in turn.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use planscore::calendar::Day;
use planscore::table::{Evidence, OrderHeader, OrderOptions, parse_time};

static HEADER: LazyLock<OrderHeader> =
    LazyLock::new(|| OrderHeader::new(&["客户", "日期", "金额"], OrderOptions::default()).expect("columns"));

/// Days from 1900 to 2199, and a day more on each side for what is written in another zone.
const DAYS: std::ops::Range<f64> = -25_568.0..84_007.0;

fuzz_target!(|text: &str| {
    let mut cells = HEADER.cells(&Evidence::default()).expect("one currency");
    let mut lines = text.lines();
    while let Some(date) = lines.next() {
        if let Some(time) = parse_time(date) {
            assert!(DAYS.contains(&time), "{date:?} is {time}");
            let day = Day(time.floor() as i32);
            assert_eq!(parse_time(&day.to_string()), Some(time.floor()), "{date:?} is {day}");
        }
        cells.push(["甲", date, lines.next().unwrap_or("1")].into_iter());
    }
    let (part, _) = cells.settle().expect("few rows");
    let orders = part.into_orders().expect("a part holds orders");
    assert!(orders.amounts().iter().all(|amount| amount.is_finite()));
    assert!(orders.days().iter().all(|day| DAYS.contains(&f64::from(*day))));
});
