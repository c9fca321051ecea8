//! From lines to sections: headings of every ladder people use, and what they hold.
//!
//! 第一部分, 一、, （一）, 1., 1.1, (1), ①, 第一步, I., Markdown, numeral and title on two lines, headings with
//! their text on the same line. A table of contents is no section, a numbered list item no heading.

use std::ops::Range;

use super::blocks::{label, shape};
use super::frames::{Heading, framed};
pub use super::kinds::SectionKind;
use super::kinds::kind_of;
use super::lexicon::{Word, contains_any};
use super::marks::{Mark, Style, mark, small_number};
use super::number::{among, blank};
use super::quantity::{ends_with, matches, one_of};
use super::sheet::find_rows;
use super::text::Text;
use super::time::time_at;
use super::unfold::pause;
use super::when::year_at;

use SectionKind::Goals;

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

/// A line that begins another plan: 篇1:《…》, 【篇2】, 范文三, 第二篇.
fn separator(line: &[char]) -> bool {
    let mut at = 0;
    while line.get(at).is_some_and(|c| matches!(c, '【' | '[' | '#' | ' ' | '*')) {
        at += 1;
    }
    if !matches!(line.get(at), Some('篇' | '范' | '第' | '计' | '方' | 'P' | 'p' | '样' | '模')) {
        return false;
    }
    let short = line.len() <= 60;
    let after = |words: &str| one_of(line, at, words);
    if let Some(next) = after("篇 范文 计划书 方案 Plan plan 样本 模板")
        && let Some((end, _)) = small_number(line, blank(line, next))
    {
        return short
            && line.get(end).is_none_or(|c| matches!(c, ':' | ' ' | '】' | ']' | '《' | '、' | '.'));
    }
    if matches(line, at, "第")
        && let Some((end, _)) = small_number(line, at + 1)
    {
        return short && matches(line, end, "篇") && line.get(end + 1).is_none_or(|c| among(*c, ": 】《、"));
    }
    false
}

/// The lines at which plans begin, from 0; one plan where nothing separates them.
pub(super) fn plans(text: &Text) -> Vec<(usize, usize)> {
    let mut starts: Vec<usize> = (0..text.lines.len())
        .filter(|line| {
            let at = text.lines[*line];
            separator(&text.chars[at.start..at.end])
        })
        .collect();
    if starts.len() < 2 {
        return vec![(0, text.lines.len())];
    }
    let mut ranges = Vec::with_capacity(starts.len());
    // What stands before the first plan is read with it.
    starts[0] = 0;
    starts.push(text.lines.len());
    for pair in starts.windows(2) {
        ranges.push((pair[0], pair[1]));
    }
    ranges
}

pub(super) fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | ';' | '!' | '?' | '…')
}

/// True of the mark of a page: —— 4/9 ——, - 3 / 12 -.
fn page_rule(line: &[char]) -> bool {
    let dash = |c: &&char| matches!(c, '—' | '-' | '=' | ' ' | '\t');
    let inner: Vec<char> =
        line.iter().filter(|c| !matches!(c, '—' | '-' | '=' | ' ' | '\t')).copied().collect();
    let slash = inner.iter().position(|c| *c == '/');
    let dashes = line.iter().take_while(dash).count();
    let digits =
        |chars: &[char]| !chars.is_empty() && chars.len() <= 3 && chars.iter().all(char::is_ascii_digit);
    dashes > 0 && slash.is_some_and(|slash| digits(&inner[..slash]) && digits(&inner[slash + 1..]))
}

/// A title is short and no sentence.
fn titular(title: &[char], longest: usize) -> bool {
    !title.is_empty() && title.len() <= longest && !title.iter().any(|c| ends_sentence(*c))
}

