//! Open deals that stay longer than their stage usually takes.

use serde::Serialize;

use planscore_base::calendar::{Day, Workdays};
use planscore_stats::{KaplanMeier, select_index, sort_indices};
use planscore_table::Deals;

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

/// An open deal.
pub struct Waiting {
    /// The deal.
    pub deal: usize,
    /// Its stage.
    pub stage: usize,
    /// For how many days it has been there.
    pub age: f64,
}

/// The stuck deals, most valuable first, then oldest.
pub fn stuck(
    mut waiting: Vec<Waiting>,
    curves: &[KaplanMeier],
    deals: &Deals,
    stages: &[String],
    as_of: f64,
) -> Vec<StuckDeal> {
    let expected: Vec<Option<f64>> =
        curves.iter().map(|curve| curve.quantile(0.9).or_else(|| curve.quantile(0.75))).collect();
    let longest = |one: &Waiting| expected.get(one.stage).copied().flatten();
    waiting.retain(|one| longest(one).is_some_and(|days| one.age > days));
    let value = |one: &Waiting| deals.value(one.deal).unwrap_or(0.0);
    let order = |a: u32, b: u32| {
        let (a, b) = (&waiting[a as usize], &waiting[b as usize]);
        value(b)
            .total_cmp(&value(a))
            .then(b.age.total_cmp(&a.age))
            .then_with(|| deals.name(a.deal).cmp(&deals.name(b.deal)))
    };
    let mut listed: Vec<u32> = (0..waiting.len() as u32).collect();
    if listed.len() > LISTED {
        select_index(&mut listed, LISTED, &order);
        listed.truncate(LISTED);
    }
    sort_indices(&mut listed, &order);
    let (now, worked) = (Day(as_of.floor() as i32), Workdays::default());
    let one = |at: u32| {
        let one = &waiting[at as usize];
        StuckDeal {
            deal: deals.name(one.deal).into_owned(),
            owner: deals.owner(one.deal).map(str::to_owned),
            stage: stages[one.stage].clone(),
            age_days: one.age,
            working_days: worked.count(Day(now.0 - one.age.floor() as i32 + 1), now),
            expected_days: longest(one).unwrap_or(0.0),
            value: value(one),
        }
    };
    listed.into_iter().map(one).collect()
}
