//! Orders while they are read, row by row.

use std::collections::HashSet;
use std::ops::RangeInclusive;

use super::roles::{
    AMOUNT, COST, COUNT, CURRENCY, CUSTOMER, DATE, KIND, ORDER_ID, OWNER, PRODUCT, REFUND, ROLES, STATE,
};
use super::states::{About, Standing, StateAt, StateColumn, Watched};
use super::{MAX_ROWS, OrderColumns, OrderColumnsNamed, OrderOptions, Orders};
use crate::above::Above;
use crate::amounts::AmountColumn;
use crate::assign::assign;
use crate::csv::{Record, Records};
use crate::date::{DateCell, Zone, date};
use crate::dates::DateColumn;
use crate::header::Header;
use crate::interner::Interner;
use crate::iso::IsoDays;
use crate::name::{clean, is_blank, is_damaged_id, is_plain, is_total};
use crate::number::{NumberCell, number, plain_decimal};
use crate::options::{Choices, Keep};
use crate::places::Places;
use crate::quality::{Count, Quality};
use crate::reader::{BATCH, DataSet, Rows};
use crate::surplus::surplus;
use crate::tables::{Table, explains, is_heading};
use crate::unit::{Currency, Unit};
use crate::why::{self, Why};
use planscore_base::error::Result;
use planscore_base::locale::Phrase;

/// A blank customer.
pub const NO_CUSTOMER: Why = ("orders/no-customer", "没有客户，此行未计入", "no customer, row left out");
/// A blank date.
pub const NO_DATE: Why = ("orders/no-date", "没有日期，此行未计入", "no date, row left out");
/// A date that is none.
pub const BAD_DATE: Why = ("orders/bad-date", "日期无法识别，此行未计入", "not a date, row left out");

/// Orders while they are read.
pub struct OrderRows {
    pub(super) options: OrderOptions,
    pub(super) choices: Choices,
    pub(super) column: [Option<usize>; COUNT],
    /// The roles among order number, owner and product that have a column.
    pub(super) coded: Vec<usize>,
    pub(super) headers: Vec<Header>,
    /// Columns up to the last with a name.
    width: usize,
    /// Whether the first column holds names.
    is_named_first: bool,
    pub(super) decided_by: DecidedBy,
    pub(super) orders: Orders,
    pub(super) order_ids: Interner,
    pub(super) dates: DateColumn,
    pub(super) amounts: AmountColumn,
    pub(super) costs: AmountColumn,
    /// The currency that the header or a line above it states.
    pub(super) stated: Option<Currency>,
    pub(super) kinds: StateColumn,
    /// Columns that say how orders stand.
    pub(super) watched: Vec<Watched>,
    /// The record above, for cells that mean its own.
    pub(super) above: Above,
    /// Which of the file's tables the rows belong to.
    pub(super) table: Table,
    pub(super) refunds: AmountColumn,
    /// What was paid back of orders, by a column of its own.
    pub(super) paid_back: Vec<(usize, f64)>,
    /// Refunds whose amount waits for its column.
    pub(super) negated: HashSet<usize>,
    pub(super) places: Places,
    /// Lines that belong to the document above.
    pub(super) headless: Count,
    /// Names that were not written as they are compared, and one of them.
    pub(super) cleaned: usize,
    pub(super) cleaned_example: String,
    /// Only files with written offsets need one.
    zone: Zone,
    pub(super) overflow: bool,
    days: IsoDays,
    /// The days that are plausible by all rows, where these are some of them.
    pub(super) plausible: Option<RangeInclusive<i32>>,
}

/// What decides about a row besides its names, date and amounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecidedBy {
    /// Nothing.
    Names,
    /// States, which are known but for the first row of each.
    States,
    /// A kind, a currency or a refund: each row is looked at closely.
    Kinds,
}

/// What became of a record without anything to note.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// It is an order.
    Order,
    /// Its state leaves it out.
    Out(StateAt),
}

