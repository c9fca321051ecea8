//! The report of a file's quality: what was left out, and what was decided for its reader.

use serde::Serialize;

use super::issues::Issues;
use planscore_base::locale::{Locale, Phrase, Text};

/// Rows below the header of a file: `read` is `used` and `left_out` together, blank ones do not count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RowCounts {
    /// Rows that are not blank.
    pub read: usize,
    /// Rows that the data set holds.
    pub used: usize,
    /// Rows that it does not hold: each has an issue that names it.
    pub left_out: usize,
}

/// Something that was decided for the reader of a file, and what to do if it is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Decision {
    /// Stable code, `area/what` (`table/delimiter`).
    pub code: &'static str,
    /// How many rows it touches.
    pub rows: usize,
    /// Column as the user's file names it, if it is about one.
    pub column: Option<String>,
    /// An example out of the file, shortened.
    pub example: Option<String>,
    /// What was decided, in the caller's language.
    pub message: String,
    /// What to do if it is wrong, in the caller's language.
    pub remedy: String,
    /// The option that overrides it.
    pub option: Option<&'static str>,
}

/// A decision before it is told in a language.
pub struct Draft {
    code: &'static str,
    rows: usize,
    column: Option<String>,
    example: Option<String>,
    message: Phrase,
    option: Option<(&'static str, &'static str)>,
    remedy: Option<Text>,
}

impl Decision {
    /// A decision that touches some rows.
    #[expect(clippy::new_ret_no_self, reason = "it is told in a language when it is noted")]
    pub fn new(code: &'static str, rows: usize, message: impl Into<Phrase>) -> Draft {
        Draft { code, rows, column: None, example: None, message: message.into(), option: None, remedy: None }
    }
}

impl Draft {
    /// The column it is about.
    pub fn column(mut self, column: Option<&str>) -> Self {
        self.column = column.map(str::to_owned);
        self
    }

    /// An example out of the file.
    pub fn example(mut self, example: &str) -> Self {
        self.example = Some(super::issues::shortened(example));
        self
    }

    /// The option that overrides it, and what it takes.
    pub fn option(mut self, option: &'static str, values: &'static str) -> Self {
        self.option = Some((option, values));
        self
    }

    /// What to do if it is wrong, where that is more than to set the option.
    pub fn remedy(mut self, remedy: Text) -> Self {
        self.remedy = Some(remedy);
        self
    }
}

/// What was left out of a file and what was decided about it.
#[derive(Debug, Clone, Default)]
pub struct Quality {
    /// What was left out or looks wrong.
    pub issues: Issues,
    /// What was decided for the reader.
    pub decisions: Vec<Decision>,
    /// Rows left out so far; the data set knows how many it holds.
    pub left_out: usize,
    locale: Locale,
}

impl Quality {
    /// An empty report whose messages are in `locale`.
    pub fn new(locale: Locale) -> Self {
        Self { issues: Issues::new(locale), locale, ..Self::default() }
    }

    /// Notes a decision.
    pub fn decide(&mut self, draft: Draft) {
        let remedy = match (draft.remedy, draft.option) {
            (Some(text), _) => text.get(self.locale).to_owned(),
            (None, Some((option, values))) => {
                let text = Text {
                    zh: "如果不对，请设置选项 {0}（{1}）",
                    en: "if that is wrong, set the option {0} ({1})",
                };
                text.fill(self.locale, &[option, values])
            }
            (None, None) => {
                Text { zh: "如果不对，请在文件中改正", en: "if that is wrong, correct the file" }
                    .get(self.locale)
                    .to_owned()
            }
        };
        self.decisions.push(Decision {
            code: draft.code,
            rows: draft.rows,
            column: draft.column,
            example: draft.example,
            message: draft.message.into_string(self.locale),
            remedy,
            option: draft.option.map(|(option, _)| option),
        });
    }

    /// Notes a row that is left out.
    pub fn leave_out(
        &mut self,
        code: &'static str,
        row: usize,
        column: Option<&str>,
        value: &str,
        message: impl FnOnce() -> Phrase,
    ) {
        self.left_out += 1;
        self.issues.note(code, Some(row), column, Some(value), message);
    }

    /// Ends the report: decisions about the whole file touch all its rows.
    pub fn close(&mut self, used: usize) {
        let read = self.rows(used).read;
        let is_whole = |code: &str| matches!(code, "table/delimiter" | "table/encoding");
        for decision in self.decisions.iter_mut().filter(|decision| is_whole(decision.code)) {
            decision.rows = read;
        }
    }

    /// The rows, where so many are used.
    pub fn rows(&self, used: usize) -> RowCounts {
        RowCounts { read: used + self.left_out, used, left_out: self.left_out }
    }
}

/// How many rows, and an example of them.
#[derive(Default)]
pub struct Count {
    /// How many.
    pub rows: usize,
    /// The first of them.
    pub example: String,
}

impl Count {
    /// Counts one more.
    pub fn add(&mut self, example: &str) {
        if self.rows == 0 {
            example.clone_into(&mut self.example);
        }
        self.rows += 1;
    }
}
