//! A workbook's sheet as CSV: shared strings, dates by their format, cached values of formulas.

use std::io::{Cursor, Write};

use calamine::{DataRef, ExcelDateTime, Reader, Xlsx, XlsxError};

use crate::archive;
use crate::csv::{cell, number};
use crate::error::{Error, Result};

/// Most cells of a sheet, empty ones between full ones included.
const MAX_CELLS: u64 = 10_000_000;

type Workbook<'a> = Xlsx<Cursor<&'a [u8]>>;

fn open(bytes: &[u8]) -> Result<Workbook<'_>> {
    let archive = archive::open(bytes)?;
    if archive.index_for_name("xl/workbook.xml").is_none() {
        return Err(Error::NO_WORKBOOK);
    }
    Xlsx::new(Cursor::new(bytes)).map_err(|error| refused(&error))
}

fn refused(error: &XlsxError) -> Error {
    match error {
        XlsxError::Password => Error::ENCRYPTED,
        XlsxError::WorksheetNotFound(_) => Error::NO_SHEET,
        _ => Error::DAMAGED,
    }
}

/// The names of a workbook's sheets, in order.
///
/// # Errors
/// What is no workbook, damaged, or beyond the bounds.
pub fn sheets(bytes: &[u8]) -> Result<Vec<String>> {
    Ok(open(bytes)?.sheet_names())
}

/// A sheet (the first one, or the one named) as CSV in UTF-8.
///
/// # Errors
/// What is no workbook, damaged, or beyond the bounds; a sheet that is not there.
pub fn to_csv(bytes: &[u8], sheet: Option<&str>) -> Result<Vec<u8>> {
    let mut workbook = open(bytes)?;
    let name = match sheet {
        Some(name) => name.to_owned(),
        None => workbook.sheet_names().first().cloned().ok_or(Error::NO_SHEET)?,
    };
    let mut cells = workbook.worksheet_cells_reader(&name).map_err(|error| refused(&error))?;
    let mut out = Vec::new();
    let (mut row, mut column) = (0, 0);
    let mut written = 0_u64;
    while let Some(found) = cells.next_cell().map_err(|error| refused(&error))? {
        let (at_row, at_column) = found.get_position();
        if (at_row, at_column) < (row, column) {
            return Err(Error::DAMAGED);
        }
        let skipped_rows = u64::from(at_row - row);
        if skipped_rows > 0 {
            column = 0;
        }
        written += skipped_rows + u64::from(at_column - column) + 1;
        if written > MAX_CELLS {
            return Err(Error::TOO_MANY_CELLS);
        }
        out.resize(out.len() + skipped_rows as usize, b'\n');
        out.resize(out.len() + (at_column - column) as usize, b',');
        (row, column) = (at_row, at_column);
        value(&mut out, found.get_value());
    }
    out.push(b'\n');
    Ok(out)
}

fn value(out: &mut Vec<u8>, value: &DataRef<'_>) {
    match value {
        DataRef::Int(whole) => drop(write!(out, "{whole}")),
        DataRef::Float(value) => number(out, *value),
        DataRef::SharedString(text) => cell(out, text),
        DataRef::Bool(flag) => out.extend_from_slice(if *flag { b"TRUE" } else { b"FALSE" }),
        DataRef::DateTime(date) => date_time(out, date),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => cell(out, text),
        DataRef::Empty | DataRef::Error(_) => {}
    }
}

/// `2026-03-05`, with the time of day where there is one; a duration stays a number of days.
fn date_time(out: &mut Vec<u8>, date: &ExcelDateTime) {
    if !date.is_datetime() {
        number(out, date.as_f64());
        return;
    }
    let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
    // A vector takes everything.
    let _ = write!(out, "{year:04}-{month:02}-{day:02}");
    if (hour, minute, second) != (0, 0, 0) {
        let _ = write!(out, " {hour:02}:{minute:02}:{second:02}");
    }
}
