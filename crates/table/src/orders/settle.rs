//! What has to wait for the end of a file of orders: dates, amounts and currencies that the column decides.

use std::collections::HashSet;

use super::money::{BAD_COST, BAD_REFUND, OTHER_CURRENCY};
use super::roles::{AMOUNT, COST, DATE, KIND, REFUND, STATE};
use super::rows::{BAD_DATE, OrderRows};
use super::states::{About, Watched};
use super::{Orders, too_many_rows};
use crate::currency;
use crate::dates::Fate;
use crate::facts::Facts;
use crate::far;
use crate::options::Keep;
use crate::places::without;
use crate::quality::Decision;
use crate::tables::tell_other_table;
use crate::unit::Currency;
use crate::why::{self, Why};
use planscore_base::calendar::Day;
use planscore_base::error::Result;
use planscore_base::locale::Text;

impl OrderRows {
    /// Decides what had to wait for the whole file, and gives the orders.
    ///
    /// # Errors
    /// No usable row, or too many.
    pub(super) fn finish(mut self) -> Result<Orders> {
        if self.overflow {
            return Err(too_many_rows());
        }
        let mut gone = self.settle();
        self.settle_totals(&mut gone);
        self.remove(gone);
        if self.orders.is_empty() {
            return Err(self.orders.issues().no_rows(
                "orders/no-rows",
                "没有一行可用的订单",
                "no usable order in the file",
            ));
        }
        let kind = self.name_of(KIND);
        self.kinds.tell(kind.as_deref(), About::Kind, None, &mut self.orders.quality);
        for Watched { column, about, said } in &self.watched {
            let role = (self.column[STATE] == Some(*column)).then_some(STATE);
            said.tell(Some(&self.headers[*column].written), *about, role, &mut self.orders.quality);
        }
        self.above.tell(&mut self.orders.quality);
        self.tell_headless();
        self.tell_names();
        self.join_names();
        self.orders.facts = Facts::of(&self.orders.data.day, &self.orders.data.amount);
        self.settle_far_days();
        let total = self.orders.issues().count_of(why::TOTAL_ROW.0);
        why::tell_totals(total, &mut self.orders.quality);
        tell_other_table(&mut self.orders.quality);
        let used = self.orders.len();
        if let Some(column) = self.column[DATE] {
            why::tell_utc(&self.headers[column], used, &mut self.orders.quality);
        }
        self.orders.quality.close(used);
        self.orders.rows = self.orders.quality.rows(used);
        self.orders.share_names();
        Ok(self.orders)
    }

    /// Settles what waits for its column, and gives the orders that are out.
    pub(super) fn settle(&mut self) -> HashSet<usize> {
        let mut gone = HashSet::new();
        self.settle_dates(&mut gone);
        self.settle_amounts(&mut gone);
        self.settle_costs();
        self.settle_refunds();
        self.settle_currencies(&mut gone);
        gone
    }

    /// Leaves an order out that had been taken; one that is out already is noted only.
    pub(super) fn give_up(
        &mut self,
        gone: &mut HashSet<usize>,
        index: usize,
        role: usize,
        value: &str,
        why: Why,
    ) {
        let row = self.places.row(index);
        if gone.insert(index) {
            self.left_out(row, role, value, why);
        } else {
            self.noted(row, role, value, why);
        }
    }

    fn settle_dates(&mut self, gone: &mut HashSet<usize>) {
        let column = self.name_of(DATE);
        let dates = std::mem::take(&mut self.dates);
        for decided in dates.decide(column.as_deref(), &mut self.orders.quality) {
            match decided.time {
                Fate::Time(time) => self.orders.data.day[decided.index] = time.floor() as i32,
                Fate::Open => self.give_up(gone, decided.index, DATE, &decided.written, why::AMBIGUOUS_DATE),
                Fate::Bad => self.give_up(gone, decided.index, DATE, &decided.written, BAD_DATE),
            }
        }
    }

    fn settle_amounts(&mut self, gone: &mut HashSet<usize>) {
        let rows = self.orders.len();
        let header = self.column[AMOUNT].map(|column| &self.headers[column]);
        for settled in self.amounts.settle(header, rows, &mut self.orders.quality) {
            match settled.value {
                Some(value) => {
                    let is_refund = self.negated.contains(&settled.index);
                    self.orders.data.amount[settled.index] = if is_refund { -value.abs() } else { value };
                }
                None => self.give_up(gone, settled.index, AMOUNT, &settled.written, why::AMBIGUOUS_AMOUNT),
            }
        }
    }

