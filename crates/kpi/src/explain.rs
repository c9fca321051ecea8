//! Why the total is what it is, and what would change it.

use serde::{Deserialize, Serialize};

use super::figure::{Figure, Sum};
use super::reached::{reached, sum_of};
use super::scorecard::{AggregationRule, Scorecard, Scoring};
use super::status::{Status, StatusThresholds};
use super::total::total;
use planscore_base::catalog::{Direction, Unit};

/// Change of the total against the previous period that one figure explains: the two effects of all
/// figures sum to the change of the weighted total.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename = "ScoreChange", rename_all = "camelCase")]
pub struct Change {
    /// Points from the change of its score.
    pub score: f64,
    /// Points from the change of its share.
    pub weight: f64,
}

/// What figure `i` explains of the change between two totals. With shares v and scores c,
/// `Δ(v c) = Δc (v0 + v1)/2 + Δv (c0 + c1)/2`, exactly. A geometric total changes by the logarithmic
/// mean of both totals times `Δ(v ln c)`, split in the same way; where one of them is 0 the whole
/// change is that of the contributions, whose losses are `lost`.
pub fn change(rule: AggregationRule, before: (&Sum, &[f64]), now: (&Sum, &[f64]), i: usize) -> Change {
    let ((b, lost_before), (n, lost_now)) = (before, now);
    let (v0, v1) = (b.shares[i], n.shares[i]);
    let split = |c0: f64, c1: f64, factor: f64| Change {
        score: factor * (c1 - c0) * f64::midpoint(v0, v1),
        weight: factor * (v1 - v0) * f64::midpoint(c0, c1),
    };
    if rule == AggregationRule::Arithmetic {
        return split(b.scores[i], n.scores[i], 1.0);
    }
    if b.total <= 0.0 || n.total <= 0.0 {
        let brought = |v: f64, lost: f64| 100.0 * v - lost;
        return Change { score: brought(v1, lost_now[i]) - brought(v0, lost_before[i]), weight: 0.0 };
    }
    let ratio = n.total.ln() - b.total.ln();
    let mean = if ratio.abs() < 1e-12 { n.total } else { (n.total - b.total) / ratio };
    // A figure without a share on one side has no score there: its other score stands in.
    let log = |own: f64, share: f64, other: f64| if share > 0.0 { own.ln() } else { other.ln() };
    match (v0 > 0.0, v1 > 0.0) {
        (false, false) => Change { score: 0.0, weight: 0.0 },
        _ => split(log(b.scores[i], v0, n.scores[i]), log(n.scores[i], v1, b.scores[i]), mean),
    }
}

/// A value against an earlier one (同比, 环比).
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Comparison {
    /// The earlier value.
    pub base: f64,
    /// Value less base.
    pub difference: f64,
    /// The difference over the size of the base; `None` against a base of 0.
    pub relative: Option<f64>,
    /// Whether the difference is for the better; `None` where there is none, or in a range.
    pub better: Option<bool>,
}

/// The change relative to the size of the base, safe for signs: from -50 to -25 is up by half. `None`
/// from 0 to anything else.
///
/// ```
/// use planscore_kpi::relative_change;
/// assert_eq!(relative_change(-25.0, -50.0), Some(0.5));
/// assert_eq!(relative_change(-50.0, 50.0), Some(-2.0));
/// assert_eq!((relative_change(5.0, 0.0), relative_change(0.0, 0.0)), (None, Some(0.0)));
/// ```
pub fn relative_change(value: f64, base: f64) -> Option<f64> {
    if value == base {
        return Some(0.0);
    }
    Some((value - base) / base.abs()).filter(|change| change.is_finite())
}

