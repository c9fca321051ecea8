//! Who answers for a goal, an action or a risk.

use super::number::{among, blank};
use super::quantity::matches;
use super::when::part_at;

/// Labels before a name, longest first.
const LABELS: [&str; 16] = [
    "第一责任人",
    "负责人",
    "责任人",
    "主责人",
    "牵头人",
    "执行人",
    "对接人",
    "责任部门",
    "负责部门",
    "牵头部门",
    "责任单位",
    "责任主体",
    "主责",
    "owner",
    "Owner",
    "主导人",
];
/// What an owner does after 由 and a name.
const DOES: [&str; 16] = [
    "负责", "牵头", "主责", "统筹", "主导", "跟进", "执行", "落实", "对接", "组织", "完成", "承担", "督办",
    "介入", "主持", "督促",
];
/// Words before 负责 that are no names.
const NO_NAMES: [&str; 8] = ["专人", "指定", "对其", "共同", "全面", "具体", "诚信", "主要"];

/// Family names that most people have.
const FAMILIES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤";

/// True of a family name that most people have.
pub(super) fn family(c: char) -> bool {
    among(c, FAMILIES)
}

/// The end of a name with a date after it: (陈志明,3月31日前).
fn dated_name(chars: &[char], from: usize) -> Option<usize> {
    let length = chars.get(from..)?.iter().take(5).position(|c| *c == ',')?;
    let date = blank(chars, from + length + 1);
    let follows = chars.get(date).is_some_and(char::is_ascii_digit) || part_at(chars, date).is_some();
    ((2..=4).contains(&length) && among(chars[from], FAMILIES) && follows).then_some(from + length)
}

#[inline(never)]
fn name_end(chars: &[char], start: usize, end: usize) -> usize {
    let mut at = start;
    // Li Ming is one name.
    let goes_on = |at: usize| {
        chars[at] == ' '
            && at > start
            && chars[at - 1].is_ascii_alphabetic()
            && chars[..end].get(at + 1).is_some_and(char::is_ascii_uppercase)
    };
    while at < end && (!among(chars[at], " ,。;、()|:!?\"") || goes_on(at)) && at - start < 24 {
        if at - start >= 12 && !chars[at].is_ascii() {
            break;
        }
        at += 1;
    }
    at
}

/// The place of a name in a range, masked names (XX, 张**) included.
#[inline(never)]
pub(super) fn owner(chars: &[char], start: usize, end: usize) -> Option<(usize, usize)> {
    let text = &chars[..end];
    for at in start..end {
        // Few characters begin a label.
        if !matches!(chars[at], '第' | '负' | '责' | '牵' | '执' | '对' | '主' | 'o' | 'O' | '由' | '(')
        {
            continue;
        }
        if chars[at] == '('
            && let Some(to) = dated_name(text, at + 1)
        {
            return Some((at + 1, to));
        }
        if let Some(label) =
            LABELS.iter().find(|label| label.starts_with(chars[at]) && matches(text, at, label))
        {
            let mut from = at + label.chars().count();
            while from < end && matches!(text[from], ':' | ' ' | '为' | '是' | ')' | '(') {
                from += 1;
            }
            let to = name_end(text, from, end);
            let blank = text[from..to].iter().all(|c| matches!(c, '_' | '【' | '】' | '/' | '-' | '—'));
            if to > from && !blank {
                return Some((from, to));
            }
        }
        if chars[at] == '由' {
            for to in at + 2..end.min(at + 11) {
                if among(text[to], " ,。;") {
                    break;
                }
                let does = DOES.iter().any(|word| matches(text, to, word));
                // 由林晓彤于6月底前完成: the date stands between.
                let dated = matches!(text[to], '于' | '在')
                    && DOES.iter().any(|word| (to..end.min(to + 18)).any(|later| matches(text, later, word)));
                if (does || dated)
                    && text[at + 1..to].iter().all(|c| !c.is_ascii_digit() && *c != '的' && *c != '%')
                {
                    return Some((at + 1, to));
                }
            }
        }
        if matches(text, at, "负责") && !matches(text, at, "负责人") && !matches(text, at, "负责部门")
        {
            let mut from = at;
            while from > start && !among(text[from - 1], " ,。;、()|:由") && at - from < 8 {
                from -= 1;
            }
            let name = &text[from..at];
            let named = (2..=8).contains(&name.len())
                && !name.contains(&'对')
                && !NO_NAMES.iter().any(|word| (0..name.len()).any(|i| matches(name, i, word)));
            if named && text.get(from.wrapping_sub(1)) != Some(&'由') {
                return Some((from, at));
            }
        }
    }
    None
}
