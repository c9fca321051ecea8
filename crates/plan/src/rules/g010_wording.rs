//! G010: a floor or ceiling that is also a range, the other bound, or about.

use crate::finding::{Example, Nature, Rule, Says, Sink, says, short, text};
use crate::goal::prefix_bound;
use crate::quantity::{Bound, Quantity};
use crate::report::Severity::Warning;
use crate::terms;

const CONTRADICTS: Says = says(
    Warning,
    0.85,
    ("用词自相矛盾：{0}", "the wording contradicts itself: {0}"),
    ("只留下限、上限或范围之一", "keep one of: a floor, a ceiling, a range"),
);

pub(super) static RULE: Rule = Rule {
    code: "G010",
    name: "contradictory-wording",
    what: text("自相矛盾的说法", "A wording that contradicts itself"),
    why: text(
        "「至少 1-2 名」做到 1 名算不算完成，两个人会有两种说法。",
        "Of “at least 1–2” nobody can say whether one is enough.",
    ),
    nature: Nature::Defect,
    says: &[&CONTRADICTS],
    group: None,
    examples: &[
        Example {
            fires: "一、团队\n- 招聘至少1-2名销售\n", silent: "一、团队\n- 招聘至少2名销售\n"
        },
        Example {
            fires: "一、目标\n- 全年至少举办3-5场推介会\n",
            silent: "一、目标\n- 全年举办3-5场推介会\n",
        },
    ],
    check,
};

fn check(sink: &mut Sink) {
    let model = sink.model;
    for line in model.lines() {
        for quantity in model.quantities_in(line, line + 1) {
            look(sink, line, quantity);
        }
    }
}

fn look(sink: &mut Sink, line: usize, quantity: &Quantity) {
    let model = sink.model;
    let chars = &model.text.chars;
    let at = model.text.lines[line];
    let (from, before) = bound(chars, at.start, quantity);
    let about = terms::ABOUT.within(&chars[quantity.end..at.end.min(quantity.end + 2)]);
    let floor = matches!(before, Some(Bound::AtLeast));
    let ceiling = matches!(before, Some(Bound::AtMost));
    let contradicts = (floor || ceiling) && quantity.high > quantity.low
        || floor && matches!(quantity.bound, Some(Bound::AtMost | Bound::Below))
        || ceiling && matches!(quantity.bound, Some(Bound::AtLeast | Bound::Above))
        || (floor || ceiling || quantity.bound.is_some()) && about;
    if contradicts {
        let end = quantity.end + if about { 2 } else { 0 };
        let shown = short(&chars[from..end]);
        sink.report(&RULE, &CONTRADICTS, from, end, &[&shown]);
    }
}

/// The bound word before a quantity; a verb may stand between (至少举办3-5场).
fn bound(chars: &[char], start: usize, quantity: &Quantity) -> (usize, Option<Bound>) {
    let found = prefix_bound(chars, start, quantity.start);
    if found.1.is_some() || quantity.high <= quantity.low {
        return found;
    }
    (1..=4)
        .map_while(|back| quantity.start.checked_sub(back).filter(|at| *at > start))
        .take_while(|at| chars[*at].is_alphabetic() || chars[*at] == ' ')
        .map(|at| prefix_bound(chars, start, at))
        .find(|(_, bound)| matches!(bound, Some(Bound::AtLeast)))
        .unwrap_or(found)
}
