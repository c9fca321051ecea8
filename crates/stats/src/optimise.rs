//! The lowest point of a function without derivatives (Nelder and Mead 1965).

use crate::order::sort_by;

/// Where a search ended.
#[derive(Debug, Clone, PartialEq)]
pub struct Minimum {
    /// The point.
    pub at: Vec<f64>,
    /// The function's value there.
    pub value: f64,
    /// Whether the simplex shrank onto it, and a fresh one around it found nothing lower.
    pub converged: bool,
}

/// Corners whose values differ by less than this, relatively, and whose coordinates by less than [`WIDTH`], have
/// met: a flat valley has equal values far from its lowest point.
const TOLERANCE: f64 = 1e-10;
const WIDTH: f64 = 1e-6;
/// Fresh starts at most.
const STARTS: usize = 12;

/// Searches from a point with steps of a size in each direction; at most `limit` evaluations.
///
/// A value that is no number counts as infinitely high.
///
/// ```
/// use planscore_stats::minimise;
/// let valley = |x: &[f64]| (1.0 - x[0]).powi(2) + 100.0 * (x[1] - x[0] * x[0]).powi(2);
/// let found = minimise(&valley, &[-1.2, 1.0], 0.5, 5_000);
/// assert!(found.converged && (found.at[0] - 1.0).abs() < 1e-4 && (found.at[1] - 1.0).abs() < 1e-4);
/// ```
pub fn minimise(function: &dyn Fn(&[f64]) -> f64, start: &[f64], step: f64, limit: usize) -> Minimum {
    let mut best = (start.to_vec(), f64::INFINITY);
    let (mut left, mut step) = (limit, step);
    for _ in 0..STARTS {
        let before = best.1;
        let (found, settled) = descend(function, &best.0, step, &mut left);
        if found.1 <= best.1 {
            best = found;
        }
        if !settled {
            break;
        }
        if before - best.1 <= 1e-8 * best.1.abs().max(1e-4) {
            return Minimum { at: best.0, value: best.1, converged: best.1.is_finite() };
        }
        step *= 0.5;
    }
    Minimum { at: best.0, value: best.1, converged: false }
}

type Corner = (Vec<f64>, f64);

fn descend(function: &dyn Fn(&[f64]) -> f64, start: &[f64], step: f64, left: &mut usize) -> (Corner, bool) {
    let evaluate = |point: Vec<f64>, left: &mut usize| -> Corner {
        *left = left.saturating_sub(1);
        let value = function(&point);
        (point, if value.is_nan() { f64::INFINITY } else { value })
    };
    let size = start.len();
    let mut corners = vec![evaluate(start.to_vec(), left)];
    for i in 0..size {
        let mut point = start.to_vec();
        point[i] += step;
        corners.push(evaluate(point, left));
    }
    loop {
        sort_by(&mut corners, &|a, b| a.1.total_cmp(&b.1));
        let spread = corners[size].1 - corners[0].1;
        let width = |corner: &Corner| {
            corner.0.iter().zip(&corners[0].0).map(|(one, best)| (one - best).abs()).fold(0.0, f64::max)
        };
        let flat = spread <= TOLERANCE * corners[0].1.abs().max(1.0);
        if flat && corners.iter().all(|corner| width(corner) <= WIDTH) {
            return (corners.swap_remove(0), true);
        }
        if *left == 0 {
            return (corners.swap_remove(0), false);
        }
        let centre: Vec<f64> = (0..size)
            .map(|i| corners[..size].iter().map(|corner| corner.0[i]).sum::<f64>() / size as f64)
            .collect();
        // From the centre away from the worst corner, or towards it.
        let along = |by: f64| {
            (0..size).map(|i| centre[i] + by * (centre[i] - corners[size].0[i])).collect::<Vec<f64>>()
        };
        let reflected = evaluate(along(1.0), left);
        let next = if reflected.1 < corners[0].1 {
            let expanded = evaluate(along(2.0), left);
            Some(if expanded.1 < reflected.1 { expanded } else { reflected })
        } else if reflected.1 < corners[size - 1].1 {
            Some(reflected)
        } else {
            let contracted = evaluate(along(if reflected.1 < corners[size].1 { 0.5 } else { -0.5 }), left);
            Some(contracted).filter(|corner| corner.1 < corners[size].1.min(reflected.1))
        };
        match next {
            Some(corner) => corners[size] = corner,
            None => {
                for i in 1..=size {
                    let point = (0..size).map(|j| f64::midpoint(corners[0].0[j], corners[i].0[j])).collect();
                    corners[i] = evaluate(point, left);
                }
            }
        }
    }
}
