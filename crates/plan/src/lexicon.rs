//! The words that the checker knows, read from the tables under `words/`, and the one scan that finds them all.
//!
//! A row of a table is one line: what the words are for, then the words, separated by blanks (`_` is a blank inside a
//! word). The longest word that begins at a character wins, so a longer harmless word (目标客户) guards a shorter one.

use std::sync::OnceLock;

use super::column::{self, Role};
use super::measure::Measure;
use super::section::{KINDS, SectionKind};
use super::terms::{Words, matches};
use planscore_base::catalog;
use planscore_stats::decimal;

/// What a word does in a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    /// A key figure; the value is its row.
    Metric,
    /// A word of section titles; the value is its row.
    Title,
    /// A unit; the value is its row.
    Unit,
    /// A currency; the value is its row.
    Currency,
    /// A time without a number (年底, 上季度); the value is its row.
    Time,
    /// A word that is a figure itself (翻番, 清零); the value is its row.
    Figure,
    /// A word at the head of a column; the value is its row.
    Head,
    /// 提升, 增长.
    Up,
    /// 降低, 缩短.
    Down,
    /// 新增, 开发: something is won.
    New,
    /// 达到, 实现, 完成, 进入: something is reached.
    Reach,
    /// 设定, 明确: something is still to be set.
    Instruct,
    /// 例如.
    Example,
    /// 在现有基础上, 较去年: a comparison without a figure.
    Baseline,
    /// 年底前, 年度, 未来一年内: a time by which.
    Deadline,
    /// 每周, 月度: a rhythm.
    Rhythm,
    /// 负责人, 牵头: someone answers for it.
    Owner,
    /// 权重, 占比.
    Weight,
    /// 应对, 预案, 加强: what is done about a risk.
    Response,
    /// 一旦, 低于, 触发: when a response starts.
    Trigger,
    /// 争取, 加强, 进一步: words that commit to nothing.
    Vague,
    /// A verb that something concrete is done with: 拜访, 召开, 培训.
    Act,
    /// 预警.
    Warning,
    /// 去年, 过去, 已完成: the past.
    Past,
    /// Web boilerplate.
    Boilerplate,
    /// 达到, 增长, 新增: a number must follow where a unit does.
    Counts,
    /// 一旦, 一线, 十分: begins with a Chinese digit and counts nothing.
    Idle,
    /// 目标客户, 复核: a longer word that means none of the shorter ones in it.
    Nothing,
    /// 要, 将, 的: joins what is named and what is said of it.
    Aux,
    /// 由, 从: a starting point follows.
    From,
    /// 比, 较: what is compared with follows.
    Than,
    /// 冲刺, 力争: what is hoped for.
    Hope,
    /// 保底: the least that is promised.
    Floor,
    /// 其中, 分到: parts of what stands before.
    Parts,
    /// 以上, 均: speaks of several goals at once.
    All,
    /// 明显, 更, 提升: something is to become better.
    Aspire,
    /// 期限, 对比: labels of what belongs to a goal and is none.
    Admin,
    /// 经理, 店长: posts that people hold.
    Post,
    /// 财务, 采购部: where people work.
    Dept,
    /// 已, 完成了: it is done already.
    Done,
    /// 目标, 任务: names goals, not what is counted.
    Generic,
    /// 每, 人均: a figure for each of several.
    Every,
    /// 门店, 客户: what plans count.
    Noun,
    /// 合计, 总计.
    Total,
    /// 数量, 金额: counts without saying of what.
    Measured,
    /// should, must, want: the subject stands before it.
    Modal,
    /// we, it, them: stands for a subject.
    Pronoun,
}

use Word::{
    Act, Admin, All, Aspire, Aux, Baseline, Boilerplate, Counts, Currency, Deadline, Dept, Done, Down, Every,
    Example, Figure, Floor, From, Generic, Head, Hope, Idle, Instruct, Measured, Metric, Modal, New, Nothing,
    Noun, Owner, Parts, Past, Post, Pronoun, Reach, Response, Rhythm, Than, Time, Title, Total, Trigger,
    Unit, Up, Vague, Warning, Weight,
};

