//! Parts of the rows, made anywhere and merged in any order, come to what the whole comes to, to the last bit.

use planscore::calendar::{Day, Period};
use planscore::measure::{OrderSums, Scope, from_orders};
use planscore::rfm::{Frequency, Monetary, Refunds, RfmOptions, RfmPart, segment_customers};
use planscore::table::{Evidence, OrderHeader, OrderOptions, OrderPart, Orders};
use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

const HEADER: [&str; 6] = ["订单号", "客户", "下单日期", "金额", "成本", "负责人"];
/// Readers that the rows are dealt out to.
const READERS: u8 = 4;
/// Groups of customers.
const GROUPS: usize = 5;

type Row = [String; 6];

/// As a state travels between machines.
fn sent<T: Serialize + DeserializeOwned>(state: &T) -> T {
    postcard::from_bytes(&postcard::to_allocvec(state).unwrap()).unwrap()
}

fn whole(rows: &[Row]) -> planscore::error::Result<Orders> {
    let lines = rows.iter().map(|row| row.join("\t"));
    let text: Vec<String> = std::iter::once(HEADER.join("\t")).chain(lines).collect();
    Orders::from_csv(text.join("\n").as_bytes(), OrderOptions::default())
}

/// The orders of each group of customers, from rows that were dealt out to several readers; what these saw is
/// told to all until nobody learns anything new.
fn grouped(rows: &[(Row, u8)]) -> Vec<OrderPart> {
    let header = OrderHeader::new(&HEADER, OrderOptions::default()).unwrap();
    let mut evidence = Evidence::default();
    loop {
        let (mut groups, mut found) = (vec![OrderPart::default(); GROUPS], Evidence::default());
        for reader in 0..READERS {
            for (group, merged) in groups.iter_mut().enumerate() {
                let own = |row: &Row| row[1].trim().bytes().map(usize::from).sum::<usize>() % GROUPS == group;
                let mut rows = rows.iter().filter(|(row, of)| *of == reader && own(row)).peekable();
                if rows.peek().is_none() {
                    continue;
                }
                let mut cells = header.cells(&evidence).unwrap();
                for (row, _) in rows {
                    cells.push(row.iter().map(String::as_str));
                }
                let (part, seen) = cells.settle().unwrap();
                merged.merge(sent(&part)).unwrap();
                found.merge(&sent(&seen));
            }
        }
        if !found.revises(&evidence) {
            return groups;
        }
        evidence = found;
    }
}

fn cell_of_date() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => (0..500_i32).prop_map(|day| Day(20_000 + day).to_string()),
        1 => (1..29_u32, 1..13_u32).prop_map(|(day, month)| format!("{day:02}/{month:02}/2025")),
        1 => Just("2062-01-01".to_owned()),
        1 => Just("soon".to_owned()),
    ]
}

fn cell_of_amount() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => (-9_999..999_999_i64).prop_map(|cents| format!("{}", cents as f64 / 100.0)),
        1 => (1..9_999_i64).prop_map(|mils| format!("{}", mils as f64 / 1_000.0)),
        1 => (-1e9..1e12_f64).prop_map(|amount| format!("{amount}")),
        1 => Just("0".to_owned()),
        1 => Just(String::new()),
    ]
}

fn row() -> impl Strategy<Value = Row> {
    let customer = prop_oneof![9 => (0..12_u32).prop_map(|i| format!("客户{i} ")), 1 => Just(String::new())];
    let id = prop_oneof![(0..40_u32).prop_map(|id| format!("A{id}")), Just(String::new())];
    let cost = prop_oneof![
        (0..99_999_i64).prop_map(|cents| format!("{}", cents as f64 / 100.0)),
        Just(String::new())
    ];
    (id, customer, cell_of_date(), cell_of_amount(), cost, "[甲乙丙]?").prop_map(<[String; 6]>::from)
}

fn options() -> impl Strategy<Value = RfmOptions> {
    let frequency = prop_oneof![Just(Frequency::Days), Just(Frequency::Orders)];
    let monetary = prop_oneof![Just(Monetary::Sum), Just(Monetary::Mean)];
    let refunds = prop_oneof![Just(Refunds::Net), Just(Refunds::Drop), Just(Refunds::Keep)];
    let days = (proptest::option::of(0..400_i32), proptest::option::of(0..400_i32));
    (frequency, monetary, refunds, days).prop_map(|(frequency, monetary, refunds, (since, as_of))| {
        RfmOptions {
            frequency,
            monetary,
            refunds,
            since: since.map(|day| Day(19_900 + day)),
            as_of: as_of.map(|day| Day(20_300 + day)),
            ..RfmOptions::default()
        }
    })
}

fn parts<T>(rows: &[(Row, u8)], backwards: bool, of: impl Fn(&Orders) -> T) -> Vec<(T, usize)> {
    let one = |part: OrderPart| {
        let nameless = part.issues_of("orders/no-customer");
        (of(&part.into_orders().unwrap()), nameless)
    };
    let mut parts: Vec<_> = grouped(rows).into_iter().map(one).collect();
    if backwards {
        parts.reverse();
    }
    parts
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn tiers(rows in prop::collection::vec((row(), 0..READERS), 1..120), options in options(), backwards: bool) {
        let of = |orders: &Orders| sent(&RfmPart::of(orders, &options).unwrap());
        let mut merged: Option<RfmPart> = None;
        for (mut part, nameless) in parts(&rows, backwards, of) {
            part.leave_out_nameless(nameless);
            match &mut merged {
                Some(merged) => merged.merge(part).unwrap(),
                None => merged = Some(part),
            }
        }
        let mut merged = merged.unwrap();
        let all: Vec<Row> = rows.into_iter().map(|(row, _)| row).collect();
        match whole(&all).and_then(|orders| segment_customers(&orders, &options)) {
            Ok(whole) => {
                // Order numbers that several customers share are counted by who sees all.
                merged.set_orders(whole.summary().orders);
                let merged = merged.evaluate(&options).unwrap();
                prop_assert_eq!(merged.summary(), whole.summary());
                prop_assert_eq!(merged.to_csv(), whole.to_csv());
            }
            Err(error) => {
                let code = merged.evaluate(&options).map(|_| ()).unwrap_err().code();
                prop_assert!(["rfm/no-purchases"].contains(&code), "{} {}", code, error);
            }
        }
    }

    #[test]
    fn actuals(rows in prop::collection::vec((row(), 0..READERS), 1..120), backwards: bool, owned: bool) {
        let period = Period::new(Day(20_300), Day(20_400));
        let scope = Scope { owner: owned.then_some("甲"), ..Scope::default() };
        let of = |orders: &Orders| sent(&OrderSums::of(orders, &period, scope).unwrap());
        let merged = parts(&rows, backwards, of).into_iter().map(|(sums, _)| sums).reduce(|mut a, b| {
            a.merge(b);
            a
        });
        let all: Vec<Row> = rows.into_iter().map(|(row, _)| row).collect();
        if let Ok(orders) = whole(&all) {
            prop_assert_eq!(merged.unwrap().evaluate(scope.locale), from_orders(&orders, &period, scope).unwrap());
        }
    }
}
