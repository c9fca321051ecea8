//! Deals as columns: which deal reached which stage when, and how it ended.

mod columns;
mod events;
mod options;
mod outcomes;
mod read;
pub mod roles;
mod rows;
mod times;
mod wide;

use std::borrow::Cow;

use super::cells::Cells;
use super::header::Header;
use super::interner::Interner;
use super::issues::Issues;
use super::name::is_blank;
use super::quality::{Decision, Quality, RowCounts};
use super::reader::{DataSet, Reader, Rows, read_all};
use planscore_base::error::{Error, Result};
use planscore_base::locale::Locale;

pub use options::{DealColumnsNamed, DealOptions, StageColumn};
pub use rows::DealRows;
pub use times::Span;

/// How a deal stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Under way.
    Open,
    /// Reached the last stage.
    Won,
    /// Ended without.
    Lost,
}

/// No such owner, channel or reason.
const NONE: u32 = u32::MAX;

/// Deals from columns that the caller already has.
#[derive(Debug, Clone, Default)]
pub struct DealEvents {
    /// The deal of each event, as a code into `deals`.
    pub deal: Vec<u32>,
    /// Names of the deals by code; empty where codes are their own names.
    pub deals: Interner,
    /// The stage of each event; [`Deals::LOST`] for a loss, [`Deals::UNKNOWN`] for a name that is no stage.
    pub stage: Vec<u8>,
    /// When each event happened, in days since 1970-01-01; an event without a finite time is left out.
    pub time: Vec<f64>,
    /// Value of each event's deal (NaN: unknown), or empty.
    pub value: Vec<f64>,
    /// Owner of each event's deal, or empty.
    pub owner: Vec<String>,
    /// Channel of each event's deal, or empty.
    pub channel: Vec<String>,
    /// What the caller wrote where a stage is [`Deals::UNKNOWN`] or a time is none: rows from 0, ascending.
    pub unknown: Vec<(usize, String)>,
    /// Language of the issues.
    pub locale: Locale,
}

/// A set of deals: events in columns, and what is known of each deal.
#[derive(Debug, Clone, Default)]
pub struct Deals {
    stages: Vec<String>,
    names: Interner,
    /// Deals where codes are their own names.
    numbered: usize,
    event_deal: Vec<u32>,
    event_stage: Vec<u8>,
    event_time: Vec<f64>,
    span: Option<Span>,
    value: Vec<f64>,
    owner: Labels,
    channel: Labels,
    lost_reason: Labels,
    columns: DealColumnsNamed,
    quality: Quality,
    /// Rows of the file, or of the caller's columns.
    rows: RowCounts,
}

/// A label for each deal, as a code.
#[derive(Debug, Clone, Default)]
pub struct Labels {
    code: Vec<u32>,
    names: Interner,
}

impl Labels {
    fn set(&mut self, deal: usize, name: &str) {
        if self.code.len() <= deal {
            self.code.resize(deal + 1, NONE);
        }
        if !is_blank(name) {
            self.code[deal] = self.names.intern(name);
        }
    }

    /// The code of a deal's label.
    pub fn code(&self, deal: usize) -> Option<u32> {
        self.code.get(deal).copied().filter(|&code| code != NONE)
    }

    /// Labels by code.
    pub fn names(&self) -> &Interner {
        &self.names
    }

    fn get(&self, deal: usize) -> Option<&str> {
        self.code(deal).map(|code| self.names.name(code))
    }
}

impl Deals {
    /// The stage code of a loss.
    pub const LOST: u8 = u8::MAX;
    /// Stands in [`DealEvents::stage`] for a name that is none of the stages: the event is listed and left out.
    pub const UNKNOWN: u8 = u8::MAX - 1;
    /// Most stages a funnel has.
    pub const MAX_STAGES: usize = 32;

    /// Reads a UTF-8 CSV or TSV file: an event log (deal, stage, time) or one row a deal (a column
    /// of dates for each stage, and the outcome).
    ///
    /// ```
    /// use planscore_table::{DealOptions, Deals};
    /// let file = "商机编号,线索日期,商机日期,成单日期,结果,关闭日期\nA,2026-01-05,2026-01-20,,输单,2026-02-01\n";
    /// let deals = Deals::from_csv(file.as_bytes(), DealOptions::default()).unwrap();
    /// assert_eq!(deals.stages(), ["线索", "商机", "成单"]);
    /// assert_eq!(deals.event_stages(), [0, 1, Deals::LOST]);
    /// ```
    ///
    /// # Errors
    /// No column for the deal's stages (`columns/missing`), stage names that are not known and not
    /// given (`deals/unknown-stages`), no usable row (`deals/no-rows`), too many rows
    /// (`table/too-many-rows`).
    pub fn from_csv(bytes: &[u8], options: DealOptions) -> Result<Self> {
        read_all::<DealRows>(options, bytes)
    }

