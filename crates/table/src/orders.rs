//! Orders as columns: who bought when, for how much.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::cell::{DateCell, NumberCell, date, is_blank, number, plain_decimal, utc_offset};
use super::csv::{Record, Records};
use super::dates::DateColumn;
use super::facts::{DAYS, Facts};
use super::header::{Header, Role, assign};
use super::interner::{Interner, highest};
use super::issues::Issues;
use super::reader::{BATCH, Reader, Rows, is_total, read_all};
use planscore_base::calendar::Day;
use planscore_base::error::{Error, ErrorKind, Result};
use planscore_base::locale::{Locale, Phrase};

/// Most rows a data set takes.
pub const MAX_ROWS: usize = 20_000_000;

/// Which column of the file is which, by the file's own names.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct OrderColumnsNamed {
    /// Customer's name or number (客户).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customer: Option<String>,
    /// Day of the order (下单日期).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Amount; a refund is negative (金额).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<String>,
    /// Order number (订单号).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order_id: Option<String>,
    /// Cost of what was sold (成本).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost: Option<String>,
    /// Who sold it (负责人).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// What was sold (产品).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub product: Option<String>,
}

impl OrderColumnsNamed {
    fn by_role(&self) -> [&Option<String>; 7] {
        [&self.customer, &self.date, &self.amount, &self.order_id, &self.cost, &self.owner, &self.product]
    }
}

/// How to read a file of orders.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct OrderOptions {
    /// Columns by name; what is left out is recognised.
    pub columns: OrderColumnsNamed,
    /// One ASCII character between cells; recognised when left out.
    pub delimiter: Option<String>,
    /// Language of the issues.
    pub locale: Locale,
}

/// Orders from columns that the caller already has.
#[derive(Debug, Clone, Default)]
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
    issues: Issues,
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
        let delimiter = delimiter(options.delimiter.as_deref())?;
        read_all(OrderRows::new(options), delimiter, bytes)?.finish()
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
        self.customers = Arc::new(std::mem::take(&mut self.data.customers));
        self
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
        &self.issues
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

/// The delimiter an option names.
pub fn delimiter(option: Option<&str>) -> Result<Option<u8>> {
    match option.map(str::as_bytes) {
        None | Some([]) => Ok(None),
        Some(&[byte]) if byte.is_ascii() && !byte.is_ascii_alphanumeric() && byte != b'"' => Ok(Some(byte)),
        Some(_) => Err(Error::invalid(
            "options/delimiter",
            "分隔符必须是一个 ASCII 字符",
            "the delimiter must be one ASCII character",
        )
        .at("delimiter")),
    }
}

/// Reads orders chunk by chunk, with no more memory than the columns need.
pub struct OrdersReader(Reader<OrderRows>);

impl OrdersReader {
    /// A reader without any bytes yet.
    ///
    /// # Errors
    /// A delimiter that is not one ASCII character.
    pub fn new(options: OrderOptions) -> Result<Self> {
        let delimiter = delimiter(options.delimiter.as_deref())?;
        Ok(Self(Reader::new(OrderRows::new(options), delimiter)))
    }

    /// Says how many bytes there will be, so that columns need not grow into new memory.
    pub fn expect(&mut self, bytes: usize) {
        self.0.expect(bytes);
    }

    /// Takes the next bytes, cut anywhere.
    ///
    /// # Errors
    /// As [`Orders::from_csv`].
    pub fn push(&mut self, chunk: &[u8]) -> Result<()> {
        self.0.push(chunk)
    }

    /// Takes the next bytes, so many, from a caller that writes them where they are read.
    ///
    /// # Errors
    /// As [`Orders::from_csv`].
    pub fn push_with(&mut self, length: usize, write: impl FnOnce(&mut [u8])) -> Result<()> {
        self.0.push_with(length, write)
    }

    /// Ends the file.
    ///
    /// # Errors
    /// As [`Orders::from_csv`].
    pub fn finish(self) -> Result<Orders> {
        self.0.finish()?.finish()
    }
}

const CUSTOMER: usize = 0;
const DATE: usize = 1;
const AMOUNT: usize = 2;
const ORDER_ID: usize = 3;
const COST: usize = 4;
const OWNER: usize = 5;
const PRODUCT: usize = 6;

