//! RFM tiers against published data, a plain independent calculation, and properties.

mod common;

use std::collections::BTreeMap;

use planscore::calendar::Day;
use planscore::rfm::{
    ChurnWarning, Column, Concentration, Dimension, Every, Frequency, LapsedDaysFrom, Monetary, NextPurchase,
    OrderBy, Refunds, Retention, RfmOptions, RhythmOptions, RowOptions, Scores, Segmentation, TierMigration,
    TierRule, TierWorth, Tiers, WakeUp, WakeUpOptions, WorthOptions, churn_warnings, customer_retention,
    next_purchases, segment_customers, tier_migration, tier_worth,
};
use planscore::table::{Interner, OrderColumns, OrderOptions, Orders};
use proptest::prelude::*;

const CDNOW: &[u8] = include_bytes!("fixtures/cdnow_sample.csv");

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

/// Type 7 quantile as its definition reads (Hyndman and Fan 1996).
fn quantile(values: &mut [f64], p: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    let h = (values.len() - 1) as f64 * p;
    let (low, high) = (values[h.floor() as usize], values[h.ceil() as usize]);
    low + (h - h.floor()) * (high - low)
}

/// The same in the plainest possible way, from the lines of the file.
#[test]
fn cdnow_agrees_with_a_plain_calculation() {
    let mut days: BTreeMap<&str, Vec<i32>> = BTreeMap::new();
    let mut cents: BTreeMap<&str, i64> = BTreeMap::new();
    for line in std::str::from_utf8(CDNOW).unwrap().lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let iso = format!("{}-{}-{}", &cells[1][..4], &cells[1][4..6], &cells[1][6..]);
        days.entry(cells[0]).or_default().push(Day::parse_iso(&iso).unwrap().0);
        *cents.entry(cells[0]).or_default() += (cells[2].parse::<f64>().unwrap() * 100.0).round() as i64;
    }
    let as_of = *days.values().flatten().max().unwrap();
    let mut values: [Vec<f64>; 3] = Default::default();
    for (customer, days) in &mut days {
        days.sort_unstable();
        days.dedup();
        values[0].push(f64::from(as_of - days.last().unwrap()));
        values[1].push(days.len() as f64);
        values[2].push(cents[customer] as f64 / 100.0);
    }
    let cuts: Vec<Vec<f64>> = values
        .iter()
        .map(|column| (1..5).map(|i| quantile(&mut column.clone(), f64::from(i) / 5.0)).collect())
        .collect();
    let result = run(&cdnow(), &RfmOptions { tiers: Tiers::TenSegments, ..RfmOptions::default() });
    let summary = result.summary();
    assert_eq!((summary.customers, summary.orders, summary.as_of), (2357, 6919, Day(as_of)));
    for (own, expected) in [&summary.cuts.r, &summary.cuts.f, &summary.cuts.m].into_iter().zip(&cuts) {
        assert!(own.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-9), "{own:?} {expected:?}");
    }
    let found = by_name(&result);
    for (i, customer) in days.keys().enumerate() {
        let (recency, frequency, money, scores, _) = &found[*customer];
        assert_eq!(
            (f64::from(*recency), f64::from(*frequency), *money),
            (values[0][i], values[1][i], cents[customer]),
            "{customer}"
        );
        let below = |d: usize| cuts[d].iter().filter(|cut| **cut < values[d][i]).count() as u8;
        assert_eq!(*scores, [5 - below(0), 1 + below(1), 1 + below(2)], "{customer}");
    }
    // Half of all customers bought once: no quantile can split them, and none does.
    assert!(summary.tie_mass.f > 0.4 && summary.empty_scores[0].dimension == Dimension::F);
}

