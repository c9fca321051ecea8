//! What the cells of some rows say about whole columns, for readers that see a part of the rows only.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use super::rows::OrderRows;
use crate::far;
use crate::options::{Choices, Keep};
use planscore_base::error::{Error, ErrorKind, Result};
use planscore_base::locale::Phrase;

/// What the cells of some rows say about whole columns: which number of 03/05/2026 is the day, which sign stands
/// before decimals, which currencies there are, which days. Evidence of parts is merged in any order; where it
/// [`Evidence::revises`] what a part was read with, that is read again with it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Whether a date has the day, or the month, first; amounts and costs a point, or a comma, before decimals.
    dates: (bool, bool),
    amounts: (bool, bool),
    costs: (bool, bool),
    /// Whether a date, an amount or a cost waited for its column.
    waited: (bool, bool, bool),
    /// The currencies that rows name, and whether rows name none.
    currencies: BTreeSet<String>,
    has_unnamed: bool,
    /// How many rows each day has.
    by_day: BTreeMap<i32, u64>,
}

fn either(a: (bool, bool), b: (bool, bool)) -> (bool, bool) {
    (a.0 || b.0, a.1 || b.1)
}

impl Evidence {
    /// Adds what other rows say.
    pub fn merge(&mut self, other: &Self) {
        self.dates = either(self.dates, other.dates);
        self.amounts = either(self.amounts, other.amounts);
        self.costs = either(self.costs, other.costs);
        let (a, b) = (self.waited, other.waited);
        self.waited = (a.0 || b.0, a.1 || b.1, a.2 || b.2);
        self.currencies.extend(other.currencies.iter().cloned());
        self.has_unnamed |= other.has_unnamed;
        for (&day, &rows) in &other.by_day {
            *self.by_day.entry(day).or_default() += rows;
        }
    }

    /// Whether rows that were read with what `before` says have to be read again with this.
    pub fn revises(&self, before: &Self) -> bool {
        self.waited.0 && self.dates != before.dates
            || self.waited.1 && self.amounts != before.amounts
            || self.waited.2 && self.costs != before.costs
            || self.plausible() != before.plausible()
    }

    /// The days that are plausible; `None` where all are.
    pub(super) fn plausible(&self) -> Option<RangeInclusive<i32>> {
        let (&first, &last) = (self.by_day.keys().next()?, self.by_day.keys().next_back()?);
        let rows = |day: i32| u32::try_from(self.by_day.get(&day).copied().unwrap_or(0)).unwrap_or(u32::MAX);
        far::plausible(&(first..=last).map(rows).collect::<Vec<_>>(), first)
    }

    /// Whether the rows are in one currency.
    ///
    /// # Errors
    /// Several, none of them chosen (`table/currencies`): which one most rows have, a part does not know.
    pub(super) fn one_currency(&self, chosen: bool, stated: Option<&str>) -> Result<()> {
        const HOME: &str = "CNY";
        let home = stated.or(self.currencies.contains(HOME).then_some(HOME)).unwrap_or("?");
        let others = self.currencies.iter().filter(|name| *name != home).count();
        let is_mixed = others > 1 || others == 1 && (self.has_unnamed || self.currencies.len() > 1);
        if chosen || !is_mixed {
            return Ok(());
        }
        let named: Vec<&str> = self.currencies.iter().map(String::as_str).collect();
        let named = named.join(", ");
        let text = Phrase::new(
            format!("文件中有多种货币（{named}），请用选项 currency 选定一种"),
            format!("there are several currencies ({named}): choose one with the option currency"),
        );
        Err(Error::new(ErrorKind::Ambiguous, "table/currencies", text).at("currency"))
    }
}

impl OrderRows {
    /// Reckons with what other rows say.
    pub(super) fn presume(&mut self, evidence: &Evidence) {
        self.dates.presume(evidence.dates);
        self.amounts.presume(evidence.amounts);
        self.costs.presume(evidence.costs);
        self.plausible = if self.choices.keeps(Keep::FarDates) { None } else { evidence.plausible() };
    }

    /// What these rows say; their days are added once they are settled.
    pub(super) fn evidence(&self) -> Evidence {
        let named = &self.amounts.currencies;
        Evidence {
            dates: self.dates.says(),
            amounts: self.amounts.says(),
            costs: self.costs.says(),
            waited: (self.dates.is_waiting(), self.amounts.is_waiting(), self.costs.is_waiting()),
            currencies: named.iter().map(|(_, currency)| currency.code().to_owned()).collect(),
            has_unnamed: named.len() < self.orders.len(),
            by_day: BTreeMap::new(),
        }
    }

    /// Counts the days of these rows.
    pub(super) fn count_days(&self, evidence: &mut Evidence) {
        for &day in self.orders.days() {
            *evidence.by_day.entry(day).or_default() += 1;
        }
    }
}

/// Whether the caller chose a currency.
pub(super) fn is_chosen(choices: &Choices) -> bool {
    choices.currency.is_some()
}