/// Compares two actuals of a figure.
pub fn compare(now: &Figure<'_>, before: &Figure<'_>) -> Option<Comparison> {
    let (value, base) = (now.actual?, before.actual?);
    let difference = value - base;
    let direction = now.resolved.as_ref().map(super::measure::Resolved::direction);
    let better = match direction {
        Some(Direction::Higher) if difference != 0.0 => Some(difference > 0.0),
        Some(Direction::Lower) if difference != 0.0 => Some(difference < 0.0),
        _ => None,
    };
    difference.is_finite().then(|| Comparison {
        base,
        difference,
        relative: relative_change(value, base),
        better,
    })
}

/// The next better status or band of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename = "NextStatus", rename_all = "camelCase")]
pub struct NextBand {
    /// The attainment from which it holds.
    pub attainment: f64,
    /// The actual of that attainment.
    pub actual: f64,
    /// That actual less the present one.
    pub distance: f64,
    /// The status it brings.
    pub status: Status,
    /// The score it brings.
    pub score: f64,
}

/// What is next for a figure, and how far it is.
pub fn next_band(figure: &Figure<'_>, thresholds: &StatusThresholds) -> Option<NextBand> {
    let (resolved, measure, actual) = (figure.resolved.as_ref()?, figure.measure?, figure.actual?);
    let mut limits = vec![thresholds.at_risk, thresholds.close, thresholds.on_target, thresholds.outstanding];
    match resolved.scoring() {
        Scoring::Bands { bands } => limits = bands.iter().map(|band| band.from).collect(),
        Scoring::ThreePoint { threshold, stretch, .. } => limits.extend([*threshold, *stretch]),
        _ => {}
    }
    let next = limits
        .into_iter()
        .filter(|limit| !reached(measure.attainment.value, *limit))
        .fold(f64::INFINITY, f64::min);
    let there = resolved.actual_at(next, actual)?;
    (ceiling(figure).is_none_or(|most| there <= most)).then(|| NextBand {
        attainment: next,
        actual: there,
        distance: there - actual,
        status: thresholds.of(next),
        score: resolved.measure(there).score,
    })
}

/// The highest possible actual: a share of a whole cannot pass 1, a score of points 100.
fn ceiling(figure: &Figure<'_>) -> Option<f64> {
    /// Rates whose denominator does not contain the numerator.
    const OPEN: [&str; 3] = ["new_customer_dev_rate", "roi", "individual_attainment"];
    let entry = figure.entry()?;
    match entry.unit {
        Unit::Ratio if !OPEN.contains(&entry.id) => Some(1.0),
        Unit::Points => Some(100.0),
        _ => None,
    }
}

/// What it takes to move a figure.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Effort {
    /// The figure.
    pub id: String,
    /// Cost of 1 % of the actual, 1 for figures that are not named; left out for a figure that cannot
    /// be moved.
    #[serde(default)]
    pub cost: Option<f64>,
}

/// The cheapest way from the present total to a wanted one.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename = "KpiPath", rename_all = "camelCase")]
pub struct Path {
    /// The total that is wanted.
    pub goal: f64,
    /// Whether the steps lead there.
    pub reachable: bool,
    /// The total they lead to.
    pub total: f64,
    /// Cost of all steps.
    pub cost: f64,
    /// The steps, the one that brings most first.
    pub steps: Vec<Step>,
}

/// One figure to move.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename = "KpiStep", rename_all = "camelCase")]
pub struct Step {
    /// The figure.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The present actual.
    pub from: f64,
    /// The actual to reach.
    pub to: f64,
    /// The way there in percent of the present actual (of the target, from an actual of 0).
    pub percent: f64,
    /// What that costs.
    pub cost: f64,
    /// Score it gains.
    pub score: f64,
}

/// Gains are sums of products: what is that close to what is needed is enough.
const ROUNDING: f64 = 1e-9;
/// How finely a curve is looked at; kinks and bands are hit exactly.
const STEPS: u32 = 240;
/// An actual of this size is 0: nothing is measured in parts of it.
const NOTHING: f64 = 1e-100;
/// A score of 0 has no logarithm: it counts as this.
const LEAST_SCORE: f64 = 1e-9;

