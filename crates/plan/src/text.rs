//! The text as the checker reads it: one folded character for each that counts, each knowing its place.
//!
//! Full width becomes half width, traditional becomes simplified (for the characters of our words),
//! emphasis marks, carriage returns, zero-width characters and comments drop out; places always
//! count in the text as the user has it.

use std::sync::OnceLock;

use super::lexicon::{self, Hit, Word};
use serde::{Deserialize, Serialize};

/// A place in the text: UTF-16 offsets as JavaScript counts them, UTF-8 offsets as Rust does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Span {
    /// UTF-16 offset of the first unit.
    pub start: usize,
    /// UTF-16 offset after the last unit.
    pub end: usize,
    /// Line, from 1.
    pub line: usize,
    /// Column in UTF-16 units, from 1.
    pub column: usize,
    /// UTF-8 offset of the first byte.
    pub byte_start: usize,
    /// UTF-8 offset after the last byte.
    pub byte_end: usize,
}

/// One line of the source, or a section of a line that holds several: the range of its folded characters and its place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    pub start: usize,
    pub end: usize,
    /// Begins with a heading that shares its source line with others.
    pub folded: bool,
    /// Stands in bold from end to end.
    pub bold: bool,
    /// The source line, from 0, and where that begins.
    source: usize,
    /// The kinds of words in it.
    kinds: u64,
    start16: usize,
    end8: usize,
    end16: usize,
}

/// What a `planscore-ignore` comment silences.
#[derive(Debug, Clone)]
pub(super) struct Ignore {
    /// The source line it speaks of, from 0; `None` for the whole text.
    pub line: Option<usize>,
    /// The codes; empty for all.
    pub codes: Vec<String>,
}

pub(super) struct Text<'a> {
    pub source: &'a str,
    pub chars: Vec<char>,
    places: Vec<(u32, u32)>,
    pub lines: Vec<Line>,
    /// Every known word, from one scan.
    hits: Vec<Hit>,
    pub ignores: Vec<Ignore>,
}

/// Pairs of a traditional character and its simplified form, for the words that the checker knows.
const TRADITIONAL: &str = include_str!("traditional.txt");

fn simplified() -> &'static [char] {
    static TABLE: OnceLock<Vec<char>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = vec!['\0'; 0x5300];
        let mut chars = TRADITIONAL.chars().filter(|c| !c.is_whitespace());
        while let (Some(from), Some(to)) = (chars.next(), chars.next()) {
            if let Some(slot) = (from as usize).checked_sub(0x4e00).and_then(|at| table.get_mut(at)) {
                *slot = to;
            }
        }
        table
    })
}

/// What a line may hold that drops out: `<!--`, `**` or `__`, a backslash or code mark.
const COMMENT: u8 = 1;
const EMPHASIS: u8 = 2;
const ESCAPE: u8 = 4;

/// The folded form of a character; `None` drops it.
fn fold(c: char, table: &[char]) -> Option<char> {
    Some(match c {
        ' '..='~' => c,
        '\u{4e00}'..='\u{9fff}' => match table.get(c as usize - 0x4e00) {
            Some(&simple) if simple != '\0' => simple,
            _ => c,
        },
        // The wide bar parts what is said; it makes no table.
        '\u{ff5c}' => c,
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        // Where columns are set apart they stay so.
        '\t' | '\u{3000}' => '\t',
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' => ' ',
        '\r' | '\u{feff}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{fe00}'..='\u{fe0f}' => {
            return None;
        }
        '\u{fe6a}' => '%',
        '\u{2236}' | '\u{fe55}' | '\u{fe13}' => ':',
        '\u{ff61}' => '。',
        '\u{2212}' | '\u{fe63}' => '-',
        '\u{2013}' | '\u{2014}' | '\u{2015}' => '—',
        '「' | '『' => '“',
        '」' | '』' => '”',
        '\u{301c}' => '~',
        other => other,
    })
}

