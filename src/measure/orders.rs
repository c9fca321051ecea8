//! Actuals from orders.

use super::{Measures, Scope, span};
use planscore_base::calendar::{Day, Period};
use planscore_base::error::Result;
use planscore_base::locale::{Locale, Phrase};
use planscore_stats::{sort_floats, sort_indices};
use planscore_table::{OrderColumns, Orders};

/// A customer without a purchase for this many days is lost.
const LOST_DAYS: i32 = 365;
/// A customer without a purchase for this many days is dormant (沉睡客户).
const DORMANT_DAYS: i32 = 180;
/// The highest share of customers, by purchases, that counts as high-value.
const TOP_SHARE: f64 = 0.2;

/// A customer's purchases. A day of [`NEVER`] is none.
#[derive(Clone, Copy)]
struct Customer {
    first: i32,
    /// Last purchase before the period, and last one up to the last day with data.
    before: i32,
    last: i32,
    /// What it bought in the period, refunds taken off.
    spent: f64,
}

const NEVER: i32 = i32::MIN;

/// What orders say about a period: `sales_total`, `avg_order_value`, `new_customers`,
/// `active_customer_rate`, `repurchase_rate`, `churn_rate`, `wakeup_rate`, `top20_avg_purchase`, and
/// with costs `gross_profit_contribution` and `gross_margin_rate`.
///
/// A refund lowers sales and is no purchase. A customer is new when its first purchase falls in the
/// period, lost after 365 days without one, dormant after 180. An owner's new customers are those
/// whose first purchase was the owner's.
///
/// ```
/// use planscore::calendar::{Day, Period};
/// use planscore::measure::{Scope, from_orders};
/// use planscore::table::{OrderOptions, Orders};
/// let file = "客户,日期,金额\n甲,2025-11-03,100\n甲,2026-01-05,300\n乙,2026-01-20,50\n";
/// let orders = Orders::from_csv(file.as_bytes(), OrderOptions::default()).unwrap();
/// let day = |text| Day::parse_iso(text).unwrap();
/// let period = Period::new(day("2026-01-01"), day("2026-01-31"));
/// let found = from_orders(&orders, &period, Scope::default()).unwrap();
/// let value = |id: &str| found.actuals.iter().find(|a| a.id == id).and_then(|a| a.measured.value());
/// assert_eq!((value("sales_total"), value("new_customers")), (Some(350.0), Some(1.0)));
/// ```
///
/// # Errors
/// A period that is none.
pub fn from_orders(orders: &Orders, period: &Period, scope: Scope<'_>) -> Result<Measures> {
    period.validate()?;
    let (start, until) = span(period);
    let (days, amounts, codes) = (orders.days(), orders.amounts(), orders.customer_codes());
    let owner = scope.owner.map(|name| orders.owners().get(name));
    let owned = |row: usize| match owner {
        None => true,
        Some(code) => code.is_some() && orders.owner_codes().get(row).copied() == code,
    };
    let first = days.iter().copied().min();
    let begin = first.unwrap_or(start);
    let mut found = Measures { begins: first.map(Day), ..Measures::default() };

    let none = Customer { first: i32::MAX, before: NEVER, last: NEVER, spent: 0.0 };
    let mut customers = vec![none; orders.customers().len()];
    let (mut sales, mut profit, mut priced, mut unpriced) = (0.0, 0.0, 0.0, 0_usize);
    let mut purchases: Vec<u32> = Vec::new();
    for row in 0..orders.len() {
        let (day, amount) = (days[row], amounts[row]);
        let customer = &mut customers[codes[row] as usize];
        if amount > 0.0 {
            customer.first = customer.first.min(day);
        }
        if day > until || !owned(row) {
            continue;
        }
        if amount > 0.0 {
            customer.last = customer.last.max(day);
            if day < start {
                customer.before = customer.before.max(day);
            } else {
                purchases.push(row as u32);
            }
        }
        if day >= start {
            sales += amount;
            customer.spent += amount;
            match orders.costs().get(row) {
                Some(cost) if cost.is_finite() => {
                    (profit, priced) = (profit + amount - cost, priced + amount);
                }
                Some(_) => unpriced += 1,
                None => {}
            }
        }
    }

    found.value("sales_total", sales);
    if orders.costs().iter().any(|cost| cost.is_finite()) {
        found.value("gross_profit_contribution", profit);
        found.parts("gross_margin_rate", profit, priced);
        if unpriced > 0 {
            found.left_out(
                scope.locale,
                "measure/no-cost",
                "gross_profit_contribution",
                Phrase::new(
                    format!("期间内有 {unpriced} 笔订单没有成本，毛利只按有成本的订单计算"),
                    format!("{unpriced} orders of the period have no cost; profit is that of the others"),
                ),
            );
        }
    }

    let Bought { customers: bought, again, purchases: distinct } = bought(orders, &mut purchases);
    found.parts("avg_order_value", sales, distinct);
    found.parts("repurchase_rate", again, bought);

    if begin < start {
        let is_first = |row: &&u32| days[**row as usize] == customers[codes[**row as usize] as usize].first;
        let mut new: Vec<u32> = purchases.iter().filter(is_first).map(|&row| codes[row as usize]).collect();
        new.dedup();
        found.value("new_customers", new.len() as f64);
    } else {
        found.left_out(
            scope.locale,
            "measure/no-history",
            "new_customers",
            Phrase::new(
                "订单数据没有早于期间开始日的记录，无法判断哪些是新客户",
                "no order lies before the period, so new customers cannot be told from old ones",
            ),
        );
    }
    of_customers(&customers, begin, (start, until), bought, scope.locale, &mut found);
    Ok(found)
}

