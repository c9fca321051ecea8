//! What a file's bytes are; JavaScript decodes what is not UTF-8, whose tables are not ours to carry.

use super::error::Refused;
use wasm_bindgen::prelude::wasm_bindgen;

use planscore::table::encoding::{Encoding, detect};

/// The label of the encoding of a file's beginning (or of all of it), as `TextDecoder` takes it.
#[wasm_bindgen(js_name = encodingOf)]
pub fn encoding_of(head: &[u8], whole: bool) -> Result<String, Refused> {
    let label = match detect(head, whole)? {
        Encoding::Utf8 => "utf-8",
        Encoding::Utf16Le => "utf-16le",
        Encoding::Utf16Be => "utf-16be",
        Encoding::Gb18030 => "gb18030",
    };
    Ok(label.to_owned())
}
