//! Files while they are read, what they are, and files to fill in.

use js_sys::{Array, Float64Array, Uint8Array, Uint32Array};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::convert::{LocaleOptions, options, to_js};
use super::deals::Deals;
use super::error::Refused;
use super::orders::Orders;
use planscore::table::{
    ActualsReader, DealsReader, OrderScout, OrderSlice, OrdersReader, Template, recognize,
};
use planscore_base::error::Error;

/// A file while it is read, in UTF-8, cut anywhere.
#[wasm_bindgen]
pub struct FileReader(Kind);

enum Kind {
    Orders(OrdersReader),
    Deals(DealsReader),
    Actuals(ActualsReader),
    /// Reads slices of a file for the reader of the whole.
    Scout(OrderScout),
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
            Kind::Scout(_) => Err(other_kind()),
        }?;
        Ok(())
    }

    /// Says from which encoding the bytes have been decoded.
    pub fn decoded(&mut self, encoding: &str) {
        match &mut self.0 {
            Kind::Orders(reader) => reader.decoded(encoding),
            Kind::Deals(reader) => reader.decoded(encoding),
            Kind::Actuals(reader) => reader.decoded(encoding),
            Kind::Scout(_) => {}
        }
    }

    /// Whether the columns are decided.
    #[wasm_bindgen(getter, js_name = isStarted)]
    pub fn is_started(&self) -> bool {
        match &self.0 {
            Kind::Orders(reader) => reader.is_started(),
            Kind::Deals(reader) => reader.is_started(),
            Kind::Actuals(reader) => reader.is_started(),
            Kind::Scout(_) => true,
        }
    }

    /// Lets go of the beginning of a file of orders, in order to read slices of it for another reader; none where
    /// slices are of no use to it.
    pub fn scout(self) -> Option<Self> {
        let Kind::Orders(reader) = self.0 else { return None };
        reader.scout().map(|scout| Self(Kind::Scout(scout)))
    }

    /// Reads a slice that begins behind a line break, in UTF-8: how long its lead is, where what is left of it begins,
    /// and the arrays that [`FileReader::take`] takes.
    #[wasm_bindgen(unchecked_return_type = "[number, number, Uint32Array, Float64Array, Uint8Array]")]
    pub fn slice(&mut self, bytes: &[u8]) -> Result<Array, Refused> {
        let Kind::Scout(scout) = &mut self.0 else { return Err(other_kind().into()) };
        let slice = scout.read(bytes);
        Ok(Array::of5(
            &slice.lead().into(),
            &slice.end().into(),
            &Uint32Array::from(&slice.numbers[..]),
            &Float64Array::from(&slice.amounts[..]),
            &Uint8Array::from(&slice.text[..]),
        ))
    }

    /// Takes what a scout made of a slice whose lead has been pushed; false, with nothing taken, where the other bytes
    /// have to be pushed instead.
    pub fn take(&mut self, numbers: Vec<u32>, amounts: Vec<f64>, text: Vec<u8>) -> bool {
        let slice = OrderSlice { numbers, amounts, text };
        match &mut self.0 {
            Kind::Orders(reader) => reader.take(&slice),
            Kind::Deals(_) | Kind::Actuals(_) | Kind::Scout(_) => false,
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
