//! Dates as people write them in spreadsheets.

use std::borrow::Cow;
use std::ops::RangeInclusive;

use super::name::{clean, is_blank};
use super::spelling::half_width;
use super::spelling::is_space;
use planscore_base::calendar::Day;
use planscore_stats::decimal;

/// A cell read as a date, with the time of day where it is written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum DateCell {
    /// Nothing there.
    Blank,
    /// A moment, in days since 1970-01-01 (the fraction is the time of day).
    Time(f64),
    /// 03/05/2026: the column decides which number is the month.
    DayOrMonth {
        /// First number.
        first: u32,
        /// Second number.
        second: u32,
        /// Year.
        year: i32,
        /// Time of day, a fraction of a day.
        time: f64,
    },
    /// Not a date.
    Bad,
}

/// Where days begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Zone {
    /// Minutes east of UTC.
    pub minutes: i32,
    /// Whether a time written in the zone of another place (-05:00) stays as it is written there. What is written
    /// in UTC is no place's and is always moved.
    pub keeps_others: bool,
}

impl Zone {
    /// China's time, to which all others are moved.
    pub const CHINA: Self = Self { minutes: 480, keeps_others: false };

    /// By how many minutes a time has to be moved that is written in a zone so far east of UTC.
    fn shift(self, written: i32) -> i32 {
        if self.keeps_others && written != 0 { 0 } else { self.minutes - written }
    }
}

/// Reads a date: 2026-03-05, 2026/3/5, 2026年3月5日, 20260305, 2026-03-05 14:30, an Excel serial,
/// 5 Mar 2026, 03/05/2026. A written offset (Z, +08:00) is moved to the zone. What programs write for no date
/// (0000-00-00, 0001-01-01, 1900/1/0) is blank.
pub fn date(text: &str, zone: Zone) -> DateCell {
    match written(text, zone) {
        DateCell::Bad if is_zero(text) => DateCell::Blank,
        cell => cell,
    }
}

/// Whether a text is the nought of some calendar: no day, no month, the first year of all, or a spreadsheet's (0-Jan-00, 1899-12-30).
fn is_zero(text: &str) -> bool {
    let text = ascii_date(&clean(text));
    let day = text.trim().split(['T', ' ']).next().unwrap_or_default();
    // How many parts there are, and how many are nought and one. The day nought of other programs is in 1899.
    let (mut parts, mut noughts, mut ones) = (0, 0, 0);
    for part in day.split(['-', '/', '.', ':']) {
        if part == "1899" {
            return true;
        }
        match part.parse().ok().or_else(|| month_name(part)) {
            Some(0) => noughts += 1,
            Some(1) => ones += 1,
            Some(1900) => {}
            _ => return false,
        }
        parts += 1;
    }
    noughts == parts || parts == 3 && (noughts > 0 || ones == 3)
}

fn written(text: &str, zone: Zone) -> DateCell {
    if let Some(day) = Day::parse_iso(text) {
        return in_range(day.0.into());
    }
    let text = clean(text);
    if is_blank(&text) {
        return DateCell::Blank;
    }
    let text = without_weekday(&text);
    if let Some(day) = Day::parse_iso(&text) {
        return in_range(day.0.into());
    }
    let ascii = if text.is_ascii() { text } else { Cow::Owned(ascii_date(&text)) };
    all_digits(&ascii).or_else(|| written_date(&ascii, zone)).unwrap_or(DateCell::Bad)
}

