//! All that is added up over deals, seen from a day.

use super::columns::{Column, Columns, Group, Order, Table};
use super::events::Events;
use super::journey::{End, Journey, Rules, Straight, Walker, furthest};
use super::options::{FunnelOptions, SegmentBy};
use super::segments::{Peers, Segments, labels};
use super::stage::Tally;
use super::stuck::Waiting;
use planscore_stats::{Durations, Outcome};
use planscore_table::Deals;

/// What is added up.
pub struct Sums<'a> {
    deals: &'a Deals,
    as_of: f64,
    /// Deals by how they stand.
    pub ends: [usize; 3],
    /// By stage.
    pub tally: Tally,
    /// By owner or channel, where asked for.
    pub segments: Option<Segments<'a>>,
    /// The outcomes of owners and channels.
    pub peers: Vec<Peers<'a>>,
    /// Days from entry to won.
    pub cycles: Durations,
    /// Days from entry to the end.
    pub durations: Durations,
    /// Values of deals that have one, and of the won ones among them.
    pub values: Vec<f64>,
    /// Of the won ones among them.
    pub won_values: Vec<f64>,
    /// Days until leads left the first stage, where the data have times of day.
    pub answers: Durations,
    /// The open deals.
    pub waiting: Vec<Waiting>,
}

impl<'a> Sums<'a> {
    /// Adds deals up.
    pub fn of(deals: &'a Deals, stages: &[String], options: &FunnelOptions, as_of: f64) -> Self {
        let mut sums = Self {
            deals,
            as_of,
            ends: [0; 3],
            tally: Tally::new(stages.len()),
            segments: options.by.map(|by| Segments::new(deals, by, stages.len())),
            peers: [SegmentBy::Owner, SegmentBy::Channel]
                .into_iter()
                .filter(|&by| !labels(deals, by).names().is_empty())
                .map(|by| Peers::new(deals, by, stages.len()))
                .collect(),
            cycles: Durations::default(),
            durations: Durations::default(),
            values: Vec::new(),
            won_values: Vec::new(),
            answers: Durations::default(),
            waiting: Vec::new(),
        };
        let rules = Rules::of(stages, options, as_of);
        if deals.span().is_none_or(|span| span.is_whole) {
            let events = Events::<u32>::of(deals, stages, as_of);
            sums.add(&mut Columns::of(events, &rules, as_of), &rules);
        } else {
            let events = Events::<i64>::of(deals, stages, as_of);
            sums.add(&mut Columns::of(events, &rules, as_of), &rules);
        }
        sums
    }

    fn add(&mut self, table: &mut dyn Table, rules: &Rules) {
        let (layout, has_hours) = (table.layout(), table.has_hours());
        let (mut order, mut walker) = (Order::default(), Walker::new(rules));
        for block in 0..table.blocks() {
            table.lay_out(block, &mut order.steps);
            if rules.window < f64::INFINITY {
                order.keep_within(rules.window, table);
            }
            order.sort(layout.lost);
            for group in order.groups(table, layout.first(block), layout.lost) {
                if let Some(straight) = rules.straight(group.steps, group.within) {
                    self.group(&group, &straight, has_hours);
                }
            }
            for events in order.odd(block, table).chunk_by(|a, b| a.deal == b.deal) {
                if let Some(journey) = walker.walk(events) {
                    self.journey(journey, has_hours);
                }
            }
        }
    }

    /// Adds straight deals of a block that took the same steps.
    fn group(&mut self, group: &Group<'_>, straight: &Straight, has_hours: bool) {
        let Straight { way, stays, is_seen } = *straight;
        self.ends[way.end as usize] += group.len();
        self.tally.group(group, straight, self.deals);
        if let Some(segments) = &mut self.segments {
            segments.group(group, straight, self.deals);
        }
        for peers in &mut self.peers {
            group.deals().for_each(|deal| peers.add(deal, &way));
        }
        if self.deals.has_values() {
            group.deals().for_each(|deal| self.value(deal, way.end));
        }
        let (first, last) = (stays.trailing_zeros() as usize, furthest(stays));
        let entered = Column::Entered(first);
        match way.end {
            End::Open => group.add(entered, Column::Now, Outcome::Censored, &mut self.durations),
            End::Lost => group.add(entered, Column::Lost, Outcome::Competing, &mut self.durations),
            End::Won => {
                let won = Column::Entered(furthest(group.steps.visited));
                group.add(entered, won, Outcome::Event, &mut self.durations);
                group.add(entered, won, Outcome::Event, &mut self.cycles);
            }
        }
        if way.end == End::Open && is_seen {
            let waiting = group.days(Column::Entered(last), Column::Seen);
            self.waiting.extend(waiting.map(|(deal, age)| Waiting { deal, stage: last, age }));
        }
        if has_hours && first == 0 && (is_seen || last > first) {
            let (answer, outcome) = match way.end {
                _ if last > first => {
                    (Column::Entered((stays & !1).trailing_zeros() as usize), Outcome::Event)
                }
                End::Lost => (Column::Lost, Outcome::Event),
                End::Open | End::Won => (Column::Seen, Outcome::Censored),
            };
            group.add(entered, answer, outcome, &mut self.answers);
        }
    }

    /// Adds any other deal.
    fn journey(&mut self, journey: &Journey, has_hours: bool) {
        let end = journey.way.end;
        self.ends[end as usize] += 1;
        self.tally.add(journey, self.deals, self.as_of);
        if let Some(segments) = &mut self.segments {
            segments.add(journey, self.deals, self.as_of);
        }
        for peers in &mut self.peers {
            peers.add(journey.deal, &journey.way);
        }
        let (until, outcome) = match end {
            End::Won => (journey.closed, Outcome::Event),
            End::Lost => (journey.closed, Outcome::Competing),
            End::Open => (self.as_of.max(journey.entered), Outcome::Censored),
        };
        let days = until - journey.entered;
        if days >= 0.0 {
            self.durations.push(days, outcome);
        }
        if end == End::Won && days.is_finite() {
            self.cycles.push(days, outcome);
        }
        self.value(journey.deal, end);
        if let Some(first) = journey.stays.first().filter(|stay| has_hours && stay.stage == 0) {
            let outcome = if first.ended { Outcome::Event } else { Outcome::Censored };
            let days = first.to - first.from;
            if days >= 0.0 {
                self.answers.push(days, outcome);
            }
        }
        if let Some(stay) = journey.stays.last().filter(|stay| end == End::Open && !stay.ended) {
            self.waiting.push(Waiting { deal: journey.deal, stage: stay.stage, age: stay.to - stay.from });
        }
    }

    fn value(&mut self, deal: usize, end: End) {
        if let Some(value) = self.deals.value(deal).filter(|value| *value > 0.0) {
            self.values.push(value);
            if end == End::Won {
                self.won_values.push(value);
            }
        }
    }
}
