//! Many members at once, in columns: the same scores as [`score_kpis`](super::score_kpis) gives each
//! of them, without their reports.

use super::figure::{by_id, find};
use super::measure::Resolved;
use super::reached::{reached, settled, sum_of};
use super::report::HEADLINE_COVERAGE;
use super::scorecard::{Leaf, MissingPolicy, Scorecard};
use super::total::{shares, total};
use planscore_base::actual::LARGEST;
use planscore_base::error::{Error, Result};
use planscore_stats::sort_indices;

/// One figure of all members. NaN is a missing value.
#[derive(Debug, Clone, Copy, Default)]
pub struct Column<'a> {
    /// The figure.
    pub id: &'a str,
    /// Values, or numerators, one a member.
    pub values: &'a [f64],
    /// Denominators, one a member, or none at all.
    pub denominators: &'a [f64],
    /// Each member's own target (NaN: the scorecard's), or none at all.
    pub targets: &'a [f64],
}

/// Scores in columns.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Scores {
    /// Each member's total, NaN where too little is known.
    pub total: Vec<f64>,
    /// Share of the weight that is known, 0 to 1.
    pub coverage: Vec<f64>,
    /// Rank by the unrounded total, from 1; ties share one (1, 1, 3). 0 without a total.
    pub rank: Vec<u32>,
    /// 1 where a veto fell.
    pub vetoed: Vec<u8>,
    /// Attainments, all members of the first figure, then all of the next; NaN where unknown.
    pub attainments: Vec<f64>,
    /// Scores in the same order.
    pub scores: Vec<f64>,
}

/// Shares of the figures for one pattern of present ones.
struct Pattern {
    present: Vec<bool>,
    shares: Vec<f64>,
    coverage: f64,
}

/// Patterns kept at hand; members mostly miss the same figures.
const PATTERNS: usize = 32;

