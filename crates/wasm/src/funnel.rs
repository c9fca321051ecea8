//! Funnels.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::error::Refused;
use super::convert::{from_js, options, to_js};
use super::deals::Deals;
use planscore::funnel::{self, StageCount};

/// Analyses deals.
#[wasm_bindgen(js_name = analyzeFunnel)]
pub fn analyze_funnel(deals: &Deals, given: JsValue) -> Result<JsValue, Refused> {
    Ok(to_js(&funnel::analyze_funnel(deals.inner(), None, &options(&given)?)?))
}

/// Analyses deals against those of the period before.
#[wasm_bindgen(js_name = analyzeFunnelAgainst)]
pub fn analyze_funnel_against(deals: &Deals, previous: &Deals, given: JsValue) -> Result<JsValue, Refused> {
    Ok(to_js(&funnel::analyze_funnel(deals.inner(), Some(previous.inner()), &options(&given)?)?))
}

/// Analyses counts per stage.
#[wasm_bindgen(js_name = analyzeFunnelCounts)]
pub fn analyze_funnel_counts(counts: JsValue, given: JsValue) -> Result<JsValue, Refused> {
    let counts: Vec<StageCount> = from_js(&counts, "counts")?;
    Ok(to_js(&funnel::analyze_counts(&counts, &options(&given)?)?))
}

/// Deals needed at each stage for a target.
#[wasm_bindgen(js_name = requiredLeads)]
pub fn required_leads(deals: &Deals, given: JsValue) -> Result<JsValue, Refused> {
    Ok(to_js(&funnel::required_leads(deals.inner(), &from_js(&given, "")?)?))
}

/// The chance to reach a target.
#[wasm_bindgen(js_name = hitProbability)]
pub fn hit_probability(deals: &Deals, given: JsValue) -> Result<JsValue, Refused> {
    Ok(to_js(&funnel::hit_probability(deals.inner(), &from_js(&given, "")?)?))
}
