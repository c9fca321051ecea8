//! Orders of some of the rows, for engines that spread the rest over cores and machines.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::evidence::{Evidence, is_chosen};
use super::money::{BAD_AMOUNT, NO_AMOUNT};
use super::roles::{AMOUNT, CUSTOMER, DATE, ORDER_ID, OWNER, PRODUCT};
use super::rows::{BAD_DATE, DecidedBy, NO_CUSTOMER, NO_DATE, OrderRows};
use super::{MAX_ROWS, OrderColumns, OrderColumnsNamed, OrderOptions, Orders, in_range, too_many_rows};
use crate::cells::Cells;
use crate::header::Header;
use crate::interner::{Interner, hash};
use crate::name::{clean, is_blank, is_damaged_id, is_plain, is_total};
use crate::options::Keep;
use crate::reader::{DataSet, Rows};
use crate::unit::Currency;
use crate::why::{self, Why};
use planscore_base::error::Result;

/// The columns of orders that some engine holds, recognised by their names once.
///
/// ```
/// use planscore_table::{Evidence, OrderHeader, OrderOptions};
/// let header = OrderHeader::new(&["客户", "下单日期", "金额(万元)"], OrderOptions::default()).unwrap();
/// let mut cells = header.cells(&Evidence::default()).unwrap();
/// cells.push(["甲公司", "2026年3月5日", "1.2"].into_iter());
/// let (part, _) = cells.settle().unwrap();
/// let orders = part.into_orders().unwrap();
/// assert_eq!((orders.len(), orders.amounts()), (1, &[12_000.0][..]));
/// ```
#[derive(Debug, Clone)]
pub struct OrderHeader {
    headers: Vec<Header>,
    options: OrderOptions,
    columns: OrderColumnsNamed,
    is_plain: bool,
}

impl OrderHeader {
    /// Recognises columns by their names.
    ///
    /// # Errors
    /// As [`Orders::from_csv`] for columns and options.
    pub fn new(names: &[&str], options: OrderOptions) -> Result<Self> {
        let headers: Vec<Header> = names.iter().map(|name| Header::new(name)).collect();
        let mut rows = OrderRows::open(options.clone())?;
        rows.columns(&headers, None)?;
        Ok(Self {
            headers,
            options,
            is_plain: rows.decided_by == DecidedBy::Names,
            columns: rows.orders.columns,
        })
    }

    /// What was recognised.
    pub fn columns(&self) -> &OrderColumnsNamed {
        &self.columns
    }

    /// Where the columns stand.
    pub fn places(&self) -> OrderPlaces {
        let place = |name: &Option<String>| {
            let name = name.as_ref()?;
            self.headers.iter().position(|header| header.written == *name)
        };
        let columns = &self.columns;
        OrderPlaces {
            customer: place(&columns.customer).unwrap_or_default(),
            date: place(&columns.date).unwrap_or_default(),
            amount: place(&columns.amount).unwrap_or_default(),
            order_id: place(&columns.order_id),
            cost: place(&columns.cost),
            owner: place(&columns.owner),
            is_plain: self.is_plain,
        }
    }

    /// Takes cells of these columns, knowing what all of them say.
    ///
    /// # Errors
    /// Several currencies, none of them chosen (`table/currencies`).
    pub fn cells(&self, evidence: &Evidence) -> Result<OrderCells> {
        let mut rows = OrderRows::open(self.options.clone())?;
        rows.columns(&self.headers, None)?;
        evidence.one_currency(is_chosen(&rows.choices), rows.stated.map(Currency::code))?;
        rows.presume(evidence);
        Ok(OrderCells { cells: Cells::new(rows), typed: 0 })
    }
}

/// Where the columns of orders stand, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OrderPlaces {
    /// Customers.
    pub customer: usize,
    /// Days.
    pub date: usize,
    /// Amounts.
    pub amount: usize,
    /// Order numbers.
    pub order_id: Option<usize>,
    /// Costs.
    pub cost: Option<usize>,
    /// Who sold.
    pub owner: Option<usize>,
    /// Whether nothing but these decides about a row: there is no state, kind, currency or refund.
    pub is_plain: bool,
}

