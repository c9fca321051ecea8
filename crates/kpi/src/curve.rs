//! From attainment to points: 100 points for the target reached.

use super::scorecard::{Band, Scoring};
use planscore_base::error::{Error, Result};

/// Refuses curves that contradict themselves.
pub fn validate(scoring: &Scoring, path: &str) -> Result<()> {
    let refuse = |code, field: &str, zh: &str, en: &str| {
        Err(Error::invalid(code, zh, en).at(format!("{path}.{field}")))
    };
    match scoring {
        Scoring::Linear {} | Scoring::Progress {} | Scoring::Binary {} => Ok(()),
        Scoring::ThreePoint { threshold, stretch } => {
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
        Scoring::Deduction { pass, per_unit, minimum } => {
            if !pass.is_finite() {
                refuse(
                    "kpi/not-finite",
                    "pass",
                    "合格值不是有限的数",
                    "the pass value is not a finite number",
                )
            } else if !(*per_unit > 0.0 && per_unit.is_finite()) {
                refuse(
                    "kpi/bad-deduction",
                    "perUnit",
                    "每单位扣分必须大于 0",
                    "a deduction takes more than 0 a unit",
                )
            } else if minimum.is_some_and(|m| !(0.0..=100.0).contains(&m)) {
                refuse(
                    "kpi/bad-deduction",
                    "minimum",
                    "最低分必须在 0 到 100 之间",
                    "the minimum lies between 0 and 100",
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

/// Points of an attainment, not below 0 and not above `100 * cap`. `short` is how many units the
/// actual falls short of the pass value of a deduction, 0 for the other curves.
pub fn points(scoring: &Scoring, attainment: f64, short: f64, cap: f64) -> f64 {
    let points = match scoring {
        Scoring::Linear {} | Scoring::Progress {} => 100.0 * attainment,
        Scoring::ThreePoint { threshold, stretch } => three_point(attainment, *threshold, *stretch),
        // Validated: the first band starts at or below 0, and what lies below it belongs to it.
        Scoring::Bands { bands } => {
            let band = bands.partition_point(|band| band.from <= attainment).saturating_sub(1);
            bands[band].score
        }
        Scoring::Deduction { per_unit, minimum, .. } => {
            (100.0 - per_unit * short).max(minimum.unwrap_or(0.0))
        }
        Scoring::Binary {} => {
            if attainment >= 1.0 {
                100.0
            } else {
                0.0
            }
        }
    };
    points.clamp(0.0, 100.0 * cap)
}

/// 60 points at the threshold, 100 at the target, 120 from the stretch on, straight in between and
/// down to 0.
fn three_point(attainment: f64, threshold: f64, stretch: f64) -> f64 {
    let between =
        |from: f64, to: f64, low: f64, high: f64| low + (attainment - from) / (to - from) * (high - low);
    if attainment < threshold {
        between(0.0, threshold, 0.0, 60.0)
    } else if attainment < 1.0 {
        between(threshold, 1.0, 60.0, 100.0)
    } else if attainment < stretch {
        between(1.0, stretch, 100.0, 120.0)
    } else {
        120.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_points_and_straight_lines_between() {
        let curve = Scoring::ThreePoint { threshold: 0.8, stretch: 1.25 };
        for (attainment, expected) in [
            (-1.0, 0.0),
            (0.0, 0.0),
            (0.4, 30.0),
            (0.8, 60.0),
            (0.9, 80.0),
            (1.0, 100.0),
            (1.125, 110.0),
            (1.25, 120.0),
            (9.0, 120.0),
        ] {
            assert!((points(&curve, attainment, 0.0, 1.2) - expected).abs() < 1e-9, "{attainment}");
        }
    }

    /// `ERPNext`'s supplier scorecard leaves a score of exactly 100 without a standing; here the top
    /// band is closed (bands from 0, 30, 50, 80).
    #[test]
    fn bands_cover_every_attainment() {
        let bands =
            [(0.0, 0.0), (0.3, 1.0), (0.5, 2.0), (0.8, 3.0)].map(|(from, score)| Band { from, score });
        let curve = Scoring::Bands { bands: bands.to_vec() };
        validate(&curve, "x").unwrap();
        for (attainment, expected) in [
            (-3.0, 0.0),
            (0.0, 0.0),
            (0.3, 1.0),
            (0.799, 2.0),
            (0.8, 3.0),
            (0.999, 3.0),
            (1.0, 3.0),
            (50.0, 3.0),
        ] {
            assert_eq!(points(&curve, attainment, 0.0, 1.2), expected, "{attainment}");
        }
    }

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
            let error = validate(&Scoring::Bands { bands }, "x").unwrap_err();
            assert_eq!((error.code(), error.path()), (code, Some(path)));
        }
        for curve in [
            Scoring::ThreePoint { threshold: 1.0, stretch: 1.2 },
            Scoring::ThreePoint { threshold: 0.8, stretch: f64::INFINITY },
            Scoring::Deduction { pass: 1.0, per_unit: 0.0, minimum: None },
        ] {
            assert!(validate(&curve, "x").is_err(), "{curve:?}");
        }
    }
}
