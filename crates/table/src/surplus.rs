//! Rows that are wider than their header: a delimiter in a cell without quotes has cut it in two (1,020.00).

use super::csv::Record;
use super::header::Header;

/// The first cell that is too much in a record, if there is one; `numbers` are the columns that a comma may have cut.
pub fn surplus(record: &Record<'_>, headers: &[Header], numbers: &[Option<usize>]) -> Option<String> {
    let beyond = (headers.len()..record.len()).map(|i| record.text(i)).find(|cell| !cell.is_empty());
    if let Some(cell) = beyond {
        return Some(cell.into_owned());
    }
    // A cell too many, though an empty one, or a column without a name may hide what was cut off.
    let named = headers.iter().rposition(|header| !header.written.is_empty()).map_or(0, |last| last + 1);
    let is_wider = record.len() > headers.len();
    let cut = numbers.iter().flatten().find(|&&column| {
        (is_wider || column + 1 >= named)
            && column + 1 < record.len()
            && is_head(&record.text(column))
            && is_rest(&record.text(column + 1))
    });
    cut.map(|column| record.text(column + 1).into_owned())
}

/// Whether a cell ends with up to three digits and nothing behind them.
fn is_head(cell: &str) -> bool {
    let digits = cell.bytes().rev().take_while(u8::is_ascii_digit).count();
    (1..=3).contains(&digits) && !cell.contains('.')
}

/// Whether a cell is three digits, perhaps with decimals.
fn is_rest(cell: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, decimals) = cell.split_once('.').unwrap_or((cell, "0"));
    whole.len() == 3 && digits(whole) && digits(decimals)
}
