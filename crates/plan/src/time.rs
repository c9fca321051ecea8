//! Times as tokens: a date or a part of the year, a stretch from one to another, a word for a time (年底, 上季度), and
//! what they mean in a plan's own period.

use super::lexicon::{self, Era, Stretch, Word, kinds};
use super::number::{among, blank, numeral, starts};
use super::terms;
use super::terms::matches;
use super::when::{When, YearPart, part_at, when_at, whole};
use planscore_base::calendar::Day;

/// What a time says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// A date or a part of the calendar; of a stretch its end.
    Calendar(When),
    /// 25号前: a day of the month that the plan is about.
    DayOfMonth(u32),
    /// 年底, 去年.
    Named(Era, Stretch),
    /// 周五前, 周日晚9点: a day of the plan's week, from 0 for Monday.
    Weekday(u32),
    /// 三个月内: a stretch of unknown beginning.
    Lasting,
}

/// A time with its place, limits (前, 底, 内) included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Time {
    pub start: usize,
    pub end: usize,
    pub what: What,
    /// Where a stretch begins.
    pub from: Option<When>,
    /// Says 前, 底, 末 or 内: a time by which.
    pub limit: bool,
    /// Says 前 or 内, and not only 底 or 末, which the past has as well.
    pub by: bool,
    /// 去年同期, 3月起: none that something is due by.
    pub since: bool,
}

impl Time {
    fn new(start: usize, end: usize, what: What) -> Self {
        Time { start, end, what, from: None, limit: false, by: false, since: false }
    }

    /// Takes 底, 末, 前, 之前 and 内 into the time, and 起, which makes it a beginning.
    fn limited(mut self, chars: &[char]) -> Self {
        for _ in 0..2 {
            let next = blank(chars, self.end);
            let Some(end) = terms::TIME_LIMITS.longest(chars, next) else { break };
            // 3月 前20% is about the first fifth.
            if next > self.end && chars.get(end).is_some_and(char::is_ascii_digit) {
                break;
            }
            self.by |= matches!(chars[end - 1], '前' | '内');
            (self.end, self.limit) = (end, true);
        }
        if let Some(end) = terms::SINCE.at(chars, self.end) {
            (self.end, self.since) = (end, true);
        }
        self
    }
}

/// The time that begins at a character.
pub(super) fn time_at(chars: &[char], at: usize) -> Option<Time> {
    let c = *chars.get(at)?;
    let named = lexicon::word_at(chars, at, kinds([Word::Time]));
    let led_by =
        matches!(c, '本' | '这' | '上' | '下' | '周' | '星' | '礼' | '第' | '正' | '腊' | '冬' | '农')
            || terms::FESTIVALS.at(chars, at).is_some();
    if named.is_none() && !led_by && !starts(c) && !c.is_ascii_alphanumeric() {
        return None;
    }
    if let Some(time) = lunar(chars, at).or_else(|| festival(chars, at)).or_else(|| last_season(chars, at)) {
        return Some(time);
    }
    if let Some(time) = led(chars, at).or_else(|| weekday(chars, at)) {
        return Some(time);
    }
    // April to September 2027: a month alone begins a stretch.
    let alone = at == 0 || !chars[at - 1].is_ascii_alphanumeric();
    if let Some(time) = super::when::english_month(chars, at)
        .filter(|first| alone && c.is_ascii_alphabetic() && first.end > at + 2)
        .and_then(|first| stretch(chars, at, first))
        .filter(|time| time.from.is_some_and(|from| from.year.is_some()))
    {
        return Some(time);
    }
    if let Some(time) = parts(chars, at, None).filter(|_| alone) {
        return Some(time);
    }
    let first = when_at(chars, at).or_else(|| if alone { part_at(chars, at) } else { None });
    if let Some(first) = first {
        if first.part == YearPart::Year
            && let Some(time) = parts(chars, blank(chars, first.end), first.year)
        {
            return Some(Time { start: at, ..time });
        }
        return Some(
            stretch(chars, at, first)
                .unwrap_or_else(|| Time::new(at, first.end, What::Calendar(first)).limited(chars)),
        );
    }
    if let Some(hit) = named {
        let (era, length) = lexicon::time_of(&hit);
        // 去年12月, 去年同期, 今年Q3: the part of the year belongs to it.
        let part = part_at(chars, blank(chars, hit.end())).filter(|_| length == Stretch::Year);
        let end = part.map_or(hit.end(), |part| part.end);
        let what = match part {
            Some(part) if era == Era::Plan => What::Calendar(part),
            _ => What::Named(era, length),
        };
        let mut time = Time::new(at, end, what);
        while let Some(more) = lexicon::word_at(chars, time.end, kinds([Word::Time]))
            .filter(|more| lexicon::time_of(more).0 == era || matches(chars, more.start(), "同期"))
        {
            time.end = more.end();
        }
        return Some(time.limited(chars));
    }
    if !starts(c) || at > 0 && (chars[at - 1].is_ascii_digit() || chars[at - 1] == '.') {
        return None;
    }
    within(chars, at).or_else(|| day_of_month(chars, at))
}

