//! Orders.

use js_sys::{Array, Float64Array, Int32Array, Reflect, Uint8Array, Uint32Array};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

use super::convert::to_js;
use super::error::Refused;
use planscore::table::{self, Interner, OrderColumns, highest};
use planscore_base::calendar::Day;
use planscore_base::error::{Error, Result};

/// A set of orders.
#[wasm_bindgen]
pub struct Orders(pub(super) table::Orders);

impl Orders {
    /// The data behind the handle.
    pub fn inner(&self) -> &table::Orders {
        &self.0
    }
}

#[wasm_bindgen]
impl Orders {
    /// Takes columns as they are.
    #[wasm_bindgen(js_name = fromColumns)]
    pub fn from_columns(
        #[wasm_bindgen(unchecked_param_type = "object")] columns: JsValue,
    ) -> std::result::Result<Self, Refused> {
        let columns = Columns(columns);
        let (customer, customers) = columns.codes("customer", Some("customers"))?;
        let (owner, owners) = columns.optional_codes("owner", "owners")?;
        let (product, products) = columns.optional_codes("product", "products")?;
        let (order_id, _) = columns.optional_codes("orderId", "orderIds")?;
        Ok(Self(table::Orders::from_columns(OrderColumns {
            customer,
            customers,
            day: columns.days("date")?,
            amount: columns.numbers("amount")?,
            order_id,
            cost: columns.optional_numbers("cost")?,
            owner,
            owners,
            product,
            products,
        })?))
    }

    /// How many orders there are.
    #[wasm_bindgen(getter)]
    pub fn length(&self) -> usize {
        self.0.len()
    }

    /// What was recognised.
    #[wasm_bindgen(getter, unchecked_return_type = "OrderColumnsNamed")]
    pub fn columns(&self) -> JsValue {
        to_js(self.0.columns())
    }

    /// What was decided for the reader of the file.
    #[wasm_bindgen(getter, unchecked_return_type = "Decision[]")]
    pub fn decisions(&self) -> JsValue {
        to_js(&self.0.decisions())
    }

    /// Rows of the file: read, used and left out.
    #[wasm_bindgen(getter, unchecked_return_type = "RowCounts")]
    pub fn rows(&self) -> JsValue {
        to_js(&self.0.rows())
    }

    /// The first issues.
    #[wasm_bindgen(getter, unchecked_return_type = "DataIssue[]")]
    pub fn issues(&self) -> JsValue {
        to_js(&self.0.issues().listed())
    }

    /// How many issues there are in all.
    #[wasm_bindgen(getter, js_name = issueCount)]
    pub fn issue_count(&self) -> usize {
        self.0.issues().count()
    }
}

/// Texts as JavaScript packs them: in UTF-8, each ended by a zero.
fn interned(texts: &[u8], interner: &mut Interner) -> Vec<u32> {
    let mut codes = Vec::with_capacity(texts.len() / 16);
    let mut from = 0;
    while let Some(length) = memchr::memchr(0, &texts[from..]) {
        // What JavaScript encodes is UTF-8.
        codes.push(interner.intern_bytes(&texts[from..from + length]).unwrap_or_default());
        from += length + 1;
    }
    codes
}

/// An object of columns: arrays of strings or numbers, or typed arrays.
pub struct Columns(pub JsValue);

impl Columns {
    fn get(&self, name: &str) -> JsValue {
        Reflect::get(&self.0, &name.into()).unwrap_or(JsValue::UNDEFINED)
    }

    /// Whether a column is there.
    pub fn has(&self, name: &str) -> bool {
        let column = self.get(name);
        !column.is_undefined() && !column.is_null()
    }

    fn wrong(name: &str, zh: &str, en: &str) -> Error {
        Error::invalid("columns/type", zh, en).at(name)
    }

    /// The column as an array of strings, if it is an array.
    pub fn texts(&self, name: &str) -> Result<Vec<String>> {
        let column = self.get(name);
        if !Array::is_array(&column) {
            return Err(Self::wrong(name, "需要字符串数组", "needs an array of strings"));
        }
        let array: &Array = column.unchecked_ref();
        (0..array.length())
            .map(|i| {
                array.get(i).as_string().ok_or_else(|| {
                    Error::invalid("columns/type", "需要字符串", "needs a string").at(format!("{name}[{i}]"))
                })
            })
            .collect()
    }

