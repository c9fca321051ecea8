//! Files with a row a deal: a column of dates for each stage, and the outcome.

use super::roles::{CLOSED, DEAL, IS_CLOSED, IS_WON, LOST_DATE, OUTCOME, STAGE};
use super::rows::{BAD_DATE, DealRow, DealRows, Shape};
use super::times::plausible;
use super::{Deals, Outcome, StageColumn};
use crate::csv::Record;
use crate::date::DateCell;
use crate::header::Header;
use crate::name::{clean, is_blank};
use crate::quality::{Count, Decision};
use crate::stages::{self, Meaning, WON, meaning, place};
use crate::why::{self, Why};
use planscore_base::calendar::Day;
use planscore_base::locale::{Phrase, Text};

const NO_DEAL: Why = ("deals/no-deal", "没有商机编号，此行未计入", "no deal, row left out");
const REPEATED: Why =
    ("deals/repeated", "商机编号重复，此行未计入", "the deal stands in the file twice, row left out");
const CONTRADICTION: Why = (
    "deals/contradiction",
    "既是成单又是输单，此行未计入",
    "won as well as lost by its dates and words; row left out",
);
const OPEN_WITH_END: Why = (
    "deals/open-with-end",
    "状态是进行中，却有成单或输单日期，视为进行中",
    "said to be open, yet with a date won or lost; taken as open",
);
const BACKWARDS: Why = (
    "deals/negative-duration",
    "后一阶段早于前一阶段，此行未计入",
    "a later stage is dated before an earlier one; row left out",
);
const CLOSED_BEFORE: Why = (
    "deals/negative-duration",
    "关闭日期早于阶段日期，此行未计入",
    "closed before a stage was reached; row left out",
);
const NO_STAGE_DATE: Why =
    ("deals/no-stage-date", "没有任何阶段日期，此行未计入", "no stage has a date; row left out");
const NO_CLOSING_DATE: Why = (
    "deals/no-closing-date",
    "没有结束日期：计入数量，不计入时长",
    "no closing date: counted, but not in durations",
);

impl DealRows {
    /// Columns of dates named after stages, in the order of the file.
    pub(super) fn stage_columns(&self, headers: &[Header]) -> Vec<(String, usize)> {
        let taken = |c: usize| self.column.contains(&Some(c));
        let given = self.options.stages.as_deref().unwrap_or_default();
        let mut found: Vec<(String, usize)> = Vec::new();
        for (column, header) in headers.iter().enumerate().filter(|(c, _)| !taken(*c)) {
            let Some(stage) = stage_of_column(header, given) else { continue };
            if !found.iter().any(|(other, _)| stages::same_stage(other, &stage)) {
                found.push((stage, column));
            }
        }
        self.add_beginning(headers, &mut found);
        found
    }

    /// Takes the day on which deals were entered as that of the first of the caller's stages, if that has no column.
    fn add_beginning(&self, headers: &[Header], found: &mut Vec<(String, usize)>) {
        let Some(first) = self.options.stages.as_ref().and_then(|given| given.first()) else { return };
        let is_beginning = |header: &Header| {
            stage_of_column(header, &[]).is_some_and(|stage| meaning(&stage) == Some(Meaning::Stage(0)))
        };
        let is_free = |column: usize| !self.column.contains(&Some(column));
        let mut columns = (0..headers.len()).filter(|&c| is_free(c) && is_beginning(&headers[c]));
        if let Some(column) = columns.next().filter(|_| !found.iter().any(|(stage, _)| stage == first)) {
            found.insert(0, (first.clone(), column));
        }
    }

    /// The place of the stage that a row says its deal is at, among the caller's.
    fn present(&self, record: &Record<'_>) -> Option<u8> {
        let cell = record.text(self.column[STAGE]?);
        let place = self.options.stages.as_ref()?.iter().position(|stage| stages::same_stage(stage, &cell));
        place.map(|place| place as u8)
    }

    /// Whether columns of dates make a funnel: an orders file has a column of dates, too.
    pub(super) fn speaks_of_stages(&self, found: &[(String, usize)]) -> bool {
        if self.options.stages.is_some() || !self.options.columns.stages.is_empty() {
            return !found.is_empty();
        }
        let known = found.iter().filter(|(stage, _)| meaning(stage).is_some()).count();
        let ends = [STAGE, OUTCOME, CLOSED, LOST_DATE, IS_WON, IS_CLOSED];
        let ends = ends.iter().filter(|role| self.column[**role].is_some()).count();
        found.len() + ends >= 2 && !found.is_empty() && (known >= 1 || ends >= 1 && found.len() + ends >= 3)
    }