/// True of a line in bold from end to end: **目标**.
fn bold(line: &str) -> bool {
    let inner = line.trim().strip_prefix("**").and_then(|rest| rest.strip_suffix("**"));
    inner.is_some_and(|inner| !inner.is_empty() && !inner.contains("**"))
}

impl<'a> Text<'a> {
    pub fn new(source: &'a str) -> Self {
        let table = simplified();
        let guess = source.len() / 2;
        let mut text = Text {
            source,
            chars: Vec::with_capacity(guess),
            places: Vec::with_capacity(guess),
            lines: Vec::new(),
            hits: Vec::with_capacity(guess / 4),
            ignores: Vec::new(),
        };
        let (mut at16, mut at8) = (0usize, 0usize);
        let mut in_comment = false;
        for line in source.split_inclusive('\n') {
            let content = line.trim_end_matches(['\n', '\r']);
            let start = text.chars.len();
            let start16 = at16;
            let mut marks = 0u8;
            let mut wide = false;
            for c in content.chars() {
                if let Some(mut folded) = fold(c, table) {
                    // Several wide blanks set apart no more than one does.
                    if c == '\u{3000}' && (wide || text.chars[start..].last() == Some(&'\t')) {
                        folded = ' ';
                    }
                    wide = c == '\u{3000}';
                    text.chars.push(folded);
                    text.places.push((at8 as u32, at16 as u32));
                }
                marks |= match c {
                    '<' => COMMENT,
                    '*' | '_' => EMPHASIS,
                    '\\' | '`' => ESCAPE,
                    _ => 0,
                };
                at8 += c.len_utf8();
                at16 += c.len_utf16();
            }
            let (end8, end16) = (at8, at16);
            at8 += line.len() - content.len();
            at16 += line.len() - content.len();
            let comments = in_comment || marks & COMMENT != 0;
            let has_ignore = comments && content.contains("planscore-ignore");
            if has_ignore {
                text.read_ignore(start);
            }
            if comments {
                in_comment = text.drop_comments(start, in_comment);
            }
            if marks & EMPHASIS != 0 {
                text.drop_emphasis(start);
            }
            if marks & ESCAPE != 0 {
                text.drop_escapes(start);
            }
            let kinds = lexicon::scan(&text.chars, start, &mut text.hits);
            let (end, source) = (text.chars.len(), text.lines.len());
            text.lines.push(Line {
                start,
                end,
                folded: false,
                bold: bold(content),
                source,
                kinds,
                start16,
                end8,
                end16,
            });
            // Nothing that is read goes on from one line into the next.
            text.chars.push('\n');
            text.places.push((end8 as u32, end16 as u32));
            if has_ignore
                && let Some(ignore) = text.ignores.last_mut()
                && ignore.line.is_some()
            {
                // A comment alone on its line speaks of the next one.
                let alone = text.chars[start..end].iter().all(|c| c.is_whitespace());
                ignore.line = Some(text.lines.len() - 1 + usize::from(alone));
            }
        }
        text
    }

    /// Begins a line at each of these characters, with a heading or not; places still count in the source.
    pub fn unfold(&mut self, breaks: &[(usize, bool)]) {
        let mut lines = Vec::with_capacity(self.lines.len() + breaks.len());
        let mut breaks = breaks.iter().copied().peekable();
        for &(mut line) in &self.lines {
            while let Some((at, heading)) = breaks.next_if(|(at, _)| *at < line.end) {
                if at > line.start {
                    let last = self.span(at - 1, at);
                    let (end, end8, end16) = (at, last.byte_end, last.end);
                    let kinds = self.kinds(line.start, end);
                    lines.push(Line { end, kinds, end8, end16, ..line });
                    (line.start, line.kinds) = (at, self.kinds(at, line.end));
                }
                line.folded = heading;
            }
            lines.push(line);
        }
        self.lines = lines;
    }

    fn kinds(&self, start: usize, end: usize) -> u64 {
        self.words(start, end).fold(0, |kinds, hit| kinds | 1 << hit.word as u64)
    }

