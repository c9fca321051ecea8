//! G: goals that can be met or missed.

use crate::catalog::Unit;
use crate::plan::finding::{Change, Rule, Sink, rule, short};
use crate::plan::lexicon;
use crate::plan::quantity::Measure;
use crate::plan::report::Severity::{Error, Warning};
use crate::target::Target;

const G001: Rule = rule(
    "G001",
    Error,
    0.95,
    ("没有一个目标有数值", "no goal has a figure"),
    (
        "至少为销售额、回款率等核心指标写出数值、期限和负责人",
        "state figure, deadline and owner at least for sales and collection",
    ),
);
const G002: Rule = rule(
    "G002",
    Warning,
    0.85,
    ("目标没有数值：{0}", "the goal has no figure: {0}"),
    (
        "写出指标、数值和期限，如「2026年12月31日前达到95%」",
        "state figure, value and date, such as “95 % by 31 December”",
    ),
);
const G003: Rule = rule(
    "G003",
    Warning,
    0.9,
    ("目标没有期限：{0}", "the goal has no deadline: {0}"),
    ("补上完成日期", "add the date by which"),
);
const G004: Rule = rule(
    "G004",
    Warning,
    0.75,
    ("目标没有负责人：{0}", "nobody answers for the goal: {0}"),
    ("补上「负责人：姓名」", "add an owner by name"),
);
const G005: Rule = rule(
    "G005",
    Warning,
    0.85,
    ("目标是相对变化，没有写基数：{0}", "a change without its baseline: {0}"),
    ("写明从多少到多少，如「由8%提升至11%」", "say from what to what, such as “from 8 % to 11 %”"),
);
const G007: Rule = rule(
    "G007",
    Warning,
    0.9,
    ("「{0}」不用百分点计量：{1}", "{0} is not measured in percentage points: {1}"),
    (
        "净推荐值是 −100 到 100 的分数，写作「分」",
        "the net promoter score runs from −100 to 100: write points",
    ),
);

#[inline(never)]
pub(super) fn run(sink: &mut Sink) {
    let model = sink.model;
    let quantified = model.aims.iter().any(|aim| aim.quantity.is_some_and(|q| !q.hole));
    if !quantified && !model.aims.iter().any(|aim| aim.quantity.is_some()) {
        let goals = model.outline.of_kind(crate::plan::outline::SectionKind::Goals).next();
        let (line, range) =
            goals.map_or((model.outline.lines.0, None), |part| (part.first, Some(part.heading)));
        match range {
            Some((start, end)) => sink.report(&G001, start, end, &[]),
            None => sink.report_end(&G001, line, &[]),
        };
    }
    for &line in &model.open {
        let block = model.outline.block(line);
        let shown = short(model.chars((block.start, block.end)));
        sink.report(&G002, block.start, block.end, &[&shown]);
    }
    for aim in &model.aims {
        let shown = short(model.chars((aim.start, aim.end)));
        let stop = model.outline.block(aim.line).end;
        if aim.due.is_none() {
            let text = sink.locale.pick("，____年__月__日前完成", ", by ____");
            sink.report(&G003, aim.start, aim.end, &[&shown]).change(Change::After(aim.end, text.to_owned()));
        }
        if aim.owner.is_none() {
            let text = sink.locale.pick("，负责人：____", ", owner: ____");
            let place = Change::After(sentence_end(sink, aim.line, stop), text.to_owned());
            sink.report(&G004, aim.start, aim.end, &[&shown]).change(place);
        }
        let relative =
            matches!(aim.target, Target::Growth { .. } | Target::Reduction { .. } | Target::Points { .. });
        if relative && aim.baseline.is_none() {
            sink.report(&G005, aim.start, aim.end, &[&shown]);
        }
        units(sink, aim, &shown);
    }
}

/// The end of a line's text, before its full stop.
#[inline(never)]
fn sentence_end(sink: &Sink, line: usize, end: usize) -> usize {
    let block = sink.model.outline.block(line);
    let mut at = end;
    while at > block.start + 1 && matches!(sink.model.text.chars[at - 1], '。' | ';' | '.' | ' ') {
        at -= 1;
    }
    at
}

#[inline(never)]
fn units(sink: &mut Sink, aim: &crate::plan::goal::Aim, shown: &str) {
    let Some(entry) = aim.metric.and_then(lexicon::entry_of) else { return };
    let Some(quantity) = aim.quantity else { return };
    if entry.unit == Unit::Points && quantity.measure == Measure::Points {
        let unit_text = sink.locale.pick("分", " points");
        let start = quantity.number_end.min(quantity.end);
        let chars = &sink.model.text.chars;
        let from = (aim.start..quantity.end)
            .find(|at| crate::plan::quantity::matches(chars, *at, "个百分点"))
            .unwrap_or(start);
        sink.report(&G007, aim.start, aim.end, &[&aim.name, shown]).change(Change::Replace(
            from,
            quantity.end.max(from),
            unit_text.to_owned(),
        ));
    }
}
