//! Rows that repeat another, as when a file was exported twice.

use super::window::Window;
use planscore_stats::sort_by_bits;
use planscore_table::OrderColumns;

/// The days on which customers bought more than once, and a few others: a set of bits that stays in the cache.
pub struct SharedDays {
    bits: Vec<u64>,
    shift: u32,
    /// Purchases on a day that already had one of the same customer.
    count: usize,
}

impl SharedDays {
    /// None yet, among as many orders.
    pub fn none(orders: usize) -> Self {
        let bits = orders.next_power_of_two().clamp(64, 1 << 21);
        Self { bits: vec![0; bits / 64], shift: u32::BITS - bits.trailing_zeros(), count: 0 }
    }

    /// One more purchase of a customer on a day.
    pub fn insert(&mut self, customer: u32, day: i32) {
        let place = self.place(customer, day);
        self.bits[(place >> 6) as usize] |= 1 << (place & 63);
        self.count += 1;
    }

    /// Whether a customer may have bought more than once on a day.
    fn may_hold(&self, customer: u32, day: i32) -> bool {
        let place = self.place(customer, day);
        self.bits[(place >> 6) as usize] >> (place & 63) & 1 == 1
    }

    fn place(&self, customer: u32, day: i32) -> u32 {
        (customer ^ (day as u32).wrapping_mul(0x85EB_CA6B)).wrapping_mul(0x9E37_79B1) >> self.shift
    }
}

/// Rows of a part, about: they and the table of their hashes stay in a cache.
const PART: usize = 4_096;

/// How many purchases repeat another in customer, day, amount and order number. Those that shared a day are
/// dealt out by their hashes, so that a small table tells of a part of them which are the same.
pub fn duplicates(window: &Window, shared: &SharedDays) -> usize {
    if shared.count == 0 {
        return 0;
    }
    let (codes, days, amounts) = (&window.codes[..], &window.days[..], &window.amounts[..]);
    let id = |row: usize| window.ids.get(row).copied().unwrap_or(OrderColumns::NO_ORDER_ID);
    let key = |word: u64| {
        let row = word as u32 as usize;
        (codes[row], days[row], id(row), amounts[row].to_bits())
    };
    let hashed = |row: u32| {
        let (code, day, id, amount) = key(row.into());
        let hash = [u64::from(day as u32) << 32 | u64::from(id), amount].into_iter().fold(code.into(), mix);
        hash << 32 | u64::from(row)
    };
    let rows = rows_of(window, shared);
    let mut words = Vec::with_capacity(rows.len());
    words.extend(rows.into_iter().filter(|&row| amounts[row as usize] >= 0.0).map(hashed));
    let parts = (words.len() / PART).next_power_of_two().max(2);
    let lowest = u64::BITS - parts.trailing_zeros();
    sort_by_bits(&mut words, lowest);
    let mut table = Vec::new();
    let parts = words.chunk_by(|a, b| (a ^ b) >> lowest == 0);
    parts.map(|part| repeated(part, &key, &mut table)).sum()
}

/// How many words repeat the key of another; their upper halves are hashes of their keys.
fn repeated<K: PartialEq>(words: &[u64], key: &impl Fn(u64) -> K, table: &mut Vec<u64>) -> usize {
    const EMPTY: u64 = u64::MAX;
    let mask = (words.len() * 3 / 2).next_power_of_two() - 1;
    table.clear();
    table.resize(mask + 1, EMPTY);
    let table = &mut table[..];
    let mut repeated = 0;
    for &word in words {
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

fn mix(hash: u64, word: u64) -> u64 {
    let product = (hash ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    product ^ product >> 29
}

/// The rows of customers on days that they share, and a few others; all where that is most of them.
fn rows_of(window: &Window, shared: &SharedDays) -> Vec<u32> {
    const BLOCK: usize = 1_024;
    if shared.count > window.len() / 2 {
        return (0..window.len() as u32).collect();
    }
    let (mut rows, mut found) = (Vec::new(), 0);
    let blocks = window.codes.chunks(BLOCK).zip(window.days.chunks(BLOCK));
    for ((codes, days), from) in blocks.zip((0..).step_by(BLOCK)) {
        // What is written after the last one found is written over: whether a row is one is hard to predict.
        if rows.len() < found + BLOCK + 1 {
            rows.resize((2 * found).max(4 * BLOCK), 0);
        }
        let rows = &mut rows[..];
        for ((&code, &day), row) in codes.iter().zip(days).zip(from..) {
            rows[found] = row;
            found += usize::from(shared.may_hold(code, day));
        }
    }
    rows.truncate(found);
    rows
}
