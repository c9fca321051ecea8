//! KPI scores.

use serde::{Deserialize, Serialize};
use js_sys::Array;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

use super::error::Refused;
use super::convert::{from_js, options, to_js};
use super::deals::Deals;
use super::orders::{Columns, Orders};
use planscore_base::calendar::Period;
use planscore_base::catalog::{self, Aggregation, Direction, Source};
use planscore_base::error::{DataIssue, Error};
use planscore::kpi::{self, Actual, Column, CommissionPlan, Member, Sale, Scorecard};
use planscore_base::locale::Locale;
use planscore::measure::{self, Measures, Scope};
use planscore_base::target::Target;

/// Scores actuals against a scorecard.
#[wasm_bindgen(js_name = scoreKpis)]
pub fn score_kpis(scorecard: JsValue, actuals: JsValue, given: JsValue) -> Result<JsValue, Refused> {
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
pub fn default_scorecard(given: JsValue) -> Result<JsValue, Refused> {
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
pub fn kpi_catalog(given: JsValue) -> Result<JsValue, Refused> {
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

/// Scores a team's members and rolls them up.
#[wasm_bindgen(js_name = scoreTeam)]
pub fn score_team(scorecard: JsValue, members: JsValue, given: JsValue) -> Result<JsValue, Refused> {
    let scorecard: Scorecard = from_js(&scorecard, "")?;
    let members: Vec<Member> = from_js(&members, "members")?;
    Ok(to_js(&kpi::score_team(&scorecard, &members, &options(&given)?)?))
}

/// Simulates a commission plan.
#[wasm_bindgen(js_name = simulateCommission)]
pub fn simulate_commission(plan: JsValue, sales: JsValue) -> Result<JsValue, Refused> {
    let plan: CommissionPlan = from_js(&plan, "plan")?;
    let sales: Vec<Sale> = from_js(&sales, "sales")?;
    Ok(to_js(&kpi::simulate_commission(&plan, &sales)?))
}

/// The change relative to the size of the base; undefined from 0 to anything else.
#[wasm_bindgen(js_name = relativeChange)]
pub fn relative_change(value: f64, base: f64) -> Option<f64> {
    kpi::relative_change(value, base)
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct MeasureOptions {
    owner: Option<String>,
    locale: Locale,
}

#[derive(Serialize)]
struct Measured {
    actuals: Vec<Actual>,
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
#[wasm_bindgen(js_name = actualsFromOrders)]
pub fn actuals_from_orders(orders: &Orders, period: JsValue, given: JsValue) -> Result<JsValue, Refused> {
    measured(&period, &given, &|period, scope| measure::from_orders(orders.inner(), period, scope))
}

/// What deals say about a period.
#[wasm_bindgen(js_name = actualsFromDeals)]
pub fn actuals_from_deals(deals: &Deals, period: JsValue, given: JsValue) -> Result<JsValue, Refused> {
    measured(&period, &given, &|period, scope| measure::from_deals(deals.inner(), period, scope))
}

/// Scores of many members, in columns.
#[wasm_bindgen]
pub struct KpiScores(kpi::Scores);

/// Scores many members at once.
#[wasm_bindgen(js_name = scoreColumns)]
pub fn score_columns(scorecard: JsValue, columns: JsValue) -> Result<KpiScores, Refused> {
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
