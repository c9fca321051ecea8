//! A column of dates in which 03/05/2026 may have to wait for the rest of the column.

use super::cell::{DateCell, date};
use planscore_base::calendar::Day;

/// A date whose first two numbers could be either way round.
struct Waiting {
    index: usize,
    row: usize,
    first: u32,
    second: u32,
    year: i32,
    time: f64,
}

/// Reads a column's cells; what cannot be decided alone is decided at the end, for the whole column.
#[derive(Default)]
pub struct DateColumn {
    waiting: Vec<Waiting>,
}

/// What became of a date that had to wait.
pub struct Decided {
    /// Index the caller gave.
    pub index: usize,
    /// Row of the user's file.
    pub row: usize,
    /// The moment in days since 1970-01-01, or `None` if the column leaves it open.
    pub time: Option<f64>,
    /// As written.
    pub written: String,
}

impl DateColumn {
    /// Reads a cell; `Time(NaN)` for one that has to wait under `index`.
    #[inline]
    pub fn read(&mut self, text: &str, offset_minutes: i32, index: usize, row: usize) -> DateCell {
        match date(text, offset_minutes) {
            DateCell::DayOrMonth { first, second, year, time } => {
                if first.min(second) > 12 || first.max(second) > 31 || first.min(second) == 0 {
                    return DateCell::Bad;
                }
                self.waiting.push(Waiting { index, row, first, second, year, time });
                DateCell::Time(f64::NAN)
            }
            cell => cell,
        }
    }

    /// Drops what waits under `index`: its row is left out for another reason.
    pub fn forget(&mut self, index: usize) {
        if self.waiting.last().is_some_and(|w| w.index == index) {
            self.waiting.pop();
        }
    }

    /// Decides: a number above 12 anywhere says which one is the day, unless others contradict it.
    pub fn decide(self) -> impl Iterator<Item = Decided> {
        let day_first = self.waiting.iter().any(|w| w.first > 12);
        let month_first = self.waiting.iter().any(|w| w.second > 12);
        self.waiting.into_iter().map(move |w| {
            let day_month = match (w.first > 12, w.second > 12) {
                (true, _) => Some((w.first, w.second)),
                (_, true) => Some((w.second, w.first)),
                _ if day_first != month_first => {
                    Some(if day_first { (w.first, w.second) } else { (w.second, w.first) })
                }
                _ => None,
            };
            let day = day_month.and_then(|(day, month)| Day::from_ymd(w.year, month, day));
            Decided {
                index: w.index,
                row: w.row,
                time: day.map(|day| f64::from(day.0) + w.time),
                written: format!("{:02}/{:02}/{}", w.first, w.second, w.year),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decided(cells: &[&str]) -> Vec<Option<String>> {
        let mut column = DateColumn::default();
        for (i, cell) in cells.iter().enumerate() {
            column.read(cell, 480, i, i + 2);
        }
        column.decide().map(|d| d.time.map(|t| Day(t as i32).to_string())).collect()
    }

    #[test]
    fn one_clear_date_decides_the_column() {
        assert_eq!(
            decided(&["03/05/2026", "25/12/2026"]),
            [Some("2026-05-03".into()), Some("2026-12-25".into())]
        );
        assert_eq!(
            decided(&["03/05/2026", "12/25/2026"]),
            [Some("2026-03-05".into()), Some("2026-12-25".into())]
        );
    }

    #[test]
    fn doubt_stays_doubt() {
        assert_eq!(decided(&["03/05/2026"]), [None]);
        assert_eq!(
            decided(&["03/05/2026", "25/12/2026", "12/25/2026"]),
            [None, Some("2026-12-25".into()), Some("2026-12-25".into())]
        );
    }
}
