//! K: key figures and how they are reviewed.

use crate::figures::Figure;
use crate::finding::{Change, Rule, Sink, figure, rule, short};
use crate::lexicon::{self, Word, contains_any};
use crate::outline::SectionKind;
use crate::quantity::{Bound, Measure, Quantity, matches};
use crate::report::Severity::{Error, Info, Warning};
use crate::sheet::Role;
use planscore_base::catalog::Direction;
use planscore_base::target::Target;

const K001: Rule = rule(
    "K001",
    Error,
    0.97,
    ("权重合计 {0}%，不是 100%", "the weights sum to {0} %, not 100 %"),
    ("调整权重，使合计为 100%", "change the weights so that they sum to 100 %"),
);
const K002: Rule = rule(
    "K002",
    Warning,
    0.9,
    ("「{0}」没有权重，同组其他指标有", "“{0}” has no weight, others of its group have"),
    ("补上权重，或说明不计入考核", "give it a weight, or say that it does not count"),
);
const K003: Rule = rule(
    "K003",
    Info,
    0.75,
    ("没有计算方式或数据来源：{0}", "neither formula nor source: {0}"),
    ("写明怎么算、数据从哪里来，例如：{1}", "say how it is computed and from what, for example: {1}"),
);
const K003_OPERATOR: Rule = rule(
    "K003",
    Warning,
    0.9,
    ("公式里少了运算符：{0}", "an operator is missing in the formula: {0}"),
    ("在 100% 前加上「×」", "put “×” before 100 %"),
);
const K004: Rule = rule(
    "K004",
    Warning,
    0.85,
    ("指标没有目标值：{0}", "without a target: {0}"),
    ("为每个指标写出目标值，或去掉不考核的指标", "state a target for each, or drop what is not judged"),
);
const K005: Rule = rule(
    "K005",
    Error,
    0.85,
    ("「{0}」{1}更好，目标的方向反了：{2}", "{0} is better {1}: the target points the wrong way: {2}"),
    ("改正方向", "turn it around"),
);
const K006: Rule = rule(
    "K006",
    Warning,
    0.8,
    ("没有写明多久检查一次", "no rhythm of review is stated"),
    ("写明周、月、季的复盘时间和参加人", "say what is reviewed weekly, monthly, quarterly, and by whom"),
);
const K007: Rule = rule(
    "K007",
    Warning,
    0.8,
    ("预警没有阈值：{0}", "a warning without a threshold: {0}"),
    (
        "写明低于或高于多少时预警，如「达成率低于80%」",
        "say at what value it is raised, such as “below 80 % of target”",
    ),
);
const K008: Rule = rule(
    "K008",
    Warning,
    0.8,
    ("「{0}」有两种口径：此处是{1}，第 {2} 行是{3}", "{0} is defined twice: here {1}, in line {2} {3}"),
    ("统一口径，只留一个定义", "settle on one definition"),
);

#[inline(never)]
pub(super) fn run(sink: &mut Sink) {
    let model = sink.model;
    let mut at = 0;
    while at < model.figures.len() {
        let group = model.figures[at].group;
        let length = model.figures[at..].iter().take_while(|f| f.group == group).count();
        let figures = &model.figures[at..at + length];
        weights(sink, figures);
        formulas(sink, figures);
        targets(sink, figures);
        at += length;
    }
    operators(sink);
    directions(sink);
    rhythm(sink);
    warnings(sink);
    definitions(sink);
    segments(sink);
}

#[inline(never)]
fn weights(sink: &mut Sink, figures: &[Figure]) {
    let weighted: Vec<&Figure> = figures.iter().filter(|f| f.weight.is_some()).collect();
    let (Some(first), Some(last)) = (weighted.first(), weighted.last()) else { return };
    let parts: usize = weighted.iter().map(|f| f.each).sum();
    let sum: f64 = weighted.iter().filter_map(|f| f.weight.map(|(w, ..)| w * f.each as f64)).sum();
    let blank = figures.iter().any(|f| f.weight.is_none() && f.tabular);
    if parts >= 2 && (sum - 100.0).abs() > 0.05 && (sum - 1.0).abs() > 0.0005 && !(blank && sum < 100.0) {
        let total = figure((sum * 100.0).round() / 100.0);
        let (start, end) = (first.start, last.weight.map_or(last.end, |(_, _, end)| end));
        sink.report(&K001, start, end.max(start + 1), &[&total]);
    }
    for item in figures.iter().filter(|f| f.weight.is_none()) {
        sink.report(&K002, item.start, item.end, &[&item.name]);
    }
}

