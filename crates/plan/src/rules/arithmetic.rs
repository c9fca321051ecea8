//! M: figures that must add up.

use crate::finding::{Rule, Sink, figure, rule};
use crate::goal::Aim;
use crate::lexicon::{self, contains_any};
use crate::model::Model;
use crate::number::after_last;
use crate::quantity::{Measure, Quantity, within};
use crate::report::Severity::{Error, Warning};
use crate::sheet::{Role, Row, Table, cells};
use planscore_base::target::Target;

const M001: Rule = rule(
    "M001",
    Error,
    0.9,
    ("各项之和 {0}，写的合计是 {1}", "the parts sum to {0}, the total says {1}"),
    ("核对各项与合计", "check the parts and the total"),
);
const M002: Rule = rule(
    "M002",
    Warning,
    0.8,
    ("占比合计 {0}%，不是 100%", "the shares sum to {0} %, not 100 %"),
    ("核对各项占比", "check the shares"),
);
const M003: Rule = rule(
    "M003",
    Warning,
    0.85,
    (
        "各阶段转化率相乘是 {0}%，整体转化率写的是 {1}%",
        "the stage rates multiply to {0} %, the overall rate says {1} %",
    ),
    ("核对各阶段与整体的转化率", "check the stage rates and the overall rate"),
);

#[inline(never)]
pub(super) fn run(sink: &mut Sink) {
    let model = sink.model;
    for table in &model.tables {
        columns(sink, table);
        rows(sink, table);
    }
    for line in model.outline.lines.0..model.outline.lines.1 {
        if model.outline.block(line).content() && !model.quantities_in(line, line + 1).is_empty() {
            parts_of_year(sink, line, line);
            shares(sink, line, line);
            listed_total(sink, line);
            if let Some(last) = model.outline.list_from(line).filter(|last| *last > line) {
                parts_of_year(sink, line, last);
                shares(sink, line, last);
            }
        }
    }
    rates(sink);
}

/// Head words of a total.
const TOTAL: &str = "合计 总计 全年 年度合计 年合计 小计 总额 Total total";

#[inline(never)]
pub(crate) fn value(model: &Model, cell: Option<(usize, usize)>) -> Option<Quantity> {
    let (from, to) = cell?;
    let found = within(&model.quantities, from, to);
    match *found {
        [one] if one.is_exact() => Some(one),
        _ => None,
    }
}

#[inline(never)]
fn off(sum: f64, total: f64, parts: usize) -> bool {
    // Each part may be rounded by half a unit of its last digit.
    (sum - total).abs() > 1e-9 + 0.001 * total.abs().max(sum.abs()) * (parts as f64 / 10.0).max(0.5)
}

/// A total row against the rows above it, column by column.
#[inline(never)]
fn columns(sink: &mut Sink, table: &Table) {
    let model = sink.model;
    let chars = &model.text.chars;
    let is_total = |row: &Row| row.cells.iter().take(2).any(|(a, b)| contains_any(&chars[*a..*b], TOTAL));
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
            say(sink, &M001, &total, sum, total.low);
        }
    }
}

#[inline(never)]
fn say(sink: &mut Sink, rule: &Rule, at: &Quantity, sum: f64, total: f64) {
    let scale = if at.measure == Measure::Money && total.abs() >= 1e4 { (1e4, "万") } else { (1.0, "") };
    let show = |value: f64| figure((value / scale.0 * 100.0).round() / 100.0) + scale.1;
    let (sum, total) = (show(sum), show(total));
    sink.report(rule, at.start, at.end, &[&sum, &total]);
}

/// Quarter or month columns against the column of the year, row by row.
#[inline(never)]
fn rows(sink: &mut Sink, table: &Table) {
    let model = sink.model;
    let chars = &model.text.chars;
    let at = model.text.lines[table.first_line];
    let heads = cells(chars, model.outline.block(table.first_line).start, at.end);
    let total =
        heads.iter().position(|(a, b)| contains_any(&chars[*a..*b], TOTAL) && !period(&chars[*a..*b]));
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
            say(sink, &M001, &whole, sum, whole.low);
        }
    }
}

#[inline(never)]
fn period(head: &[char]) -> bool {
    contains_any(
        head,
        "季度 Q1 Q2 Q3 Q4 1月 2月 3月 4月 5月 6月 7月 8月 9月 上半年 下半年 一季 二季 三季 四季",
    )
}

/// 一季度200万、二季度300万…, in a line or in the items of a list: against the total among them, or the goal of
/// the same figure.
#[inline(never)]
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
        say(sink, &M001, &Quantity { start: a.start, end: d.end, ..total }, sum, total.low);
    }
}

