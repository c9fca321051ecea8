//! Names to dense codes, each name stored once.

/// Marks an empty slot of the hash table.
const EMPTY: u32 = u32::MAX;

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
    /// Open addressing, a power of two, at most half full.
    slots: Vec<u32>,
}

impl Interner {
    /// The code of a name, new or known.
    pub fn intern(&mut self, name: &str) -> u32 {
        if self.slots.len() < 2 * (self.len() + 1) {
            self.grow();
        }
        let slot = self.find(name);
        if self.slots[slot] == EMPTY {
            self.slots[slot] = self.len() as u32;
            self.text.push_str(name);
            self.ends.push(self.text.len());
        }
        self.slots[slot]
    }

    /// The code of a known name.
    pub fn get(&self, name: &str) -> Option<u32> {
        if self.slots.is_empty() {
            return None;
        }
        Some(self.slots[self.find(name)]).filter(|&code| code != EMPTY)
    }

    /// The name behind a code. Codes not given out have the empty name.
    pub fn name(&self, code: u32) -> &str {
        let code = code as usize;
        let Some(&end) = self.ends.get(code) else { return "" };
        let start = if code == 0 { 0 } else { self.ends[code - 1] };
        &self.text[start..end]
    }

    /// Every name, by code.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len() as u32).map(|code| self.name(code))
    }

    /// How many distinct names there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether no name has been seen.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The slot that holds the name, or the free one where it belongs.
    fn find(&self, name: &str) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = hash(name.as_bytes()) as usize & mask;
        while self.slots[slot] != EMPTY && self.name(self.slots[slot]) != name {
            slot = (slot + 1) & mask;
        }
        slot
    }

    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(16);
        self.slots.clear();
        self.slots.resize(size, EMPTY);
        for code in 0..self.len() as u32 {
            let mut slot = hash(self.name(code).as_bytes()) as usize & (size - 1);
            while self.slots[slot] != EMPTY {
                slot = (slot + 1) & (size - 1);
            }
            self.slots[slot] = code;
        }
    }
}

/// Eight bytes a step, folded multiplication (the idea of wyhash); not keyed: a file can at worst
/// slow itself down.
fn hash(bytes: &[u8]) -> u64 {
    const K: u64 = 0x9E37_79B9_7F4A_7C15;
    let fold = |a: u64, b: u64| {
        let product = u128::from(a) * u128::from(b);
        (product >> 64) as u64 ^ product as u64
    };
    let mut state = K ^ bytes.len() as u64;
    let mut chunks = bytes.chunks_exact(8);
    for chunk in &mut chunks {
        let word = u64::from_le_bytes([
            chunk[0], chunk[1], chunk[2], chunk[3], chunk[4], chunk[5], chunk[6], chunk[7],
        ]);
        state = fold(state ^ word, K);
    }
    let mut tail = [0; 8];
    tail[..chunks.remainder().len()].copy_from_slice(chunks.remainder());
    fold(state ^ u64::from_le_bytes(tail), K.rotate_left(32) | 1)
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
    }
}
