//! A plain value between JavaScript and serde, and what is said of it if it does not fit a type.
//!
//! serde-wasm-bindgen looks up the fields that a type knows and passes over all others, lets NaN
//! through and calls getters unguarded. So an argument is first read into a [`Plain`] value, once and
//! guarded, and the type is read from that: unknown fields are refused, a mismatch knows its path, and
//! the reason is told in both languages ([`Mismatch`]).
//!
//! A struct is offered the values of its fields in its own order, as compact formats do: what serde derives
//! for that is less than half of what it derives for names in any order, and there are a hundred structs.

use std::fmt::{self, Display};

use serde::Deserializer;
use serde::de::value::BorrowedStrDeserializer;
use serde::de::{
    self, DeserializeSeed, EnumAccess, Expected, MapAccess, SeqAccess, Unexpected, VariantAccess, Visitor,
};

use planscore_base::locale::Phrase;

/// What JSON can say, with every number finite.
#[derive(Debug, Clone, PartialEq)]
pub enum Plain {
    /// Nothing.
    Null,
    /// Yes or no.
    Bool(bool),
    /// A finite number.
    Number(f64),
    /// A text.
    Text(String),
    /// Values in order.
    List(Vec<Plain>),
    /// Fields in order; a struct knows all of them.
    Object(Vec<(String, Plain)>),
    /// Fields of a result that comes back; a struct may read some of them.
    Returned(Vec<(String, Plain)>),
    /// What stands for a field that is not there: nothing but an option is read from it.
    Absent,
}

/// Whole numbers up to here are exact in JavaScript.
const LARGEST_WHOLE: f64 = 9_007_199_254_740_991.0;

macro_rules! each_as {
    ($kind:ident: $($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
            self.$kind(visitor)
        }
    )*};
}

/// A type is read from a borrowed value: nothing is left to drop where a field does not fit, in any of
/// the hundred types that are read.
impl<'de> Deserializer<'de> for &'de Plain {
    type Error = Mismatch;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        match self {
            Plain::List(_) => self.list(visitor),
            Plain::Object(_) | Plain::Returned(_) => self.object(visitor),
            _ => self.scalar(visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        match self {
            Plain::Null | Plain::Absent => visitor.visit_none(),
            some => visitor.visit_some(some),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        match self {
            Plain::Text(name) => visitor.visit_enum(Name(name)),
            other => Err(other.instead_of(&"a name")),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        let mut members = Members::new(self, names)?;
        match visitor.visit_seq(&mut members) {
            Ok(read) => Ok(read),
            Err(mismatch) => Err(members.because(mismatch)),
        }
    }

    each_as! { object: deserialize_map }
    each_as! { list: deserialize_seq }
    fn deserialize_tuple<V: Visitor<'de>>(self, _length: usize, visitor: V) -> Result<V::Value, Mismatch> {
        self.list(visitor)
    }

    each_as! { scalar: deserialize_bool deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_u8
    deserialize_u16 deserialize_u32 deserialize_u64 deserialize_f32 deserialize_f64 deserialize_char
    deserialize_str deserialize_string deserialize_identifier }

    serde::forward_to_deserialize_any! { bytes byte_buf unit unit_struct tuple_struct ignored_any }
}

/// The items of a list; an error in one knows its index.
struct Items<'de> {
    all: &'de [Plain],
    at: usize,
}

impl<'de> SeqAccess<'de> for Items<'de> {
    type Error = Mismatch;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Mismatch> {
        let Some(item) = self.all.get(self.at) else { return Ok(None) };
        self.at += 1;
        match seed.deserialize(item) {
            Ok(read) => Ok(Some(read)),
            Err(mismatch) => Err(mismatch.under_index(self.at - 1)),
        }
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.all.len() - self.at)
    }
}

/// The values of a struct's fields, in its own order; an error in one knows its name.
struct Members<'de> {
    given: &'de [(String, Plain)],
    names: &'static [&'static str],
    /// The field that is read next.
    at: usize,
    /// The value before was not there.
    absent: bool,
}

