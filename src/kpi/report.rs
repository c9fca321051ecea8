//! The report: every figure's result, the total, and how it came about.

use serde::{Deserialize, Serialize};

use super::alert::{self, Alert, Subject};
use super::measure::{Measure, Resolved, Unscorable};
use super::pace::{Elapsed, Pace};
use super::scorecard::{Leaf, MissingPolicy, Scorecard, SourceLine, finite};
use super::status::Status;
use super::total::{losses, shares, total};
use crate::actual::{Actual, Measured};
use crate::stats::sort_by;
use crate::calendar::Period;
use crate::error::{DataIssue, Error, Result};
use crate::locale::{Locale, Phrase};

/// How to score.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Options {
    /// The period the actuals belong to; an open one is judged by pace.
    pub period: Option<Period>,
    /// Actuals of the period before, to explain the change.
    pub previous: Option<Vec<Actual>>,
    /// Language of names and messages.
    pub locale: Locale,
    /// Refuse weights that do not sum to 100 instead of scaling them.
    pub strict: bool,
}

/// One figure's result.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct KpiResult {
    /// The figure.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it is counted in, if known.
    pub unit: Option<String>,
    /// Its place in the scorecard.
    pub path: String,
    /// Its share of the total weight, 0 to 1, over the figures that apply.
    pub share: f64,
    /// The value to reach.
    pub target: Option<f64>,
    /// What was reached.
    pub actual: Option<f64>,
    /// Share of the target reached, uncapped.
    pub attainment: Option<f64>,
    /// Points.
    pub score: Option<f64>,
    /// Points it brings to the total.
    pub contribution: f64,
    /// Points it takes from 100.
    pub loss: f64,
    /// How it stands.
    pub status: Status,
    /// Special branches that applied.
    pub flags: Vec<&'static str>,
    /// Points of the total for 1 % more of the actual; 0 where capped.
    pub points_per_percent: f64,
    /// Its pace in the period, for growing sums.
    pub pace: Option<Pace>,
    /// Change of the total against the previous period that this figure explains.
    pub change: Option<Change>,
    /// Where the target comes from.
    pub source: Option<SourceLine>,
}

/// Change against the previous period, split at the midpoint: the two effects of all figures sum to
/// the change of the weighted total.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Change {
    /// Points from the change of its score.
    pub score: f64,
    /// Points from the change of its share.
    pub weight: f64,
}

/// The interval a total lies in while values are missing.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Range {
    /// If every missing figure scored 0.
    pub low: f64,
    /// If every missing figure scored its cap.
    pub high: f64,
}

/// Points on top of the figures' contributions.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Adjustment {
    /// `bonus` or `hardCap`.
    pub kind: &'static str,
    /// How many.
    pub points: f64,
    /// What for.
    pub reason: String,
}

/// The result of a scorecard.
///
/// `total = Σ contribution + Σ adjustments`, and `100 - total = Σ loss - Σ adjustments`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct KpiReport {
    /// Version of this shape.
    pub schema: u32,
    /// Points, 100 for every target reached; `None` where too little is known.
    pub total: Option<f64>,
    /// Whether values are missing.
    pub provisional: bool,
    /// Share of the weight that is known, 0 to 1.
    pub coverage: f64,
    /// Where the total lies while values are missing.
    pub range: Option<Range>,
    /// How the whole stands.
    pub status: Status,
    /// Each figure, in the order of the scorecard.
    pub items: Vec<KpiResult>,
    /// Bonus points and the hard cap.
    pub adjustments: Vec<Adjustment>,
    /// What needs attention.
    pub alerts: Vec<Alert>,
    /// What was scaled, left out or not understood.
    pub issues: Vec<DataIssue>,
}

/// Below this share of known weight a total says nothing.
const HEADLINE_COVERAGE: f64 = 0.6;
/// Weights are decimals: their sum may miss 100 by rounding.
const WEIGHT_ROUNDING: f64 = 1e-6;

