//! Owners and channels compared, with their number reckoned with.

use crate::plain::Serialize;

use super::journey::{End, Journey};
use super::options::SegmentBy;
use super::stage::{StageReport, tally};
use crate::stats::{benjamini_hochberg, proportions_p_value, sort_by};
use crate::table::Deals;

/// One owner or channel.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SegmentReport {
    /// Name; empty for deals without one.
    pub name: String,
    /// Its stages.
    pub report: Vec<StageReport>,
    /// Won deals.
    pub won: usize,
    /// Lost deals.
    pub lost: usize,
    /// Chance of a win rate this far from that of all others, if it were the same.
    pub p_value: Option<f64>,
    /// Whether that holds although so many are compared (Benjamini-Hochberg, 5 %).
    pub significant: bool,
}

/// Share of false discoveries that is accepted.
pub const FALSE_DISCOVERIES: f64 = 0.05;

/// The journeys of each owner or channel, by name.
pub fn split<'a>(
    journeys: &'a [Journey],
    deals: &'a Deals,
    by: SegmentBy,
) -> Vec<(&'a str, Vec<&'a Journey>)> {
    let name = |journey: &Journey| {
        let label = match by {
            SegmentBy::Owner => deals.owner(journey.deal),
            SegmentBy::Channel => deals.channel(journey.deal),
        };
        label.unwrap_or_default()
    };
    let mut all: Vec<&Journey> = journeys.iter().collect();
    sort_by(&mut all, &|a, b| name(a).cmp(name(b)));
    all.chunk_by(|a, b| name(a) == name(b)).map(|group| (name(group[0]), group.to_vec())).collect()
}

/// Each segment's stages and whether its win rate differs from that of the others.
pub fn segments(
    journeys: &[Journey],
    deals: &Deals,
    by: SegmentBy,
    stages: &[String],
    as_of: f64,
    level: f64,
) -> Vec<SegmentReport> {
    let closed = |journeys: &mut dyn Iterator<Item = &Journey>| {
        journeys.fold((0, 0), |(won, lost), journey| match journey.end {
            End::Won => (won + 1, lost),
            End::Lost => (won, lost + 1),
            End::Open => (won, lost),
        })
    };
    let (all_won, all_lost) = closed(&mut journeys.iter());
    let mut reports: Vec<SegmentReport> = split(journeys, deals, by)
        .into_iter()
        .map(|(name, members)| {
            let (won, lost) = closed(&mut members.iter().copied());
            let tallies = tally(members.into_iter(), deals, stages.len(), as_of);
            let (others, other_won) = ((all_won + all_lost) - (won + lost), all_won - won);
            SegmentReport {
                name: name.to_owned(),
                report: reports(tallies, stages, level),
                won,
                lost,
                p_value: proportions_p_value(
                    won as f64,
                    (won + lost) as f64,
                    other_won as f64,
                    others as f64,
                ),
                significant: false,
            }
        })
        .collect();
    let p_values: Vec<f64> = reports.iter().filter_map(|segment| segment.p_value).collect();
    let mut verdicts = benjamini_hochberg(&p_values, FALSE_DISCOVERIES).into_iter();
    for segment in reports.iter_mut().filter(|segment| segment.p_value.is_some()) {
        segment.significant = verdicts.next().unwrap_or(false);
    }
    reports
}

/// The reports of all stages.
pub fn reports(tallies: Vec<super::stage::StageTally>, stages: &[String], level: f64) -> Vec<StageReport> {
    let last = stages.len() - 1;
    tallies
        .into_iter()
        .zip(stages)
        .enumerate()
        .map(|(i, (tally, stage))| tally.report(stage, i == last, level))
        .collect()
}
