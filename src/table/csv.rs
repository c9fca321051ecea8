//! Bytes to records (RFC 4180, read leniently): any delimiter, quotes, line breaks inside quotes,
//! LF, CRLF and CR.

use std::borrow::Cow;

/// Longest record; a quote that opens and does not close within it was no quote.
pub const MAX_RECORD: usize = 1 << 20;

/// One cell: a range of the buffer, without its enclosing quotes.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    start: usize,
    end: usize,
    /// The cell contains doubled quotes or text after its closing quote.
    escaped: bool,
}

/// The cells of one record over the buffer they lie in.
#[derive(Clone, Copy)]
pub struct Record<'a> {
    buffer: &'a [u8],
    fields: &'a [Field],
}

impl<'a> Record<'a> {
    /// How many cells the record has.
    #[inline]
    pub fn len(&self) -> usize {
        self.fields.len()
    }

    /// A cell, trimmed; empty beyond the last. Bytes that are not UTF-8 become U+FFFD.
    #[inline]
    pub fn text(&self, index: usize) -> Cow<'a, str> {
        match self.bytes(index) {
            Cow::Borrowed(bytes) => String::from_utf8_lossy(bytes.trim_ascii()),
            Cow::Owned(bytes) => Cow::Owned(String::from_utf8_lossy(bytes.trim_ascii()).into_owned()),
        }
    }

    /// A cell's bytes as they stand in the file, where no doubled quote is to be taken out.
    #[inline]
    pub fn raw(&self, index: usize) -> Option<&'a [u8]> {
        let field = self.fields.get(index)?;
        (!field.escaped).then(|| &self.buffer[field.start..field.end])
    }

    #[inline]
    fn bytes(&self, index: usize) -> Cow<'a, [u8]> {
        let Some(field) = self.fields.get(index) else { return Cow::Borrowed(&[]) };
        let bytes = &self.buffer[field.start..field.end];
        if field.escaped { Cow::Owned(unescaped(bytes)) } else { Cow::Borrowed(bytes) }
    }

    /// Whether every cell is empty or white space.
    #[inline]
    pub fn is_blank(&self) -> bool {
        self.fields.iter().all(|f| self.buffer[f.start..f.end].trim_ascii().is_empty())
    }
}

/// Drops the closing quote and halves doubled ones.
fn unescaped(bytes: &[u8]) -> Vec<u8> {
    let mut text = Vec::with_capacity(bytes.len());
    let mut open = true;
    let mut rest = bytes.iter().copied().peekable();
    while let Some(byte) = rest.next() {
        if byte != b'"' || !open {
            text.push(byte);
        } else if rest.peek() == Some(&b'"') {
            text.push(b'"');
            rest.next();
        } else {
            open = false;
        }
    }
    text
}

/// How reading one record went.
#[derive(Debug, PartialEq, Eq)]
pub enum Step {
    /// A record was read; the next one starts at `next`.
    Record { next: usize },
    /// As [`Step::Record`], but a quote in it never closes: it was read as an ordinary character.
    StrayQuote { next: usize },
    /// The buffer ends before the record does.
    Incomplete,
    /// Nothing is left.
    End,
}

/// Reads the record that starts at `from`. `last` says that no more bytes will come.
#[inline]
pub fn read_record(buffer: &[u8], from: usize, delimiter: u8, last: bool, fields: &mut Vec<Field>) -> Step {
    if from >= buffer.len() {
        return if last { Step::End } else { Step::Incomplete };
    }
    match split(buffer, from, delimiter, last, true, fields) {
        Some(next) => Step::Record { next },
        None if !last && buffer.len() - from < MAX_RECORD => Step::Incomplete,
        None => match split(buffer, from, delimiter, true, false, fields) {
            Some(next) => Step::StrayQuote { next },
            None => Step::End,
        },
    }
}

/// Splits one record; `None` where the buffer (cut to [`MAX_RECORD`] inside quotes) ends first.
fn split(
    buffer: &[u8],
    from: usize,
    delimiter: u8,
    last: bool,
    quotes: bool,
    fields: &mut Vec<Field>,
) -> Option<usize> {
    fields.clear();
    let mut at = from;
    loop {
        let quoted = quotes && buffer.get(at) == Some(&b'"');
        let start = if quoted { at + 1 } else { at };
        let mut escaped = false;
        if quoted {
            at = start;
            loop {
                let window = &buffer[at..buffer.len().min(from + MAX_RECORD).max(at)];
                at += window.iter().position(|&b| b == b'"')?;
                if buffer.get(at + 1) != Some(&b'"') {
                    break;
                }
                escaped = true;
                at += 2;
            }
            if at + 1 >= buffer.len() && !last {
                return None;
            }
        }
        let closing = at;
        if quoted {
            at += 1;
        }
        let stop = position(&buffer[at.min(buffer.len())..], [delimiter, b'\n', b'\r']);
        let (end, ended_by) = match stop {
            Some(offset) => (at + offset, buffer.get(at + offset).copied()),
            None if last => (buffer.len(), None),
            None => return None,
        };
        if quoted && end == closing + 1 {
            fields.push(Field { start, end: closing, escaped });
        } else {
            fields.push(Field { start, end, escaped: quoted });
        }
        match ended_by {
            None => return Some(end),
            Some(b) if b == delimiter => at = end + 1,
            Some(b'\r') => {
                return match buffer.get(end + 1) {
                    Some(b'\n') => Some(end + 2),
                    None if !last => None,
                    _ => Some(end + 1),
                };
            }
            Some(_) => return Some(end + 1),
        }
    }
}