/// The R package `rfm` on its own example orders: 995 customers as of 2006-12-31, with the cuts of
/// its vignette and every customer in one of its tiers.
#[test]
#[ignore = "needs ../shared"]
fn the_r_packages_vignette() {
    let text = common::shared_text("data/r_rfm_orders.txt");
    let mut data = OrderColumns::default();
    for (customer, line) in text.lines().enumerate() {
        let code = data.customers.intern(&format!("{customer}"));
        for order in line.split_whitespace() {
            let (day, amount) = order.split_once(':').unwrap();
            data.customer.push(code);
            data.day.push(day.parse().unwrap());
            data.amount.push(amount.parse().unwrap());
        }
    }
    let orders = Orders::from_columns(data).unwrap();
    assert_eq!((orders.len(), orders.customers().len()), (4906, 995));
    let last = *orders.days().iter().max().unwrap();
    let options = |as_of| RfmOptions {
        tiers: Tiers::RPackage,
        frequency: Frequency::Orders,
        as_of: Some(Day(as_of)),
        ..RfmOptions::default()
    };
    // The file counts days from an unnamed start; its orders end in the last days of 2006.
    let cuts_seen_from = |as_of| run(&orders, &options(as_of)).summary().cuts.clone();
    let cuts = (last..last + 10)
        .map(cuts_seen_from)
        .find(|cuts| cuts.r[0] == 115.0)
        .expect("the vignette's recency");
    let close = |own: &[f64], expected: [f64; 4]| own.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-6);
    assert!(close(&cuts.r, [115.0, 181.0, 297.4, 482.0]), "{cuts:?}");
    assert!(close(&cuts.f, [4.0, 5.0, 6.0, 8.0]) && close(&cuts.m, [255.8, 382.0, 506.4, 666.0]), "{cuts:?}");
}

#[test]
fn the_sales_plans_five_tiers() {
    let day = |text: &str| Day::parse_iso(text).unwrap().0;
    // Ten customers who buy on, one of them (王总) far above the rest; a new one; two long gone.
    let mut rows: Vec<(String, i32, f64)> = Vec::new();
    for i in 0..10 {
        for month in 1..=9 {
            rows.push((format!("常客{i}"), day(&format!("2026-{month:02}-1{i}")), 1000.0 + f64::from(i)));
        }
    }
    rows.push(("王总".into(), day("2025-03-01"), 1e6));
    rows.push(("王总".into(), day("2026-09-01"), 1e6));
    rows.push(("新来的".into(), day("2026-09-10"), 5e6));
    rows.push(("大客户".into(), day("2024-09-10"), 5e5));
    rows.push(("小客户".into(), day("2024-09-10"), 50.0));
    let named: Vec<(&str, i32, f64)> = rows.iter().map(|(n, d, a)| (n.as_str(), *d, *a)).collect();
    let result =
        run(&orders(&named), &RfmOptions { as_of: Some(Day(day("2026-09-30"))), ..RfmOptions::default() });
    let summary = result.summary();
    assert_eq!((summary.lapsed_days_from, summary.tiers.len()), (LapsedDaysFrom::Gaps, 5));
    let tier = |name: &str| result.explain(name).unwrap().tier;
    assert_eq!(
        [tier("新来的"), tier("王总"), tier("常客3"), tier("大客户"), tier("小客户")],
        ["new", "vip", "active", "dormant", "lost"]
    );
    assert_eq!(summary.tiers.iter().map(|t| t.customers).collect::<Vec<_>>(), [1, 1, 10, 1, 1]);
    let explained = result.explain("小客户").unwrap();
    assert!(explained.to_move_up.iter().any(|step| step.starts_with("活跃客户")), "{explained:?}");
    assert_eq!(result.explain("没有").unwrap_err().code(), "rfm/unknown-customer");
}

#[test]
fn eight_segments_by_the_mean() {
    // Means: R (10 + 110) / 2 = 60, F (3 + 1) / 2 = 2, M (30 + 90) / 2 = 60.
    let rows = [("近", 0, 10.0), ("近", 50, 10.0), ("近", 100, 10.0), ("远", 0, 90.0)];
    let options = RfmOptions { tiers: Tiers::EightSegments, as_of: Some(Day(110)), ..RfmOptions::default() };
    let result = run(&orders(&rows), &options);
    let names: Vec<String> =
        result.rows(&RowOptions::default()).unwrap().into_iter().map(|row| row.name).collect();
    assert_eq!(
        names,
        ["重要挽留客户", "一般价值客户"].map(str::to_owned).into_iter().rev().collect::<Vec<_>>()
    );
}

