//! From the events of a deal to its journey through the stages.
//!
//! An event is one word, its time above its stage, so that a deal's events are sorted as words. The
//! words are dealt out into blocks of deals that stay in the cache, and each block's deals are walked
//! through one after the other: no journey is kept. Most deals have one event a stage, in order, and
//! need no sorting.

use std::ops::Range;

use super::options::{FunnelOptions, View};
use crate::stats::sort_words;
use crate::table::Deals;

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
    /// Whether it went through its stages in their order, each once.
    pub is_straight: bool,
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

/// The events of every deal as of a day, and the stages they run through.
pub struct Journeys {
    /// The first stage of the same name: a stage that repeats needs an event of its own.
    class: Vec<usize>,
    /// The events of each block of deals.
    blocks: Vec<Range<usize>>,
    /// The deal of each event within its block.
    deals: Vec<u16>,
    words: Vec<u64>,
    view: View,
    window: f64,
    as_of: f64,
    /// Whether a time has a time of day.
    pub has_hours: bool,
}

/// Times are fractions of days: 300 seconds after 14:00 is not exact. Below a tenth of a millisecond.
const ROUNDING: f64 = 1e-9;
/// Deals of a block, as a power of two.
const BLOCK: u32 = 12;
const DEALS: usize = 1 << BLOCK;
/// Bits of the stage in a word; all of them for a loss, which comes after the stages of its time.
const STAGE: u32 = 6;
const LOST: usize = (1 << STAGE) - 1;
/// The bit of a deal with two events of a stage, above those of the stages.
const AGAIN: u64 = 1 << (LOST - 1);
/// Bits of the part of a day: 3 microseconds.
const FRACTION: u32 = 35;
/// Days since 1900, moved to where the mantissa of a float ends with that part.
const SHIFT: f64 = (1_u64 << (f64::MANTISSA_DIGITS - 1 - FRACTION)) as f64;
const BIAS: f64 = SHIFT + 25_567.0;
const MANTISSA: u64 = (1 << (f64::MANTISSA_DIGITS - 1)) - 1;
/// An unknown time sorts last.
const UNKNOWN: u64 = u64::MAX >> STAGE;

fn word_of(time: f64, stage: usize) -> u64 {
    let parts = if time.is_nan() { UNKNOWN } else { (time + BIAS).to_bits() & MANTISSA };
    parts << STAGE | stage as u64
}

fn time_of(word: u64) -> f64 {
    let parts = word >> STAGE;
    if parts == UNKNOWN { f64::NAN } else { f64::from_bits(SHIFT.to_bits() | parts) - BIAS }
}

fn stage_of(word: u64) -> usize {
    word as usize & LOST
}

/// The highest of some stages.
fn furthest(stages: u64) -> usize {
    63 - stages.leading_zeros() as usize
}

/// The stages below one, a bit each.
pub fn below(stage: usize) -> u64 {
    (1 << stage) - 1
}

