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
    percent: bool,
    fraction: bool,
}

impl Sizes {
    /// Looks at one of the numbers.
    pub fn add(&mut self, rate: Rate) {
        match by_size(rate) {
            Some(Rates::Percent) => self.percent = true,
            Some(Rates::Fraction) => self.fraction = true,
            None => {}
        }
    }
}

/// Above 10 only a percentage is plausible, up to 1 only a fraction.
fn by_size(rate: Rate) -> Option<Rates> {
    match rate.number.abs() {
        0.0 => None,
        _ if rate.is_percent => Some(Rates::Percent),
        size if size > 10.0 => Some(Rates::Percent),
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
    given.or_else(|| by_size(rate)).or_else(|| match (all.percent, all.fraction) {
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