/// A cell that is a name as it is compared, and neither blank nor a word for totals nor damaged.
fn plain_name(cell: &[u8]) -> Option<&str> {
    std::str::from_utf8(cell).ok().filter(|name| is_plain(name))
}

impl OrderRows {
    pub(super) fn name_of(&self, role: usize) -> Option<String> {
        self.column[role].map(|column| self.headers[column].written.clone())
    }

    pub(super) fn left_out(&mut self, row: usize, role: usize, value: &str, why: Why) {
        self.left_out_at(row, self.column[role], value, why);
    }

    pub(super) fn left_out_at(
        &mut self,
        row: usize,
        column: Option<usize>,
        value: &str,
        (code, zh, en): Why,
    ) {
        let column = column.map(|column| self.headers[column].written.as_str());
        self.orders.quality.leave_out(code, row, column, value, || Phrase::new(zh, en));
    }

    pub(super) fn noted(&mut self, row: usize, role: usize, value: &str, (code, zh, en): Why) {
        let column = self.name_of(role);
        self.orders
            .quality
            .issues
            .note(code, Some(row), column.as_deref(), Some(value), || Phrase::new(zh, en));
    }

    /// The names and the column of a role among order number, owner and product.
    pub(super) fn names_and_codes(&mut self, role: usize) -> (&mut Interner, &mut Vec<u32>) {
        let data = &mut self.orders.data;
        match role {
            ORDER_ID => (&mut self.order_ids, &mut data.order_id),
            OWNER => (&mut data.owners, &mut data.owner),
            _ => (&mut data.products, &mut data.product),
        }
    }

    /// The code of a name as it is written; `None` for a word of totals. A name that is known is looked at
    /// no further.
    #[inline]
    pub(super) fn code(&mut self, role: usize, row: usize, written: &str) -> Option<u32> {
        let names = self.names_and_codes(role).0;
        names.intern_if(written, || is_plain(written)).or_else(|| self.new_code(role, row, written))
    }

    fn new_code(&mut self, role: usize, row: usize, written: &str) -> Option<u32> {
        let name = clean(written);
        if !self.choices.keeps(Keep::Totals) && is_total(&name) {
            return None;
        }
        if role == ORDER_ID {
            if is_damaged_id(&name) {
                self.noted(row, role, &name, why::DAMAGED_ID);
            }
            if is_blank(&name) || is_damaged_id(&name) {
                return Some(OrderColumns::NO_ORDER_ID);
            }
        }
        let name = if is_blank(&name) { "" } else { &name };
        Some(self.names_and_codes(role).0.intern(name))
    }

    /// The day of a cell that alone says which.
    #[inline]
    fn day(&mut self, cell: &[u8]) -> Option<i32> {
        self.days.of(cell).or_else(|| match date(std::str::from_utf8(cell).ok()?, self.zone) {
            DateCell::Time(time) => Some(time.floor() as i32),
            _ => None,
        })
    }

    /// Takes a record without anything to note, as nearly all are. `None`, with nothing taken, where it has to
    /// be looked at more closely. `known` is its customer's code.
    #[inline]
    pub(super) fn take(&mut self, row: usize, record: &Record<'_>, known: Option<u32>) -> Option<Taken> {
        if self.decided_by == DecidedBy::Kinds
            || self.table == Table::Other
            || record.len() > self.width
            || self.orders.len() >= MAX_ROWS
        {
            return None;
        }
        let day = self.day(record.raw(self.column[DATE]?)?)?;
        let (amount, decimals) = plain_decimal(record.raw(self.column[AMOUNT]?)?)?;
        let amount = self.amounts.plain(amount, decimals)?;
        // Rows of totals begin with a word; names are looked at when they are new.
        if !self.is_named_first && !record.raw(0)?.first().is_some_and(u8::is_ascii_digit) {
            let first = std::str::from_utf8(record.raw(0)?).ok()?;
            if is_total(first) {
                return None;
            }
        }
        match self.standing(record, amount <= 0.0) {
            Standing::Counts => {}
            Standing::Out(state) => return self.take_out(row, record, known, state),
            Standing::New => return None,
        }
        let cost = match self.column[COST].map(|column| record.raw(column).unwrap_or(b"?")) {
            None | Some([]) => f64::NAN,
            Some(cell) => {
                let (cost, decimals) = plain_decimal(cell)?;
                self.costs.plain(cost, decimals)?
            }
        };
        let codes = if self.coded.is_empty() { [0; 3] } else { self.codes(row, record)? };
        let customer = match known {
            Some(customer) => customer,
            None => self.orders.data.customers.intern(plain_name(record.raw(self.column[CUSTOMER]?)?)?),
        };
        self.count_states(record);
        self.add(row, customer, day, amount, cost, codes);
        Some(Taken::Order)
    }

