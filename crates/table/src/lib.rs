//! Bytes to typed columns.
//!
//! A file arrives as bytes, whole or in chunks. [`encoding`] says what they are, `csv` splits them
//! into records, `header` finds out which column is which from Chinese and English names, `cell`
//! reads dates and amounts as people write them, and the two data sets ([`Orders`], [`Deals`])
//! keep columns of numbers with names interned once. A row that cannot be used is listed with its
//! reason ([`Issues`]) and counted; nothing is dropped in silence.

mod cell;
mod csv;
mod dates;
mod deals;
pub mod encoding;
mod facts;
mod header;
mod interner;
mod issues;
mod orders;
mod reader;
mod stages;

pub use deals::Labels;
pub use deals::{DealColumnsNamed, DealEvents, DealOptions, Deals, DealsReader, Outcome, Span, StageColumn};
pub use facts::Facts;
pub use interner::Interner;
pub use interner::highest;
pub use issues::Issues;
pub use orders::{OrderColumns, OrderColumnsNamed, OrderOptions, Orders, OrdersReader};
pub use stages::{lost_name, same_stage};

/// A date with or without a time of day, as people write it, in days since 1970-01-01 of China's
/// time; `None` for anything else, a day-month ambiguity included.
///
/// ```
/// use planscore_table::parse_time;
/// assert_eq!(parse_time("1970-01-02 12:00"), Some(1.5));
/// assert_eq!(parse_time("03/05/2026"), None);
/// ```
pub fn parse_time(text: &str) -> Option<f64> {
    match cell::date(text, cell::utc_offset("Asia/Shanghai").unwrap_or(0)) {
        cell::DateCell::Time(time) => Some(time),
        _ => None,
    }
}
