//! From orders to each customer's recency, frequency and money.

use super::options::{Frequency, Monetary, Refunds, RfmOptions};
use crate::calendar::Day;
use crate::error::{Error, Result};
use crate::stats::{quantiles_of_counts, sort_floats, sort_words};
use crate::table::{Facts, OrderColumns, Orders};

/// What is known of each customer who bought, in columns; customers in the order of their codes.
#[derive(Debug, Clone, Default)]
pub struct Activity {
    /// The day it is seen from.
    pub as_of: Day,
    /// Code of each customer.
    pub customer: Vec<u32>,
    /// Days since the last purchase.
    pub recency: Vec<i32>,
    /// Days since the first purchase.
    pub age: Vec<i32>,
    /// Purchases.
    pub frequency: Vec<u32>,
    /// Money, as a sum.
    pub revenue: Vec<f64>,
    /// Money, as asked for.
    pub monetary: Vec<f64>,
    /// How many gaps between purchases there are of each length in days.
    pub gaps: Vec<u32>,
    /// Whether all money is in whole hundredths, and small enough that sums of them are exact.
    pub exact: bool,
    /// Rows in the window.
    pub orders: usize,
    /// Rows that a policy touched.
    pub touched: Touched,
}

/// How many rows each policy touched.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Touched {
    /// Outside the window.
    pub before_since: usize,
    /// After the day it is seen from.
    pub after_as_of: usize,
    /// Negative amounts.
    pub refunds: usize,
    /// Amounts of zero: purchases without money.
    pub zero_amounts: usize,
    /// Rows that repeat another in customer, day, amount and order number.
    pub duplicates: usize,
    /// Rows merged with another of the same customer and day, or of the same order.
    pub merged: usize,
    /// Refund rows of customers without any purchase in the window.
    pub refund_only: usize,
}

impl Activity {
    /// Passes over the orders column by column: how many purchases each day has, each customer's money,
    /// then the purchases day by day. The tables hold a word a customer, so that they stay in the cache;
    /// rows are partitioned by day at most, never sorted.
    pub fn of(orders: &Orders, options: &RfmOptions) -> Result<Self> {
        let Facts { first, last, ascending, .. } = orders.facts();
        let as_of = options.as_of.or((!orders.is_empty()).then_some(Day(last))).ok_or_else(nothing)?;
        let window =
            Window { since: options.since.map_or(first, |day| day.0.max(first)), until: last.min(as_of.0) };
        let mut seen = Seen::new(orders, window);
        if ascending {
            seen.in_order(orders);
        } else {
            seen.by_day(orders);
        }
        let count = seen.purchases;
        if count == 0 {
            return Err(nothing());
        }
        let exact = orders.facts().whole_hundredths;
        let net = options.refunds != Refunds::Drop;
        let (mut money, refunds) = exact_sums(orders, window, net);
        if !exact {
            money = ordered_sums(orders, window, net);
        }
        let whole = window.since == first && window.until == last;
        let outside = |all: &dyn Fn(i32) -> bool| orders.days().iter().filter(|&&day| all(day)).count();
        let mut zero_amounts = orders.facts().zero;
        if !whole && zero_amounts > 0 {
            zero_amounts = 0;
            window.each(orders, |row| zero_amounts += usize::from(row.amount == 0.0));
        }
        let touched = Touched {
            before_since: if whole { 0 } else { outside(&|day| day < window.since) },
            after_as_of: if whole { 0 } else { outside(&|day| day > window.until) },
            refunds: refunds.len(),
            zero_amounts,
            duplicates: seen.same_day.duplicates(orders),
            merged: 0,
            refund_only: refunds.iter().filter(|&&code| seen.visits[code as usize].days() == 0).count(),
        };
        let order_counts = (options.frequency == Frequency::Orders).then(|| order_counts(orders, window));

        let bought = seen.visits.iter().filter(|visits| visits.days() > 0).count();
        let mut activity = Self {
            as_of,
            exact,
            orders: count + touched.refunds,
            gaps: seen.gaps,
            customer: Vec::with_capacity(bought),
            recency: Vec::with_capacity(bought),
            age: Vec::with_capacity(bought),
            frequency: Vec::with_capacity(bought),
            revenue: Vec::with_capacity(bought),
            monetary: Vec::new(),
            touched,
        };
        for (code, visits) in seen.visits.iter().enumerate().filter(|(_, visits)| visits.days() > 0) {
            activity.customer.push(code as u32);
            activity.recency.push(as_of.0 - (window.since + visits.last()));
            activity.age.push(as_of.0 - seen.first[code]);
            activity.frequency.push(order_counts.as_ref().map_or(visits.days(), |counts| counts[code]));
            activity.revenue.push(money[code]);
        }
        let merged = |merged: usize, &frequency: &u32| merged - frequency as usize;
        activity.touched.merged = activity.frequency.iter().fold(count, merged);
        activity.monetary.clone_from(&activity.revenue);
        if options.monetary == Monetary::Mean {
            let mut refunded = vec![0; orders.customers().len()];
            if options.refunds == Refunds::Keep {
                for &code in &refunds {
                    refunded[code as usize] += 1;
                }
            }
            for (i, money) in activity.monetary.iter_mut().enumerate() {
                *money /= f64::from(activity.frequency[i] + refunded[activity.customer[i] as usize]);
            }
        }
        Ok(activity)
    }

