//! A block's deals as columns: the time of each stage, and which deals took the same steps.
//!
//! Most deals have one event a stage, in order. They are not looked at one by one: those that went
//! through the same stages are counted together. The others are odd, and their events are sorted.

use super::events::{BLOCK, Events, Layout, Word};
use super::journey::{Event, Rules, Steps, below, furthest};
use planscore_stats::{Durations, Outcome, add_up, sort_words};

/// Most deals of a block.
const DEALS: usize = 1 << BLOCK;

/// A column of times.
#[derive(Debug, Clone, Copy)]
pub enum Column {
    /// When deals entered a stage.
    Entered(usize),
    /// When they were lost.
    Lost,
    /// Until when they are seen in their latest stage, where nothing ends that.
    Seen,
    /// The beginning of the day they are seen from.
    Now,
}

/// The events of all deals, of which one block after the other is laid out in columns.
pub trait Table {
    /// How many blocks there are.
    fn blocks(&self) -> usize;

    /// What the bits of an event mean.
    fn layout(&self) -> Layout;

    /// Whether a time has a time of day.
    fn has_hours(&self) -> bool;

    /// Lays a block out: what its straight deals have events of, stages and loss, a bit each.
    fn lay_out(&mut self, block: usize, steps: &mut Vec<u64>);

    /// The events of a block.
    fn words(&self, block: usize) -> Vec<u64>;

    /// How many they are.
    fn count(&self, block: usize) -> usize;

    /// A time of the block laid out.
    fn time(&self, column: Column, place: usize) -> u64;

    /// Adds the days of some deals between two columns to others; 0 where the second lies before the
    /// first.
    fn add(&self, places: &[u16], from: Column, to: Column, outcome: Outcome, durations: &mut Durations);
}

/// Events and the columns of one block.
pub struct Columns<W> {
    events: Events<W>,
    are_distinct: bool,
    /// The time of each deal's event of each stage, a column each, then of its loss; 0: none.
    times: Vec<[W; DEALS]>,
    /// Until when each deal is seen in its latest stage, where nothing ends that.
    seen: [W; DEALS],
    /// The beginning of the day they are seen from.
    now: [W; DEALS],
    /// Stages that each deal has an event of, a bit each.
    visited: [W; DEALS],
    /// 1 for deals with at most one event a stage, in order, at known times.
    straight: [W; DEALS],
}

impl<W: Word> Columns<W> {
    /// Columns of events, seen from a day.
    pub fn of(events: Events<W>, rules: &Rules, as_of: f64) -> Self {
        let none = [W::from(0); DEALS];
        Self {
            are_distinct: rules.are_distinct(),
            times: vec![none; events.layout.lost + 1],
            seen: none,
            now: [W::cut(events.layout.beginning(as_of)); DEALS],
            visited: none,
            straight: none,
            events,
        }
    }

    /// Writes each event of a block into its column.
    fn spread(&mut self, block: usize) {
        let none = W::from(0);
        let (layout, times, straight) = (self.events.layout, &mut self.times[..], &mut self.straight);
        times.fill([none; DEALS]);
        straight.fill(W::from(u32::from(self.are_distinct)));
        for &word in self.events.words(block) {
            let deal = layout.place_of(word) % DEALS;
            let time = &mut times[layout.stage_of(word)][deal];
            if *time != none {
                straight[deal] = none;
            }
            *time = layout.time_of(word);
        }
    }

    fn column(&self, column: Column) -> &[W; DEALS] {
        match column {
            Column::Entered(stage) => &self.times[stage],
            Column::Lost => &self.times[self.events.layout.lost],
            Column::Seen => &self.seen,
            Column::Now => &self.now,
        }
    }

    fn pairs(
        &self,
        places: &[u16],
        from: Column,
        to: Column,
    ) -> impl ExactSizeIterator<Item = (W, W)> + Clone {
        let (from, to) = (self.column(from), self.column(to));
        places.iter().map(|&place| usize::from(place) % DEALS).map(|place| (from[place], to[place]))
    }
}

impl<W: Word> Table for Columns<W> {
    fn blocks(&self) -> usize {
        self.events.blocks()
    }

    fn layout(&self) -> Layout {
        self.events.layout
    }

    fn has_hours(&self) -> bool {
        self.events.has_hours
    }

