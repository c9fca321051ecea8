//! From the records of a file to its deals.

use super::roles::{
    CHANNEL, CLOSED, CURRENCY, DEAL, IS_CLOSED, IS_WON, LOST_DATE, LOST_REASON, OUTCOME, OWNER, ROLES, STAGE,
    TIME, VALUE,
};
use super::rows::{DealRows, Shape, Unclear};
use super::times::span;
use super::{DealColumnsNamed, DealOptions, Deals, StageColumn, check_stages};
use crate::above::Above;
use crate::amounts::AmountColumn;
use crate::assign::assign;
use crate::csv::Record;
use crate::date::{DateCell, Zone, date, utc_offset};
use crate::dates::DateColumn;
use crate::header::Header;
use crate::interner::Interner;
use crate::name::{is_blank, is_damaged_id, is_total};
use crate::options::{Choices, Keep};
use crate::orders::MAX_ROWS;
use crate::quality::Quality;
use crate::reader::{DataSet, Rows};
use crate::stages::meaning;
use crate::surplus::surplus;
use crate::tables::{Table, explains, is_heading, tell_other_table};
use crate::unit::Unit;
use crate::why::{self, Why};
use planscore_base::error::{Error, ErrorKind, Result};
use planscore_base::locale::Phrase;

impl DealRows {
    /// What makes a record no row of a deal.
    fn no_deal(&mut self, record: &Record<'_>) -> Option<(Option<usize>, String, Why)> {
        let first = record.text(0);
        let deal = self.column[DEAL].map(|column| record.text(column)).unwrap_or_default();
        if !self.choices.keeps(Keep::Totals) {
            let everywhere =
                if is_blank(&deal) { record.len() } else { usize::from(self.column[DEAL] != Some(0)) };
            let cells = (0..everywhere).chain(self.column[DEAL]);
            if let Some(column) = cells.into_iter().find(|&column| is_total(&record.text(column))) {
                return Some((Some(column), record.text(column).into_owned(), why::TOTAL_ROW));
            }
        }
        let is_own = self.is_own_header(record);
        let is_other = !is_own && self.is_heading(record);
        let is_first = self.event_rows.is_empty() && self.rows.is_empty();
        let explains = is_other && is_first && explains(&ROLES, &self.column, record);
        let (table, why) = self.table.heading(is_own, is_other, explains);
        self.table = table;
        if let Some(why) = why {
            return Some((Some(0), first.into_owned(), why));
        }
        if let Some(cell) = surplus(record, &self.headers, &[self.column[VALUE]]) {
            return Some((None, cell, why::SURPLUS_CELL));
        }
        is_damaged_id(&deal).then(|| (self.column[DEAL], deal.into_owned(), why::DAMAGED_ID))
    }

    /// Whether a record is the header again.
    fn is_own_header(&self, record: &Record<'_>) -> bool {
        let is_own = |i: usize| self.headers.get(i).is_some_and(|header| header.written == record.text(i));
        !record.text(0).is_empty() && (0..record.len()).all(is_own)
    }

    /// Whether a record names columns, and has no date where one of an event or a stage stands.
    fn is_heading(&self, record: &Record<'_>) -> bool {
        let dated = match &self.shape {
            Shape::Events => self.column[TIME],
            Shape::Deals { columns } => {
                columns.iter().copied().find(|column| !record.text(*column).is_empty())
            }
        };
        let is_word = |column: usize| {
            let cell = record.text(column);
            !cell.is_empty() && !cell.bytes().any(|byte| byte.is_ascii_digit())
        };
        dated.is_some_and(is_word) && is_heading(&ROLES, record)
    }

    /// The columns of stages that the caller named, else those that are named after stages.
    fn found_stages(&self, headers: &[Header]) -> Result<Vec<(String, usize)>> {
        if self.options.columns.stages.is_empty() {
            return Ok(self.stage_columns(headers));
        }
        let named = self.options.columns.stages.iter().enumerate();
        named
            .map(|(i, StageColumn { stage, column })| {
                let at = headers.iter().position(|h| h.written == column.trim()).ok_or_else(|| {
                    Error::format(
                        "columns/missing",
                        format!("找不到列“{column}”"),
                        format!("there is no column \"{column}\""),
                    )
                    .at(format!("columns.stages[{i}].column"))
                })?;
                Ok((stage.clone(), at))
            })
            .collect()
    }
}

impl DataSet for DealRows {
    type Options = DealOptions;
    type Data = Deals;

