//! Values of several forms, read by way of the fields of all of them: which fields a form has, and which it needs.

use serde::de::Error;

/// The fields of a form.
pub struct Form(pub &'static [&'static str]);

/// A field that a form lacks, or has no place for.
pub enum Odd {
    /// It needs this field.
    Missing(&'static str),
    /// It has no such field, but these.
    Unknown(&'static str, &'static [&'static str]),
}

impl Form {
    /// Of the fields of all forms none may be given but its own.
    ///
    /// # Errors
    /// The first that is not its own.
    pub fn only(&self, given: &[(&'static str, bool)]) -> Result<(), Odd> {
        let other = given.iter().find(|(name, given)| *given && !self.0.contains(name));
        other.map_or(Ok(()), |(name, _)| Err(Odd::Unknown(name, self.0)))
    }

    /// A field that must be given.
    ///
    /// # Errors
    /// If it is not.
    pub fn needs<T>(&self, name: &'static str, value: Option<T>) -> Result<T, Odd> {
        value.ok_or(Odd::Missing(name))
    }
}

impl Odd {
    /// As what is being read says it.
    pub fn told<E: Error>(self) -> E {
        match self {
            Self::Missing(name) => E::missing_field(name),
            Self::Unknown(name, fields) => E::unknown_field(name, fields),
        }
    }
}
