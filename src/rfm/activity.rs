//! From orders to each customer's recency, frequency and money.

use super::options::{Frequency, Monetary, Refunds, RfmOptions};
use crate::calendar::Day;
use crate::error::{Error, Result};
use crate::stats::{float_of, sort_indices, sort_words, word_of};
use crate::table::{OrderColumns, Orders};

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

/// Sums amounts per customer so that the order of the rows does not matter.
struct Money {
    /// Hundredths, exact, as long as every amount is a multiple of 0.01.
    cents: Vec<i64>,
    /// Else every amount by customer, summed in ascending order at the end.
    amounts: Option<Vec<(u32, f64)>>,
}

/// Amounts up to here stay exact as hundredths, a million of them summed.
const LARGEST_EXACT: f64 = 9e10;

impl Money {
    fn new(customers: usize, amounts: &[f64]) -> Self {
        let exact = amounts.iter().all(|a| (a * 100.0).round() / 100.0 == *a && a.abs() < LARGEST_EXACT);
        Self { cents: vec![0; if exact { customers } else { 0 }], amounts: (!exact).then(Vec::new) }
    }

    #[inline]
    fn add(&mut self, customer: u32, amount: f64) {
        match &mut self.amounts {
            None => self.cents[customer as usize] += (amount * 100.0).round() as i64,
            Some(amounts) => amounts.push((customer, amount)),
        }
    }

    fn sums(self, customers: usize) -> Vec<f64> {
        let Some(amounts) = self.amounts else {
            return self.cents.into_iter().map(|cents| cents as f64 / 100.0).collect();
        };
        let mut start = vec![0_usize; customers + 1];
        for &(customer, _) in &amounts {
            start[customer as usize + 1] += 1;
        }
        for customer in 0..customers {
            start[customer + 1] += start[customer];
        }
        let mut next = start.clone();
        let mut words = vec![0_u64; amounts.len()];
        for (customer, amount) in amounts {
            words[next[customer as usize]] = word_of(amount);
            next[customer as usize] += 1;
        }
        start
            .windows(2)
            .map(|range| {
                let own = &mut words[range[0]..range[1]];
                sort_words(own);
                own.iter().map(|&word| float_of(word)).sum::<f64>().clamp(-f64::MAX, f64::MAX)
            })
            .collect()
    }
}

