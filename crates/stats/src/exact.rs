//! Sums that do not depend on the order of their terms, nor on how these were split into parts.

use serde::{Deserialize, Serialize};

/// The exact sum of floats: a fixed-point number with a place for every bit that a float can have (the long
/// accumulator of Kulisch, *Computer Arithmetic and Validity*, 2008), rounded once, at the end.
///
/// ```
/// use planscore_stats::ExactSum;
/// let (mut a, mut b) = (ExactSum::default(), ExactSum::default());
/// [1e16, 1.0].into_iter().for_each(|term| a.add(term));
/// [1.0, -1e16].into_iter().for_each(|term| b.add(term));
/// a.merge(&b);
/// assert_eq!(a.value(), 2.0);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExactSum {
    /// Limb `i` counts units of 2^(32 i - 1074); signed, with room for carries.
    limbs: Vec<i64>,
    /// How many terms the limbs take before carries have to move on.
    room: u32,
}

/// Limbs for the 2,098 bits of floats, with 77 more above them.
const LIMBS: usize = 68;
/// Bits of a limb that are not carries.
const LIMB: usize = 32;
const MASK: i64 = (1 << LIMB) - 1;
/// Terms, each below 2^32 in a limb, before a carry could be lost.
const ROOM: u32 = 1 << 30;
/// Bits of a mantissa that are written down.
const MANTISSA: u32 = f64::MANTISSA_DIGITS - 1;

/// From this place on the lowest bit of a mantissa is too high for any float.
const HIGHEST: i64 = 2 * f64::MAX_EXP as i64 - 2;

impl Default for ExactSum {
    fn default() -> Self {
        Self { limbs: vec![0; LIMBS], room: ROOM }
    }
}

impl ExactSum {
    /// Adds a term; what is not finite is none.
    pub fn add(&mut self, term: f64) {
        if !term.is_finite() {
            return;
        }
        let bits = term.to_bits();
        let exponent = (bits >> MANTISSA & 0x7FF) as usize;
        let mantissa = bits & ((1 << MANTISSA) - 1) | u64::from(exponent > 0) << MANTISSA;
        let place = exponent.saturating_sub(1);
        let wide = u128::from(mantissa) << (place % LIMB);
        let sign = if term < 0.0 { -1 } else { 1 };
        for (i, limb) in self.limbs[place / LIMB..][..3].iter_mut().enumerate() {
            *limb += sign * ((wide >> (LIMB * i)) as i64 & MASK);
        }
        self.use_room(1);
    }

    /// Adds the terms of another sum.
    pub fn merge(&mut self, other: &Self) {
        let mut other = other.clone();
        other.carry();
        self.limbs.iter_mut().zip(&other.limbs).for_each(|(limb, more)| *limb += more);
        self.use_room(1);
    }

    fn use_room(&mut self, terms: u32) {
        self.room -= terms;
        if self.room == 0 {
            self.carry();
        }
    }

    /// Moves carries on: afterwards every limb but the highest lies within 0 and its mask.
    fn carry(&mut self) {
        let mut carried = 0;
        let highest = self.limbs.len() - 1;
        for limb in &mut self.limbs[..highest] {
            *limb += carried;
            carried = *limb >> LIMB;
            *limb &= MASK;
        }
        self.limbs[highest] += carried;
        self.room = ROOM;
    }

    /// The sum, correctly rounded (half to even); the largest float for what lies beyond it.
    pub fn value(&self) -> f64 {
        let mut sum = self.clone();
        sum.carry();
        let is_negative = sum.limbs.last().is_some_and(|&highest| highest < 0);
        if is_negative {
            sum.limbs.iter_mut().for_each(|limb| *limb = -*limb);
            sum.carry();
        }
        let size = magnitude(&sum.limbs);
        if is_negative { -size } else { size }
    }
}

