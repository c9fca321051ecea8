//! What each line is: an item, a row, prose; and its label.

use super::marks::{Style, mark};
use super::number::blank;
use super::outline::{Block, Shape, ends_sentence};
use super::terms;

/// Splits off the label of `名称: 说明`; gives its end and where the text after it begins.
pub(super) fn label(chars: &[char], start: usize, end: usize) -> (usize, usize) {
    let mut open = false;
    for at in start..end.min(start + 48) {
        match chars[at] {
            '(' => open = true,
            ')' => open = false,
            // 老学员口碑明显提升（负责人：苗青）: a label inside brackets is none of the line's.
            ':' if open => return (start, start),
            ':' => {
                let digits = chars[at + 1..end].iter().take(3).take_while(|c| c.is_ascii_digit()).count();
                let clock = at > start && chars[at - 1].is_ascii_digit() && digits == 2;
                let address = chars.get(at + 1) == Some(&'/');
                if clock || address || at == start {
                    return (start, start);
                }
                return (at, blank(&chars[..end], at + 1));
            }
            c if ends_sentence(c) || c == ',' || full_stop(chars, at, end) => return (start, start),
            _ => {}
        }
    }
    (start, start)
}

/// True of a full stop in English: a blank or the end follows, and no number, initial or title (Mr.) stands before.
pub(super) fn full_stop(chars: &[char], at: usize, end: usize) -> bool {
    if chars[at] != '.' || at + 1 < end && chars[at + 1] != ' ' {
        return false;
    }
    let word = chars[..at].iter().rev().take_while(|c| c.is_ascii_alphabetic()).count();
    let title = terms::BEFORE_NAMES.are(&chars[at - word..at]);
    let before = at.checked_sub(word + 1).map(|at| chars[at]);
    let initial = word == 1 && !before.is_some_and(|c| c.is_ascii_digit());
    let figure = word == 0
        && before.is_some_and(|c| c.is_ascii_digit() || matches!(c, '%' | ')'))
        && chars.get(at + 2).is_some_and(char::is_ascii_uppercase);
    word > 1 && !title || word == 1 && !initial || figure
}

pub(super) fn shape(chars: &[char], from: usize, end: usize, fenced: &mut bool) -> Block {
    let start = blank(&chars[..end], from);
    let mut stop = end;
    while stop > start && chars[stop - 1] == ' ' {
        stop -= 1;
    }
    let block = |shape, start: usize| {
        let start = start.min(stop);
        let (label_end, body) = label(chars, start, stop);
        Block { shape, start, end: stop, label_end, body, section: None }
    };
    let line = &chars[start..stop];
    if line.starts_with(&['~', '~', '~']) {
        *fenced = !*fenced;
        return block(Shape::Blank, start);
    }
    if line.is_empty() || *fenced || line.iter().all(|c| matches!(c, '-' | '=' | '*' | ' ' | '—' | '>')) {
        return block(Shape::Blank, start);
    }
    let mut at = start;
    while chars.get(at) == Some(&'>') {
        at = blank(&chars[..stop], at + 1);
    }
    if chars.get(at) == Some(&'|') || (line.iter().filter(|c| **c == '|').count() >= 2) {
        let rule = chars[at..stop].iter().all(|c| matches!(c, '|' | '-' | ':' | ' '));
        return block(if rule { Shape::TableRule } else { Shape::Row }, at);
    }
    let depth = (at - from) as u16;
    if at < stop {
        let c = chars[at];
        let next_blank = chars.get(at + 1) == Some(&' ');
        let bullet = matches!(c, '*' | '+' | 'o') && next_blank
            || symbol(c)
            || (matches!(c, '-' | '—')
                && (next_blank || chars[..stop].get(at + 1).is_some_and(|c| *c > '\u{2e80}')));
        if bullet {
            let mut body = blank(&chars[..stop], at + 1);
            // [ ] and [x] of task lists.
            if chars.get(body) == Some(&'[') && chars.get(body + 2) == Some(&']') {
                body = blank(&chars[..stop], body + 3);
            }
            return block(Shape::Item(depth), key_result(&chars[..stop], body).unwrap_or(body));
        }
        if let Some(body) = key_result(&chars[..stop], at) {
            return block(Shape::Item(depth), body);
        }
        if let Some(mark) = mark(&chars[at..stop])
            && mark.style >= Style::ChineseInBrackets
        {
            let item = block(Shape::Item(depth), at + mark.title.min(stop - at));
            return if item.label_end > item.start { item } else { titled(chars, item) };
        }
    }
    block(Shape::Prose, at)
}

/// （一）销售额。2027年12月31日前完成…: a short sentence without a figure before the others is a label.
fn titled(chars: &[char], item: Block) -> Block {
    let words = &chars[item.start..item.end];
    let length = words.iter().take(17).position(|c| *c == '。').unwrap_or(0);
    let body = item.start + length + 1;
    let plain = (2..=16).contains(&length) && words[..length].iter().all(|c| c.is_alphabetic());
    if plain && body < item.end {
        Block { label_end: item.start + length, body: blank(&chars[..item.end], body), ..item }
    } else {
        item
    }
}

/// True of a mark that stands before items or headings and is no letter, digit or punctuation: •, ■, ➤, ☆, an emoji.
pub(super) fn symbol(c: char) -> bool {
    matches!(c, '•' | '·' | '※' | '→' | '»' | '›' | '\u{2580}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}')
        && !matches!(c, '○' | '△' | '×')
}

/// Where the text of a key result begins: KR1：…, KR2.3 …, KR1-2 ….
fn key_result(chars: &[char], at: usize) -> Option<usize> {
    if !(chars.get(at)? == &'K' && chars.get(at + 1)? == &'R') {
        return None;
    }
    let number = |c: &char| c.is_ascii_digit() || matches!(c, '.' | '-');
    let digits = chars[at + 2..].iter().take_while(|c| number(c)).count();
    let rest =
        chars[at + 2 + digits..].iter().take_while(|c| matches!(c, ':' | ' ' | '\t' | '、' | '-')).count();
    (digits > 0 && rest > 0).then_some(at + 2 + digits + rest)
}

/// True of the line above a message in a chat: a short name, perhaps a post in brackets, and the hour.
pub(super) fn speaker(line: &[char]) -> bool {
    let Some(gap) = line.iter().rposition(|c| matches!(c, ' ' | '\t')) else { return false };
    let (name, hour) = (&line[..gap], &line[gap + 1..]);
    let clock = (4..=8).contains(&hour.len())
        && hour.contains(&':')
        && hour.iter().all(|c| c.is_ascii_digit() || *c == ':');
    let named = |c: &char| c.is_alphabetic() || matches!(c, '(' | ')' | ' ' | '-' | '_');
    clock && (1..=16).contains(&name.len()) && name.iter().all(named)
}
