//! Deals.

use js_sys::{Array, Float64Array, Uint8Array, Uint32Array};
use serde::Deserialize;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

use super::convert::{from_js, to_js};
use super::error::Refused;
use super::orders::Columns;
use planscore::table::{self, DealEvents, Interner, lost_name, parse_time};
use planscore_base::error::Result;
use planscore_base::locale::Locale;

/// A set of deals.
#[wasm_bindgen]
pub struct Deals(pub(super) table::Deals);

impl Deals {
    /// The data behind the handle.
    pub fn inner(&self) -> &table::Deals {
        &self.0
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
    /// Language of the issues.
    #[serde(default)]
    locale: Locale,
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
        let mut unknown = Vec::new();
        let stage = stage_codes(&columns, &options, &mut unknown)?;
        let time = times(&columns, &mut unknown)?;
        planscore_stats::sort_by(&mut unknown, &|(a, _), (b, _)| a.cmp(b));
        let events = DealEvents {
            deal,
            deals,
            stage,
            time,
            unknown,
            locale: options.locale,
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

/// Stages as codes: names of `stages`, or codes with 255 for a loss. A name that is none of them is kept.
fn stage_codes(columns: &Columns, options: &EventOptions, unknown: &mut Vec<(usize, String)>) -> Result<Vec<u8>> {
    if let Some(codes) = columns.raw("stage").dyn_ref::<Uint8Array>() {
        return Ok(codes.to_vec());
    }
    let lost = |name: &str| match &options.lost {
        Some(names) => names.iter().any(|lost| lost == name),
        None => lost_name(name),
    };
    let codes = columns.texts("stage")?.into_iter().enumerate().map(|(row, name)| {
        match options.stages.iter().position(|stage| *stage == name) {
            Some(place) if place < usize::from(table::Deals::UNKNOWN) => place as u8,
            _ if lost(&name) => table::Deals::LOST,
            _ => {
                unknown.push((row, name));
                table::Deals::UNKNOWN
            }
        }
    });
    Ok(codes.collect())
}

/// Times: dates with or without a time of day, or days since 1970-01-01. A text that is no date is kept.
fn times(columns: &Columns, unknown: &mut Vec<(usize, String)>) -> Result<Vec<f64>> {
    let column = columns.raw("time");
    let is_text = column.dyn_ref::<Array>().is_some_and(|array| array.get(0).is_string());
    if !is_text || column.is_instance_of::<Float64Array>() {
        return columns.numbers("time");
    }
    let times = columns.texts("time")?.into_iter().enumerate().map(|(row, text)| {
        parse_time(&text).unwrap_or_else(|| {
            unknown.push((row, text));
            f64::NAN
        })
    });
    Ok(times.collect())
}
