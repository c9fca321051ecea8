//! One stage: how many came, went on, were lost, and how long they stayed.

use serde::Serialize;

use super::columns::{Column, Group};
use super::journey::{End, Exit, Journey, Stay, Straight, Way, below, furthest};
use planscore_stats::{Durations, Interval, KaplanMeier, Outcome, quantiles, sort_words, wilson};
use planscore_table::Deals;

/// One stage. `entered = advanced + lost + open + bypassed + late`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StageReport {
    /// The stage.
    pub stage: String,
    /// Deals that reached it.
    pub entered: usize,
    /// Of them, those that reached a later stage. All of them, for the last stage.
    pub advanced: usize,
    /// Lost with this as their furthest stage.
    pub lost: usize,
    /// Open with this as their furthest stage.
    pub open: usize,
    /// Went on by leaving out the next stage (strict view only).
    pub bypassed: usize,
    /// Went on after the window.
    pub late: usize,
    /// Deals that reached a later stage without this one.
    pub skipped: usize,
    /// Moves from here back to an earlier stage.
    pub regressed: usize,
    /// Shares that went on.
    pub conversion: Conversion,
    /// Time in the stage.
    pub days: Days,
    /// Share still in the stage by day (Kaplan-Meier), thinned to at most 60 steps.
    pub survival: Vec<CurveStep>,
    /// Time of deals that came back to the stage, if any did.
    pub dwell: Option<Dwell>,
    /// What its open deals are worth.
    pub open_value: f64,
    /// Why deals were lost here, most frequent first.
    pub lost_reasons: Vec<LostReason>,
}

/// Shares that went on; `None` means not enough data.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
#[serde(rename = "StageConversion", rename_all = "camelCase")]
pub struct Conversion {
    /// `advanced / entered`, 0 to 1.
    pub rate: Option<f64>,
    /// Its Wilson interval.
    pub interval: Option<Interval>,
    /// `advanced / (advanced + lost)`, 0 to 1: over those whose outcome is known.
    pub resolved_rate: Option<f64>,
    /// Its Wilson interval.
    pub resolved_interval: Option<Interval>,
}

impl Conversion {
    /// The shares of counts.
    pub fn of(entered: usize, advanced: usize, lost: usize, level: f64) -> Self {
        let share = |hits: usize, of: usize| (of > 0).then(|| hits as f64 / of as f64);
        let interval = |hits: usize, of: usize| wilson(hits as f64, of as f64, level);
        Self {
            rate: share(advanced, entered),
            interval: interval(advanced, entered),
            resolved_rate: share(advanced, advanced + lost),
            resolved_interval: interval(advanced, advanced + lost),
        }
    }
}

/// Time in a stage (Kaplan-Meier): any way out ends it, open deals are censored.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
#[serde(rename = "StageDays")]
pub struct Days {
    /// Days by which a quarter has left; `None` if not enough ever did.
    pub p25: Option<f64>,
    /// Median.
    pub p50: Option<f64>,
    /// Days by which three quarters have left.
    pub p75: Option<f64>,
    /// Days by which nine in ten have left.
    pub p90: Option<f64>,
    /// Stays that ended.
    pub events: usize,
    /// Stays that go on.
    pub censored: usize,
    /// Whether the typical entrant has been there for as long as p90; `false` where p90 is unknown.
    pub mature: bool,
}

/// A step of a survival curve.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename = "SurvivalStep")]
pub struct CurveStep {
    /// Days since entering the stage.
    pub day: f64,
    /// Share still there after that.
    pub share: f64,
}

/// Most steps of a survival curve.
const STEPS: usize = 60;

fn thinned(curve: &KaplanMeier) -> Vec<CurveStep> {
    let steps = curve.steps();
    let stride = steps.len().div_ceil(STEPS).max(1);
    let kept = steps.iter().enumerate().filter(|(i, _)| (i + 1) % stride == 0 || i + 1 == steps.len());
    kept.map(|(_, &(day, share))| CurveStep { day, share }).collect()
}

/// Median days of deals that came back to a stage.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename = "StageDwell")]
pub struct Dwell {
    /// How many came back.
    pub deals: usize,
    /// Of their first stay.
    pub first: f64,
    /// Of their latest stay.
    pub latest: f64,
    /// Of all their stays together.
    pub cumulative: f64,
}

