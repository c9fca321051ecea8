//! From attainment to points: 100 points for the target reached.

use super::reached::{reached, settled};
use super::scorecard::{Below, Scoring};

/// Points of an attainment, not below 0 and not above `100 * cap`. `short` is by how many units the
/// actual falls short of the pass value of a deduction, 0 for the other curves.
pub fn points(scoring: &Scoring, attainment: f64, short: f64, cap: f64) -> f64 {
    let points = match scoring {
        Scoring::Linear {} | Scoring::Progress {} => 100.0 * attainment,
        Scoring::ThreePoint { threshold, stretch, below } => {
            three_point(attainment, *threshold, *stretch, *below)
        }
        // Validated: the first band starts at or below 0, and what lies below it belongs to it.
        Scoring::Bands { bands } => {
            let band = bands.partition_point(|band| reached(attainment, band.from)).saturating_sub(1);
            bands[band].score
        }
        Scoring::Deduction { per_unit, least_score, .. } => {
            (100.0 - per_unit * short).max(least_score.unwrap_or(0.0))
        }
        Scoring::Binary {} => {
            if reached(attainment, 1.0) {
                100.0
            } else {
                0.0
            }
        }
    };
    settled(points.clamp(0.0, 100.0 * cap))
}

/// 60 points at the threshold, 100 at the target, 120 from the stretch on, straight in between.
fn three_point(attainment: f64, threshold: f64, stretch: f64, below: Below) -> f64 {
    let between =
        |from: f64, to: f64, low: f64, high: f64| low + (attainment - from) / (to - from) * (high - low);
    if !reached(attainment, threshold) {
        match below {
            Below::Nothing => 0.0,
            Below::Linear => between(0.0, threshold, 0.0, 60.0),
        }
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
    use super::super::scorecard::Band;
    use super::*;

    #[test]
    fn three_points_and_straight_lines_between() {
        let with = |below| Scoring::ThreePoint { threshold: 0.8, stretch: 1.25, below };
        let curve = with(Below::Nothing);
        assert_eq!(points(&with(Below::Linear), 0.4, 0.0, 1.2), 30.0);
        for (attainment, expected) in [
            (-1.0, 0.0),
            (0.0, 0.0),
            (0.4, 0.0),
            (0.799, 0.0),
            // 0.28 of 0.35 is the threshold, though binary says 0.7999999999999999.
            (0.28 / 0.35, 60.0),
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
}
