//! Quantities: numbers with what they count, percent apart from percentage points, money, ranges and bounds.
//!
//! 以上, 以下 and 以内 include the figure itself, as article 1259 of the Civil Code (民法典) says;
//! 超过 and 不满 exclude it. Five percentage points (5个百分点) are not 5 %.

pub use super::bounds::Bound;
pub use super::measure::Measure;
pub use super::money::{Money, money};
pub use super::percent::{Found, ordinals, percents};
pub use super::ranges::{Range, ranges};

use super::bounds::bound_after;
use super::lexicon::{self, Word, kinds};
use super::number::{Numeral, among, blank, magnitude, numeral, starts};
use super::percent::percent_at;
use super::terms::{self, matches};
use super::unit::unit;

/// A number or a blank for one, with what it counts, as a plan states it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quantity {
    /// First character.
    pub start: usize,
    /// One past the last character, unit and bound included.
    pub end: usize,
    /// The value; of a range its lower end.
    pub low: f64,
    /// The upper end of a range; otherwise the value.
    pub high: f64,
    /// What it counts.
    pub measure: Measure,
    /// The limit that the words around it make it.
    pub bound: Option<Bound>,
    /// A letter or crosses stand for the number: X万元, XX家.
    pub hole: bool,
    /// Where the number itself ends.
    pub number_end: usize,
    /// Its own words say that it is a change: 翻番.
    pub change: bool,
}

/// What stands for a number that is not there yet: X, Y%, XX, ××, ○○, ____, 【 】, [X], **, TBD. Gives its end.
pub(super) fn hole(chars: &[char], at: usize) -> Option<usize> {
    let c = *chars.get(at)?;
    match c {
        '_' => {
            let count = chars[at..].iter().take_while(|c| **c == '_').count();
            let first = at == 0 || chars[at - 1] != '_';
            return (first && count >= 2).then_some(at + count);
        }
        '【' | '[' => {
            let close = if c == '[' { ']' } else { '】' };
            let length = chars[at + 1..].iter().take(8).position(|c| *c == close)?;
            let open = chars[at + 1..=at + length]
                .iter()
                .all(|c| matches!(c, ' ' | '\t' | '_' | 'X' | 'x' | 'Y' | '…'));
            // [ ] and [x] before an item are boxes to tick.
            let tick =
                c == '[' && length <= 1 && chars.get(at + 1).is_none_or(|c| !matches!(c, 'X' | 'Y' | '_'));
            return (open && length > 0 && !tick).then_some(at + length + 2);
        }
        '*' | '○' => {
            let count = chars[at..].iter().take_while(|other| **other == c).count();
            let before = at > 0 && chars[at - 1] == c;
            let counted = unit(chars, at + count).is_some()
                || chars.get(at + count).is_some_and(|c| matches!(c, '万' | '亿' | '千'));
            return (count >= 2 && !before && counted).then_some(at + count);
        }
        _ => {}
    }
    let kind = |c: char| match c {
        'X' | 'x' | '×' => Some('X'),
        'Y' | 'Z' | 'W' | 'N' | 'M' => Some(c),
        _ => None,
    };
    let kind_here = kind(c)?;
    if at > 0 && (chars[at - 1].is_ascii_alphanumeric() || kind(chars[at - 1]).is_some()) {
        return None;
    }
    let mut end = at + 1;
    while chars.get(end).copied().and_then(kind) == Some(kind_here) {
        end += 1;
    }
    // XXMW: crosses before a unit.
    let counted = terms::LATIN_UNITS.longest(chars, end);
    let word = chars.get(counted.unwrap_or(end)).is_some_and(char::is_ascii_alphanumeric);
    if word || counted.is_some() && end - at < 2 || end - at > 6 {
        return None;
    }
    let single = end - at == 1;
    if single && (c == '×' || c == 'x') {
        return None;
    }
    if !single && kind_here != 'X' {
        return None;
    }
    Some(end)
}

impl Quantity {
    /// True if it is one known value, no range and no blank.
    pub fn is_exact(&self) -> bool {
        !self.hole && self.low == self.high
    }
}

