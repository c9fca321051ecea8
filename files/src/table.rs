//! Tables of a document, with cells that span columns and rows.

/// How a cell takes part in a vertical merge.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Merge {
    /// It stands alone, or begins one.
    #[default]
    Own,
    /// It goes on with the cell above.
    Above,
}

#[derive(Default)]
struct Cell {
    text: String,
    /// Columns it spans, if more than one.
    span: usize,
    merge: Merge,
}

/// Most columns that one cell spans.
const WIDEST: usize = 64;

/// A table while it is read.
#[derive(Default)]
pub struct Table {
    rows: Vec<Vec<String>>,
    row: Vec<Cell>,
    /// How many paragraphs are open around it: it may stand in a text box.
    pub depth: usize,
}

impl Table {
    /// A table inside so many open paragraphs.
    pub fn new(depth: usize) -> Self {
        Self { depth, ..Self::default() }
    }

    /// Begins a cell of the present row.
    pub fn begin_cell(&mut self) {
        self.row.push(Cell::default());
    }

    /// The text of the cell that is open.
    pub fn cell(&mut self) -> Option<&mut String> {
        self.row.last_mut().map(|cell| &mut cell.text)
    }

    /// The cell that is open spans so many columns.
    pub fn span(&mut self, columns: usize) {
        if let Some(cell) = self.row.last_mut() {
            cell.span = columns.min(WIDEST);
        }
    }

    /// Columns left out before the first cell of the row.
    pub fn skip(&mut self, columns: usize) {
        self.row.extend((0..columns.min(WIDEST)).map(|_| Cell::default()));
    }

    /// The cell that is open goes on with the one above.
    pub fn merge(&mut self, merge: Merge) {
        if let Some(cell) = self.row.last_mut() {
            cell.merge = merge;
        }
    }

    /// Ends a row: a cell that spans columns leaves the others empty, and one that goes on with words from
    /// above repeats them. A number stands once, so that it is not counted twice.
    pub fn end_row(&mut self) {
        let mut row: Vec<String> = Vec::new();
        for cell in std::mem::take(&mut self.row) {
            let above = self.rows.last().and_then(|above| above.get(row.len()));
            let repeats = cell.merge == Merge::Above && cell.text.is_empty();
            let text = match above.filter(|above| repeats && !is_figure(above)) {
                Some(above) => above.clone(),
                None => cell.text,
            };
            row.push(text);
            row.extend((1..cell.span).map(|_| String::new()));
        }
        self.rows.push(row);
    }

    /// The rows, all read.
    pub fn into_rows(self) -> Vec<Vec<String>> {
        self.rows
    }
}

/// Whether a cell begins with a number.
fn is_figure(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit() || "+-−¥￥$€<>≤≥".contains(c))
}
