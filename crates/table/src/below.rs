//! What the first records below a header tell of its columns.

use super::csv::{Batch, Record, Splitter};
use super::date::{DateCell, Zone, date};
use super::header::{Cells, Header};
use super::name::{clean, is_blank};
use super::number::{NumberCell, number};
use super::stages::answer;
use super::unit::{Unit, money_unit};

/// Says of each header whether the cells below answer yes or no, and what most of them are. Where the first record
/// below is a line of units, the columns are in them; whether it is comes back.
pub fn look_below(headers: &mut [Header], splitter: &mut Splitter, buffer: &[u8]) -> bool {
    /// Records that tell.
    const SAMPLE: usize = 20;
    let mut below = Batch::default();
    splitter.peek(buffer, SAMPLE, &mut below);
    let mut records: Vec<Record<'_>> =
        below.records(0..below.len(), buffer).iter().filter(|record| !record.is_blank()).collect();
    let units = records.first().and_then(units_of);
    if let Some(units) = &units {
        records.remove(0);
        for (header, unit) in headers.iter_mut().zip(units) {
            header.unit = header.unit.or(*unit);
        }
    }
    for (column, header) in headers.iter_mut().enumerate() {
        look_at(header, column, &records);
    }
    units.is_some()
}

/// Looks at the cells of one column.
fn look_at(header: &mut Header, column: usize, records: &[Record<'_>]) {
    let (mut all, mut answers, mut dates, mut blank_dates) = (0, 0, 0, 0);
    for record in records {
        let cell = record.text(column);
        if is_blank(&cell) {
            continue;
        }
        all += 1;
        header.is_utc |=
            cell.len() > 10 && ["Z", "+00:00", "+0000", "UTC", "GMT"].iter().any(|end| cell.ends_with(end));
        answers += usize::from(answer(&cell).is_some());
        match date(&cell, Zone::CHINA) {
            DateCell::Blank => blank_dates += 1,
            DateCell::Time(_) | DateCell::DayOrMonth { .. } if !is_count(&cell) => dates += 1,
            _ => {}
        }
        if let NumberCell::Value(written) = number(&cell) {
            header.numbers.extend(written.with_point.or(written.with_comma));
        }
    }
    if all == 0 {
        return;
    }
    if answers == all {
        header.ask();
    }
    header.cells = if dates > 0 && 2 * (dates + blank_dates) > all {
        Cells::Dates
    } else if 2 * header.numbers.len() > all {
        Cells::Numbers
    } else {
        Cells::Words
    };
}

/// Whether a cell is a plain number, which may be a date of a spreadsheet and is an amount more often.
fn is_count(cell: &str) -> bool {
    cell.len() < 8 && cell.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

/// The unit that each cell of a line of units states; `None` where a cell is anything else.
fn units_of(record: &Record<'_>) -> Option<Vec<Option<Unit>>> {
    const OTHERS: [&str; 16] = [
        "%", "个", "家", "人", "天", "次", "件", "台", "套", "笔", "单", "文本", "日期", "数字", "date",
        "text",
    ];
    let unit = |cell: &str| {
        let inner = cell.trim_matches(|c: char| "()（）[]【】".contains(c)).trim().to_lowercase();
        let known = money_unit(&inner);
        (known.is_some() || inner.is_empty() || OTHERS.contains(&inner.as_str())).then_some(known)
    };
    let units: Option<Vec<Option<Unit>>> = (0..record.len()).map(|i| unit(&clean(&record.text(i)))).collect();
    units.filter(|units| units.iter().any(Option::is_some))
}
