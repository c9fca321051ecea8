//! Headings without numbers: short lines in one frame, two times or more, each with something below it.
//!
//! 【目标】, ■ 目标, ☆ 目标 ☆, and one emoji after another. No single word makes or unmakes them: what counts is that
//! the lines of a frame are short, say no figure, and are followed by other lines than their own kind.

use std::collections::HashMap;

use super::blocks::symbol;
use super::captions::{Caption, Word as Series, on};
use super::kinds::kind_of;
use super::lexicon::Word;
use super::outline::{Block, Outline, Shape, ends_sentence};
use super::section::SectionKind;
use super::terms;
use super::text::Text;
use super::time::time_at;

/// What lines of one series have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Frame {
    /// 【…】 around the whole line.
    Bracket,
    /// One mark before each.
    Symbol(char),
    /// An emoji of its own before each.
    Emoji,
    /// **Bold** from end to end.
    Bold,
    /// A word and a number that goes up.
    Caption(Series),
    /// CAPITALS ONLY.
    Capitals,
    /// Nothing: a short line after a blank one.
    Bare,
}

/// A line that may be a heading: its frame and its title.
struct Line {
    at: usize,
    frame: Frame,
    title: (usize, usize),
    /// Short, no sentence, no figure.
    titular: bool,
    /// Begins a paragraph that goes on in the next line.
    leads: bool,
    /// Where its text begins on the same line.
    glued: Option<usize>,
}

/// A heading in a frame of its own.
pub(super) struct Heading {
    pub line: usize,
    pub title: (usize, usize),
    /// Stands in no frame at all.
    pub bare: bool,
    /// Where its text begins on the same line: 花费：带看车费1.5万.
    pub glued: Option<usize>,
}

/// The lines of a plan in frames that are headings; `ladder` holds the lines of the first and last heading of a series
/// of numbers, where there is one.
pub(super) fn framed(
    outline: &Outline,
    text: &Text,
    taken: &dyn Fn(usize) -> bool,
    ladder: Option<(usize, usize)>,
    captions: &[Caption],
) -> Vec<Heading> {
    let (first, last) = outline.lines;
    let mut lines: Vec<Line> = Vec::new();
    let mut blank_before = true;
    let form = ladder.is_none() && form(outline, text);
    for line in first..last {
        let block = outline.block(line);
        let at = blank_before || form && section_label(text, block).is_some();
        blank_before = block.shape == Shape::Blank;
        // 老板：, 吴副总： speak to someone.
        let label = (block.start, block.label_end);
        let titled =
            || text.words(label.0, label.1).any(|hit| hit.word == Word::Post && hit.end() == label.1);
        let greets = terms::SALUTATIONS.are(&text.chars[label.0..label.1])
            || block.bare_label() && label.1 - label.0 <= 5 && titled();
        if matches!(block.shape, Shape::Prose | Shape::Item(_)) && !taken(line) && !greets {
            let leads = line + 1 < last && outline.block(line + 1).shape != Shape::Blank;
            lines.extend(
                read(text, line, block, at, on(captions, line).filter(|caption| !caption.alone))
                    .map(|found| Line { leads: at && leads || found.glued.is_some(), ..found }),
            );
        }
    }
    single_emoji(&mut lines);
    let mut found = Vec::new();
    let mut frames: Vec<Frame> = Vec::new();
    for line in &lines {
        if !frames.contains(&line.frame) {
            frames.push(line.frame);
        }
    }
    for frame in frames {
        let own: Vec<&Line> = lines.iter().filter(|line| line.frame == frame).collect();
        found.extend(heads(outline, text, &own, frame, ladder));
    }
    found
}

/// The kind of section that the label of a line names: 主要措施: 加强师傅培训.
fn section_label(text: &Text, block: &Block) -> Option<SectionKind> {
    if block.shape != Shape::Prose || block.label_end <= block.start || block.label_end - block.start > 9 {
        return None;
    }
    let (kind, strength) = kind_of(text, (block.start, block.label_end));
    (strength >= 5 && kind != SectionKind::Other).then_some(kind)
}