    fn open(options: DealOptions) -> Result<Self> {
        let zone = options.time_zone.as_deref().unwrap_or("Asia/Shanghai");
        let minutes = utc_offset(zone).ok_or_else(|| {
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
        let choices = options.given().checked()?;
        let deals = Deals { quality: Quality::new(options.locale), ..Deals::default() };
        Ok(Self {
            zone: Zone { minutes, keeps_others: false },
            shape: Shape::Events,
            column: vec![None; ROLES.len()],
            headers: Vec::new(),
            deals,
            dates: DateColumn::new(choices.day_order),
            values: AmountColumn::new(Unit::ONE, None),
            stated: None,
            first_rows: Vec::new(),
            event_rows: Vec::new(),
            event_names: Vec::new(),
            stage_names: Interner::default(),
            rows: Vec::new(),
            row_times: Vec::new(),
            unclear: Unclear::default(),
            above: Above::default(),
            table: Table::default(),
            overflow: false,
            options,
            choices,
        })
    }

    fn close(mut self) -> Result<Deals> {
        if self.overflow {
            return Err(Error::new(
                ErrorKind::Limit,
                "table/too-many-rows",
                Phrase::new("文件超过 2000 万行", "the file has more than 20,000,000 rows"),
            ));
        }
        self.settle_dates();
        self.settle_values();
        match self.shape {
            Shape::Events => self.finish_events()?,
            Shape::Deals { .. } => self.finish_deals(),
        }
        self.tell_outcomes();
        if self.deals.event_deal.is_empty() {
            return Err(self.deals.issues().no_rows(
                "deals/no-rows",
                "没有一行可用的商机",
                "no usable deal in the file",
            ));
        }
        self.deals.tell_reopened();
        self.deals.span = span(&self.deals.event_time);
        let totals = self.deals.issues().count_of(why::TOTAL_ROW.0);
        why::tell_totals(totals, &mut self.deals.quality);
        tell_other_table(&mut self.deals.quality);
        self.above.tell(&mut self.deals.quality);
        let used = match self.shape {
            Shape::Events => self.deals.event_deal.len(),
            Shape::Deals { .. } => self.deals.len(),
        };
        let dated = match &self.shape {
            Shape::Events => self.column[TIME].as_slice(),
            Shape::Deals { columns } => columns,
        };
        if let Some(header) = dated.iter().filter_map(|&at| self.headers.get(at)).find(|header| header.is_utc)
        {
            why::tell_utc(header, used, &mut self.deals.quality);
        }
        self.deals.quality.close(used);
        self.deals.rows = self.deals.quality.rows(used);
        Ok(self.deals)
    }
}

impl Rows for DealRows {
    fn columns(&mut self, headers: &[Header], stated: Option<Unit>) -> Result<()> {
        let given = self.options.columns.by_role().map(Option::as_deref);
        self.column = assign(&ROLES, headers, &given)?;
        let mut found = self.found_stages(headers)?;
        let is_named = !self.options.columns.stages.is_empty();
        let is_log = [DEAL, STAGE, TIME].iter().all(|&role| self.column[role].is_some());
        let known = found.iter().filter(|(stage, _)| meaning(stage).is_some()).count();
        if is_log && !is_named && known < 2 {
            self.shape = Shape::Events;
            found.clear();
        } else if !self.speaks_of_stages(&found) {
            return Err(no_stages(headers));
        } else {
            // A column of dates belongs to its stage, whatever else its name could mean.
            self.column[TIME] = None;
            let (stages, columns) = self.ordered_stages(found.clone());
            check_stages(&stages)?;
            self.deals.stages = stages;
            self.shape = Shape::Deals { columns };
        }
        self.headers = headers.to_vec();
        let own = self.column[VALUE].and_then(|column| headers[column].unit);
        let unit = self.choices.unit.or(own).or(stated).unwrap_or(Unit::ONE);
        self.stated = unit.currency;
        self.values = AmountColumn::new(unit, self.choices.decimal);
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
            is_won: name(IS_WON),
            is_closed: name(IS_CLOSED),
            currency: name(CURRENCY),
            lost_date: name(LOST_DATE),
            stages: found
                .into_iter()
                .map(|(stage, column)| StageColumn { stage, column: headers[column].written.clone() })
                .collect(),
        };
        Ok(())
    }

    fn known(&self) -> usize {
        self.column.iter().flatten().count() + self.deals.columns.stages.len()
    }

    fn is_row(&self, record: &Record<'_>) -> bool {
        let columns = match &self.shape {
            Shape::Events => vec![self.column[TIME].unwrap_or(usize::MAX)],
            Shape::Deals { columns } => columns.clone(),
        };
        let is_date = |text: &str| !matches!(date(text, self.zone), DateCell::Bad | DateCell::Blank);
        record.len() >= 3 && columns.into_iter().any(|column| is_date(&record.text(column)))
    }

    fn row(&mut self, row: usize, record: &Record<'_>) {
        if self.event_rows.len() + self.rows.len() >= MAX_ROWS {
            self.overflow = true;
            return;
        }
        if let Some((column, value, why)) = self.no_deal(record) {
            return self.left_out(row, column, &value, why);
        }
        match self.shape {
            Shape::Events => self.event_row(row, record),
            Shape::Deals { .. } => self.deal_row(row, record),
        }
    }

    fn above(&mut self) -> &mut Above {
        &mut self.above
    }

    fn quality(&mut self) -> &mut Quality {
        &mut self.deals.quality
    }

    fn choices(&self) -> &Choices {
        &self.choices
    }
}

fn no_stages(headers: &[Header]) -> Error {
    let seen: Vec<&str> = headers.iter().map(|h| h.written.as_str()).take(30).collect();
    let seen = seen.join(", ");
    Error::format(
        "columns/missing",
        format!("看不出商机的阶段：需要“商机、阶段、时间”三列，或每个阶段一个日期列；文件里的列：{seen}"),
        format!("no stages found: needs the columns deal, stage and time, or a column of dates for each stage; the file has: {seen}"),
    )
    .at("columns.stage")
}
