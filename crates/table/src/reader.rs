//! Drives the bytes of a file, whole or in chunks, through a data set's rows.

use super::csv::{self, Batch, Record, Records, Splitter, Step};
use super::header::{Header, headers};
use super::issues::Issues;
use planscore_base::error::{Error, Result};
use planscore_base::locale::Phrase;

/// How much of a file is looked at before its columns are decided.
const HEAD: usize = 64 * 1024;

/// Bytes that are read at once.
const CHUNK: usize = 256 * 1024;

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

    /// Takes one record that is not blank; `row` counts from 1 in the user's file.
    fn row(&mut self, row: usize, record: &Record<'_>);

    /// Takes records, at most [`BATCH`], of which the first is at `row`: what they need from far away in
    /// memory can be fetched for all at once.
    fn batch(&mut self, row: usize, records: Records<'_>) {
        for (row, record) in (row..).zip(records.iter()).filter(|(_, record)| !record.is_blank()) {
            self.row(row, &record);
        }
    }

    /// Makes room for about so many rows in all.
    fn reserve(&mut self, _rows: usize) {}

    /// Where problems are noted.
    fn issues(&mut self) -> &mut Issues;
}

/// Fills a data set from the UTF-8 bytes of a file.
pub struct Reader<R> {
    rows: R,
    source: Source,
}

/// Splits bytes into records and hands them to a data set.
#[derive(Default)]
struct Source {
    delimiter: Option<u8>,
    /// Bytes that are not part of a complete record yet, so many, and room for the next ones.
    buffer: Vec<u8>,
    filled: usize,
    started: bool,
    row: usize,
    splitter: Splitter,
    batch: Batch,
    /// How many bytes there are in all, if that is known and no room is made for them yet.
    expected: Option<usize>,
}

impl<R: Rows> Reader<R> {
    /// A reader that fills `rows`; without a delimiter, it is recognised.
    pub fn new(rows: R, delimiter: Option<u8>) -> Self {
        Self { rows, source: Source { delimiter, ..Source::default() } }
    }

    /// Says how many bytes there will be, so that columns need not grow into new memory.
    pub fn expect(&mut self, bytes: usize) {
        self.source.expected = Some(bytes);
    }

    /// Takes the next bytes.
    ///
    /// # Errors
    /// Once the head of the file is there: no columns recognised.
    pub fn push(&mut self, bytes: &[u8]) -> Result<()> {
        bytes
            .chunks(CHUNK)
            .try_for_each(|chunk| self.push_with(chunk.len(), |room| room.copy_from_slice(chunk)))
    }

    /// Takes the next bytes, so many, from a caller that writes them where they are read.
    ///
    /// # Errors
    /// As [`Reader::push`].
    pub fn push_with(&mut self, length: usize, write: impl FnOnce(&mut [u8])) -> Result<()> {
        write(self.source.room(length));
        if self.source.started || self.source.filled >= HEAD {
            self.source.read(&mut self.rows, false)?;
        }
        Ok(())
    }

    /// Reads what is left and gives the filled data set back.
    ///
    /// # Errors
    /// No columns recognised.
    pub fn finish(mut self) -> Result<R> {
        self.source.read(&mut self.rows, true)?;
        Ok(self.rows)
    }
}

impl Source {
    /// Room for so many more bytes, which count as filled.
    fn room(&mut self, length: usize) -> &mut [u8] {
        let from = self.filled;
        self.filled += length;
        if self.buffer.len() < self.filled {
            self.buffer.resize(self.filled, 0);
        }
        &mut self.buffer[from..self.filled]
    }

    /// Reads every complete record; what is left moves to the front of the buffer.
    fn read(&mut self, rows: &mut dyn Rows, last: bool) -> Result<()> {
        let mut bytes = std::mem::take(&mut self.buffer);
        let buffer = &bytes[..self.filled];
        if self.started {
            self.splitter.start(buffer, 0, self.delimiter.unwrap_or(b','));
        } else {
            self.start(rows, buffer, last)?;
            self.started = true;
        }
        while self.batch(rows, buffer, last) {
            if self.splitter.at() >= ENOUGH
                && let Some(expected) = self.expected.take()
            {
                let count = expected as f64 * self.row as f64 / self.splitter.at() as f64;
                rows.reserve((count * 1.02) as usize);
            }
        }
        let at = self.splitter.at();
        bytes.copy_within(at..self.filled, 0);
        (self.buffer, self.filled) = (bytes, self.filled - at);
        Ok(())
    }

