//! One figure of a scorecard with its actual, and the weighted sum of all of them.

use super::check::finite;
use super::measure::{Measure, Resolved, Unscorable};
use super::pace::{Elapsed, Pace};
use super::reached::{reached, settled, sum_of};
use super::scorecard::{Leaf, MissingPolicy, Scorecard};
use super::total::{shares, total};
use planscore_base::actual::{Actual, Measured};
use planscore_base::catalog::Unit;
use planscore_base::error::{DataIssue, Error, Result};
use planscore_base::locale::Locale;
use planscore_stats::sort_indices;

/// The figures in order of their ids.
pub fn by_id(leaves: &[Leaf<'_>]) -> Vec<u32> {
    let mut order: Vec<u32> = (0..leaves.len() as u32).collect();
    sort_indices(&mut order, &|a, b| leaves[a as usize].kpi.id.cmp(&leaves[b as usize].kpi.id));
    order
}

/// The figure of an id, by the order of [`by_id`].
pub fn find(leaves: &[Leaf<'_>], order: &[u32], id: &str) -> Option<usize> {
    let at = order.binary_search_by(|&i| leaves[i as usize].kpi.id.as_str().cmp(id)).ok()?;
    Some(order[at] as usize)
}

/// Something is given for a figure that the scorecard does not have.
pub fn unknown(code: &'static str, place: String, id: &str, locale: Locale) -> DataIssue {
    DataIssue {
        code,
        row: None,
        column: Some(place),
        value: Some(id.to_owned()),
        message: locale.pick("计分卡里没有这个指标，未计入", "not in the scorecard, left out").to_owned(),
    }
}

/// The actual of each figure; what belongs to none is listed.
pub fn look_up(
    leaves: &[Leaf<'_>],
    actuals: &[Actual],
    path: &str,
    locale: Locale,
    issues: &mut Vec<DataIssue>,
) -> Result<Vec<Option<Measured>>> {
    let order = by_id(leaves);
    let mut given = vec![None; leaves.len()];
    for (i, actual) in actuals.iter().enumerate() {
        let at = |field: &str| format!("{path}[{i}].{field}");
        match actual.measured {
            Measured::Value(value) => finite(value, || at("value"))?,
            Measured::Ratio { numerator, denominator } => {
                finite(numerator, || at("numerator"))?;
                finite(denominator, || at("denominator"))?;
            }
            Measured::Missing | Measured::NotApplicable => {}
        }
        match find(leaves, &order, &actual.id) {
            Some(leaf) => {
                let slot: &mut Option<Measured> = &mut given[leaf];
                if slot.replace(actual.measured).is_some() {
                    return Err(Error::invalid(
                        "kpi/duplicate-actual",
                        format!("指标 {} 给了两个实际值", actual.id),
                        format!("the figure {} has two actuals", actual.id),
                    )
                    .at(at("id")));
                }
            }
            None => issues.push(unknown("kpi/unknown-actual", at("id"), &actual.id, locale)),
        }
    }
    Ok(given)
}

/// Why a figure has no score.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Scored,
    Missing,
    NoDenominator,
    /// The actual is in percent where the target is a fraction, or the other way round.
    OtherScale,
    NotApplicable,
    NoTarget(Unscorable),
}

/// One figure with its actual and what it earns.
pub struct Figure<'a> {
    pub leaf: &'a Leaf<'a>,
    pub resolved: Option<Resolved<'a>>,
    pub given: Option<Measured>,
    pub actual: Option<f64>,
    pub measure: Option<Measure>,
    pub state: State,
}

impl<'a> Figure<'a> {
    pub fn new(leaf: &'a Leaf<'a>, given: Option<Measured>) -> Self {
        let mut actual = given.and_then(Measured::value);
        let (resolved, mut state) = match (Resolved::of(leaf.kpi), given) {
            (_, Some(Measured::NotApplicable)) => (None, State::NotApplicable),
            (Err(why), _) => (None, State::NoTarget(why)),
            (Ok(resolved), Some(Measured::Ratio { .. })) if actual.is_none() => {
                (Some(resolved), State::NoDenominator)
            }
            (Ok(resolved), _) if actual.is_none() => (Some(resolved), State::Missing),
            (Ok(resolved), _) => (Some(resolved), State::Scored),
        };
        let target = resolved.as_ref().and_then(|resolved| resolved.target);
        if let (Some(Measured::Value(value)), Some(target)) = (given, target)
            && is_rate(leaf)
            && is_other_scale(value, target)
        {
            (actual, state) = (None, State::OtherScale);
        }
        let measure = resolved.as_ref().zip(actual).map(|(resolved, actual)| resolved.measure(actual));
        Self { leaf, resolved, given, actual, measure, state }
    }

    pub fn entry(&self) -> Option<&'static planscore_base::catalog::Entry> {
        planscore_base::catalog::find(&self.leaf.kpi.id)
    }

    pub fn name(&self, locale: Locale) -> String {
        let kpi = self.leaf.kpi;
        kpi.name.clone().unwrap_or_else(|| {
            self.entry().map_or_else(|| kpi.id.clone(), |entry| entry.name.get(locale).to_owned())
        })
    }

    /// What it is counted in.
    pub fn unit(&self) -> Option<&str> {
        self.leaf.kpi.unit.as_deref().or_else(|| self.entry().map(|entry| entry.unit.name()))
    }

    /// Whether it is a rate of money or hours, whose parts are no cases.
    pub fn is_of_money(&self) -> bool {
        const OF_MONEY: [&str; 7] = [
            "gross_margin_rate",
            "collection_rate",
            "market_share",
            "new_business_share",
            "roi",
            "selling_time_share",
            "individual_attainment",
        ];
        self.entry().is_some_and(|entry| entry.unit != Unit::Ratio || OF_MONEY.contains(&entry.id))
    }

    pub fn is_missing(&self) -> bool {
        matches!(self.state, State::Missing | State::NoDenominator | State::OtherScale)
    }

    /// The attainment below which it vetoes the whole, if it may.
    pub fn veto_limit(&self) -> Option<f64> {
        (self.leaf.kpi.veto == Some(true)).then(|| self.leaf.kpi.gate.unwrap_or(1.0))
    }

    pub fn vetoes(&self) -> bool {
        self.veto_limit()
            .zip(self.measure)
            .is_some_and(|(limit, measure)| !reached(measure.attainment.value, limit))
    }

    pub fn pace(&self, elapsed: Option<&Elapsed>) -> Option<Pace> {
        let resolved = self.resolved.as_ref().filter(|resolved| resolved.accumulates())?;
        Pace::of(self.actual?, resolved.target?, elapsed?)
    }

    pub fn flags(&self) -> Vec<&'static str> {
        let mut flags: Vec<&'static str> = match self.state {
            State::Scored => Vec::new(),
            State::Missing => vec!["missing"],
            State::NoDenominator => vec!["missing", "zero-denominator"],
            State::OtherScale => vec!["missing", "percent-or-fraction"],
            State::NotApplicable => vec!["not-applicable"],
            State::NoTarget(Unscorable::NoTarget) => vec!["no-target"],
            State::NoTarget(Unscorable::NoBaseline) => vec!["no-baseline"],
        };
        if let Some(measure) = &self.measure {
            flags.extend(measure.attainment.flag);
            flags.extend(measure.capped.then_some("capped"));
            flags.extend(measure.gated.then_some("below-gate"));
        }
        flags
    }

    /// Lists why a figure has no score, where that is not what the caller said.
    pub fn report_gaps(&self, locale: Locale, issues: &mut Vec<DataIssue>) {
        let (code, zh, en) = match self.state {
            State::NoTarget(Unscorable::NoTarget) => {
                ("kpi/no-target", "没有目标值，权重不计入综合得分", "no target: its weight leaves the score")
            }
            State::NoTarget(Unscorable::NoBaseline) => (
                "kpi/no-baseline",
                "目标写的是变化幅度，但不知道从多少算起；权重不计入综合得分",
                "the target is relative and has no baseline: its weight leaves the score",
            ),
            State::NoDenominator => {
                ("kpi/zero-denominator", "分母为 0，视为缺失", "nothing to divide by: taken as missing")
            }
            State::OtherScale => (
                "kpi/percent-or-fraction",
                "实际值与目标值一个是百分数、一个是小数（如 93 与 0.95），未计分；请改成同一种写法",
                "one of actual and target is in percent, the other a fraction (93 against 0.95): not scored; write both alike",
            ),
            State::Scored | State::Missing | State::NotApplicable => return,
        };
        issues.push(DataIssue {
            code,
            row: None,
            column: Some(self.leaf.path.clone()),
            value: Some(self.name(locale)),
            message: locale.pick(zh, en).to_owned(),
        });
    }
}

