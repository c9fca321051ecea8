//! From scores to the total: shares down the tree, contributions and losses that add up.

use super::reached::{settled, sum_of};
use super::scorecard::{AggregationRule, Item};

/// Each figure's share of the whole, by the tree of weights over the figures that are `present`.
/// The shares sum to 1, or are all 0 when nothing present has a weight.
pub fn shares(items: &[Item], present: &[bool]) -> Vec<f64> {
    let mut shares = vec![0.0; present.len()];
    let mut next = 0;
    hand_down(items, 1.0, present, &mut next, &mut shares);
    shares
}

/// Hands a share down to the leaves of `items`, the first of which is number `next`.
fn hand_down(items: &[Item], share: f64, present: &[bool], next: &mut usize, shares: &mut [f64]) {
    let mut first = *next;
    let weights: Vec<f64> = items
        .iter()
        .map(|item| if weighs(item, present, &mut first) { item.weight() } else { 0.0 })
        .collect();
    // Scaled by the largest, so that no sum of finite weights overflows.
    let largest = weights.iter().copied().fold(0.0, f64::max);
    let sum: f64 = weights.iter().map(|w| w / largest).sum();
    for (item, weight) in items.iter().zip(&weights) {
        let part = if *weight > 0.0 { share * (weight / largest / sum) } else { 0.0 };
        match item {
            Item::Kpi(_) => {
                shares[*next] = part;
                *next += 1;
            }
            Item::Group(group) => hand_down(&group.items, part, present, next, shares),
        }
    }
}

/// Whether anything present below an item has a weight; moves `next` past its leaves.
fn weighs(item: &Item, present: &[bool], next: &mut usize) -> bool {
    let below = match item {
        Item::Kpi(_) => {
            *next += 1;
            present[*next - 1]
        }
        Item::Group(group) => {
            let mut any = false;
            for child in &group.items {
                any |= weighs(child, present, next);
            }
            any
        }
    };
    below && item.weight() > 0.0
}

/// The total of scores over their shares (which sum to 1).
pub fn total(rule: AggregationRule, shares: &[f64], scores: &[f64]) -> f64 {
    let weighed = || shares.iter().zip(scores).filter(|(share, _)| **share > 0.0);
    match rule {
        AggregationRule::Arithmetic => settled(sum_of(weighed().map(|(share, score)| share * score))),
        AggregationRule::Geometric => {
            if weighed().any(|(_, score)| *score <= 0.0) {
                return 0.0;
            }
            settled(sum_of(weighed().map(|(share, score)| share * score.ln())).exp())
        }
    }
}

/// What each figure loses of 100 points; the losses sum to `100 - total`.
///
/// For the geometric total each loss is the logarithmic mean of 100 and the total times the
/// figure's share of the logarithm (additive log-mean Divisia decomposition; Ang, Energy Policy 32,
/// 2004); where a score of 0 makes the total 0, the figures that score 0 share the whole loss.
pub fn losses(rule: AggregationRule, shares: &[f64], scores: &[f64]) -> Vec<f64> {
    let each = |f: &dyn Fn(f64, f64) -> f64| {
        shares
            .iter()
            .zip(scores)
            .map(|(share, score)| if *share > 0.0 { f(*share, *score) } else { 0.0 })
            .collect()
    };
    if rule == AggregationRule::Arithmetic {
        return each(&|share, score| share * (100.0 - score));
    }
    let total = total(rule, shares, scores);
    if total <= 0.0 {
        let empty: f64 =
            shares.iter().zip(scores).filter(|(_, score)| **score <= 0.0).map(|(share, _)| share).sum();
        return each(&|share, score| if score <= 0.0 { 100.0 * share / empty } else { 0.0 });
    }
    // A difference of logarithms: the quotient of almost nothing would overflow.
    let below = |score: f64| 100_f64.ln() - score.ln();
    let ratio = below(total);
    let mean = if ratio.abs() < 1e-12 { total } else { (100.0 - total) / ratio };
    each(&|share, score| share * mean * below(score))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lighthouse's scoring tests: mean of (0.1, 1), (0.2, 1), (0.03, 1) is 0.11; of (0.1, 2),
    /// (0, 7), (0.2, 1) it is 0.04. An empty list is no total here, 0 there.
    #[test]
    fn weighted_means() {
        let mean = |pairs: &[(f64, f64)]| {
            let items: Vec<Item> = pairs
                .iter()
                .map(|(_, weight)| Item::Kpi(super::super::Kpi { weight: *weight, ..Default::default() }))
                .collect();
            let scores: Vec<f64> = pairs.iter().map(|(score, _)| *score).collect();
            total(AggregationRule::Arithmetic, &shares(&items, &vec![true; items.len()]), &scores)
        };
        assert!((mean(&[(0.1, 1.0), (0.2, 1.0), (0.03, 1.0)]) - 0.11).abs() < 1e-12);
        assert!((mean(&[(0.1, 2.0), (0.0, 7.0), (0.2, 1.0)]) - 0.04).abs() < 1e-12);
        assert_eq!(shares(&[], &[]), Vec::<f64>::new());
    }

    #[test]
    fn geometric_losses_add_up() {
        let (shares, scores) = ([0.2, 0.3, 0.5], [50.0, 120.0, 90.0]);
        for scores in [scores, [0.0, 120.0, 90.0], [100.0, 100.0, 100.0]] {
            let rule = AggregationRule::Geometric;
            let sum: f64 = losses(rule, &shares, &scores).iter().sum();
            assert!((sum - (100.0 - total(rule, &shares, &scores))).abs() < 1e-9, "{scores:?}");
        }
    }
}
