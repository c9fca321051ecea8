//! The plan checker's scan by itself: a text in, how often each row of words stands in it out.

use std::cell::RefCell;

use planscore::plan::{occurrences, vocabulary};

#[derive(Default)]
struct State {
    text: Vec<u8>,
    counts: Vec<u32>,
}

thread_local! {
    static STATE: RefCell<State> = RefCell::default();
}

/// Room for a text of some bytes, all zero.
#[unsafe(no_mangle)]
pub extern "C" fn room(bytes: usize) -> *const u8 {
    STATE.with_borrow_mut(|state| {
        state.text = vec![0; bytes];
        state.text.as_ptr()
    })
}

/// Scans the text: where the counts are.
#[unsafe(no_mangle)]
pub extern "C" fn scan() -> *const u32 {
    STATE.with_borrow_mut(|state| {
        state.counts = occurrences(&String::from_utf8_lossy(&state.text));
        state.counts.as_ptr()
    })
}

/// How many rows there are.
#[unsafe(no_mangle)]
pub extern "C" fn rows() -> usize {
    vocabulary().len()
}

/// Where the words of a row begin.
#[unsafe(no_mangle)]
pub extern "C" fn words(row: usize) -> *const u8 {
    vocabulary()[row].as_ptr()
}

/// How many bytes they take.
#[unsafe(no_mangle)]
pub extern "C" fn length(row: usize) -> usize {
    vocabulary()[row].len()
}
