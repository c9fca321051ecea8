//! What the rules on budgets share: the items of a budget with their amounts, and its total.

use crate::column::Role;
use crate::finding::Sink;
use crate::measure::Measure;
use crate::model::Model;
use crate::number::among;
use crate::outline::{Block, Part, Shape};
use crate::phrase::{Clause, clauses};
use crate::quantity::Quantity;
use crate::section::SectionKind;
use crate::terms;

use super::sums::value;

/// True of what may be an amount of money; in a budget the unit may be left out.
fn amount(quantity: &Quantity) -> bool {
    quantity.measure == Measure::Money || quantity.measure == Measure::None && quantity.low >= 100.0
}

/// The amounts that a line of a budget states; 应用培训 45: a number alone at the end of a short line is one.
pub(super) fn amounts(model: &Model, line: usize) -> Vec<Quantity> {
    let block = model.outline.block(line);
    let all = model.quantities_in(line, line + 1);
    let bare = |q: &Quantity| {
        let ends =
            all.len() == 1 && q.end >= block.end && block.end - block.start <= 24 && q.start > block.start;
        q.measure == Measure::None && q.is_exact() && ends
    };
    all.iter().filter(|q| amount(q) || q.hole || bare(q)).copied().collect()
}

/// An item of a budget.
pub(super) struct Item {
    pub start: usize,
    pub end: usize,
    /// Where an amount would be inserted.
    pub insert: Option<usize>,
    pub amount: Amount,
}

/// What an item says of its amount.
pub(super) enum Amount {
    /// One exact amount.
    Stated(f64),
    /// A range, several amounts or a blank.
    Open,
    /// None.
    Missing,
}

/// A budget as a section states it.
pub(super) struct Budget {
    pub items: Vec<Item>,
    /// The total, where it is stated.
    pub total: Option<Quantity>,
}

/// The budgets of a plan that state an amount.
pub(super) fn budgets(sink: &Sink) -> Vec<Budget> {
    let model = sink.model;
    model
        .outline
        .of_kind(SectionKind::Resources)
        .filter(|part| part.level == 1 && !part.empty)
        .filter(|part| (part.first..part.last).any(|line| !amounts(model, line).is_empty()))
        .map(|part| budget(sink, part))
        .collect()
}

fn budget(sink: &Sink, part: &Part) -> Budget {
    let model = sink.model;
    let mut found = Budget { items: Vec::new(), total: None };
    // 广告投放28万元 / 抽奖礼品9万元 / 小区摆点: where short lines have their amounts a thing alone lacks its own.
    let short = |line: &usize| {
        let block = model.outline.block(*line);
        block.shape == Shape::Prose && block.end - block.start <= 24 && amounts(model, *line).len() == 1
    };
    let priced = (part.first..part.last).filter(short).count() >= 2;
    for line in part.first..part.last {
        let block = *model.outline.block(line);
        let told = terms::CONTACTS.are(model.chars((block.start, block.label_end)));
        let told = told || block.remark(&model.text.chars);
        if !block.content() || block.bare_label() || block.shape == Shape::Row || told {
            continue;
        }
        let body = model.chars((block.start, block.end));
        let amounts = amounts(model, line);
        // 共3000元
        let sums = amounts.len() == 1 && body.first() == Some(&'共');
        if sums || terms::BUDGET_TOTALS.within(body) {
            found.total = found.total.or(amounts.iter().find(|q| !q.hole).copied());
        } else if matches!(block.shape, Shape::Item(_))
            || block.label_end > block.start && !sentences(sink, &block)
        {
            found.items.extend(item(sink, line, &block, &amounts, part.last));
        } else if amounts.len() >= 2 {
            let whole =
                Item { start: block.start, end: block.end, insert: None, amount: reckoned(sink, &amounts) };
            found.items.push(whole);
            found.items.extend(unsettled(sink, &block));
        } else if block.end - block.start <= 24
            && (!amounts.is_empty() || undecided(body) || priced && body.iter().all(|c| c.is_alphabetic()))
        {
            // Ads $60k: a short line that is a thing and its amount.
            found.items.extend(item(sink, line, &block, &amounts, part.last));
        }
    }
    for table in model.tables.iter().filter(|t| t.first_line >= part.first && t.first_line < part.last) {
        let Some(column) = table.column(Role::Amount) else { continue };
        for row in &table.rows {
            let name = row.cells.first().copied().unwrap_or_default();
            if terms::BUDGET_TOTALS.within(model.chars(name)) {
                found.total = found.total.or(value(model, row.cells.get(column).copied()));
            } else {
                found.items.extend(cell(sink, name, row.cells.get(column).copied()));
            }
        }
    }
    found
}

