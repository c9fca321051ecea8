//! Plain objects in and out.
//!
//! Numbers that are not finite are refused on their way in, with their path.

use js_sys::{Array, JSON, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::error::{Error, Result};
use crate::plain::{Deserialize, Mismatch, Serialize, Value};

/// Deepest nesting of an input.
const MAX_DEPTH: usize = 64;

/// Reads an argument. `root` is its name in paths; empty for an argument whose own fields are.
///
/// # Errors
/// `input/not-finite`, `input/type` (what is expected and where), `input/too-deep`.
pub fn from_js<T: Deserialize>(value: &JsValue, root: &str) -> Result<T> {
    T::deserialize(read(value, root, 0)?).map_err(|mismatch| refused(mismatch, root))
}

/// Options may be left out.
pub fn options<T: Deserialize + Default>(value: &JsValue) -> Result<T> {
    if value.is_undefined() || value.is_null() { Ok(T::default()) } else { from_js(value, "") }
}

#[inline(never)]
fn refused(mismatch: Mismatch, root: &str) -> Error {
    let mismatch = if root.is_empty() { mismatch } else { mismatch.under(root) };
    let reason = mismatch.reason();
    Error::invalid("input/type", ["输入不符合要求：", reason].concat(), reason).at(mismatch.path())
}

/// Reads a value with everything below it; fields that are undefined are left out.
fn read(value: &JsValue, path: &str, depth: usize) -> Result<Value> {
    if depth > MAX_DEPTH {
        return Err(Error::invalid("input/too-deep", "输入嵌套过深", "the input nests too deep").at(path));
    }
    if value.is_null() || value.is_undefined() {
        return Ok(Value::Null);
    }
    if let Some(flag) = value.as_bool() {
        return Ok(Value::Bool(flag));
    }
    if let Some(number) = value.as_f64() {
        if number.is_finite() {
            return Ok(Value::Number(number));
        }
        return Err(Error::invalid("input/not-finite", "不是有限的数", "not a finite number").at(path));
    }
    if let Some(text) = value.as_string() {
        return Ok(Value::Text(text.into()));
    }
    if Array::is_array(value) {
        let array: &Array = value.unchecked_ref();
        let mut items = Vec::new();
        for i in 0..array.length() {
            items.push(read(&array.get(i), &format!("{path}[{i}]"), depth + 1)?);
        }
        return Ok(Value::List(items));
    }
    if !value.is_object() || value.is_function() {
        return Err(Error::invalid("input/type", "不支持的值", "a value of an unsupported type").at(path));
    }
    let object: &Object = value.unchecked_ref();
    let mut fields = Vec::new();
    for key in Object::keys(object).iter() {
        let name = key.as_string().unwrap_or_default();
        let below = if path.is_empty() { name.clone() } else { [path, ".", &name].concat() };
        let field = Reflect::get(value, &key).map_err(|_| {
            Error::invalid("input/type", "字段无法读取", "a field cannot be read").at(&*below)
        })?;
        if !field.is_undefined() {
            fields.push((name.into(), read(&field, &below, depth + 1)?));
        }
    }
    Ok(Value::Object(fields))
}

/// Gives a result out as plain objects and arrays. One text crosses the boundary, and the engine's own
/// parser builds from it what thousands of calls would.
pub fn to_js(value: &impl Serialize) -> JsValue {
    let mut json = Vec::with_capacity(1024);
    write(&value.serialize(), &mut json);
    String::from_utf8(json).ok().and_then(|json| JSON::parse(&json).ok()).unwrap_or(JsValue::NULL)
}

fn write(value: &Value, json: &mut Vec<u8>) {
    match value {
        Value::Null => json.extend(b"null"),
        Value::Bool(flag) => json.extend(if *flag { &b"true"[..] } else { b"false" }),
        Value::Number(number) => {
            // Every double reads back as itself; whole ones need no search for their digits.
            let whole = *number as u32;
            if f64::from(whole).to_bits() == number.to_bits() {
                digits(whole, json);
            } else {
                json.extend(number.to_string().bytes());
            }
        }
        Value::Text(text) => quote(text, json),
        Value::List(items) => {
            json.push(b'[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    json.push(b',');
                }
                write(item, json);
            }
            json.push(b']');
        }
        Value::Object(fields) => {
            json.push(b'{');
            for (at, (name, field)) in fields.iter().enumerate() {
                if at > 0 {
                    json.push(b',');
                }
                quote(name, json);
                json.push(b':');
                write(field, json);
            }
            json.push(b'}');
        }
    }
}

fn digits(number: u32, json: &mut Vec<u8>) {
    if number > 9 {
        digits(number / 10, json);
    }
    json.push(b'0' + (number % 10) as u8);
}

/// All but ASCII is escaped: bytes of one kind are decoded and parsed fastest.
fn quote(text: &str, json: &mut Vec<u8>) {
    json.push(b'"');
    for c in text.chars() {
        match c {
            '"' | '\\' => json.extend([b'\\', c as u8]),
            ' '..='~' => json.push(c as u8),
            _ => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    let hex = |shift: u16| b"0123456789abcdef"[usize::from(*unit >> shift & 15)];
                    json.extend([b'\\', b'u', hex(12), hex(8), hex(4), hex(0)]);
                }
            }
        }
    }
    json.push(b'"');
}