/// A reason and how often it was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LostReason {
    /// As the file writes it; empty where none was given.
    pub reason: String,
    /// Deals.
    pub deals: usize,
}

/// Adds journeys up in one stage.
#[derive(Default)]
pub struct StageTally {
    entered: usize,
    advanced: usize,
    lost: usize,
    open: usize,
    bypassed: usize,
    late: usize,
    skipped: usize,
    regressed: usize,
    /// Open deals that have a value.
    valued: Vec<u64>,
    durations: Durations,
    ages: Durations,
    returns: Vec<[f64; 3]>,
    /// Codes of the reasons that were given.
    reasons: Vec<u64>,
}

/// Adds journeys up, stage by stage.
pub struct Tally(pub Vec<StageTally>);

/// The stages of a set of bits, ascending.
pub fn each_stage(mut bits: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let stage = bits.trailing_zeros() as usize;
        bits &= bits.wrapping_sub(1);
        (stage < 64).then_some(stage)
    })
}

impl Tally {
    /// A tally of so many stages.
    pub fn new(stages: usize) -> Self {
        Self((0..stages).map(|_| StageTally::default()).collect())
    }

    /// Adds a journey.
    pub fn add(&mut self, journey: &Journey, deals: &Deals, as_of: f64) {
        self.count(&journey.way, 1);
        self.leave(&journey.way, journey.deal, deals);
        let Self(stages) = self;
        for &stage in &journey.regressed {
            stages[usize::from(stage)].regressed += 1;
        }
        let mut left = below(stages.len() - 1);
        for (i, stay) in journey.stays.iter().enumerate() {
            if left >> stay.stage & 1 == 1 {
                stages[stay.stage].stay(&journey.way, stay, &journey.stays[i + 1..], as_of);
            }
            left &= !(1 << stay.stage);
        }
    }

    /// Adds deals of a block that took the same steps.
    pub fn group(&mut self, group: &Group<'_>, straight: &Straight, deals: &Deals) {
        let Straight { way, stays, mut is_seen } = *straight;
        self.count(&way, group.len());
        let has_reasons = !deals.lost_reasons().names().is_empty();
        if way.exit == Exit::Open && deals.has_values() || way.exit == Exit::Lost && has_reasons {
            group.deals().for_each(|deal| self.leave(&way, deal, deals));
        }
        // From the last stay back: each ends when the next one begins.
        let (mut to, mut outcome) = match way.end {
            End::Lost => (Column::Lost, Outcome::Event),
            End::Open | End::Won => (Column::Seen, Outcome::Censored),
        };
        let mut left = stays;
        while left != 0 {
            let stage = furthest(left);
            left &= below(stage);
            let from = Column::Entered(stage);
            if is_seen && stage + 1 < self.0.len() {
                let tally = &mut self.0[stage];
                group.add(from, to, outcome, &mut tally.durations);
                group.add(from, Column::Now, Outcome::Event, &mut tally.ages);
            }
            (to, outcome, is_seen) = (from, Outcome::Event, true);
        }
    }

    /// Counts deals that went the same way.
    fn count(&mut self, way: &Way, deals: usize) {
        let Self(stages) = self;
        for stage in each_stage(way.skipped) {
            stages[stage].skipped += deals;
        }
        for stage in each_stage(way.reached & below(way.furthest)) {
            stages[stage].entered += deals;
            stages[stage].advanced += deals;
        }
        let stage = &mut stages[way.furthest];
        stage.entered += deals;
        *match way.exit {
            Exit::Won => &mut stage.advanced,
            Exit::Bypassed => &mut stage.bypassed,
            Exit::Late => &mut stage.late,
            Exit::Open => &mut stage.open,
            Exit::Lost => &mut stage.lost,
        } += deals;
    }

    /// What is open or was lost with a deal.
    fn leave(&mut self, way: &Way, deal: usize, deals: &Deals) {
        let stage = &mut self.0[way.furthest];
        match way.exit {
            Exit::Open => stage.valued.extend(deals.value(deal).map(|_| deal as u64)),
            Exit::Lost => stage.reasons.extend(deals.lost_reasons().code(deal).map(u64::from)),
            Exit::Won | Exit::Bypassed | Exit::Late => {}
        }
    }

    /// Kaplan-Meier of the time in each stage.
    pub fn curves(&self) -> Vec<KaplanMeier> {
        self.0.iter().map(StageTally::curve).collect()
    }
}

