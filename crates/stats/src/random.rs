//! Seeded random numbers: the same seed, the same numbers, on every platform.

/// `SplitMix64` (Steele, Lea and Flood 2014): one word of state, passes `BigCrush`.
#[derive(Debug, Clone)]
pub struct Random(u64);

impl Random {
    /// A stream of numbers from a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// 64 random bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Uniform over 0 (included) to 1 (not included), 53 bits.
    pub fn uniform(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Uniform over 0 to `n`, `n` not included; 0 for `n` of 0.
    pub fn below(&mut self, n: usize) -> usize {
        ((self.uniform() * n as f64) as usize).min(n.saturating_sub(1))
    }

    /// Standard normal (Marsaglia's polar method).
    pub fn normal(&mut self) -> f64 {
        loop {
            let (u, v) = (2.0 * self.uniform() - 1.0, 2.0 * self.uniform() - 1.0);
            let s = u * u + v * v;
            if s > 0.0 && s < 1.0 {
                return u * (-2.0 * s.ln() / s).sqrt();
            }
        }
    }

    /// Gamma with a shape above 0 and scale 1.
    pub fn gamma(&mut self, shape: f64) -> f64 {
        Gamma::new(shape).draw(self)
    }

    /// Beta with both parameters above 0.
    pub fn beta(&mut self, a: f64, b: f64) -> f64 {
        Beta::new(a, b).draw(self)
    }

    /// Poisson with a mean of 0 or more: multiplication of uniforms below 10, else transformed
    /// rejection (Hörmann 1993, PTRS).
    pub fn poisson(&mut self, mean: f64) -> f64 {
        if mean < 10.0 {
            let (limit, mut product, mut count) = ((-mean).exp(), self.uniform(), 0.0);
            while product > limit {
                product *= self.uniform();
                count += 1.0;
            }
            return count;
        }
        let b = 0.931 + 2.53 * mean.sqrt();
        let a = -0.059 + 0.024_83 * b;
        let inverse_alpha = 1.1239 + 1.1328 / (b - 3.4);
        let squeeze = 0.9277 - 3.6224 / (b - 2.0);
        loop {
            let (u, v) = (self.uniform() - 0.5, self.uniform());
            let us = 0.5 - u.abs();
            let k = ((2.0 * a / us + b) * u + mean + 0.43).floor();
            if us >= 0.07 && v <= squeeze {
                return k;
            }
            if k < 0.0 || (us < 0.013 && v > us) {
                continue;
            }
            let height = (v * inverse_alpha / (a / (us * us) + b)).ln();
            if height <= k * mean.ln() - mean - ln_factorial(k) {
                return k;
            }
        }
    }
}

/// Gamma with scale 1 (Marsaglia and Tsang 2000), for many draws.
#[derive(Debug, Clone, Copy)]
struct Gamma {
    shape: f64,
    d: f64,
    c: f64,
}

impl Gamma {
    fn new(shape: f64) -> Self {
        let lifted = if shape < 1.0 { shape + 1.0 } else { shape };
        let d = lifted - 1.0 / 3.0;
        Self { shape, d, c: 1.0 / (9.0 * d).sqrt() }
    }

    fn draw(&self, random: &mut Random) -> f64 {
        let &Self { shape, d, c } = self;
        let lift = if shape < 1.0 { (1.0 - random.uniform()).powf(1.0 / shape) } else { 1.0 };
        loop {
            let x = random.normal();
            let v = (1.0 + c * x).powi(3);
            if v <= 0.0 {
                continue;
            }
            let u = 1.0 - random.uniform();
            // The squeeze of the paper accepts what the logarithms would, nearly always.
            if u < 1.0 - 0.0331 * x * x * (x * x) || u.ln() < 0.5 * x * x + d - d * v + d * v.ln() {
                return d * v * lift;
            }
        }
    }
}

/// Beta with both parameters above 0, for many draws.
#[derive(Debug, Clone, Copy)]
pub struct Beta(Gamma, Gamma);

impl Beta {
    /// The distribution of two parameters.
    pub fn new(a: f64, b: f64) -> Self {
        Self(Gamma::new(a), Gamma::new(b))
    }

    /// A draw.
    pub fn draw(&self, random: &mut Random) -> f64 {
        let (x, y) = (self.0.draw(random), self.1.draw(random));
        if x + y > 0.0 { x / (x + y) } else { 0.5 }
    }
}

/// Natural logarithm of `n!`, by Stirling's series from 10 on; relative error below 1e-10.
fn ln_factorial(n: f64) -> f64 {
    if n < 10.0 {
        return (2..=n as u32).map(|i| f64::from(i).ln()).sum();
    }
    let x = n + 1.0;
    let series = 1.0 / (12.0 * x) - 1.0 / (360.0 * x.powi(3)) + 1.0 / (1260.0 * x.powi(5));
    (x - 0.5) * x.ln() - x + 0.5 * (2.0 * std::f64::consts::PI).ln() + series
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first outputs of the reference implementation for the seed 1234567.
    #[test]
    fn reference_outputs() {
        let mut random = Random::new(1_234_567);
        assert_eq!([random.bits(), random.bits()], [6_457_827_717_110_365_317, 3_203_168_211_198_807_973]);
    }

    /// Means and variances of 200,000 draws lie within five standard errors of the exact ones.
    #[test]
    fn moments() {
        const N: usize = 200_000;
        let check = |draw: &mut dyn FnMut(&mut Random) -> f64, mean: f64, variance: f64| {
            let mut random = Random::new(42);
            let draws: Vec<f64> = (0..N).map(|_| draw(&mut random)).collect();
            let observed = draws.iter().sum::<f64>() / N as f64;
            assert!((observed - mean).abs() < 5.0 * (variance / N as f64).sqrt(), "{observed} {mean}");
        };
        check(&mut Random::uniform, 0.5, 1.0 / 12.0);
        check(&mut Random::normal, 0.0, 1.0);
        check(&mut |r| r.gamma(0.4), 0.4, 0.4);
        check(&mut |r| r.gamma(7.5), 7.5, 7.5);
        check(&mut |r| r.poisson(0.7), 0.7, 0.7);
        check(&mut |r| r.poisson(40.0), 40.0, 40.0);
        check(&mut |r| r.poisson(12_345.6), 12_345.6, 12_345.6);
        // Beta(2, 6): mean 1/4, variance 12 / (64 · 9).
        check(&mut |r| r.beta(2.0, 6.0), 0.25, 12.0 / 576.0);
    }
    /// The shares of draws of a Poisson with mean 12 that are 8, 12 and 16, against
    /// 12^k e^-12 / k!: 0.0655, 0.1144, 0.0543.
    #[test]
    fn poisson_shares() {
        let mut random = Random::new(7);
        let draws: Vec<f64> = (0..100_000).map(|_| random.poisson(12.0)).collect();
        for (k, expected) in [(8.0, 0.065_523), (12.0, 0.114_368), (16.0, 0.054_293)] {
            let share = draws.iter().filter(|d| **d == k).count() as f64 / 1e5;
            assert!((share - expected).abs() < 5.0 * (expected / 1e5_f64).sqrt(), "{k}: {share}");
        }
        assert!((ln_factorial(20.0) - 42.335_616_460_753_485).abs() < 1e-9);
    }
}
