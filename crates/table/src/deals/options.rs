//! How to read a file of deals.

use serde::{Deserialize, Serialize};

use crate::amounts::Decimal;
use crate::dates::DayOrder;
use crate::options::{Given, Keep};
use planscore_base::locale::Locale;

/// A column of dates, one for each deal that reached the stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StageColumn {
    /// Name of the stage.
    pub stage: String,
    /// Name of the column.
    pub column: String,
}

/// Which column of the file is which, by the file's own names.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct DealColumnsNamed {
    /// Number or name of the deal (商机编号).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deal: Option<String>,
    /// Stage of an event, or the present stage of a deal (阶段).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<String>,
    /// When the event happened (时间); event logs only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// Won, lost or open (结果).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
    /// When it ended (关闭日期).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed: Option<String>,
    /// What it is worth (金额).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Person in charge (负责人).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// Where it came from (渠道).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    /// Why it was lost (输单原因).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lost_reason: Option<String>,
    /// Whether it was won, yes or no (是否赢单, `IsWon`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_won: Option<String>,
    /// Whether it has ended, yes or no (是否关闭, `IsClosed`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_closed: Option<String>,
    /// Currency of the value (币种).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// When it was lost, where that has a column of its own (输单日期).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lost_date: Option<String>,
    /// Columns of dates, one a stage; files with one row a deal only.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub stages: Vec<StageColumn>,
}

impl DealColumnsNamed {
    pub(super) fn by_role(&self) -> [&Option<String>; 13] {
        [
            &self.deal,
            &self.stage,
            &self.time,
            &self.outcome,
            &self.closed,
            &self.value,
            &self.owner,
            &self.channel,
            &self.lost_reason,
            &self.is_won,
            &self.is_closed,
            &self.currency,
            &self.lost_date,
        ]
    }
}

/// How to read a file of deals. What is left out is recognised, and told as a decision.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct DealOptions {
    /// Columns by name; what is left out is recognised.
    pub columns: DealColumnsNamed,
    /// Stages in order, the last one won; recognised when left out.
    pub stages: Option<Vec<String>>,
    /// Words that mean lost, besides those that are recognised.
    pub lost: Vec<String>,
    /// Words that mean won, besides those that are recognised.
    pub won: Vec<String>,
    /// One ASCII character between cells; recognised when left out.
    pub delimiter: Option<String>,
    /// The line of the header, from 1.
    pub header_row: Option<u32>,
    /// What values are counted in (`万元`, `thousand`, `元`), whatever the header says.
    pub unit: Option<String>,
    /// The currency to read (`CNY`); values in any other are taken as unknown.
    pub currency: Option<String>,
    /// Which number of 03/05/2026 is the day.
    pub day_order: Option<DayOrder>,
    /// Which sign stands before decimals, `.` or `,`.
    pub decimal: Option<Decimal>,
    /// What is used although it would be left out: `totals`, `farDates`.
    pub keep: Vec<Keep>,
    /// Where days begin: `Asia/Shanghai` (default), `UTC` or an offset such as `+08:00`.
    pub time_zone: Option<String>,
    /// Language of the issues and decisions.
    pub locale: Locale,
}

impl DealOptions {
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
