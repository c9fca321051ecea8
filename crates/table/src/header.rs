//! Which column is which, from Chinese and English headers.

use std::borrow::Cow;

use super::below::Cells;
use super::csv::Record;
use super::name::is_space;
use super::number::half_width;
use super::role::Role;
use super::stages::is_bookkeeping;
use super::unit::{Unit, money_unit};
use planscore_base::error::{Error, ErrorKind, Result};
use planscore_base::locale::Phrase;

/// One header as written and as compared.
#[derive(Debug, Clone)]
pub struct Header {
    /// As the file writes it.
    pub written: String,
    /// The same without what stands before all of them ("Deal - ").
    pub label: String,
    /// Without case, white space, punctuation, unit and what stands in brackets.
    pub name: String,
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
        let stated =
            inner.split([',', '、', ';', '/', ' ', '|']).chain([inner.as_str()]).find_map(money_unit);
        let (outer, trailing) = if stated.is_none() { without_unit(&outer) } else { (outer.as_str(), None) };
        let mut name = squeezed(outer);
        if name.is_empty() {
            name = squeezed(inner.trim());
        }
        Self {
            written: written.to_owned(),
            label: written.to_owned(),
            name,
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
    fn is_again(&self, other: &Self) -> bool {
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

/// What remains of a word for comparing: no case, no white space, no punctuation, nothing in brackets.
pub fn bare(text: &str) -> String {
    let plain = half_width(text);
    let (outer, inner) = apart(&plain);
    let name = squeezed(&outer);
    if name.is_empty() { squeezed(inner.trim()) } else { name }
}

/// What stands outside and inside brackets, in lower case.
fn apart(text: &str) -> (String, String) {
    let (mut outer, mut inner, mut depth) = (String::new(), String::new(), 0_u32);
    for c in text.chars().map(|c| c.to_ascii_lowercase()) {
        match c {
            '(' | '[' | '【' | '〔' => {
                depth += 1;
                inner.push(' ');
            }
            ')' | ']' | '】' | '〕' => depth = depth.saturating_sub(1),
            _ if depth > 0 => inner.push(c),
            _ => outer.push(c),
        }
    }
    (outer, inner)
}

/// Without white space and punctuation.
fn squeezed(text: &str) -> String {
    let is_mark = |c: char| is_space(c) || matches!(c, '_' | '-' | '.' | '"' | '\'' | ':' | '*' | '/');
    let dense: String = text.chars().filter(|c| !is_mark(*c)).collect();
    // A word of nothing but marks is itself (√, -).
    if dense.is_empty() { text.trim_matches(is_space).to_owned() } else { dense }
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

/// The column of each role, `None` where there is none.
pub type Assignment = Vec<Option<usize>>;

/// Finds each role's column; `given` names columns by the caller's choice, a role each.
///
/// # Errors
/// `columns/ambiguous` where two columns could be one required role, `columns/missing` where a
/// required or given one is not there.
pub fn assign(roles: &[Role], headers: &[Header], given: &[Option<&str>]) -> Result<Assignment> {
    let mut taken = vec![false; headers.len()];
    let mut assignment: Assignment = vec![None; roles.len()];
    for (i, name) in given.iter().enumerate() {
        let Some(name) = name else { continue };
        let wanted = Header::new(name).name;
        let column = headers
            .iter()
            .position(|h| h.written == name.trim())
            .or_else(|| headers.iter().position(|h| h.name == wanted))
            .ok_or_else(|| no_such_column(roles[i].name, name, headers))?;
        assignment[i] = Some(column);
        taken[column] = true;
    }
    let ranks = roles.iter().map(|role| role.names.len()).max().unwrap_or(0);
    for rank in 0..ranks {
        for (i, role) in roles.iter().enumerate() {
            if assignment[i].is_some() {
                continue;
            }
            let mut candidates: Vec<usize> =
                (0..headers.len()).filter(|&c| !taken[c] && role.fits_at(rank, &headers[c])).collect();
            let holding = |c: &usize| role.holds != Cells::Unknown && headers[*c].cells == role.holds;
            let filled = |c: &usize| headers[*c].cells != Cells::Unknown;
            for is_better in [&filled as &dyn Fn(&usize) -> bool, &holding] {
                if candidates.len() > 1 && candidates.iter().any(is_better) {
                    candidates.retain(is_better);
                }
            }
            candidates.dedup_by(|c, first| headers[*c].is_again(&headers[*first]));
            match candidates[..] {
                [] => {}
                [column] => {
                    assignment[i] = Some(column);
                    taken[column] = true;
                }
                _ if role.required => return Err(ambiguous(role, &candidates, headers)),
                _ => {}
            }
        }
    }
    match roles.iter().zip(&assignment).find(|(role, column)| role.required && column.is_none()) {
        Some((role, _)) => Err(missing(role, headers)),
        None => Ok(assignment),
    }
}

fn listed(headers: &[Header]) -> String {
    let names: Vec<&str> =
        headers.iter().map(|h| h.written.as_str()).filter(|w| !w.is_empty()).take(30).collect();
    let text = names.join(", ");
    match text.char_indices().nth(300) {
        Some((cut, _)) => format!("{}…", &text[..cut]),
        None => text,
    }
}

fn no_such_column(role: &str, name: &str, headers: &[Header]) -> Error {
    let found = listed(headers);
    Error::format(
        "columns/missing",
        format!("找不到列“{name}”；文件里的列：{found}"),
        format!("there is no column \"{name}\"; the file has: {found}"),
    )
    .at(format!("columns.{role}"))
}

fn missing(role: &Role, headers: &[Header]) -> Error {
    let found = listed(headers);
    Error::format(
        "columns/missing",
        format!("找不到{}列；文件里的列：{found}", role.title),
        format!("no column for \"{}\" was recognised; the file has: {found}", role.name),
    )
    .at(format!("columns.{}", role.name))
}

fn ambiguous(role: &Role, candidates: &[usize], headers: &[Header]) -> Error {
    let names: Vec<&str> = candidates.iter().map(|&c| headers[c].written.as_str()).collect();
    let names = names.join(", ");
    Error::new(
        ErrorKind::Ambiguous,
        "columns/ambiguous",
        Phrase::new(
            format!("有多个列可能是{}：{names}；请指定其中一个", role.title),
            format!("several columns could be \"{}\": {names}; name one of them", role.name),
        ),
    )
    .at(format!("columns.{}", role.name))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROLES: [Role; 2] = [
        Role {
            name: "date",
            title: "日期",
            required: true,
            holds: Cells::Dates,
            names: &[&["下单日期", "orderdate"], &["日期", "date"], &["*日期"]],
            never: &[],
        },
        Role {
            name: "owner",
            title: "负责人",
            required: false,
            holds: Cells::Unknown,
            names: &[&["负责人"]],
            never: &[],
        },
    ];

    fn find(names: &[&str], given: [Option<&str>; 2]) -> std::result::Result<Assignment, &'static str> {
        let headers: Vec<Header> = names.iter().map(|n| Header::new(n)).collect();
        assign(&ROLES, &headers, &given).map_err(|e| e.code())
    }

    #[test]
    fn specific_names_win_and_doubt_is_an_error() {
        assert_eq!(find(&["日期", "Order_Date"], [None; 2]), Ok(vec![Some(1), None]));
        assert_eq!(find(&["负责人", "日期（年月日）"], [None; 2]), Ok(vec![Some(1), Some(0)]));
        assert_eq!(find(&["签约日期", "发货日期"], [None; 2]), Err("columns/ambiguous"));
        assert_eq!(find(&["签约日期", "发货日期"], [Some("发货日期"), None]), Ok(vec![Some(1), None]));
        assert_eq!(find(&["客户"], [None; 2]), Err("columns/missing"));
        assert_eq!(find(&["日期"], [Some("时间"), None]), Err("columns/missing"));
    }

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
