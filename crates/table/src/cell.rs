//! Dates and amounts as people write them in spreadsheets.

use std::borrow::Cow;

use super::interner::short;
use planscore_base::calendar::Day;
use planscore_stats::decimal;

/// Amounts beyond this are typing errors or other columns (a phone number, a card number).
const LARGEST_AMOUNT: f64 = 1e15;

/// A cell read as a number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum NumberCell {
    /// Nothing there (empty, a dash, N/A).
    Blank,
    /// The value in the main unit.
    Value(f64),
    /// Not a number.
    Bad,
}

/// A cell read as a date, with the time of day where it is written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum DateCell {
    /// Nothing there.
    Blank,
    /// A moment, in days since 1970-01-01 (the fraction is the time of day).
    Time(f64),
    /// 03/05/2026: the column decides which number is the month.
    DayOrMonth {
        /// First number.
        first: u32,
        /// Second number.
        second: u32,
        /// Year.
        year: i32,
        /// Time of day, a fraction of a day.
        time: f64,
    },
    /// Not a date.
    Bad,
}

/// Whether a cell says that there is nothing in it.
pub fn is_blank(text: &str) -> bool {
    matches!(
        text,
        "" | "-" | "--" | "—" | "——" | "/" | "N/A" | "n/a" | "NULL" | "null" | "无" | "#N/A" | "NaN"
    )
}

/// Reads an amount: 1,234.50, ¥1,234.50, 1.2万, (1,234.50), -1234.5, 1234元.
pub fn number(text: &str) -> NumberCell {
    let text = text.trim();
    if is_blank(text) {
        return NumberCell::Blank;
    }
    let value = plain_decimal(text.as_bytes()).or_else(|| written_number(&half_width(text)));
    match value {
        Some(value) if value.abs() <= LARGEST_AMOUNT => NumberCell::Value(value),
        _ => NumberCell::Bad,
    }
}

/// The common case, exact: at most 15 digits with at most one point are a ratio of two integers
/// that are exact in binary.
pub fn plain_decimal(bytes: &[u8]) -> Option<f64> {
    const POWERS: [f64; 16] =
        [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];
    let (negative, digits) = match bytes {
        [b'-', rest @ ..] => (true, rest),
        _ => (false, bytes),
    };
    let (mantissa, decimals) = if digits.len() <= 8 { short_decimal(digits) } else { long_decimal(digits) }?;
    let value = mantissa as i64 as f64 / POWERS[decimals % 16];
    Some(if negative { -value } else { value })
}

/// The digits of at most eight characters as a number, and how many of them are decimals; all at once.
#[inline]
fn short_decimal(text: &[u8]) -> Option<(u64, usize)> {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * ONES;
    let word = short(text);
    // The lowest byte that is a point (Hacker's Delight, section 6-1), and what stands before it.
    let points = word ^ (u64::from(b'.') * ONES);
    let point = points.wrapping_sub(ONES) & !points & HIGH;
    let (digits, count, decimals) = if point == 0 {
        (word, text.len(), 0)
    } else {
        let before = (point & point.wrapping_neg()) / 128 - 1;
        let whole = before.count_ones() as usize / 8;
        (word & before | word >> 8 & !before, text.len() - 1, text.len() - 1 - whole)
    };
    if count == 0 {
        return None;
    }
    // The last digit into the highest byte, and zeros before the first.
    let shift = 64 - 8 * count as u32;
    let mut digits = (digits ^ (u64::from(b'0') * ONES)) << shift;
    if (digits | digits.wrapping_add(0x76 * ONES)) & HIGH != 0 {
        return None;
    }
    // Pairs, fours, eight of them.
    let join =
        |digits: u64, factor: u64, width: u32| digits.wrapping_mul(factor).wrapping_add(digits >> width);
    digits = join(digits, 10, 8) & 0x00FF_00FF_00FF_00FF;
    digits = join(digits, 100, 16) & 0x0000_FFFF_0000_FFFF;
    digits = join(digits, 10_000, 32) & 0xFFFF_FFFF;
    Some((digits, decimals))
}

/// The same for up to 15 digits, one by one.
fn long_decimal(text: &[u8]) -> Option<(u64, usize)> {
    if text.len() > 16 {
        return None;
    }
    let (mut mantissa, mut decimals, mut count) = (0_u64, None, 0);
    for &byte in text {
        match byte {
            b'0'..=b'9' => {
                mantissa = mantissa * 10 + u64::from(byte - b'0');
                count += 1;
                decimals = decimals.map(|d: usize| d + 1);
            }
            b'.' if decimals.is_none() => decimals = Some(0),
            _ => return None,
        }
    }
    (count <= 15).then_some((mantissa, decimals.unwrap_or(0)))
}