/// The words of weekdays, which say nothing that the date does not: 2026-03-05 周四, Thursday, 5 March 2026.
fn without_weekday(text: &str) -> Cow<'_, str> {
    const ENGLISH: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    if text.as_bytes().last().is_some_and(u8::is_ascii_digit)
        && text.as_bytes().first().is_some_and(u8::is_ascii_digit)
        && text.is_ascii()
    {
        return Cow::Borrowed(text);
    }
    let is_mark = |c: char| is_space(c) || matches!(c, '(' | ')' | '（' | '）' | ',' | '，');
    let mut rest = text.trim_matches(is_mark);
    for word in ["星期", "礼拜", "周", "週"] {
        let Some(at) = rest.rfind(word) else { continue };
        let mut behind = rest[at + word.len()..].chars();
        if behind.next().is_some_and(|day| "一二三四五六日天".contains(day)) {
            let (before, behind) =
                (rest[..at].trim_end_matches(is_mark), behind.as_str().trim_start_matches(is_mark));
            // 2026/3/10 周二 上午 12:10: between the day and its hour as well.
            return match (before, behind) {
                (before, "") => Cow::Borrowed(before),
                ("", behind) => Cow::Borrowed(behind),
                (before, behind) => Cow::Owned(format!("{before} {behind}")),
            };
        }
    }
    let is_weekday = |word: &str| {
        word.len() <= 9
            && word.get(..3).is_some_and(|start| ENGLISH.iter().any(|day| start.eq_ignore_ascii_case(day)))
            && word.bytes().all(|byte| byte.is_ascii_alphabetic())
            && (word.len() == 3 || word.to_ascii_lowercase().ends_with("day") || word.len() == 4)
    };
    let word = |part: &str| part.trim_matches(|c| is_mark(c) || c == '.').to_owned();
    if let Some((first, behind)) = rest.split_once([' ', ','])
        && is_weekday(&word(first))
    {
        rest = behind.trim_start_matches(is_mark);
    }
    if let Some((before, last)) = rest.rsplit_once([' ', ',', '('])
        && is_weekday(&word(last))
    {
        rest = before.trim_end_matches(is_mark);
    }
    // 2026/3/5(四), 2026/3/5（木）14:30
    if let Some((before, last)) = rest.rsplit_once(['(', '（'])
        && let Some(day) = last.chars().next().filter(|day| "一二三四五六日月火水木金土".contains(*day))
    {
        let behind = last[day.len_utf8()..].trim_start_matches(is_mark);
        return Cow::Owned(format!("{} {behind}", before.trim_end_matches(is_mark)).trim_end().to_owned());
    }
    Cow::Borrowed(rest)
}

/// Years from 1900 to 2199; anything else in a date column is a mistake.
fn in_range(time: f64) -> DateCell {
    const FIRST: f64 = -25_567.0;
    const BEYOND: f64 = 84_006.0;
    if (FIRST..BEYOND).contains(&time) { DateCell::Time(time) } else { DateCell::Bad }
}

fn from_parts(year: u32, month: u32, day: u32, time: f64) -> DateCell {
    Day::from_ymd(year as i32, month, day).map_or(DateCell::Bad, |day| in_range(f64::from(day.0) + time))
}

/// 年 月 日 时 分 秒, words for a part of the day (凌晨, 下午) and full-width forms to the punctuation of a numeric date.
fn ascii_date(text: &str) -> String {
    let mut ascii = String::with_capacity(text.len());
    // The first character of such a word says which it is, but for that of nothing.
    let (mut is_said, mut before) = (false, ' ');
    for c in half_width(text).chars() {
        let part = match c {
            '凌' | '清' | '早' | '晨' | '上' => "AM",
            '中' | '正' => "NOON",
            '下' | '傍' | '晚' | '夜' => "PM",
            // 午後: behind anything else they say before and after.
            '前' if before == '午' => "AM",
            '后' | '後' if before == '午' => "PM",
            _ => "",
        };
        match c {
            '年' | '月' => ascii.push('-'),
            '日' | '号' | '號' => ascii.push(' '),
            '时' | '時' | '点' | '點' | '分' => ascii.push(':'),
            '午' | '间' | '間' | '深' | '秒' => {}
            _ if part.is_empty() => ascii.push(c),
            _ if is_said => {}
            _ => {
                ascii.push(' ');
                ascii.push_str(part);
                ascii.push(' ');
            }
        }
        is_said |= !part.is_empty();
        before = c;
    }
    ascii
}

