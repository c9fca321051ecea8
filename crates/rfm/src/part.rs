//! What is known of some of the customers, for engines that spread the rest over cores and machines.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::activity::{Activity, nothing};
use super::options::RfmOptions;
use super::segment::segment;
use super::segmentation::Segmentation;
use planscore_base::calendar::Day;
use planscore_base::error::{Error, ErrorKind, Result};
use planscore_base::locale::Phrase;
use planscore_table::{Interner, Orders};

/// What is known of some of the customers: of each of them all orders, wherever these stood. Parts of different
/// customers are merged in any order; what they come to does not depend on it, to the last bit.
///
/// ```
/// use planscore_rfm::{RfmOptions, RfmPart, segment_customers};
/// use planscore_table::{OrderOptions, Orders};
/// let read = |rows: &str| {
///     Orders::from_csv(format!("客户,日期,金额\n{rows}").as_bytes(), OrderOptions::default()).unwrap()
/// };
/// let (a, b) = ("甲,2026-01-05,100\n甲,2026-03-01,300\n", "乙,2025-01-01,50\n");
/// let options = RfmOptions::default();
/// let mut part = RfmPart::of(&read(b), &options).unwrap();
/// part.merge(RfmPart::of(&read(a), &options).unwrap()).unwrap();
/// let whole = segment_customers(&read(&format!("{a}{b}")), &options).unwrap();
/// assert_eq!(part.evaluate(&options).unwrap().summary(), whole.summary());
/// ```
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RfmPart {
    names: Interner,
    activity: Activity,
    /// Rows without a customer, which were left out.
    nameless: usize,
}

impl RfmPart {
    /// Of all orders of some customers; where the options name no day to see them from, from their last one until
    /// parts with later ones come.
    ///
    /// # Errors
    /// Options that contradict themselves, each with its path.
    pub fn of(orders: &Orders, options: &RfmOptions) -> Result<Self> {
        options.validate()?;
        let last = if orders.is_empty() { Day::default() } else { Day(orders.facts().last) };
        let mut activity = Activity::seen_from(orders, options, options.as_of.unwrap_or(last));
        let mut names = Interner::default();
        for code in &mut activity.customer {
            *code = names.intern(orders.customers().name(*code));
        }
        Ok(Self { names, activity, nameless: orders.issues().count_of("orders/no-customer") })
    }

    /// Counts rows without a customer that were left out before the part was made.
    pub fn leave_out_nameless(&mut self, rows: usize) {
        self.nameless += rows;
    }

    /// The day they are seen from.
    pub fn as_of(&self) -> Day {
        self.activity.as_of
    }

    /// How many orders there are; those of a number count once.
    pub fn orders(&self) -> usize {
        self.activity.orders
    }

    /// Says how many orders there are in all, where order numbers may stand in several parts.
    pub fn set_orders(&mut self, orders: usize) {
        self.activity.orders = orders;
    }

    /// Adds what is known of other customers.
    ///
    /// # Errors
    /// A customer that both parts know (`rfm/parts`); more than 4,294,967,295 rows (`rfm/too-many-rows`).
    pub fn merge(&mut self, mut other: Self) -> Result<()> {
        if self.activity.rows + other.activity.rows > u32::MAX as usize {
            let (zh, en) = ("订单超过 4294967295 行", "there are more than 4,294,967,295 orders");
            return Err(Error::new(ErrorKind::Limit, "rfm/too-many-rows", Phrase::new(zh, en)));
        }
        for code in &mut other.activity.customer {
            let name = other.names.name(*code);
            let known = self.names.len();
            *code = self.names.intern(name);
            if self.names.len() == known {
                let zh = format!("客户“{name}”出现在两部分里");
                return Err(Error::invalid(
                    "rfm/parts",
                    zh,
                    format!("the customer \"{name}\" is in two parts"),
                ));
            }
        }
        self.nameless += other.nameless;
        self.activity.append(other.activity);
        Ok(())
    }

    /// Scores the customers and names their tiers.
    ///
    /// # Errors
    /// Options that contradict themselves, each with its path; no purchase in the window (`rfm/no-purchases`).
    pub fn evaluate(self, options: &RfmOptions) -> Result<Segmentation> {
        options.validate()?;
        if self.activity.customer.is_empty() {
            return Err(nothing());
        }
        Ok(segment(self.activity, Arc::new(self.names), self.nameless, options))
    }
}
