//! The clauses and sentences of a text, and what their words alone tell.

use super::number::among;
use super::terms;

/// The clauses of a range, between commas and stops.
pub(super) fn clauses(chars: &[char], start: usize, end: usize) -> Vec<(usize, usize)> {
    parts(chars, start, end, |c| c == ',' || stop(c))
}

/// The sentences of a range, between stops.
pub(super) fn sentences(chars: &[char], start: usize, end: usize) -> Vec<(usize, usize)> {
    parts(chars, start, end, stop)
}

fn stop(c: char) -> bool {
    matches!(c, '。' | ';' | '!' | '?')
}

fn parts(chars: &[char], start: usize, end: usize, parts: fn(char) -> bool) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut from = start;
    for at in start..=end {
        let mark = at == end || parts(chars[at]) && !within_number(chars, at);
        if mark {
            if chars[from..at].iter().any(|c| c.is_alphanumeric()) {
                found.push((from, at));
            }
            from = at + 1;
        }
    }
    found
}

/// True of the comma in 1,240.
fn within_number(chars: &[char], at: usize) -> bool {
    let digit = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
    chars[at] == ',' && at > 0 && digit(at - 1) && digit(at + 1) && digit(at + 2) && digit(at + 3)
}

/// True if something happens or may happen; 机会 and 例会 only look like it.
pub(super) fn effects(chars: &[char]) -> bool {
    // 排不开, 上不了山: what cannot be done.
    let cannot = |at: usize| {
        chars[at] == '不'
            && at > 0
            && chars[at - 1].is_alphabetic()
            && chars.get(at + 1).is_some_and(|c| among(*c, "了开动住"))
    };
    // 怕对门赊账, 三怕新人改期: what someone fears.
    if chars.iter().find(|c| **c != ' ' && !among(**c, "一二三四五六七八九")) == Some(&'怕') {
        return true;
    }
    let mut at = 0;
    while at < chars.len() {
        match terms::NO_EFFECTS.at(chars, at) {
            Some(end) => at = end,
            None if cannot(at) || terms::EFFECTS.at(chars, at).is_some() => return true,
            None => at += 1,
        }
    }
    false
}

/// Without the blanks and marks at its end.
pub(super) fn trimmed(chars: &[char]) -> &[char] {
    let tail = chars.iter().rev().take_while(|c| !c.is_alphanumeric()).count();
    &chars[..chars.len() - tail]
}

/// 利润就更薄了, 年年都这样, 还是热: words that tell how things are, where nobody does anything.
pub(super) fn tells(chars: &[char]) -> bool {
    // 底薪比咱这儿高八百
    let compares = chars
        .iter()
        .position(|c| *c == '比')
        .is_some_and(|at| chars[at..].iter().take(9).any(|c| among(*c, "高低贵强快")));
    trimmed(chars).ends_with(&['了']) || compares || terms::TELLING.within(chars)
}

/// 按馆分, 按区域拆: true of words that end on how something is split up.
pub(super) fn splits_by(chars: &[char]) -> bool {
    let end = chars.len() - chars.iter().rev().take_while(|c| matches!(c, ',' | ':' | ' ')).count();
    let [before @ .., '分' | '拆'] = &chars[..end] else { return false };
    before.iter().rev().take(5).position(|c| *c == '按').is_some_and(|at| at > 0)
}

/// Two texts say the same: all but the empty words of one stand in the other.
pub(super) fn restates(label: &[char], body: &[char]) -> bool {
    let (label, body) = (content(label), content(body));
    if label.len() < 2 || body.is_empty() {
        return false;
    }
    let shared = body.iter().filter(|c| label.contains(c)).count();
    let own = body.len() - shared;
    own <= 4 && own <= label.len() && shared * 10 >= body.len() * 7
}

/// Without the words that any restatement has.
fn content(chars: &[char]) -> Vec<char> {
    let mut left = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        match terms::EMPTY.at(chars, at) {
            Some(end) => at = end,
            None => {
                left.push(chars[at]);
                at += 1;
            }
        }
    }
    left.retain(|c| c.is_alphanumeric());
    left
}
