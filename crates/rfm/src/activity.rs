//! From orders to each customer's recency, frequency and money.

use std::borrow::Cow;

use super::duplicates::{SharedDays, duplicates};
use super::options::{Frequency, Monetary, Refunds, RfmOptions};
use super::window::Window;
use planscore_base::calendar::Day;
use planscore_base::error::{Error, Result};
use planscore_stats::{add_up, quantiles_of_counts, sort_floats, sort_words, sums_by_group};
use planscore_table::{Facts, OrderColumns, Orders};
use serde::{Deserialize, Serialize};

/// What is known of each customer who bought, in columns; customers in the order of their codes.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
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
    /// How much money there is in hundredths, whatever its sign; infinite where not all is in whole hundredths.
    pub hundredths: f64,
    /// Rows in the window.
    pub rows: usize,
    /// Orders in the window: rows with the same number are one, a row without a number is one of its own.
    pub orders: usize,
    /// Rows that a policy touched.
    pub touched: Touched,
}

/// How many rows each policy touched.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
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

impl Touched {
    fn add(&mut self, other: &Self) {
        self.before_since += other.before_since;
        self.after_as_of += other.after_as_of;
        self.refunds += other.refunds;
        self.zero_amounts += other.zero_amounts;
        self.duplicates += other.duplicates;
        self.merged += other.merged;
        self.refund_only += other.refund_only;
    }
}

impl Activity {
    /// Of orders, seen from the day that the options name, else from their last.
    pub fn of(orders: &Orders, options: &RfmOptions) -> Result<Self> {
        let last = (!orders.is_empty()).then_some(Day(orders.facts().last));
        let activity = Self::seen_from(orders, options, options.as_of.or(last).ok_or_else(nothing)?);
        if activity.customer.is_empty() { Err(nothing()) } else { Ok(activity) }
    }

    /// Passes over the orders column by column: each customer's money, then the purchases day by day. The
    /// tables hold a word a customer, so that they stay in the cache; rows are partitioned by day at most,
    /// never sorted. Without any purchase there is no customer.
    pub fn seen_from(orders: &Orders, options: &RfmOptions, as_of: Day) -> Self {
        let window = Window::of(orders, options.since, as_of);
        let facts = &window.facts;
        let (refunds, zero_amounts) = not_positive(&window);
        let purchases = window.len() - refunds.len();
        let Visited { visits, mut gaps, shared_days } = visit(&window, &refunds);
        gaps.truncate(facts.by_day.len());
        let net = options.refunds != Refunds::Drop;
        let taken_off: &[u32] = if net { &[] } else { &refunds };
        let (money, unit) = if facts.whole_hundredths() {
            (cents(&window, taken_off), 100.0)
        } else {
            (sums(&window, net), 1.0)
        };

        let everyone = 0..window.customers as u32;
        let customer: Vec<u32> = everyone.filter(|&code| visits[code as usize].days() > 0).collect();
        let of = |code: &u32| visits[*code as usize];
        let ago = |place: u32| as_of.0 - (facts.first + place as i32 - facts.by_day.len() as i32);
        let frequency: Vec<u32> = match options.frequency {
            Frequency::Days => customer.iter().map(|code| of(code).days()).collect(),
            Frequency::Orders => {
                let counts = order_counts(&window);
                customer.iter().map(|&code| counts[code as usize]).collect()
            }
        };
        let touched = Touched {
            before_since: window.before,
            after_as_of: window.after,
            refunds: refunds.len(),
            zero_amounts,
            duplicates: duplicates(&window, &shared_days),
            merged: frequency.iter().fold(purchases, |merged, &frequency| merged - frequency as usize),
            refund_only: refunds.iter().filter(|&&row| of(&window.codes[row as usize]).days() == 0).count(),
        };
        let revenue: Vec<f64> = customer.iter().map(|&code| money[code as usize] / unit).collect();
        let mut monetary = revenue.clone();
        if options.monetary == Monetary::Mean {
            let mut counted = vec![0; window.customers];
            if options.refunds == Refunds::Keep {
                for &row in &refunds {
                    counted[window.codes[row as usize] as usize] += 1;
                }
            }
            for (i, money) in monetary.iter_mut().enumerate() {
                *money /= f64::from(frequency[i] + counted[customer[i] as usize]);
            }
        }
        Self {
            as_of,
            recency: customer.iter().map(|code| ago(of(code).last())).collect(),
            age: customer.iter().map(|code| ago(of(code).first())).collect(),
            customer,
            frequency,
            revenue,
            monetary,
            gaps,
            hundredths: facts.hundredths,
            rows: window.len(),
            orders: distinct_orders(&window),
            touched,
        }
    }

