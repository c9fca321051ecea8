//! KPI scores.

use crate::plain::{Deserialize, Serialize};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::convert::{from_js, options, to_js};
use crate::catalog::{self, Aggregation, Direction, Source};
use crate::kpi::{self, Actual, Scorecard};
use crate::locale::Locale;
use crate::target::Target;

/// Scores actuals against a scorecard.
#[wasm_bindgen(js_name = scoreKpis)]
pub fn score_kpis(scorecard: JsValue, actuals: JsValue, given: JsValue) -> Result<JsValue, JsValue> {
    let scorecard: Scorecard = from_js(&scorecard, "")?;
    let actuals: Vec<Actual> = from_js(&actuals, "actuals")?;
    Ok(to_js(&kpi::score_kpis(&scorecard, &actuals, &options(&given)?)?))
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct DefaultOptions {
    archetype: Option<String>,
    locale: Locale,
}

/// The scorecard of a kind of plan, with names in the language asked for.
#[wasm_bindgen(js_name = defaultScorecard)]
pub fn default_scorecard(given: JsValue) -> Result<JsValue, JsValue> {
    let DefaultOptions { archetype, locale } = options(&given)?;
    let mut scorecard = kpi::default_scorecard(archetype.as_deref().unwrap_or("general"))?;
    for item in &mut scorecard.items {
        if let kpi::Item::Kpi(kpi) = item
            && let Some(entry) = catalog::find(&kpi.id)
        {
            kpi.name = Some(entry.name.get(locale).to_owned());
        }
    }
    Ok(to_js(&scorecard))
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Entry {
    id: &'static str,
    name: &'static str,
    formula: &'static str,
    unit: &'static str,
    direction: Direction,
    aggregation: Aggregation,
    target: Option<&'static Target>,
    target_line: Option<u32>,
    needs: &'static str,
    source: Source,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct CatalogOptions {
    locale: Locale,
}

/// Every figure of the catalogue.
#[wasm_bindgen(js_name = kpiCatalog)]
pub fn kpi_catalog(given: JsValue) -> Result<JsValue, JsValue> {
    let CatalogOptions { locale } = options(&given)?;
    let entries: Vec<Entry> = catalog::ENTRIES
        .iter()
        .map(|entry| Entry {
            id: entry.id,
            name: entry.name.get(locale),
            formula: entry.formula.get(locale),
            unit: entry.unit.name(),
            direction: entry.direction,
            aggregation: entry.aggregation,
            target: entry.target.as_ref().map(|(target, _)| target),
            target_line: entry.target.as_ref().map(|(_, line)| *line),
            needs: entry.needs.get(locale),
            source: entry.source,
        })
        .collect();
    Ok(to_js(&entries))
}
