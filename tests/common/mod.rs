//! What the tests share.

use serde::de::DeserializeOwned;
use serde_json::Value as Json;

/// Reads a type from JSON; an error knows its path.
pub fn read<T: DeserializeOwned>(json: &Json) -> Result<T, serde_path_to_error::Error<serde_json::Error>> {
    serde_path_to_error::deserialize(json)
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