impl Journeys {
    /// Deals the events out; what lies after the day, or in a stage left out, is dropped.
    pub fn of(deals: &Deals, stages: &[String], options: &FunnelOptions, as_of: f64) -> Self {
        const DROPPED: u8 = u8::MAX;
        let mut places = [DROPPED; 256];
        for (place, name) in places.iter_mut().zip(deals.stages()) {
            *place = stages.iter().position(|stage| stage == name).map_or(DROPPED, |place| place as u8);
        }
        places[usize::from(Deals::LOST)] = LOST as u8;
        // The whole of the last day counts.
        let until = as_of + 1.0;
        let (codes, stage_codes, times) = (deals.event_deals(), deals.event_stages(), deals.event_times());
        // Where each block of deals begins, had it all its events.
        let mut start = vec![0_usize; (deals.codes() >> BLOCK) + 2];
        for &deal in codes {
            start[(deal >> BLOCK) as usize + 1] += 1;
        }
        for block in 1..start.len() {
            start[block] += start[block - 1];
        }
        let (mut end, mut fractions) = (start.clone(), 0);
        let (mut own, mut words) = (vec![0_u16; codes.len()], vec![0_u64; codes.len()]);
        {
            let (end, own, words) = (&mut end[..], &mut own[..codes.len()], &mut words[..codes.len()]);
            for ((&deal, &stage), &time) in codes.iter().zip(stage_codes).zip(times) {
                let place = places[usize::from(stage)];
                if place == DROPPED || time >= until {
                    continue;
                }
                let next = &mut end[(deal >> BLOCK) as usize];
                let word = word_of(time, usize::from(place));
                fractions |= if time.is_nan() { 0 } else { word };
                own[*next] = deal as u16 & (DEALS - 1) as u16;
                words[*next] = word;
                *next += 1;
            }
        }
        Self {
            class: stages.iter().map(|s| stages.iter().position(|t| t == s).unwrap_or(0)).collect(),
            blocks: start.iter().zip(&end).map(|(&start, &end)| start..end).collect(),
            deals: own,
            words,
            view: options.view,
            window: options.window_days.map_or(f64::INFINITY, |days| days + ROUNDING),
            as_of,
            has_hours: fractions >> STAGE << (u64::BITS - FRACTION) != 0,
        }
    }

    /// Shows every deal that entered the funnel under the view.
    pub fn each(&self, visit: &mut dyn FnMut(&Journey)) {
        let mut journey = Journey {
            deal: 0,
            reached: 0,
            skipped: 0,
            furthest: 0,
            exit: Exit::Open,
            end: End::Open,
            entered: f64::NAN,
            closed: f64::NAN,
            is_straight: false,
            stays: Vec::new(),
            regressed: Vec::new(),
        };
        let mut chains = Chains::new(self.class.len());
        // The event of each stage, the last column a loss; right where each stage has at most one.
        let columns = self.class.len() + 1;
        let mut table = vec![0_u64; DEALS * columns];
        let mut seen = vec![0_u64; DEALS];
        let mut sorted = Sorted::default();
        let strict = if self.view == View::Strict { AGAIN } else { 0 };
        for (block, events) in self.blocks.iter().enumerate() {
            let (deals, words) = (&self.deals[events.clone()], &self.words[events.clone()]);
            seen.fill(0);
            let (table, seen) = (&mut table[..], &mut seen[..DEALS]);
            for (&deal, &word) in deals.iter().zip(words) {
                let (deal, stage) = (usize::from(deal) & (DEALS - 1), stage_of(word));
                table[deal * columns + stage.min(columns - 1)] = word;
                let bits = &mut seen[deal];
                *bits |= (1 << stage) | ((*bits >> stage & 1) * AGAIN) | strict;
            }
            sorted.is_filled = false;
            for (deal, (&bits, row)) in seen.iter().zip(table.chunks_exact(columns)).enumerate() {
                let visited = bits & !AGAIN & !(1 << LOST);
                if visited == 0 {
                    continue;
                }
                journey.deal = block * DEALS + deal;
                journey.stays.clear();
                journey.regressed.clear();
                self.begin(bits & !AGAIN, &mut journey);
                journey.is_straight = bits & AGAIN == 0 && self.straight(bits, row, &mut journey);
                if !journey.is_straight {
                    journey.stays.clear();
                    if !self.walk(sorted.events(deal, deals, words), &mut journey, &mut chains) {
                        continue;
                    }
                }
                self.leave(visited, &mut journey);
                visit(&journey);
            }
        }
    }

    /// What the stages and the loss that a deal has events of say of it.
    fn begin(&self, seen: u64, journey: &mut Journey) {
        let visited = seen & !(1 << LOST);
        let last = self.class.len() - 1;
        journey.skipped = !visited & below(furthest(visited));
        journey.end = match self.class[last] == last && visited >> last & 1 == 1 {
            true => End::Won,
            false if seen != visited => End::Lost,
            false => End::Open,
        };
    }

