//! The ranking to publish, and who stands out among the peers.

use super::history::centre_and_scale;
use super::roster::{Member, MemberResult, Ranking};
use planscore_base::error::DataIssue;
use planscore_base::locale::{Locale, Text};
use planscore_stats::{Random, quantiles};
use serde::Serialize;

/// A line of the published ranking.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Ranked {
    /// The rank.
    pub rank: u32,
    /// The member; `None` under a pseudonym.
    pub id: Option<String>,
    /// Name or pseudonym.
    pub name: String,
    /// Points.
    pub total: f64,
    /// Whether it is the reader's own line.
    pub own: bool,
}

/// On which side of its peers a member stands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum NotableKind {
    /// Far above them (明星).
    Star,
    /// Far below them (待提升).
    Laggard,
}

/// A member far from its peers.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Notable {
    /// On which side of them.
    pub kind: NotableKind,
    /// The member.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its total, the peers' median, and how many robust deviations lie between them.
    pub total: f64,
    /// Median of the peers.
    pub median: f64,
    /// Robust deviations from the median.
    pub deviations: f64,
    /// How many peers there are.
    pub peers: usize,
    /// The figure that sets it apart most.
    pub kpi: Option<String>,
    /// Why, and what to do.
    pub because: String,
}

/// Fewest peers to compare with, and robust deviations from their median that stand out (the
/// outermost 7 % on each side of a normal distribution).
const FEWEST_PEERS: usize = 5;
const STANDS_OUT: f64 = 1.5;
const STAR: Text = Text {
    zh: "{0}得 {1} 分，{2} 名同伴的中位数为 {3}，高出 {4} 个稳健标准差；主要来自{5}，可请其分享做法",
    en: "{0} scores {1} where {2} peers have a median of {3}, {4} robust deviations above; mostly by {5}: let the others learn how",
};
const LAGGARD: Text = Text {
    zh: "{0}得 {1} 分，{2} 名同伴的中位数为 {3}，低 {4} 个稳健标准差；差距主要在{5}，先从这里辅导",
    en: "{0} scores {1} where {2} peers have a median of {3}, {4} robust deviations below; mostly by {5}: coach there first",
};
const FEW_PEERS: Text = Text {
    zh: "有 {0} 名成员的可比同伴不足 5 人，不判断明星或待提升",
    en: "{0} members have fewer than 5 peers; nobody is called a star or laggard",
};
const PSEUDONYM: Text = Text { zh: "成员 {0}", en: "Member {0}" };

/// The lines that may be shown, best first.
pub fn ranking(results: &[MemberResult], show: &Ranking, seed: u32, locale: Locale) -> Vec<Ranked> {
    let Ranking { top, own, pseudonyms } = show;
    // Pseudonyms follow neither the ranks nor the order of the roster.
    let mut drawn: Vec<usize> = (0..results.len()).collect();
    planscore_stats::sort_by(&mut drawn, &|&a, &b| results[a].id.cmp(&results[b].id));
    let mut random = Random::new(u64::from(seed));
    for last in (1..drawn.len()).rev() {
        drawn.swap(last, random.below(last + 1));
    }
    let mut numbers = vec![0; results.len()];
    for (number, &i) in drawn.iter().enumerate() {
        numbers[i] = number + 1;
    }
    let mut lines = Vec::new();
    for (result, number) in results.iter().zip(numbers) {
        let (Some(rank), Some(total)) = (result.rank, result.report.total) else { continue };
        let is_own = own.as_deref() == Some(&result.id);
        if top.is_some_and(|top| rank > top) && !is_own {
            continue;
        }
        let hidden = *pseudonyms && !is_own;
        lines.push(Ranked {
            rank,
            id: (!hidden).then(|| result.id.clone()),
            name: if hidden { PSEUDONYM.fill(locale, &[&number.to_string()]) } else { result.name.clone() },
            total,
            own: is_own,
        });
    }
    planscore_stats::sort_by(&mut lines, &|a, b| a.rank.cmp(&b.rank).then(a.name.cmp(&b.name)));
    lines
}

/// Members whose total lies 1.5 robust deviations or more from the median of at least five peers.
pub fn notable(
    members: &[&Member],
    results: &[MemberResult],
    locale: Locale,
    issues: &mut Vec<DataIssue>,
) -> Vec<Notable> {
    let mut found = Vec::new();
    let mut too_few = 0;
    for (i, result) in results.iter().enumerate() {
        let Some(total) = result.report.total else { continue };
        let peers: Vec<usize> = (0..results.len())
            .filter(|&j| j != i && members[j].group == members[i].group && results[j].report.total.is_some())
            .collect();
        if peers.len() < FEWEST_PEERS {
            too_few += 1;
            continue;
        }
        let totals: Vec<f64> = peers.iter().filter_map(|&j| results[j].report.total).collect();
        let Some((median, scale)) = centre_and_scale(&totals) else { continue };
        let deviations = (total - median) / scale;
        if deviations.abs() < STANDS_OUT {
            continue;
        }
        let star = deviations > 0.0;
        let kpi = sets_apart(results, &peers, i, star);
        let named = kpi.map_or("", |k| &result.report.items[k].name);
        let name = &result.name;
        let one = |value: f64| format!("{value:.1}");
        let words =
            [name, &one(total), &peers.len().to_string(), &one(median), &one(deviations.abs()), named];
        found.push(Notable {
            kind: if star { NotableKind::Star } else { NotableKind::Laggard },
            because: if star { STAR } else { LAGGARD }.fill(locale, &words),
            id: result.id.clone(),
            name: name.clone(),
            total,
            median,
            deviations,
            peers: peers.len(),
            kpi: kpi.map(|k| result.report.items[k].id.clone()),
        });
    }
    if too_few > 0 {
        issues.push(DataIssue {
            code: "team/few-peers",
            row: None,
            column: Some("members".to_owned()),
            value: Some(too_few.to_string()),
            message: FEW_PEERS.fill(locale, &[&too_few.to_string()]),
        });
    }
    found
}

/// The figure whose contribution lies furthest from the peers' median, on the side that matters.
fn sets_apart(results: &[MemberResult], peers: &[usize], i: usize, star: bool) -> Option<usize> {
    let gap = |k: usize| {
        let of_peers: Vec<f64> = peers.iter().map(|&j| results[j].report.items[k].contribution).collect();
        let gap = results[i].report.items[k].contribution - quantiles(&of_peers, &[0.5])?[0];
        Some((k, if star { gap } else { -gap }))
    };
    let gaps: Vec<(usize, f64)> = (0..results[i].report.items.len()).filter_map(gap).collect();
    gaps.iter().max_by(|a, b| a.1.total_cmp(&b.1)).filter(|(_, gap)| *gap > 0.0).map(|(k, _)| *k)
}
