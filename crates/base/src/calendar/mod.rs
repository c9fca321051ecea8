//! Dates and periods, without a clock.
//!
//! A date is a number of days since 1970-01-01 ([`Day`]): columns of dates are columns of integers.

mod workdays;

use std::fmt;

use chrono::{Datelike, NaiveDate};
use serde::de::{Error as _, Unexpected};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::error::{Error, Result};

pub use workdays::Workdays;

/// A calendar day, counted from 1970-01-01; crosses the boundary as `"YYYY-MM-DD"`.
///
/// ```ts
/// type IsoDate = string;
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Day(pub i32);

/// Days from 0001-01-01 (day 1 of the common era) to 1970-01-01.
const EPOCH_FROM_CE: i32 = 719_163;

impl Day {
    /// The day of a year, month and day of month; `None` if there is no such day.
    ///
    /// ```
    /// use planscore_base::calendar::Day;
    /// assert_eq!(Day::from_ymd(1970, 1, 2), Some(Day(1)));
    /// assert_eq!(Day::from_ymd(2026, 2, 29), None);
    /// ```
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, month, day).map(Self::from_date)
    }

    /// Reads `"YYYY-MM-DD"`, the one form that crosses the boundary.
    pub fn parse_iso(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
            return None;
        }
        let number = |range: std::ops::Range<usize>| -> Option<u32> {
            let digits = text.get(range)?;
            digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok())?
        };
        Self::from_ymd(number(0..4)? as i32, number(5..7)?, number(8..10)?)
    }

    fn from_date(date: NaiveDate) -> Self {
        Self(date.num_days_from_ce() - EPOCH_FROM_CE)
    }

    /// The day as a chrono date (days beyond chrono's range saturate to its last or first day).
    pub fn date(self) -> NaiveDate {
        self.0
            .checked_add(EPOCH_FROM_CE)
            .and_then(NaiveDate::from_num_days_from_ce_opt)
            .unwrap_or(if self.0 > 0 { NaiveDate::MAX } else { NaiveDate::MIN })
    }

    /// Year, month (1 to 12) and day of month (1 to 31).
    pub fn ymd(self) -> (i32, u32, u32) {
        let date = self.date();
        (date.year(), date.month(), date.day())
    }

    /// Weekday, 0 for Monday to 6 for Sunday.
    pub fn weekday(self) -> u32 {
        // 1970-01-01 was a Thursday.
        (i64::from(self.0) + 3).rem_euclid(7) as u32
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse_iso(&text)
            .ok_or_else(|| D::Error::invalid_value(Unexpected::Str(&text), &"a date \"YYYY-MM-DD\""))
    }
}

/// A span of days with a point of view inside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Period {
    /// First day.
    pub start: Day,
    /// Last day, included.
    pub end: Day,
    /// Last day with data; the period is judged as of its evening. Default: `end`.
    #[serde(default)]
    pub as_of: Option<Day>,
    /// Weekdays off, beyond the calendar's own.
    #[serde(default)]
    pub holidays: Vec<Day>,
    /// Days worked although they are weekends or holidays.
    #[serde(default)]
    pub workdays: Vec<Day>,
}

impl Period {
    /// A whole period over China's own calendar.
    pub fn new(start: Day, end: Day) -> Self {
        Self { start, end, as_of: None, holidays: Vec::new(), workdays: Vec::new() }
    }

    /// Checks the order and the length of the period.
    ///
    /// # Errors
    /// `period/reversed` if it ends before it starts, `period/not-started` if the data end before
    /// it, `period/too-long` beyond a century.
    pub fn validate(&self) -> Result<()> {
        if self.end < self.start {
            return Err(Error::invalid(
                "period/reversed",
                format!("期间的结束日 {} 早于开始日 {}", self.end, self.start),
                format!("the period ends on {} before it starts on {}", self.end, self.start),
            )
            .at("period.end"));
        }
        if self.as_of.is_some_and(|day| day < self.start) {
            return Err(Error::invalid(
                "period/not-started",
                format!("截止日早于期间的开始日 {}", self.start),
                format!("the data end before the period starts on {}", self.start),
            )
            .at("period.asOf"));
        }
        if i64::from(self.end.0) - i64::from(self.start.0) > 36_525 {
            return Err(Error::invalid(
                "period/too-long",
                "期间超过一百年",
                "the period is longer than a century",
            )
            .at("period.end"));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_days() {
        // 2026-11-24 is a Tuesday, 20,781 days after the epoch (date -d 2026-11-24 +%s / 86400).
        let day = Day::parse_iso("2026-11-24").unwrap();
        assert_eq!((day.0, day.weekday(), day.to_string().as_str()), (20_781, 1, "2026-11-24"));
        for wrong in ["2026-02-29", "2026-2-28", "2026/02/28", "+026-02-28", "２０２６-02-28", ""] {
            assert_eq!(Day::parse_iso(wrong), None, "{wrong}");
        }
    }
}