/// A group for a customer, however the name is written; all rows of a customer are in the same.
pub fn group_of(customer: &str, groups: u32) -> u32 {
    (hash(clean(customer).as_bytes()) >> 32) as u32 % groups.max(1)
}

/// An order whose date and amounts an engine holds as such.
#[derive(Debug, Clone, Copy)]
pub struct TypedOrder<'a> {
    /// Customer as written.
    pub customer: &'a str,
    /// Day since 1970-01-01.
    pub day: Option<i32>,
    /// Amount, in the unit of its column.
    pub amount: Option<f64>,
    /// Cost, in the unit of its column.
    pub cost: Option<f64>,
    /// Order number as written; empty: none.
    pub order_id: &'a str,
    /// Who sold it, as written; empty: unknown.
    pub owner: &'a str,
}

/// Orders of some of the rows while they are read.
pub struct OrderCells {
    cells: Cells<OrderRows>,
    typed: usize,
}

impl OrderCells {
    /// Takes a row of texts, in the order of the header.
    pub fn push<'a>(&mut self, cells: impl Iterator<Item = &'a str>) {
        self.cells.push(cells);
    }

    /// Takes a row whose date and amounts are no texts; the columns have no state, kind or currency.
    #[inline]
    pub fn push_typed(&mut self, order: TypedOrder<'_>) {
        self.typed += 1;
        let rows = &mut self.cells.rows;
        if let Err((role, value, why)) = rows.typed(self.typed, order) {
            rows.left_out(self.typed, role, value, why);
        }
    }

    /// Ends the rows, which are all there are.
    ///
    /// # Errors
    /// As [`Orders::from_csv`].
    pub fn finish(self) -> Result<Orders> {
        self.cells.finish().finish()
    }

    /// About how many bytes they take.
    pub fn size(&self) -> usize {
        let held = &self.cells.rows;
        let data = &held.orders.data;
        let rows = 4 * (data.customer.capacity() + data.day.capacity() + data.order_id.capacity())
            + 8 * (data.amount.capacity() + data.cost.capacity())
            + 4 * data.owner.capacity();
        rows + data.customers.size() + held.order_ids.size()
    }

    /// Settles what had to wait, by what all rows say, and tells what these say.
    ///
    /// # Errors
    /// More than 20,000,000 rows (`table/too-many-rows`): split them into more parts.
    pub fn settle(self) -> Result<(OrderPart, Evidence)> {
        let mut rows = self.cells.finish();
        if rows.overflow {
            return Err(too_many_rows());
        }
        let mut evidence = rows.evidence();
        let gone = rows.settle();
        rows.remove(gone);
        rows.count_days(&mut evidence);
        rows.leave_out_far();
        let issues = rows.orders.issues().by_code().iter();
        let issues = issues.map(|&(code, rows)| (Cow::Borrowed(code), rows)).collect();
        Ok((OrderPart { data: rows.orders.data, order_ids: rows.order_ids, issues }, evidence))
    }
}

impl OrderRows {
    /// Adds a typed order, or says why it cannot be used.
    #[inline]
    fn typed<'a>(
        &mut self,
        row: usize,
        order: TypedOrder<'a>,
    ) -> std::result::Result<(), (usize, &'a str, Why)> {
        let names = &mut self.orders.data.customers;
        let customer = match names.intern_if(order.customer, || is_plain(order.customer)) {
            Some(customer) => customer,
            None => self.typed_customer(order.customer)?,
        };
        let day = order.day.ok_or((DATE, "", NO_DATE))?;
        if !in_range(day) {
            return Err((DATE, "", BAD_DATE));
        }
        let amount = self.amounts.unit().scaled(order.amount.ok_or((AMOUNT, "", NO_AMOUNT))?);
        if !amount.is_finite() {
            return Err((AMOUNT, "", BAD_AMOUNT));
        }
        let cost = order.cost.map_or(f64::NAN, |cost| self.costs.unit().scaled(cost));
        let mut codes = [0; 3];
        for (i, code) in codes.iter_mut().enumerate().take(self.coded.len()) {
            let role = self.coded[i];
            let written = match role {
                ORDER_ID => order.order_id,
                OWNER => order.owner,
                _ => "",
            };
            debug_assert!(role != PRODUCT || written.is_empty());
            *code = self.code(role, row, written).ok_or((role, written, why::TOTAL_ROW))?;
        }
        if self.orders.len() >= MAX_ROWS {
            self.overflow = true;
            return Ok(());
        }
        self.add(row, customer, day, amount, if cost.is_finite() { cost } else { f64::NAN }, codes);
        Ok(())
    }

    /// The code of a customer who is not written as it is compared.
    fn typed_customer<'a>(&mut self, written: &'a str) -> std::result::Result<u32, (usize, &'a str, Why)> {
        let name = clean(written);
        if is_total(&name) && !self.choices.keeps(Keep::Totals) {
            return Err((CUSTOMER, written, why::TOTAL_ROW));
        }
        if is_blank(&name) {
            return Err((CUSTOMER, written, NO_CUSTOMER));
        }
        if is_damaged_id(&name) {
            return Err((CUSTOMER, written, why::DAMAGED_ID));
        }
        Ok(self.orders.data.customers.intern(&name))
    }
}

