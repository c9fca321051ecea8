//! Amounts as people write them in spreadsheets.

use std::borrow::Cow;

use super::interner::short;
use super::name::{clean, is_blank};
use super::spelling::{half_width, is_space};
use super::unit::{Currency, times_behind};
use planscore_stats::decimal;

/// Amounts beyond this are typing errors or other columns (a phone number, a card number).
const LARGEST_AMOUNT: f64 = 1e15;

/// Which sign stands before the decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decimals {
    /// A point: 1,234.50.
    Point,
    /// A comma: 1.234,50.
    Comma,
}

/// A number as written: both readings where it has two, and what it says of itself.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Written {
    /// The value if a point stands before decimals.
    pub with_point: Option<f64>,
    /// The value if a comma does.
    pub with_comma: Option<f64>,
    /// Whether the cell has a unit of its own (1.2万, 300元).
    pub has_unit: bool,
    /// The currency it names.
    pub currency: Option<Currency>,
}

impl Written {
    /// What the cell alone says of the sign before decimals.
    pub fn says(&self) -> Option<Decimals> {
        match (self.with_point, self.with_comma) {
            (Some(_), None) => Some(Decimals::Point),
            (None, Some(_)) => Some(Decimals::Comma),
            _ => None,
        }
    }

    /// Whether it is one number in either way.
    pub fn is_plain(&self) -> bool {
        self.with_point.is_some() && self.with_point == self.with_comma
    }
}

/// A cell read as a number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum NumberCell {
    /// Nothing there (empty, a dash, N/A).
    Blank,
    /// A number, in one way or two.
    Value(Written),
    /// Not a number.
    Bad,
}

/// Reads an amount: 1,234.50, 1.234,50, ¥1,234.50, 1.2万, (1,234.50), -1234.5, 1234元, ="100".
pub fn number(text: &str) -> NumberCell {
    let text = clean(text);
    if is_blank(&text) {
        return NumberCell::Blank;
    }
    let text = half_width(&text);
    // Names are no numbers, and there are more of them.
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return NumberCell::Bad;
    }
    written_number(&text).map_or(NumberCell::Bad, NumberCell::Value)
}

