//! The numbers of headings: 第一部分, 一、, （一）, 1., 1.1, (1), ①, 第一步, I.

use super::number::{among, blank, digit, magnitude, numeral};
use super::terms::matches;
use super::unit::unit;

/// How a heading is numbered. The order is the usual order of depth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Style {
    Part,
    Roman,
    Chapter,
    /// 壹、贰、叁、
    Formal,
    Chinese,
    /// O1 of objectives and key results.
    Objective,
    ChineseInBrackets,
    Step,
    Decimal,
    Nested(u8),
    DecimalInBrackets,
    Circled,
    Plain,
}

/// A heading's number and where its title begins.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    pub style: Style,
    pub number: u32,
    pub title: usize,
}

pub(super) fn small_number(chars: &[char], at: usize) -> Option<(usize, u32)> {
    let digits = chars[at.min(chars.len())..].iter().take_while(|c| c.is_ascii_digit()).count();
    if digits > 0 {
        let value = chars[at..at + digits.min(4)].iter().fold(0, |v, c| v * 10 + (*c as u32 - 48));
        return (digits <= 3).then_some((at + digits, value));
    }
    let length = chars[at.min(chars.len())..]
        .iter()
        .take_while(|c| digit(**c).is_some() || magnitude(**c).is_some_and(|m| m <= 100.0))
        .count();
    if length == 0 || length > 4 {
        return None;
    }
    let number = numeral(&chars[at..at + length], 0)?;
    (number.end == length).then_some((at + length, number.value as u32))
}

