//! What a document shows of a review.
//!
//! A review that JavaScript gives back is read as this: only the fields that are shown, whatever else it has.

use planscore_base::calendar::Period;
use planscore_base::error::DataIssue;
use planscore_funnel::{FunnelReport, StageReport, StuckDeal};
use planscore_kpi::{Alert, KpiReport, KpiResult, Status};
use planscore_plan::PlanReport;
use planscore_rfm::{RfmSummary, TierSummary};
use planscore_stats::Interval;
use serde::Deserialize;

use crate::review::{Headline, Review, Step};

/// What a document shows of a review.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Shown {
    pub(super) period: Option<Period>,
    pub(super) headline: Vec<Headline>,
    pub(super) first_steps: Vec<Step>,
    pub(super) kpis: Option<ShownScore>,
    pub(super) plan: Option<PlanReport>,
    pub(super) funnel: Option<ShownFunnel>,
    pub(super) rfm: Option<ShownTiers>,
}

/// The KPI score.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(super) struct ShownScore {
    pub total: Option<f64>,
    pub coverage: f64,
    pub items: Vec<ShownFigure>,
    pub alerts: Vec<ShownAlert>,
    pub issues: Vec<ShownIssue>,
}

/// One figure of it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(super) struct ShownFigure {
    pub id: String,
    pub name: String,
    pub path: String,
    pub unit: Option<String>,
    pub status: Status,
    pub share: f64,
    pub target: Option<f64>,
    pub actual: Option<f64>,
    pub attainment: Option<f64>,
    pub score: Option<f64>,
    pub loss: f64,
}

/// What needs attention.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(super) struct ShownAlert {
    pub message: String,
    pub advice: String,
}

/// What the data could not say.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(super) struct ShownIssue {
    pub column: Option<String>,
    pub message: String,
}

/// The funnel.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ShownFunnel {
    pub bottleneck: Option<ShownBottleneck>,
    pub no_bottleneck_because: Option<String>,
    pub stages: Vec<ShownStage>,
    pub stuck: Vec<ShownDeal>,
}

/// Where it falls short.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(super) struct ShownBottleneck {
    pub because: String,
}

/// One stage of it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(super) struct ShownStage {
    pub stage: String,
    pub entered: usize,
    pub lost: usize,
    pub open: usize,
    pub conversion: ShownConversion,
    pub days: ShownDays,
}

/// The share that went on from a stage.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(super) struct ShownConversion {
    pub rate: Option<f64>,
    pub interval: Option<Interval>,
}

/// The days in a stage.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(super) struct ShownDays {
    pub p50: Option<f64>,
}

/// A deal that is stuck.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ShownDeal {
    pub deal: String,
    pub stage: String,
    pub age_days: f64,
    pub value: f64,
}

/// The customers.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(super) struct ShownTiers {
    pub tiers: Vec<ShownTier>,
}

/// One tier of them.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ShownTier {
    pub name: String,
    pub customers: usize,
    pub share: f64,
    pub revenue: f64,
    pub revenue_share: f64,
    pub advice: String,
}

/// Of each of a list, what is shown.
fn each<'a, T, U: From<&'a T>>(items: &'a [T]) -> Vec<U> {
    items.iter().map(U::from).collect()
}

impl From<&Review> for Shown {
    fn from(review: &Review) -> Self {
        Self {
            period: review.period.clone(),
            headline: review.headline.clone(),
            first_steps: review.first_steps.clone(),
            kpis: review.kpis.as_ref().map(ShownScore::from),
            plan: review.plan.clone(),
            funnel: review.funnel.as_ref().map(ShownFunnel::from),
            rfm: review.rfm.as_ref().map(ShownTiers::from),
        }
    }
}

impl From<&KpiReport> for ShownScore {
    fn from(report: &KpiReport) -> Self {
        Self {
            total: report.total,
            coverage: report.coverage,
            items: each(&report.items),
            alerts: each(&report.alerts),
            issues: each(&report.issues),
        }
    }
}

impl From<&KpiResult> for ShownFigure {
    fn from(item: &KpiResult) -> Self {
        Self {
            id: item.id.clone(),
            name: item.name.clone(),
            path: item.path.clone(),
            unit: item.unit.clone(),
            status: item.status,
            share: item.share,
            target: item.target,
            actual: item.actual,
            attainment: item.attainment,
            score: item.score,
            loss: item.loss,
        }
    }
}

impl From<&Alert> for ShownAlert {
    fn from(alert: &Alert) -> Self {
        Self { message: alert.message.clone(), advice: alert.advice.clone() }
    }
}

impl From<&DataIssue> for ShownIssue {
    fn from(issue: &DataIssue) -> Self {
        Self { column: issue.column.clone(), message: issue.message.clone() }
    }
}

impl From<&FunnelReport> for ShownFunnel {
    fn from(report: &FunnelReport) -> Self {
        let bottleneck = report.bottleneck.as_ref();
        Self {
            bottleneck: bottleneck.map(|found| ShownBottleneck { because: found.because.clone() }),
            no_bottleneck_because: report.no_bottleneck_because.clone(),
            stages: each(&report.stages),
            stuck: each(&report.stuck),
        }
    }
}

impl From<&StageReport> for ShownStage {
    fn from(stage: &StageReport) -> Self {
        Self {
            stage: stage.stage.clone(),
            entered: stage.entered,
            lost: stage.lost,
            open: stage.open,
            conversion: ShownConversion { rate: stage.conversion.rate, interval: stage.conversion.interval },
            days: ShownDays { p50: stage.days.p50 },
        }
    }
}

impl From<&StuckDeal> for ShownDeal {
    fn from(deal: &StuckDeal) -> Self {
        Self {
            deal: deal.deal.clone(),
            stage: deal.stage.clone(),
            age_days: deal.age_days,
            value: deal.value,
        }
    }
}

impl From<&RfmSummary> for ShownTiers {
    fn from(summary: &RfmSummary) -> Self {
        Self { tiers: each(&summary.tiers) }
    }
}

impl From<&TierSummary> for ShownTier {
    fn from(tier: &TierSummary) -> Self {
        Self {
            name: tier.name.clone(),
            customers: tier.customers,
            share: tier.share,
            revenue: tier.revenue,
            revenue_share: tier.revenue_share,
            advice: tier.advice.to_owned(),
        }
    }
}
