//! The plan's own period: as a stretch of dates near its title, or as the title names it.

use super::lexicon::Word;
use super::outline::Outline;
use super::section::SectionKind;
use super::terms;
use super::text::Text;
use super::time::{Frame, Time, What, time_at};
use super::when::{When, YearPart, year_at};
use planscore_base::calendar::Day;

/// How many lines before the first section are looked at.
const HEAD: usize = 12;

/// The times of a range.
fn times(text: &Text, start: usize, end: usize) -> Vec<Time> {
    let chars = &text.chars[..end];
    let mut found = Vec::new();
    let mut at = start;
    while at < end {
        match time_at(chars, at) {
            Some(time) => {
                at = time.end.max(at + 1);
                found.push(time);
            }
            None => at += 1,
        }
    }
    found
}

/// The calendar of a plan: the period that the caller gives, or the one that stands at its head.
pub(super) fn frame(text: &Text, outline: &Outline, given: Option<(Day, Day)>) -> Frame {
    if let Some((start, end)) = given {
        return Frame { period: Some((start, end)), year: Some(start.ymd().0), floating: None };
    }
    let (first, last) = outline.lines;
    let stop = outline.parts.first().map_or(first + 6, |part| part.first).clamp(first, last);
    let title = outline.title.map(|(start, end)| times(text, start, end)).unwrap_or_default();
    let (mut head, mut told): (Vec<Time>, Vec<Time>) = (Vec::new(), Vec::new());
    // 填写日期: 2026年5月 says when it was written.
    let of_writing = |time: &Time| {
        let before = text.chars[..time.start].iter().rposition(|c| !matches!(c, ' ' | '\t' | ':'));
        before.is_some_and(|last| terms::DATES_OF_WRITING.closes(&text.chars[..=last]))
    };
    let mut dated: Vec<Time> = Vec::new();
    for line in (first..stop).take(HEAD) {
        let at = text.lines[line];
        // Sentences tell of other times as well; only years are taken from them.
        if text.chars[at.start..at.end].contains(&'。') {
            told.extend(times(text, at.start, at.end.min(at.start + 400)));
            continue;
        }
        for time in times(text, at.start, at.end.min(at.start + 400)) {
            if of_writing(&time) { &mut dated } else { &mut head }.push(time);
        }
    }
    let calendar = |time: &Time| if let What::Calendar(when) = time.what { Some(when) } else { None };
    let year_of = |times: &[Time]| times.iter().filter_map(calendar).find_map(|when| when.year);
    // A year among the goals says more than the day on which a form was filled in.
    let titled = || {
        outline.of_kind(SectionKind::Goals).find_map(|part| year_of(&times(text, part.title.0, part.title.1)))
    };
    let aimed =
        || titled().or_else(|| only_year(text, outline, &|line| outline.within(line, SectionKind::Goals)));
    let written = year_of(&dated);
    let year = year_of(&title)
        .or_else(|| year_of(&head))
        .or_else(|| aimed().filter(|year| written.is_some_and(|written| *year >= written)))
        .or(written);
    let with_year = |when: When| When { year: when.year.or(year), ..when };
    // 这份打算从2026年10月1日管到12月31日: an introduction says it too.
    let opening: Vec<Time> = outline
        .of_kind(SectionKind::Introduction)
        .flat_map(|part| (part.first + 1..part.last).take(HEAD))
        .flat_map(|line| times(text, text.lines[line].start, text.lines[line].end))
        .filter(|time| time.from.is_some_and(|from| from.year.is_some()))
        .collect();
    let stretch = title.iter().chain(&head).chain(&opening).find_map(|time| {
        let (from, to) = (with_year(time.from?), with_year(calendar(time)?));
        let (start, end) = (from.days()?.0, to.days()?.1);
        (start <= end).then_some((start, end))
    });
    let part = |times: &[Time]| {
        let whole = |when: &When| !matches!(when.part, YearPart::Day(..));
        let parts: Vec<When> = times.iter().filter_map(calendar).filter(whole).collect();
        // 上半年述职暨下半年计划: the last of a line is the plan's.
        let finest = parts.iter().rev().find(|when| when.part != YearPart::Year).or(parts.last())?;
        with_year(*finest).days()
    };
    // Without a year the months still say what was before.
    let floating = title
        .iter()
        .chain(&head)
        .filter_map(calendar)
        .find(|when| when.year.is_none() && !matches!(when.part, YearPart::Day(..)));
    let floating = floating.and_then(|when| When { year: Some(2000), ..when }.days());
    let years: Vec<When> = told
        .iter()
        .filter_map(calendar)
        .filter(|when| when.part == YearPart::Year && when.year.is_some())
        .collect();
    let alone = years
        .first()
        .filter(|first| years.iter().all(|when| when.year == first.year))
        .and_then(|when| when.days());
    let period = stretch.or_else(|| part(&title)).or_else(|| part(&head)).or(alone);
    let year = period
        .map(|(start, _)| start.ymd().0)
        .or(year)
        .or_else(aimed)
        .or_else(|| only_year(text, outline, &|line| ahead(text, outline, line)));
    Frame { period, year, floating }
}

/// True of a line that speaks of what is to come: elsewhere a year may be one that is over.
fn ahead(text: &Text, outline: &Outline, line: usize) -> bool {
    let block = outline.block(line);
    !outline.within(line, SectionKind::Situation)
        && terms::OF_PERIOD.within(&text.chars[block.start..block.end])
        && !text.line_has(line, Word::Past)
}

/// The year that some lines name, where it is just one.
fn only_year(text: &Text, outline: &Outline, of: &dyn Fn(usize) -> bool) -> Option<i32> {
    let mut found = None;
    for line in outline.lines.0..outline.lines.1 {
        let block = outline.block(line);
        let chars = &text.chars[block.start..block.end];
        for end in (4..chars.len()).filter(|at| chars[*at] == '年') {
            let longer = chars[..end - 4].last().is_some_and(char::is_ascii_digit);
            if let Some(year) = year_at(chars, end - 4).filter(|_| !longer && of(line)) {
                if found.is_some_and(|found| found != year) {
                    return None;
                }
                found = Some(year).filter(|year| (1900..=2200).contains(year));
            }
        }
    }
    found
}