    fn lay_out(&mut self, block: usize, steps: &mut Vec<u64>) {
        self.spread(block);
        let (visited, straight, seen) = (&mut self.visited, &mut self.straight, &mut self.seen);
        let Some((lost, stages)) = self.times.split_last() else { return };
        visited.fill(W::from(0));
        seen.fill(W::from(0));
        for (stage, times) in (0..).zip(stages) {
            enter(stage, times, visited, straight, seen);
        }
        close(W::cut(self.events.layout.unknown), lost, visited, straight, seen, &self.now);
        steps.clear();
        let stages = self.events.layout.lost;
        let deals = self.visited.iter().zip(&self.straight).zip(&self.times[stages]);
        steps.extend(deals.map(|((&visited, &straight), &lost)| {
            let steps = visited.long() | u64::from(lost != W::from(0)) << stages;
            if straight == W::from(0) { 0 } else { steps }
        }));
    }

    fn words(&self, block: usize) -> Vec<u64> {
        self.events.words(block).iter().map(|word| word.long()).collect()
    }

    fn count(&self, block: usize) -> usize {
        self.events.words(block).len()
    }

    fn time(&self, column: Column, place: usize) -> u64 {
        self.column(column)[place].long()
    }

    fn add(&self, places: &[u16], from: Column, to: Column, outcome: Outcome, durations: &mut Durations) {
        W::add(durations, self.pairs(places, from, to), outcome);
    }
}

/// Goes on to a stage: which deals entered it, and whether after those before it.
#[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
fn enter<W: Word>(
    stage: u32,
    times: &[W; DEALS],
    visited: &mut [W; DEALS],
    straight: &mut [W; DEALS],
    seen: &mut [W; DEALS],
) {
    for deal in 0..DEALS {
        let (time, is_there) = (times[deal], times[deal] != W::from(0));
        visited[deal] = visited[deal] | W::from(u32::from(is_there)) << stage;
        straight[deal] = straight[deal] & W::from(u32::from(!is_there || time >= seen[deal]));
        seen[deal] = seen[deal].max(time);
    }
}

/// Ends with the losses: which deals have stages, in order and before their loss, all at known times.
#[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
fn close<W: Word>(
    unknown: W,
    lost: &[W; DEALS],
    visited: &[W; DEALS],
    straight: &mut [W; DEALS],
    seen: &mut [W; DEALS],
    now: &[W; DEALS],
) {
    let none = W::from(0);
    for deal in 0..DEALS {
        let (time, latest) = (lost[deal], seen[deal]);
        let is_known = latest != unknown && time != unknown;
        let is_straight = visited[deal] != none && is_known && (time == none || time >= latest);
        straight[deal] = straight[deal] & W::from(u32::from(is_straight));
        seen[deal] = latest.max(now[deal]);
    }
}

/// Bits of the steps that deals are sorted by at a time.
const DIGIT: usize = 8;
/// Above the bits of the stages and the loss: one more than the last stage within the window, if another
/// was entered after it.
const WITHIN: usize = 40;

/// The straight deals of a block, those that took the same steps together.
#[derive(Default)]
pub struct Order {
    /// What each deal of the block has events of, stages and loss, a bit each; 0 for odd deals.
    pub steps: Vec<u64>,
    places: Vec<u16>,
    spare: Vec<u16>,
}

impl Order {
    /// Finds the stages that deals entered after the window.
    pub fn keep_within(&mut self, window: f64, table: &dyn Table) {
        let layout = table.layout();
        for (place, steps) in self.steps.iter_mut().enumerate().filter(|(_, steps)| **steps != 0) {
            let visited = *steps & below(layout.lost);
            let date = |stage: usize| layout.date(table.time(Column::Entered(stage), place));
            let limit = date(visited.trailing_zeros() as usize) + window;
            let mut within = visited;
            while date(furthest(within)) > limit {
                within &= below(furthest(within));
            }
            if within != visited {
                *steps |= (furthest(within) as u64 + 1) << WITHIN;
            }
        }
    }

