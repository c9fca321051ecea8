//! What a plan asks of a figure: the seven forms of a target, each resolved to one value.

use serde::{Deserialize, Deserializer, Serialize};

use crate::form::{Form, Odd};

/// A target as the plan states it.
///
/// Rates are fractions (`0.2` is 20 %); points are in the figure's own unit (`0.03` for three
/// percentage points of a rate, `5.0` for five NPS points).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "form", rename_all = "camelCase", deny_unknown_fields)]
pub enum Target {
    /// Exactly this much: 100 new customers.
    Absolute {
        /// The target value.
        value: f64,
    },
    /// A floor: 回款率 98% 以上.
    AtLeast {
        /// The lowest value that meets the target.
        value: f64,
    },
    /// A ceiling: 流失率 5% 以下.
    AtMost {
        /// The highest value that meets the target.
        value: f64,
    },
    /// Growth by a rate against a baseline: 在现有基础上增长 20%. Resolves to `baseline + |baseline| * rate`: 20 %
    /// more on a loss of 100 is a loss of 80.
    Growth {
        /// Relative growth, a fraction.
        rate: f64,
        /// Where it starts from; the plan's text often leaves it open.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        baseline: Option<f64>,
    },
    /// Reduction by a rate against a baseline: 缩短 15%. Resolves to `baseline - |baseline| * rate`.
    Reduction {
        /// Relative reduction, a fraction.
        rate: f64,
        /// Where it starts from.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        baseline: Option<f64>,
    },
    /// A change by points: 提升 5 个百分点. Resolves to `baseline + points` (negative points fall).
    Points {
        /// Points to gain, in the figure's own unit; negative to fall.
        points: f64,
        /// Where it starts from.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        baseline: Option<f64>,
    },
    /// A placeholder such as X万元: no target yet.
    Unset {
        /// What the plan says in its place.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text: Option<String>,
    },
}

impl Target {
    /// The baseline the target itself carries.
    pub fn baseline(&self) -> Option<f64> {
        match *self {
            Self::Growth { baseline, .. }
            | Self::Reduction { baseline, .. }
            | Self::Points { baseline, .. } => baseline,
            _ => None,
        }
    }

    /// Whether the target says how far to move, from a baseline.
    pub fn is_relative(&self) -> bool {
        matches!(self, Self::Growth { .. } | Self::Reduction { .. } | Self::Points { .. })
    }

    /// The one value to reach, if it is known; `baseline` stands in where the target has none.
    ///
    /// ```
    /// use planscore_base::target::Target;
    /// let target = Target::Growth { rate: 0.2, baseline: None };
    /// assert_eq!(target.resolve(Some(500.0)), Some(600.0));
    /// assert_eq!((target.resolve(Some(-100.0)), target.resolve(None)), (Some(-80.0), None));
    /// ```
    pub fn resolve(&self, baseline: Option<f64>) -> Option<f64> {
        let baseline = self.baseline().or(baseline);
        match *self {
            Self::Absolute { value } | Self::AtLeast { value } | Self::AtMost { value } => Some(value),
            Self::Growth { rate, .. } => baseline.map(|b| b + b.abs() * rate),
            Self::Reduction { rate, .. } => baseline.map(|b| b - b.abs() * rate),
            Self::Points { points, .. } => baseline.map(|b| b + points),
            Self::Unset { .. } => None,
        }
    }
}

/// The fields of all forms together: `form` says which of them count. Read as one struct they are a tenth of the code
/// that serde derives for a struct a form.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Given {
    form: FormOf,
    #[serde(default)]
    value: Option<f64>,
    #[serde(default)]
    rate: Option<f64>,
    #[serde(default)]
    baseline: Option<f64>,
    #[serde(default)]
    points: Option<f64>,
    #[serde(default)]
    text: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
enum FormOf {
    Absolute,
    AtLeast,
    AtMost,
    Growth,
    Reduction,
    Points,
    Unset,
}

impl Given {
    fn target(self) -> Result<Target, Odd> {
        let Self { value, rate, baseline, points, text, .. } = self;
        let form = Form(match self.form {
            FormOf::Absolute | FormOf::AtLeast | FormOf::AtMost => &["value"],
            FormOf::Growth | FormOf::Reduction => &["rate", "baseline"],
            FormOf::Points => &["points", "baseline"],
            FormOf::Unset => &["text"],
        });
        form.only(&[
            ("value", value.is_some()),
            ("rate", rate.is_some()),
            ("baseline", baseline.is_some()),
            ("points", points.is_some()),
            ("text", text.is_some()),
        ])?;
        Ok(match self.form {
            FormOf::Absolute => Target::Absolute { value: form.needs("value", value)? },
            FormOf::AtLeast => Target::AtLeast { value: form.needs("value", value)? },
            FormOf::AtMost => Target::AtMost { value: form.needs("value", value)? },
            FormOf::Growth => Target::Growth { rate: form.needs("rate", rate)?, baseline },
            FormOf::Reduction => Target::Reduction { rate: form.needs("rate", rate)?, baseline },
            FormOf::Points => Target::Points { points: form.needs("points", points)?, baseline },
            FormOf::Unset => Target::Unset { text },
        })
    }
}

impl<'de> Deserialize<'de> for Target {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Given::deserialize(deserializer)?.target().map_err(Odd::told)
    }
}
