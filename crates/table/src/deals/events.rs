//! Files with a row an event: deal, stage, time.

use super::Deals;
use super::roles::{DEAL, STAGE, TIME};
use super::rows::DealRows;
use super::times::plausible;
use crate::csv::Record;
use crate::date::DateCell;
use crate::name::{clean, is_blank};
use crate::stages::{Meaning, WON, meaning, named, same_stage};
use crate::why::{self, Why};
use planscore_base::calendar::Day;
use planscore_base::error::{Error, Result};

const NO_DEAL: Why = ("deals/no-deal", "没有商机或阶段，此行未计入", "no deal or stage, row left out");
const BAD_TIME: Why = ("deals/bad-time", "时间无法识别，此行未计入", "not a time, row left out");
const UNKNOWN_STAGE: Why =
    ("deals/unknown-stage", "不认识的阶段，此行未计入", "an unknown stage, row left out");

impl DealRows {
    pub(super) fn event_row(&mut self, row: usize, record: &Record<'_>) {
        let cell = |role: usize| self.column[role].map(|c| record.text(c)).unwrap_or_default();
        let (deal, stage, time) = (cell(DEAL), cell(STAGE), cell(TIME));
        let (deal, stage) = (clean(&deal), clean(&stage));
        if is_blank(&deal) || is_blank(&stage) {
            return self.left_out(row, self.column[DEAL], &deal, NO_DEAL);
        }
        let DateCell::Time(at) = self.dates.read(&time, self.zone, self.event_rows.len(), row) else {
            return self.left_out(row, self.column[TIME], &time, BAD_TIME);
        };
        let code = self.deals.names.intern(&deal);
        self.event_rows.push(row as u32);
        self.event_names.push(self.stage_names.intern(&stage));
        self.deals.event_deal.push(code);
        self.deals.event_time.push(at);
        self.label(code as usize, row, record);
    }

    /// Turns stage names into codes; events without a known stage or a time are listed.
    pub(super) fn finish_events(&mut self) -> Result<()> {
        self.leave_out_far_events();
        let written: Vec<String> = self.stage_names.iter().map(str::to_owned).collect();
        self.deals.stages = match &self.options.stages {
            Some(given) => given.clone(),
            None => self.known_stages(&written)?,
        };
        let codes: Vec<Option<u8>> = written.iter().map(|name| self.stage_code(name)).collect();
        let (event_deal, event_time) =
            (std::mem::take(&mut self.deals.event_deal), std::mem::take(&mut self.deals.event_time));
        for (i, name) in std::mem::take(&mut self.event_names).into_iter().enumerate() {
            match codes[name as usize] {
                _ if event_time[i].is_nan() => {}
                Some(code) => {
                    self.deals.event_deal.push(event_deal[i]);
                    self.deals.event_stage.push(code);
                    self.deals.event_time.push(event_time[i]);
                }
                None => {
                    let (row, column) = (self.event_rows[i] as usize, self.column[STAGE]);
                    self.left_out(row, column, &written[name as usize], UNKNOWN_STAGE);
                }
            }
        }
        Ok(())
    }

    /// The code of a stage's name.
    fn stage_code(&mut self, name: &str) -> Option<u8> {
        let place = self.deals.stages.iter().position(|stage| same_stage(stage, name));
        place.map(|place| place as u8).or_else(|| match self.known(name)? {
            Meaning::Lost => Some(Deals::LOST),
            Meaning::Won => Some(self.deals.stages.len() as u8 - 1),
            _ => None,
        })
    }

    /// The stages in order, by their names.
    fn known_stages(&mut self, written: &[String]) -> Result<Vec<String>> {
        let mut known: Vec<(usize, String)> = Vec::new();
        for name in written {
            let place = match meaning(name) {
                Some(Meaning::Stage(place)) => place,
                Some(Meaning::Won) => *WON,
                _ => continue,
            };
            if !known.iter().any(|(other, _)| *other == place) {
                known.push((place, name.clone()));
            }
        }
        planscore_stats::sort_by(&mut known, &|(a, _), (b, _)| a.cmp(b));
        // What is merely open by its words is no stage of a known place.
        let is_known =
            |meaning, name| matches!(meaning, Some(Meaning::Won | Meaning::Lost)) || named(name).is_some();
        let unknown: Vec<&str> = written
            .iter()
            .map(String::as_str)
            .filter(|name| !is_known(self.known(name), name))
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
        let mut stages: Vec<String> = known.into_iter().map(|(_, name)| name).collect();
        if stages.last().map(|stage| meaning(stage)) != Some(Some(Meaning::Won)) {
            stages.push(self.options.locale.pick("成单", "won").to_owned());
        }
        Ok(stages)
    }

    /// Leaves out events whose time is far from all others, so that none becomes the day of the data.
    fn leave_out_far_events(&mut self) {
        let Some(plausible) = plausible(self.deals.event_time.iter().copied()) else { return };
        let is_far = |time: f64| time.is_finite() && !plausible.contains(&(time.floor() as i32));
        let far: Vec<usize> =
            (0..self.event_rows.len()).filter(|&i| is_far(self.deals.event_time[i])).collect();
        let day = |deals: &Deals, i: usize| Day(deals.event_time[i].floor() as i32).to_string();
        let (column, example) = (self.name_of(TIME), day(&self.deals, far[0]));
        let kept = self.keeps_far();
        why::tell_far(far.len(), kept, column.as_deref(), &example, &mut self.deals.quality);
        for i in far.into_iter().filter(|_| !kept) {
            let written = day(&self.deals, i);
            self.left_out(self.event_rows[i] as usize, self.column[TIME], &written, why::FAR_DATE);
            self.deals.event_time[i] = f64::NAN;
        }
    }
}
