//! From orders to each customer's recency, frequency and money.

use super::options::{Frequency, Monetary, Refunds, RfmOptions};
use crate::calendar::Day;
use crate::error::{Error, Result};
use crate::stats::{quantiles_of_counts, sort_floats, sort_words};
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

/// A customer while rows are counted in their own order.
#[derive(Clone, Copy, Default)]
struct Tally {
    /// Money in hundredths.
    cents: f64,
    purchases: u32,
    refunds: u32,
}

/// A customer while purchases are seen day by day.
#[derive(Clone, Copy)]
struct Visits {
    first: i32,
    last: i32,
    days: u32,
    row: u32,
}

/// Integers up to here are exact as floats.
const LARGEST_EXACT: f64 = 9_007_199_254_740_992.0;

impl Activity {
    /// Reads the orders once in their own order for the money, once by day for the rest. Nothing but
    /// one small record a customer is kept meanwhile, and rows are partitioned by day at most, never
    /// sorted.
    pub fn of(orders: &Orders, options: &RfmOptions) -> Result<Self> {
        let (codes, days, amounts) = (orders.customer_codes(), orders.days(), orders.amounts());
        let last = days.iter().copied().max();
        let as_of = options.as_of.or(last.map(Day)).ok_or_else(nothing)?;
        let since = options.since.map_or(i32::MIN, |day| day.0);
        let customers = orders.customers().len();
        let mut touched = Touched::default();
        let mut tallies = vec![Tally::default(); customers];
        let (mut exact, mut all_cents, mut ascending) = (true, 0.0, true);
        let earliest = days.iter().copied().min().unwrap_or_default().max(since);
        let last_day = last.unwrap_or_default().min(as_of.0);
        // How many purchases each day of the window has.
        let mut by_day = vec![0_u32; (last_day - earliest).max(0) as usize + 1];
        let (mut latest, mut purchases) = (i32::MIN, 0_usize);
        for ((&code, &day), &amount) in codes.iter().zip(days).zip(amounts) {
            if day < since {
                touched.before_since += 1;
                continue;
            }
            if day > as_of.0 {
                touched.after_as_of += 1;
                continue;
            }
            let tally = &mut tallies[code as usize];
            let cents = (amount * 100.0).round_ties_even();
            if amount < 0.0 {
                touched.refunds += 1;
                tally.refunds += 1;
                if options.refunds == Refunds::Drop {
                    continue;
                }
            } else {
                touched.zero_amounts += usize::from(amount == 0.0);
                tally.purchases += 1;
                purchases += 1;
                by_day[(day - earliest) as usize] += 1;
                ascending &= day >= latest;
                latest = day;
            }
            exact &= cents / 100.0 == amount;
            all_cents += cents.abs();
            tally.cents += cents;
        }
        if purchases == 0 {
            return Err(nothing());
        }
        let within = |row: usize| amounts[row] >= 0.0 && days[row] >= since && days[row] <= as_of.0;
        let span = Span { earliest, by_day, purchases, ascending };
        let Seen { visits, gaps, same_day } = Seen::of(orders, span, within);
        touched.duplicates = duplicates(orders, same_day);
        let order_counts = (options.frequency == Frequency::Orders).then(|| order_counts(orders, &within));

        let exact = exact && all_cents < LARGEST_EXACT;
        let kept = |row: usize| {
            let in_window = days[row] >= since && days[row] <= as_of.0;
            in_window && (amounts[row] >= 0.0 || options.refunds != Refunds::Drop)
        };
        let sums = if exact { Vec::new() } else { ordered_sums(orders, &kept) };
        let bought = tallies.iter().filter(|tally| tally.purchases > 0).count();
        let mut activity =
            Self { as_of, exact, orders: purchases + touched.refunds, gaps, ..Self::default() };
        for column in [&mut activity.recency, &mut activity.age] {
            column.reserve_exact(bought);
        }
        for column in [&mut activity.customer, &mut activity.frequency] {
            column.reserve_exact(bought);
        }
        for column in [&mut activity.revenue, &mut activity.monetary] {
            column.reserve_exact(bought);
        }
        for (code, (tally, visits)) in tallies.iter().zip(&visits).enumerate() {
            if tally.purchases == 0 {
                touched.refund_only += tally.refunds as usize;
                continue;
            }
            let frequency = order_counts.as_ref().map_or(visits.days, |counts| counts[code]);
            let money = if exact { tally.cents / 100.0 } else { sums[code] };
            touched.merged += (tally.purchases - frequency) as usize;
            activity.customer.push(code as u32);
            activity.recency.push(as_of.0 - visits.last);
            activity.age.push(as_of.0 - visits.first);
            activity.frequency.push(frequency);
            activity.revenue.push(money);
            activity.monetary.push(match options.monetary {
                Monetary::Sum => money,
                Monetary::Mean => {
                    let refunds = if options.refunds == Refunds::Keep { tally.refunds } else { 0 };
                    money / f64::from(frequency + refunds)
                }
            });
        }
        activity.touched = touched;
        Ok(activity)
    }

