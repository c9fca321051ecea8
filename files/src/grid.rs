//! The cells of a sheet before they are written as CSV: they need not be in order.

use std::collections::{HashMap, HashSet};

use crate::error::{Error, Result};

/// Most cells of a sheet, empty ones between full ones included.
const MAX_CELLS: u64 = 10_000_000;
/// Most bytes of CSV: a long text that fills many cells stands in the file once.
const MAX_OUTPUT: usize = 256 << 20;
/// Rows in which a column's name may stand.
const HEAD: u32 = 51;

/// What a cell holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Kind {
    /// Words, which a merged region repeats.
    Text,
    /// A date, which it repeats as well.
    Date,
    /// A number, which stands once.
    Amount,
    /// A number that is a date of the 1904 system if its column is one of dates.
    Number(f64),
}

struct Cell {
    row: u32,
    column: u32,
    kind: Kind,
    /// Where it stands in the text.
    start: u32,
    end: u32,
}

/// Cells, and their text as CSV writes it.
#[derive(Default)]
pub struct Grid {
    cells: Vec<Cell>,
    text: Vec<u8>,
    /// Bytes that the cells have together.
    bytes: usize,
    /// Where long shared strings stand in the text.
    shared: HashMap<usize, (u32, u32)>,
}

impl Grid {
    /// Adds a cell that writes its own text.
    ///
    /// # Errors
    /// Beyond the bounds.
    pub fn add(
        &mut self,
        (row, column): (u32, u32),
        kind: Kind,
        write: impl FnOnce(&mut Vec<u8>),
    ) -> Result<()> {
        let start = self.text.len();
        write(&mut self.text);
        self.insert(Cell { row, column, kind, start: start as u32, end: self.text.len() as u32 })
    }

    /// Adds a cell with a text of the workbook's shared strings. A long one stands once, however many cells it
    /// fills; `place` is where the workbook holds it.
    ///
    /// # Errors
    /// Beyond the bounds.
    pub fn add_shared(
        &mut self,
        at: (u32, u32),
        place: usize,
        write: impl FnOnce(&mut Vec<u8>),
    ) -> Result<()> {
        const LONG: u32 = 1_024;
        if let Some(&(start, end)) = self.shared.get(&place) {
            return self.insert(Cell { row: at.0, column: at.1, kind: Kind::Text, start, end });
        }
        self.add(at, Kind::Text, write)?;
        if let Some(&Cell { start, end, .. }) = self.cells.last()
            && end - start >= LONG
        {
            self.shared.insert(place, (start, end));
        }
        Ok(())
    }

    fn insert(&mut self, cell: Cell) -> Result<()> {
        self.bytes += (cell.end - cell.start) as usize;
        if self.text.len() > MAX_OUTPUT || self.bytes > MAX_OUTPUT {
            return Err(Error::TOO_MUCH_TEXT);
        }
        if self.cells.len() as u64 >= MAX_CELLS {
            return Err(Error::TOO_MANY_CELLS);
        }
        self.cells.push(cell);
        Ok(())
    }

    fn text(&self, cell: &Cell) -> &[u8] {
        &self.text[cell.start as usize..cell.end as usize]
    }

    /// Whether no cell says anything.
    pub fn is_empty(&self) -> bool {
        self.cells.iter().all(|cell| self.text(cell).trim_ascii().is_empty())
    }

    /// Whether there are two rows and two columns at least.
    pub fn is_table(&self) -> bool {
        let mut full = self.cells.iter().filter(|cell| !self.text(cell).trim_ascii().is_empty());
        let Some(first) = full.next() else { return false };
        let (mut rows, mut columns) = (false, false);
        for cell in full {
            rows |= cell.row != first.row;
            columns |= cell.column != first.column;
        }
        rows && columns
    }

    /// Writes numbers as dates in columns that hold other dates, or whose name says that they are dates.
    pub fn write_dates(&mut self, write: impl Fn(&mut Vec<u8>, f64)) {
        const NAMES: [&str; 6] = ["日期", "时间", "時間", "date", "time", "day"];
        let is_name = |cell: &Cell| {
            let text = String::from_utf8_lossy(self.text(cell)).to_lowercase();
            cell.row < HEAD && NAMES.iter().any(|name| text.contains(name))
        };
        let says = |cell: &&Cell| match cell.kind {
            Kind::Date => true,
            Kind::Text => is_name(cell),
            Kind::Amount | Kind::Number(_) => false,
        };
        let columns: HashSet<u32> = self.cells.iter().filter(says).map(|cell| cell.column).collect();
        for cell in &mut self.cells {
            let Kind::Number(serial) = cell.kind else { continue };
            // From 1954 to 2118: what an amount in such a column would hardly be.
            if columns.contains(&cell.column) && (18_500.0..78_500.0).contains(&serial) {
                cell.start = self.text.len() as u32;
                write(&mut self.text, serial);
                (cell.end, cell.kind) = (self.text.len() as u32, Kind::Date);
            }
        }
    }

    /// Repeats the words or date of each merged region's first cell in the rows below, down to its last.
    ///
    /// # Errors
    /// Beyond the bounds.
    pub fn repeat_down(&mut self, regions: impl Iterator<Item = ((u32, u32), u32)>) -> Result<()> {
        self.order();
        let known = self.cells.len();
        // Only as far as the sheet goes: a whole column may be merged.
        let lowest = self.cells.last().map_or(0, |cell| cell.row);
        for ((row, column), last) in regions.filter(|((row, _), last)| last > row) {
            let place =
                self.cells[..known].binary_search_by_key(&(row, column), |cell| (cell.row, cell.column));
            let Some(&Cell { kind, start, end, .. }) = place.ok().map(|place| &self.cells[place]) else {
                continue;
            };
            if matches!(kind, Kind::Text | Kind::Date) {
                for row in row + 1..=last.min(lowest) {
                    self.insert(Cell { row, column, kind, start, end })?;
                }
            }
        }
        Ok(())
    }

    /// Puts the cells in order, as nearly always they are already. Where a place is filled twice, the first stands.
    fn order(&mut self) {
        self.cells.sort_by_key(|cell| (cell.row, cell.column));
        self.cells.dedup_by_key(|cell| (cell.row, cell.column));
    }

    /// The sheet as CSV in UTF-8, rows and columns in order.
    ///
    /// # Errors
    /// Beyond the bounds.
    pub fn into_csv(mut self) -> Result<Vec<u8>> {
        self.order();
        let mut out = Vec::new();
        let (mut row, mut column) = (0, 0);
        let mut written = 0_u64;
        for cell in &self.cells {
            let skipped_rows = u64::from(cell.row - row);
            if skipped_rows > 0 {
                column = 0;
            }
            written += skipped_rows + u64::from(cell.column - column) + 1;
            if written > MAX_CELLS {
                return Err(Error::TOO_MANY_CELLS);
            }
            out.resize(out.len() + skipped_rows as usize, b'\n');
            out.resize(out.len() + (cell.column - column) as usize, b',');
            (row, column) = (cell.row, cell.column);
            out.extend_from_slice(self.text(cell));
            if out.len() > MAX_OUTPUT {
                return Err(Error::TOO_MUCH_TEXT);
            }
        }
        out.push(b'\n');
        Ok(out)
    }
}