/// 视情况, 待总部批: true of words that leave an amount open.
fn undecided(chars: &[char]) -> bool {
    let waits = || {
        let tail = &chars[chars.len().saturating_sub(8)..];
        tail.last().is_some_and(|c| among(*c, "批定报审核议")) && tail.contains(&'待')
    };
    terms::UNDECIDED.closes(chars) || waits()
}

/// 电池60块 × 1800元 = 10.8万元: what several amounts of a line come to, where it says so.
fn reckoned(sink: &Sink, amounts: &[Quantity]) -> Amount {
    let last = amounts.last().filter(|last| {
        let before = sink.model.text.chars[..last.start].iter().rev().find(|c| **c != ' ');
        !last.hole && before == Some(&'=')
    });
    last.map_or(Amount::Open, |last| Amount::Stated(last.low))
}

/// True of a line that goes on after its first sentence.
fn sentences(sink: &Sink, block: &Block) -> bool {
    let chars = sink.model.chars((block.start, block.end));
    chars.iter().position(|c| *c == '。').is_some_and(|at| at + 1 < chars.len())
}

/// 差旅3.6万元，客户招待看情况: of several amounts in a sentence those that are still open.
fn unsettled(sink: &Sink, block: &Block) -> Vec<Item> {
    let model = sink.model;
    let open = |clause: &Clause| {
        undecided(model.chars((clause.start, clause.end)))
            && crate::quantity::within(&model.quantities, clause.start, clause.end).is_empty()
            && clause.end - clause.start > 4
    };
    let clauses = clauses(&model.text.chars, block.start, block.end).into_iter().filter(open);
    clauses
        .map(|Clause { start, end, .. }| Item { start, end, insert: None, amount: Amount::Missing })
        .collect()
}

fn item(sink: &Sink, line: usize, block: &Block, amounts: &[Quantity], last: usize) -> Option<Item> {
    let amount = match amounts {
        [one] if !one.hole && one.low >= one.high => Amount::Stated(one.low),
        [] if undecided(sink.model.chars((block.start, block.end))) => Amount::Missing,
        [] if sink.subjects.holed(block.start, block.end) => Amount::Open,
        [] if speaks(sink, line, block, last) => return None,
        [] => Amount::Missing,
        _ => Amount::Open,
    };
    let at = if block.label_end > block.start { block.label_end } else { block.end };
    let insert = (block.body <= block.label_end || block.body >= block.end || block.label_end <= block.start)
        .then_some(at);
    Some(Item { start: block.start, end: block.end, insert, amount })
}

/// True of an item that has its parts below it, or that says who does what: no position of a budget.
fn speaks(sink: &Sink, line: usize, block: &Block, last: usize) -> bool {
    let model = sink.model;
    let depth = |block: &Block| if let Shape::Item(depth) = block.shape { Some(depth) } else { None };
    let parent = (line + 1..last)
        .map(|line| model.outline.block(line))
        .find(|below| below.shape != Shape::Blank)
        .is_some_and(|below| depth(below) > depth(block));
    let long = block.end - block.start > 40;
    parent || long || crate::owner::owner(&model.text.chars, block.start, block.end).is_some()
}

fn cell(sink: &Sink, name: (usize, usize), cell: Option<(usize, usize)>) -> Option<Item> {
    let model = sink.model;
    let amount = match value(model, cell) {
        Some(quantity) => Amount::Stated(quantity.low),
        None if name.1 <= name.0 => return None,
        None if cell.is_some_and(|(from, to)| undecided(model.chars((from, to)))) => Amount::Missing,
        None if cell.is_some_and(|(from, to)| sink.subjects.holed(from, to)) => Amount::Open,
        None if cell
            .is_some_and(|(from, to)| !crate::quantity::within(&model.quantities, from, to).is_empty()) =>
        {
            Amount::Open
        }
        None => Amount::Missing,
    };
    Some(Item { start: name.0, end: name.1, insert: None, amount })
}
