//! K003: a key figure without formula or source, or with a broken formula.

use crate::figures::Figure;
use crate::finding::{Change, Example, Nature, Rule, Says, Sink, says, short, text};
use crate::lexicon;
use crate::measure::Measure;
use crate::outline::Shape;
use crate::report::Severity::{Info, Warning};

use super::scorecard::{blank_row, groups, names};
use crate::terms;

const NONE: Says = says(
    Info,
    0.75,
    ("没有计算方式或数据来源：{0}", "neither formula nor source: {0}"),
    ("写明怎么算、数据从哪里来，例如：{1}", "say how it is computed and from what, for example: {1}"),
);
const OPERATOR: Says = says(
    Warning,
    0.9,
    ("公式里少了运算符：{0}", "an operator is missing in the formula: {0}"),
    ("在 100% 前加上「×」", "put “×” before 100 %"),
);

pub(super) static RULE: Rule = Rule {
    code: "K003",
    name: "no-formula",
    what: text("没有计算方式或数据来源的指标", "A key figure without formula or source"),
    why: text(
        "口径不写明，考核时会各算各的。",
        "Without a definition everyone computes it in their own way.",
    ),
    nature: Nature::Defect,
    says: &[&NONE, &OPERATOR],
    group: None,
    examples: &[Example {
        fires: "一、考核\n| 指标 | 权重 |\n|---|---|\n| 销售额 | 100% |\n",
        silent: "一、考核\n| 指标 | 权重 | 计算方式 |\n|---|---|---|\n| 销售额 | 100% | 签约金额合计 |\n",
    }],
    check,
};

fn check(sink: &mut Sink) {
    let model = sink.model;
    for figures in groups(&model.figures) {
        let without: Vec<&Figure> =
            figures.iter().filter(|f| !f.formula && !f.nested && !blank_row(sink, f)).collect();
        let Some(first) = without.first().filter(|first| !defined(sink, first.line)) else { continue };
        let list = names(&without);
        let example = first.metric.and_then(lexicon::entry_of).map_or(
            sink.locale.pick("实际值 ÷ 目标值，取自 CRM", "actual / target, from the CRM"),
            |entry| entry.formula.get(sink.locale),
        );
        sink.report(&RULE, &NONE, first.start, first.end, &[&list, example]);
    }
    operators(sink);
}

/// 收入以开票数为准: the lines of a section in prose define what its figures are.
fn defined(sink: &Sink, line: usize) -> bool {
    let model = sink.model;
    let prose = |line: &usize| matches!(model.outline.block(*line).shape, Shape::Prose | Shape::Item(_));
    model.lines().filter(|other| model.section(*other) == model.section(line)).filter(prose).any(|line| {
        terms::DEFINES.within(model.chars((model.outline.block(line).start, model.outline.block(line).end)))
    })
}

/// (新增客户 / 目标客户) 100%: the sign before 100 % was lost.
fn operators(sink: &mut Sink) {
    let model = sink.model;
    let chars = &model.text.chars;
    for quantity in &model.quantities {
        if quantity.low != 1.0 || quantity.measure != Measure::Percent || quantity.start < 2 {
            continue;
        }
        let line = model.text.lines[model.text.line_of(quantity.start)];
        let mut at = quantity.start;
        while at > line.start && chars[at - 1] == ' ' {
            at -= 1;
        }
        if at == line.start || chars[at - 1] != ')' {
            continue;
        }
        let open = (line.start.max(at.saturating_sub(60))..at).rev().find(|i| chars[*i] == '(');
        if let Some(open) = open.filter(|open| terms::DIVIDES.within(&chars[*open..at])) {
            let shown = short(&chars[open..quantity.end]);
            sink.report(&RULE, &OPERATOR, open, quantity.end, &[&shown])
                .change(Change::After(at, " ×".to_owned()));
        }
    }
}
