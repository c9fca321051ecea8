//! Who has left, and who is only slow.
//!
//! A customer leaves after any purchase with one chance for all; while it stays, its gaps are gamma-distributed
//! with a shape that all share, around a mean of its own. How these means are spread over the customers is
//! not assumed but found, on a grid (the non-parametric maximum likelihood of Laird 1978). Purchases, the time from
//! the first to the last, and the silence since say all that the likelihood needs, as in the BG/NBD model
//! of Fader, Hardie and Lee (2005), which is this one with shape 1 and gamma-distributed rates.

use super::activity::Activity;
use planscore_stats::ln_gamma;

/// Shapes of gaps that are tried: without memory, to a rhythm that is kept to a third.
const SHAPES: [u32; 4] = [1, 2, 4, 8];
/// Points of the grid of mean gaps, from a sixteenth of the typical gap to 32 times as much.
const POINTS: usize = 12;
/// Steps of the EM algorithm: to choose a shape, and to finish.
const FIRST_STEPS: usize = 12;
const STEPS: usize = 50;
/// A step that brings less likelihood than this is the last.
const NEAR: f64 = 0.01;
/// The share that leaves, to begin with.
const START: f64 = 0.05;
/// Customers are put together by their number of gaps, and by the halved powers of 2 that times lie between.
const CLASSES: usize = 10;
const TIMES: usize = 24;

/// The chance to leave, and the rates of gaps of those who stay.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Leavers {
    /// The chance to leave after a purchase.
    share: f64,
    shape: u32,
    /// Rates of the gamma distribution, a day, and how common each is.
    rates: Vec<(f64, f64)>,
}

/// Customers much alike: gaps, the days they took, and the silence since, on average.
#[derive(Debug, Clone, Copy, Default)]
struct Cell {
    count: f64,
    gaps: f64,
    span: f64,
    silence: f64,
}

impl Cell {
    fn of(activity: &Activity, i: usize) -> Self {
        let span = f64::from((activity.age[i] - activity.recency[i]).max(0));
        // Orders of one day are one purchase.
        let gaps = f64::from(activity.frequency[i].saturating_sub(1)).min(span);
        Self { count: 1.0, gaps, span, silence: f64::from(activity.recency[i].max(0)) }
    }

    /// Where it belongs. Sums of whole numbers are the same in any order of the customers.
    fn place(&self) -> usize {
        let time = |days: f64| {
            let days = days as u32 + 1;
            let power = days.ilog2();
            (2 * power + (days >> power.saturating_sub(1) & u32::from(power > 0))) as usize
        };
        let gaps = match self.gaps as u32 {
            few @ 0..=5 => few as usize,
            6..=7 => 6,
            8..=11 => 7,
            12..=19 => 8,
            _ => CLASSES - 1,
        };
        (gaps * TIMES + time(self.span).min(TIMES - 1)) * TIMES + time(self.silence).min(TIMES - 1)
    }

    fn all(activity: &Activity) -> Vec<Self> {
        let mut cells = vec![Self::default(); CLASSES * TIMES * TIMES];
        for i in 0..activity.recency.len() {
            let one = Self::of(activity, i);
            let cell = &mut cells[one.place()];
            cell.count += 1.0;
            cell.gaps += one.gaps;
            cell.span += one.span;
            cell.silence += one.silence;
        }
        cells.retain(|cell| cell.count > 0.0);
        for cell in &mut cells {
            cell.gaps /= cell.count;
            cell.span /= cell.count;
            cell.silence /= cell.count;
        }
        cells
    }

    /// The logarithm of the density of the time that the gaps took, at a rate.
    fn ln_density(&self, shape: f64, rate: f64) -> f64 {
        if self.gaps == 0.0 {
            return 0.0;
        }
        let shape = self.gaps * shape;
        shape * rate.ln() + (shape - 1.0) * self.span.max(1.0).ln() - rate * self.span - ln_gamma(shape)
    }
}

