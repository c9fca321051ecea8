//! What rules ask of the model again and again.

use std::ops::Range;

use super::clauses::clauses;
use super::column::Role;
use super::finding::short;
use super::goal::Aim;
use super::kinds::{guarded, kind_of};
use super::model::Model;
use super::number::among;
use super::outline::{Block, Part, Shape};
use super::section::SectionKind;

impl Model<'_> {
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

    /// A section that may be of a kind, though it is taken for another or none.
    pub fn might_be(&self, kind: SectionKind) -> Option<&Part> {
        let said = |part: &&Part| part.maybe.is_some_and(|(other, _)| other == kind);
        self.outline.parts.iter().find(said).or_else(|| self.in_place_of(kind))
    }

    /// True if the text speaks of what a section of a kind would hold, without a heading: three goals with figure, owner and date, rows
    /// of a table under such a word, or, where hardly anything has a heading, a paragraph that begins with it.
    pub fn holds(&self, kind: SectionKind) -> bool {
        let whole = |aim: &&Aim| aim.quantity.is_some() && aim.owner.is_some() && aim.due.is_some();
        if kind == SectionKind::Goals && self.aims.iter().filter(whole).count() >= 3 {
            return true;
        }
        let names = |(start, end): (usize, usize)| {
            let (named, strength) = kind_of(self.text, (start, end));
            named == kind && strength >= 5
        };
        // 怎么对数、怎么奖: a title that names two kinds holds both.
        let joined = self.outline.parts.iter().filter(|part| part.parent.is_none()).any(|part| {
            let title = &self.text.chars[part.title.0..part.title.1];
            let mut from = part.title.0;
            let pieces = title.split(|c| among(*c, "、与和及,/&+")).map(|piece| {
                let range = (from, from + piece.len());
                from = range.1 + 1;
                range
            });
            !part.empty && pieces.filter(|range| *range != part.title).any(names)
        });
        let grouped = self
            .tables
            .iter()
            .any(|table| table.rows.iter().filter_map(|row| table.cell(row, Role::Group)).any(names));
        let headed = self.outline.parts.iter().filter(|part| part.parent.is_none()).count() >= 3;
        joined
            || grouped
            || !headed
                && self.lines().any(|line| {
                    let block = self.outline.block(line);
                    let first = clauses(&self.text.chars, block.start, block.end).into_iter().next();
                    block.shape == Shape::Prose
                        && first.is_some_and(|clause| clause.1 - clause.0 <= 16 && names(clause))
                })
    }

    /// A section of no known kind that stands where one of this kind would: after those that usually come before it, and before
    /// those that come after it.
    fn in_place_of(&self, kind: SectionKind) -> Option<&Part> {
        let order = self.shape.sections;
        let at = order.iter().position(|(other, _)| *other == kind)?;
        let first = |(kind, _): &(SectionKind, u32)| self.outline.of_kind(*kind).map(|part| part.first).min();
        let before = order[..at].iter().rev().find_map(first)?;
        let after = order[at + 1..].iter().find_map(first).unwrap_or(self.outline.lines.1);
        self.outline.parts.iter().find(|part| {
            let unknown = part.level == 1
                && part.kind == SectionKind::Other
                && !part.empty
                && !guarded(self.text, part.title);
            unknown && (before..after).contains(&part.first)
        })
    }
}
