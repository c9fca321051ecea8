//! All together: the plan's targets against what the data say.
//!
//! The only module above the engines: it turns the plan's goals into a scorecard (each target with
//! its line), the orders and deals into actuals, scores them, and says what stands out and what to
//! do first.

mod document;
mod headline;
mod scorecard;
mod whole;

use crate::measure::{self, Measures, Scope};
use planscore_base::actual::Actual;
use planscore_base::calendar::{Day, Period};
use planscore_base::error::{DataIssue, Result};
use planscore_base::locale::{Locale, Text};
use planscore_funnel::{FunnelOptions, FunnelReport, analyze_funnel};
use planscore_kpi::{self as kpi, KpiReport, Scorecard, default_scorecard, score_kpis};
use planscore_plan::{self as plan, PlanReport, check_plan};
use planscore_rfm::{RfmOptions, RfmSummary, segment_customers};
use planscore_table::{Deals, Orders};
use serde::{Deserialize, Serialize};

pub use document::{Format, Shown, render};
pub use headline::{Headline, Step, Tone};
pub use scorecard::plan_scorecard;

/// What there is to review; every part may be missing.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename = "ReviewBasis", rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Input {
    /// The plan's text.
    pub plan: Option<String>,
    /// What the data cannot tell; it wins over what they can.
    pub actuals: Vec<Actual>,
    /// The period; otherwise the plan's own, and where it says none the calendar year of the last day in the data.
    pub period: Option<Period>,
    /// Targets, where they are not the plan's own.
    pub scorecard: Option<Scorecard>,
}

/// How to review.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ReviewOptions {
    /// The kind of plan, by name; `auto` or nothing to recognise it.
    ///
    /// ```ts
    /// Archetype | 'auto'
    /// ```
    pub archetype: Option<String>,
    /// Tables that stand in for the built-in ones of their kind.
    pub archetypes: Vec<plan::ArchetypeTable>,
    /// Language of names and messages.
    pub locale: Locale,
}

/// All answers together.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Review {
    /// Version of this shape.
    pub schema: u32,
    /// What the plan lacks.
    pub plan: Option<PlanReport>,
    /// The scores.
    pub kpis: Option<KpiReport>,
    /// The tiers at a glance.
    pub rfm: Option<RfmSummary>,
    /// The funnel.
    pub funnel: Option<FunnelReport>,
    /// What stands out, one line an engine.
    pub headline: Vec<Headline>,
    /// What to do first, the most valuable step first.
    pub first_steps: Vec<Step>,
    /// What the scores are against.
    pub scorecard: Option<Scorecard>,
    /// What was scored.
    pub actuals: Vec<Actual>,
    /// Ids of the actuals that come from the orders and deals.
    pub derived: Vec<String>,
    /// The period that was scored.
    pub period: Option<Period>,
}

