//! What serde's attributes say of the shape that crosses the boundary.

use std::collections::BTreeMap;

use anyhow::{Result, anyhow, bail};
use syn::meta::ParseNestedMeta;
use syn::{Attribute, LitStr, Token};

/// How names are written outside.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Case {
    /// As they stand in Rust.
    Kept,
    /// `camelCase`.
    Camel,
}

/// The attributes of a type, a variant or a field, by name.
#[derive(Debug, Clone, Default)]
pub struct Attributes(BTreeMap<String, String>);

/// The attributes whose meaning is known.
const KNOWN: [&str; 13] = [
    "rename",
    "rename_all",
    "rename_all_fields",
    "tag",
    "untagged",
    "default",
    "skip_serializing_if",
    "skip",
    "try_from",
    "from",
    "into",
    "borrow",
    "deny_unknown_fields",
];

impl Attributes {
    /// Reads the attributes; one that is not known here is an error, so that no shape is guessed.
    pub fn read(attributes: &[Attribute], place: &str) -> Result<Self> {
        let mut found = Self::default();
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
            attribute
                .parse_nested_meta(|meta| found.take(&meta))
                .map_err(|error| anyhow!("{place}: serde attribute: {error}"))?;
        }
        Ok(found)
    }

    fn take(&mut self, meta: &ParseNestedMeta<'_>) -> syn::Result<()> {
        let name = meta.path.get_ident().map(ToString::to_string).unwrap_or_default();
        let value =
            if meta.input.peek(Token![=]) { meta.value()?.parse::<LitStr>()?.value() } else { String::new() };
        let is_case = name.starts_with("rename_all");
        if !KNOWN.contains(&name.as_str()) || (is_case && value != "camelCase") {
            return Err(meta.error(format!("`{name}` has no meaning for the types yet")));
        }
        self.0.insert(name, value);
        Ok(())
    }

    /// Whether an attribute is there.
    pub fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// What an attribute says.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// How names are written: `rename_all` or `rename_all_fields`.
    pub fn case(&self, name: &str) -> Case {
        if self.has(name) { Case::Camel } else { Case::Kept }
    }

    /// Whether it is read by way of another type.
    pub fn is_converted(&self) -> bool {
        self.has("try_from") || self.has("from")
    }
}

impl Case {
    /// The name of a field.
    pub fn field(self, name: &str) -> String {
        match self {
            Self::Kept => name.to_owned(),
            Self::Camel => camel(name),
        }
    }

    /// The name of a variant.
    pub fn variant(self, name: &str) -> String {
        match self {
            Self::Kept => name.to_owned(),
            Self::Camel => name[..1].to_ascii_lowercase() + &name[1..],
        }
    }
}

/// `as_of` as `asOf`.
pub fn camel(name: &str) -> String {
    let mut words = name.split('_');
    let mut out = words.next().unwrap_or_default().to_owned();
    for word in words.filter(|word| !word.is_empty()) {
        out += &word[..1].to_ascii_uppercase();
        out += &word[1..];
    }
    out
}

/// What a list of derives says: whether the type is written to JavaScript and read from it.
pub fn derived(attributes: &[Attribute]) -> Result<(bool, bool)> {
    let (mut written, mut read) = (false, false);
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("derive")) {
        let taken = attribute.parse_nested_meta(|meta| {
            let last = meta.path.segments.last().map(|segment| segment.ident.to_string());
            match last.as_deref() {
                Some("Serialize") => written = true,
                Some("Deserialize") => read = true,
                _ => {}
            }
            Ok(())
        });
        if let Err(error) = taken {
            bail!("a derive cannot be read: {error}");
        }
    }
    Ok((written, read))
}