impl<'de> Members<'de> {
    /// # Errors
    /// What is no object, or has a field that the struct does not know.
    fn new(value: &'de Plain, names: &'static [&'static str]) -> Result<Self, Mismatch> {
        let given = match value {
            Plain::Object(given) => {
                if let Some((name, _)) = given.iter().find(|(name, _)| !names.contains(&name.as_str())) {
                    let unknown: Mismatch = de::Error::unknown_field(name, names);
                    return Err(unknown.under(name));
                }
                given
            }
            Plain::Returned(given) => given,
            other => return Err(other.instead_of(&"struct ")),
        };
        Ok(Self { given, names, at: 0, absent: false })
    }

    /// The next field's value.
    fn next(&mut self) -> &'de Plain {
        let name = self.names.get(self.at).copied().unwrap_or_default();
        self.at += 1;
        // Fields mostly come in the order in which the struct has them.
        let given = |at: usize| self.given.get(at).filter(|(given, _)| given == name);
        let found = given(self.at - 1).or_else(|| self.given.iter().find(|(given, _)| given == name));
        found.map_or(&Plain::Absent, |(_, value)| value)
    }

    /// What is wrong in the field that was just read; nothing if it is not there, which its default may mend.
    fn wrong(&mut self, mismatch: Mismatch) -> Option<Mismatch> {
        self.absent = mismatch.0.is_none();
        (!self.absent).then(|| mismatch.under(self.names[self.at - 1]))
    }

    /// Why the struct was refused: for want of a field that has no default, or as told.
    fn because(self, mismatch: Mismatch) -> Mismatch {
        if self.absent { de::Error::missing_field(self.names[self.at - 1]) } else { mismatch }
    }
}

impl<'de> SeqAccess<'de> for Members<'de> {
    type Error = Mismatch;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Mismatch> {
        match seed.deserialize(self.next()) {
            Ok(read) => Ok(Some(read)),
            Err(mismatch) => match self.wrong(mismatch) {
                Some(wrong) => Err(wrong),
                None => Ok(None),
            },
        }
    }
}

/// The fields of an object; an error in one knows its name.
struct Fields<'de> {
    all: &'de [(String, Plain)],
    at: usize,
}

impl<'de> MapAccess<'de> for Fields<'de> {
    type Error = Mismatch;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Mismatch> {
        let Some((name, _)) = self.all.get(self.at) else { return Ok(None) };
        self.at += 1;
        match seed.deserialize(BorrowedStrDeserializer::<Mismatch>::new(name)) {
            Ok(key) => Ok(Some(key)),
            Err(mismatch) => Err(mismatch.under(name)),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Mismatch> {
        let (name, value) = &self.all[self.at - 1];
        seed.deserialize(value).map_err(|mismatch| mismatch.under(name))
    }
}

/// Methods that read a value as one of a few kinds. A visitor that wants a struct is never offered a number:
/// what cannot be is not compiled.
impl Plain {
    fn object<'de, V: Visitor<'de>>(&'de self, visitor: V) -> Result<V::Value, Mismatch> {
        match self {
            Self::Object(fields) | Self::Returned(fields) => visitor.visit_map(Fields { all: fields, at: 0 }),
            other => Err(other.instead_of(&visitor)),
        }
    }

    fn list<'de, V: Visitor<'de>>(&'de self, visitor: V) -> Result<V::Value, Mismatch> {
        match self {
            Self::List(items) => {
                let mut left = Items { all: items, at: 0 };
                let read = visitor.visit_seq(&mut left)?;
                if left.at < items.len() {
                    return Err(de::Error::invalid_length(items.len(), &"fewer items"));
                }
                Ok(read)
            }
            other => Err(other.instead_of(&visitor)),
        }
    }

    fn scalar<'de, V: Visitor<'de>>(&'de self, visitor: V) -> Result<V::Value, Mismatch> {
        match self {
            Self::Null => visitor.visit_unit(),
            Self::Bool(flag) => visitor.visit_bool(*flag),
            Self::Number(number) if number.fract() == 0.0 && number.abs() <= LARGEST_WHOLE => {
                visitor.visit_i64(*number as i64)
            }
            Self::Number(number) => visitor.visit_f64(*number),
            Self::Text(text) => visitor.visit_borrowed_str(text),
            other => Err(other.instead_of(&visitor)),
        }
    }

    /// It is of another kind than is expected.
    fn instead_of(&self, expected: &dyn Expected) -> Mismatch {
        let found = match self {
            Self::Null => Unexpected::Unit,
            Self::Bool(flag) => Unexpected::Bool(*flag),
            Self::Number(number) => Unexpected::Float(*number),
            Self::Text(text) => Unexpected::Str(text),
            Self::List(_) => Unexpected::Seq,
            Self::Object(_) | Self::Returned(_) => Unexpected::Map,
            Self::Absent => return Mismatch(None),
        };
        de::Error::invalid_type(found, expected)
    }
}

/// A variant without content, by its name.
struct Name<'de>(&'de str);

