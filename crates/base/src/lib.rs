//! The ground floor of planscore: what every engine speaks of.
//!
//! [`error`] is the one error for what is refused whole, [`locale`] the two languages, [`calendar`] dates without a
//! clock, [`target`] what a plan asks of a figure, [`actual`] what was measured, [`catalog`] the figures
//! that are known by name, [`form`] how values of several forms are read.

pub mod actual;
pub mod calendar;
pub mod catalog;
pub mod error;
pub mod form;
pub mod locale;
pub mod target;

pub use error::{DataIssue, Error, ErrorKind, Result};
pub use locale::{Locale, Phrase, Text};
