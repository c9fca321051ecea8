//! Actuals from orders.

use super::{Measures, Scope, span};
use planscore_base::calendar::{Day, Period};
use planscore_base::error::Result;
use planscore_base::locale::{Locale, Phrase};
use planscore_stats::{MoneySum, sort_floats, sort_indices, sums_by_group};
use planscore_table::{OrderColumns, Orders};
use serde::{Deserialize, Serialize};

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
}

const NEVER: i32 = i32::MIN;

/// What orders say about a period: `sales_total`, `avg_order_value`, `new_customers`,
/// `active_customer_rate`, `repurchase_rate`, `churn_rate`, `wakeup_rate`, `top20_avg_purchase`, and
/// with costs `gross_profit_contribution` and `gross_margin_rate`.
///
/// Rows with the same order number, else on the same day, are one purchase. A refund lowers sales and is none.
/// A customer is new when its first purchase falls in the
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
    Ok(OrderSums::of(orders, period, scope)?.evaluate(scope.locale))
}

/// What the orders of some customers add up to in a period. Sums of other customers, for the same period and the
/// same owner, are merged in any order; what they come to does not depend on it, to the last bit.
///
/// ```
/// use planscore::calendar::{Day, Period};
/// use planscore::measure::{OrderSums, Scope, from_orders};
/// use planscore::table::{OrderOptions, Orders};
/// let read = |rows: &str| {
///     Orders::from_csv(format!("客户,日期,金额\n{rows}").as_bytes(), OrderOptions::default()).unwrap()
/// };
/// let day = |text| Day::parse_iso(text).unwrap();
/// let (a, b) = ("甲,2026-01-05,0.1\n", "乙,2026-01-20,0.2\n");
/// let period = Period::new(day("2026-01-01"), day("2026-01-31"));
/// let mut sums = OrderSums::of(&read(a), &period, Scope::default()).unwrap();
/// sums.merge(OrderSums::of(&read(b), &period, Scope::default()).unwrap());
/// let whole = from_orders(&read(&format!("{a}{b}")), &period, Scope::default()).unwrap();
/// assert_eq!(sums.evaluate(Scope::default().locale), whole);
/// ```
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct OrderSums {
    /// First and last day that count.
    span: (i32, i32),
    /// The first day with data.
    begins: Option<i32>,
    sales: MoneySum,
    profit: MoneySum,
    /// Sales whose cost is known; orders of the period without one; whether any cost is known.
    priced: MoneySum,
    unpriced: usize,
    has_costs: bool,
    /// Customers who bought, those of them who did so again, and how often all did.
    bought: usize,
    again: usize,
    purchases: usize,
    /// Customers whose first purchase falls in the period.
    new: usize,
    /// Customers who ever bought; of those who bought within a year before the period, all and the lost; dormant
    /// ones, and those of them who came back.
    active: usize,
    at_start: usize,
    lost: usize,
    dormant: usize,
    woken: usize,
    /// What each customer spent who bought in the period, refunds taken off.
    spent: Vec<f64>,
}

