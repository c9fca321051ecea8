//! Headers of columns: as written, as compared, and what stands below them.

use std::borrow::Cow;

use super::csv::Record;
use super::spelling::{apart, half_width, is_space, squeezed};
use super::stages::is_bookkeeping;
use super::unit::{Unit, money_unit};

/// What the cells of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cells {
    /// Not looked at, or there are none.
    Unknown,
    /// Dates.
    Dates,
    /// Numbers.
    Numbers,
    /// Anything else.
    Words,
}

/// One header as written and as compared.
#[derive(Debug, Clone)]
pub struct Header {
    /// As the file writes it.
    pub written: String,
    /// The same without what stands before all of them ("Deal - ").
    pub label: String,
    /// Without case, white space, punctuation, unit and what stands in brackets.
    pub name: String,
    /// Names it gives one after another: 收货人/提货人.
    pub others: Vec<String>,
    /// The unit it states, in brackets or at its end (万元).
    pub unit: Option<Unit>,
    /// Its name as a question (作废: 是否作废, Won: iswon), where the cells below answer yes or no.
    pub question: Option<String>,
    /// What most cells below are.
    pub cells: Cells,
    /// The first numbers below.
    pub numbers: Vec<f64>,
    /// Whether times below are written in UTC.
    pub is_utc: bool,
}

impl Header {
    /// Normalises a header.
    pub fn new(written: &str) -> Self {
        let written = written.trim_matches(is_space);
        let plain = half_width(unnumbered(written));
        let (outer, inner) = apart(&last_word_apart(&plain));
        let stated = Unit::among(&inner);
        let (outer, trailing) = if stated.is_none() { without_unit(&outer) } else { (outer.as_str(), None) };
        let mut name = squeezed(outer);
        if name.is_empty() {
            name = squeezed(inner.trim());
        }
        let several = outer.split(['/', '、', '|']).map(squeezed).filter(|name| name.chars().count() > 1);
        let others: Vec<String> = several.collect();
        Self {
            written: written.to_owned(),
            label: written.to_owned(),
            name,
            others: if others.len() > 1 { others } else { Vec::new() },
            unit: stated.or(trailing),
            question: None,
            cells: Cells::Unknown,
            numbers: Vec::new(),
            is_utc: false,
        }
    }

    /// One of several that begin alike ("Deal - Won time"), so many bytes.
    fn beginning_alike(written: &str, common: usize) -> Self {
        let header = Self::new(&written[common..]);
        Self { written: written.to_owned(), ..header }
    }

    /// Whether the cells below are dates, and of what a row is about.
    pub fn is_dated(&self) -> bool {
        self.cells == Cells::Dates && !is_bookkeeping(&self.label)
    }

    /// Whether it names the same as another, in other brackets (revenue and revenue (formatted)), and the cells below
    /// are the same numbers.
    pub fn is_again(&self, other: &Self) -> bool {
        !self.numbers.is_empty() && self.name == other.name && self.numbers == other.numbers
    }

    /// Says that every cell below answers yes or no.
    pub fn ask(&mut self) {
        let prefix = if self.name.is_ascii() { "is" } else { "是否" };
        let is_asked = self.name.is_empty() || self.name.starts_with(prefix);
        self.question = Some(if is_asked { self.name.clone() } else { format!("{prefix}{}", self.name) });
    }
}

/// Without a number in front: 1. 客户, 2、日期.
fn unnumbered(text: &str) -> &str {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    match rest.strip_prefix(['.', '、', ')', '）']).map(str::trim_start) {
        Some(name) if rest.len() < text.len() && name.starts_with(char::is_alphabetic) => name,
        _ => text,
    }
}

/// With a blank before the last word of a name in one piece: amountCents.
fn last_word_apart(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let is_start = |at: &usize| bytes[at - 1].is_ascii_lowercase() && bytes[*at].is_ascii_uppercase();
    match (1..bytes.len()).rev().find(is_start) {
        Some(at) if bytes.len() - at >= 3 => Cow::Owned(format!("{} {}", &text[..at], &text[at..])),
        _ => Cow::Borrowed(text),
    }
}