#[test]
fn every_policy_is_counted_and_money_never_moves_time() {
    let rows = [
        ("甲", 10, 100.0),
        ("甲", 10, 100.0),
        ("甲", 12, -30.0),
        ("甲", 20, 0.0),
        ("乙", 5, 50.0),
        ("丙", 15, -5.0),
        ("乙", 1, 7.0),
        ("乙", 99, 7.0),
    ];
    let options =
        |refunds| RfmOptions { refunds, since: Some(Day(2)), as_of: Some(Day(30)), ..RfmOptions::default() };
    let net = run(&orders(&rows), &options(Refunds::Net));
    let policies: Vec<(&str, usize)> = net.summary().policies.iter().map(|p| (p.code, p.rows)).collect();
    assert_eq!(
        policies,
        [
            ("refunds", 2),
            ("zero-amounts", 1),
            ("exact-duplicates", 1),
            ("merged", 1),
            ("before-since", 1),
            ("after-as-of", 1),
            ("refund-only", 1)
        ]
    );
    assert_eq!(by_name(&net)["甲"].2, 17_000);
    let drop = run(&orders(&rows), &options(Refunds::Drop));
    assert_eq!(by_name(&drop)["甲"].2, 20_000);
    for column in [Column::Recency, Column::Frequency] {
        assert_eq!(net.column(column), drop.column(column));
        assert_eq!(net.column(column), run(&orders(&rows), &options(Refunds::Keep)).column(column));
    }
    // Two purchase days, 170 net: 85 each; with the refund kept as a row of its own 170 / 3.
    let mean = |refunds| {
        run(&orders(&rows), &RfmOptions { monetary: Monetary::Mean, ..options(refunds) }).monetary()[0]
    };
    assert!((mean(Refunds::Net) - 85.0).abs() < 1e-9 && (mean(Refunds::Keep) - 170.0 / 3.0).abs() < 1e-9);
}

#[test]
fn orders_or_days() {
    let file = "客户,日期,金额,订单号\n甲,2026-01-01,1,A\n甲,2026-01-01,2,A\n甲,2026-01-01,3,B\n甲,2026-01-01,3,\n甲,2026-01-01,3,\n";
    let orders = Orders::from_csv(file.as_bytes(), OrderOptions::default()).unwrap();
    let count = |frequency| {
        run(&orders, &RfmOptions { frequency, ..RfmOptions::default() }).column(Column::Frequency)[0]
    };
    assert_eq!((count(Frequency::Days), count(Frequency::Orders)), (1, 4));
}

#[test]
fn fixed_cuts_and_own_tables() {
    let rows = [("甲", 0, 10.0), ("乙", 90, 20.0), ("丙", 95, 30.0)];
    let options: RfmOptions = common::read(&serde_json::json!({
        "asOf": "1970-04-11", "scores": { "r": [30, 60], "f": [1, 2], "m": [10, 20] },
        "tiers": [{ "tier": "重点", "m": [3, 3] }, { "tier": "一般", "r": [3, 3] }],
    }))
    .unwrap();
    let result = run(&orders(&rows), &options);
    let found = by_name(&result);
    // Day 100: recencies 100, 10 and 5; a value equal to a cut stays below it.
    assert_eq!((found["甲"].3, found["甲"].4.as_str()), ([1, 1, 1], "unmatched"));
    assert_eq!((found["乙"].3, found["乙"].4.as_str()), ([3, 1, 2], "一般"));
    assert_eq!((found["丙"].3, found["丙"].4.as_str()), ([3, 1, 3], "重点"));
    assert_eq!(result.summary().tiers[2].tier, "unmatched");
}

#[test]
fn wrong_options_are_refused_with_their_place() {
    let refused = |options: RfmOptions| {
        let error = segment_customers(&orders(&[("a", 0, 1.0)]), &options).unwrap_err();
        (error.code(), error.path().unwrap().to_owned())
    };
    let base = RfmOptions::default;
    assert_eq!(refused(RfmOptions { bins: Some(11), ..base() }), ("rfm/bins", "bins".into()));
    assert_eq!(
        refused(RfmOptions { bins: Some(4), tiers: Tiers::TenSegments, ..base() }),
        ("rfm/bins", "tiers".into())
    );
    assert_eq!(
        refused(RfmOptions { vip_share: Some(f64::NAN), ..base() }),
        ("rfm/vip-share", "vipShare".into())
    );
    assert_eq!(refused(RfmOptions { lapsed_days: Some(-1.0), ..base() }), ("rfm/days", "lapsedDays".into()));
    assert_eq!(refused(RfmOptions { as_of: Some(Day(-5)), ..base() }).0, "rfm/no-purchases");
    let rule = TierRule { tier: "a".into(), r: Some((1, 9)), f: None, m: None };
    assert_eq!(
        refused(RfmOptions { tiers: Tiers::Custom(vec![rule]), ..base() }),
        ("rfm/rule-range", "tiers[0].r".into())
    );
}

