//! Plan completeness.

use serde::Deserialize;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::error::Refused;
use super::convert::{from_js, options, to_js, to_js_as_text};
use planscore_base::locale::Locale;
use planscore::plan::{self, Archetype, ArchetypeTable, Finding, PlanReport};
use planscore::review;

/// Checks a text as one plan.
#[wasm_bindgen(js_name = checkPlan)]
pub fn check_plan(text: &str, given: JsValue) -> Result<JsValue, Refused> {
    Ok(to_js_as_text(&plan::check_plan(text, &options(&given)?)?))
}

/// Checks each plan of a text.
#[wasm_bindgen(js_name = checkPlans)]
pub fn check_plans(text: &str, given: JsValue) -> Result<JsValue, Refused> {
    Ok(to_js_as_text(&plan::check_plans(text, &options(&given)?)?))
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct SkeletonOptions {
    locale: Locale,
    archetypes: Vec<ArchetypeTable>,
}

/// A plan to fill in.
#[wasm_bindgen(js_name = planSkeleton)]
pub fn plan_skeleton(archetype: &str, given: JsValue) -> Result<String, Refused> {
    let SkeletonOptions { locale, archetypes } = options(&given)?;
    Ok(plan::skeleton(Archetype::parse(archetype)?, &archetypes, locale)?)
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct ArchetypeOptions {
    locale: Locale,
}

/// The tables of the kinds of plan.
#[wasm_bindgen(js_name = planArchetypes)]
pub fn plan_archetypes(given: JsValue) -> Result<JsValue, Refused> {
    let ArchetypeOptions { locale } = options(&given)?;
    Ok(to_js(&plan::archetypes(locale)))
}

/// Makes the edits of findings.
#[wasm_bindgen(js_name = applyEdits)]
pub fn apply_edits(text: &str, findings: JsValue) -> Result<String, Refused> {
    let findings: Vec<Finding> = from_js(&findings, "findings")?;
    Ok(plan::apply_edits(text, &findings))
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct SarifOptions {
    uri: Option<String>,
}

/// Findings as SARIF.
#[wasm_bindgen(js_name = toSarif)]
pub fn to_sarif(report: JsValue, given: JsValue) -> Result<JsValue, Refused> {
    let PlanReport { findings, .. } = from_js(&report, "report")?;
    let SarifOptions { uri } = options(&given)?;
    Ok(to_js(&plan::sarif(&findings, uri.as_deref().unwrap_or("plan.md"))))
}

/// The plan's own targets as a scorecard.
#[wasm_bindgen(js_name = planScorecard)]
pub fn plan_scorecard(report: JsValue) -> Result<JsValue, Refused> {
    let PlanReport { goals, kpis, .. } = from_js(&report, "report")?;
    Ok(to_js(&review::plan_scorecard(&goals, &kpis)))
}