    /// The events of the odd deals of a block, one deal after the other, in order.
    pub fn odd(&self, block: usize, table: &dyn Table) -> Vec<Event> {
        let layout = table.layout();
        let straight =
            self.steps.iter().map(|steps| (steps & below(WITHIN)).count_ones() as usize).sum::<usize>();
        if straight == table.count(block) {
            return Vec::new();
        }
        let mut words = table.words(block);
        words.retain(|&word| self.steps.get(layout.place_of(i64::cut(word))).is_none_or(|steps| *steps == 0));
        sort_words(&mut words);
        words.into_iter().map(|word| layout.event_of(block, word)).collect()
    }

    /// Puts deals with the same steps together, by their digits from the lowest up (radix).
    pub fn sort(&mut self, stages: usize) {
        let Self { steps, places, spare } = self;
        places.clear();
        places.extend((0..).zip(&*steps).filter(|(_, steps)| **steps != 0).map(|(place, _)| place));
        let is_cut = steps.iter().any(|steps| steps >> WITHIN != 0);
        for shift in (0..=stages).step_by(DIGIT).chain(is_cut.then_some(WITHIN)) {
            let digit = |place: u16| (steps[usize::from(place)] >> shift) as usize % (1 << DIGIT);
            let mut starts = [0; 1 << DIGIT];
            for &place in &*places {
                starts[digit(place)] += 1;
            }
            add_up(&mut starts);
            spare.resize(places.len(), 0);
            for &place in &*places {
                let start = &mut starts[digit(place)];
                spare[*start as usize] = place;
                *start += 1;
            }
            std::mem::swap(places, spare);
        }
    }

    /// Deals with the same steps, of the block that begins with a deal.
    pub fn groups<'a>(
        &'a self,
        table: &'a dyn Table,
        first: usize,
        stages: usize,
    ) -> impl Iterator<Item = Group<'a>> {
        let steps = |place: u16| self.steps[usize::from(place)];
        self.places.chunk_by(move |&a, &b| steps(a) == steps(b)).map(move |places| {
            let bits = steps(places[0]);
            let visited = bits & below(stages);
            let within =
                if bits >> WITHIN == 0 { visited } else { visited & below((bits >> WITHIN) as usize) };
            let steps = Steps { visited, is_lost: bits >> stages & 1 == 1 };
            Group { table, first, places, steps, within }
        })
    }
}

/// Straight deals of a block that took the same steps.
#[derive(Clone, Copy)]
pub struct Group<'a> {
    table: &'a dyn Table,
    /// The first deal of the block.
    first: usize,
    /// Their places in the block.
    places: &'a [u16],
    /// The steps.
    pub steps: Steps,
    /// The stages among them that were entered within the window.
    pub within: u64,
}

impl<'a> Group<'a> {
    /// How many they are.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// The deals.
    pub fn deals(&self) -> impl Iterator<Item = usize> + use<'a> {
        let first = self.first;
        self.places.iter().map(move |&place| first + usize::from(place))
    }

    /// Those with the same label together, by their places.
    pub fn by_label(&self, label: &dyn Fn(usize) -> usize) -> Vec<(usize, Vec<u16>)> {
        let one = |(&place, deal)| (label(deal) as u64) << u16::BITS | u64::from(place);
        let mut words: Vec<u64> = self.places.iter().zip(self.deals()).map(one).collect();
        sort_words(&mut words);
        let label = |word: u64| (word >> u16::BITS) as usize;
        let same = words.chunk_by(|&a, &b| label(a) == label(b));
        same.map(|same| (label(same[0]), same.iter().map(|&word| word as u16).collect())).collect()
    }

    /// The same for some of them, by their places.
    pub fn some(&self, places: &'a [u16]) -> Self {
        Self { places, ..*self }
    }

    /// The deals, with the days of each between two columns.
    pub fn days(&self, from: Column, to: Column) -> impl Iterator<Item = (usize, f64)> {
        self.places.iter().map(move |&place| {
            let (from, to) = (self.date(from, place.into()), self.date(to, place.into()));
            (self.first + usize::from(place), to - from)
        })
    }

    fn date(&self, column: Column, place: usize) -> f64 {
        self.table.layout().date(self.table.time(column, place))
    }

    /// Adds the days of each between two columns to others; 0 where the second lies before the first.
    pub fn add(&self, from: Column, to: Column, outcome: Outcome, durations: &mut Durations) {
        self.table.add(self.places, from, to, outcome, durations);
    }
}
