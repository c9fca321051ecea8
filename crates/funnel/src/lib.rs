//! Funnel bottlenecks: where do we lose deals and time, is it real, and what is it worth to fix?
//!
//! Events are dealt out into blocks of deals (`events`). Most deals have one event a stage, in order:
//! those that took the same steps go through the stages together (`columns`); every other one has a
//! `journey` of its own, under one of three views of skipped stages. They add up (`sums`) to stage
//! counts, conversions with intervals, and censored durations (`stage`); the bottleneck is the stage
//! whose gap to a named reference recovers the most money (`bottleneck`). For the look ahead deals run
//! through `levels`, and `outlook` says what they will bring.

mod bottleneck;
mod columns;
mod counts;
mod events;
mod journey;
mod levels;
mod options;
mod outlook;
mod report;
mod response;
mod segments;
mod stage;
mod stuck;
mod sums;

pub use bottleneck::{Bottleneck, BottleneckKind, Reference, ReferenceKind};
pub use counts::{StageCount, analyze_counts};
pub use options::{FunnelOptions, SegmentBy, StageTarget, View};
pub use outlook::{
    HitChance, HitOptions, LeadOptions, Lift, RequiredLeads, RequiredStage, hit_probability, required_leads,
};
pub use report::{CycleDays, FunnelReport, OutcomeStep, analyze_funnel};
pub use response::Response;
pub use segments::SegmentReport;
pub use stage::{Conversion, CurveStep, Days, Dwell, LostReason, StageReport};
pub use stuck::StuckDeal;