/// A number with signs, currency, thousands commas and a Chinese unit around it.
fn written_number(text: &str) -> Option<f64> {
    let mut rest = text.trim();
    let mut negative = false;
    if let Some(inner) = rest.strip_prefix('(').and_then(|r| r.strip_suffix(')')) {
        (rest, negative) = (inner.trim(), true);
    }
    let mut take_sign = |rest: &mut &str| {
        if let Some(after) = rest.strip_prefix(['-', '−', '–']) {
            (*rest, negative) = (after.trim_start(), !negative);
        } else if let Some(after) = rest.strip_prefix('+') {
            *rest = after.trim_start();
        }
    };
    take_sign(&mut rest);
    for currency in ["¥", "￥", "$", "€", "£", "人民币", "RMB", "CNY", "USD", "rmb", "cny"] {
        if let Some(after) = rest.strip_prefix(currency) {
            rest = after.trim_start();
            take_sign(&mut rest);
            break;
        }
    }
    for currency in ["人民币", "元整", "元", "圆", "块", "RMB", "CNY", "USD", "rmb", "cny"] {
        if let Some(before) = rest.strip_suffix(currency) {
            rest = before.trim_end();
            break;
        }
    }
    let mut factor = 1.0;
    for (unit, worth) in [
        ("百万", 1e6),
        ("千万", 1e7),
        ("万亿", 1e12),
        ("万", 1e4),
        ("萬", 1e4),
        ("亿", 1e8),
        ("億", 1e8),
        ("千", 1e3),
        ("w", 1e4),
        ("W", 1e4),
        ("k", 1e3),
        ("K", 1e3),
    ] {
        if let Some(before) = rest.strip_suffix(unit) {
            (rest, factor) = (before.trim_end(), worth);
            break;
        }
    }
    if let Some(before) = rest.strip_suffix('-') {
        (rest, negative) = (before, !negative);
    }
    let digits = ungrouped(rest)?;
    let value = decimal(&digits)? * factor;
    value.is_finite().then_some(if negative { -value } else { value })
}

/// Takes thousands commas out; a comma anywhere else makes the text no number.
fn ungrouped(text: &str) -> Option<Cow<'_, str>> {
    if !text.contains(',') {
        return Some(Cow::Borrowed(text));
    }
    let whole = text.split('.').next().unwrap_or(text);
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let proper = (1..=3).contains(&first.len())
        && groups.all(|g| g.len() == 3 && g.bytes().all(|b| b.is_ascii_digit()));
    (proper && !text[whole.len()..].contains(',')).then(|| Cow::Owned(text.replace(',', "")))
}

/// Full-width letters, digits and punctuation to their ASCII forms.
pub fn half_width(text: &str) -> Cow<'_, str> {
    let wide = |c: char| matches!(c, '\u{FF01}'..='\u{FF5E}' | '\u{3000}' | '\u{A0}');
    if !text.contains(wide) {
        return Cow::Borrowed(text);
    }
    let narrow = |c: char| match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '\u{3000}' | '\u{A0}' => ' ',
        _ => c,
    };
    Cow::Owned(text.chars().map(narrow).collect())
}

/// Reads a date: 2026-03-05, 2026/3/5, 2026年3月5日, 20260305, 2026-03-05 14:30, an Excel serial,
/// 5 Mar 2026, 03/05/2026. A written offset (Z, +08:00) is moved to `offset_minutes` east of UTC.
pub fn date(text: &str, offset_minutes: i32) -> DateCell {
    let text = text.trim();
    if is_blank(text) {
        return DateCell::Blank;
    }
    if let Some(day) = Day::parse_iso(text) {
        return in_range(day.0.into());
    }
    let ascii = if text.is_ascii() { Cow::Borrowed(text) } else { Cow::Owned(ascii_date(text)) };
    all_digits(&ascii).or_else(|| written_date(&ascii, offset_minutes)).unwrap_or(DateCell::Bad)
}

/// Years from 1900 to 2199; anything else in a date column is a mistake.
fn in_range(time: f64) -> DateCell {
    const FIRST: f64 = -25_567.0;
    const BEYOND: f64 = 84_006.0;
    if (FIRST..BEYOND).contains(&time) { DateCell::Time(time) } else { DateCell::Bad }
}

fn from_parts(year: u32, month: u32, day: u32, time: f64) -> DateCell {
    Day::from_ymd(year as i32, month, day).map_or(DateCell::Bad, |day| in_range(f64::from(day.0) + time))
}

/// 年 月 日 时 分 秒 and full-width forms to the punctuation of a numeric date.
fn ascii_date(text: &str) -> String {
    let mut ascii = String::with_capacity(text.len());
    for c in half_width(text).chars() {
        match c {
            '年' | '月' => ascii.push('-'),
            '日' | '号' | '號' => ascii.push(' '),
            '时' | '時' | '点' | '點' | '分' => ascii.push(':'),
            '上' | '早' => ascii.push_str(" AM "),
            '下' | '晚' => ascii.push_str(" PM "),
            '午' | '秒' => {}
            _ => ascii.push(c),
        }
    }
    ascii
}