#[rustfmt::skip]
const ROLES: [Role; 7] = [
    Role {
        name: "customer", title: "客户", required: true,
        exact: &["客户", "客户名称", "客户名", "客户姓名", "客户简称", "公司名称", "客户公司", "購買客戶", "客戶", "客戶名稱",
            "会员", "会员名", "会员名称", "买家", "买家昵称", "购买方", "customer", "customername", "client", "clientname",
            "account", "accountname", "buyer", "company"],
        generic: &["客户编号", "客户id", "客户代码", "客户号", "客戶編號", "会员号", "会员id", "会员编号", "用户", "用户id", "用户编号",
            "customerid", "custid", "customerno", "customercode", "clientid", "accountid", "userid", "user", "memberid", "cust", "手机号", "id"],
        part: &["客户", "客戶", "customer"],
    },
    Role {
        name: "date", title: "日期", required: true,
        exact: &["下单日期", "下单时间", "订单日期", "订单时间", "成交日期", "购买日期", "购买时间", "交易日期", "交易时间", "消费日期", "消费时间",
            "销售日期", "訂單日期", "成交時間", "orderdate", "purchasedate", "invoicedate", "transactiondate", "saledate", "orderedat", "ordertime"],
        generic: &["日期", "时间", "時間", "date", "day", "成交时间", "付款日期", "付款时间", "支付时间", "签约日期", "签单日期", "合同日期",
            "开票日期", "time", "timestamp", "datetime", "createdat"],
        part: &["日期", "时间", "date"],
    },
    Role {
        name: "amount", title: "金额", required: true,
        exact: &["金额", "金額", "实收金额", "实付金额", "成交额", "成交金额", "销售额", "销售金额", "订单金额", "消费金额", "购买金额", "交易金额",
            "合同金额", "订单总额", "实付款", "amount", "sales", "revenue", "orderamount", "netamount", "salesamount", "ordervalue", "dollarvalue"],
        generic: &["总金额", "总价", "总额", "付款金额", "价税合计", "回款金额", "收入", "营收", "total", "totalamount", "value", "spend",
            "monetary", "price", "totalprice", "turnover"],
        part: &["金额", "金額", "amount", "销售额", "成交额"],
    },
    Role {
        name: "orderId", title: "订单号", required: false,
        exact: &["订单号", "订单编号", "订单id", "单号", "交易号", "流水号", "訂單號", "合同编号", "orderid", "orderno", "ordernumber", "order",
            "invoiceno", "invoice", "invoiceid", "transactionid"],
        generic: &[], part: &[],
    },
    Role {
        name: "cost", title: "成本", required: false,
        exact: &["成本", "成本金额", "总成本", "销售成本", "cost", "cogs", "totalcost"],
        generic: &[], part: &[],
    },
    Role {
        name: "owner", title: "负责人", required: false,
        exact: OWNER_NAMES, generic: &[], part: &[],
    },
    Role {
        name: "product", title: "产品", required: false,
        exact: &["产品", "产品名称", "商品", "商品名称", "产品线", "品类", "產品", "product", "productname", "item", "sku", "category"],
        generic: &[], part: &[],
    },
];

/// Headers of the person in charge, in orders and deals alike.
#[rustfmt::skip]
pub const OWNER_NAMES: &[&str] = &[
    "负责人", "销售", "销售员", "业务员", "销售人员", "销售代表", "客户经理", "销售负责人", "跟进人", "归属人", "所有人", "負責人", "業務員",
    "owner", "salesrep", "salesperson", "salesagent", "rep", "agent", "accountmanager", "seller",
];

