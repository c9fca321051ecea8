//! Is a table of tiers complete and free of doubt?

use serde::Serialize;

use super::options::{TierRule, validate_rules};
use planscore_base::error::{Error, Result};

/// What is wrong with a table, cell by cell of R, F and M scores.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename = "TierTableReport")]
pub struct TableCheck {
    /// Cells that no rule takes.
    pub gaps: Vec<[u32; 3]>,
    /// Cells that rules of different tiers take.
    pub overlaps: Vec<Overlap>,
    /// Tiers that no cell gets, because earlier rules take all of theirs.
    pub unreachable: Vec<String>,
}

/// A cell that rules of different tiers take.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename = "TierOverlap")]
pub struct Overlap {
    /// R, F and M scores.
    pub cell: [u32; 3],
    /// The tiers, the one that wins first.
    pub tiers: Vec<String>,
}

/// Checks a table over all cells of `bins` scores (default 5, 2 to 10).
///
/// ```
/// use planscore_rfm::{TierRule, check_tier_table};
/// let rule = |tier: &str, r| TierRule { tier: tier.into(), r: Some(r), f: None, m: None };
/// let check = check_tier_table(&[rule("near", (3, 5)), rule("far", (1, 2))], None).unwrap();
/// assert!(check.gaps.is_empty() && check.overlaps.is_empty() && check.unreachable.is_empty());
/// ```
///
/// # Errors
/// Rules without a tier, ranges upside down, scores beyond the bins; each with its path.
pub fn check_tier_table(rules: &[TierRule], bins: Option<u32>) -> Result<TableCheck> {
    let bins = bins.unwrap_or(5);
    if !(2..=10).contains(&bins) {
        return Err(
            Error::invalid("rfm/bins", "分档数必须在 2 到 10 之间", "bins lie between 2 and 10").at("bins")
        );
    }
    validate_rules(rules, bins, "rules")?;
    let within =
        |range: Option<(u32, u32)>, score: u32| range.is_none_or(|(low, high)| (low..=high).contains(&score));
    let mut check = TableCheck::default();
    let mut reached: Vec<&str> = Vec::new();
    for cell in (0..bins.pow(3)).map(|i| [i / bins / bins + 1, i / bins % bins + 1, i % bins + 1]) {
        let mut tiers: Vec<&str> = Vec::new();
        for rule in rules {
            let takes = within(rule.r, cell[0]) && within(rule.f, cell[1]) && within(rule.m, cell[2]);
            if takes && !tiers.contains(&rule.tier.as_str()) {
                tiers.push(&rule.tier);
            }
        }
        match tiers.first() {
            None => check.gaps.push(cell),
            Some(winner) if !reached.contains(winner) => reached.push(winner),
            Some(_) => {}
        }
        if tiers.len() > 1 {
            check.overlaps.push(Overlap { cell, tiers: tiers.into_iter().map(str::to_owned).collect() });
        }
    }
    for rule in rules {
        if !reached.contains(&rule.tier.as_str()) && !check.unreachable.contains(&rule.tier) {
            check.unreachable.push(rule.tier.clone());
        }
    }
    Ok(check)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables;

    fn rule(tier: &str, r: (u8, u8), f: (u8, u8), m: Option<(u8, u8)>) -> TierRule {
        let wide = |(low, high): (u8, u8)| (u32::from(low), u32::from(high));
        TierRule { tier: tier.to_owned(), r: Some(wide(r)), f: Some(wide(f)), m: m.map(wide) }
    }

    /// Of the 125 cells the R package's table leaves 10 without a tier and gives 58 to two or more.
    #[test]
    fn the_r_packages_table() {
        let rules: Vec<TierRule> =
            tables::R_PACKAGE.iter().map(|(tier, r, f, m)| rule(tier.id, *r, *f, Some(*m))).collect();
        let check = check_tier_table(&rules, None).unwrap();
        assert_eq!((check.gaps.len(), check.overlaps.len()), (10, 58));
    }

    #[test]
    fn ten_segments_are_complete_and_disjoint() {
        let rules: Vec<TierRule> =
            tables::TEN.iter().map(|(tier, r, f)| rule(tier.id, *r, *f, None)).collect();
        assert_eq!(check_tier_table(&rules, None).unwrap(), TableCheck::default());
    }

    #[test]
    fn unreachable_tiers_are_named() {
        let rules = [
            rule("champions", (4, 5), (4, 5), None),
            rule("top", (5, 5), (5, 5), None),
            rule("rest", (1, 5), (1, 5), None),
            rule("never", (1, 1), (1, 1), None),
        ];
        assert_eq!(check_tier_table(&rules, None).unwrap().unreachable, ["top", "never"]);
    }

    #[test]
    fn wrong_rules_have_their_place() {
        let code = |rules: &[TierRule]| {
            let error = check_tier_table(rules, None).unwrap_err();
            (error.code(), error.path().unwrap().to_owned())
        };
        assert_eq!(code(&[]), ("rfm/rules", "rules".into()));
        assert_eq!(code(&[rule("a", (1, 6), (1, 1), None)]), ("rfm/rule-range", "rules[0].r".into()));
        assert_eq!(code(&[rule("a", (1, 5), (4, 1), None)]), ("rfm/rule-range", "rules[0].f".into()));
    }
}
