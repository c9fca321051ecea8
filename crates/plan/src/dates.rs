//! Days in running Chinese text, resolved against a day that the caller names; `periods` has what lasts longer.
//!
//! Where the text leaves a year or month open, two readings remain: the next such day from the
//! reference on, and the last one before it. Lunar dates keep their numbers (正月初一 is 01-01), as
//! the published suite has it.

use super::number::{blank, digit, numeral};
use super::terms::matches;
use super::when::{full_year, whole};
use planscore_base::calendar::Day;

/// A day in two readings; `None` where the calendar has no such day (2月30日).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// The next one, the reference day included.
    pub future: Option<Day>,
    /// The last one before.
    pub past: Option<Day>,
}

/// A day or a period found in a text, in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dated {
    /// First character.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The day, or the period's first day.
    pub from: Reading,
    /// The day after the period's last, or the last day of 从…到…; the same day for a single day.
    pub to: Reading,
    /// A season: no days can be named.
    pub vague: bool,
}

pub(super) fn fixed(day: Option<Day>) -> Reading {
    Reading { future: day, past: day }
}

pub(super) fn add_months(day: Day, months: i32) -> Option<Day> {
    let (year, month, date) = day.ymd();
    let at = year * 12 + month as i32 - 1 + months;
    let (year, month) = (at.div_euclid(12), at.rem_euclid(12) as u32 + 1);
    (1..=date).rev().find_map(|date| Day::from_ymd(year, month, date))
}

pub(super) fn month_start(year: i32, month: i32) -> Option<Day> {
    let at = year * 12 + month - 1;
    Day::from_ymd(at.div_euclid(12), at.rem_euclid(12) as u32 + 1, 1)
}

pub(super) fn monday(day: Day) -> Day {
    Day(day.0 - day.weekday() as i32)
}

/// Reigns and the year before their first, for years such as 民国三年.
const REIGNS: [(&str, i32); 30] = [
    ("民国", 1911),
    ("宣统", 1908),
    ("光绪", 1874),
    ("同治", 1861),
    ("咸丰", 1850),
    ("道光", 1820),
    ("嘉庆", 1795),
    ("乾隆", 1735),
    ("雍正", 1722),
    ("康熙", 1661),
    ("顺治", 1643),
    ("崇祯", 1627),
    ("万历", 1572),
    ("嘉靖", 1521),
    ("永乐", 1402),
    ("洪武", 1367),
    ("贞观", 626),
    ("永徽", 649),
    ("开元", 712),
    ("天宝", 741),
    ("神龙", 704),
    ("武德", 617),
    ("元和", 805),
    ("建中", 779),
    ("熙宁", 1067),
    ("元丰", 1077),
    ("靖康", 1125),
    ("建武", 24),
    ("建安", 195),
    ("太康", 279),
];

/// Reads the days and periods of a text.
pub(super) struct Reader<'a> {
    pub chars: &'a [char],
    pub today: Day,
}

/// What a year word says: its end, and the year.
type Year = (usize, i32);

