//! From types to values.

use std::borrow::Cow;

use super::Value;

/// A type that is written as a plain value.
///
/// ```
/// use planscore::plain::{Serialize, Value};
/// use planscore::target::Target;
/// let target = Target::AtLeast { value: 0.98 };
/// let fields = vec![("form".into(), Value::from("atLeast")), ("value".into(), Value::Number(0.98))];
/// assert_eq!(target.serialize(), Value::Object(fields));
/// ```
pub trait Serialize {
    /// The value.
    fn serialize(&self) -> Value;
}

impl Value {
    /// An object of fields; those marked so are left out when they are null or an empty list.
    #[inline(never)]
    pub fn object(fields: &[(&'static str, &dyn Serialize, bool)]) -> Self {
        let mut written = Vec::with_capacity(fields.len());
        for &(name, field, skip_empty) in fields {
            let value = field.serialize();
            let empty = match &value {
                Self::Null => true,
                Self::List(items) => items.is_empty(),
                _ => false,
            };
            if !(skip_empty && empty) {
                written.push((Cow::Borrowed(name), value));
            }
        }
        Self::Object(written)
    }

    /// A list of values.
    #[inline(never)]
    fn list(length: usize, item: &dyn Fn(usize) -> Self) -> Self {
        Self::List((0..length).map(item).collect())
    }
}

impl Serialize for Value {
    fn serialize(&self) -> Value {
        self.clone()
    }
}

impl Serialize for bool {
    fn serialize(&self) -> Value {
        Value::Bool(*self)
    }
}

/// A number that is not finite is a defect; it goes out as null rather than as NaN.
impl Serialize for f64 {
    fn serialize(&self) -> Value {
        debug_assert!(self.is_finite(), "a number that is not finite");
        if self.is_finite() { Value::Number(*self) } else { Value::Null }
    }
}

macro_rules! whole_numbers {
    ($($number:ty)*) => {$(
        #[allow(clippy::cast_lossless, reason = "one body for all widths")]
        impl Serialize for $number {
            fn serialize(&self) -> Value {
                Value::Number(*self as f64)
            }
        }
    )*};
}
whole_numbers!(u8 u32 u64 usize i32 i64);

impl Serialize for str {
    fn serialize(&self) -> Value {
        Value::Text(Cow::Owned(self.to_owned()))
    }
}

impl<T: Serialize + ?Sized> Serialize for &T {
    fn serialize(&self) -> Value {
        (**self).serialize()
    }
}

impl Serialize for String {
    fn serialize(&self) -> Value {
        self.as_str().serialize()
    }
}

impl<T: Serialize> Serialize for Option<T> {
    fn serialize(&self) -> Value {
        self.as_ref().map_or(Value::Null, T::serialize)
    }
}

impl<T: Serialize> Serialize for Box<T> {
    fn serialize(&self) -> Value {
        (**self).serialize()
    }
}

impl<T: Serialize> Serialize for [T] {
    fn serialize(&self) -> Value {
        Value::list(self.len(), &|i| self[i].serialize())
    }
}

impl<T: Serialize> Serialize for Vec<T> {
    fn serialize(&self) -> Value {
        self.as_slice().serialize()
    }
}

impl<T: Serialize, const N: usize> Serialize for [T; N] {
    fn serialize(&self) -> Value {
        self.as_slice().serialize()
    }
}

impl<A: Serialize, B: Serialize> Serialize for (A, B) {
    fn serialize(&self) -> Value {
        Value::List(vec![self.0.serialize(), self.1.serialize()])
    }
}

impl<A: Serialize, B: Serialize, C: Serialize> Serialize for (A, B, C) {
    fn serialize(&self) -> Value {
        Value::List(vec![self.0.serialize(), self.1.serialize(), self.2.serialize()])
    }
}