/// How the table of words calls each kind.
const ROLES: [(&str, Word); 40] = [
    ("up", Up),
    ("down", Down),
    ("new", New),
    ("reach", Reach),
    ("instruct", Instruct),
    ("example", Example),
    ("baseline", Baseline),
    ("deadline", Deadline),
    ("rhythm", Rhythm),
    ("owner", Owner),
    ("weight", Weight),
    ("response", Response),
    ("trigger", Trigger),
    ("vague", Vague),
    ("act", Act),
    ("warning", Warning),
    ("past", Past),
    ("boilerplate", Boilerplate),
    ("counts", Counts),
    ("idle", Idle),
    ("nothing", Nothing),
    ("aux", Aux),
    ("from", From),
    ("than", Than),
    ("hope", Hope),
    ("floor", Floor),
    ("parts", Parts),
    ("all", All),
    ("aspire", Aspire),
    ("admin", Admin),
    ("post", Post),
    ("dept", Dept),
    ("done", Done),
    ("generic", Generic),
    ("every", Every),
    ("noun", Noun),
    ("total", Total),
    ("measured", Measured),
    ("modal", Modal),
    ("pronoun", Pronoun),
];

/// When a time without a number is, seen from the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Era {
    /// Before the plan: 去年, 上季度.
    Past,
    /// As things stand: 目前.
    Now,
    /// In the plan's own period: 年底, 本季度.
    Plan,
    /// After it: 明年.
    Next,
}

/// A stretch of the calendar that a word names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stretch {
    Year,
    Half,
    Quarter,
    Month,
    Week,
    /// The whole plan.
    Span,
    /// The time named before: 同一天.
    Same,
}

/// The tables as they are read.
struct Tables {
    metrics: Vec<&'static str>,
    titles: Vec<(SectionKind, u8)>,
    units: Vec<(Measure, f64)>,
    currencies: Vec<(&'static str, &'static str, f64)>,
    times: Vec<(Era, Stretch)>,
    figures: Vec<(bool, f64)>,
    heads: Vec<Role>,
    rows: Vec<(Word, u16, &'static str)>,
}

/// The rows of a table: its columns, comments and empty lines left out.
fn lines(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| line.split('\t').collect())
}

fn named<T: Copy>(names: &[(&str, T)], name: &str) -> Option<T> {
    names.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
}

const MEASURES: [(&str, Measure); 8] = [
    ("points", Measure::Points),
    ("percent", Measure::Percent),
    ("hours", Measure::Hours),
    ("days", Measure::Days),
    ("count", Measure::Count),
    ("times", Measure::Times),
    ("score", Measure::Score),
    ("money", Measure::Money),
];

const ERAS: [(&str, Era); 4] =
    [("past", Era::Past), ("now", Era::Now), ("plan", Era::Plan), ("next", Era::Next)];

const STRETCHES: [(&str, Stretch); 7] = [
    ("year", Stretch::Year),
    ("half", Stretch::Half),
    ("quarter", Stretch::Quarter),
    ("month", Stretch::Month),
    ("week", Stretch::Week),
    ("span", Stretch::Span),
    ("same", Stretch::Same),
];

fn read() -> Tables {
    let mut tables = Tables {
        metrics: Vec::new(),
        titles: Vec::new(),
        units: Vec::new(),
        currencies: Vec::new(),
        times: Vec::new(),
        figures: Vec::new(),
        heads: Vec::new(),
        rows: Vec::new(),
    };
    // The columns from one on hold words; each becomes a row of the scan.
    let mut rows = Vec::new();
    let mut add = |word: Word, value: usize, words: &[&'static str]| {
        rows.extend(words.iter().map(|words| (word, value as u16, *words)));
    };
    for row in lines(catalog::NAMES) {
        add(Metric, tables.metrics.len(), &row[1..]);
        tables.metrics.push(if row[0] == "-" { "" } else { row[0] });
    }
    for row in lines(include_str!("../words/words.tsv")) {
        if let Some(word) = named(&ROLES, row[0]) {
            add(word, 0, &row[1..]);
        }
    }
    for row in lines(include_str!("../words/titles.tsv")) {
        let Some(kind) = named(&KINDS, row[0]) else { continue };
        add(Title, tables.titles.len(), &row[2..]);
        tables.titles.push((kind, row[1].parse().unwrap_or(0)));
    }
    for row in lines(include_str!("../words/units.tsv")) {
        let Some(measure) = named(&MEASURES, row[0]) else { continue };
        add(Unit, tables.units.len(), &row[2..]);
        tables.units.push((measure, decimal(row[1]).unwrap_or(1.0)));
    }
    for row in lines(include_str!("../words/currencies.tsv")) {
        add(Currency, tables.currencies.len(), &row[1..2]);
        tables.currencies.push((row[0], row[2], decimal(row[3]).unwrap_or(0.01)));
    }
    for row in lines(include_str!("../words/times.tsv")) {
        let Some(when) = named(&ERAS, row[0]).zip(named(&STRETCHES, row[1])) else { continue };
        add(Time, tables.times.len(), &row[2..]);
        tables.times.push(when);
    }
    for row in lines(include_str!("../words/figures.tsv")) {
        add(Figure, tables.figures.len(), &row[2..]);
        let (sign, number) = row[1].strip_prefix('-').map_or((1.0, row[1]), |number| (-1.0, number));
        tables.figures.push((row[0] != "level", decimal(number).map_or(0.0, |value| sign * value)));
    }
    for row in lines(include_str!("../words/heads.tsv")) {
        let Some(role) = named(&column::ROLES, row[0]) else { continue };
        add(Head, tables.heads.len(), &row[1..]);
        tables.heads.push(role);
    }
    tables.rows = rows;
    tables
}

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(read)
}