    /// Names as codes: strings interned, or codes into a list of names (`names`), or into themselves.
    pub fn codes(&self, name: &str, names: Option<&str>) -> Result<(Vec<u32>, Interner)> {
        let column = self.get(name);
        let mut interner = Interner::default();
        let Some(codes) = column.dyn_ref::<Uint32Array>() else {
            let codes = self.texts(name)?.iter().map(|text| interner.intern(text)).collect();
            return Ok((codes, interner));
        };
        let mut codes = codes.to_vec();
        if let Some(packed) = names.and_then(|names| self.get(names).dyn_into::<Uint8Array>().ok()) {
            let own = interned(&packed.to_vec(), &mut interner);
            // Names that differ in JavaScript alone (halves of characters) are one in UTF-8.
            if interner.len() < own.len() {
                for code in &mut codes {
                    *code = own.get(*code as usize).copied().unwrap_or(*code);
                }
            }
            return Ok((codes, interner));
        }
        match names.filter(|names| self.has(names)) {
            Some(names) => {
                for (i, text) in self.texts(names)?.iter().enumerate() {
                    if interner.intern(text) as usize != i {
                        return Err(Error::invalid(
                            "columns/repeated-name",
                            "名称重复",
                            "a name stands twice",
                        )
                        .at(format!("{names}[{i}]")));
                    }
                }
            }
            // Codes alone are their own names.
            None => {
                let count = if codes.is_empty() { 0 } else { u64::from(highest(&codes)) + 1 };
                if count > 2 * codes.len() as u64 + 1_000_000 {
                    return Err(Self::wrong(name, "代码过于稀疏", "the codes are too sparse"));
                }
                interner = Interner::numbers(count as u32);
            }
        }
        Ok((codes, interner))
    }

    /// The same for a column that may be missing.
    pub fn optional_codes(&self, name: &str, names: &str) -> Result<(Vec<u32>, Interner)> {
        if self.has(name) { self.codes(name, Some(names)) } else { Ok(<_>::default()) }
    }

    /// A column of numbers.
    pub fn numbers(&self, name: &str) -> Result<Vec<f64>> {
        let column = self.get(name);
        if let Some(numbers) = column.dyn_ref::<Float64Array>() {
            return Ok(numbers.to_vec());
        }
        if let Some(numbers) = column.dyn_ref::<Int32Array>() {
            return Ok(numbers.to_vec().into_iter().map(f64::from).collect());
        }
        if let Some(numbers) = column.dyn_ref::<Uint32Array>() {
            return Ok(numbers.to_vec().into_iter().map(f64::from).collect());
        }
        if !Array::is_array(&column) {
            return Err(Self::wrong(name, "需要数字数组", "needs an array of numbers"));
        }
        let array: &Array = column.unchecked_ref();
        (0..array.length())
            .map(|i| {
                array.get(i).as_f64().ok_or_else(|| {
                    Error::invalid("columns/type", "需要数字", "needs a number").at(format!("{name}[{i}]"))
                })
            })
            .collect()
    }

    /// The same for a column that may be missing.
    pub fn optional_numbers(&self, name: &str) -> Result<Vec<f64>> {
        if self.has(name) { self.numbers(name) } else { Ok(Vec::new()) }
    }

    /// Days: `YYYY-MM-DD`, or days since 1970-01-01.
    pub fn days(&self, name: &str) -> Result<Vec<i32>> {
        if let Some(days) = self.get(name).dyn_ref::<Int32Array>() {
            return Ok(days.to_vec());
        }
        let texts = self.texts(name)?;
        texts
            .iter()
            .enumerate()
            .map(|(i, text)| {
                Day::parse_iso(text).map(|day| day.0).ok_or_else(|| {
                    Error::invalid("columns/date", "日期请写成 2026-03-05", "write dates as 2026-03-05")
                        .at(format!("{name}[{i}]"))
                })
            })
            .collect()
    }

    /// The column itself, for what only one data set has.
    pub fn raw(&self, name: &str) -> JsValue {
        self.get(name)
    }
}
