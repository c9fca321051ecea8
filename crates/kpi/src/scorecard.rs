//! What is asked: a tree of weighted figures with targets and scoring curves.

use std::fmt;

use super::reached::{settled, sum_of};
use super::status::StatusThresholds;
use planscore_base::catalog::{Aggregation, Direction};
use planscore_base::form::{Form, Odd};
use planscore_base::locale::Text;
use planscore_base::target::Target;
use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

/// A tree of weighted figures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Scorecard {
    /// Figures and groups of figures.
    pub items: Vec<Item>,
    /// How scores make the total.
    #[serde(default)]
    pub aggregation: AggregationRule,
    /// Highest total, bonus points included. Default 120.
    #[serde(default = "default_hard_cap")]
    pub hard_cap: f64,
    /// Lowest total, whatever is taken off. Default 0: a penalty costs no more than there is. A negative
    /// one lets penalties go below it.
    #[serde(default)]
    pub hard_floor: f64,
    /// What a missing value does to the total.
    #[serde(default)]
    pub missing: MissingPolicy,
    /// Points on top of the weighted total (加减分); negative ones take away.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bonus: Vec<Bonus>,
    /// From which attainment on each status holds.
    #[serde(default)]
    pub status: StatusThresholds,
}

fn default_hard_cap() -> f64 {
    120.0
}

/// How scores make the total.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum AggregationRule {
    /// The weighted mean.
    #[default]
    Arithmetic,
    /// The weighted geometric mean: a weak figure is not made up for by a strong one.
    Geometric,
}

/// What a missing value does to the total.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum MissingPolicy {
    /// The total is over what is known, with its coverage and range.
    #[default]
    Provisional,
    /// It scores 0.
    Zero,
    /// There is no total.
    Propagate,
}

/// Points on top of the total, or off it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Bonus {
    /// How many.
    pub points: f64,
    /// What for.
    #[serde(default)]
    pub reason: String,
}

/// A figure or a group of figures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename = "ScorecardItem", try_from = "RawItem", untagged)]
#[allow(clippy::large_enum_variant, reason = "most items are figures, and there are tens of them")]
pub enum Item {
    /// One figure.
    Kpi(Kpi),
    /// Figures that share one weight.
    Group(Group),
}

impl Item {
    /// Weight among its siblings.
    pub fn weight(&self) -> f64 {
        match self {
            Self::Kpi(kpi) => kpi.weight,
            Self::Group(group) => group.weight,
        }
    }
}

/// Figures that share one weight.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename = "KpiGroup", rename_all = "camelCase")]
pub struct Group {
    /// Stable id.
    pub id: String,
    /// Name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Weight among its siblings.
    pub weight: f64,
    /// What it holds.
    pub items: Vec<Item>,
}

/// One figure with its weight and target. A catalogue id brings name, unit, direction and
/// aggregation.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Kpi {
    /// Stable id; unique in the scorecard.
    pub id: String,
    /// Name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What it is counted in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Which way is better.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub direction: Option<Direction>,
    /// How it adds up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aggregation: Option<Aggregation>,
    /// Weight among its siblings, not negative.
    pub weight: f64,
    /// What is asked.
    ///
    /// ```ts
    /// Target | number
    /// ```
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<Target>,
    /// Where it starts from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub baseline: Option<f64>,
    /// The range of direction `range`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub range: Option<Limits>,
    /// From attainment to points. Default: progress for targets in points, else linear.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scoring: Option<Scoring>,
    /// Highest attainment that earns points (封顶), above 0. Default 1.2.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cap: Option<f64>,
    /// Attainment below which it scores 0 (保底): 0.6 for 60 %.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gate: Option<f64>,
    /// Missing it (the gate, else the target) vetoes the whole (一票否决).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub veto: Option<bool>,
    /// Excess over a target of zero that costs a whole attainment; lower is better only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tolerance: Option<f64>,
    /// Who answers for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// Attainment below which an alert is raised: 0.8 for 80 %.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alert_below: Option<f64>,
    /// Where the target comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<SourceLine>,
}

/// Limits of a figure that is best inside a range.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename = "KpiLimits", rename_all = "camelCase", deny_unknown_fields)]
pub struct Limits {
    /// Lower end of full marks.
    pub low: f64,
    /// Upper end of full marks.
    pub high: f64,
    /// Nothing at or below.
    pub outer_low: f64,
    /// Nothing at or above.
    pub outer_high: f64,
}