/// Every row of the tables: its kind, its value and its words.
pub(super) fn rows() -> &'static [(Word, u16, &'static str)] {
    &tables().rows
}

/// A word found in a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hit {
    start: u32,
    length: u8,
    pub word: Word,
    pub value: u16,
    pub row: u16,
}

impl Hit {
    pub fn start(self) -> usize {
        self.start as usize
    }

    pub fn end(self) -> usize {
        self.start as usize + self.length as usize
    }
}

struct Entry {
    /// Where its characters begin in the index.
    from: u32,
    length: u8,
    row: u16,
}

/// All words, by their first two characters: a position where none begins costs two look-ups.
struct Index {
    /// Where a bucket begins; one more at the end.
    heads: Vec<u16>,
    entries: Vec<Entry>,
    chars: Vec<char>,
    /// The kinds of the words that begin with a character, by its last bits.
    firsts: [u64; FIRSTS],
}

const FIRSTS: usize = 1024;
const BUCKETS: usize = 8192;

/// The bucket of the words that begin with two characters; `\0` ends a word of one.
#[inline]
fn bucket(first: char, second: char) -> usize {
    let mixed = (first as u32).wrapping_mul(0x9e37_79b1) ^ (second as u32).wrapping_mul(0x85eb_ca6b);
    (mixed >> 17) as usize % BUCKETS
}

fn home(chars: &[char]) -> usize {
    bucket(chars[0], chars.get(1).copied().unwrap_or('\0'))
}

fn index() -> &'static Index {
    static INDEX: OnceLock<Index> = OnceLock::new();
    INDEX.get_or_init(|| {
        let mut all: Vec<Entry> = Vec::with_capacity(3000);
        let mut letters: Vec<char> = Vec::with_capacity(9000);
        for (row, (.., words)) in tables().rows.iter().enumerate() {
            for chars in words.split_whitespace() {
                let from = letters.len();
                letters.extend(chars.chars().map(|c| if c == '_' { ' ' } else { c.to_ascii_lowercase() }));
                let length = (letters.len() - from) as u8;
                all.push(Entry { from: from as u32, length, row: row as u16 });
            }
        }
        let mut firsts = [0; FIRSTS];
        for entry in &all {
            let first = letters[entry.from as usize] as usize;
            firsts[first % FIRSTS] |= 1 << tables().rows[entry.row as usize].0 as u64;
        }
        let home = |entry: &Entry| home(&letters[entry.from as usize..][..entry.length as usize]);
        let mut heads = vec![0u16; BUCKETS + 1];
        for entry in &all {
            heads[home(entry) + 1] += 1;
        }
        for at in 0..BUCKETS {
            heads[at + 1] += heads[at];
        }
        // Longest first inside a bucket.
        planscore_stats::sort_by(&mut all, &|a, b| home(a).cmp(&home(b)).then(b.length.cmp(&a.length)));
        Index { heads, entries: all, chars: letters, firsts }
    })
}

impl Index {
    /// False where no word of some kinds begins with a character; true where one may.
    fn begins(&self, first: Option<&char>, kinds: u64) -> bool {
        first.is_some_and(|first| self.firsts[first.to_ascii_lowercase() as usize % FIRSTS] & kinds != 0)
    }

    /// Tells every word that begins at a character, the longest first. Latin words stand alone.
    #[inline]
    fn each(&self, chars: &[char], at: usize, mut tell: impl FnMut(Hit)) {
        let Some(first) = chars.get(at) else { return };
        let first = first.to_ascii_lowercase();
        let second = chars.get(at + 1).map_or('\0', char::to_ascii_lowercase);
        let rows = &tables().rows;
        for home in [bucket(first, second), bucket(first, '\0')] {
            for entry in &self.entries[self.heads[home] as usize..self.heads[home + 1] as usize] {
                let word = &self.chars[entry.from as usize..][..entry.length as usize];
                let Some(found) = chars.get(at..at + word.len()) else { continue };
                if word.iter().zip(found).all(|(a, b)| *a == b.to_ascii_lowercase())
                    && apart(chars, at, at + word.len())
                {
                    let (word, value, _) = rows[entry.row as usize];
                    tell(Hit { start: at as u32, length: entry.length, word, value, row: entry.row });
                }
            }
            if second == '\0' {
                break;
            }
        }
    }
}

