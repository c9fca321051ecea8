//! What holds of any orders.

use super::*;

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

    /// Customers' figures alone give the tiers that their orders give, in whatever order they stand.
    #[test]
    fn tables_of_customers(rows in some_orders(), tiers in tables(), mean in any::<bool>()) {
        let monetary = if mean { Monetary::Mean } else { Monetary::Sum };
        let options = RfmOptions { tiers, monetary, ..RfmOptions::default() };
        let Ok(whole) = segment_customers(&from_rows(&rows, 1.0), &options) else { return Ok(()) };
        let mut customers = Interner::default();
        let names: Vec<&str> = whole.customer_ids().collect();
        let floats = |column| whole.column(column).into_iter().rev().map(f64::from).collect::<Vec<f64>>();
        let table = CustomerColumns {
            customer: names.iter().rev().map(|name| customers.intern(name)).collect(),
            customers,
            recency: floats(Column::Recency),
            age: floats(Column::Age),
            frequency: floats(Column::Frequency),
            revenue: whole.revenue().iter().rev().copied().collect(),
        };
        let summary = whole.summary();
        let seen = RfmOptions { as_of: Some(summary.as_of), lapsed_days: Some(summary.lapsed_days), ..options };
        let again = segment_table(table, &seen).unwrap();
        prop_assert_eq!(&again.summary().tiers, &summary.tiers);
        prop_assert_eq!(again.summary().revenue, summary.revenue);
        prop_assert_eq!(by_name(&again), by_name(&whole));
        prop_assert_eq!(again.to_csv(), whole.to_csv());
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
