//! Deals and actuals read the same in any shape, orders in any encoding; what is spoilt is never passed over in silence.

use std::fmt::Write as _;

use planscore_base::actual::Measured;
use planscore_base::calendar::Day;
use planscore_table::encoding::{Encoding, detect, utf16};
use planscore_table::{ActualOptions, ActualsFile, DealOptions, Deals, OrderOptions, Orders};
use proptest::prelude::*;

/// A deal: the days on which it became a lead, an opportunity and ended, and how (none: open), and its yuan.
#[derive(Debug, Clone)]
struct Deal {
    days: [i32; 3],
    ended: Option<bool>,
    yuan: u32,
}

fn deals() -> impl Strategy<Value = Vec<Deal>> {
    let deal = (20_000..20_100_i32, 0..40_i32, 0..40_i32, prop::option::of(any::<bool>()), 1..1_000_000_u32)
        .prop_map(|(lead, first, second, ended, yuan)| Deal {
            days: [lead, lead + first, lead + first + second],
            ended,
            yuan,
        });
    prop::collection::vec(deal, 1..20)
}

/// How outcomes are written: the column, and the words for won, lost and open.
const OUTCOMES: [(&str, [&str; 3]); 5] = [
    ("结果", ["赢单", "输单", "进行中"]),
    ("商机状态", ["已成交", "已流失", "跟进中"]),
    ("Outcome", ["Closed Won", "Closed Lost - Price", "Open"]),
    ("结果", ["关闭赢单", "输单（价格）", "进行中"]),
    ("结果", ["成交", "丢单", "在谈"]),
];

fn written_day(day: i32, how: usize) -> String {
    let iso = Day(day).to_string();
    match how {
        0 => iso,
        1 => iso.replace('-', "/"),
        2 => format!("{}年{}月{}日", &iso[..4], &iso[5..7], &iso[8..]),
        _ => format!("{iso} 星期日"),
    }
}

