//! The days of a figure, one by one: what each brought, how the month shapes them, and how long one day
//! is like the next.

use super::history::Trend;
use super::pace::Elapsed;
use planscore_base::calendar::Day;

/// What a working day brought, or a longer stretch that one value covers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stretch {
    /// Its length, as a share of the period.
    pub share: f64,
    /// Where it lies in its month.
    pub phase: Phase,
    /// What came.
    pub value: f64,
    /// Whether it lies in the period.
    pub in_period: bool,
}

/// Where a day lies in its month, by the working days left: the last three, the five before, or the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// The last three working days.
    End,
    /// The five before them.
    Late,
    /// The others.
    Rest,
}

impl Phase {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::End, Self::Late, Self::Rest];

    /// That of a day.
    pub fn of(day: Day, elapsed: &Elapsed) -> Self {
        match elapsed.left_in_month(day) {
            0..=2 => Self::End,
            3..=7 => Self::Late,
            _ => Self::Rest,
        }
    }
}

/// The stretches of a series up to the day of its data. Values that come at an even distance of several
/// days (weekly sums) stay as they are; else what came on a day came on that day, and the days between
/// brought nothing. What comes on days off belongs to the working day before it.
pub fn stretches(trend: &Trend, actual: f64, elapsed: &Elapsed) -> Vec<Stretch> {
    let spans: Vec<Option<Vec<Day>>> = (0..trend.days.len())
        .map(|i| Some(elapsed.working_days(trend.covers_after(i, elapsed)?, trend.days[i]).collect()))
        .collect();
    let weekly = is_even(&spans);
    let mut found: Vec<Stretch> = Vec::new();
    let mut carried = 0.0;
    for (i, &value) in trend.values.iter().enumerate() {
        let Some(days) = &spans[i] else { continue };
        if days.is_empty() {
            match found.last_mut() {
                Some(last) => last.value += value,
                None => carried += value,
            }
            continue;
        }
        push(&mut found, days, value + carried, weekly, elapsed);
        carried = 0.0;
    }
    // What the actual holds beyond the series came in the days since its last value.
    let last =
        trend.days.last().map_or(Day(elapsed.start().0 - 1), |day| Day(day.0.max(elapsed.start().0 - 1)));
    let since: Vec<Day> = elapsed.working_days(last, elapsed.as_of.min(elapsed.end())).collect();
    let own = found.iter().filter(|s| s.in_period).fold(0.0, |sum, s| sum + s.value);
    let rest = actual - own;
    let is_known = rest.abs() <= 1e-9 * actual.abs() && !weekly || rest > 1e-9 * actual.abs();
    if !trend.days.is_empty() && !since.is_empty() && is_known {
        push(&mut found, &since, rest.max(0.0), weekly, elapsed);
    }
    found
}

/// Whether most values cover the same number of days, and more than one.
fn is_even(spans: &[Option<Vec<Day>>]) -> bool {
    let mut lengths: Vec<usize> = spans.iter().flatten().map(Vec::len).filter(|&days| days > 0).collect();
    planscore_stats::sort_by(&mut lengths, &usize::cmp);
    let Some(&middle) = lengths.get(lengths.len() / 2) else { return false };
    let alike = lengths.iter().filter(|&&days| days.abs_diff(middle) <= 1 + middle / 5).count();
    middle >= 3 && alike * 5 >= lengths.len() * 4
}

fn push(found: &mut Vec<Stretch>, days: &[Day], value: f64, together: bool, elapsed: &Elapsed) {
    let share = |after: Day, day: Day| elapsed.share_between(after, day);
    let (Some(first), Some(last)) = (days.first(), days.last()) else { return };
    if together {
        let in_period = *last >= elapsed.start();
        found.push(Stretch { share: share(Day(first.0 - 1), *last), phase: Phase::Rest, value, in_period });
        return;
    }
    for day in days {
        let value = if day == last { value } else { 0.0 };
        let in_period = *day >= elapsed.start();
        let phase = Phase::of(*day, elapsed);
        found.push(Stretch { share: share(Day(day.0 - 1), *day), phase, value, in_period });
    }
}

/// How much more the days of each phase bring than all do on average, and the standard error of that.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shape {
    /// The factors, in the order of [`Phase::ALL`].
    pub factor: [f64; 3],
    /// Their relative errors.
    pub error: [f64; 3],
}

impl Shape {
    /// No shape.
    pub const EVEN: Self = Self { factor: [1.0; 3], error: [0.0; 3] };

    /// Of single days. A difference that chance makes as often as not is none: each factor is drawn towards
    /// 1 by the share of its deviation that is noise (James and Stein 1961).
    pub fn of(stretches: &[Stretch]) -> Self {
        let rate = |of: &dyn Fn(&Stretch) -> bool| {
            let own = || stretches.iter().filter(|s| of(s) && s.share > 0.0);
            let (value, share) = own().fold((0.0, 0.0), |(v, s), one| (v + one.value, s + one.share));
            (value / share, own().count() as f64)
        };
        let (all, count) = rate(&|_| true);
        let each = Phase::ALL.map(|phase| rate(&|s| s.phase == phase));
        if !(all > 0.0 && all.is_finite()) || count < 1.0 {
            return Self::EVEN;
        }
        // The noise of a day around the rate of its phase.
        let noise = stretches
            .iter()
            .filter(|s| s.share > 0.0)
            .map(|s| {
                let own = each[s.phase as usize].0;
                if own > 0.0 { (s.value / s.share / own - 1.0).powi(2) } else { 0.0 }
            })
            .fold(0.0, |sum, square| sum + square)
            / (count - 3.0).max(1.0);
        let mut shape = Self::EVEN;
        for (i, (own, days)) in each.into_iter().enumerate() {
            if days == 0.0 {
                continue;
            }
            let (deviation, square_error) = (own / all - 1.0, noise / days * (1.0 - days / count));
            let real =
                if deviation == 0.0 { 0.0 } else { (1.0 - 2.0 * square_error / deviation.powi(2)).max(0.0) };
            shape.factor[i] = 1.0 + real * deviation;
            shape.error[i] = (real * noise / days).sqrt();
        }
        shape
    }

