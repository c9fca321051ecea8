//! The events of deals as words, dealt out into blocks of deals that stay in the cache.
//!
//! A word is the deal's place in its block above the time above the stage: words in order are deals in
//! order, each with its events in order, simultaneous ones by stage. Whole days take half the memory
//! of times of day.

use std::ops::{BitAnd, BitOr, Range, Shl, Shr};

use super::journey::Event;
use planscore_stats::{Durations, Outcome};
use planscore_table::Deals;

/// What an event is written into, and its time alone: never negative.
pub trait Word:
    Copy
    + Ord
    + From<u32>
    + BitAnd<Output = Self>
    + BitOr<Output = Self>
    + Shl<u32, Output = Self>
    + Shr<u32, Output = Self>
{
    /// Bits of the word.
    const BITS: u32;
    /// Bits of a time that are parts of a day.
    const FRACTION: u32;

    /// The low bits of a longer word.
    fn cut(word: u64) -> Self;

    /// The word as a longer one.
    fn long(self) -> u64;

    /// Adds the steps from a time to another of many pairs; 0 where that lies before it.
    fn add(
        durations: &mut Durations,
        pairs: impl ExactSizeIterator<Item = (Self, Self)> + Clone,
        outcome: Outcome,
    );

    /// The time from a whole day to a later time within two centuries.
    fn since(day: f64, time: f64) -> Self {
        // Moved to where the mantissa of a float ends with the parts of a day that are kept.
        let shift = (1_u64 << (f64::MANTISSA_DIGITS - 1 - Self::FRACTION)) as f64;
        Self::cut((time + (shift - day)).to_bits().wrapping_sub(shift.to_bits()))
    }

    /// Steps of a day.
    fn day() -> f64 {
        (1_u64 << Self::FRACTION) as f64
    }
}

/// Whole days.
impl Word for u32 {
    const BITS: u32 = u32::BITS;
    const FRACTION: u32 = 0;

    fn cut(word: u64) -> Self {
        word as Self
    }

    fn long(self) -> u64 {
        self.into()
    }

    fn add(
        durations: &mut Durations,
        pairs: impl ExactSizeIterator<Item = (Self, Self)> + Clone,
        outcome: Outcome,
    ) {
        durations.extend_whole(pairs.map(|(from, to)| to.saturating_sub(from)), outcome);
    }
}

/// Times of day, to 3 microseconds.
impl Word for i64 {
    const BITS: u32 = i64::BITS - 1;
    const FRACTION: u32 = 35;

    fn cut(word: u64) -> Self {
        word as Self
    }

    fn long(self) -> u64 {
        self as u64
    }

    fn add(
        durations: &mut Durations,
        pairs: impl ExactSizeIterator<Item = (Self, Self)> + Clone,
        outcome: Outcome,
    ) {
        durations.extend(pairs.map(|(from, to)| (to - from).max(0) as f64 / Self::day()), outcome);
    }
}

/// Most deals of a block, as a power of two: their columns fit into the smallest cache.
pub const BLOCK: u32 = 10;

/// As many low bits.
fn low(bits: u32) -> u64 {
    (1 << bits) - 1
}

/// What the bits of a word mean.
#[derive(Debug, Clone, Copy)]
pub struct Layout {
    /// The whole day from which times are counted; all known ones lie at least a day after it.
    base: f64,
    /// Steps of a day.
    day: f64,
    /// Bits of the stage, and of the stage and the time.
    stage: u32,
    event: u32,
    /// Most deals of a block, as a power of two.
    block: u32,
    /// The time of what is only known to have happened; it comes last.
    pub unknown: u64,
    /// The stage of a loss: after the stages of its time.
    pub lost: usize,
}

impl Layout {
    /// The layout for words of so many bits, and times of so many bits of a day.
    fn of(deals: &Deals, stages: usize, bits: u32, fraction: u32) -> Self {
        let length = |highest: u64| u64::BITS - highest.leading_zeros();
        let day = (1_u64 << fraction) as f64;
        let (base, latest) =
            deals.span().map_or((0.0, 0.0), |span| (span.earliest.floor() - 1.0, span.latest.floor() + 1.0));
        // All known times are lower than the highest of as many bits.
        let (stage, time) = (length(stages as u64), length(((latest - base) * day) as u64 + 1));
        let block = BLOCK.min(length(deals.codes().saturating_sub(1) as u64)).min(bits - stage - time);
        Self { base, day, stage, event: stage + time, block, unknown: low(time), lost: stages }
    }

