//! Arguments in, results out.

use std::io::{self, Write};

use js_sys::{Array, JSON, Reflect};
use planscore_base::error::{Error, Result};
use planscore_base::locale::Locale;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::ser::Formatter;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

use crate::plain::{Misfit, Plain};

#[wasm_bindgen]
extern "C" {
    /// An object's own names; a proxy may throw.
    #[wasm_bindgen(catch, js_namespace = Object)]
    fn keys(value: &JsValue) -> std::result::Result<Array, JsValue>;
}

/// Most items of a list.
const MAX_ITEMS: f64 = 10_000_000.0;
/// Deepest nesting of an input.
const MAX_DEPTH: usize = 64;

/// Reads an argument. `root` is its name in paths; empty for an argument whose own fields are.
///
/// # Errors
/// `input/not-finite`, `input/type` (what is expected and where), `input/too-deep`.
pub fn from_js<T: DeserializeOwned>(value: &JsValue, root: &str) -> Result<T> {
    reading(&read(value, root, 0, Plain::Object)?, root)
}

/// Reads a result that comes back: of its fields those that the type has.
///
/// # Errors
/// As [`from_js`].
pub fn returned<T: DeserializeOwned>(value: &JsValue, root: &str) -> Result<T> {
    reading(&read(value, root, 0, Plain::Returned)?, root)
}

fn reading<T: DeserializeOwned>(value: &Plain, root: &str) -> Result<T> {
    T::deserialize(value).map_err(|mismatch| {
        let Misfit { reason, path } = mismatch.misfit();
        let dot = if root.is_empty() || path.is_empty() || path.starts_with('[') { "" } else { "." };
        Error::invalid("input/type", format!("输入不符合要求：{}", reason.zh), reason.en)
            .at([root, dot, &path].concat())
    })
}

/// The language of what is told.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LocaleOptions {
    /// Language of names and texts.
    pub locale: Locale,
}

/// Options may be left out.
pub fn options<T: DeserializeOwned + Default>(value: &JsValue) -> Result<T> {
    if value.is_undefined() || value.is_null() { Ok(T::default()) } else { from_js(value, "") }
}

/// As what the fields of objects are taken.
type Object = fn(Vec<(String, Plain)>) -> Plain;

/// Reads a value with everything below it, each property once; fields that are undefined are left out.
fn read(value: &JsValue, path: &str, depth: usize, object: Object) -> Result<Plain> {
    if depth > MAX_DEPTH {
        return Err(Error::invalid("input/too-deep", "输入嵌套过深", "the input nests too deep").at(path));
    }
    if value.is_null() || value.is_undefined() {
        return Ok(Plain::Null);
    }
    if let Some(flag) = value.as_bool() {
        return Ok(Plain::Bool(flag));
    }
    if let Some(number) = value.as_f64() {
        if number.is_finite() {
            return Ok(Plain::Number(number));
        }
        return Err(Error::invalid("input/not-finite", "不是有限的数", "not a finite number").at(path));
    }
    if let Some(text) = value.as_string() {
        return Ok(Plain::Text(text));
    }
    if Array::is_array(value) {
        let array: &Array = value.unchecked_ref();
        return (0..length(array, path)?)
            .map(|i| {
                let below = format!("{path}[{i}]");
                read(&property(value, &i.into(), &below)?, &below, depth + 1, object)
            })
            .collect::<Result<_>>()
            .map(Plain::List);
    }
    if !value.is_object() || value.is_function() {
        return Err(Error::invalid("input/type", "不支持的值", "a value of an unsupported type").at(path));
    }
    let mut fields = Vec::new();
    for key in keys(value).map_err(|_| unreadable(path))?.iter() {
        let name = key.as_string().unwrap_or_default();
        let below = if path.is_empty() { name.clone() } else { [path, ".", &name].concat() };
        let field = property(value, &key, &below)?;
        if !field.is_undefined() {
            fields.push((name, read(&field, &below, depth + 1, object)?));
        }
    }
    Ok(object(fields))
}

/// A property; a getter or a proxy may throw.
fn property(value: &JsValue, key: &JsValue, path: &str) -> Result<JsValue> {
    Reflect::get(value, key).map_err(|_| unreadable(path))
}

/// An array's length; that of a proxy may be anything.
fn length(array: &Array, path: &str) -> Result<u32> {
    match property(array, &"length".into(), path)?.as_f64() {
        Some(length) if (0.0..=MAX_ITEMS).contains(&length) => Ok(length as u32),
        Some(_) => Err(Error::invalid("input/too-long", "列表过长", "the list is too long").at(path)),
        None => Err(unreadable(path)),
    }
}

fn unreadable(path: &str) -> Error {
    Error::invalid("input/type", "字段无法读取", "a field cannot be read").at(path)
}

/// The one serializer of results: plain objects and arrays, null for what is not known.
const RESULTS: serde_wasm_bindgen::Serializer = serde_wasm_bindgen::Serializer::json_compatible();

/// Gives a result out as plain objects and arrays.
pub fn to_js(value: &impl Serialize) -> JsValue {
    // Results are structs of numbers, texts and lists, which any serializer takes.
    value.serialize(&RESULTS).unwrap_or(JsValue::NULL)
}

/// Gives a long list out as one JSON text, from which the engine's own parser builds what thousands
/// of calls would.
pub fn to_js_as_text(value: &impl Serialize) -> JsValue {
    let mut json = Vec::new();
    let written = value.serialize(&mut serde_json::Serializer::with_formatter(&mut json, PlainNumbers));
    let json = written.ok().and_then(|()| String::from_utf8(json).ok());
    json.and_then(|json| JSON::parse(&json).ok()).unwrap_or(JsValue::NULL)
}

/// JSON with numbers as the standard library writes them, which the messages need anyway: the tables of a
/// faster way are 10 KB that do not compress.
struct PlainNumbers;

impl Formatter for PlainNumbers {
    fn write_f64<W: ?Sized + Write>(&mut self, writer: &mut W, value: f64) -> io::Result<()> {
        write!(writer, "{value:?}")
    }
}
