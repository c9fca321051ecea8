//! What a check looks for, and how often that stands in a text.

use super::lexicon::rows;
use super::text::Text;

/// The rows of words that a check looks for, separated by spaces (`_` is a space inside a word): what [`occurrences`] counts.
pub fn vocabulary() -> Vec<&'static str> {
    rows().iter().map(|(.., words)| *words).collect()
}

/// The scan alone: how often words of each row of the [`vocabulary`] stand in a text. Of words of one row
/// that overlap the first counts, of those that begin together the longest.
///
/// ```
/// use planscore_plan::{occurrences, vocabulary};
/// let found = occurrences("毛利率达到30%，毛利率提升");
/// let row = vocabulary().iter().position(|words| words.starts_with("毛利率 ")).unwrap();
/// assert_eq!(found[row], 2);
/// ```
pub fn occurrences(text: &str) -> Vec<u32> {
    let text = Text::new(text);
    let rows = rows();
    // How often each row is found and where its last word ends.
    let mut found: Vec<(u32, usize)> = vec![(0, 0); rows.len()];
    for hit in text.words(0, text.chars.len()) {
        let (count, free) = &mut found[hit.row as usize];
        if hit.start() >= *free {
            (*count, *free) = (*count + 1, hit.end());
        }
    }
    found.into_iter().map(|(count, _)| count).collect()
}