    /// The first deal of a block.
    pub fn first(&self, block: usize) -> usize {
        block << self.block
    }

    /// The block of a deal.
    fn block_of(&self, deal: u32) -> usize {
        (deal >> self.block) as usize
    }

    /// The place in its block of a word's deal.
    pub fn place_of<W: Word>(&self, word: W) -> usize {
        (word >> self.event).long() as usize
    }

    /// The stage of a word.
    pub fn stage_of<W: Word>(&self, word: W) -> usize {
        (word & W::cut(low(self.stage))).long() as usize
    }

    /// The time of a word, never 0.
    pub fn time_of<W: Word>(&self, word: W) -> W {
        word >> self.stage & W::cut(self.unknown)
    }

    /// Blocks without events yet, each with the room of all of its own.
    fn blocks(&self, deals: &Deals) -> Vec<Range<usize>> {
        let mut counts = vec![0_usize; (deals.codes() >> self.block) + 1];
        for &deal in deals.event_deals() {
            counts[self.block_of(deal)] += 1;
        }
        let mut end = 0;
        let one = |count| {
            let start = end;
            end += count;
            start..start
        };
        counts.into_iter().map(one).collect()
    }

    /// A word of a block as its event.
    pub fn event_of(&self, block: usize, word: u64) -> Event {
        Event {
            deal: self.first(block) + (word >> self.event) as usize,
            stage: (word & low(self.stage)) as usize,
            time: self.date(word >> self.stage & self.unknown),
        }
    }

    /// A time as days since 1970-01-01.
    pub fn date(&self, time: u64) -> f64 {
        if time == self.unknown { f64::NAN } else { time as f64 / self.day + self.base }
    }

    /// The beginning of a day; that of the base, if it lies before.
    pub fn beginning(&self, day: f64) -> u64 {
        ((day - self.base).max(0.0) * self.day) as i64 as u64
    }
}

/// The events of every deal as of a day.
pub struct Events<W> {
    /// What their bits mean.
    pub layout: Layout,
    words: Vec<W>,
    /// Where the words of each block are.
    blocks: Vec<Range<usize>>,
    /// Whether a time has a time of day.
    pub has_hours: bool,
}

impl<W: Word> Events<W> {
    /// Deals the events out; what lies after the day, or in a stage left out, is dropped.
    pub fn of(deals: &Deals, stages: &[String], as_of: f64) -> Self {
        let layout = Layout::of(deals, stages.len(), W::BITS, W::FRACTION);
        let places = places(deals.stages(), stages);
        let mut blocks = layout.blocks(deals);
        // The whole of the last day counts.
        let until = as_of + 1.0;
        let (codes, stage_codes, times) = (deals.event_deals(), deals.event_stages(), deals.event_times());
        let (unknown, own) = (W::cut(layout.unknown), low(layout.block) as u32);
        let mut known = W::from(0);
        let mut words = vec![W::from(0); codes.len()];
        {
            let (blocks, words) = (&mut blocks[..], &mut words[..]);
            for ((&deal, &stage), &time) in codes.iter().zip(stage_codes).zip(times) {
                let place = places[usize::from(stage)];
                if place == DROPPED || time >= until {
                    continue;
                }
                let since = W::since(layout.base, time);
                known = known | if time.is_nan() { W::from(0) } else { since };
                let time = if time.is_nan() { unknown } else { since };
                let next = &mut blocks[layout.block_of(deal)].end;
                words[*next] = W::from(deal & own) << layout.event | time << layout.stage | W::from(place);
                *next += 1;
            }
        }
        Self { layout, words, blocks, has_hours: known.long() & low(W::FRACTION) != 0 }
    }

    /// How many blocks there are.
    pub fn blocks(&self) -> usize {
        self.blocks.len()
    }

    /// The words of a block.
    pub fn words(&self, block: usize) -> &[W] {
        &self.words[self.blocks[block].clone()]
    }
}

/// No stage of the funnel.
const DROPPED: u32 = u32::MAX;

/// The place in the funnel of each code of a stage.
fn places(codes: &[String], stages: &[String]) -> [u32; 256] {
    let mut places = [DROPPED; 256];
    for (place, name) in places.iter_mut().zip(codes) {
        *place = stages.iter().position(|stage| stage == name).map_or(DROPPED, |place| place as u32);
    }
    places[usize::from(Deals::LOST)] = stages.len() as u32;
    places
}
