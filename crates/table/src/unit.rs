//! Units and currencies, in headers, in lines above them and in cells.

use std::sync::LazyLock;

use super::words::meanings;

/// A currency: its place in `words/currencies.txt`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Currency(u8);

/// Every sign and name of a currency, the longest first.
static NAMES: LazyLock<Vec<(&str, Currency)>> = LazyLock::new(|| {
    let mut names: Vec<_> = meanings(include_str!("../words/currencies.txt"))
        .zip(0..)
        .flat_map(|((_, names), place)| names.map(move |name| (name, Currency(place))))
        .collect();
    planscore_stats::sort_by(&mut names, &|(a, _), (b, _)| b.len().cmp(&a.len()));
    names
});

/// Multipliers, the longest first.
const TIMES: [(&str, f64); 30] = [
    ("thousands", 1e3),
    ("thousand", 1e3),
    ("millions", 1e6),
    ("billions", 1e9),
    ("million", 1e6),
    ("billion", 1e9),
    ("crores", 1e7),
    ("crore", 1e7),
    ("lakhs", 1e5),
    ("lakh", 1e5),
    ("mio", 1e6),
    ("mln", 1e6),
    ("tsd", 1e3),
    ("mn", 1e6),
    ("bn", 1e9),
    ("十万", 1e5),
    ("十亿", 1e9),
    ("百万", 1e6),
    ("千万", 1e7),
    ("万亿", 1e12),
    ("百萬", 1e6),
    ("千萬", 1e7),
    ("000", 1e3),
    ("万", 1e4),
    ("萬", 1e4),
    ("亿", 1e8),
    ("億", 1e8),
    ("千", 1e3),
    ("w", 1e4),
    ("k", 1e3),
];

impl Currency {
    /// China's.
    pub const CNY: Self = Self(0);

    /// Its code (CNY).
    pub fn code(self) -> &'static str {
        meanings(include_str!("../words/currencies.txt")).nth(self.0.into()).map_or("", |(code, _)| code)
    }

    /// The currency that a whole text names (美元, HK$, usd).
    pub fn named(text: &str) -> Option<Self> {
        unit(text).filter(|unit| unit.factor == 1.0)?.currency
    }

    /// Takes a currency off the front; none begins with a digit.
    pub fn before(text: &str) -> Option<(Self, &str)> {
        if text.starts_with(|first: char| first.is_ascii_digit()) {
            return None;
        }
        NAMES.iter().find_map(|(name, currency)| Some((*currency, strip_prefix(text, name)?)))
    }

    /// Takes a currency off the end, none of which is a digit; whether it is a word (元) and so a unit, too.
    pub fn behind(text: &str) -> Option<(Self, &str, bool)> {
        if text.ends_with(|last: char| last.is_ascii_digit()) {
            return None;
        }
        NAMES.iter().find_map(|(name, currency)| {
            Some((
                *currency,
                strip_suffix(text, name)?,
                !name.is_ascii() && name.chars().all(char::is_alphabetic),
            ))
        })
    }
}

/// Names of the hundredth of a currency's unit, the longest first. A header may name them, a cell may not: 85分 is a mark.
const HUNDREDTHS: [&str; 6] = ["minor units", "pence", "cents", "cent", "fen", "分"];

/// Takes a multiplier off the end (万).
pub fn times_behind(text: &str) -> Option<(f64, &str)> {
    if text.ends_with(|last: char| last.is_ascii_digit()) {
        return None;
    }
    TIMES
        .iter()
        .filter(|(word, _)| *word != "000")
        .find_map(|(word, times)| Some((*times, strip_suffix(text, word)?)))
}

fn strip_prefix<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let head = text.get(..word.len())?;
    head.eq_ignore_ascii_case(word).then(|| &text[word.len()..])
}

fn strip_suffix<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let at = text.len().checked_sub(word.len())?;
    text.get(at..)?.eq_ignore_ascii_case(word).then(|| &text[..at])
}