    /// The factor of a phase.
    pub fn at(&self, phase: Phase) -> f64 {
        self.factor[phase as usize]
    }
}

/// Short series show less of the likeness than there is; by simulation.
const MISSED: f64 = 1.4;
const MISSED_BY_FEW: f64 = 12.0;

/// Over how many days in a row a day is like the next: the variance of long sums over what it would be if
/// days were independent, by the first autocorrelation and, for bursts that last, by the first week's
/// (Bartlett's weights), each corrected for its bias in short series. At least 1, at most a quarter of the
/// series.
pub fn alike(values: &[f64]) -> f64 {
    const LAGS: usize = 6;
    let count = values.len() as f64;
    if values.len() < 2 * LAGS {
        return 1.0;
    }
    let mean = values.iter().fold(0.0, |sum, v| sum + v / count);
    let product =
        |lag: usize| values.iter().zip(&values[lag..]).fold(0.0, |sum, (a, b)| sum + (a - mean) * (b - mean));
    let whole = product(0);
    // Equal days differ by their rounding alone.
    if !(whole > 1e-9 * count * mean * mean && whole.is_finite()) {
        return 1.0;
    }
    let correlation = |lag: usize| product(lag) / whole;
    let first = correlation(1);
    let first = (first + (1.0 + 3.0 * first) / count).clamp(-0.9, 0.9);
    let lasting = (1..LAGS).map(|lag| (1.0 - lag as f64 / LAGS as f64) * (correlation(lag) + 1.0 / count));
    let most = ((1.0 + first) / (1.0 - first)).max(1.0 + 2.0 * lasting.sum::<f64>());
    // What chance alone makes of the first one is no likeness.
    let real = if first > 0.0 { (1.0 - 1.0 / (count * first.powi(2))).max(0.0) } else { 0.0 };
    (1.0 + (MISSED + MISSED_BY_FEW / count) * real * (most - 1.0)).clamp(1.0, count / 4.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use planscore_base::calendar::Period;
    use planscore_base::locale::Locale;
    use planscore_stats::Random;

    fn day(text: &str) -> Day {
        Day::parse_iso(text).unwrap()
    }

    /// March 2026 up to Friday the 20th: 15 of 22 working days.
    fn march() -> Elapsed {
        let period =
            Period { as_of: Some(day("2026-03-20")), ..Period::new(day("2026-03-01"), day("2026-03-31")) };
        Elapsed::of(&period, &[], Locale::En, &mut Vec::new()).unwrap()
    }

    fn trend(days: &[&str], values: &[f64]) -> Trend {
        Trend { days: days.iter().map(|text| day(text)).collect(), values: values.to_vec() }
    }

    /// Sales on the 4th, 5th and 13th (third, fourth and tenth working day), 7 more than the series by the
    /// 20th: the days between brought nothing, and the last holds the 7.
    #[test]
    fn days_without_a_value_brought_nothing() {
        let found =
            stretches(&trend(&["2026-03-04", "2026-03-05", "2026-03-13"], &[5.0, 2.0, 9.0]), 23.0, &march());
        let values: Vec<f64> = found.iter().map(|s| s.value).collect();
        assert_eq!(values, [0., 0., 5., 2., 0., 0., 0., 0., 0., 9., 0., 0., 0., 0., 7.]);
        assert!(found.iter().all(|s| (s.share - 1.0 / 22.0).abs() < 1e-12 && s.in_period));
    }

    /// Sums of weeks stay what they are: five of 22 days each.
    #[test]
    fn weeks_stay_weeks() {
        let weeks = trend(&["2026-03-06", "2026-03-13", "2026-03-20"], &[5.0, 6.0, 7.0]);
        let found = stretches(&weeks, 18.0, &march());
        assert_eq!(found.iter().map(|s| s.value).collect::<Vec<_>>(), [5.0, 6.0, 7.0]);
        assert!(found.iter().all(|s| (s.share - 5.0 / 22.0).abs() < 1e-12));
    }

    /// March ends on Tuesday the 31st: the 27th, 30th and 31st are its last three working days.
    #[test]
    fn phases_of_a_month() {
        let of = |text| Phase::of(day(text), &march());
        assert_eq!(["2026-03-26", "2026-03-27", "2026-03-31"].map(of), [Phase::Late, Phase::End, Phase::End]);
        assert_eq!(["2026-03-19", "2026-03-20"].map(of), [Phase::Rest, Phase::Late]);
    }

    /// Independent days are not alike; with an autocorrelation of 0.7 long sums vary 1.7/0.3 = 5.7 times as
    /// much as of independent days.
    #[test]
    fn likeness_of_days() {
        let mut random = Random::new(9);
        let even: Vec<f64> = (0..2_000).map(|_| random.normal()).collect();
        let mut last = 0.0;
        let alike_days: Vec<f64> = (0..2_000)
            .map(|_| {
                last = 0.7 * last + random.normal();
                last
            })
            .collect();
        assert!(alike(&even) < 1.3, "{}", alike(&even));
        assert!((5.0..9.0).contains(&alike(&alike_days)), "{}", alike(&alike_days));
        assert_eq!(alike(&[1.0; 40]), 1.0);
    }
}