    fn settle_costs(&mut self) {
        let rows = self.orders.len();
        let Some(header) = self.column[COST].map(|column| &self.headers[column]) else { return };
        for settled in self.costs.settle(Some(header), rows, &mut self.orders.quality) {
            self.orders.data.cost[settled.index] = settled.value.unwrap_or(f64::NAN);
            if settled.value.is_none() {
                self.noted(settled.row, COST, &settled.written, BAD_COST);
            }
        }
    }

    /// Takes what was paid back off the amounts.
    fn settle_refunds(&mut self) {
        let rows = self.orders.len();
        let Some(header) = self.column[REFUND].map(|column| &self.headers[column]) else { return };
        for settled in self.refunds.settle(Some(header), rows, &mut self.orders.quality) {
            match settled.value {
                Some(value) => self.paid_back.push((settled.index, value.abs())),
                None => self.noted(settled.row, REFUND, &settled.written, BAD_REFUND),
            }
        }
        if self.paid_back.is_empty() {
            return;
        }
        let kept = self.choices.keeps(Keep::Refunds);
        let text = if kept {
            Text {
                zh: "退款金额另有一列，按要求不从金额中扣除",
                en: "what was paid back stands in a column of its own and is not taken off, as asked",
            }
        } else {
            Text {
                zh: "退款金额已从订单金额中扣除",
                en: "what was paid back is taken off the amount of the order",
            }
        };
        let column = self.name_of(REFUND);
        let decision = Decision::new("orders/paid-back", self.paid_back.len(), text)
            .column(column.as_deref())
            .option("keep", "refunds");
        self.orders.quality.decide(decision);
        for (index, value) in std::mem::take(&mut self.paid_back).into_iter().filter(|_| !kept) {
            self.orders.data.amount[index] -= value;
        }
    }

    fn settle_currencies(&mut self, gone: &mut HashSet<usize>) {
        let column = self.name_of(AMOUNT);
        let marks = std::mem::take(&mut self.amounts.currencies);
        let quality = &mut self.orders.quality;
        let rows = self.orders.data.customer.len();
        let (_, others) =
            currency::settle(&marks, rows, self.stated, &self.choices, column.as_deref(), quality);
        for (index, other) in others {
            self.give_up(gone, index, AMOUNT, other.map_or("", Currency::code), OTHER_CURRENCY);
        }
    }

    /// Leaves out days that are far from all others, so that none of them becomes the day of the data.
    fn settle_far_days(&mut self) {
        let Facts { by_day, first, .. } = &self.orders.facts;
        let Some(plausible) = far::plausible(by_day, *first) else { return };
        let far = |day: &i32| !plausible.contains(day);
        let indices: Vec<usize> =
            self.orders.data.day.iter().enumerate().filter(|(_, day)| far(day)).map(|(i, _)| i).collect();
        let column = self.name_of(DATE);
        let written = Day(self.orders.data.day[indices[0]]).to_string();
        let kept = self.choices.keeps(Keep::FarDates);
        why::tell_far(indices.len(), kept, column.as_deref(), &written, &mut self.orders.quality);
        if kept {
            return;
        }
        self.plausible = Some(plausible);
        self.leave_out_far();
        self.orders.facts = Facts::of(&self.orders.data.day, &self.orders.data.amount);
    }

    /// Leaves out the days that are not plausible.
    pub(super) fn leave_out_far(&mut self) {
        let Some(plausible) = self.plausible.clone() else { return };
        let mut gone = HashSet::new();
        for index in 0..self.orders.len() {
            let day = self.orders.data.day[index];
            if !plausible.contains(&day) {
                self.give_up(&mut gone, index, DATE, &Day(day).to_string(), why::FAR_DATE);
            }
        }
        self.remove(gone);
    }

    /// Takes rows out of every column.
    pub(super) fn remove(&mut self, gone: HashSet<usize>) {
        if gone.is_empty() {
            return;
        }
        let mut indices: Vec<usize> = gone.into_iter().collect();
        planscore_stats::sort_by(&mut indices, &usize::cmp);
        let data = &mut self.orders.data;
        for column in [&mut data.customer, &mut data.order_id, &mut data.owner, &mut data.product] {
            without(column, &indices);
        }
        without(&mut data.day, &indices);
        without(&mut data.amount, &indices);
        without(&mut data.cost, &indices);
        self.places.remove(&indices);
    }
}
