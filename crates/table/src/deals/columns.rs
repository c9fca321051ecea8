//! Deals from columns that the caller already has.

use super::times::{TIMES, are_known, is_time, span, staged};
use super::{DealEvents, Deals, check_stage_count};
use crate::interner::highest;
use crate::quality::{Decision, Quality, RowCounts};
use planscore_base::error::{Error, Result};
use planscore_base::locale::{Phrase, Text};

impl Deals {
    /// Takes columns as they are; `stages` in order, the last one won. A stage may repeat: an event of
    /// it has the code of its first place. An event of an unknown stage, or without a time between 1900 and
    /// 2199, is listed (the first event is row 1) and left out.
    ///
    /// # Errors
    /// Columns of different lengths (`deals/lengths`), codes out of range (`deals/bad-code`) or too sparse
    /// (`columns/type`), a stage list that is empty or too long (`deals/stages`), no usable event
    /// (`deals/no-rows`).
    pub fn from_events(events: DealEvents, stages: Vec<String>) -> Result<Self> {
        check_stage_count(&stages)?;
        check_lengths(&events)?;
        let numbered = check_codes(&events, stages.len())?;
        let rows = events.deal.len();
        let mut deals = Self {
            stages,
            numbered,
            quality: Quality::new(events.locale),
            span: span(&events.time),
            ..Self::default()
        };
        let events = deals.without_bad_rows(events);
        if rows > 0 && events.deal.is_empty() {
            return Err(deals.issues().no_rows("deals/no-rows", "没有一个可用的事件", "no usable event"));
        }
        deals.names = events.deals;
        deals.rows = RowCounts { read: rows, used: events.deal.len(), left_out: rows - events.deal.len() };
        if !events.value.is_empty() {
            deals.value = vec![f64::NAN; deals.codes()];
            let mut latest = vec![f64::NEG_INFINITY; deals.codes()];
            for ((&deal, &time), &value) in events.deal.iter().zip(&events.time).zip(&events.value) {
                // The latest event speaks for the deal; among simultaneous ones the largest value.
                let (latest, known) = (&mut latest[deal as usize], &mut deals.value[deal as usize]);
                if value.is_finite()
                    && (time > *latest || known.is_nan() || (time == *latest && value > *known))
                {
                    (*latest, *known) = (time.max(*latest), value);
                }
            }
        }
        for (labels, names) in [(&mut deals.owner, &events.owner), (&mut deals.channel, &events.channel)] {
            for (&deal, name) in events.deal.iter().zip(names) {
                labels.set(deal as usize, name);
            }
        }
        (deals.event_deal, deals.event_stage, deals.event_time) = (events.deal, events.stage, events.time);
        deals.tell_reopened();
        Ok(deals)
    }

    /// Lists the events that cannot be used, and takes them out of every column.
    fn without_bad_rows(&mut self, mut events: DealEvents) -> DealEvents {
        let is_timed = self.span.is_some_and(|span| is_time(span.earliest) && is_time(span.latest));
        let all_timed = is_timed && are_known(&events.time);
        if all_timed && !events.stage.contains(&Self::UNKNOWN) {
            return events;
        }
        let keep: Vec<bool> = (0..events.deal.len())
            .map(|row| {
                let (code, zh, en) = if events.stage[row] == Self::UNKNOWN {
                    (
                        "deals/unknown-stage",
                        "阶段列表里没有这个阶段，此行未计入",
                        "not in the list of stages, row left out",
                    )
                } else if !TIMES.contains(&events.time[row]) {
                    (
                        "deals/bad-time",
                        "时间不是 1900 至 2199 年之间的日期，此行未计入",
                        "not a time between 1900 and 2199, row left out",
                    )
                } else {
                    return true;
                };
                let value = match events.unknown.binary_search_by_key(&row, |(at, _)| *at) {
                    Ok(at) => events.unknown[at].1.clone(),
                    Err(_) if code == "deals/bad-time" => events.time[row].to_string(),
                    Err(_) => String::new(),
                };
                self.quality.leave_out(code, row + 1, None, &value, || Phrase::new(zh, en));
                false
            })
            .collect();
        retain(&mut events.deal, &keep);
        retain(&mut events.stage, &keep);
        retain(&mut events.time, &keep);
        retain(&mut events.value, &keep);
        retain(&mut events.owner, &keep);
        retain(&mut events.channel, &keep);
        self.span = span(&events.time);
        events
    }

