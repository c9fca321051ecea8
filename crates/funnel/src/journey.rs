//! From the events of a deal to its way through the stages, under one of the three views.

use super::options::{FunnelOptions, View};

/// An event of a deal.
#[derive(Debug, Clone, Copy)]
pub struct Event {
    /// The deal.
    pub deal: usize,
    /// The place of its stage; that after the last one for a loss.
    pub stage: usize,
    /// When it happened; NaN if unknown.
    pub time: f64,
}

/// What a deal has events of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Steps {
    /// Stages, a bit each; at least one.
    pub visited: u64,
    /// Whether it was lost.
    pub is_lost: bool,
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
#[derive(Debug, Clone, Copy)]
pub struct Way {
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
}

/// A deal's way, and its times.
#[derive(Debug, Clone)]
pub struct Journey {
    /// The deal.
    pub deal: usize,
    /// The way.
    pub way: Way,
    /// When it entered its first stage; NaN if unknown.
    pub entered: f64,
    /// When it was closed; NaN if open or unknown.
    pub closed: f64,
    /// Each stay in a stage, in order.
    pub stays: Vec<Stay>,
    /// Backward moves, by the stage they left.
    pub regressed: Vec<u8>,
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

/// The way of deals with one event a stage, in order.
pub struct Straight {
    /// The way.
    pub way: Way,
    /// The stages it stayed in, a bit each.
    pub stays: u64,
    /// Whether the end of the last stay is seen: in the strict view a deal can go on out of order.
    pub is_seen: bool,
}

/// How events are read as ways.
pub struct Rules {
    /// The first stage of the same name: a stage that repeats needs an event of its own.
    class: Vec<usize>,
    view: View,
    /// Days from entering the first stage within which stages count.
    pub window: f64,
    as_of: f64,
}

/// Times are fractions of days: 300 seconds after 14:00 is not exact. Below a tenth of a millisecond.
const ROUNDING: f64 = 1e-9;

/// The highest of some stages.
pub fn furthest(stages: u64) -> usize {
    63_usize.saturating_sub(stages.leading_zeros() as usize)
}

/// The stages below one, a bit each.
pub fn below(stage: usize) -> u64 {
    (1 << stage) - 1
}

impl Rules {
    /// The rules of some options.
    pub fn of(stages: &[String], options: &FunnelOptions, as_of: f64) -> Self {
        Self {
            class: stages.iter().map(|s| stages.iter().position(|t| t == s).unwrap_or(0)).collect(),
            view: options.view,
            window: options.window_days.map_or(f64::INFINITY, |days| days + ROUNDING),
            as_of,
        }
    }

    /// Whether every stage has a name of its own.
    pub fn are_distinct(&self) -> bool {
        self.class.iter().enumerate().all(|(stage, &class)| class == stage)
    }

    fn last(&self) -> usize {
        self.class.len() - 1
    }

    fn end(&self, Steps { visited, is_lost }: Steps) -> End {
        let last = self.last();
        match self.class[last] == last && visited >> last & 1 == 1 {
            true => End::Won,
            false if is_lost => End::Lost,
            false => End::Open,
        }
    }

    /// The way of deals that took steps in order, each once, of distinct stages, some of them within the
    /// window; `None` if that is no entry under the view.
    pub fn straight(&self, steps: Steps, within: u64) -> Option<Straight> {
        let visited = steps.visited;
        let (reached, stays) = match self.view {
            View::Visited | View::Credited => (within, visited),
            View::Strict => {
                let run = below(within.trailing_ones() as usize);
                (run, run)
            }
        };
        (reached != 0).then(|| Straight {
            way: self.way(steps, self.end(steps), reached),
            stays,
            is_seen: furthest(stays) == furthest(visited),
        })
    }

    /// The way of a deal that reached some stages, and the earlier ones they imply.
    fn way(&self, Steps { visited, .. }: Steps, end: End, mut reached: u64) -> Way {
        let (furthest, latest) = (furthest(reached), furthest(visited));
        if self.view == View::Credited && end != End::Lost {
            reached |= below(furthest);
        }
        let skipped = !visited & below(latest);
        let exit = match end {
            _ if furthest == self.last() => Exit::Won,
            End::Lost => Exit::Lost,
            _ if latest > furthest => {
                let in_order = self.view == View::Strict && skipped >> (furthest + 1) & 1 == 1;
                if in_order { Exit::Bypassed } else { Exit::Late }
            }
            _ => Exit::Open,
        };
        Way { reached, skipped, furthest, exit, end }
    }
}

/// Reads the events of one deal after the other, whatever their order.
pub struct Walker<'a> {
    rules: &'a Rules,
    chains: Chains,
    journey: Journey,
}

impl<'a> Walker<'a> {
    /// A walker by some rules.
    pub fn new(rules: &'a Rules) -> Self {
        let way = Way { reached: 0, skipped: 0, furthest: 0, exit: Exit::Open, end: End::Open };
        Self {
            rules,
            chains: Chains::new(rules.class.len()),
            journey: Journey {
                deal: 0,
                way,
                entered: f64::NAN,
                closed: f64::NAN,
                stays: Vec::new(),
                regressed: Vec::new(),
            },
        }
    }

