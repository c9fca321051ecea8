//! Sorting and selection, compiled once: the standard library's sort is some 10 KB of wasm for each
//! type and comparison it is used with, so every sort here is one of words or one of indices.
//! Numbers become words of the same order and are sorted by counting bytes, which is faster too.

use std::cmp::Ordering;

/// A float as a word of the same (total) order.
///
/// ```
/// use planscore_stats::{float_of, word_of};
/// assert!(word_of(-1.0) < word_of(0.0) && word_of(0.0) < word_of(1e-300) && word_of(2.0) < word_of(f64::NAN));
/// assert_eq!(float_of(word_of(-2.5)), -2.5);
/// ```
pub fn word_of(value: f64) -> u64 {
    let bits = value.to_bits();
    bits ^ (((bits as i64 >> 63) as u64) | 1 << 63)
}

/// The float of a word.
pub fn float_of(word: u64) -> f64 {
    f64::from_bits(word ^ (((!word as i64 >> 63) as u64) | 1 << 63))
}

/// Up to here an insertion sort is fastest.
const SHORT: usize = 48;

/// Sorts words.
pub fn sort_words(words: &mut [u64]) {
    sort_by_bits(words, 0);
}

/// The indices of words in ascending order; equal ones stay as they were.
///
/// ```
/// use planscore_stats::order_of;
/// assert_eq!(order_of(&[7, u64::MAX, 0, 7]), [2, 0, 3, 1]);
/// ```
pub fn order_of(words: &[u64]) -> Vec<u32> {
    const HALF: u32 = 32;
    let differing = words.iter().fold(0, |bits, &word| bits | (word ^ words[0]));
    let mut order: Vec<u32> = (0..words.len() as u32).collect();
    for shift in [0, HALF] {
        if differing >> shift & u64::from(u32::MAX) != 0 {
            let keyed = |&i: &u32| words[i as usize] >> shift << HALF | u64::from(i);
            let mut keyed: Vec<u64> = order.iter().map(keyed).collect();
            sort_by_bits(&mut keyed, HALF);
            order.iter_mut().zip(keyed).for_each(|(i, word)| *i = word as u32);
        }
    }
    order
}

/// Sorts words by their bits from one up, digit by digit (radix); words equal in these stay as they were.
/// Digits that all words share are skipped.
pub fn sort_by_bits(words: &mut [u64], lowest: u32) {
    if words.len() <= SHORT {
        return insert(words, |word| word >> lowest);
    }
    let differing = words.iter().fold(0, |bits, &word| bits | (word ^ words[0])) >> lowest << lowest;
    if differing == 0 {
        return;
    }
    let (lowest, highest) = (differing.trailing_zeros(), u64::BITS - differing.leading_zeros());
    // Digits of about the same length, so that none is longer than it must be.
    let most = if words.len() < FEW { 8 } else { DIGIT };
    let digit = (highest - lowest).div_ceil((highest - lowest).div_ceil(most));
    let next = |from: u32| {
        (from..highest).step_by(digit as usize).find(|&shift| differing >> shift & mask(digit) != 0)
    };
    let mut spare = vec![0_u64; words.len()];
    let (mut from, mut to) = (&mut *words, &mut spare[..]);
    let mut in_place = true;
    let mut shift = Some(lowest);
    let (mut counts, mut later) = (counts_of(from, lowest, digit), [0; 1 << DIGIT]);
    while let Some(at) = shift {
        shift = next(at + digit);
        add_up(&mut counts[..1 << digit]);
        later[..1 << digit].fill(0);
        for &word in from.iter() {
            let start = &mut counts[part(word, at, digit)];
            to[*start as usize] = word;
            *start += 1;
            if let Some(next) = shift {
                later[part(word, next, digit)] += 1;
            }
        }
        counts[..1 << digit].copy_from_slice(&later[..1 << digit]);
        (from, to) = (to, from);
        in_place = !in_place;
    }
    if !in_place {
        to.copy_from_slice(from);
    }
}

/// Sorts a few items by the words they stand for.
#[inline]
fn insert<T: Copy>(items: &mut [T], word_of: impl Fn(T) -> u64) {
    for i in 1..items.len() {
        let item = items[i];
        let mut place = i;
        while place > 0 && word_of(items[place - 1]) > word_of(item) {
            items[place] = items[place - 1];
            place -= 1;
        }
        items[place] = item;
    }
}

/// Bits of a digit where there are many words, and how many these are.
const DIGIT: u32 = 11;
const FEW: usize = 4096;

fn mask(digit: u32) -> u64 {
    (1 << digit) - 1
}

/// The digit at a place of a word.
fn part(word: u64, shift: u32, digit: u32) -> usize {
    (word >> shift & mask(digit.min(DIGIT))) as usize
}

