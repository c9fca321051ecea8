//! G007: a figure in a unit that does not measure it.

use crate::finding::{Change, Example, Nature, Rule, Says, Sink, says, text};
use crate::goal::Aim;
use crate::lexicon;
use crate::measure::Measure;
use crate::report::Severity::Warning;
use crate::terms;
use planscore_base::catalog::Unit;

const POINTS: Says = says(
    Warning,
    0.9,
    ("「{0}」不用百分点计量：{1}", "{0} is not measured in percentage points: {1}"),
    (
        "净推荐值是 −100 到 100 的分数，写作「分」",
        "the net promoter score runs from −100 to 100: write points",
    ),
);
const UNIT: Says = says(
    Warning,
    0.8,
    ("「{0}」的单位不对：{1}", "the unit does not fit {0}: {1}"),
    ("{0}应以{2}计", "{0} is counted in {2}"),
);

pub(super) static RULE: Rule = Rule {
    code: "G007",
    name: "unit-misfit",
    what: text("单位与指标不符", "A unit that does not fit"),
    why: text(
        "单位错了，数就没有办法和实际值比较。",
        "In the wrong unit a target cannot be compared with what happens.",
    ),
    nature: Nature::Defect,
    says: &[&POINTS, &UNIT],
    group: None,
    examples: &[Example {
        fires: "一、目标\n- NPS提升5个百分点\n", silent: "一、目标\n- NPS提升5分\n"
    }],
    check,
};

fn check(sink: &mut Sink) {
    for aim in &sink.model.aims {
        look(sink, aim);
    }
}

fn look(sink: &mut Sink, aim: &Aim) {
    let model = sink.model;
    let Some((entry, quantity)) = aim.metric.and_then(lexicon::entry_of).zip(aim.quantity) else { return };
    let chars = &model.text.chars;
    let shown = model.shown(aim);
    if quantity.measure == Measure::Points {
        if matches!(entry.unit, Unit::Points | Unit::Score) {
            let unit = sink.locale.pick("分", " points").to_owned();
            let from = (quantity.start..quantity.end).find(|at| terms::POINT_WORDS.at(chars, *at).is_some());
            let draft = sink.report(&RULE, &POINTS, aim.start, aim.end, &[&aim.name, &shown]);
            if let Some(from) = from {
                draft.change(Change::Replace(from, quantity.end, unit));
            }
        }
        return;
    }
    // 客户流失不超过1户 counts customers: a name that ends in no measure need not be the catalogue's.
    let other = quantity.measure == Measure::Count
        && matches!(entry.unit, Unit::Ratio | Unit::Cny)
        && !aim.name.ends_with(['率', '比', '度', '额', '入', '绩', '润', '利', '本', 'R', 'e']);
    if other
        || aim.change.is_some() && quantity.measure == Measure::Percent
        || fits(entry.id, entry.unit, quantity.measure)
    {
        return;
    }
    let wanted = match entry.unit {
        Unit::Cny => sink.locale.pick("元", "money"),
        Unit::Ratio => sink.locale.pick("百分比", "percent"),
        Unit::Count => sink.locale.pick("个数", "a count"),
        Unit::Days => sink.locale.pick("天", "days"),
        Unit::Hours => sink.locale.pick("小时", "hours"),
        Unit::Points | Unit::Score => sink.locale.pick("分", "points"),
    };
    sink.report(&RULE, &UNIT, aim.start, aim.end, &[&aim.name, &shown, wanted]);
}

/// What a figure of each unit may be stated in.
fn fits(id: &str, unit: Unit, measure: Measure) -> bool {
    match measure {
        Measure::None | Measure::Times => true,
        Measure::Money => unit == Unit::Cny,
        Measure::Percent | Measure::Points => unit == Unit::Ratio,
        // A sold volume counts in any unit, a score of satisfaction is out of five or a hundred.
        Measure::Count => unit == Unit::Count || id == "key_product_volume",
        Measure::Days | Measure::Hours => matches!(unit, Unit::Days | Unit::Hours),
        Measure::Score => {
            matches!(unit, Unit::Points | Unit::Score) || id == "csat" || id == "key_product_volume"
        }
    }
}
