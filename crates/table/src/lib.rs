//! Bytes to typed columns.
//!
//! A file arrives as bytes, whole or in chunks. [`encoding`] says what they are, `csv` splits them
//! into records, `header` finds out which column is which from Chinese and English names, `date` and
//! `number` read cells as people write them, `dates` and `amounts` decide for a whole column, and the three
//! data sets ([`Orders`], [`Deals`], [`ActualsFile`]) keep columns of numbers with names interned once. A row that cannot be
//! used is listed with its reason ([`Issues`]) and counted, and everything decided for the reader is a
//! [`Decision`] with what to do if it is wrong; nothing happens in silence.

mod above;
mod actuals;
mod amounts;
mod assign;
mod below;
mod cells;
mod csv;
mod currency;
mod date;
mod dates;
mod deals;
pub mod encoding;
mod facts;
mod far;
mod header;
mod interner;
mod iso;
mod issues;
mod name;
mod number;
mod options;
mod orders;
mod places;
mod quality;
mod reader;
mod recognize;
mod role;
mod spelling;
mod stages;
mod surplus;
mod tables;
mod templates;
mod unit;
mod why;
mod words;

pub use actuals::{
    ActualColumnsNamed, ActualGroup, ActualOptions, ActualsFile, ActualsReader, Rates, StatedTarget,
};
pub use amounts::Decimal;
pub use dates::DayOrder;
pub use deals::Labels;
pub use deals::{
    DealCells, DealColumnsNamed, DealEvents, DealOptions, Deals, DealsReader, Outcome, Span, StageColumn,
};
pub use facts::Facts;
pub use interner::Interner;
pub use interner::highest;
pub use issues::Issues;
pub use options::Keep;
pub use orders::{
    Evidence, OrderCells, OrderColumns, OrderColumnsNamed, OrderHeader, OrderOptions, OrderPart, OrderPlaces,
    OrderScout, OrderSlice, Orders, OrdersReader, TypedOrder, group_of,
};
pub use quality::{Decision, RowCounts};
pub use recognize::{FileKind, Recognized, recognize};
pub use stages::{lost_name, same_stage};
pub use templates::Template;

/// A date with or without a time of day, as people write it, in days since 1970-01-01 of China's
/// time; `None` for anything else, a day-month ambiguity included.
///
/// ```
/// use planscore_table::parse_time;
/// assert_eq!(parse_time("1970-01-02 12:00"), Some(1.5));
/// assert_eq!(parse_time("03/05/2026"), None);
/// ```
pub fn parse_time(text: &str) -> Option<f64> {
    match date::date(text, date::Zone::CHINA) {
        date::DateCell::Time(time) => Some(time),
        _ => None,
    }
}