impl OrderSums {
    /// Of all orders of some customers.
    ///
    /// # Errors
    /// A period that is none.
    pub fn of(orders: &Orders, period: &Period, scope: Scope<'_>) -> Result<Self> {
        period.validate()?;
        let (start, until) = span(period);
        let (days, amounts, codes) = (orders.days(), orders.amounts(), orders.customer_codes());
        let owner = scope.owner.map(|name| orders.owners().get(name));
        let owned = |row: usize| match owner {
            None => true,
            Some(code) => code.is_some() && orders.owner_codes().get(row).copied() == code,
        };
        let mut sums = Self::empty((start, until), days.iter().copied().min());
        sums.has_costs = orders.costs().iter().any(|cost| cost.is_finite());
        let none = Customer { first: i32::MAX, before: NEVER, last: NEVER };
        let mut customers = vec![none; orders.customers().len()];
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
                sums.add(amount, orders.costs().get(row).copied());
            }
        }
        sums.count_purchases(orders, &mut purchases);
        let is_first = |row: &&u32| days[**row as usize] == customers[codes[**row as usize] as usize].first;
        let mut new: Vec<u32> = purchases.iter().filter(is_first).map(|&row| codes[row as usize]).collect();
        new.dedup();
        sums.new = new.len();
        sums.count_customers(&customers);
        let inside = (0..orders.len()).filter(|&row| (start..=until).contains(&days[row]) && owned(row));
        let spent = sums_by_group(customers.len(), inside.map(|row| (codes[row], amounts[row])));
        let bought = customers.iter().zip(spent).filter(|(customer, _)| customer.last >= start);
        sums.spent = bought.map(|(_, spent)| spent).collect();
        Ok(sums)
    }

    fn empty(span: (i32, i32), begins: Option<i32>) -> Self {
        Self {
            span,
            begins,
            sales: MoneySum::default(),
            profit: MoneySum::default(),
            priced: MoneySum::default(),
            unpriced: 0,
            has_costs: false,
            bought: 0,
            again: 0,
            purchases: 0,
            new: 0,
            active: 0,
            at_start: 0,
            lost: 0,
            dormant: 0,
            woken: 0,
            spent: Vec::new(),
        }
    }

    /// Adds an order of the period.
    fn add(&mut self, amount: f64, cost: Option<f64>) {
        self.sales.add(amount);
        match cost {
            Some(cost) if cost.is_finite() => {
                self.profit.add(amount);
                self.profit.add(-cost);
                self.priced.add(amount);
            }
            Some(_) => self.unpriced += 1,
            None => {}
        }
    }

    /// Sorts purchases by customer and counts: rows with the same order number, else on the same day, are one.
    fn count_purchases(&mut self, orders: &Orders, rows: &mut [u32]) {
        let key = |row: u32| match orders.order_ids().get(row as usize) {
            Some(&id) if id != OrderColumns::NO_ORDER_ID => (0, i64::from(id)),
            _ => (1, i64::from(orders.days()[row as usize])),
        };
        let customer = |row: u32| orders.customer_codes()[row as usize];
        sort_indices(rows, &|a, b| (customer(a), key(a)).cmp(&(customer(b), key(b))));
        for of_customer in rows.chunk_by(|&a, &b| customer(a) == customer(b)) {
            let times = of_customer.chunk_by(|&a, &b| key(a) == key(b)).count();
            self.bought += 1;
            self.again += usize::from(times >= 2);
            self.purchases += times;
        }
    }

    /// Counts customers: active, lost, dormant, woken up.
    fn count_customers(&mut self, customers: &[Customer]) {
        let (start, until) = self.span;
        let count = |holds: &dyn Fn(&Customer) -> bool| customers.iter().filter(|c| holds(c)).count();
        let at_start = |c: &Customer| c.before >= start - LOST_DAYS;
        let dormant = |c: &Customer| c.before != NEVER && c.before < start - DORMANT_DAYS;
        self.active = count(&|c| c.last != NEVER);
        self.at_start = count(&at_start);
        self.lost = count(&|c| at_start(c) && c.last <= until - LOST_DAYS);
        self.dormant = count(&dormant);
        self.woken = count(&|c| dormant(c) && c.last >= start);
    }

    /// Adds what the orders of other customers add up to.
    pub fn merge(&mut self, other: Self) {
        self.begins = self.begins.into_iter().chain(other.begins).min();
        self.sales.merge(&other.sales);
        self.profit.merge(&other.profit);
        self.priced.merge(&other.priced);
        self.unpriced += other.unpriced;
        self.has_costs |= other.has_costs;
        self.bought += other.bought;
        self.again += other.again;
        self.purchases += other.purchases;
        self.new += other.new;
        self.active += other.active;
        self.at_start += other.at_start;
        self.lost += other.lost;
        self.dormant += other.dormant;
        self.woken += other.woken;
        self.spent.extend(other.spent);
    }

    /// The actuals, and what the orders cannot say.
    pub fn evaluate(mut self, locale: Locale) -> Measures {
        let (start, until) = self.span;
        let begin = self.begins.unwrap_or(start);
        let mut found = Measures { begins: self.begins.map(Day), ..Measures::default() };
        let sales = self.sales.value();
        found.value("sales_total", sales);
        if self.has_costs {
            found.value("gross_profit_contribution", self.profit.value());
            found.parts("gross_margin_rate", self.profit.value(), self.priced.value());
        }
        if self.has_costs && self.unpriced > 0 {
            let unpriced = self.unpriced;
            let reason = Phrase::new(
                format!("期间内有 {unpriced} 笔订单没有成本，毛利只按有成本的订单计算"),
                format!("{unpriced} orders of the period have no cost; profit is that of the others"),
            );
            found.left_out(locale, "measure/no-cost", "gross_profit_contribution", reason);
        }
        let parts = |found: &mut Measures, id: &str, part: usize, of: usize| {
            found.parts(id, part as f64, of as f64);
        };
        found.parts("avg_order_value", sales, self.purchases as f64);
        parts(&mut found, "repurchase_rate", self.again, self.bought);
        if begin < start {
            found.value("new_customers", self.new as f64);
        } else {
            let reason = Phrase::new(
                "订单数据没有早于期间开始日的记录，无法判断哪些是新客户",
                "no order lies before the period, so new customers cannot be told from old ones",
            );
            found.left_out(locale, "measure/no-history", "new_customers", reason);
        }
        parts(&mut found, "active_customer_rate", self.bought, self.active);
        if begin <= until - LOST_DAYS {
            parts(&mut found, "churn_rate", self.lost, self.at_start);
        } else {
            let reason = Phrase::new(
                format!("订单数据不足 {LOST_DAYS} 天，无法判断客户流失"),
                format!("the orders span less than {LOST_DAYS} days, so lost customers cannot be told"),
            );
            found.left_out(locale, "measure/no-history", "churn_rate", reason);
        }
        parts(&mut found, "wakeup_rate", self.woken, self.dormant);
        sort_floats(&mut self.spent);
        let top = (self.spent.len() as f64 * TOP_SHARE).ceil() as usize;
        let mut best = MoneySum::default();
        for &spent in self.spent.iter().rev().take(top) {
            best.add(spent);
        }
        found.parts("top20_avg_purchase", best.value(), top as f64);
        found
    }
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
