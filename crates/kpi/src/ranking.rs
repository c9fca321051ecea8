//! The ranking to publish, and who stands out among the peers.

use super::history::robust_scale;
use super::peers::Peers;
use super::roster::{Member, MemberResult, Ranking};
use planscore_base::error::DataIssue;
use planscore_base::locale::{Locale, Text};
use planscore_stats::{Random, sort_by};
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
    sort_by(&mut drawn, &|&a, &b| results[a].id.cmp(&results[b].id));
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
    sort_by(&mut lines, &|a, b| a.rank.cmp(&b.rank).then(a.name.cmp(&b.name)));
    lines
}

/// Members whose total lies 1.5 robust deviations or more from the median of at least five peers, in the
/// order of the members.
pub fn notable(
    members: &[&Member],
    results: &[MemberResult],
    locale: Locale,
    issues: &mut Vec<DataIssue>,
) -> Vec<Notable> {
    let mut order: Vec<usize> = (0..results.len()).filter(|&i| results[i].report.total.is_some()).collect();
    sort_by(&mut order, &|&a, &b| members[a].group.cmp(&members[b].group));
    let mut found = Vec::new();
    let mut too_few = 0;
    for group in order.chunk_by(|&a, &b| members[a].group == members[b].group) {
        if group.len() <= FEWEST_PEERS {
            too_few += group.len();
        } else {
            stand_out(results, group, locale, &mut found);
        }
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
    sort_by(&mut found, &|a, b| a.0.cmp(&b.0));
    found.into_iter().map(|(_, notable)| notable).collect()
}

/// Those of a group who stand out, with their places among the members.
fn stand_out(results: &[MemberResult], group: &[usize], locale: Locale, found: &mut Vec<(usize, Notable)>) {
    let total = |i: usize| results[i].report.total.unwrap_or_default();
    let totals = Peers::of(group.iter().map(|&i| total(i)).collect());
    // Without one of them the median is one of a few values, each with its deviations.
    let mut around: Vec<(f64, Peers)> = Vec::new();
    let mut contributions: Vec<Peers> = Vec::new();
    for &i in group {
        let median = totals.median(total(i));
        let known = around.iter().position(|(centre, _)| *centre == median).unwrap_or_else(|| {
            around.push((median, Peers::of(group.iter().map(|&j| (total(j) - median).abs()).collect())));
            around.len() - 1
        });
        let (own, off) = ((total(i) - median).abs(), &around[known].1);
        let Some(scale) = robust_scale(off.median(own), off.mean(own)) else { continue };
        let deviations = (total(i) - median) / scale;
        if deviations.abs() < STANDS_OUT {
            continue;
        }
        if contributions.is_empty() {
            let of = |k: usize| {
                Peers::of(group.iter().map(|&j| results[j].report.items[k].contribution).collect())
            };
            contributions = (0..results[i].report.items.len()).map(of).collect();
        }
        let kpi = sets_apart(&results[i], &contributions, deviations > 0.0);
        let standing = Standing { median, deviations, peers: group.len() - 1, kpi };
        found.push((i, standing.told(&results[i], locale)));
    }
}

/// How a member stands among its peers.
struct Standing {
    median: f64,
    deviations: f64,
    peers: usize,
    /// The figure that sets it apart most, by its place in the report.
    kpi: Option<usize>,
}

impl Standing {
    /// The same with its reason in words.
    fn told(self, result: &MemberResult, locale: Locale) -> Notable {
        let Self { median, deviations, peers, kpi } = self;
        let total = result.report.total.unwrap_or_default();
        let kpi = kpi.map(|k| &result.report.items[k]);
        let one = |value: f64| format!("{value:.1}");
        let words = [
            result.name.as_str(),
            &one(total),
            &peers.to_string(),
            &one(median),
            &one(deviations.abs()),
            kpi.map_or("", |kpi| &kpi.name),
        ];
        let star = deviations > 0.0;
        Notable {
            kind: if star { NotableKind::Star } else { NotableKind::Laggard },
            because: if star { STAR } else { LAGGARD }.fill(locale, &words),
            id: result.id.clone(),
            name: result.name.clone(),
            total,
            median,
            deviations,
            peers,
            kpi: kpi.map(|kpi| kpi.id.clone()),
        }
    }
}

/// The figure whose contribution lies furthest from the peers' median, on the side that matters.
fn sets_apart(result: &MemberResult, contributions: &[Peers], star: bool) -> Option<usize> {
    let gap = |(k, peers): (usize, &Peers)| {
        let own = result.report.items[k].contribution;
        let gap = own - peers.median(own);
        (k, if star { gap } else { -gap })
    };
    let gaps = contributions.iter().enumerate().map(gap);
    gaps.max_by(|a, b| a.1.total_cmp(&b.1)).filter(|(_, gap)| *gap > 0.0).map(|(k, _)| k)
}
