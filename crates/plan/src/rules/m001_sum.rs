//! M001: parts that do not make their total, factors that do not make their product.

use crate::column::Role;
use crate::finding::{Example, Nature, Rule, Says, Sink, figure, says, text};
use crate::measure::Measure;
use crate::model::Model;
use crate::outline::Shape;
use crate::quantity::Quantity;
use crate::report::Severity::Error;
use crate::section::SectionKind;
use crate::sheet::{Row, Table};
use crate::terms;
use crate::time::What;

use super::parts::{Split, below, in_line, stacked};
use super::sums::{off, say, value};

const SUM: Says = says(
    Error,
    0.9,
    ("各项之和 {0}，写的合计是 {1}", "the parts sum to {0}, the total says {1}"),
    ("核对各项与合计", "check the parts and the total"),
);
const PRODUCT: Says = says(
    Error,
    0.85,
    ("{0} × {1} 是 {2}，写的是 {3}", "{0} × {1} is {2}, the text says {3}"),
    ("核对这一行的三个数", "check the three figures of this row"),
);

pub(super) static RULE: Rule = Rule {
    code: "M001",
    name: "parts-do-not-sum",
    what: text("各项之和与合计不符", "Parts that do not make their total"),
    why: text(
        "分到季度、产品或人的数加不到总数，总会有一头完不成。",
        "Where the shares of quarters, products or people do not make the total, one side cannot be met.",
    ),
    nature: Nature::Defect,
    says: &[&SUM, &PRODUCT],
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
        Example {
            fires: "一、目标\n- 新签客户45家\n  - 华东20家\n  - 华中15家\n  - 西南12家\n",
            silent: "一、目标\n- 新签客户47家\n  - 华东20家\n  - 华中15家\n  - 西南12家\n",
        },
        Example {
            fires: "一、目标\n- 交付设备310台，其中小型180台、中型95台、大型45台\n",
            silent: "一、目标\n- 交付设备310台，其中小型180台、大型45台\n",
        },
        Example {
            fires: "一、目标\n- 下半年营业额2080万元，三季度980万元，四季度1150万元，李明负责\n",
            silent: "一、目标\n- 下半年营业额2130万元，三季度980万元，四季度1150万元，李明负责\n",
        },
        Example {
            fires: "一、目标\n- 新入会45位（家庭会员30位、公司会员12位）\n",
            silent: "一、目标\n- 新入会45位（其中家庭会员30位、公司会员12位）\n",
        },
        Example {
            fires: "一、费用\n标签12.8万元；会务两场6万元；差旅4.5万元。三项加起来24.3万元。\n",
            silent: "一、费用\n标签12.8万元；会务两场6万元；差旅4.5万元。三项加起来23.3万元。\n",
        },
        Example {
            fires: "一、目标\n下半年发货做到3500万元；按馆分，高校1900万元，公共馆1100万元，中小学600万元。\n",
            silent: "一、现状\n服务的馆有83家，高校41家，公共馆30家，中小学12家。\n",
        },
        Example {
            fires: "一、目标\n- 校服5200套，李明负责\n  小学2600套、初中1700套、高中800套\n",
            silent: "一、目标\n- 校服5100套，李明负责\n  小学2600套、初中1700套、高中800套\n",
        },
    ],
    check,
};

fn check(sink: &mut Sink) {
    let model = sink.model;
    for table in &model.tables {
        columns(sink, table);
        rows(sink, table);
        products(sink, table);
    }
    for line in model.lines() {
        if !model.outline.block(line).content() || model.quantities_in(line, line + 1).is_empty() {
            continue;
        }
        for split in in_line(model, line) {
            compare(sink, &split);
        }
        if let Some(split) = below(model, line) {
            compare(sink, &split);
        }
        if let Some(split) = stacked(model, line).filter(|_| model.kind(line) != SectionKind::Resources) {
            compare(sink, &split);
        }
        if let Some(split) = quarters(model, line) {
            compare(sink, &split);
        }
    }
}

