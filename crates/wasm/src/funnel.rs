//! Funnels.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::convert::{from_js, options, to_js};
use super::deals::Deals;
use super::error::Refused;
use planscore::funnel::{self, StageCount};

/// Analyses deals.
#[wasm_bindgen(js_name = analyzeFunnel, unchecked_return_type = "FunnelReport")]
pub fn analyze_funnel(
    deals: &Deals,
    #[wasm_bindgen(unchecked_param_type = "FunnelOptions")] given: JsValue,
) -> Result<JsValue, Refused> {
    Ok(to_js(&funnel::analyze_funnel(deals.inner(), None, &options(&given)?)?))
}

/// Analyses deals against those of the period before.
#[wasm_bindgen(js_name = analyzeFunnelAgainst, unchecked_return_type = "FunnelReport")]
pub fn analyze_funnel_against(
    deals: &Deals,
    previous: &Deals,
    #[wasm_bindgen(unchecked_param_type = "FunnelOptions")] given: JsValue,
) -> Result<JsValue, Refused> {
    Ok(to_js(&funnel::analyze_funnel(deals.inner(), Some(previous.inner()), &options(&given)?)?))
}

/// Analyses counts per stage.
#[wasm_bindgen(js_name = analyzeFunnelCounts, unchecked_return_type = "FunnelReport")]
pub fn analyze_funnel_counts(
    #[wasm_bindgen(unchecked_param_type = "readonly StageCount[]")] counts: JsValue,
    #[wasm_bindgen(unchecked_param_type = "FunnelOptions")] given: JsValue,
) -> Result<JsValue, Refused> {
    let counts: Vec<StageCount> = from_js(&counts, "counts")?;
    Ok(to_js(&funnel::analyze_counts(&counts, &options(&given)?)?))
}

/// Deals needed at each stage for a target.
#[wasm_bindgen(js_name = requiredLeads, unchecked_return_type = "RequiredLeads[]")]
pub fn required_leads(
    deals: &Deals,
    #[wasm_bindgen(unchecked_param_type = "LeadOptions")] given: JsValue,
) -> Result<JsValue, Refused> {
    Ok(to_js(&funnel::required_leads(deals.inner(), &from_js(&given, "")?)?))
}

/// The chance to reach a target.
#[wasm_bindgen(js_name = hitProbability, unchecked_return_type = "HitChance")]
pub fn hit_probability(
    deals: &Deals,
    #[wasm_bindgen(unchecked_param_type = "HitOptions")] given: JsValue,
) -> Result<JsValue, Refused> {
    Ok(to_js(&funnel::hit_probability(deals.inner(), &from_js(&given, "")?)?))
}
