//! How to look at a funnel.

use serde::Deserialize;

use planscore_base::calendar::Day;
use planscore_base::error::{Error, Result};
use planscore_base::locale::Locale;

/// How to look at a funnel.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct FunnelOptions {
    /// The stages in order, the last one won; a part of the data's stages, or another order.
    pub stages: Option<Vec<String>>,
    /// The day it is seen from; later events are left out. Default: the last day in the data.
    pub as_of: Option<Day>,
    /// What a skipped stage means.
    pub view: View,
    /// Days from entering the first stage, included, within which stages count.
    pub window_days: Option<f64>,
    /// What the plan asks of a stage.
    pub targets: Vec<StageTarget>,
    /// Compare owners or channels.
    pub by: Option<SegmentBy>,
    /// Coverage of the intervals. Default 0.95.
    pub level: Option<f64>,
    /// Hours within which a lead is to be answered. Default 2.
    pub sla_hours: Option<f64>,
    /// Language of names and messages.
    pub locale: Locale,
}

/// What a skipped stage means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename = "FunnelView", rename_all = "camelCase")]
pub enum View {
    /// A stage counts where it was visited.
    #[default]
    Visited,
    /// A later stage implies the earlier ones, except for deals that were lost.
    Credited,
    /// Only stages reached in order, none left out.
    Strict,
}

/// What the plan asks of a stage.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StageTarget {
    /// The stage.
    pub stage: String,
    /// Share that should advance, 0 to 1.
    #[serde(default)]
    pub rate: Option<f64>,
    /// Median days that a deal should stay.
    #[serde(default)]
    pub days: Option<f64>,
}

/// What deals are compared by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SegmentBy {
    /// The person in charge.
    Owner,
    /// Where the deal came from.
    Channel,
}

impl FunnelOptions {
    /// Coverage of the intervals.
    pub(super) fn coverage(&self) -> f64 {
        self.level.unwrap_or(0.95)
    }

    /// Refuses what contradicts itself; `stages` are those of the data.
    pub(super) fn validate(&self, stages: &[String]) -> Result<()> {
        if self.sla_hours.is_some_and(|hours| !(hours > 0.0 && hours <= 8_760.0)) {
            return Err(Error::invalid(
                "funnel/sla",
                "响应时限必须大于 0 且不超过一年（小时）",
                "the time to answer lies above 0 and within a year, in hours",
            )
            .at("slaHours"));
        }
        if self.level.is_some_and(|level| !(0.5..1.0).contains(&level)) {
            return Err(Error::invalid(
                "funnel/level",
                "置信水平必须在 0.5 与 1 之间",
                "a level lies between 0.5 and 1",
            )
            .at("level"));
        }
        if self.window_days.is_some_and(|days| !(days >= 0.0 && days.is_finite())) {
            return Err(Error::invalid("funnel/window", "窗口天数不能为负", "a window has at least 0 days")
                .at("windowDays"));
        }
        if let Some(own) = &self.stages {
            if own.len() < 2 {
                return Err(Error::invalid(
                    "funnel/stages",
                    "至少需要两个阶段",
                    "a funnel has at least two stages",
                )
                .at("stages"));
            }
            for (i, stage) in own.iter().enumerate() {
                if !stages.contains(stage) {
                    return Err(unknown_stage(stage).at(format!("stages[{i}]")));
                }
                if own[..i].contains(stage) {
                    return Err(Error::invalid("funnel/stages", "阶段名重复", "a stage is named twice")
                        .at(format!("stages[{i}]")));
                }
            }
        } else if self.view != View::Strict && (1..stages.len()).any(|i| stages[..i].contains(&stages[i])) {
            return Err(Error::invalid(
                "funnel/stages",
                "阶段名重复时只能用 strict 视图",
                "stages that repeat need the strict view",
            )
            .at("view"));
        }
        let known = self.stages.as_deref().unwrap_or(stages);
        for (i, target) in self.targets.iter().enumerate() {
            if !known.contains(&target.stage) {
                return Err(unknown_stage(&target.stage).at(format!("targets[{i}].stage")));
            }
            if target.rate.is_some_and(|rate| !(0.0..=1.0).contains(&rate)) {
                return Err(Error::invalid(
                    "funnel/target",
                    "转化率目标必须在 0 到 1 之间",
                    "a rate lies between 0 and 1",
                )
                .at(format!("targets[{i}].rate")));
            }
            if target.days.is_some_and(|days| !(days >= 0.0 && days.is_finite())) {
                return Err(Error::invalid("funnel/target", "天数目标不能为负", "days are not negative")
                    .at(format!("targets[{i}].days")));
            }
        }
        Ok(())
    }
}

fn unknown_stage(stage: &str) -> Error {
    Error::invalid(
        "funnel/unknown-stage",
        format!("没有“{stage}”这个阶段"),
        format!("there is no stage \"{stage}\""),
    )
}
