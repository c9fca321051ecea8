//! Bytes of any encoding to UTF-8; GB18030 through the platform's decoder, whose tables are not ours
//! to carry.

use std::borrow::Cow;

use crate::plain::Deserialize;
use js_sys::{Object, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::error::{Error, Result};
use crate::table::encoding::{Encoding, detect, utf16};

#[wasm_bindgen]
extern "C" {
    type TextDecoder;
    #[wasm_bindgen(constructor, catch)]
    fn new(label: &str, options: &JsValue) -> std::result::Result<TextDecoder, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn decode(this: &TextDecoder, bytes: &[u8]) -> std::result::Result<String, JsValue>;
}

/// An encoding that the caller names.
#[derive(Debug, Clone, Copy, Deserialize)]
pub enum Named {
    /// UTF-8.
    #[serde(rename = "utf-8")]
    Utf8,
    /// GB18030, GBK, GB2312.
    #[serde(rename = "gb18030")]
    Gb18030,
}

/// The file as UTF-8.
///
/// # Errors
/// What is no text (`file/binary` and its kind), what is neither UTF-8 nor GB18030 (`file/encoding`).
pub fn utf8(bytes: &[u8], named: Option<Named>) -> Result<Cow<'_, [u8]>> {
    let encoding = match (detect(bytes, true)?, named) {
        (_, Some(Named::Utf8)) => Encoding::Utf8,
        (_, Some(Named::Gb18030)) => Encoding::Gb18030,
        (detected, None) => detected,
    };
    Ok(match encoding {
        Encoding::Utf8 => Cow::Borrowed(bytes),
        Encoding::Utf16Le => Cow::Owned(utf16(bytes, true).into_bytes()),
        Encoding::Utf16Be => Cow::Owned(utf16(bytes, false).into_bytes()),
        Encoding::Gb18030 => Cow::Owned(gb18030(bytes).map_err(|_| unknown())?.into_bytes()),
    })
}

fn unknown() -> Error {
    Error::format(
        "file/encoding",
        "文件编码无法识别（不是 UTF-8、UTF-16 或 GB18030），请另存为 UTF-8",
        "the encoding is not known (neither UTF-8, UTF-16 nor GB18030): save the file as UTF-8",
    )
}

fn gb18030(bytes: &[u8]) -> std::result::Result<String, JsValue> {
    let options = Object::new();
    Reflect::set(&options, &"fatal".into(), &true.into())?;
    TextDecoder::new("gb18030", &options)?.decode(bytes)
}
