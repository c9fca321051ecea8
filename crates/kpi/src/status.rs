//! The words for an attainment.

use super::reached::reached;
use serde::{Deserialize, Serialize};

/// How a figure, or the whole, stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename = "KpiStatus", rename_all = "camelCase")]
pub enum Status {
    /// 卓越: well above the target.
    Outstanding,
    /// 达标: the target is met.
    OnTarget,
    /// 接近: almost.
    Close,
    /// 有风险: behind.
    AtRisk,
    /// 未达标: far behind.
    OffTarget,
    /// 无数据: nothing is known.
    NoData,
    /// 无目标: nothing was asked.
    NoTarget,
    /// 一票否决: a figure that must be met was not.
    Vetoed,
}

/// From which attainment on each word holds.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct StatusThresholds {
    /// 卓越, 1.2.
    pub outstanding: f64,
    /// 达标, 1.0.
    pub on_target: f64,
    /// 接近, 0.9.
    pub close: f64,
    /// 有风险, 0.8.
    pub at_risk: f64,
}

impl Default for StatusThresholds {
    fn default() -> Self {
        Self { outstanding: 1.2, on_target: 1.0, close: 0.9, at_risk: 0.8 }
    }
}

impl StatusThresholds {
    /// Whether the thresholds descend.
    pub fn in_order(&self) -> bool {
        self.outstanding >= self.on_target && self.on_target >= self.close && self.close >= self.at_risk
    }

    /// The word for an attainment.
    pub fn of(&self, attainment: f64) -> Status {
        let reached = |threshold: f64| reached(attainment, threshold);
        if reached(self.outstanding) {
            Status::Outstanding
        } else if reached(self.on_target) {
            Status::OnTarget
        } else if reached(self.close) {
            Status::Close
        } else if reached(self.at_risk) {
            Status::AtRisk
        } else {
            Status::OffTarget
        }
    }
}
