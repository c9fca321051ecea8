//! Workbooks and documents as the core reads them: .xlsx to CSV, .docx to Markdown.
//!
//! A module of its own, loaded when such a file is dropped: the core reads CSV and text alone. Every
//! file is taken as hostile: its size, how far it inflates and how many cells it spans are bounded.

mod archive;
mod csv;
mod docx;
mod error;
mod formats;
mod grid;
mod numbering;
mod styles;
mod table;
#[cfg(target_arch = "wasm32")]
mod wasm;
mod xlsx;

pub use docx::to_markdown;
pub use error::{Error, Result};
pub use xlsx::{PassedOver, Sheet, read_sheet, sheets, to_csv};
