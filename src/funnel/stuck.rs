//! Open deals that stay longer than their stage usually takes.

use crate::plain::Serialize;

use super::journey::{End, Journey};
use crate::calendar::{Day, Workdays};
use crate::stats::{KaplanMeier, sort_by};
use crate::table::Deals;

/// An open deal that has been in its stage longer than nine in ten stay.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StuckDeal {
    /// The deal.
    pub deal: String,
    /// Person in charge, if known.
    pub owner: Option<String>,
    /// The stage it is in.
    pub stage: String,
    /// Days since it entered the stage.
    pub age_days: f64,
    /// The working days among them.
    pub working_days: u32,
    /// Days by which nine in ten deals have left the stage (three in four where that is unknown).
    pub expected_days: f64,
    /// What it is worth; 0 if unknown.
    pub value: f64,
}

/// Most deals listed.
const LISTED: usize = 1_000;

/// The stuck deals, most valuable first, then oldest.
pub fn stuck(
    journeys: &[Journey],
    curves: &[KaplanMeier],
    deals: &Deals,
    stages: &[String],
    as_of: f64,
) -> Vec<StuckDeal> {
    let expected: Vec<Option<f64>> =
        curves.iter().map(|curve| curve.quantile(0.9).or_else(|| curve.quantile(0.75))).collect();
    let mut stuck: Vec<StuckDeal> = journeys
        .iter()
        .filter(|journey| journey.end == End::Open)
        .filter_map(|journey| {
            let stay = journey.stays.last().filter(|stay| !stay.ended)?;
            let (age_days, expected_days) = (stay.to - stay.from, (*expected.get(stay.stage)?)?);
            (age_days > expected_days).then(|| StuckDeal {
                deal: deals.name(journey.deal).to_owned(),
                owner: deals.owner(journey.deal).map(str::to_owned),
                stage: stages[stay.stage].clone(),
                age_days,
                working_days: 0,
                expected_days,
                value: deals.value(journey.deal).unwrap_or(0.0),
            })
        })
        .collect();
    sort_by(&mut stuck, &|a, b| {
        b.value.total_cmp(&a.value).then(b.age_days.total_cmp(&a.age_days)).then_with(|| a.deal.cmp(&b.deal))
    });
    stuck.truncate(LISTED);
    let now = Day(as_of.floor() as i32);
    for deal in &mut stuck {
        deal.working_days = Workdays::default().count(Day(now.0 - deal.age_days.floor() as i32 + 1), now);
    }
    stuck
}