/// From attainment to points.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "curve", rename_all = "camelCase", rename_all_fields = "camelCase", deny_unknown_fields)]
pub enum Scoring {
    /// 100 points an attainment.
    Linear {},
    /// Linear over the way from the baseline to the target.
    Progress {},
    /// 60 points at the threshold, 100 at the target, 120 at the stretch, straight in between.
    ThreePoint {
        /// Attainment of 60 points, between 0 and 1.
        threshold: f64,
        /// Attainment of 120 points, above 1.
        stretch: f64,
        /// What an attainment below the threshold earns. Default nothing, as incentive plans pay.
        #[serde(default, skip_serializing_if = "Below::is_nothing")]
        below: Below,
    },
    /// A score a band (分档).
    Bands {
        /// Bands in ascending order, the first from 0.
        bands: Vec<Band>,
    },
    /// Full marks at the pass value, points off for each unit short of it (减分法).
    Deduction {
        /// The value that earns full marks, in the figure's own unit.
        pass: f64,
        /// Points off a unit.
        per_unit: f64,
        /// A value of the actual, in the figure's own unit: what falls short of it scores 0 (where less
        /// is better: what exceeds it).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        minimum: Option<f64>,
        /// Points that are left in any case, except below `minimum`. Default 0.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        least_score: Option<f64>,
    },
    /// 100 if met, else 0.
    Binary {},
}

/// The fields of all curves together, as for targets: `curve` says which of them count.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct RawScoring {
    curve: Curve,
    #[serde(default)]
    threshold: Option<f64>,
    #[serde(default)]
    stretch: Option<f64>,
    #[serde(default)]
    below: Option<Below>,
    #[serde(default)]
    bands: Option<Vec<Band>>,
    #[serde(default)]
    pass: Option<f64>,
    #[serde(default)]
    per_unit: Option<f64>,
    #[serde(default)]
    minimum: Option<f64>,
    #[serde(default)]
    least_score: Option<f64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
enum Curve {
    Linear,
    Progress,
    ThreePoint,
    Bands,
    Deduction,
    Binary,
}

impl RawScoring {
    fn scoring(self) -> Result<Scoring, Odd> {
        let form = Form(match self.curve {
            Curve::Linear | Curve::Progress | Curve::Binary => &[],
            Curve::ThreePoint => &["threshold", "stretch", "below"],
            Curve::Bands => &["bands"],
            Curve::Deduction => &["pass", "perUnit", "minimum", "leastScore"],
        });
        form.only(&[
            ("threshold", self.threshold.is_some()),
            ("stretch", self.stretch.is_some()),
            ("below", self.below.is_some()),
            ("bands", self.bands.is_some()),
            ("pass", self.pass.is_some()),
            ("perUnit", self.per_unit.is_some()),
            ("minimum", self.minimum.is_some()),
            ("leastScore", self.least_score.is_some()),
        ])?;
        Ok(match self.curve {
            Curve::Linear => Scoring::Linear {},
            Curve::Progress => Scoring::Progress {},
            Curve::ThreePoint => Scoring::ThreePoint {
                threshold: form.needs("threshold", self.threshold)?,
                stretch: form.needs("stretch", self.stretch)?,
                below: self.below.unwrap_or_default(),
            },
            Curve::Bands => Scoring::Bands { bands: form.needs("bands", self.bands)? },
            Curve::Deduction => Scoring::Deduction {
                pass: form.needs("pass", self.pass)?,
                per_unit: form.needs("perUnit", self.per_unit)?,
                minimum: self.minimum,
                least_score: self.least_score,
            },
            Curve::Binary => Scoring::Binary {},
        })
    }
}

impl<'de> Deserialize<'de> for Scoring {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        RawScoring::deserialize(deserializer)?.scoring().map_err(Odd::told)
    }
}

/// What an attainment below the threshold earns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Below {
    /// No points.
    #[default]
    Nothing,
    /// Points in proportion: straight from 0 to the 60 points of the threshold.
    Linear,
}

impl Below {
    #[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks by reference")]
    fn is_nothing(&self) -> bool {
        *self == Self::Nothing
    }
}

