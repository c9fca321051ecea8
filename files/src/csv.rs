//! Cells to CSV.

use std::io::Write;

/// Appends a cell; quotes it where it must be.
pub fn cell(out: &mut Vec<u8>, text: &str) {
    if text.contains([',', '"', '\n', '\r']) {
        out.push(b'"');
        out.extend_from_slice(text.replace('"', "\"\"").as_bytes());
        out.push(b'"');
    } else {
        out.extend_from_slice(text.as_bytes());
    }
}

/// Appends a number as it reads shortest, never with an exponent.
pub fn number(out: &mut Vec<u8>, value: f64) {
    if value.is_finite() {
        // A vector takes everything.
        let _ = write!(out, "{value}");
    }
}
