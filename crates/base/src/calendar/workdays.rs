//! Working days of mainland China: public holidays off, make-up weekends worked.

use super::{Day, Period};

/// A bit a day from [`FIRST`] on, lowest bit first, set on working days. `cargo xtask calendar` makes
/// it from the npm package chinese-days 1.5.7 (MIT).
static WORKED: &[u8] = include_bytes!("workdays.bin");

/// 2004-01-01.
const FIRST: i32 = 12_418;
/// 2026-12-31.
const LAST: i32 = 20_818;

/// A calendar of working days: China's own, with the caller's days on top.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Workdays {
    holidays: Vec<Day>,
    extra: Vec<Day>,
}

impl Workdays {
    /// The calendar of a period: what the caller says of a day wins, and a make-up day over a
    /// holiday.
    pub fn of(period: &Period) -> Self {
        let sorted = |days: &[Day]| {
            let mut days = days.to_vec();
            days.sort_unstable();
            days
        };
        Self { holidays: sorted(&period.holidays), extra: sorted(&period.workdays) }
    }

    /// Whether a day is worked. Outside 2004 to 2026 Monday to Friday are.
    ///
    /// ```
    /// use planscore_base::calendar::{Day, Workdays};
    /// let china = Workdays::default();
    /// let day = |text| Day::parse_iso(text).unwrap();
    /// assert!(china.is_worked(day("2026-02-14"))); // a Saturday, made up for the Spring Festival
    /// assert!(!china.is_worked(day("2026-02-17"))); // New Year's Day of the lunar calendar
    /// ```
    pub fn is_worked(&self, day: Day) -> bool {
        if self.extra.binary_search(&day).is_ok() {
            return true;
        }
        if self.holidays.binary_search(&day).is_ok() {
            return false;
        }
        match usize::try_from(day.0 - FIRST) {
            Ok(index) if day.0 <= LAST => {
                WORKED.get(index / 8).is_some_and(|byte| byte >> (index % 8) & 1 == 1)
            }
            _ => day.weekday() < 5,
        }
    }

    /// How many days from `first` to `last`, both included, are worked.
    pub fn count(&self, first: Day, last: Day) -> u32 {
        (first.0..=last.0).filter(|&day| self.is_worked(Day(day))).count() as u32
    }

    /// How many days of a month are worked.
    pub fn in_month(&self, year: i32, month: u32) -> u32 {
        (1..=31).filter_map(|day| Day::from_ymd(year, month, day)).filter(|&day| self.is_worked(day)).count()
            as u32
    }

    /// Whether the embedded calendar covers both days; beyond it Monday to Friday stand in.
    pub fn covers(first: Day, last: Day) -> bool {
        first.0 >= FIRST && last.0 <= LAST
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(first: &str, last: &str) -> u32 {
        Workdays::default().count(Day::parse_iso(first).unwrap(), Day::parse_iso(last).unwrap())
    }

    /// The State Council's notices: 2024 has 251 working days, 2025 and 2026 have 248.
    #[test]
    fn working_days_of_known_years() {
        let year = |y: u32| count(&format!("{y}-01-01"), &format!("{y}-12-31"));
        assert_eq!([2024, 2025, 2026].map(year), [251, 248, 248]);
        let months: Vec<u32> = (1..=12)
            .map(|m| {
                count(
                    &format!("2026-{m:02}-01"),
                    &format!("2026-{m:02}-{}", [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][m - 1]),
                )
            })
            .collect();
        assert_eq!(months, [21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23]);
        let made_up: Vec<String> = (20_454..=20_818)
            .map(Day)
            .filter(|&d| d.weekday() >= 5 && Workdays::default().is_worked(d))
            .map(|d| d.to_string()[5..].to_owned())
            .collect();
        assert_eq!(made_up, ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"]);
    }

    /// A second source, `PyPI` chinesecalendar 1.11.0, agrees on each of the 8,401 days. (The crate
    /// holiday-engine 0.1.5 is wrong on five days of 2026.)
    #[test]
    fn a_second_source_agrees_on_every_day() {
        let second = include_str!("../../tests/fixtures/chinesecalendar.txt");
        let mut next = FIRST;
        for line in second.lines().filter(|line| !line.starts_with('#')) {
            let fields: Vec<&str> = line.split('|').map(str::trim).collect();
            let (year, off, made_up) = (fields[0], fields[2], fields[3]);
            let last = Day::parse_iso(&format!("{year}-12-31")).unwrap();
            let mut worked = 0;
            for day in (next..=last.0).map(Day) {
                let date = &day.to_string()[5..];
                let expected = if day.weekday() < 5 { !off.contains(date) } else { made_up.contains(date) };
                assert_eq!(Workdays::default().is_worked(day), expected, "{day}");
                worked += u32::from(expected);
            }
            assert_eq!(worked.to_string(), fields[1], "{year}");
            next = last.0 + 1;
        }
        assert_eq!((next - 1, next - FIRST), (LAST, 8_401));
    }

    #[test]
    fn beyond_the_data_and_the_callers_own_days() {
        // 2027-01-04 to 2027-01-10 is a whole week from Monday on.
        assert_eq!(count("2027-01-04", "2027-01-10"), 5);
        let days = |text: &[&str]| text.iter().map(|t| Day::parse_iso(t).unwrap()).collect::<Vec<_>>();
        let period = Period {
            start: Day(20_818),
            end: Day(20_830),
            as_of: None,
            holidays: days(&["2027-01-05", "2027-01-09"]),
            workdays: days(&["2027-01-09"]),
        };
        let own = Workdays::of(&period);
        assert_eq!(own.count(days(&["2027-01-04"])[0], days(&["2027-01-10"])[0]), 5);
        assert!(!Workdays::covers(Day(20_818), Day(20_819)));
    }
}
