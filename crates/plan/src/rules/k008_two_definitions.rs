//! K008: one figure with two definitions.

use crate::figures::Figure;
use crate::finding::{Example, Nature, Rule, Says, Sink, says, short, text};
use crate::measure::Measure;
use crate::report::Severity::Warning;
use crate::section::SectionKind;
use crate::terms;
use crate::terms::said;

const TWICE: Says = says(
    Warning,
    0.8,
    ("「{0}」有两种口径：此处是{1}，第 {2} 行是{3}", "{0} is defined twice: here {1}, in line {2} {3}"),
    ("统一口径，只留一个定义", "settle on one definition"),
);

pub(super) static RULE: Rule = Rule {
    code: "K008",
    name: "two-definitions",
    what: text("同一指标有两种口径", "One figure defined twice"),
    why: text("同一个名字两种算法，结果对不上。", "Two ways to compute one name give two results."),
    nature: Nature::Defect,
    says: &[&TWICE],
    group: None,
    examples: &[Example {
        fires: "一、目标\n- 线索转化率：线索到商机转化率提升至15%\n二、考核\n- 线索转化率（权重100%）：从合格线索到成交客户的比例\n",
        silent: "一、目标\n- 线索转化率：线索到商机转化率提升至15%\n二、考核\n- 线索转化率（权重100%）：从线索到商机的比例\n",
    }],
    check,
};

fn check(sink: &mut Sink) {
    let model = sink.model;
    for (index, item) in model.figures.iter().enumerate().take(100) {
        if !among_figures(sink, index, item) {
            against_goal(sink, item);
        }
    }
    segments(sink);
}

/// The same name in two groups of key figures, explained in two ways.
fn among_figures(sink: &mut Sink, index: usize, item: &Figure) -> bool {
    let model = sink.model;
    let same = |other: &&Figure| other.name == item.name && other.group != item.group;
    let Some(twin) = model.figures[..index].iter().find(same) else { return false };
    let (a, b) = (model.chars(item.body), model.chars(twin.body));
    if item.tabular || twin.tabular || a.is_empty() || b.is_empty() || a == b {
        return false;
    }
    let line = model.text.number(twin.line).to_string();
    sink.report(&RULE, &TWICE, item.start, item.body.1, &[&item.name, &short(a), &line, &short(b)])
        .against(twin.line);
    true
}

/// The goal's line of the same name says what it measures there.
fn against_goal(sink: &mut Sink, item: &Figure) {
    let model = sink.model;
    let chars = &model.text.chars;
    if !terms::CONVERSIONS.within(&item.name.chars().collect::<Vec<_>>()) {
        return;
    }
    let own = routes(chars, item.body.0.min(item.body.1), item.body.1);
    let Some(&(route, start, end)) = own.first() else { return };
    for line in model.lines().filter(|line| model.kind(*line) == SectionKind::Goals) {
        let block = model.outline.block(line);
        let label = model.text.slice(block.start, block.label_end);
        if block.label_end <= block.start || label.iter().collect::<String>() != item.name {
            continue;
        }
        let there = routes(chars, block.body, block.end);
        if let Some(other) = there.first().filter(|_| there.iter().all(|r| r.0 != route)) {
            let (this, that) = (short(&chars[start..end]), short(&chars[other.1..other.2]));
            let number = model.text.number(line).to_string();
            sink.report(&RULE, &TWICE, item.start, item.body.1, &[&item.name, &this, &number, &that])
                .against(line);
            return;
        }
    }
}

/// The stage of the funnel named in a few characters; alike words have one number.
fn stage(chars: &[char]) -> Option<u32> {
    (0..chars.len()).find_map(|at| {
        terms::STAGES.words().find_map(|entry| {
            // 商机:4
            let [word @ .., colon, number] = entry else { return None };
            let digit = char::from_u32(u32::from(*number))?.to_digit(10);
            digit.filter(|_| *colon == u16::from(b':') && said(chars, at, word))
        })
    })
}

/// 从线索到商机: the pairs of stages that a definition names, with their places.
fn routes(chars: &[char], from: usize, to: usize) -> Vec<((u32, u32), usize, usize)> {
    (from..to)
        .filter(|at| matches!(chars[*at], '到' | '→' | '至'))
        .filter_map(|at| {
            let before = at.saturating_sub(8).max(from);
            let after = (at + 9).min(to);
            // The stage nearest before the arrow.
            let mut start = (before..at).rev().find(|i| stage(&chars[*i..at]).is_some())?;
            let longer = start > before
                && stage(&chars[start - 1..at]).is_some_and(|s| Some(s) != stage(&chars[start..at]));
            start -= usize::from(longer);
            let first = (before..=start).find_map(|i| stage(&chars[i..at]))?;
            let second = stage(&chars[at + 1..after])?;
            (first < second).then_some(((first, second), start, after.min(to)))
        })
        .collect()
}

/// High-value customers are the top 10 % here and the top 20 % there.
fn segments(sink: &mut Sink) {
    let model = sink.model;
    let chars = &model.text.chars;
    let mut first: Option<(f64, usize, usize, usize)> = None;
    for quantity in &model.quantities {
        if quantity.measure != Measure::Percent || quantity.start == 0 || chars[quantity.start - 1] != '前' {
            continue;
        }
        let line = model.text.line_of(quantity.start);
        let at = model.text.lines[line];
        let near = &chars[at.start.max(quantity.start.saturating_sub(40))..at.end.min(quantity.end + 16)];
        if !terms::BEST_CUSTOMERS.within(near) {
            continue;
        }
        match first {
            None => first = Some((quantity.low, line, quantity.start - 1, quantity.end)),
            Some((share, other, from, to)) if (share - quantity.low).abs() > 1e-9 => {
                let (this, that) = (short(&chars[quantity.start - 1..quantity.end]), short(&chars[from..to]));
                let number = (other + 1).to_string();
                let name = sink.locale.pick("高价值客户", "high-value customers");
                sink.report(&RULE, &TWICE, quantity.start - 1, quantity.end, &[name, &this, &number, &that])
                    .against(other);
                return;
            }
            Some(_) => {}
        }
    }
}