impl Activity {
    /// Reads the orders of the window once, and each customer's days once more in order.
    pub fn of(orders: &Orders, options: &RfmOptions) -> Result<Self> {
        let (codes, days, amounts) = (orders.customer_codes(), orders.days(), orders.amounts());
        let last = days.iter().copied().max();
        let as_of = options.as_of.or(last.map(Day)).ok_or_else(nothing)?;
        let since = options.since.map_or(i32::MIN, |day| day.0);
        let customers = orders.customers().len();
        let mut touched = Touched::default();
        let mut money = Money::new(customers, amounts);
        let mut purchases = vec![0_u32; customers + 1];
        let mut refunds = vec![0_u32; customers];
        for ((&code, &day), &amount) in codes.iter().zip(days).zip(amounts) {
            if day < since {
                touched.before_since += 1;
            } else if day > as_of.0 {
                touched.after_as_of += 1;
            } else if amount < 0.0 {
                touched.refunds += 1;
                refunds[code as usize] += 1;
                if options.refunds != Refunds::Drop {
                    money.add(code, amount);
                }
            } else {
                touched.zero_amounts += usize::from(amount == 0.0);
                purchases[code as usize] += 1;
                money.add(code, amount);
            }
        }

        let in_window = |row: usize| amounts[row] >= 0.0 && days[row] >= since && days[row] <= as_of.0;
        let mut start = Vec::with_capacity(customers + 1);
        let mut rows = 0_usize;
        for &count in &purchases {
            start.push(rows);
            rows += count as usize;
        }
        // Day and row in one word: one sort orders a customer's purchases by day.
        let mut events = vec![0_u64; rows];
        let mut next = start.clone();
        for (row, &code) in codes.iter().enumerate() {
            if in_window(row) {
                events[next[code as usize]] = u64::from((days[row] ^ i32::MIN) as u32) << 32 | row as u64;
                next[code as usize] += 1;
            }
        }
        let day_of = |event: u64| ((event >> 32) as u32 as i32) ^ i32::MIN;

        let bought = purchases.iter().filter(|&&count| count > 0).count();
        if bought == 0 {
            return Err(nothing());
        }
        let mut activity = Self { as_of, orders: rows + touched.refunds, ..Self::default() };
        for column in [&mut activity.recency, &mut activity.age] {
            column.reserve_exact(bought);
        }
        activity.customer.reserve_exact(bought);
        activity.frequency.reserve_exact(bought);
        let sums = money.sums(customers);
        let order_ids = orders.order_ids();
        let mut same_day: Vec<u32> = Vec::new();
        for code in 0..customers {
            let events = &mut events[start[code]..start[code + 1]];
            if events.is_empty() {
                touched.refund_only += refunds[code] as usize;
                continue;
            }
            sort_words(events);
            let mut purchase_days = 1_u32;
            same_day.clear();
            same_day.push(events[0] as u32);
            for pair in events.windows(2) {
                let gap = day_of(pair[1]) - day_of(pair[0]);
                if gap > 0 {
                    purchase_days += 1;
                    let gap = gap as usize;
                    if activity.gaps.len() <= gap {
                        activity.gaps.resize(gap + 1, 0);
                    }
                    activity.gaps[gap] += 1;
                    touched.duplicates += duplicates(&mut same_day, amounts, order_ids);
                    same_day.clear();
                }
                same_day.push(pair[1] as u32);
            }
            touched.duplicates += duplicates(&mut same_day, amounts, order_ids);
            let frequency = match options.frequency {
                Frequency::Days => purchase_days,
                Frequency::Orders => distinct_orders(events, order_ids),
            };
            touched.merged += events.len() - frequency as usize;
            activity.customer.push(code as u32);
            activity.recency.push(as_of.0 - day_of(events[events.len() - 1]));
            activity.age.push(as_of.0 - day_of(events[0]));
            activity.frequency.push(frequency);
            activity.revenue.push(sums[code]);
            activity.monetary.push(match options.monetary {
                Monetary::Sum => sums[code],
                Monetary::Mean => {
                    let refunds = if options.refunds == Refunds::Keep { refunds[code] } else { 0 };
                    sums[code] / f64::from(frequency + refunds)
                }
            });
        }
        activity.touched = touched;
        Ok(activity)
    }

    /// How many gaps between purchases there are.
    pub fn gap_count(&self) -> u64 {
        self.gaps.iter().map(|&count| u64::from(count)).sum()
    }

    /// The `p` quantile (type 7) of the gaps in days, from their counts.
    pub fn gap_quantile(&self, p: f64) -> Option<f64> {
        let last = self.gap_count().checked_sub(1)?;
        let position = last as f64 * p;
        let at = |rank: u64| {
            let mut seen = 0;
            self.gaps.iter().position(|&count| {
                seen += u64::from(count);
                seen > rank
            })
        };
        let (low, high) = (at(position.floor() as u64)? as f64, at(position.ceil() as u64)? as f64);
        Some(low + (high - low) * position.fract())
    }
}

fn nothing() -> Error {
    Error::invalid("rfm/no-purchases", "窗口内没有任何购买", "there is no purchase in the window")
        .at("orders")
}

/// Rows of one customer and day that repeat another in amount and order number.
fn duplicates(rows: &mut [u32], amounts: &[f64], order_ids: &[u32]) -> usize {
    if rows.len() < 2 {
        return 0;
    }
    let key = |row: u32| {
        let row = row as usize;
        (order_ids.get(row).copied().unwrap_or(OrderColumns::NO_ORDER_ID), amounts[row].to_bits())
    };
    sort_indices(rows, &|a, b| key(a).cmp(&key(b)));
    rows.windows(2).filter(|pair| key(pair[0]) == key(pair[1])).count()
}

/// Order numbers among a customer's purchases; a row without one is an order of its own.
fn distinct_orders(events: &[u64], order_ids: &[u32]) -> u32 {
    if order_ids.is_empty() {
        return events.len() as u32;
    }
    let mut ids: Vec<u32> = events.iter().map(|&event| order_ids[event as u32 as usize]).collect();
    sort_indices(&mut ids, &|a, b| a.cmp(&b));
    let unnumbered = ids.iter().rev().take_while(|&&id| id == OrderColumns::NO_ORDER_ID).count();
    ids.truncate(ids.len() - unnumbered);
    ids.dedup();
    (ids.len() + unnumbered) as u32
}
