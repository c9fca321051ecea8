//! Goals that say no figure: a wish, or a unit whose number is not there.

use super::bounds::bound_after;
use super::goal::Aim;
use super::lexicon::{Word, kinds};
use super::names::{cut_bracket, string};
use super::number::digit;
use super::phrase::{Clause, Source, clauses, metric_ending};
use super::reader::Item;
use super::terms;
use planscore_base::target::Target;

/// 第四, before what it counts up.
pub(super) fn ordinal(clause: &[char]) -> bool {
    clause.split_first().is_some_and(|(first, number)| {
        *first == '第'
            && number.len() <= 3
            && number.iter().all(|c| c.is_ascii_digit() || digit(*c).is_some() || *c == '十')
    })
}

/// The goal of an item that has no figure: named by its label or by what it speaks of.
pub(super) fn unset(source: &Source, item: &Item) -> Option<Aim> {
    let chars = source.chars();
    let joins =
        |clause: &Clause| terms::CONNECTIVES.are(super::clauses::trimmed(&chars[clause.start..clause.end]));
    let told =
        |clause: &Clause| !clause.aside && !ordinal(&chars[clause.start..clause.end]) && !joins(clause);
    let clause = clauses(chars, item.body, item.end).into_iter().find(told)?;
    let labelled = item.label.1 > item.label.0;
    let topic = source.topic(&clause);
    let range = if labelled { cut_bracket(chars, item.label) } else { topic };
    let announces = source
        .text
        .words(clause.start, item.end)
        .any(|hit| hit.word == Word::Generic && hit.end() == item.end);
    if range.1 <= range.0 || announces || range.1 - range.0 > if chars[range.0].is_ascii() { 60 } else { 30 }
    {
        return None;
    }
    // 进一步提高客户口碑: what is to become better, not how.
    let range = if labelled { range } else { without_promise(source, range, clause.end) };
    let phrase = &chars[range.0..range.1];
    let metric = metric_ending(phrase).or_else(|| metric_ending(&chars[topic.0..topic.1]));
    let mut aim = Aim::new(item.line, string(chars, range), metric, item.start, item.end);
    aim.place = range;
    aim.target = Target::Unset { text: None };
    Some(aim)
}

/// What follows the words that promise at the beginning of a clause, where these are all that was taken for its name.
fn without_promise(source: &Source, range: (usize, usize), end: usize) -> (usize, usize) {
    let promises = kinds([Word::Vague, Word::Up, Word::Down, Word::Aspire]);
    let mut from = range.0;
    while let Some(hit) = source
        .text
        .words(from, end)
        .take_while(|hit| hit.start() == from)
        .find(|hit| promises >> hit.word as u64 & 1 == 1)
    {
        from = hit.end();
    }
    let rest = (from, end);
    if from < range.1 || from == range.0 || rest.1 <= rest.0 || rest.1 - rest.0 > 20 { range } else { rest }
}

/// 全年签约套: a unit at the end of a clause whose number is not there. Gives the goal that it belongs to.
pub(super) fn numberless(source: &Source, item: &Item, clause: &Clause) -> Option<Aim> {
    let chars = source.chars();
    let mut end = clause.end;
    while end > clause.start && matches!(chars[end - 1], ' ' | '。') {
        end -= 1;
    }
    // 售出私教课节以上: the bound of the number that is not there.
    end = (clause.start + 1..end)
        .rev()
        .take(3)
        .find(|at| bound_after(chars, *at).is_some_and(|(stop, _)| stop == end))
        .unwrap_or(end);
    let named = |at: usize| {
        let before = kinds([Word::Noun, Word::New, Word::Metric, Word::Reach, Word::Up]);
        source
            .text
            .words(clause.start.max(at.saturating_sub(10)), at)
            .any(|hit| hit.end() == at && before >> hit.word as u64 & 1 == 1)
            || terms::COUNTS.closes(&chars[clause.start..at])
    };
    let unit = (clause.start..end)
        .rev()
        .take(3)
        .find(|at| super::unit::unit(chars, *at).is_some_and(|(stop, ..)| stop == end) && named(*at))?;
    let longer =
        source.text.words(unit.saturating_sub(2), end).any(|hit| hit.start() < unit && hit.end() == end);
    let lead = source.lead(clause.start, unit);
    // 按渠道分 splits up what was told.
    if super::clauses::splits_by(&chars[clause.start..end]) {
        return None;
    }
    // 开好销售单: a word that only looks like a verb and its unit.
    let word = (clause.start..end).any(|at| terms::NO_COUNTS.at(chars, at).is_some_and(|stop| stop >= end));
    if longer || word || lead.name.1 <= lead.name.0 {
        return None;
    }
    let (name, metric) = if item.label.1 > item.label.0 {
        let label = cut_bracket(chars, item.label);
        (string(chars, label), metric_ending(&chars[label.0..label.1]))
    } else {
        (string(chars, lead.name), metric_ending(&chars[lead.name.0..lead.name.1]))
    };
    let mut aim = Aim::new(item.line, name, metric, lead.name.0, end);
    aim.target = Target::Unset { text: Some(source.text.original(unit, end).to_owned()) };
    Some(aim)
}

/// True if a sentence says of something short that it is to become better.
pub(super) fn wishes(source: &Source, start: usize, end: usize, aim: &Aim) -> bool {
    let chars = source.chars();
    let short = aim.name.chars().count() <= 14;
    let of_people = terms::OF_PEOPLE.within(&aim.name.chars().collect::<Vec<char>>());
    let clause = clauses(chars, start, end).first().copied();
    let cut = clause.is_some_and(|clause| {
        let topic = source.topic(&clause);
        topic.0 == clause.start && topic.1 < clause.end && source.text.has(Word::Aspire, topic.1, clause.end)
    });
    short && !of_people && cut
}
