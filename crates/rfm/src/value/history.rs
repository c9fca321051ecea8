//! Each customer's history as the models see it.

use super::super::activity::Activity;

/// Repeat purchases, the time of the last one, and the time seen, each since the first purchase.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct History {
    /// Repeat purchases: days with a purchase after the first one.
    pub repeats: u32,
    /// Time from the first to the last purchase.
    pub last: f64,
    /// Time from the first purchase to the day it is seen from.
    pub seen: f64,
}

/// The history of each customer, times in units of `unit_days`.
pub fn histories(activity: &Activity, unit_days: f64) -> Vec<History> {
    (0..activity.customer.len())
        .map(|i| History {
            repeats: activity.frequency[i] - 1,
            last: f64::from(activity.age[i] - activity.recency[i]) / unit_days,
            seen: f64::from(activity.age[i]) / unit_days,
        })
        .collect()
}

/// The different histories, how many customers have each, and each customer's place among them: the
/// likelihood needs to look at each only once.
pub fn merged(histories: &[History]) -> (Vec<(History, f64)>, Vec<u32>) {
    let mut order: Vec<u32> = (0..histories.len() as u32).collect();
    planscore_stats::sort_indices(&mut order, &|a, b| {
        compare(&histories[a as usize], &histories[b as usize])
    });
    let mut distinct: Vec<(History, f64)> = Vec::new();
    let mut places = vec![0; histories.len()];
    for i in order {
        let history = histories[i as usize];
        match distinct.last_mut() {
            Some((last, count)) if *last == history => *count += 1.0,
            _ => distinct.push((history, 1.0)),
        }
        places[i as usize] = distinct.len() as u32 - 1;
    }
    (distinct, places)
}

fn compare(a: &History, b: &History) -> std::cmp::Ordering {
    a.repeats.cmp(&b.repeats).then(a.last.total_cmp(&b.last)).then(a.seen.total_cmp(&b.seen))
}