    /// The sum of some customers' money, which does not depend on their order.
    pub fn sum(&self, members: &[u32]) -> f64 {
        let revenue = members.iter().map(|&i| self.revenue[i as usize]);
        if self.exact {
            return revenue.map(|money| (money * 100.0).round_ties_even()).sum::<f64>() / 100.0;
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

/// Purchases as they come, day by day.
struct Seen {
    visits: Vec<Visits>,
    gaps: Vec<u32>,
    /// Rows that share customer and day with another.
    same_day: Vec<u32>,
}

/// The purchases of the window.
struct Span {
    earliest: i32,
    /// How many each day has, from the earliest.
    by_day: Vec<u32>,
    purchases: usize,
    /// Whether the rows are in the order of their days.
    ascending: bool,
}

impl Seen {
    /// Sees the purchases day by day: as they come, or partitioned by day first.
    fn of(orders: &Orders, span: Span, within: impl Fn(usize) -> bool) -> Self {
        let (codes, days) = (orders.customer_codes(), orders.days());
        let Span { earliest, by_day: mut start, purchases, ascending } = span;
        let mut seen = Self {
            visits: vec![
                Visits { first: i32::MAX, last: i32::MIN, days: 0, row: 0 };
                orders.customers().len()
            ],
            gaps: vec![0; start.len()],
            same_day: Vec::new(),
        };
        if ascending {
            for row in (0..codes.len()).filter(|&row| within(row)) {
                seen.add(codes[row], days[row], row as u32);
            }
        } else {
            let mut before = 0;
            for count in &mut start {
                before += std::mem::replace(count, before);
            }
            let mut by_day = vec![0_u64; purchases];
            for row in (0..codes.len()).filter(|&row| within(row)) {
                let next = &mut start[(days[row] - earliest) as usize];
                by_day[*next as usize] = u64::from(codes[row]) << 32 | row as u64;
                *next += 1;
            }
            // Each start has moved to the start of the next day.
            let mut from = 0;
            for (day, &end) in (earliest..).zip(&start) {
                for &purchase in &by_day[from..end as usize] {
                    seen.add((purchase >> 32) as u32, day, purchase as u32);
                }
                from = end as usize;
            }
        }
        seen
    }

    #[inline]
    fn add(&mut self, code: u32, day: i32, row: u32) {
        let visits = &mut self.visits[code as usize];
        if visits.last == day {
            if visits.row != u32::MAX {
                self.same_day.push(visits.row);
                visits.row = u32::MAX;
            }
            self.same_day.push(row);
            return;
        }
        if visits.days == 0 {
            visits.first = day;
        } else {
            self.gaps[(day - visits.last) as usize] += 1;
        }
        visits.days += 1;
        visits.last = day;
        visits.row = row;
    }
}

fn nothing() -> Error {
    Error::invalid("rfm/no-purchases", "窗口内没有任何购买", "there is no purchase in the window")
        .at("orders")
}

/// A sum that does not depend on the order of its terms.
pub fn ordered_sum(mut values: Vec<f64>) -> f64 {
    sort_floats(&mut values);
    values.into_iter().sum::<f64>().clamp(-f64::MAX, f64::MAX)
}

/// Each customer's money where hundredths are not exact: summed in ascending order, so that the order
/// of the rows does not matter.
fn ordered_sums(orders: &Orders, kept: &dyn Fn(usize) -> bool) -> Vec<f64> {
    let (codes, amounts) = (orders.customer_codes(), orders.amounts());
    let mut own: Vec<Vec<f64>> = vec![Vec::new(); orders.customers().len()];
    for row in (0..codes.len()).filter(|&row| kept(row)) {
        own[codes[row] as usize].push(amounts[row]);
    }
    own.into_iter().map(ordered_sum).collect()
}

/// How many of the rows repeat another in customer, day, amount and order number. They are brought
/// together by a hash and compared in full.
fn duplicates(orders: &Orders, rows: Vec<u32>) -> usize {
    const ROW_BITS: u32 = 25;
    let key = |row: u32| {
        let row = row as usize;
        let order_id = orders.order_ids().get(row).copied().unwrap_or(OrderColumns::NO_ORDER_ID);
        (orders.customer_codes()[row], orders.days()[row], order_id, orders.amounts()[row].to_bits())
    };
    let hashed = |row: u32| {
        let (customer, day, order_id, amount) = key(row);
        let mut hash = amount ^ u64::from(customer) << 32 ^ day as u64;
        for part in [0, u64::from(order_id)] {
            hash = (hash ^ part).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            hash ^= hash >> 29;
        }
        hash >> ROW_BITS << ROW_BITS | u64::from(row)
    };
    let mut words: Vec<u64> = rows.into_iter().map(hashed).collect();
    sort_words(&mut words);
    let row_of = |word: u64| (word & ((1 << ROW_BITS) - 1)) as u32;
    let mut distinct: Vec<u32> = Vec::new();
    let mut repeated = 0;
    for (i, &word) in words.iter().enumerate() {
        if i > 0 && words[i - 1] >> ROW_BITS != word >> ROW_BITS {
            distinct.clear();
        }
        let row = row_of(word);
        if distinct.iter().any(|&other| key(other) == key(row)) {
            repeated += 1;
        } else {
            distinct.push(row);
        }
    }
    repeated
}

/// How many orders each customer made; a row without an order number is an order of its own.
fn order_counts(orders: &Orders, within: &dyn Fn(usize) -> bool) -> Vec<u32> {
    let (codes, ids) = (orders.customer_codes(), orders.order_ids());
    let mut counts = vec![0; orders.customers().len()];
    let mut numbered: Vec<u64> = Vec::new();
    for row in (0..codes.len()).filter(|&row| within(row)) {
        match ids.get(row) {
            Some(&id) if id != OrderColumns::NO_ORDER_ID => {
                numbered.push(u64::from(codes[row]) << 32 | u64::from(id));
            }
            _ => counts[codes[row] as usize] += 1,
        }
    }
    sort_words(&mut numbered);
    numbered.dedup();
    for order in numbered {
        counts[(order >> 32) as usize] += 1;
    }
    counts
}
