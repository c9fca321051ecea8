//! A team as one scorecard: members' sums added up, rates by their parts.

use super::figure::{by_id, find};
use super::measure::Resolved;
use super::personal::{Personal, each_kpi, set_target};
use super::report::{KpiReport, Options, score_kpis};
use super::roster::{Member, TeamOptions};
use super::scorecard::{Leaf, Scorecard};
use planscore_base::actual::{Actual, Measured};
use planscore_base::catalog::Aggregation;
use planscore_base::error::{DataIssue, Result};

/// The team as one scorecard: targets and actuals of sums add up, rates by their parts.
pub fn roll_up(
    scorecard: &Scorecard,
    leaves: &[Leaf<'_>],
    personal: &[(&Member, Personal)],
    options: &TeamOptions,
    issues: &mut Vec<DataIssue>,
) -> Result<KpiReport> {
    let own_leaves: Vec<Vec<Leaf<'_>>> =
        personal.iter().map(|(_, own)| own.card.leaves()).collect::<Result<_>>()?;
    let order = by_id(leaves);
    let given = |of: fn(&Member) -> &[Actual]| -> Vec<Vec<Option<Measured>>> {
        personal.iter().map(|(member, _)| by_leaf(leaves, &order, of(member))).collect()
    };
    let (now, before) = (given(|m| &m.actuals), given(|m| &m.previous));
    let own_value = by_leaf(leaves, &order, &options.team);
    let mut team_targets = vec![None; leaves.len()];
    let (mut actuals, mut previous) = (options.team.clone(), Vec::new());
    for (k, leaf) in leaves.iter().enumerate() {
        let aggregation = Resolved::open(leaf.kpi).aggregation;
        if aggregation == Aggregation::Sum {
            let target = |own: &Vec<Leaf<'_>>| Resolved::of(own[k].kpi).ok()?.target;
            team_targets[k] = own_leaves.iter().map(target).sum::<Option<f64>>();
        }
        let id = &leaf.kpi.id;
        let measured = |given: &[Vec<Option<Measured>>]| given.iter().map(|own| own[k]).collect::<Vec<_>>();
        let (now, before) = (measured(&now), measured(&before));
        if own_value[k].is_none() {
            let (sum, gap) = add(aggregation, &now);
            if let Some((code, zh, en)) = gap {
                issues.push(DataIssue {
                    code,
                    row: None,
                    column: Some(leaf.path.clone()),
                    value: Some(id.clone()),
                    message: options.locale.pick(zh, en).to_owned(),
                });
            }
            actuals.push(Actual { id: id.clone(), measured: sum });
        }
        previous.push(Actual { id: id.clone(), measured: add(aggregation, &before).0 });
    }
    let mut card = scorecard.clone();
    let mut next = 0;
    each_kpi(&mut card.items, &mut |kpi| {
        if let Some(target) = team_targets[next] {
            set_target(kpi, target);
        }
        next += 1;
    });
    let has_previous = personal.iter().any(|(member, _)| !member.previous.is_empty());
    let own = Options {
        period: options.period.clone(),
        season: options.season.clone(),
        previous: has_previous.then_some(previous),
        seed: options.seed,
        locale: options.locale,
        strict: options.strict,
        ..Options::default()
    };
    score_kpis(&card, &actuals, &own)
}

/// The actual of each figure.
fn by_leaf(leaves: &[Leaf<'_>], order: &[u32], actuals: &[Actual]) -> Vec<Option<Measured>> {
    let mut found = vec![None; leaves.len()];
    for actual in actuals {
        if let Some(leaf) = find(leaves, order, &actual.id) {
            found[leaf] = Some(actual.measured);
        }
    }
    found
}

type Gap = (&'static str, &'static str, &'static str);

/// What members' actuals make together, and what could not be added.
fn add(aggregation: Aggregation, given: &[Option<Measured>]) -> (Measured, Option<Gap>) {
    const PARTIAL: Gap = (
        "team/partial",
        "有成员缺数据，团队值只含已有的",
        "some members have no value; the team's is that of the others",
    );
    const NO_PARTS: Gap = (
        "team/no-parts",
        "比率要有分子和分母才能汇总，只给了比率的成员未计入",
        "a rate adds up by numerator and denominator; members that gave the rate alone are left out",
    );
    const UNWEIGHTED: Gap = (
        "team/unweighted",
        "没有数量，按成员简单平均",
        "without counts the members' values are averaged as they are",
    );
    const STANDS_ALONE: Gap = (
        "team/no-sum",
        "这个指标不能由成员相加，请给出团队值",
        "members do not add up to this figure; give the team's own value",
    );
    let applicable: Vec<Option<Measured>> =
        given.iter().copied().filter(|m| *m != Some(Measured::NotApplicable)).collect();
    if applicable.is_empty() {
        return (if given.is_empty() { Measured::Missing } else { Measured::NotApplicable }, None);
    }
    let (mut top, mut bottom, mut values, mut alone) = (0.0, 0.0, 0_u32, 0.0);
    let mut parts = 0;
    for measured in applicable.iter().flatten() {
        match *measured {
            Measured::Ratio { numerator, denominator } => {
                (top, bottom, parts) = (top + numerator, bottom + denominator, parts + 1);
            }
            Measured::Value(value) => (alone, values) = (alone + value, values + 1),
            Measured::Missing | Measured::NotApplicable => {}
        }
    }
    let known = parts + values as usize;
    let partial = (known < applicable.len()).then_some(PARTIAL);
    let ratio = Measured::Ratio { numerator: top, denominator: bottom };
    match aggregation {
        _ if known == 0 => (Measured::Missing, None),
        Aggregation::Last => (Measured::Missing, Some(STANDS_ALONE)),
        Aggregation::Sum if parts == 0 => (Measured::Value(alone), partial),
        Aggregation::Mean if parts == 0 => (Measured::Value(alone / f64::from(values)), Some(UNWEIGHTED)),
        _ if parts == 0 => (Measured::Missing, Some(NO_PARTS)),
        _ => (ratio, if values > 0 { Some(NO_PARTS) } else { partial }),
    }
}