/// Reports a split whose sum is none of its totals. A list that is not said to be whole may name some parts only:
/// then it must be near, or too much.
fn compare(sink: &mut Sink, split: &Split) {
    let sum = split.sum();
    // 其中初中168人、小学118人，退费9人: what goes on after them is something else.
    let first = |count: usize| split.parts[..count].iter().map(|part| part.low).sum::<f64>();
    let made = |total: &Quantity| (2..split.parts.len()).any(|count| !off(first(count), total.low, count));
    let met = split.totals.iter().any(|total| !off(sum, total.low, split.parts.len()) || made(total));
    let Some(total) = split.totals.last().filter(|_| !met) else { return };
    let near = split.parts.len() >= 3 && sum >= 0.85 * total.low;
    let more = sum > total.low && sum <= 1.5 * total.low;
    if split.whole && sum >= 0.5 * total.low || near && sum <= 1.5 * total.low || more {
        let (first, last) = (split.parts[0], split.parts[split.parts.len() - 1]);
        let at = Quantity { start: first.start.min(total.start), end: last.end, ..*total };
        let line = sink.model.text.line_of(first.start);
        let same = sink.model.text.line_of(total.start) == line;
        let at = if same { at } else { Quantity { start: first.start, ..at } };
        if !already(sink, &at) {
            say(sink, &RULE, &SUM, &at, sum, total.low);
        }
    }
}

/// True if a finding of this rule touches the place.
fn already(sink: &Sink, at: &Quantity) -> bool {
    sink.drafts.iter().any(|draft| {
        std::ptr::eq(draft.rule, &raw const RULE) && draft.start < at.end && at.start < draft.end
    })
}

/// A total row against the rows above it, column by column.
fn columns(sink: &mut Sink, table: &Table) {
    let model = sink.model;
    let is_total = |row: &Row| row.cells.iter().take(2).any(|cell| terms::TOTALS.within(model.chars(*cell)));
    let Some(last) = table.rows.iter().position(is_total) else { return };
    let above = &table.rows[..last];
    let heads = model.first_cells(table);
    for column in 1..table.roles.len() {
        if matches!(table.roles[column], Role::Weight | Role::Due) {
            continue;
        }
        let parts: Vec<Quantity> =
            above.iter().filter_map(|row| value(model, row.cells.get(column).copied())).collect();
        let Some(total) = value(model, table.rows[last].cells.get(column).copied()) else { continue };
        let alike = parts.iter().all(|part| part.measure == total.measure);
        let rate = matches!(total.measure, Measure::Percent | Measure::Points | Measure::Days);
        if parts.len() < 2 || parts.len() != above.len() || !alike || rate && (total.low - 1.0).abs() > 1e-9 {
            continue;
        }
        // A table without a line of names begins with its first part.
        let head = value(model, heads.get(column).copied()).filter(|head| {
            head.measure == total.measure && table.rows.iter().all(|row| row.line != table.first_line)
        });
        let sum: f64 = parts.iter().chain(&head).map(|p| p.low).sum();
        if off(sum, total.low, parts.len()) {
            say(sink, &RULE, &SUM, &total, sum, total.low);
        }
    }
}

/// Quarter or month columns against the column of the year, row by row.
fn rows(sink: &mut Sink, table: &Table) {
    let model = sink.model;
    let heads = model.first_cells(table);
    let period = |cell: &(usize, usize)| {
        terms::PERIODS.within(model.chars(*cell))
            || model.times_in(cell.0, cell.0 + 1).any(|time| match time.what {
                What::Calendar(when) => when.part.divides_year(),
                _ => false,
            })
    };
    let whole = |cell: &(usize, usize)| terms::YEAR_TOTALS.within(model.chars(*cell)) && !period(cell);
    let parts: Vec<usize> = (0..heads.len()).filter(|index| period(&heads[*index])).collect();
    let Some(total) = heads.iter().position(whole).filter(|_| parts.len() >= 2) else { return };
    for row in &table.rows {
        let Some(whole) = value(model, row.cells.get(total).copied()) else { continue };
        let values: Vec<Quantity> =
            parts.iter().filter_map(|index| value(model, row.cells.get(*index).copied())).collect();
        let alike = values.len() == parts.len() && values.iter().all(|v| v.measure == whole.measure);
        let sum: f64 = values.iter().map(|v| v.low).sum();
        if alike && whole.measure != Measure::Percent && off(sum, whole.low, values.len()) {
            say(sink, &RULE, &SUM, &whole, sum, whole.low);
        }
    }
}