impl<'de> EnumAccess<'de> for Name<'de> {
    type Error = Mismatch;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Mismatch> {
        Ok((seed.deserialize(BorrowedStrDeserializer::<Mismatch>::new(self.0))?, self))
    }
}

impl<'de> VariantAccess<'de> for Name<'de> {
    type Error = Mismatch;

    fn unit_variant(self) -> Result<(), Mismatch> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, _: T) -> Result<T::Value, Mismatch> {
        Err(de::Error::invalid_type(Unexpected::UnitVariant, &"a variant with content"))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Mismatch> {
        Err(de::Error::invalid_type(Unexpected::UnitVariant, &visitor))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        Err(de::Error::invalid_type(Unexpected::UnitVariant, &visitor))
    }
}

/// Why a value does not fit a type, in both languages, and where: `items[3].weight`.
/// Nothing where there was no value at all.
#[derive(Debug)]
pub struct Mismatch(Option<Box<Misfit>>);

/// What is wrong, and where; boxed, as it travels through the `Result` of every field.
#[derive(Debug)]
pub struct Misfit {
    /// What is wrong.
    pub reason: Phrase,
    /// Where; empty for the value itself. It grows from the inside out.
    pub path: String,
}

impl Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_ref().map_or("", |misfit| &misfit.reason.en))
    }
}

impl std::error::Error for Mismatch {}

impl Mismatch {
    fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self(Some(Box::new(Misfit { reason: Phrase::new(zh, en), path: String::new() })))
    }

    /// What is wrong, and where.
    pub fn misfit(self) -> Misfit {
        self.0.map_or_else(|| Misfit { reason: Phrase::new("", ""), path: String::new() }, |misfit| *misfit)
    }

    /// The mismatch lies under a name or an index.
    fn under(mut self, key: &str) -> Self {
        if let Some(misfit) = &mut self.0 {
            let path = &mut misfit.path;
            let dot = if path.is_empty() || path.starts_with('[') { "" } else { "." };
            *path = [key, dot, path].concat();
        }
        self
    }

    fn under_index(self, index: usize) -> Self {
        self.under(&format!("[{index}]"))
    }
}

impl de::Error for Mismatch {
    /// A type's own reason; [`Phrase`] shows both languages, Chinese first.
    fn custom<T: Display>(reason: T) -> Self {
        let reason = reason.to_string();
        match reason.split_once(Phrase::BETWEEN) {
            Some((zh, en)) => Self::new(zh, en),
            None => Self::new("值不符合要求", reason),
        }
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        let expected = expected.to_string();
        let ((found_zh, found_en), (wanted_zh, wanted_en)) = (kind(&found), wanted(&expected));
        Self::new(
            format!("需要{wanted_zh}，得到的是{found_zh}"),
            format!("found {found_en}, expected {wanted_en}"),
        )
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::invalid_type(found, expected)
    }

    fn invalid_length(length: usize, expected: &dyn Expected) -> Self {
        let expected = expected.to_string();
        let (zh, en) = wanted(&expected);
        Self::new(format!("需要{zh}，得到 {length} 项"), format!("found {length} items, expected {en}"))
    }

