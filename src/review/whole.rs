//! Which of the plan's goals are figures of their own: a quarter's or a region's share of another goal is none. Quarters
//! without their whole are one figure: their sum where they cover the time that is scored, else one that has no target.

use std::collections::BTreeMap;

use planscore_base::calendar::{Day, Period};
use planscore_base::error::DataIssue;
use planscore_base::locale::{Locale, Text, amount};
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
    series: Vec<Series<'a>>,
}

/// Goals of one figure for one stretch of time after another, without one for all of it.
struct Series<'a> {
    /// In the order of the plan, which is that of time.
    parts: Vec<&'a Goal>,
    sum: f64,
    days: (Day, Day),
    /// Whether they leave no day of the time that is scored out.
    covers: bool,
}

/// How many parts may differ from their whole by rounding.
const ROUNDING: f64 = 0.01;

/// Sorts out the parts of goals; what is scored is a period, or a calendar year where none is given.
pub fn wholes<'a>(goals: &'a [Goal], period: Option<&Period>) -> Wholes<'a> {
    let mut figures: BTreeMap<&str, Vec<&Goal>> = BTreeMap::new();
    for goal in goals {
        figures.entry(goal.kpi.as_ref().unwrap_or(&goal.metric)).or_default().push(goal);
    }
    let series: Vec<Series> = figures.values().filter_map(|same| series_of(same, period)).collect();
    let known = figures.into_iter().filter(|(_, same)| same[0].kpi.is_some());
    let figures: BTreeMap<&str, (&Goal, bool)> =
        known.filter_map(|(kpi, same)| Some((kpi, whole_of(&same)?))).collect();
    let mut found = Wholes { goals: Vec::new(), left: Vec::new(), series };
    for goal in goals {
        if let Some(series) = found.series.iter().find(|series| series.has(goal)) {
            let is_first = series.parts.iter().all(|part| part.span.start >= goal.span.start);
            let joined = is_first.then(|| series.joined(goal));
            found.goals.extend(joined);
            continue;
        }
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

/// Sums for stretches that follow each other, in the order in which they are written; a single one is no series where it is for all of the time that is scored.
fn series_of<'a>(same: &[&'a Goal], period: Option<&Period>) -> Option<Series<'a>> {
    let mut parts = Vec::new();
    for &goal in same {
        let last = goal.deadline.as_deref().filter(|text| is_day(text)).and_then(Day::parse_iso)?;
        parts.push((goal.begins?, last, sum(goal)?, goal));
    }
    let (first, last) = (parts.first()?.0, parts.last()?.1);
    if parts.windows(2).any(|pair| pair[1].0 <= pair[0].1) {
        return None;
    }
    let follows = parts.windows(2).all(|pair| pair[1].0.0 == pair[0].1.0 + 1);
    let (start, end) = period.map_or((first, last), |period| (period.start, period.end));
    let is_year = first.ymd().1 == 1 && last.ymd().1 == 12;
    let covers = follows && first <= start && last >= end && (period.is_some() || is_year);
    if parts.len() == 1 && (covers || period.is_none()) {
        return None;
    }
    let all = parts.iter().map(|(_, _, value, _)| value).sum();
    Some(Series {
        sum: all,
        days: (first, last),
        covers,
        parts: parts.into_iter().map(|part| part.3).collect(),
    })
}

impl Series<'_> {
    fn has(&self, goal: &Goal) -> bool {
        self.parts.iter().any(|part| std::ptr::eq(*part, goal))
    }

    /// The goal that they come to, at the place of one of them.
    fn joined(&self, at: &Goal) -> Goal {
        let target =
            if self.covers { Target::Absolute { value: self.sum } } else { Target::Unset { text: None } };
        Goal { target, deadline: Some(self.days.1.to_string()), begins: Some(self.days.0), ..at.clone() }
    }

    fn issue(&self, locale: Locale) -> Option<DataIssue> {
        const ADDED: Text = Text {
            zh: "计划第 {0} 行的「{1}」合起来是 {2}，按这个数打分",
            en: "“{1}” in lines {0} of the plan adds up to {2}, which is what is scored",
        };
        const PARTIAL: Text = Text {
            zh: "计划第 {0} 行读到的「{1}」是 {3} 至 {4} 的目标（合计 {2}），不是全期的，所以不打分；请写上全期的目标",
            en: "“{1}” as read in line {0} of the plan is asked for from {3} to {4} ({2} in all) and not for the whole \
                 period, so it is not scored: state what is asked for over all of it",
        };
        let first = self.parts.first()?;
        let lines: Vec<String> = self.parts.iter().map(|goal| goal.span.line.to_string()).collect();
        let (code, text) =
            if self.covers { ("review/goals-added", ADDED) } else { ("review/part-of-period", PARTIAL) };
        let [start, end] = [self.days.0, self.days.1].map(|day| day.to_string());
        let values =
            [&lines.join(locale.pick("、", ", ")), &first.metric, &amount(self.sum, locale), &start, &end];
        Some(DataIssue {
            code,
            row: None,
            column: first.kpi.clone().or_else(|| Some(first.metric.clone())),
            value: None,
            message: text.fill(locale, &values.map(String::as_str)),
        })
    }
}

impl Wholes<'_> {
    /// A line for each goal that has parts, that was put together of them, or that stands there twice.
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
        self.left
            .iter()
            .map(issue)
            .chain(self.series.iter().filter_map(|series| series.issue(locale)))
            .collect()
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

/// Which of two goals of one figure is the whole: a number before a change before a blank, the larger sum, of two rates the
/// later, the plainer name, the one that comes first.
fn larger<'a>(a: &'a Goal, b: &'a Goal) -> &'a Goal {
    let form = |goal: &Goal| match goal.target {
        Target::Unset { .. } => 0,
        Target::Absolute { .. } | Target::AtLeast { .. } | Target::AtMost { .. } => 2,
        _ => 1,
    };
    let is_larger = match (sum(a), sum(b)) {
        (Some(a), Some(b)) => b > a,
        _ if form(a) != form(b) => form(b) > form(a),
        _ if a.begins.is_some() && b.begins.is_some() && a.metric == b.metric => b.begins > a.begins,
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
