//! Deals while they are read, in either shape of a file.

use super::roles::{CHANNEL, CURRENCY, LOST_REASON, OWNER, TIME, VALUE};
use super::{DealOptions, Deals, Outcome};
use crate::above::Above;
use crate::amounts::AmountColumn;
use crate::assign::Assignment;
use crate::csv::Record;
use crate::currency;
use crate::date::Zone;
use crate::dates::{DateColumn, Fate};
use crate::header::Header;
use crate::interner::Interner;
use crate::name::clean;
use crate::number::plain_decimal;
use crate::options::{Choices, Keep};
use crate::stages::Meaning;
use crate::tables::Table;
use crate::unit::Currency;
use crate::why::{self, Why};
use planscore_base::locale::Phrase;

/// A date that is none.
pub const BAD_DATE: Why = ("deals/bad-date", "日期无法识别，此行未计入", "not a date, row left out");
const BAD_VALUE: Why = ("deals/bad-value", "金额无法识别，视为未知", "not an amount, taken as unknown");
const OTHER_CURRENCY: Why = (
    "deals/other-currency",
    "货币与其他商机不同，不能相加，金额视为未知",
    "in another currency, which cannot be added up; the value is taken as unknown",
);

/// The two shapes of a file of deals.
pub enum Shape {
    /// A row an event.
    Events,
    /// A row a deal, a column a stage: columns in the order of the stages.
    Deals { columns: Vec<usize> },
}

/// A row of a file with a row a deal, kept until its dates are decided.
pub struct DealRow {
    pub(super) row: usize,
    pub(super) outcome: Option<Outcome>,
    /// The stage that it says it is at.
    pub(super) present: Option<u8>,
    /// A date could not be read: the row is left out.
    pub(super) bad: bool,
}

/// Words of outcomes that are not known, and answers that had to be understood.
#[derive(Default)]
pub struct Unclear {
    /// What each word means that was looked up.
    pub(super) known: Interner,
    pub(super) meanings: Vec<Option<Meaning>>,
    /// Which of them are understood by words inside them, and how many rows have it.
    pub(super) inside: Vec<Option<usize>>,
    pub(super) words: Interner,
    /// How many rows have each word, the first of them, and its column.
    pub(super) seen: Vec<(usize, usize, usize)>,
    /// Rows that say no to "won?" and are taken as lost, and as open.
    pub(super) no_is_lost: usize,
    pub(super) no_is_open: usize,
}

/// Deals while they are read.
pub struct DealRows {
    pub(super) options: DealOptions,
    pub(super) choices: Choices,
    pub(super) zone: Zone,
    pub(super) shape: Shape,
    pub(super) column: Assignment,
    pub(super) headers: Vec<Header>,
    pub(super) deals: Deals,
    pub(super) dates: DateColumn,
    pub(super) values: AmountColumn,
    pub(super) stated: Option<Currency>,
    /// The row in which each deal is seen first.
    pub(super) first_rows: Vec<u32>,
    /// Events: the row, and the stage as written. Deals: the dates of every row, closing date last.
    pub(super) event_rows: Vec<u32>,
    pub(super) event_names: Vec<u32>,
    pub(super) stage_names: Interner,
    pub(super) rows: Vec<DealRow>,
    pub(super) row_times: Vec<f64>,
    pub(super) unclear: Unclear,
    /// The record above, for cells that mean its own.
    pub(super) above: Above,
    /// Which of the file's tables the rows belong to.
    pub(super) table: Table,
    pub(super) overflow: bool,
}

impl DealRows {
    pub(super) fn name_of(&self, role: usize) -> Option<String> {
        self.column[role].map(|column| self.headers[column].written.clone())
    }

    /// What the header says of a column; a row may have more of them than the header.
    fn written(&self, column: Option<usize>) -> Option<String> {
        Some(self.headers.get(column?)?.written.clone())
    }

    /// Notes what does not leave a row out.
    pub(super) fn note(&mut self, row: usize, column: Option<usize>, value: &str, (code, zh, en): Why) {
        let column = self.written(column);
        let issues = &mut self.deals.quality.issues;
        issues.note(code, Some(row), column.as_deref(), Some(value), || Phrase::new(zh, en));
    }

    /// Notes a row that is left out.
    pub(super) fn left_out(&mut self, row: usize, column: Option<usize>, value: &str, (code, zh, en): Why) {
        let column = self.written(column);
        self.deals.quality.leave_out(code, row, column.as_deref(), value, || Phrase::new(zh, en));
    }

    /// How many dates a row of a deal has: one a stage, when it was closed, when it was lost.
    pub(super) fn width(&self) -> usize {
        self.deals.stages.len() + 2
    }

