//! What a caller may decide about a file of any kind, instead of having it recognised.

use serde::Deserialize;

/// In how many of the first records the header may stand: up to 50 lines above it.
pub const HEADER_WITHIN: usize = 51;

use super::amounts::Decimal;
use super::dates::DayOrder;
use super::unit::{Currency, Unit, money_unit};
use planscore_base::error::{Error, Result};

/// Rows that are used although they would be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Keep {
    /// Rows that look like totals.
    Totals,
    /// Orders that were cancelled, not paid or refunded, by their state.
    States,
    /// Days far from all others.
    FarDates,
    /// Amounts as they stand, where a column of its own says what was paid back.
    Refunds,
    /// Amounts of all lines of an order, although each of them states the total of the order.
    RepeatedTotals,
}

/// What a caller decided.
#[derive(Debug, Clone, Default)]
pub struct Choices {
    /// The delimiter.
    pub delimiter: Option<u8>,
    /// The line of the header, from 1.
    pub header_row: Option<usize>,
    /// What amounts are counted in.
    pub unit: Option<Unit>,
    /// The currency to read.
    pub currency: Option<Currency>,
    /// Which number of 03/05/2026 is the day.
    pub day_order: Option<DayOrder>,
    /// Which sign stands before decimals.
    pub decimal: Option<Decimal>,
    /// What is used although it would be left out.
    pub keep: Vec<Keep>,
}

impl Choices {
    /// Whether such rows are kept.
    pub fn keeps(&self, what: Keep) -> bool {
        self.keep.contains(&what)
    }
}

/// What the options of any kind of file say, as the caller writes it.
#[derive(Debug, Clone, Copy)]
pub struct Given<'a> {
    /// The delimiter.
    pub delimiter: Option<&'a str>,
    /// The line of the header.
    pub header_row: Option<u32>,
    /// The unit.
    pub unit: Option<&'a str>,
    /// The currency.
    pub currency: Option<&'a str>,
    /// Which number is the day.
    pub day_order: Option<DayOrder>,
    /// Which sign stands before decimals.
    pub decimal: Option<Decimal>,
    /// What is kept.
    pub keep: &'a [Keep],
}

impl Given<'_> {
    /// What the caller decided.
    ///
    /// # Errors
    /// A value that is none, with its option.
    pub fn checked(self) -> Result<Choices> {
        Ok(Choices {
            delimiter: delimiter(self.delimiter)?,
            header_row: given_header_row(self.header_row)?,
            unit: given_unit(self.unit)?,
            currency: given_currency(self.currency)?,
            day_order: self.day_order,
            decimal: self.decimal,
            keep: self.keep.to_vec(),
        })
    }
}

/// The delimiter an option names.
///
/// # Errors
/// Not one ASCII character.
fn delimiter(option: Option<&str>) -> Result<Option<u8>> {
    match option.map(str::as_bytes) {
        None | Some([]) => Ok(None),
        Some(&[byte]) if byte.is_ascii() && !byte.is_ascii_alphanumeric() && byte != b'"' => Ok(Some(byte)),
        Some(_) => Err(Error::invalid(
            "options/delimiter",
            "分隔符必须是一个 ASCII 字符",
            "the delimiter must be one ASCII character",
        )
        .at("delimiter")),
    }
}

/// The unit an option names.
///
/// # Errors
/// A text that is none.
fn given_unit(option: Option<&str>) -> Result<Option<Unit>> {
    let wrong = || {
        Error::invalid(
            "options/unit",
            "单位请写成 元、万元、千元、分 等",
            "write the unit as 元, 万元, 分, thousand, USD or the like",
        )
        .at("unit")
    };
    option.map(|text| money_unit(text).ok_or_else(wrong)).transpose()
}

/// The currency an option names.
///
/// # Errors
/// A text that is none.
fn given_currency(option: Option<&str>) -> Result<Option<Currency>> {
    let wrong = || {
        Error::invalid(
            "options/currency",
            "币种请写成 CNY、USD、港币 等",
            "write the currency as CNY, USD, HK$ or the like",
        )
        .at("currency")
    };
    option.map(|text| Currency::named(text).ok_or_else(wrong)).transpose()
}

/// The line of the header an option names.
///
/// # Errors
/// Line 0, or one further down than a header is looked for.
fn given_header_row(option: Option<u32>) -> Result<Option<usize>> {
    match option {
        None => Ok(None),
        Some(row) if (1..=HEADER_WITHIN as u32).contains(&row) => Ok(Some(row as usize)),
        Some(_) => Err(Error::invalid(
            "options/header-row",
            "表头行号为 1 到 51",
            "the line of the header is a number from 1 to 51",
        )
        .at("headerRow")),
    }
}
