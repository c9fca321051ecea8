//! Rows whose cells are apart already, for a data set that is filled row by row.

use crate::csv::Batch;
use crate::reader::{BATCH, Rows};

/// Fills a data set from rows of cells.
pub struct Cells<R> {
    /// The data set.
    pub rows: R,
    /// Rows that were not looked at yet, and their text.
    batch: Batch,
    buffer: Vec<u8>,
    row: usize,
}

impl<R: Rows> Cells<R> {
    /// A data set whose columns are decided; the next row counts as the second, below the header.
    pub fn new(rows: R) -> Self {
        Self { rows, batch: Batch::default(), buffer: Vec::new(), row: 2 }
    }

    /// Takes a row of cells, in the order of the columns.
    pub fn push<'a>(&mut self, cells: impl Iterator<Item = &'a str>) {
        self.batch.add(cells, &mut self.buffer);
        if self.batch.len() == BATCH {
            self.flush();
        }
    }

    fn flush(&mut self) {
        self.rows.batch(self.row, self.batch.records(0..self.batch.len(), &self.buffer));
        self.row += self.batch.len();
        self.batch.clear();
        self.buffer.clear();
    }

    /// Ends the rows and gives the filled data set back.
    pub fn finish(mut self) -> R {
        self.flush();
        self.rows
    }
}
