//! RFM tiers.

use js_sys::{Array, Float64Array, Int32Array, Uint8Array};
use serde::Deserialize;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::convert::{from_js, options, to_js};
use super::error::Refused;
use super::orders::{Columns, Orders};
use planscore::rfm::{self, Column, CustomerColumns, TierRule};
use planscore_base::error::Error;

/// Customers with recency, frequency, money, scores and tier.
#[wasm_bindgen]
pub struct Segmentation(rfm::Segmentation);

/// Segments the customers of a set of orders.
#[wasm_bindgen(js_name = segmentCustomers)]
pub fn segment_customers(
    orders: &Orders,
    #[wasm_bindgen(unchecked_param_type = "RfmOptions")] given: JsValue,
) -> Result<Segmentation, Refused> {
    Ok(Segmentation(rfm::segment_customers(orders.inner(), &options(&given)?)?))
}

/// Segments customers whose figures were worked out elsewhere.
#[wasm_bindgen(js_name = segmentTable)]
pub fn segment_table(
    #[wasm_bindgen(unchecked_param_type = "object")] columns: JsValue,
    #[wasm_bindgen(unchecked_param_type = "RfmOptions")] given: JsValue,
) -> Result<Segmentation, Refused> {
    let columns = Columns(columns);
    let (customer, customers) = columns.codes("customer", Some("customers"))?;
    let table = CustomerColumns {
        customer,
        customers,
        recency: columns.numbers("recency")?,
        age: columns.numbers("age")?,
        frequency: columns.numbers("frequency")?,
        revenue: columns.numbers("revenue")?,
    };
    Ok(Segmentation(rfm::segment_table(table, &options(&given)?)?))
}

/// For how many scores a table of tiers is checked.
#[derive(Default, Deserialize)]
#[serde(rename = "TierTableOptions", default, deny_unknown_fields)]
struct CheckOptions {
    /// How many scores, 2 to 10. Default 5.
    bins: Option<u32>,
}

/// Checks a table of tiers.
#[wasm_bindgen(js_name = checkTierTable, unchecked_return_type = "TierTableReport")]
pub fn check_tier_table(
    #[wasm_bindgen(unchecked_param_type = "readonly TierRule[]")] rules: JsValue,
    #[wasm_bindgen(unchecked_param_type = "TierTableOptions")] given: JsValue,
) -> Result<JsValue, Refused> {
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
    #[wasm_bindgen(getter, unchecked_return_type = "RfmSummary")]
    pub fn summary(&self) -> JsValue {
        to_js(self.0.summary())
    }

    /// A column of integers.
    pub fn column(&self, name: &str) -> Result<Int32Array, Refused> {
        let column = match name {
            "recency" => Column::Recency,
            "age" => Column::Age,
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
    #[wasm_bindgen(js_name = customerIds, unchecked_return_type = "string[]")]
    pub fn customer_ids(&self) -> Array {
        self.0.customer_ids().map(JsValue::from).collect()
    }

    /// A page of rows.
    #[wasm_bindgen(unchecked_return_type = "CustomerRow[]")]
    pub fn rows(
        &self,
        #[wasm_bindgen(unchecked_param_type = "RowsOptions")] given: JsValue,
    ) -> Result<JsValue, Refused> {
        Ok(to_js(&self.0.rows(&options(&given)?)?))
    }

    /// Why a customer is in its tier.
    #[wasm_bindgen(unchecked_return_type = "TierExplanation")]
    pub fn explain(&self, customer: &str) -> Result<JsValue, Refused> {
        Ok(to_js(&self.0.explain(customer)?))
    }

    /// The concentration curve.
    #[wasm_bindgen(unchecked_return_type = "Concentration")]
    pub fn concentration(&self) -> JsValue {
        to_js(&self.0.concentration())
    }

    /// Whom to wake up first.
    #[wasm_bindgen(js_name = wakeUpList, unchecked_return_type = "WakeUp[]")]
    pub fn wake_up_list(
        &self,
        #[wasm_bindgen(unchecked_param_type = "WakeUpOptions")] given: JsValue,
    ) -> Result<JsValue, Refused> {
        Ok(to_js(&self.0.wake_up_list(&options(&given)?)?))
    }

    /// All customers as CSV.
    #[wasm_bindgen(js_name = toCsv)]
    pub fn to_csv(&self) -> Uint8Array {
        Uint8Array::from(self.0.to_csv().as_slice())
    }
}

/// Who moved between tiers.
#[wasm_bindgen(js_name = tierMigration, unchecked_return_type = "TierMigration")]
pub fn tier_migration(before: &Segmentation, after: &Segmentation) -> Result<JsValue, Refused> {
    Ok(to_js(&rfm::tier_migration(&before.0, &after.0)?))
}

/// Churn, repurchase and cohorts.
#[wasm_bindgen(js_name = customerRetention, unchecked_return_type = "Retention")]
pub fn customer_retention(
    orders: &Orders,
    #[wasm_bindgen(unchecked_param_type = "RhythmOptions")] given: JsValue,
) -> Result<JsValue, Refused> {
    Ok(to_js(&rfm::customer_retention(orders.inner(), &options(&given)?)?))
}

/// Who breaks the own rhythm.
#[wasm_bindgen(js_name = churnWarnings, unchecked_return_type = "ChurnWarning[]")]
pub fn churn_warnings(
    orders: &Orders,
    #[wasm_bindgen(unchecked_param_type = "RhythmOptions")] given: JsValue,
) -> Result<JsValue, Refused> {
    Ok(to_js(&rfm::churn_warnings(orders.inner(), &options(&given)?)?))
}

/// When the next purchases are due.
#[wasm_bindgen(js_name = nextPurchases, unchecked_return_type = "NextPurchase[]")]
pub fn next_purchases(
    orders: &Orders,
    #[wasm_bindgen(unchecked_param_type = "RhythmOptions")] given: JsValue,
) -> Result<JsValue, Refused> {
    Ok(to_js(&rfm::next_purchases(orders.inner(), &options(&given)?)?))
}

/// What each tier is worth.
#[wasm_bindgen(js_name = tierWorth, unchecked_return_type = "TierWorth")]
pub fn tier_worth(
    orders: &Orders,
    #[wasm_bindgen(unchecked_param_type = "RfmOptions")] given: JsValue,
    #[wasm_bindgen(unchecked_param_type = "WorthOptions")] horizon: JsValue,
) -> Result<JsValue, Refused> {
    Ok(to_js(&rfm::tier_worth(orders.inner(), &options(&given)?, &options(&horizon)?)?))
}

/// What each customer is still worth; `tell` hears how far the fit is and must not throw.
#[wasm_bindgen(js_name = fitCustomerValue, unchecked_return_type = "ValueFit")]
pub fn fit_customer_value(
    orders: &Orders,
    #[wasm_bindgen(unchecked_param_type = "ValueOptions")] given: JsValue,
    #[wasm_bindgen(unchecked_param_type = "(fraction: number) => void")] tell: &js_sys::Function,
) -> Result<JsValue, Refused> {
    let heard = |fraction: f64| drop(tell.call1(&JsValue::NULL, &fraction.into()));
    Ok(to_js(&rfm::fit_customer_value_with(orders.inner(), &options(&given)?, &heard)?))
}
