//! What rules ask of the model again and again.

use std::ops::Range;

use super::finding::short;
use super::goal::Aim;
use super::model::Model;
use super::outline::{Block, Part, SectionKind};

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

    /// A section of no known kind that may be of this one.
    pub fn might_be(&self, _kind: SectionKind) -> Option<&Part> {
        None
    }
}