/// Why a row or a cell was left out: code, Chinese, English.
type Why = (&'static str, &'static str, &'static str);
const TOTAL_ROW: Why = ("table/total-row", "合计行，未计入", "a row of totals, left out");
const REPEATED_HEADER: Why = ("table/repeated-header", "重复的表头，未计入", "the header again, left out");
const AMBIGUOUS_DATE: Why = (
    "table/ambiguous-date",
    "分不清日和月，此行未计入；请改用 2026-03-05 的写法",
    "day and month cannot be told apart, row left out; write dates as 2026-03-05",
);
const NO_CUSTOMER: Why = ("orders/no-customer", "没有客户，此行未计入", "no customer, row left out");
const NO_DATE: Why = ("orders/no-date", "没有日期，此行未计入", "no date, row left out");
const BAD_DATE: Why = ("orders/bad-date", "日期无法识别，此行未计入", "not a date, row left out");
const NO_AMOUNT: Why = ("orders/no-amount", "没有金额，此行未计入", "no amount, row left out");
const BAD_AMOUNT: Why = ("orders/bad-amount", "金额无法识别，此行未计入", "not an amount, row left out");
const BAD_COST: Why = ("orders/bad-cost", "成本无法识别，视为未知", "not a cost, taken as unknown");

/// Orders while they are read.
struct OrderRows {
    options: OrderOptions,
    column: [Option<usize>; ROLES.len()],
    /// The roles among order number, owner and product that have a column.
    coded: Vec<usize>,
    headers: Vec<Header>,
    /// What the units of their headers multiply amounts and costs by.
    amount_factor: f64,
    cost_factor: f64,
    orders: Orders,
    order_ids: Interner,
    dates: DateColumn,
    /// China's time; only files with written offsets need one.
    offset: i32,
    overflow: bool,
    days: IsoDays,
}

/// White space around a name, which is not part of it.
fn trims(name: &[u8]) -> bool {
    name.first().is_some_and(u8::is_ascii_whitespace) || name.last().is_some_and(u8::is_ascii_whitespace)
}

/// A cell as a number.
#[inline]
fn numeric(cell: &[u8]) -> NumberCell {
    match plain_decimal(cell) {
        Some(value) => NumberCell::Value(value),
        None => std::str::from_utf8(cell).map_or(NumberCell::Bad, number),
    }
}

/// A cell that is a name as it stands, and neither blank nor a word for totals.
fn plain_name(cell: &[u8]) -> Option<&str> {
    let name = std::str::from_utf8(cell).ok()?;
    (!trims(cell) && !is_blank(name) && !is_total(name)).then_some(name)
}

/// Dates written 2026-03-05, each month looked up once.
struct IsoDays {
    /// What was seen last for each month of five years.
    months: Vec<Month>,
}

/// Year, month and a dash as written, the day before its first, and its length.
#[derive(Clone, Copy, Default)]
struct Month {
    written: u64,
    before: i32,
    length: i32,
}

impl IsoDays {
    #[inline]
    fn of(&mut self, text: &[u8]) -> Option<i32> {
        let (&month, &[tens, units]) = text.split_first_chunk::<8>()? else { return None };
        let [.., d, _, f, g, b'-'] = month else { return None };
        let place = d.wrapping_mul(12).wrapping_add(f.wrapping_mul(10)).wrapping_add(g) % 64;
        let written = u64::from_le_bytes(month);
        let known = self.months.get_mut(usize::from(place))?;
        if known.written != written {
            *known = Month::of(month)?;
        }
        let Month { before, length, .. } = *known;
        let [tens, units] = [tens, units].map(|digit| i32::from(digit.wrapping_sub(b'0')));
        let day = 10 * tens + units;
        (units < 10 && (1..=length).contains(&day)).then_some(before + day)
    }
}

impl Month {
    #[inline(never)]
    fn of(written: [u8; 8]) -> Option<Self> {
        let day = |day: [u8; 2]| {
            Day::parse_iso(std::str::from_utf8(&[&written[..], &day].concat()).ok()?)
                .map(|day| day.0)
                .filter(|&day| in_range(day))
        };
        let before = day(*b"01")? - 1;
        let last = [*b"31", *b"30", *b"29", *b"28"].into_iter().find_map(day)?;
        Some(Self { written: u64::from_le_bytes(written), before, length: last - before })
    }
}

/// Years from 1900 to 2199.
fn in_range(day: i32) -> bool {
    DAYS.contains(&day)
}

impl OrderRows {
    fn new(options: OrderOptions) -> Self {
        let orders = Orders { issues: Issues::new(options.locale), ..Orders::default() };
        Self {
            options,
            column: [None; ROLES.len()],
            coded: Vec::new(),
            headers: Vec::new(),
            amount_factor: 1.0,
            cost_factor: 1.0,
            orders,
            order_ids: Interner::default(),
            dates: DateColumn::default(),
            offset: utc_offset("Asia/Shanghai").unwrap_or(0),
            overflow: false,
            days: IsoDays { months: vec![Month::default(); 64] },
        }
    }

    fn left_out(&mut self, row: usize, role: usize, value: &str, (code, zh, en): Why) {
        let column = self.column[role].map(|c| self.headers[c].written.clone());
        self.orders.issues.note(code, Some(row), column.as_deref(), Some(value), || Phrase::new(zh, en));
    }

    /// The names and the column of a role among order number, owner and product.
    fn names_and_codes(&mut self, role: usize) -> (&mut Interner, &mut Vec<u32>) {
        let data = &mut self.orders.data;
        match role {
            ORDER_ID => (&mut self.order_ids, &mut data.order_id),
            OWNER => (&mut data.owners, &mut data.owner),
            _ => (&mut data.products, &mut data.product),
        }
    }

    /// The day of a cell that alone says which.
    #[inline]
    fn day(&mut self, cell: &[u8]) -> Option<i32> {
        self.days.of(cell).or_else(|| match date(std::str::from_utf8(cell).ok()?, self.offset) {
            DateCell::Time(time) => Some(time.floor() as i32),
            _ => None,
        })
    }

    /// Takes a record without anything to note, as nearly all are. `None`, with nothing taken, where it has to
    /// be looked at more closely. `known` is its customer's code.
    #[inline]
    fn take(&mut self, record: &Record<'_>, known: Option<u32>) -> Option<()> {
        let day = self.day(record.raw(self.column[DATE]?)?)?;
        let NumberCell::Value(amount) = numeric(record.raw(self.column[AMOUNT]?)?) else { return None };
        let cost = match self.column[COST].map(|column| record.raw(column).map_or(NumberCell::Bad, numeric)) {
            Some(NumberCell::Value(cost)) => cost,
            Some(NumberCell::Bad) => return None,
            Some(NumberCell::Blank) | None => f64::NAN,
        };
        // Rows of totals begin with a word.
        if self.column[CUSTOMER] != Some(0) && !record.raw(0)?.first().is_some_and(u8::is_ascii_digit) {
            plain_name(record.raw(0)?)?;
        }
        if self.orders.len() >= MAX_ROWS {
            return None;
        }
        let customer = match known {
            Some(customer) => customer,
            None => self.orders.data.customers.intern(plain_name(record.raw(self.column[CUSTOMER]?)?)?),
        };
        self.add(record, customer, day, amount, cost);
        Some(())
    }

    /// Adds an order; the names that it need not have are taken from its record.
    #[inline]
    fn add(&mut self, record: &Record<'_>, customer: u32, day: i32, amount: f64, cost: f64) {
        let data = &mut self.orders.data;
        data.customer.push(customer);
        data.day.push(day);
        data.amount.push(amount * self.amount_factor);
        if self.column[COST].is_some() {
            data.cost.push(cost * self.cost_factor);
        }
        for i in 0..self.coded.len() {
            let role = self.coded[i];
            let name = self.column[role].map(|c| record.text(c)).unwrap_or_default();
            let (names, codes) = self.names_and_codes(role);
            let none = role == ORDER_ID && is_blank(&name);
            codes.push(if none { OrderColumns::NO_ORDER_ID } else { names.intern(&name) });
        }
    }

    fn finish(mut self) -> Result<Orders> {
        if self.overflow {
            return Err(too_many_rows());
        }
        let mut undecided = Vec::new();
        for decided in std::mem::take(&mut self.dates).decide() {
            match decided.time {
                Some(time) => self.orders.data.day[decided.index] = time.floor() as i32,
                None => {
                    undecided.push(decided.index);
                    self.left_out(decided.row, DATE, &decided.written, AMBIGUOUS_DATE);
                }
            }
        }
        self.remove(&undecided);
        if self.orders.is_empty() {
            return Err(self.orders.issues.no_rows(
                "orders/no-rows",
                "没有一行可用的订单",
                "no usable order in the file",
            ));
        }
        Ok(self.orders.complete())
    }

    /// Takes rows out of every column; `indices` ascend.
    fn remove(&mut self, indices: &[usize]) {
        fn without<T: Copy>(column: &mut Vec<T>, indices: &[usize]) {
            let (mut at, mut next) = (0, 0);
            column.retain(|_| {
                let gone = indices.get(next) == Some(&at);
                next += usize::from(gone);
                at += 1;
                !gone
            });
        }
        if indices.is_empty() {
            return;
        }
        let data = &mut self.orders.data;
        for column in [&mut data.customer, &mut data.order_id, &mut data.owner, &mut data.product] {
            without(column, indices);
        }
        without(&mut data.day, indices);
        without(&mut data.amount, indices);
        without(&mut data.cost, indices);
    }
}

impl Rows for OrderRows {
    fn columns(&mut self, headers: &[Header]) -> Result<()> {
        let given = self.options.columns.by_role().map(Option::as_deref);
        let column = assign(&ROLES, headers, &given)?;
        self.column = std::array::from_fn(|role| column[role]);
        self.coded = [ORDER_ID, OWNER, PRODUCT].into_iter().filter(|&role| column[role].is_some()).collect();
        self.headers = headers.to_vec();
        let factor = |role: usize| column[role].map_or(1.0, |c| headers[c].factor);
        (self.amount_factor, self.cost_factor) = (factor(AMOUNT), factor(COST));
        let name = |role: usize| self.column[role].map(|c| headers[c].written.clone());
        self.orders.columns = OrderColumnsNamed {
            customer: name(CUSTOMER),
            date: name(DATE),
            amount: name(AMOUNT),
            order_id: name(ORDER_ID),
            cost: name(COST),
            owner: name(OWNER),
            product: name(PRODUCT),
        };
        Ok(())
    }

    fn batch(&mut self, first: usize, records: Records<'_>) {
        let Some(column) = self.column[CUSTOMER] else { return };
        let mut names = [&[][..]; BATCH];
        for (record, name) in records.iter().zip(&mut names) {
            *name = record.raw(column).unwrap_or_default();
        }
        let known = self.orders.data.customers.find(&names);
        for (row, (record, &customer)) in (first..).zip(records.iter().zip(&known)) {
            let taken = self.take(&record, customer);
            if taken.is_none() && !record.is_blank() {
                self.row(row, &record);
            }
        }
    }

    fn row(&mut self, row: usize, record: &Record<'_>) {
        if self.orders.len() >= MAX_ROWS {
            self.overflow = true;
            return;
        }
        let cell = |role: usize| self.column[role].map(|c| record.text(c)).unwrap_or_default();
        let (customer, date, amount) = (cell(CUSTOMER), cell(DATE), cell(AMOUNT));
        if [&record.text(0), &customer, &date].into_iter().any(|text| is_total(text)) {
            return self.left_out(row, CUSTOMER, &customer, TOTAL_ROW);
        }
        if Some(date.as_ref()) == self.orders.columns.date.as_deref() {
            return self.left_out(row, DATE, &date, REPEATED_HEADER);
        }
        if is_blank(&customer) {
            return self.left_out(row, CUSTOMER, &customer, NO_CUSTOMER);
        }
        let time = match self.dates.read(&date, self.offset, self.orders.len(), row) {
            DateCell::Time(time) => time,
            DateCell::Blank => return self.left_out(row, DATE, &date, NO_DATE),
            DateCell::Bad | DateCell::DayOrMonth { .. } => {
                return self.left_out(row, DATE, &date, BAD_DATE);
            }
        };
        let value = match number(&amount) {
            NumberCell::Value(value) => value,
            cell => {
                self.dates.forget(self.orders.len());
                let why = if cell == NumberCell::Blank { NO_AMOUNT } else { BAD_AMOUNT };
                return self.left_out(row, AMOUNT, &amount, why);
            }
        };
        let cost = match number(&cell(COST)) {
            NumberCell::Value(cost) => cost,
            NumberCell::Blank => f64::NAN,
            NumberCell::Bad => {
                self.left_out(row, COST, &cell(COST), BAD_COST);
                f64::NAN
            }
        };
        let customer = self.orders.data.customers.intern(&customer);
        self.add(record, customer, time.floor() as i32, value, cost);
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

    fn issues(&mut self) -> &mut Issues {
        &mut self.orders.issues
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

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