/// The reports of all stages.
pub fn reports(
    tallies: &[StageTally],
    curves: &[KaplanMeier],
    deals: &Deals,
    stages: &[String],
    level: f64,
) -> Vec<StageReport> {
    let last = stages.len() - 1;
    let one = |(i, stage): (usize, &String)| tallies[i].report(stage, &curves[i], deals, i == last, level);
    stages.iter().enumerate().map(one).collect()
}

impl StageTally {
    /// All stays of a deal in the stage are one observation of their length together.
    fn stay(&mut self, way: &Way, first: &Stay, later: &[Stay], as_of: f64) {
        let length = |stay: &Stay| stay.to - stay.from;
        let (mut latest, mut sum, mut count) = (first, length(first), 1);
        for stay in later.iter().filter(|stay| stay.stage == first.stage) {
            (latest, sum, count) = (stay, sum + length(stay), count + 1);
        }
        if sum.is_nan() || sum < 0.0 {
            return;
        }
        // A deal that went back and is open has not left its furthest stage for good.
        let returns = way.exit == Exit::Open && first.stage == way.furthest;
        let outcome = if latest.ended && !returns { Outcome::Event } else { Outcome::Censored };
        self.durations.push(sum, outcome);
        self.ages.push((as_of - first.from).max(0.0), Outcome::Event);
        if count > 1 {
            self.returns.push([length(first), length(latest), sum]);
        }
    }

    fn lost_reasons(&self, deals: &Deals) -> Vec<LostReason> {
        let mut codes = self.reasons.clone();
        sort_words(&mut codes);
        let without = self.lost - codes.len();
        let name = |code: u64| deals.lost_reasons().names().name(code as u32).to_owned();
        let given = codes.chunk_by(|a, b| a == b).map(|same| (name(same[0]), same.len()));
        let mut reasons: Vec<LostReason> = given
            .chain((without > 0).then(|| (String::new(), without)))
            .map(|(reason, deals)| LostReason { reason, deals })
            .collect();
        planscore_stats::sort_by(&mut reasons, &|a, b| {
            b.deals.cmp(&a.deals).then_with(|| a.reason.cmp(&b.reason))
        });
        reasons
    }

    /// What its open deals are worth, added up in their order: that of the rows does not matter.
    fn open_value(&self, deals: &Deals) -> f64 {
        let mut valued = self.valued.clone();
        sort_words(&mut valued);
        let values = valued.iter().filter_map(|&deal| deals.value(deal as usize));
        values.fold(0.0, |sum: f64, value| sum + value).clamp(-f64::MAX, f64::MAX)
    }

    /// How many went on, and how many were lost.
    pub fn outcomes(&self) -> (usize, usize) {
        (self.advanced, self.lost)
    }

    /// Kaplan-Meier of the time in the stage.
    pub fn curve(&self) -> KaplanMeier {
        KaplanMeier::of(&self.durations)
    }

    /// The report of the stage; the last one has no way on.
    pub fn report(
        &self,
        stage: &str,
        curve: &KaplanMeier,
        deals: &Deals,
        is_last: bool,
        level: f64,
    ) -> StageReport {
        let p90 = curve.quantile(0.9);
        let dwell = (!self.returns.is_empty()).then(|| {
            let of = |i: usize| {
                let stays: Vec<f64> = self.returns.iter().map(|stays| stays[i]).collect();
                quantiles(&stays, &[0.5]).map_or(0.0, |cuts| cuts[0])
            };
            Dwell { deals: self.returns.len(), first: of(0), latest: of(1), cumulative: of(2) }
        });
        StageReport {
            stage: stage.to_owned(),
            entered: self.entered,
            advanced: self.advanced,
            lost: self.lost,
            open: self.open,
            bypassed: self.bypassed,
            late: self.late,
            skipped: self.skipped,
            regressed: self.regressed,
            conversion: if is_last {
                Conversion::default()
            } else {
                Conversion::of(self.entered, self.advanced, self.lost, level)
            },
            days: Days {
                p25: curve.quantile(0.25),
                p50: curve.quantile(0.5),
                p75: curve.quantile(0.75),
                p90,
                events: curve.events,
                censored: curve.censored,
                mature: p90.is_some_and(|p90| self.ages.median_reaches(p90)),
            },
            survival: thinned(curve),
            dwell,
            open_value: self.open_value(deals),
            lost_reasons: self.lost_reasons(deals),
        }
    }
}
