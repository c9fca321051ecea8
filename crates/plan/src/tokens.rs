//! One pass over a plan that finds its times and quantities: no later part reads the inside of one again.

use super::lexicon::{self, Word, kinds};
use super::measure::Measure;
use super::number::{address, blank, numeral, starts};
use super::quantity::{Quantity, finish, quantity_at};
use super::terms;
use super::terms::matches;
use super::text::Text;
use super::time::{Time, time_at};
use super::unit::{currency_word, unit};

/// The times and quantities of a plan, in their order. A character belongs to one of them at most.
#[derive(Default)]
pub(super) struct Tokens {
    pub times: Vec<Time>,
    pub quantities: Vec<Quantity>,
}

impl Tokens {
    /// Reads a range; addresses and ordinals are none.
    pub fn read(&mut self, whole: &Text, start: usize, end: usize) {
        let text = &whole.chars[..end];
        let mut words = whole
            .words(start, end)
            .filter(|hit| matches!(hit.word, Word::Time | Word::Figure | Word::Currency))
            .peekable();
        let mut at = start;
        while at < end {
            while words.next_if(|hit| hit.start() < at).is_some() {}
            let word = words.peek().is_some_and(|hit| hit.start() == at);
            at = self.step(text, at, word);
        }
    }

    /// Reads what begins at a character; gives where to go on.
    fn step(&mut self, text: &[char], at: usize, word: bool) -> usize {
        let c = text[at];
        if !(word
            || starts(c)
            || c.is_ascii_graphic()
            || c == '万' && matches(text, at, "万分之")
            || terms::FESTIVALS.at(text, at).is_some()
            || matches!(
                c,
                '双' | '×'
                    | '○'
                    | '【'
                    | '第'
                    | '上'
                    | '下'
                    | '本'
                    | '这'
                    | '周'
                    | '星'
                    | '礼'
                    | '正'
                    | '腊'
                    | '冬'
                    | '农'
                    | '¥'
                    | '€'
                    | '£'
            ))
        {
            // A gap of blanks before a unit is a blank to fill in.
            return match gap(text, at) {
                Some(quantity) => {
                    self.quantities.push(quantity);
                    quantity.end
                }
                None => at + 1,
            };
        }
        if let Some(next) = address(text, at) {
            return next;
        }
        if c == '第' {
            if let Some(time) = time_at(text, at) {
                self.times.push(time);
                return time.end;
            }
            return ordinal(text, at + 1);
        }
        if matches(text, at, "百分之") && numeral(text, blank(text, at + 3)).is_none() {
            let open = finish(text, at, at + 3, at + 3, (f64::NAN, f64::NAN), Measure::Percent, true);
            self.quantities.push(open);
            return at + 3;
        }
        if let Some(time) = time_at(text, at) {
            self.times.push(time);
            return time.end.max(at + 1);
        }
        // 双11 is a day for shopping.
        if let Some(hit) =
            lexicon::word_at(text, at, kinds([Word::Idle])).filter(|hit| hit.end() > at + 1 && !starts(c))
        {
            return hit.end();
        }
        if let Some(end) = years(text, at).or_else(|| super::holes::masked_year(text, at)) {
            return end;
        }
        if let Some(quantity) = figure_at(text, at, word).or_else(|| quantity_at(text, at)) {
            self.quantities.push(quantity);
            return quantity.end.max(at + 1);
        }
        at + text[at..].iter().take_while(|c| c.is_ascii_digit()).count().max(1)
    }
}

/// Where what 第 counts ends: 第3家, 第31—60天.
fn ordinal(chars: &[char], at: usize) -> usize {
    let Some(first) = numeral(chars, at) else { return at };
    let second = terms::SPANS.at(chars, first.end).and_then(|from| numeral(chars, from));
    let end = second.map_or(first.end, |second| second.end);
    unit(chars, end).map_or(end, |(end, ..)| end)
}

/// 3年, 2-3年: how long something lasts is no figure of a plan.
fn years(chars: &[char], at: usize) -> Option<usize> {
    if !starts(chars[at]) {
        return None;
    }
    let first = numeral(chars, at)?;
    let second = terms::SPANS.at(chars, first.end).and_then(|from| numeral(chars, from));
    let end =
        second.filter(|second| chars.get(second.end) == Some(&'年')).map_or(first.end, |second| second.end);
    (chars.get(end) == Some(&'年')).then_some(end + 1)
}

/// 完成　　万元: blanks where a number should stand before its unit.
fn gap(chars: &[char], at: usize) -> Option<Quantity> {
    let wide = |c: &char| matches!(c, ' ' | '\t');
    let names = |c: char| c.is_alphabetic() || matches!(c, ':' | '(');
    if !wide(&chars[at]) || at == 0 || wide(&chars[at - 1]) || !names(chars[at - 1]) {
        return None;
    }
    let end = at + chars[at..].iter().take_while(|c| wide(c)).count();
    let scaled = chars.get(end).is_some_and(|c| matches!(c, '万' | '亿'));
    if end - at < 2 || !(scaled || chars.get(end) == Some(&'%')) && unit(chars, end).is_none() {
        return None;
    }
    let unit_at = end + usize::from(scaled);
    let (after, measure, _) = unit(chars, unit_at).unwrap_or((unit_at, Measure::None, 1.0));
    // What stands in a column of its own is no unit.
    let free = chars.get(after).is_none_or(|c| !c.is_alphanumeric())
        && !chars.get(blank(chars, after)).is_some_and(char::is_ascii_digit);
    free.then(|| finish(chars, at, end, after, (f64::NAN, f64::NAN), measure, true))
}

/// 翻番, 清零, two: a word that is a figure; EUR 12.6M, HK$4,600万: money with its currency before.
fn figure_at(chars: &[char], at: usize, word: bool) -> Option<Quantity> {
    if matches!(chars[at], '$' | '¥' | '€' | '£' | '\u{ffe5}' | '\u{ffe1}') {
        return led(chars, at, at + 1);
    }
    if !word {
        return None;
    }
    // 冰块0.8万: what follows a number in other texts leads none.
    let trails = matches!(chars[at], '元' | '块' | '圆' | '镑' | '铢');
    if let Some((end, _)) = currency_word(chars, at).filter(|_| !trails) {
        let sign = usize::from(chars.get(end).is_some_and(|c| matches!(c, '$' | '¥' | '€')));
        return led(chars, at, end + sign);
    }
    let hit = lexicon::word_at(chars, at, kinds([Word::Figure]))?;
    let (change, value) = lexicon::figure_of(&hit);
    if chars.get(hit.end()) == Some(&'-') {
        return None;
    }
    let measure = if change {
        if value < 0.0 { Measure::Percent } else { Measure::Times }
    } else {
        unit(chars, hit.end()).map_or(Measure::None, |(_, measure, _)| measure)
    };
    let value = value.abs();
    let quantity = finish(chars, at, hit.end(), hit.end(), (value, value), measure, false);
    Some(Quantity { change, ..quantity })
}

/// The amount or blank that follows a currency.
fn led(chars: &[char], start: usize, end: usize) -> Option<Quantity> {
    let from = blank(chars, end);
    let amount = quantity_at(chars, from)?;
    let counted = matches!(amount.measure, Measure::None | Measure::Money);
    counted.then_some(Quantity { start, measure: Measure::Money, ..amount })
}
