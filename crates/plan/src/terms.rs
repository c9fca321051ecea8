//! Words of the rules, from `words/rules.tsv`: each row a constant of its words, separated by blanks.

use std::ops::Deref;

/// The words of a row, and which characters they begin with, so that most places are passed over at once.
pub(super) struct Terms {
    words: &'static str,
    firsts: [u64; 4],
}

impl Terms {
    /// False where no word begins with the character; true where one may.
    pub(super) fn begins(&self, first: char) -> bool {
        let bit = first as usize % 256;
        self.firsts[bit / 64] >> (bit % 64) & 1 == 1
    }
}

impl Deref for Terms {
    type Target = str;

    fn deref(&self) -> &str {
        self.words
    }
}

include!(concat!(env!("OUT_DIR"), "/terms.rs"));
