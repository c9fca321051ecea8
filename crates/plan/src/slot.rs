//! Who stands in a clause of his own, where nothing else in the line says who answers: 投放组, 销售主管大刘, 送菜的老蔫儿.

use super::lexicon::{Hit, Word, kinds, next_word, word_at};
use super::number::{among, blank};
use super::owner::{family, trimmed};
use super::terms;

/// Longest such clause.
const LONGEST: usize = 12;

/// The owner that a clause without a figure, a time or a verb names: its last letters after a post or a place of work, a
/// name as people call each other, or a post or a place of work alone.
pub(super) fn slot(chars: &[char], (start, end): (usize, usize)) -> Option<(usize, usize)> {
    let (start, end) = trimmed(chars, (blank(&chars[..end], start), end));
    let words = &chars[start..end.max(start)];
    let letters = words.iter().all(|c| c.is_alphabetic() || *c == ' ');
    // 进一步配合, 提升团队: what wishes names nobody.
    let says = kinds([
        Word::Reach,
        Word::Up,
        Word::Down,
        Word::New,
        Word::Aspire,
        Word::Vague,
        Word::Instruct,
        Word::Done,
        Word::Parts,
        Word::All,
        Word::Baseline,
    ]);
    if !(2..=LONGEST).contains(&words.len()) || !letters || word_at(&chars[..end], start, says).is_some() {
        return None;
    }
    tail(chars, (start, end)).or_else(|| called(chars, (start, end))).or_else(|| {
        let place = terms::WORKPLACES.closes(words);
        let post = (start..end)
            .any(|at| word_at(&chars[..end], at, kinds([Word::Post])).is_some_and(|hit| hit.end() == end));
        (place || post).then_some((start, end))
    })
}

/// 客户经理乌日娜, 发行科计春生, 市场专员Coco: letters that no vocabulary knows after the last post or place of work.
fn tail(chars: &[char], (start, end): (usize, usize)) -> Option<(usize, usize)> {
    let after = (start..end)
        .filter_map(|at| word_at(&chars[..end], at, kinds([Word::Post, Word::Dept])).map(Hit::end))
        .chain((start + 2..end).filter(|at| terms::WORK_ENDS.has(chars[at - 1])))
        .filter(|stop| *stop < end)
        .max()?;
    let from = blank(&chars[..end], after);
    let name = &chars[from..end];
    let han = (2..=4).contains(&name.len()) && name.iter().all(|c| c.is_alphabetic() && !c.is_ascii());
    let latin = name.first().is_some_and(char::is_ascii_uppercase)
        && name.iter().all(|c| c.is_ascii_alphabetic() || *c == ' ');
    let unknown = || next_word(chars, (from, end), !kinds([])).is_none();
    (latin && name.len() > 1 || han && unknown()).then_some((from, end))
}

/// 汽配城老唐, 收蛋的四婶, 售后老把式关师傅: a name as people call each other at the end.
fn called(chars: &[char], (start, end): (usize, usize)) -> Option<(usize, usize)> {
    let name = |length: usize| end.checked_sub(length).filter(|from| *from >= start);
    let old = (2..=3).filter_map(name).find(|from| {
        matches!(chars[*from], '老' | '小' | '大' | '阿')
            && (family(chars[from + 1]) || end - from == 3 && among(chars[end - 1], "儿头子"))
    });
    // 四婶 is someone whatever her name, 信控经理 a post.
    let kin = (2..=3).filter_map(name).find(|from| {
        let close = end - from == 2 || family(chars[*from]);
        close && terms::KIN.ends(chars, from + 1).any(|stop| stop == end) && !among(chars[*from], "的和与")
    });
    old.or(kin).map(|from| (from, end))
}