    /// The codes of the customers of records, of those that are known.
    pub(super) fn known(&self, records: Records<'_>) -> [Option<u32>; BATCH] {
        let mut names = [&[][..]; BATCH];
        for (record, name) in records.iter().zip(&mut names) {
            *name = self.column[CUSTOMER].and_then(|column| record.raw(column)).unwrap_or_default();
        }
        self.orders.data.customers.find(&names)
    }

    /// The codes of the names that an order need not have.
    #[inline]
    pub(super) fn codes(&mut self, row: usize, record: &Record<'_>) -> Option<[u32; 3]> {
        let mut codes = [0; 3];
        for (i, code) in codes.iter_mut().enumerate().take(self.coded.len()) {
            let role = self.coded[i];
            let written = self.column[role].map(|column| record.text(column)).unwrap_or_default();
            *code = self.code(role, row, &written)?;
        }
        Some(codes)
    }

    /// Adds an order.
    #[inline]
    pub(super) fn add(
        &mut self,
        row: usize,
        customer: u32,
        day: i32,
        amount: f64,
        cost: f64,
        codes: [u32; 3],
    ) {
        self.places.add(self.orders.data.customer.len(), row);
        let data = &mut self.orders.data;
        data.customer.push(customer);
        data.day.push(day);
        data.amount.push(amount);
        if self.column[COST].is_some() {
            data.cost.push(cost);
        }
        for (i, code) in codes.into_iter().enumerate().take(self.coded.len()) {
            let role = self.coded[i];
            self.names_and_codes(role).1.push(code);
        }
    }

    /// Whether a record is the header again.
    fn is_own_header(&self, record: &Record<'_>) -> bool {
        self.column.iter().flatten().all(|&column| self.headers[column].written == record.text(column))
    }

    /// The table that a record belongs to from here on, and why it is no row, where it is not of the first; `is_first`
    /// says that no order stands above it.
    pub(super) fn heading(&mut self, record: &Record<'_>, is_first: bool) -> Option<Why> {
        let is_own = self.is_own_header(record);
        let is_other = !is_own && !self.is_row(record) && is_heading(&ROLES, record);
        let explains = is_other && is_first && explains(&ROLES, &self.column, record);
        let (table, why) = self.table.heading(is_own, is_other, explains);
        self.table = table;
        why
    }

    /// The word of totals in a record that has one where names and dates stand, or anywhere without a customer.
    pub(super) fn total_word(&self, record: &Record<'_>, customer: &str) -> Option<String> {
        if self.choices.keeps(Keep::Totals) {
            return None;
        }
        let named =
            [CUSTOMER, DATE, ORDER_ID, OWNER, PRODUCT].into_iter().filter_map(|role| self.column[role]);
        let everywhere = if is_blank(customer) { 0..record.len() } else { 0..1 };
        everywhere.chain(named).map(|i| record.text(i)).find(|cell| is_total(cell)).map(Into::into)
    }
}

/// The name of the only column of dates, where no name says which is that of orders.
fn only_dates(headers: &[Header]) -> Option<&str> {
    let mut dated = headers.iter().filter(|header| header.is_dated());
    let only = dated.next().filter(|_| dated.next().is_none())?;
    (!headers.iter().any(|header| ROLES[DATE].fits(header))).then_some(only.written.as_str())
}

impl DataSet for OrderRows {
    type Options = OrderOptions;
    type Data = Orders;

