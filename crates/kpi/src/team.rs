//! A team: its members' scorecards, their roll-up, their ranks, and who stands out.

use serde::{Deserialize, Serialize};

use super::awards::{Award, awards};
use super::batch::ranks;
use super::figure::{by_id, find};
use super::history::centre_and_scale;
use super::measure::Resolved;
use super::pace::Elapsed;
use super::report::{KpiReport, Options, score_kpis};
use super::scorecard::{Item, Kpi, Leaf, Scorecard, finite};
use planscore_base::actual::{Actual, Measured};
use planscore_base::calendar::{Day, Period};
use planscore_base::catalog::Aggregation;
use planscore_base::error::{DataIssue, Error, Result};
use planscore_base::locale::{Locale, Text};
use planscore_base::target::Target;
use planscore_stats::{Random, quantiles};

/// One member.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Member {
    /// Stable id, unique in the team.
    pub id: String,
    /// Name; the id stands in.
    pub name: Option<String>,
    /// Whom to compare with: members of the same group; all without one.
    pub group: Option<String>,
    /// What the member reached.
    pub actuals: Vec<Actual>,
    /// What the member reached in the period before.
    pub previous: Vec<Actual>,
    /// Targets of the member's own, for the whole period.
    pub targets: Vec<OwnTarget>,
    /// First day in the team, if that is within the period.
    pub from: Option<Day>,
    /// Last day in the team, if that is within the period.
    pub until: Option<Day>,
}

impl Member {
    /// The name, or the id.
    pub fn label(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.id)
    }
}

/// A target of a member's own.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct OwnTarget {
    /// The figure.
    pub id: String,
    /// The value to reach in the whole period.
    pub value: f64,
}

/// How to score a team.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct TeamOptions {
    /// The period.
    pub period: Option<Period>,
    /// Weights of the twelve months.
    pub season: Vec<f64>,
    /// Actuals of the team that members do not add up to (a market share); they win.
    pub team: Vec<Actual>,
    /// What the ranking shows.
    pub ranking: Ranking,
    /// Seed of pseudonyms and forecasts. Who knows the roster and the seed knows the names behind
    /// the pseudonyms: a ranking to publish takes a seed that is not.
    pub seed: u32,
    /// Language.
    pub locale: Locale,
    /// Refuse weights that do not sum to 100.
    pub strict: bool,
}

/// What a published ranking shows. It holds no more than this allows; the members' own results stay
/// with the leader.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Ranking {
    /// Only the first ranks; everyone without it.
    pub top: Option<u32>,
    /// The member who reads it: shown in any case, by name.
    pub own: Option<String>,
    /// Everyone else under a pseudonym.
    pub pseudonyms: bool,
}

/// A team's result.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TeamReport {
    /// Version of this shape.
    pub schema: u32,
    /// The team as one: sums, and rates as sums of numerators over sums of denominators.
    pub team: KpiReport,
    /// Each member, in the order given.
    pub members: Vec<MemberResult>,
    /// The ranking to publish, best first.
    pub ranking: Vec<Ranked>,
    /// 明星 and 待提升: members far above or below their peers.
    pub notable: Vec<Notable>,
    /// Who wins what.
    pub awards: Vec<Award>,
    /// What did not add up, and why.
    pub issues: Vec<DataIssue>,
}

/// One member's result.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MemberResult {
    /// The member.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Rank by the unrounded total; ties share one (1, 1, 3). `None` without a total.
    pub rank: Option<u32>,
    /// Share of the period in the team; sums are asked for in this proportion.
    pub share: f64,
    /// Total of the period before.
    pub previous_total: Option<f64>,
    /// The scorecard.
    pub report: KpiReport,
}

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

/// A member far from its peers.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Notable {
    /// `star` or `laggard`.
    pub kind: &'static str,
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
/// Most members; [`score_columns`](super::score_columns) takes more.
const MAX_MEMBERS: usize = 2_000;

