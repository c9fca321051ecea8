//! Who acts: a name or post that a clause begins with, beside the owners that are named as such.

use super::clauses::clauses;
use super::inherit::mentions;
use super::lexicon::{Word, kinds, next_word, word_at};
use super::model::Model;
use super::number::{among, blank};
use super::owner::family;
use super::people::acts;
use super::phrase::Source;
use super::terms;
use super::time::time_at;

/// The people of a plan, and what it takes to see them act.
pub(super) struct Actors<'a> {
    model: &'a Model<'a>,
    source: Source<'a>,
}

impl<'a> Actors<'a> {
    pub fn new(model: &'a Model<'a>) -> Self {
        let source = Source { text: model.text, times: &model.times, quantities: &model.quantities };
        Self { model, source }
    }

    /// True if someone is named in a range: as an owner, by @, or as the one who acts.
    pub fn named(&self, start: usize, end: usize) -> bool {
        let chars = &self.model.text.chars;
        !mentions(self.source, &self.model.people, start, end).is_empty()
            || self.model.chars((start, end)).contains(&'@')
            || clauses(chars, start, end).into_iter().any(|clause| self.subject(clause))
    }

    /// True if a title above a line names an owner.
    pub fn in_titles(&self, line: usize) -> bool {
        let mut section = self.model.section(line);
        while let Some(index) = section {
            let part = &self.model.outline.parts[index];
            let (start, end) = self.model.outline.whole_title(part);
            if !mentions(self.source, &self.model.people, start, end).is_empty() {
                return true;
            }
            section = part.parent;
        }
        false
    }

    /// True if a clause begins with someone who acts, perhaps after a label or a time.
    fn subject(&self, (start, end): (usize, usize)) -> bool {
        let chars = &self.model.text.chars[..end];
        let label = chars[start..].iter().take(16).position(|c| *c == ':').map_or(start, |at| start + at + 1);
        // 由孙立每月回访: whoever stands after the preposition.
        let given = (start..end).filter(|at| chars[*at] == '由').map(|at| at + 1);
        // 由谭若溪预审: whoever is called by a family name, whatever he does.
        let called = |at: usize| {
            let name = chars.get(at..at + 4).unwrap_or_default();
            name.first().is_some_and(|c| family(*c) && *c != '于') && name.iter().all(|c| c.is_alphabetic())
        };
        if given.clone().any(called) {
            return true;
        }
        [start, label].into_iter().chain(given).any(|from| {
            let from = blank(chars, from);
            if self.whole(chars, from) {
                return true;
            }
            let after_time = time_at(chars, from).map_or(from, |time| blank(chars, time.end));
            self.person(chars, from) || self.person(chars, after_time)
        })
    }

    /// A clause that is a name and nothing else.
    fn whole(&self, chars: &[char], at: usize) -> bool {
        let name = &chars[at.min(chars.len())..];
        let familiar = name.first().is_some_and(|c| matches!(c, '老' | '小' | '阿')) && name.len() == 2;
        self.model.people.has(name) || familiar
    }

    /// A person or post that begins here and then acts.
    fn person(&self, chars: &[char], at: usize) -> bool {
        if at >= chars.len() {
            return false;
        }
        let first_person = chars[at] == '我' && chars.get(at + 1).is_some_and(|c| !among(*c, "们司方国公"));
        let known = self.model.people.at(chars, at).any(|end| edge(chars, end));
        known
            || first_person
            || post(chars, at)
            || (at..at + 4).any(|from| family_name(chars, from))
            || latin_name(chars, at)
    }
}

/// True where a Latin name does not go on.
fn edge(chars: &[char], at: usize) -> bool {
    !(chars.get(at).is_some_and(char::is_ascii_alphabetic) && chars[at - 1].is_ascii_alphabetic())
}

/// Priya Raman offers, Mia 1/10: two capitalised words and a verb, or one and a date.
fn latin_name(chars: &[char], at: usize) -> bool {
    let word = |from: usize| {
        let length = chars[from.min(chars.len())..].iter().take_while(|c| c.is_ascii_alphabetic()).count();
        from + length
    };
    if !chars[at].is_ascii_uppercase() || !edge(chars, at.max(1)) {
        return false;
    }
    let first = word(at);
    let next = blank(chars, first);
    let short = first - at <= 12 && first > at + 1;
    if !short || next >= chars.len() {
        return false;
    }
    if time_at(chars, next).is_some_and(|_| chars[next].is_ascii_digit()) {
        return true;
    }
    // Nguyen Thu Ha runs: three words or two.
    let third = |second: usize| {
        let from = blank(chars, second);
        let end = word(from);
        if from < chars.len() && chars[from].is_ascii_uppercase() && end > from + 1 { end } else { second }
    };
    let second = third(word(next));
    let verb = blank(chars, second);
    let ends = word(verb);
    let finite = ends > verb + 2 && chars[ends - 1] == 's' && chars[verb].is_ascii_lowercase()
        || terms::VERBS_OF_PLANS.at(chars, verb).is_some();
    chars[next].is_ascii_uppercase() && second > next + 1 && finite
}

/// 店长每天…, 客户经理上门…: a post or a place of work that acts.
fn post(chars: &[char], at: usize) -> bool {
    (at..chars.len().min(at + 5)).any(|from| {
        word_at(chars, from, kinds([Word::Post, Word::Dept])).is_some_and(|hit| {
            let next = blank(chars, hit.end());
            acts(chars, hit.end()) || family_name(chars, next) || ranked(chars, next)
        })
    })
}

/// 财务佟姗锁汇: after a post a family name and letters that no vocabulary knows.
pub(super) fn ranked(chars: &[char], at: usize) -> bool {
    let name = chars.get(at..at + 2).unwrap_or_default();
    name.first().is_some_and(|c| family(*c))
        && name.iter().all(|c| c.is_alphabetic() && !c.is_ascii())
        && next_word(chars, (at, at + 2), !kinds([])).is_none()
}

/// 赵启航每月…, 秦牧把…: a family name with one or two letters that acts.
fn family_name(chars: &[char], at: usize) -> bool {
    // 欧阳静1月8日…
    let double = terms::DOUBLE_FAMILIES.at(chars, at).is_some();
    let called = chars.get(at).is_some_and(|c| family(*c) || matches!(c, '老' | '小' | '阿'));
    let letters = |to: usize| chars[at..to.min(chars.len())].iter().all(|c| *c != ':');
    called && (at + 2..=at + 3).any(|to| letters(to) && acts(chars, to))
        || double && (at + 3..=at + 4).any(|to| acts(chars, to))
}
