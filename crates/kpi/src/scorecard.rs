//! What is asked: a tree of weighted figures with targets and scoring curves.

use std::fmt;

use super::curve;
use super::status::StatusThresholds;
use planscore_base::actual::LARGEST;
use planscore_base::catalog::{Aggregation, Direction};
use planscore_base::error::{Error, Result};
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
#[serde(try_from = "RawItem", untagged)]
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
#[serde(rename_all = "camelCase")]
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
    /// Highest attainment that earns points (封顶). Default 1.2.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cap: Option<f64>,
    /// Attainment below which it scores 0 (保底).
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
    /// Attainment below which an alert is raised.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alert_below: Option<f64>,
    /// Where the target comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<SourceLine>,
}

/// Limits of a figure that is best inside a range.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
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
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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
        /// Points that are left in any case. Default 0.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        minimum: Option<f64>,
    },
    /// 100 if met, else 0.
    Binary {},
}

/// A band of attainments and its score.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
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

    fn try_from(raw: RawItem) -> std::result::Result<Self, Self::Error> {
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
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        deserializer.deserialize_any(TargetVisitor)
    }
}

struct TargetVisitor;

impl<'de> Visitor<'de> for TargetVisitor {
    type Value = TargetOrNumber;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a target or a number")
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> std::result::Result<Self::Value, E> {
        Ok(TargetOrNumber(Target::Absolute { value }))
    }

    fn visit_i64<E: serde::de::Error>(self, value: i64) -> std::result::Result<Self::Value, E> {
        self.visit_f64(value as f64)
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> std::result::Result<Self::Value, E> {
        self.visit_f64(value as f64)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> std::result::Result<Self::Value, A::Error> {
        Target::deserialize(MapAccessDeserializer::new(map)).map(TargetOrNumber)
    }
}

/// Deepest nesting of groups.
const MAX_DEPTH: usize = 16;
/// Most figures of a scorecard.
const MAX_KPIS: usize = 10_000;

/// A figure with its place.
pub struct Leaf<'a> {
    /// The figure.
    pub kpi: &'a Kpi,
    /// Its place in the scorecard: `items[3]`, `items[6].items[0]`.
    pub path: String,
}

impl Scorecard {
    /// A scorecard with the default rules.
    pub fn new(items: Vec<Item>) -> Self {
        Self {
            items,
            aggregation: AggregationRule::default(),
            hard_cap: default_hard_cap(),
            missing: MissingPolicy::default(),
            bonus: Vec::new(),
            status: StatusThresholds::default(),
        }
    }

    /// The figures in order, each checked.
    ///
    /// # Errors
    /// What is not finite (`kpi/not-finite`), negative weights (`kpi/negative-weight`), ids that
    /// repeat (`kpi/duplicate-id`), limits and curves that contradict themselves, each with its
    /// path.
    pub(super) fn leaves(&self) -> Result<Vec<Leaf<'_>>> {
        let at = |path: &str| path.to_owned();
        finite(self.hard_cap, || at("hardCap"))?;
        if self.hard_cap <= 0.0 {
            return Err(Error::invalid("kpi/bad-cap", "总分上限必须大于 0", "the hard cap must be above 0")
                .at("hardCap"));
        }
        for (i, bonus) in self.bonus.iter().enumerate() {
            finite(bonus.points, || format!("bonus[{i}].points"))?;
        }
        let thresholds = &self.status;
        for value in [thresholds.outstanding, thresholds.on_target, thresholds.close, thresholds.at_risk] {
            finite(value, || at("status"))?;
        }
        if !thresholds.in_order() {
            return Err(Error::invalid(
                "kpi/status-order",
                "状态阈值必须从高到低",
                "status thresholds must descend",
            )
            .at("status"));
        }
        let mut leaves = Vec::new();
        collect(&self.items, "", 0, &mut leaves)?;
        let mut ids: Vec<&str> = leaves.iter().map(|leaf| leaf.kpi.id.as_str()).collect();
        ids.sort_by(|a, b| a.cmp(b));
        if let Some(repeated) = ids.windows(2).find(|pair| pair[0] == pair[1]).map(|pair| pair[0]) {
            let second = leaves.iter().filter(|leaf| leaf.kpi.id == repeated).nth(1);
            return Err(Error::invalid(
                "kpi/duplicate-id",
                format!("指标 {repeated} 出现了两次"),
                format!("the figure {repeated} appears twice"),
            )
            .at(second.map(|leaf| format!("{}.id", leaf.path)).unwrap_or_default()));
        }
        Ok(leaves)
    }
}

