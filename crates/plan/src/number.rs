//! Numerals as people write them: 1,300, 三百五十万, 25万6千, 两千四百五, 2.5亿, 30w, 五分之一.

use super::terms;
use planscore_stats::decimal;

/// A numeral and where it ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Numeral {
    /// One past its last character.
    pub end: usize,
    /// What it is worth.
    pub value: f64,
    /// Says 多, 余 or 几 inside: about, and more.
    pub about: bool,
    /// Is one Chinese digit alone, which is a number only before a measure word (一家, not 一切).
    pub single: bool,
    /// Ends on a magnitude word (万, 亿, k) rather than on a digit.
    pub scaled: bool,
}

/// Value of a digit in Chinese.
pub fn digit(c: char) -> Option<f64> {
    Some(match c {
        '零' | '〇' => 0.0,
        '一' | '壹' => 1.0,
        '二' | '贰' | '两' | '俩' => 2.0,
        '三' | '叁' | '仨' => 3.0,
        '四' | '肆' => 4.0,
        '五' | '伍' => 5.0,
        '六' | '陆' => 6.0,
        '七' | '柒' => 7.0,
        '八' | '捌' => 8.0,
        '九' | '玖' => 9.0,
        _ => return None,
    })
}

/// Value of a magnitude word: 十, 百, 千 and their formal forms, 万, 亿, 兆.
pub fn magnitude(c: char) -> Option<f64> {
    Some(match c {
        '十' | '拾' => 10.0,
        '百' | '佰' => 100.0,
        '千' | '仟' => 1e3,
        '万' => 1e4,
        '亿' => 1e8,
        '兆' => 1e12,
        _ => return None,
    })
}

/// The characters that can begin a numeral, or a sign before one.
pub fn starts(c: char) -> bool {
    // Asked of every character, so one match rather than `digit` and `magnitude`.
    matches!(
        c,
        '0'..='9'
            | '.'
            | '-'
            | '负'
            | '半'
            | '零'
            | '〇'
            | '一'
            | '壹'
            | '二'
            | '贰'
            | '两'
            | '俩'
            | '三'
            | '叁'
            | '仨'
            | '四'
            | '肆'
            | '五'
            | '伍'
            | '六'
            | '陆'
            | '七'
            | '柒'
            | '八'
            | '捌'
            | '九'
            | '玖'
            | '十'
            | '拾'
            | '百'
            | '佰'
            | '千'
            | '仟'
    )
}

/// True for one of the characters of a set.
pub(super) fn among(c: char, set: &str) -> bool {
    // The bytes of a character begin nowhere inside another, and differ most in the last.
    let mut bytes = [0; 4];
    let c = c.encode_utf8(&mut bytes).as_bytes();
    let last = c.len() - 1;
    set.as_bytes().windows(c.len()).any(|other| other[last] == c[last] && other == c)
}

/// Where what stands before a place begins: after the last of some marks, or from a place on.
pub(super) fn after_last(chars: &[char], from: usize, to: usize, marks: &str) -> usize {
    (from..to).rev().find(|at| among(chars[*at], marks)).map_or(from, |at| at + 1)
}

pub(super) fn blank(chars: &[char], mut at: usize) -> usize {
    while matches!(chars.get(at), Some(' ' | '\t')) {
        at += 1;
    }
    at
}

fn is(chars: &[char], at: usize, c: char) -> bool {
    chars.get(at) == Some(&c)
}

/// Digits with an optional fraction: 1,300.5. Commas group by three.
fn plain(chars: &[char], start: usize) -> Option<(usize, f64)> {
    let mut at = start;
    let mut value = 0.0;
    let digits =
        |from: usize| chars[from.min(chars.len())..].iter().take_while(|c| c.is_ascii_digit()).count();
    let whole = digits(at);
    for c in &chars[at..at + whole] {
        value = value * 10.0 + f64::from(*c as u32 - 48);
    }
    at += whole;
    if (1..=3).contains(&whole) {
        while is(chars, at, ',') && digits(at + 1) == 3 {
            for c in &chars[at + 1..at + 4] {
                value = value * 10.0 + f64::from(*c as u32 - 48);
            }
            at += 4;
        }
    }
    let fraction = if is(chars, at, '.') { digits(at + 1) } else { 0 };
    if fraction > 0 {
        // Parsed as one decimal, so that 1.0753 is the double nearest to 1.0753.
        let text: String = chars[start..=at + fraction].iter().filter(|c| **c != ',').collect();
        value = decimal(&text)?;
        at += 1 + fraction;
    }
    (whole + fraction > 0 && value.is_finite()).then_some((at, value))
}

/// No plan counts further; what is made of numbers up to here, by units, sums and products, stays finite.
const LARGEST: f64 = 1e30;