/// 20260305, 20260305143000, and Excel serials (days since 1899-12-30, with a fraction).
fn all_digits(text: &str) -> Option<DateCell> {
    let digits = |range: std::ops::Range<usize>| text.get(range).and_then(|d| d.parse::<u32>().ok());
    if !text.bytes().all(|b| b.is_ascii_digit() || b == b'.') || text.matches('.').count() > 1 {
        return None;
    }
    match text.len() {
        8 | 14 if !text.contains('.') => {
            let time = match text.len() {
                14 => clock(digits(8..10)?, digits(10..12)?, f64::from(digits(12..14)?))?,
                _ => 0.0,
            };
            Some(from_parts(digits(0..4)?, digits(4..6)?, digits(6..8)?, time))
        }
        _ => {
            const SERIAL_OF_EPOCH: f64 = 25_569.0;
            let serial = decimal(text)?;
            (20_000.0..80_000.0).contains(&serial).then(|| in_range(serial - SERIAL_OF_EPOCH))
        }
    }
}

fn clock(hours: u32, minutes: u32, seconds: f64) -> Option<f64> {
    let valid = hours < 24 && minutes < 60 && (0.0..60.0).contains(&seconds);
    valid.then(|| (f64::from(hours * 3_600 + minutes * 60) + seconds) / 86_400.0)
}

fn written_date(text: &str, offset_minutes: i32) -> Option<DateCell> {
    let is_separator = |b: u8| matches!(b, b'-' | b'/' | b'.' | b',' | b' ' | b'T');
    let bytes = text.as_bytes();
    let (mut parts, mut at) = (Vec::with_capacity(3), 0);
    while parts.len() < 3 {
        let start = at;
        let class = bytes.get(at)?.is_ascii_digit();
        while bytes.get(at).is_some_and(|b| b.is_ascii_alphanumeric() && b.is_ascii_digit() == class) {
            at += 1;
        }
        parts.push(text.get(start..at).filter(|part| !part.is_empty())?);
        let separators = bytes[at..].iter().take_while(|&&b| is_separator(b)).count();
        at += separators;
    }
    let time = time_of_day(text.get(at..)?, offset_minutes)?;
    let number = |part: &str| part.parse::<u32>().ok();
    let [a, b, c] = [parts[0], parts[1], parts[2]];
    Some(match (month_name(a), month_name(b)) {
        (None, None) if a.len() == 4 => from_parts(number(a)?, number(b)?, number(c)?, time),
        (None, None) if c.len() == 4 => {
            let (first, second, year) = (number(a)?, number(b)?, number(c)?);
            if first == second {
                return Some(from_parts(year, first, second, time));
            }
            DateCell::DayOrMonth { first, second, year: i32::try_from(year).ok()?, time }
        }
        (None, Some(month)) if c.len() == 4 => from_parts(number(c)?, month, number(a)?, time),
        (Some(month), None) if c.len() == 4 => from_parts(number(c)?, month, number(b)?, time),
        _ => return None,
    })
}

fn month_name(part: &str) -> Option<u32> {
    const NAMES: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let start = part.get(..3)?.to_ascii_lowercase();
    NAMES.iter().position(|name| *name == start).map(|at| at as u32 + 1)
}

/// What follows a date: nothing, 14:30, 2:30 PM, 14:30:05.25Z, 14:30+08:00.
fn time_of_day(text: &str, offset_minutes: i32) -> Option<f64> {
    let mut rest = text.trim();
    if rest.is_empty() {
        return Some(0.0);
    }
    let mut afternoon = None;
    for (mark, is_afternoon) in [("AM", false), ("PM", true), ("am", false), ("pm", true)] {
        if let Some(other) = rest.strip_prefix(mark).or_else(|| rest.strip_suffix(mark)) {
            (rest, afternoon) = (other.trim(), Some(is_afternoon));
        }
    }
    let mut shift = 0;
    if let Some(before) = rest.strip_suffix(['Z', 'z']) {
        (rest, shift) = (before, offset_minutes);
    } else if let Some(sign) = rest.rfind(['+', '-']) {
        shift = offset_minutes - utc_offset(&rest[sign..])?;
        rest = &rest[..sign];
    }
    let mut parts = rest.trim().trim_end_matches(':').split(':');
    let mut hours = parts.next()?.parse::<u32>().ok()?;
    let minutes = parts.next().unwrap_or("0").parse::<u32>().ok()?;
    let seconds = decimal(parts.next().unwrap_or("0"))?;
    match afternoon {
        Some(true) if hours < 12 => hours += 12,
        Some(false) if hours == 12 => hours = 0,
        _ => {}
    }
    (parts.next().is_none()).then(|| clock(hours, minutes, seconds))?.map(|t| t + f64::from(shift) / 1_440.0)
}

