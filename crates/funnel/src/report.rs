//! The report of a funnel.

use serde::Serialize;

use super::bottleneck::{self, Bottleneck, Evidence};
use super::options::FunnelOptions;
use super::response::{Response, SLA_HOURS, response};
use super::segments::SegmentReport;
use super::stage::{StageReport, reports};
use super::stuck::{StuckDeal, stuck};
use super::sums::Sums;
use planscore_base::calendar::Day;
use planscore_base::error::{DataIssue, Error, Result};
use planscore_stats::{CompetingRisks, Durations, mean};
use planscore_table::Deals;

/// The report of a funnel.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FunnelReport {
    /// Version of this shape.
    pub schema: u32,
    /// The day it is seen from; `None` for plain counts without one.
    pub as_of: Option<Day>,
    /// Deals in the funnel.
    pub deals: usize,
    /// Won ones.
    pub won: usize,
    /// Lost ones.
    pub lost: usize,
    /// Those under way.
    pub open: usize,
    /// Each stage, the last one won.
    pub stages: Vec<StageReport>,
    /// Days from entry to won, over won deals.
    pub cycle_days: CycleDays,
    /// Aalen-Johansen over days since entry: shares won, lost and still open; they sum to 1. Thinned
    /// to at most 1,000 steps.
    pub outcomes: Vec<OutcomeStep>,
    /// Won / (won + lost).
    pub win_rate: Option<f64>,
    /// Open deals x win rate x mean value of a won deal / mean days to win: money a day.
    pub velocity_per_day: Option<f64>,
    /// The stage to fix first.
    pub bottleneck: Option<Bottleneck>,
    /// Why there is none.
    pub no_bottleneck_because: Option<String>,
    /// Every gap, worth most first.
    pub ranking: Vec<Bottleneck>,
    /// How soon leads leave the first stage; `None` where the data have no times of day.
    pub response: Option<Response>,
    /// Owners or channels, where asked for.
    pub segments: Vec<SegmentReport>,
    /// Open deals that stay too long, most valuable first; at most 1,000.
    pub stuck: Vec<StuckDeal>,
    /// What was left out.
    pub issues: Vec<DataIssue>,
}

/// Days from entry to won, over won deals.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct CycleDays {
    /// Median.
    pub p50: Option<f64>,
    /// Nine in ten take no longer.
    pub p90: Option<f64>,
}

/// Shares by a number of days since entry.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OutcomeStep {
    /// Days since entry.
    pub day: f64,
    /// Share won by then.
    pub won: f64,
    /// Share lost by then.
    pub lost: f64,
    /// Share still under way.
    pub open: f64,
    /// Deals under way just before.
    pub at_risk: usize,
}

/// Most steps of the outcome curve.
const STEPS: usize = 1_000;

