//! How long days are like the days before them, and what today's level says of the days ahead.
//!
//! A day brings its mean, a state that fades (an autoregression of first order) and noise of its own. How
//! much of the variance is state and how slowly it fades cannot be read off one season: each of a few
//! pairs is taken as likely as the days make it (Harvey 1989, sections 3.4 and 4.4: the likelihood by the
//! Kalman filter, with mean and variance integrated out), and a forecast is made with each in turn.

use planscore_stats::Random;

/// Shares of a day's variance that the state may have.
const STATES: [f64; 4] = [0.3, 0.5, 0.75, 1.0];
/// What may be left of the state a day later: from days that are hardly alike to levels that stay.
const FADES: [f64; 8] = [0.4, 0.6, 0.7, 0.8, 0.87, 0.92, 0.97, 0.995];
/// How likely days are to be independent before any is seen, against being alike in any way, and against a
/// new level on a given day.
const INDEPENDENT: f64 = 0.48;
const ALIKE: f64 = 0.42;
const NEW_LEVEL: f64 = 1.0 / 500.0;
/// The variance of a new level, in units of a day's.
const JUMP: f64 = 1.0;
/// New levels are looked for on each of so many days, and further back on every fifth.
const RECENT: usize = 60;
const SELDOM: usize = 5;

/// One way in which days may be alike.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Likeness {
    /// The variance of what is ahead, over that of as many independent days.
    pub alike: f64,
    /// What is ahead over what the mean of all days would bring.
    pub lean: f64,
    /// How likely it is to be this one or one before it in the list.
    upto: f64,
}

impl Likeness {
    /// Days that are not alike.
    pub const NONE: Self = Self { alike: 1.0, lean: 1.0, upto: 1.0 };
}

/// All ways in which the days of a series may be alike, by how likely each is.
#[derive(Debug, Clone, PartialEq)]
pub struct Likenesses {
    each: Vec<Likeness>,
    /// The first value of a new level, where there is more likely one than not.
    pub new_level: Option<usize>,
}

impl Likenesses {
    /// Of a series, for as many days ahead, where the state has no more than a share of a day's variance.
    pub fn of(values: &[f64], ahead: usize, most: f64) -> Self {
        const FEWEST: usize = 8;
        let count = values.len() as f64;
        let mean = values.iter().sum::<f64>() / count;
        let variance = values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / (count - 1.0);
        // Equal days differ by their rounding alone.
        if values.len() < FEWEST || ahead == 0 || !(variance > 1e-9 * mean * mean && variance.is_finite()) {
            return Self { each: vec![Likeness::NONE], new_level: None };
        }
        let states = STATES.iter().filter(|state| **state <= most);
        let pairs = states.flat_map(|&state| FADES.iter().map(move |&fade| (state, fade)));
        let jumps: Vec<usize> =
            (3..values.len()).filter(|at| at + RECENT > values.len() || at % SELDOM == 0).collect();
        let alike = ALIKE / (STATES.len() * FADES.len()) as f64;
        let level = JUMP.min(most / (1.0 - most).max(1e-9));
        let jump = |at: usize| if at + RECENT > values.len() { NEW_LEVEL } else { SELDOM as f64 * NEW_LEVEL };
        let each: Vec<(Filter, f64)> = std::iter::once((Filter::run(0.0, 0.0, values), INDEPENDENT))
            .chain(pairs.map(|(state, fade)| (Filter::run(state, fade, values), alike)))
            .chain(jumps.iter().map(|&at| (Filter::jump(at, level, values), jump(at))))
            .map(|(filter, prior)| (filter, prior.ln() + filter.log_likelihood(count)))
            .collect();
        let best = each.iter().fold(f64::NEG_INFINITY, |best, (_, ln)| best.max(*ln));
        let mut upto = 0.0;
        let found: Vec<Likeness> = each
            .iter()
            .map(|(filter, ln)| {
                upto += (ln - best).exp();
                let (total, spread) = filter.ahead(ahead as f64, count);
                let independent = ahead as f64 * variance * (1.0 + ahead as f64 / count);
                Likeness {
                    alike: (spread / independent).clamp(1.0, count.max(ahead as f64)),
                    lean: (total / (ahead as f64 * mean)).clamp(0.05, 20.0),
                    upto,
                }
            })
            .collect();
        let whole = found[found.len() - 1].upto;
        let before = found[found.len() - 1 - jumps.len()].upto;
        let likeliest = (0..jumps.len()).max_by(|&a, &b| {
            let ln = |jump: usize| each[each.len() - jumps.len() + jump].1;
            ln(a).total_cmp(&ln(b))
        });
        let new_level = likeliest.filter(|_| before < 0.5 * whole).map(|jump| jumps[jump]);
        Self { each: found, new_level }
    }

    /// One of them, the likelier the more often.
    pub fn draw(&self, random: &mut Random) -> Likeness {
        let whole = self.each.last().map_or(0.0, |last| last.upto);
        let at = random.uniform() * whole;
        let place = self.each.partition_point(|one| one.upto <= at);
        self.each.get(place).copied().unwrap_or(Likeness::NONE)
    }

    /// Over how many days in a row a day is like the next, on average over all.
    pub fn alike(&self) -> f64 {
        let (mut sum, mut before) = (0.0, 0.0);
        for one in &self.each {
            sum += one.alike * (one.upto - before);
            before = one.upto;
        }
        if before > 0.0 { sum / before } else { 1.0 }
    }
}