/// The figures that count customers: active, lost, woken up, the top fifth.
fn of_customers(
    customers: &[Customer],
    begin: i32,
    (start, until): (i32, i32),
    bought: f64,
    locale: Locale,
    found: &mut Measures,
) {
    let count = |holds: &dyn Fn(&Customer) -> bool| customers.iter().filter(|c| holds(c)).count() as f64;
    found.parts("active_customer_rate", bought, count(&|c| c.last != NEVER));
    if begin <= until - LOST_DAYS {
        let at_start = |c: &Customer| c.before >= start - LOST_DAYS;
        let lost = count(&|c| at_start(c) && c.last <= until - LOST_DAYS);
        found.parts("churn_rate", lost, count(&at_start));
    } else {
        found.left_out(
            locale,
            "measure/no-history",
            "churn_rate",
            Phrase::new(
                format!("订单数据不足 {LOST_DAYS} 天，无法判断客户流失"),
                format!("the orders span less than {LOST_DAYS} days, so lost customers cannot be told"),
            ),
        );
    }
    let dormant = |c: &Customer| c.before != NEVER && c.before < start - DORMANT_DAYS;
    found.parts("wakeup_rate", count(&|c| dormant(c) && c.last >= start), count(&dormant));

    let mut spent: Vec<f64> = customers.iter().filter(|c| c.last >= start).map(|c| c.spent).collect();
    sort_floats(&mut spent);
    let top = (spent.len() as f64 * TOP_SHARE).ceil() as usize;
    found.parts("top20_avg_purchase", spent.iter().rev().take(top).sum(), top as f64);
}

/// How many customers bought, how many of them more than once, and how many purchases there were.
struct Bought {
    customers: f64,
    again: f64,
    purchases: f64,
}

/// Sorts rows by customer and counts: rows with the same order number, else on the same day, are one
/// purchase.
fn bought(orders: &Orders, rows: &mut [u32]) -> Bought {
    let key = |row: u32| match orders.order_ids().get(row as usize) {
        Some(&id) if id != OrderColumns::NO_ORDER_ID => (0, i64::from(id)),
        _ => (1, i64::from(orders.days()[row as usize])),
    };
    let customer = |row: u32| orders.customer_codes()[row as usize];
    sort_indices(rows, &|a, b| (customer(a), key(a)).cmp(&(customer(b), key(b))));
    let mut bought = Bought { customers: 0.0, again: 0.0, purchases: 0.0 };
    for of_customer in rows.chunk_by(|&a, &b| customer(a) == customer(b)) {
        let times = of_customer.chunk_by(|&a, &b| key(a) == key(b)).count();
        bought.customers += 1.0;
        bought.again += f64::from(u8::from(times >= 2));
        bought.purchases += times as f64;
    }
    bought
}

#[cfg(test)]
mod tests {
    use super::*;
    use planscore_base::actual::Measured;
    use planscore_table::OrderOptions;

