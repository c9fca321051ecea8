//! The orders of a window.

use std::borrow::Cow;

use planscore_base::calendar::Day;
use planscore_table::{Facts, Orders};

/// The orders of a window, in columns: the data set's own where all of it lies in the window.
pub struct Window<'a> {
    /// How many customers there are codes for.
    pub customers: usize,
    /// Each order's customer.
    pub codes: Cow<'a, [u32]>,
    /// Each order's day.
    pub days: Cow<'a, [i32]>,
    /// Each order's amount.
    pub amounts: Cow<'a, [f64]>,
    /// Each order's number; empty without order numbers.
    pub ids: Cow<'a, [u32]>,
    /// What a look at them tells.
    pub facts: Cow<'a, Facts>,
    /// Orders before the window.
    pub before: usize,
    /// Orders after it.
    pub after: usize,
}

impl<'a> Window<'a> {
    /// From the first day to the last, both included.
    pub fn of(orders: &'a Orders, since: Option<Day>, until: Day) -> Self {
        let whole = orders.facts();
        let since = since.map_or(whole.first, |day| day.0);
        let count = |outside: &dyn Fn(i32) -> bool| -> usize {
            let days = whole.by_day.iter().zip(whole.first..).filter(|(_, day)| outside(*day));
            days.map(|(&orders, _)| orders as usize).sum()
        };
        let (before, after) = (count(&|day| day < since), count(&|day| day > until.0));
        let mut window = Self {
            customers: orders.customers().len(),
            codes: Cow::Borrowed(orders.customer_codes()),
            days: Cow::Borrowed(orders.days()),
            amounts: Cow::Borrowed(orders.amounts()),
            ids: Cow::Borrowed(orders.order_ids()),
            facts: Cow::Borrowed(whole),
            before,
            after,
        };
        if before + after > 0 {
            let inside: Vec<bool> = window.days.iter().map(|day| (since..=until.0).contains(day)).collect();
            select(&mut window.codes, &inside);
            select(&mut window.days, &inside);
            select(&mut window.amounts, &inside);
            select(&mut window.ids, &inside);
            window.facts = Cow::Owned(Facts::of(&window.days, &window.amounts));
        }
        window
    }

    /// How many orders it has.
    pub fn len(&self) -> usize {
        self.codes.len()
    }
}

/// Keeps the values inside.
fn select<T: Copy>(column: &mut Cow<[T]>, inside: &[bool]) {
    let kept = column.iter().zip(inside).filter(|(_, inside)| **inside).map(|(&value, _)| value).collect();
    *column = Cow::Owned(kept);
}