    /// The journey of a deal from its events in order; `None` if it did not enter under the view.
    pub fn walk(&mut self, events: &[Event]) -> Option<&Journey> {
        let lost = self.rules.class.len();
        // A deal that goes on after a loss was reopened: that loss is none.
        let latest =
            events.iter().filter(|e| e.stage != lost).fold(f64::NEG_INFINITY, |at, e| at.max(e.time));
        let is_over = |event: &&Event| event.stage == lost && event.time < latest;
        let kept: Vec<Event>;
        let events = if events.iter().any(|event| is_over(&event)) {
            kept = events.iter().filter(|event| !is_over(event)).copied().collect();
            &kept[..]
        } else {
            events
        };
        let mut steps = Steps { visited: 0, is_lost: false };
        for event in events {
            if event.stage == lost {
                steps.is_lost = true;
            } else {
                steps.visited |= 1 << event.stage;
            }
        }
        if steps.visited == 0 {
            return None;
        }
        let mut end = self.rules.end(steps);
        self.journey.deal = events[0].deal;
        self.journey.stays.clear();
        self.journey.regressed.clear();
        let reached = match self.rules.view {
            View::Strict => self.follow(events, &mut end)?,
            View::Visited | View::Credited => self.stay(events, end),
        };
        self.journey.way = self.rules.way(steps, end, reached);
        Some(&self.journey)
    }

    /// When the deal was closed: its first event of the stage that closed it.
    fn closed(&self, events: &[Event], end: End) -> f64 {
        let closing = match end {
            End::Won => self.rules.last(),
            End::Lost => self.rules.class.len(),
            End::Open => return f64::NAN,
        };
        events.iter().find(|event| event.stage == closing).map_or(f64::NAN, |event| event.time)
    }

    /// Stays and backward moves: each event of another stage ends the stay before it. The stages
    /// reached.
    fn stay(&mut self, events: &[Event], end: End) -> u64 {
        let closed = self.closed(events, end);
        let journey = &mut self.journey;
        journey.closed = closed;
        let (mut reached, mut limit) = (0, f64::NAN);
        for &Event { stage, time, .. } in events {
            let current = journey.stays.last_mut();
            if stage == self.rules.class.len() {
                if let Some(stay) = current.filter(|stay| end == End::Lost && !stay.ended) {
                    (stay.to, stay.ended) = (time, true);
                }
                continue;
            }
            match current {
                // The window starts with the first stage entered; an unknown time is taken as within.
                None => (journey.entered, limit) = (time, time + self.rules.window),
                Some(stay) if !stay.ended && stay.stage != stage => {
                    (stay.to, stay.ended) = (time, true);
                    if stage < stay.stage {
                        journey.regressed.push(stay.stage as u8);
                    }
                }
                Some(_) => {}
            }
            if time <= limit || time.is_nan() {
                reached |= 1 << stage;
            }
            if journey.stays.last().is_none_or(|stay| stay.ended) {
                journey.stays.push(Stay { stage, from: time, to: f64::NAN, ended: false });
            }
        }
        if let Some(stay) = journey.stays.last_mut().filter(|stay| !stay.ended) {
            stay.to = self.rules.as_of.max(stay.from);
        }
        reached
    }

    /// The strict view: the stages of the longest run in order.
    fn follow(&mut self, events: &[Event], end: &mut End) -> Option<u64> {
        self.chains.fit(events, &self.rules.class, self.rules.window);
        let closed = self.closed(events, *end);
        let (chain, journey, last) = (&self.chains.best, &mut self.journey, self.rules.last());
        let furthest = chain.len().checked_sub(1)?;
        (journey.entered, journey.closed) = (chain[0], closed);
        if self.rules.class[last] != last && furthest == last {
            (*end, journey.closed) = (End::Won, chain[last]);
        }
        for (stage, pair) in chain.windows(2).enumerate() {
            journey.stays.push(Stay { stage, from: pair[0], to: pair[1], ended: true });
        }
        if furthest < last {
            let from = chain[furthest];
            let went_on = events.iter().any(|event| (furthest + 1..=last).contains(&event.stage));
            let to = match *end {
                End::Lost => journey.closed,
                // Where it went on the stay is not seen to end under this view.
                End::Open | End::Won => self.rules.as_of.max(from),
            };
            let to = if went_on { f64::NAN } else { to };
            journey.stays.push(Stay { stage: furthest, from, to, ended: *end == End::Lost });
        }
        Some(below(chain.len()))
    }
}

/// Runs of stages in order that start with the first stage and keep the window.
struct Chains {
    /// The times of the latest run that ends with each stage, a row each.
    times: Vec<f64>,
    /// Stages that end a run, a bit each.
    known: u64,
    /// The longest run; the earliest of equally long ones.
    best: Vec<f64>,
}

impl Chains {
    fn new(stages: usize) -> Self {
        Self { times: vec![0.0; stages * stages], known: 0, best: Vec::new() }
    }

    /// One event satisfies one stage.
    fn fit(&mut self, events: &[Event], class: &[usize], window: f64) {
        let count = class.len();
        self.known = 0;
        self.best.clear();
        for event in events.iter().filter(|event| event.stage < count) {
            for stage in (0..count).rev().filter(|&stage| class[stage] == event.stage) {
                let row = stage * count;
                if stage > 0 {
                    let before = row - count;
                    if self.known >> (stage - 1) & 1 == 0 || event.time > self.times[before] + window {
                        continue;
                    }
                    self.times.copy_within(before..before + stage, row);
                }
                self.times[row + stage] = event.time;
                self.known |= 1 << stage;
                if stage + 1 > self.best.len() {
                    self.best.clear();
                    self.best.extend_from_slice(&self.times[row..=row + stage]);
                }
            }
        }
    }
}