#[test]
fn csv_cells_never_run_as_formulas() {
    let names = ["=1+1", "+86", "-x", "@a", "a,b", "引\"号", "正常"];
    let rows: Vec<(&str, i32, f64)> = names.iter().map(|name| (*name, 0, -0.0)).collect();
    let csv = String::from_utf8(run(&orders(&rows), &RfmOptions::default()).to_csv()).unwrap();
    let first: Vec<&str> = csv.trim_start_matches('\u{feff}').lines().skip(1).collect();
    assert!(first.iter().all(|line| !line.starts_with(['=', '+', '-', '@'])));
    assert!(
        csv.contains("\"'=1+1\",")
            && csv.contains("\"引\"\"号\",")
            && csv.contains("\"a,b\",")
            && csv.contains("\n正常,")
    );
    let again = Orders::from_csv(csv.replace("距上次购买天数", "日期").as_bytes(), OrderOptions::default());
    assert!(again.is_err(), "a number of days is no date");
}

#[test]
fn pages_are_slices_of_the_whole() {
    let result = run(&cdnow(), &RfmOptions::default());
    for (order_by, descending) in [(OrderBy::Customer, false), (OrderBy::Monetary, true), (OrderBy::F, true)]
    {
        let page = |offset, limit| {
            result
                .rows(&RowOptions {
                    offset,
                    limit: Some(limit),
                    order_by,
                    descending,
                    ..RowOptions::default()
                })
                .unwrap()
        };
        let pages = [(2_350, 100), (100, 7), (1_170, 20), (0, 10)]
            .map(|(offset, limit)| (offset, page(offset, limit)));
        let whole = page(0, 10_000);
        assert_eq!(whole.len(), 2357);
        for (offset, page) in pages {
            assert_eq!(page, whole[offset..offset + page.len()]);
        }
        assert_eq!(page(100, 7), whole[100..107]);
        assert_eq!(page(2350, 100), whole[2350..]);
        assert_eq!(page(5000, 100), []);
    }
    let vip = result
        .rows(&RowOptions { tier: Some("vip".into()), limit: Some(10_000), ..RowOptions::default() })
        .unwrap();
    let summary = result.summary().tiers.iter().find(|tier| tier.tier == "vip").unwrap();
    assert_eq!((vip.len(), vip.iter().all(|row| row.tier == "vip")), (summary.customers, true));
    assert!(result.rows(&RowOptions { tier: Some("x".into()), ..RowOptions::default() }).is_err());
}

/// Everyone's purchases, as (day, amount) by customer.
type History = BTreeMap<&'static str, Vec<(i32, f64)>>;

fn of_history(history: &History) -> Orders {
    let rows: Vec<(&str, i32, f64)> = history
        .iter()
        .flat_map(|(name, rows)| rows.iter().map(|&(day, amount)| (*name, day, amount)))
        .collect();
    orders(&rows)
}