    fn unknown_variant(name: &str, expected: &'static [&'static str]) -> Self {
        let names = expected.join(", ");
        Self::new(
            format!("没有“{name}”这个名称，可用的有：{names}"),
            format!("unknown name \"{name}\", expected one of {names}"),
        )
    }

    fn unknown_field(name: &str, expected: &'static [&'static str]) -> Self {
        let names = expected.join(", ");
        Self::new(
            format!("没有“{name}”这个字段，可用的有：{names}"),
            format!("unknown field \"{name}\", expected one of {names}"),
        )
    }

    fn missing_field(name: &'static str) -> Self {
        Self::new(format!("缺少“{name}”"), format!("\"{name}\" is missing")).under(name)
    }
}

/// What was found, in both languages.
fn kind(found: &Unexpected<'_>) -> (String, String) {
    let (zh, en) = match found {
        Unexpected::Bool(_) => ("真假值", "a boolean"),
        Unexpected::Unsigned(number) => return (format!("数字 {number}"), format!("the number {number}")),
        Unexpected::Signed(number) => return (format!("数字 {number}"), format!("the number {number}")),
        Unexpected::Float(number) => return (format!("数字 {number}"), format!("the number {number}")),
        Unexpected::Str(text) => {
            let short: String = text.chars().take(40).collect();
            return (format!("文字“{short}”"), format!("the text \"{short}\""));
        }
        Unexpected::Unit | Unexpected::Option => ("空值", "null"),
        Unexpected::Seq => ("数组", "an array"),
        Unexpected::Map => ("对象", "an object"),
        _ => ("别的值", "another value"),
    };
    (zh.to_owned(), en.to_owned())
}

/// What was wanted, in both languages: serde and the types' own visitors name it in English.
fn wanted(expected: &str) -> (&str, &str) {
    const WANTED: [(&str, &str, &str); 14] = [
        ("f64", "数字", "a number"),
        ("u8", "不太大的非负整数", "a small whole number, not negative"),
        ("u32", "非负整数", "a whole number, not negative"),
        ("u64", "非负整数", "a whole number, not negative"),
        ("usize", "非负整数", "a whole number, not negative"),
        ("i32", "整数", "a whole number"),
        ("i64", "整数", "a whole number"),
        ("a boolean", "真假值", "a boolean"),
        ("a string", "文字", "a string"),
        ("a sequence", "数组", "an array"),
        ("a name", "名称", "a name"),
        ("a date \"YYYY-MM-DD\"", "形如 YYYY-MM-DD 的日期", "a date \"YYYY-MM-DD\""),
        ("a target or a number", "目标（对象）或数字", "a target or a number"),
        ("a tuple of size 2", "两项的数组", "an array of two items"),
    ];
    if let Some((_, zh, en)) = WANTED.iter().find(|(name, ..)| *name == expected) {
        return (zh, en);
    }
    if expected.starts_with("struct ") || expected.starts_with("internally tagged enum") {
        return ("对象", "an object");
    }
    ("符合说明的值", expected)
}

#[cfg(test)]
mod tests {
    use super::{Misfit, Plain};
    use planscore::kpi::{Actual, Band, Scorecard, Scoring};
    use planscore::rfm::RfmOptions;
    use planscore_base::target::Target;
    use serde::Deserialize;
    use serde::de::DeserializeOwned;

    fn object(fields: &[(&str, Plain)]) -> Plain {
        Plain::Object(fields.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect())
    }

    fn text(text: &str) -> Plain {
        Plain::Text(text.to_owned())
    }

    fn refused<T: DeserializeOwned + std::fmt::Debug>(value: Plain) -> (String, String, String) {
        let Misfit { path, reason } = T::deserialize(&value).unwrap_err().misfit();
        (path, reason.zh, reason.en)
    }

