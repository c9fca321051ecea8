//! KPI scores.

use js_sys::Array;
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

use super::convert::{LocaleOptions, from_js, options, to_js};
use super::deals::Deals;
use super::error::Refused;
use super::orders::{Columns, Orders};
use planscore::kpi::{self, Actual, Column, CommissionPlan, Member, Sale, Scorecard};
use planscore::measure::{self, Measures, Scope};
use planscore_base::calendar::Period;
use planscore_base::catalog::{self, Aggregation, Direction, Source, Unit};
use planscore_base::error::{DataIssue, Error};
use planscore_base::locale::Locale;
use planscore_base::target::Target;

/// Scores actuals against a scorecard.
#[wasm_bindgen(js_name = scoreKpis, unchecked_return_type = "KpiReport")]
pub fn score_kpis(
    #[wasm_bindgen(unchecked_param_type = "Scorecard")] scorecard: JsValue,
    #[wasm_bindgen(unchecked_param_type = "readonly Actual[]")] actuals: JsValue,
    #[wasm_bindgen(unchecked_param_type = "ScoreOptions")] given: JsValue,
) -> Result<JsValue, Refused> {
    let scorecard: Scorecard = from_js(&scorecard, "")?;
    let actuals: Vec<Actual> = from_js(&actuals, "actuals")?;
    Ok(to_js(&kpi::score_kpis(&scorecard, &actuals, &options(&given)?)?))
}

/// Which scorecard to start from.
#[derive(Default, Deserialize)]
#[serde(rename = "DefaultScorecardOptions", default, deny_unknown_fields)]
struct DefaultOptions {
    /// The kind of plan. Default `general`.
    ///
    /// ```ts
    /// Archetype
    /// ```
    archetype: Option<String>,
    /// Language of the names.
    locale: Locale,
}

/// The scorecard of a kind of plan, with names in the language asked for.
#[wasm_bindgen(js_name = defaultScorecard, unchecked_return_type = "Scorecard")]
pub fn default_scorecard(
    #[wasm_bindgen(unchecked_param_type = "DefaultScorecardOptions")] given: JsValue,
) -> Result<JsValue, Refused> {
    let DefaultOptions { archetype, locale } = options(&given)?;
    let mut scorecard = kpi::default_scorecard(archetype.as_deref().unwrap_or("general"))?;
    name_items(&mut scorecard.items, locale);
    Ok(to_js(&scorecard))
}

/// Gives figures and groups the catalogue's names.
fn name_items(items: &mut [kpi::Item], locale: Locale) {
    let name_of = |id: &str| catalog::find(id).map(|entry| entry.name.get(locale).to_owned());
    for item in items {
        match item {
            kpi::Item::Kpi(kpi) => kpi.name = name_of(&kpi.id),
            kpi::Item::Group(group) => {
                group.name = name_of(&group.id);
                name_items(&mut group.items, locale);
            }
        }
    }
}

/// A figure of the catalogue.
#[derive(Serialize)]
#[serde(rename = "KpiEntry", rename_all = "camelCase")]
struct Entry {
    /// Stable id, to be used as a figure's `id`.
    id: &'static str,
    /// Its name.
    name: &'static str,
    /// How it is computed, in words.
    formula: &'static str,
    /// What it is counted in.
    unit: Unit,
    /// Which way is better.
    direction: Direction,
    /// How it adds up over periods and people.
    aggregation: Aggregation,
    /// The target of the sales plan that the catalogue stems from.
    target: Option<&'static Target>,
    /// The line of that plan which states the target, from 1.
    target_line: Option<u32>,
    /// The data it needs, in words.
    needs: &'static str,
    /// Where its actual comes from.
    source: Source,
}

