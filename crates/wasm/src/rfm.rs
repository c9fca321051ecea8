//! RFM tiers.

use serde::Deserialize;
use js_sys::{Array, Float64Array, Int32Array, Uint8Array};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::error::Refused;
use super::convert::{from_js, options, to_js};
use super::orders::Orders;
use planscore_base::error::Error;
use planscore::rfm::{self, Column, TierRule};

/// Customers with recency, frequency, money, scores and tier.
#[wasm_bindgen]
pub struct Segmentation(rfm::Segmentation);

/// Segments the customers of a set of orders.
#[wasm_bindgen(js_name = segmentCustomers)]
pub fn segment_customers(orders: &Orders, given: JsValue) -> Result<Segmentation, Refused> {
    Ok(Segmentation(rfm::segment_customers(orders.inner(), &options(&given)?)?))
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct CheckOptions {
    bins: Option<u32>,
}

/// Checks a table of tiers.
#[wasm_bindgen(js_name = checkTierTable)]
pub fn check_tier_table(rules: JsValue, given: JsValue) -> Result<JsValue, Refused> {
    let rules: Vec<TierRule> = from_js(&rules, "rules")?;
    let CheckOptions { bins } = options(&given)?;
    Ok(to_js(&rfm::check_tier_table(&rules, bins)?))
}

#[wasm_bindgen]
impl Segmentation {
    /// How many customers there are.
    #[wasm_bindgen(getter)]
    pub fn length(&self) -> usize {
        self.0.len()
    }

    /// The whole at a glance.
    #[wasm_bindgen(getter)]
    pub fn summary(&self) -> JsValue {
        to_js(self.0.summary())
    }

    /// A column of integers.
    pub fn column(&self, name: &str) -> Result<Int32Array, Refused> {
        let column = match name {
            "recency" => Column::Recency,
            "frequency" => Column::Frequency,
            "r" => Column::R,
            "f" => Column::F,
            "m" => Column::M,
            "tier" => Column::Tier,
            _ => {
                return Err(Error::invalid("rfm/unknown-column", "没有这一列", "there is no such column")
                    .at("name")
                    .into());
            }
        };
        Ok(Int32Array::from(self.0.column(column).as_slice()))
    }

    /// Each customer's money.
    pub fn monetary(&self) -> Float64Array {
        Float64Array::from(self.0.monetary())
    }

    /// Each customer's name.
    #[wasm_bindgen(js_name = customerIds)]
    pub fn customer_ids(&self) -> Array {
        self.0.customer_ids().map(JsValue::from).collect()
    }

    /// A page of rows.
    pub fn rows(&self, given: JsValue) -> Result<JsValue, Refused> {
        Ok(to_js(&self.0.rows(&options(&given)?)?))
    }

    /// Why a customer is in its tier.
    pub fn explain(&self, customer: &str) -> Result<JsValue, Refused> {
        Ok(to_js(&self.0.explain(customer)?))
    }

    /// The concentration curve.
    pub fn concentration(&self) -> JsValue {
        to_js(&self.0.concentration())
    }

    /// Whom to wake up first.
    #[wasm_bindgen(js_name = wakeUpList)]
    pub fn wake_up_list(&self, given: JsValue) -> Result<JsValue, Refused> {
        Ok(to_js(&self.0.wake_up_list(&options(&given)?)?))
    }

    /// All customers as CSV.
    #[wasm_bindgen(js_name = toCsv)]
    pub fn to_csv(&self) -> Uint8Array {
        Uint8Array::from(self.0.to_csv().as_slice())
    }
}

/// Who moved between tiers.
#[wasm_bindgen(js_name = tierMigration)]
pub fn tier_migration(before: &Segmentation, after: &Segmentation) -> Result<JsValue, Refused> {
    Ok(to_js(&rfm::tier_migration(&before.0, &after.0)?))
}

/// Churn, repurchase and cohorts.
#[wasm_bindgen(js_name = customerRetention)]
pub fn customer_retention(orders: &Orders, given: JsValue) -> Result<JsValue, Refused> {
    Ok(to_js(&rfm::customer_retention(orders.inner(), &options(&given)?)?))
}

/// Who breaks the own rhythm.
#[wasm_bindgen(js_name = churnWarnings)]
pub fn churn_warnings(orders: &Orders, given: JsValue) -> Result<JsValue, Refused> {
    Ok(to_js(&rfm::churn_warnings(orders.inner(), &options(&given)?)?))
}

/// When the next purchases are due.
#[wasm_bindgen(js_name = nextPurchases)]
pub fn next_purchases(orders: &Orders, given: JsValue) -> Result<JsValue, Refused> {
    Ok(to_js(&rfm::next_purchases(orders.inner(), &options(&given)?)?))
}

/// What each tier is worth.
#[wasm_bindgen(js_name = tierWorth)]
pub fn tier_worth(orders: &Orders, given: JsValue, horizon: JsValue) -> Result<JsValue, Refused> {
    Ok(to_js(&rfm::tier_worth(orders.inner(), &options(&given)?, &options(&horizon)?)?))
}

/// What each customer is still worth; `tell` hears how far the fit is and must not throw.
#[wasm_bindgen(js_name = fitCustomerValue)]
pub fn fit_customer_value(
    orders: &Orders,
    given: JsValue,
    tell: &js_sys::Function,
) -> Result<JsValue, Refused> {
    let heard = |fraction: f64| drop(tell.call1(&JsValue::NULL, &fraction.into()));
    Ok(to_js(&rfm::fit_customer_value_with(orders.inner(), &options(&given)?, &heard)?))
}
