//! Plain objects in and out.
//!
//! Input becomes a tree of values first: numbers that are not finite are refused with their path,
//! and unknown fields are too, which deserialising from JavaScript directly would let pass.

use std::vec;

use js_sys::{Array, Object, Reflect};
use serde::de::value::{MapDeserializer, SeqDeserializer};
use serde::de::{self, DeserializeOwned, Deserializer, IntoDeserializer, Visitor};
use serde::{Serialize, forward_to_deserialize_any};
use wasm_bindgen::{JsCast, JsValue};

use crate::error::{Error, ErrorKind, Result};
use crate::locale::Phrase;

/// Deepest nesting of an input.
const MAX_DEPTH: usize = 64;

/// Reads an argument. `root` is its name in paths; empty for an argument whose own fields are.
///
/// # Errors
/// `input/not-finite`, `input/type` (what is expected and where), `input/too-deep`.
pub fn from_js<T: DeserializeOwned>(value: &JsValue, root: &str) -> Result<T> {
    let value = Value::read(value, root, 0)?;
    let mut track = serde_path_to_error::Track::new();
    T::deserialize(serde_path_to_error::Deserializer::new(value, &mut track)).map_err(|Mismatch(reason)| {
        let inner = track.path().to_string();
        let path = match (root, inner.as_str()) {
            (root, ".") => root.to_owned(),
            ("", inner) => inner.to_owned(),
            (root, inner) if inner.starts_with('[') => format!("{root}{inner}"),
            (root, inner) => format!("{root}.{inner}"),
        };
        Error::invalid("input/type", format!("输入不符合要求：{reason}"), reason).at(path)
    })
}

/// Options may be left out.
pub fn options<T: DeserializeOwned + Default>(value: &JsValue) -> Result<T> {
    if value.is_undefined() || value.is_null() { Ok(T::default()) } else { from_js(value, "") }
}

/// Gives a result out as plain objects and arrays.
pub fn to_js(value: &impl Serialize) -> Result<JsValue> {
    value.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).map_err(|error| {
        let text = error.to_string();
        Error::new(ErrorKind::Limit, "output/not-serialisable", Phrase::new(text.clone(), text))
    })
}

/// Why a value does not fit.
#[derive(Debug)]
struct Mismatch(String);

impl std::fmt::Display for Mismatch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Mismatch {}

impl de::Error for Mismatch {
    fn custom<T: std::fmt::Display>(reason: T) -> Self {
        Self(reason.to_string())
    }
}

/// A plain value.
#[derive(Debug)]
enum Value {
    Null,
    Bool(bool),
    Number(f64),
    Text(String),
    List(Vec<Value>),
    Object(Vec<(String, Value)>),
}

impl Value {
    /// Reads a value with everything below it; fields that are undefined are left out.
    fn read(value: &JsValue, path: &str, depth: usize) -> Result<Self> {
        if depth > MAX_DEPTH {
            return Err(Error::invalid("input/too-deep", "输入嵌套过深", "the input nests too deep").at(path));
        }
        if value.is_null() || value.is_undefined() {
            return Ok(Self::Null);
        }
        if let Some(flag) = value.as_bool() {
            return Ok(Self::Bool(flag));
        }
        if let Some(number) = value.as_f64() {
            if number.is_finite() {
                return Ok(Self::Number(number));
            }
            return Err(Error::invalid("input/not-finite", "不是有限的数", "not a finite number").at(path));
        }
        if let Some(text) = value.as_string() {
            return Ok(Self::Text(text));
        }
        if Array::is_array(value) {
            let array: &Array = value.unchecked_ref();
            let items =
                (0..array.length()).map(|i| Self::read(&array.get(i), &format!("{path}[{i}]"), depth + 1));
            return items.collect::<Result<_>>().map(Self::List);
        }
        if !value.is_object() || value.is_function() {
            return Err(Error::invalid("input/type", "不支持的值", "a value of an unsupported type").at(path));
        }
        let object: &Object = value.unchecked_ref();
        let mut fields = Vec::new();
        for key in Object::keys(object).iter() {
            let name = key.as_string().unwrap_or_default();
            let below = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
            let field = Reflect::get(value, &key).map_err(|_| {
                Error::invalid("input/type", "字段无法读取", "a field cannot be read").at(&*below)
            })?;
            if !field.is_undefined() {
                fields.push((name, Self::read(&field, &below, depth + 1)?));
            }
        }
        Ok(Self::Object(fields))
    }
}

impl IntoDeserializer<'_, Mismatch> for Value {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// Whole numbers up to here are exact.
const LARGEST_WHOLE: f64 = 9_007_199_254_740_991.0;

impl<'de> Deserializer<'de> for Value {
    type Error = Mismatch;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> std::result::Result<V::Value, Mismatch> {
        match self {
            Self::Null => visitor.visit_unit(),
            Self::Bool(flag) => visitor.visit_bool(flag),
            Self::Number(number) if number.fract() == 0.0 && number.abs() <= LARGEST_WHOLE => {
                if number < 0.0 { visitor.visit_i64(number as i64) } else { visitor.visit_u64(number as u64) }
            }
            Self::Number(number) => visitor.visit_f64(number),
            Self::Text(text) => visitor.visit_string(text),
            Self::List(items) => {
                let mut items: SeqDeserializer<vec::IntoIter<Self>, Mismatch> =
                    SeqDeserializer::new(items.into_iter());
                let value = visitor.visit_seq(&mut items)?;
                items.end()?;
                Ok(value)
            }
            Self::Object(fields) => visitor.visit_map(MapDeserializer::new(fields.into_iter())),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> std::result::Result<V::Value, Mismatch> {
        match self {
            Self::Null => visitor.visit_none(),
            value => visitor.visit_some(value),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> std::result::Result<V::Value, Mismatch> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> std::result::Result<V::Value, Mismatch> {
        match self {
            Self::Text(text) => {
                let variant: de::value::StringDeserializer<Mismatch> = text.into_deserializer();
                variant.deserialize_enum(name, variants, visitor)
            }
            other => other.deserialize_any(visitor),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}
