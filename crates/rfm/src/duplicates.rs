//! Rows that repeat another, as when a file was exported twice.

use super::window::Window;
use planscore_table::OrderColumns;

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
    let rows = rows_of(window, shared);
    // Amounts lie apart: a loop that only fetches them need not wait for one before it asks for the next.
    let fetched: Vec<f64> = rows.iter().map(|&word| amounts[word as u32 as usize]).collect();
    let key = |word: u64| {
        let row = word as u32 as usize;
        (codes[row], days[row], id(row), amounts[row].to_bits())
    };
    let mask = (rows.len() * 3 / 2).next_power_of_two() - 1;
    let mut table = vec![EMPTY; mask + 1];
    let mut repeated = 0;
    for (place_row, amount) in rows.into_iter().zip(fetched).filter(|(_, amount)| *amount >= 0.0) {
        let row = place_row & u64::from(u32::MAX);
        let hash = [amount.to_bits(), u64::from(id(row as usize))].into_iter().fold(place_row >> 32, mix);
        let word = hash << 32 | row;
        let mut slot = hash as usize & mask;
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

fn mix(hash: u64, word: u64) -> u64 {
    let product = (hash ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    product ^ product >> 29
}

/// The rows of those customers on those days, and a few others, each below its place in the set.
fn rows_of(window: &Window, shared: &[SharedDay]) -> Vec<u64> {
    const BLOCK: usize = 1_024;
    // One in 32 of the others, in a set that stays in the cache.
    let bits = (32 * shared.len()).next_power_of_two().clamp(64, 1 << 24);
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
    let (mut rows, mut found) = (Vec::new(), 0);
    let blocks = window.codes.chunks(BLOCK).zip(window.days.chunks(BLOCK));
    for ((codes, days), from) in blocks.zip((0_u64..).step_by(BLOCK)) {
        // What is written after the last one found is written over: whether a row is one is hard to predict.
        if rows.len() < found + BLOCK + 1 {
            rows.resize((2 * found).max(4 * BLOCK), 0);
        }
        let rows = &mut rows[..];
        for ((&code, &day), row) in codes.iter().zip(days).zip(from..) {
            let place = place(code, day);
            rows[found] = u64::from(place) << 32 | row;
            found += (set[(place >> 6) as usize] >> (place & 63) & 1) as usize;
        }
    }
    rows.truncate(found);
    rows
}
