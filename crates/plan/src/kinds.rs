//! How titles say what their sections are for.

use super::lexicon::{self, Word};
use super::section::SectionKind;
use super::text::Text;
use SectionKind::Other;

/// What the words of a title say, those that a longer word hides left out: each kind, and how strongly (0 to 9).
pub(super) fn kinds_in(text: &Text, (start, end): (usize, usize)) -> Vec<(SectionKind, u8)> {
    let mut found = Vec::new();
    let mut free = start;
    for hit in text.words(start, end).filter(|hit| hit.word == Word::Title) {
        if hit.start() >= free {
            let (kind, strength) = lexicon::title_of(hit);
            // A word that is the whole title says it plainly.
            let whole = hit.start() == start && hit.end() == end && strength > 0;
            found.push((kind, if whole { strength.max(6) } else { strength }));
            free = hit.end();
        }
    }
    found
}

/// 注意事项, 目标客户: true of a title that is known to be of no kind, whatever its words say.
pub(super) fn guarded(text: &Text, title: (usize, usize)) -> bool {
    kinds_in(text, title).iter().any(|(kind, _)| *kind == Other)
}

/// 这周要做的数, 要拿下的数（1月1日—6月30日）: what a phrase with 的 ends on is what it is about.
fn head(text: &Text, (start, end): (usize, usize)) -> Option<(SectionKind, u8)> {
    let chars = &text.chars[start..end];
    let stop = start + chars.iter().position(|c| matches!(c, '(' | ':')).unwrap_or(chars.len());
    let hit = text
        .words(start, stop)
        .filter(|hit| hit.word == Word::Title && hit.end() == stop && hit.start() > start + 1)
        .find(|hit| text.chars[hit.start() - 1] == '的')?;
    let (kind, strength) = lexicon::title_of(hit);
    (kind != Other && strength >= 4).then_some((kind, strength.max(6)))
}

/// True if one word of the table is the whole title: 怕的几桩事.
fn covers(text: &Text, (start, end): (usize, usize)) -> bool {
    text.words(start, end).any(|hit| hit.word == Word::Title && hit.start() == start && hit.end() == end)
}

/// The kind that a title names, and how strongly (0 to 9).
pub(super) fn kind_of(text: &Text, title: (usize, usize)) -> (SectionKind, u8) {
    let mut best = (Other, 0u8);
    let found = kinds_in(text, title);
    let whole = found.len() == 1 && found[0].1 >= 6 && found[0].0 != Other;
    // 会遇到的问题, 心里怕的几件事: a plain word before says more than a head that may be anything.
    let plainer = |strength: u8| found.iter().any(|(_, other)| *other >= 7 && *other > strength);
    let head =
        head(text, title).filter(|(_, strength)| !(whole && covers(text, title) || plainer(*strength)));
    if let Some(head) = head {
        return head;
    }
    for &(kind, strength) in &found {
        // Two words that say the same say it plainly: 团队 Team, 组织与人.
        let agree = found.iter().filter(|(other, strength)| *other == kind && *strength > 0).count() > 1;
        let strength = if agree && kind != Other { strength.max(5) } else { strength };
        // Of two alike, the last one is the head of the phrase.
        if strength > best.1 || strength == best.1 && strength > 0 && kind != best.0 && strength < 7 {
            best = (kind, strength);
        }
    }
    best
}
