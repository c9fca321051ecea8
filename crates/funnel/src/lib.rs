//! Funnel bottlenecks: where do we lose deals and time, is it real, and what is it worth to fix?
//!
//! Events are dealt out into blocks of deals (`events`). Most deals have one event a stage, in order:
//! those that took the same steps go through the stages together (`columns`); every other one has a
//! `journey` of its own, under one of three views of skipped stages. They add up (`sums`) to stage
//! counts, conversions with intervals, and censored durations (`stage`); the bottleneck is the stage
//! whose gap to a named reference recovers the most money (`bottleneck`). For the look ahead deals run
//! through `levels`, whose curves give each its chance by a day (`ahead`); `outlook` says what they will bring,
//! and `leads` how many it takes.

mod ahead;
mod bottleneck;
mod columns;
mod counts;
mod draws;
mod events;
mod journey;
mod leads;
mod levels;
mod options;
mod outlook;
mod report;
mod response;
mod segments;
mod stage;
mod stuck;
mod sums;

pub use bottleneck::{Bottleneck, BottleneckKind, RecoverableUnit, Reference, ReferenceKind};
pub use counts::{StageCount, analyze_counts};
pub use leads::{LeadOptions, RequiredLeads, RequiredStage, required_leads};
pub use options::{FunnelOptions, SegmentBy, StageTarget, View};
pub use outlook::{HitChance, HitOptions, Lift, hit_probability};
pub use report::{CycleDays, FunnelReport, OutcomeStep, analyze_funnel};
pub use response::Response;
pub use segments::SegmentReport;
pub use stage::{Conversion, CurveStep, Days, Dwell, LostReason, StageReport};
pub use stuck::StuckDeal;