/// Whether a figure is a rate, which people write as a fraction or in percent.
fn is_rate(leaf: &Leaf<'_>) -> bool {
    match leaf.kpi.unit.as_deref() {
        Some(unit) => matches!(unit, "ratio" | "%" | "％"),
        None => planscore_base::catalog::find(&leaf.kpi.id).is_some_and(|entry| entry.unit == Unit::Ratio),
    }
}

/// Whether of two rates one can only be in percent and the other a fraction: 93 against 0.95. The larger is
/// beyond 1 and at least ten times the other, which is not.
fn is_other_scale(actual: f64, target: f64) -> bool {
    let (small, large) = (actual.abs().min(target.abs()), actual.abs().max(target.abs()));
    large > 1.0 && small <= 1.0 && small > 0.0 && large >= 10.0 * small
}

/// The weighted total with the shares behind it.
pub struct Sum {
    /// Share of each figure over those that apply, missing ones included.
    pub applicable: Vec<f64>,
    /// Share of each figure over those that count in the total.
    pub shares: Vec<f64>,
    pub scores: Vec<f64>,
    pub total: f64,
    pub coverage: f64,
    pub missing: bool,
}

impl Sum {
    pub fn of(scorecard: &Scorecard, figures: &[Figure<'_>]) -> Self {
        let applies: Vec<bool> = figures.iter().map(|f| f.measure.is_some() || f.is_missing()).collect();
        let counts: Vec<bool> = match scorecard.missing {
            MissingPolicy::Zero => applies.clone(),
            _ => figures.iter().map(|f| f.measure.is_some()).collect(),
        };
        let applicable = shares(&scorecard.items, &applies);
        let shares = shares(&scorecard.items, &counts);
        let scores: Vec<f64> = figures.iter().map(|f| f.measure.map_or(0.0, |m| m.score)).collect();
        let missing = figures.iter().zip(&applicable).any(|(f, share)| f.is_missing() && *share > 0.0);
        let coverage = if missing {
            let known = figures.iter().zip(&applicable).filter(|(f, _)| f.measure.is_some());
            settled(sum_of(known.map(|(_, share)| *share)))
        } else if applicable.iter().any(|share| *share > 0.0) {
            1.0
        } else {
            0.0
        };
        Self {
            total: total(scorecard.aggregation, &shares, &scores),
            applicable,
            shares,
            scores,
            coverage,
            missing,
        }
    }

    /// The total if figure `i` had 1 % more.
    pub fn with_one_percent_more(&self, scorecard: &Scorecard, figures: &[Figure<'_>], i: usize) -> f64 {
        let (Some(resolved), Some(actual)) = (&figures[i].resolved, figures[i].actual) else {
            return self.total;
        };
        let score = resolved.measure(actual + 0.01 * actual.abs()).score;
        if score == self.scores[i] || self.shares[i] == 0.0 {
            return self.total;
        }
        let mut scores = self.scores.clone();
        scores[i] = score;
        total(scorecard.aggregation, &self.shares, &scores)
    }
}
