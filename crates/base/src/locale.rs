//! The languages planscore speaks, and texts that exist in each of them.
//!
//! A text stands beside the rule or result it explains, always in both languages ([`Text`],
//! [`Phrase`]); nothing is translated far away from what it describes.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Language of messages. Simplified Chinese is the default.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Locale {
    /// Simplified Chinese.
    #[default]
    #[serde(rename = "zh-CN")]
    ZhCn,
    /// English.
    #[serde(rename = "en")]
    En,
}

impl Locale {
    /// The one of two values that belongs to this language.
    ///
    /// ```
    /// use planscore_base::Locale;
    /// assert_eq!(Locale::En.pick("得分", "score"), "score");
    /// ```
    pub fn pick<T>(self, zh: T, en: T) -> T {
        match self {
            Self::ZhCn => zh,
            Self::En => en,
        }
    }
}

/// A fixed text in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Text {
    /// Simplified Chinese.
    pub zh: &'static str,
    /// English.
    pub en: &'static str,
}

/// Both languages, Chinese first: what carries one string, as serde's errors do, carries both.
impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}{}", self.zh, Phrase::BETWEEN, self.en)
    }
}

impl Text {
    /// The text in one language.
    pub fn get(self, locale: Locale) -> &'static str {
        locale.pick(self.zh, self.en)
    }

    /// The text in one language with values in the places `{0}` to `{9}`. One function for all
    /// composed messages: each `format!` is code of its own, twice where there are two languages.
    ///
    /// ```
    /// use planscore_base::{Locale, Text};
    /// let late = Text { zh: "{0}落后 {1} 天", en: "{1} days behind: {0}" };
    /// assert_eq!(late.fill(Locale::En, &["sales", "3"]), "3 days behind: sales");
    /// ```
    pub fn fill(self, locale: Locale, values: &[&str]) -> String {
        fill(self.get(locale), values)
    }
}

/// A text with values in the places `{0}` to `{9}`; other braces stay.
pub fn fill(template: &str, values: &[&str]) -> String {
    let mut filled = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let mut chars = after.chars();
        let value = chars.next().and_then(|c| c.to_digit(10)).and_then(|index| values.get(index as usize));
        if let Some(value) = value.filter(|_| chars.next() == Some('}')) {
            filled.push_str(value);
            rest = chars.as_str();
        } else {
            filled.push('{');
            rest = after;
        }
    }
    filled.push_str(rest);
    filled
}

/// A composed text in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// Simplified Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Phrase {
    /// What stands between the languages where a [`Text`] is shown as one string.
    pub const BETWEEN: &'static str = " / ";

    /// Both languages at once.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }

    /// The text in one language.
    pub fn get(&self, locale: Locale) -> &str {
        locale.pick(&self.zh, &self.en)
    }

    /// The text in one language, the other dropped.
    pub fn into_string(self, locale: Locale) -> String {
        locale.pick(self.zh, self.en)
    }
}

impl From<Text> for Phrase {
    fn from(text: Text) -> Self {
        Self::new(text.zh, text.en)
    }
}

/// Money in short, as people say it: 12.3万 and 1.20亿 in Chinese, 123,000 in English.
///
/// ```
/// use planscore_base::locale::{Locale, amount};
/// assert_eq!(amount(123_456.0, Locale::ZhCn), "12.3万");
/// assert_eq!(amount(-1_234_567.8, Locale::En), "-1,234,568");
/// assert_eq!(amount(120_000_000.0, Locale::ZhCn), "1.20亿");
/// ```
pub fn amount(value: f64, locale: Locale) -> String {
    let size = value.abs();
    match locale {
        Locale::ZhCn if size >= 1e8 => format!("{:.2}亿", value / 1e8),
        Locale::ZhCn if size >= 1e4 => format!("{:.1}万", value / 1e4),
        _ => grouped(value),
    }
}

/// A whole number with commas between thousands.
fn grouped(value: f64) -> String {
    let digits = format!("{:.0}", value.abs());
    let mut text = String::from(if value <= -0.5 { "-" } else { "" });
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