/// The value of limbs that hold nothing but their own bits.
fn magnitude(limbs: &[i64]) -> f64 {
    let Some(top) = limbs.iter().rposition(|&limb| limb != 0) else { return 0.0 };
    let limb = |back: usize| top.checked_sub(back).map_or(0, |at| limbs[at] as u128);
    // The highest three limbs have 65 bits at least; of what lies below counts only whether it is there.
    let high = limb(0) << (2 * LIMB) | limb(1) << LIMB | limb(2);
    let is_more = limbs[..top.saturating_sub(2)].iter().any(|&limb| limb != 0);
    let highest = u128::BITS - 1 - high.leading_zeros();
    let cut = highest - MANTISSA;
    // The place of the lowest bit that is kept, counted from the lowest that a float can have.
    let place = (LIMB * top) as i64 - (2 * LIMB) as i64 + i64::from(cut);
    if place < 0 {
        // All bits fit: the number is its own representation.
        return f64::from_bits((high >> (2 * LIMB - LIMB * top)) as u64);
    }
    if place >= HIGHEST {
        return f64::MAX;
    }
    let (kept, rest) = ((high >> cut) as u64, high & ((1 << cut) - 1));
    let half = 1_u128 << (cut - 1);
    let up = rest > half || rest == half && (is_more || kept & 1 == 1);
    let bits = ((place as u64) << MANTISSA) + kept + u64::from(up);
    f64::from_bits(bits).min(f64::MAX)
}

/// A sum of money: in whole hundredths while every term is one, as amounts are, else exact and rounded once.
///
/// ```
/// use planscore_stats::MoneySum;
/// let mut sum = MoneySum::default();
/// [0.1, 0.2].into_iter().for_each(|amount| sum.add(amount));
/// assert_eq!(sum.value(), 0.3);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoneySum {
    hundredths: i128,
    is_whole: bool,
    exact: ExactSum,
}

impl Default for MoneySum {
    fn default() -> Self {
        Self { hundredths: 0, is_whole: true, exact: ExactSum::default() }
    }
}

/// Integers up to here are exact as floats.
const LARGEST_EXACT: f64 = 9_007_199_254_740_992.0;

/// An amount in hundredths, if it is a whole number of them but for the rounding of the last bit.
fn hundredths(amount: f64) -> Option<f64> {
    let whole = (amount * 100.0).round_ties_even();
    let is_whole = (amount * 100.0 - whole).abs() <= whole.abs() * f64::EPSILON;
    (is_whole && whole.abs() < LARGEST_EXACT).then_some(whole)
}

impl MoneySum {
    /// Adds an amount; what is not finite is none.
    pub fn add(&mut self, amount: f64) {
        match hundredths(amount) {
            Some(whole) => self.hundredths += whole as i128,
            None => self.is_whole = false,
        }
        self.exact.add(amount);
    }

    /// Adds the amounts of another sum.
    pub fn merge(&mut self, other: &Self) {
        self.hundredths += other.hundredths;
        self.is_whole &= other.is_whole;
        self.exact.merge(&other.exact);
    }

    /// The sum.
    pub fn value(&self) -> f64 {
        if self.is_whole { self.hundredths as f64 / 100.0 } else { self.exact.value() }
    }
}

