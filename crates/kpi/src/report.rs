//! The report: every figure's result, the total, and how it came about.

use serde::{Deserialize, Serialize};

use super::alert::{self, Alert, Subject};
use super::check::finite;
use super::explain::{self, Change, Comparison, Effort, NextBand, Path};
use super::figure::{self, Figure, State, Sum, by_id, look_up};
use super::forecast::{self, Forecast};
use super::history::{Series, Trend};
use super::pace::{Elapsed, Pace};
use super::reached::sum_of;
use super::scorecard::{Kpi, Leaf, MissingPolicy, Scorecard, SourceLine};
use super::status::Status;
use super::total::{losses, total};
use planscore_base::actual::{Actual, Measured};
use planscore_base::calendar::Period;
use planscore_base::error::{DataIssue, Error, Result};
use planscore_base::locale::{Locale, Phrase};

/// How to score.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename = "ScoreOptions", rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Options {
    /// The period the actuals belong to; an open one is judged by pace.
    pub period: Option<Period>,
    /// Actuals of the period before (环比), to explain the change.
    pub previous: Option<Vec<Actual>>,
    /// Actuals of the same period a year before (同比).
    pub last_year: Option<Vec<Actual>>,
    /// Past values of figures, for alerts and forecasts.
    pub history: Vec<Series>,
    /// Weights of the twelve months, how much of a year falls into each; empty for an even year.
    pub season: Vec<f64>,
    /// A total to find the cheapest path to.
    pub goal: Option<f64>,
    /// What figures cost to move on that path; 1 for each 1 % of the actual where nothing is said.
    pub efforts: Vec<Effort>,
    /// Seed of the forecasts' draws.
    pub seed: u32,
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
    /// Where it ends the period.
    pub forecast: Option<Forecast>,
    /// The next better status or band.
    pub next: Option<NextBand>,
    /// Against the period before (环比).
    pub versus_previous: Option<Comparison>,
    /// Against the same period a year before (同比).
    pub versus_last_year: Option<Comparison>,
    /// Change of the total against the previous period that this figure explains.
    pub change: Option<Change>,
    /// The line of the plan that states the target.
    pub source: Option<SourceLine>,
    /// Where the target comes from; `None` without one.
    pub origin: Option<Origin>,
}

/// Where a target comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename = "TargetOrigin", rename_all = "camelCase")]
pub enum Origin {
    /// The plan states it, see [`KpiResult::source`].
    Plan,
    /// The caller states it.
    User,
    /// Computed from a change and a baseline that the target itself does not name.
    Derived,
}

impl Origin {
    fn of(kpi: &Kpi, target: Option<f64>) -> Option<Self> {
        target?;
        Some(match (&kpi.target, &kpi.source) {
            (Some(form), _) if form.resolve(None).is_none() => Self::Derived,
            (_, Some(_)) => Self::Plan,
            _ => Self::User,
        })
    }
}

/// The interval a total lies in while values are missing.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename = "ScoreRange")]
pub struct Range {
    /// If every missing figure scored 0.
    pub low: f64,
    /// If every missing figure scored its cap.
    pub high: f64,
}

/// Where points on top come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum AdjustmentKind {
    /// A bonus of the scorecard (加减分).
    Bonus,
    /// What the highest total takes off.
    HardCap,
    /// What the lowest total puts back.
    HardFloor,
}

/// Points on top of the figures' contributions.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Adjustment {
    /// Where they come from.
    pub kind: AdjustmentKind,
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
    /// Bonus points, the hard cap and the hard floor.
    pub adjustments: Vec<Adjustment>,
    /// The cheapest path to the wanted total.
    pub path: Option<Path>,
    /// What needs attention.
    pub alerts: Vec<Alert>,
    /// What was scaled, left out or not understood.
    pub issues: Vec<DataIssue>,
}

/// Below this share of known weight a total says nothing.
pub const HEADLINE_COVERAGE: f64 = 0.6;
/// Weights are decimals: their sum may miss 100 by rounding.
const WEIGHT_ROUNDING: f64 = 1e-6;

