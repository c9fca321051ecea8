//! Drives the bytes of a file, whole or in chunks, through a data set's rows.

use super::above::{Above, NOTHING_ABOVE, means_above};
use super::below::look_below;
use super::csv::{self, Batch, Record, Records, Splitter, Step};
use super::encoding;
use super::header::{Header, headers};
use super::options::{Choices, HEADER_WITHIN};
use super::quality::{Decision, Quality};
use super::unit::{Unit, unit_of_line};
use planscore_base::error::{Error, Result};
use planscore_base::locale::{Phrase, Text};

/// How much of a file is looked at before its columns are decided.
const HEAD: usize = 64 * 1024;

/// Bytes that are read at once.
pub const CHUNK: usize = 256 * 1024;

/// Bytes that tell how long rows are.
const ENOUGH: usize = 32 * 1024;

/// Records that are split before the first of them is taken.
pub const BATCH: usize = 64;

/// Bytes within which these records must end.
const LONGEST_HEAD: usize = 4 << 20;

/// A data set that is filled row by row.
pub trait Rows {
    /// Decides the columns from a header record; `stated` is the unit that a line above it names.
    ///
    /// # Errors
    /// Says what is missing or in doubt; the reader then tries the next record.
    fn columns(&mut self, headers: &[Header], stated: Option<Unit>) -> Result<()>;

    /// How many columns are understood.
    fn known(&self) -> usize;

    /// Whether a record reads as a row: what it must have is there.
    fn is_row(&self, record: &Record<'_>) -> bool;

    /// Takes one record that is not blank; `row` counts from 1 in the user's file.
    fn row(&mut self, row: usize, record: &Record<'_>);

    /// Takes records, at most [`BATCH`], of which the first is at `row`: what they need from far away in
    /// memory can be fetched for all at once.
    fn batch(&mut self, row: usize, records: Records<'_>) {
        let mut above = None;
        for (row, record) in (row..).zip(records.iter()).filter(|(_, record)| !record.is_blank()) {
            self.row_below(row, record, &mut above);
        }
        self.keep_above(above);
    }

    /// Takes one record that is not blank; `above` is the one before it, where that is not kept already.
    fn row_below<'a>(&mut self, row: usize, record: Record<'a>, above: &mut Option<Record<'a>>) {
        if !means_above(&record) {
            self.row(row, &record);
            *above = Some(record);
            return;
        }
        let mut kept = std::mem::take(self.above());
        if let Some(above) = above.take() {
            kept.keep(&above);
        }
        if let Some(filled) = kept.fill(&record).then(|| kept.record()).flatten() {
            self.row(row, &filled);
        } else {
            let (code, zh, en) = NOTHING_ABOVE;
            self.quality().leave_out(code, row, None, "", || Phrase::new(zh, en));
        }
        *self.above() = kept;
    }

    /// Keeps the last record of a batch for the next one.
    fn keep_above(&mut self, last: Option<Record<'_>>) {
        if let Some(last) = last {
            self.above().keep(&last);
        }
    }

    /// The record above.
    fn above(&mut self) -> &mut Above;

    /// Makes room for about so many rows in all.
    fn reserve(&mut self, _rows: usize) {}

    /// Where problems and decisions are noted.
    fn quality(&mut self) -> &mut Quality;

    /// What the caller decided.
    fn choices(&self) -> &Choices;
}

/// A data set as a whole: what it is read with, and what it becomes.
pub trait DataSet: Rows + Sized {
    /// How to read it.
    type Options;
    /// What it is once it is read.
    type Data;

    /// One that is empty.
    ///
    /// # Errors
    /// An option that is none.
    fn open(options: Self::Options) -> Result<Self>;

    /// Decides what had to wait for the whole file.
    ///
    /// # Errors
    /// No usable row, or too many.
    fn close(self) -> Result<Self::Data>;
}

/// Reads a file chunk by chunk, from its UTF-8 bytes, with no more memory than what is kept of it.
pub struct Reader<R> {
    rows: R,
    source: Source,
}

/// Splits bytes into records and hands them to a data set.
#[derive(Default)]
pub struct Source {
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

impl<R: DataSet> Reader<R> {
    /// A reader without any bytes yet.
    ///
    /// # Errors
    /// An option that is none.
    pub fn new(options: R::Options) -> Result<Self> {
        let rows = R::open(options)?;
        let delimiter = rows.choices().delimiter;
        Ok(Self { rows, source: Source { delimiter, ..Source::default() } })
    }

