//! K005: a target that points the wrong way.

use crate::finding::{Example, Nature, Rule, Says, Sink, says, short, text};
use crate::lexicon;
use crate::model::Model;
use crate::quantity::Bound;
use crate::report::Severity::Error;
use crate::terms;
use planscore_base::catalog::Direction;
use planscore_base::target::Target;

const WRONG: Says = says(
    Error,
    0.85,
    ("「{0}」{1}更好，目标的方向反了：{2}", "{0} is better {1}: the target points the wrong way: {2}"),
    ("改正方向", "turn it around"),
);

pub(super) static RULE: Rule = Rule {
    code: "K005",
    name: "wrong-direction",
    what: text("方向反了的目标", "A target that points the wrong way"),
    why: text(
        "流失率写成「不低于」，做得越差得分越高。",
        "A churn rate “of at least 5 %” rewards what it should prevent.",
    ),
    nature: Nature::Defect,
    says: &[&WRONG],
    group: None,
    examples: &[
        Example {
            fires: "一、目标\n- 客户流失率不低于5%\n", silent: "一、目标\n- 客户流失率不高于5%\n"
        },
        Example {
            fires: "一、考核\n- 每月考核客户投诉，投诉件数越多得分越高\n",
            silent: "一、考核\n- 每月考核客户投诉，投诉件数越少得分越高\n",
        },
    ],
    check,
};

/// What is wrong: its place, the figure, and whether lower is better.
type Wrong = ((usize, usize), String, bool);

fn check(sink: &mut Sink) {
    let model = sink.model;
    let mut wrong = goals(model);
    wrong.extend(figures(model));
    wrong.extend(sentences(model));
    for ((start, end), name, lower) in wrong {
        let shown = short(model.chars((start, end)));
        let better =
            if lower { sink.locale.pick("越低", "lower") } else { sink.locale.pick("越高", "higher") };
        sink.report(&RULE, &WRONG, start, end, &[&name, better, &shown]);
    }
}

fn against(lower: bool, target: &Target, bounded: bool) -> bool {
    match target {
        Target::Growth { .. } => lower,
        Target::Reduction { .. } => !lower,
        Target::Points { points, .. } => lower == (*points > 0.0) && *points != 0.0,
        Target::AtLeast { .. } => lower && bounded,
        Target::AtMost { .. } => !lower && bounded,
        _ => false,
    }
}

fn goals(model: &Model) -> Vec<Wrong> {
    let mut wrong = Vec::new();
    for aim in &model.aims {
        let bounded = aim.quantity.is_some_and(|quantity| quantity.bound.is_some());
        let Some(entry) = aim.metric.and_then(lexicon::entry_of) else {
            // 退货率不低于25%: nobody wants more of it, whatever it is called.
            let name: Vec<char> = aim.name.chars().collect();
            if terms::BAD.within(&name) && against(true, &aim.target, bounded) {
                wrong.push(((aim.start, aim.end), aim.name.clone(), true));
            }
            continue;
        };
        let lower = entry.direction == Direction::Lower;
        // 前五大客户占比: who leans on few wants less of it.
        let leans = matches!(*aim.name.chars().collect::<Vec<char>>(), ['前', ..]);
        if entry.direction != Direction::Range && !leans && against(lower, &aim.target, bounded) {
            wrong.push(((aim.start, aim.end), aim.name.clone(), lower));
        }
    }
    wrong
}

fn figures(model: &Model) -> Vec<Wrong> {
    let mut wrong = Vec::new();
    for item in &model.figures {
        let Some(entry) = item.metric.and_then(lexicon::entry_of) else { continue };
        let lower = entry.direction == Direction::Lower;
        let said = item.target_at.unwrap_or(item.body);
        let bound = worded(model, said);
        let stated = item.target.as_ref().is_some_and(|target| against(lower, target, bound.is_some()));
        if entry.direction != Direction::Range && stated {
            wrong.push((said, item.name.clone(), lower));
        }
    }
    wrong
}

/// The bound that a range states in words or signs.
fn worded(model: &Model, said: (usize, usize)) -> Option<Bound> {
    let chars = model.chars((said.0.min(said.1), said.1));
    if terms::FLOORS.within(chars) {
        return Some(Bound::AtLeast);
    }
    terms::CEILINGS.within(chars).then_some(Bound::AtMost)
}

/// 不低于70天为达标, of a figure that is better low; 客诉件数越多得分越高, of something bad.
fn sentences(model: &Model) -> Vec<Wrong> {
    let mut wrong = Vec::new();
    for line in model.lines() {
        let block = model.outline.block(line);
        for clause in crate::clauses::clauses(&model.text.chars, block.start, block.end) {
            let chars = model.chars(clause);
            let met = worded(model, clause) == Some(Bound::AtLeast) && terms::MET.within(chars);
            let lower = |metric| lexicon::entry_of(metric).is_some_and(|e| e.direction == Direction::Lower);
            if met && model.text.metric(block.start, clause.0).is_some_and(lower) {
                wrong.push((clause, short(model.chars((block.start, clause.0))), true));
            }
            let Some(cut) = chars.iter().position(|c| *c == '越') else { continue };
            let more = terms::MORE.at(chars, cut).is_some();
            if more && terms::REWARDED.within(chars) && terms::BAD.within(chars) {
                wrong.push((clause, short(&chars[..cut]), true));
            }
        }
    }
    wrong
}
