//! Names as people write them: what belongs to them, and what is no name at all.

use std::borrow::Cow;
use std::sync::LazyLock;

use super::spelling::{is_space, is_unseen};
use super::words::words_of;

const CELLS: &str = include_str!("../words/cells.txt");

static BLANK: LazyLock<Vec<&str>> = LazyLock::new(|| words("blank"));
static TOTAL: LazyLock<Vec<&str>> = LazyLock::new(|| words("total"));
/// Cells that mean the one above, by their length.
static DITTO: LazyLock<Vec<Vec<&str>>> = LazyLock::new(|| {
    let words = words("ditto");
    let longest = words.iter().map(|word| word.len()).max().unwrap_or(0);
    let of_length = |length| words.iter().copied().filter(|word| word.len() == length).collect();
    (0..=longest).map(of_length).collect()
});
/// The bytes with which words of totals end, and what may stand behind them: of each last byte, those before it.
static TOTAL_ENDS: LazyLock<[[bool; 256]; 2]> = LazyLock::new(|| {
    let mut ends = [[false; 256]; 2];
    let behind = [" ", "\t", "\u{3000}", "\u{A0}", ":", "：", "*", ".", "=", "-", ")", "）", "]", "】"];
    for text in TOTAL.iter().chain(&behind) {
        for (byte, ends) in text.bytes().rev().zip(&mut ends) {
            ends[usize::from(byte)] = true;
            ends[usize::from(byte.to_ascii_uppercase())] = true;
        }
    }
    ends
});

fn words(wanted: &str) -> Vec<&'static str> {
    words_of(CELLS, wanted).collect()
}

/// A name without the white space around it, without what nobody sees, with full-width letters and digits as plain
/// ones, and out of the marks that say it is a text (`="00123"`, `'00123`, a grave accent before it).
pub fn clean(written: &str) -> Cow<'_, str> {
    let mut text = trimmed(written);
    if let Some(inner) = text.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')) {
        text = inner.trim_matches(is_space);
    } else if let Some(inner) =
        text.strip_prefix('\'').filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    {
        text = inner;
    } else if let Some(inner) = text.strip_prefix('`') {
        text = inner.trim_matches(is_space);
    }
    // Nearly all characters of Chinese names begin with other bytes than full-width forms and unseen ones.
    let may_be = |byte: &u8| matches!(byte, 0xC2 | 0xCD | 0xD8 | 0xE1..=0xE3 | 0xEF | 0xF3);
    if !text.as_bytes().iter().any(may_be) {
        return Cow::Borrowed(text);
    }
    let is_wide = |c: char| matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ');
    if !text.contains(|c| is_wide(c) || is_unseen(c)) {
        return Cow::Borrowed(text);
    }
    let plain = |c: char| if is_wide(c) { char::from_u32(c as u32 - 0xFEE0).unwrap_or(c) } else { c };
    Cow::Owned(text.chars().filter(|c| !is_unseen(*c)).map(plain).collect())
}

/// Whether a cell says that there is nothing in it.
pub fn is_blank(text: &str) -> bool {
    says_nothing(trimmed(text))
}

/// Whether a name stands as it is compared, and is neither blank nor a word for totals nor damaged, nor means the
/// one above.
pub fn is_plain(name: &str) -> bool {
    let is_other = says_nothing(name) || is_total(name) || is_damaged_id(name) || is_ditto(name.as_bytes());
    clean(name).len() == name.len() && !is_other
}

/// Whether a cell means the one above: 〃, 同上.
pub fn is_ditto(cell: &[u8]) -> bool {
    let words = DITTO.get(cell.len()).map(Vec::as_slice).unwrap_or_default();
    words.iter().any(|word| word.as_bytes().eq_ignore_ascii_case(cell))
}

/// As [`is_blank`], of a text without white space around it.
fn says_nothing(text: &str) -> bool {
    const LONGEST: usize = 10;
    // With what those words begin, in UTF-8: N/A, undefined, (空), 空, 无, 暂无, 無, #N/A and marks.
    let may_be = |first: &u8| {
        matches!(first, b'n' | b'N' | b'u' | b'U' | b'(' | b'#' | b'-' | b'/' | b'\\' | b'`' | 0xE2..=0xE7)
    };
    match text.as_bytes().first() {
        None => true,
        Some(first) => {
            text.len() <= LONGEST && may_be(first) && BLANK.iter().any(|word| word.eq_ignore_ascii_case(text))
        }
    }
}

/// Without white space around it.
fn trimmed(text: &str) -> &str {
    let is_ink = |byte: &u8| (0x21..0x7F).contains(byte);
    let bytes = text.as_bytes();
    if bytes.first().is_some_and(is_ink) && bytes.last().is_some_and(is_ink) {
        return text;
    }
    text.trim_matches(is_space)
}

