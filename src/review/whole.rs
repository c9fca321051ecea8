//! Which of the plan's goals are figures of their own: a quarter's or a region's share of another goal is none.

use std::collections::BTreeMap;

use planscore_base::error::DataIssue;
use planscore_base::locale::{Locale, Text};
use planscore_base::target::Target;
use planscore_plan::Goal;

/// What a goal is beside another of the same figure.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Beside {
    /// A part of it: what it asks for is in the other already.
    Part,
    /// The same once more.
    Again,
    /// One of its own.
    Own,
}

/// The goals that are figures of their own, and of the others those that are told of, by the goal they belong to.
pub struct Wholes<'a> {
    /// In the plan's order.
    pub goals: Vec<Goal>,
    left: Vec<(&'a Goal, Vec<&'a Goal>, Beside)>,
}

/// How many parts may differ from their whole by rounding.
const ROUNDING: f64 = 0.01;

/// Sorts out the parts of goals.
pub fn wholes(goals: &[Goal]) -> Wholes<'_> {
    let mut figures: BTreeMap<&str, Vec<&Goal>> = BTreeMap::new();
    for goal in goals {
        if let Some(kpi) = &goal.kpi {
            figures.entry(kpi).or_default().push(goal);
        }
    }
    let figures: BTreeMap<&str, (&Goal, bool)> =
        figures.into_iter().filter_map(|(kpi, same)| Some((kpi, whole_of(&same)?))).collect();
    let mut found = Wholes { goals: Vec::new(), left: Vec::new() };
    for goal in goals {
        let beside = match goal.kpi.as_deref().and_then(|kpi| figures.get(kpi)) {
            Some((whole, adds_up)) if !std::ptr::eq(goal, *whole) => {
                Some((*whole, beside(goal, whole, *adds_up)))
            }
            _ => None,
        };
        let Some((whole, beside)) = beside.filter(|(_, beside)| *beside != Beside::Own) else {
            found.goals.push(goal.clone());
            continue;
        };
        match found.left.iter_mut().find(|(of, _, how)| std::ptr::eq(*of, whole) && *how == beside) {
            Some((_, parts, _)) => parts.push(goal),
            None => found.left.push((whole, vec![goal], beside)),
        }
    }
    found
}

/// The whole among the goals of one figure, and whether the others add up to it.
fn whole_of<'a>(same: &[&'a Goal]) -> Option<(&'a Goal, bool)> {
    let whole = same.iter().copied().reduce(larger)?;
    let others: f64 =
        same.iter().filter(|other| !std::ptr::eq(**other, whole)).filter_map(|other| sum(other)).sum();
    let adds_up = sum(whole).is_some_and(|all| (others - all).abs() <= ROUNDING * all.abs());
    Some((whole, adds_up))
}

impl Wholes<'_> {
    /// A line for each goal that has parts, or that stands there twice.
    pub fn issues(&self, locale: Locale) -> Vec<DataIssue> {
        const PARTS: Text = Text {
            zh: "计划第 {0} 行的目标是第 {1} 行「{2}」的一部分，不另算一项指标",
            en: "the goals in line {0} of the plan are parts of “{2}” in line {1} and no figures of their own",
        };
        const AGAIN: Text = Text {
            zh: "计划第 {0} 行和第 {1} 行的「{2}」是同一项指标，只算一次",
            en: "line {0} of the plan asks for “{2}” of line {1} once more: it counts once",
        };
        let issue = |(whole, others, beside): &(&Goal, Vec<&Goal>, Beside)| {
            let lines: Vec<String> = others.iter().map(|goal| goal.span.line.to_string()).collect();
            let (code, text) = match beside {
                Beside::Part => ("review/part-of-goal", PARTS),
                _ => ("review/goal-repeated", AGAIN),
            };
            let lines = lines.join(locale.pick("、", ", "));
            DataIssue {
                code,
                row: None,
                column: whole.kpi.clone(),
                value: None,
                message: text.fill(locale, &[&lines, &whole.span.line.to_string(), &whole.metric]),
            }
        };
        self.left.iter().map(issue).collect()
    }
}

/// A plain sum, of which others can be parts; rates have none.
fn sum(goal: &Goal) -> Option<f64> {
    match goal.target {
        Target::Absolute { value } | Target::AtLeast { value } if goal.unit.as_deref() != Some("ratio") => {
            Some(value)
        }
        _ => None,
    }
}

/// Which of two goals of one figure is the whole: a number before a change before a blank, the larger sum, the plainer
/// name, the one that comes first.
fn larger<'a>(a: &'a Goal, b: &'a Goal) -> &'a Goal {
    let form = |goal: &Goal| match goal.target {
        Target::Unset { .. } => 0,
        Target::Absolute { .. } | Target::AtLeast { .. } | Target::AtMost { .. } => 2,
        _ => 1,
    };
    let is_larger = match (sum(a), sum(b)) {
        (Some(a), Some(b)) => b > a,
        _ if form(a) != form(b) => form(b) > form(a),
        _ => b.metric.chars().count() < a.metric.chars().count(),
    };
    if is_larger { b } else { a }
}

fn beside(goal: &Goal, whole: &Goal, adds_up: bool) -> Beside {
    let is_within = goal.metric != whole.metric && goal.metric.contains(&whole.metric);
    let ends_before =
        matches!((&goal.deadline, &whole.deadline), (Some(a), Some(b)) if is_day(a) && is_day(b) && a < b);
    match (sum(goal), sum(whole)) {
        (Some(part), Some(all)) if part < all && (is_within || ends_before || adds_up) => Beside::Part,
        (None, None) if is_within => Beside::Part,
        _ if goal.metric == whole.metric => Beside::Again,
        _ => Beside::Own,
    }
}

/// `YYYY-MM-DD`, which sorts as days do; a deadline in words does not.
fn is_day(text: &str) -> bool {
    text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
}
