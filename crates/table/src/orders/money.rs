//! The money of a row: its amount with the sign of its kind, what was paid back, its cost, and whether its state
//! lets it count.

use super::roles::{AMOUNT, COST, CURRENCY, CUSTOMER, DATE, KIND, ORDER_ID, OWNER, PRODUCT, REFUND};
use super::rows::{OrderRows, Taken};
use super::states::{About, Standing, State, StateAt, Watched};
use crate::csv::Record;
use crate::name::{clean, is_blank, is_plain};
use crate::options::Keep;
use crate::quality::Decision;
use crate::unit::Currency;
use crate::why::{self, Why};
use planscore_base::locale::{Phrase, Text};

/// A blank amount.
pub const NO_AMOUNT: Why = ("orders/no-amount", "没有金额，此行未计入", "no amount, row left out");
/// A line of an order whose total stands in another one.
const FURTHER_LINE: Why = (
    "orders/further-line",
    "同一订单的后续明细行，没有金额，未计入",
    "a further line of an order, without an amount; left out",
);
/// An amount that is none.
pub const BAD_AMOUNT: Why = ("orders/bad-amount", "金额无法识别，此行未计入", "not an amount, row left out");
/// A cost that is none.
pub const BAD_COST: Why = ("orders/bad-cost", "成本无法识别，视为未知", "not a cost, taken as unknown");
/// A refund that is none.
pub const BAD_REFUND: Why = (
    "orders/bad-refund",
    "退款金额无法识别，此行按全额计入",
    "not an amount paid back; the order counts in full",
);
const STATE_OUT: Why = (
    "orders/state",
    "按订单状态未计入（已取消、未付款或已退款）",
    "left out by its state (cancelled, unpaid or refunded)",
);
/// A currency that is not the file's.
pub const OTHER_CURRENCY: Why = (
    "orders/other-currency",
    "货币与其他行不同，不能相加，此行未计入",
    "in another currency, which cannot be added up; row left out",
);
const UNKNOWN_CURRENCY: Why =
    ("orders/unknown-currency", "不认识的币种，此行未计入", "an unknown currency, row left out");

/// Whether a state leaves an order out; a refund itself has a negative amount and stays.
fn leaves(state: State, is_negative: bool) -> bool {
    match state {
        State::Cancelled | State::Unpaid => true,
        State::Refunded | State::Refund => !is_negative,
        _ => false,
    }
}

impl OrderRows {
    /// The amount of a row, with the sign that its kind gives it; `None` where the row has been left out.
    pub(super) fn amount(&mut self, row: usize, record: &Record<'_>) -> Option<f64> {
        let cell = |role: usize| self.column[role].map(|column| record.text(column)).unwrap_or_default();
        let (amount, currency, kind) = (cell(AMOUNT), cell(CURRENCY), cell(KIND));
        let index = self.orders.len();
        let value = match self.amounts.read(&amount, index, row) {
            Some(Ok(value)) => value,
            None if self.is_further_line(record) => {
                self.left_out(row, AMOUNT, &amount, FURTHER_LINE);
                return None;
            }
            other => {
                self.left_out(row, AMOUNT, &amount, if other.is_none() { NO_AMOUNT } else { BAD_AMOUNT });
                return None;
            }
        };
        if !is_blank(&currency) {
            match Currency::named(&clean(&currency)) {
                Some(named) => self.amounts.mark(index, named),
                None => {
                    self.left_out(row, CURRENCY, &currency, UNKNOWN_CURRENCY);
                    return None;
                }
            }
        }
        let is_refund = self.kinds.read(&clean(&kind), row, About::Kind, None) == State::Refund;
        let is_negative = value <= 0.0 || is_refund || amount.trim_start().starts_with(['-', '(']);
        if self.is_out(row, record, is_negative) {
            return None;
        }
        if is_refund && value.is_nan() {
            self.negated.insert(index);
        }
        // A row that is a refund and states no amount of its own has that in the column of what was paid back.
        if !is_negative || value == 0.0 && self.says_refund(record) {
            self.pay_back(row, record);
        }
        Some(if is_refund { -value.abs() } else { value })
    }

    /// The order of the row above, where a row names a product and neither customer nor date nor number: a document's
    /// head stands in its first line.
    pub(super) fn head_above(&self, row: usize, record: &Record<'_>) -> Option<usize> {
        let text = |role: usize| self.column[role].map(|column| record.text(column));
        let head = self.orders.len().checked_sub(1)?;
        let is_below = self.places.row(head) + 1 == row && !self.dates.is_waiting();
        let is_headless = is_blank(&text(DATE)?) && is_blank(&text(ORDER_ID)?);
        (is_below && is_headless && !is_blank(&text(PRODUCT)?)).then_some(head)
    }

    /// Takes a further line of the order above.
    pub(super) fn further_line(&mut self, row: usize, record: &Record<'_>, head: usize) {
        let index = self.orders.len();
        let Some(amount) = self.amount(row, record) else {
            return self.forget(index);
        };
        let cost = self.cost(row, record);
        let Some(mut codes) = self.codes(row, record) else {
            self.forget(index);
            return self.left_out(row, PRODUCT, "", why::TOTAL_ROW);
        };
        let data = &self.orders.data;
        let (customer, day) = (data.customer[head], data.day[head]);
        for (code, role) in codes.iter_mut().zip(&self.coded) {
            match *role {
                ORDER_ID => *code = data.order_id[head],
                OWNER => *code = data.owner[head],
                _ => {}
            }
        }
        self.headless.add(&record.text(self.column[PRODUCT].unwrap_or_default()));
        self.add(row, customer, day, amount, cost, codes);
    }

