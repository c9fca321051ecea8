//! Customers in the order in which pages of rows show them.

use std::cmp::Ordering;
use std::sync::Mutex;

use serde::Deserialize;

use planscore_stats::{select_index, sort_indices};

/// What rows are ordered by; equal rows by the customer's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum OrderBy {
    /// Name.
    #[default]
    Customer,
    /// Days since the last purchase.
    Recency,
    /// Purchases.
    Frequency,
    /// Money.
    Monetary,
    /// Recency score.
    R,
    /// Frequency score.
    F,
    /// Money score.
    M,
    /// Place of the tier in the table.
    Tier,
    /// The same.
    Name,
}

/// What decides which customers are listed in which order.
pub type OrderKey = (OrderBy, bool, Option<usize>, Option<u32>, Option<u32>);

/// The order that was last asked for.
#[derive(Debug, Default)]
pub struct KeptOrder(pub Mutex<Option<(OrderKey, Order)>>);

impl Clone for KeptOrder {
    fn clone(&self) -> Self {
        Self::default()
    }
}

/// Customers in an order that is made where it is looked at (incremental quicksort, Paredes and Navarro
/// 2006): the part that holds a page is halved until it is short and then sorted, so that the pages next
/// to it are nearly there.
#[derive(Debug)]
pub struct Order {
    customers: Vec<u32>,
    /// Where each part begins, and whether it is sorted. All of a part come before all of the next.
    parts: Vec<(usize, bool)>,
}

impl Order {
    /// Parts up to this long are sorted.
    const SHORT: usize = 1_024;

    /// Customers in no order yet.
    pub fn new(customers: Vec<u32>) -> Self {
        Self { customers, parts: vec![(0, false)] }
    }

    /// The customers from one place up to another.
    pub fn page(&mut self, from: usize, to: usize, compare: &dyn Fn(u32, u32) -> Ordering) -> &[u32] {
        let count = self.customers.len();
        let (from, to) = (from.min(count), to.min(count));
        let mut at = from;
        while at < to {
            let part = self.parts.partition_point(|(start, _)| *start <= at) - 1;
            let (start, sorted) = self.parts[part];
            let end = self.parts.get(part + 1).map_or(count, |next| next.0);
            let own = &mut self.customers[start..end];
            if sorted {
                at = end;
            } else if own.len() <= Self::SHORT {
                sort_indices(own, compare);
                self.parts[part].1 = true;
            } else {
                let half = own.len() / 2;
                select_index(own, half, compare);
                self.parts.insert(part + 1, (start + half, false));
            }
        }
        self.customers.get(from..to).unwrap_or_default()
    }
}
