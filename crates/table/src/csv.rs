//! Bytes to records (RFC 4180, read leniently): any delimiter, quotes, line breaks inside quotes,
//! LF, CRLF and CR.

use std::borrow::Cow;
use std::ops::Range;

/// Longest record; a quote that opens and does not close within it was no quote.
pub const MAX_RECORD: usize = 1 << 20;

/// One cell: a range of the buffer, without its enclosing quotes.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    start: usize,
    end: usize,
    /// The cell contains doubled quotes.
    escaped: bool,
}

impl Field {
    /// As two numbers.
    pub fn packed(&self) -> [u32; 2] {
        [self.start as u32, (self.end as u32) << 1 | u32::from(self.escaped)]
    }

    /// Out of two numbers; `None` where that is no range of so many bytes.
    pub fn unpacked([start, end]: [u32; 2], bytes: usize) -> Option<Self> {
        let field = Self { start: start as usize, end: (end >> 1) as usize, escaped: end & 1 == 1 };
        (field.start <= field.end && field.end <= bytes).then_some(field)
    }
}

/// The cells of one record over the buffer they lie in.
#[derive(Clone, Copy)]
pub struct Record<'a> {
    buffer: &'a [u8],
    fields: &'a [Field],
}

impl<'a> Record<'a> {
    /// How many cells the record has.
    pub fn len(&self) -> usize {
        self.fields.len()
    }

    /// A cell, trimmed; empty beyond the last. Bytes that are not UTF-8 become U+FFFD.
    pub fn text(&self, index: usize) -> Cow<'a, str> {
        let Some(field) = self.fields.get(index) else { return Cow::Borrowed("") };
        let bytes = &self.buffer[field.start..field.end];
        if field.escaped {
            return Cow::Owned(String::from_utf8_lossy(unescaped(bytes).trim_ascii()).into_owned());
        }
        let bytes = bytes.trim_ascii();
        // Nearly all is UTF-8, and telling so is quicker than looking for where it is not.
        std::str::from_utf8(bytes).map_or_else(|_| String::from_utf8_lossy(bytes), Cow::Borrowed)
    }

    /// A cell's bytes as they stand in the file, where no doubled quote is to be taken out.
    #[inline]
    pub fn raw(&self, index: usize) -> Option<&'a [u8]> {
        let field = self.fields.get(index)?;
        (!field.escaped).then(|| &self.buffer[field.start..field.end])
    }

    /// The lines behind the first of its cells between quotes, as bytes.
    pub fn further_lines(&self) -> impl Iterator<Item = &'a [u8]> {
        let cells = self.fields.iter().map(|field| &self.buffer[field.start..field.end]);
        cells
            .flat_map(|cell| cell.split(|&byte| byte == b'\n' || byte == b'\r').skip(1))
            .filter(|line| !line.is_empty())
    }

    /// Whether every cell is empty or white space.
    pub fn is_blank(&self) -> bool {
        self.fields.iter().all(|f| self.buffer[f.start..f.end].trim_ascii().is_empty())
    }
}

/// Halves doubled quotes.
fn unescaped(bytes: &[u8]) -> Vec<u8> {
    let mut text = Vec::with_capacity(bytes.len());
    let mut rest = bytes.iter().copied().peekable();
    while let Some(byte) = rest.next() {
        text.push(byte);
        if byte == b'"' && rest.peek() == Some(&b'"') {
            rest.next();
        }
    }
    text
}

/// Records of one buffer, one after another.
#[derive(Default)]
pub struct Batch {
    fields: Vec<Field>,
    /// Where each record's cells end.
    ends: Vec<usize>,
}

