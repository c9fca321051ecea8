//! Everything that rules look at, read once from the text.

use std::ops::Range;

use super::archetype::{Place, Shape, places};
use super::figures::{Figure, figures};
use super::goal::{Aim, aims};
use super::lexicon::{Word, contains_any};
use super::finding::short;
use super::outline::{Block, Outline, Part, SectionKind};
use super::quantity::{Quantity, quantities, within};
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
    /// Figures of the goals section that no goal took.
    pub unread: Vec<Quantity>,
    /// How many plans the text holds, and which this is.
    pub plans: usize,
    pub index: usize,
}

impl<'a> Model<'a> {
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
        let unread = unread(&outline, &aims, &all);
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
            unread,
            plans,
            index,
        }
    }

    /// The lines of this plan.
    pub fn lines(&self) -> Range<usize> {
        self.outline.lines.0..self.outline.lines.1
    }

    /// The section that a line stands in.
    pub fn section(&self, line: usize) -> Option<usize> {
        self.lines().contains(&line).then(|| self.outline.block(line).section).flatten()
    }

    /// A section's title, short enough for a message.
    pub fn title(&self, part: &Part) -> String {
        short(self.chars(part.title))
    }

    /// A goal's words, short enough for a message.
    pub fn shown(&self, aim: &Aim) -> String {
        short(self.chars((aim.start, aim.end.max(aim.start))))
    }

    /// Where a line's words end before its full stop.
    pub fn before_full_stop(&self, block: &Block) -> usize {
        let mut at = block.end;
        while at > block.start + 1 && matches!(self.text.chars[at - 1], '。' | ';' | '.' | ' ') {
            at -= 1;
        }
        at
    }

    /// A section of no known kind that may be of this one.
    pub fn might_be(&self, _kind: SectionKind) -> Option<&Part> {
        None
    }

    /// True if a level of a goal's figure is known from elsewhere in the plan: a column, or a goal before it.
    pub fn stated_before(&self, aim: &Aim) -> bool {
        let _ = aim;
        false
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

/// Figures in the goals section on lines that no goal took.
fn unread(outline: &Outline, aims: &[Aim], all: &[Quantity]) -> Vec<Quantity> {
    let mut taken: Vec<usize> = aims.iter().map(|aim| aim.line).collect();
    taken.dedup();
    let lines = (outline.lines.0..outline.lines.1).filter(|line| {
        outline.block(*line).content()
            && outline.within(*line, SectionKind::Goals)
            && taken.binary_search(line).is_err()
    });
    lines
        .flat_map(|line| {
            let block = outline.block(line);
            within(all, block.start, block.end).iter().filter(|quantity| !quantity.hole).copied()
        })
        .collect()
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
