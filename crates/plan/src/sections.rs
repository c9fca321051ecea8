//! From lines to sections: headings of every ladder people use, and what they hold.
//!
//! 第一部分, 一、, （一）, 1., 1.1, (1), ①, 第一步, I., Markdown, numeral and title on two lines, headings with
//! their text on the same line. A table of contents is no section, a numbered list item no heading.

use super::blocks::{label, shape, speaker};
use super::captions::captions;
use super::clauses::trimmed;
use super::headings::Candidate;
use super::kinds::kind_of;
use super::marks::{Style, mark};
use super::outline::{Outline, Part, Shape};
use super::section::SectionKind;
use super::sheet::find_rows;
use super::terms;
use super::text::Text;

use SectionKind::Goals;

impl Outline {
    pub fn new(text: &Text, lines: (usize, usize)) -> Self {
        let mut outline = Outline {
            blocks: Vec::with_capacity(lines.1 - lines.0),
            parts: Vec::new(),
            lines,
            contents: Vec::new(),
            title: None,
        };
        let mut fenced = false;
        for line in lines.0..lines.1 {
            let at = text.lines[line];
            let mut block = shape(&text.chars, at.start, at.end, &mut fenced);
            if at.folded {
                block.shape = Shape::Prose;
            }
            outline.blocks.push(block);
        }
        outline.skip_speakers(text);
        let captions = captions(text, lines);
        find_rows(text, &mut outline.blocks, lines.0, &captions);
        outline.skip_contents(text);
        let candidates = outline.candidates(text, &captions);
        outline.build(text, candidates, &captions);
        outline
    }

    /// In a chat the lines that say who writes, and when, are no content.
    fn skip_speakers(&mut self, text: &Text) {
        let said = |line: &usize| {
            let block = self.block(*line);
            block.shape == Shape::Prose && speaker(&text.chars[block.start..block.end])
        };
        let found: Vec<usize> = (self.lines.0..self.lines.1).filter(said).collect();
        if found.len() >= 3 {
            for line in found {
                self.block_mut(line).shape = Shape::Blank;
            }
        }
    }

    pub(super) fn nest(
        &mut self,
        text: &Text,
        accepted: Vec<(usize, Candidate)>,
        has_markdown: bool,
        ladder: Style,
    ) {
        let mut stack: Vec<(u32, usize)> = Vec::new();
        // A heading without a frame belongs to the highest series of numbers.
        let top = accepted
            .iter()
            .map(|(_, c)| c.mark.style)
            .filter(|style| *style != Style::Plain)
            .min()
            .unwrap_or(ladder);
        let numbered = accepted.iter().filter(|(_, c)| c.mark.style == Style::Chinese).count() > 1;
        for (line, candidate) in accepted {
            let unnumbered = candidate.mark.style == Style::Plain;
            let like = if candidate.bare { top } else { ladder };
            // **第一个月** among 一、 and 二、: a frame of its own without a known title stands below a number.
            let inner = unnumbered
                && !candidate.bare
                && candidate.markdown == 0
                && numbered
                && !stack.is_empty()
                && kind_of(text, candidate.title).1 < 5;
            let depth = match if unnumbered { like } else { candidate.mark.style } {
                _ if inner => 4,
                Style::Part => 0,
                Style::Roman => 1,
                Style::Chapter => 2,
                Style::Formal => 2,
                Style::Chinese | Style::Objective => 3,
                Style::ChineseInBrackets => 4,
                Style::Step => 5,
                Style::Decimal => 6,
                Style::Nested(depth) => 6 + u32::from(depth),
                Style::DecimalInBrackets => 12,
                Style::Circled => 13,
                Style::Plain => 3,
            };
            let rank = match (candidate.markdown, has_markdown) {
                (_, false) => depth,
                (0, true) => 100 + depth,
                (level, _) => u32::from(level),
            };
            while stack.last().is_some_and(|(above, _)| *above >= rank) {
                stack.pop();
            }
            let parent = stack.last().map(|(_, index)| *index);
            let (kind, strength) = match candidate.mark.style {
                Style::Objective => (Goals, 9),
                _ => kind_of(text, candidate.title),
            };
            let kind = match parent {
                // A weak word is weighed with what the section holds.
                None if strength < 5 => SectionKind::Other,
                Some(parent)
                    if strength < 7 && !(strength >= 5 && self.parts[parent].kind == SectionKind::Other) =>
                {
                    self.parts[parent].kind
                }
                // 团队建设目标 among the goals are goals.
                Some(parent)
                    if self.parts[parent].kind == Goals
                        && terms::GOAL_ENDINGS.closes(&text.chars[candidate.title.0..candidate.title.1]) =>
                {
                    Goals
                }
                _ => kind,
            };
            let start = self.block(line).start;
            let end = if candidate.title_line == line { candidate.title.1 } else { self.block(line).end };
            self.parts.push(Part {
                kind,
                level: stack.len() + 1,
                heading: (start.min(end), end),
                title: candidate.title,
                style: candidate.mark.style,
                number: candidate.mark.number,
                first: line,
                last: self.lines.1,
                parent,
                children: 0,
                empty: true,
                maybe: None,
            });
            if let Some(parent) = parent {
                self.parts[parent].children += 1;
            }
            stack.push((rank, self.parts.len() - 1));
            for at in [line, candidate.title_line] {
                self.block_mut(at).shape = Shape::Heading;
            }
            if let Some(glued) = candidate.glued {
                let block = self.block_mut(line);
                block.shape = Shape::Prose;
                block.start = glued;
                (block.label_end, block.body) = label(&text.chars, glued, block.end);
            }
        }
        // A numbered line that heads nothing is an item: 一、 below 壹、.
        for line in self.lines.0..self.lines.1 {
            let (start, end) = Self::block_raw(text, line);
            let block = *self.block(line);
            if block.shape == Shape::Prose
                && block.start == start
                && let Some(mark) = mark(&text.chars[start..end]).filter(|mark| {
                    // 第十条　拖欠的维保费: so is an article.
                    mark.style == Style::Chinese && text.chars[start..start + mark.title].contains(&'、')
                        || mark.style == Style::Chapter
                            && text.chars[start..start + mark.title].contains(&'条')
                })
            {
                let block = self.block_mut(line);
                block.shape = Shape::Item(0);
                block.start = (start + mark.title).min(block.end);
                (block.label_end, block.body) = label(&text.chars, block.start, block.end);
            }
        }
        // A section ends where the next one that is not below it begins.
        let mut open: Vec<usize> = Vec::new();
        for index in 0..self.parts.len() {
            while let Some(&last) = open.last() {
                if self.parts[last].level < self.parts[index].level {
                    break;
                }
                self.parts[last].last = self.parts[index].first;
                open.pop();
            }
            open.push(index);
        }
        let mut section = None;
        let mut next = 0;
        for line in self.lines.0..self.lines.1 {
            if self.parts.get(next).is_some_and(|part| part.first == line) {
                section = Some(next);
                next += 1;
            }
            let block = self.block_mut(line);
            block.section = section;
            // What only refers to another text fills no section.
            let said = &text.chars[block.start..block.end];
            if block.content() && block.end > block.start && !terms::AS_BEFORE.closes(trimmed(said)) {
                let mut up = section;
                while let Some(index) = up {
                    self.parts[index].empty = false;
                    up = self.parts[index].parent;
                }
            }
        }
    }
}
