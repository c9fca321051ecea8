//! The values of a group in order, each seen against all the others.

/// Values in ascending order. What is asked for is that of all but one of them, so that a group of any
/// size is sorted once and not once for each member.
pub struct Peers {
    sorted: Vec<f64>,
    /// The sum of the values before each, and of all.
    before: Vec<f64>,
    /// The sum of the values from each on, and nothing.
    from: Vec<f64>,
}

impl Peers {
    /// Sorts values, of which there are two at least.
    pub fn of(mut sorted: Vec<f64>) -> Self {
        planscore_stats::sort_floats(&mut sorted);
        let before = running_sums(&mut sorted.iter());
        let mut from = running_sums(&mut sorted.iter().rev());
        from.reverse();
        Self { sorted, before, from }
    }

    /// The median of the values but for one that is `own`.
    pub fn median(&self, own: f64) -> f64 {
        let (place, others) = (self.place(own), self.sorted.len() - 1);
        let other = |i: usize| self.sorted[i + usize::from(i >= place)];
        let (low, high) = (other((others - 1) / 2), other(others / 2));
        // Equal neighbours give their own value back.
        if low == high { low } else { low + (high - low) * 0.5 }
    }

    /// The mean of the values but for one that is `own`.
    pub fn mean(&self, own: f64) -> f64 {
        let place = self.place(own);
        (self.before[place] + self.from[place + 1]) / (self.sorted.len() - 1) as f64
    }

    /// Where a value stands, or its first twin.
    fn place(&self, value: f64) -> usize {
        self.sorted.partition_point(|other| other.total_cmp(&value).is_lt())
    }
}

/// Nothing, and the sums up to each value.
fn running_sums(values: &mut dyn Iterator<Item = &f64>) -> Vec<f64> {
    let mut sums = vec![0.0];
    sums.extend(values.scan(0.0, |sum, value| {
        *sum += value;
        Some(*sum)
    }));
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of 1, 2, 4 and 9 the others of 1 are 2, 4, 9 with median 4 and mean 5, those of 4 are 1, 2, 9 with
    /// median 2 and mean 4; of 1, 2, 4, 4, 9 the others of one 4 are 1, 2, 4, 9: median 3, mean 4.
    #[test]
    fn one_is_left_out() {
        let four = Peers::of(vec![4.0, 1.0, 9.0, 2.0]);
        assert_eq!((four.median(1.0), four.mean(1.0)), (4.0, 5.0));
        assert_eq!((four.median(4.0), four.mean(4.0)), (2.0, 4.0));
        assert_eq!((four.median(9.0), four.mean(9.0)), (2.0, 7.0 / 3.0));
        let five = Peers::of(vec![4.0, 1.0, 4.0, 9.0, 2.0]);
        assert_eq!((five.median(4.0), five.mean(4.0)), (3.0, 4.0));
    }

    /// A large value leaves no trace in the mean of the others.
    #[test]
    fn nothing_is_taken_off_a_sum() {
        assert_eq!(Peers::of(vec![1e300, 1.0, 2.0]).mean(1e300), 1.5);
    }
}