/// Scores `members` members.
///
/// # Errors
/// A scorecard that contradicts itself, a figure that it does not have (`kpi/unknown-column`) or that
/// is given twice, columns of other lengths, infinite values; each with its path.
pub fn score_columns(scorecard: &Scorecard, columns: &[Column<'_>], members: usize) -> Result<Scores> {
    let leaves = scorecard.leaves()?;
    let mut of_leaf: Vec<Option<&Column<'_>>> = vec![None; leaves.len()];
    let order = by_id(&leaves);
    for (i, column) in columns.iter().enumerate() {
        check(column, i, members)?;
        let refuse = |code, zh: &str, en: &str| {
            Err(Error::invalid(code, format!("{}：{zh}", column.id), format!("{}: {en}", column.id))
                .at(format!("columns[{i}].id")))
        };
        match find(&leaves, &order, column.id) {
            None => return refuse("kpi/unknown-column", "计分卡里没有这个指标", "not in the scorecard"),
            Some(leaf) if of_leaf[leaf].replace(column).is_some() => {
                return refuse("kpi/duplicate-column", "给了两列", "two columns are given");
            }
            Some(_) => {}
        }
    }

    let cells = leaves.len() * members;
    let mut scores = Scores {
        vetoed: vec![0; members],
        attainments: vec![f64::NAN; cells],
        scores: vec![f64::NAN; cells],
        ..Scores::default()
    };
    let mut scorable = vec![true; leaves.len()];
    for (k, leaf) in leaves.iter().enumerate() {
        let own = of_leaf[k].is_some_and(|column| !column.targets.is_empty());
        let resolved =
            Resolved::of(leaf.kpi).or_else(|why| if own { Ok(Resolved::open(leaf.kpi)) } else { Err(why) });
        match (resolved, of_leaf[k]) {
            (Err(_), _) => scorable[k] = false,
            (Ok(resolved), Some(column)) => {
                let cells = k * members..(k + 1) * members;
                score_column(leaf, resolved, column, &mut scores, cells);
            }
            (Ok(_), None) => {}
        }
    }
    add_up(scorecard, &scorable, members, &mut scores);
    scores.rank = ranks(&scores.total);
    Ok(scores)
}

fn check(column: &Column<'_>, i: usize, members: usize) -> Result<()> {
    let fields = [
        ("values", column.values, true),
        ("denominators", column.denominators, false),
        ("targets", column.targets, false),
    ];
    for (field, values, required) in fields {
        let path = || format!("columns[{i}].{field}");
        if values.len() != members && (required || !values.is_empty()) {
            return Err(Error::invalid(
                "kpi/column-length",
                format!("这一列有 {} 个数，成员有 {members} 个", values.len()),
                format!("the column has {} numbers for {members} members", values.len()),
            )
            .at(path()));
        }
        if let Some(at) = values.iter().position(|value| value.abs() > LARGEST) {
            return Err(Error::invalid("kpi/not-finite", "不是有限的数", "not a finite number")
                .at(format!("{}[{at}]", path())));
        }
    }
    Ok(())
}

fn score_column(
    leaf: &Leaf<'_>,
    mut resolved: Resolved<'_>,
    column: &Column<'_>,
    scores: &mut Scores,
    cells: std::ops::Range<usize>,
) {
    let common = resolved.target;
    let veto = (leaf.kpi.veto == Some(true)).then(|| leaf.kpi.gate.unwrap_or(1.0));
    for (member, cell) in cells.enumerate() {
        let mut value = column.values[member];
        if let Some(denominator) = column.denominators.get(member) {
            value /= denominator;
        }
        if let Some(own) = column.targets.get(member) {
            resolved.target = if own.is_nan() { common } else { Some(*own) };
        }
        if value.is_nan() || value.abs() > LARGEST || !resolved.is_scorable() {
            continue;
        }
        let measure = resolved.measure(value);
        scores.attainments[cell] = measure.attainment.value;
        scores.scores[cell] = measure.score;
        if veto.is_some_and(|limit| !reached(measure.attainment.value, limit)) {
            scores.vetoed[member] = 1;
        }
    }
}

/// Totals and coverages of all members.
fn add_up(scorecard: &Scorecard, scorable: &[bool], members: usize, scores: &mut Scores) {
    let applicable = shares(&scorecard.items, scorable);
    let mut patterns: Vec<Pattern> = Vec::new();
    let (mut present, mut row) = (vec![false; scorable.len()], vec![0.0; scorable.len()]);
    for member in 0..members {
        for k in 0..scorable.len() {
            let score = scores.scores[k * members + member];
            present[k] = !score.is_nan();
            row[k] = if score.is_nan() { 0.0 } else { score };
        }
        let at = patterns.iter().position(|pattern| pattern.present == present).unwrap_or_else(|| {
            if patterns.len() == PATTERNS {
                patterns.clear();
            }
            let known = |(share, known): (&f64, &bool)| if *known { *share } else { 0.0 };
            let whole = present.iter().zip(scorable).zip(&applicable).all(|((p, s), w)| p == s || *w == 0.0);
            let any = applicable.iter().any(|share| *share > 0.0);
            let coverage =
                if whole && any { 1.0 } else { settled(sum_of(applicable.iter().zip(&present).map(known))) };
            let counted = if scorecard.missing == MissingPolicy::Zero { scorable } else { &present };
            let shares = shares(&scorecard.items, counted);
            patterns.push(Pattern { present: present.clone(), shares, coverage });
            patterns.len() - 1
        });
        let Pattern { shares, coverage, .. } = &patterns[at];
        let withheld = match scorecard.missing {
            MissingPolicy::Provisional => *coverage < HEADLINE_COVERAGE,
            MissingPolicy::Zero => false,
            MissingPolicy::Propagate => *coverage < 1.0,
        };
        let none = withheld || !shares.iter().any(|share| *share > 0.0);
        let sum = total(scorecard.aggregation, shares, &row);
        scores.total.push(if none { f64::NAN } else { scorecard.bounded(sum) });
        scores.coverage.push(*coverage);
    }
}

/// Ranks from the highest down; ties share one, NaN has 0.
///
/// ```
/// use planscore_kpi::ranks;
/// assert_eq!(ranks(&[80.0, 95.0, f64::NAN, 95.0]), [3, 1, 0, 1]);
/// ```
pub fn ranks(totals: &[f64]) -> Vec<u32> {
    let mut order: Vec<u32> = (0..totals.len() as u32).filter(|&i| !totals[i as usize].is_nan()).collect();
    sort_indices(&mut order, &|a, b| totals[b as usize].total_cmp(&totals[a as usize]));
    let mut ranks = vec![0; totals.len()];
    for (place, &at) in order.iter().enumerate() {
        let tied = place
            .checked_sub(1)
            .map(|before| order[before])
            .filter(|&other| totals[other as usize] == totals[at as usize]);
        ranks[at as usize] = tied.map_or(place as u32 + 1, |other| ranks[other as usize]);
    }
    ranks
}
