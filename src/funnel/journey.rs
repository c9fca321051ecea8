//! From the events of a deal to its journey through the stages.

use super::options::{FunnelOptions, View};
use crate::stats::sort_by;
use crate::table::Deals;

/// An event of one deal: when (NaN: it is known only that), and the stage or [`Deals::LOST`].
#[derive(Debug, Clone, Copy)]
struct Event {
    time: f64,
    stage: u8,
}

/// How a deal stands as of the day it is seen from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// Under way.
    Open,
    /// Reached the last stage.
    Won,
    /// Closed as lost.
    Lost,
}

/// What became of a deal in the furthest stage it reached under the view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Still there.
    Open,
    /// Lost there.
    Lost,
    /// It is the last stage.
    Won,
    /// Went on by leaving out the next stage (strict view).
    Bypassed,
    /// Went on after the window.
    Late,
}

/// A deal's way through the stages under one view.
#[derive(Debug, Clone)]
pub struct Journey {
    /// The deal.
    pub deal: usize,
    /// Stages reached, a bit each.
    pub reached: u64,
    /// Stages left out below the furthest one, a bit each.
    pub skipped: u64,
    /// The furthest stage reached.
    pub furthest: usize,
    /// What became of it there.
    pub exit: Exit,
    /// How the deal stands.
    pub end: End,
    /// When it entered its first stage; NaN if unknown.
    pub entered: f64,
    /// When it was closed; NaN if open or unknown.
    pub closed: f64,
    /// Each stay in a stage, in order.
    pub stays: Vec<Stay>,
    /// Backward moves, by the stage they left.
    pub regressed: Vec<u8>,
    /// The stage it is in, if open.
    pub current: usize,
}

/// A stay in a stage.
#[derive(Debug, Clone, Copy)]
pub struct Stay {
    /// The stage.
    pub stage: usize,
    /// From when.
    pub from: f64,
    /// To when; the day it is seen from while it lasts. NaN: unknown.
    pub to: f64,
    /// Whether it has ended.
    pub ended: bool,
}

/// The events of every deal as of a day, and the stages they run through.
pub struct Journeys<'a> {
    stages: &'a [String],
    /// The first stage of the same name: a stage that repeats needs an event of its own.
    class: Vec<usize>,
    start: Vec<usize>,
    events: Vec<Event>,
    view: View,
    window: f64,
    as_of: f64,
}

/// Times are fractions of days: 300 seconds after 14:00 is not exact. Below a tenth of a millisecond.
const ROUNDING: f64 = 1e-9;

impl<'a> Journeys<'a> {
    /// Sorts the events by deal; what lies after the day, or in a stage left out, is dropped.
    pub fn of(deals: &Deals, stages: &'a [String], options: &FunnelOptions, as_of: f64) -> Self {
        let code = |own: u8| -> Option<u8> {
            if own == Deals::LOST {
                return Some(own);
            }
            let name = &deals.stages()[usize::from(own)];
            stages.iter().position(|stage| stage == name).map(|place| place as u8)
        };
        let codes: Vec<Option<u8>> = (0..=u8::MAX)
            .map(|own| {
                (own == Deals::LOST || usize::from(own) < deals.stages().len()).then(|| code(own)).flatten()
            })
            .collect();
        let (event_deals, event_stages, times) =
            (deals.event_deals(), deals.event_stages(), deals.event_times());
        // The whole of the last day counts.
        let until = as_of + 1.0;
        let counts = |row: usize| {
            codes[usize::from(event_stages[row])].filter(|_| times[row] < until || times[row].is_nan())
        };
        let mut start = vec![0_usize; deals.codes() + 1];
        for (row, &deal) in event_deals.iter().enumerate() {
            start[deal as usize + 1] += usize::from(counts(row).is_some());
        }
        for deal in 0..deals.codes() {
            start[deal + 1] += start[deal];
        }
        let mut next = start.clone();
        let mut events = vec![Event { time: 0.0, stage: 0 }; start[deals.codes()]];
        for (row, &deal) in event_deals.iter().enumerate() {
            if let Some(stage) = counts(row) {
                events[next[deal as usize]] = Event { time: times[row], stage };
                next[deal as usize] += 1;
            }
        }
        // An unknown time sorts last.
        let in_order = |a: &Event, b: &Event| a.time.total_cmp(&b.time).then(a.stage.cmp(&b.stage));
        for deal in 0..deals.codes() {
            let own = &mut events[start[deal]..start[deal + 1]];
            if !own.is_sorted_by(|a, b| in_order(a, b).is_le()) {
                let mut sorted = own.to_vec();
                sort_by(&mut sorted, &in_order);
                own.copy_from_slice(&sorted);
            }
        }
        let class = stages.iter().map(|s| stages.iter().position(|t| t == s).unwrap_or(0)).collect();
        let window = options.window_days.map_or(f64::INFINITY, |days| days + ROUNDING);
        Self { stages, class, start, events, view: options.view, window, as_of }
    }

