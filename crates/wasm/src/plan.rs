//! Plan completeness.

use serde::Deserialize;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::convert::{LocaleOptions, options, returned, to_js, to_js_as_text};
use super::error::Refused;
use planscore::plan::{self, Archetype, ArchetypeTable, Finding, PlanReport};
use planscore::review;
use planscore_base::locale::Locale;

/// Checks a text as one plan.
#[wasm_bindgen(js_name = checkPlan, unchecked_return_type = "PlanReport")]
pub fn check_plan(
    text: &str,
    #[wasm_bindgen(unchecked_param_type = "PlanOptions")] given: JsValue,
) -> Result<JsValue, Refused> {
    Ok(to_js_as_text(&plan::check_plan(text, &options(&given)?)?))
}

/// Checks each plan of a text.
#[wasm_bindgen(js_name = checkPlans, unchecked_return_type = "PlanReport[]")]
pub fn check_plans(
    text: &str,
    #[wasm_bindgen(unchecked_param_type = "PlanOptions")] given: JsValue,
) -> Result<JsValue, Refused> {
    Ok(to_js_as_text(&plan::check_plans(text, &options(&given)?)?))
}

/// How a plan to fill in is written.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct SkeletonOptions {
    /// Language of headings and questions.
    locale: Locale,
    /// Tables that stand in for the built-in ones of their kind.
    archetypes: Vec<ArchetypeTable>,
}

/// A plan to fill in.
#[wasm_bindgen(js_name = planSkeleton)]
pub fn plan_skeleton(
    #[wasm_bindgen(unchecked_param_type = "Archetype")] archetype: &str,
    #[wasm_bindgen(unchecked_param_type = "SkeletonOptions")] given: JsValue,
) -> Result<String, Refused> {
    let SkeletonOptions { locale, archetypes } = options(&given)?;
    Ok(plan::skeleton(Archetype::parse(archetype)?, &archetypes, locale)?)
}

/// The tables of the kinds of plan.
#[wasm_bindgen(js_name = planArchetypes, unchecked_return_type = "ArchetypeTable[]")]
pub fn plan_archetypes(
    #[wasm_bindgen(unchecked_param_type = "LocaleOptions")] given: JsValue,
) -> Result<JsValue, Refused> {
    let LocaleOptions { locale } = options(&given)?;
    Ok(to_js(&plan::archetypes(locale)))
}

/// Makes the edits of findings.
#[wasm_bindgen(js_name = applyEdits)]
pub fn apply_edits(
    text: &str,
    #[wasm_bindgen(unchecked_param_type = "readonly Finding[]")] findings: JsValue,
) -> Result<String, Refused> {
    let findings: Vec<Finding> = returned(&findings, "findings")?;
    Ok(plan::apply_edits(text, &findings))
}

/// How findings are written as SARIF.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct SarifOptions {
    /// The plan's file, as the log names it. Default `plan.md`.
    uri: Option<String>,
}

/// Findings as SARIF.
#[wasm_bindgen(js_name = toSarif, unchecked_return_type = "SarifLog")]
pub fn to_sarif(
    #[wasm_bindgen(unchecked_param_type = "PlanReport")] report: JsValue,
    #[wasm_bindgen(unchecked_param_type = "SarifOptions")] given: JsValue,
) -> Result<JsValue, Refused> {
    let PlanReport { findings, .. } = returned(&report, "report")?;
    let SarifOptions { uri } = options(&given)?;
    Ok(to_js(&plan::sarif(&findings, uri.as_deref().unwrap_or("plan.md"))))
}

/// The plan's own targets as a scorecard.
#[wasm_bindgen(js_name = planScorecard, unchecked_return_type = "Scorecard")]
pub fn plan_scorecard(
    #[wasm_bindgen(unchecked_param_type = "PlanReport")] report: JsValue,
) -> Result<JsValue, Refused> {
    let PlanReport { goals, kpis, .. } = returned(&report, "report")?;
    Ok(to_js(&review::plan_scorecard(&goals, &kpis)))
}