/// Scores actuals against a scorecard.
///
/// ```
/// use planscore::kpi::{Actual, Item, Kpi, Measured, Options, Scorecard, score_kpis};
/// use planscore::target::Target;
/// let kpi = |id: &str, weight, value| Item::Kpi(Kpi {
///     id: id.into(), weight, target: Some(Target::Absolute { value }), ..Kpi::default()
/// });
/// let card = Scorecard::new(vec![kpi("sales_total", 60.0, 200.0), kpi("new_customers", 40.0, 10.0)]);
/// let actual = |id: &str, value| Actual { id: id.into(), measured: Measured::Value(value) };
/// let report = score_kpis(&card, &[actual("sales_total", 180.0), actual("new_customers", 11.0)], &Options::default()).unwrap();
/// // 0.6 x 90 + 0.4 x 110
/// assert!((report.total.unwrap() - 98.0).abs() < 1e-9);
/// ```
///
/// # Errors
/// A scorecard that contradicts itself, values that are not finite, actuals given twice, a period
/// that is none; in strict mode weights that do not sum to 100. Each with its path.
pub fn score_kpis(scorecard: &Scorecard, actuals: &[Actual], options: &Options) -> Result<KpiReport> {
    let locale = options.locale;
    let leaves = scorecard.leaves()?;
    let mut issues = Vec::new();
    check_weights(scorecard, options, &mut issues)?;
    let elapsed = options.period.as_ref().map(|p| Elapsed::of(p, locale, &mut issues)).transpose()?;
    let given = look_up(&leaves, actuals, "actuals", locale, &mut issues)?;
    let figures: Vec<Figure<'_>> =
        leaves.iter().zip(&given).map(|(leaf, given)| Figure::new(leaf, *given)).collect();
    for figure in &figures {
        figure.report_gaps(locale, &mut issues);
    }
    let before = match &options.previous {
        None => None,
        Some(previous) => {
            let given = look_up(&leaves, previous, "previous", locale, &mut issues)?;
            let figures: Vec<Figure<'_>> =
                leaves.iter().zip(&given).map(|(leaf, given)| Figure::new(leaf, *given)).collect();
            Some(Sum::of(scorecard, &figures))
        }
    };
    let sum = Sum::of(scorecard, &figures);
    let lost = losses(scorecard.aggregation, &sum.shares, &sum.scores);
    let open = elapsed.as_ref().filter(|elapsed| elapsed.is_open());

    let mut alerts = Vec::new();
    let mut vetoed = false;
    let mut items = Vec::with_capacity(figures.len());
    for (i, figure) in figures.iter().enumerate() {
        let (kpi, pace) = (figure.leaf.kpi, figure.pace(elapsed.as_ref()));
        let name = figure.name(locale);
        let has_veto = figure.vetoes();
        vetoed |= has_veto;
        let judged_by_pace = pace.as_ref().filter(|_| open.is_some());
        let mut flags = figure.flags();
        if judged_by_pace.is_some() {
            flags.push("judged-by-pace");
        }
        if let Some(measure) = &figure.measure {
            let subject = Subject {
                kpi,
                name: &name,
                attainment: measure.attainment.value,
                pace: judged_by_pace,
                elapsed: open,
                vetoed: has_veto,
            };
            alert::alerts(&subject, &scorecard.status, locale, &mut alerts);
        }
        let status = match (&figure.measure, &figure.state) {
            _ if has_veto => Status::Vetoed,
            (Some(measure), _) => {
                scorecard.status.of(judged_by_pace.map_or(measure.attainment.value, |pace| pace.pace))
            }
            (None, State::NoTarget(_)) => Status::NoTarget,
            (None, _) => Status::NoData,
        };
        items.push(KpiResult {
            id: kpi.id.clone(),
            unit: kpi.unit.clone().or_else(|| figure.entry().map(|entry| entry.unit.name().to_owned())),
            path: figure.leaf.path.clone(),
            share: sum.applicable[i],
            target: figure.resolved.as_ref().and_then(|resolved| resolved.target),
            actual: figure.actual,
            attainment: figure.measure.map(|m| m.attainment.value),
            score: figure.measure.map(|m| m.score),
            contribution: 100.0 * sum.shares[i] - lost[i],
            loss: lost[i],
            status,
            flags,
            points_per_percent: sum.with_one_percent_more(scorecard, &figures, i) - sum.total,
            pace,
            change: before.as_ref().map(|before| change(before, &sum, i)),
            source: kpi.source.clone(),
            name,
        });
    }

    let mut report = KpiReport {
        schema: 1,
        total: None,
        provisional: sum.missing,
        coverage: sum.coverage,
        range: None,
        status: Status::NoData,
        items,
        adjustments: Vec::new(),
        alerts,
        issues,
    };
    finish(&mut report, scorecard, &sum, &figures);
    if vetoed {
        report.status = Status::Vetoed;
    }
    Ok(report)
}