/// 20260305, 20260305143000, and Excel serials (days since 1899-12-30, with a fraction).
fn all_digits(text: &str) -> Option<DateCell> {
    let digits = |range: std::ops::Range<usize>| text.get(range).and_then(|d| d.parse::<u32>().ok());
    if !text.bytes().all(|b| b.is_ascii_digit() || b == b'.') || text.matches('.').count() > 1 {
        return None;
    }
    match text.len() {
        8 | 14 if !text.contains('.') => {
            let time = match text.len() {
                14 => clock(digits(8..10)?, digits(10..12)?, f64::from(digits(12..14)?))?,
                _ => 0.0,
            };
            Some(from_parts(digits(0..4)?, digits(4..6)?, digits(6..8)?, time))
        }
        _ => {
            const SERIAL_OF_EPOCH: f64 = 25_569.0;
            let serial = decimal(text)?;
            (20_000.0..80_000.0).contains(&serial).then(|| in_range(serial - SERIAL_OF_EPOCH))
        }
    }
}

fn clock(hours: u32, minutes: u32, seconds: f64) -> Option<f64> {
    let valid = hours < 24 && minutes < 60 && (0.0..60.0).contains(&seconds);
    valid.then(|| (f64::from(hours * 3_600 + minutes * 60) + seconds) / 86_400.0)
}

fn written_date(text: &str, zone: Zone) -> Option<DateCell> {
    /// Years that two digits are likely to mean.
    const RECENT: RangeInclusive<u32> = 2_013..=2_040;
    let is_separator = |b: u8| matches!(b, b'-' | b'/' | b'.' | b',' | b' ' | b'T');
    let bytes = text.as_bytes();
    let (mut parts, mut at) = (Vec::with_capacity(3), 0);
    while parts.len() < 3 {
        let start = at;
        let class = bytes.get(at)?.is_ascii_digit();
        while bytes.get(at).is_some_and(|b| b.is_ascii_alphanumeric() && b.is_ascii_digit() == class) {
            at += 1;
        }
        parts.push(text.get(start..at).filter(|part| !part.is_empty())?);
        let separators = bytes[at..].iter().take_while(|&&b| is_separator(b)).count();
        at += separators;
    }
    let time = time_of_day(text.get(at..)?, zone)?;
    let number = |part: &str| part.parse::<u32>().ok();
    let [a, b, c] = [parts[0], parts[1], parts[2]];
    Some(match (month_name(a), month_name(b)) {
        (None, None) if a.len() == 4 => from_parts(number(a)?, number(b)?, number(c)?, time),
        (None, None) if c.len() == 4 || c.len() == 2 => {
            let (first, second, year) = (number(a)?, number(b)?, full_year(c)?);
            // 26/02/27 may begin with its year.
            if c.len() == 2 && (!RECENT.contains(&year) || RECENT.contains(&(2_000 + first))) {
                return Some(DateCell::Bad);
            }
            if first == 0 || second == 0 {
                return Some(DateCell::Bad);
            }
            if first == second {
                return Some(from_parts(year, first, second, time));
            }
            // A year that no record has is no matter of the column.
            if !(1900..2200).contains(&year) {
                return Some(DateCell::Bad);
            }
            DateCell::DayOrMonth { first, second, year: year as i32, time }
        }
        (None, Some(month)) => from_parts(full_year(c)?, month, number(a)?, time),
        (Some(month), None) => from_parts(full_year(c)?, month, number(b)?, time),
        _ => return None,
    })
}

/// A year of four digits, or of two beside a month's name (05-Mar-26), from 1970 to 2069.
fn full_year(part: &str) -> Option<u32> {
    let year = part.parse::<u32>().ok()?;
    match part.len() {
        4 => Some(year),
        2 => Some(if year < 70 { 2_000 + year } else { 1_900 + year }),
        _ => None,
    }
}

