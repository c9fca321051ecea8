//! Words that stand in data files (`words/`), each with what it means.

use std::collections::HashMap;

use super::spelling::bare;

/// The meanings of a file in its order, each with its words.
pub fn meanings(
    file: &'static str,
) -> impl Iterator<Item = (&'static str, impl Iterator<Item = &'static str>)> {
    file.lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(':'))
        .map(|(meaning, words)| (meaning.trim(), words.split(", ").map(str::trim)))
}

/// The words of a meaning.
pub fn words_of(file: &'static str, wanted: &str) -> impl Iterator<Item = &'static str> {
    let line = file.lines().find(|line| line.split_once(':').is_some_and(|(meaning, _)| meaning == wanted));
    line.into_iter().flat_map(|line| line[wanted.len() + 1..].split(", ").map(str::trim))
}

/// Words by what remains of them when case, white space and punctuation are gone.
pub struct Words<T> {
    exact: HashMap<String, T>,
}

impl<T: Copy> Words<T> {
    /// The words of a file; `of` says what a meaning stands for, if this list is about it.
    pub fn read(file: &'static str, of: impl Fn(&str) -> Option<T>) -> Self {
        let mut exact = HashMap::new();
        for (meaning, words) in meanings(file) {
            if let Some(value) = of(meaning) {
                exact.extend(words.map(|word| (bare(word), value)));
            }
        }
        Self { exact }
    }

    /// What a word means.
    pub fn get(&self, word: &str) -> Option<T> {
        self.exact.get(bare(word).as_str()).copied()
    }
}
