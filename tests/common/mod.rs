//! What the tests share.

use planscore::plain::{Deserialize, Mismatch, Value};
use serde_json::Value as Json;

/// Reads a type from JSON as the boundary reads it from an object.
pub fn read<T: Deserialize>(json: &Json) -> Result<T, Mismatch> {
    T::deserialize(plain(json))
}

fn plain(json: &Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(flag) => Value::Bool(*flag),
        Json::Number(number) => Value::Number(number.as_f64().unwrap()),
        Json::String(text) => Value::Text(text.clone().into()),
        Json::Array(items) => Value::List(items.iter().map(plain).collect()),
        Json::Object(fields) => {
            Value::Object(fields.iter().map(|(name, field)| (name.clone().into(), plain(field))).collect())
        }
    }
}