/// Whether a cell marks a row of totals: 合计, 本月合计, 合 计（元）, 【小计】, 甲公司 汇总, Grand Total (12).
pub fn is_total(text: &str) -> bool {
    const LONGEST: usize = 120;
    let is_mark = |c: char| is_space(c) || matches!(c, ':' | '：' | '*' | '.' | '=' | '-');
    // Nearly every name is told apart by its last byte, or by its last two.
    let [of_last, of_before] = &*TOTAL_ENDS;
    let may_be = match *text.as_bytes() {
        [.., before, last] if last.is_ascii_alphabetic() => {
            of_last[usize::from(last)] && of_before[usize::from(before)]
        }
        [.., last] => of_last[usize::from(last)],
        [] => false,
    };
    if !may_be || text.len() > LONGEST {
        return false;
    }
    let (mut outside, mut inside, mut depth) = (String::new(), String::new(), 0_u32);
    for c in text.chars() {
        match c {
            '(' | '（' | '[' | '【' => depth += 1,
            ')' | '）' | ']' | '】' => depth = depth.saturating_sub(1),
            _ if depth > 0 => inside.push(c),
            _ => outside.push(c),
        }
    }
    let name = Some(outside.trim_matches(is_mark)).filter(|name| !name.is_empty());
    let name = name.unwrap_or(inside.trim_matches(is_mark));
    let dense: String = name.chars().filter(|c| !is_space(*c)).collect();
    let ends = |word: &&str| -> bool {
        if word.is_ascii() {
            let before = name.len().checked_sub(word.len());
            before.is_some_and(|at| {
                name.is_char_boundary(at)
                    && name[at..].eq_ignore_ascii_case(word)
                    && (at == 0 || (*word != "sum" && name[..at].ends_with(is_space)))
            })
        } else {
            dense.ends_with(*word)
        }
    };
    TOTAL.iter().any(ends)
}

/// Whether a cell is a word of totals and nothing else.
pub fn is_total_word(text: &str) -> bool {
    let dense: String = text.chars().filter(|c| !is_space(*c)).collect();
    TOTAL.iter().any(|word| word.eq_ignore_ascii_case(&dense))
}

/// Whether a number of an id has been rounded by a spreadsheet (1.38E+10): different ones look the same.
pub fn is_damaged_id(text: &str) -> bool {
    let [b'0'..=b'9', b'.' | b'E' | b'e', ..] = text.as_bytes() else { return false };
    let Some((mantissa, exponent)) = text.split_once(['E', 'e']) else { return false };
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, decimals) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    exponent.strip_prefix('+').is_some_and(digits) && whole.len() == 1 && digits(whole) && digits(decimals)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_surrounds_a_name_is_none_of_it() {
        for written in [
            "甲公司",
            " 甲公司\u{3000}",
            "\u{FEFF}甲公司\u{A0}",
            "甲\u{200B}公司",
            "\u{202A}甲公司\u{202C}",
            "甲\u{AD}公\u{FE0F}司\u{2069}",
            "\u{61C}甲公司\u{180E}\u{E0001}",
            "`甲公司",
        ] {
            assert_eq!(clean(written), "甲公司", "{written:?}");
        }
        assert_eq!(clean("=\"00123\""), "00123");
        assert_eq!(clean("'00123"), "00123");
        assert_eq!(clean("ＡＢ１公司"), "AB1公司");
        assert_eq!(clean("甲（上海）"), "甲（上海）");
    }

    #[test]
    fn words_for_nothing() {
        for text in ["", "\u{3000}", "nan", "None", "NULL", "\\N", "(blank)", "(空)", "—", "#N/A"] {
            assert!(is_blank(text), "{text:?}");
        }
        assert!(!is_blank("0") && !is_blank("南") && !is_blank("Nano"));
    }

    #[test]
    fn totals_by_any_name() {
        for text in [
            "合计",
            "合 计",
            "本月合计",
            "3月小计",
            "合计（元）",
            "累计：",
            "Total (1)",
            "Grand total",
            "甲公司 汇总",
            "Acme Total",
            "【小计】",
            "(Total)",
            "承前页",
            "过次页",
            "本期发生额",
            "Balance brought forward",
            "结转下年",
        ] {
            assert!(is_total(text), "{text}");
        }
        for text in [
            "甲",
            "合计科技有限公司",
            "Consummate Ltd",
            "TotalEnergies",
            "Lump sum",
            "总部",
            "计然",
            "Forward Ltd",
            "Rover",
        ] {
            assert!(!is_total(text), "{text}");
        }
    }

    #[test]
    fn rounded_ids() {
        assert!(is_damaged_id("1.38E+10") && is_damaged_id("1E+05"));
        assert!(!is_damaged_id("13800138000") && !is_damaged_id("A1E+5") && !is_damaged_id("1E5"));
    }
}