    /// Whether all money is in whole hundredths, and little enough that sums of them are exact.
    pub fn is_exact(&self) -> bool {
        self.hundredths < Facts::LARGEST_EXACT
    }

    /// Adds what is known of other customers, to whom the caller has given codes of their own; both are then seen
    /// from the later day.
    pub fn append(&mut self, mut other: Self) {
        let as_of = match (self.rows, other.rows) {
            (0, _) => other.as_of,
            (_, 0) => self.as_of,
            _ => self.as_of.max(other.as_of),
        };
        self.see_from(as_of);
        other.see_from(as_of);
        self.customer.extend(other.customer);
        self.recency.extend(other.recency);
        self.age.extend(other.age);
        self.frequency.extend(other.frequency);
        self.revenue.extend(other.revenue);
        self.monetary.extend(other.monetary);
        self.gaps.resize(self.gaps.len().max(other.gaps.len()), 0);
        self.gaps.iter_mut().zip(&other.gaps).for_each(|(count, more)| *count += more);
        self.hundredths += other.hundredths;
        self.rows += other.rows;
        self.orders += other.orders;
        self.touched.add(&other.touched);
    }

    /// Moves the day it is seen from.
    fn see_from(&mut self, as_of: Day) {
        let days = as_of.0 - self.as_of.0;
        if days != 0 {
            self.recency.iter_mut().chain(&mut self.age).for_each(|ago| *ago += days);
        }
        self.as_of = as_of;
    }

