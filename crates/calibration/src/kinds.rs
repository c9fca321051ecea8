//! Kinds of days that sell: what a day brings, and what it owes to the days beside it.

use planscore_base::calendar::{Day, Workdays};
use planscore_stats::Random;

/// How days sell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Every day sells, with some spread (gamma with shape 2).
    Even,
    /// One day in five sells; amounts are log-normal with a deviation of 0.8.
    Sparse,
    /// Every day sells; amounts are log-normal with a deviation of 1.5.
    Heavy,
    /// Good days follow good days: the logarithm is autoregressive with 0.7.
    Alike,
    /// Good runs of four days on average, six times as good as the ten days between them.
    Bursts,
    /// The last three working days of a month bring two thirds of it.
    MonthEnd,
    /// A count, one on every other day.
    Count,
    /// A count whose variance is three times its mean.
    CountInBursts,
    /// Campaigns of ten working days, four times as good as the twenty or so between them.
    Campaigns,
    /// On one day of every month a single order brings as much as fifteen other days, give or take.
    Whale,
    /// Mondays sell least and Fridays most, the day before a holiday doubles and the day after it sells nothing.
    Week,
    /// The level doubles or halves once, on one of the thirty working days before the day of the forecast.
    Shift,
    /// One day in three sells, but each of the last three working days of a month, six times as much.
    SparseMonthEnd,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::Even,
        Self::Sparse,
        Self::Heavy,
        Self::Alike,
        Self::Bursts,
        Self::MonthEnd,
        Self::Count,
        Self::CountInBursts,
        Self::Campaigns,
        Self::Whale,
        Self::Week,
        Self::Shift,
        Self::SparseMonthEnd,
    ];

    /// In words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Even => "even days",
            Self::Sparse => "sparse days",
            Self::Heavy => "heavy tails",
            Self::Alike => "days like the day before",
            Self::Bursts => "runs of good days",
            Self::MonthEnd => "month-end selling",
            Self::Count => "counts",
            Self::CountInBursts => "counts in bursts",
            Self::Campaigns => "campaigns of ten days",
            Self::Whale => "one large order a month",
            Self::Week => "weekdays and holidays",
            Self::Shift => "a new level",
            Self::SparseMonthEnd => "sparse days and month ends",
        }
    }

    /// Whether days are counted, not summed.
    pub fn is_count(self) -> bool {
        matches!(self, Self::Count | Self::CountInBursts)
    }

    /// A value for each day, around a level; `now` is the place of the first day that nobody has seen.
    pub fn run(
        self,
        days: &[Day],
        now: usize,
        level: f64,
        workdays: &Workdays,
        random: &mut Random,
    ) -> Vec<f64> {
        let (mut last, mut good) = (random.normal(), random.uniform() < 0.3);
        let mut campaign = 0_u32;
        let mut large = None;
        let (shift, factor) = match self {
            Self::Shift => (
                now.saturating_sub((random.uniform() * 30.0) as usize),
                [0.5, 2.0][usize::from(random.uniform() < 0.5)],
            ),
            _ => (0, 1.0),
        };
        let mut one = |place: usize, day: Day| match self {
            Self::Even => level * random.gamma(2.0),
            Self::Sparse => seldom(0.2, level, random),
            Self::Heavy => level * (1.5 * random.normal()).exp(),
            Self::Alike => {
                last = 0.7 * last + (1.0 - 0.49_f64).sqrt() * random.normal();
                level * (0.7 * last).exp()
            }
            Self::Bursts => {
                let leaves = random.uniform() < if good { 0.25 } else { 0.1 };
                good ^= leaves;
                level * if good { 6.0 } else { 1.0 } * random.gamma(2.0)
            }
            Self::MonthEnd => {
                let due = if is_month_end(day, workdays) { 12.0 } else { 1.0 };
                level * due * random.gamma(4.0)
            }
            Self::Count => random.poisson(level * 0.5),
            Self::CountInBursts => {
                let mean = random.gamma(level / 2.0) * 2.0;
                random.poisson(mean)
            }
            Self::Campaigns => {
                let begins = campaign == 0 && random.uniform() < 0.05;
                campaign = if begins { 10 } else { campaign.saturating_sub(1) };
                level * if campaign > 0 { 4.0 } else { 1.0 } * random.gamma(2.0)
            }
            Self::Whale => {
                let (year, month, _) = day.ymd();
                let drawn = large.filter(|drawn: &(i32, u32, Day)| (drawn.0, drawn.1) == (year, month));
                let (.., due) = *large.insert(drawn.unwrap_or_else(|| {
                    (year, month, worked_day_of(year, month, workdays, random.uniform()))
                }));
                let order = if day == due { 30.0 * (0.5 * random.normal()).exp() } else { 0.0 };
                level * (random.gamma(2.0) + order)
            }
            Self::Week => {
                let usual = [0.4, 0.7, 1.0, 1.3, 2.5, 1.0, 1.0][day.weekday() as usize];
                let closed = |days: [i32; 3]| days.iter().all(|step| !workdays.is_worked(Day(day.0 + step)));
                let due = if closed([1, 2, 3]) {
                    2.0
                } else if closed([-1, -2, -3]) {
                    0.0
                } else {
                    1.0
                };
                level * usual * due * random.gamma(3.0)
            }
            Self::Shift => level * if place >= shift { factor } else { 1.0 } * random.gamma(2.0),
            Self::SparseMonthEnd if is_month_end(day, workdays) => seldom(1.0, 6.0 * level, random),
            Self::SparseMonthEnd => seldom(1.0 / 3.0, level, random),
        };
        days.iter().enumerate().map(|(place, &day)| one(place, day)).collect()
    }
}

/// A log-normal amount, on a share of the days.
fn seldom(share: f64, level: f64, random: &mut Random) -> f64 {
    if random.uniform() < share { level * (0.8 * random.normal()).exp() } else { 0.0 }
}

fn last_of(year: i32, month: u32) -> Option<Day> {
    (28..=31).rev().find_map(|last| Day::from_ymd(year, month, last))
}

/// One of the last three working days of a month.
fn is_month_end(day: Day, workdays: &Workdays) -> bool {
    let (year, month, _) = day.ymd();
    let end = last_of(year, month).unwrap_or(day);
    workdays.count(Day(day.0 + 1), end) < 3
}

/// The working day at a share of a month.
fn worked_day_of(year: i32, month: u32, workdays: &Workdays, share: f64) -> Day {
    let days: Vec<Day> = (1..=31)
        .filter_map(|number| Day::from_ymd(year, month, number))
        .filter(|day| workdays.is_worked(*day))
        .collect();
    days[(share * days.len() as f64) as usize]
}