    /// Puts the stages of a row-a-deal file in order and adds the won stage where no column has it.
    pub(super) fn ordered_stages(&self, mut found: Vec<(String, usize)>) -> (Vec<String>, Vec<usize>) {
        if let Some(given) = &self.options.stages {
            let columns = given
                .iter()
                .map(|s| found.iter().find(|(f, _)| f == s).map_or(usize::MAX, |(_, column)| *column))
                .collect();
            return (given.clone(), columns);
        }
        if found.iter().all(|(stage, _)| place(stage).is_some()) {
            planscore_stats::sort_by(&mut found, &|(a, _), (b, _)| place(a).cmp(&place(b)));
        }
        let (mut names, mut columns): (Vec<String>, Vec<usize>) = found.into_iter().unzip();
        // 咨询日期, 试听日期, 报名日期, 流失日期: where nothing but a day of loss tells of an end, the last stage is what deals are for.
        let ends = [STAGE, OUTCOME, CLOSED, IS_WON, IS_CLOSED];
        let told = ends.iter().any(|role| self.column[*role].is_some());
        let is_last = !told && self.column[LOST_DATE].is_some() && names.len() >= 3;
        if !is_last && names.last().and_then(|stage| place(stage)) != Some(*WON) {
            names.push(self.options.locale.pick("成单", "won").to_owned());
            columns.push(usize::MAX);
        }
        (names, columns)
    }

    pub(super) fn deal_row(&mut self, row: usize, record: &Record<'_>) {
        let Shape::Deals { columns } = &self.shape else { return };
        let columns = columns.clone();
        let name = match self.column[DEAL] {
            Some(column) => clean(&record.text(column)).into_owned(),
            None => format!("#{row}"),
        };
        if is_blank(&name) {
            return self.left_out(row, self.column[DEAL], &name, NO_DEAL);
        }
        let code = self.deals.names.intern(&name) as usize;
        if code < self.rows.len() {
            return self.left_out(row, self.column[DEAL], &name, REPEATED);
        }
        let outcome = self.said(row, record);
        let mut bad = false;
        let ends = [CLOSED, LOST_DATE].map(|role| self.column[role].unwrap_or(usize::MAX));
        for column in columns.iter().copied().chain(ends) {
            let text = if column == usize::MAX { "".into() } else { record.text(column) };
            let time = match self.dates.read(&text, self.zone, self.row_times.len(), row) {
                // The blank is told apart from a date that waits for its column: see `finish`.
                DateCell::Blank => f64::INFINITY,
                DateCell::Time(time) => time,
                _ => {
                    if bad {
                        self.note(row, Some(column), &text, BAD_DATE);
                    } else {
                        self.left_out(row, Some(column), &text, BAD_DATE);
                    }
                    bad = true;
                    f64::INFINITY
                }
            };
            self.row_times.push(time);
        }
        let present = self.present(record);
        self.rows.push(DealRow { row, outcome, present, bad });
        self.label(code, row, record);
    }

    /// Turns rows into events; rows that contradict themselves are listed and left out.
    pub(super) fn finish_deals(&mut self) {
        self.leave_out_far_deals();
        let width = self.width();
        let mut unsaid = Count::default();
        let rows = self.rows.len();
        for (deal, row) in std::mem::take(&mut self.rows).into_iter().enumerate() {
            if row.bad {
                continue;
            }
            let times = self.row_times[deal * width..][..width].to_vec();
            let ends = Ends::of(&times);
            let name = self.deals.name(deal).into_owned();
            let (outcome, at) = match ends.outcome(row.outcome) {
                Ok(outcome) => outcome,
                Err(why) => {
                    self.left_out(row.row, self.column[DEAL], &name, why);
                    continue;
                }
            };
            if let Some(why) = contradiction(&times[..width - 2], at) {
                self.left_out(row.row, self.column[DEAL], &name, why);
                continue;
            }
            let mut latest = f64::NEG_INFINITY;
            for (stage, &time) in times[..width - 3].iter().enumerate().filter(|(_, time)| time.is_finite()) {
                latest = latest.max(time);
                self.push(deal, stage as u8, latest);
            }
            // That a deal is further than its dates say is known; since when, is not.
            let is_further = |present: &u8| {
                let present = usize::from(*present);
                present + 3 < width && times[present..width - 3].iter().all(|time| !time.is_finite())
            };
            if let Some(present) = row.present.filter(is_further) {
                self.push(deal, present, f64::NAN);
            }
            let stage = match outcome {
                Outcome::Won => width as u8 - 3,
                Outcome::Lost => Deals::LOST,
                Outcome::Open => {
                    if ends.won.or(ends.lost).is_some() {
                        self.note(row.row, self.column[DEAL], &name, OPEN_WITH_END);
                    } else if row.outcome.is_none() && ends.closed.is_some() {
                        unsaid.add(&name);
                    }
                    continue;
                }
            };
            self.push(deal, stage, at.map_or(f64::NAN, |at| at.max(latest)));
            if at.is_none() {
                self.note(row.row, self.column[DEAL], &name, NO_CLOSING_DATE);
            }
        }
        self.tell_unsaid(&unsaid);
        self.tell_stages(rows);
    }