/// The common case, exact: at most 15 digits with at most one point are a ratio of two integers
/// that are exact in binary. Beside the value, how many decimals are written.
#[inline]
pub fn plain_decimal(bytes: &[u8]) -> Option<(f64, usize)> {
    const POWERS: [f64; 16] =
        [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];
    let (negative, digits) = match bytes {
        [b'-', rest @ ..] => (true, rest),
        _ => (false, bytes),
    };
    let (mantissa, decimals) = if digits.len() <= 8 { short_decimal(digits) } else { long_decimal(digits) }?;
    let value = mantissa as i64 as f64 / POWERS[decimals % 16];
    Some((if negative { -value } else { value }, decimals))
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

/// A number with signs, currency, grouped digits and a Chinese unit around it.
fn written_number(text: &str) -> Option<Written> {
    let mut rest = text.trim_matches(is_space);
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
    let (mut currency, mut has_unit) = (None, false);
    if let Some((found, after)) = Currency::before(rest) {
        (currency, rest) = (Some(found), after.trim_start());
        take_sign(&mut rest);
    }
    if let Some((found, before, is_word)) = Currency::behind(rest) {
        (rest, has_unit) = (before.trim_end(), is_word);
        currency = currency.or(Some(found));
    }
    let mut factor = 1.0;
    if let Some((times, before)) = times_behind(rest) {
        (rest, factor, has_unit) = (before.trim_end(), times, true);
    }
    // As in India, for no paise: 15,500/-.
    rest = rest.strip_suffix("/-").unwrap_or(rest);
    if let Some(before) = rest.strip_suffix('-') {
        (rest, negative) = (before, !negative);
    }
    let digits: String = dense(rest)?;
    let value = |separator: char, group: char| {
        let value = decimal(&ungrouped(&digits, separator, group)?)? * factor;
        (value.abs() <= LARGEST_AMOUNT).then_some(if negative { -value } else { value })
    };
    let with_point = value('.', ',');
    // Only programs write exponents, and always with a point.
    let with_comma = if digits.contains(['e', 'E']) { with_point } else { value(',', '.') };
    (with_point.is_some() || with_comma.is_some()).then_some(Written {
        with_point,
        with_comma,
        has_unit,
        currency,
    })
}

/// Takes blanks and apostrophes out from between groups of digits.
fn dense(text: &str) -> Option<String> {
    let is_gap = |c: char| is_space(c) || c == '\'' || c == '’';
    if !text.contains(is_gap) {
        return Some(text.to_owned());
    }
    let whole = text.split(['.', ',']).next().unwrap_or(text);
    let proper = are_groups(&whole.replace(is_gap, "'"), '\'') && !text[whole.len()..].contains(is_gap);
    proper.then(|| text.replace(is_gap, ""))
}

/// Whether digits are grouped as people group them: by threes, as in India (1,23,456), or by ten thousands (1,2345,6789),
/// of which one alone might be decimals.
fn are_groups(text: &str, mark: char) -> bool {
    let groups: Vec<&str> = text.split(mark).collect();
    let [first, inner @ .., last] = &groups[..] else { return false };
    let is_of = |size: usize, end: usize| {
        (1..=size).contains(&first.len())
            && inner.iter().all(|group| group.len() == size)
            && last.len() == end
    };
    let is_grouped = is_of(3, 3) || !inner.is_empty() && (is_of(2, 3) || is_of(4, 4));
    is_grouped && groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The digits with a point before the decimals and without grouping; `None` where `group` does not stand
/// between groups or `separator` stands twice.
fn ungrouped(text: &str, separator: char, group: char) -> Option<Cow<'_, str>> {
    if !text.contains([separator, group]) {
        return Some(Cow::Borrowed(text));
    }
    let (whole, decimals) = text.split_once(separator).unwrap_or((text, ""));
    if decimals.contains([separator, group]) {
        return None;
    }
    let is_nought = || whole.strip_prefix('0').is_some_and(|rest| rest.starts_with(group));
    if whole.contains(group) && (is_nought() || !are_groups(whole, group)) {
        return None;
    }
    let whole = whole.replace(group, "");
    Some(Cow::Owned(if text.contains(separator) { format!("{whole}.{decimals}") } else { whole }))
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
            ("₹1,04,623.73", 104_623.73),
            ("12,34,56,789", 123_456_789.0),
            ("1,2345,6789.5", 123_456_789.5),
            ("`1,234.50", 1_234.5),
            ("(1'234.50)", -1_234.5),
            ("2.5 lakh", 250_000.0),
            ("Rs. 15,500/-", 15_500.0),
        ] {
            let NumberCell::Value(written) = number(text) else { panic!("{text}") };
            assert_eq!(written.with_point, Some(value), "{text}");
        }
        for text in [
            "1,2,3",
            "1,23,45",
            "123,45,678",
            "1,2345,678",
            "abc",
            "1.2.3",
            "¥",
            "1e400",
            "13800138000138000",
            "--1-",
            "inf",
            "万",
        ] {
            assert_eq!(number(text), NumberCell::Bad, "{text}");
        }
        assert_eq!((number(""), number("—")), (NumberCell::Blank, NumberCell::Blank));
    }

    #[test]
    fn a_point_or_a_comma_before_decimals() {
        for (text, with_point, with_comma) in [
            ("1.355,90", None, Some(1_355.9)),
            ("1,355.90", Some(1_355.9), None),
            ("12,50", None, Some(12.5)),
            ("12.50", Some(12.5), None),
            ("1.355", Some(1.355), Some(1_355.0)),
            ("1,355", Some(1_355.0), Some(1.355)),
            ("0.355", Some(0.355), None),
            ("1.355.000", None, Some(1_355_000.0)),
            ("1 234,5", None, Some(1_234.5)),
            ("1355", Some(1_355.0), Some(1_355.0)),
        ] {
            let NumberCell::Value(written) = number(text) else { panic!("{text}") };
            assert_eq!((written.with_point, written.with_comma), (with_point, with_comma), "{text}");
        }
    }

    #[test]
    fn units_and_currencies_of_cells() {
        let of = |text| match number(text) {
            NumberCell::Value(w) => (w.with_point, w.has_unit, w.currency.map_or("", Currency::code)),
            _ => (None, false, ""),
        };
        assert_eq!(of("1.2万"), (Some(12_000.0), true, ""));
        assert_eq!(of("300元"), (Some(300.0), true, "CNY"));
        assert_eq!(of("$300"), (Some(300.0), false, "USD"));
        assert_eq!(of("HK$300"), (Some(300.0), false, "HKD"));
        assert_eq!(of("5万美元"), (Some(50_000.0), true, "USD"));
        assert_eq!(of("¥-5"), (Some(-5.0), false, "CNY"));
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
            assert_eq!(plain_decimal(text.as_bytes()).map(|(value, _)| value), Some(value), "{text}");
        }
        for text in
            ["", "-", ".", "--1", "1-", "1.2.3", "..1", "1:2", "1/2", "1\0", "１", "1 ", "1234567890123456"]
        {
            assert_eq!(plain_decimal(text.as_bytes()), None, "{text}");
        }
    }
}