    /// Every deal that entered the funnel under the view.
    pub fn iter(&self) -> impl Iterator<Item = Journey> + '_ {
        (0..self.start.len() - 1).filter_map(|deal| self.journey(deal))
    }

    fn journey(&self, deal: usize) -> Option<Journey> {
        let events = &self.events[self.start[deal]..self.start[deal + 1]];
        let last = self.stages.len() - 1;
        let first = events.iter().find(|event| event.stage != Deals::LOST)?;
        let is_won =
            |event: &&Event| usize::from(event.stage) == self.class[last] && self.class[last] == last;
        let won = events.iter().find(is_won);
        let lost = events.iter().find(|event| event.stage == Deals::LOST);
        let (mut end, closed) = match (won, lost) {
            (Some(won), _) => (End::Won, won.time),
            (None, Some(lost)) => (End::Lost, lost.time),
            (None, None) => (End::Open, f64::NAN),
        };
        let visited =
            events.iter().filter(|e| e.stage != Deals::LOST).fold(0_u64, |bits, e| bits | 1 << e.stage);
        let furthest_ever = 63 - visited.leading_zeros() as usize;
        let below = |stage: usize| (1_u64 << stage) - 1;
        let mut journey = Journey {
            deal,
            reached: 0,
            skipped: !visited & below(furthest_ever),
            furthest: 0,
            exit: Exit::Open,
            end,
            entered: first.time,
            closed,
            stays: Vec::new(),
            regressed: Vec::new(),
            current: 0,
        };
        if self.view == View::Strict {
            let chain = self.longest_chain(events);
            let entered = *chain.first()?;
            journey.furthest = chain.len() - 1;
            journey.reached = below(chain.len());
            (journey.entered, journey.skipped) = (entered, journey.skipped & below(furthest_ever));
            if self.class[last] != last && journey.furthest == last {
                (end, journey.end, journey.closed) = (End::Won, End::Won, chain[last]);
            }
            for (stage, pair) in chain.windows(2).enumerate() {
                journey.stays.push(Stay { stage, from: pair[0], to: pair[1], ended: true });
            }
            if journey.furthest < last {
                let from = chain[journey.furthest];
                let went_on = furthest_ever > journey.furthest;
                let to = match end {
                    End::Lost => journey.closed,
                    // Where it went on the stay is not seen to end under this view.
                    End::Open | End::Won => self.as_of.max(from),
                };
                journey.stays.push(Stay {
                    stage: journey.furthest,
                    from,
                    to: if went_on { f64::NAN } else { to },
                    ended: end == End::Lost,
                });
            }
            journey.current = journey.furthest;
        } else {
            // The window starts with the first stage entered; an unknown time is taken as within.
            let limit = first.time + self.window;
            let within =
                |event: &&Event| event.stage != Deals::LOST && (event.time <= limit || event.time.is_nan());
            journey.reached = events.iter().filter(within).fold(0_u64, |bits, e| bits | 1 << e.stage);
            journey.furthest = 63 - journey.reached.leading_zeros() as usize;
            if self.view == View::Credited && end != End::Lost {
                journey.reached |= below(journey.furthest);
            }
            self.stay(&mut journey, events);
        }
        journey.exit = match end {
            _ if journey.furthest == last => Exit::Won,
            End::Lost => Exit::Lost,
            _ if furthest_ever > journey.furthest => {
                let in_order =
                    self.view == View::Strict && journey.skipped & (1 << (journey.furthest + 1)) != 0;
                if in_order { Exit::Bypassed } else { Exit::Late }
            }
            _ => Exit::Open,
        };
        Some(journey)
    }

    /// Stays and backward moves: each event of another stage ends the stay before it.
    fn stay(&self, journey: &mut Journey, events: &[Event]) {
        let mut stays: Vec<Stay> = Vec::new();
        for event in events {
            if event.stage == Deals::LOST {
                if journey.end == End::Lost
                    && let Some(stay) = stays.last_mut().filter(|stay| !stay.ended)
                {
                    (stay.to, stay.ended) = (event.time, true);
                }
                continue;
            }
            let stage = usize::from(event.stage);
            match stays.last_mut() {
                Some(stay) if stay.stage == stage && !stay.ended => continue,
                Some(stay) if !stay.ended => {
                    (stay.to, stay.ended) = (event.time, true);
                    if stage < stay.stage {
                        journey.regressed.push(stay.stage as u8);
                    }
                }
                _ => {}
            }
            stays.push(Stay { stage, from: event.time, to: f64::NAN, ended: false });
        }
        if let Some(stay) = stays.last_mut() {
            journey.current = stay.stage;
            if !stay.ended {
                stay.to = self.as_of.max(stay.from);
            }
        }
        journey.stays = stays;
    }

    /// The times of the longest run of stages in order that starts with the first stage and keeps
    /// the window; the earliest of equally long ones. One event satisfies one stage.
    fn longest_chain(&self, events: &[Event]) -> Vec<f64> {
        let count = self.stages.len();
        let mut chains: Vec<Vec<f64>> = vec![Vec::new(); count];
        let mut best: Vec<f64> = Vec::new();
        for event in events.iter().filter(|event| event.stage != Deals::LOST) {
            for stage in (0..count).rev().filter(|&stage| self.class[stage] == usize::from(event.stage)) {
                let chain = if stage == 0 {
                    vec![event.time]
                } else {
                    let Some(&start) = chains[stage - 1].first() else { continue };
                    if event.time > start + self.window {
                        continue;
                    }
                    let mut chain = chains[stage - 1].clone();
                    chain.push(event.time);
                    chain
                };
                if chain.len() > best.len() {
                    best.clone_from(&chain);
                }
                chains[stage] = chain;
            }
        }
        best
    }
}
