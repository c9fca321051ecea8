//! Deals as columns: which deal reached which stage when, and how it ended.

use std::borrow::Cow;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::cell::{self, DateCell, NumberCell, number, utc_offset};
use super::csv::Record;
use super::dates::DateColumn;
use super::header::{Assignment, Header, Role, assign};
use super::interner::{Interner, highest};
use super::issues::Issues;
use super::orders::{MAX_ROWS, OWNER_NAMES, delimiter};
use super::reader::{Reader, Rows, is_total, read_all};
use super::stages::{self, Meaning};
use planscore_base::error::{Error, ErrorKind, Result};
use planscore_base::locale::{Locale, Phrase};

/// A column of dates, one for each deal that reached the stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StageColumn {
    /// Name of the stage.
    pub stage: String,
    /// Name of the column.
    pub column: String,
}

/// Which column of the file is which, by the file's own names.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct DealColumnsNamed {
    /// Number or name of the deal (商机编号).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deal: Option<String>,
    /// Stage of an event, or the present stage of a deal (阶段).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<String>,
    /// When the event happened (时间); event logs only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// Won, lost or open (结果).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
    /// When it ended (关闭日期).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed: Option<String>,
    /// What it is worth (金额).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Person in charge (负责人).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// Where it came from (渠道).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    /// Why it was lost (输单原因).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lost_reason: Option<String>,
    /// Columns of dates, one a stage; files with one row a deal only.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub stages: Vec<StageColumn>,
}

impl DealColumnsNamed {
    fn by_role(&self) -> [&Option<String>; 9] {
        [
            &self.deal,
            &self.stage,
            &self.time,
            &self.outcome,
            &self.closed,
            &self.value,
            &self.owner,
            &self.channel,
            &self.lost_reason,
        ]
    }
}

/// How to read a file of deals.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct DealOptions {
    /// Columns by name; what is left out is recognised.
    pub columns: DealColumnsNamed,
    /// Stages in order, the last one won; recognised when left out.
    pub stages: Option<Vec<String>>,
    /// One ASCII character between cells; recognised when left out.
    pub delimiter: Option<String>,
    /// Where days begin: `Asia/Shanghai` (default), `UTC` or an offset such as `+08:00`.
    pub time_zone: Option<String>,
    /// Language of the issues.
    pub locale: Locale,
}

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