/// Seen from day 100 with a lapse of 40 days, then from day 200: 甲 goes on buying, 乙 lapses, 丙 comes.
#[test]
fn migration_counts_every_customer_once() {
    let history: History = BTreeMap::from([
        ("甲", vec![(0, 10.0), (90, 10.0), (190, 30.0)]),
        ("乙", vec![(5, 1.0), (95, 1.0)]),
        ("丙", vec![(150, 7.0), (200, 1.0)]),
    ]);
    let data = of_history(&history);
    let at = |day| {
        let options = RfmOptions {
            as_of: Some(Day(day)),
            lapsed_days: Some(40.0),
            new_days: Some(10.0),
            vip_share: Some(0.5),
            ..RfmOptions::default()
        };
        run(&data, &options)
    };
    let (before, after) = (at(100), at(200));
    let moved = tier_migration(&before, &after).unwrap();
    let place = |id: &str| moved.tiers.iter().position(|tier| tier == id).unwrap();
    assert_eq!(moved.tiers, ["new", "vip", "active", "dormant", "lost"]);
    assert_eq!(moved.customers[place("vip")][place("vip")], 1);
    assert_eq!(moved.revenue[place("vip")][place("vip")], 50.0);
    assert_eq!(moved.customers[place("active")][place("lost")], 1);
    assert_eq!(moved.arrived.customers[place("active")], 1);
    assert_eq!(moved.arrived.revenue[place("active")], 8.0);
    let back = tier_migration(&after, &before).unwrap();
    assert_eq!(back.left.customers, moved.arrived.customers);
    let other = run(&data, &RfmOptions { tiers: Tiers::TenSegments, ..RfmOptions::default() });
    assert_eq!(tier_migration(&before, &other).unwrap_err().code(), "rfm/different-tables");
}

/// Cohorts of CDNOW, recounted from the lines of the file, month by month.
#[test]
fn cohorts_of_cdnow_recounted() {
    let mut months: BTreeMap<&str, Vec<i32>> = BTreeMap::new();
    for line in std::str::from_utf8(CDNOW).unwrap().lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let (year, month): (i32, i32) = (cells[1][..4].parse().unwrap(), cells[1][4..6].parse().unwrap());
        months.entry(cells[0]).or_default().push(year * 12 + month - 1);
    }
    let result = customer_retention(&cdnow(), &RhythmOptions::default()).unwrap();
    let last = *months.values().flatten().max().unwrap();
    let starts: Vec<i32> = months.values().map(|own| *own.iter().min().unwrap()).collect();
    assert_eq!(result.cohorts.len(), 3, "January to March 1997");
    for cohort in &result.cohorts {
        let (year, month, _) = cohort.start.ymd();
        let start = year * 12 + month as i32 - 1;
        assert_eq!(cohort.customers, starts.iter().filter(|s| **s == start).count());
        for (since, cell) in cohort.retained.iter().enumerate() {
            let in_month = start + since as i32;
            let bought =
                months.values().filter(|own| *own.iter().min().unwrap() == start && own.contains(&in_month));
            assert_eq!(*cell, (in_month <= last).then(|| bought.count()), "{start} + {since}");
        }
    }
    assert_eq!(result.cohorts[2].retained.iter().filter(|cell| cell.is_none()).count(), 2);
    assert!(!result.last_is_open || result.as_of < Day::from_ymd(1998, 6, 30).unwrap());
    let again =
        months.len() - by_name(&run(&cdnow(), &RfmOptions::default())).values().filter(|c| c.1 == 1).count();
    assert_eq!((result.repurchase.customers, result.repurchase.count), (2357, again));
}

/// Not lapsed 50 days ago (days 0 to 50 of 100): a, b, c; b bought since. d came later.
#[test]
fn churn_by_hand() {
    let history: History = BTreeMap::from([
        ("a", vec![(10, 1.0)]),
        ("b", vec![(20, 1.0), (70, 1.0)]),
        ("c", vec![(0, 1.0), (30, 1.0)]),
        ("d", vec![(60, 1.0), (100, 1.0)]),
    ]);
    let options = RhythmOptions { lapsed_days: Some(50.0), ..RhythmOptions::default() };
    let result = customer_retention(&of_history(&history), &options).unwrap();
    assert_eq!((result.churn.count, result.churn.customers, result.churn.rate), (2, 3, Some(2.0 / 3.0)));
    assert_eq!((result.repurchase.count, result.repurchase.customers), (3, 4));
    // Second purchases after 30, 40 and 50 days, one customer silent for 90: half have made it by 40.
    assert_eq!(result.median_days_to_second, Some(40.0));
}