/// How many words have each digit.
#[inline]
fn counts_of(words: &[u64], shift: u32, digit: u32) -> [u32; 1 << DIGIT] {
    let mut counts = [0; 1 << DIGIT];
    for &word in words {
        counts[part(word, shift, digit)] += 1;
    }
    counts
}

/// Makes counts of things in a row the sums of all before each: where the things of each count begin.
///
/// ```
/// use planscore_stats::add_up;
/// let mut counts = [2, 0, 3];
/// add_up(&mut counts);
/// assert_eq!(counts, [0, 2, 2]);
/// ```
pub fn add_up(counts: &mut [u32]) {
    let mut before = 0;
    for count in counts {
        before += std::mem::replace(count, before);
    }
}

/// The word that would stand at a place (within the words) if they were sorted.
pub fn select_word(words: &[u64], mut at: usize) -> u64 {
    let differing = words.iter().fold(0, |bits, &word| bits | (word ^ words[0]));
    let mut candidates = words.to_vec();
    let mut shift = u64::BITS - differing.leading_zeros();
    while shift > 0 && candidates.len() > SHORT {
        let digit = shift.min(8);
        shift -= digit;
        let mut starts = counts_of(&candidates, shift, digit);
        add_up(&mut starts[..1 << digit]);
        let wanted = starts[..1 << digit].partition_point(|&start| start as usize <= at) - 1;
        at -= starts[wanted] as usize;
        candidates.retain(|&word| part(word, shift, digit) == wanted);
    }
    insert(&mut candidates, |word| word);
    candidates[at]
}

/// Sorts floats in total order; a few of them without asking for memory.
pub fn sort_floats(values: &mut [f64]) {
    if values.len() <= SHORT {
        return insert(values, word_of);
    }
    let mut words: Vec<u64> = values.iter().map(|&value| word_of(value)).collect();
    sort_words(&mut words);
    for (value, word) in values.iter_mut().zip(words) {
        *value = float_of(word);
    }
}

/// Sorts indices by what they stand for; equal ones stay as they were. The comparison is not a type of its
/// own, so that the standard sort is compiled once for all: each copy is 5 KB of the module.
pub fn sort_indices(indices: &mut [u32], compare: &dyn Fn(u32, u32) -> Ordering) {
    indices.sort_by(|&a, &b| compare(a, b));
}

/// Sorts items by way of their indices, so that no copy of the standard sort is made for their type; equal ones
/// stay as they were. For lists of results, not for columns of rows.
///
/// ```
/// use planscore_stats::sort_by;
/// let mut names = vec!["b".to_owned(), "a".to_owned()];
/// sort_by(&mut names, &|a, b| a.cmp(b));
/// assert_eq!(names, ["a", "b"]);
/// ```
pub fn sort_by<T>(items: &mut Vec<T>, compare: &dyn Fn(&T, &T) -> Ordering) {
    let mut order: Vec<u32> = (0..items.len() as u32).collect();
    sort_indices(&mut order, &|a, b| compare(&items[a as usize], &items[b as usize]));
    let mut taken: Vec<Option<T>> = items.drain(..).map(Some).collect();
    items.extend(order.into_iter().filter_map(|at| taken[at as usize].take()));
}

/// Puts the index that belongs at place `at` there, smaller ones before and larger ones after it.
pub fn select_index(indices: &mut [u32], at: usize, compare: &dyn Fn(u32, u32) -> Ordering) {
    indices.select_nth_unstable_by(at, |&a, &b| compare(a, b));
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn floats_sort_in_total_order() {
        let mut values = [3.0, -0.0, f64::INFINITY, -7.5, 0.0, -f64::INFINITY, 1e-310];
        let mut expected = values;
        expected.sort_by(f64::total_cmp);
        sort_floats(&mut values);
        assert_eq!(values.map(f64::to_bits), expected.map(f64::to_bits));
    }

    proptest::proptest! {
        #[test]
        fn the_standard_library_agrees(words: Vec<u64>, narrow in proptest::collection::vec(0..9_u64, 0..300)) {
            for words in [words, narrow] {
                let mut expected = words.clone();
                expected.sort_unstable();
                let mut sorted = words.clone();
                sort_words(&mut sorted);
                assert_eq!(sorted, expected);
                for at in [0, words.len() / 3, words.len().saturating_sub(1)] {
                    if let Some(&word) = expected.get(at) {
                        assert_eq!(select_word(&words, at), word);
                    }
                }
                let mut order: Vec<u32> = (0..words.len() as u32).collect();
                sort_indices(&mut order, &|a, b| words[a as usize].cmp(&words[b as usize]));
                let mut stable: Vec<u32> = (0..words.len() as u32).collect();
                stable.sort_by_key(|&i| words[i as usize]);
                assert_eq!(order, stable);
                assert_eq!(order_of(&words), stable);
            }
        }
    }
}
