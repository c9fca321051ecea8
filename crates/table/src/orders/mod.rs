//! Orders as columns: who bought when, for how much.

mod evidence;
mod money;
mod names;
mod options;
mod part;
pub mod roles;
mod rows;
mod scout;
mod settle;
mod slice;
mod states;
mod totals;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::facts::{DAYS, Facts};
use super::interner::{Interner, highest};
use super::issues::Issues;
use super::quality::{Decision, Quality, RowCounts};
use super::reader::{Reader, read_all};
use planscore_base::error::{Error, ErrorKind, Result};
use planscore_base::locale::Phrase;

pub use evidence::Evidence;
pub use options::{OrderColumnsNamed, OrderOptions};
pub use part::{OrderCells, OrderHeader, OrderPart, OrderPlaces, TypedOrder, group_of};
pub use rows::OrderRows;
pub use scout::OrderScout;
pub use slice::OrderSlice;

/// Most rows a data set takes.
pub const MAX_ROWS: usize = 20_000_000;

/// Orders from columns that the caller already has.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct OrderColumns {
    /// A code into `customers` for each order.
    pub customer: Vec<u32>,
    /// Names by code.
    pub customers: Interner,
    /// Day of each order.
    pub day: Vec<i32>,
    /// Amount of each order.
    pub amount: Vec<f64>,
    /// Order numbers, as codes ([`OrderColumns::NO_ORDER_ID`]: none); one for each order or none at all.
    pub order_id: Vec<u32>,
    /// Costs; one for each order (NaN: unknown) or none at all.
    pub cost: Vec<f64>,
    /// Owners, as codes into `owners`; one for each order or none at all.
    pub owner: Vec<u32>,
    /// Owners' names by code.
    pub owners: Interner,
    /// Products, as codes into `products`; one for each order or none at all.
    pub product: Vec<u32>,
    /// Products' names by code.
    pub products: Interner,
}

impl OrderColumns {
    /// Stands for an order without a number.
    pub const NO_ORDER_ID: u32 = u32::MAX;
}

/// A set of orders in columns.
#[derive(Debug, Clone, Default)]
pub struct Orders {
    data: OrderColumns,
    facts: Facts,
    /// The names out of `data`, once they are complete.
    customers: Arc<Interner>,
    columns: OrderColumnsNamed,
    quality: Quality,
    /// Rows that the file had, where the orders are from one.
    rows: RowCounts,
}

impl Orders {
    /// Reads a UTF-8 CSV or TSV file.
    ///
    /// ```
    /// use planscore_table::{OrderOptions, Orders};
    /// let file = "客户,下单日期,金额(万元)\n甲公司,2026年3月5日,1.2\n合计,,1.2\n";
    /// let orders = Orders::from_csv(file.as_bytes(), OrderOptions::default()).unwrap();
    /// assert_eq!((orders.len(), orders.amounts()), (1, &[12_000.0][..]));
    /// assert_eq!(orders.issues().listed()[0].code, "table/total-row");
    /// ```
    ///
    /// # Errors
    /// No customer, date or amount column (`columns/missing`, `columns/ambiguous`), no usable row
    /// (`orders/no-rows`), more than 20,000,000 rows (`table/too-many-rows`).
    pub fn from_csv(bytes: &[u8], options: OrderOptions) -> Result<Self> {
        read_all::<OrderRows>(options, bytes)
    }

