//! Drives the bytes of a file, whole or in chunks, through a data set's rows.

use super::csv::{self, Field, Record, Step};
use super::header::{Header, headers};
use super::issues::Issues;
use crate::error::{Error, Result};
use crate::locale::Phrase;

/// How much of a file is looked at before its columns are decided.
const HEAD: usize = 64 * 1024;

/// Bytes that tell how long rows are.
const ENOUGH: usize = 32 * 1024;

/// Records that are split before the first of them is taken.
pub const BATCH: usize = 64;

/// In how many of the first records the header may stand.
const HEADER_WITHIN: usize = 20;

/// A data set that is filled row by row.
pub trait Rows {
    /// Decides the columns from a header record.
    ///
    /// # Errors
    /// Says what is missing or in doubt; the reader then tries the next record.
    fn columns(&mut self, headers: &[Header]) -> Result<()>;

    /// Looks at records, at most [`BATCH`], before they are taken in turn: what they need from far away in
    /// memory can be fetched for all at once.
    fn ahead<'a>(&mut self, _row: usize, _records: impl Iterator<Item = Record<'a>>) {}

    /// Takes one record; `row` counts from 1 in the user's file.
    fn row(&mut self, row: usize, record: &Record<'_>);

    /// Makes room for about so many rows in all.
    fn reserve(&mut self, _rows: usize) {}

    /// Where problems are noted.
    fn issues(&mut self) -> &mut Issues;
}

/// Splits UTF-8 bytes into records and hands them to a data set.
pub struct Reader<R> {
    rows: R,
    delimiter: Option<u8>,
    /// Bytes that are not part of a complete record yet.
    carry: Vec<u8>,
    started: bool,
    row: usize,
    /// The cells of each record of a batch.
    fields: Vec<Vec<Field>>,
    /// How many bytes there are in all, if that is known and no room is made for them yet.
    expected: Option<usize>,
}

impl<R: Rows> Reader<R> {
    /// A reader that fills `rows`; without a delimiter, it is recognised.
    pub fn new(rows: R, delimiter: Option<u8>) -> Self {
        Self {
            rows,
            delimiter,
            carry: Vec::new(),
            started: false,
            row: 0,
            fields: vec![Vec::new(); BATCH],
            expected: None,
        }
    }

    /// Says how many bytes there will be, so that columns need not grow into new memory.
    pub fn expect(&mut self, bytes: usize) {
        self.expected = Some(bytes);
    }

    /// Takes the next bytes.
    ///
    /// # Errors
    /// Once the head of the file is there: no columns recognised.
    pub fn push(&mut self, chunk: &[u8]) -> Result<()> {
        if self.carry.is_empty() && (self.started || chunk.len() >= HEAD) {
            let used = self.read(chunk, false)?;
            self.carry.extend_from_slice(&chunk[used..]);
            return Ok(());
        }
        self.carry.extend_from_slice(chunk);
        if !self.started && self.carry.len() < HEAD {
            return Ok(());
        }
        let carry = std::mem::take(&mut self.carry);
        let used = self.read(&carry, false)?;
        self.carry = carry;
        self.carry.drain(..used);
        Ok(())
    }

    /// Reads what is left and gives the filled data set back.
    ///
    /// # Errors
    /// No columns recognised.
    pub fn finish(mut self) -> Result<R> {
        let carry = std::mem::take(&mut self.carry);
        self.read(&carry, true)?;
        Ok(self.rows)
    }

    /// Reads every complete record; returns how many bytes they took.
    fn read(&mut self, buffer: &[u8], last: bool) -> Result<usize> {
        let mut at = 0;
        if !self.started {
            at = self.start(buffer, last)?;
            self.started = true;
        }
        loop {
            let first = self.row;
            let mut stray = false;
            while self.row - first < BATCH && !stray {
                let Some(next) = self.split(buffer, at, last, self.row - first) else { break };
                (at, stray) = next;
            }
            let batch = &self.fields[..self.row - first];
            if batch.is_empty() {
                return Ok(at);
            }
            self.rows.ahead(first + 1, batch.iter().map(|fields| csv::record(buffer, fields)));
            for row in first + 1..=self.row {
                if stray && row == self.row {
                    self.note_stray_quote();
                }
                let record = csv::record(buffer, &self.fields[row - first - 1]);
                if !record.is_blank() {
                    self.rows.row(row, &record);
                }
            }
            if at >= ENOUGH
                && let Some(expected) = self.expected.take()
            {
                let rows = expected as f64 * self.row as f64 / at as f64;
                self.rows.reserve((rows * 1.02) as usize);
            }
        }
    }