    /// The sum of some customers' money, which does not depend on their order.
    pub fn sum(&self, members: &[u32]) -> f64 {
        let revenue = members.iter().map(|&i| self.revenue[i as usize]);
        if self.exact {
            return revenue.fold(0.0, |sum, money| sum + (money * 100.0).round_ties_even()) / 100.0;
        }
        ordered_sum(revenue.collect())
    }

    /// How many gaps between purchases there are.
    pub fn gap_count(&self) -> u64 {
        self.gaps.iter().map(|&count| u64::from(count)).sum()
    }

    /// The `p` quantile (type 7) of the gaps in days, from their counts.
    pub fn gap_quantile(&self, p: f64) -> Option<f64> {
        quantiles_of_counts(&self.gaps, &[p]).map(|quantiles| quantiles[0])
    }
}

/// The days that count, both ends included.
#[derive(Clone, Copy)]
struct Window {
    since: i32,
    until: i32,
}

/// An order.
struct Row {
    place: u32,
    code: u32,
    day: i32,
    amount: f64,
}

impl Window {
    /// How many days it has.
    fn days(self) -> usize {
        (i64::from(self.until) - i64::from(self.since) + 1).max(0) as usize
    }

    /// Shows the orders of the window.
    #[inline]
    fn each(self, orders: &Orders, mut visit: impl FnMut(Row)) {
        let codes = orders.customer_codes();
        let (days, amounts) = (&orders.days()[..codes.len()], &orders.amounts()[..codes.len()]);
        for row in 0..codes.len() {
            let (code, day, amount) = (codes[row], days[row], amounts[row]);
            if day >= self.since && day <= self.until {
                visit(Row { place: row as u32, code, day, amount });
            }
        }
    }
}

/// What a customer's purchases show, one day after the other, in one word: days with a purchase, the
/// last of them (plus [`Visits::SPAN`]), and the place of its purchase. 0 before the first.
#[derive(Clone, Copy, Default)]
struct Visits(u64);

impl Visits {
    /// More days than lie between 1900 and 2199.
    const SPAN: u32 = 1 << 17;
    const LAST: u32 = 25;
    const DAYS: u32 = 43;
    /// Instead of the place once it is among those that share customer and day with another.
    const TOLD: u32 = (1 << Self::LAST) - 1;

    fn days(self) -> u32 {
        (self.0 >> Self::DAYS) as u32
    }

    fn last(self) -> i32 {
        (self.0 >> Self::LAST) as i32 & (Self::SPAN as i32 - 1)
    }

    fn place(self) -> u32 {
        self.0 as u32 & Self::TOLD
    }

