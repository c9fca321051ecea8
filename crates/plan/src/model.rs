//! Everything that rules look at, read once from the text.

use super::archetype::{Place, Shape, places};
use super::figures::{Figure, figures};
use super::goal::{Aim, aims};
use super::lexicon::{Word, contains_any};
use super::outline::{Outline, SectionKind};
use super::quantity::{Quantity, quantities};
use super::sheet::{Table, tables};
use super::text::Text;
use super::when::{When, when_at, year_at};
use planscore_base::calendar::Day;

pub(super) struct Model<'a> {
    pub text: &'a Text<'a>,
    pub outline: Outline,
    pub tables: Vec<Table>,
    pub aims: Vec<Aim>,
    /// Lines of the goals section without any figure.
    pub open: Vec<usize>,
    pub figures: Vec<Figure>,
    /// Every quantity of the plan, in its order.
    pub quantities: Vec<Quantity>,
    /// For each line of the plan how many quantities stand before it; one more at the end.
    before: Vec<u32>,
    pub shape: Shape<'a>,
    pub places: Vec<Place<'a>>,
    /// The plan's period, given or read from its title.
    pub period: Option<(Day, Day)>,
    /// How many plans the text holds, and which this is.
    pub plans: usize,
    pub index: usize,
}

impl<'a> Model<'a> {
    #[inline(never)]
    pub fn new(
        text: &'a Text<'a>,
        outline: Outline,
        shape: Shape<'a>,
        given: Option<(Day, Day)>,
        (index, plans): (usize, usize),
    ) -> Self {
        let titled = titled(text, &outline);
        let year = titled.and_then(|when| when.year);
        let period = given.or_else(|| titled.and_then(When::days));
        let year = given.map_or(year, |(start, _)| Some(start.ymd().0));
        let goals = |line: usize| outline.within(line, SectionKind::Goals);
        // Elsewhere a year may be one that is over.
        let ahead = |line: usize| {
            let block = outline.block(line);
            !outline.within(line, SectionKind::Situation)
                && contains_any(&text.chars[block.start..block.end], "目标 计划 周期 任务 至")
                && !text.line_has(line, Word::Past)
        };
        let year =
            year.or_else(|| only_year(text, &outline, &goals)).or_else(|| only_year(text, &outline, &ahead));
        let tables = tables(text, &outline);
        let mut all = Vec::new();
        let mut before = Vec::with_capacity(outline.blocks.len() + 1);
        for line in outline.lines.0..outline.lines.1 {
            before.push(all.len() as u32);
            let block = outline.block(line);
            if block.content() {
                quantities(&text.chars, block.start, block.end, &mut all);
            }
        }
        before.push(all.len() as u32);
        let (aims, open) = aims(text, &outline, &tables, &all, year);
        let figures = figures(text, &outline, &tables, &all);
        let places = places(text, &outline, &shape);
        Model {
            text,
            outline,
            tables,
            aims,
            open,
            figures,
            quantities: all,
            before,
            shape,
            places,
            period,
            plans,
            index,
        }
    }

    pub fn chars(&self, range: (usize, usize)) -> &[char] {
        &self.text.chars[range.0..range.1]
    }

    /// The quantities in the content of some lines.
    pub fn quantities_in(&self, first: usize, last: usize) -> &[Quantity] {
        let before = |line: usize| {
            let line = line.saturating_sub(self.outline.lines.0).min(self.before.len() - 1);
            self.before[line] as usize
        };
        &self.quantities[before(first)..before(last).max(before(first))]
    }

    /// True if a line is the head of a table.
    pub fn heads_table(&self, line: usize) -> bool {
        self.tables.binary_search_by(|table| table.first_line.cmp(&line)).is_ok()
    }

    /// True if a line holds a word of a kind.
    pub fn line_has(&self, line: usize, word: Word) -> bool {
        self.text.line_has(line, word)
    }

    /// True if a key figure of a line has a weight.
    pub fn weighs(&self, line: usize) -> bool {
        let first = self.figures.partition_point(|item| item.line < line);
        self.figures[first..].iter().take_while(|item| item.line == line).any(|item| item.weight.is_some())
    }

    /// The kind of the section that a line stands in.
    pub fn kind(&self, line: usize) -> SectionKind {
        let (first, last) = self.outline.lines;
        if line < first || line >= last {
            return SectionKind::Other;
        }
        self.outline
            .block(line)
            .section
            .map_or(SectionKind::Other, |section| self.outline.parts[section].kind)
    }
}

/// The time that the plan's title names.
fn titled(text: &Text, outline: &Outline) -> Option<When> {
    let (start, end) = outline.title?;
    (start..end).find_map(|at| when_at(&text.chars[..end], at)).filter(|when| when.year.is_some())
}

/// The year that some lines name, where it is just one.
fn only_year(text: &Text, outline: &Outline, of: &dyn Fn(usize) -> bool) -> Option<i32> {
    let mut found = None;
    for line in outline.lines.0..outline.lines.1 {
        let block = outline.block(line);
        let chars = &text.chars[block.start..block.end];
        for end in (4..chars.len()).filter(|at| chars[*at] == '年') {
            let longer = chars[..end - 4].last().is_some_and(char::is_ascii_digit);
            if let Some(year) = year_at(chars, end - 4).filter(|_| !longer && of(line)) {
                if found.is_some_and(|found| found != year) {
                    return None;
                }
                found = Some(year).filter(|year| (1900..=2200).contains(year));
            }
        }
    }
    found
}
