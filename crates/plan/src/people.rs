//! The people of a plan: whoever it names as owners, and whoever stands alone in one place and acts in another.

use super::inherit::{Mention, stated};
use super::lexicon::{Word, kinds, word_at};
use super::number::blank;
use super::outline::Outline;
use super::owner::{People, alone, family, person, trimmed};
use super::phrase::{Source, clauses};
use super::quantity::term_at;
use super::terms;
use super::time::time_at;

/// The people whom a plan names as owners, by what is said beside their names.
pub(super) fn people(source: Source, outline: &Outline) -> People {
    let mut found = People::new();
    for line in outline.lines.0..outline.lines.1 {
        let block = outline.block(line);
        if block.content() {
            let names = stated(source, block.start, block.end);
            // 商务主管 卓敏: beside a post as well.
            let beside = clauses(source.chars(), block.start, block.end).into_iter().filter_map(|clause| {
                let name = alone(source.chars(), (clause.start, clause.end), &People::new())?;
                Some(Mention { start: clause.start, name })
            });
            // 简丹2月底上线: a family name, a letter or two, and a time.
            let acting = clauses(source.chars(), block.start, block.end).into_iter().filter_map(|clause| {
                let name = acting(source, (clause.start, clause.end))?;
                Some(Mention { start: clause.start, name })
            });
            let short = names
                .into_iter()
                .chain(beside)
                .chain(acting)
                .filter(|mention| (2..=12).contains(&(mention.name.1 - mention.name.0)))
                .filter(|mention| !word(source, mention.name));
            found.extend(short.map(|mention| source.chars()[mention.name.0..mention.name.1].to_vec()));
        }
    }
    found.extend(familiar(source, outline));
    found
}

/// Someone who does something at a time: the first letters of a clause before a time or 每.
fn acting(source: Source, (start, end): (usize, usize)) -> Option<(usize, usize)> {
    let chars = source.chars();
    if !family(*chars.get(start)?) {
        return None;
    }
    let stop = (start + 2..end.min(start + 4))
        .find(|at| chars[*at] == '每' || source.times_in(*at, at + 1).next().is_some())?;
    Some((start, stop))
}

/// True of what the vocabulary knows: 金额 and 周期 are no one's names, though families are called so.
fn word(source: Source, (start, end): (usize, usize)) -> bool {
    let post = |word| matches!(word, Word::Post | Word::Dept);
    source.text.words(start, end).any(|hit| hit.start() == start && hit.end() == end && !post(hit.word))
}

/// 信用管理 明妤: what stands after the last blank, where that is short.
fn last_word(chars: &[char], (start, end): (usize, usize)) -> (usize, usize) {
    let from = (start..end).rev().take(4).find(|at| chars[*at] == ' ').map_or(start, |at| at + 1);
    (from, end)
}

/// People of two or three letters whom no label names: a clause or a bracket of its own (，可可), and elsewhere the one
/// who acts (可可每周五…).
fn familiar(source: Source, outline: &Outline) -> People {
    let chars = source.chars();
    let (mut alone, mut acting) = (People::new(), People::new());
    for line in outline.lines.0..outline.lines.1 {
        let block = outline.block(line);
        if !block.content() {
            continue;
        }
        for clause in clauses(chars, block.start, block.end) {
            let from = blank(&chars[..clause.end], clause.start);
            if time_at(&chars[..clause.end], from).is_some() {
                continue;
            }
            let (start, end) = last_word(chars, person(chars, trimmed(chars, (from, clause.end))));
            // At the end of its line, in brackets or in a cell a word may be a name; between commas it is mostly a thing.
            let closes =
                clause.end + 1 >= block.end || clause.aside || matches!(chars[clause.end], '|' | '\t' | '。');
            let called = family(chars[start.min(clause.end - 1)]);
            if (closes || called)
                && clause.start > block.start
                && (2..=3).contains(&(end - start))
                && !word(source, (start, end))
            {
                alone.insert(chars[start..end].to_vec());
            }
            for to in (from + 2..=from + 3).filter(|to| *to < clause.end) {
                if acts(&chars[..clause.end], to) {
                    acting.insert(chars[from..to].to_vec());
                }
            }
        }
    }
    alone.retain(|name| acting.contains(name) && name.iter().all(|c| c.is_alphabetic()));
    alone
}

/// What follows a name: a time, a verb of doing, or a word that leads to one.
pub(super) fn acts(chars: &[char], at: usize) -> bool {
    let at = blank(chars, at);
    at < chars.len()
        && (time_at(chars, at).is_some()
            || term_at(chars, at, terms::LEADS_TO_ACT).is_some()
            || word_at(chars, at, kinds([Word::Act, Word::Rhythm])).is_some())
}