    /// Days from the last one to a day plus [`Visits::SPAN`]; `SPAN` or more before the first.
    fn gap(self, day: u32) -> u32 {
        day - ((self.0 >> Self::LAST) as u32 & (2 * Self::SPAN - 1))
    }
}

/// The purchases seen day by day.
struct Seen {
    window: Window,
    visits: Vec<Visits>,
    /// Each customer's first day.
    first: Vec<i32>,
    gaps: Vec<u32>,
    same_day: SameDay,
    purchases: usize,
}

impl Seen {
    fn new(orders: &Orders, window: Window) -> Self {
        let customers = orders.customers().len();
        Self {
            window,
            visits: vec![Visits::default(); customers],
            first: vec![0; customers],
            gaps: vec![0; window.days()],
            same_day: SameDay::default(),
            purchases: 0,
        }
    }

    /// Sees the purchases as they come.
    fn in_order(&mut self, orders: &Orders) {
        self.window.each(orders, |row| {
            if row.amount >= 0.0 {
                self.purchases += 1;
                self.see(&[row.code], row.place, row.day);
            }
        });
    }

    /// Partitions the purchases by day before it sees them.
    fn by_day(&mut self, orders: &Orders) {
        let window = self.window;
        let mut starts = vec![0_u32; window.days() + 1];
        let counts = &mut starts[1..];
        window.each(orders, |row| counts[(row.day - window.since) as usize] += u32::from(row.amount >= 0.0));
        for day in 1..starts.len() {
            starts[day] += starts[day - 1];
        }
        self.purchases = starts[window.days()] as usize;
        let mut by_day = vec![0; self.purchases];
        partition(orders, window, &starts, &mut by_day, |row| row.code);
        for (day, bounds) in (window.since..).zip(starts.windows(2)) {
            self.see(&by_day[bounds[0] as usize..bounds[1] as usize], bounds[0], day);
        }
        if !self.same_day.0.is_empty() {
            partition(orders, window, &starts, &mut by_day, |row| row.place);
            self.same_day.0.iter_mut().for_each(|word| {
                let place = *word & u64::from(Visits::TOLD);
                *word = *word - place + u64::from(by_day[place as usize]);
            });
        }
    }

    /// The purchases of one day: their customers, and the place of the first of them.
    #[inline]
    fn see(&mut self, customers: &[u32], from: u32, date: i32) {
        let (visits, gaps) = (&mut self.visits[..], &mut self.gaps[..]);
        let day = (date - self.window.since) as u32 + Visits::SPAN;
        let next = (u64::from(day) << Visits::LAST) + (1 << Visits::DAYS) + u64::from(from);
        for (next, &code) in (next..).zip(customers) {
            let own = &mut visits[code as usize];
            let gap = own.gap(day) as usize;
            if gap == 0 {
                self.same_day.add(own, code, day, next);
            } else {
                match gaps.get_mut(gap) {
                    Some(count) => *count += 1,
                    None => self.first[code as usize] = date,
                }
                own.0 = (own.0 >> Visits::DAYS << Visits::DAYS) + next;
            }
        }
    }
}

/// Puts something of each purchase in the order of their days.
fn partition(orders: &Orders, window: Window, starts: &[u32], places: &mut [u32], of: impl Fn(&Row) -> u32) {
    let mut next = starts.to_vec();
    let next = &mut next[..];
    window.each(orders, |row| {
        if row.amount >= 0.0 {
            let next = &mut next[(row.day - window.since) as usize];
            places[*next as usize] = of(&row);
            *next += 1;
        }
    });
}

/// Rows that share customer and day with another: each as its customer, the lowest bits of its day and
/// the row.
#[derive(Default)]
struct SameDay(Vec<u64>);

impl SameDay {
    const DAY: u64 = (1 << (64 - 2 * Visits::LAST)) - 1;

    #[inline(never)]
    fn add(&mut self, before: &mut Visits, code: u32, day: u32, visit: u64) {
        let own = u64::from(code) << (64 - Visits::LAST) | (u64::from(day) & Self::DAY) << Visits::LAST;
        if before.place() != Visits::TOLD {
            self.0.push(own | u64::from(before.place()));
            before.0 |= u64::from(Visits::TOLD);
        }
        self.0.push(own | visit & u64::from(Visits::TOLD));
    }

