//! What one look at the days and amounts of orders tells.

use std::ops::RangeInclusive;

/// The days that orders can have: from 1900 to 2199.
pub(super) const DAYS: RangeInclusive<i32> = -25_567..=84_005;

/// What one look at the days and amounts tells.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// First day.
    pub first: i32,
    /// Last day.
    pub last: i32,
    /// How many orders each day has, from the first to the last; empty where a day lies outside 1900 to 2199.
    pub by_day: Vec<u32>,
    /// Whether no day is earlier than the one before.
    pub ascending: bool,
    /// Amounts of zero or less.
    pub not_positive: usize,
    /// How much money the amounts are in hundredths, whatever their sign; infinite where not all of them are whole
    /// hundredths but for the rounding of the last bit.
    pub hundredths: f64,
    /// Whether all amounts are finite.
    pub finite: bool,
}

impl Facts {
    /// Integers below are exact as floats.
    pub const LARGEST_EXACT: f64 = 9_007_199_254_740_992.0;

    /// Whether all amounts are whole hundredths, and few and small enough that any sum of them is exact.
    pub fn whole_hundredths(&self) -> bool {
        self.hundredths < Self::LARGEST_EXACT
    }

    /// Of columns of one length. Each look is a loop of its own, which the compiler turns into vectors.
    #[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
    pub fn of(days: &[i32], amounts: &[f64]) -> Self {
        /// Days compared before looking whether they still ascend.
        const BLOCK: usize = 1_024;
        let (first, last) =
            days.iter().fold((i32::MAX, i32::MIN), |(first, last), &day| (first.min(day), last.max(day)));
        let mut by_day = Vec::new();
        if DAYS.contains(&first) && DAYS.contains(&last) {
            by_day.resize((last - first) as usize + 1, 0);
            let by_day = &mut by_day[..];
            for &day in days {
                by_day[(day - first) as usize] += 1;
            }
        }
        let next = days.get(1..).unwrap_or_default();
        let ascending = days.chunks(BLOCK).zip(next.chunks(BLOCK)).all(|(days, next)| {
            days.iter().zip(next).map(|(day, next)| u32::from(day > next)).sum::<u32>() == 0
        });
        let (mut not_positive, mut others, mut sums) = ([0; 2], [0; 4], [0.0; 4]);
        let pairs = amounts.chunks_exact(2);
        not_positive[0] += u64::from(pairs.remainder().iter().any(|&amount| amount <= 0.0));
        for pair in pairs {
            not_positive.iter_mut().zip(pair).for_each(|(count, &amount)| *count += u64::from(amount <= 0.0));
        }
        let mut add = |lane: usize, amount: f64| {
            let cents = (amount * 100.0).round_ties_even();
            others[lane] |= u64::from((amount * 100.0 - cents).abs() > cents.abs() * f64::EPSILON);
            sums[lane] += cents.abs();
        };
        let fours = amounts.chunks_exact(4);
        fours.remainder().iter().for_each(|&amount| add(0, amount));
        for four in fours {
            four.iter().enumerate().for_each(|(lane, &amount)| add(lane, amount));
        }
        let sum: f64 = sums.iter().sum();
        Self {
            first,
            last,
            by_day,
            ascending,
            not_positive: not_positive.iter().sum::<u64>() as usize,
            hundredths: if others == [0; 4] { sum } else { f64::INFINITY },
            finite: sum.is_finite() || amounts.iter().all(|amount| amount.is_finite()),
        }
    }
}
