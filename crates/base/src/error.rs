//! One error for everything that is refused whole, and one record for what is left out.

use std::fmt;

use serde::Serialize;

use crate::locale::{Locale, Phrase};

/// Result of every fallible function.
pub type Result<T> = std::result::Result<T, Error>;

/// What sort of thing is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// An option or value contradicts its meaning (a negative weight, an unknown name).
    Invalid,
    /// A file is not what it should be (binary, no header, wrong encoding).
    Format,
    /// Two readings are possible and the caller must choose (two date columns).
    Ambiguous,
    /// A stated cap is passed (rows, bytes).
    Limit,
    /// A calculation that has no answer (a fit that does not converge).
    Undefined,
}

/// Why an input was refused, and where.
///
/// `code` is stable and made to be matched on; the text is for people, in both languages; `path`
/// (`items[3].weight`) or `row` (counted from 1, header included) names the place.
///
/// ```
/// use planscore_base::error::{Error, ErrorKind};
/// let error = Error::invalid("kpi/negative-weight", "权重不能为负", "a weight is negative")
///     .at("items[3].weight");
/// assert_eq!(error.code(), "kpi/negative-weight");
/// assert_eq!(error.to_string(), "a weight is negative (items[3].weight)");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error(Box<Inner>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Inner {
    kind: ErrorKind,
    code: &'static str,
    message: Phrase,
    path: Option<String>,
    row: Option<usize>,
}

impl Error {
    /// An error without a place yet.
    pub fn new(kind: ErrorKind, code: &'static str, message: Phrase) -> Self {
        Self(Box::new(Inner { kind, code, message, path: None, row: None }))
    }

    /// An [`ErrorKind::Invalid`] error.
    pub fn invalid(code: &'static str, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self::new(ErrorKind::Invalid, code, Phrase::new(zh, en))
    }

    /// An [`ErrorKind::Format`] error.
    pub fn format(code: &'static str, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self::new(ErrorKind::Format, code, Phrase::new(zh, en))
    }

    /// Names the place inside the input, as a path (`items[3].weight`).
    #[must_use]
    pub fn at(mut self, path: impl Into<String>) -> Self {
        self.0.path = Some(path.into());
        self
    }

    /// Names the row of the user's file, from 1, header included.
    #[must_use]
    pub fn in_row(mut self, row: usize) -> Self {
        self.0.row = Some(row);
        self
    }

    /// What sort of thing is wrong.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Stable code, `area/what`.
    pub fn code(&self) -> &'static str {
        self.0.code
    }

    /// The explanation in one language, without the place.
    pub fn message(&self, locale: Locale) -> &str {
        self.0.message.get(locale)
    }

    /// Place inside the input, if known.
    pub fn path(&self) -> Option<&str> {
        self.0.path.as_deref()
    }

    /// Row of the user's file, from 1, if known.
    pub fn row(&self) -> Option<usize> {
        self.0.row
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message(Locale::En))?;
        match (&self.0.path, self.0.row) {
            (Some(path), _) => write!(f, " ({path})"),
            (None, Some(row)) => write!(f, " (row {row})"),
            (None, None) => Ok(()),
        }
    }
}

impl std::error::Error for Error {}

/// A row or value that was left out or looks wrong, and why. Never fatal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DataIssue {
    /// Stable code, `area/what`.
    pub code: &'static str,
    /// Row of the user's file, from 1, header included.
    pub row: Option<usize>,
    /// Column as the user's file names it.
    pub column: Option<String>,
    /// The offending value, shortened.
    pub value: Option<String>,
    /// What is wrong, in the caller's language.
    pub message: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_cross_threads() {
        fn assert_send_sync<T: Send + Sync>() {}
        assert_send_sync::<Error>();
    }
}