    const FILE: &str = "订单号,客户,日期,金额,成本,负责人\n\
        1,甲,2025-01-10,100,60,王芳\n\
        2,乙,2025-02-01,200,150,李强\n\
        3,丙,2025-06-01,50,,李强\n\
        4,甲,2026-03-01,400,300,李强\n\
        5,甲,2026-03-01,100,60,王芳\n\
        5,甲,2026-03-02,20,10,王芳\n\
        6,丁,2026-03-05,80,50,王芳\n\
        7,甲,2026-03-09,-30,-20,王芳\n\
        8,戊,2026-04-01,999,1,王芳\n";

    fn measured(owner: Option<&str>) -> Measures {
        let orders = Orders::from_csv(FILE.as_bytes(), OrderOptions::default()).unwrap();
        let period = Period::new(Day::from_ymd(2026, 3, 1).unwrap(), Day::from_ymd(2026, 3, 31).unwrap());
        from_orders(&orders, &period, Scope { owner, ..Scope::default() }).unwrap()
    }

    fn get(found: &Measures, id: &str) -> Option<Measured> {
        found.actuals.iter().find(|actual| actual.id == id).map(|actual| actual.measured)
    }

    fn ratio(numerator: f64, denominator: f64) -> Measured {
        Measured::Ratio { numerator, denominator }
    }

    /// March 2026 by hand: 400 + 100 + 20 + 80 − 30 = 570; profit 100 + 40 + 10 + 30 − 10 = 170; the
    /// two rows of order 5 are one purchase, so 3 purchases, two of them 甲's; 丁 is new, of four known
    /// customers two bought. At the start only 丙 bought within 365 days, and 2025-06-01 is still less
    /// than 365 days ago; 甲, 乙 and 丙 were dormant, 甲 came back. One of two customers is the top fifth.
    #[test]
    fn a_month_by_hand() {
        let found = measured(None);
        assert_eq!(get(&found, "sales_total"), Some(Measured::Value(570.0)));
        assert_eq!(get(&found, "gross_profit_contribution"), Some(Measured::Value(170.0)));
        assert_eq!(get(&found, "gross_margin_rate"), Some(ratio(170.0, 570.0)));
        assert_eq!(get(&found, "avg_order_value"), Some(ratio(570.0, 3.0)));
        assert_eq!(get(&found, "repurchase_rate"), Some(ratio(1.0, 2.0)));
        assert_eq!(get(&found, "new_customers"), Some(Measured::Value(1.0)));
        assert_eq!(get(&found, "active_customer_rate"), Some(ratio(2.0, 4.0)));
        assert_eq!(get(&found, "churn_rate"), Some(ratio(0.0, 1.0)));
        assert_eq!(get(&found, "wakeup_rate"), Some(ratio(1.0, 3.0)));
        assert_eq!(get(&found, "top20_avg_purchase"), Some(ratio(490.0, 1.0)));
        assert!(found.issues.is_empty(), "{:?}", found.issues);
    }

    /// Owners' sales and profits add up to everyone's; a stranger has none.
    #[test]
    fn owners_add_up() {
        let (wang, li) = (measured(Some("王芳")), measured(Some("李强")));
        assert_eq!(get(&wang, "sales_total"), Some(Measured::Value(170.0)));
        assert_eq!(get(&li, "sales_total"), Some(Measured::Value(400.0)));
        assert_eq!(get(&wang, "new_customers"), Some(Measured::Value(1.0)));
        assert_eq!(get(&li, "new_customers"), Some(Measured::Value(0.0)));
        assert_eq!(get(&measured(Some("谁")), "sales_total"), Some(Measured::Value(0.0)));
    }

    #[test]
    fn what_the_orders_cannot_tell_is_listed() {
        let orders =
            Orders::from_csv("客户,日期,金额\n甲,2026-03-05,1\n".as_bytes(), OrderOptions::default())
                .unwrap();
        let period = Period::new(Day::from_ymd(2026, 3, 1).unwrap(), Day::from_ymd(2026, 3, 31).unwrap());
        let found = from_orders(&orders, &period, Scope::default()).unwrap();
        let left_out: Vec<_> = found.issues.iter().map(|i| (i.code, i.column.as_deref())).collect();
        assert_eq!(
            left_out,
            [("measure/no-history", Some("new_customers")), ("measure/no-history", Some("churn_rate")),]
        );
        assert_eq!(get(&found, "gross_profit_contribution"), None);
    }
}