#[test]
fn warnings_by_the_customers_own_rhythm() {
    let every = |gap: i32, until: i32, amount: f64| -> Vec<(i32, f64)> {
        (0..=until / gap).map(|i| (i * gap, amount)).collect()
    };
    let mut falling = every(20, 300, 100.0);
    let many = falling.len();
    for (_, amount) in &mut falling[many - 3..] {
        *amount = 50.0;
    }
    let history: History = BTreeMap::from([
        ("weekly", every(7, 266, 10.0)),
        ("quarterly", every(90, 270, 10.0)),
        ("falling", falling),
        ("steady", every(10, 300, 10.0)),
    ]);
    let options = RhythmOptions { lapsed_days: Some(60.0), ..RhythmOptions::default() };
    let warnings = churn_warnings(&of_history(&history), &options).unwrap();
    let found: Vec<(&str, bool, bool)> =
        warnings.iter().map(|w| (w.customer.as_str(), w.silent, w.falling.is_some())).collect();
    // Silent for 34 days: alarming for who buys each week, not for who buys each quarter.
    assert_eq!(found, [("falling", false, true), ("weekly", true, false)]);
    assert_eq!((warnings[1].usual_gap, warnings[1].longest_gap, warnings[1].recency), (7.0, 7, 34));
    let next = next_purchases(&of_history(&history), &options).unwrap();
    let steady = next.iter().find(|next| next.customer == "steady").unwrap();
    assert!((308..=312).contains(&steady.likely.0), "{steady:?}");
    assert!(next.iter().all(|n| n.last < n.earliest
        && n.earliest <= n.likely
        && n.likely <= n.latest
        && n.earliest > Day(300)));
}

/// Both bought a quarter ago and again since; one gave the second purchase back, and has bought all the same.
#[test]
fn who_gave_a_purchase_back_has_bought() {
    let file = "客户,日期,金额\n甲,2026-01-01,100\n乙,2026-01-01,100\n甲,2026-03-02,50\n甲,2026-03-09,-50\n\
                乙,2026-03-03,30\n丙,2026-04-01,5\n";
    let orders = Orders::from_csv(file.as_bytes(), OrderOptions::default()).unwrap();
    let worth = tier_worth(&orders, &RfmOptions::default(), &WorthOptions::default()).unwrap();
    let watched: Vec<_> = worth.tiers.iter().filter(|tier| tier.watched > 0).collect();
    assert_eq!(watched.iter().map(|tier| tier.watched).sum::<usize>(), 2);
    assert!(watched.iter().all(|tier| tier.bought == Some(1.0)), "{watched:?}");
}

#[test]
fn lists_and_worth_hang_together() {
    let result = run(&cdnow(), &RfmOptions::default());
    let list =
        result.wake_up_list(&WakeUpOptions { limit: Some(10_000), ..WakeUpOptions::default() }).unwrap();
    let lapsed = result.summary().lapsed_days;
    let expected = result.column(Column::Recency).iter().filter(|days| f64::from(**days) > lapsed).count();
    assert_eq!(list.len(), expected);
    assert!(list.windows(2).all(|pair| pair[0].recoverable >= pair[1].recoverable));
    assert!(list.iter().all(|one| (0.0..=1.0).contains(&one.return_probability)
        && one.recoverable <= one.return_probability * one.revenue.max(0.0) + 1e-9));
    let worth = tier_worth(&cdnow(), &RfmOptions::default(), &WorthOptions::default()).unwrap();
    let then = RfmOptions { as_of: Some(worth.seen_from), ..RfmOptions::default() };
    assert_eq!(worth.tiers.iter().map(|t| t.watched).sum::<usize>(), run(&cdnow(), &then).len());
    assert_eq!(worth.tiers.iter().map(|t| t.customers).sum::<usize>(), result.len());
    for tier in worth.tiers.iter().filter(|tier| tier.watched >= 5) {
        let (interval, mean) = (tier.interval.unwrap(), tier.per_customer.unwrap());
        assert!(interval.low <= mean && mean <= interval.high, "{tier:?}");
    }
    // Every tier's experience summed is what all those customers brought in the 90 days.
    let brought: f64 = worth.tiers.iter().map(|t| t.per_customer.unwrap_or(0.0) * t.watched as f64).sum();
    let later = RfmOptions { since: Some(Day(worth.seen_from.0 + 1)), ..RfmOptions::default() };
    assert!((brought - run(&cdnow(), &later).summary().revenue).abs() < 1e-6, "nobody new came after March");
    let curve = result.concentration();
    assert_eq!((curve.points[0].revenue, curve.points[50].revenue), (0.0, 1.0));
    assert!(curve.points.windows(2).all(|pair| pair[0].revenue <= pair[1].revenue));
}