/// True of a form: labels before their text name four kinds of sections or more, none of them more than twice.
fn form(outline: &Outline, text: &Text) -> bool {
    let (first, last) = outline.lines;
    let mut counts = [0u8; 14];
    let told = (first..last).map(|line| outline.block(line)).filter(|block| block.body < block.end);
    for kind in told.filter_map(|block| section_label(text, block)) {
        counts[kind as usize] = counts[kind as usize].saturating_add(1);
    }
    counts.iter().filter(|count| **count > 0).count() >= 4 && counts.iter().all(|count| *count <= 2)
}

/// True of two words or more in capital letters.
fn capitals(line: &[char]) -> bool {
    line.iter().all(|c| c.is_ascii() && !c.is_ascii_lowercase() && !c.is_ascii_digit())
        && line.iter().filter(|c| c.is_ascii_alphabetic()).count() >= 4
}

/// True of a title that calls itself a plan, or says of what year or quarter it is.
fn plan_like(text: &Text, line: &Line) -> bool {
    let chars = &text.chars[..line.title.1];
    let dated = || (line.title.0..line.title.1).any(|at| super::when::year_at(chars, at).is_some());
    terms::PLAN_LIKE.within(&chars[line.title.0..]) || line.glued.is_none() && dated()
}

/// What a line looks like, where it can be a heading at all.
fn read(
    text: &Text,
    line: usize,
    block: &Block,
    blank_before: bool,
    caption: Option<&Caption>,
) -> Option<Line> {
    let at = text.lines[line];
    let chars = &text.chars[..at.end];
    let start = super::number::blank(chars, at.start);
    let trimmed = |end: usize| {
        let last = chars[start..end].iter().rposition(|c| !matches!(c, ' ' | '\t' | ':' | '—'));
        last.map_or(start, |last| start + last + 1)
    };
    let mut end = trimmed(at.end);
    // TARGETS (due 30 September): what stands in brackets after a title explains it.
    if chars[start..end].ends_with(&[')'])
        && let Some(open) = chars[start..end].iter().rposition(|c| *c == '(').filter(|open| *open > 1)
        && (capitals(&chars[start..start + open]) || kind_of(text, (start, start + open)).1 >= 5)
    {
        end = trimmed(start + open);
    }
    let c = *chars.get(start).filter(|_| end > start + 1)?;
    // 【4月要完成的数】都是4月30日前
    if c == '【'
        && let Some(close) = (start..end.min(start + 20)).find(|at| chars[*at] == '】' && at + 1 < end)
        && kind_of(text, (start + 1, close)).1 >= 5
    {
        let rest = super::number::blank(chars, close + 1);
        let dated = time_at(chars, rest).is_some_and(|time| time.end >= end);
        if !dated {
            let title = (start + 1, close);
            return Some(Line {
                at: line,
                frame: Frame::Bracket,
                title,
                titular: true,
                leads: true,
                glued: Some(rest),
            });
        }
    }
    let (frame, title) = if let Some(caption) = caption {
        (Frame::Caption(caption.word), (caption.title, end.max(caption.title)))
    } else if at.bold && (block.shape == Shape::Prose || symbol(c)) {
        let marks = chars[start..end].iter().take_while(|c| symbol(**c) || **c == ' ').count();
        (Frame::Bold, (start + marks, end))
    } else if c == '【' && chars[end - 1] == '】' {
        (Frame::Bracket, (start + 1, end - 1))
    } else if symbol(c) || c == '>' {
        let marks = chars[start..end].iter().take_while(|c| symbol(**c) || matches!(**c, ' ' | '>')).count();
        let tail = chars[start + marks..end].iter().rev().take_while(|c| symbol(**c) || **c == ' ').count();
        (Frame::Symbol(c), (start + marks, end - tail))
    } else if block.shape == Shape::Prose && chars[start..at.end].ends_with(&['—', '—']) {
        // 怎么弄——
        (Frame::Symbol('—'), (start, end))
    } else if capitals(&chars[start..end]) {
        (Frame::Capitals, (start, end))
    } else if block.shape == Shape::Prose && blank_before && start == at.start {
        let labelled = block.label_end > block.start && block.body < block.end && !block.remark(chars);
        if labelled && kind_of(text, (start, block.label_end)).1 >= 5 {
            let title = (start, block.label_end);
            let short = title.1 - title.0 <= 12;
            return Some(Line {
                at: line,
                frame: Frame::Bare,
                title,
                titular: short,
                leads: true,
                glued: Some(block.body),
            });
        }
        (Frame::Bare, (start, end))
    } else {
        return None;
    };
    let name = &chars[title.0..title.1.max(title.0)];
    let figures = text.words(title.0, title.1).all(|hit| !matches!(hit.word, Word::Unit | Word::Currency))
        || !counts(chars, title);
    // In bold a figure or a label is no goal: **Slide 4 · How the 5.6M splits**.
    let bold = matches!(frame, Frame::Bold | Frame::Caption(_));
    // 追赶办法，就四招: what names a kind and ends on a colon may go on after a comma.
    let framed = matches!(frame, Frame::Symbol(_) | Frame::Emoji | Frame::Bracket);
    let announces = (framed || frame == Frame::Bare && chars.ends_with(&[':']))
        && name.contains(&',')
        && kind_of(text, title).1 >= 5;
    // 怎么看，怎么奖
    let twofold = frame == Frame::Bare && name.len() <= 10 && kind_of(text, title).1 >= 5;
    let plain = (bold || (announces || twofold) && !name.contains(&':'))
        && name.iter().all(|c| !ends_sentence(*c))
        || name.iter().all(|c| {
            !ends_sentence(*c) && !matches!(c, ',' | ':' | '|' | '｜' | '_' | '%' | '@' | '→' | '\t')
        });
    let letters = name.iter().filter(|c| !c.is_ascii()).count();
    let longest = match frame {
        _ if letters * 4 < name.len() => 48,
        // Brackets around the whole line say by themselves that it is a title.
        Frame::Bracket | Frame::Bold | Frame::Caption(_) => 28,
        _ => 18,
    };
    let titular = (1..=longest).contains(&name.len()) && (figures || bold) && plain;
    Some(Line { at: line, frame, title, titular, leads: false, glued: None })
}