/// A figure that can be moved, from `start` on (further than the present actual where a veto must
/// be lifted first).
struct Move {
    figure: usize,
    start: f64,
    end: f64,
    /// Cost of one unit of the actual.
    unit_cost: f64,
}

/// A piece of a figure's way that earns at an even rate, or the jump into a band.
struct Piece {
    of: usize,
    end: f64,
    rate: f64,
}

/// The least costly changes of actuals that bring the total to `goal`. Every figure's curve is
/// replaced by its concave hull, pieces are taken by what they bring for their cost, and what was
/// taken too much is given back: exact where curves are concave (straight up to the cap); where
/// bands or thresholds jump, never more than one jump above the cheapest.
pub fn cheapest_path(
    scorecard: &Scorecard,
    figures: &[Figure<'_>],
    sum: &Sum,
    goal: f64,
    cost_of: &dyn Fn(usize) -> Option<f64>,
    name_of: &dyn Fn(usize) -> String,
) -> Path {
    let rule = scorecard.aggregation;
    let bonus = sum_of(scorecard.bonus.iter().map(|bonus| bonus.points));
    let worth = |score: f64| match rule {
        AggregationRule::Arithmetic => score,
        AggregationRule::Geometric => score.max(LEAST_SCORE).ln(),
    };
    let gain = |m: &Move, actual: f64| {
        let score = figures[m.figure].resolved.as_ref().map_or(0.0, |r| r.measure(actual).score);
        sum.shares[m.figure] * (worth(score) - worth(sum.scores[m.figure]))
    };
    let present: f64 = sum.shares.iter().zip(&sum.scores).map(|(share, score)| share * worth(*score)).sum();
    let need = match rule {
        AggregationRule::Arithmetic => goal - bonus - present,
        AggregationRule::Geometric => (goal - bonus).max(LEAST_SCORE).ln() - present,
    };

    let moves: Vec<Move> = (0..figures.len())
        .filter(|&i| sum.shares[i] > 0.0)
        .filter_map(|i| movable(&figures[i], i, cost_of(i)?))
        .collect();
    let mut pieces = Vec::new();
    for (of, m) in moves.iter().enumerate() {
        hull(m, of, &waypoints(m, &figures[m.figure]), &|actual| gain(m, actual), &mut pieces);
    }
    planscore_stats::sort_by(&mut pieces, &|a, b| b.rate.total_cmp(&a.rate));

    let mut at: Vec<f64> = moves.iter().map(|m| m.start).collect();
    let mut brought: f64 = moves.iter().map(|m| gain(m, m.start)).sum();
    let mut taken = Vec::new();
    for piece in &pieces {
        if brought >= need - ROUNDING {
            break;
        }
        // Pieces of almost the same rate may come in any order.
        let (m, now) = (&moves[piece.of], at[piece.of]);
        if (piece.end - m.start).abs() > (now - m.start).abs() {
            brought += gain(m, piece.end) - gain(m, now);
            at[piece.of] = piece.end;
            taken.push(piece.of);
        }
    }
    // The last piece taken is the least worth: give back from there.
    for &of in taken.iter().rev() {
        let m = &moves[of];
        let others = brought - gain(m, at[of]);
        let enough = |actual: f64| others + gain(m, actual) >= need - ROUNDING;
        if enough(at[of]) {
            let (mut short, mut long) = (m.start, at[of]);
            if enough(short) {
                long = short;
            }
            for _ in 0..80 {
                let middle = f64::midpoint(short, long);
                if enough(middle) { long = middle } else { short = middle }
            }
            at[of] = long;
            brought = others + gain(m, long);
        }
    }

    let mut scores = sum.scores.clone();
    let mut steps = Vec::new();
    for (m, &to) in moves.iter().zip(&at) {
        let figure = &figures[m.figure];
        let (Some(from), Some(resolved)) = (figure.actual, &figure.resolved) else { continue };
        if to == from {
            continue;
        }
        scores[m.figure] = resolved.measure(to).score;
        let cost = (to - from).abs() * m.unit_cost;
        steps.push(Step {
            id: figure.leaf.kpi.id.clone(),
            name: name_of(m.figure),
            from,
            to,
            percent: 100.0 * (to - from) / scale(figure, from),
            cost,
            score: scores[m.figure] - sum.scores[m.figure],
        });
    }
    planscore_stats::sort_by(&mut steps, &|a, b| b.score.total_cmp(&a.score));
    let reached = scorecard.bounded(total(rule, &sum.shares, &scores));
    Path {
        goal,
        reachable: reached >= goal - 1e-6,
        total: reached,
        cost: sum_of(steps.iter().map(|step| step.cost)),
        steps,
    }
}

/// The unit in which changes of an actual are compared.
fn scale(figure: &Figure<'_>, actual: f64) -> f64 {
    let target = figure.resolved.as_ref().and_then(|resolved| resolved.target).map_or(0.0, f64::abs);
    [actual.abs(), target].into_iter().find(|size| *size > NOTHING).unwrap_or(1.0)
}

fn movable(figure: &Figure<'_>, i: usize, cost: f64) -> Option<Move> {
    let (resolved, actual) = (figure.resolved.as_ref()?, figure.actual?);
    let within = |value: f64| ceiling(figure).map_or(value, |most| value.min(most.max(actual)));
    let best = within(resolved.best_actual(actual)?);
    let measure = resolved.measure(actual);
    let lifted = figure
        .veto_limit()
        .filter(|limit| !reached(measure.attainment.value, *limit))
        .and_then(|limit| resolved.actual_at(limit, actual))
        .map_or(actual, within);
    let end = if resolved.measure(best).score > resolved.measure(lifted).score { best } else { lifted };
    (end != actual).then(|| Move {
        figure: i,
        start: lifted,
        end,
        unit_cost: 100.0 * cost / scale(figure, actual),
    })
}

/// Actuals along the way: evenly spaced ones, and those where the curve bends.
fn waypoints(m: &Move, figure: &Figure<'_>) -> Vec<f64> {
    let mut points: Vec<f64> =
        (0..=STEPS).map(|step| m.start + (m.end - m.start) * f64::from(step) / f64::from(STEPS)).collect();
    if let Some(resolved) = &figure.resolved {
        let mut bends = vec![0.0, 1.0, resolved.cap];
        bends.extend(figure.leaf.kpi.gate);
        match resolved.scoring() {
            Scoring::Bands { bands } => bends.extend(bands.iter().map(|band| band.from)),
            Scoring::ThreePoint { threshold, stretch, .. } => bends.extend([*threshold, *stretch]),
            _ => {}
        }
        let between = |actual: &f64| (actual - m.start) * (actual - m.end) < 0.0;
        points.extend(bends.iter().filter_map(|bend| resolved.actual_at(*bend, m.start)).filter(between));
    }
    planscore_stats::sort_by(&mut points, &|a, b| (a - m.start).abs().total_cmp(&(b - m.start).abs()));
    points
}

/// The upper concave hull of (cost, gain) along a way, as pieces.
fn hull(m: &Move, of: usize, points: &[f64], gain: &dyn Fn(f64) -> f64, pieces: &mut Vec<Piece>) {
    let first = gain(m.start);
    let mut corners: Vec<(f64, f64, f64)> = Vec::new();
    for &actual in points {
        let (cost, gain) = ((actual - m.start).abs() * m.unit_cost, gain(actual) - first);
        while let [.., a, b] = corners[..] {
            if (b.1 - a.1) * (cost - a.0) > (gain - a.1) * (b.0 - a.0) {
                break;
            }
            corners.pop();
        }
        corners.push((cost, gain, actual));
    }
    for pair in corners.windows(2) {
        let (cost, gain) = (pair[1].0 - pair[0].0, pair[1].1 - pair[0].1);
        if gain > 0.0 {
            pieces.push(Piece { of, end: pair[1].2, rate: gain / cost.max(f64::MIN_POSITIVE) });
        }
    }
}
