//! Plain values, and how types are read from them and written to them.
//!
//! Everything that crosses the boundary as an object does it through a [`Value`]. The derives
//! `Deserialize` and `Serialize` look like serde's and mean the same, but they make tables of fields
//! for one function to walk instead of code for each type: through serde, reading alone was a third
//! of the whole module. Unknown fields are always refused, and a mismatch knows its path.

mod read;
mod write;

pub use planscore_derive::{Deserialize, Serialize};
pub use read::{Deserialize, Fill, Mismatch, Place};
pub use write::Serialize;

use std::borrow::Cow;

/// A plain value: what JSON can say.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Value {
    /// Not known.
    #[default]
    Null,
    /// Yes or no.
    Bool(bool),
    /// A finite number.
    Number(f64),
    /// A text.
    Text(Cow<'static, str>),
    /// Values in order.
    List(Vec<Value>),
    /// Fields in order.
    Object(Vec<(Cow<'static, str>, Value)>),
}

impl From<&'static str> for Value {
    fn from(text: &'static str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}