/// A band of attainments and its score.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename = "ScoreBand", deny_unknown_fields)]
pub struct Band {
    /// First attainment of the band; it ends where the next one starts.
    pub from: f64,
    /// Its score.
    pub score: f64,
}

/// The line of the plan that states a target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceLine {
    /// Line, from 1.
    pub line: u32,
    /// What it says.
    pub text: String,
}

/// The fields of figures and groups together: `items` tells them apart, and the path of a wrong
/// field stays exact.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct RawItem {
    id: String,
    weight: f64,
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    items: Option<Vec<Item>>,
    #[serde(default)]
    unit: Option<String>,
    #[serde(default)]
    direction: Option<Direction>,
    #[serde(default)]
    aggregation: Option<Aggregation>,
    #[serde(default)]
    target: Option<TargetOrNumber>,
    #[serde(default)]
    baseline: Option<f64>,
    #[serde(default)]
    range: Option<Limits>,
    #[serde(default)]
    scoring: Option<Scoring>,
    #[serde(default)]
    cap: Option<f64>,
    #[serde(default)]
    gate: Option<f64>,
    #[serde(default)]
    veto: Option<bool>,
    #[serde(default)]
    tolerance: Option<f64>,
    #[serde(default)]
    owner: Option<String>,
    #[serde(default)]
    alert_below: Option<f64>,
    #[serde(default)]
    source: Option<SourceLine>,
}

impl TryFrom<RawItem> for Item {
    type Error = Text;

    fn try_from(raw: RawItem) -> Result<Self, Self::Error> {
        let RawItem { id, weight, name, items, .. } = raw;
        let kpi = Kpi {
            id,
            name,
            weight,
            unit: raw.unit,
            direction: raw.direction,
            aggregation: raw.aggregation,
            target: raw.target.map(|given| given.0),
            baseline: raw.baseline,
            range: raw.range,
            scoring: raw.scoring,
            cap: raw.cap,
            gate: raw.gate,
            veto: raw.veto,
            tolerance: raw.tolerance,
            owner: raw.owner,
            alert_below: raw.alert_below,
            source: raw.source,
        };
        let Some(items) = items else { return Ok(Self::Kpi(kpi)) };
        let Kpi { id, name, weight, .. } = kpi.clone();
        if kpi != (Kpi { id: id.clone(), name: name.clone(), weight, ..Kpi::default() }) {
            return Err(Text {
                zh: "分组只能有 id、name、weight 和 items",
                en: "a group has an id, a name, a weight and items, nothing else",
            });
        }
        Ok(Self::Group(Group { id, name, weight, items }))
    }
}

/// A target, or a plain number for an absolute one.
struct TargetOrNumber(Target);

impl<'de> Deserialize<'de> for TargetOrNumber {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TargetVisitor)
    }
}

struct TargetVisitor;

impl<'de> Visitor<'de> for TargetVisitor {
    type Value = TargetOrNumber;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a target or a number")
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Self::Value, E> {
        Ok(TargetOrNumber(Target::Absolute { value }))
    }

    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<Self::Value, E> {
        self.visit_f64(value as f64)
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<Self::Value, E> {
        self.visit_f64(value as f64)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        Target::deserialize(MapAccessDeserializer::new(map)).map(TargetOrNumber)
    }
}

/// A figure with its place.
pub struct Leaf<'a> {
    /// The figure.
    pub kpi: &'a Kpi,
    /// Its place in the scorecard: `items[3]`, `items[6].items[0]`.
    pub path: String,
}

impl Scorecard {
    /// A total with its bonus points, within the hard floor and the hard cap.
    pub(super) fn bounded(&self, total: f64) -> f64 {
        let bonus = sum_of(self.bonus.iter().map(|bonus| bonus.points));
        settled((total + bonus).min(self.hard_cap).max(self.hard_floor))
    }

    /// A scorecard with the default rules.
    pub fn new(items: Vec<Item>) -> Self {
        Self {
            items,
            aggregation: AggregationRule::default(),
            hard_cap: default_hard_cap(),
            hard_floor: 0.0,
            missing: MissingPolicy::default(),
            bonus: Vec::new(),
            status: StatusThresholds::default(),
        }
    }
}
