//! The list of what was left out.

use planscore_base::error::{DataIssue, Error};
use planscore_base::locale::{Locale, Phrase};

/// The first issues in full, all of them counted.
#[derive(Debug, Clone, Default)]
pub struct Issues {
    listed: Vec<DataIssue>,
    count: usize,
    by_code: Vec<(&'static str, usize)>,
    locale: Locale,
    /// What the first one says, in both languages.
    first: Option<Phrase>,
}

/// Longest quoted value, in characters.
const SHOWN: usize = 40;

impl Issues {
    /// How many issues are listed in full.
    pub const LISTED: usize = 1_000;

    /// An empty list whose messages are in `locale`.
    pub fn new(locale: Locale) -> Self {
        Self { locale, ..Self::default() }
    }

    /// Notes an issue; its text is made only if it is listed.
    pub fn note(
        &mut self,
        code: &'static str,
        row: Option<usize>,
        column: Option<&str>,
        value: Option<&str>,
        message: impl FnOnce() -> Phrase,
    ) {
        if self.counts(code) {
            self.list(code, row, column, value, message());
        }
    }

    /// Counts an issue; whether it is to be listed, too. With [`Issues::list`] apart from [`Issues::note`], of which
    /// there is a copy for each message.
    #[inline(never)]
    fn counts(&mut self, code: &'static str) -> bool {
        self.count += 1;
        match self.by_code.iter_mut().find(|(known, _)| *known == code) {
            Some((_, count)) => *count += 1,
            None => self.by_code.push((code, 1)),
        }
        self.listed.len() < Self::LISTED
    }

    #[inline(never)]
    fn list(
        &mut self,
        code: &'static str,
        row: Option<usize>,
        column: Option<&str>,
        value: Option<&str>,
        message: Phrase,
    ) {
        if self.count == 1 {
            self.first = Some(message.clone());
        }
        self.listed.push(DataIssue {
            code,
            row,
            column: column.map(str::to_owned),
            value: value.map(shortened),
            message: message.into_string(self.locale),
        });
    }

    /// The error of a file without a usable row; the first issue says why.
    pub fn no_rows(&self, code: &'static str, zh: &str, en: &str) -> Error {
        let error = match &self.first {
            Some(first) => Error::format(code, format!("{zh}：{}", first.zh), format!("{en}: {}", first.en)),
            None => Error::format(code, zh, en),
        };
        match self.listed.first().and_then(|issue| issue.row) {
            Some(row) => error.in_row(row),
            None => error,
        }
    }

    /// The first [`Issues::LISTED`] issues, in the order of the file.
    pub fn listed(&self) -> &[DataIssue] {
        &self.listed
    }

    /// How many there are of one code.
    pub fn count_of(&self, code: &str) -> usize {
        self.by_code.iter().find(|(known, _)| *known == code).map_or(0, |(_, count)| *count)
    }

    /// How many there are of each code.
    pub fn by_code(&self) -> &[(&'static str, usize)] {
        &self.by_code
    }

    /// How many there are in all.
    pub fn count(&self) -> usize {
        self.count
    }
}

/// A value to quote, at most 40 characters of it.
pub fn shortened(value: &str) -> String {
    match value.char_indices().nth(SHOWN) {
        Some((cut, _)) => format!("{}…", &value[..cut]),
        None => value.to_owned(),
    }
}
