//! Customers whose recency, frequency and money were worked out elsewhere.

use std::sync::Arc;

use super::activity::{Activity, nothing};
use super::options::{Monetary, RfmOptions};
use super::segment::segment;
use super::segmentation::Segmentation;
use planscore_base::error::{Error, Result};
use planscore_table::{Facts, Interner};

/// Most days ago: more than there are in the calendar of orders, 1900 to 2199.
const MOST_DAYS: f64 = 110_000.0;
/// Most purchases of a customer: one a second for half a year.
const MOST_PURCHASES: f64 = 16_777_216.0;

/// Customers as columns of equal length, as a warehouse or `planscore-batch` has them.
#[derive(Debug, Clone, Default)]
pub struct CustomerColumns {
    /// Code of each customer, each once.
    pub customer: Vec<u32>,
    /// The names of the codes.
    pub customers: Interner,
    /// Days from the last purchase to the day they are seen from.
    pub recency: Vec<f64>,
    /// Days from the first purchase to the day they are seen from.
    pub age: Vec<f64>,
    /// Purchases.
    pub frequency: Vec<f64>,
    /// All money in the currency's main unit, refunds taken off.
    pub revenue: Vec<f64>,
}

/// Segments customers whose recency, frequency and money are known already. They are seen from `as_of`, which must be
/// given; `since`, `frequency` and `refunds` have been decided by whoever worked the columns out. Gaps between
/// purchases are not known: without `lapsed_days` a customer has lapsed after 180 days.
///
/// ```
/// use planscore_rfm::{CustomerColumns, RfmOptions, segment_table};
/// use planscore_table::Interner;
/// let mut customers = Interner::default();
/// let columns = CustomerColumns {
///     customer: vec![customers.intern("甲"), customers.intern("乙")],
///     customers,
///     recency: vec![0.0, 424.0],
///     age: vec![55.0, 424.0],
///     frequency: vec![2.0, 1.0],
///     revenue: vec![400.0, 50.0],
/// };
/// let as_of = planscore_base::calendar::Day::from_ymd(2026, 3, 1);
/// let options = RfmOptions { as_of, ..RfmOptions::default() };
/// let result = segment_table(columns, &options).unwrap();
/// assert_eq!((result.explain("甲").unwrap().tier.as_str(), result.summary().revenue), ("new", 450.0));
/// ```
///
/// # Errors
/// Options that contradict themselves; no `as_of` (`rfm/as-of`); columns of different lengths (`rfm/lengths`); a
/// customer twice (`rfm/repeated-customer`); a value out of range (`rfm/value`); no customer (`rfm/no-purchases`).
pub fn segment_table(columns: CustomerColumns, options: &RfmOptions) -> Result<Segmentation> {
    options.validate()?;
    let as_of = options.as_of.ok_or_else(|| {
        let (zh, en) = ("请给出这些数据截至哪一天", "say which day the columns are seen from");
        Error::invalid("rfm/as-of", zh, en).at("asOf")
    })?;
    columns.check()?;
    let CustomerColumns { customer, customers, recency, age, frequency, revenue } = columns;
    if customer.is_empty() {
        return Err(nothing());
    }
    let facts = Facts::of(&[], &revenue);
    let orders = frequency.iter().sum::<f64>() as usize;
    let monetary = match options.monetary {
        Monetary::Sum => revenue.clone(),
        Monetary::Mean => {
            revenue.iter().zip(&frequency).map(|(money, purchases)| money / purchases).collect()
        }
    };
    let days = |column: Vec<f64>| column.into_iter().map(|days| days as i32).collect();
    let activity = Activity {
        as_of,
        customer,
        recency: days(recency),
        age: days(age),
        frequency: frequency.into_iter().map(|purchases| purchases as u32).collect(),
        revenue,
        monetary,
        hundredths: facts.hundredths,
        rows: orders,
        orders,
        ..Activity::default()
    };
    Ok(segment(activity, Arc::new(customers), 0, options))
}

impl CustomerColumns {
    fn check(&self) -> Result<()> {
        let rows = self.customer.len();
        let columns = [
            ("recency", &self.recency, 0.0, MOST_DAYS),
            ("age", &self.age, 0.0, MOST_DAYS),
            ("frequency", &self.frequency, 1.0, MOST_PURCHASES),
        ];
        let lengths = columns.iter().map(|(name, values, ..)| (*name, values.len()));
        for (name, length) in lengths.chain([("revenue", self.revenue.len())]) {
            if length != rows {
                return Err(Error::invalid(
                    "rfm/lengths",
                    format!("列的长度不一致：customer 有 {rows} 行，{name} 有 {length} 行"),
                    format!("columns differ in length: customer has {rows} rows, {name} has {length}"),
                )
                .at(name));
            }
        }
        for (name, values, least, most) in columns {
            let fits = |value: &f64| (least..=most).contains(value) && value.fract() == 0.0;
            if let Some(row) = values.iter().position(|value| !fits(value)) {
                return Err(Error::invalid(
                    "rfm/value",
                    format!("需要 {least} 到 {most} 的整数"),
                    format!("a whole number from {least} to {most} is expected"),
                )
                .at(format!("{name}[{row}]")));
            }
        }
        if let Some(row) = (0..rows).find(|&row| self.age[row] < self.recency[row]) {
            let (zh, en) = ("首次购买晚于最近购买", "the first purchase is after the last");
            return Err(Error::invalid("rfm/value", zh, en).at(format!("age[{row}]")));
        }
        if let Some(row) = self.revenue.iter().position(|money| !money.is_finite()) {
            return Err(Error::invalid("rfm/value", "需要数字", "a finite number is expected")
                .at(format!("revenue[{row}]")));
        }
        let mut seen = vec![false; self.customers.len()];
        for (row, &code) in self.customer.iter().enumerate() {
            let repeated = seen.get_mut(code as usize).is_none_or(|seen| std::mem::replace(seen, true));
            if repeated {
                let (zh, en) = ("客户重复，或没有名称", "the customer stands twice or has no name");
                return Err(Error::invalid("rfm/repeated-customer", zh, en).at(format!("customer[{row}]")));
            }
        }
        Ok(())
    }
}