    /// Splits and takes the next records; false if there is none.
    fn batch(&mut self, rows: &mut dyn Rows, buffer: &[u8], last: bool) -> bool {
        self.batch.clear();
        let mut stray = false;
        while self.batch.len() < BATCH && !stray {
            match self.splitter.step(buffer, last, &mut self.batch) {
                Step::Record => {}
                Step::StrayQuote => stray = true,
                Step::End => break,
            }
        }
        let (first, count) = (self.row + 1, self.batch.len());
        self.row += count;
        let sound = count - usize::from(stray);
        rows.batch(first, self.batch.records(0..sound, buffer));
        if stray {
            self.note_stray_quote(rows);
            rows.batch(self.row, self.batch.records(sound..count, buffer));
        }
        count > 0
    }

    /// Notes that a quote in the record split last never closes.
    fn note_stray_quote(&self, rows: &mut dyn Rows) {
        rows.issues().note("csv/stray-quote", Some(self.row), None, None, || {
            Phrase::new("引号没有闭合，按普通字符读取", "a quote never closes; read as an ordinary character")
        });
    }

    /// Splits one record, which is then the only one of the batch; false if there is none.
    fn step(&mut self, rows: &mut dyn Rows, buffer: &[u8], last: bool) -> bool {
        self.batch.clear();
        let step = self.splitter.step(buffer, last, &mut self.batch);
        self.row += self.batch.len();
        if step == Step::StrayQuote {
            self.note_stray_quote(rows);
        }
        step != Step::End
    }

    /// Finds the header within the first records, and stops behind it.
    fn start(&mut self, rows: &mut dyn Rows, buffer: &[u8], last: bool) -> Result<()> {
        let mut at = if buffer.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
        // Excel's own way of naming the delimiter.
        if let Some(&[delimiter, b'\r' | b'\n', ..]) = buffer[at..].strip_prefix(b"sep=") {
            let delimiter = *self.delimiter.get_or_insert(delimiter);
            self.splitter.start(buffer, at, delimiter);
            self.step(rows, buffer, last);
            at = self.splitter.at();
        }
        if self.delimiter.is_none() {
            let head = &buffer[at..buffer.len().min(at + HEAD)];
            let whole = head.iter().rposition(|&b| b == b'\n').map_or(head.len(), |end| end + 1);
            self.delimiter = Some(csv::sniff_delimiter(&head[..whole]));
        }
        self.splitter.start(buffer, at, self.delimiter.unwrap_or(b','));
        let mut refusal: Option<(usize, Error)> = None;
        let mut above: Vec<(usize, String)> = Vec::new();
        for _ in 0..HEADER_WITHIN {
            if !self.step(rows, buffer, last) {
                break;
            }
            let records = self.batch.records(0..1, buffer);
            let Some(record) = records.iter().find(|record| !record.is_blank()) else { continue };
            let headers = headers(&record);
            match rows.columns(&headers) {
                Ok(()) => {
                    for (row, text) in above {
                        rows.issues().note("table/above-header", Some(row), None, Some(&text), || {
                            Phrase::new("表头上方的说明行，未计入", "a line above the header, left out")
                        });
                    }
                    return Ok(());
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
    reader.push(bytes)?;
    reader.finish()
}

/// Whether a cell marks a row of totals.
pub fn is_total(text: &str) -> bool {
    let text = text.trim().trim_end_matches([':', '：']);
    matches!(text, "合计" | "总计" | "小计" | "共计" | "汇总" | "合計" | "總計" | "小計")
        || ["total", "grand total", "subtotal", "sum"].iter().any(|t| text.eq_ignore_ascii_case(t))
}
