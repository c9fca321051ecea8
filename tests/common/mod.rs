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

/// A file of the folder `shared`, which lies beside the repository (or beside the folder of its
/// worktrees); `None` where it is not there, which is said.
#[allow(dead_code, reason = "not every test file needs it")]
pub fn shared(path: &str) -> Option<Json> {
    shared_text(path).map(|text| serde_json::from_str(&text).unwrap())
}

/// The same as text.
#[allow(dead_code, reason = "not every test file needs it")]
pub fn shared_text(path: &str) -> Option<String> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let found = ["../shared", "../../shared"].map(|folder| root.join(folder).join(path));
    let text = found.iter().find_map(|file| std::fs::read_to_string(file).ok());
    if text.is_none() {
        eprintln!("shared/{path} is not there: its cases are not run");
    }
    text
}
