//! Customers and their rhythms: when `next_purchases` says that they buy again, and when they did.

use std::fmt::Write;

use planscore_base::calendar::Day;
use planscore_rfm::{RfmOptions, RhythmOptions, WakeUpOptions, next_purchases, segment_customers};
use planscore_stats::Random;
use planscore_table::{OrderOptions, Orders};

use crate::Claim;

/// How customers buy.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Habits {
    /// Days of history.
    pub days: f64,
    /// Shape of the gaps: 1 is without memory, 4 keeps a rhythm.
    pub shape: f64,
    /// The chance to leave after a purchase.
    pub leave: f64,
    /// How much faster customers buy in November and December.
    pub season: f64,
}

/// The last day that is seen: midsummer, far from the season.
const NOW: f64 = 20_635.0;
const CUSTOMERS: usize = 300;

impl Habits {
    /// The days of purchase of a customer, to four years beyond what is seen.
    fn days(&self, random: &mut Random) -> Vec<f64> {
        let mean = 45.0 * (0.6 * random.normal()).exp();
        let mut day = NOW - self.days * random.uniform();
        let mut days = vec![day.floor()];
        while day < NOW + 1_460.0 && random.uniform() >= self.leave {
            let mut due = mean * random.gamma(self.shape) / self.shape;
            // The year ends 133 days before the last day that is seen.
            while due > 0.0 {
                let until_end = (NOW - 184.0 - day).rem_euclid(365.0);
                let speed = if until_end <= 61.0 && until_end > 0.0 { self.season } else { 1.0 };
                let step = due.min(1.0 / speed);
                day += step.max(1e-3);
                due -= step.max(1e-3) * speed;
            }
            if day.floor() > days[days.len() - 1] {
                days.push(day.floor());
            }
        }
        days
    }
}

/// How often the next purchase came by each end of its window, over `runs` sets of customers, and whether
/// the probabilities to buy again within a year come true.
pub fn windows(name: &str, habits: &Habits, runs: usize, seed: u64) -> Vec<Claim> {
    let mut random = Random::new(seed);
    let (mut by, mut told) = ([0.0; 3], 0_usize);
    let (mut predicted, mut returned, mut all) = (0.0, 0.0, 0_usize);
    let (mut woken, mut came, mut lapsed) = (0.0, 0.0, 0_usize);
    for _ in 0..runs {
        let each: Vec<Vec<f64>> = (0..CUSTOMERS).map(|_| habits.days(&mut random)).collect();
        let mut csv = String::from("customer,date,amount\n");
        for (i, days) in each.iter().enumerate() {
            for day in days.iter().filter(|day| **day <= NOW) {
                let _ = writeln!(csv, "{i},{},1", Day(*day as i32));
            }
        }
        let orders = Orders::from_csv(csv.as_bytes(), OrderOptions::default()).expect("plain rows");
        let as_of = Some(Day(NOW as i32));
        let options = RhythmOptions { as_of, limit: Some(10_000), ..RhythmOptions::default() };
        let next_of = |name: &str| {
            let days = &each[name.parse::<usize>().expect("a number")];
            days.iter().copied().find(|day| *day > NOW)
        };
        for window in next_purchases(&orders, &options).expect("purchases") {
            let next = next_of(&window.customer);
            predicted += window.probability;
            returned += f64::from(next.is_some_and(|next| next <= NOW + 365.0));
            all += 1;
            let Some(next) = next else { continue };
            told += 1;
            for (count, end) in by.iter_mut().zip([window.earliest, window.likely, window.latest]) {
                *count += f64::from(next <= f64::from(end.0));
            }
        }
        let segments =
            segment_customers(&orders, &RfmOptions { as_of, ..RfmOptions::default() }).expect("customers");
        let list = WakeUpOptions { horizon_days: Some(365.0), limit: Some(10_000) };
        for one in segments.wake_up_list(&list).expect("in range") {
            woken += one.return_probability;
            came += f64::from(next_of(&one.customer).is_some_and(|next| next <= NOW + 365.0));
            lapsed += 1;
        }
    }
    // Customers of a set share what is not known of it: the bounds are wider than for so many tosses.
    let share = |figure, hits, promised| Claim::within(name, figure, hits / told as f64, told, promised);
    vec![
        share("bought by the earliest day", by[0], (0.07, 0.16)),
        share("bought by the likely day", by[1], (0.45, 0.57)),
        share("bought by the latest day", by[2], (0.86, 0.94)),
        Claim::within(
            name,
            "probability within a year less share that came",
            (predicted - returned) / all as f64,
            all,
            (-0.06, 0.06),
        ),
        Claim::within(
            name,
            "lapsed: probability less share that came",
            (woken - came) / lapsed.max(1) as f64,
            lapsed,
            (-0.1, 0.1),
        ),
    ]
}