    /// Tells how many deals have a date of closing, and nothing says how they ended.
    fn tell_unsaid(&mut self, unsaid: &Count) {
        let says = [STAGE, OUTCOME, IS_WON, IS_CLOSED].iter().any(|&role| self.column[role].is_some());
        if unsaid.rows > 0 && !says {
            let text = Text {
                zh: "有关闭日期的商机没有说明赢单还是输单，视为进行中（关闭日期当作预计日期）",
                en: "deals with a date of closing that do not say how they ended are open: the date is taken as one expected",
            };
            let column = self.name_of(CLOSED);
            let decision = Decision::new("deals/closing-unsaid", unsaid.rows, text)
                .column(column.as_deref())
                .example(&unsaid.example)
                .option("columns.outcome", "…");
            self.deals.quality.decide(decision);
        }
    }

    /// Tells which columns of dates are read as those of stages although nobody knows one of their name.
    fn tell_stages(&mut self, rows: usize) {
        let is_named = |one: &StageColumn| {
            let stem = stages::date_column_stage(&one.column).unwrap_or(&one.column);
            stages::same_stage(stem, &one.stage) && (self.options.stages.is_some() || place(stem).is_some())
        };
        let own = self.deals.columns.stages.iter().filter(|one| !is_named(one));
        let own: Vec<&str> = own.map(|one| one.column.as_str()).collect();
        if own.is_empty() || !self.options.columns.stages.is_empty() {
            return;
        }
        let (own, order) = (own.join(", "), self.deals.stages.join(" → "));
        let text = Phrase::new(
            format!("日期列按阶段读取：{own}；阶段依次为 {order}"),
            format!("columns of dates were read as stages: {own}; the stages are {order}"),
        );
        self.deals.quality.decide(Decision::new("deals/stages", rows, text).option("columns.stages", "[…]"));
    }

    fn push(&mut self, deal: usize, stage: u8, time: f64) {
        self.deals.event_deal.push(deal as u32);
        self.deals.event_stage.push(stage);
        self.deals.event_time.push(time);
    }

    /// Leaves out deals with a date far from all others, so that none becomes the day of the data.
    fn leave_out_far_deals(&mut self) {
        let width = self.width();
        // The closing date of a deal that has not ended is one expected.
        let has_ended = |row: &DealRow| matches!(row.outcome, Some(Outcome::Won | Outcome::Lost));
        let counts = |i: &usize| i % width != width - 2 || has_ended(&self.rows[i / width]);
        let times = (0..self.row_times.len()).filter(counts).map(|i| self.row_times[i]);
        let Some(plausible) = plausible(times) else { return };
        let is_far = |time: f64| time.is_finite() && !plausible.contains(&(time.floor() as i32));
        let far: Vec<usize> =
            (0..self.row_times.len()).filter(counts).filter(|&i| is_far(self.row_times[i])).collect();
        let day = |time: f64| Day(time.floor() as i32).to_string();
        let kept = self.keeps_far();
        why::tell_far(far.len(), kept, None, &day(self.row_times[far[0]]), &mut self.deals.quality);
        for i in far.into_iter().filter(|_| !kept) {
            let (row, was_bad) = (self.rows[i / width].row, self.rows[i / width].bad);
            let written = day(self.row_times[i]);
            if was_bad {
                self.note(row, None, &written, why::FAR_DATE);
            } else {
                self.left_out(row, None, &written, why::FAR_DATE);
            }
            self.rows[i / width].bad = true;
        }
    }
}

