//! Numbers with limits, as sets of values.

use super::bounds::{Bound, bound_after, bound_before};
use super::number::{Numeral, among, blank, numbers};
use super::percent::percent_at;
use super::terms;
use super::unit::unit;

/// A limit, and whether it is left out.
type Limit = Option<(f64, bool)>;

/// A set of values between two limits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Range {
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// Lower limit, and whether it is left out.
    pub low: Option<(f64, bool)>,
    /// Upper limit, and whether it is left out.
    pub high: Option<(f64, bool)>,
}

fn limits(bound: Bound, value: f64) -> (Limit, Limit) {
    match bound {
        Bound::AtLeast => (Some((value, false)), None),
        Bound::Above => (Some((value, true)), None),
        Bound::AtMost => (None, Some((value, false))),
        Bound::Below => (None, Some((value, true))),
    }
}

/// Numbers with limits: 大于20小于35, 20-100, 五百以上, 至少10.
pub fn ranges(chars: &[char]) -> Vec<Range> {
    let numbers = numbers(chars);
    let number_at =
        |at: usize| numbers.binary_search_by(|(start, _)| start.cmp(&at)).ok().map(|i| numbers[i].1);
    let mut found: Vec<Range> = Vec::new();
    let mut at = 0;
    let mut joined = false;
    while at < chars.len() {
        let Some(range) = range_at(chars, at, &number_at) else {
            at += 1;
            continue;
        };
        if let Some(last) = found.last_mut().filter(|_| !joined)
            && let Some(whole) = join(chars, last, &range)
        {
            *last = whole;
            joined = true;
        } else {
            found.push(range);
            joined = false;
        }
        at = range.end.max(at + 1);
    }
    found
}

/// Two bounds said in one breath are one range: 大于10小于20.
fn join(chars: &[char], first: &Range, second: &Range) -> Option<Range> {
    let ((Some(low), None, None, Some(high)) | (None, Some(high), Some(low), None)) =
        (first.low, first.high, second.low, second.high)
    else {
        return None;
    };
    let mut i = blank(chars, first.end);
    if let Some(end) = terms::AND_SO.at(chars, i) {
        i = blank(chars, end);
    }
    (i == second.start && low.0 < high.0).then_some(Range {
        start: first.start,
        end: second.end,
        low: Some(low),
        high: Some(high),
    })
}

fn range_at(chars: &[char], at: usize, number_at: &dyn Fn(usize) -> Option<Numeral>) -> Option<Range> {
    if let Some((end, bound)) = bound_before(chars, at) {
        let i = blank(chars, end);
        let (end, value) = value_at(chars, i, number_at)?;
        let (low, high) = limits(bound, value);
        return Some(Range { start: at, end, low, high });
    }
    if let Some(end) = terms::EQUALS.at(chars, at) {
        let (end, value) = value_at(chars, blank(chars, end), number_at)?;
        return Some(Range { start: at, end, low: Some((value, false)), high: Some((value, false)) });
    }
    if chars[at] == '比' {
        let number = number_at(blank(chars, at + 1))?;
        let i = blank(chars, number.end);
        let i = if chars.get(i) == Some(&'更') { i + 1 } else { i };
        let bound = match chars.get(i)? {
            '大' | '多' | '高' => Bound::Above,
            '小' | '少' | '低' => Bound::Below,
            _ => return None,
        };
        let (low, high) = limits(bound, number.value);
        return Some(Range { start: at, end: i + 1, low, high });
    }
    let from = terms::LIES_IN.at(chars, at).map_or(at, |end| blank(chars, end));
    let first = number_at(from)?;
    let next = blank(chars, first.end);
    let link = terms::RANGE_LINKS.at(chars, next);
    if let Some((second_at, second)) = link
        .map(|end| blank(chars, end))
        .and_then(|i| Some((i, number_at(i)?)))
        .filter(|(_, n)| n.value > first.value)
    {
        debug_assert!(second_at > next);
        let between = terms::BETWEEN.at(chars, blank(chars, second.end));
        let loose = matches!(chars[next], '和' | '与');
        if between.is_some() || (!loose && from == at) {
            return Some(Range {
                start: if between.is_some() { at } else { from },
                end: between.unwrap_or(second.end),
                low: Some((first.value, false)),
                high: Some((second.value, true)),
            });
        }
    }
    if from != at {
        return None;
    }
    if first.about {
        return Some(Range { start: at, end: first.end, low: Some((first.value, true)), high: None });
    }
    if chars.get(next).is_some_and(|c| among(*c, "多余")) {
        return Some(Range { start: at, end: next + 1, low: Some((first.value, true)), high: None });
    }
    let i = unit(chars, next).map_or(next, |(end, ..)| end);
    let (end, bound) = bound_after(chars, i)?;
    let (low, high) = limits(bound, first.value);
    Some(Range { start: at, end, low, high })
}

/// A number or a percent, in percent.
fn value_at(chars: &[char], at: usize, number_at: &dyn Fn(usize) -> Option<Numeral>) -> Option<(usize, f64)> {
    if let Some((percent, _)) = percent_at(chars, at) {
        return Some((percent.end, percent.value));
    }
    number_at(at).map(|number| (number.end, number.value))
}