/// Names of some figures, the first three and how many more.
#[inline(never)]
fn names(figures: &[&Figure]) -> String {
    let mut text = String::new();
    for item in figures.iter().take(4) {
        if !text.is_empty() {
            text.push('、');
        }
        text.push_str(&item.name);
    }
    if figures.len() > 4 {
        text.push('…');
    }
    text
}

#[inline(never)]
fn blank_row(sink: &Sink, item: &Figure) -> bool {
    contains_any(sink.model.chars((item.start, item.body.1.max(item.end))), "__ 【】")
}

#[inline(never)]
fn formulas(sink: &mut Sink, figures: &[Figure]) {
    let without: Vec<&Figure> =
        figures.iter().filter(|f| !f.formula && !f.nested && !blank_row(sink, f)).collect();
    let Some(first) = without.first() else { return };
    let list = names(&without);
    let example = first.metric.and_then(lexicon::entry_of).map_or(
        sink.locale.pick("实际值 ÷ 目标值，取自 CRM", "actual / target, from the CRM"),
        |entry| entry.formula.get(sink.locale),
    );
    sink.report(&K003, first.start, first.end, &[&list, example]);
}

/// (新增客户 / 目标客户) 100%: the sign before 100 % was lost.
#[inline(never)]
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
        if at > line.start && chars[at - 1] == ')' {
            let open = (line.start.max(at.saturating_sub(60))..at).rev().find(|i| chars[*i] == '(');
            if let Some(open) = open.filter(|open| contains_any(&chars[*open..at], "/ ÷")) {
                let shown = short(&chars[open..quantity.end]);
                sink.report(&K003_OPERATOR, open, quantity.end, &[&shown])
                    .change(Change::After(at, " ×".to_owned()));
            }
        }
    }
}

#[inline(never)]
fn targets(sink: &mut Sink, figures: &[Figure]) {
    let model = sink.model;
    let process = |metric: u16| {
        let id = lexicon::id_of(metric);
        matches!(
            id,
            "customer_visits"
                | "calls"
                | "quotes_submitted"
                | "proposals_submitted"
                | "crm_entry_timeliness"
                | "crm_usage_compliance"
                | "crm_completeness"
                | "lead_followup_timely_rate"
        )
    };
    let without: Vec<&Figure> = figures
        .iter()
        .filter(|item| {
            // A cell for the target that holds none (待定) says that there is none yet.
            let open = item.tabular && item.target_at.is_some();
            // 销售额完成率 is of the goal for 总销售额.
            let stem = ["完成率", "达成率"].iter().find_map(|end| item.name.strip_suffix(end));
            let stated = item.target.is_some()
                || !open
                    && model.aims.iter().take(400).any(|aim| {
                        aim.quantity.is_some()
                            && (aim.metric.is_some() && aim.metric == item.metric
                                || aim.name == item.name
                                || stem.is_some_and(|stem| aim.name.ends_with(stem))
                                || item.nested && aim.metric.is_some_and(process))
                    });
            !stated && !blank_row(sink, item) && !item.body_names_target(model)
        })
        .collect();
    let Some(first) = without.first() else { return };
    let list = names(&without);
    let weighted = without.iter().any(|item| item.weight.is_some());
    let (start, end) = first.target_at.filter(|(a, b)| b > a).unwrap_or((first.start, first.end));
    let draft = sink.report(&K004, start, end, &[&list]);
    if !weighted {
        draft.severity = Info;
    }
}

#[inline(never)]
fn directions(sink: &mut Sink) {
    let model = sink.model;
    let mut wrong = Vec::new();
    let against = |lower: bool, target: &Target, bound: Option<Bound>| match target {
        Target::Growth { .. } => lower,
        Target::Reduction { .. } => !lower,
        Target::Points { points, .. } => lower == (*points > 0.0) && *points != 0.0,
        Target::AtLeast { .. } => lower && bound.is_some(),
        Target::AtMost { .. } => !lower && bound.is_some(),
        _ => false,
    };
    for aim in &model.aims {
        let Some(entry) = aim.metric.and_then(lexicon::entry_of) else { continue };
        let bound = aim.quantity.and_then(|q| q.bound);
        if entry.direction != Direction::Range
            && against(entry.direction == Direction::Lower, &aim.target, bound)
        {
            wrong.push((aim.start, aim.end, aim.name.clone(), entry.direction == Direction::Lower));
        }
    }
    for item in &model.figures {
        let Some((entry, target)) = item.metric.and_then(lexicon::entry_of).zip(item.target.as_ref()) else {
            continue;
        };
        let stated = matches!(target, Target::AtLeast { .. } | Target::AtMost { .. });
        let said = item.target_at.map_or(item.body, |at| at);
        let worded = contains_any(model.chars(said), "不低于 以上 ≥ >= 至少 不超过 以下 以内 ≤ <= 至多");
        let bound = (stated && worded).then_some(Bound::AtLeast);
        if entry.direction != Direction::Range && against(entry.direction == Direction::Lower, target, bound)
        {
            wrong.push((said.0, said.1, item.name.clone(), entry.direction == Direction::Lower));
        }
    }
    for (start, end, name, lower) in wrong {
        let shown = short(model.chars((start, end)));
        let better =
            if lower { sink.locale.pick("越低", "lower") } else { sink.locale.pick("越高", "higher") };
        sink.report(&K005, start, end, &[&name, better, &shown]);
    }
}

