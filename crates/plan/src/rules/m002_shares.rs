//! M002: shares that do not make 100 %.

use crate::clauses::sentences;
use crate::column::Role;
use crate::finding::{Example, Nature, Rule, Says, Sink, figure, says, text};
use crate::measure::Measure;
use crate::model::Model;
use crate::outline::Shape;
use crate::quantity::Quantity;
use crate::report::Severity::Warning;
use crate::sheet::{Row, Table};
use crate::terms;
use crate::whole;

use super::sums::value;

const SUM: Says = says(
    Warning,
    0.8,
    ("占比合计 {0}%，不是 100%", "the shares sum to {0} %, not 100 %"),
    ("核对各项占比", "check the shares"),
);

pub(super) static RULE: Rule = Rule {
    code: "M002",
    name: "shares-not-100",
    what: text("占比合计不是 100%", "Shares that do not make 100 %"),
    why: text("占比加起来不是 100%，至少有一个数错了。", "At least one of the shares is wrong."),
    nature: Nature::Defect,
    says: &[&SUM],
    group: None,
    examples: &[
        Example {
            fires: "一、策略\n- 甲产品占50%、乙产品占30%、丙产品占10%\n",
            silent: "一、策略\n- 甲产品占50%、乙产品占30%、丙产品占20%\n",
        },
        Example {
            fires: "一、目标\n- 签约50兆瓦，其中屋顶70%、地面20%、车棚15%\n",
            silent: "一、目标\n- 签约50兆瓦，其中屋顶70%、地面20%、车棚10%\n",
        },
        Example {
            fires: "一、目标\n- 白葡萄酒1600箱\n\n白葡萄酒里：长相思55%、霞多丽30%、雷司令20%。\n",
            silent: "一、目标\n- 白葡萄酒1600箱\n\n白葡萄酒里：长相思50%、霞多丽30%、雷司令20%。\n",
        },
    ],
    check,
};

fn check(sink: &mut Sink) {
    let model = sink.model;
    let mut run: Vec<Quantity> = Vec::new();
    for line in model.lines().filter(|line| model.outline.block(*line).shape != Shape::Blank) {
        let block = model.outline.block(line);
        if block.shape != Shape::Row && !terms::NO_SHARES.within(model.chars((block.start, block.end))) {
            let stated = shares(model, line, 6);
            compare(sink, &stated);
            if stated.is_empty() && !model.weighs(line) {
                beyond(sink, line);
            }
        }
        // One share an item: 占总销售额的40% says what of.
        match shares(model, line, 8)[..] {
            [one] if matches!(block.shape, Shape::Item(_)) && !model.weighs(line) => run.push(one),
            _ => compare(sink, &std::mem::take(&mut run)),
        }
    }
    compare(sink, &run);
    for table in &model.tables {
        columns(sink, table);
    }
}

/// The shares of a line: 占 stands so many characters before them at most.
fn shares(model: &Model, line: usize, reach: usize) -> Vec<Quantity> {
    let chars = &model.text.chars;
    let share = |q: &&Quantity| whole::is_share(q) && takes(&chars[q.start.saturating_sub(reach)..q.start]);
    // Weights are checked as such.
    if model.weighs(line) {
        return Vec::new();
    }
    // 二店 is a name, no figure.
    let named = |q: &&Quantity| q.number_end == q.start + 1 && !chars[q.start].is_ascii();
    let own: Vec<Quantity> =
        model.quantities_in(line, line + 1).iter().filter(|q| !named(q)).copied().collect();
    let found: Vec<Quantity> = own.iter().filter(share).copied().collect();
    if found.is_empty() { split(model, &own) } else { found }
}

/// True where 占 stands, and no 占比.
fn takes(chars: &[char]) -> bool {
    // 三家大户就占41%: a part of a part.
    let inner = |at: usize| at > 0 && matches!(chars[at - 1], '就' | '光' | '便');
    (0..chars.len()).any(|at| chars[at] == '占' && chars.get(at + 1) != Some(&'比') && !inner(at))
}

