//! Plain objects in and out.
//!
//! Input becomes a tree of values first: numbers that are not finite are refused with their path,
//! and unknown fields are too, which deserialising from JavaScript directly would let pass.
//!
//! The deserialiser below answers each type with the one kind of value that fits it and carries the
//! path in its error. Wrapping a general one to track paths made half of the whole module's size.

use std::fmt;
use std::vec;

use js_sys::{Array, Object, Reflect};
use serde::de::value::StrDeserializer;
use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Expected, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};
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
    T::deserialize(Value::read(value, root, 0)?).map_err(|mismatch| mismatch.into_error(root))
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

/// Why a value does not fit, and where; the path grows from the inside out.
#[derive(Debug)]
struct Mismatch(Box<(String, String)>);

impl Mismatch {
    /// The place of the mismatch lies under a field or an index.
    #[inline(never)]
    fn under(mut self, key: &str) -> Self {
        let path = &mut self.0.1;
        let dot = if path.is_empty() || path.starts_with('[') { "" } else { "." };
        *path = format!("{key}{dot}{path}");
        self
    }

    #[inline(never)]
    fn at_index(self, index: usize) -> Self {
        self.under(&format!("[{index}]"))
    }

    fn into_error(self, root: &str) -> Error {
        let Self(place) = if root.is_empty() { self } else { self.under(root) };
        let (reason, path) = *place;
        Error::invalid("input/type", format!("输入不符合要求：{reason}"), reason).at(path)
    }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.0)
    }
}

impl std::error::Error for Mismatch {}

impl de::Error for Mismatch {
    fn custom<T: fmt::Display>(reason: T) -> Self {
        Self(Box::new((reason.to_string(), String::new())))
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

/// Whole numbers up to here are exact.
const LARGEST_WHOLE: f64 = 9_007_199_254_740_991.0;

impl Value {
    #[inline(never)]
    fn mismatch(&self, expected: &dyn Expected) -> Mismatch {
        let found = match self {
            Self::Null => de::Unexpected::Unit,
            Self::Bool(flag) => de::Unexpected::Bool(*flag),
            Self::Number(number) => de::Unexpected::Float(*number),
            Self::Text(text) => de::Unexpected::Str(text),
            Self::List(_) => de::Unexpected::Seq,
            Self::Object(_) => de::Unexpected::Map,
        };
        de::Error::invalid_type(found, expected)
    }

    /// A whole number that is exact, if it is one.
    fn whole(&self) -> Option<i64> {
        match *self {
            Self::Number(number) if number.fract() == 0.0 && number.abs() <= LARGEST_WHOLE => {
                Some(number as i64)
            }
            _ => None,
        }
    }
}

type Read<T> = std::result::Result<T, Mismatch>;

/// Whole numbers of any width.
macro_rules! deserialize_whole {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
            match self.whole() {
                Some(whole) => visitor.visit_i64(whole),
                None => Err(self.mismatch(&visitor)),
            }
        }
    )*};
}

impl<'de> Deserializer<'de> for Value {
    type Error = Mismatch;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        match self {
            Self::Null => visitor.visit_unit(),
            Self::Bool(flag) => visitor.visit_bool(flag),
            Self::Number(number) => visitor.visit_f64(number),
            Self::Text(text) => visitor.visit_str(&text),
            Self::List(items) => visitor.visit_seq(Items { items: items.into_iter(), index: 0 }),
            Self::Object(fields) => visitor.visit_map(Fields::new(fields)),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        match self {
            Self::Null => visitor.visit_none(),
            value => visitor.visit_some(value),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        match self {
            Self::Bool(flag) => visitor.visit_bool(flag),
            other => Err(other.mismatch(&visitor)),
        }
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        match self {
            Self::Number(number) => visitor.visit_f64(number),
            other => Err(other.mismatch(&visitor)),
        }
    }

    deserialize_whole! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        match self {
            Self::Text(text) => visitor.visit_str(&text),
            other => Err(other.mismatch(&visitor)),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        match self {
            Self::Text(text) => visitor.visit_string(text),
            other => Err(other.mismatch(&visitor)),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        match self {
            Self::List(items) => visitor.visit_seq(Items { items: items.into_iter(), index: 0 }),
            other => Err(other.mismatch(&visitor)),
        }
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, length: usize, visitor: V) -> Read<V::Value> {
        match &self {
            Self::List(items) if items.len() != length => {
                Err(de::Error::invalid_length(items.len(), &visitor as &dyn Expected))
            }
            _ => self.deserialize_seq(visitor),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        match self {
            Self::Object(fields) => visitor.visit_map(Fields::new(fields)),
            other => Err(other.mismatch(&visitor)),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Read<V::Value> {
        self.deserialize_map(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Read<V::Value> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Read<V::Value> {
        match self {
            Self::Text(text) => visitor.visit_enum(Name(text)),
            other => Err(other.mismatch(&visitor)),
        }
    }

    forward_to_deserialize_any! {
        i128 u128 f32 char bytes byte_buf unit unit_struct tuple_struct identifier ignored_any
    }
}

/// The items of a list.
struct Items {
    items: vec::IntoIter<Value>,
    index: usize,
}

impl<'de> SeqAccess<'de> for Items {
    type Error = Mismatch;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Read<Option<T::Value>> {
        let Some(item) = self.items.next() else { return Ok(None) };
        self.index += 1;
        seed.deserialize(item).map(Some).map_err(|mismatch| mismatch.at_index(self.index - 1))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len())
    }
}

/// The fields of an object.
struct Fields {
    fields: vec::IntoIter<(String, Value)>,
    current: (String, Value),
}

impl Fields {
    fn new(fields: Vec<(String, Value)>) -> Self {
        Self { fields: fields.into_iter(), current: (String::new(), Value::Null) }
    }
}

impl<'de> MapAccess<'de> for Fields {
    type Error = Mismatch;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Read<Option<K::Value>> {
        let Some(field) = self.fields.next() else { return Ok(None) };
        self.current = field;
        let key = self.current.0.as_str();
        seed.deserialize(StrDeserializer::new(key)).map(Some).map_err(|mismatch: Mismatch| mismatch.under(key))
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Read<T::Value> {
        let (key, value) = std::mem::replace(&mut self.current, (String::new(), Value::Null));
        seed.deserialize(value).map_err(|mismatch| mismatch.under(&key))
    }
}

/// A variant without content.
struct Name(String);

impl<'de> EnumAccess<'de> for Name {
    type Error = Mismatch;
    type Variant = Unit;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Read<(V::Value, Unit)> {
        seed.deserialize(StrDeserializer::new(&self.0)).map(|variant| (variant, Unit))
    }
}

/// The content of such a variant: none.
struct Unit;

impl Unit {
    fn refuse<T>(self) -> Read<T> {
        Err(de::Error::custom("a name alone does not say enough"))
    }
}

impl<'de> VariantAccess<'de> for Unit {
    type Error = Mismatch;

    fn unit_variant(self) -> Read<()> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, _: T) -> Read<T::Value> {
        self.refuse()
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Read<V::Value> {
        self.refuse()
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], _: V) -> Read<V::Value> {
        self.refuse()
    }
}
