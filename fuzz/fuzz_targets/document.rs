//! No document causes a panic, neither as its bytes nor as the parts inside.
#![no_main]

use libfuzzer_sys::fuzz_target;
use planscore_files::to_markdown;
use planscore_fuzz::archive;

/// The parts of a document in the order in which an input gives them.
const PARTS: [&str; 3] = ["word/document.xml", "word/styles.xml", "word/numbering.xml"];

fuzz_target!(|bytes: &[u8]| {
    let _ = to_markdown(&archive(bytes, &PARTS, &[]));
});