    /// One more than the highest deal code. A deal whose row was left out keeps its code and has no
    /// events.
    pub fn codes(&self) -> usize {
        self.names.len().max(self.numbered)
    }

    /// How many deals have events.
    pub fn len(&self) -> usize {
        let mut seen = vec![false; self.codes()];
        self.event_deal.iter().for_each(|&deal| seen[deal as usize] = true);
        seen.into_iter().filter(|&s| s).count()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.event_deal.is_empty()
    }

    /// The stages in order; the last one is won.
    pub fn stages(&self) -> &[String] {
        &self.stages
    }

    /// Name of a deal.
    pub fn name(&self, deal: usize) -> Cow<'_, str> {
        if self.numbered > 0 { deal.to_string().into() } else { self.names.name(deal as u32).into() }
    }

    /// The deal of each event.
    pub fn event_deals(&self) -> &[u32] {
        &self.event_deal
    }

    /// The stage of each event, or [`Deals::LOST`].
    pub fn event_stages(&self) -> &[u8] {
        &self.event_stage
    }

    /// When each event happened, in days since 1970-01-01; NaN where it is known only that it did.
    pub fn event_times(&self) -> &[f64] {
        &self.event_time
    }

    /// From when to when they are, if any is known.
    pub fn span(&self) -> Option<Span> {
        self.span
    }

    /// Whether a deal has a value.
    pub fn has_values(&self) -> bool {
        !self.value.is_empty()
    }

    /// What a deal is worth, if known.
    pub fn value(&self, deal: usize) -> Option<f64> {
        self.value.get(deal).copied().filter(|v| v.is_finite())
    }

    /// Persons in charge, a label a deal.
    pub fn owners(&self) -> &Labels {
        &self.owner
    }

    /// Channels, a label a deal.
    pub fn channels(&self) -> &Labels {
        &self.channel
    }

    /// Why deals were lost, a label a deal.
    pub fn lost_reasons(&self) -> &Labels {
        &self.lost_reason
    }

    /// Person in charge of a deal.
    pub fn owner(&self, deal: usize) -> Option<&str> {
        self.owner.get(deal)
    }

    /// Where a deal came from.
    pub fn channel(&self, deal: usize) -> Option<&str> {
        self.channel.get(deal)
    }

    /// Why a deal was lost.
    pub fn lost_reason(&self, deal: usize) -> Option<&str> {
        self.lost_reason.get(deal)
    }

    /// What was recognised.
    pub fn columns(&self) -> &DealColumnsNamed {
        &self.columns
    }

    /// What was left out, and why.
    pub fn issues(&self) -> &Issues {
        &self.quality.issues
    }

    /// What was decided for the reader of the file, and what to do if it is wrong.
    pub fn decisions(&self) -> &[Decision] {
        &self.quality.decisions
    }

    /// Rows of the file: read, used and left out.
    pub fn rows(&self) -> RowCounts {
        self.rows
    }
}

fn check_stages(stages: &[String]) -> Result<()> {
    check_stage_count(stages)?;
    match (1..stages.len()).find(|&i| stages[..i].contains(&stages[i])) {
        Some(i) => {
            Err(Error::invalid("deals/stages", "阶段名重复", "a stage is named twice")
                .at(format!("stages[{i}]")))
        }
        None => Ok(()),
    }
}

fn check_stage_count(stages: &[String]) -> Result<()> {
    let (zh, en) = match stages.len() {
        0..2 => ("至少需要两个阶段", "a funnel has at least two stages"),
        2..=Deals::MAX_STAGES => return Ok(()),
        _ => ("阶段超过 32 个", "a funnel has at most 32 stages"),
    };
    Err(Error::invalid("deals/stages", zh, en).at("stages"))
}

/// Reads deals chunk by chunk, with no more memory than the columns need.
pub type DealsReader = Reader<DealRows>;

/// Deals from rows whose cells an engine has apart already.
///
/// ```
/// use planscore_table::{DealCells, DealOptions};
/// let mut cells = DealCells::new(&["商机", "阶段", "时间"], DealOptions::default()).unwrap();
/// cells.push(["A", "线索", "2026-01-05"].into_iter());
/// cells.push(["A", "成单", "2026-02-01"].into_iter());
/// assert_eq!(cells.finish().unwrap().stages(), ["线索", "成单"]);
/// ```
pub struct DealCells(Cells<DealRows>);