/// 腊月二十三以前: a day of the moon's calendar; which day that is nobody reckons here.
fn lunar(chars: &[char], at: usize) -> Option<Time> {
    let month = terms::LUNAR_MONTHS.longest(chars, at)?;
    let days = chars[month..].iter().take(3).take_while(|c| among(**c, "初一二三四五六七八九十廿")).count();
    Some(Time::new(at, month + days, What::Lasting).limited(chars))
}

/// 国庆节前, 中秋之后: before or after a day that everyone knows; which day that is nobody reckons here.
fn festival(chars: &[char], at: usize) -> Option<Time> {
    let name = terms::FESTIVALS.longest(chars, at)?;
    let end = terms::SEASONS_OF.longest(chars, name).unwrap_or(name);
    let time = Time::new(at, end, What::Lasting).limited(chars);
    let during = terms::DURING.at(chars, end);
    (time.limit || time.since || during.is_some()).then(|| Time { end: during.unwrap_or(time.end), ..time })
}

/// 上个冬天, 上一雪季, 上届: a stretch before this one, whatever it is called.
fn last_season(chars: &[char], at: usize) -> Option<Time> {
    // 上雪季: after a pause 上 alone says so as well.
    let free = at == 0 || !chars[at - 1].is_alphabetic() || among(chars[at - 1], "比较与和");
    let last = terms::THE_LAST.longest(chars, at);
    let from = last.or((chars[at] == '上' && free).then_some(at + 1))?;
    // 上线周期, 上课天数: alone it begins other words.
    let of = if last.is_some() { "季天期届轮茬批" } else { "季届轮茬批" };
    let end = (from..chars.len().min(from + 3)).find(|at| among(chars[*at], of))? + 1;
    let letters = chars[from..end].iter().all(|c| c.is_alphabetic());
    let known = lexicon::word_at(chars, at, kinds([Word::Time])).is_some_and(|hit| hit.end() >= end);
    (letters && !known).then(|| Time::new(at, end, What::Named(Era::Past, Stretch::Span)).limited(chars))
}

/// By end of Q3, end of December, before year end.
fn led(chars: &[char], at: usize) -> Option<Time> {
    if !chars[at].eq_ignore_ascii_case(&'e') || at > 0 && chars[at - 1].is_ascii_alphabetic() {
        return None;
    }
    let lower: Vec<char> = chars[at..].iter().take(7).map(char::to_ascii_lowercase).collect();
    if !lower.starts_with(&['e', 'n', 'd', ' ', 'o', 'f', ' ']) {
        return None;
    }
    let from = at + 7;
    let when = when_at(chars, from)
        .or_else(|| part_at(chars, from))
        .or_else(|| super::when::english_month(chars, from))?;
    Some(Time { limit: true, ..Time::new(at, when.end, What::Calendar(when)) })
}

