//! The 69 figures that sales plans name, and what each one means.
//!
//! A caller writes `collection_rate` and gets its name, formula, unit, direction, way of adding up,
//! and the target that a typical plan sets for it.

mod entries;

use serde::{Deserialize, Serialize};

use crate::locale::Text;
use crate::target::Target;

pub use entries::ENTRIES;

/// What people call the figures: a line each, columns set apart by tabs: the id (`-` where the catalogue has none), then
/// Chinese words, then English ones, set apart by blanks; `_` is a blank inside a word. A line that begins with `#` explains.
pub const NAMES: &str = include_str!("../../words/metrics.tsv");

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Direction {
    /// More is better: sales.
    Higher,
    /// Less is better: churn.
    Lower,
    /// Inside a range is best: stock, discount.
    Range,
}

/// How figures of members or months make the figure of the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Aggregation {
    /// They add up: sales.
    Sum,
    /// Numerators and denominators add up: rates.
    Ratio,
    /// They average, weighted by their counts: durations.
    Mean,
    /// The latest stands: a stock, a share of the market.
    Last,
}

/// What a figure is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename = "KpiUnit")]
pub enum Unit {
    /// 元.
    #[serde(rename = "CNY")]
    Cny,
    /// A fraction: 0.98 is 98 %.
    #[serde(rename = "ratio")]
    Ratio,
    /// Pieces.
    #[serde(rename = "count")]
    Count,
    /// Days.
    #[serde(rename = "days")]
    Days,
    /// Hours.
    #[serde(rename = "hours")]
    Hours,
    /// Points from -100 to 100.
    #[serde(rename = "points")]
    Points,
    /// A score, 100 for full marks.
    #[serde(rename = "score")]
    Score,
}

impl Unit {
    /// Stable name: `CNY`, `ratio`, `count`, `days`, `hours`, `points`, `score`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Cny => "CNY",
            Self::Ratio => "ratio",
            Self::Count => "count",
            Self::Days => "days",
            Self::Hours => "hours",
            Self::Points => "points",
            Self::Score => "score",
        }
    }
}

/// Where the actual of a figure can come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename = "KpiSource", rename_all = "camelCase")]
pub enum Source {
    /// Computed from a file of orders.
    Orders,
    /// Computed from a file of deals.
    Deals,
    /// Only the caller knows.
    Caller,
}

/// One figure of the catalogue.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Stable id, `collection_rate`.
    pub id: &'static str,
    /// Name.
    pub name: Text,
    /// How it is computed.
    pub formula: Text,
    /// The records it needs.
    pub needs: Text,
    /// What it is counted in.
    pub unit: Unit,
    /// Which way is better.
    pub direction: Direction,
    /// How it adds up.
    pub aggregation: Aggregation,
    /// Where its actual can come from.
    pub source: Source,
    /// The target a typical plan sets, and the line of the source text that sets it.
    pub target: Option<(Target, u32)>,
}

/// The figure of an id.
///
/// ```
/// let entry = planscore_base::catalog::find("collection_rate").unwrap();
/// assert_eq!((entry.name.zh, entry.formula.en), ("回款率", "Cash received / receivables due"));
/// assert!(planscore_base::catalog::find("no_such_figure").is_none());
/// ```
pub fn find(id: &str) -> Option<&'static Entry> {
    ENTRIES.iter().find(|entry| entry.id == id)
}