impl DealCells {
    /// Recognises columns by their names.
    ///
    /// # Errors
    /// As [`Deals::from_csv`] for columns and options.
    pub fn new(names: &[&str], options: DealOptions) -> Result<Self> {
        let headers: Vec<Header> = names.iter().map(|name| Header::new(name)).collect();
        let mut rows = DealRows::open(options)?;
        rows.columns(&headers, None)?;
        Ok(Self(Cells::new(rows)))
    }

    /// Takes a row of texts, in the order of the header.
    pub fn push<'a>(&mut self, cells: impl Iterator<Item = &'a str>) {
        self.0.push(cells);
    }

    /// Ends the rows.
    ///
    /// # Errors
    /// As [`Deals::from_csv`].
    pub fn finish(self) -> Result<Deals> {
        self.0.finish().close()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Deals {
        Deals::from_csv(text.as_bytes(), DealOptions::default()).unwrap()
    }

    fn codes(deals: &Deals) -> Vec<(&'static str, Option<usize>)> {
        deals.issues().listed().iter().map(|i| (i.code, i.row)).collect()
    }

    #[test]
    fn an_event_log() {
        let deals = read(
            "deal,stage,time,owner\nA,Lead,2026-01-01,王芳\nA,Won,2026-01-09 12:00,王芳\nB,lost,2026-02-01,\nB,Lead,2026-01-20,李雷\nB,试用,2026-01-21,李雷\n",
        );
        assert_eq!(deals.stages(), ["Lead", "Won"]);
        assert_eq!(deals.event_stages(), [0, 1, Deals::LOST, 0]);
        assert_eq!((deals.event_times()[1] - deals.event_times()[0], deals.owner(1)), (8.5, Some("李雷")));
        assert_eq!(codes(&deals), [("deals/unknown-stage", Some(6))]);
    }

    #[test]
    fn impossible_deals_are_listed_and_left_out() {
        let deals = read(
            "商机编号,线索日期,SQL日期,成单日期,结果,关闭日期,金额(万元)\n\
             A,2026-01-01,2026-01-05,2026-02-01,赢单,,3\nB,2026-01-09,2026-01-05,,进行中,,1\nC,2026-01-01,,2026-02-01,输单,2026-02-02,1\n\
             D,2026-01-01,,,输单,,1\nE,,,,进行中,,1\nA,2026-03-01,,,进行中,,1\nF,2026-01-01,2026-01-05,,输单,2025-12-31,x\n",
        );
        assert_eq!((deals.codes(), deals.len(), deals.value(0)), (6, 2, Some(30_000.0)));
        assert_eq!(deals.event_deals(), [0, 0, 0, 3, 3]);
        assert!(deals.event_times()[4].is_nan());
        let mut seen = codes(&deals);
        seen.sort_by_key(|s| s.1);
        assert_eq!(
            seen,
            [
                ("deals/negative-duration", Some(3)),
                ("deals/contradiction", Some(4)),
                ("deals/no-closing-date", Some(5)),
                ("deals/no-stage-date", Some(6)),
                ("deals/repeated", Some(7)),
                ("deals/bad-value", Some(8)),
                ("deals/negative-duration", Some(8)),
            ]
        );
    }

    #[test]
    fn shapes_that_say_nothing_of_stages_are_refused() {
        let code = |text: &str| Deals::from_csv(text.as_bytes(), DealOptions::default()).unwrap_err().code();
        assert_eq!(code("客户,下单日期,金额\n甲,2026-01-01,5\n"), "columns/missing");
        assert_eq!(code("deal,stage,time\nA,x,2026-01-01\nA,y,2026-01-02\n"), "deals/unknown-stages");
    }

    #[test]
    fn crm_export_with_one_stage_date() {
        let deals = read(
            "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value\n\
             1,M,G,C,Won,2016-10-20,2017-03-01,1054\n2,M,G,C,Engaging,2016-10-25,,\n3,D,G,C,Lost,2016-10-25,2016-11-01,0\n4,D,G,C,Prospecting,,,\n",
        );
        assert_eq!(deals.stages(), ["engage", "成单"]);
        assert_eq!(deals.event_stages(), [0, 1, 0, 0, Deals::LOST]);
        assert_eq!(codes(&deals), [("deals/no-stage-date", Some(5))]);
    }
}
