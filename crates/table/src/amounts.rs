//! A column of amounts, in which 1.355 may have to wait for the rest of the column.

use serde::Deserialize;

use super::header::Header;
use super::number::{Decimals, NumberCell, Written, number};
use super::quality::{Decision, Quality};
use super::unit::{Currency, Unit};
use planscore_base::locale::{Phrase, Text};

/// Which sign stands before the decimals of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Decimal {
    /// 1,234.50.
    #[serde(rename = ".")]
    Point,
    /// 1.234,50.
    #[serde(rename = ",")]
    Comma,
}

/// An amount that reads as one number with a point before decimals and as another with a comma.
struct Waiting {
    index: usize,
    row: usize,
    point: Option<f64>,
    comma: Option<f64>,
    written: String,
}

/// Reads a column's cells in the unit that its header, a line above it or the caller states.
pub struct AmountColumn {
    unit: Unit,
    given: Option<Decimal>,
    /// Whether a cell can only have a point, or only a comma, before its decimals.
    points: bool,
    commas: bool,
    waiting: Vec<Waiting>,
    /// Cells with a unit of their own, and one of them.
    own_unit: usize,
    own_example: String,
    /// The rows whose cells name a currency.
    pub currencies: Vec<(usize, Currency)>,
}

/// What became of an amount that had to wait.
pub struct Settled {
    /// Index the caller gave.
    pub index: usize,
    /// Row of the user's file.
    pub row: usize,
    /// The amount in the main unit; `None` if the column leaves it open.
    pub value: Option<f64>,
    /// As written.
    pub written: String,
}

impl AmountColumn {
    /// A column in a unit.
    pub fn new(unit: Unit, given: Option<Decimal>) -> Self {
        Self {
            unit,
            given,
            points: false,
            commas: false,
            waiting: Vec::new(),
            own_unit: 0,
            own_example: String::new(),
            currencies: Vec::new(),
        }
    }

    /// The amount of a cell that [`plain_decimal`](super::number::plain_decimal) reads, with so many decimals,
    /// if it can mean nothing else: three of them may be a group of digits.
    #[inline]
    pub fn plain(&mut self, value: f64, decimals: usize) -> Option<f64> {
        if decimals == 3 || (decimals > 0 && self.given.is_some()) {
            return None;
        }
        self.points |= decimals > 0;
        Some(self.unit.scaled(value))
    }

    /// The amount of a cell in the main unit; NaN for one that waits under `index`.
    pub fn read(&mut self, text: &str, index: usize, row: usize) -> Option<Result<f64, ()>> {
        let written = match number(text) {
            NumberCell::Blank => return None,
            NumberCell::Bad => return Some(Err(())),
            NumberCell::Value(written) => written,
        };
        Some(self.take(&written, text, index, row).ok_or(()))
    }

    /// As [`AmountColumn::read`], of a cell that is counted in something else than the column.
    pub fn read_in(&mut self, unit: Unit, text: &str, index: usize, row: usize) -> Option<Result<f64, ()>> {
        let own = std::mem::replace(&mut self.unit, unit);
        let read = self.read(text, index, row);
        self.unit = own;
        read
    }

    fn take(&mut self, written: &Written, text: &str, index: usize, row: usize) -> Option<f64> {
        let unit = if written.has_unit { Unit::ONE } else { self.unit };
        let chosen = match self.given {
            Some(Decimal::Point) => Some(written.with_point?),
            Some(Decimal::Comma) => Some(written.with_comma?),
            None if written.is_plain() => written.with_point,
            None => None,
        };
        if written.has_unit {
            if self.own_unit == 0 {
                text.clone_into(&mut self.own_example);
            }
            self.own_unit += 1;
        }
        if let Some(currency) = written.currency {
            self.currencies.push((index, currency));
        }
        if let Some(value) = chosen {
            return Some(unit.scaled(value));
        }
        // Grouped digits with decimals behind them leave nothing open.
        let is_clear = text.contains('.') && text.contains(',');
        match written.says() {
            Some(Decimals::Point) => {
                self.points = true;
                return written.with_point.map(|value| unit.scaled(value));
            }
            Some(Decimals::Comma) if is_clear => {
                self.commas = true;
                return written.with_comma.map(|value| unit.scaled(value));
            }
            Some(Decimals::Comma) => self.commas = true,
            None => {}
        }
        let scaled = |value: Option<f64>| value.map(|value| unit.scaled(value));
        self.waiting.push(Waiting {
            index,
            row,
            point: scaled(written.with_point),
            comma: scaled(written.with_comma),
            written: text.to_owned(),
        });
        Some(f64::NAN)
    }