#[inline(never)]
fn rhythm(sink: &mut Sink) {
    let model = sink.model;
    let mut parts = model
        .outline
        .of_kind(SectionKind::Performance)
        .filter(|part| part.level == 1 && !part.empty)
        .peekable();
    let Some(first) = parts.peek().map(|part| (part.heading, part.last)) else { return };
    let stated = parts.any(|part| {
        (part.first..part.last).any(|line| {
            let at = model.text.lines[line];
            let chars = &model.text.chars[at.start..at.end];
            model.text.words(at.start, at.end).any(|hit| {
                hit.word == Word::Rhythm && !contains_any(model.chars((hit.start(), hit.end())), "定期")
            }) || contains_any(chars, "每两周 每10天 __")
        })
    });
    let tables = model.tables.iter().any(|table| {
        table.column(Role::Cycle).is_some_and(|column| {
            table.rows.iter().any(|row| row.cells.get(column).is_some_and(|(from, to)| to > from))
        })
    });
    if !stated && !tables {
        sink.report(&K006, first.0.0, first.0.1, &[]);
    }
}

#[inline(never)]
fn warnings(sink: &mut Sink) {
    let model = sink.model;
    for line in model.outline.lines.0..model.outline.lines.1 {
        let block = model.outline.block(line);
        if !model.line_has(line, Word::Warning) || !block.content() || block.bare_label() {
            continue;
        }
        let chars = model.chars((block.start, block.end));
        let concerned =
            model.kind(line) == SectionKind::Performance || contains_any(chars, "阈值 预警线 预警值 警戒线");
        // 每月5日 is a day, no threshold.
        let threshold = |q: &Quantity| model.text.chars.get(q.number_end) != Some(&'日');
        let quantified =
            model.quantities_in(line, line + 1).iter().any(threshold) || contains_any(chars, "__ 【】");
        if concerned && !quantified {
            let shown = short(chars);
            sink.report(&K007, block.start, block.end, &[&shown]);
        }
    }
}

/// Words of the funnel, alike ones on one number.
const STAGES: &str =
    "合格线索:2 MQLs:2 MQL:2 SQLs:3 SQL:3 商机:4 线索:1 成交客户:5 成单:5 成交:5 赢单:5 签约:5";

/// The stage named in a few characters.
#[inline(never)]
fn stage(chars: &[char]) -> Option<u32> {
    (0..chars.len()).find_map(|at| {
        STAGES.split(' ').find_map(|entry| {
            let (word, number) = entry.split_once(':')?;
            matches(chars, at, word).then(|| number.parse().ok())?
        })
    })
}

/// 从线索到商机: the pairs of stages that a definition names, with their places.
#[inline(never)]
fn routes(chars: &[char], from: usize, to: usize) -> Vec<((u32, u32), usize, usize)> {
    (from..to)
        .filter(|at| matches!(chars[*at], '到' | '→' | '至'))
        .filter_map(|at| {
            let before = at.saturating_sub(8).max(from);
            let after = (at + 9).min(to);
            // The stage nearest before the arrow.
            let start = (before..at).rev().find(|i| stage(&chars[*i..at]).is_some())?;
            let start = if start > before
                && stage(&chars[start - 1..at]).is_some_and(|s| Some(s) != stage(&chars[start..at]))
            {
                start - 1
            } else {
                start
            };
            let first = (before..=start).find_map(|i| stage(&chars[i..at]))?;
            let second = stage(&chars[at + 1..after])?;
            (first < second).then_some(((first, second), start, after.min(to)))
        })
        .collect()
}