impl Batch {
    /// How many records there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Adds a record of cells that are apart already; the buffer takes their text.
    pub fn add<'a>(&mut self, cells: impl Iterator<Item = &'a str>, buffer: &mut Vec<u8>) {
        for cell in cells {
            let start = buffer.len();
            buffer.extend_from_slice(cell.as_bytes());
            self.fields.push(Field { start, end: buffer.len(), escaped: false });
        }
        self.ends.push(self.fields.len());
    }

    /// Adds a record as it stands; the buffer takes its text.
    pub fn copy(&mut self, record: &Record<'_>, buffer: &mut Vec<u8>) {
        let first = record.fields.first().map_or(0, |field| field.start);
        let end = record.fields.last().map_or(first, |field| field.end);
        let at = buffer.len();
        buffer.extend_from_slice(&record.buffer[first..end]);
        let moved = |place: usize| place - first + at;
        let fields = record.fields.iter();
        self.fields.extend(fields.map(|f| Field { start: moved(f.start), end: moved(f.end), ..*f }));
        self.ends.push(self.fields.len());
    }

    /// Cells, and where those of each record end; `None` where they do not go together.
    pub fn of(fields: Vec<Field>, ends: Vec<usize>) -> Option<Self> {
        let is_sound = ends.is_sorted() && ends.last().copied().unwrap_or(0) == fields.len();
        is_sound.then_some(Self { fields, ends })
    }

    /// The cells of all records.
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// Where each record's cells end.
    pub fn ends(&self) -> &[usize] {
        &self.ends
    }

    /// Makes it empty.
    pub fn clear(&mut self) {
        self.fields.clear();
        self.ends.clear();
    }

    /// Some of the records, over the buffer they were split from.
    pub fn records<'a>(&'a self, range: Range<usize>, buffer: &'a [u8]) -> Records<'a> {
        let first = if range.start == 0 { 0 } else { self.ends[range.start - 1] };
        Records { buffer, fields: &self.fields, first, ends: &self.ends[range] }
    }
}

/// Records over the buffer they lie in.
#[derive(Clone, Copy)]
pub struct Records<'a> {
    buffer: &'a [u8],
    fields: &'a [Field],
    first: usize,
    ends: &'a [usize],
}

impl<'a> Records<'a> {
    /// The records in turn.
    #[inline]
    pub fn iter(self) -> impl Iterator<Item = Record<'a>> {
        let mut start = self.first;
        self.ends.iter().map(move |&end| {
            let fields = &self.fields[start..end];
            start = end;
            Record { buffer: self.buffer, fields }
        })
    }
}

/// How reading one record went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// A record was read.
    Record,
    /// As [`Step::Record`], with a cell of several lines between quotes.
    Lines,
    /// As [`Step::Record`], but a quote in it is closed by no delimiter and no line end: it was read as an
    /// ordinary character.
    StrayQuote,
    /// The buffer ends before the record does, or nothing is left.
    End,
}

/// Splits a buffer into records.
///
/// Only delimiters, quotes and line breaks say where cells end, so all of them are found first, 64 bytes at a
/// time, and everything else is never looked at.
#[derive(Default)]
pub struct Splitter {
    delimiter: u8,
    /// Where delimiters, quotes and line breaks are, and how many: beyond them is only room.
    marks: Vec<usize>,
    found: usize,
    /// Where the next record starts, and its first mark.
    at: usize,
    mark: usize,
}

impl Splitter {
    /// Starts over with a buffer, at `from`.
    pub fn start(&mut self, buffer: &[u8], from: usize, delimiter: u8) {
        (self.delimiter, self.at, self.mark, self.found) = (delimiter, from, 0, 0);
        let (blocks, rest) = buffer[from..].as_chunks();
        let mut base = from;
        for block in blocks {
            self.note(base, marks(block, delimiter));
            base += BLOCK;
        }
        let mut block = [0; BLOCK];
        block[..rest.len()].copy_from_slice(rest);
        self.note(base, marks(&block, delimiter) & ((1 << rest.len()) - 1));
    }

    /// Notes the marks of a block that starts at `base`.
    #[inline]
    fn note(&mut self, base: usize, mut marks: u64) {
        let found = self.found;
        self.found += marks.count_ones() as usize;
        if self.marks.len() < found + BLOCK {
            self.marks.resize((2 * found).max(4 * BLOCK), 0);
        }
        for place in &mut self.marks[found..found + BLOCK] {
            if marks == 0 {
                break;
            }
            *place = base + marks.trailing_zeros() as usize;
            marks &= marks - 1;
        }
    }

