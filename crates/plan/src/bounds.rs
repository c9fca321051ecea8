//! Limits: words before or after a number that make it the least or the most.

use super::number::blank;
use super::terms::{self, Terms};

/// Words before a number that make it a limit.
const BEFORE: [(&Terms, Bound); 4] = [
    (terms::AT_LEAST_BEFORE, Bound::AtLeast),
    (terms::AT_MOST_BEFORE, Bound::AtMost),
    (terms::ABOVE_BEFORE, Bound::Above),
    (terms::BELOW_BEFORE, Bound::Below),
];
/// Words after a number that make it a limit.
const AFTER: [(&Terms, Bound); 4] = [
    (terms::AT_LEAST_AFTER, Bound::AtLeast),
    (terms::AT_MOST_AFTER, Bound::AtMost),
    (terms::ABOVE_AFTER, Bound::Above),
    (terms::BELOW_AFTER, Bound::Below),
];

/// What a limit says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// This or more.
    AtLeast,
    /// This or less.
    AtMost,
    /// More than this.
    Above,
    /// Less than this.
    Below,
}

/// The bound word that begins here and its end; the words may hold spaces (小于 或 等于).
pub(super) fn bound_before(chars: &[char], at: usize) -> Option<(usize, Bound)> {
    let &first = chars.get(at)?;
    if first.is_ascii_alphabetic() && at > 0 && chars[at - 1].is_ascii_alphabetic() {
        return None;
    }
    BEFORE.iter().find_map(|(words, bound)| {
        words.led_by(first).find_map(|word| {
            let mut i = at;
            for c in word {
                if i > at {
                    i = blank(chars, i);
                }
                if chars.get(i).is_none_or(|found| *found as u32 != u32::from(*c)) {
                    return None;
                }
                i += 1;
            }
            Some((i, *bound))
        })
    })
}

pub(super) fn bound_after(chars: &[char], at: usize) -> Option<(usize, Bound)> {
    let at = if chars.get(at) == Some(&' ') { at + 1 } else { at };
    AFTER.iter().find_map(|(words, bound)| Some((words.at(chars, at)?, *bound)))
}