/// 周五前, 下周三, 周日晚9点前, 周六收工前: a day of the week with its hour; 每周五 and 一周一次 are rhythms.
fn weekday(chars: &[char], at: usize) -> Option<Time> {
    let from = terms::THIS_WEEK.at(chars, at).unwrap_or(at);
    let name = terms::WEEKS.at(chars, from)?;
    let day = match chars.get(name)? {
        '天' | '日' => 6,
        c => "一二三四五六".chars().position(|other| other == *c)? as u32,
    };
    let counted =
        at > 0 && (starts(chars[at - 1]) || matches!(chars[at - 1], '每' | '隔' | '双' | '单' | '两' | '上'));
    let end = name + 1;
    let part = terms::PARTS_OF_DAY.longest(chars, end);
    // 本周三家新店 counts shops, 周日均 days.
    let word = part.is_none()
        && (super::unit::unit(chars, end).is_some() && terms::WEEKS.at(chars, end).is_none()
            || chars.get(end).is_some_and(|c| among(*c, "共般次致起些定直样切个程均报期常")));
    if counted || word {
        return None;
    }
    Some(Time::new(at, day_end(chars, end), What::Weekday(day)).limited(chars))
}

/// Where a day ends with its part, its hour and what happens then: 25号中午前, 周日晚9点前, 27号打烊前.
fn day_end(chars: &[char], end: usize) -> usize {
    let part = terms::PARTS_OF_DAY.longest(chars, end).unwrap_or(end);
    let hour = hour(chars, blank(chars, part)).unwrap_or(part);
    let letters = chars[hour..].iter().take(3).take_while(|c| c.is_alphabetic() && **c != '前').count();
    let event = terms::CLOSING_TIME.at(chars, hour);
    let before = letters == 2 && chars.get(hour + 2) == Some(&'前');
    event.or(before.then_some(hour + 2)).unwrap_or(hour)
}

/// Where the hour of a day ends: 9点半, 18:00.
fn hour(chars: &[char], at: usize) -> Option<usize> {
    let (end, _) = whole(chars, at).filter(|(end, hour)| *hour <= 24 && *end <= at + 2)?;
    if let Some(end) = terms::HOURS.at(chars, end) {
        return Some(end);
    }
    let minutes = whole(chars, end + 1).filter(|(stop, minutes)| *stop == end + 3 && *minutes < 60);
    minutes.filter(|_| chars.get(end) == Some(&':')).map(|(stop, _)| stop)
}

/// Where a day of the week in brackets behind a date ends: 9月21日（周一）到….
fn bracketed_weekday(chars: &[char], at: usize) -> usize {
    let week = chars.get(at) == Some(&'(') && terms::WEEKS.at(chars, at + 1).is_some();
    let close = (at..chars.len().min(at + 6)).find(|at| chars[*at] == ')');
    close.filter(|_| week).map_or(at, |close| close + 1)
}

/// 1月—12月, 2026年7月1日至2026年9月30日, 4月1日至6月30日: from one time to another.
fn stretch(chars: &[char], at: usize, first: When) -> Option<Time> {
    // 10月20日开工到2月5日: a word of what begins may stand between.
    let event = || {
        let day = first.year.is_some() && matches!(first.part, YearPart::Day(..));
        let stop = (1..=2).find(|letters| {
            let word = chars.get(first.end..first.end + letters);
            word.is_some_and(|word| word.iter().all(|c| c.is_alphabetic()))
                && terms::TIME_LINKS.at(chars, first.end + letters).is_some()
        });
        terms::TIME_LINKS.longest(chars, first.end + stop.filter(|_| day)?)
    };
    let link =
        terms::TIME_LINKS.longest(chars, blank(chars, bracketed_weekday(chars, first.end))).or_else(event)?;
    let from = blank(chars, link);
    let mut last =
        when_at(chars, from).or_else(|| part_at(chars, from)).or_else(|| day_alone(chars, from, first))?;
    let mut first = first;
    if last.year.is_none() {
        last.year = first.year;
    }
    if first.year.is_none() {
        first.year = last.year;
    }
    let time = Time::new(at, last.end, What::Calendar(last));
    Some(Time { from: Some(first), ..time }.limited(chars))
}