/// One figure with two definitions, among key figures and against the goal of the same name.
#[inline(never)]
fn definitions(sink: &mut Sink) {
    let model = sink.model;
    let chars = &model.text.chars;
    let conversion = |name: &str| name.contains("转化率") || name.contains("成交率");
    for (index, item) in model.figures.iter().enumerate().take(100) {
        let own = routes(chars, item.body.0.min(item.body.1), item.body.1);
        if let Some(twin) =
            model.figures[..index].iter().find(|other| other.name == item.name && other.group != item.group)
        {
            let (a, b) = (model.chars(item.body), model.chars(twin.body));
            if !item.tabular && !twin.tabular && !a.is_empty() && !b.is_empty() && a != b {
                let (this, that) = (short(a), short(b));
                let line = model.text.number(twin.line).to_string();
                sink.report(&K008, item.start, item.body.1, &[&item.name, &this, &line, &that])
                    .against(twin.line);
                continue;
            }
        }
        let Some(&(route, start, end)) = own.first().filter(|_| conversion(&item.name)) else { continue };
        // The goal's line of the same name says what it measures there.
        for line in model.outline.lines.0..model.outline.lines.1 {
            let block = model.outline.block(line);
            if model.kind(line) != SectionKind::Goals
                || block.label_end <= block.start
                || model.text.slice(block.start, block.label_end).iter().collect::<String>() != item.name
            {
                continue;
            }
            let there = routes(chars, block.body, block.end);
            if let Some(other) = there.first().filter(|_| there.iter().all(|r| r.0 != route)) {
                let (this, that) = (short(&chars[start..end]), short(&chars[other.1..other.2]));
                let number = model.text.number(line).to_string();
                sink.report(&K008, item.start, item.body.1, &[&item.name, &this, &number, &that])
                    .against(line);
                break;
            }
        }
    }
}

/// High-value customers are the top 10 % here and the top 20 % there.
#[inline(never)]
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
        if !contains_any(near, "高价值客户 VIP 重点客户 大客户") {
            continue;
        }
        match first {
            None => first = Some((quantity.low, line, quantity.start - 1, quantity.end)),
            Some((share, other, from, to)) if (share - quantity.low).abs() > 1e-9 => {
                let (this, that) = (short(&chars[quantity.start - 1..quantity.end]), short(&chars[from..to]));
                let number = (other + 1).to_string();
                let name = sink.locale.pick("高价值客户", "high-value customers");
                sink.report(&K008, quantity.start - 1, quantity.end, &[name, &this, &number, &that])
                    .against(other);
                return;
            }
            Some(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::examples::hold;

    #[test]
    fn examples() {
        hold(&[
            (
                "K001",
                "一、考核\n- 销售额（权重50%）：签约额\n- 回款率（权重40%）：实收/应收\n",
                "一、考核\n- 销售额（权重50%）：签约额\n- 回款率（权重50%）：实收/应收\n",
            ),
            (
                "K002",
                "一、考核指标\n- 销售额（权重100%）：签约额\n- 回款率：实收/应收\n",
                "一、考核指标\n- 销售额（权重50%）：签约额\n- 回款率（权重50%）：实收/应收\n",
            ),
            (
                "K003",
                "一、考核\n| 指标 | 权重 |\n|---|---|\n| 销售额 | 100% |\n",
                "一、考核\n| 指标 | 权重 | 计算方式 |\n|---|---|---|\n| 销售额 | 100% | 签约金额合计 |\n",
            ),
            (
                "K004",
                "一、考核\n| 指标 | 权重 | 目标 |\n|---|---|---|\n| 销售额 | 100% | 待定 |\n",
                "一、考核\n| 指标 | 权重 | 目标 |\n|---|---|---|\n| 销售额 | 100% | 100万元 |\n",
            ),
            ("K005", "一、目标\n- 客户流失率不低于5%\n", "一、目标\n- 客户流失率不高于5%\n"),
            ("K006", "一、考核\n- 指标完成情况纳入考核\n", "一、考核\n- 每月5日检查指标完成情况\n"),
            (
                "K007",
                "一、考核\n- 预警机制：低于阈值时发出预警\n",
                "一、考核\n- 预警机制：达成率低于80%时发出预警\n",
            ),
            (
                "K008",
                "一、目标\n- 线索转化率：线索到商机转化率提升至15%\n二、考核\n- 线索转化率（权重100%）：从合格线索到成交客户的比例\n",
                "一、目标\n- 线索转化率：线索到商机转化率提升至15%\n二、考核\n- 线索转化率（权重100%）：从线索到商机的比例\n",
            ),
        ]);
    }
}
