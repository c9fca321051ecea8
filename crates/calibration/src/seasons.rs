//! Seasons of daily sales: where `score_kpis` says that a figure will end, and where it ended.

use planscore_base::calendar::{Day, Period, Workdays};
use planscore_base::target::Target;
use planscore_kpi::{Actual, Item, Kpi, Measured, Options, Scorecard, Series, score_kpis};
use planscore_stats::Random;

use crate::Claim;
use crate::kinds::Kind;

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
    let own = days.partition_point(|&day| day < start);
    let gone = days.partition_point(|&day| day <= as_of);
    let id = if kind.is_count() { "new_customers" } else { "sales_total" };
    let mut random = Random::new(seed);
    let (mut told, mut inside) = (0_usize, 0.0);
    for run in 0..runs {
        let level =
            if kind.is_count() { 1.0 + 3.0 * random.uniform() } else { 500.0 + 5_000.0 * random.uniform() };
        let values = kind.run(&days, gone, level, &workdays, &mut random);
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
