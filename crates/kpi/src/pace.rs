//! Is a growing sum on its way? Judged over working days.

use serde::Serialize;

use planscore_base::calendar::{Day, Period, Workdays};
use planscore_base::error::{DataIssue, Error, Result};
use planscore_base::locale::Locale;

/// How far a period has gone, in working days, weighted by the season where one is given.
#[derive(Debug, Clone, PartialEq)]
pub struct Elapsed {
    /// Working days gone, the day of the data included.
    pub worked: u32,
    /// Working days in all.
    pub total: u32,
    /// The last day with data.
    pub as_of: Day,
    start: Day,
    workdays: Workdays,
    /// Weight of the days up to each day of the period, that day included.
    weight: Vec<f64>,
}

/// No projection before this share of the period, nor before this many working days.
const EARLIEST_SHARE: f64 = 0.05;
const EARLIEST_DAYS: u32 = 3;

impl Elapsed {
    /// Counts the working days of a period; days beyond the embedded calendar raise an issue.
    /// `season` is empty, or says how much of a year falls into each month; a month's weight is
    /// spread over its working days.
    pub fn of(period: &Period, season: &[f64], locale: Locale, issues: &mut Vec<DataIssue>) -> Result<Self> {
        period.validate()?;
        check_season(season)?;
        let as_of = period.as_of.unwrap_or(period.end).min(period.end);
        let workdays = Workdays::of(period);
        if !Workdays::covers(period.start, period.end)
            && period.holidays.is_empty()
            && period.workdays.is_empty()
        {
            issues.push(DataIssue {
                code: "period/beyond-calendar",
                row: None,
                column: None,
                value: Some(format!("{} – {}", period.start, period.end)),
                message: locale
                    .pick(
                        "期间超出内置工作日历（2004–2026），按周一至周五计算；可自行给出节假日与调休日",
                        "the period lies beyond the calendar (2004-2026); Monday to Friday are counted, give holidays and make-up days",
                    )
                    .to_owned(),
            });
        }
        let mut weight = Vec::with_capacity((period.end.0 - period.start.0 + 1) as usize);
        let (mut sum, mut month, mut of_day) = (0.0, (0, 0), 1.0);
        for day in (period.start.0..=period.end.0).map(Day) {
            let (year, number, _) = day.ymd();
            if !season.is_empty() && month != (year, number) {
                month = (year, number);
                of_day = season[number as usize - 1] / f64::from(workdays.in_month(year, number).max(1));
            }
            sum += if workdays.is_worked(day) { of_day } else { 0.0 };
            weight.push(sum);
        }
        Ok(Self {
            worked: workdays.count(period.start, as_of),
            total: workdays.count(period.start, period.end),
            as_of,
            start: period.start,
            workdays,
            weight,
        })
    }

    /// The share of the period that is gone, 0 to 1; 1 for a period without any working day.
    pub fn share(&self) -> f64 {
        self.share_at(self.as_of)
    }

    /// The share that is gone on the evening of a day; 0 before the period.
    pub fn share_at(&self, day: Day) -> f64 {
        let whole = self.weight.last().copied().unwrap_or(0.0);
        let gone = match usize::try_from(i64::from(day.0) - i64::from(self.start.0)) {
            Ok(index) => self.weight.get(index).copied().unwrap_or(whole),
            Err(_) => 0.0,
        };
        if whole > 0.0 { gone / whole } else { 1.0 }
    }

    /// The share of the period that lies after `after` up to `day`. Days before the period count
    /// as working days of its mean weight.
    pub fn share_between(&self, after: Day, day: Day) -> f64 {
        let mut share = (self.share_at(day) - self.share_at(after)).max(0.0);
        if after.0.saturating_add(1) < self.start.0 && self.total > 0 {
            let before = self.workdays.count(Day(after.0 + 1), day.min(Day(self.start.0 - 1)));
            share += f64::from(before) / f64::from(self.total);
        }
        share
    }

    /// Working days after `after` up to `day`.
    pub fn days_between(&self, after: Day, day: Day) -> u32 {
        self.workdays.count(Day(after.0.saturating_add(1)), day)
    }

    /// The working days after `after` up to `until`.
    pub fn working_days(&self, after: Day, until: Day) -> impl Iterator<Item = Day> {
        (after.0.saturating_add(1)..=until.0).map(Day).filter(|&day| self.workdays.is_worked(day))
    }

    /// Working days that are left in the month of a day, after it.
    pub fn left_in_month(&self, day: Day) -> u32 {
        let (year, month, number) = day.ymd();
        let last = (28..=31).rev().find_map(|last| Day::from_ymd(year, month, last.max(number)));
        last.map_or(0, |last| self.days_between(day, last))
    }

    /// Last day of the period.
    pub fn end(&self) -> Day {
        Day(self.start.0 + self.weight.len() as i32 - 1)
    }

    /// First day of the period.
    pub fn start(&self) -> Day {
        self.start
    }

    /// Whether the period still runs.
    pub fn is_open(&self) -> bool {
        self.worked < self.total
    }

    /// Whether enough of the period is gone to project the rest.
    pub fn projects(&self) -> bool {
        self.share() >= EARLIEST_SHARE && self.worked >= EARLIEST_DAYS.min(self.total)
    }
}