/// Scores actuals against a scorecard.
///
/// ```
/// use planscore_kpi::{Actual, Item, Kpi, Measured, Options, Scorecard, score_kpis};
/// use planscore_base::target::Target;
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
    let elapsed = options
        .period
        .as_ref()
        .map(|period| Elapsed::of(period, &options.season, locale, &mut issues))
        .transpose()?;
    let figures = figures(&leaves, actuals, "actuals", locale, &mut issues)?;
    for figure in &figures {
        figure.report_gaps(locale, &mut issues);
    }
    let mut earlier = |given: &Option<Vec<Actual>>, path| match given {
        Some(given) => self::figures(&leaves, given, path, locale, &mut issues).map(Some),
        None => Ok(None),
    };
    let (previous, last_year) =
        (earlier(&options.previous, "previous")?, earlier(&options.last_year, "lastYear")?);
    let trends = trends(&leaves, options, elapsed.as_ref(), &mut issues)?;

    let context = Context {
        scorecard,
        options,
        sum: Weighed::of(scorecard, &figures),
        before: previous.as_ref().map(|figures| Weighed::of(scorecard, figures)),
        figures: &figures,
        previous: previous.as_deref(),
        last_year: last_year.as_deref(),
        trends: &trends,
        elapsed: elapsed.as_ref(),
    };
    let mut alerts = Vec::new();
    let items: Vec<KpiResult> = (0..figures.len()).map(|i| context.result(i, &mut alerts)).collect();
    let vetoed = figures.iter().any(Figure::vetoes);
    let sum = &context.sum.sum;

    let path = options.goal.map(|goal| path(scorecard, &figures, sum, goal, options)).transpose()?;
    let mut report = KpiReport {
        schema: 1,
        total: None,
        provisional: sum.missing,
        coverage: sum.coverage,
        range: None,
        status: Status::NoData,
        items,
        adjustments: Vec::new(),
        path,
        alerts,
        issues,
    };
    finish(&mut report, scorecard, sum, &figures);
    if vetoed {
        report.status = Status::Vetoed;
    }
    Ok(report)
}

/// A sum with the losses of its figures.
struct Weighed {
    sum: Sum,
    lost: Vec<f64>,
}

impl Weighed {
    fn of(scorecard: &Scorecard, figures: &[Figure<'_>]) -> Self {
        let sum = Sum::of(scorecard, figures);
        let lost = losses(scorecard.aggregation, &sum.shares, &sum.scores);
        Self { sum, lost }
    }
}

/// What a figure's result depends on.
struct Context<'a> {
    scorecard: &'a Scorecard,
    options: &'a Options,
    figures: &'a [Figure<'a>],
    sum: Weighed,
    previous: Option<&'a [Figure<'a>]>,
    last_year: Option<&'a [Figure<'a>]>,
    before: Option<Weighed>,
    trends: &'a [Trend],
    elapsed: Option<&'a Elapsed>,
}

impl Context<'_> {
    /// The result of figure `i`, and its alerts.
    fn result(&self, i: usize, alerts: &mut Vec<Alert>) -> KpiResult {
        let Self { scorecard, options, figures, elapsed, .. } = *self;
        let Weighed { sum, lost } = &self.sum;
        let (figure, trend) = (&figures[i], &self.trends[i]);
        let (kpi, name) = (figure.leaf.kpi, figure.name(options.locale));
        let open = elapsed.filter(|elapsed| elapsed.is_open());
        let pace = figure.pace(elapsed);
        let judged_by_pace = pace.as_ref().filter(|_| open.is_some());
        let mut flags = figure.flags();
        if judged_by_pace.is_some() {
            flags.push("judged-by-pace");
        }
        let subject = Subject { figure, name: &name, pace: judged_by_pace, elapsed, trend };
        alert::alerts(&subject, &scorecard.status, options.locale, alerts);
        let status = match (&figure.measure, &figure.state) {
            _ if figure.vetoes() => Status::Vetoed,
            (Some(measure), _) => {
                scorecard.status.of(judged_by_pace.map_or(measure.attainment.value, |pace| pace.pace))
            }
            (None, State::NoTarget(_)) => Status::NoTarget,
            (None, _) => Status::NoData,
        };
        let versus = |earlier: Option<&[Figure<'_>]>| explain::compare(figure, &earlier?[i]);
        let target = figure.resolved.as_ref().and_then(|resolved| resolved.target);
        KpiResult {
            id: kpi.id.clone(),
            unit: figure.unit().map(str::to_owned),
            path: figure.leaf.path.clone(),
            share: sum.applicable[i],
            target,
            actual: figure.actual,
            attainment: figure.measure.map(|m| m.attainment.value),
            score: figure.measure.map(|m| m.score),
            contribution: 100.0 * sum.shares[i] - lost[i],
            loss: lost[i],
            status,
            flags,
            points_per_percent: sum.with_one_percent_more(scorecard, figures, i) - sum.total,
            pace,
            forecast: open.and_then(|open| forecast(figure, trend, open, u64::from(options.seed))),
            next: explain::next_band(figure, &scorecard.status),
            versus_previous: versus(self.previous),
            versus_last_year: versus(self.last_year),
            change: self.before.as_ref().map(|before| {
                let then = (&before.sum, &before.lost[..]);
                explain::change(scorecard.aggregation, then, (sum, lost), i)
            }),
            source: kpi.source.clone(),
            origin: Origin::of(kpi, target),
            name,
        }
    }
}

/// Each figure with its actual.
fn figures<'a>(
    leaves: &'a [Leaf<'a>],
    actuals: &[Actual],
    path: &str,
    locale: Locale,
    issues: &mut Vec<DataIssue>,
) -> Result<Vec<Figure<'a>>> {
    let given = look_up(leaves, actuals, path, locale, issues)?;
    Ok(leaves.iter().zip(given).map(|(leaf, given)| Figure::new(leaf, given)).collect())
}

