//! Each customer's purchases in order.

use super::activity::{Activity, ordered_sum};
use super::options::RfmOptions;
use planscore_stats::sort_words;
use planscore_table::Orders;

/// Each customer's purchases, a day with any order being one, in the order of the days.
pub struct Timelines {
    start: Vec<u32>,
    day: Vec<i32>,
    amount: Vec<f64>,
}

impl Timelines {
    /// Of the customers of an activity, whose window it shares.
    pub fn of(orders: &Orders, options: &RfmOptions, activity: &Activity) -> Self {
        let (codes, days, amounts) = (orders.customer_codes(), orders.days(), orders.amounts());
        let since = options.since.map_or(i32::MIN, |day| day.0);
        let within = |row: &usize| amounts[*row] >= 0.0 && (since..=activity.as_of.0).contains(&days[*row]);
        let mut next = vec![0_u32; orders.customers().len() + 1];
        for row in (0..codes.len()).filter(within) {
            next[codes[row] as usize + 1] += 1;
        }
        for code in 1..next.len() {
            next[code] += next[code - 1];
        }
        let ends = next[1..].to_vec();
        let mut events = vec![0_u64; next.last().copied().unwrap_or(0) as usize];
        for row in (0..codes.len()).filter(within) {
            let place = &mut next[codes[row] as usize];
            events[*place as usize] = u64::from((days[row] ^ i32::MIN) as u32) << 32 | row as u64;
            *place += 1;
        }
        let mut timelines = Self { start: vec![0], day: Vec::new(), amount: Vec::new() };
        for &code in &activity.customer {
            let code = code as usize;
            let from = if code == 0 { 0 } else { ends[code - 1] as usize };
            let own = &mut events[from..ends[code] as usize];
            sort_words(own);
            for same_day in own.chunk_by(|a, b| a >> 32 == b >> 32) {
                let amount = |event: u64| amounts[event as u32 as usize];
                timelines.day.push(((same_day[0] >> 32) as u32 as i32) ^ i32::MIN);
                timelines.amount.push(match same_day {
                    [one] => amount(*one),
                    _ => ordered_sum(same_day.iter().map(|&event| amount(event)).collect()),
                });
            }
            timelines.start.push(timelines.day.len() as u32);
        }
        timelines
    }

    /// How many customers there are.
    pub fn len(&self) -> usize {
        self.start.len() - 1
    }

    /// A customer's days of purchase, ascending.
    pub fn days(&self, i: usize) -> &[i32] {
        &self.day[self.start[i] as usize..self.start[i + 1] as usize]
    }

    /// What was bought on each of them.
    pub fn amounts(&self, i: usize) -> &[f64] {
        &self.amount[self.start[i] as usize..self.start[i + 1] as usize]
    }
}