/// Orders of some of the rows, settled: *update* is [`OrderCells`], *state* is this as serde writes it, and
/// *evaluate* is [`OrderPart::into_orders`] where all rows of a customer are together.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct OrderPart {
    data: OrderColumns,
    order_ids: Interner,
    /// How many issues there are of each code.
    issues: Vec<(Cow<'static, str>, usize)>,
}

impl OrderPart {
    /// Adds the orders of other rows.
    ///
    /// # Errors
    /// More than 20,000,000 rows (`table/too-many-rows`).
    pub fn merge(&mut self, other: Self) -> Result<()> {
        let rows = self.data.customer.len();
        if rows + other.data.customer.len() > MAX_ROWS {
            return Err(too_many_rows());
        }
        for (code, count) in other.issues {
            match self.issues.iter_mut().find(|(known, _)| *known == code) {
                Some((_, known)) => *known += count,
                None => self.issues.push((code, count)),
            }
        }
        let (own, data) = (&mut self.data, other.data);
        let more = data.customer.len();
        recode(&mut own.customer, &mut own.customers, &data.customer, &data.customers);
        own.day.extend(data.day);
        own.amount.extend(data.amount);
        for (own, codes, names, others, missing) in [
            (
                &mut own.order_id,
                &data.order_id,
                &mut self.order_ids,
                &other.order_ids,
                OrderColumns::NO_ORDER_ID,
            ),
            (&mut own.owner, &data.owner, &mut own.owners, &data.owners, 0),
            (&mut own.product, &data.product, &mut own.products, &data.products, 0),
        ] {
            if own.is_empty() && codes.is_empty() {
                continue;
            }
            own.resize(rows, missing);
            recode(own, names, codes, others);
            own.resize(rows + more, missing);
        }
        if !own.cost.is_empty() || !data.cost.is_empty() {
            own.cost.resize(rows, f64::NAN);
            own.cost.extend(data.cost);
            own.cost.resize(rows + more, f64::NAN);
        }
        Ok(())
    }

    /// How many orders there are.
    pub fn len(&self) -> usize {
        self.data.customer.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.data.customer.is_empty()
    }

    /// How many rows or values could not be used, by the code of the reason.
    pub fn issues(&self) -> &[(Cow<'static, str>, usize)] {
        &self.issues
    }

    /// How many there are of one code.
    pub fn issues_of(&self, code: &str) -> usize {
        self.issues.iter().find(|(known, _)| known == code).map_or(0, |(_, count)| *count)
    }

    /// The orders, which may be none.
    ///
    /// # Errors
    /// A state that was damaged on its way, as [`Orders::from_columns`] says.
    pub fn into_orders(self) -> Result<Orders> {
        Orders::from_columns(self.data)
    }
}

/// Adds the codes of others, whose names get codes of these.
fn recode(codes: &mut Vec<u32>, names: &mut Interner, others: &[u32], other_names: &Interner) {
    let known: Vec<u32> = other_names.iter().map(|name| names.intern(name)).collect();
    codes.extend(others.iter().map(|&code| known.get(code as usize).copied().unwrap_or(code)));
}
