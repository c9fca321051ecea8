//! Several tables in one file, each below its own line of names: the first is read.

use super::csv::Record;
use super::quality::{Decision, Quality};
use super::role::Role;
use super::spelling::bare;
use super::why::{EXPLAINS, OTHER_HEADER, OTHER_TABLE, REPEATED_HEADER, Why};
use planscore_base::locale::Text;

/// Which table of a file a row belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Table {
    /// The first, which is read.
    #[default]
    First,
    /// Another one below it.
    Other,
}

impl Table {
    /// The table that the next record belongs to, and why this one is no row of the first, if so: it repeats the
    /// header, explains its columns, names those of another table, or belongs to one. Below a repeated header the first
    /// goes on.
    pub fn heading(self, is_own: bool, is_other: bool, explains: bool) -> (Self, Option<Why>) {
        if is_own {
            (Self::First, Some(REPEATED_HEADER))
        } else if !is_other {
            (self, (self == Self::Other).then_some(OTHER_TABLE))
        } else if explains {
            (self, Some(EXPLAINS))
        } else {
            (Self::Other, Some(OTHER_HEADER))
        }
    }
}

/// Whether a record in the middle of a file is a line of names again: two cells at least name columns of these roles.
pub fn is_heading(roles: &[Role], record: &Record<'_>) -> bool {
    /// Bytes that a name of a column has at most; what customers are called is longer, or has digits beside it.
    const LONGEST: usize = 30;
    let cells = (0..record.len()).map(|i| record.text(i));
    let has_digit = |cell: &str| cell.bytes().any(|byte| byte.is_ascii_digit());
    if 3 * cells.clone().filter(|cell| has_digit(cell)).count() > record.len() {
        return false;
    }
    let named = cells.filter(|cell| !cell.is_empty() && cell.len() <= LONGEST && !has_digit(cell));
    let names = named.map(|cell| bare(&cell).to_lowercase());
    let fitting = names.filter_map(|name| roles.iter().position(|role| role.is_named(&name)));
    fitting.fold(0_u32, |seen, role| seen | 1 << role).count_ones() >= 2
}

/// Whether a line of names says of no column that it is something else: above the first row it explains the header, or
/// gives it in another language.
pub fn explains(roles: &[Role], columns: &[Option<usize>], record: &Record<'_>) -> bool {
    let is_other = |(role, column): (usize, &Option<usize>)| {
        let name = column.map(|column| bare(&record.text(column)).to_lowercase()).unwrap_or_default();
        !roles[role].is_named(&name) && roles.iter().any(|other| other.is_named(&name))
    };
    !columns.iter().enumerate().any(is_other)
}

/// Tells how many rows belong to another table.
pub fn tell_other_table(quality: &mut Quality) {
    let rows = quality.issues.count_of(OTHER_TABLE.0);
    if rows > 0 {
        let text = Text {
            zh: "文件里还有另一张表，没有读取",
            en: "there is another table in the file, which was not read",
        };
        let remedy = Text {
            zh: "需要的话请把它另存为单独的文件",
            en: "if it is wanted, put it into a file of its own",
        };
        quality.decide(Decision::new("table/other-table", rows, text).remedy(remedy));
    }
}