    /// How many repeat another in customer, day, amount and order number: a table by a hash of these
    /// finds the other.
    fn duplicates(&self, orders: &Orders) -> usize {
        const EMPTY: u32 = u32::MAX;
        let (days, amounts, ids) = (orders.days(), orders.amounts(), orders.order_ids());
        let key = |word: u64| {
            let row = (word as u32 & Visits::TOLD) as usize;
            let id = ids.get(row).copied().unwrap_or(OrderColumns::NO_ORDER_ID);
            (word >> (64 - Visits::LAST), days[row], id, amounts[row].to_bits())
        };
        let mask = (2 * self.0.len()).next_power_of_two() - 1;
        let mut table = vec![EMPTY; mask + 1];
        let mut repeated = 0;
        for (i, &word) in self.0.iter().enumerate() {
            let own = key(word);
            let mut hash = own.3 ^ (word >> Visits::LAST).rotate_left(20);
            for part in [0, u64::from(own.2)] {
                hash = (hash ^ part).wrapping_mul(0x9E37_79B9_7F4A_7C15);
                hash ^= hash >> 29;
            }
            let mut slot = hash as usize & mask;
            loop {
                match table[slot] {
                    EMPTY => {
                        table[slot] = i as u32;
                        break;
                    }
                    other if key(self.0[other as usize]) == own => {
                        repeated += 1;
                        break;
                    }
                    _ => slot = (slot + 1) & mask,
                }
            }
        }
        repeated
    }
}

fn nothing() -> Error {
    Error::invalid("rfm/no-purchases", "窗口内没有任何购买", "there is no purchase in the window")
        .at("orders")
}

/// Each customer's money, `net` of refunds, in hundredths whose sums are exact; the customer of each refund.
fn exact_sums(orders: &Orders, window: Window, net: bool) -> (Vec<f64>, Vec<u32>) {
    let mut all = vec![0.0; orders.customers().len()];
    let sums = &mut all[..];
    let mut refunds = Vec::with_capacity(orders.facts().negative);
    window.each(orders, |Row { code, mut amount, .. }| {
        if amount < 0.0 {
            refunds.push(code);
            amount = if net { amount } else { 0.0 };
        }
        sums[code as usize] += (amount * 100.0).round_ties_even();
    });
    for sum in sums {
        *sum /= 100.0;
    }
    (all, refunds)
}

/// A sum that does not depend on the order of its terms.
pub fn ordered_sum(mut values: Vec<f64>) -> f64 {
    sort_floats(&mut values);
    values.into_iter().fold(0.0, |sum, value| sum + value).clamp(-f64::MAX, f64::MAX)
}

/// Each customer's money where hundredths are not exact: summed in ascending order, so that the order
/// of the rows does not matter.
fn ordered_sums(orders: &Orders, window: Window, net: bool) -> Vec<f64> {
    let mut own: Vec<Vec<f64>> = vec![Vec::new(); orders.customers().len()];
    window.each(orders, |row| {
        if net || row.amount >= 0.0 {
            own[row.code as usize].push(row.amount);
        }
    });
    own.into_iter().map(ordered_sum).collect()
}

/// How many orders each customer made; a row without an order number is an order of its own.
fn order_counts(orders: &Orders, window: Window) -> Vec<u32> {
    let ids = orders.order_ids();
    let mut counts = vec![0; orders.customers().len()];
    let mut numbered: Vec<u64> = Vec::new();
    window.each(orders, |row| match ids.get(row.place as usize) {
        _ if row.amount < 0.0 => {}
        Some(&id) if id != OrderColumns::NO_ORDER_ID => {
            numbered.push(u64::from(row.code) << 32 | u64::from(id));
        }
        _ => counts[row.code as usize] += 1,
    });
    sort_words(&mut numbered);
    numbered.dedup();
    for order in numbered {
        counts[(order >> 32) as usize] += 1;
    }
    counts
}
