//! Sorting and selection, compiled once: the standard library's sort is some 10 KB of wasm for each
//! type and comparison it is used with, so every sort here is one of words or one of indices.

use std::cmp::Ordering;

/// A float as a word of the same (total) order.
///
/// ```
/// use planscore::stats::{float_of, word_of};
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

/// Sorts words.
#[inline(never)]
pub fn sort_words(words: &mut [u64]) {
    words.sort_unstable();
}

/// Sorts floats in total order.
pub fn sort_floats(values: &mut [f64]) {
    let mut words: Vec<u64> = values.iter().map(|&value| word_of(value)).collect();
    sort_words(&mut words);
    for (value, word) in values.iter_mut().zip(words) {
        *value = float_of(word);
    }
}

/// Sorts indices by what they stand for; equal ones in any order.
#[inline(never)]
pub fn sort_indices(indices: &mut [u32], compare: &dyn Fn(u32, u32) -> Ordering) {
    indices.sort_unstable_by(|&a, &b| compare(a, b));
}

/// Puts the index that belongs at place `at` there, smaller ones before and larger ones after it.
#[inline(never)]
pub fn select_index(indices: &mut [u32], at: usize, compare: &dyn Fn(u32, u32) -> Ordering) {
    indices.select_nth_unstable_by(at, |&a, &b| compare(a, b));
}

/// Items in order; equal ones stay as they were.
pub fn sorted_by<T>(items: Vec<T>, compare: &dyn Fn(&T, &T) -> Ordering) -> Vec<T> {
    let mut order: Vec<u32> = (0..items.len() as u32).collect();
    sort_indices(&mut order, &|a, b| compare(&items[a as usize], &items[b as usize]).then(a.cmp(&b)));
    let mut items: Vec<Option<T>> = items.into_iter().map(Some).collect();
    order.into_iter().filter_map(|i| items[i as usize].take()).collect()
}

#[cfg(test)]
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

    #[test]
    fn equal_items_stay_in_place() {
        let items = vec![(2, 'a'), (1, 'b'), (2, 'c'), (1, 'd')];
        let sorted = sorted_by(items, &|a, b| a.0.cmp(&b.0));
        assert_eq!(sorted, [(1, 'b'), (1, 'd'), (2, 'a'), (2, 'c')]);
    }
}