    fn retain(&mut self, start: usize, keep: &dyn Fn(usize) -> bool) {
        let mut to = start;
        for from in start..self.chars.len() {
            if keep(from) {
                self.chars[to] = self.chars[from];
                self.places[to] = self.places[from];
                to += 1;
            }
        }
        self.chars.truncate(to);
        self.places.truncate(to);
    }

    fn read_ignore(&mut self, start: usize) {
        let line: String = self.chars[start..].iter().collect();
        let Some((_, rest)) = line.split_once("planscore-ignore") else { return };
        let (whole, rest) = match rest.strip_prefix("-file") {
            Some(rest) => (true, rest),
            None => (false, rest),
        };
        let rest = rest.split("-->").next().unwrap_or_default();
        let codes = rest
            .split(|c: char| !c.is_ascii_alphanumeric())
            .filter(|word| {
                word.len() == 4 && word.is_char_boundary(1) && word[1..].bytes().all(|b| b.is_ascii_digit())
            })
            .map(str::to_ascii_uppercase)
            .collect();
        self.ignores.push(Ignore { line: (!whole).then_some(0), codes });
    }

    /// Drops `<!-- ... -->`; true if the comment goes on in the next line.
    fn drop_comments(&mut self, start: usize, mut inside: bool) -> bool {
        let mut keep = vec![true; self.chars.len() - start];
        let mut at = start;
        while at < self.chars.len() {
            let mark: &[char] = if inside { &['-', '-', '>'] } else { &['<', '!', '-', '-'] };
            let found = self.chars[at..].starts_with(mark);
            let length = if found { mark.len() } else { 1 };
            if inside || found {
                keep[at - start..at - start + length].fill(false);
            }
            inside ^= found;
            at += length;
        }
        self.retain(start, &|at| keep[at - start]);
        inside
    }

    /// Drops the marks of `**bold**` and `__bold__`, but not blanks (____) or masked names (张**).
    fn drop_emphasis(&mut self, start: usize) {
        let mut keep = vec![true; self.chars.len() - start];
        for mark in ['*', '_'] {
            let mut open = None;
            let mut at = start;
            while at < self.chars.len() {
                let length = self.chars[at..].iter().take_while(|c| **c == mark).count();
                if length == 2 {
                    let touches = |c: Option<&char>| {
                        c.is_some_and(|c| !c.is_whitespace() && !matches!(c, '|' | '、' | ',' | '。' | ';'))
                    };
                    match open.take() {
                        Some(from) if touches(self.chars.get(at.wrapping_sub(1))) => {
                            for mark in [from, at] {
                                keep[mark - start..mark - start + 2].fill(false);
                            }
                        }
                        // Inside a word __ is no mark: 2027年__月__日.
                        _ if touches(self.chars.get(at + 2))
                            && !(mark == '_' && at > start && self.chars[at - 1].is_alphanumeric()) =>
                        {
                            open = Some(at);
                        }
                        _ => {}
                    }
                }
                at += length.max(1);
            }
        }
        self.retain(start, &|at| keep[at - start]);
    }

    /// Drops the backslash of `1\.` and `\_`, and code marks.
    fn drop_escapes(&mut self, start: usize) {
        let chars = std::mem::take(&mut self.chars);
        let keep: Vec<bool> = (start..chars.len())
            .map(|at| {
                !(chars[at] == '`'
                    || chars[at] == '\\' && chars.get(at + 1).is_some_and(char::is_ascii_punctuation))
            })
            .collect();
        self.chars = chars;
        self.retain(start, &|at| keep[at - start]);
    }

    /// True if a line holds a word of a kind.
    pub fn line_has(&self, line: usize, word: Word) -> bool {
        self.lines[line].kinds >> word as u64 & 1 == 1
    }

    /// The words that stand in a range of characters, in their order.
    pub fn words(&self, start: usize, end: usize) -> impl Iterator<Item = &Hit> {
        let first = self.hits.partition_point(|hit| hit.start() < start);
        self.hits[first..].iter().take_while(move |hit| hit.start() < end).filter(move |hit| hit.end() <= end)
    }

