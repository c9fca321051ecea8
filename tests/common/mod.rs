//! What the tests share.

use serde::de::DeserializeOwned;
use serde_json::Value as Json;

/// Reads a type from JSON; an error knows its path.
#[allow(dead_code, reason = "not every test file needs it")]
pub fn read<T: DeserializeOwned>(json: &Json) -> Result<T, serde_path_to_error::Error<serde_json::Error>> {
    serde_path_to_error::deserialize(json)
}

/// A file of the folder `shared`, which lies beside the repository (or beside the folder of its worktrees).
/// A test that needs it is marked `#[ignore = "needs ../shared"]`: `cargo verify` runs it where the folder is, and
/// says that it was not run where it is not.
#[allow(dead_code, reason = "not every test file needs it")]
pub fn shared(path: &str) -> Json {
    serde_json::from_str(&shared_text(path)).unwrap()
}

/// The same as text.
#[allow(dead_code, reason = "not every test file needs it")]
pub fn shared_text(path: &str) -> String {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let found = ["../shared", "../../shared"].map(|folder| root.join(folder).join(path));
    let text = found.iter().find_map(|file| std::fs::read_to_string(file).ok());
    text.unwrap_or_else(|| panic!("../shared/{path} is not there"))
}
