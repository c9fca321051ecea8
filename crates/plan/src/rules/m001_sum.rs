//! M001: parts that do not make their total.

use crate::finding::{Example, Nature, Rule, Says, Sink, says, text};
use crate::goal::Aim;
use crate::lexicon::contains_any;
use crate::number::after_last;
use crate::quantity::{Measure, Quantity};
use crate::report::Severity::Error;
use crate::sheet::{Role, Row, Table, cells};
use crate::terms;
use planscore_base::target::Target;

use super::sums::{off, say, value};

const SUM: Says = says(
    Error,
    0.9,
    ("各项之和 {0}，写的合计是 {1}", "the parts sum to {0}, the total says {1}"),
    ("核对各项与合计", "check the parts and the total"),
);

pub(super) static RULE: Rule = Rule {
    code: "M001",
    name: "parts-do-not-sum",
    what: text("各项之和与合计不符", "Parts that do not make their total"),
    why: text("分到季度、产品或人的数加不到总数，总会有一头完不成。", "Where the shares of quarters, products or people do not make the total, one side cannot be met."),
    nature: Nature::Defect,
    says: &[&SUM],
    group: None,
    examples: &[
        Example {
            fires: "一、目标\n- 全年销售额1000万元：一季度200万元、二季度300万元、三季度300万元、四季度300万元\n",
            silent: "一、目标\n- 全年销售额1100万元：一季度200万元、二季度300万元、三季度300万元、四季度300万元\n",
        },
        Example {
            fires: "一、预算\n- 薪资80万元、差旅20万元、招待10万元，合计120万元\n",
            silent: "一、预算\n- 薪资80万元、差旅20万元、招待10万元，合计110万元\n",
        },
    ],
    check,
};

fn check(sink: &mut Sink) {
    let model = sink.model;
    for table in &model.tables {
        columns(sink, table);
        rows(sink, table);
    }
    for line in model.lines() {
        if model.outline.block(line).content() && !model.quantities_in(line, line + 1).is_empty() {
            parts_of_year(sink, line, line);
            listed_total(sink, line);
            if let Some(last) = model.outline.list_from(line).filter(|last| *last > line) {
                parts_of_year(sink, line, last);
            }
        }
    }
}

/// A total row against the rows above it, column by column.
fn columns(sink: &mut Sink, table: &Table) {
    let model = sink.model;
    let chars = &model.text.chars;
    let is_total = |row: &Row| row.cells.iter().take(2).any(|(a, b)| contains_any(&chars[*a..*b], terms::TOTALS));
    let Some(last) = table.rows.iter().position(is_total) else { return };
    let above = &table.rows[..last];
    for column in 1..table.roles.len() {
        if table.roles[column] == Role::Weight || table.roles[column] == Role::Due {
            continue;
        }
        let parts: Vec<Quantity> =
            above.iter().filter_map(|row| value(model, row.cells.get(column).copied())).collect();
        let Some(total) = value(model, table.rows[last].cells.get(column).copied()) else { continue };
        if parts.len() < 2 || parts.len() != above.len() || parts.iter().any(|p| p.measure != total.measure) {
            continue;
        }
        if matches!(total.measure, Measure::Percent | Measure::Points | Measure::Days)
            && (total.low - 1.0).abs() > 1e-9
        {
            continue;
        }
        let sum: f64 = parts.iter().map(|p| p.low).sum();
        if off(sum, total.low, parts.len()) {
            say(sink, &RULE, &SUM, &total, sum, total.low);
        }
    }
}

/// Quarter or month columns against the column of the year, row by row.
fn rows(sink: &mut Sink, table: &Table) {
    let model = sink.model;
    let chars = &model.text.chars;
    let at = model.text.lines[table.first_line];
    let heads = cells(chars, model.outline.block(table.first_line).start, at.end);
    let total =
        heads.iter().position(|(a, b)| contains_any(&chars[*a..*b], terms::TOTALS) && !period(&chars[*a..*b]));
    let parts: Vec<usize> = (0..heads.len()).filter(|i| period(&chars[heads[*i].0..heads[*i].1])).collect();
    let Some(total) = total.filter(|_| parts.len() >= 2) else { return };
    for row in &table.rows {
        let Some(whole) = value(model, row.cells.get(total).copied()) else { continue };
        let values: Vec<Quantity> =
            parts.iter().filter_map(|i| value(model, row.cells.get(*i).copied())).collect();
        if values.len() != parts.len()
            || values.iter().any(|v| v.measure != whole.measure)
            || whole.measure == Measure::Percent
        {
            continue;
        }
        let sum: f64 = values.iter().map(|v| v.low).sum();
        if off(sum, whole.low, values.len()) {
            say(sink, &RULE, &SUM, &whole, sum, whole.low);
        }
    }
}

