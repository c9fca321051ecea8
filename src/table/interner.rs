//! Names to dense codes, each name stored once.

use std::sync::OnceLock;

/// Marks an empty slot of the hash table.
const EMPTY: u64 = u64::MAX;

/// Distinct names in order of first appearance; a name's code is its place in that order.
///
/// ```
/// use planscore::table::Interner;
/// let mut names = Interner::default();
/// assert_eq!((names.intern("甲公司"), names.intern("乙公司"), names.intern("甲公司")), (0, 1, 0));
/// assert_eq!(names.name(1), "乙公司");
/// ```
#[derive(Debug, Clone, Default)]
pub struct Interner {
    text: String,
    ends: Vec<usize>,
    /// Open addressing, a power of two, at most half full: upper half of a name's hash and its code.
    /// None for numbers, which are their own codes.
    slots: Vec<u64>,
    /// How many numbers there are instead of names, and the numbers written out once one is asked for.
    numbers: u32,
    written: OnceLock<Box<Interner>>,
}

impl Interner {
    /// The names "0", "1" and so on: codes that are their own names.
    pub fn numbers(count: u32) -> Self {
        Self { numbers: count, ..Self::default() }
    }

    fn written(&self) -> &Self {
        self.written.get_or_init(|| {
            let mut names = Self::default();
            for code in 0..self.numbers {
                names.text.push_str(&code.to_string());
                names.ends.push(names.text.len());
            }
            Box::new(names)
        })
    }

    /// The code of a name, new or known.
    pub fn intern(&mut self, name: &str) -> u32 {
        let hash = hash(name.as_bytes());
        self.known(name.as_bytes(), hash).unwrap_or_else(|| self.add(name, hash))
    }

    /// The code of a name in UTF-8, new or known; `None` for what is no UTF-8. Only new names are checked.
    #[inline]
    pub fn intern_bytes(&mut self, name: &[u8]) -> Option<u32> {
        let hash = hash(name);
        match self.known(name, hash) {
            None => Some(self.add(std::str::from_utf8(name).ok()?, hash)),
            known => known,
        }
    }

    /// The code of a known name.
    pub fn get(&self, name: &str) -> Option<u32> {
        if self.numbers > 0 {
            return name.parse().ok().filter(|&code| self.name(code) == name && !name.is_empty());
        }
        self.known(name.as_bytes(), hash(name.as_bytes()))
    }

    /// Touches what looking up names with these hashes will read. Each look-up waits for memory three
    /// times; here those of all names wait together.
    pub fn fetch<const N: usize>(&self, hashes: &[u64; N]) {
        let Some(mask) = self.slots.len().checked_sub(1) else { return };
        let codes = hashes.map(|hash| self.slots[hash as usize & mask] as u32 as usize);
        let starts = codes.map(|code| self.place(code).0);
        let text = self.text.as_bytes();
        let touched = starts.iter().fold(0, |all, &start| all ^ text.get(start).copied().unwrap_or(0));
        std::hint::black_box(touched);
    }

    /// The code of a known name in UTF-8 with its [`hash`].
    #[inline]
    pub fn known(&self, name: &[u8], hash: u64) -> Option<u32> {
        let mask = self.slots.len().checked_sub(1)?;
        let mut slot = hash as usize & mask;
        loop {
            let found = self.slots[slot];
            if found == EMPTY {
                return None;
            }
            if found >> 32 == hash >> 32 {
                let (start, end) = self.place(found as u32 as usize);
                if same(&self.text.as_bytes()[start..end], name) {
                    return Some(found as u32);
                }
            }
            slot = (slot + 1) & mask;
        }
    }

    #[inline(never)]
    fn add(&mut self, name: &str, hash: u64) -> u32 {
        if self.numbers > 0 {
            // From here on they are names like any other.
            for number in 0..std::mem::take(&mut self.numbers) {
                self.intern(&number.to_string());
            }
            return self.intern(name);
        }
        let code = self.len() as u32;
        self.text.push_str(name);
        self.ends.push(self.text.len());
        if self.slots.len() < 2 * self.len() {
            self.grow();
        } else {
            self.occupy(hash, code);
        }
        code
    }

