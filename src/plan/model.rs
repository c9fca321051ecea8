//! Everything that rules look at, read once from the text.

use super::archetype::{Place, Shape, places};
use super::figures::{Figure, figures};
use super::goal::{Aim, aims};
use super::outline::{Outline, SectionKind};
use super::sheet::{Table, tables};
use super::text::Text;
use super::when::when_at;
use crate::calendar::Day;

pub(super) struct Model<'a> {
    pub text: &'a Text<'a>,
    pub outline: Outline,
    pub tables: Vec<Table>,
    pub aims: Vec<Aim>,
    /// Lines of the goals section without any figure.
    pub open: Vec<usize>,
    pub figures: Vec<Figure>,
    pub shape: &'static Shape,
    pub places: Vec<Place>,
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
        shape: &'static Shape,
        given: Option<(Day, Day)>,
        (index, plans): (usize, usize),
    ) -> Self {
        let year = plan_year(text, &outline);
        let period = given.or_else(|| {
            let year = year?;
            Some((Day::from_ymd(year, 1, 1)?, Day::from_ymd(year, 12, 31)?))
        });
        let year = given.map_or(year, |(start, _)| Some(start.ymd().0));
        let tables = tables(text, &outline);
        let (aims, open) = aims(text, &outline, year);
        let figures = figures(text, &outline, &tables);
        let places = places(text, &outline, shape);
        Model { text, outline, tables, aims, open, figures, shape, places, period, plans, index }
    }

    pub fn chars(&self, range: (usize, usize)) -> &[char] {
        &self.text.chars[range.0..range.1]
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

/// The year in the plan's title, or before its first section.
#[inline(never)]
fn plan_year(text: &Text, outline: &Outline) -> Option<i32> {
    let (start, end) = outline.title?;
    (start..end).find_map(|at| when_at(&text.chars[..end], at)).and_then(|when| when.year)
}