    fn open(options: OrderOptions) -> Result<Self> {
        let choices = options.given().checked()?;
        let orders = Orders { quality: Quality::new(options.locale), ..Orders::default() };
        let unit = Unit::ONE;
        Ok(Self {
            column: [None; COUNT],
            coded: Vec::new(),
            headers: Vec::new(),
            width: 0,
            is_named_first: false,
            decided_by: DecidedBy::Names,
            orders,
            order_ids: Interner::default(),
            dates: DateColumn::new(choices.day_order),
            amounts: AmountColumn::new(unit, None),
            costs: AmountColumn::new(unit, None),
            stated: None,
            kinds: StateColumn::default(),
            watched: Vec::new(),
            above: Above::default(),
            table: Table::default(),
            refunds: AmountColumn::new(unit, None),
            paid_back: Vec::new(),
            negated: HashSet::new(),
            places: Places::default(),
            headless: Count::default(),
            cleaned: 0,
            cleaned_example: String::new(),
            zone: Zone { keeps_others: true, ..Zone::CHINA },
            overflow: false,
            days: IsoDays::default(),
            plausible: None,
            options,
            choices,
        })
    }

    fn close(self) -> Result<Orders> {
        self.finish()
    }
}

impl Rows for OrderRows {
    fn columns(&mut self, headers: &[Header], stated: Option<Unit>) -> Result<()> {
        let mut given = self.options.columns.by_role().map(Option::as_deref);
        given[DATE] = given[DATE].or_else(|| only_dates(headers));
        let mut column = assign(&ROLES, headers, &given)?;
        // 退款 with yes and no below it asks whether, not how much.
        column[REFUND] =
            column[REFUND].filter(|&at| headers[at].question.is_none() || About::of(&headers[at]).is_none());
        self.column = std::array::from_fn(|role| column[role]);
        self.coded = [ORDER_ID, OWNER, PRODUCT].into_iter().filter(|&role| column[role].is_some()).collect();
        self.is_named_first =
            [CUSTOMER, ORDER_ID, OWNER, PRODUCT].into_iter().any(|role| column[role] == Some(0));
        let about = |at: usize| match column.iter().position(|known| *known == Some(at)) {
            Some(STATE) => Some(About::of(&headers[at]).unwrap_or(About::State(None))),
            Some(_) => None,
            None => About::of(&headers[at]),
        };
        let watched = |column| Some(Watched { column, about: about(column)?, said: StateColumn::default() });
        self.watched = (0..headers.len()).filter_map(watched).collect();
        let looked_at = [KIND, CURRENCY, REFUND];
        self.decided_by = if looked_at.into_iter().any(|role| column[role].is_some()) {
            DecidedBy::Kinds
        } else if self.watched.is_empty() {
            DecidedBy::Names
        } else {
            DecidedBy::States
        };
        self.headers = headers.to_vec();
        self.width = headers.iter().rposition(|header| !header.written.is_empty()).map_or(0, |last| last + 1);
        let chosen = self.choices.unit;
        let unit = |role: usize| {
            let own = column[role]
                .and_then(|column| headers[column].unit)
                .filter(|unit| unit.factor != 1.0 || unit.currency.is_some());
            chosen.or(own).or(stated).unwrap_or(Unit::ONE)
        };
        self.stated =
            self.choices.unit.and_then(|unit| unit.currency).filter(|currency| *currency != Currency::CNY);
        self.stated = self.stated.or(unit(AMOUNT).currency).or(stated.and_then(|unit| unit.currency));
        self.amounts = AmountColumn::new(unit(AMOUNT), self.choices.decimal);
        self.costs = AmountColumn::new(unit(COST), self.choices.decimal);
        self.refunds = AmountColumn::new(unit(REFUND), self.choices.decimal);
        let name = |role: usize| self.column[role].map(|c| headers[c].written.clone());
        self.orders.columns = OrderColumnsNamed {
            customer: name(CUSTOMER),
            date: name(DATE),
            amount: name(AMOUNT),
            order_id: name(ORDER_ID),
            cost: name(COST),
            owner: name(OWNER),
            product: name(PRODUCT),
            state: name(STATE),
            kind: name(KIND),
            currency: name(CURRENCY),
            refund: name(REFUND),
        };
        Ok(())
    }