    /// The name behind a code. Codes not given out have the empty name.
    pub fn name(&self, code: u32) -> &str {
        if self.numbers > 0 {
            return self.written().name(code);
        }
        let (start, end) = self.place(code as usize);
        &self.text[start..end]
    }

    fn place(&self, code: usize) -> (usize, usize) {
        let Some(&end) = self.ends.get(code) else { return (0, 0) };
        (if code == 0 { 0 } else { self.ends[code - 1] }, end)
    }

    /// Every name, by code.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len() as u32).map(|code| self.name(code))
    }

    /// How many distinct names there are.
    pub fn len(&self) -> usize {
        self.ends.len() + self.numbers as usize
    }

    /// Whether no name has been seen.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn occupy(&mut self, hash: u64, code: u32) {
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        while self.slots[slot] != EMPTY {
            slot = (slot + 1) & mask;
        }
        self.slots[slot] = hash >> 32 << 32 | u64::from(code);
    }

    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(16);
        self.slots.clear();
        self.slots.resize(size, EMPTY);
        for code in 0..self.len() as u32 {
            self.occupy(hash(self.name(code).as_bytes()), code);
        }
    }
}

/// The highest of some codes; 0 without any.
#[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
pub(crate) fn highest(codes: &[u32]) -> u32 {
    codes.iter().fold(0, |highest, &code| highest.max(code))
}

/// Equality eight bytes a step: WebAssembly's own goes byte by byte.
#[inline]
fn same(a: &[u8], b: &[u8]) -> bool {
    let mut pairs = a.chunks_exact(8).zip(b.chunks_exact(8));
    a.len() == b.len() && tail(a) == tail(b) && pairs.all(|(a, b)| word(a) == word(b))
}

/// The last eight bytes as a number, or as many as there are.
#[inline]
fn tail(bytes: &[u8]) -> u64 {
    match bytes.last_chunk() {
        Some(last) => u64::from_le_bytes(*last),
        None => bytes.iter().fold(0, |tail, &byte| tail << 8 | u64::from(byte)),
    }
}

/// Eight bytes as a number.
#[inline]
fn word(bytes: &[u8]) -> u64 {
    bytes.try_into().map_or(0, u64::from_le_bytes)
}

/// Eight bytes a step; not keyed: a file can at worst slow itself down. A product of 128 bits would mix
/// better, but is a call of its own in WebAssembly.
#[inline]
pub fn hash(bytes: &[u8]) -> u64 {
    const K: u64 = 0x9E37_79B9_7F4A_7C15;
    let mix = |state: u64, part: u64| {
        let product = (state ^ part).wrapping_mul(K);
        product ^ product >> 32
    };
    let mut state = K ^ bytes.len() as u64;
    for chunk in bytes.chunks_exact(8) {
        state = mix(state, word(chunk));
    }
    mix(mix(state, tail(bytes)), K)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_names_keep_their_codes() {
        let mut names = Interner::default();
        for i in 0..10_000_u32 {
            assert_eq!(names.intern(&format!("客户{i}")), i);
        }
        assert_eq!(names.intern(""), 10_000);
        assert_eq!((names.get("客户77"), names.get("无"), names.name(9_999)), (Some(77), None, "客户9999"));
        assert_eq!(names.iter().count(), names.len());
        assert_eq!((names.intern_bytes("客户5".as_bytes()), names.intern_bytes(b"\xff")), (Some(5), None));
    }

    #[test]
    fn numbers_are_their_own_names() {
        let names = Interner::numbers(12);
        assert_eq!((names.len(), names.name(11)), (12, "11"));
        assert_eq!(
            (names.get("7"), names.get("07"), names.get("12"), names.get("")),
            (Some(7), None, None, None)
        );
        let mut names = names;
        assert_eq!((names.intern("甲"), names.intern("7"), names.name(11), names.len()), (12, 7, "11", 13));
    }
}