    /// Where the next record starts.
    pub fn at(&self) -> usize {
        self.at
    }

    /// Splits the next records, so many, without going on to them.
    pub fn peek(&mut self, buffer: &[u8], count: usize, batch: &mut Batch) {
        let (at, mark) = (self.at, self.mark);
        while batch.len() < count && self.step(buffer, true, batch) != Step::End {}
        (self.at, self.mark) = (at, mark);
    }

    /// Splits the next record of the buffer into a batch. `last` says that no more bytes will come.
    #[inline]
    pub fn step(&mut self, buffer: &[u8], last: bool, batch: &mut Batch) -> Step {
        self.split(buffer, last, true, batch)
    }

    /// Splits the record at `at` once more, with every quote an ordinary character: what stood between
    /// quotes was no cell but rows. It takes the place of the record split last.
    pub fn split_plainly(&mut self, at: usize, buffer: &[u8], last: bool, batch: &mut Batch) -> Step {
        batch.ends.pop();
        batch.fields.truncate(batch.ends.last().copied().unwrap_or(0));
        self.mark = self.marks[..self.found].partition_point(|&mark| mark < at);
        self.at = at;
        match self.split(buffer, last, false, batch) {
            Step::End => Step::End,
            _ => Step::StrayQuote,
        }
    }

    /// Splits one record; [`Step::End`] where the buffer ends first.
    #[inline]
    fn split(&mut self, buffer: &[u8], last: bool, quotes: bool, batch: &mut Batch) -> Step {
        if self.at >= buffer.len() {
            return Step::End;
        }
        let first = batch.fields.len();
        let Some((at, mark, step)) = self.cells(buffer, last, quotes, &mut batch.fields) else {
            batch.fields.truncate(first);
            return Step::End;
        };
        (self.at, self.mark) = (at, mark);
        batch.ends.push(batch.fields.len());
        step
    }

    /// The cells of one record; where the next one starts, its first mark, and how it went.
    #[inline]
    fn cells(
        &self,
        buffer: &[u8],
        last: bool,
        quotes: bool,
        fields: &mut Vec<Field>,
    ) -> Option<(usize, usize, Step)> {
        let marks = &self.marks[..self.found];
        let (mut at, mut mark) = (self.at, self.mark);
        let mut step = Step::Record;
        loop {
            let mut field = Field { start: at, end: at, escaped: false };
            let mut closing = None;
            if marks.get(mark).is_some_and(|&place| buffer[place] == b'"') {
                if quotes && marks[mark] == at {
                    match self.quoted(buffer, mark, last)? {
                        Some(quoted) => {
                            (mark, field.escaped) = (quoted.mark, quoted.doubled);
                            closing = Some(marks[mark]);
                            field.start += 1;
                            mark += 1;
                            if quoted.lines && step == Step::Record {
                                step = Step::Lines;
                            }
                        }
                        None => step = Step::StrayQuote,
                    }
                }
                // Other quotes are characters like any other.
                let is_quote = |&place: &usize| buffer[place] == b'"' && self.delimiter != b'"';
                while marks.get(mark).is_some_and(is_quote) {
                    mark += 1;
                }
            }
            let end = marks.get(mark).copied().or(last.then_some(buffer.len()))?;
            // Blanks may stand between a closing quote and what ends its cell.
            field.end = closing.unwrap_or(end);
            fields.push(field);
            (at, mark) = (end + 1, mark + 1);
            match buffer.get(end) {
                None => return Some((end, mark, step)),
                Some(&byte) if byte == self.delimiter => {}
                Some(b'\r') => match buffer.get(at) {
                    Some(b'\n') => return Some((at + 1, mark + 1, step)),
                    None if !last => return None,
                    _ => return Some((at, mark, step)),
                },
                Some(_) => return Some((at, mark, step)),
            }
        }
    }