/// What amounts are counted in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Unit {
    /// What an amount is multiplied by (万元: 10,000; 分: 0.01).
    pub factor: f64,
    /// The currency, where one is named.
    pub currency: Option<Currency>,
}

impl Unit {
    /// The main unit of a currency that is not named.
    pub const ONE: Self = Self { factor: 1.0, currency: None };

    /// An amount of this unit in the main one. Hundredths are divided: 99 of them are 0.99 to the last bit.
    #[inline]
    pub fn scaled(self, amount: f64) -> f64 {
        if self.factor < 1.0 { amount / self.factor.recip().round() } else { amount * self.factor }
    }

    /// What this and another one say together (人民币, 万元): the first multiplier and the first currency.
    fn and(self, other: Self) -> Self {
        let factor = if self.factor == 1.0 { other.factor } else { self.factor };
        Self { factor, currency: self.currency.or(other.currency) }
    }

    /// The unit in what stands in brackets: 万元; USD, in thousands; 含税，万元; RMB million excl. VAT.
    pub fn among(text: &str) -> Option<Self> {
        const MARKS: [char; 6] = [',', '、', ';', '/', '|', ' '];
        let parts = |marks: &[char]| text.split(marks).filter_map(money_unit).reduce(Self::and);
        money_unit(text).or_else(|| parts(&MARKS[..5])).or_else(|| parts(&MARKS))
    }

    /// Whether an amount in it is one of money: a mark (分) is no hundredth of anything.
    pub fn is_whole(self) -> bool {
        self.factor >= 1.0
    }
}

/// As [`unit`], where hundredths are units, too: 分, cents, in pence.
pub fn money_unit(text: &str) -> Option<Unit> {
    const BEFORE: [&str; 6] = ["", "in", "人民币", "单位", "单位:", "单位："];
    let text = text.trim();
    let Some((word, before)) = HUNDREDTHS.iter().find_map(|word| Some((*word, strip_suffix(text, word)?)))
    else {
        return unit(text);
    };
    let before = before.trim_end_matches([' ', '_']);
    let currency = if BEFORE.contains(&before) {
        (word == "分").then_some(Currency::CNY)
    } else {
        Some(unit(before)?.currency?)
    };
    Some(Unit { factor: 0.01, currency })
}

/// A text that is nothing but a unit: 万元, 单位：人民币万元, USD, $ thousands; `None` for any other.
pub fn unit(text: &str) -> Option<Unit> {
    let is_gap = |c: char| c.is_whitespace() || matches!(c, ':' | '：' | '\'' | '.' | '=');
    let mut rest = text.trim_matches(is_gap);
    for word in [
        "金额单位",
        "货币单位",
        "计量单位",
        "单位",
        "單位",
        "币种",
        "货币",
        "幣種",
        "unit",
        "currency",
        "in ",
    ] {
        if let Some(after) = strip_prefix(rest, word) {
            rest = after.trim_start_matches(is_gap);
            break;
        }
    }
    let (mut factor, mut currency) = (None, None);
    while !rest.is_empty() {
        if let Some((found, after)) = Currency::before(rest).filter(|_| currency.is_none()) {
            (currency, rest) = (Some(found), after);
        } else if let Some((after, times)) = TIMES
            .iter()
            .find_map(|(word, times)| Some((strip_prefix(rest, word)?, *times)))
            .filter(|_| factor.is_none())
        {
            (factor, rest) = (Some(times), after);
        } else if let Some(after) = currency.and(strip_prefix(rest, "元")).or(strip_prefix(rest, "of ")) {
            // 人民币万元 names the currency twice.
            rest = after;
        } else if currency.is_some()
            && factor.is_none()
            && ["m", "mm"].iter().any(|word| rest.eq_ignore_ascii_case(word))
        {
            // Behind a currency only: $m, RMB mm.
            (factor, rest) = (Some(1e6), "");
        } else {
            return None;
        }
        rest = rest.trim_start_matches(is_gap);
    }
    (factor.is_some() || currency.is_some()).then(|| Unit { factor: factor.unwrap_or(1.0), currency })
}