/// Minutes east of UTC of +08:00, -0530, UTC, or a name with a fixed offset (Asia/Shanghai).
pub fn utc_offset(text: &str) -> Option<i32> {
    match text {
        "UTC" | "GMT" | "Z" => return Some(0),
        "Asia/Shanghai" | "Asia/Chongqing" | "Asia/Hong_Kong" | "Asia/Taipei" | "Asia/Singapore" | "PRC" => {
            return Some(480);
        }
        "Asia/Tokyo" | "Asia/Seoul" => return Some(540),
        _ => {}
    }
    let (sign, digits) = match text.as_bytes().first()? {
        b'+' => (1, text.get(1..)?),
        b'-' => (-1, text.get(1..)?),
        _ => return None,
    };
    let digits = digits.replace(':', "");
    let valid = matches!(digits.len(), 2 | 4) && digits.bytes().all(|b| b.is_ascii_digit());
    let hours = digits.get(..2)?.parse::<i32>().ok()?;
    let minutes = if digits.len() == 4 { digits.get(2..)?.parse::<i32>().ok()? } else { 0 };
    (valid && hours <= 14 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_of_the_file_format() {
        for (text, value) in [
            ("1,234.50", 1_234.5),
            ("¥1,234.50", 1_234.5),
            ("1.2万", 12_000.0),
            ("(1,234.50)", -1_234.5),
            ("-1234.5", -1_234.5),
            ("1234元", 1_234.0),
            ("￥－３００", -300.0),
            ("0.1", 0.1),
            ("3亿元", 3e8),
            ("30w", 300_000.0),
            ("1.2E+05", 120_000.0),
            ("123-", -123.0),
            ("12345678901234.56", 12_345_678_901_234.56),
        ] {
            assert_eq!(number(text), NumberCell::Value(value), "{text}");
        }
        for text in ["12,34", "1,2,3", "abc", "1.2.3", "¥", "1e400", "13800138000138000", "--1-", "inf", "万"]
        {
            assert_eq!(number(text), NumberCell::Bad, "{text}");
        }
        assert_eq!((number(""), number("—")), (NumberCell::Blank, NumberCell::Blank));
    }

    #[test]
    fn plain_decimals_are_digits_around_at_most_one_point() {
        for (text, value) in [
            ("7", 7.0),
            ("5.", 5.0),
            (".5", 0.5),
            ("-12.50", -12.5),
            ("00.125", 0.125),
            ("12345678", 12_345_678.0),
            ("-1234567.8", -1_234_567.8),
            ("123456789012345", 123_456_789_012_345.0),
        ] {
            assert_eq!(plain_decimal(text.as_bytes()), Some(value), "{text}");
        }
        for text in
            ["", "-", ".", "--1", "1-", "1.2.3", "..1", "1:2", "1/2", "1\0", "１", "1 ", "1234567890123456"]
        {
            assert_eq!(plain_decimal(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn dates_of_the_file_format() {
        let day = f64::from(Day::from_ymd(2026, 3, 5).unwrap().0);
        for text in [
            "2026-03-05",
            "2026/3/5",
            "2026年3月5日",
            "２０２６年３月５日",
            "20260305",
            "46086",
            "5 Mar 2026",
            "Mar 5, 2026",
            "05-Mar-2026",
            "2026.03.05",
            "2026-03-05T00:00:00+08:00",
        ] {
            assert_eq!(date(text, 480), DateCell::Time(day), "{text}");
        }
        for (text, hours) in [
            ("2026-03-05 14:30", 14.5),
            ("2026/3/5 下午2:30", 14.5),
            ("2026-03-05T06:30:00Z", 14.5),
            ("20260305143000", 14.5),
            ("2026年3月5日14时30分", 14.5),
            ("2026-03-05 12:15 AM", 0.25),
            ("46086.25", 6.0),
        ] {
            let DateCell::Time(time) = date(text, 480) else { panic!("{text}") };
            assert!((time - day - hours / 24.0).abs() < 1e-9, "{text}");
        }
        let month = DateCell::DayOrMonth { first: 3, second: 5, year: 2026, time: 0.0 };
        assert_eq!(date("03/05/2026", 480), month);
        for text in
            ["2026-02-30", "2026-13-01", "昨天", "12:30", "2026-03-05 25:00", "0001-01-01", "26-3-5", "1e9"]
        {
            assert_eq!(date(text, 480), DateCell::Bad, "{text}");
        }
    }
}
