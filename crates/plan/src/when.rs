//! Times as a plan writes them: 2026年12月31日, 6/30, 115年度, 第三季度, Q3 2026, 31 December 2026.

use super::number::{blank, digit, numeral, starts};
use super::terms;
use super::terms::matches;
use planscore_base::calendar::Day;

/// A stretch of the calendar; the year may be left open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct When {
    pub end: usize,
    pub year: Option<i32>,
    pub part: YearPart,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum YearPart {
    Year,
    Half(u32),
    Quarter(u32),
    Month(u32),
    Day(u32, u32),
}

impl YearPart {
    /// A month or a quarter: what a year is told by, and what titles and parts of a goal are about.
    pub fn divides_year(self) -> bool {
        matches!(self, Self::Month(_) | Self::Quarter(_))
    }
}

impl When {
    /// Its first and last day, where it names its year.
    pub fn days(self) -> Option<(Day, Day)> {
        let year = self.year?;
        let first = match self.part {
            YearPart::Year => Day::from_ymd(year, 1, 1),
            YearPart::Half(half) => Day::from_ymd(year, half * 6 - 5, 1),
            YearPart::Quarter(quarter) => Day::from_ymd(year, quarter * 3 - 2, 1),
            YearPart::Month(month) => Day::from_ymd(year, month, 1),
            YearPart::Day(month, day) => Day::from_ymd(year, month, day),
        };
        Some((first?, self.last_day(None)?))
    }

