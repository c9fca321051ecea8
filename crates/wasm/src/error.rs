//! Errors as JavaScript sees them.

use js_sys::{Object, Reflect};
use wasm_bindgen::JsValue;

use planscore_base::error::Error;
use planscore_base::locale::Locale;

/// What a function exported to JavaScript is refused with.
pub struct Refused(Error);

impl From<Error> for Refused {
    fn from(error: Error) -> Self {
        Self(error)
    }
}

impl From<Refused> for JsValue {
    /// An `Error` named `PlanscoreError` with `code`, `path`, `row` and `messages` in both languages.
    fn from(Refused(error): Refused) -> Self {
        let object = js_sys::Error::new(error.message(Locale::En));
        object.set_name("PlanscoreError");
        let messages = Object::new();
        for (locale, name) in [(Locale::ZhCn, "zh-CN"), (Locale::En, "en")] {
            set(&messages, name, &error.message(locale).into());
        }
        set(&object, "code", &error.code().into());
        set(&object, "path", &error.path().map_or(JsValue::NULL, Into::into));
        set(&object, "row", &error.row().map_or(JsValue::NULL, |row| (row as f64).into()));
        set(&object, "messages", &messages);
        object.into()
    }
}

fn set(object: &JsValue, key: &str, value: &JsValue) {
    // A plain object takes any property.
    let _ = Reflect::set(object, &key.into(), value);
}