/// The place of the first byte that is one of three, eight bytes at a time (the exact test for a zero
/// byte of Hacker's Delight, section 6-1, finds the lowest one).
#[inline]
pub fn position(bytes: &[u8], of: [u8; 3]) -> Option<usize> {
    const LOW: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let patterns = of.map(|byte| u64::from(byte) * LOW);
    let mut words = bytes.chunks_exact(8);
    let mut at = 0;
    for word in &mut words {
        let word =
            u64::from_le_bytes([word[0], word[1], word[2], word[3], word[4], word[5], word[6], word[7]]);
        let zero = |pattern: u64| (word ^ pattern).wrapping_sub(LOW) & !(word ^ pattern) & HIGH;
        let found = zero(patterns[0]) | zero(patterns[1]) | zero(patterns[2]);
        if found != 0 {
            return Some(at + found.trailing_zeros() as usize / 8);
        }
        at += 8;
    }
    words.remainder().iter().position(|byte| of.contains(byte)).map(|offset| at + offset)
}

/// The delimiter that splits the first records most evenly: comma, tab, semicolon or bar.
pub fn sniff_delimiter(head: &[u8]) -> u8 {
    let evenness = |delimiter: u8| {
        let (mut fields, mut at, mut widths) = (Vec::new(), 0, Vec::new());
        while let Step::Record { next } | Step::StrayQuote { next } =
            read_record(head, at, delimiter, true, &mut fields)
        {
            at = next;
            if !(Record { buffer: head, fields: &fields }).is_blank() {
                widths.push(fields.len());
            }
            if widths.len() == 20 {
                break;
            }
        }
        let widest = widths.iter().copied().max().unwrap_or(1);
        let even = widths.iter().filter(|&&w| w == widest).count();
        if widest > 1 { (even, widest) } else { (0, 0) }
    };
    let mut best = (b',', evenness(b','));
    for delimiter in *b"\t;|" {
        let found = evenness(delimiter);
        if found > best.1 {
            best = (delimiter, found);
        }
    }
    best.0
}

/// A record over its buffer.
#[inline]
pub fn record<'a>(buffer: &'a [u8], fields: &'a [Field]) -> Record<'a> {
    Record { buffer, fields }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        let (mut fields, mut at, mut rows) = (Vec::new(), 0, Vec::new());
        while let Step::Record { next } | Step::StrayQuote { next } =
            read_record(text.as_bytes(), at, b',', true, &mut fields)
        {
            at = next;
            let record = record(text.as_bytes(), &fields);
            rows.push((0..record.len()).map(|i| record.text(i).into_owned()).collect());
        }
        rows
    }

    #[test]
    fn quotes_and_line_ends() {
        assert_eq!(rows("a,b\r\n1,\"x,\ny\"\"z\"\r2,\"q\"t\n"), [["a", "b"], ["1", "x,\ny\"z"], ["2", "qt"]]);
        assert_eq!(rows("a,\n,b"), [["a", ""], ["", "b"]]);
        assert_eq!(rows("5\" pipe,1\n"), [["5\" pipe", "1"]]);
    }

    #[test]
    fn a_quote_that_never_closes_swallows_no_rows() {
        assert_eq!(rows("a,\"b\nc,d\n"), [["a", "\"b"], ["c", "d"]]);
    }

    #[test]
    fn cut_anywhere_gives_the_same_records() {
        let text = "客户,\"a\"\"b\"\r\n\"x\ny\",2\r\n";
        for cut in 0..text.len() {
            let (mut fields, mut at) = (Vec::new(), 0);
            while let Step::Record { next } =
                read_record(&text.as_bytes()[..cut], at, b',', false, &mut fields)
            {
                at = next;
            }
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
    fn delimiters_are_recognised() {
        assert_eq!(sniff_delimiter(b"a\tb\n1,5\t2\n"), b'\t');
        assert_eq!(sniff_delimiter(b"title\na;b;c\n1;2;3\n"), b';');
        assert_eq!(sniff_delimiter(b"one column\n"), b',');
    }
}
