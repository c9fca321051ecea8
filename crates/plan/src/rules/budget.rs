//! B: money.

use super::arithmetic::value;
use crate::finding::{Change, Rule, Sink, figure, rule, short};
use crate::lexicon::contains_any;
use crate::outline::{Part, SectionKind, Shape};
use crate::quantity::{Measure, Quantity};
use crate::report::Severity::{Error, Warning};
use crate::sheet::Role;

const B001: Rule = rule(
    "B001",
    Warning,
    0.95,
    ("「{0}」没有一个金额", "“{0}” holds no amount of money"),
    ("逐项写出金额和合计", "state an amount for each item, and the total"),
);
const B002: Rule =
    rule("B002", Warning, 0.8, ("没有写金额：{0}", "no amount: {0}"), ("补上金额", "add the amount"));
const B003: Rule = rule(
    "B003",
    Error,
    0.9,
    ("各项之和 {0}，写的总预算是 {1}", "the items sum to {0}, the total budget says {1}"),
    ("核对各项与总额", "check the items and the total"),
);

const TOTAL: &str = "总预算 预算总额 总费用 费用总额 合计 总计 共计 总额 总投入 共需";

#[inline(never)]
pub(super) fn run(sink: &mut Sink) {
    let model = sink.model;
    for part in model.outline.of_kind(SectionKind::Resources).filter(|part| part.level == 1 && !part.empty) {
        section(sink, part);
    }
}

#[inline(never)]
fn amount(quantity: &Quantity) -> bool {
    quantity.measure == Measure::Money || quantity.measure == Measure::None && quantity.low >= 100.0
}

#[inline(never)]
fn section(sink: &mut Sink, part: &Part) {
    let model = sink.model;
    let chars = &model.text.chars;
    let blank = (part.first..part.last).any(|line| {
        let block = model.outline.block(line);
        block.content() && contains_any(model.chars((block.start, block.end)), "__ 【】")
    });
    let figures = model.quantities_in(part.first, part.last).iter().any(|q| q.hole || amount(q));
    if !figures {
        if !blank {
            let title = short(model.chars(part.title));
            sink.report(&B001, part.heading.0, part.heading.1, &[&title]);
        }
        return;
    }
    let (mut sum, mut items, mut holes) = (0.0, 0, false);
    let mut total: Option<Quantity> = None;
    for line in part.first..part.last {
        let block = *model.outline.block(line);
        if !block.content() || block.bare_label() || block.shape == Shape::Row {
            continue;
        }
        let body = model.chars((block.start, block.end));
        let amounts: Vec<Quantity> =
            model.quantities_in(line, line + 1).iter().filter(|q| amount(q) || q.hole).copied().collect();
        if contains_any(body, TOTAL) {
            total = total.or(amounts.iter().find(|q| !q.hole).copied());
            continue;
        }
        if !matches!(block.shape, Shape::Item(_)) {
            continue;
        }
        match amounts.first() {
            Some(q) if q.hole || amounts.len() > 1 || q.low < q.high => holes = true,
            Some(q) => {
                sum += q.low;
                items += 1;
            }
            None if contains_any(body, "费 预算 投入 采购 经费 奖金") && !contains_any(body, "__ 【】") =>
            {
                holes = true;
                let shown = short(body);
                let text = sink.locale.pick("：____元", ": ____");
                let at = if block.label_end > block.start { block.label_end } else { block.end };
                sink.report(&B002, block.start, block.end, &[&shown])
                    .change(Change::After(at, text.to_owned()));
            }
            None => {}
        }
    }
    for table in model.tables.iter().filter(|t| t.first_line >= part.first && t.first_line < part.last) {
        let Some(column) = table.column(Role::Amount) else { continue };
        for row in &table.rows {
            let cell = row.cells.get(column).copied();
            let name = row.cells.first().copied().unwrap_or_default();
            let is_total = contains_any(&chars[name.0..name.1], TOTAL);
            match value(model, cell) {
                Some(_) if is_total => {}
                Some(q) => {
                    sum += q.low;
                    items += 1;
                }
                None if !is_total
                    && name.1 > name.0
                    && !cell.is_some_and(|(a, b)| contains_any(&chars[a..b], "__ 【】 X Y")) =>
                {
                    holes = true;
                    let shown = short(&chars[name.0..name.1]);
                    sink.report(&B002, name.0, name.1, &[&shown]);
                }
                None => holes = true,
            }
        }
    }
    if let Some(total) = total.filter(|_| items >= 2 && !holes)
        && (sum - total.low).abs() > 0.002 * sum.max(total.low)
    {
        let scale = if total.low >= 1e4 { (1e4, "万元") } else { (1.0, "元") };
        let show = |value: f64| figure((value / scale.0 * 100.0).round() / 100.0) + scale.1;
        let (parts, whole) = (show(sum), show(total.low));
        sink.report(&B003, total.start, total.end, &[&parts, &whole]);
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::examples::hold;

    #[test]
    fn examples() {
        hold(&[
            ("B001", "一、预算\n- 展会费用\n", "一、预算\n- 展会费用：8万元\n"),
            (
                "B002",
                "一、预算\n- 展会费用：8万元\n- 差旅费用\n",
                "一、预算\n- 展会费用：8万元\n- 差旅费用：3万元\n",
            ),
            (
                "B003",
                "一、预算\n- 展会费用：8万元\n- 差旅费用：3万元\n- 合计：12万元\n",
                "一、预算\n- 展会费用：8万元\n- 差旅费用：3万元\n- 合计：11万元\n",
            ),
        ]);
    }
}