/// What the Kalman filter knows after a series of unit variance, of the series itself and of its mean: both
/// go through it with the same gains.
#[derive(Debug, Clone, Copy, Default)]
struct Filter {
    state: f64,
    fade: f64,
    /// The state that is foreseen for the day after the last value, and its variance.
    at: f64,
    at_mean: f64,
    error: f64,
    /// Sums over the values: the logarithms of their variances, and squares and products of what was not foreseen.
    ln: f64,
    squares: f64,
    products: f64,
    weights: f64,
}

impl Filter {
    /// Of a state that fades.
    fn run(state: f64, fade: f64, values: &[f64]) -> Self {
        let mut own = Self { state, fade, error: state, ..Self::default() };
        own.take(values);
        own
    }

    /// Of independent days whose level is another one from a day on: before it, sums say all.
    fn jump(at: usize, level: f64, values: &[f64]) -> Self {
        let (before, since) = values.split_at(at);
        let mut own = Self { fade: 1.0, error: level, weights: at as f64, ..Self::default() };
        for value in before {
            own.squares += value * value;
            own.products += value;
        }
        own.take(since);
        own
    }

    /// Takes values, one a day.
    fn take(&mut self, values: &[f64]) {
        let Self { state, fade, .. } = *self;
        // Logarithms are dear: products of some variances first.
        let mut product = 1.0_f64;
        for &value in values {
            let variance = self.error + (1.0 - state);
            let (new, new_mean) = (value - self.at, 1.0 - self.at_mean);
            product *= variance;
            if !(1e-100..1e100).contains(&product) {
                self.ln += product.ln();
                product = 1.0;
            }
            self.squares += new * new / variance;
            self.products += new * new_mean / variance;
            self.weights += new_mean * new_mean / variance;
            let gain = self.error / variance;
            self.at = fade * (self.at + gain * new);
            self.at_mean = fade * (self.at_mean + gain * new_mean);
            self.error = fade * fade * self.error * (1.0 - gain) + state * (1.0 - fade * fade);
        }
        self.ln += product.ln();
    }

    fn residual(&self) -> f64 {
        (self.squares - self.products.powi(2) / self.weights).max(1e-300)
    }

    fn log_likelihood(&self, count: f64) -> f64 {
        -0.5 * (self.ln + self.weights.ln() + (count - 1.0) * self.residual().ln())
    }

    /// The mean and the variance of the sum of so many days ahead.
    fn ahead(&self, days: f64, count: f64) -> (f64, f64) {
        let Self { state, fade, .. } = *self;
        let mean = self.products / self.weights;
        let (mut reach, mut power, mut fresh) = (0.0, 1.0, 0.0);
        for day in 0..days as usize {
            // What is fresh on a day is felt on all days after it; nothing is on the first.
            fresh += if day > 0 { reach * reach } else { 0.0 };
            reach += power;
            power *= fade;
        }
        let total = days * mean + reach * (self.at - mean * self.at_mean);
        let unit = reach * reach * self.error
            + state * (1.0 - fade * fade) * fresh
            + (1.0 - state) * days
            + (days - reach * self.at_mean).powi(2) / self.weights;
        (total, unit * self.residual() / (count - 1.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of 1, 2, 3, 4 independent days: mean 2.5, variance 5/3; two days ahead bring 5, and their variance is
    /// that of two days and of twice the mean: 5/3 · (2 + 4/4) = 5.
    #[test]
    fn independent_days() {
        let found = Filter::run(0.0, 0.0, &[1.0, 2.0, 3.0, 4.0]).ahead(2.0, 4.0);
        assert!((found.0 - 5.0).abs() < 1e-12 && (found.1 - 5.0).abs() < 1e-12, "{found:?}");
    }

    /// A state alone that fades by half: after 0, 0, 0, 8 the day ahead is halfway between the last one and
    /// the mean. The mean by generalised least squares weighs the first value 1 and each further difference
    /// y - y'/2 against 1/2, at variances 1 and 3/4: (0 + 0 + 0 + 8 · 2/3) / (1 + 3/3) = 8/3.
    #[test]
    fn a_state_that_fades() {
        let (total, _) = Filter::run(1.0, 0.5, &[0.0, 0.0, 0.0, 8.0]).ahead(1.0, 4.0);
        assert!((total - f64::midpoint(8.0, 8.0 / 3.0)).abs() < 1e-9, "{total}");
    }

    /// Independent days stay so in the mean; with an autocorrelation of 0.7 sums of forty days vary nearly as much
    /// as long ones, 1.7/0.3 = 5.7 times.
    #[test]
    fn likeness_of_days() {
        let mut random = Random::new(9);
        let even: Vec<f64> = (0..2_000).map(|_| 9.0 + random.normal()).collect();
        let mut last = 0.0;
        let days: Vec<f64> = (0..2_000)
            .map(|_| {
                last = 0.7 * last + random.normal();
                9.0 + last
            })
            .collect();
        let alike = |values: &[f64]| Likenesses::of(values, 40, 1.0).alike();
        assert!(alike(&even) < 1.3, "{}", alike(&even));
        assert!((4.0..7.0).contains(&alike(&days)), "{}", alike(&days));
        assert_eq!(alike(&[1.0; 40]), 1.0);
    }
}