fn month_name(part: &str) -> Option<u32> {
    const NAMES: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let start = part.get(..3)?.to_ascii_lowercase();
    NAMES.iter().position(|name| *name == start).map(|at| at as u32 + 1)
}

/// What follows a date: nothing, 14:30, 2:30 PM, 2:30 p.m., 14:30:05.25Z, 14:30+08:00.
fn time_of_day(text: &str, zone: Zone) -> Option<f64> {
    let mut rest = text.trim();
    if rest.is_empty() {
        return Some(0.0);
    }
    // The hours below which twelve are added: one at noon is 13, eleven is not 23.
    let mut added_below = None;
    for (mark, below) in
        [("AM", 0), ("NOON", 6), ("PM", 12), ("am", 0), ("pm", 12), ("a.m.", 0), ("p.m.", 12)]
    {
        if let Some(other) = rest.strip_prefix(mark).or_else(|| rest.strip_suffix(mark)) {
            (rest, added_below) = (other.trim(), Some(below));
        }
    }
    if let Some(below) = added_below.filter(|_| rest.is_empty()) {
        return Some(if below == 0 { 0.0 } else { 0.5 });
    }
    let mut shift = 0;
    // The name of a zone in brackets says what its offset says, as in what JavaScript prints.
    rest = rest.split('(').next()?.trim_end();
    let utc = ["Z", "z", "UTC", "GMT"];
    if let Some(before) = utc.iter().find_map(|name| rest.strip_suffix(name)) {
        (rest, shift) = (before, zone.minutes);
    } else if let Some(sign) = rest.rfind(['+', '-']) {
        shift = zone.shift(utc_offset(&rest[sign..])?);
        rest = rest[..sign].trim_end_matches("GMT");
    }
    let mut parts = rest.trim().trim_end_matches(':').split(':');
    let mut hours = parts.next()?.parse::<u32>().ok()?;
    let minutes = parts.next().unwrap_or("0").parse::<u32>().ok()?;
    let seconds = decimal(parts.next().unwrap_or("0"))?;
    match added_below {
        Some(0) if hours == 12 => hours = 0,
        Some(below) if hours < below => hours += 12,
        _ => {}
    }
    (parts.next().is_none()).then(|| clock(hours, minutes, seconds))?.map(|t| t + f64::from(shift) / 1_440.0)
}