/// True if it reads like a goal or an action rather than like a title.
/// True of a title whose only figures are times and which says nothing to do by a number: 11月目标.
fn plain_title(text: &Text, (start, end): (usize, usize), style: Style) -> bool {
    let chars = &text.chars[..end];
    let mut at = start;
    while at < end {
        let time = time_at(chars, at);
        let c = chars[at];
        let comma = c == ',' && style != Style::ChineseInBrackets;
        if time.is_none() && (c.is_ascii_digit() || comma || matches!(c, ':' | '_' | '|' | '%')) {
            return false;
        }
        at = time.map_or(at + 1, |time| time.end.max(at + 1));
    }
    true
}

fn assertive(text: &Text, (mut start, end): (usize, usize)) -> bool {
    // 2027年目标 is a title.
    if year_at(&text.chars[..end], start).is_some() {
        start += 5;
    }
    text.chars[start..end].iter().any(|c| c.is_ascii_digit() || *c == ',' || *c == ':' || *c == '_')
        || commanding(text, (start, end))
}

pub(super) fn commanding(text: &Text, (start, end): (usize, usize)) -> bool {
    text.words(start, end).any(|hit| matches!(hit.word, Word::Reach | Word::Instruct | Word::Owner))
}

struct Candidate {
    mark: Mark,
    markdown: u8,
    /// Title range and where glued text begins, in the whole text.
    title: (usize, usize),
    glued: Option<usize>,
    /// The title stands on a line of its own.
    title_line: usize,
    /// Reads like an item: only its series can make it a heading.
    weak: bool,
    /// Stands among the numbered headings without a number.
    bare: bool,
}

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
        find_rows(text, &mut outline.blocks, lines.0);
        outline.skip_contents(text);
        let candidates = outline.candidates(text);
        outline.build(text, candidates);
        outline
    }

    fn block_mut(&mut self, line: usize) -> &mut Block {
        &mut self.blocks[line - self.lines.0]
    }

    pub fn block(&self, line: usize) -> &Block {
        &self.blocks[line - self.lines.0]
    }

    /// The first line that is not blank.
    fn first_line(&self) -> Option<usize> {
        (self.lines.0..self.lines.1).find(|line| self.block(*line).shape != Shape::Blank)
    }

    /// The next line that is not blank.
    fn next_line(&self, line: usize) -> Option<usize> {
        (line + 1..self.lines.1).take(6).find(|next| self.block(*next).shape != Shape::Blank)
    }

    /// Marks the lines of a table of contents.
    fn skip_contents(&mut self, text: &Text) {
        let (first, last) = self.lines;
        for line in first..last.min(first + 60) {
            let Block { start, end, shape, .. } = *self.block(line);
            let head: Vec<char> =
                text.chars[start..end].iter().copied().filter(|c| !among(*c, " \t#*【】:")).collect();
            let is_contents =
                head.len() <= 14 && contains_any(&head, "目录 目次 Contents CONTENTS Agenda AGENDA");
            if shape == Shape::Blank || !is_contents {
                continue;
            }
            let mut titles: Vec<(usize, usize, usize)> = Vec::new();
            for next in line + 1..last.min(line + 200) {
                let block = *self.block(next);
                if block.shape == Shape::Blank {
                    continue;
                }
                if page_rule(&text.chars[block.start..block.end]) {
                    break;
                }
                let (start, end) = bare_title(&text.chars, block.start, block.end);
                let name = &text.chars[start..end];
                let again = titles.iter().any(|t| text.chars[t.1..t.2] == *name);
                if again || !titular(name, 40) {
                    break;
                }
                titles.push((next, start, end));
            }
            // Without a second mention of anything, these are the headings themselves.
            let repeated = titles.iter().any(|(at, start, end)| {
                let after = titles.last().map_or(*at, |t| t.0);
                let name = &text.chars[*start..*end];
                (after + 1..last).any(|later| {
                    let block = self.block(later);
                    block.shape != Shape::Blank && {
                        let (s, e) = bare_title(&text.chars, block.start, block.end);
                        text.chars[s..e].starts_with(name)
                    }
                })
            });
            if repeated {
                self.block_mut(line).shape = Shape::Contents;
                for (at, ..) in &titles {
                    self.block_mut(*at).shape = Shape::Contents;
                }
                self.contents = titles;
            }
            return;
        }
    }

    fn candidates(&mut self, text: &Text) -> Vec<(usize, Candidate)> {
        let mut found: Vec<(usize, Candidate)> = Vec::new();
        let chars = &text.chars;
        let mut line = self.lines.0;
        // Below 壹、 and 第一章 the lines of 一、 are items as often as headings.
        let mut higher = false;
        while line < self.lines.1 {
            let block = *self.block(line);
            let at = line;
            line += 1;
            if !matches!(block.shape, Shape::Prose | Shape::Item(_)) {
                continue;
            }
            let raw = text.lines[at];
            let mut start = blank(&chars[..raw.end], raw.start);
            let hashes = chars[start..raw.end].iter().take_while(|c| **c == '#').count();
            let markdown = if (1..=6).contains(&hashes)
                && chars.get(start + hashes).is_some_and(|c| *c == ' ' || *c > '\u{2e80}')
            {
                start = blank(&chars[..raw.end], start + hashes);
                hashes as u8
            } else {
                0
            };
            let mut end = raw.end;
            while end > start && matches!(chars[end - 1], ' ' | '\t' | '#') {
                end -= 1;
            }
            let content = &chars[start..end];
            if content.is_empty() {
                continue;
            }
            if self.title.is_none() && separator(content) {
                self.title = Some((start, end));
                self.block_mut(at).shape = Shape::Title;
                continue;
            }
            if page_rule(content) {
                found.extend(self.page(text, at));
                self.block_mut(at).shape = Shape::Blank;
                continue;
            }
            let bullet = matches!(chars[blank(&chars[..raw.end], raw.start)], '-' | '*' | '+' | '•' | '·');
            let given = mark(content).filter(|_| !bullet);
            let Some(mark) =
                given.or((markdown > 0).then_some(Mark { style: Style::Plain, number: 0, title: 0 }))
            else {
                continue;
            };
            let mut title = (start + mark.title.min(content.len()), end);
            // 目标分解(单位:万元)
            if let Some(unit) = (title.0..title.1).find(|at| matches(chars, *at, "(单位")) {
                title.1 = unit;
            }
            while title.1 > title.0 && matches!(chars[title.1 - 1], ':' | ' ' | '\t') {
                title.1 -= 1;
            }
            let mut glued = None;
            let mut title_line = at;
            let mut weak = false;
            if title.0 >= title.1 {
                // Numeral and title on two lines.
                let Some(next) = self.next_line(at) else { continue };
                let below = *self.block(next);
                if below.shape != Shape::Prose {
                    continue;
                }
                title = (below.start, below.end);
                let name = &chars[title.0..title.1];
                let strong = mark.style < Style::Decimal && mark.style != Style::Chinese;
                if !titular(name, 30) || assertive(text, title) || !(strong || kind_of(text, title).1 > 0) {
                    continue;
                }
                title_line = next;
                line = next + 1;
            } else if markdown == 0 {
                let name = &chars[title.0..title.1];
                higher |= mark.style < Style::Chinese;
                let deep = mark.style >= Style::ChineseInBrackets || higher && mark.style == Style::Chinese;
                let spaced = mark.style == Style::Chinese
                    && chars[start..title.0].iter().all(|c| !among(*c, "、.:,)"));
                let folded = text.lines[at].folded;
                weak = !folded
                    && ((deep || spaced) && assertive(text, title) || spaced && kind_of(text, title).1 < 5);
                if weak && !(titular(name, 30) && plain_title(text, title, mark.style))
                    || deep && !titular(name, 30) && !folded
                {
                    continue;
                }
                if weak {
                    // Left to its series.
                } else if folded
                    || !titular(name, 34)
                    || (mark.style == Style::Chinese && assertive(text, title) && kind_of(text, title).1 < 5)
                {
                    // Heading and text on one line: the title ends at the first pause.
                    let cut =
                        pause(name).filter(|cut| folded || kind_of(text, (title.0, title.0 + *cut)).1 >= 5);
                    let Some(cut) = cut.or_else(|| glued_title(name)) else { continue };
                    let text_from = title.0 + cut;
                    let skip = chars[text_from..end]
                        .iter()
                        .take_while(|c| matches!(c, ':' | '。' | ' ' | ',' | '—'))
                        .count();
                    title.1 = text_from;
                    glued = Some(text_from + skip);
                }
            }
            found.push((at, Candidate { mark, markdown, title, glued, title_line, weak, bare: false }));
        }
        found
    }

    /// The title below the mark of a slide: —— 4/9 ——.
    fn page(&self, text: &Text, line: usize) -> Option<(usize, Candidate)> {
        let next = self.next_line(line)?;
        let block = *self.block(next);
        let name = &text.chars[block.start..block.end];
        let mark = Mark { style: Style::Plain, number: 0, title: 0 };
        (block.shape == Shape::Prose && titular(name, 30)).then_some((
            next,
            Candidate {
                mark,
                markdown: 0,
                title: (block.start, block.end),
                glued: None,
                title_line: next,
                weak: false,
                bare: false,
            },
        ))
    }

    fn build(&mut self, text: &Text, candidates: Vec<(usize, Candidate)>) {
        let chars = &text.chars;
        let has_markdown = candidates.iter().any(|(_, c)| c.markdown > 0);
        let top_markdown =
            candidates.iter().filter(|(_, c)| c.markdown > 0).map(|(_, c)| c.markdown).min().unwrap_or(0);
        let lone_top = candidates.iter().filter(|(_, c)| c.markdown == top_markdown).count() == 1;
        let higher = candidates.iter().any(|(_, c)| c.mark.style < Style::Chinese);
        let mut accepted: Vec<(usize, Candidate)> = Vec::with_capacity(candidates.len());
        let starts: Vec<(usize, Style)> = candidates.iter().map(|(line, c)| (*line, c.mark.style)).collect();
        for (i, (line, candidate)) in candidates.into_iter().enumerate() {
            if candidate.markdown > 0 {
                let first = accepted.is_empty() && self.title.is_none();
                let has_deeper = starts.len() > 1;
                if candidate.markdown == top_markdown
                    && lone_top
                    && first
                    && has_deeper
                    && candidate.mark.style == Style::Plain
                    && (top_markdown == 1 || kind_of(text, candidate.title).1 < 7)
                {
                    self.title = Some(candidate.title);
                    self.block_mut(line).shape = Shape::Title;
                    continue;
                }
            } else if candidate.weak {
                if !self.completes(text, line, &candidate, &accepted) {
                    continue;
                }
            } else if (candidate.mark.style >= Style::ChineseInBrackets
                || higher && candidate.mark.style == Style::Chinese)
                && candidate.glued.is_none()
            {
                // A list item or a heading? A heading has something below it that is not its sibling.
                let next = self.next_line(candidate.title_line);
                let sibling = next.is_some_and(|next| {
                    starts.get(i + 1).is_some_and(|(at, style)| *at == next && *style <= candidate.mark.style)
                });
                let body = next.is_some_and(|next| self.block(next).content()) && !sibling;
                let numbered_below = next.is_some_and(|next| {
                    mark(&chars[Self::block_raw(text, next).0..Self::block_raw(text, next).1])
                        .is_some_and(|m| m.style == candidate.mark.style)
                });
                let follows = accepted.last().is_some_and(|(_, before): &(usize, Candidate)| {
                    before.mark.style == candidate.mark.style
                        && before.mark.number + 1 == candidate.mark.number
                });
                let named = kind_of(text, candidate.title).1 >= 5;
                let deeper_next = starts
                    .get(i + 1)
                    .is_some_and(|(at, style)| next == Some(*at) && *style > candidate.mark.style);
                // What follows an item of the same series is an item.
                let listed = (self.lines.0..line)
                    .rev()
                    .find(|before| self.block(*before).shape != Shape::Blank)
                    .is_some_and(|before| {
                        let (start, end) = Self::block_raw(text, before);
                        let own = mark(&chars[start..end]);
                        accepted.last().is_none_or(|(at, _)| *at != before)
                            && own.is_some_and(|own| {
                                own.style == candidate.mark.style && own.number + 1 == candidate.mark.number
                            })
                    });
                let heading = !listed && (body && !numbered_below)
                    || deeper_next
                    || (follows && (named || candidate.mark.style < Style::Decimal));
                if !heading {
                    continue;
                }
            }
            accepted.push((line, candidate));
        }
        accepted.extend(self.framed(text, &accepted));
        accepted.sort_by_key(|(line, _)| *line);
        // Objectives number nothing but themselves.
        if accepted.iter().all(|(_, candidate)| candidate.mark.style == Style::Objective) {
            accepted.extend(self.plain_headings(text));
            accepted.sort_by_key(|(line, _)| *line);
        }
        if self.title.is_none()
            && let Some(line) = self.first_line().filter(|line| accepted.iter().all(|(at, _)| at != line))
        {
            let Block { start, end, .. } = *self.block(line);
            let name = &chars[start..end];
            if titular(name, 40) && contains_any(name, "计划 规划 方案 总结 报告 plan Plan") {
                self.title = Some((start, end));
                self.block_mut(line).shape = Shape::Title;
            }
        }
        let ladder = numbered_ladder(text, &accepted);
        self.nest(text, accepted, has_markdown && ladder.is_none(), ladder.unwrap_or(Style::Plain));
    }

    /// Headings in frames of their own: 【目标】, ■ 目标.
    fn framed(&self, text: &Text, accepted: &[(usize, Candidate)]) -> Vec<(usize, Candidate)> {
        let taken = |line: usize| accepted.iter().any(|(at, other)| *at == line || other.title_line == line);
        let high =
            |c: &Candidate| c.markdown > 0 || c.mark.style <= Style::Chinese || c.mark.style == Style::Step;
        let ladder: Vec<usize> = accepted.iter().filter(|(_, c)| high(c)).map(|(line, _)| *line).collect();
        let ladder = if ladder.len() > 1 { Some((ladder[0], ladder[ladder.len() - 1])) } else { None };
        framed(self, text, &taken, ladder)
            .into_iter()
            .map(|Heading { line, title, bare }| {
                let mark = Mark { style: Style::Plain, number: 0, title: 0 };
                (
                    line,
                    Candidate { mark, markdown: 0, title, glued: None, title_line: line, weak: false, bare },
                )
            })
            .collect()
    }

    /// True if a line goes on with a series of headings: the next number of their style, with something below it.
    fn completes(
        &self,
        text: &Text,
        line: usize,
        candidate: &Candidate,
        accepted: &[(usize, Candidate)],
    ) -> bool {
        let before = accepted
            .iter()
            .rev()
            .find(|(_, other)| other.mark.style == candidate.mark.style && other.markdown == 0);
        let follows = before.is_some_and(|(_, other)| other.mark.number + 1 == candidate.mark.number);
        let body = self.next_line(line).is_some_and(|next| {
            let (start, end) = Self::block_raw(text, next);
            let own = mark(&text.chars[start..end]).filter(|_| self.block(next).shape != Shape::Row);
            own.is_none_or(|own| own.style > candidate.mark.style)
        });
        follows && body
    }

    fn block_raw(text: &Text, line: usize) -> (usize, usize) {
        let raw = text.lines[line];
        (blank(&text.chars[..raw.end], raw.start), raw.end)
    }

    /// Where nothing is numbered: short lines of their own that name a kind.
    fn plain_headings(&self, text: &Text) -> Vec<(usize, Candidate)> {
        let first = self.first_line();
        (self.lines.0..self.lines.1)
            .filter_map(|line| {
                let block = self.block(line);
                let whole = &text.chars[block.start..block.end];
                // What comes first and calls itself a plan is its title.
                let named = first == Some(line) && ends_with(whole, "计划 计划书 规划 方案 报告");
                if block.shape != Shape::Prose || named {
                    return None;
                }
                let mut end = block.end;
                while end > block.start && matches!(text.chars[end - 1], ':' | ' ') {
                    end -= 1;
                }
                let name = &text.chars[block.start..end];
                let inner = name.strip_prefix(&['【'][..]).and_then(|n| n.strip_suffix(&['】'][..]));
                let (start, end) =
                    if inner.is_some() { (block.start + 1, end - 1) } else { (block.start, end) };
                let name = inner.unwrap_or(name);
                let title_like =
                    titular(name, 16) && !assertive(text, (start, end)) && kind_of(text, (start, end)).1 >= 5;
                title_like.then_some((
                    line,
                    Candidate {
                        mark: Mark { style: Style::Plain, number: 0, title: 0 },
                        markdown: 0,
                        title: (start, end),
                        glued: None,
                        title_line: line,
                        weak: false,
                        bare: false,
                    },
                ))
            })
            .collect()
    }

    fn nest(&mut self, text: &Text, accepted: Vec<(usize, Candidate)>, has_markdown: bool, ladder: Style) {
        let mut stack: Vec<(u32, usize)> = Vec::new();
        // A heading without a frame belongs to the highest series of numbers.
        let top = accepted
            .iter()
            .map(|(_, c)| c.mark.style)
            .filter(|style| *style != Style::Plain)
            .min()
            .unwrap_or(ladder);
        for (line, candidate) in accepted {
            let unnumbered = candidate.mark.style == Style::Plain;
            let like = if candidate.bare { top } else { ladder };
            let depth = match if unnumbered { like } else { candidate.mark.style } {
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
                        && ends_with(&text.chars[candidate.title.0..candidate.title.1], "目标 指标") =>
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
                    mark.style == Style::Chinese && text.chars[start..start + mark.title].contains(&'、')
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
            if block.content() && block.end > block.start {
                let mut up = section;
                while let Some(index) = up {
                    self.parts[index].empty = false;
                    up = self.parts[index].parent;
                }
            }
        }
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

    /// True if the line stands in a section of this kind.
    pub fn within(&self, line: usize, kind: SectionKind) -> bool {
        self.block(line).section.is_some_and(|section| self.parts[section].kind == kind)
    }
}

/// The style of a plan's numbered sections, where they are no Markdown and go on past what is.
fn numbered_ladder(text: &Text, accepted: &[(usize, Candidate)]) -> Option<Style> {
    let numbered = |c: &Candidate| c.markdown == 0 && c.mark.style <= Style::Chinese;
    let style = accepted.iter().filter(|(_, c)| numbered(c)).map(|(_, c)| c.mark.style).min()?;
    let (mut kinds, mut last) = (0u32, 0);
    for (_, candidate) in accepted.iter().filter(|(_, c)| c.markdown == 0 && c.mark.style == style) {
        let (kind, strength) = kind_of(text, candidate.title);
        if candidate.mark.number <= last {
            return None;
        }
        last = candidate.mark.number;
        kinds |= u32::from(strength >= 5) << kind as u32;
    }
    (kinds.count_ones() >= 3).then_some(style)
}

/// A title glued to its text without any pause: 一、引言在当前...
pub(super) fn glued_title(name: &[char]) -> Option<usize> {
    const GLUED: &str = "引言 前言 现状分析 目标设定 工作目标 销售目标 年度目标 总结 结语 风险评估 预算规划";
    one_of(name, 0, GLUED)
}

/// A title without number, leaders and page number.
fn bare_title(chars: &[char], start: usize, end: usize) -> (usize, usize) {
    let mut start = start;
    while start < end && matches!(chars[start], '#' | ' ' | '\t' | '-' | '*' | '[') {
        start += 1;
    }
    let mut stop = end;
    if let Some(close) = (start..end).find(|at| chars[*at] == ']') {
        stop = close;
    }
    while stop > start
        && (chars[stop - 1].is_ascii_digit()
            || matches!(chars[stop - 1], '.' | '…' | ' ' | '\t' | '·' | '—' | '-' | ':'))
    {
        stop -= 1;
    }
    let from = mark(&chars[start..stop]).map_or(start, |mark| start + mark.title);
    if from < stop { (from, stop) } else { (start, stop) }
}