/// Every figure of the catalogue.
#[wasm_bindgen(js_name = kpiCatalog, unchecked_return_type = "KpiEntry[]")]
pub fn kpi_catalog(
    #[wasm_bindgen(unchecked_param_type = "LocaleOptions")] given: JsValue,
) -> Result<JsValue, Refused> {
    let LocaleOptions { locale } = options(&given)?;
    let entries: Vec<Entry> = catalog::ENTRIES
        .iter()
        .map(|entry| Entry {
            id: entry.id,
            name: entry.name.get(locale),
            formula: entry.formula.get(locale),
            unit: entry.unit,
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

/// Scores a team's members and rolls them up.
#[wasm_bindgen(js_name = scoreTeam, unchecked_return_type = "TeamReport")]
pub fn score_team(
    #[wasm_bindgen(unchecked_param_type = "Scorecard")] scorecard: JsValue,
    #[wasm_bindgen(unchecked_param_type = "readonly Member[]")] members: JsValue,
    #[wasm_bindgen(unchecked_param_type = "TeamOptions")] given: JsValue,
) -> Result<JsValue, Refused> {
    let scorecard: Scorecard = from_js(&scorecard, "")?;
    let members: Vec<Member> = from_js(&members, "members")?;
    Ok(to_js(&kpi::score_team(&scorecard, &members, &options(&given)?)?))
}

/// Simulates a commission plan.
#[wasm_bindgen(js_name = simulateCommission, unchecked_return_type = "CommissionReport")]
pub fn simulate_commission(
    #[wasm_bindgen(unchecked_param_type = "CommissionPlan")] plan: JsValue,
    #[wasm_bindgen(unchecked_param_type = "readonly Sale[]")] sales: JsValue,
) -> Result<JsValue, Refused> {
    let plan: CommissionPlan = from_js(&plan, "plan")?;
    let sales: Vec<Sale> = from_js(&sales, "sales")?;
    Ok(to_js(&kpi::simulate_commission(&plan, &sales)?))
}

/// The change relative to the size of the base; undefined from 0 to anything else.
#[wasm_bindgen(js_name = relativeChange)]
pub fn relative_change(value: f64, base: f64) -> Option<f64> {
    kpi::relative_change(value, base)
}

/// Of whose records actuals are made.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct MeasureOptions {
    /// Whose records count. Default: everybody's.
    owner: Option<String>,
    /// Language of messages.
    locale: Locale,
}

/// What a set of records says of a period, and what it cannot say.
#[derive(Serialize)]
#[serde(rename = "Measures")]
struct Measured {
    /// An actual for each figure of the catalogue that the records tell.
    actuals: Vec<Actual>,
    /// What the records cannot say, and why.
    issues: Vec<DataIssue>,
}

fn measured(
    period: &JsValue,
    given: &JsValue,
    measure: &dyn Fn(&Period, Scope<'_>) -> planscore_base::Result<Measures>,
) -> Result<JsValue, Refused> {
    let period: Period = from_js(period, "period")?;
    let MeasureOptions { owner, locale } = options(given)?;
    let Measures { actuals, issues, .. } = measure(&period, Scope { owner: owner.as_deref(), locale })?;
    Ok(to_js(&Measured { actuals, issues }))
}

/// What orders say about a period.
#[wasm_bindgen(js_name = actualsFromOrders, unchecked_return_type = "Measures")]
pub fn actuals_from_orders(
    orders: &Orders,
    #[wasm_bindgen(unchecked_param_type = "Period")] period: JsValue,
    #[wasm_bindgen(unchecked_param_type = "MeasureOptions")] given: JsValue,
) -> Result<JsValue, Refused> {
    measured(&period, &given, &|period, scope| measure::from_orders(orders.inner(), period, scope))
}

/// What deals say about a period.
#[wasm_bindgen(js_name = actualsFromDeals, unchecked_return_type = "Measures")]
pub fn actuals_from_deals(
    deals: &Deals,
    #[wasm_bindgen(unchecked_param_type = "Period")] period: JsValue,
    #[wasm_bindgen(unchecked_param_type = "MeasureOptions")] given: JsValue,
) -> Result<JsValue, Refused> {
    measured(&period, &given, &|period, scope| measure::from_deals(deals.inner(), period, scope))
}

/// Scores of many members, in columns.
#[wasm_bindgen]
pub struct KpiScores(kpi::Scores);

/// Scores many members at once.
#[wasm_bindgen(js_name = scoreColumns)]
pub fn score_columns(
    #[wasm_bindgen(unchecked_param_type = "Scorecard")] scorecard: JsValue,
    #[wasm_bindgen(unchecked_param_type = "readonly object[]")] columns: JsValue,
) -> Result<KpiScores, Refused> {
    let scorecard: Scorecard = from_js(&scorecard, "")?;
    let columns = columns.dyn_ref::<Array>().ok_or_else(|| {
        Error::invalid("input/type", "需要列的数组", "needs an array of columns").at("columns")
    })?;
    let columns: Vec<Columns> = columns.iter().map(Columns).collect();
    let mut numbers = Vec::with_capacity(columns.len());
    for (i, column) in columns.iter().enumerate() {
        let read = || {
            Ok::<_, Error>((
                column.raw("id").as_string().unwrap_or_default(),
                column.numbers("values")?,
                column.optional_numbers("denominators")?,
                column.optional_numbers("targets")?,
            ))
        };
        numbers.push(read().map_err(|error| {
            let path = format!("columns[{i}].{}", error.path().unwrap_or_default());
            error.at(path)
        })?);
    }
    let members = numbers.first().map_or(0, |column| column.1.len());
    let columns: Vec<Column<'_>> = numbers
        .iter()
        .map(|(id, values, denominators, targets)| Column { id, values, denominators, targets })
        .collect();
    Ok(KpiScores(kpi::score_columns(&scorecard, &columns, members)?))
}

#[wasm_bindgen]
impl KpiScores {
    /// Totals, NaN where there is none.
    pub fn total(&self) -> Vec<f64> {
        self.0.total.clone()
    }

    /// Shares of the weight that are known.
    pub fn coverage(&self) -> Vec<f64> {
        self.0.coverage.clone()
    }

    /// Ranks from 1, 0 where there is no total.
    pub fn rank(&self) -> Vec<u32> {
        self.0.rank.clone()
    }

    /// 1 where a veto fell.
    pub fn vetoed(&self) -> Vec<u8> {
        self.0.vetoed.clone()
    }

    /// Attainments, figure after figure.
    pub fn attainments(&self) -> Vec<f64> {
        self.0.attainments.clone()
    }

    /// Scores, figure after figure.
    pub fn scores(&self) -> Vec<f64> {
        self.0.scores.clone()
    }
}
