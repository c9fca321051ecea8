//! Percent or fraction: whether a rate written 93, or 0.93, is 93 %.

use super::options::Rates;

/// A number of a rate as its cell writes it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rate {
    /// The number, without a percent sign.
    pub number: f64,
    /// Whether a percent sign stands in its cell, its unit or its header.
    pub is_percent: bool,
}

/// What the numbers of one figure say by their sizes.
#[derive(Debug, Default)]
pub struct Sizes {
    /// Whether the figure is small where all is well (churn): 0.8 may be 0.8 % as well as 80 %.
    pub is_small: bool,
    percent: bool,
    fraction: bool,
}

impl Sizes {
    /// Looks at one of the numbers.
    pub fn add(&mut self, rate: Rate) {
        match by_size(rate, self.is_small) {
            Some(Rates::Percent) => self.percent = true,
            Some(Rates::Fraction) => self.fraction = true,
            None => {}
        }
    }
}

/// Above 10 only a percentage is plausible, up to 1 only a fraction.
fn by_size(rate: Rate, is_small: bool) -> Option<Rates> {
    match rate.number.abs() {
        0.0 => None,
        _ if rate.is_percent => Some(Rates::Percent),
        size if size > 10.0 => Some(Rates::Percent),
        size if size > 0.1 && is_small && size <= 1.0 => None,
        size if size <= 1.0 => Some(Rates::Fraction),
        _ => None,
    }
}

/// How one number of a figure is written; `None` where that is open. Where its own size does not tell, all numbers of
/// the figure decide, if they agree.
pub fn written(rate: Rate, all: &Sizes, given: Option<Rates>) -> Option<Rates> {
    if rate.is_percent {
        return Some(Rates::Percent);
    }
    given.or_else(|| by_size(rate, all.is_small)).or_else(|| match (all.percent, all.fraction) {
        (true, false) => Some(Rates::Percent),
        (false, true) => Some(Rates::Fraction),
        // Nothing is nothing in either way.
        _ => (rate.number == 0.0).then_some(Rates::Fraction),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn size_tells_and_neighbours_where_it_does_not() {
        let plain = |number| Rate { number, is_percent: false };
        let sign = Rate { number: 5.0, is_percent: true };
        let written = |rate: Rate, others: &[Rate], given: Option<Rates>| {
            let mut all = Sizes::default();
            for other in others {
                all.add(*other);
            }
            written(rate, &all, given)
        };
        let small = Sizes { is_small: true, ..Sizes::default() };
        assert_eq!(super::written(plain(0.8), &small, None), None);
        assert_eq!(super::written(plain(0.03), &small, None), Some(Rates::Fraction));
        assert_eq!(written(plain(93.0), &[plain(0.95)], None), Some(Rates::Percent));
        assert_eq!(written(plain(0.93), &[plain(95.0)], None), Some(Rates::Fraction));
        assert_eq!(written(plain(1.2), &[plain(0.95)], None), Some(Rates::Fraction));
        assert_eq!(written(plain(4.0), &[sign], None), Some(Rates::Percent));
        assert_eq!(written(plain(4.0), &[plain(5.0)], None), None);
        assert_eq!(written(plain(4.0), &[plain(0.5), plain(50.0)], None), None);
        assert_eq!(written(plain(4.0), &[], Some(Rates::Percent)), Some(Rates::Percent));
        assert_eq!(written(plain(0.0), &[], None), Some(Rates::Fraction));
    }
}