/// Bonus points, hard cap, range, and whether there is a headline at all.
fn finish(report: &mut KpiReport, scorecard: &Scorecard, sum: &Sum, figures: &[Figure<'_>]) {
    let bonus: f64 = scorecard.bonus.iter().map(|bonus| bonus.points).sum();
    let capped = |total: f64| (total + bonus).min(scorecard.hard_cap);
    if sum.missing && scorecard.missing == MissingPolicy::Provisional {
        let with = |points: &dyn Fn(&Figure<'_>) -> f64| {
            let scores: Vec<f64> = figures
                .iter()
                .map(|figure| figure.measure.map_or_else(|| points(figure), |m| m.score))
                .collect();
            capped(total(scorecard.aggregation, &sum.applicable, &scores))
        };
        let cap = |figure: &Figure<'_>| 100.0 * figure.resolved.as_ref().map_or(0.0, |resolved| resolved.cap);
        report.range = Some(Range { low: with(&|_| 0.0), high: with(&cap) });
    }
    let known = sum.shares.iter().any(|share| *share > 0.0);
    let withheld = match scorecard.missing {
        MissingPolicy::Provisional => sum.coverage < HEADLINE_COVERAGE,
        MissingPolicy::Zero => false,
        MissingPolicy::Propagate => sum.missing,
    };
    if !known || withheld {
        return;
    }
    for bonus in &scorecard.bonus {
        report.adjustments.push(Adjustment {
            kind: "bonus",
            points: bonus.points,
            reason: bonus.reason.clone(),
        });
    }
    let total = capped(sum.total);
    if total < sum.total + bonus {
        report.adjustments.push(Adjustment {
            kind: "hardCap",
            points: total - (sum.total + bonus),
            reason: String::new(),
        });
    }
    report.total = Some(total);
    report.status = scorecard.status.of(total / 100.0);
}

fn check_weights(scorecard: &Scorecard, options: &Options, issues: &mut Vec<DataIssue>) -> Result<()> {
    let sum: f64 = scorecard.items.iter().map(super::Item::weight).sum();
    if (sum - 100.0).abs() <= WEIGHT_ROUNDING || scorecard.items.is_empty() {
        return Ok(());
    }
    let message = Phrase::new(
        format!("权重合计为 {}，不是 100", trimmed(sum)),
        format!("the weights sum to {}, not to 100", trimmed(sum)),
    );
    if options.strict {
        return Err(Error::invalid("kpi/weights-not-100", message.zh, message.en).at("items"));
    }
    issues.push(DataIssue {
        code: "kpi/weights-not-100",
        row: None,
        column: Some("items".to_owned()),
        value: Some(trimmed(sum)),
        message: if sum > 0.0 {
            locale_message(options.locale, message, "，已按比例折算", "; scaled")
        } else {
            message.into_string(options.locale)
        },
    });
    Ok(())
}

fn locale_message(locale: Locale, message: Phrase, zh: &str, en: &str) -> String {
    message.into_string(locale) + locale.pick(zh, en)
}

/// A number without trailing zeros, to six decimals.
fn trimmed(value: f64) -> String {
    let text = format!("{value:.6}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The actual of each figure; what belongs to none is listed.
fn look_up(
    leaves: &[Leaf<'_>],
    actuals: &[Actual],
    path: &str,
    locale: Locale,
    issues: &mut Vec<DataIssue>,
) -> Result<Vec<Option<Measured>>> {
    let mut order: Vec<usize> = (0..leaves.len()).collect();
    sort_by(&mut order, &|&a, &b| leaves[a].kpi.id.cmp(&leaves[b].kpi.id));
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
        match order.binary_search_by_key(&actual.id.as_str(), |&leaf| leaves[leaf].kpi.id.as_str()) {
            Ok(found) => {
                let slot: &mut Option<Measured> = &mut given[order[found]];
                if slot.replace(actual.measured).is_some() {
                    return Err(Error::invalid(
                        "kpi/duplicate-actual",
                        format!("指标 {} 给了两个实际值", actual.id),
                        format!("the figure {} has two actuals", actual.id),
                    )
                    .at(at("id")));
                }
            }
            Err(_) => issues.push(DataIssue {
                code: "kpi/unknown-actual",
                row: None,
                column: Some(at("id")),
                value: Some(actual.id.clone()),
                message: locale
                    .pick("计分卡里没有这个指标，未计入", "not in the scorecard, left out")
                    .to_owned(),
            }),
        }
    }
    Ok(given)
}

/// Why a figure has no score.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Scored,
    Missing,
    NoDenominator,
    NotApplicable,
    NoTarget(Unscorable),
}

/// One figure with its actual and what it earns.
struct Figure<'a> {
    leaf: &'a Leaf<'a>,
    resolved: Option<Resolved<'a>>,
    actual: Option<f64>,
    measure: Option<Measure>,
    state: State,
}

impl<'a> Figure<'a> {
    fn new(leaf: &'a Leaf<'a>, given: Option<Measured>) -> Self {
        let actual = given.and_then(Measured::value);
        let (resolved, state) = match (Resolved::of(leaf.kpi), given) {
            (_, Some(Measured::NotApplicable)) => (None, State::NotApplicable),
            (Err(why), _) => (None, State::NoTarget(why)),
            (Ok(resolved), Some(Measured::Ratio { .. })) if actual.is_none() => {
                (Some(resolved), State::NoDenominator)
            }
            (Ok(resolved), _) if actual.is_none() => (Some(resolved), State::Missing),
            (Ok(resolved), _) => (Some(resolved), State::Scored),
        };
        let measure = resolved.as_ref().zip(actual).map(|(resolved, actual)| resolved.measure(actual));
        Self { leaf, resolved, actual, measure, state }
    }

    fn entry(&self) -> Option<&'static crate::catalog::Entry> {
        crate::catalog::find(&self.leaf.kpi.id)
    }

    fn name(&self, locale: Locale) -> String {
        let kpi = self.leaf.kpi;
        kpi.name.clone().unwrap_or_else(|| {
            self.entry().map_or_else(|| kpi.id.clone(), |entry| entry.name.get(locale).to_owned())
        })
    }

    fn is_missing(&self) -> bool {
        matches!(self.state, State::Missing | State::NoDenominator)
    }

    fn vetoes(&self) -> bool {
        let limit = self.leaf.kpi.gate.unwrap_or(1.0);
        self.leaf.kpi.veto == Some(true)
            && self.measure.is_some_and(|measure| measure.attainment.value < limit)
    }

    fn pace(&self, elapsed: Option<&Elapsed>) -> Option<Pace> {
        let resolved = self.resolved.as_ref().filter(|resolved| resolved.accumulates())?;
        Pace::of(self.actual?, resolved.target?, elapsed?)
    }

    fn flags(&self) -> Vec<&'static str> {
        let mut flags: Vec<&'static str> = match self.state {
            State::Scored => Vec::new(),
            State::Missing => vec!["missing"],
            State::NoDenominator => vec!["missing", "zero-denominator"],
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
    fn report_gaps(&self, locale: Locale, issues: &mut Vec<DataIssue>) {
        let (code, zh, en) = match self.state {
            State::NoTarget(Unscorable::NoTarget) => {
                ("kpi/no-target", "没有目标值，权重不计入总分", "no target: its weight leaves the total")
            }
            State::NoTarget(Unscorable::NoBaseline) => (
                "kpi/no-baseline",
                "目标是相对基线的变化，但没有基线值；权重不计入总分",
                "the target is relative and has no baseline: its weight leaves the total",
            ),
            State::NoDenominator => {
                ("kpi/zero-denominator", "分母为 0，视为缺失", "nothing to divide by: taken as missing")
            }
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

/// The weighted total with the shares behind it.
struct Sum {
    /// Share of each figure over those that apply, missing ones included.
    applicable: Vec<f64>,
    /// Share of each figure over those that count in the total.
    shares: Vec<f64>,
    scores: Vec<f64>,
    total: f64,
    coverage: f64,
    missing: bool,
}

impl Sum {
    fn of(scorecard: &Scorecard, figures: &[Figure<'_>]) -> Self {
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
            figures.iter().zip(&applicable).filter(|(f, _)| f.measure.is_some()).map(|(_, share)| share).sum()
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
    fn with_one_percent_more(&self, scorecard: &Scorecard, figures: &[Figure<'_>], i: usize) -> f64 {
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

/// What figure `i` explains of the change between two totals: with shares v and points c,
/// `Δ(v c) = Δc (v0 + v1)/2 + Δv (c0 + c1)/2`, exactly.
fn change(before: &Sum, now: &Sum, i: usize) -> Change {
    let mid = |a: f64, b: f64| f64::midpoint(a, b);
    Change {
        score: (now.scores[i] - before.scores[i]) * mid(before.shares[i], now.shares[i]),
        weight: (now.shares[i] - before.shares[i]) * mid(before.scores[i], now.scores[i]),
    }
}
