//! What is decided on tiers: migration, retention, warnings, the worth of a tier.

use super::*;

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

#[test]
fn a_table_of_customers_is_looked_through() {
    let table = |recency: Vec<f64>, frequency: Vec<f64>, revenue: Vec<f64>| {
        let mut customers = Interner::default();
        let customer = vec![customers.intern("a"), customers.intern("b")];
        CustomerColumns { customer, customers, age: vec![400.0; 2], recency, frequency, revenue }
    };
    let seen = RfmOptions { as_of: Some(Day(20_000)), ..RfmOptions::default() };
    let refused = |table, options: &RfmOptions| {
        let error = segment_table(table, options).unwrap_err();
        (error.code(), error.path().unwrap_or_default().to_owned())
    };
    let good = || table(vec![3.0, 400.0], vec![2.0, 1.0], vec![10.0, -1.0]);
    assert_eq!(segment_table(good(), &seen).unwrap().summary().revenue, 9.0);
    assert_eq!(refused(good(), &RfmOptions::default()).0, "rfm/as-of");
    for (columns, code, path) in [
        (table(vec![3.0], vec![2.0, 1.0], vec![10.0, 1.0]), "rfm/lengths", "recency"),
        (table(vec![3.0, -1.0], vec![2.0, 1.0], vec![10.0, 1.0]), "rfm/value", "recency[1]"),
        (table(vec![3.0, 401.0], vec![2.0, 1.0], vec![10.0, 1.0]), "rfm/value", "age[1]"),
        (table(vec![3.0, 1.0], vec![0.0, 1.0], vec![10.0, 1.0]), "rfm/value", "frequency[0]"),
        (table(vec![3.0, 1.0], vec![1.5, 1.0], vec![10.0, 1.0]), "rfm/value", "frequency[0]"),
        (table(vec![3.0, 1.0], vec![2.0, 1.0], vec![10.0, f64::NAN]), "rfm/value", "revenue[1]"),
        (CustomerColumns { customer: vec![0, 0], ..good() }, "rfm/repeated-customer", "customer[1]"),
        (CustomerColumns { customer: vec![0, 7], ..good() }, "rfm/repeated-customer", "customer[1]"),
    ] {
        assert_eq!(refused(columns, &seen), (code, path.to_owned()));
    }
    assert_eq!(refused(CustomerColumns::default(), &seen).0, "rfm/no-purchases");
}
