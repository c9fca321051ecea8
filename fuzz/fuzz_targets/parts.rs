//! Rows dealt out to several readers and merged are what the whole comes to. Six bytes are a row.
#![no_main]

use libfuzzer_sys::fuzz_target;
use planscore::calendar::{Day, Period};
use planscore::measure::{OrderSums, Scope, from_orders};
use planscore::rfm::{RfmOptions, RfmPart, segment_customers};
use planscore::table::{Evidence, OrderHeader, OrderOptions, OrderPart, Orders, group_of};
use std::sync::LazyLock;

const NAMES: [&str; 5] = ["订单号", "客户", "下单日期", "金额", "成本"];
static HEADER: LazyLock<OrderHeader> =
    LazyLock::new(|| OrderHeader::new(&NAMES, OrderOptions::default()).expect("columns"));
/// Readers that the rows are dealt out to, and groups of customers.
const READERS: usize = 2;
const GROUPS: u32 = 2;

type Row = [String; 5];

fuzz_target!(|bytes: &[u8]| {
    let rows: Vec<Row> = bytes.as_chunks().0.iter().map(row).collect();
    let lines = rows.iter().map(|row| row.join("\t") + "\n");
    let file: String = std::iter::once(NAMES.join("\t") + "\n").chain(lines).collect();
    let Ok(whole) = Orders::from_csv(file.as_bytes(), OrderOptions::default()) else { return };

    let (options, scope, period) =
        (RfmOptions::default(), Scope::default(), Period::new(Day(20_300), Day(20_400)));
    let (mut tiers, mut sums): (Option<RfmPart>, Option<OrderSums>) = (None, None);
    for part in grouped(&rows) {
        let nameless = part.issues_of("orders/no-customer");
        let orders = part.into_orders().expect("a part holds orders");
        let own = OrderSums::of(&orders, &period, scope).expect("a period");
        match &mut sums {
            Some(sums) => sums.merge(own),
            None => sums = Some(own),
        }
        let mut own = RfmPart::of(&orders, &options).expect("options");
        own.leave_out_nameless(nameless);
        match &mut tiers {
            Some(tiers) => tiers.merge(own).expect("parts of one file"),
            None => tiers = Some(own),
        }
    }
    let (Some(mut tiers), Some(sums)) = (tiers, sums) else { return };
    assert_eq!(sums.evaluate(scope.locale), from_orders(&whole, &period, scope).expect("a period"));
    match segment_customers(&whole, &options) {
        Ok(whole) => {
            // Order numbers that several customers share are counted by who sees all.
            tiers.set_orders(whole.summary().orders);
            let merged = tiers.evaluate(&options).expect("what is known of the whole");
            assert_eq!(merged.summary(), whole.summary());
            assert_eq!(merged.to_csv(), whole.to_csv());
        }
        Err(error) => {
            assert_eq!(tiers.evaluate(&options).map(|_| ()).expect_err("none").code(), error.code())
        }
    }
});

fn row(&[id, customer, date, amount, cents, cost]: &[u8; 6]) -> Row {
    let number = i32::from(amount) * 256 + i32::from(cents);
    let day = |day: u8| Day(20_260 + i32::from(day)).to_string();
    [
        if id % 4 == 0 { String::new() } else { format!("A{}", id % 40) },
        if customer % 16 == 0 { String::new() } else { format!("客户{} ", customer % 16) },
        match date {
            0..8 => format!("{:02}/{:02}/2025", 1 + date * 3 % 28, 1 + amount % 12),
            8 => "2062-01-01".to_owned(),
            9 => "soon".to_owned(),
            _ => day(date),
        },
        match amount {
            0 => String::new(),
            1..16 => format!("{}.{:03}", cents, u16::from(amount) * 60),
            16..24 => format!("-{}", f64::from(number) / 100.0),
            24 => format!("{}e9", cents),
            25 => "0".to_owned(),
            _ => format!("{}", f64::from(number) / 100.0),
        },
        if cost % 3 == 0 { String::new() } else { format!("{}", f64::from(cost) / 10.0) },
    ]
}

/// The orders of each group of customers; what the readers saw is told to all until nobody learns anything new.
fn grouped(rows: &[Row]) -> Vec<OrderPart> {
    let mut evidence = Evidence::default();
    loop {
        let (mut groups, mut found) = (vec![OrderPart::default(); GROUPS as usize], Evidence::default());
        for reader in 0..READERS {
            for (group, merged) in (0..GROUPS).zip(&mut groups) {
                let own = |row: &&Row| group_of(&row[1], GROUPS) == group;
                let mut rows = rows.iter().skip(reader).step_by(READERS).filter(own).peekable();
                if rows.peek().is_none() {
                    continue;
                }
                let mut cells = HEADER.cells(&evidence).expect("one currency");
                rows.for_each(|row| cells.push(row.iter().map(String::as_str)));
                let (part, seen) = cells.settle().expect("few rows");
                merged.merge(part).expect("few rows");
                found.merge(&seen);
            }
        }
        if !found.revises(&evidence) {
            return groups;
        }
        evidence = found;
    }
}
