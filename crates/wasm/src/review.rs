//! All together. A function exported to JavaScript takes no optional reference, so there is one for
//! each set of data.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::error::Refused;
use super::convert::{from_js, options, to_js};
use super::deals::Deals;
use super::orders::Orders;
use planscore_base::locale::Locale;
use serde::Deserialize;
use planscore::review::{self, Format, Input};

fn review_of(
    input: &JsValue,
    orders: Option<&Orders>,
    deals: Option<&Deals>,
    given: &JsValue,
) -> Result<JsValue, Refused> {
    let input: Input = from_js(input, "")?;
    let (orders, deals) = (orders.map(Orders::inner), deals.map(Deals::inner));
    Ok(to_js(&review::review(&input, orders, deals, &options(given)?)?))
}

/// Reviews a plan and actuals.
#[wasm_bindgen(js_name = reviewPlan)]
pub fn review_plan(input: JsValue, given: JsValue) -> Result<JsValue, Refused> {
    review_of(&input, None, None, &given)
}

/// Reviews a plan against orders.
#[wasm_bindgen(js_name = reviewPlanOrders)]
pub fn review_plan_orders(input: JsValue, orders: &Orders, given: JsValue) -> Result<JsValue, Refused> {
    review_of(&input, Some(orders), None, &given)
}

/// Reviews a plan against deals.
#[wasm_bindgen(js_name = reviewPlanDeals)]
pub fn review_plan_deals(input: JsValue, deals: &Deals, given: JsValue) -> Result<JsValue, Refused> {
    review_of(&input, None, Some(deals), &given)
}

/// Reviews a plan against orders and deals.
#[wasm_bindgen(js_name = reviewPlanBoth)]
pub fn review_plan_both(
    input: JsValue,
    orders: &Orders,
    deals: &Deals,
    given: JsValue,
) -> Result<JsValue, Refused> {
    review_of(&input, Some(orders), Some(deals), &given)
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct RenderOptions {
    format: Format,
    locale: Locale,
}

/// A review as a document.
#[wasm_bindgen(js_name = renderReport)]
pub fn render_report(review: JsValue, given: JsValue) -> Result<String, Refused> {
    let RenderOptions { format, locale } = options(&given)?;
    let review: serde_json::Value = from_js(&review, "review")?;
    Ok(review::render(&review, format, locale))
}