/// Minutes east of UTC of +08:00, -0530, UTC, or a name with a fixed offset (Asia/Shanghai).
pub fn utc_offset(text: &str) -> Option<i32> {
    match text {
        "UTC" | "GMT" | "Z" => return Some(0),
        "Asia/Shanghai" | "Asia/Chongqing" | "Asia/Hong_Kong" | "Asia/Taipei" | "Asia/Singapore" | "PRC" => {
            return Some(480);
        }
        "Asia/Tokyo" | "Asia/Seoul" => return Some(540),
        _ => {}
    }
    let (sign, digits) = match text.as_bytes().first()? {
        b'+' => (1, text.get(1..)?),
        b'-' => (-1, text.get(1..)?),
        _ => return None,
    };
    let digits = digits.replace(':', "");
    let valid = matches!(digits.len(), 2 | 4) && digits.bytes().all(|b| b.is_ascii_digit());
    let hours = digits.get(..2)?.parse::<i32>().ok()?;
    let minutes = if digits.len() == 4 { digits.get(2..)?.parse::<i32>().ok()? } else { 0 };
    (valid && hours <= 14 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_the_file_format() {
        let day = f64::from(Day::from_ymd(2026, 3, 5).unwrap().0);
        for text in [
            "2026-03-05",
            "2026/3/5",
            "2026年3月5日",
            "２０２６年３月５日",
            "20260305",
            "46086",
            "5 Mar 2026",
            "Mar 5, 2026",
            "05-Mar-2026",
            "05-Mar-26",
            "5 Mar, 26",
            "2026.03.05",
            "2026-03-05T00:00:00+08:00",
            "2026-03-05 周四",
            "2026年3月5日 星期四",
            "2026/3/5（四）",
            "Thursday, March 5, 2026",
            "Thu 5 Mar 2026",
            "\u{A0}2026-03-05\u{3000}",
            "=\"2026-03-05\"",
        ] {
            assert_eq!(date(text, Zone::CHINA), DateCell::Time(day), "{text}");
        }
        for (text, hours) in [
            ("2026-03-05 14:30", 14.5),
            ("2026/3/5 下午2:30", 14.5),
            ("2026-03-05T06:30:00Z", 14.5),
            ("20260305143000", 14.5),
            ("2026年3月5日14时30分", 14.5),
            ("2026-03-05 12:15 AM", 0.25),
            ("46086.25", 6.0),
            ("2026-03-05(周四) 中午12:10", 12.0 + 1.0 / 6.0),
            ("2026年03月05日凌晨0:30", 0.5),
            ("2026/3/5 凌晨12:30", 0.5),
            ("2026年3月5日 早上8点", 8.0),
            ("2026年3月5日 星期四 晚上8点30分", 20.5),
            ("2026/3/5（木）午後2:30", 14.5),
            ("2026-03-05 中午11:30", 11.5),
            ("2026-03-05 下午", 12.0),
            ("2026-03-05 中午1:30", 13.5),
            ("Mar 5, 2026 2:30 p.m.", 14.5),
            ("Thu Mar 05 2026 14:30:00 GMT+0800 (China Standard Time)", 14.5),
            ("Thu, 05 Mar 2026 06:30:00 GMT", 14.5),
        ] {
            let DateCell::Time(time) = date(text, Zone::CHINA) else { panic!("{text}") };
            assert!((time - day - hours / 24.0).abs() < 1e-9, "{text}");
        }
        let month = DateCell::DayOrMonth { first: 3, second: 5, year: 2026, time: 0.0 };
        assert_eq!(date("03/05/2026", Zone::CHINA), month);
        for text in [
            "2026-02-30",
            "2026-13-01",
            "昨天",
            "2026年3月5日后",
            "12:30",
            "2026-03-05 25:00",
            "26-3-5",
            "1e9",
            "15.04.1017",
            "31/12/9999",
            "05/05/9999",
        ] {
            assert_eq!(date(text, Zone::CHINA), DateCell::Bad, "{text}");
        }
    }

    #[test]
    fn dates_of_nothing_are_blank() {
        for text in [
            "0000-00-00",
            "0000-00-00 00:00:00",
            "0001-01-01",
            "0001/1/1 0:00:00",
            "1900-01-00",
            "0",
            "00/00/0000",
            "1900/1/0",
            "1900/01/00 00:00:00",
            "1900年1月0日",
            "1/0/1900",
            "1/0/00",
            "0-Jan-00",
            "1899-12-30 00:00:00",
            "00:00:00",
        ] {
            assert_eq!(date(text, Zone::CHINA), DateCell::Blank, "{text}");
        }
    }

    #[test]
    fn another_place_keeps_its_day() {
        let here = Zone { keeps_others: true, ..Zone::CHINA };
        let day = |text: &str| match date(text, here) {
            DateCell::Time(time) => Day(time.floor() as i32).to_string(),
            _ => String::new(),
        };
        assert_eq!(day("2026-03-19 12:30:00 -0400"), "2026-03-19");
        assert_eq!(day("2026-03-19T23:00:00+08:00"), "2026-03-19");
        assert_eq!(day("2026-03-19T23:00:00Z"), "2026-03-20");
        assert_eq!(day("2026-03-19T23:00:00+00:00"), "2026-03-20");
    }
}