/// Analyses deals; `previous` are those of the period before, with the same stages.
///
/// ```
/// use planscore_funnel::{FunnelOptions, analyze_funnel};
/// use planscore_table::{DealOptions, Deals};
/// let file = "商机,阶段,时间\nA,线索,2026-01-01\nA,成单,2026-01-11\nB,线索,2026-01-02\nB,输单,2026-01-08\nC,线索,2026-01-05\n";
/// let deals = Deals::from_csv(file.as_bytes(), DealOptions::default()).unwrap();
/// let report = analyze_funnel(&deals, None, &FunnelOptions::default()).unwrap();
/// let lead = &report.stages[0];
/// assert_eq!((lead.entered, lead.advanced, lead.lost, lead.open), (3, 1, 1, 1));
/// assert_eq!(lead.conversion.resolved_rate, Some(0.5));
/// ```
///
/// # Errors
/// Options that contradict themselves or name unknown stages, each with its path; no deal by the day
/// it is seen from (`funnel/no-deals`).
pub fn analyze_funnel(
    deals: &Deals,
    previous: Option<&Deals>,
    options: &FunnelOptions,
) -> Result<FunnelReport> {
    options.validate(deals.stages())?;
    let stages = options.stages.as_deref().unwrap_or(deals.stages());
    if let Some(missing) =
        previous.and_then(|before| stages.iter().find(|stage| !before.stages().contains(stage)))
    {
        return Err(Error::invalid(
            "funnel/unknown-stage",
            format!("上期数据没有“{missing}”这个阶段"),
            format!("the period before has no stage \"{missing}\""),
        )
        .at("previous"));
    }
    let as_of = options.as_of.or_else(|| last_day(deals)).ok_or_else(no_deals)?;
    let seen_from = f64::from(as_of.0);
    let sums = Sums::of(deals, stages, options, seen_from);
    let [open, won, lost] = sums.ends;
    if open + won + lost == 0 {
        return Err(no_deals());
    }
    let level = options.coverage();
    let curves = sums.tally.curves();
    let stage_reports = reports(&sums.tally.0, &curves, deals, stages, level);
    let cycles = sums.cycles.ties();
    let (mean_cycle, cycle) = (cycles.mean(), cycles.quantiles(&[0.5, 0.9]));
    // That of the won deals that have one, else of all that have one.
    let value = mean(&sums.won_values).or_else(|| mean(&sums.values));
    let before = previous.map(|deals| {
        let as_of = last_day(deals).map_or(seen_from, |day| f64::from(day.0));
        let unlimited = FunnelOptions { as_of: None, by: None, ..options.clone() };
        Sums::of(deals, stages, &unlimited, as_of).tally
    });
    let verdict = bottleneck::find(&Evidence {
        stages: &stage_reports,
        curves: &curves,
        peers: &sums.peers,
        previous: before.as_ref().map(|tally| tally.0.as_slice()),
        targets: &options.targets,
        value: value.unwrap_or(1.0),
        has_values: value.is_some(),
        cycle_days: mean_cycle,
        level,
        locale: options.locale,
    });
    let win_rate = (won + lost > 0).then(|| won as f64 / (won + lost) as f64);
    let velocity = win_rate.zip(value).zip(mean_cycle.filter(|days| *days > 0.0));
    Ok(FunnelReport {
        schema: 1,
        as_of: Some(as_of),
        deals: open + won + lost,
        won,
        lost,
        open,
        cycle_days: CycleDays { p50: cycle.as_ref().map(|c| c[0]), p90: cycle.as_ref().map(|c| c[1]) },
        outcomes: outcomes(&sums.durations),
        win_rate,
        velocity_per_day: velocity
            .map(|((rate, value), days)| open as f64 * rate * value / days)
            .filter(|velocity| velocity.is_finite()),
        bottleneck: verdict.bottleneck,
        no_bottleneck_because: verdict.because,
        ranking: verdict.ranking,
        response: response(&sums.answers, options.sla_hours.unwrap_or(SLA_HOURS), level),
        segments: sums.segments.map_or_else(Vec::new, |segments| segments.reports(deals, stages, level)),
        stuck: stuck(sums.waiting, &curves, deals, stages, seen_from),
        stages: stage_reports,
        issues: deals.issues().listed().to_vec(),
    })
}

pub(super) fn no_deals() -> Error {
    Error::invalid("funnel/no-deals", "截止日之前没有任何商机", "there is no deal by the day it is seen from")
        .at("deals")
}

/// The last day with an event.
pub(super) fn last_day(deals: &Deals) -> Option<Day> {
    deals.span().map(|span| Day(span.latest.floor() as i32))
}

fn outcomes(durations: &Durations) -> Vec<OutcomeStep> {
    let risks = CompetingRisks::of(durations);
    let steps = risks.steps();
    let stride = steps.len().div_ceil(STEPS).max(1);
    steps
        .iter()
        .enumerate()
        .filter(|(i, _)| i % stride == 0 || i + 1 == steps.len())
        .map(|(_, step)| OutcomeStep {
            day: step.time,
            won: step.event,
            lost: step.competing,
            open: (1.0 - step.event - step.competing).max(0.0),
            at_risk: step.at_risk,
        })
        .collect()
}
