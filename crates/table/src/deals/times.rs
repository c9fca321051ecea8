//! The times of events.

use std::ops::{Range, RangeInclusive};

use crate::far;

/// From the earliest time to the latest one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Span {
    /// The earliest, in days since 1970-01-01.
    pub earliest: f64,
    /// The latest.
    pub latest: f64,
    /// Whether all times are whole days.
    pub is_whole: bool,
}

/// Whether a time is one.
pub fn is_time(time: f64) -> bool {
    TIMES.contains(&time)
}

/// Days since 1970-01-01 that are times: 1900 to 2199.
pub const TIMES: Range<f64> = -25_567.0..84_006.0;

/// The span of times, if any is known.
#[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
pub fn span(times: &[f64]) -> Option<Span> {
    let (mut earliest, mut latest, mut part) = ([f64::INFINITY; 4], [f64::NEG_INFINITY; 4], [0.0; 4]);
    let (fours, rest) = times.as_chunks::<4>();
    let rest = std::array::from_fn(|i| rest.get(i).copied().unwrap_or(f64::NAN));
    for four in fours.iter().chain([&rest]) {
        for (i, &time) in four.iter().enumerate() {
            // Not those of the standard library, which take more steps for what is not a number.
            earliest[i] = if time < earliest[i] { time } else { earliest[i] };
            latest[i] = if time > latest[i] { time } else { latest[i] };
            let parts = (time - time.trunc()).abs();
            part[i] = if parts > part[i] { parts } else { part[i] };
        }
    }
    let earliest = earliest.into_iter().fold(f64::INFINITY, f64::min);
    let latest = latest.into_iter().fold(f64::NEG_INFINITY, f64::max);
    (earliest <= latest).then_some(Span { earliest, latest, is_whole: part == [0.0; 4] })
}

/// Whether all times are numbers.
#[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
pub fn are_known(times: &[f64]) -> bool {
    let (fours, rest) = times.as_chunks::<4>();
    let mut known = [true; 4];
    for four in fours {
        for (known, time) in known.iter_mut().zip(four) {
            *known &= !time.is_nan();
        }
    }
    known == [true; 4] && !rest.iter().any(|time| time.is_nan())
}

/// One more than the highest code of a stage; that of a loss counts as none.
#[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
pub fn staged(stages: &[u8]) -> u8 {
    stages.iter().fold(0, |highest, &stage| highest.max(stage.wrapping_add(1)))
}

/// The days of times that are plausible; `None` where all are.
pub fn plausible(times: impl Iterator<Item = f64>) -> Option<RangeInclusive<i32>> {
    let days: Vec<i32> = times.filter(|time| is_time(*time)).map(|time| time.floor() as i32).collect();
    let (first, last) =
        days.iter().fold((i32::MAX, i32::MIN), |(first, last), &day| (first.min(day), last.max(day)));
    if days.is_empty() {
        return None;
    }
    let mut by_day = vec![0_u32; (last - first) as usize + 1];
    for day in days {
        by_day[(day - first) as usize] += 1;
    }
    far::plausible(&by_day, first)
}
