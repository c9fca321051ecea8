//! Which lines are headings: by their numbers, their frames, their series and what stands below them.

use super::blocks::symbol;
use super::captions::{Caption, on};
use super::contents::{page_rule, separator};
use super::frames::{Heading, framed};
use super::kinds::kind_of;
use super::lexicon::Word;
use super::marks::{Mark, Style, mark};
use super::number::{among, blank};
use super::outline::{Block, Outline, Shape, titular};
use super::terms;
use super::terms::matches;
use super::text::Text;
use super::time::{What, time_at};
use super::when::year_at;

/// A line that may be a heading.
pub(super) struct Candidate {
    pub mark: Mark,
    pub markdown: u8,
    /// Title range and where glued text begins, in the whole text.
    pub title: (usize, usize),
    pub glued: Option<usize>,
    /// The title stands on a line of its own.
    pub title_line: usize,
    /// Reads like an item: only its series can make it a heading.
    pub weak: bool,
    /// Stands among the numbered headings without a number.
    pub bare: bool,
}

impl Outline {
    pub(super) fn candidates(&mut self, text: &Text, captions: &[Caption]) -> Vec<(usize, Candidate)> {
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
            // ▍1 二月复盘: a mark before a number.
            let marks = chars[start..raw.end].iter().take_while(|c| symbol(**c) || **c == ' ').count();
            let numbered =
                || mark(&chars[start + marks..raw.end]).is_some_and(|mark| mark.style <= Style::Decimal);
            let bullet = matches!(chars.get(start), Some('•' | '·'));
            if text.lines[at].bold || marks > 0 && !bullet && numbered() {
                start += marks;
            }
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
            if page_rule(content) || on(captions, at).is_some_and(|caption| caption.alone) {
                let page = self.page(text, at);
                self.block_mut(at).shape = Shape::Blank;
                // The first page holds the title of the plan.
                match page {
                    Some((next, cover))
                        if self.title.is_none() && found.is_empty() && plan_like(text, &cover) =>
                    {
                        self.title = Some(cover.title);
                        self.block_mut(next).shape = Shape::Title;
                    }
                    page => found.extend(page),
                }
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
            if let Some(open) = labelled_bracket(&chars[title.0..title.1])
                .or_else(|| telling_bracket(&chars[title.0..title.1]))
            {
                title.1 = title.0 + open;
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
                // 二、下半年想做到什么程度: what reads like a goal or an action is a title where it completes a series.
                let said = kind_of(text, title).1 >= 5;
                weak = !folded
                    && if mark.style == Style::Chinese && !higher && !spaced {
                        !said && titular(name, 30) && assertive(text, title)
                    } else {
                        // （一）完成情况: few words that name a kind are a title, whatever verb is in them.
                        let plain = deep && said && name.len() <= 8 && plain_title(text, title, mark.style);
                        (deep || spaced) && assertive(text, title) && !plain || spaced && !said
                    };
                if weak && !(titular(name, 30) && (said || plain_title(text, title, mark.style)))
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

    pub(super) fn build(&mut self, text: &Text, candidates: Vec<(usize, Candidate)>, captions: &[Caption]) {
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
                let more = starts[i + 1..].iter().any(|(_, style)| *style == candidate.mark.style);
                if !self.completes(text, line, &candidate, &accepted, more) {
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
                                own.style == candidate.mark.style && own.number < candidate.mark.number
                            })
                    });
                let heading = !listed && (body && !numbered_below || deeper_next)
                    || (follows && (named || candidate.mark.style < Style::Decimal));
                if !heading {
                    continue;
                }
            }
            accepted.push((line, candidate));
        }
        let framed = self.framed(text, &accepted, captions);
        // Below titles in frames 一、方案提速：… is an item, unless its words name a section.
        if let [(first, _), .., (last, _)] = framed[..]
            && framed.len() >= 3
        {
            accepted.retain(|(line, candidate)| {
                let numbered = candidate.mark.style == Style::Chinese && candidate.glued.is_some();
                !numbered || !(first..=last).contains(line) || kind_of(text, candidate.title).1 >= 5
            });
        }
        accepted.extend(framed);
        planscore_stats::sort_by(&mut accepted, &|(a, _), (b, _)| a.cmp(b));
        // Objectives number nothing but themselves.
        if accepted.iter().all(|(_, candidate)| candidate.mark.style == Style::Objective) {
            accepted.extend(self.plain_headings(text));
            planscore_stats::sort_by(&mut accepted, &|(a, _), (b, _)| a.cmp(b));
        }
        if self.title.is_none()
            && let Some(line) = self.first_line().filter(|line| accepted.iter().all(|(at, _)| at != line))
        {
            let Block { start, end, .. } = *self.block(line);
            let name = &chars[start..end];
            if titular(name, 40) && terms::PLAN_TITLES.within(name) {
                self.title = Some((start, end));
                self.block_mut(line).shape = Shape::Title;
            }
        }
        // A single heading in Markdown among others stands beside them, and above none.
        let marked = accepted.iter().filter(|(_, candidate)| candidate.markdown > 0).count();
        let has_markdown = has_markdown && marked * 2 >= accepted.len();
        let ladder = numbered_ladder(text, &accepted);
        self.nest(text, accepted, has_markdown && ladder.is_none(), ladder.unwrap_or(Style::Plain));
    }

    /// Headings in frames of their own: 【目标】, ■ 目标.
    fn framed(
        &self,
        text: &Text,
        accepted: &[(usize, Candidate)],
        captions: &[Caption],
    ) -> Vec<(usize, Candidate)> {
        let taken = |line: usize| accepted.iter().any(|(at, other)| *at == line || other.title_line == line);
        let high =
            |c: &Candidate| c.markdown > 0 || c.mark.style <= Style::Chinese || c.mark.style == Style::Step;
        let ladder: Vec<usize> = accepted.iter().filter(|(_, c)| high(c)).map(|(line, _)| *line).collect();
        let ladder = if ladder.len() > 1 { Some((ladder[0], ladder[ladder.len() - 1])) } else { None };
        framed(self, text, &taken, ladder, captions)
            .into_iter()
            .map(|Heading { line, title, bare, glued }| {
                let mark = Mark { style: Style::Plain, number: 0, title: 0 };
                (line, Candidate { mark, markdown: 0, title, glued, title_line: line, weak: false, bare })
            })
            .collect()
    }

    /// True if a line goes on with a series of headings: the next number of their style, with something below it; or
    /// begins one that goes on.
    fn completes(
        &self,
        text: &Text,
        line: usize,
        candidate: &Candidate,
        accepted: &[(usize, Candidate)],
        more: bool,
    ) -> bool {
        let before = accepted
            .iter()
            .rev()
            .find(|(_, other)| other.mark.style == candidate.mark.style && other.markdown == 0);
        let style = candidate.mark.style;
        // No heading of a higher style stands before it.
        let numbered = style == Style::Chinese
            || style < Style::Nested(0) && accepted.iter().all(|(_, other)| other.mark.style >= style);
        let first = more && numbered && candidate.mark.number == 1;
        let follows = before.map_or(first, |(_, other)| other.mark.number + 1 == candidate.mark.number);
        let body = self.next_line(line).is_some_and(|next| {
            let (start, end) = Self::block_raw(text, next);
            let own = mark(&text.chars[start..end]).filter(|_| self.block(next).shape != Shape::Row);
            own.is_none_or(|own| own.style > candidate.mark.style)
        });
        follows && body
    }

    /// Where nothing is numbered: short lines of their own that name a kind.
    fn plain_headings(&self, text: &Text) -> Vec<(usize, Candidate)> {
        let first = self.first_line();
        (self.lines.0..self.lines.1)
            .filter_map(|line| {
                let block = self.block(line);
                let whole = &text.chars[block.start..block.end];
                // What comes first and calls itself a plan is its title.
                let named = first == Some(line) && terms::PLAN_ENDINGS.closes(whole);
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
}

/// True of a title that calls itself a plan.
fn plan_like(text: &Text, cover: &Candidate) -> bool {
    terms::PLAN_TITLES.within(&text.chars[cover.title.0..cover.title.1])
}

/// Where a bracket begins that closes a title and holds a label with what it says: 规模指标(责任人: 李明), 商品(牵头人骆一鸣).
fn labelled_bracket(title: &[char]) -> Option<usize> {
    let open = title.iter().rposition(|c| *c == '(').filter(|open| *open > 0 && title.ends_with(&[')']))?;
    let short = title.len() - open <= 24;
    let labelled = title[open..].contains(&':') || terms::OWNER_LABELS.at(title, open + 1).is_some();
    (short && labelled).then_some(open)
}

/// Where a long bracket begins that closes a short title and explains it: 三季度指标（都在9月30日前完成）.
fn telling_bracket(title: &[char]) -> Option<usize> {
    let open = title
        .iter()
        .position(|c| *c == '(')
        .filter(|open| title.ends_with(&[')']) && (2..=16).contains(open))?;
    let plain = title[..open].iter().all(|c| c.is_alphanumeric());
    (plain && title.len() - open > 7).then_some(open)
}

/// True of a title whose only figures are times and which says nothing to do by a number: 11月目标.
pub(super) fn plain_title(text: &Text, (start, end): (usize, usize), style: Style) -> bool {
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

/// True if it reads like a goal or an action rather than like a title; 2027年目标, 11月复盘 and Q1小结 are titles.
pub(super) fn assertive(text: &Text, (start, end): (usize, usize)) -> bool {
    let chars = &text.chars[..end];
    let mut at = year_at(chars, start).map_or(start, |_| start + 5);
    while at < end {
        if let Some(stretch) = stretch_at(chars, at) {
            at = stretch;
            continue;
        }
        if chars[at].is_ascii_digit() || matches!(chars[at], ',' | ':' | '_') {
            return true;
        }
        at += 1;
    }
    commanding(text, (start, end))
}

/// Where a month or a quarter ends that begins at a character.
fn stretch_at(chars: &[char], at: usize) -> Option<usize> {
    let time = time_at(chars, at)?;
    matches!(time.what, What::Calendar(when) if when.part.divides_year() && !time.limit).then_some(time.end)
}

pub(super) fn commanding(text: &Text, (start, end): (usize, usize)) -> bool {
    // 上一年做到了什么 asks, and commands nothing.
    if terms::QUESTIONS.closes(&text.chars[start..end]) {
        return false;
    }
    text.words(start, end).any(|hit| matches!(hit.word, Word::Reach | Word::Instruct | Word::Owner))
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

/// How many characters of a text a title takes up to the first pause.
pub(super) fn pause(name: &[char]) -> Option<usize> {
    name.iter()
        .take(26)
        .position(|c| matches!(c, ':' | '。' | ' ' | ',' | '—'))
        .filter(|cut| (1..=24).contains(cut))
}

/// A title glued to its text without any pause: 一、引言在当前...
pub(super) fn glued_title(name: &[char]) -> Option<usize> {
    terms::GLUED_TITLES.at(name, 0)
}
