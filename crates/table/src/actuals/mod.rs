//! Files of actuals: a row a figure, with what was reached, of whom and when where the file says so.

mod figures;
mod options;
mod rates;
pub mod roles;
mod rows;

use serde::Serialize;

use super::quality::{Decision, RowCounts};
use super::reader::{Reader, read_all};
use planscore_base::actual::Actual;
use planscore_base::error::{DataIssue, Result};

pub use options::{ActualColumnsNamed, ActualOptions, Rates};
pub use rows::ActualRows;

/// A target that a file of actuals states beside them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StatedTarget {
    /// The figure.
    pub id: String,
    /// The value to reach; a rate is a fraction.
    pub value: f64,
}

/// What one person reached in one period, or everyone where the file names none.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ActualGroup {
    /// Whose figures they are, as the file writes it.
    pub person: Option<String>,
    /// When they were reached, as the file writes it.
    pub period: Option<String>,
    /// What was reached, each figure once; rates are fractions.
    pub actuals: Vec<Actual>,
    /// The targets that stand beside them.
    pub targets: Vec<StatedTarget>,
}

/// What a file of actuals says, and how it was read.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ActualsFile {
    /// One for each person and period, in the order of the file; a single one where it names neither.
    pub groups: Vec<ActualGroup>,
    /// Which column of the file was taken for what.
    pub columns: ActualColumnsNamed,
    /// What was left out or looks wrong: the first 1,000; `issueCount` has the number.
    pub issues: Vec<DataIssue>,
    /// How many rows or values were left out or look wrong.
    pub issue_count: usize,
    /// What was decided for the reader of the file, with what to do if it is wrong.
    pub decisions: Vec<Decision>,
    /// Rows of the file: read, used and left out.
    pub rows: RowCounts,
}

impl ActualsFile {
    /// Reads a UTF-8 CSV or TSV file.
    ///
    /// ```
    /// use planscore_base::actual::Measured;
    /// use planscore_table::{ActualOptions, ActualsFile};
    /// let text = "指标,目标,实际\n回款率,95%,93\n销售总额,120万,96万\n";
    /// let file = ActualsFile::from_csv(text.as_bytes(), ActualOptions::default()).unwrap();
    /// let group = &file.groups[0];
    /// assert_eq!((group.actuals[0].id.as_str(), group.actuals[0].measured), ("collection_rate", Measured::Value(0.93)));
    /// assert_eq!((group.actuals[1].measured, group.targets[1].value), (Measured::Value(960_000.0), 1_200_000.0));
    /// assert!(file.decisions.iter().any(|decision| decision.code == "actuals/percent"));
    /// ```
    ///
    /// # Errors
    /// No column of figures or values (`columns/missing`, `columns/ambiguous`), no usable row (`actuals/no-rows`),
    /// more than 100,000 rows (`table/too-many-rows`).
    pub fn from_csv(bytes: &[u8], options: ActualOptions) -> Result<Self> {
        read_all::<ActualRows>(options, bytes)
    }
}

/// Reads actuals chunk by chunk.
pub type ActualsReader = Reader<ActualRows>;
