//! Dates written 2026-03-05, quickly.

use super::facts::DAYS;
use planscore_base::calendar::Day;

/// Dates written 2026-03-05, each month looked up once.
pub struct IsoDays {
    /// What was seen last for each month of five years.
    months: Vec<Month>,
}

/// Year, month and a dash as written, the day before its first, and its length.
#[derive(Clone, Copy, Default)]
struct Month {
    written: u64,
    before: i32,
    length: i32,
}

impl Default for IsoDays {
    fn default() -> Self {
        Self { months: vec![Month::default(); 64] }
    }
}

impl IsoDays {
    /// The day of a cell; `None` for any other way of writing.
    #[inline]
    pub fn of(&mut self, text: &[u8]) -> Option<i32> {
        let (&month, &[tens, units]) = text.split_first_chunk::<8>()? else { return None };
        let [.., d, _, f, g, b'-'] = month else { return None };
        let place = d.wrapping_mul(12).wrapping_add(f.wrapping_mul(10)).wrapping_add(g) % 64;
        let written = u64::from_le_bytes(month);
        let known = self.months.get_mut(usize::from(place))?;
        if known.written != written {
            *known = Month::of(month)?;
        }
        let Month { before, length, .. } = *known;
        let [tens, units] = [tens, units].map(|digit| i32::from(digit.wrapping_sub(b'0')));
        let day = 10 * tens + units;
        (units < 10 && (1..=length).contains(&day)).then_some(before + day)
    }
}

impl Month {
    fn of(written: [u8; 8]) -> Option<Self> {
        let day = |day: [u8; 2]| {
            Day::parse_iso(std::str::from_utf8(&[&written[..], &day].concat()).ok()?)
                .map(|day| day.0)
                .filter(|day| DAYS.contains(day))
        };
        let before = day(*b"01")? - 1;
        let last = [*b"31", *b"30", *b"29", *b"28"].into_iter().find_map(day)?;
        Some(Self { written: u64::from_le_bytes(written), before, length: last - before })
    }
}