    /// Whether a deal may have gone on after a loss: it has a later event than its first loss.
    fn goes_on(&self) -> bool {
        let losses = self.event_stage.iter().enumerate().filter(|(_, stage)| **stage == Self::LOST);
        let mut lost = Vec::new();
        for (row, _) in losses {
            if lost.is_empty() {
                lost = vec![f64::INFINITY; self.codes()];
            }
            let first: &mut f64 = &mut lost[self.event_deal[row] as usize];
            *first = first.min(self.event_time[row]);
        }
        // All are looked at: a loop without a way out is quicker.
        let later = |(&deal, &time): (&u32, &f64)| lost.get(deal as usize).is_some_and(|lost| time > *lost);
        let events = self.event_deal.iter().zip(&self.event_time);
        !lost.is_empty() && events.fold(false, |any, event| any | later(event))
    }

    /// Tells which deals went on after a loss: they are open again, as of any day after that.
    pub(super) fn tell_reopened(&mut self) {
        if !self.goes_on() {
            return;
        }
        let mut latest = vec![f64::NEG_INFINITY; self.codes()];
        for (row, &deal) in self.event_deal.iter().enumerate() {
            if self.event_stage[row] != Self::LOST {
                let latest = &mut latest[deal as usize];
                *latest = latest.max(self.event_time[row]);
            }
        }
        let is_over = |row: &usize| {
            self.event_stage[*row] == Self::LOST
                && self.event_time[*row] < latest[self.event_deal[*row] as usize]
        };
        let over: Vec<usize> = (0..self.event_deal.len()).filter(is_over).collect();
        let Some(&first) = over.first() else { return };
        let example = self.name(self.event_deal[first] as usize).into_owned();
        let text = Text {
            zh: "输单之后又有进展的商机视为重新打开，之前的输单不计",
            en: "deals that went on after a loss are open again; the loss before does not count",
        };
        let remedy = Text {
            zh: "如果不对，请删去输单之后的阶段记录",
            en: "if that is wrong, take the stages after the loss out of the file",
        };
        self.quality
            .decide(Decision::new("deals/reopened", over.len(), text).example(&example).remedy(remedy));
    }
}

/// Keeps the items whose flag says so; a column that is not there stays empty.
fn retain<T>(column: &mut Vec<T>, keep: &[bool]) {
    let mut keep = keep.iter();
    column.retain(|_| keep.next().copied().unwrap_or(true));
}

fn check_lengths(events: &DealEvents) -> Result<()> {
    let rows = events.deal.len();
    let lengths = [
        ("stage", events.stage.len(), true),
        ("time", events.time.len(), true),
        ("value", events.value.len(), false),
        ("owner", events.owner.len(), false),
        ("channel", events.channel.len(), false),
    ];
    match lengths.into_iter().find(|(_, len, must)| *len != rows && (*must || *len > 0)) {
        None => Ok(()),
        Some((name, length, _)) => Err(Error::invalid(
            "deals/lengths",
            format!("列的长度不一致：deal 有 {rows} 行，{name} 有 {length} 行"),
            format!("columns differ in length: deal has {rows} rows, {name} has {length}"),
        )
        .at(name)),
    }
}

/// How many deals there are where codes are their own names.
fn check_codes(events: &DealEvents, stages: usize) -> Result<usize> {
    let rows = events.deal.len() as u64;
    let is_bad = |&stage: &u8| stage < Deals::UNKNOWN && usize::from(stage) >= stages;
    let may_be = usize::from(staged(&events.stage)) > stages;
    let bad_stage = may_be.then(|| events.stage.iter().position(is_bad)).flatten();
    let named = events.deals.len();
    // The highest code plus one may be beyond 32 bits.
    let highest = u64::from(highest(&events.deal));
    let numbered = if named == 0 && rows > 0 { highest + 1 } else { 0 };
    if numbered > 2 * rows + 1_000_000 {
        return Err(Error::invalid("columns/type", "代码过于稀疏", "the codes are too sparse").at("deal"));
    }
    let bad_deal = (named > 0 && highest >= named as u64)
        .then(|| events.deal.iter().position(|&deal| deal as usize >= named))
        .flatten();
    for (column, bad) in [("stage", bad_stage), ("deal", bad_deal)] {
        if let Some(row) = bad {
            return Err(Error::invalid("deals/bad-code", "代码超出范围", "a code is out of range")
                .at(format!("{column}[{row}]")));
        }
    }
    Ok(numbered as usize)
}