/// The one pass over a text: every word of every kind in a range, in its order, of those that begin at
/// one character the longest first. Gives the kinds that were found, one bit each.
pub(super) fn scan(chars: &[char], start: usize, hits: &mut Vec<Hit>) -> u64 {
    let index = index();
    let mut kinds = 0;
    for at in start..chars.len() {
        index.each(chars, at, |hit| {
            kinds |= 1 << hit.word as u64;
            hits.push(hit);
        });
    }
    kinds
}

/// The longest word of some kinds that begins at a character.
pub(super) fn word_at(chars: &[char], at: usize, kinds: u64) -> Option<Hit> {
    let index = index();
    if !index.begins(chars.get(at), kinds) {
        return None;
    }
    let mut first = None;
    index.each(chars, at, |hit| {
        if kinds >> hit.word as u64 & 1 == 1 && first.is_none() {
            first = Some(hit);
        }
    });
    first
}

/// The longest word of some kinds that begins at the first character of a range where one does.
pub(super) fn next_word(chars: &[char], (start, end): (usize, usize), kinds: u64) -> Option<Hit> {
    let index = index();
    (start..end)
        .filter(|at| index.begins(chars.get(*at), kinds))
        .find_map(|at| word_at(&chars[..end], at, kinds))
}

/// The bits of some kinds of words.
pub(super) const fn kinds<const N: usize>(words: [Word; N]) -> u64 {
    let (mut bits, mut at) = (0, 0);
    while at < N {
        bits |= 1 << words[at] as u64;
        at += 1;
    }
    bits
}

/// A word of Latin letters must not be part of a longer one.
fn apart(chars: &[char], at: usize, end: usize) -> bool {
    let letter = |i: usize| chars.get(i).is_some_and(char::is_ascii_alphabetic);
    !(letter(at) && at > 0 && letter(at - 1) || letter(end - 1) && letter(end))
}

/// True if one of the words, separated by spaces, stands somewhere in the range.
pub(super) fn contains_any(chars: &[char], words: &str) -> bool {
    Words(words).any(|word| {
        let Some(first) = word.chars().next() else { return false };
        let mut from = 0;
        while let Some(at) = chars[from..].iter().position(|c| *c == first) {
            if matches(chars, from + at, word) {
                return true;
            }
            from += at + 1;
        }
        false
    })
}

/// The catalogue id of a figure; empty where the catalogue has none.
pub(super) fn id_of(metric: u16) -> &'static str {
    tables().metrics.get(metric as usize).copied().unwrap_or_default()
}

/// The figure of a catalogue id.
pub(super) fn metric_of(id: &str) -> Option<u16> {
    tables().metrics.iter().position(|known| *known == id).map(|place| place as u16)
}

/// The catalogue entry of a figure.
pub(super) fn entry_of(metric: u16) -> Option<&'static catalog::Entry> {
    catalog::find(id_of(metric))
}

/// What a title's word says of its section, and how strongly (0 to 9).
pub(super) fn title_of(hit: &Hit) -> (SectionKind, u8) {
    tables().titles[hit.value as usize]
}

/// What a unit counts, and what one of it is worth.
pub(super) fn unit_of(hit: &Hit) -> (Measure, f64) {
    tables().units[hit.value as usize]
}

/// A currency's ISO 4217 code, the words for its fractions and what one of these is worth.
pub(super) fn currency_of(index: usize) -> (&'static str, &'static str, f64) {
    tables().currencies[index]
}

/// What a word for a time means.
pub(super) fn time_of(hit: &Hit) -> (Era, Stretch) {
    tables().times[hit.value as usize]
}

/// What a word that is a figure says: a change (less than nothing for one that goes down) or a level, and how much.
pub(super) fn figure_of(hit: &Hit) -> (bool, f64) {
    tables().figures[hit.value as usize]
}

/// What a column with such a word at its head holds.
pub(super) fn head_of(hit: &Hit) -> Role {
    tables().heads[hit.value as usize]
}

/// Every word of some kinds that begins at a character, the longest first.
pub(super) fn words_at(chars: &[char], at: usize, kinds: u64) -> impl Iterator<Item = Hit> {
    let mut found = Vec::new();
    let index = index();
    if !index.begins(chars.get(at), kinds) {
        return found.into_iter();
    }
    index.each(chars, at, |hit| {
        if kinds >> hit.word as u64 & 1 == 1 {
            found.push(hit);
        }
    });
    found.into_iter()
}
