//! A column of dates in which 03/05/2026 may have to wait for the rest of the column.

use serde::Deserialize;

use super::date::{DateCell, Zone, date};
use super::iso::IsoDays;
use super::quality::{Decision, Quality};
use planscore_base::calendar::Day;
use planscore_base::locale::Text;

/// Which number of 03/05/2026 comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum DayOrder {
    /// The day: 5 March is 05/03/2026.
    DayFirst,
    /// The month: 5 March is 03/05/2026.
    MonthFirst,
}

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
    given: Option<DayOrder>,
    days: IsoDays,
    /// Whether another part of the column has a date with the day, or the month, first.
    others: (bool, bool),
}

/// What became of a date that had to wait.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Fate {
    /// The moment, in days since 1970-01-01.
    Time(f64),
    /// The column leaves open which number is the day.
    Open,
    /// No calendar has such a day (31/02/2026).
    Bad,
}

/// A date that had to wait.
pub struct Decided {
    /// Index the caller gave.
    pub index: usize,
    /// Row of the user's file.
    pub row: usize,
    /// What became of it.
    pub time: Fate,
    /// As written.
    pub written: String,
}

impl DateColumn {
    /// A column; `given` says which number comes first, where the caller knows.
    pub fn new(given: Option<DayOrder>) -> Self {
        Self { given, ..Self::default() }
    }

    /// Reads a cell; `Time(NaN)` for one that has to wait under `index`.
    #[inline]
    pub fn read(&mut self, text: &str, zone: Zone, index: usize, row: usize) -> DateCell {
        if let Some(day) = self.days.of(text.as_bytes()) {
            return DateCell::Time(day.into());
        }
        match date(text, zone) {
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

    /// Whether a date in the column has the day first, and whether one has the month first.
    pub fn says(&self) -> (bool, bool) {
        let (day_first, month_first) = self.others;
        let any = |above: fn(&Waiting) -> bool| self.waiting.iter().any(above);
        (day_first || any(|w| w.first > 12), month_first || any(|w| w.second > 12))
    }

    /// Reckons with what other parts of the column say.
    pub fn presume(&mut self, says: (bool, bool)) {
        self.others = says;
    }

    /// Whether a date waits for the column.
    pub fn is_waiting(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Decides: a number above 12 anywhere says which one is the day, unless others contradict it.
    pub fn decide(self, column: Option<&str>, quality: &mut Quality) -> Vec<Decided> {
        let order = self.given.or(match self.says() {
            (true, false) => Some(DayOrder::DayFirst),
            (false, true) => Some(DayOrder::MonthFirst),
            _ => None,
        });
        if let (Some(order), Some(first)) = (order, self.waiting.first()) {
            let text = match order {
                DayOrder::DayFirst => {
                    Text { zh: "日期按“日/月/年”读取", en: "dates were read as day/month/year" }
                }
                DayOrder::MonthFirst => {
                    Text { zh: "日期按“月/日/年”读取", en: "dates were read as month/day/year" }
                }
            };
            let decision = Decision::new("table/day-order", self.waiting.len(), text)
                .column(column)
                .example(&first.written())
                .option("dayOrder", "dayFirst / monthFirst");
            quality.decide(decision);
        }
        self.waiting.into_iter().map(|waiting| waiting.decided(order)).collect()
    }
}

impl Waiting {
    fn written(&self) -> String {
        format!("{:02}/{:02}/{}", self.first, self.second, self.year)
    }

    fn decided(&self, order: Option<DayOrder>) -> Decided {
        let day_first = match (self.first > 12, self.second > 12) {
            (true, _) => Some(true),
            (_, true) => Some(false),
            _ => order.map(|order| order == DayOrder::DayFirst),
        };
        let (first, second) = (self.first, self.second);
        let day_month = day_first.map(|day_first| if day_first { (first, second) } else { (second, first) });
        let time = match day_month {
            None => Fate::Open,
            Some((day, month)) => Day::from_ymd(self.year, month, day)
                .map_or(Fate::Bad, |day| Fate::Time(f64::from(day.0) + self.time)),
        };
        Decided { index: self.index, row: self.row, time, written: self.written() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decided(cells: &[&str], given: Option<DayOrder>) -> Vec<Option<String>> {
        let mut column = DateColumn::new(given);
        for (i, cell) in cells.iter().enumerate() {
            column.read(cell, Zone::CHINA, i, i + 2);
        }
        let decided = column.decide(None, &mut Quality::default());
        let day = |decided: Decided| match decided.time {
            Fate::Time(time) => Some(Day(time as i32).to_string()),
            _ => None,
        };
        decided.into_iter().map(day).collect()
    }

    #[test]
    fn one_clear_date_decides_the_column() {
        assert_eq!(
            decided(&["03/05/2026", "25/12/2026"], None),
            [Some("2026-05-03".into()), Some("2026-12-25".into())]
        );
        assert_eq!(
            decided(&["03/05/2026", "12/25/2026"], None),
            [Some("2026-03-05".into()), Some("2026-12-25".into())]
        );
    }

    #[test]
    fn doubt_stays_doubt_unless_the_caller_knows() {
        assert_eq!(decided(&["03/05/2026"], None), [None]);
        assert_eq!(decided(&["03/05/2026"], Some(DayOrder::DayFirst)), [Some("2026-05-03".into())]);
        assert_eq!(
            decided(&["03/05/2026", "25/12/2026", "12/25/2026"], None),
            [None, Some("2026-12-25".into()), Some("2026-12-25".into())]
        );
    }
}
