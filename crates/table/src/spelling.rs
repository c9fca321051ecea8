//! What remains of a word when its spelling is left aside: width, case, white space, punctuation.

use std::borrow::Cow;

/// White space of any kind, and what nobody sees.
pub fn is_space(c: char) -> bool {
    c.is_whitespace() || c >= '\u{AD}' && is_unseen(c)
}

/// Whether a character has neither width nor ink: joiners, marks of direction, soft hyphens, fillers, selectors of a form.
#[inline(never)]
pub fn is_unseen(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}')
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

/// What remains of a word for comparing: no case, no white space, no punctuation, nothing in brackets.
pub fn bare(text: &str) -> String {
    let plain = half_width(text);
    let (outer, inner) = apart(&plain);
    let name = squeezed(&outer);
    if name.is_empty() { squeezed(inner.trim()) } else { name }
}

/// What stands outside and inside brackets, in lower case.
pub fn apart(text: &str) -> (String, String) {
    let (mut outer, mut inner, mut depth) = (String::new(), String::new(), 0_u32);
    for c in text.chars().map(|c| c.to_ascii_lowercase()) {
        match c {
            '(' | '[' | '【' | '〔' => {
                depth += 1;
                inner.push(' ');
            }
            ')' | ']' | '】' | '〕' => depth = depth.saturating_sub(1),
            _ if depth > 0 => inner.push(c),
            _ => outer.push(c),
        }
    }
    (outer, inner)
}

/// Without white space and punctuation.
pub fn squeezed(text: &str) -> String {
    let is_mark = |c: char| is_space(c) || matches!(c, '_' | '-' | '.' | '"' | '\'' | ':' | '*' | '/');
    let dense: String = text.chars().filter(|c| !is_mark(*c)).collect();
    // A word of nothing but marks is itself (√, -).
    if dense.is_empty() { text.trim_matches(is_space).to_owned() } else { dense }
}