    /// The sum of some customers' money, which does not depend on their order.
    pub fn sum(&self, members: &[u32]) -> f64 {
        let revenue = members.iter().map(|&i| self.revenue[i as usize]);
        if self.is_exact() {
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

/// A customer's purchases in one word: the first day, how many days, the last day; 0 before the first.
#[derive(Clone, Copy, Default)]
struct Visits(u64);

impl Visits {
    /// Bits of each: more than twice the days from 1900 to 2199.
    const BITS: u32 = 18;
    const MASK: u64 = (1 << Self::BITS) - 1;

    fn first(self) -> u32 {
        (self.0 >> (2 * Self::BITS)) as u32
    }

    fn days(self) -> u32 {
        (self.0 >> Self::BITS & Self::MASK) as u32
    }

    fn last(self) -> u32 {
        (self.0 & Self::MASK) as u32
    }
}

/// The purchases seen day by day.
struct Visited {
    /// Each customer's; days are counted from as many before the first as there are, so that the first
    /// purchase looks like one after a gap longer than any other.
    visits: Vec<Visits>,
    /// How many gaps there are of each length.
    gaps: Vec<u32>,
    /// The days on which customers bought more than once.
    shared_days: SharedDays,
}

fn visit(window: &Window, refunds: &[u32]) -> Visited {
    let (first, days) = (window.facts.first, window.facts.by_day.len());
    let starts = starts(window, refunds);
    let by_day = by_day(window, refunds, &starts);
    let mut visited = Visited {
        visits: vec![Visits::default(); window.customers],
        gaps: vec![0; 2 * days],
        shared_days: SharedDays::none(window.len()),
    };
    let Visited { visits, gaps, shared_days } = &mut visited;
    let (visits, gaps) = (&mut visits[..], &mut gaps[..]);
    for (place, bounds) in starts.windows(2).enumerate() {
        let day = (days + place) as u32;
        let begin = u64::from(day) << (2 * Visits::BITS);
        let next = (1 << Visits::BITS) + u64::from(day);
        for &customer in &by_day[bounds[0] as usize..bounds[1] as usize] {
            let own = &mut visits[customer as usize];
            let gap = day - own.last();
            gaps[gap as usize] += 1;
            if gap == 0 {
                shared_days.insert(customer, first + place as i32);
            } else {
                own.0 = (if own.0 == 0 { begin } else { own.0 & !Visits::MASK }) + next;
            }
        }
    }
    gaps.first_mut().into_iter().for_each(|shared| *shared = 0);
    visited
}

/// Where each day's purchases begin in the order of the days, and where the last day's end.
fn starts(window: &Window, refunds: &[u32]) -> Vec<u32> {
    let facts = &window.facts;
    let mut starts = facts.by_day.clone();
    for &row in refunds {
        starts[(window.days[row as usize] - facts.first) as usize] -= 1;
    }
    starts.push(0);
    add_up(&mut starts);
    starts
}

/// The customers of the purchases in the order of their days.
fn by_day<'a>(window: &'a Window, refunds: &[u32], starts: &[u32]) -> Cow<'a, [u32]> {
    let (codes, days, first) = (&window.codes[..], &window.days[..], window.facts.first);
    if window.facts.ascending && refunds.is_empty() {
        return Cow::Borrowed(codes);
    }
    let mut partitioned = vec![0; codes.len() - refunds.len()];
    let mut next = starts.to_vec();
    let (out, next) = (&mut partitioned[..], &mut next[..]);
    let mut from = 0;
    for to in refunds.iter().map(|&row| row as usize).chain([codes.len()]) {
        for (&code, &day) in codes[from..to].iter().zip(&days[from..to]) {
            let place = &mut next[(day - first) as usize];
            out[*place as usize] = code;
            *place += 1;
        }
        from = to + 1;
    }
    Cow::Owned(partitioned)
}

/// The rows with a negative amount, and how many amounts are zero.
fn not_positive(window: &Window) -> (Vec<u32>, usize) {
    let all = window.facts.not_positive;
    if all == 0 {
        return (Vec::new(), 0);
    }
    // The place after the last one is written to and never read.
    let mut rows = vec![0; all + 1];
    let (places, mut found) = (&mut rows[..], 0);
    for (row, &amount) in window.amounts.iter().enumerate() {
        places[found] = row as u32;
        found += usize::from(amount < 0.0);
    }
    rows.truncate(found);
    (rows, all - found)
}

/// The error of a window without any purchase.
pub fn nothing() -> Error {
    Error::invalid("rfm/no-purchases", "窗口内没有任何购买", "there is no purchase in the window")
        .at("orders")
}

/// Each customer's money but for some rows, in hundredths, whose sums are exact.
fn cents(window: &Window, but: &[u32]) -> Vec<f64> {
    let cents = |amount: f64| (amount * 100.0).round_ties_even();
    let mut all = vec![0.0; window.customers];
    let sums = &mut all[..];
    for (&code, &amount) in window.codes.iter().zip(&window.amounts[..]) {
        sums[code as usize] += cents(amount);
    }
    for &row in but {
        sums[window.codes[row as usize] as usize] -= cents(window.amounts[row as usize]);
    }
    all
}

/// A sum that does not depend on the order of its terms.
pub fn ordered_sum(mut values: Vec<f64>) -> f64 {
    sort_floats(&mut values);
    values.into_iter().fold(0.0, |sum, value| sum + value).clamp(-f64::MAX, f64::MAX)
}

/// Each customer's money where hundredths are not exact for all: for each as its own amounts allow.
fn sums(window: &Window, net: bool) -> Vec<f64> {
    let rows = window.codes.iter().copied().zip(window.amounts.iter().copied());
    sums_by_group(window.customers, rows.filter(|&(_, amount)| net || amount >= 0.0))
}

/// How many orders there are; a row without an order number is an order of its own.
fn distinct_orders(window: &Window) -> usize {
    let numbered = |id: &&u32| **id != OrderColumns::NO_ORDER_ID;
    let Some(&highest) = window.ids.iter().filter(numbered).max() else { return window.len() };
    let without = window.ids.iter().filter(|id| !numbered(id)).count();
    if highest as usize <= 4 * window.len() {
        let mut seen = vec![false; highest as usize + 1];
        window.ids.iter().filter(numbered).for_each(|&id| seen[id as usize] = true);
        return without + seen.into_iter().filter(|seen| *seen).count();
    }
    let mut ids: Vec<u64> = window.ids.iter().filter(numbered).map(|&id| id.into()).collect();
    sort_words(&mut ids);
    ids.dedup();
    without + ids.len()
}

/// How many orders each customer made; a row without an order number is an order of its own.
fn order_counts(window: &Window) -> Vec<u32> {
    let mut counts = vec![0; window.customers];
    let mut numbered: Vec<u64> = Vec::new();
    for (row, (&code, &amount)) in window.codes.iter().zip(&window.amounts[..]).enumerate() {
        match window.ids.get(row) {
            _ if amount < 0.0 => {}
            Some(&id) if id != OrderColumns::NO_ORDER_ID => {
                numbered.push(u64::from(code) << 32 | u64::from(id));
            }
            _ => counts[code as usize] += 1,
        }
    }
    sort_words(&mut numbered);
    numbered.dedup();
    for order in numbered {
        counts[(order >> 32) as usize] += 1;
    }
    counts
}