fn check_season(season: &[f64]) -> Result<()> {
    let fits = season.is_empty()
        || (season.len() == 12
            && season.iter().all(|weight| weight.is_finite() && *weight >= 0.0)
            && season.iter().any(|weight| *weight > 0.0));
    if fits {
        return Ok(());
    }
    Err(Error::invalid(
        "kpi/bad-season",
        "季节权重需要 12 个不小于 0 的数，且不全为 0",
        "a season has 12 weights, none below 0 and not all 0",
    )
    .at("season"))
}

/// Where a growing sum stands in its period.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Pace {
    /// Share of the period's working days that is gone, 0 to 1.
    pub elapsed: f64,
    /// Attainment over elapsed share; 1 is on schedule.
    pub pace: f64,
    /// What the period ends with at this rate; `None` before 5 % or three working days.
    pub projection: Option<f64>,
    /// What each remaining working day must bring, 0 once the target is reached; `None` when none remains.
    pub needed_per_day: Option<f64>,
    /// The needed daily rate over the present one; `None` when there is no present rate.
    pub strain: Option<f64>,
}

impl Pace {
    /// The pace of an actual towards a positive target; `None` before the first working day is gone.
    pub fn of(actual: f64, target: f64, elapsed: &Elapsed) -> Option<Self> {
        let share = elapsed.share();
        if share <= 0.0 {
            return None;
        }
        let left = f64::from(elapsed.total - elapsed.worked);
        let missing = (target - actual).max(0.0);
        let needed_per_day =
            if missing == 0.0 { Some(0.0) } else { Some(missing / left).filter(|n| n.is_finite()) };
        let rate = actual / f64::from(elapsed.worked);
        let finite = |value: f64| Some(value).filter(|v| v.is_finite());
        Some(Self {
            elapsed: share,
            pace: finite(actual / target / share).unwrap_or(0.0),
            projection: finite(actual / share).filter(|_| elapsed.projects()),
            needed_per_day,
            strain: needed_per_day.and_then(|needed| finite(needed / rate)).filter(|s| *s >= 0.0),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 560,000 of 1,000,000 on 2026-02-14: 11 of February's 16 working days, so the pace is
    /// 0.56 / (11/16) = 0.8145, the projection 814,545, and the five days left need 88,000 each,
    /// 1.7286 times the present 50,909. (Monday to Friday would say 0.56 / 0.5 = 1.12.)
    #[test]
    fn february_2026() {
        let day = |text| Day::parse_iso(text).unwrap();
        let period = Period {
            start: day("2026-02-01"),
            end: day("2026-02-28"),
            as_of: Some(day("2026-02-14")),
            holidays: vec![],
            workdays: vec![],
        };
        let elapsed = Elapsed::of(&period, &[], Locale::En, &mut Vec::new()).unwrap();
        assert_eq!((elapsed.worked, elapsed.total), (11, 16));
        let pace = Pace::of(560_000.0, 1_000_000.0, &elapsed).unwrap();
        assert!((pace.pace - 0.814_545_5).abs() < 1e-7);
        assert!((pace.projection.unwrap() - 814_545.45).abs() < 0.01);
        assert!((pace.needed_per_day.unwrap() - 88_000.0).abs() < 1e-9);
        assert!((pace.strain.unwrap() - 1.728_571_4).abs() < 1e-7);
    }

    #[test]
    fn too_early_and_too_late() {
        // The first three weeks of March 2026 have 15 working days, Monday to Friday.
        let as_of = |text| {
            let day = |text| Day::parse_iso(text).unwrap();
            let period =
                Period { as_of: Some(day(text)), ..Period::new(day("2026-03-01"), day("2026-03-20")) };
            Elapsed::of(&period, &[], Locale::En, &mut Vec::new()).unwrap()
        };
        let early = as_of("2026-03-03");
        assert_eq!((early.worked, early.total), (2, 15));
        assert_eq!(Pace::of(10.0, 100.0, &early).unwrap().projection, None);
        assert_eq!(Pace::of(10.0, 100.0, &as_of("2026-03-01")), None);
        let over = Pace::of(90.0, 100.0, &as_of("2026-03-20")).unwrap();
        assert_eq!((over.needed_per_day, over.strain), (None, None));
    }

    /// January carries 1 and February 3: of the two months a quarter is gone at the end of January,
    /// and with 8 of February's 16 working days in 2026 (up to 11 February, the 14th being made up)
    /// half of February's three quarters more.
    #[test]
    fn a_season_weighs_months() {
        let day = |text| Day::parse_iso(text).unwrap();
        let period = Period::new(day("2026-01-01"), day("2026-02-28"));
        let season = [1.0, 3.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0];
        let elapsed = Elapsed::of(&period, &season, Locale::En, &mut Vec::new()).unwrap();
        assert!((elapsed.share_at(day("2026-01-31")) - 0.25).abs() < 1e-12);
        assert!((elapsed.share_at(day("2026-02-11")) - 0.625).abs() < 1e-12);
        assert_eq!((elapsed.share_at(day("2025-12-31")), elapsed.share_at(day("2027-01-01"))), (0.0, 1.0));
        for wrong in [&[1.0; 11][..], &[0.0; 12], &[-1.0; 12], &[f64::NAN; 12]] {
            assert!(Elapsed::of(&period, wrong, Locale::En, &mut Vec::new()).is_err());
        }
    }
}
