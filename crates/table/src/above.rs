//! Cells that mean the one above: 〃, 同上.

use super::csv::{Batch, Record};
use super::name::is_ditto;
use super::quality::{Count, Decision, Quality};
use super::why::Why;
use planscore_base::locale::Text;

/// Such a cell with nothing above it.
pub const NOTHING_ABOVE: Why = (
    "table/nothing-above",
    "“同上”的上面没有可用的行，此行未计入",
    "a cell means the one above, and there is none; row left out",
);

/// The record above, its own such cells filled in, and how many records had some.
#[derive(Default)]
pub struct Above {
    cells: Batch,
    text: Vec<u8>,
    filled: Count,
}

/// Whether a record has a cell that means the one above.
pub fn means_above(record: &Record<'_>) -> bool {
    (0..record.len()).any(|i| match record.raw(i) {
        Some(cell) => is_ditto(cell.trim_ascii()),
        None => is_ditto(record.text(i).as_bytes()),
    })
}

impl Above {
    /// Keeps a record for those below.
    pub fn keep(&mut self, record: &Record<'_>) {
        self.cells.clear();
        self.text.clear();
        self.cells.copy(record, &mut self.text);
    }

    /// Keeps a record with the cells filled in that mean the one above; false where there is none.
    pub fn fill(&mut self, record: &Record<'_>) -> bool {
        let records = self.cells.records(0..self.cells.len(), &self.text);
        let Some(above) = records.iter().next() else { return false };
        let cell = |i: usize| {
            let text = record.text(i);
            if is_ditto(text.as_bytes()) { above.text(i).into_owned() } else { text.into_owned() }
        };
        let cells: Vec<String> = (0..record.len()).map(cell).collect();
        let meant = (0..record.len()).map(|i| record.text(i)).find(|text| is_ditto(text.as_bytes()));
        self.filled.add(&meant.unwrap_or_default());
        self.cells.clear();
        self.text.clear();
        self.cells.add(cells.iter().map(String::as_str), &mut self.text);
        true
    }

    /// The record that is kept.
    pub fn record(&self) -> Option<Record<'_>> {
        self.cells.records(0..self.cells.len(), &self.text).iter().next()
    }

    /// Tells in how many records cells were filled in.
    pub fn tell(&self, quality: &mut Quality) {
        if self.filled.rows > 0 {
            let text = Text {
                zh: "“同上”一类的单元格按上一行的内容读取",
                en: "cells that mean the one above were read as that",
            };
            quality
                .decide(Decision::new("table/ditto", self.filled.rows, text).example(&self.filled.example));
        }
    }
}