    /// The cell between quotes that opens at a mark: `Some(None)` where the quote is an ordinary character,
    /// because none closes it in front of a delimiter or a line end; `None` where more bytes have to tell.
    #[expect(clippy::option_option, reason = "the outer one is for the question mark")]
    #[inline]
    fn quoted(&self, buffer: &[u8], opening: usize, last: bool) -> Option<Option<Quoted>> {
        let marks = &self.marks[..self.found];
        let before = self.at + MAX_RECORD;
        let mut quoted = Quoted { mark: opening, doubled: false, lines: false };
        loop {
            quoted.mark += 1;
            let Some(&place) = marks.get(quoted.mark) else {
                return (last || buffer.len() >= before).then_some(None);
            };
            if place >= before {
                return Some(None);
            }
            if buffer[place] != b'"' {
                quoted.lines |= buffer[place] == b'\n' || buffer[place] == b'\r';
                continue;
            }
            match buffer.get(place + 1) {
                Some(b'"') => {
                    quoted.doubled = true;
                    quoted.mark += 1;
                }
                None => return last.then_some(Some(quoted)),
                Some(_) => {
                    let rest = &buffer[place + 1..];
                    let is_blank = |byte: u8| (byte == b' ' || byte == b'\t') && byte != self.delimiter;
                    let blanks = rest.iter().take_while(|&&byte| is_blank(byte)).count();
                    return match rest.get(blanks) {
                        None if !last => None,
                        Some(&byte) if byte != self.delimiter && byte != b'\n' && byte != b'\r' => Some(None),
                        _ => Some(Some(quoted)),
                    };
                }
            }
        }
    }
}

/// A cell between quotes.
struct Quoted {
    /// The mark of the closing quote.
    mark: usize,
    /// Whether there are doubled quotes in it.
    doubled: bool,
    /// Whether it has several lines.
    lines: bool,
}

/// Bytes that are looked at together.
const BLOCK: usize = 64;

/// Which bytes of a block are the delimiter, a quote or a line break, the lowest bit for the first byte.
#[cfg(target_arch = "wasm32")]
#[target_feature(enable = "simd128")]
fn marks(block: &[u8; BLOCK], delimiter: u8) -> u64 {
    use core::arch::wasm32::{u8x16_bitmask, u8x16_eq, u8x16_splat, u64x2, v128_or};
    let of = [delimiter, b'"', b'\n', b'\r'].map(|byte| u8x16_splat(byte));
    let mut marks = 0;
    for (i, part) in block.as_chunks::<16>().0.iter().enumerate() {
        let part = u128::from_le_bytes(*part);
        let part = u64x2(part as u64, (part >> 64) as u64);
        let is = of.map(|byte| u8x16_eq(part, byte));
        let found = u8x16_bitmask(v128_or(v128_or(is[0], is[1]), v128_or(is[2], is[3])));
        marks |= u64::from(found) << (16 * i);
    }
    marks
}

/// The same eight bytes at a time: a byte is zero where neither it nor what is carried out of its lower
/// seven bits sets its highest (Hacker's Delight, section 6-1); a product gathers these bits.
#[cfg(not(target_arch = "wasm32"))]
fn marks(block: &[u8; BLOCK], delimiter: u8) -> u64 {
    const LOW: u64 = 0x0101_0101_0101_0101;
    const SEVEN: u64 = 0x7F7F_7F7F_7F7F_7F7F;
    let mut marks = 0;
    for (i, word) in block.as_chunks::<8>().0.iter().enumerate() {
        let word = u64::from_le_bytes(*word);
        let none = [delimiter, b'"', b'\n', b'\r'].iter().fold(u64::MAX, |none, &byte| {
            let word = word ^ (u64::from(byte) * LOW);
            none & (((word & SEVEN) + SEVEN) | word)
        });
        let found = ((!none >> 7) & LOW).wrapping_mul(0x0102_0408_1020_4080) >> 56;
        marks |= found << (8 * i);
    }
    marks
}