type Row = (u8, i32, i32);

fn some_orders() -> impl Strategy<Value = Vec<Row>> {
    prop::collection::vec((0..20_u8, 0..400_i32, -20..200_i32), 1..120)
}

fn from_rows(rows: &[Row], scale: f64) -> Orders {
    let mut data = OrderColumns { customers: Interner::default(), ..OrderColumns::default() };
    for &(customer, day, cents) in rows {
        let code = data.customers.intern(&format!("c{customer}"));
        data.customer.push(code);
        data.day.push(day);
        data.amount.push(f64::from(cents) / 4.0 * scale);
    }
    Orders::from_columns(data).unwrap()
}

fn tables() -> impl Strategy<Value = Tiers> {
    prop_oneof![
        Just(Tiers::SalesPlan),
        Just(Tiers::TenSegments),
        Just(Tiers::EightSegments),
        Just(Tiers::RPackage)
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// The order of the rows does not matter, whatever the table and the way of scoring.
    #[test]
    fn row_order_never_matters(rows in some_orders(), tiers in tables(), nested in any::<bool>()) {
        let scores = (nested && tiers != Tiers::EightSegments).then_some(Scores::Nested);
        let options = RfmOptions { tiers, scores, ..RfmOptions::default() };
        let mut sorted = rows.clone();
        sorted.sort_unstable();
        match (segment_customers(&from_rows(&rows, 1.0), &options), segment_customers(&from_rows(&sorted, 1.0), &options)) {
            (Ok(a), Ok(b)) => {
                prop_assert_eq!(by_name(&a), by_name(&b));
                prop_assert_eq!(&a.summary().tiers, &b.summary().tiers);
                prop_assert_eq!(a.to_csv(), b.to_csv());
            }
            (a, b) => prop_assert!(a.is_err() && b.is_err()),
        }
    }

    /// Twice or a quarter of the money moves nobody; equal values have equal scores; customers and
    /// money are conserved.
    #[test]
    fn scale_ties_and_sums(rows in some_orders(), tiers in tables(), scale in prop::sample::select(vec![0.25, 2.0, 1024.0])) {
        prop_assume!(tiers != Tiers::RPackage); // its cuts are one higher, whatever the unit
        let options = RfmOptions { tiers, ..RfmOptions::default() };
        let Ok(result) = segment_customers(&from_rows(&rows, 1.0), &options) else { return Ok(()) };
        let scaled = run(&from_rows(&rows, scale), &options);
        prop_assert_eq!(result.column(Column::Tier), scaled.column(Column::Tier));
        let summary = result.summary();
        prop_assert_eq!(summary.tiers.iter().map(|t| t.customers).sum::<usize>(), summary.customers);
        let money: f64 = summary.tiers.iter().map(|t| t.revenue).sum();
        prop_assert!((money - summary.revenue).abs() < 1e-6);
        prop_assert!((0.0..=1.0).contains(&summary.gini) && (0.0..=1.0 + 1e-12).contains(&summary.top_fifth_revenue_share));
        let (f, score) = (result.column(Column::Frequency), result.column(Column::F));
        for i in 0..f.len() {
            for j in 0..i {
                prop_assert_eq!(f[i].cmp(&f[j]).is_eq() && score[i] != score[j], false);
                prop_assert!(f[i] <= f[j] || score[i] >= score[j]);
            }
        }
    }

    /// Nor does it for any decision, to the last digit: amounts of 0.01 are not exact in binary.
    #[test]
    fn decisions_do_not_depend_on_row_order(rows in some_orders(), keys in prop::collection::vec(any::<u32>(), 120)) {
        let mut shuffled: Vec<(u32, Row)> = keys.into_iter().zip(rows.iter().copied()).collect();
        shuffled.sort_unstable();
        let shuffled: Vec<Row> = shuffled.into_iter().map(|(_, row)| row).collect();
        for cent in [0.04, 0.003] {
            prop_assert_eq!(decisions(&from_rows(&rows, cent), 0), decisions(&from_rows(&shuffled, cent), 0));
        }
    }

    /// Four times the money is four times the money and nothing else.
    #[test]
    fn money_scales_money_and_nothing_else(rows in some_orders()) {
        let (once, four) = (decisions(&from_rows(&rows, 1.0), 0), decisions(&from_rows(&rows, 4.0), 0));
        prop_assert_eq!(once.map(|decisions| decisions.with_money_times(4.0)), four.map(|decisions| decisions.with_money_times(1.0)));
    }

    /// Three weeks later everything is as it was, three weeks later.
    #[test]
    fn a_shift_of_days_shifts_days_and_nothing_else(rows in some_orders()) {
        let later: Vec<Row> = rows.iter().map(|&(customer, day, cents)| (customer, day + 21, cents)).collect();
        let (now, then) = (decisions(&from_rows(&rows, 1.0), 0), decisions(&from_rows(&later, 1.0), 21));
        prop_assert_eq!(now.map(|decisions| decisions.with_days_later(21)), then);
    }
}

/// What is decided on some orders: migration from day 200 on, retention, warnings, purchases to come,
/// the worth of the tiers, the wake-up list and the concentration.
#[derive(Debug, Clone, PartialEq)]
struct Decisions {
    migration: Option<TierMigration>,
    retention: Retention,
    warnings: Vec<ChurnWarning>,
    next: Vec<NextPurchase>,
    worth: Option<TierWorth>,
    wake_up: Vec<WakeUp>,
    concentration: Concentration,
}

/// The decisions on orders whose days are `later` than those of the strategy.
fn decisions(orders: &Orders, later: i32) -> Option<Decisions> {
    let now = segment_customers(orders, &RfmOptions::default()).ok()?;
    let before = RfmOptions { as_of: Some(Day(200 + later)), ..RfmOptions::default() };
    let rhythm = RhythmOptions { every: Every::Week, ..RhythmOptions::default() };
    Some(Decisions {
        migration: segment_customers(orders, &before)
            .ok()
            .map(|before| tier_migration(&before, &now).unwrap()),
        retention: customer_retention(orders, &rhythm).unwrap(),
        warnings: churn_warnings(orders, &rhythm).unwrap(),
        next: next_purchases(orders, &rhythm).unwrap(),
        worth: tier_worth(orders, &RfmOptions::default(), &WorthOptions::default()).ok(),
        wake_up: now.wake_up_list(&WakeUpOptions::default()).unwrap(),
        concentration: now.concentration(),
    })
}

impl Decisions {
    /// With every amount of money times a power of two; sentences, which name amounts, are left out.
    fn with_money_times(mut self, factor: f64) -> Self {
        let scale = |money: &mut f64| *money *= factor;
        if let Some(migration) = &mut self.migration {
            migration.revenue.iter_mut().flatten().for_each(scale);
            migration.arrived.revenue.iter_mut().chain(&mut migration.left.revenue).for_each(scale);
        }
        self.retention.cohorts.iter_mut().flat_map(|cohort| &mut cohort.revenue).flatten().for_each(scale);
        for warning in &mut self.warnings {
            warning.because.clear();
            scale(&mut warning.at_stake);
            if let Some(falling) = &mut warning.falling {
                scale(&mut falling.before);
                scale(&mut falling.recent);
            }
        }
        self.next.iter_mut().for_each(|one| scale(&mut one.at_stake));
        for worth in self.worth.iter_mut().flat_map(|worth| &mut worth.tiers) {
            worth.per_customer.iter_mut().chain(&mut worth.worth).for_each(scale);
            for interval in worth.interval.iter_mut().chain(&mut worth.worth_interval) {
                scale(&mut interval.low);
                scale(&mut interval.high);
            }
        }
        for one in &mut self.wake_up {
            one.because.clear();
            scale(&mut one.revenue);
            scale(&mut one.recoverable);
        }
        self
    }

    fn with_days_later(mut self, days: i32) -> Self {
        let shift = |day: &mut Day| day.0 += days;
        shift(&mut self.retention.as_of);
        self.retention.cohorts.iter_mut().for_each(|cohort| shift(&mut cohort.start));
        for one in &mut self.next {
            [&mut one.last, &mut one.earliest, &mut one.likely, &mut one.latest].into_iter().for_each(shift);
        }
        if let Some(worth) = &mut self.worth {
            shift(&mut worth.seen_from);
            shift(&mut worth.as_of);
        }
        self
    }
}
