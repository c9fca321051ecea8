//! Tables of a plan: rows, and what each column holds by its head.

use super::lexicon::contains_any;
use super::number::blank;
use super::outline::{Outline, Shape};
use super::text::Text;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Name,
    Weight,
    Target,
    Baseline,
    Formula,
    Source,
    Cycle,
    Owner,
    Due,
    Amount,
    Risk,
    Response,
    Trigger,
    Action,
    Other,
}

/// Heads of columns; the first that fits decides.
const HEADS: &[(Role, &str)] = &[
    (Role::Weight, "权重 占比 分值 weight Weight"),
    (Role::Baseline, "基线 基数 上年实际 去年实际 现状值 当前值 上年完成 baseline Baseline"),
    (Role::Formula, "公式 计算方式 计算方法 计算 定义 口径 formula Formula"),
    (Role::Source, "数据来源 来源 source Source"),
    (Role::Cycle, "周期 频率 频次 考核时间 cycle Cycle"),
    (Role::Owner, "负责人 责任人 责任部门 负责部门 牵头 owner Owner 负责"),
    (Role::Due, "完成时间 完成日期 截止 期限 时限 时间 日期 due Due deadline Deadline"),
    (Role::Amount, "预算 金额 费用额 经费 金额(元) amount Amount budget Budget"),
    (Role::Trigger, "触发 预警 阈值 trigger Trigger"),
    (Role::Response, "应对 预案 对策 防范 response Response mitigation"),
    (Role::Risk, "风险 risk Risk"),
    (Role::Target, "目标 指标值 任务量 计划值 target Target goal Goal"),
    (Role::Name, "指标 KPI 考核项 项目 名称 科目 metric Metric item Item name Name"),
    (Role::Action, "行动 任务 工作 措施 举措 事项 内容 action Action task Task"),
];

pub(super) struct Table {
    pub roles: Vec<Role>,
    pub rows: Vec<Row>,
    pub first_line: usize,
}

pub(super) struct Row {
    pub line: usize,
    pub cells: Vec<(usize, usize)>,
}

impl Table {
    /// The first column of a role.
    #[inline(never)]
    pub fn column(&self, role: Role) -> Option<usize> {
        self.roles.iter().position(|r| *r == role)
    }

    #[inline(never)]
    pub fn cell(&self, row: &Row, role: Role) -> Option<(usize, usize)> {
        row.cells.get(self.column(role)?).copied()
    }
}

/// The cells of a row, trimmed; bars at both ends are optional.
#[inline(never)]
pub(super) fn cells(chars: &[char], start: usize, end: usize) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut from = start + usize::from(chars.get(start) == Some(&'|'));
    while from < end {
        let to = chars[from..end].iter().position(|c| *c == '|').map_or(end, |length| from + length);
        let begin = blank(&chars[..to], from);
        let spaces = chars[begin..to].iter().rev().take_while(|c| **c == ' ').count();
        found.push((begin, to - spaces));
        from = to + 1;
    }
    found
}

#[inline(never)]
fn role(head: &[char]) -> Role {
    HEADS.iter().find(|(_, words)| contains_any(head, words)).map_or(Role::Other, |(role, _)| *role)
}

/// Every table of a plan.
#[inline(never)]
pub(super) fn tables(text: &Text, outline: &Outline) -> Vec<Table> {
    let mut found: Vec<Table> = Vec::new();
    let mut inside = false;
    for line in outline.lines.0..outline.lines.1 {
        let block = outline.block(line);
        match block.shape {
            Shape::Row => {
                let cells = cells(&text.chars, block.start, block.end);
                if inside && let Some(table) = found.last_mut() {
                    table.rows.push(Row { line, cells });
                } else {
                    let roles = cells.iter().map(|(start, end)| role(&text.chars[*start..*end])).collect();
                    found.push(Table { roles, rows: Vec::new(), first_line: line });
                    inside = true;
                }
            }
            Shape::TableRule => {}
            _ => inside = false,
        }
    }
    found
}
