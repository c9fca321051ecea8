//! Tiers: CDNOW recounted, the R package, every option.

use super::*;

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
