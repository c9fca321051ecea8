//! Percents, tenths and percentage points, which are told apart, and ordinals.

use super::measure::Measure;
use super::number::{address, among, blank, digit, magnitude, numeral, starts};
use super::terms::matches;

/// A value with its place, in characters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Found {
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// The value; for percents in percent (25 for 25 %).
    pub value: f64,
}

/// Percents: 25%, 百分之二, 九折, 三成 and percentage points, which are told apart by [`Measure`].
pub fn percents(chars: &[char]) -> Vec<(Found, Measure)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        if let Some(next) = address(chars, at) {
            at = next;
        } else if let Some((percent, measure)) = percent_at(chars, at) {
            found.push((percent, measure));
            at = percent.end;
        } else {
            let digits = chars[at..].iter().take_while(|c| c.is_ascii_digit()).count();
            at += digits.max(1);
        }
    }
    found
}

pub(super) fn numeric(c: char) -> bool {
    c.is_ascii_digit() || digit(c).is_some() || magnitude(c).is_some()
}

/// The percent that begins at a character.
pub(super) fn percent_at(chars: &[char], at: usize) -> Option<(Found, Measure)> {
    let c = *chars.get(at)?;
    let before = at.checked_sub(1).map(|i| chars[i]);
    let after_number = before.is_some_and(numeric);
    let found = |end: usize, value: f64, measure| {
        let value = (value * 1e12).round() / 1e12;
        value.is_finite().then_some((Found { start: at, end, value }, measure))
    };
    if matches!(c, '百' | '佰' | '千' | '仟' | '万') && !after_number {
        // 百分之, 千分之, 百万分之: the word for the whole, then the share.
        let mut whole = 1.0;
        let mut i = at;
        while let Some(value) = chars.get(i).copied().and_then(magnitude) {
            whole *= value;
            i = blank(chars, i + 1);
        }
        let zhi = blank(chars, i + 1);
        if chars.get(i) == Some(&'分') && chars.get(zhi) == Some(&'之') {
            let from = blank(chars, zhi + 1);
            if matches!(chars.get(from), Some('百' | '佰')) {
                return found(from + 1, 100.0 * 100.0 / whole, Measure::Percent);
            }
            let part = numeral(chars, from)?;
            if chars.get(part.end).copied().is_some_and(numeric) {
                return None;
            }
            return found(part.end, part.value * 100.0 / whole, Measure::Percent);
        }
    }
    // 占一半; 各占一半 leaves open of what.
    let each = at >= 2 && chars[at - 2] == '各';
    if c == '一' && before == Some('占') && !each && chars.get(at + 1) == Some(&'半') {
        return found(at + 2, 50.0, Measure::Percent);
    }
    if c == '对' && before == Some('打') && matches(chars, at, "对折") {
        return found(at + 2, 50.0, Measure::Percent);
    }
    if c == '半' && chars.get(at + 1).is_some_and(|c| among(*c, "成折")) {
        return found(at + 2, 5.0, Measure::Percent);
    }
    if !starts(c) || after_number || (c == '.' || before == Some('.')) {
        return None;
    }
    if let Some(tenths) = tenths_at(chars, at) {
        return found(tenths.end, tenths.value, Measure::Percent);
    }
    let number = numeral(chars, at)?;
    let next = blank(chars, number.end);
    if chars.get(next) == Some(&'%') {
        let goes_on = chars.get(next + 1).is_some_and(char::is_ascii_digit);
        return if goes_on || before == Some('%') {
            None
        } else {
            found(next + 1, number.value, Measure::Percent)
        };
    }
    let mut i = next;
    for wanted in ['个', '百', '分', '点'] {
        i = blank(chars, i);
        if chars.get(i) != Some(&wanted) && !(wanted == '百' && chars.get(i) == Some(&'佰')) {
            return None;
        }
        i += 1;
    }
    found(i, number.value, Measure::Points)
}

/// 九折, 九九折, 7 2 折, 七成六, 六点五成, 10成: tenths as shops and people say them.
fn tenths_at(chars: &[char], at: usize) -> Option<Found> {
    let value_of = |c: char| if c.is_ascii_digit() { Some(f64::from(c as u32 - 48)) } else { digit(c) };
    let c = chars[at];
    let ten = matches!(c, '十' | '拾');
    let first = if ten { 10.0 } else { value_of(c)? };
    let mut value = first * 10.0;
    let mut i = blank(chars, at + 1);
    if !ten {
        let point = chars.get(i).is_some_and(|c| matches!(c, '.' | '点'));
        let from = if point { blank(chars, i + 1) } else { i };
        if let Some(second) = chars.get(from).copied().and_then(value_of) {
            // 10成 is all of it, 10折 is none.
            let all = first == 1.0 && second == 0.0 && !point;
            value = if all { 100.0 } else { value + second };
            i = blank(chars, from + 1);
            let unit = chars.get(i)?;
            if *unit == '成' && !point && !all {
                return None;
            }
        }
    }
    match chars.get(i)? {
        '折' if !ten => Some(Found { start: at, end: i + 1, value }),
        '成' => {
            if chars.get(i + 1).is_some_and(|c| among(*c, "单交功员本长立果熟效为就立")) {
                return None;
            }
            let next = blank(chars, i + 1);
            match chars.get(next).copied() {
                Some('半') => Some(Found { start: at, end: next + 1, value: value + 5.0 }),
                Some(c) if value % 10.0 == 0.0 && value_of(c).is_some() => {
                    Some(Found { start: at, end: next + 1, value: value + value_of(c)? })
                }
                _ => Some(Found { start: at, end: i + 1, value }),
            }
        }
        _ => None,
    }
}

/// Ordinals: 第三, 第250, 第三万.
pub fn ordinals(chars: &[char]) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let number = if chars[at] == '第' { numeral(chars, at + 1) } else { None };
        match number {
            Some(number) if !matches!(chars[at + 1], '-' | '负') => {
                found.push(Found { start: at, end: number.end, value: number.value });
                at = number.end;
            }
            _ => at += 1,
        }
    }
    found
}
