//! The lines of a plan and its sections, as they are found.

use std::ops::Range;

use super::marks::{Style, mark};
use super::number::blank;
use super::section::SectionKind;
use super::terms;
use super::text::Text;

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Blank,
    /// A heading, or the second line of one.
    Heading,
    /// A line of a table of contents.
    Contents,
    /// The title of a plan, or what separates two plans.
    Title,
    /// A list item; the value is its depth of indentation.
    Item(u16),
    /// A row of a table.
    Row,
    /// The rule below a table's head.
    TableRule,
    Prose,
}

/// A line and its parts, in characters of the whole text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Block {
    pub shape: Shape,
    /// Content without indentation, bullet and number.
    pub start: usize,
    pub end: usize,
    /// One past the label of `名称: 说明`; `start` where there is none.
    pub label_end: usize,
    /// Where the text after the label begins.
    pub body: usize,
    /// The innermost section, or none before the first.
    pub section: Option<usize>,
}

impl Block {
    /// True if it carries content of its own.
    pub fn content(&self) -> bool {
        matches!(self.shape, Shape::Item(_) | Shape::Row | Shape::Prose)
    }

    /// True of a line that explains: 备注: …, 注: ….
    pub fn remark(&self, chars: &[char]) -> bool {
        let label = &chars[self.start..self.label_end];
        !label.is_empty() && terms::REMARKS.at(label, 0) == Some(label.len())
    }

    /// True if it is a label with nothing after it.
    pub fn bare_label(&self) -> bool {
        self.label_end > self.start && self.body >= self.end
    }
}

/// A section as found.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub kind: SectionKind,
    pub level: usize,
    /// The heading as it stands, number included.
    pub heading: (usize, usize),
    /// The title without its number.
    pub title: (usize, usize),
    pub style: Style,
    pub number: u32,
    /// The heading's line and one past the section's last line.
    pub first: usize,
    pub last: usize,
    pub parent: Option<usize>,
    /// How many parts it has directly below it.
    pub children: usize,
    pub empty: bool,
    /// What it may be as well, and how likely.
    pub maybe: Option<(SectionKind, f64)>,
}

/// One plan of the text.
pub(super) struct Outline {
    pub blocks: Vec<Block>,
    pub parts: Vec<Part>,
    /// First line of this plan and one past its last.
    pub lines: (usize, usize),
    /// Titles listed in the contents, with their lines.
    pub contents: Vec<(usize, usize, usize)>,
    /// The title of the plan, if one is seen.
    pub title: Option<(usize, usize)>,
}

pub(super) fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | ';' | '!' | '?' | '…')
}

/// A title is short and no sentence.
pub(super) fn titular(title: &[char], longest: usize) -> bool {
    !title.is_empty() && title.len() <= longest && !title.iter().any(|c| ends_sentence(*c))
}

impl Outline {
    pub(super) fn block_mut(&mut self, line: usize) -> &mut Block {
        &mut self.blocks[line - self.lines.0]
    }

    pub fn block(&self, line: usize) -> &Block {
        &self.blocks[line - self.lines.0]
    }

    /// The first line that is not blank.
    pub(super) fn first_line(&self) -> Option<usize> {
        (self.lines.0..self.lines.1).find(|line| self.block(*line).shape != Shape::Blank)
    }

    /// The next line that is not blank.
    pub(super) fn next_line(&self, line: usize) -> Option<usize> {
        (line + 1..self.lines.1).take(6).find(|next| self.block(*next).shape != Shape::Blank)
    }

    pub(super) fn block_raw(text: &Text, line: usize) -> (usize, usize) {
        let raw = text.lines[line];
        (blank(&text.chars[..raw.end], raw.start), raw.end)
    }

    /// The highest number of a style that a list item between two lines has.
    pub fn last_number(&self, text: &Text, lines: Range<usize>, style: Style) -> u32 {
        let marks =
            lines.filter(|line| matches!(self.block(*line).shape, Shape::Item(_))).filter_map(|line| {
                let (start, end) = Self::block_raw(text, line);
                mark(&text.chars[start..end])
            });
        marks.filter(|mark| mark.style == style).map(|mark| mark.number).max().unwrap_or(0)
    }

    /// The sections on the first level that have a kind, or any level.
    pub fn of_kind(&self, kind: SectionKind) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(move |part| part.kind == kind)
    }

    /// The title of a section with what follows it on its line in brackets: 规模指标(责任人: 李明).
    pub fn whole_title(&self, part: &Part) -> (usize, usize) {
        let block = self.block(part.first);
        let told = part.heading.1.max(part.title.1);
        let glued = block.shape != Shape::Heading || block.end < told;
        (part.title.0, if glued { told } else { block.end.min(told + 40) })
    }

    /// True if the line stands in a section of this kind.
    pub fn within(&self, line: usize, kind: SectionKind) -> bool {
        self.block(line).section.is_some_and(|section| self.parts[section].kind == kind)
    }
}
