//! Titles that begin with a word and a number: 表1 来由, P2 | 我们站在哪里, Slide 3: Goals, 模块二：目标; or stand below them.

use super::blocks::symbol;
use super::marks::small_number;
use super::number::{among, blank, digit};
use super::terms;
use super::text::Text;

/// The word of a series, cut to its first letters.
pub(super) type Word = [char; 4];

/// A line of a series.
#[derive(Debug, Clone, Copy)]
pub(super) struct Caption {
    pub line: usize,
    pub word: Word,
    /// Where its title begins.
    pub title: usize,
    number: u32,
    /// Nothing else stands on its line: the title is the next one.
    pub alone: bool,
}

/// Reads the word and the number that a line begins with.
fn caption(chars: &[char], line: usize, (start, end): (usize, usize)) -> Option<Caption> {
    let chars = &chars[..end];
    let start = start + chars[start..].iter().take_while(|c| symbol(**c) || **c == ' ').count();
    let letters = |c: &&char| c.is_alphabetic() && digit(**c).is_none() || **c == '#';
    let length = chars[start..].iter().take(9).take_while(letters).count();
    let word = &chars[start..start + length];
    let longest = if word.first()?.is_ascii() { 8 } else { 4 };
    if length > longest || terms::NO_CAPTIONS.closes(word) {
        return None;
    }
    let (after, number) = small_number(chars, blank(chars, start + length))?;
    let pause = chars[after..].iter().take_while(|c| among(**c, " \t:、.|｜—-·")).count();
    let title = after + pause;
    let columns = chars[title..].iter().any(|c| matches!(c, '\t' | '|'));
    let mut kept = ['\0'; 4];
    kept.iter_mut().zip(word).for_each(|(kept, c)| *kept = *c);
    ((pause > 0 || title >= end) && !columns).then_some(Caption {
        line,
        word: kept,
        title,
        number,
        alone: title >= end,
    })
}

/// The lines of a plan that begin with one word and a number that goes up, three or more, most of which have other lines
/// below them; in the order of the lines.
pub(super) fn captions(text: &Text, (first, last): (usize, usize)) -> Vec<Caption> {
    let at = |line: usize| (text.lines[line].start, text.lines[line].end);
    let mut all: Vec<Caption> =
        (first..last).filter_map(|line| caption(&text.chars, line, at(line))).collect();
    planscore_stats::sort_by(&mut all, &|a, b| a.word.cmp(&b.word).then(a.line.cmp(&b.line)));
    let filled = |line: &usize| text.chars[at(*line).0..at(*line).1].iter().any(|c| !c.is_whitespace());
    let mut found = Vec::new();
    for own in all.chunk_by(|a, b| a.word == b.word) {
        let rises = own.windows(2).all(|pair| pair[0].number < pair[1].number);
        let next = |caption: &Caption| (caption.line + 1..last).find(filled);
        let bodies = (0..own.len()).filter(|at| {
            let sibling = own.get(at + 1).map(|other| other.line);
            next(&own[*at]).is_some_and(|next| sibling != Some(next))
        });
        if own.len() >= 3 && rises && bodies.count() * 10 >= own.len() * 6 {
            found.extend_from_slice(own);
        }
    }
    planscore_stats::sort_by(&mut found, &|a, b| a.line.cmp(&b.line));
    found
}

/// The caption of a line, if it is one.
pub(super) fn on(captions: &[Caption], line: usize) -> Option<&Caption> {
    captions.binary_search_by_key(&line, |caption| caption.line).ok().map(|at| &captions[at])
}