/// The unit that a line above a table states for it: 单位：万元, 销售明细表（单位：万元）, (in thousands of RMB).
pub fn unit_of_line(text: &str) -> Option<Unit> {
    let says = |part: &str| {
        let part = part.to_lowercase();
        ["单位", "單位", "币种", "货币", "unit", "currency"].iter().any(|word| part.contains(word))
    };
    if !says(text) {
        let whole = text.trim_matches(['(', ')', '（', '）']);
        return money_unit(whole).filter(|unit| unit.currency.is_some() && unit.factor != 1.0);
    }
    let parts = text.split([
        '(', ')', '（', '）', '[', ']', '【', '】', ',', '，', ';', '；', '|', ' ', '\u{3000}', '\t',
    ]);
    let mut found: Option<Unit> = money_unit(text);
    let parts: Vec<&str> = parts.collect();
    for (i, part) in parts.iter().enumerate().filter(|(_, part)| says(part)) {
        // A blank may stand between the word and its unit.
        let own = money_unit(part).or_else(|| {
            parts[i + 1..].iter().find(|next| !next.is_empty()).and_then(|next| money_unit(next))
        });
        let Some(own) = own else { continue };
        found = Some(found.map_or(own, |other| other.and(own)));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_and_what_is_none() {
        let of = |text| unit(text).map(|unit| (unit.factor, unit.currency.map_or("", Currency::code)));
        for (text, factor, currency) in [
            ("万元", 1e4, "CNY"),
            ("单位：万元", 1e4, "CNY"),
            ("人民币万元", 1e4, "CNY"),
            ("万美元", 1e4, "USD"),
            ("USD", 1.0, "USD"),
            ("$ thousands", 1e3, "USD"),
            ("HK$", 1.0, "HKD"),
            ("百万", 1e6, ""),
            ("元", 1.0, "CNY"),
            ("k", 1e3, ""),
            ("rmb million", 1e6, "CNY"),
            ("RMB mn", 1e6, "CNY"),
            ("US$m", 1e6, "USD"),
            ("in thousands of RMB", 1e3, "CNY"),
            ("Mio. €", 1e6, "EUR"),
            ("₹ crore", 1e7, "INR"),
        ] {
            assert_eq!(of(text), Some((factor, currency)), "{text}");
        }
        for text in ["万达店", "亿达项目", "", "单位", "含税", "千里马", "m", "usd months"] {
            assert_eq!(of(text), None, "{text}");
        }
    }

    #[test]
    fn hundredths_are_units_of_money() {
        let of = |text| money_unit(text).map(|unit| (unit.factor, unit.currency.map_or("", Currency::code)));
        for (text, currency) in [
            ("分", "CNY"),
            ("单位：分", "CNY"),
            ("人民币分", "CNY"),
            ("cents", ""),
            ("in_cents", ""),
            ("USD cents", "USD"),
        ] {
            assert_eq!(of(text), Some((0.01, currency)), "{text}");
        }
        assert_eq!((of("百分"), of("满分"), of("万元")), (None, None, Some((1e4, "CNY"))));
        assert_eq!(money_unit("分").unwrap().scaled(150_099.0), 1_500.99);
    }

    #[test]
    fn a_line_above_the_table_states_it() {
        let of = |text| unit_of_line(text).map(|unit| unit.factor);
        assert_eq!(of("单位：万元"), Some(1e4));
        assert_eq!(of("销售明细表（单位：万元）"), Some(1e4));
        assert_eq!(of("制表单位：万达公司"), None);
        assert_eq!(of("销售明细表"), None);
        assert_eq!(of("日期：2026-03 单位: 元"), Some(1.0));
        assert_eq!((of("(RMB million)"), of("人民币")), (Some(1e6), None));
    }
}
