//! New values that may lie between and beyond those seen.

use super::random::Random;

/// A smooth distribution around positive values, over their logarithms (the smoothed bootstrap of
/// Silverman 1986, section 6.4): amounts have tails that a small sample does not reach.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Smooth {
    centre: f64,
    shrink: f64,
    width: f64,
}

/// Fewer values say little of their spread: what is missing counts as values that vary by a factor of e.
const FEW: f64 = 5.0;
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
        let centre = values.iter().map(|value| value.ln()).fold(0.0, |sum, ln| sum + ln) / all;
        let squares = values.iter().map(|value| (value.ln() - centre).powi(2)).fold(0.0, |sum, s| sum + s);
        let missing = (FEW - all).max(0.0);
        let spread = (squares + missing) / (all + missing);
        let own = squares / all;
        let wanted = spread * (count / (count - 3.0).max(1.0)).clamp(1.0, 3.0);
        let width = (1.06 * spread.sqrt() * count.max(1.0).powf(-0.2)).min(wanted.sqrt());
        let shrink = if own > 0.0 { ((wanted - width * width) / own).max(0.0).sqrt() } else { 1.0 };
        Self { centre, shrink, width }
    }

    /// A value like one that was seen.
    ///
    /// ```
    /// use planscore_stats::{Random, Smooth};
    /// let equal = Smooth::of(&[7.0; 20]);
    /// assert!((equal.draw(7.0, &mut Random::new(1)) - 7.0).abs() < 1e-12);
    /// ```
    pub fn draw(&self, seen: f64, random: &mut Random) -> f64 {
        let ln = self.centre + self.shrink * (seen.ln() - self.centre) + self.width * random.normal();
        ln.exp().min(LARGEST)
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
        let drawn: Vec<f64> = (0..100_000).map(|i| smooth.draw(values[i % 20], &mut random).ln()).collect();
        let mean = drawn.iter().sum::<f64>() / 1e5;
        let variance = drawn.iter().map(|ln| (ln - mean).powi(2)).sum::<f64>() / 1e5;
        assert!(mean.abs() < 0.02 && (variance - 20.0 / 17.0).abs() < 0.03, "{mean} {variance}");
    }
}