    fn known(&self) -> usize {
        self.column.iter().flatten().count() + self.watched.len()
    }

    fn is_row(&self, record: &Record<'_>) -> bool {
        let cell = |role: usize| self.column[role].map(|column| record.text(column)).unwrap_or_default();
        let is_dated = !matches!(date(&cell(DATE), self.zone), DateCell::Bad | DateCell::Blank);
        is_dated && matches!(number(&cell(AMOUNT)), NumberCell::Value(_))
    }

    fn batch(&mut self, first: usize, records: Records<'_>) {
        let known = self.known(records);
        let mut above = None;
        for (row, (record, &customer)) in (first..).zip(records.iter().zip(&known)) {
            if self.take(row, &record, customer).is_some() {
                above = Some(record);
            } else if !record.is_blank() {
                self.row_below(row, record, &mut above);
            }
        }
        self.keep_above(above);
    }

    fn row(&mut self, row: usize, record: &Record<'_>) {
        if self.orders.len() >= MAX_ROWS {
            self.overflow = true;
            return;
        }
        let cell = |role: usize| self.column[role].map(|c| record.text(c)).unwrap_or_default();
        let (written, date) = (cell(CUSTOMER), cell(DATE));
        let customer = clean(&written);
        if let Some(word) = self.total_word(record, &customer) {
            return self.left_out(row, CUSTOMER, &word, why::TOTAL_ROW);
        }
        if let Some(why) = self.heading(record, self.orders.is_empty()) {
            return self.left_out(row, DATE, &date, why);
        }
        if let Some(cell) = surplus(record, &self.headers, &[self.column[AMOUNT], self.column[COST]]) {
            return self.left_out(row, AMOUNT, &cell, why::SURPLUS_CELL);
        }
        if is_blank(&customer) {
            return match self.head_above(row, record) {
                Some(head) => self.further_line(row, record, head),
                None => self.left_out(row, CUSTOMER, &customer, NO_CUSTOMER),
            };
        }
        if is_damaged_id(&customer) {
            return self.left_out(row, CUSTOMER, &customer, why::DAMAGED_ID);
        }
        let index = self.orders.len();
        let time = match self.dates.read(&date, self.zone, index, row) {
            DateCell::Time(time) => time,
            DateCell::Blank => return self.left_out(row, DATE, &date, NO_DATE),
            DateCell::Bad | DateCell::DayOrMonth { .. } => {
                return self.left_out(row, DATE, &date, BAD_DATE);
            }
        };
        let Some(amount) = self.amount(row, record) else {
            return self.forget(index);
        };
        let cost = self.cost(row, record);
        let Some(codes) = self.codes(row, record) else {
            self.forget(index);
            return self.left_out(row, CUSTOMER, &customer, why::TOTAL_ROW);
        };
        if customer.len() != written.len() {
            if self.cleaned == 0 {
                self.cleaned_example = (*written).to_owned();
            }
            self.cleaned += 1;
        }
        let customer = self.orders.data.customers.intern(&customer);
        self.add(row, customer, time.floor() as i32, amount, cost, codes);
    }

    fn reserve(&mut self, rows: usize) {
        let rows = rows.min(MAX_ROWS);
        let data = &mut self.orders.data;
        data.customer.reserve_exact(rows);
        data.day.reserve_exact(rows);
        data.amount.reserve_exact(rows);
        if self.column[COST].is_some() {
            data.cost.reserve_exact(rows);
        }
        for i in 0..self.coded.len() {
            self.names_and_codes(self.coded[i]).1.reserve_exact(rows);
        }
    }

    fn above(&mut self) -> &mut Above {
        &mut self.above
    }

    fn quality(&mut self) -> &mut Quality {
        &mut self.orders.quality
    }

    fn choices(&self) -> &Choices {
        &self.choices
    }
}
