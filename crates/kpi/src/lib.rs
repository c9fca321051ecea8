//! KPI scores: how are we doing against the plan, why, and what will we reach?
//!
//! A [`Scorecard`] is a tree of weighted figures with targets. [`score_kpis`] turns actuals into
//! attainments ([`mod@attainment`]), attainments into scores (`curve`), scores into a total whose
//! contributions and losses add up (`total`), and judges open periods by their pace (`pace`). From
//! past values (`history`) it raises alerts (`alert`) and says where each figure will end
//! (`forecast`); `explain` says what would change the total, and the cheapest way to a wanted one. [`score_team`] scores members and
//! rolls them up, [`score_columns`] scores thousands at once, [`simulate_commission`] pays them.

mod alert;
pub mod attainment;
mod awards;
mod batch;
mod check;
mod commission;
mod course;
mod curve;
mod days;
mod defaults;
mod explain;
mod figure;
mod forecast;
mod history;
mod likeness;
mod measure;
mod pace;
mod peers;
mod personal;
mod ranking;
mod reached;
mod report;
mod rollup;
mod roster;
mod scorecard;
mod status;
mod team;
mod total;

pub use alert::{Alert, AlertRule, AlertValue, Severity};
pub use awards::{Award, AwardKind, Winner};
pub use batch::{Column, Scores, ranks, score_columns};
pub use commission::{
    Cliff, Commission, CommissionBase, CommissionMode, CommissionPart, CommissionPlan, CommissionReport,
    CommissionTier, NextTier, Sale, simulate_commission,
};
pub use defaults::default_scorecard;
pub use explain::{Change, Comparison, Effort, NextBand, Path, Step, relative_change};
pub use forecast::{Forecast, ForecastMethod};
pub use history::Series;
pub use pace::Pace;
pub use planscore_base::actual::{Actual, Measured};
pub use ranking::{Notable, NotableKind, Ranked};
pub use report::{Adjustment, AdjustmentKind, KpiReport, KpiResult, Options, Origin, Range, score_kpis};
pub use roster::{Member, MemberResult, OwnTarget, Ranking, TeamOptions};
pub use scorecard::{
    AggregationRule, Band, Below, Bonus, Group, Item, Kpi, Limits, MissingPolicy, Scorecard, Scoring,
    SourceLine,
};
pub use status::{Status, StatusThresholds};
pub use team::{TeamReport, score_team};
