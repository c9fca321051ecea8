//! Everything that rules look at, read once from the text.

use super::archetype::{Place, Shape, Shown, places};
use super::evidence::weigh;
use super::figures::{Figure, figures};
use super::goal::{Aim, Due};
use super::goals::goals;
use super::lexicon::{Era, Word};
use super::measure::Measure;
use super::outline::{Outline, Shape as Shaped};
use super::owner::People;
use super::people::people;
use super::period::frame;
use super::phrase::Source;
use super::quantity::{Quantity, within};
use super::section::SectionKind;
use super::sheet::{Table, cells, read_cells, tables};
use super::text::Text;
use super::time::{Frame, Time, What};
use super::tokens::Tokens;
use super::when::{When, YearPart};
use planscore_base::calendar::Day;

/// What stands in the goals sections and was not understood.
#[derive(Debug, Clone, Default)]
pub(super) struct Reading {
    /// Figures that no goal took.
    pub figures: Vec<(usize, usize)>,
    /// Items from which no goal was read.
    pub lines: Vec<usize>,
}

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
    /// Every time of the plan, in its order.
    pub times: Vec<Time>,
    /// The calendar in which they are read.
    pub frame: Frame,
    pub reading: Reading,
    /// The people whom the plan names.
    pub people: People,
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

/// True if a line shows an element of a plan by what stands on it, whatever it is called.
fn shows(outline: &Outline, all: &[Quantity], line: usize, shown: Shown) -> bool {
    let block = outline.block(line);
    let stated = |test: &dyn Fn(&Quantity) -> bool| within(all, block.start, block.end).iter().any(test);
    match shown {
        Shown::Words => false,
        // A table of amounts may name its unit in the head alone.
        Shown::Money => stated(&|q| q.measure == Measure::Money && !q.hole),
        Shown::Weight => stated(&|q| matches!(q.measure, Measure::Percent | Measure::Score) && q.is_exact()),
    }
}

impl<'a> Model<'a> {
    /// The first day of the part of a year that a goal is for: 一季度 begins on 1 January, 一季度末 and 6月30日 are days by which.
    pub fn begins(&self, due: &Due) -> Option<Day> {
        let time = self.times.iter().find(|time| time.start == due.start && !time.limit)?;
        let What::Calendar(when) = time.what else { return None };
        let months = match when.part {
            YearPart::Half(_) => 6,
            YearPart::Quarter(_) => 3,
            YearPart::Month(_) => 1,
            YearPart::Year | YearPart::Day(..) => return None,
        };
        let (year, month, _) = due.day?.ymd();
        time.from
            .and_then(When::days)
            .map(|(first, _)| first)
            .or_else(|| Day::from_ymd(year, month - (months - 1), 1))
    }

    pub fn new(
        text: &'a Text<'a>,
        mut outline: Outline,
        shape: Shape<'a>,
        given: Option<(Day, Day)>,
        (index, plans): (usize, usize),
    ) -> Self {
        let frame = frame(text, &outline, given);
        let mut tokens = Tokens::default();
        let mut before = Vec::with_capacity(outline.blocks.len() + 1);
        for line in outline.lines.0..outline.lines.1 {
            before.push(tokens.quantities.len() as u32);
            let block = outline.block(line);
            match block.shape {
                Shaped::Row => {
                    let above = line.checked_sub(1).filter(|above| *above >= outline.lines.0);
                    let row = |line| matches!(outline.block(line).shape, Shaped::Row | Shaped::TableRule);
                    read_cells(&mut tokens, text, block, !above.is_some_and(row));
                }
                Shaped::Item(_) | Shaped::Prose => tokens.read(text, block.start, block.end),
                _ => {}
            }
        }
        before.push(tokens.quantities.len() as u32);
        let source = Source { text, times: &tokens.times, quantities: &tokens.quantities };
        weigh(source, &mut outline, frame);
        let tables = tables(source, &outline, frame);
        let people = people(source, &outline, &tables);
        let found = goals(source, &outline, &tables, &people, frame);
        let Tokens { times, quantities: all } = tokens;
        let figures = figures(text, &outline, &tables, &all);
        let places = places(text, &outline, &shape, &|line, shown| shows(&outline, &all, line, shown));
        Model {
            text,
            outline,
            tables,
            aims: found.aims,
            open: found.open,
            reading: Reading { figures: found.figures, lines: found.lines },
            people,
            times,
            frame,
            figures,
            quantities: all,
            before,
            shape,
            places,
            period: frame.period,
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

    /// True if a range states when something is to be done.
    pub fn timely(&self, start: usize, end: usize) -> bool {
        self.times_in(start, end).any(|time| !matches!(self.frame.era(time), Era::Past | Era::Now))
    }

    /// The times that begin in a range of characters.
    pub fn times_in(&self, start: usize, end: usize) -> impl Iterator<Item = &Time> {
        let first = self.times.partition_point(|time| time.start < start);
        self.times[first..].iter().take_while(move |time| time.start < end)
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
        self.figures_on(line).any(|item| item.weight.is_some())
    }

    /// The key figures of a line.
    pub fn figures_on(&self, line: usize) -> impl Iterator<Item = &Figure> {
        let first = self.figures.partition_point(|item| item.line < line);
        self.figures[first..].iter().take_while(move |item| item.line == line)
    }

    /// The cells of a table's first line, whether these are its heads or not.
    pub fn first_cells(&self, table: &Table) -> Vec<(usize, usize)> {
        let line = table.first_line;
        cells(&self.text.chars, self.outline.block(line).start, self.text.lines[line].end)
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