    /// Takes columns as they are.
    ///
    /// # Errors
    /// Columns of different lengths (`orders/lengths`), codes without a name (`orders/bad-code`),
    /// amounts that are not finite (`orders/bad-amount`), days outside 1900 to 2199
    /// (`orders/bad-date`), each with its place; more than 20,000,000 rows (`table/too-many-rows`).
    pub fn from_columns(data: OrderColumns) -> Result<Self> {
        let rows = data.customer.len();
        let required = [("date", data.day.len()), ("amount", data.amount.len())];
        let optional = [
            ("orderId", data.order_id.len()),
            ("cost", data.cost.len()),
            ("owner", data.owner.len()),
            ("product", data.product.len()),
        ]
        .into_iter()
        .filter(|column| column.1 > 0);
        if let Some((name, length)) = required.into_iter().chain(optional).find(|column| column.1 != rows) {
            return Err(Error::invalid(
                "orders/lengths",
                format!("列的长度不一致：customer 有 {rows} 行，{name} 有 {length} 行"),
                format!("columns differ in length: customer has {rows} rows, {name} has {length}"),
            )
            .at(name));
        }
        if rows > MAX_ROWS {
            return Err(too_many_rows());
        }
        let orders = Self { data, ..Self::default() };
        let data = &orders.data;
        let coded = data.customer.is_empty() || (highest(&data.customer) as usize) < data.customers.len();
        let orders = orders.complete();
        let dated = orders.is_empty() || !orders.facts.by_day.is_empty();
        if coded && dated && orders.facts.finite {
            Ok(orders)
        } else {
            Err(unsound(&orders.data, &orders.customers))
        }
    }

    /// Looks at the columns once, and shares the customers' names instead of copying them.
    fn complete(mut self) -> Self {
        self.facts = Facts::of(&self.data.day, &self.data.amount);
        self.rows = RowCounts { read: self.len(), used: self.len(), left_out: 0 };
        self.share_names();
        self
    }

    fn share_names(&mut self) {
        self.customers = Arc::new(std::mem::take(&mut self.data.customers));
    }

    /// What one look at the days and amounts tells.
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// How many orders there are.
    pub fn len(&self) -> usize {
        self.data.customer.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.data.customer.is_empty()
    }

    /// Each order's customer, as a code into [`Orders::customers`].
    pub fn customer_codes(&self) -> &[u32] {
        &self.data.customer
    }

    /// Customers' names by code.
    pub fn customers(&self) -> &Interner {
        &self.customers
    }

    /// The same, to keep.
    pub fn shared_customers(&self) -> Arc<Interner> {
        Arc::clone(&self.customers)
    }

    /// Each order's day since 1970-01-01.
    pub fn days(&self) -> &[i32] {
        &self.data.day
    }

    /// Each order's amount, in the main unit of the currency.
    pub fn amounts(&self) -> &[f64] {
        &self.data.amount
    }

    /// Each order's number as a code; empty without order numbers.
    pub fn order_ids(&self) -> &[u32] {
        &self.data.order_id
    }

    /// Each order's cost, NaN where unknown; empty without costs.
    pub fn costs(&self) -> &[f64] {
        &self.data.cost
    }

    /// Who made each order, as codes into [`Orders::owners`]; empty without owners.
    pub fn owner_codes(&self) -> &[u32] {
        &self.data.owner
    }

    /// Owners' names by code.
    pub fn owners(&self) -> &Interner {
        &self.data.owners
    }

    /// What was recognised.
    pub fn columns(&self) -> &OrderColumnsNamed {
        &self.columns
    }

    /// What was left out, and why.
    pub fn issues(&self) -> &Issues {
        &self.quality.issues
    }

    /// What was decided for the reader of the file, and what to do if it is wrong.
    pub fn decisions(&self) -> &[Decision] {
        &self.quality.decisions
    }

    /// Rows of the file: read, used and left out.
    pub fn rows(&self) -> RowCounts {
        self.rows
    }
}

/// The first cell that cannot be used.
fn unsound(data: &OrderColumns, customers: &Interner) -> Error {
    let (error, column, row) =
        if let Some(row) = data.customer.iter().position(|&c| c as usize >= customers.len()) {
            let error =
                Error::invalid("orders/bad-code", "客户代码没有对应的名称", "a customer code has no name");
            (error, "customer", row)
        } else if let Some(row) = data.amount.iter().position(|a| !a.is_finite()) {
            let error =
                Error::invalid("orders/bad-amount", "金额不是有限的数", "an amount is not a finite number");
            (error, "amount", row)
        } else {
            let error = Error::invalid(
                "orders/bad-date",
                "日期不在 1900 至 2199 年之间",
                "a date lies outside 1900 to 2199",
            );
            (error, "date", data.day.iter().position(|&day| !in_range(day)).unwrap_or(0))
        };
    error.at(format!("{column}[{row}]"))
}

