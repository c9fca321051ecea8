//! The words for what quantities count.

use super::lexicon::{self, Word, kinds};
use super::measure::Measure;
use super::number::among;
use super::terms;

/// A unit word that begins at a character: its end, what it counts and its worth.
pub(super) fn unit(chars: &[char], at: usize) -> Option<(usize, Measure, f64)> {
    let hit = lexicon::word_at(chars, at, kinds([Word::Unit, Word::Currency]))?;
    // 试吃500块: money, where nothing is told that comes in pieces.
    let money = chars[at] == '块' && chars.get(at + 1).is_none_or(|c| !c.is_alphanumeric());
    if money {
        return Some((at + 1, Measure::Money, 1.0));
    }
    if hit.word == Word::Currency {
        return currency_word(chars, at).map(|(end, _)| (end, Measure::Money, 1.0));
    }
    let (measure, worth) = lexicon::unit_of(&hit);
    // 分 is a mark only where it does not begin another word.
    let wrong = chars[at] == '分'
        && hit.end() == at + 1
        && chars.get(hit.end()).is_some_and(|c| among(*c, "之析别类级配享解为成公工销支布"));
    (!wrong).then_some((hit.end(), measure, worth))
}

/// The currency word that begins at a character: its end and its place in the table.
pub(super) fn currency_word(chars: &[char], at: usize) -> Option<(usize, usize)> {
    let hit = lexicon::word_at(chars, at, kinds([Word::Currency]))?;
    let in_word = terms::NO_MONEY.at(chars, at).is_some();
    (!in_word).then_some((hit.end(), hit.value as usize))
}