/// From the earliest time to the latest one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Span {
    /// The earliest, in days since 1970-01-01.
    pub earliest: f64,
    /// The latest.
    pub latest: f64,
    /// Whether all times are whole days.
    pub is_whole: bool,
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
    /// The stage of each event; [`Deals::LOST`] for a loss.
    pub stage: Vec<u8>,
    /// When each event happened, in days since 1970-01-01; NaN where it is known only that.
    pub time: Vec<f64>,
    /// Value of each event's deal (NaN: unknown), or empty.
    pub value: Vec<f64>,
    /// Owner of each event's deal, or empty.
    pub owner: Vec<String>,
    /// Channel of each event's deal, or empty.
    pub channel: Vec<String>,
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
    issues: Issues,
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
        if !cell::is_blank(name) {
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
        let delimiter = delimiter(options.delimiter.as_deref())?;
        read_all(DealRows::new(options)?, delimiter, bytes)?.finish()
    }

    /// Takes columns as they are; `stages` in order, the last one won. A stage may repeat: an event of
    /// it has the code of its first place.
    ///
    /// # Errors
    /// Columns of different lengths (`deals/lengths`), codes out of range (`deals/bad-code`), a
    /// stage list that is empty or too long (`deals/stages`), times that are not dates
    /// (`deals/bad-time`), each with its place.
    pub fn from_events(events: DealEvents, stages: Vec<String>) -> Result<Self> {
        check_stage_count(&stages)?;
        let rows = events.deal.len();
        let lengths = [
            ("stage", events.stage.len(), true),
            ("time", events.time.len(), true),
            ("value", events.value.len(), false),
            ("owner", events.owner.len(), false),
            ("channel", events.channel.len(), false),
        ];
        if let Some((name, length, _)) =
            lengths.into_iter().find(|(_, len, must)| *len != rows && (*must || *len > 0))
        {
            return Err(Error::invalid(
                "deals/lengths",
                format!("列的长度不一致：deal 有 {rows} 行，{name} 有 {length} 行"),
                format!("columns differ in length: deal has {rows} rows, {name} has {length}"),
            )
            .at(name));
        }
        let staged = staged(&events.stage);
        let is_bad = |&stage: &u8| stage != Self::LOST && usize::from(stage) >= stages.len();
        let bad_stage =
            (usize::from(staged) > stages.len()).then(|| events.stage.iter().position(is_bad)).flatten();
        let named = events.deals.len();
        let highest = highest(&events.deal) as usize;
        let numbered = if named == 0 && rows > 0 { highest + 1 } else { 0 };
        if numbered > 2 * rows + 1_000_000 {
            return Err(Error::invalid("columns/type", "代码过于稀疏", "the codes are too sparse").at("deal"));
        }
        let bad_deal = (named > 0 && highest >= named)
            .then(|| events.deal.iter().position(|&d| d as usize >= named))
            .flatten();
        for (column, bad) in [("stage", bad_stage), ("deal", bad_deal)] {
            if let Some(row) = bad {
                return Err(Error::invalid("deals/bad-code", "代码超出范围", "a code is out of range")
                    .at(format!("{column}[{row}]")));
            }
        }
        let span = span(&events.time);
        if span.is_some_and(|span| !is_time(span.earliest) || !is_time(span.latest)) {
            let row = events.time.iter().position(|time| !is_time(*time)).unwrap_or(0);
            return Err(Error::invalid(
                "deals/bad-time",
                "时间不在 1900 至 2199 年之间",
                "a time lies outside 1900 to 2199",
            )
            .at(format!("time[{row}]")));
        }
        let mut deals = Self { stages, names: events.deals, numbered, span, ..Self::default() };
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
        Ok(deals)
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
        &self.issues
    }
}

/// Whether a time is one, or unknown.
fn is_time(time: f64) -> bool {
    time.is_nan() || TIMES.contains(&time)
}

/// Days since 1970-01-01 that are times: 1900 to 2199.
const TIMES: Range<f64> = -25_567.0..84_006.0;

/// The span of times, if any is known.
#[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
fn span(times: &[f64]) -> Option<Span> {
    let (mut earliest, mut latest, mut part) = ([f64::INFINITY; 4], [f64::NEG_INFINITY; 4], [0.0; 4]);
    let (fours, rest) = times.as_chunks::<4>();
    let rest = std::array::from_fn(|i| rest.get(i).copied().unwrap_or(f64::NAN));
    for four in fours.iter().chain([&rest]) {
        for (i, &time) in four.iter().enumerate() {
            // Not those of the standard library, which take more steps for what is not a number.
            earliest[i] = if time < earliest[i] { time } else { earliest[i] };
            latest[i] = if time > latest[i] { time } else { latest[i] };
            let parts = (time - time.trunc()).abs();
            part[i] = if parts > part[i] { parts } else { part[i] };
        }
    }
    let earliest = earliest.into_iter().fold(f64::INFINITY, f64::min);
    let latest = latest.into_iter().fold(f64::NEG_INFINITY, f64::max);
    (earliest <= latest).then_some(Span { earliest, latest, is_whole: part == [0.0; 4] })
}