fn too_many_rows() -> Error {
    Error::new(
        ErrorKind::Limit,
        "table/too-many-rows",
        Phrase::new("订单超过 2000 万行", "there are more than 20,000,000 orders"),
    )
}

/// Years from 1900 to 2199.
fn in_range(day: i32) -> bool {
    DAYS.contains(&day)
}

/// Reads orders chunk by chunk, with no more memory than the columns need.
pub type OrdersReader = Reader<OrderRows>;

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;
    use planscore_base::calendar::Day;
    use planscore_base::locale::Locale;

    fn read(text: &str) -> Orders {
        Orders::from_csv(text.as_bytes(), OrderOptions::default()).unwrap()
    }

    fn issue_rows(orders: &Orders) -> Vec<(&'static str, Option<usize>)> {
        orders.issues().listed().iter().map(|i| (i.code, i.row)).collect()
    }

    #[test]
    fn every_row_is_used_or_listed() {
        let orders = read(
            "2026年订单明细\n订单号,客户名称,下单日期,实收金额(元)\n1,甲,2026-01-02,\"1,200.50\"\n2,,2026-01-03,5\n\n\
             3,乙,2026-02-30,5\n4,乙,2026-02-03,abc\n5,乙,,7\n6,乙,2026/2/4,-100\n订单号,客户名称,下单日期,实收金额(元)\n合计,,,1100.5\n",
        );
        assert_eq!(orders.amounts(), [1_200.5, -100.0]);
        assert_eq!(orders.customers().iter().collect::<Vec<_>>(), ["甲", "乙"]);
        assert_eq!(orders.days()[0], Day::from_ymd(2026, 1, 2).unwrap().0);
        assert_eq!(
            issue_rows(&orders),
            [
                ("table/above-header", Some(1)),
                ("orders/no-customer", Some(4)),
                ("orders/bad-date", Some(6)),
                ("orders/bad-amount", Some(7)),
                ("orders/no-date", Some(8)),
                ("table/repeated-header", Some(10)),
                ("table/total-row", Some(11)),
            ]
        );
        assert_eq!(orders.columns().amount.as_deref(), Some("实收金额(元)"));
    }

    #[test]
    fn chunks_change_nothing() {
        let mut text = String::from("customer\tdate\tamount\n");
        for i in 0..9_000 {
            writeln!(text, "客户{}\t{:02}/{:02}/2026\t{i}.5", i % 97, i % 28 + 1, i % 12 + 1).unwrap();
        }
        let whole = read(&text);
        for size in [1, 7, 4_096, 100_000] {
            let mut reader = OrdersReader::new(OrderOptions::default()).unwrap();
            for chunk in text.as_bytes().chunks(size) {
                reader.push(chunk).unwrap();
            }
            let orders = reader.finish().unwrap();
            assert_eq!(orders.days(), whole.days());
            assert_eq!(
                (orders.amounts(), orders.customer_codes()),
                (whole.amounts(), whole.customer_codes())
            );
        }
    }

    #[test]
    fn undecided_dates_are_listed_with_their_rows() {
        let error =
            Orders::from_csv(b"customer,date,amount\nA,03/05/2026,1\n", OrderOptions::default()).unwrap_err();
        assert_eq!((error.code(), error.row()), ("orders/no-rows", Some(2)));
        assert!(error.message(Locale::En).is_ascii() && !error.message(Locale::ZhCn).is_ascii());
        let orders = read("customer,date,amount\nA,03/05/2026,1\nA,25/05/2026,2\nB,2026-05-05,x\n");
        assert_eq!((orders.len(), orders.days()[0]), (2, Day::from_ymd(2026, 5, 3).unwrap().0));
    }

    #[test]
    fn wrong_files_are_refused_whole() {
        let code =
            |text: &str| Orders::from_csv(text.as_bytes(), OrderOptions::default()).unwrap_err().code();
        assert_eq!(code("a,b,c\n1,2,3\n"), "columns/missing");
        assert_eq!(code("客户,下单日期,成交日期,金额\n"), "columns/ambiguous");
        assert_eq!(code("客户,下单日期,金额\n"), "orders/no-rows");
    }
}