/// Takes a unit off the end of a header: 金额/万元, 金额万元, `amount_usd`. Glued to the name only a word
/// with a currency is one: 万 alone may belong to it.
fn without_unit(name: &str) -> (&str, Option<Unit>) {
    /// Bytes that a unit takes at most.
    const LONGEST: usize = 40;
    let is_join = |c: char| is_space(c) || matches!(c, '/' | '_' | '-' | ':' | '|' | ',');
    let name = name.trim_end_matches(is_space);
    for (at, c) in name.char_indices().skip(1).filter(|(at, _)| name.len() - at <= LONGEST) {
        let (before, behind) = name.split_at(at);
        let joined = is_join(c) || before.ends_with(is_join);
        if is_join(c) || !joined && c.is_ascii() {
            continue;
        }
        // "is won" asks, and is no currency.
        let found = money_unit(behind).filter(|unit| {
            behind != "won" && (joined || unit.currency.is_some() && behind.chars().count() > 1)
        });
        if let Some(found) = found {
            return (before.trim_end_matches(is_join), Some(found));
        }
    }
    (name, None)
}

/// Every header of a record.
pub fn headers(record: &Record<'_>) -> Vec<Header> {
    let cells: Vec<Cow<'_, str>> = (0..record.len()).map(|i| record.text(i)).collect();
    let common = beginning(&cells).to_owned();
    let header = |cell: &Cow<'_, str>| match cell.strip_prefix(&common) {
        Some(name) if !common.is_empty() && !name.is_empty() => Header::beginning_alike(cell, common.len()),
        _ => Header::new(cell),
    };
    cells.iter().map(header).collect()
}

/// What most names begin with, as programs write it before each: "Deal - ", "orders.".
fn beginning<'a>(cells: &'a [Cow<'_, str>]) -> &'a str {
    /// Names that are looked at for one.
    const SAMPLE: usize = 20;
    let named = cells.iter().filter(|cell| !cell.is_empty());
    let all = named.clone().count();
    let of = |cell: &'a Cow<'_, str>| {
        let end = |mark: &&str| Some(cell.find(mark)? + mark.len());
        [" - ", ": ", "."].iter().find_map(end).map(|end| &cell[..end])
    };
    let share = |start: &&str| 2 * named.clone().filter(|cell| cell.starts_with(*start)).count() > all;
    if all < 3 { "" } else { named.clone().take(SAMPLE).filter_map(of).find(share).unwrap_or("") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn times(header: &Header) -> f64 {
        header.unit.map_or(1.0, |unit| unit.factor)
    }

    #[test]
    fn units_in_brackets_scale_the_column() {
        let header = Header::new("成交额（万元）");
        assert_eq!((header.name.as_str(), times(&header)), ("成交额", 10_000.0));
        assert_eq!(times(&Header::new("Amount (CNY)")), 1.0);
    }

    #[test]
    fn units_stand_outside_brackets_too_and_names_are_none() {
        for (written, name, factor) in [
            ("金额万元", "金额", 1e4),
            ("金额/万元", "金额", 1e4),
            ("金额_万元", "金额", 1e4),
            ("金额（单位：万元，含税）", "金额", 1e4),
            ("Amount (k)", "amount", 1e3),
            ("Actual (RMB million)", "actual", 1e6),
            ("Actual (USD, in thousands)", "actual", 1e3),
            ("Net sales (excl. VAT RMB mn)", "netsales", 1e6),
            ("Actual, RMB million", "actual", 1e6),
            ("amount_usd", "amount", 1.0),
            ("销售额(万达店)", "销售额", 1.0),
            ("金额（亿达项目）", "金额", 1.0),
            ("单元", "单元", 1.0),
            ("won", "won", 1.0),
        ] {
            let header = Header::new(written);
            assert_eq!((header.name.as_str(), times(&header)), (name, factor), "{written}");
        }
        assert_eq!(
            Header::new("amount_usd").unit.and_then(|u| u.currency).map(super::super::unit::Currency::code),
            Some("USD")
        );
    }
}
