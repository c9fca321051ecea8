//! What the targets share.

use std::fmt::Debug;
use std::io::{Cursor, Write};

use serde::de::DeserializeOwned;
use serde_json::Value;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Asserts that nothing in an answer is NaN or without end. Of an input whose own text says so nothing is asserted:
/// answers quote it.
pub fn assert_finite(answer: &impl Debug, input: &[u8]) {
    let says = |word: &[u8]| input.windows(word.len()).any(|part| part.eq_ignore_ascii_case(word));
    if says(b"nan") || says(b"inf") {
        return;
    }
    let told = format!("{answer:?}");
    let is_number = |word: &str| matches!(word, "NaN" | "inf");
    let words = told.split(|c: char| !c.is_alphanumeric());
    assert!(!words.into_iter().any(is_number), "{told}");
}

/// Bytes cut into pieces, whose lengths the bytes themselves say.
pub fn pieces(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let length = 1 + usize::from(*rest.first()?) % 61;
        let (piece, more) = rest.split_at(length.min(rest.len()));
        rest = more;
        Some(piece)
    })
}

/// An archive of parts, or the bytes themselves where they are one. The parts of these names stand one after the
/// other, a blank line between; the rest are always the same.
pub fn archive(bytes: &[u8], names: &[&str], rest: &[(&str, &str)]) -> Vec<u8> {
    if bytes.starts_with(b"PK") {
        return bytes.to_vec();
    }
    let text = String::from_utf8_lossy(bytes);
    let given = names.iter().copied().zip(text.split("\n\n"));
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, part) in given.chain(rest.iter().copied()) {
        writer.start_file(name, stored).expect("a part has a name");
        writer.write_all(part.as_bytes()).expect("memory");
    }
    writer.finish().expect("memory").into_inner()
}

/// One argument of a call that is written as JSON; what is not there is the default of its kind.
pub fn argument<T: DeserializeOwned>(call: &Value, name: &str) -> Option<T> {
    let given = call.get(name).cloned().unwrap_or_else(|| Value::Object(serde_json::Map::new()));
    serde_json::from_value(given).ok()
}