/// Reads the number of a heading at the start of a line.
pub(super) fn mark(line: &[char]) -> Option<Mark> {
    let &first = line.first()?;
    let done = |style, number, end: usize| {
        let rest = line[end..].iter().take_while(|c| among(**c, " \t:、.,—-_|｜·")).count();
        Some(Mark { style, number, title: end + rest })
    };
    if first == '第' {
        let (end, number) = small_number(line, blank(line, 1))?;
        // 第一 业务现状
        if matches!(line.get(end), Some(' ' | '\t' | '、' | ':')) && !line[1].is_ascii_digit() {
            return done(Style::Chinese, number, end);
        }
        let end = blank(line, end);
        for (word, style) in [
            ("部分", Style::Part),
            ("大部分", Style::Part),
            ("章", Style::Part),
            ("页", Style::Part),
            ("屏", Style::Part),
            ("张", Style::Part),
            ("块", Style::Part),
            ("板块", Style::Part),
            ("模块", Style::Part),
            ("单元", Style::Part),
            ("条", Style::Chapter),
            ("节", Style::Chapter),
            ("步", Style::Step),
            ("阶段", Style::Step),
        ] {
            if matches(line, end, word) {
                let after = end + word.chars().count();
                let counts = style == Style::Step
                    || matches!(word, "页" | "屏" | "张" | "块" | "板块" | "模块" | "单元");
                if counts && !line.get(after).is_none_or(|c| among(*c, " \t:、.|")) {
                    return None;
                }
                return done(style, number, after);
            }
        }
        return None;
    }
    if ('①'..='⑳').contains(&first) {
        return done(Style::Circled, first as u32 - '①' as u32 + 1, 1);
    }
    if ('Ⅰ'..='Ⅻ').contains(&first) && line.get(1).is_some_and(|c| among(*c, " 、.:")) {
        return done(Style::Roman, first as u32 - 'Ⅰ' as u32 + 1, 1);
    }
    // 【投影片1】开场, 【第2页】目标: a word and a number in brackets, then the title.
    if first == '【'
        && let Some(close) =
            line.iter().take(10).position(|c| *c == '】').filter(|close| *close + 1 < line.len())
        && let Some(from) = line[1..close].iter().position(char::is_ascii_digit).filter(|from| *from > 0)
        && let Some((end, number)) = small_number(line, 1 + from)
        && (end == close || end + 1 == close && among(line[end], "页张屏"))
    {
        return done(Style::Part, number, close + 1);
    }
    if first == '(' || first == '【' {
        let (end, number) = small_number(line, 1)?;
        if !matches!(line.get(end), Some(')' | '】')) {
            return None;
        }
        let style =
            if line[1].is_ascii_digit() { Style::DecimalInBrackets } else { Style::ChineseInBrackets };
        return done(style, number, end + 1);
    }
    if matches!(first, 'I' | 'V' | 'X') {
        let length = line.iter().take_while(|c| matches!(c, 'I' | 'V' | 'X')).count();
        let value = |c: char| match c {
            'I' => 1,
            'V' => 5,
            _ => 10,
        };
        if length <= 5 && line.get(length).is_some_and(|c| matches!(c, '.' | '、')) {
            let mut number = 0;
            for i in 0..length {
                let this = value(line[i]);
                let smaller = i + 1 < length && this < value(line[i + 1]);
                number += if smaller { -this } else { this };
            }
            return done(Style::Roman, number.max(1) as u32, length);
        }
        return None;
    }
    if matches!(first, 'P' | 'p')
        && line.len() > 5
        && line[..5].iter().map(char::to_ascii_lowercase).eq("part ".chars())
    {
        let (end, number) = small_number(line, 5)?;
        return done(Style::Part, number, end);
    }
    if first == 'O' {
        let (end, number) = small_number(line, 1)?;
        return if line[1].is_ascii_digit() && matches!(line.get(end), Some(':' | ' ' | '、' | '.')) {
            done(Style::Objective, number, end)
        } else {
            None
        };
    }
    if first.is_ascii_digit() {
        let (mut end, mut number) = small_number(line, 0)?;
        let (one, after) = (number, end);
        let mut depth = 0;
        while line.get(end) == Some(&'.') && line.get(end + 1).is_some_and(char::is_ascii_digit) && depth < 5
        {
            (end, number) = small_number(line, end + 1)?;
            depth += 1;
        }
        let next = line.get(end).copied();
        // 1.1月20日前: the first of a list, and a date.
        if depth == 1 && matches!(next, Some('月' | '年')) {
            return done(Style::Decimal, one, after);
        }
        if depth > 0 {
            let counted = unit(line, end).is_some() || next.and_then(magnitude).is_some();
            let closed = next.is_none_or(|c| matches!(c, ' ' | '\t' | '.' | '、' | ':') || c > '\u{2e80}');
            return if closed && !counted && depth < 5 {
                done(Style::Nested(depth), number, end)
            } else {
                None
            };
        }
        return match next {
            Some('.' | '、') => done(Style::Decimal, number, end),
            // 1，开票150万; 1,240 is a number.
            Some(',')
                if line.get(blank(line, end + 1)).is_some_and(|c| c.is_alphabetic() && !c.is_ascii()) =>
            {
                done(Style::Decimal, number, end)
            }
            Some(')') => done(Style::DecimalInBrackets, number, end + 1),
            // 1️⃣: the digit on a key.
            Some('\u{20e3}') => done(Style::Decimal, number, end + 1),
            // 5 人员分工, 2 11月目标: whether it is a heading its series says.
            // 3 月 is a time.
            Some(' ' | '\t')
                if line.get(blank(line, end)).is_some_and(|c| c.is_alphanumeric())
                    && (!matches(line, blank(line, end), "月")
                        || matches(line, blank(line, end), "月度")) =>
            {
                done(Style::Decimal, number, end)
            }
            None => done(Style::Decimal, number, end),
            _ => None,
        };
    }
    if let Some(number) =
        "壹贰叁肆伍陆柒捌玖拾".chars().position(|c| c == first || c == '叁' && first == '参')
        && line.get(1).is_some_and(|c| among(*c, " \t、.:,"))
    {
        return done(Style::Formal, number as u32 + 1, 1);
    }
    let (end, number) = small_number(line, 0)?;
    match line.get(end) {
        Some('、' | '.' | ':' | ',') => done(Style::Chinese, number, end),
        Some(')') => done(Style::ChineseInBrackets, number, end + 1),
        Some(' ' | '\t') => done(Style::Chinese, number, end),
        None => done(Style::Chinese, number, end),
        _ => None,
    }
}
