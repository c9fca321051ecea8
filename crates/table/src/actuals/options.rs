//! How to read a file of actuals.

use serde::{Deserialize, Serialize};

use crate::amounts::Decimal;
use crate::options::{Given, Keep};
use planscore_base::locale::Locale;

/// Which column of the file is which, by the file's own names.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct ActualColumnsNamed {
    /// The figure, by its name or id (指标).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kpi: Option<String>,
    /// What was reached (实际值).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// What was to be reached (目标值).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    /// What both are counted in (单位): 万元, %.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Whose figure it is (姓名).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    /// When it was reached (期间).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<String>,
}

impl ActualColumnsNamed {
    pub(super) fn by_role(&self) -> [&Option<String>; 6] {
        [&self.kpi, &self.value, &self.target, &self.unit, &self.person, &self.period]
    }
}

/// How rates without a percent sign are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Rates {
    /// 93 is 93 %.
    Percent,
    /// 0.93 is 93 %.
    Fraction,
}

/// How to read a file of actuals. What is left out is recognised, and told as a decision.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct ActualOptions {
    /// Columns by name; what is left out is recognised.
    pub columns: ActualColumnsNamed,
    /// One ASCII character between cells.
    pub delimiter: Option<String>,
    /// The line of the header, from 1.
    pub header_row: Option<u32>,
    /// What values and targets are counted in (`万元`), whatever the header says.
    pub unit: Option<String>,
    /// Which sign stands before decimals, `.` or `,`.
    pub decimal: Option<Decimal>,
    /// How rates without a percent sign are written; told by the column, the target or their size when left out.
    pub rates: Option<Rates>,
    /// What is used although it would be left out: `totals`.
    pub keep: Vec<Keep>,
    /// Language of the issues and decisions.
    pub locale: Locale,
}

impl ActualOptions {
    /// What the caller decided of any file.
    pub(super) fn given(&self) -> Given<'_> {
        Given {
            delimiter: self.delimiter.as_deref(),
            header_row: self.header_row,
            unit: self.unit.as_deref(),
            currency: None,
            day_order: None,
            decimal: self.decimal,
            keep: &self.keep,
        }
    }
}
