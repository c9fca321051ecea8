//! Times as a plan names them: 2026年12月31日, 6月底前, 第三季度, 年底, 三个月内.

use super::lexicon::Word;
use super::number::among;
use super::number::{blank, digit, numeral, starts};
use super::quantity::matches;
use super::text::Text;
use planscore_base::calendar::Day;

/// A stretch of the calendar; the year may be left open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct When {
    pub end: usize,
    pub year: Option<i32>,
    pub part: YearPart,
    /// Says 前, 底, 末 or 内: a time by which.
    pub limit: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum YearPart {
    Year,
    Half(u32),
    Quarter(u32),
    Month(u32),
    Day(u32, u32),
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
    #[inline(never)]
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
#[inline(never)]
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
#[inline(never)]
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

/// The time that begins at a character.
#[inline(never)]
pub(super) fn when_at(chars: &[char], at: usize) -> Option<When> {
    let &first = chars.get(at)?;
    if let Some(when) = english(chars, at) {
        return Some(when);
    }
    if !(starts(first) && first != '-' && first != '.') || at > 0 && chars[at - 1].is_ascii_alphanumeric() {
        return None;
    }
    let (end, value) = whole(chars, at)?;
    let next = blank(chars, end);
    let limit = |when: When| Some(limited(chars, when));
    if matches!(chars.get(end), Some('-' | '/' | '.')) && (1900..=2200).contains(&value) && end - at == 4 {
        // 2026-03-31, 2026/3/31, 2026.3
        let separator = chars[end];
        let (month_end, month) = whole(chars, end + 1)?;
        if !(1..=12).contains(&month) {
            return None;
        }
        let year = Some(value as i32);
        if chars.get(month_end) == Some(&separator)
            && let Some((day_end, day)) =
                whole(chars, month_end + 1).filter(|(_, day)| (1..=31).contains(day))
        {
            return limit(When { end: day_end, year, part: YearPart::Day(month, day), limit: false });
        }
        if separator == '/' || separator == '-' && month_end - end == 3 {
            return limit(When { end: month_end, year, part: YearPart::Month(month), limit: false });
        }
        return None;
    }
    match chars.get(next)? {
        '年' => {
            let digits = next - at;
            if !(2..=5).contains(&digits)
                || (100..1900).contains(&value)
                || value > 2200
                || digits == 3 && value < 100 && chars[at].is_ascii_digit()
            {
                return None;
            }
            if !chars[at].is_ascii_digit() && chars[at..end].iter().any(|c| digit(*c).is_none()) {
                return None; // 三十年 lasts, it is no date
            }
            let year = Some(full_year(value, end - at));
            let mut after = blank(chars, next + 1);
            if chars.get(after) == Some(&'度') {
                after += 1;
            }
            if let Some(part) = part_at(chars, after) {
                return limit(When { year, ..part });
            }
            let end = if chars.get(next + 1) == Some(&'度') { next + 2 } else { next + 1 };
            limit(When { end, year, part: YearPart::Year, limit: false })
        }
        '月' => part_at(chars, at).and_then(limit),
        _ => None,
    }
}

/// 31 December 2026, December 31, 2026, Dec 2026: a month by its English name, with a day or a year.
#[inline(never)]
fn english(chars: &[char], at: usize) -> Option<When> {
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
    let first = *chars.get(at)?;
    if !first.is_ascii_alphanumeric() || at > 0 && chars[at - 1].is_ascii_alphanumeric() {
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
    let from = before.map_or(at, |(end, _)| blank(chars, end));
    let length = chars.get(from..)?.iter().take(10).take_while(|c| c.is_ascii_alphabetic()).count();
    let word = &chars[from..from + length];
    let month = 1 + MONTHS.iter().position(|month| {
        let same = |name: &str| word.iter().map(char::to_ascii_lowercase).eq(name.chars());
        same(month) || same(&month[..3])
    })? as u32;
    let mut end = from + length;
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
    Some(When { end, year: year.map(|(_, year)| year as i32), part, limit: false })
}

/// A part of a year: 3月31日, 6月底, 第三季度, 上半年, Q3.
#[inline(never)]
pub(super) fn part_at(chars: &[char], at: usize) -> Option<When> {
    let found = |end, part| Some(When { end, year: None, part, limit: false });
    for (word, half) in [("上半年", 1), ("下半年", 2)] {
        if matches(chars, at, word) {
            return found(at + 3, YearPart::Half(half));
        }
    }
    if matches!(chars.get(at), Some('Q' | 'q')) {
        let quarter = chars.get(at + 1)?.to_digit(10).filter(|q| (1..=4).contains(q))?;
        return found(at + 2, YearPart::Quarter(quarter));
    }
    let ordinal = usize::from(chars.get(at) == Some(&'第'));
    let (end, value) = whole(chars, at + ordinal)?;
    if matches(chars, end, "季度") {
        return (1..=4)
            .contains(&value)
            .then_some(())
            .and_then(|()| found(end + 2, YearPart::Quarter(value)));
    }
    if ordinal == 1 || chars.get(blank(chars, end)) != Some(&'月') || !(1..=12).contains(&value) {
        return None;
    }
    let end = blank(chars, end) + 1;
    if chars.get(end) == Some(&'份') {
        return found(end + 1, YearPart::Month(value));
    }
    if let Some((day_end, day)) = whole(chars, end)
        && matches!(chars.get(day_end), Some('日' | '号'))
        && (1..=31).contains(&day)
    {
        return found(day_end + 1, YearPart::Day(value, day));
    }
    found(end, YearPart::Month(value))
}

/// Takes 底, 末, 前, 之前 and 内 into the time.
#[inline(never)]
fn limited(chars: &[char], mut when: When) -> When {
    for word in ["底", "末", "之前", "以前", "前", "之内", "内", "止", "截止"] {
        if matches(chars, when.end, word) {
            when.end += word.chars().count();
            when.limit = true;
        }
    }
    when
}

/// A deadline found in a range: its place and its last day where one can be named.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Due {
    pub start: usize,
    pub end: usize,
    pub day: Option<Day>,
}

/// The deadline that a stretch of text states. `year` stands in where the text leaves the year open.
#[inline(never)]
pub(super) fn deadline(whole: &Text, start: usize, end: usize, year: Option<i32>) -> Option<Due> {
    let text = &whole.chars[..end];
    let mut words = whole.words(start, end).filter(|hit| hit.word == Word::Deadline).peekable();
    let mut best: Option<(u8, Due)> = None;
    let mut at = start;
    while at < end {
        while words.next_if(|hit| hit.start() < at).is_some() {}
        let before = at.checked_sub(1).map(|i| text[i]);
        let (found, strength) = if let Some(when) = when_at(text, at) {
            let led = before.is_some_and(|c| among(c, "到于至在截前"));
            let base = matches(text, when.end, "的基础")
                || matches(text, when.end, "基础")
                || matches(text, when.end, "同期")
                || text.get(when.end).copied().is_some_and(|c| starts(c) || c == '的' && !when.limit)
                || before.is_some_and(|c| among(c, "较比"));
            let strength = match (when.limit, led, when.part) {
                _ if base && !when.limit => 0,
                (true, ..) => 4,
                (_, true, _) => 3,
                (_, _, YearPart::Year) => 1,
                _ => 2,
            };
            (Due { start: at, end: when.end, day: when.last_day(year) }, strength)
        } else if let Some(due) = within(text, at) {
            (due, 3)
        } else if let Some(hit) = words.next_if(|hit| hit.start() == at) {
            let named = part_at(text, at).map(|part| limited(text, part));
            let stop = named.map_or(hit.end(), |when| when.end.max(hit.end()));
            let stop = limited(text, When { end: stop, year: None, part: YearPart::Year, limit: false }).end;
            let day = named.and_then(|when| when.last_day(year)).or_else(|| {
                let whole_year = ["年底", "年末", "年内", "年度", "本年", "全年", "今年", "当年"];
                let word: &[char] = &text[at..stop];
                whole_year
                    .iter()
                    .any(|w| matches(word, 0, w))
                    .then(|| year.and_then(|y| Day::from_ymd(y, 12, 31)))
                    .flatten()
            });
            (Due { start: at, end: stop, day }, 2)
        } else {
            at += 1;
            continue;
        };
        if strength > 0 && best.as_ref().is_none_or(|(most, _)| strength > *most) {
            best = Some((strength, found));
        }
        at = found.end.max(at + 1);
    }
    best.map(|(_, due)| due)
}

/// 三个月内, 两周内, 30天内: a stretch from the start of the plan.
fn within(chars: &[char], at: usize) -> Option<Due> {
    if !chars.get(at).copied().is_some_and(starts) || at > 0 && chars[at - 1].is_ascii_digit() {
        return None;
    }
    let number = numeral(chars, at)?;
    for word in ["个月内", "个月之内", "周内", "天内", "日内", "年内", "个季度内", "个工作日内"]
    {
        if matches(chars, number.end, word) {
            return Some(Due { start: at, end: number.end + word.chars().count(), day: None });
        }
    }
    None
}