/// The history of each figure, empty where none is given.
fn trends(
    leaves: &[Leaf<'_>],
    options: &Options,
    elapsed: Option<&Elapsed>,
    issues: &mut Vec<DataIssue>,
) -> Result<Vec<Trend>> {
    let order = by_id(leaves);
    let mut trends = vec![None; leaves.len()];
    for (i, series) in options.history.iter().enumerate() {
        let path = format!("history[{i}]");
        let Some(leaf) = figure::find(leaves, &order, &series.id) else {
            let place = format!("{path}.id");
            issues.push(figure::unknown("kpi/unknown-history", place, &series.id, options.locale));
            continue;
        };
        let trend = Trend::of(series, &path, elapsed.map(|elapsed| elapsed.as_of))?;
        if trends[leaf].replace(trend).is_some() {
            return Err(Error::invalid(
                "kpi/duplicate-history",
                format!("指标 {} 给了两段历史", series.id),
                format!("the figure {} has two histories", series.id),
            )
            .at(format!("{path}.id")));
        }
    }
    Ok(trends.into_iter().map(Option::unwrap_or_default).collect())
}

/// Units that are counted one by one.
const COUNTED: [&str; 9] = ["count", "个", "家", "户", "次", "单", "人", "条", "件"];

/// Where a figure ends the open period, by the method that its kind calls for.
fn forecast(figure: &Figure<'_>, trend: &Trend, elapsed: &Elapsed, seed: u64) -> Option<Forecast> {
    let (resolved, actual) = (figure.resolved.as_ref()?, figure.actual?);
    let target = resolved.target?;
    if let Some(Measured::Ratio { numerator, denominator }) = figure.given {
        let counted = numerator.fract() == 0.0 && denominator.fract() == 0.0 && !figure.is_of_money();
        return counted
            .then(|| forecast::rate(numerator, denominator, target, resolved.lower_is_better()))
            .flatten();
    }
    if !resolved.accumulates() {
        return None;
    }
    let counted = figure.unit().is_some_and(|unit| COUNTED.contains(&unit)) && actual >= 0.0;
    if counted {
        forecast::count(actual, target, trend, elapsed, seed)
    } else {
        forecast::amount(actual, target, trend, elapsed, seed)
    }
}

fn path(
    scorecard: &Scorecard,
    figures: &[Figure<'_>],
    sum: &Sum,
    goal: f64,
    options: &Options,
) -> Result<Path> {
    finite(goal, || "goal".to_owned())?;
    for (i, cost) in options.efforts.iter().enumerate().filter_map(|(i, effort)| Some((i, effort.cost?))) {
        let place = || format!("efforts[{i}].cost");
        finite(cost, place)?;
        if cost < 0.0 {
            return Err(
                Error::invalid("kpi/bad-effort", "改进成本不能为负", "an effort costs 0 or more").at(place())
            );
        }
    }
    let cost_of = |i: usize| {
        let id = &figures[i].leaf.kpi.id;
        options.efforts.iter().find(|effort| effort.id == *id).map_or(Some(1.0), |effort| effort.cost)
    };
    let name_of = |i: usize| figures[i].name(options.locale);
    Ok(explain::cheapest_path(scorecard, figures, sum, goal, &cost_of, &name_of))
}

/// Bonus points, hard cap and floor, range, and whether there is a headline at all.
fn finish(report: &mut KpiReport, scorecard: &Scorecard, sum: &Sum, figures: &[Figure<'_>]) {
    if sum.missing && scorecard.missing == MissingPolicy::Provisional {
        let with = |points: &dyn Fn(&Figure<'_>) -> f64| {
            let scores: Vec<f64> = figures
                .iter()
                .map(|figure| figure.measure.map_or_else(|| points(figure), |m| m.score))
                .collect();
            scorecard.bounded(total(scorecard.aggregation, &sum.applicable, &scores))
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
            kind: AdjustmentKind::Bonus,
            points: bonus.points,
            reason: bonus.reason.clone(),
        });
    }
    let total = scorecard.bounded(sum.total);
    let free = sum.total + sum_of(scorecard.bonus.iter().map(|bonus| bonus.points));
    let kind = if free > scorecard.hard_cap { AdjustmentKind::HardCap } else { AdjustmentKind::HardFloor };
    if free > scorecard.hard_cap || free < scorecard.hard_floor {
        report.adjustments.push(Adjustment { kind, points: total - free, reason: String::new() });
    }
    report.total = Some(total);
    report.status = scorecard.status.of(total / 100.0);
}

fn check_weights(scorecard: &Scorecard, options: &Options, issues: &mut Vec<DataIssue>) -> Result<()> {
    let sum = sum_of(scorecard.items.iter().map(super::Item::weight));
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