/// 3—4月, 一至三季度: from one month or quarter to another that alone says what they are.
fn parts(chars: &[char], at: usize, year: Option<i32>) -> Option<Time> {
    if !chars.get(at).copied().is_some_and(starts) || at > 0 && matches!(chars[at - 1], '.' | '/' | '-' | '—')
    {
        return None;
    }
    let (end, first) = whole(chars, at).filter(|(_, first)| (1..=12).contains(first))?;
    let link = terms::SPANS.at(chars, end)?;
    let last = part_at(chars, link)?;
    let part = match last.part {
        YearPart::Month(month) if month > first => YearPart::Month(first),
        YearPart::Quarter(quarter) if quarter > first => YearPart::Quarter(first),
        _ => return None,
    };
    let (from, last) = (When { end, year, part }, When { year, ..last });
    let time = Time::new(at, last.end, What::Calendar(last));
    Some(Time { from: Some(from), ..time }.limited(chars))
}

/// 11月8日至11日: the end stands in the month of the beginning.
fn day_alone(chars: &[char], at: usize, first: When) -> Option<When> {
    let YearPart::Day(month, _) = first.part else { return None };
    if let Some(when) = dotted(chars, at, first) {
        return Some(when);
    }
    let (end, day) = whole(chars, at).filter(|(_, day)| (1..=31).contains(day))?;
    // June 1–7, 2026
    if chars[first.end.saturating_sub(3)..first.end].iter().all(char::is_ascii)
        && chars.get(end) == Some(&',')
    {
        let from = blank(chars, end + 1);
        let (stop, year) =
            whole(chars, from).filter(|(stop, year)| stop - from == 4 && (1900..=2200).contains(year))?;
        return Some(When { end: stop, year: Some(year as i32), part: YearPart::Day(month, day) });
    }
    let end = terms::DAY_MARKS.at(chars, end)?;
    Some(When { end, year: first.year, part: YearPart::Day(month, day) })
}

/// 2027.3.15-3.21: a month and a day after a date that is written so.
fn dotted(chars: &[char], at: usize, first: When) -> Option<When> {
    let written = chars[first.end.saturating_sub(6)..first.end].contains(&'.');
    let (dot, month) = whole(chars, at).filter(|(_, month)| written && (1..=12).contains(month))?;
    let from = dot + 1;
    let (end, day) = whole(chars, from).filter(|(_, day)| (1..=31).contains(day))?;
    let closed = !matches!(chars.get(end), Some('.' | '%')) && chars.get(dot) == Some(&'.');
    closed.then_some(When { end, year: first.year, part: YearPart::Day(month, day) })
}

/// 三个月内, 两周内, 30天内: a stretch from the start of the plan.
fn within(chars: &[char], at: usize) -> Option<Time> {
    let number = numeral(chars, at)?;
    // 控制在45天内 is a level, no time.
    let before = at - chars[..at].iter().rev().take_while(|c| **c == ' ').count();
    if terms::LEVEL_BEFORE.closes(&chars[before.saturating_sub(4)..before])
        && !terms::FUTURE.closes(&chars[at.saturating_sub(1)..at])
    {
        return None;
    }
    let end = terms::WITHIN_UNITS.at(chars, blank(chars, number.end))?;
    Some(Time { limit: true, ..Time::new(at, end, What::Lasting) })
}

/// 25号前, 31号前: a day of the plan's month; 每月5日前 is a rhythm.
fn day_of_month(chars: &[char], at: usize) -> Option<Time> {
    let (end, day) = whole(chars, at).filter(|(_, day)| (1..=31).contains(day))?;
    let end = day_end(chars, terms::DAY_MARKS.at(chars, blank(chars, end))?);
    let rhythm = at > 0 && matches!(chars[at - 1], '月' | '季' | '周' | '旬');
    if !chars[at].is_ascii_digit() || rhythm {
        return None;
    }
    let time = Time::new(at, end, What::DayOfMonth(day)).limited(chars);
    time.limit.then_some(time)
}