/// 薪资80万元、差旅20万元,合计110万元: the amounts of a sentence before its total.
#[inline(never)]
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
        say(sink, &M001, &total, sum, total.low);
    }
}

/// A占50%、B占30%、C占15%, in a line or one in each item of a list.
#[inline(never)]
fn shares(sink: &mut Sink, line: usize, last_line: usize) {
    let model = sink.model;
    let chars = &model.text.chars;
    // In a line 占 stands right before; the items of a list say what of: 占总销售额的40%.
    let reach = if line == last_line { 3 } else { 8 };
    let share = |q: &&Quantity| {
        let exact = q.measure == Measure::Percent && q.is_exact() && q.bound.is_none();
        exact && chars[q.start.saturating_sub(reach)..q.start].contains(&'占')
    };
    let shares = |line: usize| model.quantities_in(line, line + 1).iter().filter(share).copied();
    let of: Vec<Quantity> = (line..=last_line).flat_map(shares).collect();
    let [first, .., last] = &of[..] else { return };
    // Weights are checked as such.
    if model.weighs(line) {
        return;
    }
    let lines = (line..=last_line).filter(|line| model.outline.block(*line).content()).count();
    if of.len() < 3
        || line < last_line && (of.len() != lines || (line..=last_line).any(|line| shares(line).count() > 1))
        || line == last_line && contains_any(&chars[first.start..last.end], "。 权重 各占")
    {
        return;
    }
    let sum: f64 = of.iter().map(|q| q.low * 100.0).sum();
    if (sum - 100.0).abs() > 0.5 && (70.0..=130.0).contains(&sum) {
        let total = figure((sum * 100.0).round() / 100.0);
        sink.report(&M002, first.start, last.end, &[&total]);
    }
}

/// 线索到商机 20 %, 商机到成单 30 %: together 6 %.
#[inline(never)]
fn rates(sink: &mut Sink) {
    let model = sink.model;
    let rate = |id: &str| {
        model.aims.iter().take(400).find_map(|aim| {
            let named = aim.metric.and_then(lexicon::entry_of).is_some_and(|entry| entry.id == id);
            let exact = named && aim.name.contains(if id == "lead_conversion_rate" { "线索" } else { "" });
            let value = aim.target.resolve(None).filter(|_| {
                exact && aim.change.is_none() && aim.quantity.is_some_and(|q| q.measure == Measure::Percent)
            })?;
            Some((value, aim))
        })
    };
    let Some((whole, aim)) = rate("lead_conversion_rate") else { return };
    let chain = |ids: &[&str]| ids.iter().map(|id| rate(id).map(|(value, _)| value)).product::<Option<f64>>();
    let product = chain(&["lead_to_opp_rate", "opp_to_won_rate"])
        .or_else(|| chain(&["lead_to_mql_rate", "mql_to_sql_rate", "sql_to_opp_rate", "opp_to_won_rate"]));
    let Some(product) = product else { return };
    if (product - whole).abs() > 0.05 * whole.max(product) {
        let show = |value: f64| figure((value * 1e4).round() / 100.0);
        let (parts, total) = (show(product), show(whole));
        let other = model.aims.iter().find(|a| a.name.contains("商机")).map(|a| a.line);
        let draft = sink.report(&M003, aim.start, aim.end, &[&parts, &total]);
        draft.other_line = other;
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::examples::hold;

    #[test]
    fn examples() {
        hold(&[
            (
                "M001",
                "一、目标\n- 全年销售额1000万元：一季度200万元、二季度300万元、三季度300万元、四季度300万元\n",
                "一、目标\n- 全年销售额1100万元：一季度200万元、二季度300万元、三季度300万元、四季度300万元\n",
            ),
            (
                "M001",
                "一、预算\n- 薪资80万元、差旅20万元、招待10万元，合计120万元\n",
                "一、预算\n- 薪资80万元、差旅20万元、招待10万元，合计110万元\n",
            ),
            (
                "M002",
                "一、策略\n- 甲产品占50%、乙产品占30%、丙产品占10%\n",
                "一、策略\n- 甲产品占50%、乙产品占30%、丙产品占20%\n",
            ),
            (
                "M003",
                "一、目标\n- 线索到商机转化率达到20%，商机到成单转化率达到30%，线索到成单转化率达到12%\n",
                "一、目标\n- 线索到商机转化率达到20%，商机到成单转化率达到30%，线索到成单转化率达到6%\n",
            ),
        ]);
    }
}