/// The numeral that begins here, as long as it goes; a sign and a fraction are part of it.
pub fn numeral(chars: &[char], start: usize) -> Option<Numeral> {
    let sign = signed(chars, start);
    let from = if sign { blank(chars, start + 1) } else { start };
    let mut number = unsigned(chars, from)?;
    if let Some(fraction) = fraction(chars, from, number) {
        number = fraction;
    }
    if sign {
        number.value = -number.value;
        number.single = false;
    }
    (number.value.abs() <= LARGEST).then_some(number)
}

/// 负, or a minus that does not stand between two numbers.
fn signed(chars: &[char], at: usize) -> bool {
    match chars.get(at) {
        Some('负') => true,
        Some('-') => {
            let before = chars[..at].iter().rev().find(|c| **c != ' ');
            let joined = at > 0 && chars[at - 1].is_ascii_alphanumeric();
            !(joined || before.is_some_and(|c| c.is_ascii_digit() || *c == '-'))
        }
        _ => false,
    }
}

/// 五分之一, 一百万又五十万分之二十五, 3/5, 1 3/5.
fn fraction(chars: &[char], start: usize, first: Numeral) -> Option<Numeral> {
    let over = |at: usize| -> Option<usize> {
        let fen = blank(chars, at);
        let zhi = blank(chars, fen + 1);
        (is(chars, fen, '分') && is(chars, zhi, '之')).then(|| blank(chars, zhi + 1))
    };
    let part = |at: usize| {
        let sign = is(chars, at, '负');
        let number = unsigned(chars, if sign { at + 1 } else { at })?;
        Some((number.end, if sign { -number.value } else { number.value }))
    };
    let found = |end: usize, value: f64| {
        Some(Numeral { end, value, about: false, single: false, scaled: false })
            .filter(|n| n.value.is_finite())
    };
    let next = blank(chars, first.end);
    if is(chars, next, '又') {
        let (end, below) = part(blank(chars, next + 1))?;
        let (end, above) = part(over(end)?)?;
        return found(end, first.value + above / below);
    }
    if let Some(at) = over(first.end) {
        let (end, above) = part(at)?;
        // 负3分之负一百五十七: both signs count.
        return found(end, above / first.value);
    }
    if !chars.get(start)?.is_ascii_digit() {
        return None;
    }
    let slash = |at: usize| -> Option<(usize, f64)> {
        if !is(chars, at, '/') || !chars.get(at + 1)?.is_ascii_digit() {
            return None;
        }
        let (end, below) = plain(chars, at + 1)?;
        (!is(chars, end, '/')).then_some((end, below))
    };
    if let Some((end, below)) = slash(first.end) {
        return found(end, first.value / below);
    }
    if next > first.end && chars.get(next)?.is_ascii_digit() {
        let (end, above) = plain(chars, next)?;
        let (end, below) = slash(end)?;
        return found(end, first.value + above / below);
    }
    None
}

fn unsigned(chars: &[char], start: usize) -> Option<Numeral> {
    let mut whole = mixed(chars, start)?;
    let ascii = chars[start].is_ascii_digit() || chars[start] == '.';
    let mut at = blank(chars, whole.end);
    if is(chars, at, '点') && !ascii {
        // 十点二三三: digits one by one.
        let (mut scale, mut fraction, mut end) = (0.1, 0.0, None);
        at = blank(chars, at + 1);
        while let Some(value) = chars.get(at).copied().filter(|c| !among(*c, "两俩仨")).and_then(digit) {
            fraction += value * scale;
            scale /= 10.0;
            end = Some(at + 1);
            at = blank(chars, at + 1);
        }
        if let Some(end) = end {
            whole.value += (fraction / (scale * 10.0)).round() * (scale * 10.0);
            whole.end = end;
            whole.single = false;
        }
        return Some(whole);
    }
    if ascii && !whole.scaled {
        whole = power(chars, whole);
    }
    Some(whole)
}