    /// Whether days far from all others are used.
    pub(super) fn keeps_far(&self) -> bool {
        self.choices.keeps(Keep::FarDates)
    }

    /// What a row says of its deal besides stages.
    pub(super) fn label(&mut self, deal: usize, row: usize, record: &Record<'_>) {
        if self.first_rows.len() <= deal {
            self.first_rows.resize(deal + 1, row as u32);
        }
        let value = self.value(deal, row, record);
        if self.deals.value.len() <= deal {
            self.deals.value.resize(deal + 1, f64::NAN);
        }
        // A file of events names the value in several rows; the largest does not depend on their order.
        self.deals.value[deal] = self.deals.value[deal].max(value);
        let labels = [
            (OWNER, &mut self.deals.owner),
            (CHANNEL, &mut self.deals.channel),
            (LOST_REASON, &mut self.deals.lost_reason),
        ];
        for (role, label) in labels {
            if let Some(column) = self.column[role] {
                label.set(deal, &record.text(column));
            }
        }
    }

    /// The value cell in the main unit; NaN where there is none, or where it waits for its column.
    fn value(&mut self, deal: usize, row: usize, record: &Record<'_>) -> f64 {
        let Some(column) = self.column[VALUE] else { return f64::NAN };
        if let Some((value, decimals)) = record.raw(column).and_then(plain_decimal)
            && self.column[CURRENCY].is_none()
            && let Some(value) = self.values.plain(value, decimals)
        {
            return value;
        }
        let text = record.text(column);
        let value = match self.values.read(&text, deal, row) {
            None => return f64::NAN,
            Some(Ok(value)) => value,
            Some(Err(())) => {
                self.note(row, Some(column), &text, BAD_VALUE);
                return f64::NAN;
            }
        };
        if let Some(column) = self.column[CURRENCY]
            && let Some(named) = Currency::named(&clean(&record.text(column)))
        {
            self.values.mark(deal, named);
        }
        value
    }

    pub(super) fn settle_dates(&mut self) {
        let width = self.width();
        let column = match self.shape {
            Shape::Events => self.name_of(TIME),
            Shape::Deals { .. } => None,
        };
        for decided in std::mem::take(&mut self.dates).decide(column.as_deref(), &mut self.deals.quality) {
            let (time, why) = match decided.time {
                Fate::Time(time) => (time, None),
                Fate::Open => (f64::NAN, Some(why::AMBIGUOUS_DATE)),
                Fate::Bad => (f64::NAN, Some(BAD_DATE)),
            };
            let is_new = match self.shape {
                Shape::Events => {
                    self.deals.event_time[decided.index] = time;
                    true
                }
                Shape::Deals { .. } => {
                    self.row_times[decided.index] = time;
                    let row = &mut self.rows[decided.index / width];
                    let was_bad = row.bad;
                    row.bad |= why.is_some();
                    !was_bad
                }
            };
            match why {
                Some(why) if is_new => self.left_out(decided.row, None, &decided.written, why),
                Some(why) => self.note(decided.row, None, &decided.written, why),
                None => {}
            }
        }
    }

    /// Settles values that waited for their column, and takes those in another currency as unknown.
    pub(super) fn settle_values(&mut self) {
        let Some(column) = self.column[VALUE] else { return };
        let header = &self.headers[column];
        let rows = self.deals.value.len();
        for settled in self.values.settle(Some(header), rows, &mut self.deals.quality) {
            match settled.value {
                Some(value) => {
                    let known = &mut self.deals.value[settled.index];
                    *known = known.max(value);
                }
                None => self.note(settled.row, Some(column), &settled.written, why::AMBIGUOUS_AMOUNT),
            }
        }
        let mut marks = std::mem::take(&mut self.values.currencies);
        planscore_stats::sort_by(&mut marks, &|(a, _), (b, _)| a.cmp(b));
        marks.dedup_by_key(|(deal, _)| *deal);
        let valued: Vec<usize> = (0..rows).filter(|&deal| self.deals.value[deal].is_finite()).collect();
        let place = |deal: usize| valued.binary_search(&deal).ok();
        let marks = marks.into_iter().filter_map(|(deal, currency)| Some((place(deal)?, currency))).collect();
        let name = self.name_of(VALUE);
        let quality = &mut self.deals.quality;
        let (_, others) =
            currency::settle(&marks, valued.len(), self.stated, &self.choices, name.as_deref(), quality);
        for (index, other) in others {
            let deal = valued[index];
            self.deals.value[deal] = f64::NAN;
            let row = self.first_rows[deal] as usize;
            self.note(row, Some(column), other.map_or("", Currency::code), OTHER_CURRENCY);
        }
    }
}
