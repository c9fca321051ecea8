//! The scorecard that docs/kpi-worked-example.md computes by hand: the program gives the same numbers,
//! and the page states them.

mod common;

use common::read;
use planscore::kpi::{KpiReport, score_kpis};
use serde_json::{Value, json};

const PAGE: &str = include_str!("../docs/kpi-worked-example.md");

fn score(card: &Value, given: &Value, options: &Value) -> KpiReport {
    score_kpis(&read(card).unwrap(), &read::<Vec<_>>(given).unwrap(), &read(options).unwrap()).unwrap()
}

/// The page states a number, to four decimals, in the table row or sentence that has `beside`.
fn states(beside: &str, number: f64) {
    let text = format!("{number:.4}");
    assert!(
        PAGE.lines().any(|line| line.contains(beside) && line.contains(&text)),
        "the page does not state {text} beside {beside}"
    );
}

#[test]
fn the_page_is_right() {
    let mut card = json!({ "items": [
        { "id": "sales_total", "weight": 20, "target": { "form": "growth", "rate": 0.2, "baseline": 10_000_000 } },
        { "id": "gross_profit_contribution", "weight": 20, "target": 2_400_000 },
        { "id": "new_customers", "weight": 15, "target": 100 },
        { "id": "collection_rate", "weight": 15, "target": { "form": "atLeast", "value": 0.98 } },
        { "id": "lead_conversion_rate", "weight": 10, "target": { "form": "atLeast", "value": 0.15 } },
        { "id": "nps", "weight": 10, "target": { "form": "points", "points": 5, "baseline": 35 } },
        { "id": "process_index", "weight": 10, "target": 100 },
    ] });
    let mut given = json!([
        { "id": "sales_total", "value": 11_040_000 },
        { "id": "gross_profit_contribution", "value": 2_520_000 },
        { "id": "new_customers", "value": 130 },
        { "id": "collection_rate", "numerator": 9_310_000, "denominator": 10_000_000 },
        { "id": "lead_conversion_rate", "numerator": 140, "denominator": 1_000 },
        { "id": "nps", "value": 38 },
        { "id": "process_index", "value": 88 },
    ]);
    let report = score(&card, &given, &json!({ "goal": 100 }));
    let names = ["sales", "gross profit", "new customers", "collection rate", "conversion", "NPS", "process"];
    for (item, name) in report.items.iter().zip(names) {
        let row = format!("| {name} |");
        states(&row, item.attainment.unwrap());
        states(&row, item.score.unwrap());
        states(&row, item.contribution);
        states(&row, item.loss);
        states(&row, item.points_per_percent);
    }
    // The hand's own arithmetic, not the page's text alone.
    let by_hand =
        0.2 * 92.0 + 0.2 * 105.0 + 0.15 * 120.0 + 0.15 * 95.0 + 0.1 * 1400.0 / 15.0 + 0.1 * 60.0 + 0.1 * 88.0;
    assert!((report.total.unwrap() - by_hand).abs() < 1e-9);
    states("**total**", report.total.unwrap());
    states("**total**", 100.0 - report.total.unwrap());

    let path = report.path.unwrap();
    assert_eq!((path.steps.len(), path.steps[0].id.as_str(), path.reachable), (1, "nps", true));
    states("an NPS of", path.steps[0].to);
    states("more than 38", path.steps[0].percent);

    card["aggregation"] = json!("geometric");
    states("e to that is", score(&card, &given, &json!({})).total.unwrap());
    card["aggregation"] = json!("arithmetic");

    given[5] = json!({ "id": "nps", "state": "missing" });
    let report = score(&card, &given, &json!({}));
    assert!((report.coverage - 0.9).abs() < 1e-12);
    states("with a coverage of 90 %", report.total.unwrap());
    states("if NPS scored 0", report.range.unwrap().low);
    states("if it scored its cap", report.range.unwrap().high);

    let month = json!({ "items": [{ "id": "sales_total", "weight": 100, "target": 1_000_000 }] });
    let options = json!({ "period": { "start": "2026-02-01", "end": "2026-02-28", "asOf": "2026-02-14" } });
    let report = score(&month, &json!([{ "id": "sales_total", "value": 560_000 }]), &options);
    let pace = report.items[0].pace.unwrap();
    states("- pace:", pace.pace);
    states("times the present rate", pace.strain.unwrap());
    assert!((pace.projection.unwrap() - 814_545.45).abs() < 0.01 && PAGE.contains("**814,545**"));
    assert!((pace.needed_per_day.unwrap() - 88_000.0).abs() < 1e-6 && PAGE.contains("**88,000**"));
}