/// The calendar that a plan's times are read in: its period, or only its year.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Frame {
    pub period: Option<(Day, Day)>,
    pub year: Option<i32>,
    /// The period in any year, where the plan names only a part of one: what is before it can be told, no day.
    pub floating: Option<(Day, Day)>,
}

impl Frame {
    /// The last day of a date or a part of the calendar; a year left open is the one nearest to the plan.
    pub fn last_day(&self, when: When) -> Option<Day> {
        if when.year.is_some() {
            return when.last_day(None);
        }
        let Some((start, end)) = self.period else { return when.last_day(self.year) };
        Self::nearest(when, start, end)
    }

    /// The last day of a part of the year in the year that is nearest to a period.
    fn nearest(when: When, start: Day, end: Day) -> Option<Day> {
        let apart = |day: &Day| (start.0 - day.0).max(day.0 - end.0).max(0);
        (start.ymd().0 - 1..=end.ymd().0 + 1).filter_map(|year| when.last_day(Some(year))).min_by_key(apart)
    }

    /// The day by which something is due at a time, where it can be named.
    pub fn due(&self, time: &Time) -> Option<Day> {
        match time.what {
            What::Calendar(when) => self.last_day(when),
            What::DayOfMonth(day) => {
                let (year, month, _) = self.period?.1.ymd();
                Day::from_ymd(year, month, day)
            }
            What::Named(era, stretch) => self.end_of(era, stretch),
            What::Weekday(day) => {
                // Of a plan for a week alone the day can be told.
                let (start, end) = self.period.filter(|(start, end)| end.0 - start.0 <= 6)?;
                (start.0..=end.0).map(Day).find(|date| date.weekday() == day)
            }
            What::Lasting => None,
        }
    }

    /// The end of the plan's own stretch of a length: of its year, its quarter, its month.
    fn end_of(&self, era: Era, stretch: Stretch) -> Option<Day> {
        if era != Era::Plan {
            return None;
        }
        let Some((start, end)) = self.period else {
            return Day::from_ymd(self.year.filter(|_| stretch == Stretch::Year)?, 12, 31);
        };
        let (year, month, _) = end.ymd();
        let (days, last) = match stretch {
            Stretch::Year => (350, YearPart::Year),
            Stretch::Half => (170, YearPart::Half(if month > 6 { 2 } else { 1 })),
            Stretch::Quarter => (80, YearPart::Quarter(month.div_ceil(3))),
            Stretch::Month => (27, YearPart::Month(month)),
            Stretch::Week | Stretch::Span => return Some(end),
            Stretch::Same => return None,
        };
        if end.0 - start.0 >= days {
            return Some(end);
        }
        When { end: 0, year: Some(year), part: last }.last_day(None)
    }

    /// When a time is, seen from the plan.
    pub fn era(&self, time: &Time) -> Era {
        let day = match time.what {
            What::Named(era, _) => return era,
            What::Calendar(_) if time.by => return Era::Plan,
            What::Calendar(when) => self.last_day(when),
            What::DayOfMonth(_) | What::Weekday(_) | What::Lasting => None,
        };
        let floating = self.floating.filter(|_| self.period.is_none() && self.year.is_none());
        if let (Some((start, end)), What::Calendar(when)) = (floating, time.what)
            && when.year.is_none()
        {
            let before = Self::nearest(when, start, end).is_some_and(|day| day < start);
            return if before { Era::Past } else { Era::Plan };
        }
        let Some(day) = day else { return Era::Plan };
        match (self.period, self.year) {
            (Some((start, _)), _) if day < start => Era::Past,
            (Some((_, end)), _) if day > end => Era::Next,
            (None, Some(year)) if day.ymd().0 < year => Era::Past,
            _ => Era::Plan,
        }
    }
}