/// 2e5, 2^-1, 40k, 30w: what may follow plain digits.
fn power(chars: &[char], number: Numeral) -> Numeral {
    let sign = |mut at: usize| {
        let mut negative = false;
        while let Some(c @ ('-' | '+')) = chars.get(at) {
            negative ^= *c == '-';
            at += 1;
        }
        let digits = chars[at.min(chars.len())..].iter().take_while(|c| c.is_ascii_digit()).count();
        let value =
            chars.get(at..at + digits.min(4))?.iter().fold(0.0, |v, c| v * 10.0 + f64::from(*c as u32 - 48));
        (digits > 0).then_some((at + digits, if negative { -value } else { value }))
    };
    let letter_after = |at: usize| chars.get(at).is_some_and(char::is_ascii_alphanumeric);
    let exponent = match chars.get(number.end) {
        Some('e' | 'E') => sign(number.end + 1).map(|(end, by)| (end, number.value * 10f64.powf(by))),
        Some('^') => sign(number.end + 1).map(|(end, by)| (end, number.value.powf(by))),
        _ => None,
    };
    if let Some((end, value)) = exponent.filter(|(end, value)| value.is_finite() && !letter_after(*end)) {
        return Numeral { end, value, ..number };
    }
    let at = blank(chars, number.end);
    for (word, scale) in [("thousand", 1e3), ("million", 1e6), ("billion", 1e9)] {
        let end = at + word.len();
        let found = chars.get(at..end).is_some_and(|found| found.iter().copied().eq(word.chars()));
        if found && !letter_after(end) {
            return Numeral { end, value: number.value * scale, scaled: true, ..number };
        }
    }
    let scale = match chars.get(at) {
        Some('k' | 'K') => 1e3,
        Some('w' | 'W') if at == number.end => 1e4,
        Some('m' | 'M') => 1e6,
        Some('g' | 'G' | 'b' | 'B') => 1e9,
        Some('T') if at == number.end => 1e12,
        _ => return number,
    };
    if letter_after(at + 1) {
        return number;
    }
    Numeral { end: at + 1, value: number.value * scale, scaled: true, ..number }
}

/// Digits, Chinese digits and magnitude words in any mixture: 5亿1万4千6百, 四百五, 1千零20.
fn mixed(chars: &[char], start: usize) -> Option<Numeral> {
    let first = *chars.get(start)?;
    let (mut total, mut section, mut current) = (0.0, 0.0, None::<f64>);
    // The last magnitude of the whole and of the section, for 一万三 and 四百五.
    let (mut large, mut last) = (f64::INFINITY, 0.0);
    let (mut zero, mut small_before, mut about) = (false, false, false);
    let (mut end, mut at, mut parts) = (start, start, 0u32);
    let mut lone = true;
    while let Some(&c) = chars.get(at) {
        if c == ' ' && end > start {
            at += 1;
            continue;
        }
        if among(c, "多余几") && end > start {
            let next = blank(chars, at + 1);
            if chars.get(next).copied().is_some_and(|c| magnitude(c).is_some())
                && (current.is_none() || !lone)
            {
                (about, at) = (true, next);
                continue;
            }
            break;
        }
        if c.is_ascii_digit() || (c == '.' && end == start) {
            if current.is_some() || (end > start && at > end) && !(zero || small_before || large.is_finite())
            {
                break;
            }
            if parts > 0 && !zero && last < 10.0 {
                break;
            }
            let (next, value) = plain(chars, at)?;
            // A further group of digits belongs only if a magnitude follows (25万6千), or after 零.
            if parts > 0 && !zero {
                let follow = chars.get(blank(chars, next)).copied().and_then(magnitude);
                if follow.is_none() {
                    break;
                }
            }
            (current, at, end) = (Some(value), next, next);
            (small_before, parts, lone) = (false, parts + 1, false);
            if chars.get(blank(chars, next)).copied().and_then(magnitude).is_none()
                && !chars.get(blank(chars, next)).is_some_and(|c| among(*c, "多余几"))
            {
                break;
            }
        } else if c == '半' && end == start {
            let unit = chars.get(at + 1).copied();
            if !unit.is_some_and(|c| magnitude(c).is_some() || c == '打') {
                return None;
            }
            (current, at, end, parts, lone) = (Some(0.5), at + 1, at + 1, 1, false);
        } else if let Some(value) = digit(c) {
            if current.is_some_and(|_| !zero || value == 0.0) {
                break;
            }
            if value == 0.0 {
                if end == start
                    && chars.get(blank(chars, at + 1)).copied().is_none_or(|c| magnitude(c).is_none())
                {
                    current = Some(0.0);
                    (end, parts) = (at + 1, 1);
                    break;
                }
                // 零 joins only what goes on after it.
                let next = blank(chars, at + 1);
                let goes_on = chars.get(next).copied().is_some_and(|c| {
                    c.is_ascii_digit()
                        || digit(c).is_some_and(|v| v > 0.0)
                        || magnitude(c).is_some()
                        || c == '几'
                });
                if !goes_on {
                    break;
                }
                (zero, small_before, at) = (true, false, next);
                if chars[next] == '几' {
                    about = true;
                    at = blank(chars, next + 1);
                }
                continue;
            }
            (current, at, end) = (Some(value), at + 1, at + 1);
            (small_before, parts) = (false, parts + 1);
        } else if let Some(unit) = magnitude(c) {
            if unit < 1e4 {
                if small_before {
                    break;
                }
                let value = match current.take() {
                    Some(value) => value,
                    None if unit == 10.0 || end > start => 1.0,
                    // 百三 and 千三, but not 百 alone.
                    None => {
                        let next = chars.get(blank(chars, at + 1)).copied();
                        next.and_then(digit).filter(|value| *value > 0.0)?;
                        1.0
                    }
                };
                section += value * unit;
                (last, small_before) = (unit, true);
            } else {
                let part = section + current.take().unwrap_or(0.0);
                if end == start {
                    return None;
                }
                total = if large <= unit { (total + part) * unit } else { total + part * unit };
                (section, large, last, small_before) = (0.0, unit, unit, false);
            }
            (zero, lone, at, end, parts) = (false, false, at + 1, at + 1, parts + 1);
        } else {
            break;
        }
    }
    if end == start {
        return None;
    }
    // Written out, the last digit takes the next lower magnitude: 四百五 is 450.
    let rest = current.map_or(0.0, |value| {
        if lone || zero || last < 100.0 || chars[end - 1].is_ascii_digit() {
            value
        } else {
            value * last / 10.0
        }
    });
    let mut value = total + section + rest;
    if is(chars, end, '打') {
        (value, end, lone) = (value * 12.0, end + 1, false);
    }
    // 80兆瓦: a unit of power.
    if end > start + 1 && chars[end - 1] == '兆' && chars.get(end).is_some_and(|c| among(*c, "瓦赫欧字帕"))
    {
        (value, end) = (value / 1e12, end - 1);
    }
    let scaled = magnitude(chars[end - 1]).is_some();
    let single = lone && parts == 1 && digit(first).is_some();
    Some(Numeral { end, value, about, single, scaled })
}

