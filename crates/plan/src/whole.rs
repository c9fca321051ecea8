//! Shares of a whole told one after the other: 自然进店30%、抖音35%、婚博会25%、老客10%. They are parts of something and no goals.

use super::lexicon::{Word, kinds};
use super::measure::Measure;
use super::quantity::{Quantity, within};
use super::text::Text;

/// How far from 100 % the shares of a whole may be: someone miscounted.
const NEAR: std::ops::RangeInclusive<f64> = 0.85..=1.15;
/// Longest name of a part.
const NAME: usize = 12;

/// An exact percentage that no word bounds.
pub(super) fn is_share(q: &Quantity) -> bool {
    q.measure == Measure::Percent && q.is_exact() && q.bound.is_none()
}

/// True where more is said in a range than what parts are called: a known figure, or a verb of reaching and changing.
pub(super) fn says_more(text: &Text, start: usize, end: usize) -> bool {
    let says = kinds([Word::Up, Word::Down, Word::Reach, Word::Metric, Word::Measured]);
    text.words(start, end).any(|hit| says >> hit.word as u64 & 1 == 1)
}

/// The shares in a sentence, three or more: after the first nothing but names and shares, near 100 % in all.
pub(super) fn shares<'a>(
    text: &Text,
    quantities: &'a [Quantity],
    (start, end): (usize, usize),
) -> Option<&'a [Quantity]> {
    let chars = &text.chars;
    let own = within(quantities, start, end);
    let share = |q: &Quantity| is_share(q) && !q.change;
    let first = own.iter().position(share)?;
    let parts = &own[first..];
    let listed = |from: usize, to: usize| {
        // 续班（60%）、转介绍（30%）
        let between = &chars[from.min(to)..to];
        let between = between.strip_prefix(&[')']).unwrap_or(between);
        let between = between.strip_suffix(&['(']).unwrap_or(between);
        let name = between.strip_prefix(&['、']).or(between.strip_prefix(&[','])).unwrap_or_default();
        let name = name.strip_suffix(&['占']).unwrap_or(name);
        (1..=NAME).contains(&name.len()) && name.iter().all(|c| c.is_alphanumeric() || *c == ' ')
    };
    let joined = parts.windows(2).all(|pair| listed(pair[0].end, pair[1].start));
    let begins = chars[..parts[0].start].iter().rposition(|c| matches!(c, ':' | ',' | '。' | ';' | '('));
    let from = begins.map_or(start, |at| at + 1).max(start);
    let last = parts[parts.len() - 1].end;
    let plain =
        !says_more(text, from, last) && chars.get(last).is_none_or(|c| matches!(c, '。' | ';' | ')' | '\n'));
    let rate = chars[from..last].windows(2).any(|pair| pair[0] == '率' && !pair[1].is_alphabetic());
    let sum: f64 = parts.iter().map(|part| part.low).sum();
    (parts.len() >= 3 && parts.iter().all(share) && joined && plain && !rate && NEAR.contains(&sum))
        .then_some(parts)
}
