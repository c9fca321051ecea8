//! All together. A function exported to JavaScript takes no optional reference, so there is one for
//! each set of data.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::convert::{from_js, options, returned, to_js};
use super::deals::Deals;
use super::error::Refused;
use super::orders::Orders;
use planscore::review::{self, Format, Input, Shown};
use planscore_base::locale::Locale;
use serde::Deserialize;

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
#[wasm_bindgen(js_name = reviewPlan, unchecked_return_type = "Review")]
pub fn review_plan(
    #[wasm_bindgen(unchecked_param_type = "ReviewBasis")] input: JsValue,
    #[wasm_bindgen(unchecked_param_type = "ReviewOptions")] given: JsValue,
) -> Result<JsValue, Refused> {
    review_of(&input, None, None, &given)
}

/// Reviews a plan against orders.
#[wasm_bindgen(js_name = reviewPlanOrders, unchecked_return_type = "Review")]
pub fn review_plan_orders(
    #[wasm_bindgen(unchecked_param_type = "ReviewBasis")] input: JsValue,
    orders: &Orders,
    #[wasm_bindgen(unchecked_param_type = "ReviewOptions")] given: JsValue,
) -> Result<JsValue, Refused> {
    review_of(&input, Some(orders), None, &given)
}

/// Reviews a plan against deals.
#[wasm_bindgen(js_name = reviewPlanDeals, unchecked_return_type = "Review")]
pub fn review_plan_deals(
    #[wasm_bindgen(unchecked_param_type = "ReviewBasis")] input: JsValue,
    deals: &Deals,
    #[wasm_bindgen(unchecked_param_type = "ReviewOptions")] given: JsValue,
) -> Result<JsValue, Refused> {
    review_of(&input, None, Some(deals), &given)
}

/// Reviews a plan against orders and deals.
#[wasm_bindgen(js_name = reviewPlanBoth, unchecked_return_type = "Review")]
pub fn review_plan_both(
    #[wasm_bindgen(unchecked_param_type = "ReviewBasis")] input: JsValue,
    orders: &Orders,
    deals: &Deals,
    #[wasm_bindgen(unchecked_param_type = "ReviewOptions")] given: JsValue,
) -> Result<JsValue, Refused> {
    review_of(&input, Some(orders), Some(deals), &given)
}

/// How a review is written.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct RenderOptions {
    /// What kind of document. Default `html`.
    format: Format,
    /// Language of headings; texts of the review stay in its own.
    locale: Locale,
}

/// A review as a document.
#[wasm_bindgen(js_name = renderReport)]
pub fn render_report(
    #[wasm_bindgen(unchecked_param_type = "Review")] review: JsValue,
    #[wasm_bindgen(unchecked_param_type = "RenderOptions")] given: JsValue,
) -> Result<String, Refused> {
    let RenderOptions { format, locale } = options(&given)?;
    let review: Shown = returned(&review, "review")?;
    Ok(review::render(&review, format, locale))
}