/// Scores a team's members against one scorecard and rolls them up.
///
/// Targets of figures that add up are each member's own for the whole period, in proportion to the
/// working days in the team; the team's target is their sum. Rates keep the scorecard's target.
///
/// # Errors
/// What [`score_kpis`] refuses, ids that repeat (`team/duplicate-member`), more than 2,000 members
/// (`team/too-many`), dates without a period (`team/no-period`), with the member's path.
pub fn score_team(scorecard: &Scorecard, members: &[Member], options: &TeamOptions) -> Result<TeamReport> {
    check(members, options)?;
    let leaves = scorecard.leaves()?;
    let mut issues = Vec::new();
    let whole = options
        .period
        .as_ref()
        .map(|period| Elapsed::of(period, &options.season, options.locale, &mut issues))
        .transpose()?;

    let mut personal = Vec::with_capacity(members.len());
    for (i, member) in members.iter().enumerate() {
        match Personal::of(scorecard, &leaves, member, options, whole.as_ref()) {
            Ok(Some(own)) => personal.push((member, own)),
            Ok(None) => issues.push(DataIssue {
                code: "team/outside-period",
                row: None,
                column: Some(format!("members[{i}]")),
                value: Some(member.label().to_owned()),
                message: options
                    .locale
                    .pick(
                        "截至数据日期，该成员不在团队内，未计入",
                        "not in the team by the last day with data, left out",
                    )
                    .to_owned(),
            }),
            Err(error) => return Err(placed(error, i)),
        }
    }
    let team = roll_up(scorecard, &leaves, &personal, options, &mut issues)?;
    let totals: Vec<f64> = personal.iter().map(|(_, own)| own.report.total.unwrap_or(f64::NAN)).collect();
    let counted: Vec<&Member> = personal.iter().map(|(member, _)| *member).collect();
    let mut results = Vec::with_capacity(personal.len());
    for ((member, own), rank) in personal.into_iter().zip(ranks(&totals)) {
        results.push(MemberResult {
            id: member.id.clone(),
            name: member.label().to_owned(),
            rank: Some(rank).filter(|rank| *rank > 0),
            share: own.share,
            previous_total: own.previous_total,
            report: own.report,
        });
    }
    Ok(TeamReport {
        schema: 1,
        ranking: ranking(&results, options),
        notable: notable(&counted, &results, options.locale, &mut issues),
        awards: awards(&counted, &results, &team, options.locale),
        team,
        members: results,
        issues,
    })
}

fn placed(error: Error, member: usize) -> Error {
    let place = format!("members[{member}]");
    let path = error.path().map_or(place.clone(), |path| {
        if path.starts_with("items") || path.starts_with("period") {
            path.to_owned()
        } else {
            format!("{place}.{path}")
        }
    });
    error.at(path)
}

fn check(members: &[Member], options: &TeamOptions) -> Result<()> {
    if members.len() > MAX_MEMBERS {
        return Err(Error::invalid(
            "team/too-many",
            format!("成员超过 {MAX_MEMBERS} 人，请用按列评分"),
            format!("more than {MAX_MEMBERS} members: score them in columns"),
        )
        .at("members"));
    }
    let mut order: Vec<usize> = (0..members.len()).collect();
    order.sort_by(|&a, &b| members[a].id.cmp(&members[b].id));
    if let Some(pair) = order.windows(2).find(|pair| members[pair[0]].id == members[pair[1]].id) {
        let id = &members[pair[1]].id;
        return Err(Error::invalid(
            "team/duplicate-member",
            format!("成员 {id} 出现了两次"),
            format!("the member {id} appears twice"),
        )
        .at(format!("members[{}].id", pair[1])));
    }
    for (i, member) in members.iter().enumerate() {
        if options.period.is_none() && (member.from.is_some() || member.until.is_some()) {
            return Err(Error::invalid(
                "team/no-period",
                "按入职、离职日期折算目标需要给出期间",
                "prorating by dates needs a period",
            )
            .at(format!("members[{i}].from")));
        }
        for (j, target) in member.targets.iter().enumerate() {
            finite(target.value, || format!("members[{i}].targets[{j}].value"))?;
        }
    }
    Ok(())
}

/// A member's own scorecard and result.
struct Personal {
    card: Scorecard,
    share: f64,
    report: KpiReport,
    previous_total: Option<f64>,
}

