//! From values to types.

use std::fmt;

use super::Value;

/// Whole numbers up to here are exact.
const LARGEST_WHOLE: i64 = 9_007_199_254_740_991;

/// Why a value does not fit, and where; the path grows from the inside out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mismatch(Box<(String, String)>);

impl Mismatch {
    /// A mismatch of the value at hand.
    #[inline(never)]
    pub fn new(reason: impl Into<String>) -> Self {
        Self(Box::new((reason.into(), String::new())))
    }

    #[inline(never)]
    fn found(value: &Value, expected: &str) -> Self {
        let found = match value {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::Text(_) => "a string",
            Value::List(_) => "an array",
            Value::Object(_) => "an object",
        };
        Self::new(["found ", found, ", expected ", expected].concat())
    }

    /// The place of the mismatch lies under a field or an index.
    #[must_use]
    #[inline(never)]
    pub fn under(mut self, key: &str) -> Self {
        let path = &mut self.0.1;
        let dot = if path.is_empty() || path.starts_with('[') { "" } else { "." };
        *path = [key, dot, path].concat();
        self
    }

    #[inline(never)]
    fn at_index(self, index: usize) -> Self {
        self.under(&format!("[{index}]"))
    }

    /// What is wrong.
    pub fn reason(&self) -> &str {
        &self.0.0
    }

    /// Where: `items[3].weight`; empty for the value itself.
    pub fn path(&self) -> &str {
        &self.0.1
    }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path(), self.reason())
    }
}

impl std::error::Error for Mismatch {}

/// A type that is read from a plain value.
///
/// ```
/// use planscore::plain::{Deserialize, Value};
/// use planscore::calendar::Period;
/// let field = |name: &'static str, text| (name.into(), Value::from(text));
/// let error = Period::deserialize(Value::Object(vec![field("start", "2026-02-30")])).unwrap_err();
/// assert_eq!((error.path(), error.reason()), ("start", "expected a date \"YYYY-MM-DD\""));
/// ```
pub trait Deserialize: Sized {
    /// Reads a value.
    ///
    /// # Errors
    /// What does not fit, and where.
    fn deserialize(value: Value) -> Result<Self, Mismatch>;

    /// What stands in for a field that is left out; `None` where it must be there.
    fn missing() -> Option<Self> {
        None
    }
}

/// A place that a field's value goes to.
pub trait Fill {
    /// Takes the value.
    ///
    /// # Errors
    /// What does not fit, and where.
    fn fill(&mut self, value: Value) -> Result<(), Mismatch>;
}

impl<T: Deserialize> Fill for T {
    fn fill(&mut self, value: Value) -> Result<(), Mismatch> {
        *self = T::deserialize(value)?;
        Ok(())
    }
}

/// The place of a field that may be left out, or must not be.
pub struct Place<T>(Option<T>);

impl<T: Deserialize> Place<T> {
    /// A place without a value yet.
    pub fn empty() -> Self {
        Self(None)
    }

    /// The value.
    ///
    /// # Errors
    /// If it was left out.
    pub fn required(self, name: &str) -> Result<T, Mismatch> {
        self.0.or_else(T::missing).ok_or_else(|| Mismatch::new("is missing").under(name))
    }

    /// The value, or another if it was left out.
    pub fn or(self, default: impl FnOnce() -> T) -> T {
        self.0.unwrap_or_else(default)
    }

    /// The value, or the type's default if it was left out.
    pub fn or_default(self) -> T
    where
        T: Default,
    {
        self.0.unwrap_or_default()
    }
}

impl<T: Deserialize> Fill for Place<T> {
    fn fill(&mut self, value: Value) -> Result<(), Mismatch> {
        self.0 = Some(T::deserialize(value)?);
        Ok(())
    }
}