/// The quantity that begins at a character: number or blank, range, unit and the bound after it.
pub(super) fn quantity_at(chars: &[char], at: usize) -> Option<Quantity> {
    let c = *chars.get(at)?;
    if let Some(end) = hole(chars, at) {
        // X万元, X 万元.
        let next = blank(chars, end);
        let scaled = chars.get(next).is_some_and(|c| matches!(c, '万' | '亿' | '千'));
        let unit_at = if scaled { next + 1 } else { end };
        let counted = unit(chars, blank(chars, unit_at));
        let single = end - at == 1;
        if single && counted.is_none() && !scaled {
            return None;
        }
        let (after, measure, _) = counted.unwrap_or((unit_at, Measure::None, 1.0));
        return Some(finish(chars, at, end, after, (f64::NAN, f64::NAN), measure, true));
    }
    if !starts(c) && !matches(chars, at, "万分之") || c == '.' || terms::NO_QUANTITIES.at(chars, at).is_some()
    {
        return None;
    }
    if at > 0 && (chars[at - 1].is_ascii_alphabetic() || chars[at - 1] == '第') && c != '-' {
        return None;
    }
    // 见表1, 附件2: the number of a table is no figure.
    if at > 0
        && terms::NUMBERED_THINGS.closes(&chars[at.saturating_sub(2)..at])
        && unit(chars, blank(chars, at + 1)).is_none()
    {
        return None;
    }
    // 5G消息 names a network.
    if matches!(chars.get(at..at + 2), Some(['2'..='6', 'G']))
        && !chars.get(at + 2).is_some_and(char::is_ascii_alphanumeric)
    {
        return None;
    }
    // Tier-1 and A-12 are names.
    if at > 1 && chars[at - 1] == '-' && chars[at - 2].is_ascii_alphabetic() {
        return None;
    }
    if let Some((percent, measure)) = percent_at(chars, at) {
        // 55%-60%; 从14%到11% goes from one to the other.
        let second = matches!(chars.get(percent.end), Some('-' | '—' | '~'))
            .then(|| percent_at(chars, percent.end + 1))
            .flatten()
            .filter(|(second, other)| *other == measure && second.value > percent.value);
        let last = second.map_or(percent, |(second, _)| second);
        let ends = (percent.value / 100.0, last.value / 100.0);
        return Some(finish(chars, at, last.end, last.end, ends, measure, false));
    }
    if !c.is_ascii_digit() && lexicon::word_at(chars, at, kinds([Word::Idle])).is_some() {
        return None;
    }
    let first = numeral(chars, at)?;
    // 5G专网 names something.
    let named = chars[first.end - 1].eq_ignore_ascii_case(&'g') && first.scaled;
    if named && chars.get(first.end).is_some_and(|c| c.is_alphabetic()) {
        return None;
    }
    // 3C客户, 4S店: so does a capital before its noun.
    if c.is_ascii_digit()
        && !first.scaled
        && chars.get(first.end).is_some_and(char::is_ascii_uppercase)
        && chars.get(first.end + 1).is_some_and(|c| c.is_alphabetic() && !c.is_ascii())
        && unit(chars, first.end).is_none()
    {
        return None;
    }
    let mut number_end = first.end;
    let (mut low, mut high) = (first.value, first.value);
    let mut unit_first = unit(chars, blank(chars, first.end));
    // A range shares the unit of its upper end: 1500-2000万元, 5-20%, 3至5家, 50万元到80万元.
    let link_at = unit_first.map_or(first.end, |(end, ..)| end);
    if let Some(second_at) = terms::SPANS.at(chars, blank(chars, link_at)).map(|end| blank(chars, end))
        && let Some(second) = numeral(chars, second_at).filter(|_| chars.get(second_at) != Some(&'-'))
        && let counted = unit(chars, blank(chars, second.end))
        && (unit_first.is_none() || counted.map(|(_, m, _)| m) == unit_first.map(|(_, m, _)| m))
        && !(counted.is_none()
            && !second.scaled
            && chars.get(second.end).is_some_and(|c| among(*c, "年月日号季")))
    {
        let scale = if second.scaled && !first.scaled { scale_of(chars, second_at, second) } else { 1.0 };
        if low * scale < second.value {
            (low, high) = (low * scale, second.value);
            (number_end, unit_first) = (second.end, counted);
        }
    }
    if first.about {
        high = high.max(low);
    }
    // 码头路1号 is a place.
    if unit_first.is_none() && chars.get(number_end) == Some(&'号') {
        return None;
    }
    // 36000票以上: one letter before a bound counts something, whatever it is.
    let unnamed = || {
        let letter = chars.get(number_end).is_some_and(|c| c.is_alphabetic() && !c.is_ascii() && !starts(*c));
        (letter && c.is_ascii_digit() && bound_after(chars, number_end + 1).is_some()).then_some((
            number_end + 1,
            Measure::Count,
            1.0,
        ))
    };
    let (after, measure, worth) = unit_first.or_else(unnamed).unwrap_or((number_end, Measure::None, 1.0));
    if measure == Measure::None && !c.is_ascii_digit() && first.single {
        return None;
    }
    Some(finish(chars, at, number_end, after, (low * worth, high * worth), measure, false))
}

/// The magnitude that the last word of a numeral says.
fn scale_of(chars: &[char], start: usize, number: Numeral) -> f64 {
    let mut scale = 1.0;
    for c in chars[start..number.end].iter().rev() {
        match magnitude(*c) {
            Some(value) if value >= 1e3 => scale *= value,
            _ if matches!(c, 'w' | 'W') => scale *= 1e4,
            _ if matches!(c, 'k' | 'K') => scale *= 1e3,
            _ => break,
        }
    }
    scale
}

pub(super) fn finish(
    chars: &[char],
    start: usize,
    number_end: usize,
    after: usize,
    (low, high): (f64, f64),
    measure: Measure,
    hole: bool,
) -> Quantity {
    let (end, bound) = match bound_after(chars, after) {
        Some((end, bound)) => (end, Some(bound)),
        None => (after, None),
    };
    Quantity { start, end, low, high, measure, bound, hole, number_end, change: false }
}

/// Of the quantities of a plan those that begin in a range.
pub(super) fn within(all: &[Quantity], start: usize, end: usize) -> &[Quantity] {
    let low = all.partition_point(|quantity| quantity.start < start);
    let high = low + all[low..].partition_point(|quantity| quantity.start < end);
    &all[low..high]
}
