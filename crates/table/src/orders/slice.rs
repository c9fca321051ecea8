//! What a scout makes of a slice of a file, as it travels: numbers, amounts and text, each in one array.

use crate::csv::{Batch, Field};

/// A slice of a file of orders, read by a scout. It travels as its three arrays; one that was damaged on its way fits nowhere.
#[derive(Debug, Clone, Default)]
pub struct OrderSlice {
    /// Codes, days and lengths, in lists that begin with their own length.
    pub numbers: Vec<u32>,
    /// Amounts, then costs.
    pub amounts: Vec<f64>,
    /// Names, and records that are to be looked at more closely, in UTF-8.
    pub text: Vec<u8>,
}

/// What happens to records of a slice, one after another, and to how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// Rows that were read.
    Taken,
    /// Rows that their state leaves out.
    Out,
    /// Blank records.
    Blank,
    /// A record to be looked at by whoever reads the whole file.
    Forwarded,
    /// As [`Step::Forwarded`], with a quote that is none.
    Stray,
    /// The record above, which the next one may mean; it has been counted.
    Above,
}

impl Step {
    const ALL: [Self; 6] = [Self::Taken, Self::Out, Self::Blank, Self::Forwarded, Self::Stray, Self::Above];
}

impl OrderSlice {
    /// Bytes of the slice up to its first record that is in here: whoever reads the whole file reads them itself.
    pub fn lead(&self) -> usize {
        self.numbers.first().map_or(0, |&lead| lead as usize)
    }

    /// Where what is left of the slice begins, a record that goes on beyond it.
    pub fn end(&self) -> usize {
        self.numbers.get(1).map_or(0, |&end| end as usize)
    }

    pub(super) fn list(&mut self, list: impl ExactSizeIterator<Item = u32>) {
        self.numbers.push(list.len() as u32);
        self.numbers.extend(list);
    }

    pub(super) fn names<'a>(&mut self, names: impl Iterator<Item = &'a str>) {
        let text = &mut self.text;
        let length = |name: &str| {
            text.extend_from_slice(name.as_bytes());
            name.len() as u32
        };
        let lengths: Vec<u32> = names.map(length).collect();
        self.list(lengths.into_iter());
    }

    pub(super) fn pairs(&mut self, pairs: impl Iterator<Item = [u32; 2]>) {
        let numbers: Vec<u32> = pairs.flatten().collect();
        self.list(numbers.into_iter());
    }

    pub(super) fn steps(&mut self, steps: &[(Step, usize)]) {
        self.pairs(steps.iter().map(|&(step, count)| [step as u32, count as u32]));
    }

    pub(super) fn records(&mut self, records: &Batch, text: &[u8]) {
        self.pairs(records.fields().iter().map(Field::packed));
        self.list(records.ends().iter().map(|&end| end as u32));
        self.text.extend_from_slice(text);
    }
}

/// Reads the arrays of a slice in the order in which they were written; `None` for what cannot be.
pub(super) struct Opened<'a> {
    numbers: &'a [u32],
    amounts: &'a [f64],
    text: &'a [u8],
}

impl<'a> Opened<'a> {
    /// Behind lead and end.
    pub fn new(slice: &'a OrderSlice) -> Option<Self> {
        Some(Self { numbers: slice.numbers.get(2..)?, amounts: &slice.amounts, text: &slice.text })
    }

    pub fn number(&mut self) -> Option<u32> {
        self.numbers.split_off_first().copied()
    }

    pub fn list(&mut self) -> Option<&'a [u32]> {
        let length = self.number()? as usize;
        self.numbers.split_off(..length)
    }

    pub fn amounts(&mut self, count: usize) -> Option<&'a [f64]> {
        self.amounts.split_off(..count)
    }

    pub fn names(&mut self) -> Option<Vec<&'a str>> {
        let lengths = self.list()?;
        let bytes = lengths.iter().try_fold(0_usize, |bytes, &length| bytes.checked_add(length as usize))?;
        let mut rest = std::str::from_utf8(self.text.split_off(..bytes)?).ok()?;
        let name = |&length: &u32| {
            let (name, behind) = rest.split_at_checked(length as usize)?;
            rest = behind;
            Some(name)
        };
        lengths.iter().map(name).collect()
    }

    pub fn steps(&mut self) -> Option<Vec<(Step, usize)>> {
        let (pairs, []) = self.list()?.as_chunks::<2>() else { return None };
        pairs.iter().map(|&[step, count]| Some((*Step::ALL.get(step as usize)?, count as usize))).collect()
    }

    /// Records over the rest of the text.
    pub fn records(&mut self) -> Option<(Batch, &'a [u8])> {
        let (fields, []) = self.list()?.as_chunks() else { return None };
        let ends = self.list()?.iter().map(|&end| end as usize).collect();
        let fields: Option<Vec<Field>> =
            fields.iter().map(|&field| Field::unpacked(field, self.text.len())).collect();
        Some((Batch::of(fields?, ends)?, self.text))
    }
}
