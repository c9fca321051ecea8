//! Quantities: numbers with what they count, percent apart from percentage points, money, ranges and bounds.
//!
//! 以上, 以下 and 以内 include the figure itself, as article 1259 of the Civil Code (民法典) says;
//! 超过 and 不满 exclude it. Five percentage points (5个百分点) are not 5 %.

use super::lexicon::{self, Word, kinds};
use super::number::among;
use super::number::{Numeral, address, blank, digit, magnitude, numbers, numeral, starts};
use super::terms::{self, Terms};

/// What a quantity counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// A bare number.
    None,
    /// A share; the value is a fraction.
    Percent,
    /// Percentage points; the value is a fraction of one.
    Points,
    /// Money, in its main unit.
    Money,
    /// Things: 家, 个, 次.
    Count,
    /// Days.
    Days,
    /// Hours.
    Hours,
    /// Points of a score: 分.
    Score,
    /// Times as many: 倍.
    Times,
}

/// A unit word that begins at a character: its end, what it counts and its worth.
pub(super) fn unit(chars: &[char], at: usize) -> Option<(usize, Measure, f64)> {
    let hit = lexicon::word_at(chars, at, kinds([Word::Unit, Word::Currency]))?;
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

/// True where the text goes on with a word.
pub(super) fn matches(chars: &[char], at: usize, word: &str) -> bool {
    word.chars().enumerate().all(|(i, c)| chars.get(at + i) == Some(&c))
}

/// The words of a table entry, between spaces.
pub(super) struct Words<'a>(pub &'a str);

impl<'a> Iterator for Words<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        if self.0.is_empty() {
            return None;
        }
        let bytes = self.0.as_bytes();
        let mut end = 0;
        while end < bytes.len() && bytes[end] != b' ' {
            end += 1;
        }
        let (word, rest) = self.0.split_at(end);
        self.0 = rest.get(1..).unwrap_or_default();
        Some(word)
    }
}

/// The first of some words that begins here, and its end.
pub(super) fn one_of(chars: &[char], at: usize, words: &str) -> Option<usize> {
    // Few words begin with the right character: their bytes tell, before any is read.
    let mut bytes = [0; 4];
    let first = chars.get(at)?.encode_utf8(&mut bytes).as_bytes();
    let fits = |word: &&str| word.as_bytes().starts_with(first) && matches(chars, at, word);
    Words(words).find(fits).map(|word| at + word.chars().count())
}

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

fn numeric(c: char) -> bool {
    c.is_ascii_digit() || digit(c).is_some() || magnitude(c).is_some()
}

/// The percent that begins at a character.
fn percent_at(chars: &[char], at: usize) -> Option<(Found, Measure)> {
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

/// An amount of money with its ISO 4217 code, `None` for a bare `$`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Money {
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// The amount; `None` where only the currency is named.
    pub value: Option<f64>,
    /// ISO 4217.
    pub currency: Option<&'static str>,
}

/// The currency word that begins at a character: its end and its place in the table.
pub(super) fn currency_word(chars: &[char], at: usize) -> Option<(usize, usize)> {
    let hit = lexicon::word_at(chars, at, kinds([Word::Currency]))?;
    let in_word = terms::NO_MONEY.at(chars, at).is_some();
    (!in_word).then_some((hit.end(), hit.value as usize))
}

/// Amounts of money, and currencies named alone.
pub fn money(chars: &[char]) -> Vec<Money> {
    let mut found: Vec<Money> = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        if let Some(amount) = money_at(chars, at) {
            at = amount.end;
            found.push(amount);
        } else if chars[at].is_ascii_digit() {
            at += chars[at..].iter().take_while(|c| c.is_ascii_digit()).count();
        } else {
            at += 1;
        }
    }
    found
}