/// The probability that a gap lasts longer than a time, for a shape that is a whole number and a rate times
/// the time: Erlang's sum.
fn lasts(shape: u32, time: f64) -> f64 {
    let (mut term, mut sum) = (1.0, 1.0);
    for step in 1..shape {
        term *= time / f64::from(step);
        sum += term;
    }
    (-time).exp() * sum
}

impl Leavers {
    /// None: everybody comes back at some time.
    pub const NONE: Self = Self { share: 0.0, shape: 1, rates: Vec::new() };

    /// The likeliest. Nobody leaves unless that is less likely by more than what one more parameter
    /// brings by chance (Schwarz 1978).
    pub fn of(activity: &Activity) -> Self {
        let cells = Cell::all(activity);
        let customers = activity.recency.len() as f64;
        let gaps: f64 = cells.iter().map(|cell| cell.count * cell.gaps).sum();
        let watched: f64 = cells.iter().map(|cell| cell.count * (cell.span + cell.silence)).sum();
        if gaps < FEWEST_GAPS {
            return Self::NONE;
        }
        let typical = (watched / gaps).max(1.0);
        let fit =
            |shape: u32, share: f64, steps: usize| Likelihood::of(&cells, shape, typical).climb(share, steps);
        let best = SHAPES
            .iter()
            .map(|&shape| fit(shape, START, FIRST_STEPS))
            .max_by(|a, b| a.1.total_cmp(&b.1))
            .map_or(1, |(found, _)| found.shape);
        let ((leave, likelihood), (_, stay)) = (fit(best, START, STEPS), fit(best, 0.0, STEPS));
        if likelihood - stay > 0.5 * customers.ln() { leave } else { Self::NONE }
    }

    /// The probability that a customer is still one.
    pub fn stays(&self, activity: &Activity, i: usize) -> f64 {
        if self.share == 0.0 {
            return 1.0;
        }
        let (one, shape) = (Cell::of(activity, i), f64::from(self.shape));
        let each = || self.rates.iter().map(|&(rate, weight)| (one.ln_density(shape, rate), rate, weight));
        let most = each().fold(f64::NEG_INFINITY, |most, (ln, ..)| most.max(ln));
        let (mut stays, mut left) = (0.0, 0.0);
        for (ln, rate, weight) in each() {
            let density = (ln - most).exp() * weight;
            stays += density * (1.0 - self.share) * lasts(self.shape, rate * (one.silence + 0.5));
            left += density * self.share;
        }
        if stays + left > 0.0 { stays / (stays + left) } else { 1.0 }
    }
}

/// Fewest gaps that ended for leavers to be told.
const FEWEST_GAPS: f64 = 30.0;

/// What each cell says of each rate.
struct Likelihood<'a> {
    cells: &'a [Cell],
    shape: u32,
    rates: Vec<f64>,
    /// By cell, then by rate: the density of its gaps over the largest of the cell, and the chance of its silence
    /// for those who stay.
    density: Vec<(f64, f64)>,
    /// The logarithms of those largest ones, summed over the customers.
    ln: f64,
}

impl<'a> Likelihood<'a> {
    fn of(cells: &'a [Cell], shape: u32, typical: f64) -> Self {
        let step = 512.0_f64.powf(1.0 / (POINTS - 1) as f64);
        let rates: Vec<f64> =
            (0..POINTS).map(|i| f64::from(shape) / (typical / 16.0 * step.powi(i as i32))).collect();
        let (mut density, mut sum) = (Vec::with_capacity(cells.len() * POINTS), 0.0);
        for cell in cells {
            let ln: Vec<f64> = rates.iter().map(|&rate| cell.ln_density(f64::from(shape), rate)).collect();
            let most = ln.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            sum += cell.count * most;
            let silence = cell.silence + 0.5;
            density.extend(
                ln.iter().zip(&rates).map(|(ln, rate)| ((ln - most).exp(), lasts(shape, rate * silence))),
            );
        }
        Self { cells, shape, rates, density, ln: sum }
    }

