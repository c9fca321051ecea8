//! Which row of a file each row of a data set comes from.

/// Rows in ascending order, kept where they do not follow one another.
#[derive(Default)]
pub struct Places {
    /// An index and its row; the rows behind it follow until the next.
    runs: Vec<(usize, usize)>,
    /// What is added to an index for its row, in the last run.
    shift: usize,
}

impl Places {
    /// Says that the row of `index`, which is one more than the last, is `row`.
    #[inline]
    pub fn add(&mut self, index: usize, row: usize) {
        if row - index != self.shift || self.runs.is_empty() {
            self.runs.push((index, row));
            self.shift = row - index;
        }
    }

    /// The row of an index.
    pub fn row(&self, index: usize) -> usize {
        let run = self.runs.partition_point(|(first, _)| *first <= index);
        self.runs.get(run.wrapping_sub(1)).map_or(index, |(first, row)| row + index - first)
    }

    /// Takes indices out; they ascend.
    pub fn remove(&mut self, indices: &[usize]) {
        let mut places = Self::default();
        let (mut out, mut index) = (indices.iter().peekable(), 0);
        let last =
            self.runs.last().map_or(0, |(first, _)| *first).max(indices.last().map_or(0, |last| last + 1));
        // Beyond the last run and the last index nothing changes but the shift.
        for old in 0..=last {
            if out.next_if(|gone| **gone == old).is_none() {
                places.add(index, self.row(old));
                index += 1;
            }
        }
        *self = places;
    }
}

/// Takes items out of a column; `indices` ascend.
pub fn without<T: Copy>(column: &mut Vec<T>, indices: &[usize]) {
    let (mut at, mut next) = (0, 0);
    column.retain(|_| {
        let gone = indices.get(next) == Some(&at);
        next += usize::from(gone);
        at += 1;
        !gone
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_found_again() {
        let rows = [2, 3, 5, 6, 7, 12, 13];
        let mut places = Places::default();
        rows.iter().enumerate().for_each(|(index, &row)| places.add(index, row));
        assert_eq!((0..7).map(|index| places.row(index)).collect::<Vec<_>>(), rows);
        places.remove(&[1, 4]);
        assert_eq!((0..5).map(|index| places.row(index)).collect::<Vec<_>>(), [2, 5, 6, 12, 13]);
    }
}
