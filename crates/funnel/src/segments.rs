//! Owners and channels compared, with their number reckoned with.

use serde::Serialize;

use super::columns::Group;
use super::journey::{End, Exit, Journey, Straight, Way, below};
use super::options::SegmentBy;
use super::stage::{StageReport, Tally, each_stage};
use planscore_stats::{benjamini_hochberg, proportions_p_value};
use planscore_table::{Deals, Labels};

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

/// The labels that deals are compared by, where the deals have any.
pub fn labels(deals: &Deals, by: SegmentBy) -> &Labels {
    match by {
        SegmentBy::Owner => deals.owners(),
        SegmentBy::Channel => deals.channels(),
    }
}

/// One owner or channel as its journeys are added up.
struct Segment {
    tally: Tally,
    won: usize,
    lost: usize,
}

/// Adds journeys up by owner or channel; those of deals without one are the last of `each`.
pub struct Segments<'a> {
    labels: &'a Labels,
    stages: usize,
    each: Vec<Option<Segment>>,
}

impl<'a> Segments<'a> {
    /// No journeys yet.
    pub fn new(deals: &'a Deals, by: SegmentBy, stages: usize) -> Self {
        let labels = labels(deals, by);
        Self { labels, stages, each: (0..=labels.names().len()).map(|_| None).collect() }
    }

    /// Adds a journey.
    pub fn add(&mut self, journey: &Journey, deals: &Deals, as_of: f64) {
        let segment = self.of(self.place(journey.deal), 1, &journey.way);
        segment.tally.add(journey, deals, as_of);
    }

    /// Adds deals of a block that took the same steps.
    pub fn group(&mut self, group: &Group<'_>, straight: &Straight, deals: &Deals) {
        for (place, own) in group.by_label(&|deal| self.place(deal)) {
            let segment = self.of(place, own.len(), &straight.way);
            segment.tally.group(&group.some(&own), straight, deals);
        }
    }

    /// Where the segment of a deal is.
    fn place(&self, deal: usize) -> usize {
        self.labels.code(deal).map_or(self.labels.names().len(), |code| code as usize)
    }

    /// The segment at a place, to which as many deals come that went the same way.
    fn of(&mut self, place: usize, count: usize, way: &Way) -> &mut Segment {
        let fresh = || Segment { tally: Tally::new(self.stages), won: 0, lost: 0 };
        let segment = self.each[place].get_or_insert_with(fresh);
        match way.end {
            End::Won => segment.won += count,
            End::Lost => segment.lost += count,
            End::Open => {}
        }
        segment
    }

    /// Each segment's stages, by name, and whether its win rate differs from that of the others.
    pub fn reports(self, deals: &Deals, stages: &[String], level: f64) -> Vec<SegmentReport> {
        let (all_won, all_lost) =
            self.each.iter().flatten().fold((0, 0), |sum, one| (sum.0 + one.won, sum.1 + one.lost));
        let mut reports: Vec<SegmentReport> = Vec::new();
        for (code, segment) in self.each.iter().enumerate() {
            let Some(Segment { tally, won, lost }) = segment else { continue };
            let (closed, others) = (won + lost, (all_won + all_lost) - (won + lost));
            let p_value =
                proportions_p_value(*won as f64, closed as f64, (all_won - won) as f64, others as f64);
            reports.push(SegmentReport {
                name: self.labels.names().name(code as u32).to_owned(),
                report: super::stage::reports(&tally.0, &tally.curves(), deals, stages, level),
                won: *won,
                lost: *lost,
                p_value,
                significant: false,
            });
        }
        planscore_stats::sort_by(&mut reports, &|a, b| a.name.cmp(&b.name));
        let p_values: Vec<f64> = reports.iter().filter_map(|segment| segment.p_value).collect();
        let mut verdicts = benjamini_hochberg(&p_values, FALSE_DISCOVERIES).into_iter();
        for segment in reports.iter_mut().filter(|segment| segment.p_value.is_some()) {
            segment.significant = verdicts.next().unwrap_or(false);
        }
        reports
    }
}

/// How many of each owner's or channel's deals went on from each stage and were lost there.
pub struct Peers<'a> {
    labels: &'a Labels,
    stages: usize,
    outcomes: Vec<(u32, u32)>,
}

impl<'a> Peers<'a> {
    /// No journeys yet.
    pub fn new(deals: &'a Deals, by: SegmentBy, stages: usize) -> Self {
        let labels = labels(deals, by);
        Self { labels, stages, outcomes: vec![(0, 0); labels.names().len() * stages] }
    }

    /// Adds a deal.
    pub fn add(&mut self, deal: usize, way: &Way) {
        let Some(code) = self.labels.code(deal) else { return };
        let own = &mut self.outcomes[code as usize * self.stages..][..self.stages];
        for stage in each_stage(way.reached & below(way.furthest)) {
            own[stage].0 += 1;
        }
        match way.exit {
            Exit::Won => own[way.furthest].0 += 1,
            Exit::Lost => own[way.furthest].1 += 1,
            Exit::Open | Exit::Bypassed | Exit::Late => {}
        }
    }

    /// Each peer by name, with how many of its deals went on from each stage and were lost there.
    pub fn each(&self) -> Vec<(&str, &[(u32, u32)])> {
        let mut peers: Vec<_> = self.labels.names().iter().zip(self.outcomes.chunks(self.stages)).collect();
        planscore_stats::sort_by(&mut peers, &|a, b| a.0.cmp(b.0));
        peers
    }
}