/// The dates that end a deal.
struct Ends {
    won: Option<f64>,
    lost: Option<f64>,
    closed: Option<f64>,
}

impl Ends {
    /// The last three of a row's dates: won, closed, lost.
    fn of(times: &[f64]) -> Self {
        let date = |from_end: usize| {
            let at = times.len().checked_sub(from_end)?;
            times.get(at).copied().filter(|time| time.is_finite())
        };
        Self { won: date(3), closed: date(2), lost: date(1) }
    }

    /// How a deal ended and when, by what its row says and by its dates: a day on which it was won, or lost, says so
    /// itself. The date of closing that an open deal has is the one expected.
    fn outcome(&self, said: Option<Outcome>) -> Result<(Outcome, Option<f64>), Why> {
        match (said, self.won, self.lost) {
            (None, Some(_), Some(_)) | (Some(Outcome::Lost), Some(_), _) => Err(CONTRADICTION),
            (Some(Outcome::Won), won, Some(lost)) if won.is_none_or(|won| is_before(won, lost)) => {
                Err(CONTRADICTION)
            }
            (Some(Outcome::Won), won, _) | (None, won @ Some(_), None) => {
                Ok((Outcome::Won, won.or(self.closed)))
            }
            (Some(Outcome::Lost), _, lost) | (None, None, lost @ Some(_)) => {
                Ok((Outcome::Lost, lost.or(self.closed)))
            }
            (Some(Outcome::Open), ..) | (None, None, None) => Ok((Outcome::Open, None)),
        }
    }
}

/// Whether a time lies before another; a day without a time of day is before another day only.
fn is_before(a: f64, b: f64) -> bool {
    if a.fract() == 0.0 || b.fract() == 0.0 { a.floor() < b.floor() } else { a < b }
}

/// What makes a deal's dates impossible; `ended` is when it was won or lost.
fn contradiction(reached: &[f64], ended: Option<f64>) -> Option<Why> {
    let dated: Vec<f64> = reached.iter().copied().filter(|time| time.is_finite()).collect();
    if dated.windows(2).any(|pair| is_before(pair[1], pair[0])) {
        Some(BACKWARDS)
    } else if ended.is_some_and(|ended| dated.last().is_some_and(|last| is_before(ended, *last))) {
        Some(CLOSED_BEFORE)
    } else if dated.is_empty() {
        Some(NO_STAGE_DATE)
    } else {
        None
    }
}

/// The stage that a column is about, if it is one of the caller's or of those known.
fn stage_of_column(header: &Header, given: &[String]) -> Option<String> {
    let label = about_deal(&header.label);
    let Some(stem) = stages::date_column_stage(label) else {
        if let Some(stage) = given.iter().find(|s| Header::new(s).name == header.name) {
            return Some(stage.clone());
        }
        let is_stage = matches!(meaning(label), Some(Meaning::Stage(_) | Meaning::Won));
        // A part of the name is too little where no dates stand below it: 商机报价.
        let is_known = label.len() == header.label.len() || header.is_dated();
        return (given.is_empty() && is_stage && is_known).then(|| label.to_owned());
    };
    let stem = about_deal(stem.trim_start_matches("进入"));
    if let Some(stage) = given.iter().find(|stage| stages::same_stage(stage, stem)) {
        return Some(stage.clone());
    }
    let is_other = !given.is_empty() || stages::is_bookkeeping(stem);
    let is_end = matches!(meaning(stem), Some(Meaning::Lost | Meaning::Open | Meaning::Yes | Meaning::No));
    (!is_other && !is_end).then(|| stem.to_owned())
}

/// Without the word for what a row is: Deal created, 商机创建.
fn about_deal(label: &str) -> &str {
    const WORDS: [&str; 8] = ["商机", "線索", "线索", "项目", "deal ", "opportunity ", "lead ", "record "];
    let rest = WORDS.iter().find_map(|word| {
        let head = label.get(..word.len())?;
        head.eq_ignore_ascii_case(word).then(|| &label[word.len()..])
    });
    rest.map(str::trim)
        .filter(|rest| meaning(rest).is_some_and(|meaning| meaning == Meaning::Stage(0)))
        .unwrap_or(label)
}
