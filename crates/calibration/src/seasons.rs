//! Seasons of daily sales: where `score_kpis` says that a figure will end, and where it ended.

use planscore_base::calendar::{Day, Period, Workdays};
use planscore_base::target::Target;
use planscore_kpi::{Actual, Item, Kpi, Measured, Options, Scorecard, Series, score_kpis};
use planscore_stats::Random;

use crate::Claim;

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
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Even,
        Self::Sparse,
        Self::Heavy,
        Self::Alike,
        Self::Bursts,
        Self::MonthEnd,
        Self::Count,
        Self::CountInBursts,
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
        }
    }

    fn is_count(self) -> bool {
        matches!(self, Self::Count | Self::CountInBursts)
    }

    /// A value for each day, around a level.
    fn run(self, days: &[Day], level: f64, workdays: &Workdays, random: &mut Random) -> Vec<f64> {
        let (mut last, mut good) = (random.normal(), random.uniform() < 0.3);
        let mut one = |day: Day| match self {
            Self::Even => level * random.gamma(2.0),
            Self::Sparse if random.uniform() < 0.2 => level * (0.8 * random.normal()).exp(),
            Self::Sparse => 0.0,
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
                let (year, month, number) = day.ymd();
                let end =
                    (number..=31).rev().find_map(|last| Day::from_ymd(year, month, last)).unwrap_or(day);
                let due = if workdays.count(Day(day.0 + 1), end) < 3 { 12.0 } else { 1.0 };
                level * due * random.gamma(4.0)
            }
            Self::Count => random.poisson(level * 0.5),
            Self::CountInBursts => {
                let mean = random.gamma(level / 2.0) * 2.0;
                random.poisson(mean)
            }
        };
        days.iter().map(|&day| one(day)).collect()
    }
}

/// Which period is looked at, and what is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// A quarter in its middle, its own days alone.
    Quarter,
    /// The same with the days of the year before it.
    QuarterAndYear,
    /// A month in its middle, with the days of the year before it.
    MonthAndYear,
}

impl Known {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Quarter, Self::QuarterAndYear, Self::MonthAndYear];

    /// In words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Quarter => "a quarter, its own days",
            Self::QuarterAndYear => "a quarter, with the year before",
            Self::MonthAndYear => "a month, with the year before",
        }
    }
}

/// How often the end lies between P10 and P90, and how often there is a forecast at all.
pub fn coverage(kind: Kind, known: Known, name: &str, runs: usize, seed: u64) -> Vec<Claim> {
    let date = |year, month, day| Day::from_ymd(year, month, day).expect("a date");
    let (start, as_of, end) = match known {
        Known::Quarter | Known::QuarterAndYear => (date(2026, 4, 1), date(2026, 5, 18), date(2026, 6, 30)),
        Known::MonthAndYear => (date(2026, 6, 1), date(2026, 6, 12), date(2026, 6, 30)),
    };
    let period = Period { as_of: Some(as_of), ..Period::new(start, end) };
    let first = if known == Known::Quarter { start } else { date(2025, 4, 1) };
    let workdays = Workdays::of(&period);
    let days: Vec<Day> = (first.0..=end.0).map(Day).filter(|&day| workdays.is_worked(day)).collect();
    let id = if kind.is_count() { "new_customers" } else { "sales_total" };
    let mut random = Random::new(seed);
    let (mut told, mut inside) = (0_usize, 0.0);
    for run in 0..runs {
        let level =
            if kind.is_count() { 1.0 + 3.0 * random.uniform() } else { 500.0 + 5_000.0 * random.uniform() };
        let values = kind.run(&days, level, &workdays, &mut random);
        let own = days.partition_point(|&day| day < start);
        let gone = days.partition_point(|&day| day <= as_of);
        let actual: f64 = values[own..gone].iter().sum();
        let came: f64 = values[own..].iter().sum();
        let kpi = Kpi {
            id: id.into(),
            weight: 100.0,
            target: Some(Target::Absolute { value: (2.0 * actual).max(1.0) }),
            ..Kpi::default()
        };
        let history = Series { id: id.into(), dates: days[..gone].to_vec(), values: values[..gone].to_vec() };
        let options = Options {
            period: Some(period.clone()),
            history: vec![history],
            seed: run as u32,
            ..Options::default()
        };
        let given = [Actual { id: id.into(), measured: Measured::Value(actual) }];
        let report =
            score_kpis(&Scorecard::new(vec![Item::Kpi(kpi)]), &given, &options).expect("a plain card");
        let Some(forecast) = report.items[0].forecast else { continue };
        told += 1;
        // What lies on an edge of a count counts half.
        let edge = if came == forecast.p10 || came == forecast.p90 { 0.5 } else { 1.0 };
        inside += if (forecast.p10..=forecast.p90).contains(&came) { edge } else { 0.0 };
    }
    vec![
        Claim::share(name, "P10 to P90", inside, told, 0.8, 0.03),
        Claim::within(name, "share of seasons with a forecast", told as f64 / runs as f64, runs, (0.8, 1.0)),
    ]
}
