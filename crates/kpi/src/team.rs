//! A team: its members' scorecards, their roll-up, their ranks, and who stands out.

use super::awards::{Award, awards};
use super::batch::ranks;
use super::check::finite;
use super::pace::Elapsed;
use super::personal::Personal;
use super::ranking::{Notable, Ranked, notable, ranking};
use super::report::KpiReport;
use super::rollup::roll_up;
use super::roster::{Member, MemberResult, TeamOptions};
use super::scorecard::Scorecard;
use planscore_base::error::{DataIssue, Error, Result};
use serde::Serialize;

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

/// Most members; [`score_columns`](super::score_columns) takes more.
const MAX_MEMBERS: usize = 2_000;

/// Scores a team's members against one scorecard and rolls them up.
///
/// Targets of figures that add up are each member's own for the whole period, in proportion to the
/// working days in the team; the team's target is their sum. Rates keep the scorecard's target.
///
/// # Errors
/// What [`score_kpis`](super::score_kpis) refuses, ids that repeat (`team/duplicate-member`), more than 2,000 members
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
        ranking: ranking(&results, &options.ranking, options.seed, options.locale),
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
    planscore_stats::sort_by(&mut order, &|&a, &b| members[a].id.cmp(&members[b].id));
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