/// 其中屋顶70%、地面20%、车棚15%: shares that follow such a word, with nothing but a name before each.
fn split(model: &Model, own: &[Quantity]) -> Vec<Quantity> {
    let chars = &model.text.chars;
    let of_parts = |q: &&Quantity| {
        let from = q.start.saturating_sub(12);
        terms::SPLITS.within(&chars[from..q.start]) || announced(&chars[..q.start])
    };
    let Some(first) = own.iter().position(|q| of_parts(&q)) else { return Vec::new() };
    let parts = &own[first..];
    let mark = chars[..parts[0].start].iter().rposition(|c| *c == ':').map_or(0, |at| at + 1);
    let range = (parts[0].start.saturating_sub(6).max(mark), parts[parts.len() - 1].end);
    let near = |gap: usize, to: usize| gap <= if chars[to - 1].is_ascii() { 24 } else { 10 };
    let plain = parts.windows(2).all(|pair| {
        matches!(chars[pair[0].end], '、' | ',' | ';') && near(pair[1].start - pair[0].end, pair[0].end + 3)
    }) && parts.iter().all(whole::is_share)
        && !whole::says_more(model.text, range.0, range.1);
    if plain { parts.to_vec() } else { Vec::new() }
}

/// 长相思55%、霞多丽30%、雷司令20%: names and shares alone may leave some out, but are no more than the whole.
fn beyond(sink: &mut Sink, line: usize) {
    let model = sink.model;
    let block = model.outline.block(line);
    for sentence in sentences(&model.text.chars, block.start, block.end) {
        let told = whole::shares(model.text, &model.quantities, sentence).map(<[Quantity]>::to_vec);
        if let Some(of) = told.filter(|of| of.iter().map(|share| share.low).sum::<f64>() > 1.0) {
            compare(sink, &of);
        }
    }
}

/// By market: United States 42%, 按区域看: 华东40%: a colon before the name, and before it what splits.
fn announced(chars: &[char]) -> bool {
    let Some(colon) = chars.iter().rev().take(24).position(|c| *c == ':').map(|back| chars.len() - 1 - back)
    else {
        return false;
    };
    terms::SPLIT_BY.within(&chars[colon.saturating_sub(16)..colon])
}

/// A column of shares outside the appraisal.
fn columns(sink: &mut Sink, table: &Table) {
    let model = sink.model;
    let total = |row: &Row| row.cells.iter().take(2).any(|cell| terms::TOTALS.within(model.chars(*cell)));
    let weighed = table.rows.iter().any(|row| model.weighs(row.line));
    // 合计 | 100%: a column whose total says so.
    let whole = |column: usize| {
        let cell = table.rows.iter().find(|row| total(row)).and_then(|row| row.cells.get(column).copied());
        value(model, cell).is_some_and(|sum| whole::is_share(&sum) && (sum.low - 1.0).abs() < 1e-9)
    };
    let shared = (0..table.roles.len()).filter(|at| table.column(Role::Weight) == Some(*at) || whole(*at));
    for column in shared.filter(|_| !weighed) {
        let rows = table.rows.iter().filter(|row| !total(row));
        let values: Option<Vec<Quantity>> =
            rows.map(|row| value(model, row.cells.get(column).copied())).collect();
        let rates = |of: &Vec<Quantity>| of.iter().all(|quantity| quantity.measure == Measure::Percent);
        if let Some(of) = values.filter(rates) {
            compare(sink, &of);
        }
    }
}

/// Reports three shares or more that come near 100 % and miss it by more than rounding.
fn compare(sink: &mut Sink, of: &[Quantity]) {
    // Of two shares of one whole nobody knows what else there is, but they cannot be more than it.
    let [first, .., last] = of else { return };
    let sum: f64 = of.iter().map(|quantity| quantity.low * 100.0).sum();
    let off = if of.len() == 2 { sum > 100.6 } else { (sum - 100.0).abs() > 0.6 };
    if of.len() >= 2 && off && (70.0..=130.0).contains(&sum) {
        let total = figure((sum * 100.0).round() / 100.0);
        sink.report(&RULE, &SUM, first.start, last.end, &[&total]);
    }
}