/// One more than the highest code of a stage; that of a loss counts as none.
#[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
fn staged(stages: &[u8]) -> u8 {
    stages.iter().fold(0, |highest, &stage| highest.max(stage.wrapping_add(1)))
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

/// Reads deals chunk by chunk.
pub struct DealsReader(Reader<DealRows>);

impl DealsReader {
    /// A reader without any bytes yet.
    ///
    /// # Errors
    /// A delimiter, stage list or time zone that is not one.
    pub fn new(options: DealOptions) -> Result<Self> {
        let delimiter = delimiter(options.delimiter.as_deref())?;
        Ok(Self(Reader::new(DealRows::new(options)?, delimiter)))
    }

    /// Takes the next bytes, cut anywhere.
    ///
    /// # Errors
    /// As [`Deals::from_csv`].
    pub fn push(&mut self, chunk: &[u8]) -> Result<()> {
        self.0.push(chunk)
    }

    /// Takes the next bytes, so many, from a caller that writes them where they are read.
    ///
    /// # Errors
    /// As [`Deals::from_csv`].
    pub fn push_with(&mut self, length: usize, write: impl FnOnce(&mut [u8])) -> Result<()> {
        self.0.push_with(length, write)
    }

    /// Ends the file.
    ///
    /// # Errors
    /// As [`Deals::from_csv`].
    pub fn finish(self) -> Result<Deals> {
        self.0.finish()?.finish()
    }
}

const DEAL: usize = 0;
const STAGE: usize = 1;
const TIME: usize = 2;
const OUTCOME: usize = 3;
const CLOSED: usize = 4;
const VALUE: usize = 5;
const OWNER: usize = 6;
const CHANNEL: usize = 7;
const LOST_REASON: usize = 8;

#[rustfmt::skip]
const ROLES: [Role; 9] = [
    Role {
        name: "deal", title: "商机", required: false,
        exact: &["商机编号", "商机id", "商机号", "商机名称", "线索编号", "线索id", "项目编号", "项目名称", "機會編號", "deal", "dealid", "dealname",
            "opportunity", "opportunityid", "opportunityname", "leadid", "caseid", "case"],
        generic: &["编号", "商机", "线索", "id", "name", "lead", "客户名称", "客户", "account", "company"], part: &[],
    },
    Role {
        name: "stage", title: "阶段", required: false,
        exact: &["阶段", "当前阶段", "销售阶段", "商机阶段", "漏斗阶段", "階段", "stage", "dealstage", "salesstage", "activity"],
        generic: &["事件", "状态", "event", "status", "step"], part: &[],
    },
    Role {
        name: "time", title: "时间", required: false,
        exact: &["时间", "变更时间", "进入时间", "发生时间", "进入日期", "变更日期", "事件时间", "阶段时间", "timestamp", "time", "eventtime",
            "datetime", "enteredat", "changedat", "occurredat"],
        generic: &["日期", "date", "day"], part: &[],
    },
    Role {
        name: "outcome", title: "结果", required: false,
        exact: &["结果", "商机结果", "最终结果", "赢单状态", "成交状态", "是否成交", "是否赢单", "結果", "outcome", "result", "dealstatus", "iswon"],
        generic: &["状态", "status"], part: &[],
    },
    Role {
        name: "closed", title: "关闭日期", required: false,
        exact: &["关闭日期", "关闭时间", "结束日期", "结束时间", "关单日期", "结案日期", "关闭日", "關閉日期", "closedate", "closeddate", "closedat",
            "closed", "enddate"],
        generic: &["输单日期", "丢单日期", "失败日期", "lostdate", "lostat"], part: &[],
    },
    Role {
        name: "value", title: "金额", required: false,
        exact: &["金额", "金額", "商机金额", "合同金额", "成交金额", "订单金额", "value", "amount", "closevalue", "dealvalue", "dealamount"],
        generic: &["预计金额", "预估金额", "预计成交金额", "报价金额", "revenue", "price"], part: &["金额", "amount"],
    },
    Role { name: "owner", title: "负责人", required: false, exact: OWNER_NAMES, generic: &[], part: &[] },
    Role {
        name: "channel", title: "渠道", required: false,
        exact: &["渠道", "来源", "线索来源", "获客渠道", "来源渠道", "客户来源", "渠道来源", "來源", "channel", "source", "leadsource"],
        generic: &[], part: &["渠道", "来源"],
    },
    Role {
        name: "lostReason", title: "输单原因", required: false,
        exact: &["输单原因", "丢单原因", "失败原因", "流失原因", "战败原因", "關閉原因", "关闭原因", "lostreason", "lossreason", "reasonlost"],
        generic: &[], part: &["原因", "reason"],
    },
];

/// The two shapes of a file of deals.
enum Shape {
    /// A row an event.
    Events,
    /// A row a deal, a column a stage: columns in the order of the stages.
    Deals { columns: Vec<usize> },
}

/// A row of a file with one row a deal, kept until its dates are decided.
struct DealRow {
    row: usize,
    outcome: Option<Outcome>,
    /// A date could not be read: the row is left out.
    bad: bool,
}

/// Deals while they are read.
struct DealRows {
    options: DealOptions,
    offset: i32,
    shape: Shape,
    column: Assignment,
    headers: Vec<Header>,
    deals: Deals,
    dates: DateColumn,
    /// Events: the row, and the stage as written. Deals: the dates of every row, closing date last.
    event_rows: Vec<u32>,
    event_names: Vec<u32>,
    stage_names: Interner,
    rows: Vec<DealRow>,
    row_times: Vec<f64>,
    overflow: bool,
}

impl DealRows {
    fn new(options: DealOptions) -> Result<Self> {
        let zone = options.time_zone.as_deref().unwrap_or("Asia/Shanghai");
        let offset = utc_offset(zone).ok_or_else(|| {
            Error::invalid(
                "options/time-zone",
                "时区请写成 Asia/Shanghai、UTC 或 +08:00",
                "write the time zone as Asia/Shanghai, UTC or +08:00",
            )
            .at("timeZone")
        })?;
        if let Some(stages) = &options.stages {
            check_stages(stages)?;
        }
        let deals = Deals { issues: Issues::new(options.locale), ..Deals::default() };
        Ok(Self {
            options,
            offset,
            shape: Shape::Events,
            column: Vec::new(),
            headers: Vec::new(),
            deals,
            dates: DateColumn::default(),
            event_rows: Vec::new(),
            event_names: Vec::new(),
            stage_names: Interner::default(),
            rows: Vec::new(),
            row_times: Vec::new(),
            overflow: false,
        })
    }

    fn note(
        &mut self,
        code: &'static str,
        row: usize,
        column: Option<usize>,
        value: &str,
        zh: &str,
        en: &str,
    ) {
        let column = column.map(|c| self.headers[c].written.clone());
        self.deals.issues.note(code, Some(row), column.as_deref(), Some(value), || Phrase::new(zh, en));
    }

    /// Columns of dates named after stages, in the order of the file.
    fn stage_columns(&self, headers: &[Header]) -> Vec<(String, usize)> {
        let taken = |c: usize| self.column.contains(&Some(c));
        let given = self.options.stages.as_deref().unwrap_or_default();
        let mut found: Vec<(String, usize)> = Vec::new();
        for (column, header) in headers.iter().enumerate().filter(|(c, _)| !taken(*c)) {
            let stage = match stages::date_column_stage(&header.written) {
                Some(stem) => {
                    let stem = stem.trim_start_matches("进入");
                    let named = given.iter().find(|s| stages::same_stage(s, stem));
                    match (named, stages::meaning(stem)) {
                        (Some(stage), _) => stage.clone(),
                        (None, _) if !given.is_empty() || stages::is_bookkeeping(stem) => continue,
                        (None, Some(Meaning::Lost | Meaning::Open)) => continue,
                        (None, _) => stem.to_owned(),
                    }
                }
                None => match given.iter().find(|s| Header::new(s).name == header.name) {
                    Some(stage) => stage.clone(),
                    None if given.is_empty()
                        && matches!(
                            stages::meaning(&header.written),
                            Some(Meaning::Stage(_) | Meaning::Won)
                        ) =>
                    {
                        header.written.clone()
                    }
                    None => continue,
                },
            };
            if !found.iter().any(|(other, _)| stages::same_stage(other, &stage)) {
                found.push((stage, column));
            }
        }
        found
    }

    /// Whether columns of dates make a funnel: an orders file has a column of dates, too.
    fn speaks_of_stages(&self, found: &[(String, usize)]) -> bool {
        if self.options.stages.is_some() || !self.options.columns.stages.is_empty() {
            return !found.is_empty();
        }
        let known = found.iter().filter(|(stage, _)| stages::meaning(stage).is_some()).count();
        let ends = [STAGE, OUTCOME, CLOSED].iter().any(|&role| self.column[role].is_some());
        found.len() >= if ends { 1 } else { 2 } && (known >= 1 || (ends && found.len() >= 2))
    }

    /// Puts the stages of a row-a-deal file in order and adds the won stage where no column has it.
    fn ordered_stages(&self, mut found: Vec<(String, usize)>) -> (Vec<String>, Vec<usize>) {
        let place = |stage: &str| match stages::meaning(stage) {
            Some(Meaning::Stage(place)) => Some(place),
            Some(Meaning::Won) => Some(stages::WON),
            _ => None,
        };
        if let Some(given) = &self.options.stages {
            let columns = given
                .iter()
                .map(|s| found.iter().find(|(f, _)| f == s).map_or(usize::MAX, |(_, column)| *column))
                .collect();
            return (given.clone(), columns);
        }
        if found.iter().all(|(stage, _)| place(stage).is_some()) {
            found.sort_by(|(a, _), (b, _)| place(a).cmp(&place(b)));
        }
        let (mut names, mut columns): (Vec<String>, Vec<usize>) = found.into_iter().unzip();
        if names.last().and_then(|stage| place(stage)) != Some(stages::WON) {
            names.push(self.options.locale.pick("成单", "won").to_owned());
            columns.push(usize::MAX);
        }
        (names, columns)
    }

    fn event_row(&mut self, row: usize, record: &Record<'_>) {
        let cell = |role: usize| self.column[role].map(|c| record.text(c)).unwrap_or_default();
        let (deal, stage, time) = (cell(DEAL), cell(STAGE), cell(TIME));
        if cell::is_blank(&deal) || cell::is_blank(&stage) {
            return self.note(
                "deals/no-deal",
                row,
                self.column[DEAL],
                &deal,
                "没有商机或阶段，此行未计入",
                "no deal or stage, row left out",
            );
        }
        let DateCell::Time(at) = self.dates.read(&time, self.offset, self.event_rows.len(), row) else {
            return self.note(
                "deals/bad-time",
                row,
                self.column[TIME],
                &time,
                "时间无法识别，此行未计入",
                "not a time, row left out",
            );
        };
        let value = self.value(row, record);
        let code = self.deals.names.intern(&deal);
        self.event_rows.push(row as u32);
        self.event_names.push(self.stage_names.intern(&stage));
        self.deals.event_deal.push(code);
        self.deals.event_time.push(at);
        self.label(code as usize, record, value);
    }

    fn deal_row(&mut self, row: usize, record: &Record<'_>) {
        let Shape::Deals { columns } = &self.shape else { return };
        let columns = columns.clone();
        let cell = |role: usize| self.column[role].map(|c| record.text(c)).unwrap_or_default();
        let name = match self.column[DEAL] {
            Some(column) => record.text(column).into_owned(),
            None => format!("#{row}"),
        };
        if cell::is_blank(&name) {
            return self.note(
                "deals/no-deal",
                row,
                self.column[DEAL],
                &name,
                "没有商机编号，此行未计入",
                "no deal, row left out",
            );
        }
        if self.deals.names.get(&name).is_some() {
            return self.note(
                "deals/repeated",
                row,
                self.column[DEAL],
                &name,
                "商机编号重复，此行未计入",
                "the deal stands in the file twice, row left out",
            );
        }
        let said = [cell(OUTCOME), cell(STAGE)].into_iter().find_map(|text| match stages::meaning(&text)? {
            Meaning::Won => Some(Outcome::Won),
            Meaning::Lost => Some(Outcome::Lost),
            _ => None,
        });
        let outcome = said.or_else(|| (!cell::is_blank(&cell(LOST_REASON))).then_some(Outcome::Lost));
        let mut bad = false;
        for (i, column) in
            columns.iter().copied().chain([self.column[CLOSED].unwrap_or(usize::MAX)]).enumerate()
        {
            let text = if column == usize::MAX { "".into() } else { record.text(column) };
            let time = match self.dates.read(&text, self.offset, self.row_times.len(), row) {
                // The blank is told apart from a date that waits for its column: see `finish`.
                DateCell::Blank => f64::INFINITY,
                DateCell::Time(time) => time,
                _ => {
                    bad = true;
                    let column = (i <= columns.len()).then_some(column);
                    self.note(
                        "deals/bad-date",
                        row,
                        column,
                        &text,
                        "日期无法识别，此行未计入",
                        "not a date, row left out",
                    );
                    f64::INFINITY
                }
            };
            self.row_times.push(time);
        }
        let value = self.value(row, record);
        let code = self.deals.names.intern(&name) as usize;
        self.rows.push(DealRow { row, outcome, bad });
        self.label(code, record, value);
    }

    /// The value cell, scaled by its header's unit; NaN where there is none.
    fn value(&mut self, row: usize, record: &Record<'_>) -> f64 {
        let Some(column) = self.column[VALUE] else { return f64::NAN };
        let text = record.text(column);
        match number(&text) {
            NumberCell::Value(value) => value * self.headers[column].factor,
            NumberCell::Blank => f64::NAN,
            NumberCell::Bad => {
                self.note(
                    "deals/bad-value",
                    row,
                    Some(column),
                    &text,
                    "金额无法识别，视为未知",
                    "not an amount, taken as unknown",
                );
                f64::NAN
            }
        }
    }

    fn label(&mut self, deal: usize, record: &Record<'_>, value: f64) {
        if self.deals.value.len() <= deal {
            self.deals.value.resize(deal + 1, f64::NAN);
        }
        // A file of events names the value in several rows; the largest does not depend on their order.
        self.deals.value[deal] = self.deals.value[deal].max(value);
        let labels = [
            (OWNER, &mut self.deals.owner),
            (CHANNEL, &mut self.deals.channel),
            (LOST_REASON, &mut self.deals.lost_reason),
        ];
        for (role, label) in labels {
            if let Some(column) = self.column[role] {
                label.set(deal, &record.text(column));
            }
        }
    }

    fn finish(mut self) -> Result<Deals> {
        if self.overflow {
            return Err(Error::new(
                ErrorKind::Limit,
                "table/too-many-rows",
                Phrase::new("文件超过 2000 万行", "the file has more than 20,000,000 rows"),
            ));
        }
        let width = self.deals.stages.len() + 1;
        for decided in std::mem::take(&mut self.dates).decide() {
            let time = decided.time.unwrap_or(f64::NAN);
            if decided.time.is_none() {
                self.note(
                    "table/ambiguous-date",
                    decided.row,
                    None,
                    &decided.written,
                    "分不清日和月，此行未计入；请改用 2026-03-05 的写法",
                    "day and month cannot be told apart, row left out; write dates as 2026-03-05",
                );
            }
            match self.shape {
                Shape::Events => self.deals.event_time[decided.index] = time,
                Shape::Deals { .. } => {
                    self.row_times[decided.index] = time;
                    self.rows[decided.index / width].bad |= decided.time.is_none();
                }
            }
        }
        match self.shape {
            Shape::Events => self.finish_events()?,
            Shape::Deals { .. } => self.finish_deals(),
        }
        if self.deals.event_deal.is_empty() {
            return Err(self.deals.issues.no_rows(
                "deals/no-rows",
                "没有一行可用的商机",
                "no usable deal in the file",
            ));
        }
        self.deals.span = span(&self.deals.event_time);
        Ok(self.deals)
    }

    /// Turns stage names into codes; events without a known stage or a time are listed.
    fn finish_events(&mut self) -> Result<()> {
        let written: Vec<String> = self.stage_names.iter().map(str::to_owned).collect();
        if let Some(given) = &self.options.stages {
            self.deals.stages.clone_from(given);
        } else {
            let mut known: Vec<(usize, String)> = Vec::new();
            for name in &written {
                let place = match stages::meaning(name) {
                    Some(Meaning::Stage(place)) => place,
                    Some(Meaning::Won) => stages::WON,
                    _ => continue,
                };
                if !known.iter().any(|(other, _)| *other == place) {
                    known.push((place, name.clone()));
                }
            }
            known.sort_by(|(a, _), (b, _)| a.cmp(b));
            let unknown: Vec<&str> = written
                .iter()
                .filter(|n| stages::meaning(n).is_none())
                .map(String::as_str)
                .take(20)
                .collect();
            if known.len() < 2 || unknown.len() >= known.len() {
                let names = unknown.join(", ");
                return Err(Error::format(
                    "deals/unknown-stages",
                    format!("不认识这些阶段：{names}；请按顺序给出阶段列表"),
                    format!("these stages are not known: {names}; give the stages in order"),
                )
                .at("stages"));
            }
            self.deals.stages = known.into_iter().map(|(_, name)| name).collect();
            let last = self.deals.stages.last().map(|s| stages::meaning(s));
            if last != Some(Some(Meaning::Won)) {
                self.deals.stages.push(self.options.locale.pick("成单", "won").to_owned());
            }
        }
        let code_of = |name: &String| -> Option<u8> {
            let place = self.deals.stages.iter().position(|s| stages::same_stage(s, name));
            place.map(|p| p as u8).or_else(|| stages::lost_name(name).then_some(Deals::LOST))
        };
        let codes: Vec<Option<u8>> = written.iter().map(code_of).collect();
        let (event_deal, event_time) =
            (std::mem::take(&mut self.deals.event_deal), std::mem::take(&mut self.deals.event_time));
        for (i, name) in std::mem::take(&mut self.event_names).into_iter().enumerate() {
            match codes[name as usize] {
                Some(_) if event_time[i].is_nan() => {}
                Some(code) => {
                    self.deals.event_deal.push(event_deal[i]);
                    self.deals.event_stage.push(code);
                    self.deals.event_time.push(event_time[i]);
                }
                None => {
                    let (row, column) = (self.event_rows[i] as usize, self.column[STAGE]);
                    let name = &written[name as usize];
                    self.note(
                        "deals/unknown-stage",
                        row,
                        column,
                        name,
                        "不认识的阶段，此行未计入",
                        "an unknown stage, row left out",
                    );
                }
            }
        }
        Ok(())
    }

    /// Turns rows into events; rows that contradict themselves are listed and left out.
    fn finish_deals(&mut self) {
        let stages = self.deals.stages.len();
        for (deal, row) in std::mem::take(&mut self.rows).into_iter().enumerate() {
            let times = self.row_times[deal * (stages + 1)..][..=stages].to_vec();
            let (reached, closed) = (&times[..stages], times[stages]);
            let closed = closed.is_finite().then_some(closed);
            let mut won_at = Some(reached[stages - 1]).filter(|t| t.is_finite());
            if row.bad {
                continue;
            }
            let outcome = row.outcome.unwrap_or(if won_at.is_some() { Outcome::Won } else { Outcome::Open });
            let dated: Vec<f64> = reached.iter().copied().filter(|t| t.is_finite()).collect();
            let refuse = |rows: &mut Self, code, zh, en| {
                let name = rows.deals.name(deal).into_owned();
                rows.note(code, row.row, rows.column[DEAL], &name, zh, en);
            };
            if outcome == Outcome::Lost && won_at.is_some() {
                refuse(
                    self,
                    "deals/contradiction",
                    "既有成单日期又是输单，此行未计入",
                    "lost, yet with a date won; row left out",
                );
                continue;
            }
            if dated.windows(2).any(|pair| pair[1] < pair[0]) {
                refuse(
                    self,
                    "deals/negative-duration",
                    "后一阶段早于前一阶段，此行未计入",
                    "a later stage is dated before an earlier one; row left out",
                );
                continue;
            }
            if let (Some(closed), Some(last)) = (closed, dated.last())
                && closed < *last
            {
                refuse(
                    self,
                    "deals/negative-duration",
                    "关闭日期早于阶段日期，此行未计入",
                    "closed before a stage was reached; row left out",
                );
                continue;
            }
            if dated.is_empty() {
                refuse(
                    self,
                    "deals/no-stage-date",
                    "没有任何阶段日期，此行未计入",
                    "no stage has a date; row left out",
                );
                continue;
            }
            let mut push = |stage: u8, time: f64| {
                self.deals.event_deal.push(deal as u32);
                self.deals.event_stage.push(stage);
                self.deals.event_time.push(time);
            };
            for (stage, &time) in reached[..stages - 1].iter().enumerate() {
                if time.is_finite() {
                    push(stage as u8, time);
                }
            }
            match outcome {
                Outcome::Won => {
                    won_at = won_at.or(closed);
                    push(stages as u8 - 1, won_at.unwrap_or(f64::NAN));
                }
                Outcome::Lost => push(Deals::LOST, closed.unwrap_or(f64::NAN)),
                Outcome::Open => {}
            }
            let undated = match outcome {
                Outcome::Won => won_at.is_none(),
                Outcome::Lost => closed.is_none(),
                Outcome::Open => false,
            };
            if undated {
                refuse(
                    self,
                    "deals/no-closing-date",
                    "没有结束日期：计入数量，不计入时长",
                    "no closing date: counted, but not in durations",
                );
            }
        }
    }
}

impl Rows for DealRows {
    fn columns(&mut self, headers: &[Header]) -> Result<()> {
        let given = self.options.columns.by_role().map(Option::as_deref);
        let named: Vec<String> = self.options.columns.stages.iter().map(|s| s.column.clone()).collect();
        self.column = assign(&ROLES, headers, &given)?;
        let mut found = self.stage_columns(headers);
        if !named.is_empty() {
            found = Vec::new();
            for (i, StageColumn { stage, column }) in self.options.columns.stages.iter().enumerate() {
                let at = headers.iter().position(|h| h.written == column.trim()).ok_or_else(|| {
                    Error::format(
                        "columns/missing",
                        format!("找不到列“{column}”"),
                        format!("there is no column \"{column}\""),
                    )
                    .at(format!("columns.stages[{i}].column"))
                })?;
                found.push((stage.clone(), at));
            }
        }
        let is_log = [DEAL, STAGE, TIME].iter().all(|&role| self.column[role].is_some());
        let known = found.iter().filter(|(stage, _)| stages::meaning(stage).is_some()).count();
        if is_log && named.is_empty() && known < 2 {
            self.shape = Shape::Events;
            found.clear();
        } else if !self.speaks_of_stages(&found) {
            let seen: Vec<&str> = headers.iter().map(|h| h.written.as_str()).take(30).collect();
            let seen = seen.join(", ");
            return Err(Error::format(
                "columns/missing",
                format!("看不出商机的阶段：需要“商机、阶段、时间”三列，或每个阶段一个日期列；文件里的列：{seen}"),
                format!("no stages found: needs the columns deal, stage and time, or a column of dates for each stage; the file has: {seen}"),
            )
            .at("columns.stage"));
        } else {
            // A column of dates belongs to its stage, whatever else its name could mean.
            self.column[TIME] = None;
            let (stages, columns) = self.ordered_stages(found.clone());
            check_stages(&stages)?;
            self.deals.stages = stages;
            self.shape = Shape::Deals { columns };
        }
        self.headers = headers.to_vec();
        let name = |role: usize| self.column[role].map(|c| headers[c].written.clone());
        self.deals.columns = DealColumnsNamed {
            deal: name(DEAL),
            stage: name(STAGE),
            time: name(TIME),
            outcome: name(OUTCOME),
            closed: name(CLOSED),
            value: name(VALUE),
            owner: name(OWNER),
            channel: name(CHANNEL),
            lost_reason: name(LOST_REASON),
            stages: found
                .into_iter()
                .map(|(stage, column)| StageColumn { stage, column: headers[column].written.clone() })
                .collect(),
        };
        Ok(())
    }

    fn row(&mut self, row: usize, record: &Record<'_>) {
        if self.event_rows.len() + self.rows.len() >= MAX_ROWS {
            self.overflow = true;
            return;
        }
        let first = record.text(0);
        if is_total(&first) {
            return self.note(
                "table/total-row",
                row,
                Some(0),
                &first,
                "合计行，未计入",
                "a row of totals, left out",
            );
        }
        if !first.is_empty()
            && (0..record.len()).all(|i| self.headers.get(i).is_some_and(|h| h.written == record.text(i)))
        {
            return self.note(
                "table/repeated-header",
                row,
                Some(0),
                &first,
                "重复的表头，未计入",
                "the header again, left out",
            );
        }
        match self.shape {
            Shape::Events => self.event_row(row, record),
            Shape::Deals { .. } => self.deal_row(row, record),
        }
    }

    fn issues(&mut self) -> &mut Issues {
        &mut self.deals.issues
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
