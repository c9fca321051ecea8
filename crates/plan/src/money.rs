//! Amounts of money with their currency.

use super::lexicon;
use super::number::{blank, numeral, starts};
use super::percent::numeric;
use super::terms::{self, one_of};
use super::unit::currency_word;

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