    /// Says how many bytes there will be, so that columns need not grow into new memory.
    pub fn expect(&mut self, bytes: usize) {
        self.source.expected = Some(bytes);
    }

    /// Says from which encoding the bytes have been decoded, if not from UTF-8.
    pub fn decoded(&mut self, encoding: &str) {
        let text =
            Phrase::new(format!("文件按 {encoding} 编码读取"), format!("the file was read as {encoding}"));
        let decision = Decision::new("table/encoding", 0, text).option("encoding", "utf-8 / gb18030");
        self.rows.quality().decide(decision);
    }

    /// Takes the next bytes, cut anywhere.
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

    /// Whether the header has been found, so that the columns are decided.
    pub fn is_started(&self) -> bool {
        self.source.started
    }

    /// The data set and the row before the next one, where all bytes so far are whole records.
    pub(super) fn between_records(&mut self) -> Option<(&mut R, &mut usize)> {
        let Source { started, filled, row, .. } = &mut self.source;
        (*started && *filled == 0).then_some((&mut self.rows, row))
    }

    /// The data set with its columns decided, and what splits bytes into its records.
    pub(super) fn into_parts(self) -> Option<(R, Source)> {
        self.source.started.then_some((self.rows, self.source))
    }

    /// Ends the file.
    ///
    /// # Errors
    /// No columns recognised, no usable row, or too many.
    pub fn finish(mut self) -> Result<R::Data> {
        self.source.read(&mut self.rows, true)?;
        self.rows.close()
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
            self.started = self.start(rows, buffer, last)?;
            if !self.started {
                self.buffer = bytes;
                return Ok(());
            }
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

    /// Splits other bytes, which begin with a record.
    pub(super) fn restart(&mut self, buffer: &[u8]) {
        self.splitter.start(buffer, 0, self.delimiter.unwrap_or(b','));
    }

    /// Where the next record starts.
    pub(super) fn at(&self) -> usize {
        self.splitter.at()
    }

    /// The records that were split last.
    pub(super) fn records<'a>(&'a self, buffer: &'a [u8]) -> Records<'a> {
        self.batch.records(0..self.batch.len(), buffer)
    }

    /// Splits the next records; whether the last one has a quote that is none.
    pub(super) fn split(&mut self, rows: &dyn Rows, buffer: &[u8], last: bool) -> bool {
        self.batch.clear();
        let mut stray = false;
        while self.batch.len() < BATCH && !stray {
            let at = self.splitter.at();
            match self.splitter.step(buffer, last, &mut self.batch) {
                Step::Record => {}
                Step::Lines if !self.holds_rows(rows, buffer) => {}
                Step::Lines => {
                    let step = self.splitter.split_plainly(at, buffer, last, &mut self.batch);
                    stray = step != Step::End;
                    if !stray {
                        break;
                    }
                }
                Step::StrayQuote => stray = true,
                Step::End => break,
            }
        }
        stray
    }

    /// Splits and takes the next records; false if there is none.
    fn batch(&mut self, rows: &mut dyn Rows, buffer: &[u8], last: bool) -> bool {
        let stray = self.split(rows, buffer, last);
        let (first, count) = (self.row + 1, self.batch.len());
        self.row += count;
        let sound = count - usize::from(stray);
        rows.batch(first, self.batch.records(0..sound, buffer));
        if stray {
            note_stray_quote(rows, self.row);
            rows.batch(self.row, self.batch.records(sound..count, buffer));
        }
        count > 0
    }

    /// Whether a cell of several lines, in the record split last, holds rows: its quote was none.
    fn holds_rows(&self, rows: &dyn Rows, buffer: &[u8]) -> bool {
        let last = self.batch.len() - 1;
        let delimiter = self.delimiter.unwrap_or(b',');
        let is_row = |line: &[u8]| {
            let (mut splitter, mut batch) = (Splitter::default(), Batch::default());
            splitter.start(line, 0, delimiter);
            splitter.step(line, true, &mut batch);
            batch.records(0..batch.len(), line).iter().any(|record| rows.is_row(&record))
        };
        let mut records = self.batch.records(last..last + 1, buffer).iter();
        records.any(|record| record.further_lines().any(is_row))
    }

    /// Splits one record, which is then the only one of the batch; false if there is none.
    fn step(&mut self, buffer: &[u8], last: bool) -> bool {
        self.batch.clear();
        let step = self.splitter.step(buffer, last, &mut self.batch);
        self.row += self.batch.len();
        step != Step::End
    }

    /// Whether the beginning of a file has a header that a data set understands.
    pub fn has_header(rows: &mut dyn Rows, head: &[u8]) -> bool {
        Self::default().start(rows, head, true).unwrap_or(false)
    }

    /// Finds the delimiter and the header within the first records, and stops behind it; false where more
    /// bytes have to tell.
    fn start(&mut self, rows: &mut dyn Rows, buffer: &[u8], last: bool) -> Result<bool> {
        let mut at = if buffer.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
        if let Some(what) = encoding::other_file(&buffer[at..]) {
            return Err(what.into());
        }
        let mut above = 0;
        // Excel's own way of naming the delimiter.
        if let Some(&[delimiter, b'\r' | b'\n', ..]) = buffer[at..].strip_prefix(b"sep=") {
            let delimiter = *self.delimiter.get_or_insert(delimiter);
            self.splitter.start(buffer, at, delimiter);
            self.step(buffer, last);
            (at, above) = (self.splitter.at(), self.row);
        }
        let head = &buffer[at..buffer.len().min(at + HEAD)];
        let whole = head.iter().rposition(|&b| b == b'\n').map_or(head.len(), |end| end + 1);
        let mut candidates =
            self.delimiter.map_or_else(|| csv::delimiters(&head[..whole]).to_vec(), |one| vec![one]);
        // Those that stand nowhere split the lines alike: one of them is enough.
        let mut has_absent = false;
        candidates.retain(|one| buffer.contains(one) || !std::mem::replace(&mut has_absent, true));
        let mut search = Search::default();
        // Lines of labels with their values (客户：甲) are no header unless nothing else is.
        for labels in [false, true] {
            for &delimiter in &candidates {
                self.splitter.start(buffer, at, delimiter);
                self.row = above;
                if self.find_header(rows, buffer, last, labels, &mut search) {
                    if self.delimiter.is_none() {
                        rows.quality().decide(delimiter_decision(delimiter));
                    }
                    self.delimiter = Some(delimiter);
                    return Ok(true);
                }
            }
        }
        if search.cut && !last && buffer.len() < LONGEST_HEAD {
            self.row = 0;
            self.splitter = Splitter::default();
            return Ok(false);
        }
        Err(search.refusal.map_or_else(
            || Error::format("file/empty", "文件是空的", "the file is empty"),
            |(_, error)| error,
        ))
    }

    /// Finds the header under one delimiter.
    fn find_header(
        &mut self,
        rows: &mut dyn Rows,
        buffer: &[u8],
        last: bool,
        labels: bool,
        search: &mut Search,
    ) -> bool {
        let given = rows.choices().header_row;
        let mut above: Vec<(usize, String)> = Vec::new();
        let mut stated: Option<Unit> = None;
        let mut groups: Option<Vec<Header>> = None;
        for _ in 0..HEADER_WITHIN {
            if !self.step(buffer, last) {
                search.cut = true;
                return false;
            }
            let records = self.batch.records(0..1, buffer);
            let Some(record) = records.iter().find(|record| !record.is_blank()) else { continue };
            let mut headers = headers(&record);
            let is_remark = headers.first().is_some_and(|first| first.written.starts_with('#'));
            let may_be =
                given.map_or(!is_remark && labels == headers.iter().any(is_label), |row| row == self.row);
            let mut has_units = false;
            let found = if may_be {
                has_units = look_below(&mut headers, &mut self.splitter, buffer);
                if let Some(groups) = &groups {
                    group_units(&mut headers, groups);
                }
                rows.columns(&headers, stated)
            } else {
                Err(no_header(&headers))
            };
            match found {
                Ok(()) => {
                    tell_head(rows, self.row, &headers, &above);
                    if has_units {
                        self.pass_units(rows, buffer, last);
                    }
                    return true;
                }
                Err(error) => search.refuse(&headers, error.in_row(self.row)),
            }
            let written: Vec<&str> =
                headers.iter().map(|h| h.written.as_str()).filter(|w| !w.is_empty()).collect();
            stated = unit_of_line(&written.join(" ")).or(stated);
            groups = (written.len() > 1).then(|| headers.clone());
            above.push((self.row, written.first().map_or_else(String::new, |first| (*first).to_owned())));
        }
        false
    }

    /// Passes over the line of units below the header, which belongs to it.
    fn pass_units(&mut self, rows: &mut dyn Rows, buffer: &[u8], last: bool) {
        while self.step(buffer, last) {
            let records = self.batch.records(0..1, buffer);
            let Some(record) = records.iter().find(|record| !record.is_blank()) else { continue };
            let cells: Vec<_> = (0..record.len()).map(|i| record.text(i)).collect();
            let text = Text {
                zh: "表头下面一行是各列的单位，已按单位换算",
                en: "the line below the header names the units of the columns",
            };
            rows.quality().decide(Decision::new("table/unit-line", 0, text).example(&cells.join(",")));
            return;
        }
    }
}

/// 客户信息,,成交信息（万元）, above the names of columns: the unit that a group of columns has, for those without one of
/// their own. A group goes on to the right over cells without a name.
fn group_units(headers: &mut [Header], groups: &[Header]) {
    let mut unit = None;
    for (header, group) in headers.iter_mut().zip(groups) {
        if !group.written.is_empty() {
            unit = group.unit;
        }
        header.unit = header.unit.or(unit);
    }
}

/// Notes that a quote in a row is none.
pub(super) fn note_stray_quote(rows: &mut dyn Rows, row: usize) {
    rows.quality().issues.note("csv/stray-quote", Some(row), None, None, || {
        Phrase::new(
            "引号没有在分隔符或行尾前闭合，按普通字符读取",
            "a quote is closed by no delimiter and no line end; read as an ordinary character",
        )
    });
}

/// What a search for the header came to.
#[derive(Default)]
struct Search {
    /// The refusal of the record with the most names, and how many.
    refusal: Option<(usize, Error)>,
    /// Whether the bytes ended before all records were seen.
    cut: bool,
}

impl Search {
    fn refuse(&mut self, headers: &[Header], error: Error) {
        let named = headers.iter().filter(|header| !header.written.is_empty()).count();
        if self.refusal.as_ref().is_none_or(|(most, _)| named > *most) {
            self.refusal = Some((named, error));
        }
    }
}

/// Whether a cell is a label with its value (客户：甲), as they stand above tables.
fn is_label(header: &Header) -> bool {
    let parts = header.written.split_once('：').or_else(|| header.written.split_once(": "));
    parts.is_some_and(|(label, value)| {
        !label.contains(['(', '（']) && !label.trim().is_empty() && !value.trim().is_empty()
    })
}

fn no_header(headers: &[Header]) -> Error {
    let found = headers.iter().map(|h| h.written.as_str()).take(10).collect::<Vec<_>>().join(", ");
    Error::format(
        "columns/missing",
        format!("找不到表头；这一行是：{found}"),
        format!("no header was found; this line says: {found}"),
    )
}

/// Tells where the header stands and what is above it.
fn tell_head(rows: &mut dyn Rows, row: usize, headers: &[Header], above: &[(usize, String)]) {
    // A line that says it is a remark is taken for one without a word.
    for (row, text) in above.iter().filter(|(_, text)| !text.starts_with('#')) {
        rows.quality().issues.note("table/above-header", Some(*row), None, Some(text), || {
            Phrase::new("表头上方的说明行，未计入", "a line above the header, left out")
        });
    }
    let names = headers.iter().map(|h| h.written.as_str()).collect::<Vec<_>>().join(", ");
    let text = Phrase::new(format!("第 {row} 行是表头"), format!("line {row} is the header"));
    let decision =
        Decision::new("table/header", above.len(), text).example(&names).option("headerRow", "1 – 51");
    rows.quality().decide(decision);
}

fn delimiter_decision(delimiter: u8) -> super::quality::Draft {
    let (zh, en) = match delimiter {
        b'\t' => ("制表符", "a tab"),
        b';' => ("分号", "a semicolon"),
        b'|' => ("竖线", "a bar"),
        _ => ("逗号", "a comma"),
    };
    let text = Phrase::new(format!("列之间的分隔符是{zh}"), format!("{en} stands between columns"));
    let example = char::from(delimiter).to_string();
    Decision::new("table/delimiter", 0, text).example(&example).option("delimiter", ", ; | \\t").remedy(
        Text {
            zh: "如果列错位，请用选项 delimiter 指定分隔符",
            en: "if columns are shifted, name the delimiter with the option delimiter",
        },
    )
}

/// Reads a whole file at once.
///
/// # Errors
/// As [`Reader::new`] and [`Reader::finish`].
pub fn read_all<R: DataSet>(options: R::Options, bytes: &[u8]) -> Result<R::Data> {
    let mut reader = Reader::<R>::new(options)?;
    reader.expect(bytes.len());
    reader.push(bytes)?;
    reader.finish()
}