    /// The journey of a deal that went through its stages in their order, one event each; `false` if
    /// it did not.
    fn straight(&self, seen: u64, row: &[u64], journey: &mut Journey) -> bool {
        let mut left = seen & !(1 << LOST);
        let mut stage = left.trailing_zeros() as usize;
        let Some(&entered) = row.get(stage) else { return false };
        let mut before = entered;
        journey.entered = time_of(entered);
        let (mut from, limit) = (journey.entered, journey.entered + self.window);
        journey.reached = 0;
        loop {
            if from <= limit {
                journey.reached |= 1 << stage;
            }
            left &= left - 1;
            if left == 0 {
                break;
            }
            let next = left.trailing_zeros() as usize;
            let Some(&word) = row.get(next) else { return false };
            if word < before {
                return false;
            }
            let to = time_of(word);
            journey.stays.push(Stay { stage, from, to, ended: true });
            (before, stage, from) = (word, next, to);
        }
        let lost = if seen >> LOST & 1 == 1 { row[row.len() - 1] } else { before };
        if lost < before || lost >> STAGE == UNKNOWN {
            return false;
        }
        journey.closed = match journey.end {
            End::Won => from,
            End::Lost => time_of(lost),
            End::Open => f64::NAN,
        };
        let (to, ended) = match journey.end {
            End::Lost => (journey.closed, true),
            End::Won | End::Open => (if self.as_of > from { self.as_of } else { from }, false),
        };
        journey.stays.push(Stay { stage, from, to, ended });
        self.reach(journey);
        true
    }

    /// The furthest stage, and the earlier ones it implies.
    fn reach(&self, journey: &mut Journey) {
        journey.furthest = furthest(journey.reached);
        if self.view == View::Credited && journey.end != End::Lost {
            journey.reached |= below(journey.furthest);
        }
    }

    fn leave(&self, visited: u64, journey: &mut Journey) {
        journey.exit = match journey.end {
            _ if journey.furthest == self.class.len() - 1 => Exit::Won,
            End::Lost => Exit::Lost,
            _ if furthest(visited) > journey.furthest => {
                let in_order =
                    self.view == View::Strict && journey.skipped & (1 << (journey.furthest + 1)) != 0;
                if in_order { Exit::Bypassed } else { Exit::Late }
            }
            _ => Exit::Open,
        };
    }

    /// The journey of any deal from its events in order; `false` if it did not enter under the view.
    fn walk(&self, events: &[u64], journey: &mut Journey, chains: &mut Chains) -> bool {
        if self.view == View::Strict {
            return self.follow(events, journey, chains);
        }
        self.stay(events, journey);
        self.reach(journey);
        true
    }

    /// When the deal was closed: its first event of the stage that closed it.
    fn closed(&self, events: &[u64], end: End) -> f64 {
        let closing = match end {
            End::Won => self.class.len() - 1,
            End::Lost => LOST,
            End::Open => return f64::NAN,
        };
        events.iter().find(|&&word| stage_of(word) == closing).map_or(f64::NAN, |&word| time_of(word))
    }

    /// Stays and backward moves: each event of another stage ends the stay before it.
    fn stay(&self, events: &[u64], journey: &mut Journey) {
        (journey.reached, journey.closed) = (0, f64::NAN);
        let last = self.class.len() - 1;
        let mut is_closed = false;
        let mut limit = f64::NAN;
        for &word in events {
            let (stage, time) = (stage_of(word), time_of(word));
            let current = journey.stays.last_mut();
            if stage == LOST {
                if journey.end == End::Lost {
                    if let Some(stay) = current.filter(|stay| !stay.ended) {
                        (stay.to, stay.ended) = (time, true);
                    }
                    if !is_closed {
                        (journey.closed, is_closed) = (time, true);
                    }
                }
                continue;
            }
            if stage == last && !is_closed {
                (journey.closed, is_closed) = (time, true);
            }
            match current {
                // The window starts with the first stage entered; an unknown time is taken as within.
                None => (journey.entered, limit) = (time, time + self.window),
                Some(stay) if !stay.ended => {
                    if stay.stage != stage {
                        (stay.to, stay.ended) = (time, true);
                        if stage < stay.stage {
                            journey.regressed.push(stay.stage as u8);
                        }
                    }
                }
                Some(_) => {}
            }
            if time <= limit || time.is_nan() {
                journey.reached |= 1 << stage;
            }
            if journey.stays.last().is_none_or(|stay| stay.ended) {
                journey.stays.push(Stay { stage, from: time, to: f64::NAN, ended: false });
            }
        }
        if let Some(stay) = journey.stays.last_mut().filter(|stay| !stay.ended) {
            stay.to = self.as_of.max(stay.from);
        }
    }

