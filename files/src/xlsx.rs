//! A workbook's sheet as CSV: shared strings, dates by their format, cached values of formulas.

use std::io::{Cursor, Write};

use calamine::{DataRef, ExcelDateTime, ExcelDateTimeType, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use quick_xml::events::Event;

use crate::archive;
use crate::csv::{cell, number};
use crate::error::{Error, Result};
use crate::formats::{Shown, shown};
use crate::grid::{Grid, Kind};
use crate::numbering::attribute;

type Workbook<'a> = Xlsx<Cursor<&'a [u8]>>;

fn open(bytes: &[u8]) -> Result<Workbook<'_>> {
    let archive = archive::open(bytes)?;
    if !archive::names(&archive).iter().any(|name| name.contains("workbook") || name.contains("worksheets/"))
    {
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

/// A sheet as CSV, and what was passed over on the way to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// What it says, as CSV in UTF-8.
    pub csv: Vec<u8>,
    /// Sheets before it that were passed over, and why.
    pub passed_over: Vec<(String, PassedOver)>,
}

/// Why a sheet is passed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PassedOver {
    /// It is hidden.
    Hidden,
    /// It holds a chart or a dialog.
    NoCells,
    /// It holds no table: nothing, or a title alone.
    NoTable,
}

impl PassedOver {
    /// Stable name: `hidden`, `chart` or `empty`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Hidden => "hidden",
            Self::NoCells => "chart",
            Self::NoTable => "empty",
        }
    }
}

/// A sheet as CSV in UTF-8: the one named, else the first that is seen and holds a table.
///
/// # Errors
/// What is no workbook, damaged, or beyond the bounds; a sheet that is not there.
pub fn to_csv(bytes: &[u8], sheet: Option<&str>) -> Result<Vec<u8>> {
    Ok(read_sheet(bytes, sheet)?.csv)
}

/// The same, with the sheet's name and what was passed over.
///
/// # Errors
/// As [`to_csv`].
pub fn read_sheet(bytes: &[u8], sheet: Option<&str>) -> Result<Sheet> {
    let mut workbook = open(bytes)?;
    check_strings(bytes)?;
    if let Some(name) = sheet {
        let csv = read(&mut workbook, name)?.into_csv()?;
        return Ok(Sheet { name: name.to_owned(), csv, passed_over: Vec::new() });
    }
    let mut passed_over = Vec::new();
    let mut fallback: Option<(String, Grid)> = None;
    for sheet in workbook.sheets_metadata().to_vec() {
        let why = if sheet.typ != SheetType::WorkSheet {
            PassedOver::NoCells
        } else if sheet.visible != SheetVisible::Visible {
            PassedOver::Hidden
        } else {
            let grid = read(&mut workbook, &sheet.name)?;
            if grid.is_table() {
                return Ok(Sheet { name: sheet.name, csv: grid.into_csv()?, passed_over });
            }
            if fallback.as_ref().is_none_or(|(_, known)| known.is_empty() && !grid.is_empty()) {
                fallback = Some((sheet.name.clone(), grid));
            }
            PassedOver::NoTable
        };
        passed_over.push((sheet.name, why));
    }
    let (name, grid) = fallback.ok_or(Error::NO_SHEET)?;
    passed_over.retain(|(other, _)| *other != name);
    Ok(Sheet { name, csv: grid.into_csv()?, passed_over })
}

/// The cells of a sheet, those of merged regions repeated downwards.
fn read(workbook: &mut Workbook<'_>, name: &str) -> Result<Grid> {
    let is_1904 = workbook.has_1904_epoch();
    let mut grid = Grid::default();
    let merged = workbook.merge_cells_by_sheet_name(name).map_err(|error| refused(&error))?;
    let mut cells = workbook.worksheet_cells_reader(name).map_err(|error| refused(&error))?;
    let shown: Vec<Option<Shown>> = cells.styles().iter().map(shown).collect();
    while let Some((found, style)) = cells.next_cell_with_style_id().map_err(|error| refused(&error))? {
        let value = found.get_value();
        if let DataRef::SharedString(text) = value {
            grid.add_shared(found.get_position(), text.as_ptr() as usize, |out| cell(out, text))?;
            continue;
        }
        let kind = match value {
            DataRef::Empty | DataRef::Error(_) => continue,
            DataRef::Float(number) if is_1904 => Kind::Number(*number),
            DataRef::Int(number) if is_1904 => Kind::Number(*number as f64),
            DataRef::Float(_) | DataRef::Int(_) => Kind::Amount,
            DataRef::DateTime(date) if date.is_datetime() => Kind::Date,
            _ => Kind::Text,
        };
        let shown = shown.get(style).and_then(Option::as_ref);
        grid.add(found.get_position(), kind, |out| match (shown, value) {
            (Some(shown), DataRef::Float(number)) => write_shown(out, *number, shown),
            (Some(shown), DataRef::Int(number)) => write_shown(out, *number as f64, shown),
            _ => write(out, value),
        })?;
    }
    if is_1904 {
        grid.write_dates(|out, serial| {
            date_time(out, &ExcelDateTime::new(serial, ExcelDateTimeType::DateTime, true));
        });
    }
    grid.repeat_down(merged.iter().map(|region| (region.start, region.end.0)))?;
    Ok(grid)
}

/// Looks whether every shared string has a number: the reader takes what is none for the first string.
fn check_strings(bytes: &[u8]) -> Result<()> {
    let mut archive = archive::open(bytes)?;
    let names = archive::names(&archive);
    for name in
        names.iter().filter(|name| name.contains("worksheets/") && name.rsplit('.').next() == Some("xml"))
    {
        let Some(xml) = archive::part(&mut archive, name)? else { continue };
        let mut reader = quick_xml::Reader::from_str(&xml);
        let (mut is_shared, mut in_value) = (false, false);
        loop {
            match reader.read_event().map_err(|_| Error::DAMAGED)? {
                Event::Eof => break,
                Event::Start(element) => match element.local_name().as_ref() {
                    "c" => is_shared = attribute(&element, "t").as_deref() == Some("s"),
                    "v" => in_value = is_shared,
                    _ => {}
                },
                Event::End(element) if element.local_name().as_ref() == "v" => in_value = false,
                Event::Text(text) if in_value => {
                    let text = text.into_inner();
                    if !text.is_empty() && text.parse::<u32>().is_err() {
                        return Err(Error::DAMAGED);
                    }
                }
                _ => {}
            }
        }
    }
    Ok(())
}

fn write(out: &mut Vec<u8>, value: &DataRef<'_>) {
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

/// A number as its format shows it: with its currency, or as a percentage.
fn write_shown(out: &mut Vec<u8>, value: f64, shown: &Shown) {
    match shown {
        Shown::Currency(sign) => {
            out.extend_from_slice(sign.as_bytes());
            number(out, value);
        }
        Shown::Percent => {
            // A hundred times 0.07 is seven, whatever its last bits say.
            number(out, (value * 1e12).round() / 1e10);
            out.push(b'%');
        }
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