impl Reader<'_> {
    pub(super) fn word(&self, at: usize, words: &str) -> Option<usize> {
        words
            .split(' ')
            .filter(|word| matches(self.chars, at, word))
            .map(|word| at + word.chars().count())
            .max()
    }

    pub(super) fn is(&self, at: usize, c: char) -> bool {
        self.chars.get(at) == Some(&c)
    }

    /// 2016年, 16年, 二零一六年, 两千年, 今年, 康熙三年.
    pub(super) fn year(&self, at: usize) -> Option<Year> {
        let (this, ..) = self.today.ymd();
        for (word, offset) in
            [("今年 本年", 0), ("明年 来年 下一年", 1), ("后年", 2), ("去年 上一年", -1), ("前年", -2)]
        {
            if let Some(end) = self.word(at, word) {
                return Some((end, this + offset));
            }
        }
        for (reign, before) in REIGNS {
            if matches(self.chars, at, reign) {
                let from = at + 2;
                if matches(self.chars, from, "元年") {
                    return Some((from + 2, before + 1));
                }
                let (end, number) = whole(self.chars, from)?;
                return self.is(end, '年').then_some((end + 1, before + number as i32));
            }
        }
        let before = at.checked_sub(1).map(|i| self.chars[i]);
        if before.is_some_and(|c| c.is_ascii_digit() || digit(c).is_some()) {
            return None;
        }
        let first = *self.chars.get(at)?;
        let (end, value) = whole(self.chars, at)?;
        let nian = blank(self.chars, end);
        if !self.is(nian, '年') {
            return None;
        }
        let run = self.chars[at..end].iter().all(|c| c.is_ascii_digit() || digit(*c).is_some());
        let length = end - at;
        let named = run && length >= 2 || value >= 1000;
        let lasts = self.chars.get(nian + 1).is_some_and(|c| matches!(c, '级' | '制' | '生'));
        if !named || first == '-' || lasts {
            return None;
        }
        Some((nian + 1, full_year(value, if run { length } else { 4 })))
    }

    /// 十二月, 12月份, 正月: the end and the month.
    pub(super) fn month(&self, at: usize) -> Option<(usize, u32)> {
        if matches(self.chars, at, "正月") {
            return Some((at + 2, 1));
        }
        if matches(self.chars, at, "腊月") {
            return Some((at + 2, 12));
        }
        let (end, value) = whole(self.chars, at)?;
        let yue = blank(self.chars, end);
        if !self.is(yue, '月') || !(1..=12).contains(&value) {
            return None;
        }
        Some((yue + 1 + usize::from(self.is(yue + 1, '份')), value))
    }

    /// 十日, 19号, 初一, 二十三 after a month.
    pub(super) fn date(&self, at: usize, bare: bool) -> Option<(usize, u32)> {
        let chu = self.is(at, '初');
        let (end, value) = whole(self.chars, at + usize::from(chu))?;
        if !(1..=31).contains(&value) {
            return None;
        }
        let mark = blank(self.chars, end);
        if matches!(self.chars.get(mark), Some('日' | '号')) {
            return Some((mark + 1, value));
        }
        let cut = matches!(self.chars.get(end), Some('月' | '年' | '个' | '.' | '/' | '-' | '%'));
        (chu || bare && !self.chars[at].is_ascii_digit() && !cut).then_some((end, value))
    }

    /// Monday is 1, Sunday 7.
    pub(super) fn weekday(&self, at: usize) -> Option<(usize, i32)> {
        let end = self.word(at, "星期 周 礼拜")?;
        let value = match self.chars.get(end)? {
            '天' | '日' => 7,
            c => digit(*c).filter(|v| (1.0..=6.0).contains(v)).map(|v| v as i32)?,
        };
        Some((end + 1, value))
    }

    /// 上, 下, 这, 本 and how many steps: 下下 is 2.
    pub(super) fn steps(&self, at: usize) -> Option<(usize, i32)> {
        let first = *self.chars.get(at)?;
        let by = match first {
            '上' => -1,
            '下' => 1,
            '这' | '本' => {
                let end = at + 1 + usize::from(self.is(at + 1, '一'));
                return Some((end + usize::from(self.is(end, '个')), 0));
            }
            _ => return None,
        };
        let count = self.chars[at..].iter().take_while(|c| **c == first).count();
        let mut end = at + count;
        end += usize::from(self.is(end, '一'));
        end += usize::from(self.is(end, '个'));
        Some((end, by * count as i32))
    }

    pub(super) fn yearly(&self, month: u32, date: u32) -> Reading {
        let (year, ..) = self.today.ymd();
        let on = |year| Day::from_ymd(year, month, date);
        Reading {
            future: (year..=year + 8).filter_map(on).find(|day| *day >= self.today),
            past: (year - 8..=year).rev().filter_map(on).find(|day| *day < self.today),
        }
    }

    /// A single day: its end and readings.
    pub(super) fn day(&self, at: usize) -> Option<(usize, Reading)> {
        let today = self.today.0;
        for (words, offset) in [
            ("大后天", 3),
            ("后天 后日", 2),
            ("明天 明日", 1),
            ("今天 今日 最近 当天", 0),
            ("大前天", -3),
            ("前天 前日", -2),
            ("昨天 昨日", -1),
        ] {
            if let Some(end) = self.word(at, words) {
                return Some((end, fixed(Some(Day(today + offset)))));
            }
        }
        if let Some(found) = self.numeric(at) {
            return Some(found);
        }
        for (words, month, date) in
            [("大年初一 正月初一 春节", 1, 1), ("大年三十 除夕", 1, 30), ("元旦", 1, 1)]
        {
            if let Some(end) = self.word(at, words) {
                return Some((end, self.yearly(month, date)));
            }
        }
        if let Some((end, year)) = self.year(at) {
            let mut from = blank(self.chars, end);
            if let Some(lunar) = self.word(from, "农历 阴历 的") {
                from = lunar;
            }
            if let Some(end) = self.word(from, "大年三十") {
                return Some((end, fixed(Day::from_ymd(year, 1, 30))));
            }
            if let Some(end) = self.word(from, "大年初一 元旦 春节") {
                return Some((end, fixed(Day::from_ymd(year, 1, 1))));
            }
            let (end, month) = self.month(from)?;
            let (end, date) = self.date(blank(self.chars, end), true)?;
            return Some((self.with_weekday(end), fixed(Day::from_ymd(year, month, date))));
        }
        let lunar = self.word(at, "农历 阴历").unwrap_or(at);
        if let Some((end, month)) = self.month(lunar) {
            if let Some((end, date)) = self.date(blank(self.chars, end), true) {
                return Some((self.with_weekday(end), self.yearly(month, date)));
            }
            // 8月的最后一个星期一
            if let Some(last) = self.word(end, "的最后一个 最后一个 的最后 最后")
                && let Some((end, weekday)) = self.weekday(last)
            {
                let on = |year: i32| {
                    let next = month_start(year, month as i32 + 1)?;
                    (1..=7).map(|back| Day(next.0 - back)).find(|day| day.weekday() as i32 + 1 == weekday)
                };
                let (year, ..) = self.today.ymd();
                let future = [year, year + 1].into_iter().filter_map(on).find(|day| *day >= self.today);
                let past = [year, year - 1].into_iter().filter_map(on).find(|day| *day < self.today);
                return Some((end, Reading { future, past }));
            }
            return None;
        }
        if let Some((end, weekday)) = self.weekday(at) {
            let this = Day(monday(self.today).0 + weekday - 1);
            let future = if this < self.today { Day(this.0 + 7) } else { this };
            let past = if this >= self.today { Day(this.0 - 7) } else { this };
            return Some((end, Reading { future: Some(future), past: Some(past) }));
        }
        if let Some((end, by)) = self.steps(at) {
            if let Some((end, weekday)) = self.weekday(end) {
                return Some((end, fixed(Some(Day(monday(self.today).0 + by * 7 + weekday - 1)))));
            }
            if self.is(end, '月') {
                let from = end + 1 + usize::from(self.is(end + 1, '的'));
                let (end, date) = self.date(from, false)?;
                let (year, month, _) = self.today.ymd();
                let first = month_start(year, month as i32 + by)?;
                let (year, month, _) = first.ymd();
                return Some((end, fixed(Day::from_ymd(year, month, date))));
            }
            return None;
        }
        // 三天后, 两周前
        if let Some(number) =
            numeral(self.chars, at).filter(|n| n.value > 0.0 && n.value < 4000.0 && n.value.fract() == 0.0)
            && let Some((unit_end, days)) = [("天 日", 1), ("周 个星期 星期", 7)]
                .into_iter()
                .find_map(|(words, days)| self.word(number.end, words).map(|end| (end, days)))
            && let Some((end, sign)) = [("后 之后 以后", 1), ("前 之前 以前", -1)]
                .into_iter()
                .find_map(|(words, sign)| self.word(unit_end, words).map(|e| (e, sign)))
        {
            return Some((end, fixed(Some(Day(today + sign * days * number.value as i32)))));
        }
        // 29日
        let before = at.checked_sub(1).map(|i| self.chars[i]);
        if before.is_some_and(|c| c.is_ascii_digit() || digit(c).is_some() || c == '第' || c == '月') {
            return None;
        }
        let (end, date) = self.date(at, false).filter(|_| !self.is(at, '初'))?;
        let (year, month, _) = self.today.ymd();
        let on = |by: i32| {
            let (year, month, _) = month_start(year, month as i32 + by)?.ymd();
            Day::from_ymd(year, month, date)
        };
        Some((
            self.with_weekday(end),
            Reading {
                future: (0..4).filter_map(on).find(|day| *day >= self.today),
                past: (-3..=0).rev().filter_map(on).find(|day| *day < self.today),
            },
        ))
    }

    /// 10月12号,星期一: the weekday belongs to the day.
    fn with_weekday(&self, end: usize) -> usize {
        let mut at = blank(self.chars, end);
        if matches!(self.chars.get(at), Some(',' | '(')) {
            at = blank(self.chars, at + 1);
        }
        match self.weekday(at) {
            Some((after, _)) => after + usize::from(self.is(after, ')')),
            None => end,
        }
    }

    /// 2010-01-29, 2010 01 29, 13.5.2015, 12-11-10.
    fn numeric(&self, at: usize) -> Option<(usize, Reading)> {
        if !self.chars.get(at)?.is_ascii_digit()
            || at > 0 && (self.chars[at - 1].is_ascii_digit() || "/.".contains(self.chars[at - 1]))
        {
            return None;
        }
        let (end, first) = whole(self.chars, at)?;
        let separator = *self.chars.get(end).filter(|c| matches!(c, '-' | '/' | '.' | ' '))?;
        if separator == '-' && at > 0 && self.chars[at - 1] == '-' {
            return None;
        }
        let (second_end, second) = whole(self.chars, end + 1)
            .filter(|_| self.chars.get(end + 1).is_some_and(char::is_ascii_digit))?;
        if self.chars.get(second_end) != Some(&separator) || !self.chars.get(second_end + 1)?.is_ascii_digit()
        {
            return None;
        }
        let (stop, third) = whole(self.chars, second_end + 1)?;
        let lengths = (end - at, second_end - end - 1, stop - second_end - 1);
        let four = lengths.0 == 4 || lengths.2 == 4;
        if separator == ' ' && lengths.0 != 4 || !four && separator == '.' || lengths.1 > 2 {
            return None;
        }
        let by_year = |year: u32, length: usize, month: u32, date: u32| {
            Day::from_ymd(full_year(year, length), month, date)
        };
        let day = if lengths.0 == 4 {
            by_year(first, 4, second, third)
        } else if lengths.2 == 4 {
            by_year(third, 4, second, first).or_else(|| by_year(third, 4, first, second))
        } else {
            let year_first = if lengths.0 == 2 { by_year(first, 2, second, third) } else { None };
            year_first
                .or_else(|| by_year(third, 2, second, first))
                .or_else(|| by_year(third, 2, first, second))
        };
        Some((stop, fixed(Some(day?))))
    }
}

/// The single days of a text, in its order.
pub fn days(chars: &[char], today: Day) -> Vec<Dated> {
    let reader = Reader { chars, today };
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        match reader.day(at) {
            Some((end, reading)) => {
                found.push(Dated { start: at, end, from: reading, to: reading, vague: false });
                at = end.max(at + 1);
            }
            None => at += 1,
        }
    }
    found
}