impl Value {
    /// Puts each field of an object into its place.
    ///
    /// # Errors
    /// What is no object, unknown fields, and what does not fit.
    #[inline(never)]
    pub fn fields(self, places: &mut [(&str, &mut dyn Fill)]) -> Result<(), Mismatch> {
        let Self::Object(fields) = self else { return Err(Mismatch::found(&self, "an object")) };
        for (name, value) in fields {
            let Some((_, place)) = places.iter_mut().find(|(known, _)| *known == name) else {
                let known: Vec<&str> = places.iter().map(|(name, _)| *name).collect();
                return Err(
                    Mismatch::new(["unknown field, expected ", &known.join(", ")].concat()).under(&name)
                );
            };
            place.fill(value).map_err(|mismatch| mismatch.under(&name))?;
        }
        Ok(())
    }

    /// Which of some names a text is.
    ///
    /// # Errors
    /// What is no text, and other names.
    #[inline(never)]
    pub fn choose(self, names: &[&str]) -> Result<usize, Mismatch> {
        let Self::Text(text) = &self else {
            return Err(Mismatch::found(&self, &["one of ", &names.join(", ")].concat()));
        };
        names.iter().position(|name| name == text).ok_or_else(|| {
            Mismatch::new(["unknown name \"", text, "\", expected one of ", &names.join(", ")].concat())
        })
    }

    /// The items of a list.
    ///
    /// # Errors
    /// What is no list.
    pub fn items(self) -> Result<Vec<Self>, Mismatch> {
        match self {
            Self::List(items) => Ok(items),
            other => Err(Mismatch::found(&other, "an array")),
        }
    }

    /// A whole number in a range.
    #[inline(never)]
    fn whole(&self, low: i64, high: u64) -> Result<i64, Mismatch> {
        let (low, high) = (low.max(-LARGEST_WHOLE), high.min(LARGEST_WHOLE as u64) as i64);
        match *self {
            Self::Number(number) if number.fract() == 0.0 && (low..=high).contains(&(number as i64)) => {
                Ok(number as i64)
            }
            Self::Number(_) => Err(Mismatch::new(format!("expected a whole number from {low} to {high}"))),
            _ => Err(Mismatch::found(self, "a number")),
        }
    }
}

impl Deserialize for Value {
    fn deserialize(value: Value) -> Result<Self, Mismatch> {
        Ok(value)
    }
}

impl Deserialize for bool {
    fn deserialize(value: Value) -> Result<Self, Mismatch> {
        match value {
            Value::Bool(flag) => Ok(flag),
            other => Err(Mismatch::found(&other, "a boolean")),
        }
    }
}

impl Deserialize for f64 {
    fn deserialize(value: Value) -> Result<Self, Mismatch> {
        match value {
            Value::Number(number) => Ok(number),
            other => Err(Mismatch::found(&other, "a number")),
        }
    }
}

macro_rules! whole_numbers {
    ($($number:ty)*) => {$(
        #[allow(clippy::cast_lossless, reason = "one body for all widths")]
        impl Deserialize for $number {
            fn deserialize(value: Value) -> Result<Self, Mismatch> {
                value.whole(<$number>::MIN as i64, <$number>::MAX as u64).map(|whole| whole as $number)
            }
        }
    )*};
}
whole_numbers!(u8 u32 u64 usize i32 i64);

impl Deserialize for String {
    fn deserialize(value: Value) -> Result<Self, Mismatch> {
        match value {
            Value::Text(text) => Ok(text.into_owned()),
            other => Err(Mismatch::found(&other, "a string")),
        }
    }
}

impl<T: Deserialize> Deserialize for Option<T> {
    fn deserialize(value: Value) -> Result<Self, Mismatch> {
        if value == Value::Null { Ok(None) } else { T::deserialize(value).map(Some) }
    }

    fn missing() -> Option<Self> {
        Some(None)
    }
}

impl<T: Deserialize> Deserialize for Vec<T> {
    fn deserialize(value: Value) -> Result<Self, Mismatch> {
        let mut read = Self::new();
        for (index, item) in value.items()?.into_iter().enumerate() {
            read.push(T::deserialize(item).map_err(|mismatch| mismatch.at_index(index))?);
        }
        Ok(read)
    }
}

impl<T: Deserialize + Copy> Deserialize for (T, T) {
    fn deserialize(value: Value) -> Result<Self, Mismatch> {
        match Vec::deserialize(value)?[..] {
            [first, second] => Ok((first, second)),
            _ => Err(Mismatch::new("expected two items")),
        }
    }
}
