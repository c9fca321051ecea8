//! Plans that were pasted without line breaks: where lines are to begin in them.

use super::headings::{commanding, glued_title, pause};
use super::kinds::kind_of;
use super::marks::{Mark, Style, mark};
use super::number::{among, blank, digit};
use super::outline::ends_sentence;
use super::section::SectionKind;
use super::text::Text;
use SectionKind::Other;

/// Begins a line at each heading of a plan that was pasted without line breaks, and at the numbered items
/// below them: where numbers of one style go up by one after a blank or a full stop, and two of their
/// titles at least name sections and have text.
pub(super) fn unfold(text: &mut Text) {
    let mut breaks = Vec::new();
    for line in &text.lines {
        folded(text, (line.start, line.end), &mut breaks);
    }
    if !breaks.is_empty() {
        text.unfold(&breaks);
    }
}

/// Finds where lines are to begin in a line, and whether with a heading.
fn folded(text: &Text, (start, end): (usize, usize), breaks: &mut Vec<(usize, bool)>) {
    let chars = &text.chars[..end];
    let start = blank(chars, start);
    // Numbers with their place, the kind that their title names and where that ends.
    let mut found: Vec<(Mark, usize, SectionKind, usize)> = Vec::new();
    for at in start..end {
        if at > start && !ends_sentence(chars[at - 1]) && chars[at - 1] != ' ' {
            continue;
        }
        let Some(mark) = mark(&chars[at..]) else { continue };
        let title = at + mark.title;
        let Some(&first) = chars.get(title) else { continue };
        if digit(first).is_some() || chars[at..title].contains(&',') {
            continue;
        }
        let name = &chars[title..];
        let cut = pause(name).filter(|cut| name[*cut] != ',').or_else(|| glued_title(name)).unwrap_or(0);
        let range = (title, title + cut);
        let (kind, strength) = kind_of(text, range);
        let named = strength >= 5 && !commanding(text, range);
        found.push((mark, at, if named { kind } else { Other }, range.1));
    }
    if found.len() < 2 {
        return;
    }
    let mut heads: Vec<usize> = Vec::new();
    for style in [Style::Part, Style::Chinese, Style::ChineseInBrackets, Style::Decimal] {
        let (mut from, mut kinds, mut last) = (0, 0u32, 0);
        for (index, &(mark, at, kind, cut)) in found.iter().enumerate() {
            if mark.style != style || at > start && chars[at - 1] == ';' {
                continue;
            }
            if mark.number == 1 || at == start {
                if kinds.count_ones() < 2 {
                    heads.truncate(from);
                }
                (from, kinds) = (heads.len(), 0);
            } else if last == 0 || mark.number != last + 1 {
                continue;
            }
            last = mark.number;
            let next =
                found[index + 1..].iter().find(|next| next.0.style == style).map_or(end, |next| next.1);
            if kind != Other && next > cut + 4 {
                kinds |= 1 << kind as u32;
            }
            if kind != Other || style <= Style::Chinese && cut > at + mark.title {
                heads.push(index);
            }
        }
        if kinds.count_ones() < 2 {
            heads.truncate(from);
        }
        if !heads.is_empty() {
            break;
        }
    }
    let mut heads = heads.into_iter().peekable();
    let Some(&first) = heads.peek() else { return };
    // The last number of each list that is open, outer ones first.
    let mut open: Vec<(Style, u32)> = Vec::new();
    for (index, &(mark, at, ..)) in found.iter().enumerate().skip(first) {
        if heads.next_if_eq(&index).is_some() {
            open.clear();
            breaks.push((at, true));
            continue;
        }
        let loose = chars[at..at + mark.title].iter().all(|c| !among(*c, "、.:)】"));
        if loose && mark.style != Style::Circled || matches!(mark.style, Style::Nested(_)) {
            continue;
        }
        let outer = open.iter().position(|(style, _)| *style == mark.style);
        if mark.number == outer.map_or(0, |outer| open[outer].1) + 1 || mark.number == 1 {
            open.truncate(outer.unwrap_or(open.len()));
            open.push((mark.style, mark.number));
            breaks.push((at, false));
        }
    }
}