    #[test]
    fn an_unknown_field_is_refused_with_its_path() {
        let kpi = object(&[("id", text("a")), ("weight", Plain::Number(1.0)), ("wieght", Plain::Null)]);
        let card = object(&[("items", Plain::List(vec![kpi]))]);
        let (path, zh, en) = refused::<Scorecard>(card);
        assert_eq!(path, "items[0].wieght");
        assert!(
            zh.starts_with("没有“wieght”这个字段") && en.starts_with("unknown field \"wieght\""),
            "{zh} {en}"
        );
    }

    #[test]
    fn reasons_are_chinese_to_the_end() {
        let (path, zh, _) = refused::<RfmOptions>(object(&[("asOf", text("2026-02-30"))]));
        assert_eq!(
            (path.as_str(), zh.as_str()),
            ("asOf", "需要形如 YYYY-MM-DD 的日期，得到的是文字“2026-02-30”")
        );
        let (_, zh, _) = refused::<Vec<f64>>(Plain::List(vec![text("a")]));
        assert_eq!(zh, "需要数字，得到的是文字“a”");
        let (_, zh, _) = refused::<Actual>(object(&[("id", text("a"))]));
        assert!(zh.starts_with("实际值需要") && !zh.contains("actual"), "{zh}");
    }

    #[test]
    fn what_is_not_there_is_missing_or_its_default() {
        let kpi = object(&[("id", text("a")), ("weight", Plain::Number(1.0))]);
        let card = Scorecard::deserialize(&object(&[("items", Plain::List(vec![kpi]))])).unwrap();
        assert_eq!((card.hard_cap, card.bonus.len(), card.items[0].weight()), (120.0, 0, 1.0));
        let (path, zh, en) = refused::<Scorecard>(object(&[]));
        assert_eq!(
            (path.as_str(), zh.as_str(), en.as_str()),
            ("items", "缺少“items”", "\"items\" is missing")
        );
        // The order of fields in an object means nothing.
        let kpi = object(&[("weight", Plain::Number(1.0)), ("id", text("a"))]);
        assert!(Scorecard::deserialize(&object(&[("items", Plain::List(vec![kpi]))])).is_ok());
    }

    #[test]
    fn a_form_has_its_own_fields() {
        let target = |fields: &[(&str, Plain)]| refused::<Target>(object(fields));
        let (path, _, en) = target(&[("form", text("growth"))]);
        assert_eq!((path.as_str(), en.as_str()), ("rate", "\"rate\" is missing"));
        let (_, _, en) =
            target(&[("form", text("absolute")), ("value", Plain::Null), ("rate", Plain::Number(0.2))]);
        assert_eq!(en, "unknown field \"rate\", expected one of value");
        let (path, _, en) = target(&[("form", text("guess"))]);
        assert!(path == "form" && en.starts_with("unknown name \"guess\""), "{path} {en}");
        let curve = object(&[("curve", text("binary")), ("pass", Plain::Number(1.0))]);
        assert_eq!(refused::<Scoring>(curve).2, "unknown field \"pass\", expected one of ");
    }

    #[test]
    fn of_a_result_that_comes_back_some_fields_are_read() {
        let fields = [("from", Plain::Number(0.0)), ("score", Plain::Number(60.0)), ("more", Plain::Null)];
        assert_eq!(refused::<Band>(object(&fields)).0, "more");
        let Plain::Object(fields) = object(&fields) else { unreachable!() };
        assert_eq!(Band::deserialize(&Plain::Returned(fields)).unwrap().score, 60.0);
    }

    #[test]
    fn a_flag_is_no_number() {
        assert!(bool::deserialize(&Plain::Bool(true)).unwrap());
        assert_eq!(refused::<f64>(Plain::Bool(true)).1, "需要数字，得到的是真假值");
    }

    #[test]
    fn whole_numbers_fit_both_kinds() {
        assert_eq!(f64::deserialize(&Plain::Number(3.0)).unwrap(), 3.0);
        assert_eq!(u32::deserialize(&Plain::Number(3.0)).unwrap(), 3);
        assert!(u32::deserialize(&Plain::Number(3.5)).is_err());
        assert!(u32::deserialize(&Plain::Number(-1.0)).is_err());
        assert!(u32::deserialize(&Plain::Number(1e300)).is_err());
    }
}