/// Every number of a text, signs and fractions included, as `(start, numeral)`.
///
/// A Chinese digit alone counts only before a measure word or at the end of a phrase.
pub fn numbers(chars: &[char]) -> Vec<(usize, Numeral)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        if let Some(next) = address(chars, at) {
            at = next;
            continue;
        }
        let c = chars[at];
        if !starts(c) {
            at += 1;
            continue;
        }
        if !c.is_ascii_digit() && idiom(chars, at) {
            at += 1;
            continue;
        }
        let in_word = c.is_ascii_digit() && at > 0 && (chars[at - 1].is_ascii_alphabetic());
        let number = if in_word { None } else { numeral(chars, at) };
        let Some(number) = number else {
            at += if c.is_ascii_digit() {
                chars[at..].iter().take_while(|c| c.is_ascii_digit()).count()
            } else {
                1
            };
            continue;
        };
        let number_before = at > 0 && (digit(chars[at - 1]).is_some() || chars[at - 1] == '.' && c == '.');
        if (number.single && (number_before || !allowed_after(chars, number.end)))
            || (c == '.' && at > 0 && (chars[at - 1].is_ascii_digit() || chars[at - 1] == '.'))
        {
            at += 1;
            continue;
        }
        found.push((at, number));
        at = number.end.max(at + 1);
    }
    found
}

fn allowed_after(chars: &[char], end: usize) -> bool {
    match chars.get(end) {
        None => true,
        Some(c) if c.is_whitespace() || terms::AFTER_DIGIT.has(*c) => true,
        Some('是') => true,
        Some(c) => among(*c, "这那不也还而却更但") && chars.get(end + 1) == Some(&'是'),
    }
}

fn idiom(chars: &[char], at: usize) -> bool {
    terms::NO_NUMBERS.words().any(|word| {
        let offset = word.iter().position(|known| chars[at] as u32 == u32::from(*known));
        offset.is_some_and(|offset| offset <= at && terms::said(chars, at - offset, word))
    })
}

/// The end of a web address or telephone number that begins here: its digits are no figures.
pub fn address(chars: &[char], at: usize) -> Option<usize> {
    const SCHEMES: [&str; 3] = ["http://", "https://", "www."];
    if chars[at] == '0' && (at == 0 || !chars[at - 1].is_ascii_alphanumeric()) {
        return telephone(chars, at);
    }
    let begins = |scheme: &str| scheme.chars().enumerate().all(|(i, c)| chars.get(at + i) == Some(&c));
    if !matches!(chars[at], 'h' | 'w') || !SCHEMES.iter().any(|scheme| begins(scheme)) {
        return None;
    }
    let length = chars[at..].iter().take_while(|c| c.is_ascii_graphic()).count();
    Some(at + length)
}

/// Where a telephone number with its area code ends: 0755-2690 8800.
fn telephone(chars: &[char], at: usize) -> Option<usize> {
    let digits = |from: usize| from + chars[from..].iter().take_while(|c| c.is_ascii_digit()).count();
    let code = digits(at);
    let first = chars.get(code).filter(|c| **c == '-').map(|_| digits(code + 1))?;
    let second = if chars.get(first) == Some(&' ') { digits(first + 1) } else { first };
    let end = if second > first + 1 { second } else { first };
    ((3..=4).contains(&(code - at)) && end - code > 7).then_some(end)
}