/// The columns of a file in an order, row by row.
fn table(columns: &[(String, Vec<String>)], order: &[usize], delimiter: char, titles: usize) -> String {
    let mut text = "商机明细\n".repeat(titles);
    let rows = columns[0].1.len();
    for row in 0..=rows {
        for (i, &column) in order.iter().enumerate() {
            let (name, cells) = &columns[column];
            let cell = if row == 0 { name } else { &cells[row - 1] };
            write!(text, "{}{cell}", if i > 0 { delimiter.to_string() } else { String::new() }).unwrap();
        }
        text.push('\n');
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn deals_in_any_shape_read_the_same(
        deals in deals(),
        order in Just((0..6_usize).collect::<Vec<_>>()).prop_shuffle(),
        delimiter in prop::sample::select(vec![',', '\t', ';', '|']),
        titles in 0..4_usize,
        outcome in prop::sample::select(OUTCOMES.to_vec()),
        how in 0..4_usize,
        is_in_ten_thousands in any::<bool>(),
    ) {
        let day = |day: i32| written_day(day, how);
        let column = |name: &str, of: &dyn Fn(&Deal) -> String| (name.to_owned(), deals.iter().map(of).collect());
        let (name, [won, lost, open]) = outcome;
        let value = if is_in_ten_thousands { "金额(万元)" } else { "金额" };
        let columns = [
            ("商机编号".to_owned(), (0..deals.len()).map(|i| format!("D{i}")).collect::<Vec<_>>()),
            column("线索日期", &|deal| day(deal.days[0])),
            column("商机日期", &|deal| day(deal.days[1])),
            column(name, &|deal| match deal.ended { Some(true) => won, Some(false) => lost, None => open }.to_owned()),
            column("关闭日期", &|deal| deal.ended.map_or_else(String::new, |_| day(deal.days[2]))),
            column(value, &|deal| {
                if is_in_ten_thousands {
                    format!("{}.{:04}", deal.yuan / 10_000, deal.yuan % 10_000)
                } else {
                    deal.yuan.to_string()
                }
            }),
        ];
        let text = table(&columns, &order, delimiter, titles);
        let read = Deals::from_csv(text.as_bytes(), DealOptions::default()).unwrap();
        prop_assert_eq!((read.rows().read, read.rows().used), (deals.len(), deals.len()), "{}", text);
        prop_assert_eq!(read.stages(), ["线索", "商机", "成单"]);
        let mut events: Vec<(u32, u8, f64)> = Vec::new();
        for (code, deal) in (0..).zip(&deals) {
            events.push((code, 0, deal.days[0].into()));
            events.push((code, 1, deal.days[1].into()));
            match deal.ended {
                Some(true) => events.push((code, 2, deal.days[2].into())),
                Some(false) => events.push((code, Deals::LOST, deal.days[2].into())),
                None => {}
            }
            prop_assert!((read.value(code as usize).unwrap() - f64::from(deal.yuan)).abs() < 1e-6);
        }
        let told = read.event_deals().iter().zip(read.event_stages()).zip(read.event_times());
        let told: Vec<_> = told.map(|((&deal, &stage), &time)| (deal, stage, time)).collect();
        prop_assert_eq!(told, events, "{}", text);
    }

    /// A word that is no outcome, or a date that is none, is named with its line and moves no other deal.
    #[test]
    fn a_spoilt_deal_is_named(
        deals in deals(),
        at in any::<prop::sample::Index>(),
        field in 1..4_usize,
        junk in prop::sample::select(vec!["abc", "2026-02-30", "??", "#REF!x"]),
    ) {
        let at = at.index(deals.len());
        let mut lines = vec!["商机编号,线索日期,商机日期,结果,关闭日期".to_owned()];
        for (i, deal) in deals.iter().enumerate() {
            let [lead, opportunity, end] = deal.days.map(|day| Day(day).to_string());
            let (word, end) = match deal.ended {
                Some(true) => ("赢单", end),
                Some(false) => ("输单", end),
                None => ("进行中", String::new()),
            };
            lines.push(format!("D{i},{lead},{opportunity},{word},{end}"));
        }
        let sound = Deals::from_csv(lines.join("\n").as_bytes(), DealOptions::default()).unwrap();
        let mut cells: Vec<&str> = lines[at + 1].split(',').collect();
        cells[field] = junk;
        lines[at + 1] = cells.join(",");
        let Ok(spoilt) = Deals::from_csv(lines.join("\n").as_bytes(), DealOptions::default()) else {
            prop_assert_eq!(deals.len(), 1);
            return Ok(());
        };
        prop_assert!(spoilt.issues().listed().iter().any(|issue| issue.row == Some(at + 2)));
        let others = |deals: &Deals| {
            let events = deals.event_deals().iter().zip(deals.event_stages()).zip(deals.event_times());
            events
                .filter(|((deal, _), _)| **deal as usize != at)
                .map(|((&deal, &stage), &time)| (deal, stage, time))
                .collect::<Vec<_>>()
        };
        prop_assert_eq!(others(&spoilt), others(&sound));
    }

    /// However a rate is written, it is the same fraction; an amount is the same in any unit.
    #[test]
    fn actuals_in_any_shape_read_the_same(
        rate in 11..100_u32,
        goal in 11..100_u32,
        ways in (0..3_usize, 0..3_usize),
        yuan in 1..100_000_000_u32,
        unit in 0..4_usize,
        delimiter in prop::sample::select(vec![',', '\t', ';']),
    ) {
        let write_rate = |percent: u32, way: usize| match way {
            0 => format!("{percent}%"),
            1 => percent.to_string(),
            _ => format!("0.{percent:02}"),
        };
        let thousands = format!("{}.{:04}", yuan / 10_000, yuan % 10_000);
        let (amount, of) = match unit {
            0 => (yuan.to_string(), ""),
            1 => (format!("{thousands}万"), ""),
            2 => (thousands, "万元"),
            _ => (format!("¥{yuan}"), "元"),
        };
        let (rate_text, goal_text) = (write_rate(rate, ways.0), write_rate(goal, ways.1));
        let lines = [
            ["指标", "实际", "目标", "单位"],
            ["回款率", &rate_text, &goal_text, ""],
            ["销售总额", &amount, "", of],
        ];
        let text = lines.map(|line| line.join(&delimiter.to_string())).join("\n");
        let file = ActualsFile::from_csv(text.as_bytes(), ActualOptions::default()).unwrap();
        let values: Vec<f64> = file.groups[0]
            .actuals
            .iter()
            .map(|actual| if let Measured::Value(value) = actual.measured { value } else { f64::NAN })
            .collect();
        prop_assert!((values[0] - f64::from(rate) / 100.0).abs() < 1e-12, "{}", text);
        prop_assert!((values[1] - f64::from(yuan)).abs() < 1e-6, "{}", text);
        prop_assert!((file.groups[0].targets[0].value - f64::from(goal) / 100.0).abs() < 1e-12, "{}", text);
        prop_assert_eq!(file.issue_count, 0);
    }

    /// UTF-16 of either order, with a mark, is the same file.
    #[test]
    fn any_encoding_reads_the_same(cents in prop::collection::vec(1..1_000_000_u32, 1..20), is_little in any::<bool>()) {
        let mut text = String::from("\u{FEFF}客户,日期,金额\n");
        for (i, cents) in cents.iter().enumerate() {
            writeln!(text, "客户{i},2026-03-{:02},{}.{:02}", i % 28 + 1, cents / 100, cents % 100).unwrap();
        }
        let bytes: Vec<u8> = text
            .encode_utf16()
            .flat_map(|unit| if is_little { unit.to_le_bytes() } else { unit.to_be_bytes() })
            .collect();
        let found = detect(&bytes, true).unwrap();
        prop_assert_eq!(found, if is_little { Encoding::Utf16Le } else { Encoding::Utf16Be });
        let read = Orders::from_csv(utf16(&bytes, is_little).as_bytes(), OrderOptions::default()).unwrap();
        let told: Vec<u32> = read.amounts().iter().map(|amount| (amount * 100.0).round() as u32).collect();
        prop_assert_eq!(told, cents);
    }
}

#[test]
fn a_total_beyond_the_last_column_is_a_total() {
    let file = "商机编号,线索日期,成单日期\nD1,2026-01-02,2026-02-03\n,,,,合计\n";
    let deals = Deals::from_csv(file.as_bytes(), DealOptions::default()).unwrap();
    let listed: Vec<_> = deals.issues().listed().iter().map(|issue| (issue.code, issue.row)).collect();
    assert_eq!(listed, [("table/total-row", Some(3))]);
}
