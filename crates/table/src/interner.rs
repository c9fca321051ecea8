//! Names to dense codes, each name stored once.

use std::sync::OnceLock;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// Marks an empty slot of the hash table.
const EMPTY: u32 = u32::MAX;

/// Distinct names in order of first appearance; a name's code is its place in that order.
///
/// ```
/// use planscore_table::Interner;
/// let mut names = Interner::default();
/// assert_eq!((names.intern("甲公司"), names.intern("乙公司"), names.intern("甲公司")), (0, 1, 0));
/// assert_eq!(names.name(1), "乙公司");
/// ```
#[derive(Debug, Clone, Default)]
pub struct Interner {
    text: String,
    ends: Vec<usize>,
    /// Open addressing, a power of two, at most half full: a name's code in as many bits as the place of a
    /// slot has, above them those of its hash's upper half. None for numbers, which are their own codes.
    slots: Vec<u32>,
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

    /// The code of a name, known or new; `None` for a new one that is not to be added.
    #[inline]
    pub fn intern_if(&mut self, name: &str, may: impl FnOnce() -> bool) -> Option<u32> {
        let hash = hash(name.as_bytes());
        match self.known(name.as_bytes(), hash) {
            None if may() => Some(self.add(name, hash)),
            known => known,
        }
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

    /// The codes of names in UTF-8, of those that are known. A look-up waits for memory three times, for the
    /// slot, the place and the text; here those of all names wait together.
    #[inline]
    pub fn find<const N: usize>(&self, names: &[&[u8]; N]) -> [Option<u32>; N] {
        let mut codes = [None; N];
        let Some(mask) = self.slots.len().checked_sub(1) else { return codes };
        let hashes = names.map(hash);
        // Without a branch, which would wait, nearly all are found in the first slot or the second.
        let slots = hashes.map(|hash| {
            let slot = hash as usize & mask;
            let [first, second] = [slot, (slot + 1) & mask].map(|slot| self.slots[slot]);
            if first == EMPTY || is_of(first, hash, mask) { first } else { second }
        });
        let places = slots.map(|slot| self.place(slot as usize & mask));
        let text = self.text.as_bytes();
        let byte = |place: usize| text.get(place).copied().unwrap_or(0);
        let touched =
            places.iter().fold(0, |all, &(start, end)| all ^ byte(start) ^ byte(end.saturating_sub(1)));
        std::hint::black_box(touched);
        for (i, code) in codes.iter_mut().enumerate() {
            let (slot, (start, end)) = (slots[i], places[i]);
            *code = if slot == EMPTY {
                None
            } else if same(&text[start..end], names[i]) {
                Some(slot & mask as u32)
            } else {
                self.known(names[i], hashes[i])
            };
        }
        codes
    }

    /// The codes of names, known or new. As with [`Interner::find`], those of many wait together.
    pub fn intern_all(&mut self, names: &[&str], codes: &mut Vec<u32>) {
        const TOGETHER: usize = 32;
        for names in names.chunks(TOGETHER) {
            let mut hashes = [0; TOGETHER];
            hashes.iter_mut().zip(names).for_each(|(known, name)| *known = hash(name.as_bytes()));
            if let Some(mask) = self.slots.len().checked_sub(1) {
                let slot = |hash: &u64| self.slots[*hash as usize & mask];
                std::hint::black_box(hashes.iter().fold(0, |all, hash| all ^ slot(hash)));
            }
            codes.extend(names.iter().zip(hashes).map(|(name, hash)| {
                self.known(name.as_bytes(), hash).unwrap_or_else(|| self.add(name, hash))
            }));
        }
    }

    /// The code of a known name in UTF-8 with its [`hash`].
    fn known(&self, name: &[u8], hash: u64) -> Option<u32> {
        let mask = self.slots.len().checked_sub(1)?;
        let mut slot = hash as usize & mask;
        loop {
            let found = self.slots[slot];
            if found == EMPTY {
                return None;
            }
            if is_of(found, hash, mask) {
                let code = found as usize & mask;
                let (start, end) = self.place(code);
                if same(&self.text.as_bytes()[start..end], name) {
                    return Some(code as u32);
                }
            }
            slot = (slot + 1) & mask;
        }
    }

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

    /// About how many bytes it takes.
    pub fn size(&self) -> usize {
        self.text.capacity() + 8 * self.ends.capacity() + 4 * self.slots.capacity()
    }

    fn occupy(&mut self, hash: u64, code: u32) {
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        while self.slots[slot] != EMPTY {
            slot = (slot + 1) & mask;
        }
        self.slots[slot] = (hash >> 32) as u32 & !(mask as u32) | code;
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

/// Crosses to other processes as its names, one after the other, with their lengths.
impl Serialize for Interner {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let names = if self.numbers > 0 { self.written() } else { self };
        let lengths = (0..names.len()).map(|code| names.place(code)).map(|(start, end)| end - start);
        (&names.text, lengths.collect::<Vec<_>>()).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Interner {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (text, lengths): (String, Vec<usize>) = Deserialize::deserialize(deserializer)?;
        let (mut names, mut start) = (Self::default(), 0_usize);
        for (code, length) in lengths.into_iter().enumerate() {
            let end = start.saturating_add(length);
            let name = text.get(start..end).ok_or_else(|| D::Error::custom("a name is cut"))?;
            if names.intern(name) as usize != code {
                return Err(D::Error::custom("a name stands twice"));
            }
            start = end;
        }
        Ok(names)
    }
}

/// Whether what a slot says of its name's hash fits a hash.
#[inline]
fn is_of(slot: u32, hash: u64, mask: usize) -> bool {
    (slot ^ (hash >> 32) as u32) & !(mask as u32) == 0
}

/// The highest of some codes; 0 without any.
#[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
pub fn highest(codes: &[u32]) -> u32 {
    codes.iter().fold(0, |highest, &code| highest.max(code))
}

/// Equality sixteen bytes a step: WebAssembly's own goes byte by byte.
#[expect(clippy::inline_always, reason = "a call for each row costs more than the comparison")]
#[inline(always)]
fn same(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    if let (Some(last), Some(other)) = (a.last_chunk::<16>(), b.last_chunk::<16>()) {
        let mut pairs = a.as_chunks::<16>().0.iter().zip(b.as_chunks::<16>().0);
        return u128::from_le_bytes(*last) == u128::from_le_bytes(*other)
            && pairs.all(|(a, b)| u128::from_le_bytes(*a) == u128::from_le_bytes(*b));
    }
    let ends =
        |bytes: &[u8]| (bytes.first_chunk().map_or(0, |first| u64::from_le_bytes(*first)), tail(bytes));
    ends(a) == ends(b)
}

/// The last eight bytes as a number, or as many as there are.
#[inline]
fn tail(bytes: &[u8]) -> u64 {
    bytes.last_chunk().map_or_else(|| short(bytes), |last| u64::from_le_bytes(*last))
}

/// At most eight bytes as a number, the first one lowest. Its parts overlap instead of being looked for.
#[inline]
pub fn short(bytes: &[u8]) -> u64 {
    let length = bytes.len();
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        let [first, last] = [first, last].map(|part| u64::from(u32::from_le_bytes(*part)));
        return first | last << (8 * (length - 4) as u32 % 64);
    }
    let byte = |at: usize| bytes.get(at).map_or(0, |&byte| u64::from(byte) << (8 * at));
    byte(0) | byte(1) | byte(2)
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
    for chunk in bytes.as_chunks().0 {
        state = mix(state, u64::from_le_bytes(*chunk));
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
    fn names_are_found_together_as_they_are_alone() {
        let mut names = Interner::default();
        assert_eq!(names.find(&[b"".as_slice(), b"a"]), [None, None]);
        let named = |i: u32| format!("{}{i}", "客户".repeat(i as usize % 9));
        (0..5_000).for_each(|i| assert_eq!(names.intern(&named(i)), i));
        for i in 0..5_000 {
            let (known, new) = (named(i), format!("{i}?"));
            let found = names.find(&[known.as_bytes(), new.as_bytes(), b""]);
            assert_eq!(found, [Some(i), None, None]);
        }
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
