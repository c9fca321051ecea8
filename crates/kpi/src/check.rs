//! Refuses scorecards that contradict themselves, each fault with its place.

use super::measure::Resolved;
use super::scorecard::{Band, Item, Kpi, Leaf, Limits, Scorecard, Scoring};
use planscore_base::actual::LARGEST;
use planscore_base::catalog::Direction;
use planscore_base::error::{Error, Result};
use planscore_base::target::Target;

/// Deepest nesting of groups.
const MAX_DEPTH: usize = 16;
/// Most figures of a scorecard.
const MAX_KPIS: usize = 10_000;

impl Scorecard {
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
            return Err(Error::invalid(
                "kpi/bad-cap",
                "综合得分上限必须大于 0",
                "the hard cap must be above 0",
            )
            .at("hardCap"));
        }
        finite(self.hard_floor, || at("hardFloor"))?;
        if self.hard_floor >= self.hard_cap {
            return Err(Error::invalid(
                "kpi/bad-floor",
                "综合得分下限必须低于综合得分上限",
                "the hard floor must lie below the hard cap",
            )
            .at("hardFloor"));
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
        planscore_stats::sort_by(&mut ids, &|a, b| a.cmp(b));
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
        validate(scoring, Resolved::open(kpi).lower_is_better(), &format!("{path}.scoring"))?;
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

/// Refuses curves that contradict themselves.
fn validate(scoring: &Scoring, lower_is_better: bool, path: &str) -> Result<()> {
    let refuse = |code, field: &str, zh: &str, en: &str| {
        Err(Error::invalid(code, zh, en).at(format!("{path}.{field}")))
    };
    match scoring {
        Scoring::Linear {} | Scoring::Progress {} | Scoring::Binary {} => Ok(()),
        Scoring::ThreePoint { threshold, stretch, .. } => {
            if !(*threshold > 0.0 && *threshold < 1.0) {
                refuse(
                    "kpi/bad-threshold",
                    "threshold",
                    "门槛值必须在 0 与 1 之间",
                    "a threshold lies between 0 and 1",
                )
            } else if !(*stretch > 1.0 && stretch.is_finite()) {
                refuse("kpi/bad-stretch", "stretch", "挑战值必须大于 1", "a stretch lies above 1")
            } else {
                Ok(())
            }
        }
        Scoring::Bands { bands } => validate_bands(bands, path),
        Scoring::Deduction { pass, per_unit, minimum, least_score } => {
            finite(*pass, || format!("{path}.pass"))?;
            finite(minimum.unwrap_or(*pass), || format!("{path}.minimum"))?;
            let (worst, best) =
                if lower_is_better { (*pass, *minimum) } else { (minimum.unwrap_or(*pass), Some(*pass)) };
            if !(*per_unit > 0.0 && per_unit.is_finite()) {
                refuse(
                    "kpi/bad-deduction",
                    "perUnit",
                    "每单位扣分必须大于 0",
                    "a deduction takes more than 0 a unit",
                )
            } else if best.is_some_and(|best| worst > best) {
                refuse(
                    "kpi/bad-deduction",
                    "minimum",
                    "底线值不能优于合格值：minimum 是实际值，不是分数（最低分用 leastScore）",
                    "the least value cannot be better than the pass value: minimum is an actual, not a score (leastScore is)",
                )
            } else if least_score.is_some_and(|score| !(0.0..=100.0).contains(&score)) {
                refuse(
                    "kpi/bad-deduction",
                    "leastScore",
                    "最低分必须在 0 到 100 之间",
                    "the least score lies between 0 and 100",
                )
            } else {
                Ok(())
            }
        }
    }
}

fn validate_bands(bands: &[Band], path: &str) -> Result<()> {
    let at = |i: usize, field: &str| format!("{path}.bands[{i}].{field}");
    if bands.first().is_none_or(|band| band.from > 0.0) {
        return Err(Error::invalid(
            "kpi/band-gap",
            "第一档必须从 0 开始，否则低于它的达成率没有得分",
            "the first band must start at 0: attainments below it would have no score",
        )
        .at(at(0, "from")));
    }
    for (i, band) in bands.iter().enumerate() {
        if !band.from.is_finite() || !(0.0..=1000.0).contains(&band.score) {
            return Err(Error::invalid(
                "kpi/bad-band",
                "分档的起点必须是数，得分在 0 到 1000 之间",
                "a band starts at a number and scores 0 to 1000",
            )
            .at(at(i, if band.from.is_finite() { "score" } else { "from" })));
        }
        if i > 0 && band.from <= bands[i - 1].from {
            return Err(Error::invalid(
                "kpi/band-overlap",
                "分档必须从低到高排列且不重叠",
                "bands must ascend without overlap",
            )
            .at(at(i, "from")));
        }
        if i > 0 && band.score < bands[i - 1].score {
            return Err(Error::invalid(
                "kpi/band-order",
                "更高的一档得分反而更低",
                "a higher band scores less than a lower one",
            )
            .at(at(i, "score")));
        }
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

#[cfg(test)]
mod tests {
    use super::super::scorecard::Below;
    use super::*;

    #[test]
    fn curves_that_contradict_themselves_are_refused_with_their_place() {
        let band = |from, score| Band { from, score };
        for (bands, code, path) in [
            (vec![], "kpi/band-gap", "x.bands[0].from"),
            (vec![band(0.5, 10.0)], "kpi/band-gap", "x.bands[0].from"),
            (vec![band(0.0, 10.0), band(0.0, 20.0)], "kpi/band-overlap", "x.bands[1].from"),
            (vec![band(0.0, 10.0), band(0.5, 5.0)], "kpi/band-order", "x.bands[1].score"),
            (vec![band(0.0, f64::NAN)], "kpi/bad-band", "x.bands[0].score"),
        ] {
            let error = validate(&Scoring::Bands { bands }, false, "x").unwrap_err();
            assert_eq!((error.code(), error.path()), (code, Some(path)));
        }
        for curve in [
            Scoring::ThreePoint { threshold: 1.0, stretch: 1.2, below: Below::Nothing },
            Scoring::ThreePoint { threshold: 0.8, stretch: f64::INFINITY, below: Below::Nothing },
            Scoring::Deduction { pass: 1.0, per_unit: 0.0, minimum: None, least_score: None },
            Scoring::Deduction { pass: 1.0, per_unit: 2.0, minimum: Some(60.0), least_score: None },
            Scoring::Deduction { pass: 1.0, per_unit: 2.0, minimum: None, least_score: Some(101.0) },
        ] {
            assert!(validate(&curve, false, "x").is_err(), "{curve:?}");
        }
    }
}
