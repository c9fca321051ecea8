//! New values that may lie between and beyond those seen.

use super::random::Random;

/// A smooth distribution around positive values, over their logarithms (the smoothed bootstrap of
/// Silverman 1986, section 6.4): amounts have tails that a small sample does not reach.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Smooth {
    /// The geometric mean, and the power of what is relative to it in which values are spread evenly to both
    /// sides; 0 for logarithms.
    middle: f64,
    power: f64,
    centre: f64,
    shrink: f64,
    width: f64,
}

/// Fewer values say little of their spread: what is missing counts as values that vary by a factor of e.
const FEW: f64 = 5.0;
/// Values that tell whether logarithms lean to one side.
const SKEWED_VALUES: f64 = 12.0;
/// The cube root makes gamma-distributed values even (Wilson and Hilferty 1931).
const MOST_POWER: f64 = 1.0 / 3.0;
/// A drawn value is no larger.
const LARGEST: f64 = 1e100;

impl Smooth {
    /// Around values, all above 0. The width of the kernel is that of Silverman's rule of thumb. A new
    /// value varies as Student's t does, whose variance is that of the sample times n/(n - 3).
    pub fn of(values: &[f64]) -> Self {
        Self::of_alike(values, 1.0)
    }

    /// Around values of which as many in a row are alike, so that they say no more than a part of them.
    pub fn of_alike(values: &[f64], alike: f64) -> Self {
        let all = values.len().max(1) as f64;
        let count = all / alike.max(1.0);
        let mean = |of: &dyn Fn(f64) -> f64| values.iter().fold(0.0, |sum, value| sum + of(*value) / all);
        let middle = mean(&f64::ln).exp();
        let moment = |power: i32| mean(&|value| (value / middle).ln().powi(power));
        let skew = moment(3) / moment(2).powf(1.5);
        let power = if all >= SKEWED_VALUES { ((-skew - 0.2) * 0.6).clamp(0.0, MOST_POWER) } else { 0.0 };
        let mut smooth = Self { middle, power, centre: 0.0, shrink: 1.0, width: 0.0 };
        smooth.centre = mean(&|value| smooth.even(value));
        let squares = all * mean(&|value| (smooth.even(value) - smooth.centre).powi(2));
        let missing = (FEW - all).max(0.0);
        let spread = (squares + missing) / (all + missing);
        let own = squares / all;
        let wanted = spread * (count / (count - 3.0).max(1.0)).clamp(1.0, 3.0);
        smooth.width = (1.06 * spread.sqrt() * count.max(1.0).powf(-0.2)).min(wanted.sqrt());
        if own > 0.0 {
            smooth.shrink = ((wanted - smooth.width.powi(2)) / own).max(0.0).sqrt();
        }
        smooth
    }

    /// A value on the scale on which the values spread evenly to both sides.
    pub fn even(&self, value: f64) -> f64 {
        let relative = value / self.middle;
        if self.power > 0.0 { (relative.powf(self.power) - 1.0) / self.power } else { relative.ln() }
    }

    /// A value like one that was seen, which is on the even scale already.
    ///
    /// ```
    /// use planscore_stats::{Random, Smooth};
    /// let equal = Smooth::of(&[7.0; 20]);
    /// assert!((equal.draw(equal.even(7.0), &mut Random::new(1)) - 7.0).abs() < 1e-12);
    /// ```
    pub fn draw(&self, seen: f64, random: &mut Random) -> f64 {
        let even = self.centre + self.shrink * (seen - self.centre) + self.width * random.normal();
        let root = (1.0 + self.power * even).max(0.0);
        let relative = match self.power {
            0.0 => even.exp(),
            // Most often it is the largest, and a cube is a product.
            MOST_POWER => root * root * root,
            power => root.powf(1.0 / power),
        };
        (self.middle * relative).min(LARGEST)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Drawn logarithms have the mean of those seen and n/(n - 3) times their variance: of -1 and 1, ten
    /// times each, 0 and 20/17.
    #[test]
    fn keeps_centre_and_spread() {
        let values: Vec<f64> =
            (0..20).map(|i| if i % 2 == 0 { 1.0_f64.exp() } else { (-1.0_f64).exp() }).collect();
        let (smooth, mut random) = (Smooth::of(&values), Random::new(3));
        let drawn: Vec<f64> =
            (0..100_000).map(|i| smooth.draw(smooth.even(values[i % 20]), &mut random).ln()).collect();
        let mean = drawn.iter().sum::<f64>() / 1e5;
        let variance = drawn.iter().map(|ln| (ln - mean).powi(2)).sum::<f64>() / 1e5;
        assert!(mean.abs() < 0.02 && (variance - 20.0 / 17.0).abs() < 0.03, "{mean} {variance}");
    }
}