fn collect<'a>(items: &'a [Item], prefix: &str, depth: usize, leaves: &mut Vec<Leaf<'a>>) -> Result<()> {
    if depth > MAX_DEPTH {
        return Err(
            Error::invalid("kpi/too-deep", "分组嵌套超过 16 层", "groups nest deeper than 16").at(prefix)
        );
    }
    for (i, item) in items.iter().enumerate() {
        let path = if prefix.is_empty() { format!("items[{i}]") } else { format!("{prefix}.items[{i}]") };
        finite(item.weight(), || format!("{path}.weight"))?;
        if item.weight() < 0.0 {
            return Err(Error::invalid("kpi/negative-weight", "权重不能为负", "a weight is negative")
                .at(format!("{path}.weight")));
        }
        match item {
            Item::Group(group) => collect(&group.items, &path, depth + 1, leaves)?,
            Item::Kpi(kpi) => {
                check(kpi, &path)?;
                if leaves.len() == MAX_KPIS {
                    return Err(Error::invalid(
                        "kpi/too-many",
                        "指标超过 10000 个",
                        "more than 10,000 figures",
                    )
                    .at(path));
                }
                leaves.push(Leaf { kpi, path });
            }
        }
    }
    Ok(())
}

fn check(kpi: &Kpi, path: &str) -> Result<()> {
    let number = |value: Option<f64>, field: &str| match value {
        Some(value) => finite(value, || format!("{path}.{field}")),
        None => Ok(()),
    };
    let refuse = |code, field: &str, zh: &str, en: &str| {
        Err(Error::invalid(code, zh, en).at(format!("{path}.{field}")))
    };
    for (value, field) in [
        (kpi.baseline, "baseline"),
        (kpi.cap, "cap"),
        (kpi.gate, "gate"),
        (kpi.tolerance, "tolerance"),
        (kpi.alert_below, "alertBelow"),
        (kpi.target.as_ref().and_then(Target::baseline), "target.baseline"),
    ] {
        number(value, field)?;
    }
    match kpi.target {
        Some(Target::Absolute { value } | Target::AtLeast { value } | Target::AtMost { value }) => {
            number(Some(value), "target.value")?;
        }
        Some(Target::Growth { rate, .. } | Target::Reduction { rate, .. }) => {
            number(Some(rate), "target.rate")?;
        }
        Some(Target::Points { points, .. }) => number(Some(points), "target.points")?,
        Some(Target::Unset { .. }) | None => {}
    }
    if kpi.cap.is_some_and(|cap| cap <= 0.0) {
        return refuse("kpi/bad-cap", "cap", "封顶必须大于 0", "a cap must be above 0");
    }
    if kpi.tolerance.is_some_and(|tolerance| tolerance <= 0.0) {
        return refuse("kpi/bad-tolerance", "tolerance", "容差必须大于 0", "a tolerance must be above 0");
    }
    if let Some(scoring) = &kpi.scoring {
        curve::validate(scoring, &format!("{path}.scoring"))?;
    }
    if let Some(Limits { low, high, outer_low, outer_high }) = kpi.range {
        for (value, field) in [
            (low, "range.low"),
            (high, "range.high"),
            (outer_low, "range.outerLow"),
            (outer_high, "range.outerHigh"),
        ] {
            number(Some(value), field)?;
        }
        if !(outer_low <= low && low <= high && high <= outer_high) {
            return refuse(
                "kpi/bad-range",
                "range",
                "区间的四个界限必须从小到大",
                "the limits of a range must ascend",
            );
        }
    } else if kpi.direction == Some(Direction::Range) {
        return refuse(
            "kpi/no-range",
            "range",
            "方向为 range 的指标需要区间",
            "a figure of direction range needs its range",
        );
    }
    let baseline = kpi.baseline.or(kpi.target.as_ref().and_then(Target::baseline));
    if kpi.scoring == Some(Scoring::Progress {}) && baseline.is_none() {
        return refuse(
            "kpi/no-baseline",
            "baseline",
            "按进度计分需要基线值",
            "scoring by progress needs a baseline",
        );
    }
    Ok(())
}

/// Refuses what is not finite or beyond any figure, with its place.
pub fn finite(value: f64, path: impl FnOnce() -> String) -> Result<()> {
    if value.abs() <= LARGEST {
        return Ok(());
    }
    let (zh, en) = if value.is_finite() {
        ("数值超出 1e100", "the number is beyond 1e100")
    } else {
        ("不是有限的数", "not a finite number")
    };
    Err(Error::invalid("kpi/not-finite", zh, en).at(path()))
}