/// Comma, tab, semicolon and bar, in the order in which they split the first records evenly. Records with a cell
/// that begins with another of them are not split by it: tabs may stand behind every cell of a file with commas.
pub fn delimiters(head: &[u8]) -> [u8; 4] {
    const ALL: [u8; 4] = *b",\t;|";
    let is_whole =
        |cell: &str, delimiter: u8| !cell.bytes().next().is_some_and(|c| c != delimiter && ALL.contains(&c));
    let mut splitter = Splitter::default();
    let mut evenness = |delimiter: u8| {
        splitter.start(head, 0, delimiter);
        let (mut batch, mut widths) = (Batch::default(), Vec::new());
        while widths.len() < 20 && splitter.step(head, true, &mut batch) != Step::End {
            let records = batch.records(0..1, head).iter().filter(|record| !record.is_blank());
            widths.extend(records.map(|record| {
                let is_split = (0..record.len()).all(|i| is_whole(&record.text(i), delimiter));
                if is_split { record.len() } else { 1 }
            }));
            batch.clear();
        }
        let widest = widths.iter().copied().max().unwrap_or(1);
        let even = widths.iter().filter(|&&w| w == widest).count();
        if widest > 1 { (even, widest) } else { (0, 0) }
    };
    let mut delimiters = ALL;
    delimiters.sort_by_cached_key(|&delimiter| std::cmp::Reverse(evenness(delimiter)));
    delimiters
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        read(text.as_bytes(), true).0
    }

    /// The records, and where they end.
    fn read(text: &[u8], last: bool) -> (Vec<Vec<String>>, usize) {
        let (mut splitter, mut batch) = (Splitter::default(), Batch::default());
        splitter.start(text, 0, b',');
        while splitter.step(text, last, &mut batch) != Step::End {}
        let records = batch.records(0..batch.len(), text).iter();
        let cells = records.map(|record| (0..record.len()).map(|i| record.text(i).into_owned()).collect());
        (cells.collect(), splitter.at())
    }

    #[test]
    fn quotes_and_line_ends() {
        assert_eq!(
            rows("a,b\r\n1,\"x,\ny\"\"z\"\r2,\"q\"t\n"),
            [["a", "b"], ["1", "x,\ny\"z"], ["2", "\"q\"t"]]
        );
        assert_eq!(rows("a,\n,b"), [["a", ""], ["", "b"]]);
        assert_eq!(rows("5\" pipe,1\n"), [["5\" pipe", "1"]]);
    }

    #[test]
    fn a_quote_that_never_closes_swallows_no_rows() {
        assert_eq!(rows("a,\"b\nc,d\n"), [["a", "\"b"], ["c", "d"]]);
    }

    #[test]
    fn a_quote_that_closes_before_a_letter_is_text() {
        assert_eq!(rows("1,\"5寸\n2,ok\n3,\"6寸\"\n"), [["1", "\"5寸"], ["2", "ok"], ["3", "6寸"]]);
        assert_eq!(rows("\"a\" ,b\n"), [["a", "b"]]);
        assert_eq!(rows("\"a\"\t\n\"b\"\n"), [["a"], ["b"]]);
    }

    #[test]
    fn cut_anywhere_gives_the_same_records() {
        let text = "客户,\"a\"\"b\"\r\n\"x\ny\",2\r\n";
        for cut in 0..text.len() {
            let at = read(&text.as_bytes()[..cut], false).1;
            assert_eq!([&rows(&text[..0]), &rows(text)[..]].concat().len(), 2);
            let done = text[..at].matches("\r\n").count();
            assert_eq!(
                rows(std::str::from_utf8(&text.as_bytes()[at..]).unwrap()),
                rows(text)[done..],
                "{cut}"
            );
        }
    }

    #[test]
    fn marks_are_found_wherever_they_stand() {
        for length in 1..2 * BLOCK {
            let name = "\u{ff0c}".repeat(length);
            let text = format!("{name},\"{name}\"\r{name}\n");
            assert_eq!(rows(&text), [vec![name.clone(), name.clone()], vec![name.clone()]], "{length}");
        }
    }

    #[test]
    fn delimiters_are_recognised() {
        assert_eq!(delimiters(b"a\tb\n1,5\t2\n")[0], b'\t');
        assert_eq!(delimiters(b"title\na;b;c\n1;2;3\n")[0], b';');
        assert_eq!(delimiters(b"one column\n")[0], b',');
        assert_eq!(delimiters(b"a\t,b\t\n1\t,2\t\n")[0], b',');
    }
}