    /// Climbs by the EM algorithm, from a share that leaves; 0 stays 0.
    fn climb(&self, share: f64, steps: usize) -> (Leavers, f64) {
        let (mut customers, mut gaps) = (0.0, 0.0);
        for cell in self.cells {
            (customers, gaps) = (customers + cell.count, gaps + cell.count * cell.gaps);
        }
        let points = self.rates.len();
        let mut share = share;
        let mut weights = vec![1.0 / points as f64; points];
        let mut each = vec![(0.0_f64, 0.0_f64); points];
        let mut likelihood = f64::NEG_INFINITY;
        for _ in 0..steps {
            let (mut left, mut ln) = (0.0, gaps * (1.0 - share).ln());
            let mut sums = vec![0.0; points];
            for (cell, density) in self.cells.iter().zip(self.density.chunks(points)) {
                let (mut all, mut gone) = (0.0, 0.0);
                for ((own, weight), &(density, silent)) in each.iter_mut().zip(&weights).zip(density) {
                    let weight = density * weight;
                    *own = (weight * share, weight * (share + (1.0 - share) * silent));
                    (gone, all) = (gone + own.0, all + own.1);
                }
                if all > 0.0 {
                    let part = cell.count / all;
                    left += part * gone;
                    ln += cell.count * all.ln();
                    for (sum, own) in sums.iter_mut().zip(&each) {
                        *sum += part * own.1;
                    }
                }
            }
            share = left / (gaps + customers);
            weights = sums.into_iter().map(|sum| sum / customers).collect();
            let before = std::mem::replace(&mut likelihood, ln + self.ln);
            if likelihood - before < NEAR {
                break;
            }
        }
        let rates = self.rates.iter().copied().zip(weights).collect();
        (Leavers { share, shape: self.shape, rates }, likelihood)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use planscore_stats::Random;

    /// Erlang's sum: a gap of shape 3 at rate times time 2 lasts with e⁻² (1 + 2 + 2) = .6767; without
    /// memory, with e⁻².
    #[test]
    fn gaps_last() {
        assert!((lasts(3, 2.0) - 5.0 * (-2.0_f64).exp()).abs() < 1e-15);
        assert_eq!(lasts(1, 2.0), (-2.0_f64).exp());
    }

    /// One customer, one rate of 1/10 without memory, one in five leaves: after nineteen days and a half of silence
    /// .8 e^-1.95 are for staying, .2 for having left.
    #[test]
    fn who_stays_by_hand() {
        let activity =
            Activity { recency: vec![19], age: vec![49], frequency: vec![4], ..Activity::default() };
        let leavers = Leavers { share: 0.2, shape: 1, rates: vec![(0.1, 1.0)] };
        let stays = 0.8 * (-1.95_f64).exp();
        assert!((leavers.stays(&activity, 0) - stays / (stays + 0.2)).abs() < 1e-12);
        assert_eq!(Leavers::NONE.stays(&activity, 0), 1.0);
    }

    /// Customers of as many rhythms, watched for 200 days, of whom a share leaves after each purchase.
    fn watched(leave: f64, shape: f64, random: &mut Random) -> Activity {
        let mut activity = Activity::default();
        for _ in 0..2_000 {
            let mean = 45.0 * (0.6 * random.normal()).exp();
            let first = (200.0 * random.uniform()).floor();
            let (mut day, mut last, mut count) = (first, first, 1);
            while random.uniform() >= leave {
                day += mean * random.gamma(shape) / shape;
                if day > 200.0 {
                    break;
                }
                (last, count) = (day.floor(), count + i32::from(day.floor() > last) as u32);
            }
            activity.recency.push((200.0 - last) as i32);
            activity.age.push((200.0 - first) as i32);
            activity.frequency.push(count);
        }
        activity
    }

    /// The share that leaves is found again to a few hundredths, with a rhythm and without; where nobody leaves,
    /// none is found.
    #[test]
    fn the_share_that_leaves_is_found() {
        let mut random = Random::new(4);
        for shape in [1.0, 4.0] {
            for leave in [0.1, 0.25] {
                let found = Leavers::of(&watched(leave, shape, &mut random)).share;
                assert!((found - leave).abs() < 0.03, "{shape} {leave}: {found}");
            }
            assert!(Leavers::of(&watched(0.0, shape, &mut random)).share < 0.01, "{shape}");
        }
    }
}