fn period(head: &[char]) -> bool {
    contains_any(
        head,
        "季度 Q1 Q2 Q3 Q4 1月 2月 3月 4月 5月 6月 7月 8月 9月 上半年 下半年 一季 二季 三季 四季",
    )
}

/// 一季度200万、二季度300万…, in a line or in the items of a list: against the total among them, or the goal of
/// the same figure.
fn parts_of_year(sink: &mut Sink, first: usize, last: usize) {
    let model = sink.model;
    let block = model.outline.block(first);
    let chars = &model.text.chars;
    let mut quarters: [Option<Quantity>; 4] = [None; 4];
    let mut whole: Option<Quantity> = None;
    let named = |c: &char| matches!(c, '季' | 'Q');
    if model.quantities_in(first, last + 1).len() < quarters.len()
        || !model.chars((block.start, block.end)).iter().any(named)
    {
        return;
    }
    for (line, quantity) in
        (first..=last).flat_map(|l| model.quantities_in(l, l + 1).iter().map(move |q| (l, q)))
    {
        if quantity.hole || !matches!(quantity.measure, Measure::Money | Measure::None | Measure::Count) {
            continue;
        }
        let from = model.outline.block(line).start.max(quantity.start.saturating_sub(12));
        // Only what stands after the previous figure speaks of this one.
        let before = &chars[after_last(chars, from, quantity.start, ",、;。(")..quantity.start];
        let names = ["一季度 Q1 1季度", "二季度 Q2 2季度", "三季度 Q3 3季度", "四季度 Q4 4季度"];
        match names.iter().position(|name| contains_any(before, name)) {
            Some(index) => quarters[index] = Some(*quantity),
            None if contains_any(before, "全年 年度 合计 总计 总额 共") => {
                whole = whole.or(Some(*quantity));
            }
            None => {}
        }
    }
    let [Some(a), Some(b), Some(c), Some(d)] = quarters else { return };
    if first < last && d.start < model.text.lines[first].end {
        return;
    }
    let own = |aim: &&Aim| (first..=last).contains(&aim.line);
    let metric = model
        .text
        .metric(block.start, a.start)
        .or_else(|| model.aims.iter().take(400).find(own).and_then(|aim| aim.metric));
    let total = whole.or_else(|| {
        let aim = model.aims.iter().take(400).find(|aim| {
            !own(aim)
                && aim.metric == metric.or(aim.metric)
                && matches!(aim.target, Target::Absolute { .. } | Target::AtLeast { .. })
        })?;
        aim.quantity.filter(|q| q.measure == a.measure)
    });
    let Some(total) = total.filter(|t| !t.hole && [b, c, d].iter().all(|q| q.measure == t.measure)) else {
        return;
    };
    let sum = a.low + b.low + c.low + d.low;
    if off(sum, total.low, 4) {
        say(sink, &RULE, &SUM, &Quantity { start: a.start, end: d.end, ..total }, sum, total.low);
    }
}

/// 薪资80万元、差旅20万元,合计110万元: the amounts of a sentence before its total.
fn listed_total(sink: &mut Sink, line: usize) {
    let model = sink.model;
    let chars = &model.text.chars;
    let stated = model.quantities_in(line, line + 1);
    let begin = model.outline.block(line).start;
    let is_total = |q: &Quantity| {
        let from = after_last(chars, begin.max(q.start.saturating_sub(6)), q.start, ",、;。");
        contains_any(&chars[from..q.start], "合计 共计 总计 总共")
    };
    let Some(place) = stated.iter().skip(2).position(is_total).map(|place| place + 2) else { return };
    let total = stated[place];
    let sentence = after_last(chars, begin, total.start, "。;:");
    let parts: Vec<&Quantity> = stated[..place].iter().filter(|q| q.start >= sentence).collect();
    let exact = |q: &Quantity| q.is_exact() && q.measure == total.measure;
    if parts.len() < 2
        || !matches!(total.measure, Measure::Money | Measure::Count)
        || !exact(&total)
        || !parts.iter().all(|q| exact(q))
        || contains_any(&chars[parts[0].start.saturating_sub(6)..total.start], "季度 Q1 其中 每 各")
    {
        return;
    }
    let sum: f64 = parts.iter().map(|q| q.low).sum();
    if off(sum, total.low, parts.len()) {
        say(sink, &RULE, &SUM, &total, sum, total.low);
    }
}
