//! Rows that repeat another, as when a file was exported twice.

use super::window::Window;
use crate::table::OrderColumns;

/// A customer with several purchases on a day.
#[derive(Clone, Copy)]
pub struct SharedDay {
    /// The customer's code.
    pub customer: u32,
    /// The day.
    pub day: i32,
}

/// How many purchases repeat another in customer, day, amount and order number, given the customers and
/// days that have several. Their rows are found by a set of bits, and a table by a hash tells which of
/// them are the same.
pub fn duplicates(window: &Window, shared: &[SharedDay]) -> usize {
    const EMPTY: u64 = u64::MAX;
    if shared.is_empty() {
        return 0;
    }
    let (codes, days, amounts) = (&window.codes[..], &window.days[..], &window.amounts[..]);
    let id = |row: usize| window.ids.get(row).copied().unwrap_or(OrderColumns::NO_ORDER_ID);
    let mut hashed = rows_of(window, shared);
    hashed.retain_mut(|word| {
        let row = *word as u32 as usize;
        let amount = amounts[row];
        let hash = [amount.to_bits(), u64::from(id(row))].into_iter().fold(*word >> 32, |hash, word| {
            let mixed = (hash ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            mixed ^ mixed >> 29
        });
        *word = hash << 32 | row as u64;
        amount >= 0.0
    });
    let key = |word: u64| {
        let row = word as u32 as usize;
        (codes[row], days[row], id(row), amounts[row].to_bits())
    };
    let mask = (hashed.len() * 3 / 2).next_power_of_two() - 1;
    let mut table = vec![EMPTY; mask + 1];
    let mut repeated = 0;
    for word in hashed {
        let mut slot = (word >> 32) as usize & mask;
        loop {
            let other = table[slot];
            if other == EMPTY {
                table[slot] = word;
                break;
            }
            if other >> 32 == word >> 32 && key(other) == key(word) {
                repeated += 1;
                break;
            }
            slot = (slot + 1) & mask;
        }
    }
    repeated
}

/// The rows of those customers on those days, and a few others, each below its place in the set.
#[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
fn rows_of(window: &Window, shared: &[SharedDay]) -> Vec<u64> {
    const BLOCK: usize = 128;
    // One in 64 of the others, in a set that stays in the cache.
    let bits = (64 * shared.len()).next_power_of_two().min(1 << 24);
    let shift = u32::BITS - bits.trailing_zeros();
    let place = |code: u32, day: i32| {
        (code ^ (day as u32).wrapping_mul(0x85EB_CA6B)).wrapping_mul(0x9E37_79B1) >> shift
    };
    let mut set = vec![0_u64; bits / 64];
    let set = &mut set[..];
    for &SharedDay { customer, day } in shared {
        let place = place(customer, day);
        set[(place >> 6) as usize] |= 1 << (place & 63);
    }
    let mut rows = Vec::with_capacity(2 * shared.len());
    let mut places = [0; BLOCK];
    let blocks = window.codes.chunks(BLOCK).zip(window.days.chunks(BLOCK));
    for ((codes, days), from) in blocks.zip((0..).step_by(BLOCK)) {
        for (own, (&code, &day)) in places.iter_mut().zip(codes.iter().zip(days)) {
            *own = place(code, day);
        }
        for (&place, row) in places[..codes.len()].iter().zip(from..) {
            if set[(place >> 6) as usize] >> (place & 63) & 1 == 1 {
                rows.push(u64::from(place) << 32 | row);
            }
        }
    }
    rows
}