    /// The last day of it, where the year is known or given.
    pub fn last_day(self, year: Option<i32>) -> Option<Day> {
        let year = self.year.or(year)?;
        let (month, day) = match self.part {
            YearPart::Year => (12, 31),
            YearPart::Half(half) => (half * 6, 0),
            YearPart::Quarter(quarter) => (quarter * 3, 0),
            YearPart::Month(month) => (month, 0),
            YearPart::Day(month, day) => (month, day),
        };
        if day > 0 {
            return Day::from_ymd(year, month, day);
        }
        let (next_year, next_month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
        Day::from_ymd(next_year, next_month, 1).map(|day| Day(day.0 - 1))
    }
}

/// A number of up to four digits, or Chinese digits read one by one (二〇二六).
pub(super) fn whole(chars: &[char], at: usize) -> Option<(usize, u32)> {
    let digits = chars.get(at..)?.iter().take(5).take_while(|c| c.is_ascii_digit()).count();
    if digits > 0 {
        if digits > 4 {
            return None;
        }
        return Some((at + digits, chars[at..at + digits].iter().fold(0, |v, c| v * 10 + (*c as u32 - 48))));
    }
    let run = chars[at..].iter().take(5).take_while(|c| digit(**c).is_some()).count();
    if run > 1 && run <= 4 {
        return Some((
            at + run,
            chars[at..at + run].iter().fold(0, |v, c| v * 10 + digit(*c).unwrap_or_default() as u32),
        ));
    }
    let number = numeral(chars, at)?;
    let fits = number.value >= 0.0 && number.value < 1e4 && number.value.fract() == 0.0;
    fits.then_some((number.end, number.value as u32))
}

/// A year of two or four digits: 26年 is 2026, 98年 is 1998.
pub(super) fn full_year(value: u32, digits: usize) -> i32 {
    match (digits, value) {
        (2, 0..=49) => 2000 + value as i32,
        (2, _) => 1900 + value as i32,
        _ => value as i32,
    }
}

/// The year that four digits and 年 write at a character.
pub(super) fn year_at(chars: &[char], at: usize) -> Option<i32> {
    let written = chars.get(at..at + 5)?;
    let digit = |year: i32, c: &char| Some(10 * year + c.to_digit(10)? as i32);
    if written[4] == '年' { written[..4].iter().try_fold(0, digit) } else { None }
}

/// The time that begins at a character: a date, or a part of a year with or without the year.
pub(super) fn when_at(chars: &[char], at: usize) -> Option<When> {
    let &first = chars.get(at)?;
    if at > 0 && chars[at - 1].is_ascii_alphanumeric() {
        return None;
    }
    if let Some(when) = english(chars, at).or_else(|| fiscal(chars, at)) {
        return Some(when);
    }
    if !starts(first) || matches!(first, '-' | '.') || at > 0 && matches!(chars[at - 1], '.' | '/') {
        return None;
    }
    let (end, value) = whole(chars, at)?;
    let next = blank(chars, end);
    if first.is_ascii_digit()
        && matches!(chars.get(end), Some('-' | '/' | '.'))
        && let Some(when) = separated(chars, at, end, value)
    {
        return Some(when);
    }
    let found = match chars.get(next) {
        Some('年') => return with_year(chars, at, end, next, value),
        Some('月') => part_at(chars, at),
        _ => None,
    };
    found.or_else(|| bare_year(chars, at, end, value))
}

/// 2026-03-31, 2026/3/31, 2026.4.1, 2026/27, 6/30; 12.31 only where a limit follows.
fn separated(chars: &[char], at: usize, end: usize, value: u32) -> Option<When> {
    let separator = chars[end];
    let (second_end, second) =
        whole(chars, end + 1).filter(|_| chars[end + 1..].first().is_some_and(char::is_ascii_digit))?;
    let free = |end: usize| !chars.get(end).is_some_and(|c| c.is_ascii_alphanumeric() || *c == '%');
    if end - at == 4 && (1900..=2200).contains(&value) {
        let year = Some(value as i32);
        if chars.get(second_end) == Some(&separator)
            && let Some((day_end, day)) =
                whole(chars, second_end + 1).filter(|(_, day)| (1..=31).contains(day))
            && (1..=12).contains(&second)
        {
            return Some(When { end: day_end, year, part: YearPart::Day(second, day) });
        }
        // 2026/27 is the fiscal year that ends in 2027.
        if separator == '/' && second_end - end == 3 && second == value % 100 + 1 {
            return Some(When { end: second_end, year, part: YearPart::Year });
        }
        let month = (1..=12).contains(&second) && free(second_end);
        return (month && (separator == '/' || separator == '-' && second_end - end == 3)).then_some(When {
            end: second_end,
            year,
            part: YearPart::Month(second),
        });
    }
    let date =
        end - at <= 2 && (1..=12).contains(&value) && (1..=31).contains(&second) && second_end - end <= 3;
    let ends = free(second_end) && !matches!(chars.get(second_end), Some('/' | '.'));
    let dotted = separator == '.'
        && terms::AFTER_DOTTED.at(chars, blank(chars, second_end)).is_some_and(|next| {
            !matches!(chars[next - 1], '—' | '-' | '~' | '至')
                || chars.get(blank(chars, next)).is_some_and(char::is_ascii_digit)
        })
        && separated_again(chars, second_end);
    (date && ends && (separator == '/' || dotted)).then_some(When {
        end: second_end,
        year: None,
        part: YearPart::Day(value, second),
    })
}

/// Of 12.10—12.20 the second end is a date as well; what a limit follows needs none.
fn separated_again(chars: &[char], end: usize) -> bool {
    let link = blank(chars, end);
    if !matches!(chars.get(link), Some('—' | '-' | '~' | '至')) {
        return true;
    }
    let from = blank(chars, link + 1);
    whole(chars, from).is_some_and(|(end, month)| {
        chars.get(end) == Some(&'.')
            && (1..=12).contains(&month)
            && whole(chars, end + 1).is_some_and(|(_, day)| (1..=31).contains(&day))
    })
}

/// 2026年, 26年3月, 二〇二六年, 115年度 (of the Republic), with the part of the year that follows.
fn with_year(chars: &[char], at: usize, end: usize, next: usize, value: u32) -> Option<When> {
    let digits = end - at;
    if !chars[at].is_ascii_digit() && chars[at..end].iter().any(|c| digit(*c).is_none()) {
        return None; // 三十年 lasts, it is no date
    }
    let mut after = blank(chars, next + 1);
    let whole_year = terms::YEAR_MARKS.at(chars, after);
    after = whole_year.map_or(after, |end| blank(chars, end));
    let part = part_at(chars, after);
    let republic = (90..=150).contains(&value) && digits == 3;
    if republic {
        let said = whole_year.is_some() || part.is_some() || terms::YEAR_LIMITS.at(chars, after).is_some();
        let compared = at > 0 && matches!(chars[at - 1], '较' | '比');
        let starts_clause =
            at == 0 || matches!(chars[at - 1], ',' | '。' | '、' | ';' | ':' | '(' | ' ' | '\t');
        if !(said || compared || starts_clause) {
            return None;
        }
    } else if !(digits == 4 && (1900..=2200).contains(&value) || digits == 2) {
        return None;
    }
    let year = Some(if republic { value as i32 + 1911 } else { full_year(value, digits) });
    if let Some(part) = part {
        return Some(When { year, ..part });
    }
    let end = whole_year.unwrap_or(next + 1);
    Some(When { end, year, part: YearPart::Year })
}

/// 2026 alone, where nothing counts by it: 2026 Q1, 2025 actual.
fn bare_year(chars: &[char], at: usize, end: usize, value: u32) -> Option<When> {
    if end - at != 4 || !chars[at].is_ascii_digit() || !(2000..=2099).contains(&value) {
        return None;
    }
    let before = chars[..at].iter().rev().find(|c| **c != ' ');
    if before
        .is_some_and(|c| matches!(c, '$' | '€' | '£' | '¥' | '+' | '-' | '×' | '≥' | '≤' | '>' | '<' | '='))
    {
        return None;
    }
    let next = blank(chars, end);
    let year = Some(value as i32);
    if let Some(part) =
        part_at(chars, next).filter(|part| matches!(part.part, YearPart::Quarter(_) | YearPart::Half(_)))
    {
        return Some(When { year, ..part });
    }
    // 2000家 and 2000 units are counted; 2026 目标 is a year.
    let counted = chars.get(next).is_some_and(|c| matches!(c, '多' | '余' | '几'))
        || chars.get(next).is_some_and(|c| matches!(c, '%' | '/' | '*') || c.is_ascii_digit())
        || chars.get(end) == Some(&'.') && chars.get(end + 1).is_some_and(char::is_ascii_digit)
        || super::unit::unit(chars, next).is_some()
        || chars.get(next).copied().is_some_and(|c| super::number::magnitude(c).is_some());
    let ranged = chars.get(end) == Some(&',') && chars.get(end + 1).is_some_and(char::is_ascii_digit);
    (!counted && !ranged).then_some(When { end, year, part: YearPart::Year })
}

/// FY2026, FY26, H2 2026, Q3 2026, Q3'26.
fn fiscal(chars: &[char], at: usize) -> Option<When> {
    let upper = |i: usize| chars.get(i).map(char::to_ascii_uppercase);
    if upper(at) == Some('F') && upper(at + 1) == Some('Y') {
        let (end, value) = whole(chars, blank(chars, at + 2)).filter(|(_, value)| *value >= 10)?;
        let digits = if value > 99 { 4 } else { 2 };
        return Some(When { end, year: Some(full_year(value, digits)), part: YearPart::Year });
    }
    let number = chars.get(at + 1)?.to_digit(10)?;
    let part = match upper(at)? {
        'Q' if (1..=4).contains(&number) => YearPart::Quarter(number),
        'H' if (1..=2).contains(&number) => YearPart::Half(number),
        _ => return None,
    };
    if chars.get(at + 2).is_some_and(char::is_ascii_alphanumeric) {
        return None;
    }
    let from = blank(chars, at + 2);
    let year = whole(chars, from).filter(|(end, year)| {
        end - from == 4 && (2000..=2099).contains(year) && super::unit::unit(chars, *end).is_none()
    });
    Some(match year {
        Some((end, year)) => When { end, year: Some(year as i32), part },
        None => When { end: at + 2, year: None, part },
    })
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The month whose English name, whole or its first three letters, begins here, and its end.
fn month_name(chars: &[char], from: usize) -> Option<(usize, u32)> {
    let length = chars.get(from..)?.iter().take(10).take_while(|c| c.is_ascii_alphabetic()).count();
    if length < 3 {
        return None;
    }
    let word = &chars[from..from + length];
    let month = MONTHS.iter().position(|month| {
        let same = |name: &str| word.iter().map(char::to_ascii_lowercase).eq(name.chars());
        same(month) || same(&month[..3])
    })?;
    Some((from + length, month as u32 + 1))
}

/// A month by its English name alone, as it stands after “end of”.
pub(super) fn english_month(chars: &[char], at: usize) -> Option<When> {
    let (end, month) = month_name(chars, at)?;
    Some(When { end, year: None, part: YearPart::Month(month) })
}

/// 31 December 2026, December 31, 2026, Dec 2026: a month by its English name, with a day or a year.
fn english(chars: &[char], at: usize) -> Option<When> {
    let first = *chars.get(at)?;
    if !first.is_ascii_alphanumeric() {
        return None;
    }
    let number = |at: usize| {
        let digits = chars.get(at..)?.iter().take(5).take_while(|c| c.is_ascii_digit()).count();
        let free = !chars.get(at + digits).is_some_and(char::is_ascii_alphabetic);
        let value = chars[at..at + digits].iter().fold(0, |value, c| value * 10 + (*c as u32 - 48));
        ((1..=4).contains(&digits) && free).then_some((at + digits, value))
    };
    let day = |at: usize| number(at).filter(|(_, day)| (1..=31).contains(day));
    let before = day(at);
    let (mut end, month) = month_name(chars, before.map_or(at, |(end, _)| blank(chars, end)))?;
    let after = if before.is_none() { day(blank(chars, end)) } else { None };
    end = after.map_or(end, |(end, _)| end);
    let comma = blank(chars, end + usize::from(chars.get(end) == Some(&',')));
    let year = number(comma).filter(|(_, year)| (1900..=2200).contains(year));
    end = year.map_or(end, |(end, _)| end);
    let part = match before.or(after) {
        Some((_, day)) => YearPart::Day(month, day),
        None if year.is_some() => YearPart::Month(month),
        None => return None,
    };
    Some(When { end, year: year.map(|(_, year)| year as i32), part })
}

/// A part of a year: 3月31日, 6月, 第三季度, 上半年, Q3.
pub(super) fn part_at(chars: &[char], at: usize) -> Option<When> {
    let found = |end, part| Some(When { end, year: None, part });
    for (word, half) in [("上半年", 1), ("下半年", 2)] {
        if matches(chars, at, word) {
            return found(at + 3, YearPart::Half(half));
        }
    }
    let letter = chars.get(at)?.to_ascii_uppercase();
    if matches!(letter, 'Q' | 'H') {
        let number = chars.get(at + 1)?.to_digit(10)?;
        if chars.get(at + 2).is_some_and(char::is_ascii_alphanumeric) {
            return None;
        }
        return match letter {
            'Q' if (1..=4).contains(&number) => found(at + 2, YearPart::Quarter(number)),
            'H' if (1..=2).contains(&number) => found(at + 2, YearPart::Half(number)),
            _ => None,
        };
    }
    let ordinal = usize::from(chars.get(at) == Some(&'第'));
    let (end, value) = whole(chars, at + ordinal)?;
    let next = blank(chars, end);
    if let Some(end) = terms::QUARTER_MARKS.at(chars, next).filter(|_| (1..=4).contains(&value)) {
        return found(end, YearPart::Quarter(value));
    }
    if ordinal == 1 || chars.get(next) != Some(&'月') || !(1..=12).contains(&value) {
        return None;
    }
    let end = next + 1;
    if chars.get(end) == Some(&'份') {
        return found(end + 1, YearPart::Month(value));
    }
    let from = blank(chars, end);
    if let Some((day_end, day)) = whole(chars, from)
        && let stop = blank(chars, day_end)
        && matches!(chars.get(stop), Some('日' | '号'))
        && (1..=31).contains(&day)
    {
        return found(stop + 1, YearPart::Day(value, day));
    }
    found(end, YearPart::Month(value))
}