    /// The first word of a kind in a range.
    pub fn find(&self, word: Word, start: usize, end: usize) -> Option<&Hit> {
        self.words(start, end).find(|hit| hit.word == word)
    }

    /// True if a word of a kind stands in a range.
    pub fn has(&self, word: Word, start: usize, end: usize) -> bool {
        self.find(word, start, end).is_some()
    }

    /// The figure that a name speaks of: the longest word for one in it, the later of two alike.
    pub fn metric(&self, start: usize, end: usize) -> Option<u16> {
        let longest = |best: Option<&'_ Hit>| best.map_or(0, |hit| hit.end() - hit.start());
        let mut best: Option<&Hit> = None;
        for hit in self.words(start, end).filter(|hit| hit.word == Word::Metric) {
            // Of those that begin at one character the first is the longest.
            let later = best.is_none_or(|best| best.start() < hit.start());
            if later && hit.end() - hit.start() >= longest(best) {
                best = Some(hit);
            }
        }
        best.map(|hit| hit.value)
    }

    /// How many blanks a line begins with.
    pub fn indent(&self, line: usize) -> usize {
        let at = self.lines[line];
        self.chars[at.start..at.end].iter().take_while(|c| c.is_whitespace()).count()
    }

    /// The line of a character.
    pub fn line_of(&self, at: usize) -> usize {
        self.lines.partition_point(|line| line.start <= at).saturating_sub(1)
    }

    /// The place of a range of characters.
    pub fn span(&self, start: usize, end: usize) -> Span {
        if end <= start {
            return self.line_end(self.line_of(start.min(self.chars.len())));
        }
        let line = self.line_of(start);
        let (byte_start, start16) = self.places[start];
        let (last8, last16) = self.places[end - 1];
        let last = self.source[last8 as usize..].chars().next().unwrap_or_default();
        let (start16, column_from) = (start16 as usize, self.lines[line].start16);
        Span {
            start: start16,
            end: last16 as usize + last.len_utf16(),
            line: self.number(line),
            column: start16 - column_from + 1,
            byte_start: byte_start as usize,
            byte_end: last8 as usize + last.len_utf8(),
        }
    }

    /// The empty place at the end of a line, where something is to be inserted.
    pub fn line_end(&self, line: usize) -> Span {
        let Some(line_at) = self.lines.get(line.min(self.lines.len().saturating_sub(1))) else {
            return Span { line: 1, column: 1, ..Span::default() };
        };
        Span {
            start: line_at.end16,
            end: line_at.end16,
            line: line_at.source + 1,
            column: line_at.end16 - line_at.start16 + 1,
            byte_start: line_at.end8,
            byte_end: line_at.end8,
        }
    }

    /// The number of a line in the source, from 1.
    pub fn number(&self, line: usize) -> usize {
        self.lines.get(line).map_or(line, |line| line.source) + 1
    }

    /// The UTF-16 offset at which a line of the source begins.
    pub fn line_start(&self, line: usize) -> usize {
        self.lines.get(line).map_or(0, |line| line.start16)
    }

    pub fn slice(&self, start: usize, end: usize) -> &[char] {
        &self.chars[start.min(self.chars.len())..end.min(self.chars.len())]
    }

    /// A range of characters as the user wrote it.
    pub fn original(&self, start: usize, end: usize) -> &'a str {
        if end <= start {
            return "";
        }
        let span = self.span(start, end);
        &self.source[span.byte_start..span.byte_end]
    }
}

/// The folded characters of a text, one for each of its own.
///
/// ```
/// use planscore_plan::{fold_all, quantity::percents};
/// let (found, _) = percents(&fold_all("回款率達到９８％"))[0];
/// assert_eq!((found.start, found.end, found.value), (5, 8, 98.0));
/// ```
pub fn fold_all(text: &str) -> Vec<char> {
    let table = simplified();
    text.chars().map(|c| fold(c, table).map_or(' ', |c| if c == '\t' { ' ' } else { c })).collect()
}
