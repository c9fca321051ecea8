//! Files while they are read, what they are, and files to fill in.

use js_sys::Uint8Array;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::convert::{LocaleOptions, options, to_js};
use super::deals::Deals;
use super::error::Refused;
use super::orders::Orders;
use planscore::table::{ActualsReader, DealsReader, OrdersReader, Template, recognize};
use planscore_base::error::Error;

/// A file while it is read, in UTF-8, cut anywhere.
#[wasm_bindgen]
pub struct FileReader(Kind);

enum Kind {
    Orders(OrdersReader),
    Deals(DealsReader),
    Actuals(ActualsReader),
}

#[wasm_bindgen]
impl FileReader {
    /// A reader of orders without any bytes yet, of about `bytes` that will come.
    pub fn orders(
        #[wasm_bindgen(unchecked_param_type = "OrderOptions")] given: JsValue,
        bytes: Option<f64>,
    ) -> Result<Self, Refused> {
        let mut reader = OrdersReader::new(options(&given)?)?;
        if let Some(bytes) = bytes {
            reader.expect(bytes as usize);
        }
        Ok(Self(Kind::Orders(reader)))
    }

    /// A reader of deals without any bytes yet.
    pub fn deals(
        #[wasm_bindgen(unchecked_param_type = "DealOptions")] given: JsValue,
    ) -> Result<Self, Refused> {
        Ok(Self(Kind::Deals(DealsReader::new(options(&given)?)?)))
    }

    /// A reader of actuals without any bytes yet.
    pub fn actuals(
        #[wasm_bindgen(unchecked_param_type = "ActualOptions")] given: JsValue,
    ) -> Result<Self, Refused> {
        Ok(Self(Kind::Actuals(ActualsReader::new(options(&given)?)?)))
    }

    /// Takes the next bytes.
    pub fn push(&mut self, chunk: &Uint8Array) -> Result<(), Refused> {
        let length = chunk.length() as usize;
        let write = |room: &mut [u8]| chunk.copy_to(room);
        match &mut self.0 {
            Kind::Orders(reader) => reader.push_with(length, write),
            Kind::Deals(reader) => reader.push_with(length, write),
            Kind::Actuals(reader) => reader.push_with(length, write),
        }?;
        Ok(())
    }

    /// Says from which encoding the bytes have been decoded.
    pub fn decoded(&mut self, encoding: &str) {
        match &mut self.0 {
            Kind::Orders(reader) => reader.decoded(encoding),
            Kind::Deals(reader) => reader.decoded(encoding),
            Kind::Actuals(reader) => reader.decoded(encoding),
        }
    }

    /// Ends a file of orders.
    #[wasm_bindgen(js_name = finishOrders)]
    pub fn finish_orders(self) -> Result<Orders, Refused> {
        let Kind::Orders(reader) = self.0 else { return Err(other_kind().into()) };
        Ok(Orders(reader.finish()?))
    }

    /// Ends a file of deals.
    #[wasm_bindgen(js_name = finishDeals)]
    pub fn finish_deals(self) -> Result<Deals, Refused> {
        let Kind::Deals(reader) = self.0 else { return Err(other_kind().into()) };
        Ok(Deals(reader.finish()?))
    }

    /// Ends a file of actuals.
    #[wasm_bindgen(js_name = finishActuals, unchecked_return_type = "ActualsFile")]
    pub fn finish_actuals(self) -> Result<JsValue, Refused> {
        let Kind::Actuals(reader) = self.0 else { return Err(other_kind().into()) };
        Ok(to_js(&reader.finish()?))
    }
}

/// The reader reads files of another kind.
fn other_kind() -> Error {
    Error::invalid("handle/type", "读取的是另一种文件", "the reader reads files of another kind")
}

/// What a file is by its beginning, in UTF-8.
#[wasm_bindgen(js_name = recognize, unchecked_return_type = "Recognized")]
pub fn recognize_file(head: &[u8]) -> JsValue {
    to_js(&recognize(head))
}

/// A file to fill in, as text.
#[wasm_bindgen]
pub fn template(
    kind: &str,
    #[wasm_bindgen(unchecked_param_type = "LocaleOptions")] given: JsValue,
) -> Result<String, Refused> {
    let LocaleOptions { locale } = options(&given)?;
    let template = Template::named(kind).ok_or_else(|| {
        Error::invalid(
            "template/unknown",
            "没有这种模板；有 orders、deals、actuals、plan",
            "there is no such template; there are orders, deals, actuals and plan",
        )
        .at("kind")
    })?;
    Ok(template.file(locale))
}