    /// The strict view: the stages of the longest run in order.
    fn follow(&self, events: &[u64], journey: &mut Journey, chains: &mut Chains) -> bool {
        chains.fit(events, &self.class, self.window);
        let chain = &chains.best;
        let Some(&entered) = chain.first() else { return false };
        let last = self.class.len() - 1;
        journey.furthest = chain.len() - 1;
        journey.reached = below(chain.len());
        (journey.entered, journey.closed) = (entered, self.closed(events, journey.end));
        if self.class[last] != last && journey.furthest == last {
            (journey.end, journey.closed) = (End::Won, chain[last]);
        }
        for (stage, pair) in chain.windows(2).enumerate() {
            journey.stays.push(Stay { stage, from: pair[0], to: pair[1], ended: true });
        }
        if journey.furthest < last {
            let from = chain[journey.furthest];
            let went_on = events.iter().any(|&word| (journey.furthest + 1..LOST).contains(&stage_of(word)));
            let to = match journey.end {
                End::Lost => journey.closed,
                // Where it went on the stay is not seen to end under this view.
                End::Open | End::Won => self.as_of.max(from),
            };
            journey.stays.push(Stay {
                stage: journey.furthest,
                from,
                to: if went_on { f64::NAN } else { to },
                ended: journey.end == End::Lost,
            });
        }
        true
    }
}

/// The events of a block's deals in order of time, put in order when the first deal asks for them.
#[derive(Default)]
struct Sorted {
    is_filled: bool,
    words: Vec<u64>,
    end: Vec<usize>,
}

impl Sorted {
    fn events(&mut self, deal: usize, deals: &[u16], words: &[u64]) -> &[u64] {
        if !self.is_filled {
            self.is_filled = true;
            self.end.clear();
            self.end.resize(DEALS + 1, 0);
            for &deal in deals {
                self.end[usize::from(deal) + 1] += 1;
            }
            for deal in 0..DEALS {
                self.end[deal + 1] += self.end[deal];
            }
            self.words.resize(words.len(), 0);
            for (&deal, &word) in deals.iter().zip(words) {
                let end = &mut self.end[usize::from(deal)];
                self.words[*end] = word;
                *end += 1;
            }
        }
        let from = if deal == 0 { 0 } else { self.end[deal - 1] };
        let own = &mut self.words[from..self.end[deal]];
        sort_words(own);
        own
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
    fn fit(&mut self, events: &[u64], class: &[usize], window: f64) {
        let count = class.len();
        self.known = 0;
        self.best.clear();
        for &word in events.iter().filter(|&&word| stage_of(word) != LOST) {
            let time = time_of(word);
            for stage in (0..count).rev().filter(|&stage| class[stage] == stage_of(word)) {
                let row = stage * count;
                if stage > 0 {
                    let before = row - count;
                    if self.known >> (stage - 1) & 1 == 0 || time > self.times[before] + window {
                        continue;
                    }
                    self.times.copy_within(before..before + stage, row);
                }
                self.times[row + stage] = time;
                self.known |= 1 << stage;
                if stage + 1 > self.best.len() {
                    self.best.clear();
                    self.best.extend_from_slice(&self.times[row..=row + stage]);
                }
            }
        }
    }
}
