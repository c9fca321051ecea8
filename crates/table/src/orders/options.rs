//! How to read a file of orders.

use serde::{Deserialize, Serialize};

use crate::amounts::Decimal;
use crate::dates::DayOrder;
use crate::options::{Given, Keep};
use planscore_base::locale::Locale;

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
    /// State of the order (订单状态): cancelled, unpaid and refunded ones are left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// Kind of the row (单据类型): the amount of a refund is negative.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Currency of the amount (币种).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// What was paid back of the order (退款金额): it is taken off the amount.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refund: Option<String>,
}

impl OrderColumnsNamed {
    pub(super) fn by_role(&self) -> [&Option<String>; 11] {
        [
            &self.customer,
            &self.date,
            &self.amount,
            &self.order_id,
            &self.cost,
            &self.owner,
            &self.product,
            &self.state,
            &self.kind,
            &self.currency,
            &self.refund,
        ]
    }
}

/// How to read a file of orders. What is left out is recognised, and told as a decision.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct OrderOptions {
    /// Columns by name; what is left out is recognised.
    pub columns: OrderColumnsNamed,
    /// One ASCII character between cells.
    pub delimiter: Option<String>,
    /// The line of the header, from 1.
    pub header_row: Option<u32>,
    /// What amounts and costs are counted in (`万元`, `thousand`, `元`), whatever the header says.
    pub unit: Option<String>,
    /// The currency to read (`CNY`); orders in any other are left out.
    pub currency: Option<String>,
    /// Which number of 03/05/2026 is the day.
    pub day_order: Option<DayOrder>,
    /// Which sign stands before decimals, `.` or `,`.
    pub decimal: Option<Decimal>,
    /// The states of orders that are left out, instead of those that are recognised.
    pub leave_out: Option<Vec<String>>,
    /// What is used although it would be left out.
    pub keep: Vec<Keep>,
    /// Language of the issues and decisions.
    pub locale: Locale,
}

impl OrderOptions {
    /// What the caller decided of any file.
    pub(super) fn given(&self) -> Given<'_> {
        Given {
            delimiter: self.delimiter.as_deref(),
            header_row: self.header_row,
            unit: self.unit.as_deref(),
            currency: self.currency.as_deref(),
            day_order: self.day_order,
            decimal: self.decimal,
            keep: &self.keep,
        }
    }
}