    /// Whether a cell of the column can only have a point, and whether one can only have a comma, before decimals.
    pub fn says(&self) -> (bool, bool) {
        (self.points, self.commas)
    }

    /// Reckons with what other parts of the column say.
    pub fn presume(&mut self, says: (bool, bool)) {
        (self.points, self.commas) = (self.points || says.0, self.commas || says.1);
    }

    /// Whether a cell since the last time can only have a point before its decimals; from here on none can.
    pub fn drain_points(&mut self) -> bool {
        std::mem::take(&mut self.points)
    }

    /// What its numbers are counted in.
    pub fn unit(&self) -> Unit {
        self.unit
    }

    /// Whether an amount waits for the column.
    pub fn is_waiting(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Notes the currency of `index`, which a column of its own names.
    pub fn mark(&mut self, index: usize, currency: Currency) {
        match self.currencies.last_mut().filter(|(known, _)| *known == index) {
            Some((_, known)) => *known = currency,
            None => self.currencies.push((index, currency)),
        }
    }

    /// Drops what is known of `index`: its row is left out for another reason.
    pub fn forget(&mut self, index: usize) {
        if self.waiting.last().is_some_and(|waiting| waiting.index == index) {
            self.waiting.pop();
        }
        if self.currencies.last().is_some_and(|(known, _)| *known == index) {
            self.currencies.pop();
        }
    }

    /// Settles what waits: cells with one reading say how the others are read, unless they contradict
    /// each other. Where all have two readings, a point stands before decimals.
    pub fn settle(&mut self, column: Option<&Header>, rows: usize, quality: &mut Quality) -> Vec<Settled> {
        let column = column.map(|header| header.written.as_str());
        self.tell_unit(column, rows, quality);
        let waiting = std::mem::take(&mut self.waiting);
        let (points, commas) = (self.points, self.commas);
        let is_open = !points && !commas && self.given.is_none();
        if let Some(first) = waiting.iter().find(|waiting| is_open && waiting.written.contains('.')) {
            quality.issues.note("table/decimals", Some(first.row), column, Some(&first.written), || {
                Phrase::new(
                    "每个点后面都是三位数字，可能是小数，也可能是千位分隔；已按小数读取，如果不对请设置选项 decimal",
                    "three digits follow every point: decimals or thousands; read as decimals, set the option decimal if that is wrong",
                )
            });
        }
        if let Some(first) = waiting.first().filter(|_| !(points && commas)) {
            let text = if commas {
                Text {
                    zh: "逗号是小数点，点是千位分隔",
                    en: "a comma stands before decimals, points group digits",
                }
            } else {
                Text {
                    zh: "点是小数点，逗号是千位分隔",
                    en: "a point stands before decimals, commas group digits",
                }
            };
            let decision = Decision::new("table/decimals", waiting.len(), text)
                .column(column)
                .example(&first.written)
                .option("decimal", ". / ,");
            quality.decide(decision);
        }
        let settle = |waiting: Waiting| {
            let value = match (points, commas) {
                (true, true) => None,
                (_, true) => waiting.comma,
                _ => waiting.point,
            };
            Settled { index: waiting.index, row: waiting.row, value, written: waiting.written }
        };
        waiting.into_iter().map(settle).collect()
    }

    /// Tells which unit the amounts were taken in.
    fn tell_unit(&self, column: Option<&str>, rows: usize, quality: &mut Quality) {
        if self.unit.factor != 1.0 {
            let times = self.unit.factor;
            let text =
                Phrase::new(format!("金额的单位乘以 {times}"), format!("amounts are multiplied by {times}"));
            quality.decide(
                Decision::new("table/unit", rows - self.own_unit.min(rows), text)
                    .column(column)
                    .option("unit", "元 / 万元"),
            );
        }
        if self.own_unit > 0 && self.unit.factor != 1.0 {
            let text = Text {
                zh: "单元格自带单位，按单元格的单位读取，不再乘列的单位",
                en: "cells with a unit of their own are read in it, not in the column's",
            };
            let decision = Decision::new("table/unit-of-cell", self.own_unit, text)
                .column(column)
                .example(&self.own_example);
            quality.decide(decision);
        }
    }
}
