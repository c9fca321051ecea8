//! A004: an empty cell of a table.

use crate::column::Role;
use crate::finding::{Example, Nature, Rule, Says, Sink, says, text};
use crate::report::Severity::Warning;
use crate::sheet::{Row, Table};
use crate::terms;

const EMPTY: Says = says(
    Warning,
    0.85,
    ("表格有空格：第 {0} 列", "an empty cell in column {0}"),
    ("填上内容，或写「无」", "fill it in, or write “none”"),
);

pub(super) static RULE: Rule = Rule {
    code: "A004",
    name: "empty-cell",
    what: text("表格里的空格", "An empty cell of a table"),
    why: text(
        "空着的多半是负责人或数值，正是最要紧的一格。",
        "What is left empty is mostly the owner or the figure.",
    ),
    nature: Nature::Open,
    says: &[&EMPTY],
    group: Some(text("表格里有 {0} 行没有填完", "{0} rows of tables are not filled in")),
    examples: &[Example {
        fires: "一、考核\n| 指标 | 权重 | 目标 |\n|---|---|---|\n| 销售额 | 100% | |\n",
        silent: "一、考核\n| 指标 | 权重 | 目标 |\n|---|---|---|\n| 销售额 | 100% | 1万元 |\n",
    }],
    check,
};

fn check(sink: &mut Sink) {
    let model = sink.model;
    for table in &model.tables {
        // 计划期 | 2026/7/1 | 至: the form at the head of a plan has cells that nobody fills.
        if model.outline.block(table.first_line).section.is_none() {
            continue;
        }
        let heads = model.first_cells(table);
        let remarks =
            |column: usize| heads.get(column).is_some_and(|head| terms::REMARKS.within(model.chars(*head)));
        for (index, row) in table.rows.iter().enumerate() {
            let filled = row.cells.iter().filter(|(from, to)| to > from).count();
            let total = row.cells.iter().take(2).any(|cell| terms::TOTALS.within(model.chars(*cell)));
            if filled < 2 || row.cells.len() < 2 || total {
                continue;
            }
            // A row that leaves its first cell to the one above may leave others to it as well.
            let goes_on = !has(row, 0);
            let empty = (0..table.roles.len().max(row.cells.len())).find(|column| {
                !has(row, *column)
                    && !merged(table, index, *column)
                    && used(table, *column, goes_on)
                    && !remarks(*column)
            });
            if let Some(column) = empty {
                sink.report_end(&RULE, &EMPTY, row.line, &[&(column + 1).to_string()]);
            }
        }
    }
}

fn has(row: &Row, column: usize) -> bool {
    row.cells.get(column).is_some_and(|(from, to)| to > from)
}

/// A first cell goes on over the rows below it where they leave it empty.
fn merged(table: &Table, row: usize, column: usize) -> bool {
    column == 0 && row > 0 && table.rows[..row].iter().any(|above| has(above, 0))
}

/// A column that some other row fills: one for remarks may stay empty, one that says who or when may not.
fn used(table: &Table, column: usize, goes_on: bool) -> bool {
    let filled_anywhere = table.rows.iter().any(|row| has(row, column));
    if filled_anywhere
        && !goes_on
        && table.roles.get(column).is_some_and(|role| matches!(role, Role::Owner | Role::Due))
    {
        return true;
    }
    let filled = table.rows.iter().filter(|row| has(row, column)).count();
    filled * 2 >= table.rows.len() || table.rows.len() < 3
}