fn money_at(chars: &[char], at: usize) -> Option<Money> {
    let c = *chars.get(at)?;
    let sign = match c {
        '$' => Some(None),
        '¥' | '\u{ffe5}' => Some(Some("CNY")),
        '€' => Some(Some("EUR")),
        '£' | '\u{ffe1}' => Some(Some("GBP")),
        _ => None,
    };
    if let Some(currency) = sign {
        let from = blank(chars, at + 1);
        let mut number = numeral(chars, from)?;
        let comma = chars[from..number.end].iter().position(|c| *c == ',');
        if let Some(comma) = comma.filter(|_| currency_word(chars, number.end).is_some()) {
            // $20,300美元 are two amounts.
            number = numeral(&chars[..from + comma], from)?;
        }
        return Some(Money { start: at, end: number.end, value: Some(number.value), currency });
    }
    if starts(c) && !(at > 0 && (numeric(chars[at - 1]) || chars[at - 1].is_ascii_alphabetic())) {
        let number = numeral(chars, at)?;
        let (mut end, index) = currency_word(chars, blank(chars, number.end))?;
        let (code, fractions, worth) = lexicon::currency_of(index);
        let mut value = number.value;
        // 三块五毛, 两美元又三美分: the smaller unit goes on.
        let next = if chars.get(end) == Some(&'又') { end + 1 } else { end };
        if let Some(small) = numeral(chars, next).filter(|small| small.value >= 0.0) {
            let word = small.end;
            let dime = chars.get(word).is_some_and(|c| matches!(c, '角' | '毛'));
            let cent = if fractions.is_empty() { None } else { one_of(chars, word, fractions) };
            if dime && code == "CNY" {
                (end, value) = (word + 1, value + small.value * 0.1);
            } else if let Some(after) = cent {
                (end, value) = (after, value + small.value * worth);
            }
        }
        return Some(Money { start: at, end, value: Some(value), currency: Some(code) });
    }
    // 人民币 8千元; a currency that only a name can be (元 alone is none).
    if at > 0 && numeric(chars[at - 1]) {
        return None;
    }
    let (end, index) = currency_word(chars, at)?;
    if end - at < 2 || chars[at].is_ascii() || terms::UNITS_OF_MONEY.at(chars, at) == Some(end) {
        return None;
    }
    let code = lexicon::currency_of(index).0;
    let next = blank(chars, end);
    if let Some(amount) =
        money_at(chars, next).filter(|amount| amount.currency == Some(code) && amount.value.is_some())
    {
        return Some(Money { start: at, ..amount });
    }
    Some(Money { start: at, end, value: None, currency: Some(code) })
}

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

/// Words before a number that make it a limit.
const BEFORE: [(&Terms, Bound); 4] = [
    (terms::AT_LEAST_BEFORE, Bound::AtLeast),
    (terms::AT_MOST_BEFORE, Bound::AtMost),
    (terms::ABOVE_BEFORE, Bound::Above),
    (terms::BELOW_BEFORE, Bound::Below),
];
/// Words after a number that make it a limit.
const AFTER: [(&Terms, Bound); 4] = [
    (terms::AT_LEAST_AFTER, Bound::AtLeast),
    (terms::AT_MOST_AFTER, Bound::AtMost),
    (terms::ABOVE_AFTER, Bound::Above),
    (terms::BELOW_AFTER, Bound::Below),
];

/// What a limit says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// This or more.
    AtLeast,
    /// This or less.
    AtMost,
    /// More than this.
    Above,
    /// Less than this.
    Below,
}

/// The bound word that begins here and its end; the words may hold spaces (小于 或 等于).
pub(super) fn bound_before(chars: &[char], at: usize) -> Option<(usize, Bound)> {
    let &first = chars.get(at)?;
    if first.is_ascii_alphabetic() && at > 0 && chars[at - 1].is_ascii_alphabetic() {
        return None;
    }
    BEFORE.iter().find_map(|(words, bound)| {
        words.led_by(first).find_map(|word| {
            let mut i = at;
            for c in word.chars() {
                if i > at {
                    i = blank(chars, i);
                }
                if chars.get(i) != Some(&c) {
                    return None;
                }
                i += 1;
            }
            Some((i, *bound))
        })
    })
}

pub(super) fn bound_after(chars: &[char], at: usize) -> Option<(usize, Bound)> {
    let at = if chars.get(at) == Some(&' ') { at + 1 } else { at };
    AFTER.iter().find_map(|(words, bound)| Some((words.at(chars, at)?, *bound)))
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
    if chars.get(end).is_some_and(char::is_ascii_alphanumeric) || end - at > 6 {
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
    if !starts(c) || c == '.' {
        return None;
    }
    if at > 0 && (chars[at - 1].is_ascii_alphabetic() || chars[at - 1] == '第') && c != '-' {
        return None;
    }
    // Tier-1 and A-12 are names.
    if at > 1 && chars[at - 1] == '-' && chars[at - 2].is_ascii_alphabetic() {
        return None;
    }
    if let Some((percent, measure)) = percent_at(chars, at) {
        let value = percent.value / 100.0;
        return Some(finish(chars, at, percent.end, percent.end, (value, value), measure, false));
    }
    if !c.is_ascii_digit() && lexicon::word_at(chars, at, kinds([Word::Idle])).is_some() {
        return None;
    }
    let first = numeral(chars, at)?;
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
    let (after, measure, worth) = unit_first.unwrap_or((number_end, Measure::None, 1.0));
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
