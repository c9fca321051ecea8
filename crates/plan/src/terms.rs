//! Words that one place of the code looks for, from `words/grammar.tsv` and `words/rules.tsv`: each row a constant.

/// No word is longer.
const LONGEST: usize = 16;

/// A word as its characters; a blank stands inside where the tables have `_`.
pub(super) type Term = &'static [u16];

/// The words of a row, and what passes over most places at once: by its last bits which characters they begin with, and
/// where in the row those begin that begin with one.
pub(super) struct Terms {
    mask: u64,
    /// The length of each word before its characters.
    words: &'static [u16],
    firsts: &'static [(u16, u16)],
}

/// Words one after another, as long as they begin with a character; `\0` is any.
pub(super) struct Led {
    words: &'static [u16],
    first: u16,
}

impl Iterator for Led {
    type Item = Term;

    fn next(&mut self) -> Option<Term> {
        let (&length, words) = self.words.split_first()?;
        if self.first != 0 && words.first() != Some(&self.first) {
            return None;
        }
        let (word, rest) = words.split_at_checked(usize::from(length))?;
        self.words = rest;
        Some(word)
    }
}

/// Where words end that begin at a character.
pub(super) struct Ends<'a> {
    led: Led,
    chars: &'a [char],
    at: usize,
}

impl Iterator for Ends<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        loop {
            let word = self.led.next()?;
            if said(self.chars, self.at, word) {
                return Some(self.at + word.len());
            }
        }
    }
}

impl Terms {
    /// The words, those that begin alike together.
    pub fn words(&self) -> Led {
        Led { words: self.words, first: 0 }
    }

    /// False where no word begins with a character; true where one may.
    fn begins(&self, first: char) -> bool {
        self.mask >> (first as u32 % 64) & 1 == 1
    }

    /// The words that begin with a character, in their order.
    pub fn led_by(&self, first: char) -> Led {
        let from = if self.begins(first) {
            self.firsts.binary_search_by(|(known, _)| u32::from(*known).cmp(&u32::from(first)))
        } else {
            Err(0)
        };
        let words = from.map_or(&[][..], |from| &self.words[usize::from(self.firsts[from].1)..]);
        Led { words, first: first as u16 }
    }

    /// Where the words end that begin at a character, in their order.
    pub fn ends<'a>(&self, chars: &'a [char], at: usize) -> Ends<'a> {
        let led = self.led_by(chars.get(at).copied().unwrap_or_default());
        Ends { led, chars, at }
    }

    /// The first word that begins at a character: its end.
    pub fn at(&self, chars: &[char], at: usize) -> Option<usize> {
        if self.begins(*chars.get(at)?) { self.ends(chars, at).next() } else { None }
    }

    /// The longest word that begins at a character: its end.
    pub fn longest(&self, chars: &[char], at: usize) -> Option<usize> {
        self.ends(chars, at).max()
    }

    /// True if a word stands somewhere in a range.
    pub fn within(&self, chars: &[char]) -> bool {
        chars.iter().enumerate().any(|(at, c)| self.begins(*c) && self.at(chars, at).is_some())
    }

    /// True if a word stands at the end.
    pub fn closes(&self, chars: &[char]) -> bool {
        let whole = |from: usize| self.ends(chars, from).any(|end| end == chars.len());
        (chars.len().saturating_sub(LONGEST)..chars.len()).any(whole)
    }

    /// True if a word is all that there is.
    pub fn are(&self, chars: &[char]) -> bool {
        self.ends(chars, 0).any(|end| end == chars.len())
    }
}

/// True where a text goes on with a word.
pub(super) fn said(chars: &[char], at: usize, word: &[u16]) -> bool {
    let same = |(c, known): (&char, &u16)| *c as u32 == u32::from(*known);
    chars.get(at..at + word.len()).is_some_and(|found| found.iter().zip(word).all(same))
}

/// A set of characters, in their order.
pub(super) struct Letters(&'static [char]);

impl Letters {
    /// True of a character of the set.
    pub fn has(&self, letter: char) -> bool {
        self.0.binary_search(&letter).is_ok()
    }
}

/// True where the text goes on with a word.
pub(super) fn matches(chars: &[char], at: usize, word: &str) -> bool {
    word.chars().enumerate().all(|(i, c)| chars.get(at + i) == Some(&c))
}

/// The words of a table entry, between spaces.
pub(super) struct Words<'a>(pub &'a str);

impl<'a> Iterator for Words<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        if self.0.is_empty() {
            return None;
        }
        let bytes = self.0.as_bytes();
        let mut end = 0;
        while end < bytes.len() && bytes[end] != b' ' {
            end += 1;
        }
        let (word, rest) = self.0.split_at(end);
        self.0 = rest.get(1..).unwrap_or_default();
        Some(word)
    }
}

/// The first of some words that begins here, and its end.
pub(super) fn one_of(chars: &[char], at: usize, words: &str) -> Option<usize> {
    // Few words begin with the right character: their bytes tell, before any is read.
    let mut bytes = [0; 4];
    let first = chars.get(at)?.encode_utf8(&mut bytes).as_bytes();
    let fits = |word: &&str| word.as_bytes().starts_with(first) && matches(chars, at, word);
    Words(words).find(fits).map(|word| at + word.chars().count())
}

include!(concat!(env!("OUT_DIR"), "/terms.rs"));