/// The sum of the amounts of each group, which depends neither on the order of the rows nor on other groups: a
/// group whose amounts are whole hundredths has theirs, any other its exact sum, rounded once.
///
/// ```
/// use planscore_stats::sums_by_group;
/// let rows = [(0, 0.1), (1, 1e16), (0, 0.2), (1, 0.125), (1, -1e16)];
/// assert_eq!(sums_by_group(3, rows.into_iter()), [0.3, 0.125, 0.0]);
/// ```
pub fn sums_by_group(groups: usize, rows: impl Iterator<Item = (u32, f64)> + Clone) -> Vec<f64> {
    // How much there is in each group; without end where it is not in whole hundredths.
    let (mut sums, mut sizes) = (vec![0.0; groups], vec![0.0; groups]);
    for (group, amount) in rows.clone() {
        let whole = hundredths(amount);
        sums[group as usize] += whole.unwrap_or(0.0);
        sizes[group as usize] += whole.map_or(f64::INFINITY, f64::abs);
    }
    for sum in &mut sums {
        *sum /= 100.0;
    }
    if sizes.iter().all(|&size| size < LARGEST_EXACT) {
        return sums;
    }
    let others = rows.filter(|&(group, _)| sizes[group as usize] >= LARGEST_EXACT);
    // The amounts of all other groups, those of a group side by side: at first each group's end is where it begins.
    let mut ends = vec![0; groups];
    for (group, _) in others.clone() {
        ends[group as usize] += 1;
    }
    let mut all = 0;
    for end in &mut ends {
        (*end, all) = (all, all + *end);
    }
    let mut amounts = vec![0.0; all];
    for (group, amount) in others {
        let end = &mut ends[group as usize];
        amounts[*end] = amount;
        *end += 1;
    }
    let mut begin = 0;
    for (total, &end) in sums.iter_mut().zip(&ends) {
        if begin < end {
            let mut sum = ExactSum::default();
            amounts[begin..end].iter().for_each(|&amount| sum.add(amount));
            *total = sum.value();
        }
        begin = end;
    }
    sums
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::{ExactSum, MoneySum, sums_by_group};
    use proptest::prelude::*;

    fn sum(terms: &[f64]) -> f64 {
        let mut sum = ExactSum::default();
        for &term in terms {
            sum.add(term);
        }
        sum.value()
    }

    /// Sums whose exact value is a float, or is known by hand: half to even, and what lies below the half.
    #[test]
    fn rounds_once() {
        let (ulp, tiny) = (f64::EPSILON, f64::from_bits(1));
        for (terms, expected) in [
            (vec![], 0.0),
            (vec![1.0, ulp / 2.0], 1.0),
            (vec![1.0 + ulp, ulp / 2.0], 1.0 + 2.0 * ulp),
            (vec![1.0, ulp / 2.0, tiny], 1.0 + ulp),
            (vec![-1.0, -ulp / 2.0, -tiny], -1.0 - ulp),
            (vec![tiny, tiny], 2.0 * tiny),
            (vec![f64::MIN_POSITIVE, -tiny], f64::MIN_POSITIVE - tiny),
            (vec![1e308, 1e308, -1e308, -1e308, 3.0], 3.0),
            (vec![f64::MAX, f64::MAX], f64::MAX),
            (vec![-f64::MAX, -f64::MAX], -f64::MAX),
            (vec![0.1, 0.2], 0.1 + 0.2),
        ] {
            assert_eq!(sum(&terms), expected, "{terms:?}");
        }
    }

    proptest! {
        /// A float is its own sum, and two are added as the machine adds them, which rounds once too.
        #[test]
        fn the_machine_agrees_on_two(a in proptest::num::f64::NORMAL, b in proptest::num::f64::ANY) {
            prop_assert_eq!(sum(&[a]), a);
            if b.is_finite() && (a + b).is_finite() {
                prop_assert_eq!(sum(&[a, b]), a + b);
            }
        }

        #[test]
        fn neither_order_nor_parts_matter(
            terms in proptest::collection::vec((-1e9..1e9_f64, -20..20_i32), 0..60),
            cut in 0..60_usize,
        ) {
            let terms: Vec<f64> = terms.into_iter().map(|(term, scale)| term * 10_f64.powi(scale)).collect();
            let parts = terms.split_at(cut.min(terms.len()));
            let (mut a, mut b) = (MoneySum::default(), MoneySum::default());
            for &term in parts.0 {
                a.add(term);
            }
            for &term in parts.1.iter().rev() {
                b.add(term);
            }
            b.merge(&a);
            let mut whole = MoneySum::default();
            for &term in &terms {
                whole.add(term);
            }
            prop_assert_eq!(whole.value().to_bits(), b.value().to_bits());
            let grouped = sums_by_group(1, terms.iter().rev().map(|&term| (0, term)));
            prop_assert_eq!(grouped[0].to_bits(), whole.value().to_bits());
        }

        #[test]
        fn hundredths_are_exact(cents in proptest::collection::vec(-9_999_999_999_i64..9_999_999_999, 0..50)) {
            let mut sum = MoneySum::default();
            for &cents in &cents {
                sum.add(cents as f64 / 100.0);
            }
            prop_assert_eq!(sum.value(), cents.iter().sum::<i64>() as f64 / 100.0);
        }
    }
}
