//! What each draw of the future takes from what is known: new deals a day, and what they are worth.

use planscore_base::actual::LARGEST;
use planscore_stats::{Random, mean};

/// How many new deals come a day.
pub enum Arrivals {
    /// As the caller says.
    Given(f64),
    /// As many as came, in so many days.
    Seen {
        /// Deals that entered.
        deals: f64,
        /// The days.
        days: f64,
    },
}

impl Arrivals {
    /// The first deal is where the days begin: it counts half.
    pub fn mean(&self) -> f64 {
        match *self {
            Self::Given(a_day) => a_day,
            Self::Seen { deals, days } => (deals - 0.5).max(0.0) / days,
        }
    }

    /// A rate from its posterior (Jeffreys).
    pub fn draw(&self, random: &mut Random) -> f64 {
        match *self {
            Self::Given(a_day) => a_day,
            Self::Seen { deals, days } => random.gamma((deals - 0.5).max(0.5)) / days,
        }
    }
}

/// What won deals are worth, to draw new ones from: a smooth distribution around the values seen (the
/// smoothed bootstrap of Silverman 1986, over logarithms), and an urn for not knowing it better.
pub struct Values<'a> {
    seen: &'a [f64],
    mean: f64,
    deviation: f64,
    /// Mean of the logarithms, by how much they shrink towards it, and the width of the kernel: together
    /// they give the variance of the logarithms.
    centre: f64,
    shrink: f64,
    width: f64,
}

/// Deals whose values are drawn one by one; beyond that their sum is close to normal.
const DRAWN: f64 = 1_000.0;

impl<'a> Values<'a> {
    /// Of values above 0.
    pub fn of(seen: &'a [f64]) -> Self {
        let count = seen.len().max(1) as f64;
        let mean = mean(seen).unwrap_or(0.0);
        let variance = seen.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / count;
        let centre = seen.iter().map(|value| value.ln()).sum::<f64>() / count;
        let spread = seen.iter().map(|value| (value.ln() - centre).powi(2)).sum::<f64>() / count;
        // The width of Silverman's rule of thumb. A new value varies as one of Student's t does, whose
        // variance is that of the sample times n/(n - 3).
        let width = 1.06 * spread.sqrt() * count.powf(-0.2);
        let wanted = spread * (count / (count - 3.0).max(1.0)).min(3.0);
        let shrink = if spread > 0.0 { ((wanted - width * width) / spread).max(0.0).sqrt() } else { 1.0 };
        Self { seen, mean, deviation: variance.sqrt(), centre, shrink, width }
    }

    /// The mean of the values seen.
    pub fn mean(&self) -> f64 {
        self.mean
    }

    fn smooth(&self, value: f64) -> f64 {
        (self.centre + self.shrink * (value.ln() - self.centre)).exp()
    }

    /// What so many won deals are worth in one draw.
    pub fn sum(&self, count: f64, random: &mut Random) -> f64 {
        if self.seen.is_empty() || count <= 0.0 {
            return 0.0;
        }
        let known = self.seen.len() as f64;
        if count > DRAWN {
            let mean = self.mean + self.deviation / known.sqrt() * random.normal();
            return (count * mean + count.sqrt() * self.deviation * random.normal()).max(0.0);
        }
        // Pólya's urn: a drawn value goes back with one more of its kind.
        let mut urn: Vec<f64> = Vec::with_capacity(count as usize);
        let mut sum = 0.0;
        for _ in 0..count as usize {
            let at = random.below(self.seen.len() + urn.len());
            let drawn = match at.checked_sub(self.seen.len()) {
                None => (self.smooth(self.seen[at]) * (self.width * random.normal()).exp()).min(LARGEST),
                Some(again) => urn[again],
            };
            urn.push(drawn);
            sum += drawn;
        }
        sum
    }
}