/// Reviews whatever is given.
///
/// # Errors
/// What an engine refuses; the path says which input.
pub fn review(
    input: &Input,
    orders: Option<&Orders>,
    deals: Option<&Deals>,
    options: &ReviewOptions,
) -> Result<Review> {
    let locale = options.locale;
    let check = |text: &String, period: Option<Period>| {
        let (archetype, archetypes) = (options.archetype.clone(), options.archetypes.clone());
        check_plan(text, &plan::Options { archetype, locale, period, archetypes, ..plan::Options::default() })
    };
    let plan = input.plan.as_ref().map(|text| check(text, input.period.clone())).transpose()?;
    let rfm = match orders {
        Some(orders) if !orders.is_empty() => {
            let as_of = input.period.as_ref().and_then(|period| period.as_of);
            let options = RfmOptions { as_of, locale, ..RfmOptions::default() };
            Some(segment_customers(orders, &options)?.summary().clone())
        }
        _ => None,
    };
    let funnel = match deals {
        Some(deals) => {
            let as_of = input.period.as_ref().and_then(|period| period.as_of);
            let options = FunnelOptions { as_of, locale, ..FunnelOptions::default() };
            Some(analyze_funnel(deals, None, &options)?)
        }
        None => None,
    };
    let last_day = rfm.as_ref().map(|rfm| rfm.as_of).max(funnel.as_ref().and_then(|funnel| funnel.as_of));
    let planned = plan.as_ref().and_then(|report| report.period.clone());
    let (period, ahead) = match &input.period {
        Some(given) => (Some(given.clone()), None),
        None => last_day.map_or((None, None), |last| scored(planned.as_ref(), last)),
    };
    let mut issues = Vec::new();
    let mut measured = Vec::new();
    if let Some(period) = &period
        && ahead.is_none()
    {
        for part in measure(orders, deals, period, locale)? {
            measured.extend(part.actuals);
            issues.extend(part.issues);
        }
    }
    let (mut actuals, mut derived) = merge(&input.actuals, measured);
    let scorecard = match (&input.scorecard, &plan) {
        (Some(given), _) => Some(given.clone()),
        (None, Some(report)) if !report.goals.is_empty() || !report.kpis.is_empty() => {
            // A plan without a year is for that of the data: its quarters have days then.
            let dated = match (&input.plan, &period) {
                (Some(text), Some(period)) if report.period.is_none() => {
                    Some(check(text, Some(period.clone()))?)
                }
                _ => None,
            };
            let goals = dated.as_ref().map_or(&report.goals, |dated| &dated.goals);
            let wholes = whole::wholes(goals, ahead.as_ref().or(period.as_ref()));
            issues.extend(told_of(&wholes, report, locale));
            Some(scorecard::scorecard(&wholes, &report.kpis))
        }
        _ if actuals.is_empty() => None,
        _ => Some(default_scorecard("general")?),
    };
    if let (Some(plan), Some(last)) = (&ahead, last_day) {
        issues.push(not_begun(plan, last, locale));
    }
    let scorecard = match scorecard {
        Some(card) if scorecard::any(&card.items, &scorecard::wants_baseline) => {
            let of = ahead.as_ref().or(period.as_ref());
            let (baselines, missing) = baselines(orders, deals, of, locale)?;
            issues.extend(missing);
            Some(scorecard::with_baselines(card, &baselines))
        }
        other => other,
    };
    let kpis = match &scorecard {
        Some(card) => {
            // What the data say, or cannot say, beyond the scorecard is not asked for.
            let asked = |id: &str| scorecard::any(&card.items, &|kpi| kpi.id == id);
            actuals.retain(|actual| asked(&actual.id) || !derived.contains(&actual.id));
            derived.retain(|id| asked(id));
            issues.retain(|issue| issue.column.as_deref().is_none_or(asked));
            let options = kpi::Options { period: period.clone(), locale, ..kpi::Options::default() };
            let mut report = score_kpis(card, &actuals, &options)?;
            report.issues.extend(issues);
            Some(report)
        }
        None => None,
    };
    let mut review = Review {
        schema: 1,
        plan,
        kpis,
        rfm,
        funnel,
        headline: Vec::new(),
        first_steps: Vec::new(),
        scorecard,
        actuals,
        derived,
        period,
    };
    review.headline = headline::headline(&review, locale);
    review.first_steps = headline::first_steps(&review, locale);
    Ok(review)
}

/// What is scored: the plan's own period as far as the data reach, else the calendar year of their last day. Where the plan
/// begins after them, also that period, of which nothing is known yet.
fn scored(planned: Option<&Period>, last: Day) -> (Option<Period>, Option<Period>) {
    match planned {
        Some(plan) if last < plan.start => (year_of(last), Some(plan.clone())),
        Some(plan) => (Some(Period { as_of: Some(last.min(plan.end)), ..plan.clone() }), None),
        None => (year_of(last), None),
    }
}

/// What there is to tell of goals that are parts of others; where the plan weighs its figures, goals are only looked up for
/// them.
fn told_of(wholes: &whole::Wholes, plan: &PlanReport, locale: Locale) -> Vec<DataIssue> {
    let weighs = plan.kpis.iter().any(|kpi| kpi.weight.is_some());
    if weighs { Vec::new() } else { wholes.issues(locale) }
}

