//! Ready-made scorecards, one a kind of plan.

use super::scorecard::{Group, Item, Kpi, Scorecard};
use planscore_base::catalog;
use planscore_base::error::{Error, Result};

/// Weights by kind of plan: results first, process last; each sums to 100.
#[rustfmt::skip]
const SCORECARDS: [(&str, &[(&str, f64)]); 6] = [
    ("general", DEFAULT),
    ("dataDriven", DEFAULT),
    ("people", &[
        ("sales_total", 30.0), ("gross_profit_contribution", 15.0), ("collection_rate", 15.0), ("new_customers", 15.0),
        ("customer_visits", 10.0), ("lead_followup_timely_rate", 10.0), ("team_activity_participation", 5.0),
    ]),
    ("marketExpansion", &[
        ("new_customers", 25.0), ("new_business_sales", 25.0), ("market_share", 15.0), ("mql_to_sql_rate", 15.0),
        ("new_quality_leads", 10.0), ("cac", 10.0),
    ]),
    ("customerRetention", &[
        ("repurchase_rate", 20.0), ("churn_rate", 20.0), ("nps", 15.0), ("vip_renewal_rate", 15.0),
        ("cross_up_sell_sales", 10.0), ("complaint_resolution_timely_rate", 10.0), ("wakeup_rate", 10.0),
    ]),
    ("processEfficiency", &[
        ("sales_cycle", 20.0), ("lead_conversion_rate", 20.0), ("sales_per_head", 20.0), ("selling_time_share", 15.0),
        ("first_response_time", 15.0), ("automation_rate", 10.0),
    ]),
];

/// Sales 20, gross profit 20, new customers 15, collection 15, conversion 10, satisfaction 10,
/// process 10.
const DEFAULT: &[(&str, f64)] = &[
    ("sales_total", 20.0),
    ("gross_profit_contribution", 20.0),
    ("new_customers", 15.0),
    ("collection_rate", 15.0),
    ("lead_conversion_rate", 10.0),
    ("nps", 10.0),
    (PROCESS, 10.0),
];

/// 过程性指标: a group, of what plans name as its figures (有效拜访量、报价数量、CRM 数据完整性), each with
/// the same weight.
const PROCESS: &str = "process_index";
const PROCESS_FIGURES: &[(&str, f64)] =
    &[("customer_visits", 1.0), ("quotes_submitted", 1.0), ("crm_completeness", 1.0)];

/// The scorecard of a kind of plan, with the catalogue's targets where it has them; baselines and
/// the other targets are the caller's to fill in.
///
/// ```
/// let card = planscore_kpi::default_scorecard("general").unwrap();
/// assert_eq!(card.items.iter().map(planscore_kpi::Item::weight).sum::<f64>(), 100.0);
/// ```
///
/// # Errors
/// A kind of plan that is none (`plan/unknown-archetype`).
pub fn default_scorecard(archetype: &str) -> Result<Scorecard> {
    let weights =
        SCORECARDS.iter().find(|(id, _)| *id == archetype).map(|(_, weights)| *weights).ok_or_else(|| {
            Error::invalid(
                "plan/unknown-archetype",
                format!("没有“{archetype}”这种计划类型"),
                format!("\"{archetype}\" is not a kind of plan"),
            )
            .at("archetype")
        })?;
    let kpi = |&(id, weight): &(&str, f64)| {
        let target =
            catalog::find(id).and_then(|entry| entry.target.as_ref()).map(|(target, _)| target.clone());
        Item::Kpi(Kpi { id: id.to_owned(), weight, target, ..Kpi::default() })
    };
    let item = |one: &(&str, f64)| match *one {
        (PROCESS, weight) => Item::Group(Group {
            id: PROCESS.to_owned(),
            name: None,
            weight,
            items: PROCESS_FIGURES.iter().map(kpi).collect(),
        }),
        _ => kpi(one),
    };
    Ok(Scorecard::new(weights.iter().map(item).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_sum_to_100_and_ids_are_in_the_catalogue() {
        for (archetype, weights) in SCORECARDS {
            assert_eq!(weights.iter().map(|(_, weight)| weight).sum::<f64>(), 100.0, "{archetype}");
            let ids = weights.iter().chain(PROCESS_FIGURES).map(|(id, _)| id);
            assert!(ids.copied().all(|id| catalog::find(id).is_some()), "{archetype}");
        }
    }
}
