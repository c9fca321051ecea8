//! What each draw of the future takes from what is known: new deals a day, and what they are worth.

use planscore_stats::{Random, Smooth, mean};

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

/// What won deals are worth, to draw new ones from: a smooth distribution around the values seen, and an
/// urn for not knowing it better.
pub struct Values {
    /// The values seen, on the scale of [`Smooth`].
    even: Vec<f64>,
    mean: f64,
    deviation: f64,
    smooth: Smooth,
}

/// Deals whose values are drawn one by one; beyond that their sum is close to normal.
const DRAWN: f64 = 1_000.0;

impl Values {
    /// Of values above 0.
    pub fn of(seen: &[f64]) -> Self {
        let count = seen.len().max(1) as f64;
        let mean = mean(seen).unwrap_or(0.0);
        let variance = seen.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / count;
        let smooth = Smooth::of(seen);
        let even = seen.iter().map(|&value| smooth.even(value)).collect();
        Self { even, mean, deviation: variance.sqrt(), smooth }
    }

    /// The mean of the values seen.
    pub fn mean(&self) -> f64 {
        self.mean
    }

    /// What so many won deals are worth in one draw.
    pub fn sum(&self, count: f64, random: &mut Random) -> f64 {
        if self.even.is_empty() || count <= 0.0 {
            return 0.0;
        }
        let known = self.even.len() as f64;
        if count > DRAWN {
            let mean = self.mean + self.deviation / known.sqrt() * random.normal();
            return (count * mean + count.sqrt() * self.deviation * random.normal()).max(0.0);
        }
        // Pólya's urn: a drawn value goes back with one more of its kind.
        let mut urn: Vec<f64> = Vec::with_capacity(count as usize);
        let mut sum = 0.0;
        for _ in 0..count as usize {
            let at = random.below(self.even.len() + urn.len());
            let drawn = match at.checked_sub(self.even.len()) {
                None => self.smooth.draw(self.even[at], random),
                Some(again) => urn[again],
            };
            urn.push(drawn);
            sum += drawn;
        }
        sum
    }
}
