//! Deals.

use js_sys::{Array, Float64Array, Uint8Array, Uint32Array};
use serde::Deserialize;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

use super::convert::{from_js, options, to_js};
use super::error::Refused;
use super::orders::Columns;
use planscore::table::{self, DealEvents, Interner, lost_name, parse_time};
use planscore_base::error::{Error, Result};

/// A set of deals.
#[wasm_bindgen]
pub struct Deals(table::Deals);

impl Deals {
    /// The data behind the handle.
    pub fn inner(&self) -> &table::Deals {
        &self.0
    }
}

/// A file of deals while it is read.
#[wasm_bindgen]
pub struct DealsReader(table::DealsReader);

#[wasm_bindgen]
impl DealsReader {
    /// A reader without any bytes yet.
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_param_type = "DealOptions")] given: JsValue,
    ) -> std::result::Result<Self, Refused> {
        Ok(Self(table::DealsReader::new(options(&given)?)?))
    }

    /// Takes the next bytes, in UTF-8, cut anywhere.
    pub fn push(&mut self, chunk: &Uint8Array) -> std::result::Result<(), Refused> {
        Ok(self.0.push_with(chunk.length() as usize, |room| chunk.copy_to(room))?)
    }

    /// Ends the file.
    pub fn finish(self) -> std::result::Result<Deals, Refused> {
        Ok(Deals(self.0.finish()?))
    }
}

/// What the events of deals mean.
#[derive(Deserialize)]
#[serde(rename = "DealEventOptions", deny_unknown_fields)]
struct EventOptions {
    /// The stages in order, the last one won.
    stages: Vec<String>,
    /// The names of events that close a deal as lost. Default: what says so in Chinese or English.
    #[serde(default)]
    lost: Option<Vec<String>>,
}

#[wasm_bindgen]
impl Deals {
    /// Takes events as columns.
    #[wasm_bindgen(js_name = fromEvents)]
    pub fn from_events(
        #[wasm_bindgen(unchecked_param_type = "object")] columns: JsValue,
        #[wasm_bindgen(unchecked_param_type = "DealEventOptions")] given: JsValue,
    ) -> std::result::Result<Self, Refused> {
        let columns = Columns(columns);
        let options: EventOptions = from_js(&given, "options")?;
        // Codes are their own names.
        let (deal, deals) = match columns.raw("deal").dyn_ref::<Uint32Array>() {
            Some(codes) => (codes.to_vec(), Interner::default()),
            None => columns.codes("deal", None)?,
        };
        let events = DealEvents {
            deal,
            deals,
            stage: stage_codes(&columns, &options)?,
            time: times(&columns)?,
            value: columns.optional_numbers("value")?,
            owner: if columns.has("owner") { columns.texts("owner")? } else { Vec::new() },
            channel: if columns.has("channel") { columns.texts("channel")? } else { Vec::new() },
        };
        Ok(Self(table::Deals::from_events(events, options.stages)?))
    }

    /// How many deals there are.
    #[wasm_bindgen(getter)]
    pub fn length(&self) -> usize {
        self.0.len()
    }

    /// What was recognised.
    #[wasm_bindgen(getter, unchecked_return_type = "DealColumnsNamed")]
    pub fn columns(&self) -> JsValue {
        to_js(self.0.columns())
    }

    /// The stages in order.
    #[wasm_bindgen(getter, unchecked_return_type = "string[]")]
    pub fn stages(&self) -> JsValue {
        to_js(&self.0.stages())
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

/// Stages as codes: names of `stages`, or codes with 255 for a loss.
fn stage_codes(columns: &Columns, options: &EventOptions) -> Result<Vec<u8>> {
    if let Some(codes) = columns.raw("stage").dyn_ref::<Uint8Array>() {
        return Ok(codes.to_vec());
    }
    let lost = |name: &str| match &options.lost {
        Some(names) => names.iter().any(|lost| lost == name),
        None => lost_name(name),
    };
    let texts = columns.texts("stage")?;
    texts
        .iter()
        .enumerate()
        .map(|(i, name)| match options.stages.iter().position(|stage| stage == name) {
            Some(place) if place < usize::from(table::Deals::LOST) => Ok(place as u8),
            _ if lost(name) => Ok(table::Deals::LOST),
            _ => Err(Error::invalid(
                "deals/unknown-stage",
                format!("阶段列表里没有“{name}”"),
                format!("\"{name}\" is not in the list of stages"),
            )
            .at(format!("stage[{i}]"))),
        })
        .collect()
}

/// Times: dates with or without a time of day, or days since 1970-01-01.
fn times(columns: &Columns) -> Result<Vec<f64>> {
    let column = columns.raw("time");
    let is_text = column.dyn_ref::<Array>().is_some_and(|array| array.get(0).is_string());
    if !is_text || column.is_instance_of::<Float64Array>() {
        return columns.numbers("time");
    }
    let texts = columns.texts("time")?;
    texts
        .iter()
        .enumerate()
        .map(|(i, text)| {
            parse_time(text).ok_or_else(|| {
                Error::invalid("columns/date", "日期请写成 2026-03-05", "write dates as 2026-03-05")
                    .at(format!("time[{i}]"))
            })
        })
        .collect()
}
