//! Tables of contents, which are no sections, and files that hold several plans.

use super::marks::{mark, small_number};
use super::number::{among, blank};
use super::outline::{Block, Outline, Shape, titular};
use super::terms;
use super::terms::matches;
use super::text::Text;

/// A line that begins another plan: 篇1:《…》, 【篇2】, 范文三, 第二篇.
pub(super) fn separator(line: &[char]) -> bool {
    let mut at = 0;
    while line.get(at).is_some_and(|c| matches!(c, '【' | '[' | '#' | ' ' | '*')) {
        at += 1;
    }
    if !matches!(line.get(at), Some('篇' | '范' | '第' | '计' | '方' | 'P' | 'p' | '样' | '模')) {
        return false;
    }
    let short = line.len() <= 60;
    if let Some(next) = terms::NUMBERED_PLANS.at(line, at)
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

/// True of the mark of a page: —— 4/9 ——, - 3 / 12 -.
pub(super) fn page_rule(line: &[char]) -> bool {
    let dash = |c: &&char| matches!(c, '—' | '-' | '=' | ' ' | '\t');
    let inner: Vec<char> =
        line.iter().filter(|c| !matches!(c, '—' | '-' | '=' | ' ' | '\t')).copied().collect();
    let slash = inner.iter().position(|c| *c == '/');
    let dashes = line.iter().take_while(dash).count();
    let digits =
        |chars: &[char]| !chars.is_empty() && chars.len() <= 3 && chars.iter().all(char::is_ascii_digit);
    // 3 / 12 alone on its line is a page as well.
    let spaced = line.windows(3).any(|three| three == [' ', '/', ' ']);
    (dashes > 0 || spaced)
        && slash.is_some_and(|slash| digits(&inner[..slash]) && digits(&inner[slash + 1..]))
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

impl Outline {
    /// Marks the lines of a table of contents.
    pub(super) fn skip_contents(&mut self, text: &Text) {
        let (first, last) = self.lines;
        for line in first..last.min(first + 60) {
            let Block { start, end, shape, .. } = *self.block(line);
            let head: Vec<char> =
                text.chars[start..end].iter().copied().filter(|c| !among(*c, " \t#*【】:")).collect();
            let is_contents = head.len() <= 14 && terms::CONTENTS_TITLES.within(&head);
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
}

/// A title without number, leaders and page number.
fn bare_title(chars: &[char], start: usize, end: usize) -> (usize, usize) {
    let mut start = start;
    while start < end && matches!(chars[start], '#' | ' ' | '\t' | '-' | '*' | '[') {
        start += 1;
    }
    // P4 招生目标: the number of a page or slide.
    let page = chars[start..end].iter().skip(1).take_while(|c| c.is_ascii_digit()).count();
    if chars[..end].get(start).is_some_and(|c| *c == 'P')
        && page > 0
        && chars[..end].get(start + 1 + page) == Some(&' ')
    {
        start += page + 2;
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
