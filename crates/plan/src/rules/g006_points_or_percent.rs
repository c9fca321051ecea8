//! G006: percent where percentage points are meant, or the other way round.

use crate::finding::{Change, Example, Nature, Rule, Says, Sink, says, text};
use crate::goal::Aim;
use crate::lexicon::{self, Word};
use crate::measure::Measure;
use crate::quantity::Quantity;
use crate::report::Severity::Warning;
use crate::terms;
use planscore_base::catalog::Unit;

const UNCLEAR: Says = says(
    Warning,
    0.7,
    ("分不清是百分点还是百分比：{0}", "percent or percentage points? {0}"),
    (
        "比率的增减写「百分点」；相对变化写明「相对提高」",
        "a rate moves by percentage points; say “relatively” if you mean percent",
    ),
);
const MEANT: Says = says(
    Warning,
    0.9,
    (
        "按前后两个数算是 {1} 个百分点，写的是百分比：{0}",
        "the two levels differ by {1} percentage points, the text says percent: {0}",
    ),
    ("改为「{1}个百分点」", "write “{1} percentage points”"),
);
const NO_RATE: Says = says(
    Warning,
    0.9,
    ("「{0}」不是比率，不能按百分点增减：{1}", "{0} is no rate and does not move by percentage points: {1}"),
    ("改为百分比", "write percent"),
);

pub(super) static RULE: Rule = Rule {
    code: "G006",
    name: "points-or-percent",
    what: text("百分点与百分比混用", "Percent and percentage points confused"),
    why: text(
        "转化率从 20% 提高 5%，是到 21% 还是 25%，差得很远。",
        "A rate of 20 % that rises by 5 % may become 21 % or 25 %.",
    ),
    nature: Nature::Defect,
    says: &[&UNCLEAR, &MEANT, &NO_RATE],
    group: None,
    examples: &[
        Example {
            fires: "一、目标\n- 回款率提升3%\n", silent: "一、目标\n- 回款率提升3个百分点\n"
        },
        Example {
            fires: "一、目标\n- 回款率由90%提升5%，达到95%\n",
            silent: "一、目标\n- 回款率由90%提升5个百分点，达到95%\n",
        },
        Example {
            fires: "一、目标\n- 返工率4.1%降2%，压到2.1%以内\n",
            silent: "一、目标\n- 返工率4.1%降2个百分点，压到2.1%以内\n",
        },
        Example {
            fires: "一、目标\n- 直销占比从22%提到30%，提高8%\n",
            silent: "一、目标\n- 直销占比从22%提到30%，提高8个百分点\n",
        },
    ],
    check,
};

fn check(sink: &mut Sink) {
    for aim in &sink.model.aims {
        if let Some(quantity) = aim.quantity.filter(|quantity| !quantity.hole) {
            look(sink, aim, quantity);
        }
    }
}

fn look(sink: &mut Sink, aim: &Aim, quantity: Quantity) {
    let model = sink.model;
    let chars = &model.text.chars;
    let shown = model.shown(aim);
    let unit = aim.metric.and_then(lexicon::entry_of).map(|entry| entry.unit);
    if quantity.measure == Measure::Points {
        if unit.is_some_and(|unit| !matches!(unit, Unit::Ratio | Unit::Points | Unit::Score)) {
            sink.report(&RULE, &NO_RATE, aim.start, aim.end, &[&aim.name, &shown]);
        }
        return;
    }
    if let Some(change) = told_after(sink, aim) {
        let said = crate::finding::figure(change.low * 100.0);
        let draft = sink.report(&RULE, &MEANT, aim.start, change.end, &[&shown, &said]);
        mend(draft, chars, change);
        return;
    }
    if aim.change.is_none() || quantity.measure != Measure::Percent {
        return;
    }
    if let Some(points) = points_between(aim, quantity) {
        let said = crate::finding::figure(points);
        let draft = sink.report(&RULE, &MEANT, aim.start, aim.end, &[&shown, &said]);
        mend(draft, chars, quantity);
        return;
    }
    // A rate that rises by 3%: by three points, or from 10 % to 10.3 %?
    let said = terms::RELATIVELY.within(&chars[aim.start.saturating_sub(6)..aim.end]);
    let based =
        || aim.baseline.is_some_and(|from| from.measure == Measure::Percent && from.low > quantity.low);
    let rate = unit == Some(Unit::Ratio) || unit.is_none() && based();
    if rate && aim.level.is_none() && !said {
        let draft = sink.report(&RULE, &UNCLEAR, aim.start, aim.end, &[&shown]);
        mend(draft, chars, quantity);
    }
}

/// 占比从22%提到30%，提高8%: the change that the next words state again in percent, where both levels differ by just that.
fn told_after(sink: &Sink, aim: &Aim) -> Option<Quantity> {
    let (from, to) = aim.baseline.zip(aim.level.or(aim.quantity))?;
    let chars = &sink.model.text.chars;
    let stop = (to.end..chars.len().min(to.end + 16)).find(|at| matches!(chars[*at], '。' | ';' | '\n'));
    let end = stop.unwrap_or(chars.len().min(to.end + 16));
    let next = crate::quantity::within(&sink.model.quantities, to.end, end).first().copied()?;
    let text = sink.model.text;
    let changes = text.has(Word::Up, to.end, next.start) || text.has(Word::Down, to.end, next.start);
    let points = from.measure == Measure::Percent
        && to.measure == Measure::Percent
        && next.measure == Measure::Percent
        && ((to.low - from.low).abs() - next.low.abs()).abs() < 5e-4;
    (changes && points && from.is_exact() && to.is_exact()).then_some(next)
}

/// The change in points where both levels are stated and differ by just that many.
pub(super) fn points_between(aim: &Aim, change: Quantity) -> Option<f64> {
    let (from, to) = aim.baseline.zip(aim.level)?;
    let known = !from.hole && !to.hole && change.measure == Measure::Percent;
    let rates = from.measure == Measure::Percent && to.measure == Measure::Percent;
    let same = ((to.low - from.low).abs() - change.low.abs()).abs() < 5e-4;
    (known && rates && same).then(|| (change.low * 1e4).round() / 100.0)
}

fn mend(draft: &mut crate::finding::Draft, chars: &[char], quantity: Quantity) {
    let from = quantity.number_end - 1;
    if chars[from] == '%' && from > quantity.start {
        draft.change(Change::Replace(from, quantity.number_end, "个百分点".to_owned()));
    }
}
