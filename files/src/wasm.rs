//! The boundary: bytes in, bytes or text out.

// The macros of wasm-bindgen write the calls through the boundary, which are unsafe.
#![allow(unsafe_code)]

use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::error::Error;

impl From<Error> for JsValue {
    fn from(error: Error) -> Self {
        let object = js_sys::Error::new(error.en);
        object.set_name("PlanscoreError");
        let messages = Object::new();
        let fields: [(&JsValue, &str, JsValue); 6] = [
            (&messages, "zh-CN", error.zh.into()),
            (&messages, "en", error.en.into()),
            (&object, "code", error.code.into()),
            (&object, "path", Self::NULL),
            (&object, "row", Self::NULL),
            (&object, "messages", Self::UNDEFINED),
        ];
        for (target, name, value) in fields {
            let value = if name == "messages" { messages.clone().into() } else { value };
            // A plain object takes any property.
            let _ = Reflect::set(target, &name.into(), &value);
        }
        object.into()
    }
}

/// A sheet as CSV.
#[wasm_bindgen(js_name = xlsxToCsv)]
pub fn xlsx_to_csv(bytes: &[u8], sheet: Option<String>) -> Result<Vec<u8>, JsValue> {
    Ok(crate::to_csv(bytes, sheet.as_deref())?)
}

/// A sheet's name, itself as CSV, and a pair of name and reason for each that was passed over.
#[wasm_bindgen(
    js_name = xlsxTable,
    unchecked_return_type = "[string, Uint8Array, ...[string, 'hidden' | 'chart' | 'empty'][]]"
)]
pub fn xlsx_table(bytes: &[u8], sheet: Option<String>) -> Result<Array, JsValue> {
    let found = crate::read_sheet(bytes, sheet.as_deref())?;
    let answer = Array::of2(&found.name.into(), &Uint8Array::from(&found.csv[..]).into());
    for (name, why) in found.passed_over {
        answer.push(&Array::of2(&name.into(), &why.name().into()));
    }
    Ok(answer)
}

/// The names of the sheets.
#[wasm_bindgen(js_name = xlsxSheets)]
pub fn xlsx_sheets(bytes: &[u8]) -> Result<Vec<String>, JsValue> {
    Ok(crate::sheets(bytes)?)
}

/// A document as Markdown.
#[wasm_bindgen(js_name = docxToMarkdown)]
pub fn docx_to_markdown(bytes: &[u8]) -> Result<String, JsValue> {
    Ok(crate::to_markdown(bytes)?)
}