/// A column that is the product of two others in all rows but a few: those are off.
fn products(sink: &mut Sink, table: &Table) {
    let model = sink.model;
    let width = table.roles.len().min(12);
    for c in 2..width {
        for (a, b) in (0..c).flat_map(|a| (a + 1..c).map(move |b| (a, b))) {
            let triples: Vec<[Quantity; 3]> = table
                .rows
                .iter()
                .filter_map(|row| {
                    let at = |column: usize| value(model, row.cells.get(column).copied());
                    Some([at(a)?, at(b)?, at(c)?])
                })
                .collect();
            let holds = |[a, b, c]: &&[Quantity; 3]| !off(a.low * b.low, c.low, 1);
            let told = triples.iter().filter(|[a, b, _]| a.low > 1.0 && b.low > 1.0).filter(holds).count();
            if told < 3 || told * 3 < triples.len() * 2 {
                continue;
            }
            for [a, b, c] in triples.iter().filter(|triple| !holds(triple)) {
                let shown = [a.low, b.low, a.low * b.low, c.low].map(figure);
                sink.report(&RULE, &PRODUCT, c.start, c.end, &shown.each_ref().map(String::as_str));
            }
        }
    }
}

/// 一季度…, 二季度…, 三季度…, 四季度… in a line or in the items of a list, against the goal that states the whole.
fn quarters(model: &Model, first: usize) -> Option<Split> {
    // In a line, or one in each of the lines that follow.
    let last = (first + 1..model.lines().end)
        .filter(|line| model.outline.block(*line).shape != Shape::Blank)
        .take(3)
        .take_while(|line| matches!(model.outline.block(*line).shape, Shape::Item(_) | Shape::Prose))
        .last()
        .unwrap_or(first);
    if model.outline.block(first).shape == Shape::Row {
        return None;
    }
    let mut parts: [Option<Quantity>; 4] = [None; 4];
    for line in first..=last {
        let block = model.outline.block(line);
        let mut from = block.start;
        for quantity in model.quantities_in(line, line + 1) {
            let lead = model.chars((from.min(quantity.start), quantity.start));
            from = quantity.end;
            let quarter = [terms::QUARTER1, terms::QUARTER2, terms::QUARTER3, terms::QUARTER4]
                .iter()
                .position(|names| names.within(lead));
            if let Some(quarter) = quarter.filter(|_| !quantity.hole && parts.iter().flatten().count() < 4) {
                parts[quarter] = Some(*quantity);
            }
        }
    }
    let [Some(a), Some(b), Some(c), Some(d)] = parts else { return None };
    let alike = [b, c, d].iter().all(|part| part.measure == a.measure && part.is_exact());
    let rate = !matches!(a.measure, Measure::Money | Measure::Count | Measure::None);
    // The list begins with the first quarter.
    if !alike || rate || model.text.line_of(a.start) != first {
        return None;
    }
    let line = model.outline.block(first);
    let metric = model.text.metric(line.start, a.start);
    let goal = model.aims.iter().take(400).find(|aim| {
        !(first..=last).contains(&aim.line)
            && model.outline.within(aim.line, SectionKind::Goals)
            && aim.metric == metric.or(aim.metric)
            && aim.change.is_none()
            && aim.measure == a.measure
            && !aim.each
    })?;
    let total = goal.level.or(goal.quantity).filter(Quantity::is_exact)?;
    Some(Split { parts: vec![a, b, c, d], totals: vec![total], whole: true })
}