    /// Notes that a quote in the record split last never closes.
    fn note_stray_quote(&mut self) {
        self.rows.issues().note("csv/stray-quote", Some(self.row), None, None, || {
            Phrase::new("引号没有闭合，按普通字符读取", "a quote never closes; read as an ordinary character")
        });
    }

    /// Splits one record into the first place of `self.fields`; the start of the next one.
    fn step(&mut self, buffer: &[u8], at: usize, last: bool) -> Option<usize> {
        let (next, stray) = self.split(buffer, at, last, 0)?;
        if stray {
            self.note_stray_quote();
        }
        Some(next)
    }

    /// Splits one record into a place of `self.fields`; the start of the next one, and whether a quote in
    /// it never closes.
    #[inline]
    fn split(&mut self, buffer: &[u8], at: usize, last: bool, place: usize) -> Option<(usize, bool)> {
        let delimiter = self.delimiter.unwrap_or(b',');
        let next = match csv::read_record(buffer, at, delimiter, last, &mut self.fields[place]) {
            Step::Record { next } => (next, false),
            Step::StrayQuote { next } => (next, true),
            Step::Incomplete | Step::End => return None,
        };
        self.row += 1;
        Some(next)
    }

    /// Finds the header within the first records; returns where the rows after it start.
    fn start(&mut self, buffer: &[u8], last: bool) -> Result<usize> {
        let mut at = if buffer.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
        // Excel's own way of naming the delimiter.
        if let Some(&[delimiter, b'\r' | b'\n', ..]) = buffer[at..].strip_prefix(b"sep=") {
            self.delimiter.get_or_insert(delimiter);
            at = self.step(buffer, at, last).unwrap_or(at);
        }
        if self.delimiter.is_none() {
            let head = &buffer[at..buffer.len().min(at + HEAD)];
            let whole = head.iter().rposition(|&b| b == b'\n').map_or(head.len(), |end| end + 1);
            self.delimiter = Some(csv::sniff_delimiter(&head[..whole]));
        }
        let mut refusal: Option<(usize, Error)> = None;
        let mut above: Vec<(usize, String)> = Vec::new();
        for _ in 0..HEADER_WITHIN {
            let Some(next) = self.step(buffer, at, last) else { break };
            at = next;
            let record = csv::record(buffer, &self.fields[0]);
            if record.is_blank() {
                continue;
            }
            let headers = headers(&record);
            match self.rows.columns(&headers) {
                Ok(()) => {
                    for (row, text) in above {
                        self.rows.issues().note("table/above-header", Some(row), None, Some(&text), || {
                            Phrase::new("表头上方的说明行，未计入", "a line above the header, left out")
                        });
                    }
                    return Ok(at);
                }
                Err(error) => {
                    let named = headers.iter().filter(|h| !h.written.is_empty()).count();
                    if refusal.as_ref().is_none_or(|(most, _)| named > *most) {
                        refusal = Some((named, error.in_row(self.row)));
                    }
                }
            }
            above.push((self.row, record.text(0).into_owned()));
        }
        Err(refusal.map_or_else(
            || Error::format("file/empty", "文件是空的", "the file is empty"),
            |(_, error)| error,
        ))
    }
}

/// Reads a whole file at once.
///
/// # Errors
/// As [`Reader::push`].
pub fn read_all<R: Rows>(rows: R, delimiter: Option<u8>, bytes: &[u8]) -> Result<R> {
    let mut reader = Reader::new(rows, delimiter);
    reader.expect(bytes.len());
    reader.read(bytes, true)?;
    Ok(reader.rows)
}

/// Whether a cell marks a row of totals.
pub fn is_total(text: &str) -> bool {
    let text = text.trim().trim_end_matches([':', '：']);
    matches!(text, "合计" | "总计" | "小计" | "共计" | "汇总" | "合計" | "總計" | "小計")
        || ["total", "grand total", "subtotal", "sum"].iter().any(|t| text.eq_ignore_ascii_case(t))
}
