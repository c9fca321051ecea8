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
    /// Where it lies in its month and week.
    pub place: Place,
    /// What came.
    pub value: f64,
    /// Whether it lies in the period.
    pub in_period: bool,
}

/// Where a day lies in its month and its week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The part of the month.
    pub phase: Phase,
    /// From Monday, 0, to Sunday, 6.
    pub weekday: usize,
}

impl Place {
    /// That of a day.
    pub fn of(day: Day, elapsed: &Elapsed) -> Self {
        Self { phase: Phase::of(day, elapsed), weekday: day.weekday() as usize }
    }
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
    let hole = hole(&spans);
    let mut found: Vec<Stretch> = Vec::new();
    let mut carried = 0.0;
    for (i, &value) in trend.values.iter().enumerate() {
        let Some(days) = &spans[i] else { continue };
        let days = if days.len() > hole { &days[days.len() - 1..] } else { days };
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

/// Beyond how many working days the days between two values are not known, and not days that brought
/// nothing: last year's quarter and this one leave out what lies between.
fn hole(spans: &[Option<Vec<Day>>]) -> usize {
    const LONG: usize = 20;
    const TIMES: usize = 4;
    let mut lengths: Vec<usize> = spans.iter().flatten().map(Vec::len).collect();
    planscore_stats::sort_by(&mut lengths, &usize::cmp);
    // One gap in twenty may be a hole; the longest of the others is usual.
    let usual = lengths.get(lengths.len().saturating_sub(1 + lengths.len().div_ceil(20)));
    LONG.max(TIMES * usual.copied().unwrap_or(0))
}

fn push(found: &mut Vec<Stretch>, days: &[Day], value: f64, together: bool, elapsed: &Elapsed) {
    let share = |after: Day, day: Day| elapsed.share_between(after, day);
    let (Some(first), Some(last)) = (days.first(), days.last()) else { return };
    if together {
        let in_period = *last >= elapsed.start();
        let place = Place { phase: Phase::Rest, weekday: 0 };
        found.push(Stretch { share: share(Day(first.0 - 1), *last), place, value, in_period });
        return;
    }
    for day in days {
        let value = if day == last { value } else { 0.0 };
        let in_period = *day >= elapsed.start();
        let place = Place::of(*day, elapsed);
        found.push(Stretch { share: share(Day(day.0 - 1), *day), place, value, in_period });
    }
}

/// How much more the days of each place bring than all do on average.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shape {
    /// The factors of the phases of a month, in the order of [`Phase`].
    pub factor: [f64; 3],
    /// Their relative errors.
    pub error: [f64; 3],
    /// The factors of the days of a week.
    pub week: [f64; 7],
}

impl Shape {
    /// No shape.
    pub const EVEN: Self = Self { factor: [1.0; 3], error: [0.0; 3], week: [1.0; 7] };

    /// Of single days. A difference that chance makes as often as not is none: each factor is drawn towards
    /// 1 by the share of its deviation that is noise (James and Stein 1961), those of a week all by the same.
    pub fn of(stretches: &[Stretch]) -> Self {
        let mut shape = Self::EVEN;
        let Some(month) = Groups::of(stretches, &|s| s.place.phase as usize, &|_| 1.0) else { return shape };
        for i in 0..3 {
            let days = month.days[i];
            if days == 0.0 {
                continue;
            }
            let (deviation, square_error) =
                (month.rate[i] - 1.0, month.noise / days * (1.0 - days / month.count));
            let real =
                if deviation == 0.0 { 0.0 } else { (1.0 - 2.0 * square_error / deviation.powi(2)).max(0.0) };
            shape.factor[i] = 1.0 + real * deviation;
            shape.error[i] = (real * month.noise / days).sqrt();
        }
        let by_month = |s: &Stretch| shape.factor[s.place.phase as usize];
        let Some(week) = Groups::of(stretches, &|s| s.place.weekday, &by_month) else { return shape };
        let between = (0..7).map(|i| week.days[i] * (week.rate[i] - 1.0).powi(2)).sum::<f64>();
        let kinds = week.days.iter().filter(|days| **days > 0.0).count() as f64;
        let real = (1.0 - (kinds - 1.0) * week.noise / between).max(0.0);
        // A weekday that was seen a few times is not known.
        for i in (0..7).filter(|&i| real > 0.0 && week.days[i] >= FEWEST_WEEKS) {
            shape.week[i] = 1.0 + real * (week.rate[i] - 1.0);
        }
        shape
    }

    /// The factor of a place.
    pub fn at(&self, place: Place) -> f64 {
        self.factor[place.phase as usize] * self.week[place.weekday]
    }
}

/// Weekdays that make a factor.
const FEWEST_WEEKS: f64 = 4.0;

/// Days in groups.
struct Groups {
    /// What a day of each group brings over what all do.
    rate: [f64; 7],
    days: [f64; 7],
    count: f64,
    /// The variance of a day around the rate of its group, relative to it.
    noise: f64,
}

impl Groups {
    /// Days by their group, each over what else makes them differ; `None` where nothing came.
    fn of(
        stretches: &[Stretch],
        group: &dyn Fn(&Stretch) -> usize,
        usual: &dyn Fn(&Stretch) -> f64,
    ) -> Option<Self> {
        let weight = |s: &Stretch| s.share * usual(s).max(1e-9);
        let (mut value, mut share, mut days) = ([0.0; 7], [0.0; 7], [0.0; 7]);
        let known = || stretches.iter().filter(|s| s.share > 0.0);
        for s in known() {
            value[group(s)] += s.value;
            share[group(s)] += weight(s);
            days[group(s)] += 1.0;
        }
        let (count, all) = (days.iter().sum::<f64>(), value.iter().sum::<f64>() / share.iter().sum::<f64>());
        if !(all > 0.0 && all.is_finite()) {
            return None;
        }
        let rate: [f64; 7] =
            std::array::from_fn(|i| if days[i] > 0.0 { value[i] / share[i] / all } else { 1.0 });
        let off = |s: &Stretch| {
            let own = rate[group(s)];
            if own > 0.0 { (s.value / weight(s) / all / own - 1.0).powi(2) } else { 0.0 }
        };
        let kinds = days.iter().filter(|days| **days > 0.0).count() as f64;
        let noise = known().map(off).sum::<f64>() / (count - kinds).max(1.0);
        Some(Self { rate, days, count, noise })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use planscore_base::calendar::Period;
    use planscore_base::locale::Locale;

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
}