/// That the plan begins after the data end.
fn not_begun(plan: &Period, last: Day, locale: Locale) -> DataIssue {
    const AHEAD: Text = Text {
        zh: "计划从 {0} 开始，数据只到 {1}：还没有可以和目标比的实际完成",
        en: "the plan begins on {0} and the data end on {1}: there is nothing yet to hold against its targets",
    };
    DataIssue {
        code: "review/plan-ahead",
        row: None,
        column: None,
        value: Some(plan.start.to_string()),
        message: AHEAD.fill(locale, &[&plan.start.to_string(), &last.to_string()]),
    }
}

/// What the orders and the deals say of a period.
fn measure(
    orders: Option<&Orders>,
    deals: Option<&Deals>,
    period: &Period,
    locale: Locale,
) -> Result<Vec<Measures>> {
    let scope = Scope { owner: None, locale };
    let parts = [
        orders.map(|orders| measure::from_orders(orders, period, scope)),
        deals.map(|deals| measure::from_deals(deals, period, scope)),
    ];
    parts.into_iter().flatten().collect()
}

/// The share of the year before that may lie before the first record: a firm's first sale of a year is
/// rarely on New Year's Day.
const UNSEEN: f64 = 0.2;

/// What growth is measured against: the same period a year before, from records that cover it.
fn baselines(
    orders: Option<&Orders>,
    deals: Option<&Deals>,
    period: Option<&Period>,
    locale: Locale,
) -> Result<(Vec<Actual>, Vec<DataIssue>)> {
    let (mut found, mut issues) = (Vec::new(), Vec::new());
    let Some(before) = period.and_then(year_before) else { return Ok((found, issues)) };
    let length = f64::from(before.end.0 - before.start.0 + 1);
    for part in measure(orders, deals, &before, locale)? {
        match part.begins {
            Some(begins) if f64::from(begins.0 - before.start.0) > UNSEEN * length => {
                const PARTIAL: Text = Text {
                    zh: "数据从 {0} 才开始，不足以作为 {1} 至 {2} 的同期基数；请给出基数",
                    en: "the data begin on {0} only and are no baseline for {1} to {2}: give one",
                };
                let days = [begins, before.start, before.end].map(|day| day.to_string());
                issues.push(DataIssue {
                    code: "review/partial-baseline",
                    row: None,
                    column: None,
                    value: Some(days[0].clone()),
                    message: PARTIAL.fill(locale, &[&days[0], &days[1], &days[2]]),
                });
            }
            _ => found.extend(part.actuals),
        }
    }
    Ok((found, issues))
}

/// Given actuals, and the measured ones of other figures; the second list names those.
fn merge(given: &[Actual], measured: Vec<Actual>) -> (Vec<Actual>, Vec<String>) {
    let mut actuals = given.to_vec();
    let mut derived = Vec::new();
    for actual in measured {
        if actuals.iter().all(|known| known.id != actual.id) {
            derived.push(actual.id.clone());
            actuals.push(actual);
        }
    }
    (actuals, derived)
}

/// The calendar year of a day, seen from that day.
fn year_of(day: Day) -> Option<Period> {
    let (year, _, _) = day.ymd();
    Some(Period {
        start: Day::from_ymd(year, 1, 1)?,
        end: Day::from_ymd(year, 12, 31)?,
        as_of: Some(day),
        holidays: Vec::new(),
        workdays: Vec::new(),
    })
}

/// The whole period a year earlier: what growth is measured against.
fn year_before(period: &Period) -> Option<Period> {
    let back = |day: Day| {
        let (year, month, of_month) = day.ymd();
        Day::from_ymd(year - 1, month, of_month).or_else(|| Day::from_ymd(year - 1, month, of_month - 1))
    };
    Some(Period { start: back(period.start)?, end: back(period.end)?, as_of: None, ..period.clone() })
}