    /// Tells how many lines belong to the document above them.
    pub(super) fn tell_headless(&mut self) {
        if self.headless.rows > 0 {
            let text = Text {
                zh: "没有客户、日期和单号的明细行属于上面的单据",
                en: "lines without customer, date and number belong to the document above",
            };
            let decision = Decision::new("orders/further-lines", self.headless.rows, text);
            self.orders.quality.decide(decision.example(&self.headless.example));
        }
    }

    /// Whether a row has the number of the order above.
    fn is_further_line(&self, record: &Record<'_>) -> bool {
        let Some(column) = self.column[ORDER_ID] else { return false };
        let known = self.order_ids.get(&clean(&record.text(column)));
        known.is_some() && known == self.orders.data.order_id.last().copied()
    }

    /// How a row stands by its states, as far as these are known.
    #[inline]
    pub(super) fn standing(&self, record: &Record<'_>, is_negative: bool) -> Standing {
        let mut standing = Standing::Counts;
        for (column, watched) in self.watched.iter().enumerate() {
            let Some(cell) = record.raw(watched.column) else { return Standing::New };
            if cell.is_empty() {
                continue;
            }
            let Some(place) = watched.said.place(cell) else { return Standing::New };
            let is_first = matches!(standing, Standing::Counts) && !self.choices.keeps(Keep::States);
            if is_first && leaves(watched.said.state(place), is_negative) {
                standing = Standing::Out(StateAt { column, place });
            }
        }
        standing
    }

    /// Counts what the states of a row say, which are all known.
    #[inline]
    pub(super) fn count_states(&mut self, record: &Record<'_>) {
        for Watched { column, said, .. } in &mut self.watched {
            if let Some(place) = record.raw(*column).and_then(|cell| said.place(cell)) {
                said.count(place);
            }
        }
    }

    /// Leaves a record out for its state; `None` where it may be no order at all.
    pub(super) fn take_out(
        &mut self,
        row: usize,
        record: &Record<'_>,
        known: Option<u32>,
        out: StateAt,
    ) -> Option<Taken> {
        let is_name = |cell: &[u8]| std::str::from_utf8(cell).is_ok_and(is_plain);
        let mut coded = [ORDER_ID, OWNER, PRODUCT].into_iter().filter_map(|role| self.column[role]);
        let is_order =
            coded.all(|column| record.raw(column).is_some_and(|cell| cell.is_empty() || is_name(cell)));
        if !is_order || known.is_none() && !is_name(record.raw(self.column[CUSTOMER]?)?) {
            return None;
        }
        self.count_states(record);
        self.leave_out_by_state(row, out);
        Some(Taken::Out(out))
    }

    /// Notes that a row is left out for its state.
    pub(super) fn leave_out_by_state(&mut self, row: usize, StateAt { column, place }: StateAt) {
        let Watched { column, said, .. } = &mut self.watched[column];
        let word = said.leave_out(place);
        let column = Some(self.headers[*column].written.as_str());
        let (code, zh, en) = STATE_OUT;
        self.orders.quality.leave_out(code, row, column, word, || Phrase::new(zh, en));
    }

    /// Whether a state leaves a row out, which is then noted.
    fn is_out(&mut self, row: usize, record: &Record<'_>, is_negative: bool) -> bool {
        let keeps = self.choices.keeps(Keep::States);
        let mut out = None;
        for Watched { column, about, said } in &mut self.watched {
            let cell = record.text(*column);
            let state = clean(&cell);
            let leave_out = self.options.leave_out.as_deref();
            let Some(place) = said.learn(&state, row, *about, leave_out) else { continue };
            said.count(place);
            if leaves(said.state(place), is_negative) && !keeps && out.is_none() {
                said.leave_out(place);
                out = Some((*column, state.clone().into_owned()));
            }
        }
        let Some((column, value)) = out else { return false };
        self.left_out_at(row, Some(column), &value, STATE_OUT);
        true
    }

    /// Whether a state, which is known by now, says that the row is a refund.
    fn says_refund(&self, record: &Record<'_>) -> bool {
        let state = |watched: &Watched| {
            let place = watched.said.place(clean(&record.text(watched.column)).as_bytes())?;
            Some(watched.said.state(place))
        };
        self.watched.iter().any(|watched| state(watched) == Some(State::Refund))
    }

    /// Notes what a column of refunds says was paid back of an order.
    fn pay_back(&mut self, row: usize, record: &Record<'_>) {
        let Some(column) = self.column[REFUND] else { return };
        let index = self.orders.len();
        let text = record.text(column);
        match self.refunds.read(&text, index, row) {
            None => {}
            // A refund that waits for its column is added when that is decided.
            Some(Ok(value)) if value.is_nan() || value == 0.0 => {}
            Some(Ok(value)) => self.paid_back.push((index, value.abs())),
            Some(Err(())) => self.noted(row, REFUND, &text, BAD_REFUND),
        }
    }

    /// The cost of a row; NaN where there is none, or where it waits for its column.
    pub(super) fn cost(&mut self, row: usize, record: &Record<'_>) -> f64 {
        let Some(column) = self.column[COST] else { return f64::NAN };
        let text = record.text(column);
        match self.costs.read(&text, self.orders.len(), row) {
            None => f64::NAN,
            Some(Ok(cost)) => cost,
            Some(Err(())) => {
                self.noted(row, COST, &text, BAD_COST);
                f64::NAN
            }
        }
    }

    /// Drops what waits under `index`: its row is left out.
    pub(super) fn forget(&mut self, index: usize) {
        self.dates.forget(index);
        for column in [&mut self.amounts, &mut self.costs, &mut self.refunds] {
            column.forget(index);
        }
        self.paid_back.pop_if(|(known, _)| *known == index);
    }
}