/// True if a title has a figure that is no time: 5月复盘 has none.
fn counts(chars: &[char], (start, end): (usize, usize)) -> bool {
    let mut at = start;
    while at < end {
        if let Some(time) = time_at(&chars[..end], at) {
            at = time.end.max(at + 1);
        } else if chars[at].is_ascii_digit() {
            return true;
        } else {
            at += 1;
        }
    }
    false
}

/// Symbols that stand once each make one frame together.
fn single_emoji(lines: &mut [Line]) {
    let mut counts: HashMap<char, usize> = HashMap::new();
    for line in lines.iter() {
        if let Frame::Symbol(c) = line.frame {
            *counts.entry(c).or_default() += 1;
        }
    }
    for line in lines {
        if let Frame::Symbol(c) = line.frame
            && counts.get(&c) == Some(&1)
        {
            line.frame = Frame::Emoji;
        }
    }
}

/// Of the lines in one frame those that are headings; none where most of them are items.
fn heads(
    outline: &Outline,
    text: &Text,
    own: &[&Line],
    frame: Frame,
    ladder: Option<(usize, usize)>,
) -> Vec<Heading> {
    // What comes first is the title of the whole plan.
    let top = (outline.lines.0..outline.lines.1).find(|line| outline.block(*line).shape != Shape::Blank);
    let title = outline.lines.0..outline.lines.0 + 2;
    // A line or two below the first, with a date: who wrote the plan, and for when.
    let dated = |line: &Line| {
        let mut below = (line.at + 1..outline.lines.1).map(|at| (at, outline.block(at)));
        let (told, rest) = (below.next(), below.take(2).any(|(_, block)| block.shape == Shape::Blank));
        rest && told.is_some_and(|(_, block)| {
            (block.start..block.end).any(|at| time_at(&text.chars[..block.end], at).is_some())
        })
    };
    let heads_plan = |line: &Line| {
        plan_like(text, line) || kind_of(text, line.title).1 < 5 && line.glued.is_none() && dated(line)
    };
    let titular: Vec<&&Line> = own
        .iter()
        .filter(|line| line.titular && (top != Some(line.at) || frame == Frame::Bare && !heads_plan(line)))
        .collect();
    let others = own.iter().filter(|line| !line.titular && !title.contains(&line.at)).count();
    let named = |line: &Line| kind_of(text, line.title).1 >= 5;
    let body = |line: &Line| {
        if line.glued.is_some() {
            return true;
        }
        let next = (line.at + 1..outline.lines.1).find(|next| outline.block(*next).shape != Shape::Blank);
        // What stands in no frame is only a sibling where it reads like a title.
        let sibling = |next: usize| {
            own.binary_search_by_key(&next, |other| other.at)
                .is_ok_and(|at| frame != Frame::Bare || own[at].titular && own[at].glued.is_none())
        };
        next.is_some_and(|next| outline.block(next).content() && !sibling(next))
    };
    // 怎么考核 / 奖金看三样：收入六成: a label below a title is no title of its own.
    let below = |line: &Line| {
        let above = (outline.lines.0..line.at).rev().find(|at| outline.block(*at).shape != Shape::Blank);
        frame == Frame::Bare
            && line.glued.is_some()
            && above
                .and_then(|at| titular.iter().find(|other| other.at == at))
                .is_some_and(|above| above.glued.is_none() && named(above))
    };
    let titular: Vec<&&Line> = titular.iter().filter(|line| !below(line)).copied().collect();
    let known = titular.iter().filter(|line| named(line)).count();
    let titular_count = titular.len();
    let bodies = titular.iter().filter(|line| body(line)).count();
    // Where most paragraphs begin with a short line these are headings, whatever they say.
    let attached = titular.iter().filter(|line| line.leads).count();
    let paragraphs = own.iter().filter(|line| line.leads).count();
    let outlined =
        frame == Frame::Bare && ladder.is_none() && attached >= 3 && attached * 5 >= paragraphs * 3;
    let series = match frame {
        Frame::Bare if outlined => true,
        // A short line by itself must be named where numbers make the series.
        Frame::Bare => known > 0 && (ladder.is_some() || known >= 2),
        // Below numbers they are the captions of tables and pictures.
        Frame::Caption(_) => ladder.is_none() && known >= 2 && titular.len() * 10 >= own.len() * 8,
        Frame::Capitals | Frame::Bold => titular.len() >= 3 && bodies * 10 >= titular.len() * 6,
        _ => {
            titular.len() >= 2
                && others * 3 <= titular.len()
                && (bodies * 10 >= titular.len() * 6)
                && known * 4 >= titular.len()
        }
    };
    if !series {
        return Vec::new();
    }
    let fits = |line: &&&Line| match frame {
        // Among numbered headings only what comes before the first and after the last has none.
        Frame::Bare => {
            let outside = ladder.is_none_or(|(first, last)| line.at < first || line.at > last);
            let kind = kind_of(text, line.title).0;
            let frame = matches!(kind, SectionKind::Introduction | SectionKind::Summary);
            // Where most short lines name sections the others are sections as well.
            let like = named(line)
                || outlined && line.leads
                || ladder.is_none() && known * 2 > titular_count && known >= 3;
            // 考核, and nothing below it: a section that was left empty.
            let apart = |at: usize| outline.lines.1 <= at || outline.block(at).shape == Shape::Blank;
            let empty = ladder.is_none()
                && line.at > outline.lines.0
                && known >= 3
                && line.title.1 - line.title.0 <= 4
                && kind_of(text, line.title).1 >= 7
                && apart(line.at + 1)
                && apart(line.at - 1);
            like && (body(line) || empty)
                && outside
                && (frame || ladder.is_none())
                && line.title.1 - line.title.0 <= if text.chars[line.title.0].is_ascii() { 40 } else { 12 }
        }
        _ => true,
    };
    titular
        .into_iter()
        .filter(fits)
        .map(|line| Heading {
            line: line.at,
            title: line.title,
            bare: frame == Frame::Bare,
            glued: line.glued,
        })
        .collect()
}
