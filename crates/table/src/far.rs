//! Days so far from all others that a typing error is likelier than a record: 2062 among days of 2026.

use std::ops::RangeInclusive;

/// The days that are plausible, from how many records each day has, the first on `first`; `None` where all
/// are. At most one record in a hundred, one at least, can be far; four others must say where the rest is.
///
/// A later day is far when the gap before it is longer than 300 days and than twice the time in which the
/// others lie; an earlier day when the gap is longer than ten years and than three times that. With fewer
/// than ten records both gaps have to be longer than ten years.
pub fn plausible(by_day: &[u32], first: i32) -> Option<RangeInclusive<i32>> {
    const TEN_MONTHS: usize = 300;
    const TEN_YEARS: usize = 3_653;
    let records: u64 = by_day.iter().map(|&count| u64::from(count)).sum();
    if by_day.len() <= TEN_MONTHS || records < 5 {
        return None;
    }
    let most = (records / 100).max(1);
    let last = by_day.len() - 1;
    let (mut from, mut to) = (0, last);
    // The widest gap with few records behind it, and the one with few before it.
    let gap_behind = gap(by_day.iter().rev().copied(), most);
    if let Some((near, width)) = gap_behind {
        let end = last - near;
        let start = by_day.iter().position(|&count| count > 0).unwrap_or(0);
        let least = if records < 10 { TEN_YEARS } else { TEN_MONTHS };
        if width > least.max(2 * core_span(&by_day[start..=end], most)) {
            to = end;
        }
    }
    if let Some((near, width)) = gap(by_day[..=to].iter().copied(), most)
        && width > TEN_YEARS.max(3 * core_span(&by_day[near..=to], most))
    {
        from = near;
    }
    ((from, to) != (0, last)).then(|| first + from as i32..=first + to as i32)
}

/// Days from the first to the last record, a few strays at the beginning not counted.
fn core_span(by_day: &[u32], strays: u64) -> usize {
    let mut seen = 0;
    let begin = by_day.iter().position(|&count| {
        seen += u64::from(count);
        seen > strays
    });
    by_day.len() - 1 - begin.unwrap_or(0)
}

/// Passing over at most `most` records, the place behind the widest gap, and its width.
fn gap(counts: impl Iterator<Item = u32>, most: u64) -> Option<(usize, usize)> {
    let (mut seen, mut last, mut widest) = (0_u64, None::<usize>, None::<(usize, usize)>);
    for (place, count) in counts.enumerate().filter(|(_, count)| *count > 0) {
        if let Some(last) = last
            && widest.is_none_or(|(_, width)| place - last > width)
        {
            widest = Some((place, place - last));
        }
        last = Some(place);
        seen += u64::from(count);
        if seen > most {
            break;
        }
    }
    widest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(days: &[i32]) -> Option<RangeInclusive<i32>> {
        let first = *days.iter().min().unwrap();
        let mut by_day = vec![0; (days.iter().max().unwrap() - first) as usize + 1];
        for day in days {
            by_day[(day - first) as usize] += 1;
        }
        plausible(&by_day, first)
    }

    #[test]
    fn a_typing_error_is_far_and_a_long_history_is_not() {
        let month: Vec<i32> = (20_500..20_530).collect();
        assert_eq!(days(&month), None);
        // 36 years, and one year, later; a century earlier.
        assert_eq!(days(&[&month[..], &[33_650]].concat()), Some(20_500..=20_529));
        assert_eq!(days(&[&month[..], &[20_870]].concat()), Some(20_500..=20_529));
        assert_eq!(days(&[&month[..], &[-16_000]].concat()), Some(20_500..=20_529));
        assert_eq!(days(&[&month[..], &[-16_000, 33_650]].concat()), Some(20_500..=20_529));
        // Two of thirty are no slip; a customer of long ago is none either.
        assert_eq!(days(&[&month[..], &[33_650, 33_651]].concat()), None);
        assert_eq!(days(&[&month[..], &[19_000]].concat()), None);
        let years: Vec<i32> = (0..100).map(|i| 18_000 + 25 * i).collect();
        assert_eq!(days(&[&years[..], &[21_000]].concat()), None);
        assert_eq!(days(&[20_500, 20_501, 20_502, 20_503, 33_650]), Some(20_500..=20_503));
        assert_eq!(days(&[20_500, 20_501, 20_502, 20_503, 20_900]), None);
    }
}
