//! Is a growing sum on its way? Judged over working days.

use crate::plain::Serialize;

use crate::calendar::{Day, Period, Workdays};
use crate::error::{DataIssue, Result};
use crate::locale::Locale;

/// How far a period has gone, in working days.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Elapsed {
    /// Working days gone, the day of the data included.
    pub worked: u32,
    /// Working days in all.
    pub total: u32,
    /// The last day with data.
    pub as_of: Day,
}

/// No projection before this share of the period, nor before this many working days.
const EARLIEST_SHARE: f64 = 0.05;
const EARLIEST_DAYS: u32 = 3;

impl Elapsed {
    /// Counts the working days of a period; days beyond the embedded calendar raise an issue.
    pub fn of(period: &Period, locale: Locale, issues: &mut Vec<DataIssue>) -> Result<Self> {
        period.validate()?;
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
        Ok(Self {
            worked: workdays.count(period.start, as_of),
            total: workdays.count(period.start, period.end),
            as_of,
        })
    }

    /// The share of the period that is gone, 0 to 1; 1 for a period without any working day.
    pub fn share(&self) -> f64 {
        if self.total == 0 { 1.0 } else { f64::from(self.worked) / f64::from(self.total) }
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
    /// What each remaining working day must bring; `None` when none remains.
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
        let elapsed = Elapsed::of(&period, Locale::En, &mut Vec::new()).unwrap();
        assert_eq!((elapsed.worked, elapsed.total), (11, 16));
        let pace = Pace::of(560_000.0, 1_000_000.0, &elapsed).unwrap();
        assert!((pace.pace - 0.814_545_5).abs() < 1e-7);
        assert!((pace.projection.unwrap() - 814_545.45).abs() < 0.01);
        assert!((pace.needed_per_day.unwrap() - 88_000.0).abs() < 1e-9);
        assert!((pace.strain.unwrap() - 1.728_571_4).abs() < 1e-7);
    }

    #[test]
    fn too_early_and_too_late() {
        let early = Elapsed { worked: 2, total: 20, as_of: Day(0) };
        assert_eq!(Pace::of(10.0, 100.0, &early).unwrap().projection, None);
        assert_eq!(Pace::of(10.0, 100.0, &Elapsed { worked: 0, ..early }), None);
        let over = Pace::of(90.0, 100.0, &Elapsed { worked: 20, ..early }).unwrap();
        assert_eq!((over.needed_per_day, over.strain), (None, None));
    }
}