impl Personal {
    /// `None` for a member who is not in the team by the last day with data.
    fn of(
        scorecard: &Scorecard,
        leaves: &[Leaf<'_>],
        member: &Member,
        options: &TeamOptions,
        whole: Option<&Elapsed>,
    ) -> Result<Option<Self>> {
        let mut own = Options {
            season: options.season.clone(),
            seed: options.seed,
            locale: options.locale,
            strict: options.strict,
            previous: (!member.previous.is_empty()).then(|| member.previous.clone()),
            ..Options::default()
        };
        let mut share = 1.0;
        if let (Some(period), Some(whole)) = (&options.period, whole) {
            let start = member.from.map_or(period.start, |day| day.max(period.start));
            let end = member.until.map_or(period.end, |day| day.min(period.end));
            if end < start || start > whole.as_of {
                return Ok(None);
            }
            share = whole.share_between(Day(start.0 - 1), end);
            own.period = Some(Period { start, end, ..period.clone() });
        }
        let order = by_id(leaves);
        let mut own_target = vec![None; leaves.len()];
        for (j, target) in member.targets.iter().enumerate() {
            let leaf = find(leaves, &order, &target.id).ok_or_else(|| {
                Error::invalid("kpi/unknown-target", "计分卡里没有这个指标", "not in the scorecard")
                    .at(format!("targets[{j}].id"))
            })?;
            own_target[leaf] = Some(target.value);
        }
        let card = with_targets(scorecard, &own_target, share);
        let report = score_kpis(&card, &member.actuals, &own)?;
        let previous_total = match &own.previous {
            None => None,
            // The period before was worked in full.
            Some(previous) => {
                let card = with_targets(scorecard, &own_target, 1.0);
                let plain = Options { locale: options.locale, ..Options::default() };
                score_kpis(&card, previous, &plain)?.total
            }
        };
        Ok(Some(Self { card, share, report, previous_total }))
    }
}

/// Every figure, in the order of [`Scorecard::leaves`].
fn each_kpi(items: &mut [Item], change: &mut dyn FnMut(&mut Kpi)) {
    for item in items {
        match item {
            Item::Kpi(kpi) => change(kpi),
            Item::Group(group) => each_kpi(&mut group.items, change),
        }
    }
}

/// The scorecard with a member's own targets, in proportion to its share of the period.
fn with_targets(scorecard: &Scorecard, own: &[Option<f64>], share: f64) -> Scorecard {
    let mut card = scorecard.clone();
    let mut next = 0;
    each_kpi(&mut card.items, &mut |kpi| {
        personalise(kpi, own[next], share);
        next += 1;
    });
    card
}

/// Gives a figure a member's own target, and a sum its share of the period.
fn personalise(kpi: &mut Kpi, own: Option<f64>, share: f64) {
    let (target, adds_up) = match Resolved::of(kpi) {
        Ok(resolved) => (resolved.target, resolved.aggregation == Aggregation::Sum),
        Err(_) => (None, Resolved::open(kpi).aggregation == Aggregation::Sum),
    };
    let factor = if adds_up { share } else { 1.0 };
    if own.is_none() && factor == 1.0 {
        return;
    }
    if let Some(value) = own.or(target) {
        set_target(kpi, value * factor);
    }
}

/// Puts one value in the place of a target of any form; direction, curve and baseline stay.
fn set_target(kpi: &mut Kpi, value: f64) {
    let resolved = Resolved::open(kpi);
    let (direction, scoring) = (resolved.direction(), resolved.scoring().clone());
    kpi.baseline = kpi.baseline.or(kpi.target.as_ref().and_then(Target::baseline));
    (kpi.direction, kpi.scoring, kpi.target) =
        (Some(direction), Some(scoring), Some(Target::Absolute { value }));
}

/// The team as one scorecard: targets and actuals of sums add up, rates by their parts.
fn roll_up(
    scorecard: &Scorecard,
    leaves: &[Leaf<'_>],
    personal: &[(&Member, Personal)],
    options: &TeamOptions,
    issues: &mut Vec<DataIssue>,
) -> Result<KpiReport> {
    let own_leaves: Vec<Vec<Leaf<'_>>> =
        personal.iter().map(|(_, own)| own.card.leaves()).collect::<Result<_>>()?;
    let mut team_targets = vec![None; leaves.len()];
    let (mut actuals, mut previous) = (options.team.clone(), Vec::new());
    for (k, leaf) in leaves.iter().enumerate() {
        let aggregation = Resolved::open(leaf.kpi).aggregation;
        if aggregation == Aggregation::Sum {
            let target = |own: &Vec<Leaf<'_>>| Resolved::of(own[k].kpi).ok()?.target;
            team_targets[k] = own_leaves.iter().map(target).sum::<Option<f64>>();
        }
        let id = &leaf.kpi.id;
        let measured = |of: fn(&Member) -> &[Actual]| -> Vec<Option<Measured>> {
            let one = |(member, _): &(&Member, Personal)| {
                of(member).iter().find(|actual| actual.id == *id).map(|actual| actual.measured)
            };
            personal.iter().map(one).collect()
        };
        let (now, before) = (measured(|m| &m.actuals), measured(|m| &m.previous));
        if !options.team.iter().any(|actual| actual.id == *id) {
            let (sum, gap) = add(aggregation, &now);
            if let Some((code, zh, en)) = gap {
                issues.push(DataIssue {
                    code,
                    row: None,
                    column: Some(leaf.path.clone()),
                    value: Some(id.clone()),
                    message: options.locale.pick(zh, en).to_owned(),
                });
            }
            actuals.push(Actual { id: id.clone(), measured: sum });
        }
        previous.push(Actual { id: id.clone(), measured: add(aggregation, &before).0 });
    }
    let mut card = scorecard.clone();
    let mut next = 0;
    each_kpi(&mut card.items, &mut |kpi| {
        if let Some(target) = team_targets[next] {
            set_target(kpi, target);
        }
        next += 1;
    });
    let has_previous = personal.iter().any(|(member, _)| !member.previous.is_empty());
    let own = Options {
        period: options.period.clone(),
        season: options.season.clone(),
        previous: has_previous.then_some(previous),
        seed: options.seed,
        locale: options.locale,
        strict: options.strict,
        ..Options::default()
    };
    score_kpis(&card, &actuals, &own)
}

type Gap = (&'static str, &'static str, &'static str);

/// What members' actuals make together, and what could not be added.
fn add(aggregation: Aggregation, given: &[Option<Measured>]) -> (Measured, Option<Gap>) {
    const PARTIAL: Gap = (
        "team/partial",
        "有成员缺数据，团队值只含已有的",
        "some members have no value; the team's is that of the others",
    );
    const NO_PARTS: Gap = (
        "team/no-parts",
        "比率要有分子和分母才能汇总，只给了比率的成员未计入",
        "a rate adds up by numerator and denominator; members that gave the rate alone are left out",
    );
    const UNWEIGHTED: Gap = (
        "team/unweighted",
        "没有数量，按成员简单平均",
        "without counts the members' values are averaged as they are",
    );
    const STANDS_ALONE: Gap = (
        "team/no-sum",
        "这个指标不能由成员相加，请给出团队值",
        "members do not add up to this figure; give the team's own value",
    );
    let applicable: Vec<Option<Measured>> =
        given.iter().copied().filter(|m| *m != Some(Measured::NotApplicable)).collect();
    if applicable.is_empty() {
        return (if given.is_empty() { Measured::Missing } else { Measured::NotApplicable }, None);
    }
    let (mut top, mut bottom, mut values, mut alone) = (0.0, 0.0, 0_u32, 0.0);
    let mut parts = 0;
    for measured in applicable.iter().flatten() {
        match *measured {
            Measured::Ratio { numerator, denominator } => {
                (top, bottom, parts) = (top + numerator, bottom + denominator, parts + 1);
            }
            Measured::Value(value) => (alone, values) = (alone + value, values + 1),
            Measured::Missing | Measured::NotApplicable => {}
        }
    }
    let known = parts + values as usize;
    let partial = (known < applicable.len()).then_some(PARTIAL);
    let ratio = Measured::Ratio { numerator: top, denominator: bottom };
    match aggregation {
        _ if known == 0 => (Measured::Missing, None),
        Aggregation::Last => (Measured::Missing, Some(STANDS_ALONE)),
        Aggregation::Sum if parts == 0 => (Measured::Value(alone), partial),
        Aggregation::Mean if parts == 0 => (Measured::Value(alone / f64::from(values)), Some(UNWEIGHTED)),
        _ if parts == 0 => (Measured::Missing, Some(NO_PARTS)),
        _ => (ratio, if values > 0 { Some(NO_PARTS) } else { partial }),
    }
}

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
fn ranking(results: &[MemberResult], options: &TeamOptions) -> Vec<Ranked> {
    let Ranking { top, own, pseudonyms } = &options.ranking;
    // Pseudonyms follow neither the roster nor the ranks.
    let mut numbers: Vec<usize> = (1..=results.len()).collect();
    let mut random = Random::new(u64::from(options.seed));
    for last in (1..numbers.len()).rev() {
        numbers.swap(last, random.below(last + 1));
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
            name: if hidden {
                PSEUDONYM.fill(options.locale, &[&number.to_string()])
            } else {
                result.name.clone()
            },
            total,
            own: is_own,
        });
    }
    lines.sort_by(|a, b| a.rank.cmp(&b.rank).then(a.name.cmp(&b.name)));
    lines
}

/// Members whose total lies 1.5 robust deviations or more from the median of at least five peers.
fn notable(
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
            kind: if star { "star" } else { "laggard" },
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
