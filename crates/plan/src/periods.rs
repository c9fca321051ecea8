//! Periods in running Chinese text: 本季度, 上世纪90年代, 从3月到5月, resolved as days are.

use super::dates::{Dated, Reader, Reading, add_months, fixed, monday, month_start};
use super::number::{blank, digit, numeral};
use super::when::whole;
use planscore_base::calendar::Day;

impl Reader<'_> {
    /// A period: its end, first day and the day after its last.
    fn period(&self, at: usize) -> Option<(usize, Reading, Reading, bool)> {
        let months = |year: i32, month: i32, count: i32| {
            (fixed(month_start(year, month)), fixed(month_start(year, month + count)))
        };
        let (this_year, this_month, _) = self.today.ymd();
        if let Some(found) = self.decade(at) {
            return Some(found);
        }
        if let Some((end, year)) = self.year(at) {
            let mut from = blank(self.chars, end);
            from += usize::from(self.is(from, '的'));
            if let Some((end, first, count)) = self.part(from) {
                let (a, b) = months(year, first, count);
                return Some((end, a, b, false));
            }
            if let Some(end) = self.word(from, "春天 夏天 秋天 冬天 春季 夏季 秋季 冬季") {
                return Some((end, fixed(None), fixed(None), true));
            }
            if let Some((end, month)) = self.month(from)
                && self.date(blank(self.chars, end), true).is_none()
            {
                let (a, b) = months(year, month as i32, 1);
                return Some((end, a, b, false));
            }
            let (a, b) = months(year, 1, 12);
            return Some((end, a, b, false));
        }
        if let Some((end, by)) = self.steps(at) {
            if let Some(end) = self.word(end, "周末 星期末") {
                let monday = monday(self.today).0 + by * 7;
                return Some((end, fixed(Some(Day(monday + 5))), fixed(Some(Day(monday + 7))), false));
            }
            if let Some(end) = self.word(end, "周 星期 礼拜").filter(|_| self.weekday(end).is_none()) {
                let monday = monday(self.today).0 + by * 7;
                return Some((end, fixed(Some(Day(monday))), fixed(Some(Day(monday + 7))), false));
            }
            if self.is(end, '月') && self.date(end + 1, false).is_none() {
                let (a, b) = months(this_year, this_month as i32 + by, 1);
                return Some((end + 1, a, b, false));
            }
            if let Some(end) = self.word(end, "季度 季") {
                let quarter = (this_month as i32 - 1) / 3 + by;
                let (a, b) = months(this_year, quarter * 3 + 1, 3);
                return Some((end, a, b, false));
            }
        }
        if let Some(end) = self.word(at, "周末") {
            let monday = monday(self.today).0;
            return Some((end, fixed(Some(Day(monday + 5))), fixed(Some(Day(monday + 7))), false));
        }
        if let Some((sign, from)) =
            [("前 近 过去 最近 过去的 之前 上", -1), ("后 未来 今后 接下来 接下来的 未来的 下", 1)]
                .into_iter()
                .find_map(|(words, sign)| self.word(at, words).map(|end| (sign, blank(self.chars, end))))
            && let Some(number) = numeral(self.chars, from)
                .filter(|n| n.value > 0.0 && n.value < 1000.0 && n.value.fract() == 0.0)
        {
            let unit = blank(self.chars, number.end);
            let by = number.value as i32 * sign;
            let base = if sign > 0 { Day(self.today.0 + 1) } else { self.today };
            let found = self
                .word(unit, "年")
                .and_then(|end| Some((end, add_months(base, by * 12)?)))
                .or_else(|| self.word(unit, "个月").and_then(|end| Some((end, add_months(base, by)?))))
                .or_else(|| self.word(unit, "周 个星期 星期").map(|end| (end, Day(base.0 + by * 7))))
                .or_else(|| self.word(unit, "天 日").map(|end| (end, Day(base.0 + by))));
            if let Some((end, other)) = found {
                let (a, b) = if sign < 0 { (other, base) } else { (base, other) };
                return Some((end, fixed(Some(a)), fixed(Some(b)), false));
            }
        }
        if let Some((end, first, count)) = self.part(at) {
            let (a, b) = months(this_year, first, count);
            return Some((end, a, b, false));
        }
        if let Some((end, month)) = self.month(at)
            && self.date(blank(self.chars, end), true).is_none()
        {
            let first = self.yearly(month, 1);
            // The running month is the next one, not the last.
            let current = month == this_month;
            let first = if current {
                Reading {
                    future: month_start(this_year, month as i32),
                    past: month_start(this_year, month as i32),
                }
            } else {
                first
            };
            let next = |day: Option<Day>| day.and_then(|day| add_months(day, 1));
            return Some((end, first, Reading { future: next(first.future), past: next(first.past) }, false));
        }
        if let Some(end) = self.word(at, "春天 夏天 秋天 冬天 春季 夏季 秋季 冬季") {
            return Some((end, fixed(None), fixed(None), true));
        }
        None
    }

    /// 第一季度, 上半年: the end, first month and how many.
    fn part(&self, at: usize) -> Option<(usize, i32, i32)> {
        if let Some(end) = self.word(at, "上半年") {
            return Some((end, 1, 6));
        }
        if let Some(end) = self.word(at, "下半年") {
            return Some((end, 7, 6));
        }
        let from = at + usize::from(self.is(at, '第'));
        let (end, quarter) = whole(self.chars, from)?;
        let end = self.word(end, "季度 个季度 季").filter(|_| (1..=4).contains(&quarter))?;
        Some((end, quarter as i32 * 3 - 2, 3))
    }

    /// 20世纪80年代, 本世纪20年代, 90年代.
    fn decade(&self, at: usize) -> Option<(usize, Reading, Reading, bool)> {
        let (this, ..) = self.today.ymd();
        let (from, century) = if let Some(end) = self.word(at, "本世纪 这个世纪") {
            (end, this / 100 * 100)
        } else if let Some(end) = self.word(at, "上世纪 上个世纪") {
            (end, this / 100 * 100 - 100)
        } else if let Some((end, number)) = whole(self.chars, at)
            && let Some(end) = self.word(end, "世纪")
        {
            (end, (number as i32 - 1) * 100)
        } else {
            (at, 1900)
        };
        if from == at
            && at > 0
            && (self.chars[at - 1].is_ascii_digit() || digit(self.chars[at - 1]).is_some())
        {
            return None;
        }
        let from = from + usize::from(self.is(from, '的'));
        let (end, decade) = whole(self.chars, from)?;
        let end = self.word(end, "年代").filter(|_| decade < 100 && decade % 10 == 0)?;
        let first = century + decade as i32;
        Some((end, fixed(Day::from_ymd(first, 1, 1)), fixed(Day::from_ymd(first + 10, 1, 1)), false))
    }

    /// One end of 从…到…: a day or the first day of a year or month, and whether the year is known.
    fn edge(&self, at: usize) -> Option<(usize, Reading)> {
        if let Some(found) = self.day(at) {
            return Some(found);
        }
        if let Some((end, from, ..)) = self.period(at) {
            return Some((end, from));
        }
        // 从2016-2018: bare years.
        let (end, year) =
            whole(self.chars, at).filter(|(end, _)| end - at == 4 && self.chars[at].is_ascii_digit())?;
        (1900..2200).contains(&year).then(|| (end, fixed(Day::from_ymd(year as i32, 1, 1))))
    }

    fn range(&self, at: usize) -> Option<Dated> {
        let from = self.word(at, "从 在 自").unwrap_or(at);
        let led = from > at;
        let (first_end, first) = self.edge(from)?;
        let link = blank(self.chars, first_end);
        let loose = self.word(link, "与 和 同");
        let next = self.word(link, "到 至 -- - — ~ –").or(loose)?;
        let second_at = blank(self.chars, next);
        let (mut end, mut second) = self.edge(second_at).or_else(|| {
            // 10日到十二 stands in the first one's month.
            let (end, date) = self.date(second_at, true)?;
            Some((end, Self::same_month(first, date)))
        })?;
        // 到十二日, 到6月30日 follow the first end's month and year.
        if let Some((date_end, date)) = self.date(second_at, false)
            && self.month(second_at).is_none()
        {
            (end, second) = (date_end, Self::same_month(first, date));
        } else if second.future != second.past || first.future != first.past {
            second = Self::after(first, second);
        }
        let between = self.word(blank(self.chars, end), "之间 间 期间");
        if loose.is_some() && between.is_none() {
            return None;
        }
        let plain_years =
            first_end - from == 4 && self.chars[from..first_end].iter().all(char::is_ascii_digit);
        if plain_years && !led && between.is_none() && !self.is(end, '年') {
            return None;
        }
        let backwards = first.future.zip(second.future).is_some_and(|(a, b)| b < a);
        if backwards {
            return None;
        }
        let start =
            if led && (between.is_some() || matches!(self.chars[at], '从' | '自')) { at } else { from };
        Some(Dated { start, end: between.unwrap_or(end), from: first, to: second, vague: false })
    }

    fn same_month(first: Reading, date: u32) -> Reading {
        let on = |day: Option<Day>| {
            let (year, month, _) = day?.ymd();
            Day::from_ymd(year, month, date)
        };
        Reading { future: on(first.future), past: on(first.past) }
    }

    /// The first day like `second` after `first`, in each reading.
    fn after(first: Reading, second: Reading) -> Reading {
        let on = |first: Option<Day>, second: Option<Day>| {
            let (first, second) = (first?, second?);
            let (year, ..) = first.ymd();
            let (_, month, date) = second.ymd();
            [year, year + 1]
                .into_iter()
                .filter_map(|year| Day::from_ymd(year, month, date))
                .find(|day| *day >= first)
        };
        Reading { future: on(first.future, second.future), past: on(first.past, second.past) }
    }
}

/// The periods of a text, in its order.
pub fn periods(chars: &[char], today: Day) -> Vec<Dated> {
    let reader = Reader { chars, today };
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        if let Some(range) = reader.range(at) {
            found.push(range);
            at = range.end.max(at + 1);
        } else if let Some((end, _)) = reader.day(at) {
            at = end.max(at + 1);
        } else if let Some((end, from, to, vague)) = reader.period(at) {
            found.push(Dated { start: at, end, from, to, vague });
            at = end.max(at + 1);
        } else {
            at += 1;
        }
    }
    found
}
