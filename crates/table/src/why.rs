//! Why rows of any file are left out.

use super::header::Cells;
use super::header::Header;
use super::quality::{Decision, Quality};
use planscore_base::locale::Text;

/// Why a row or a cell was left out: code, Chinese, English.
pub type Why = (&'static str, &'static str, &'static str);

/// A row of totals.
pub const TOTAL_ROW: Why = ("table/total-row", "合计行，未计入", "a row of totals, left out");
/// The header in the middle of a file.
pub const REPEATED_HEADER: Why =
    ("table/repeated-header", "重复的表头，未计入", "the header again, left out");
/// What the columns hold, or their names in another language.
pub const EXPLAINS: Why = (
    "table/explaining-line",
    "表头下面的说明行，未计入",
    "a line below the header that explains the columns, left out",
);
/// The header of another table below the first.
pub const OTHER_HEADER: Why = (
    "table/other-header",
    "另一张表的表头，从这里起不再读取；需要的话请另存为单独的文件",
    "the header of another table: rows from here on are not read; put them into a file of their own",
);
/// A row below it.
pub const OTHER_TABLE: Why =
    ("table/other-table", "属于下面的另一张表，未计入", "a row of another table further down, left out");
/// A row that is wider than the header.
pub const SURPLUS_CELL: Why = (
    "table/surplus-cell",
    "此行的单元格比表头多（金额里的逗号可能没有加引号），此行未计入",
    "the row has more cells than the header (a comma in an amount without quotes, perhaps); row left out",
);
/// 03/05/2026 where the column does not say which is the day.
pub const AMBIGUOUS_DATE: Why = (
    "table/ambiguous-date",
    "分不清日和月，此行未计入；请改用 2026-03-05 的写法，或设置选项 dayOrder",
    "day and month cannot be told apart, row left out; write dates as 2026-03-05, or set the option dayOrder",
);
/// 1.355 in a column that has both 1.5 and 1,5.
pub const AMBIGUOUS_AMOUNT: Why = (
    "table/ambiguous-amount",
    "分不清小数点和千位分隔，此行未计入；请设置选项 decimal",
    "the sign before decimals cannot be told, row left out; set the option decimal",
);
/// 1.38E+10.
pub const DAMAGED_ID: Why = (
    "table/damaged-id",
    "编号被表格软件写成了科学计数法，已损坏，无法区分",
    "the number was rounded by a spreadsheet (scientific notation) and cannot be told from others",
);
/// A day far from all others.
pub const FAR_DATE: Why = (
    "table/far-date",
    "日期与其他记录相距太远，很可能是录入错误，此行未计入",
    "a date far from all others, a typing error most likely; row left out",
);

/// Tells that times of a column were moved from UTC to the caller's day.
pub fn tell_utc(header: &Header, rows: usize, quality: &mut Quality) {
    if header.is_utc && header.cells == Cells::Dates {
        let text = Text {
            zh: "以 UTC 写的时间已换算，日期按当地（默认北京时间）的日子计",
            en: "times in UTC were moved: days are those of the place, of China unless another is named",
        };
        let remedy = Text {
            zh: "如果要用原来的日期，请删去时间后面的时区",
            en: "if the days as written are wanted, take the zone behind the times away",
        };
        quality.decide(Decision::new("table/utc", rows, text).column(Some(&header.written)).remedy(remedy));
    }
}

/// Tells how many rows were taken as totals.
pub fn tell_totals(rows: usize, quality: &mut Quality) {
    if rows > 0 {
        let text = Text { zh: "合计行未计入", en: "rows of totals are left out" };
        quality.decide(Decision::new("table/totals", rows, text).option("keep", "totals"));
    }
}

/// Tells how many days are far from all others.
pub fn tell_far(rows: usize, kept: bool, column: Option<&str>, example: &str, quality: &mut Quality) {
    let text = if kept {
        Text {
            zh: "日期与其他记录相距太远，按要求计入", en: "dates far from all others are used, as asked"
        }
    } else {
        Text {
            zh: "日期与其他记录相距太远，未计入", en: "rows with a date far from all others are left out"
        }
    };
    quality.decide(
        Decision::new("table/far-dates", rows, text)
            .column(column)
            .example(example)
            .option("keep", "farDates"),
    );
}
