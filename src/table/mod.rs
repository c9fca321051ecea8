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
mod header;
mod interner;
mod issues;
mod orders;
mod reader;
mod stages;

pub use deals::{DealColumnsNamed, DealEvents, DealOptions, Deals, DealsReader, Outcome, StageColumn};
pub use interner::Interner;
pub use issues::Issues;
pub use orders::{OrderColumns, OrderColumnsNamed, OrderOptions, Orders, OrdersReader};
pub use stages::lost_name;
