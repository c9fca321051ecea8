//! KPI scores against published cases, hand calculations and properties.

mod common;

use planscore::kpi::{
    Actual, AggregationRule, AlertRule, Band, Below, Item, KpiReport, Measured, MissingPolicy, Options,
    Origin, Scorecard, Scoring, Status, score_kpis,
};
use planscore::target::Target;
use proptest::prelude::*;
use serde_json::{Value, json};

use common::read;

fn card(value: &Value) -> Scorecard {
    read(value).unwrap()
}

fn actuals(values: &Value) -> Vec<Actual> {
    read(values).unwrap()
}

fn score(scorecard: &Value, given: &Value) -> KpiReport {
    score_kpis(&card(scorecard), &actuals(given), &Options::default()).unwrap()
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-6
}

/// The default plan: sales at 92 %, gross profit at 105 %, new customers at 130 %, collection at
/// 95 % of its target, conversion at 93.33 %, NPS from 35 to 40 at 38, process at 92.65.
fn plan() -> (Value, Value) {
    let card = json!({ "items": [
        { "id": "sales_total", "weight": 20, "target": 1000 },
        { "id": "gross_profit_contribution", "weight": 20, "target": 200 },
        { "id": "new_customers", "weight": 15, "target": 100 },
        { "id": "collection_rate", "weight": 15, "target": { "form": "atLeast", "value": 0.98 } },
        { "id": "lead_conversion_rate", "weight": 10, "target": { "form": "atLeast", "value": 0.15 } },
        { "id": "nps", "weight": 10, "target": { "form": "points", "points": 5, "baseline": 35 } },
        { "id": "process", "weight": 10, "target": 98 },
    ] });
    let given = json!([
        { "id": "sales_total", "value": 920 },
        { "id": "gross_profit_contribution", "value": 210 },
        { "id": "new_customers", "value": 130 },
        { "id": "collection_rate", "numerator": 931, "denominator": 1000 },
        { "id": "lead_conversion_rate", "value": 0.14 },
        { "id": "nps", "value": 38 },
        { "id": "process", "value": 90.8 },
    ]);
    (card, given)
}

/// 0.2·92 + 0.2·105 + 0.15·120 + 0.15·95 + 0.1·93.3333 + 0.1·60 + 0.1·92.6530612 = 96.2486395.
#[test]
fn the_default_plan() {
    let (mut card, mut given) = plan();
    let report = score(&card, &given);
    assert!(close(report.total.unwrap(), 96.248_639_5), "{:?}", report.total);
    assert_eq!((report.status, report.provisional, report.coverage), (Status::Close, false, 1.0));
    let per_percent: Vec<f64> = report.items.iter().map(|item| item.points_per_percent).collect();
    let expected = [0.184, 0.21, 0.0, 0.1425, 0.093_333_3, 0.76];
    assert!(per_percent.iter().zip(expected).all(|(a, b)| close(*a, b)), "{per_percent:?}");
    assert_eq!(report.items[2].flags, ["capped"]);
    assert_eq!(report.items[2].attainment, Some(1.3));

    card["aggregation"] = json!("geometric");
    assert!(close(score(&card, &given).total.unwrap(), 94.849_694));
    card["aggregation"] = json!("arithmetic");

    given[5] = json!({ "id": "nps", "state": "missing" });
    let report = score(&card, &given);
    assert!(close(report.total.unwrap(), 100.276_266_1) && close(report.coverage, 0.9) && report.provisional);
    let range = report.range.unwrap();
    assert!(close(range.low, 90.248_639_5) && close(range.high, 102.248_639_5));
    card["missing"] = json!("zero");
    assert!(close(score(&card, &given).total.unwrap(), 90.248_639_5));
    card["missing"] = json!("propagate");
    assert_eq!(score(&card, &given).total, None);
}

/// frappe/hrms: ratings 5 and 3 of 5 with weights 30 and 70 earn 1.5 + 2.1 = 3.6 of 5.
#[test]
fn weighted_ratings() {
    let report = score(
        &json!({ "items": [{ "id": "a", "weight": 30, "target": 5 }, { "id": "b", "weight": 70, "target": 5 }] }),
        &json!([{ "id": "a", "value": 5 }, { "id": "b", "value": 3 }]),
    );
    let earned: Vec<f64> = report.items.iter().map(|i| i.contribution / 20.0).collect();
    assert!(close(earned[0], 1.5) && close(earned[1], 2.1) && close(report.total.unwrap() / 20.0, 3.6));
}

/// frappe/hrms, mean of three factors: goal 3.6, self and feedback each 0.8·70 % + 0.7·30 % of 5 =
/// 3.85; the mean is 3.767. With two factors absent the peer divides by three all the same (1.2);
/// here the known one stands for itself (3.6), as its users asked.
#[test]
fn a_mean_of_factors_some_absent() {
    let rated = |id: &str| {
        json!({ "id": id, "weight": 1, "items": [
        { "id": format!("{id}1"), "weight": 70, "target": 1 }, { "id": format!("{id}2"), "weight": 30, "target": 1 }] })
    };
    let card =
        json!({ "items": [{ "id": "goal", "weight": 1, "target": 5 }, rated("self"), rated("feedback")] });
    let all = json!([{ "id": "goal", "value": 3.6 }, { "id": "self1", "value": 0.8 }, { "id": "self2", "value": 0.7 },
        { "id": "feedback1", "value": 0.8 }, { "id": "feedback2", "value": 0.7 }]);
    let total = score(&card, &all).total.unwrap() / 20.0;
    assert!((total - 3.767).abs() < 5e-4, "{total}");
    let alone = score(&card, &json!([{ "id": "goal", "value": 3.6 }]));
    assert_eq!((alone.total, alone.provisional), (None, true), "a third of the weight is no headline");
    assert!(close(alone.items[0].contribution / 20.0, 3.6));
}

/// frappe/hrms, a tree of goals: quality (25, 0) averages 12.5 with weight 30, development (100, 0)
/// 50 with weight 70: 3.75 + 35 = 38.75 %.
#[test]
fn groups_average_before_they_are_weighted() {
    let leaf = |id: &str| json!({ "id": id, "weight": 1, "target": 100 });
    let report = score(
        &json!({ "items": [
            { "id": "quality", "weight": 30, "items": [leaf("a"), leaf("b")] },
            { "id": "development", "weight": 70, "items": [leaf("c"), leaf("d")] } ] }),
        &json!([{ "id": "a", "value": 25 }, { "id": "b", "value": 0 }, { "id": "c", "value": 100 }, { "id": "d", "value": 0 }]),
    );
    assert!(close(report.total.unwrap(), 38.75));
    assert_eq!(report.items[3].path, "items[1].items[1]");
}

/// frappe/hrms refuses 30 + 69.99 and takes 30 + 70.
#[test]
fn strict_weights() {
    let with = |second: f64| {
        let card = json!({ "items": [{ "id": "a", "weight": 30, "target": 1 }, { "id": "b", "weight": second, "target": 1 }] });
        score_kpis(&self::card(&card), &[], &Options { strict: true, ..Options::default() })
    };
    assert!(with(70.0).is_ok());
    let error = with(69.99).unwrap_err();
    assert_eq!((error.code(), error.path()), ("kpi/weights-not-100", Some("items")));
}

/// oslokommune/okr-tracker, progress from a start to a target in both directions, uncapped. Where
/// start and target are the same the peer says 0; a target that is met is 1 here.
#[test]
fn progress_table() {
    let table = [
        (0.0, 100.0, 20.0, 20.0),
        (0.0, 100.0, 150.0, 150.0),
        (20.0, 100.0, 20.0, 0.0),
        (20.0, 100.0, 0.0, -25.0),
        (20.0, 100.0, -20.0, -50.0),
        (100.0, 0.0, 80.0, 20.0),
        (100.0, 20.0, 80.0, 25.0),
        (100.0, 20.0, 0.0, 125.0),
        (0.0, 0.0, 0.0, 100.0),
    ];
    for (start, target, current, expected) in table {
        let report = score(
            &json!({ "items": [{ "id": "x", "weight": 100, "target": target, "baseline": start, "scoring": { "curve": "progress" } }] }),
            &json!([{ "id": "x", "value": current }]),
        );
        assert!(close(report.items[0].attainment.unwrap() * 100.0, expected), "{start} {target} {current}");
    }
}

/// keptn: a key indicator that fails vetoes the whole, its points are kept: 1 of 2 is 50.
#[test]
fn a_veto_keeps_the_score() {
    let report = score(
        &json!({ "items": [{ "id": "a", "weight": 50, "target": 1, "scoring": { "curve": "binary" } },
            { "id": "b", "weight": 50, "target": 1, "scoring": { "curve": "binary" }, "veto": true }] }),
        &json!([{ "id": "a", "value": 1 }, { "id": "b", "value": 0.9 }]),
    );
    assert_eq!(
        (report.total, report.status, report.items[1].status),
        (Some(50.0), Status::Vetoed, Status::Vetoed)
    );
    assert_eq!(report.alerts[0].rule, AlertRule::Veto);
}

/// keptn passes a check of no weight with 100; here no weight means no total.
#[test]
fn no_weight_no_total() {
    let report = score(
        &json!({ "items": [{ "id": "a", "weight": 0, "target": 1 }] }),
        &json!([{ "id": "a", "value": 1 }]),
    );
    assert_eq!((report.total, report.items[0].share), (None, 0.0));
    assert_eq!(score(&json!({ "items": [] }), &json!([])).total, None);
}

#[test]
fn three_empty_states_differ() {
    let card = json!({ "items": [{ "id": "a", "weight": 50, "target": 10 }, { "id": "b", "weight": 25, "target": 10 },
        { "id": "c", "weight": 25, "target": { "form": "unset", "text": "X万元" } }] });
    let total = |b: Value| score(&card, &json!([{ "id": "a", "value": 10 }, b])).total;
    assert_eq!(total(json!({ "id": "b", "state": "notApplicable" })), Some(100.0));
    assert_eq!(total(json!({ "id": "b", "state": "missing" })), Some(100.0));
    assert!(close(total(json!({ "id": "b", "value": 0 })).unwrap(), 200.0 / 3.0));
    let report =
        score(&card, &json!([{ "id": "a", "value": 10 }, { "id": "b", "numerator": 3, "denominator": 0 }]));
    assert_eq!((report.items[1].status, report.items[2].status), (Status::NoData, Status::NoTarget));
    assert!(close(report.coverage, 2.0 / 3.0) && report.range.unwrap().high > 100.0);
    let codes: Vec<&str> = report.issues.iter().map(|i| i.code).collect();
    assert_eq!(codes, ["kpi/zero-denominator", "kpi/no-target"]);
}

#[test]
fn bonus_and_hard_cap() {
    let mut card = json!({ "items": [{ "id": "a", "weight": 100, "target": 10 }], "bonus": [{ "points": 5, "reason": "创新" }] });
    let total = |card: &Value, value: f64| {
        let report = score(card, &json!([{ "id": "a", "value": value }]));
        let items: f64 = report.items.iter().map(|i| i.contribution).sum();
        let extra: f64 = report.adjustments.iter().map(|a| a.points).sum();
        assert!(close(items + extra, report.total.unwrap()));
        report.total.unwrap()
    };
    assert!(close(total(&card, 10.0), 105.0) && close(total(&card, 12.0), 120.0));
    card["hardCap"] = json!(110);
    assert!(close(total(&card, 12.0), 110.0));
}

#[test]
fn wrong_input_is_refused_with_its_place() {
    let refused = |card: Value, given: Value| {
        let error = score_kpis(&self::card(&card), &actuals(&given), &Options::default()).unwrap_err();
        (error.code(), error.path().unwrap_or_default().to_owned())
    };
    let one = |extra: Value| {
        let mut item = json!({ "id": "a", "weight": 1, "target": 1 });
        item.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
        json!({ "items": [{ "id": "g", "weight": 1, "items": [item] }] })
    };
    assert_eq!(
        refused(one(json!({ "weight": -1 })), json!([])),
        ("kpi/negative-weight", "items[0].items[0].weight".into())
    );
    assert_eq!(refused(one(json!({ "direction": "range" })), json!([])).0, "kpi/no-range");
    assert_eq!(refused(one(json!({ "cap": 0 })), json!([])).1, "items[0].items[0].cap");
    assert_eq!(refused(one(json!({ "scoring": { "curve": "progress" } })), json!([])).0, "kpi/no-baseline");
    let twice = json!({ "items": [{ "id": "a", "weight": 1 }, { "id": "a", "weight": 1 }] });
    assert_eq!(refused(twice, json!([])), ("kpi/duplicate-id", "items[1].id".into()));
    let doubled = json!([{ "id": "a", "value": 1 }, { "id": "a", "value": 2 }]);
    assert_eq!(refused(one(json!({})), doubled), ("kpi/duplicate-actual", "actuals[1].id".into()));
    let mut card = card(&one(json!({})));
    if let Item::Group(group) = &mut card.items[0] {
        group.weight = f64::NAN;
    }
    assert_eq!(score_kpis(&card, &[], &Options::default()).unwrap_err().code(), "kpi/not-finite");
    let misspelt = read::<Scorecard>(&json!({ "items": [{ "id": "a", "weight": 1, "wieght": 2 }] }));
    assert_eq!(misspelt.unwrap_err().path().to_string(), "items[0].wieght");
}

#[test]
fn a_period_before_explains_the_change() {
    let card = json!({ "items": [{ "id": "a", "weight": 50, "target": 10 }, { "id": "b", "weight": 30, "target": 10 },
        { "id": "c", "weight": 20, "target": 10 }] });
    let options = Options {
        previous: Some(actuals(
            &json!([{ "id": "a", "value": 6 }, { "id": "b", "value": 9 }, { "id": "c", "value": 8 }]),
        )),
        ..Options::default()
    };
    let now = json!([{ "id": "a", "value": 8 }, { "id": "b", "value": 7 }, { "id": "c", "state": "notApplicable" }]);
    let report = score_kpis(&self::card(&card), &actuals(&now), &options).unwrap();
    // Before: 0.5·60 + 0.3·90 + 0.2·80 = 73. Now: 0.625·80 + 0.375·70 = 76.25.
    let sum: f64 = report.items.iter().filter_map(|i| i.change).map(|c| c.score + c.weight).sum();
    assert!(close(sum, 3.25), "{sum}");
}

#[test]
fn an_open_period_is_judged_by_pace() {
    let card =
        json!({ "items": [{ "id": "sales_total", "weight": 100, "target": 1_000_000, "owner": "王芳" }] });
    let given = json!([{ "id": "sales_total", "value": 560_000 }]);
    let as_of = |day: &str| {
        let options =
            json!({ "period": { "start": "2026-02-01", "end": "2026-02-28", "asOf": day }, "locale": "en" });
        score_kpis(&self::card(&card), &actuals(&given), &read(&options).unwrap()).unwrap()
    };
    let report = as_of("2026-02-14");
    assert_eq!((report.items[0].status, report.items[0].attainment), (Status::AtRisk, Some(0.56)));
    assert_eq!((report.alerts[0].rule, report.alerts[0].owner.as_deref()), (AlertRule::Pace, Some("王芳")));
    assert_eq!(as_of("2026-02-05").items[0].status, Status::Outstanding);
    assert_eq!(as_of("2026-02-28").items[0].status, Status::OffTarget);
}

fn curve() -> impl Strategy<Value = Option<Scoring>> {
    let band = |from, score| Band { from, score };
    prop_oneof![
        Just(None),
        prop_oneof![Just(Below::Nothing), Just(Below::Linear)].prop_map(|below| Some(Scoring::ThreePoint {
            threshold: 0.8,
            stretch: 1.2,
            below
        })),
        Just(Some(Scoring::Binary {})),
        Just(Some(Scoring::Bands { bands: vec![band(0.0, 0.0), band(0.6, 60.0), band(1.0, 100.0)] })),
        (0.1..9.0_f64, -50.0..50.0_f64).prop_map(|(per_unit, pass)| Some(Scoring::Deduction {
            pass,
            per_unit,
            minimum: None,
            least_score: None
        })),
    ]
}

fn target() -> impl Strategy<Value = Target> {
    let number = || -100.0..100.0_f64;
    prop_oneof![
        number().prop_map(|value| Target::Absolute { value }),
        Just(Target::Absolute { value: 0.0 }),
        number().prop_map(|value| Target::AtMost { value }),
        (-1.0..1.0_f64, number()).prop_map(|(rate, b)| Target::Growth { rate, baseline: Some(b) }),
        (-1.0..1.0_f64, number()).prop_map(|(rate, b)| Target::Reduction { rate, baseline: Some(b) }),
        (number(), number()).prop_map(|(points, b)| Target::Points { points, baseline: Some(b) }),
    ]
}

#[derive(Debug, Clone)]
struct Case {
    weight: f64,
    target: Target,
    scoring: Option<Scoring>,
    actual: Option<f64>,
}

fn cases() -> impl Strategy<Value = Vec<Case>> {
    let case = (0.0..50.0_f64, target(), curve(), prop::option::weighted(0.9, -200.0..200.0_f64))
        .prop_map(|(weight, target, scoring, actual)| Case { weight, target, scoring, actual });
    prop::collection::vec(case, 1..8)
}

fn run(cases: &[(usize, Case)], rule: AggregationRule, scale: f64) -> KpiReport {
    let items = cases
        .iter()
        .map(|(i, case)| {
            Item::Kpi(planscore::kpi::Kpi {
                id: format!("k{i}"),
                weight: case.weight * scale,
                target: Some(case.target.clone()),
                scoring: case.scoring.clone(),
                ..Default::default()
            })
        })
        .collect();
    let card = Scorecard { aggregation: rule, missing: MissingPolicy::Provisional, ..Scorecard::new(items) };
    let given: Vec<Actual> = cases
        .iter()
        .filter_map(|(i, case)| Some(Actual { id: format!("k{i}"), measured: Measured::Value(case.actual?) }))
        .collect();
    score_kpis(&card, &given, &Options::default()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Losses and contributions sum exactly, whatever the targets, curves and gaps.
    #[test]
    fn sums_are_exact(cases in cases(), geometric in any::<bool>()) {
        let rule = if geometric { AggregationRule::Geometric } else { AggregationRule::Arithmetic };
        let numbered: Vec<_> = cases.into_iter().enumerate().collect();
        let report = run(&numbered, rule, 1.0);
        prop_assert!(report.items.iter().all(|i| i.contribution.is_finite() && i.loss.is_finite() && i.points_per_percent.is_finite()));
        if let Some(total) = report.total {
            let contributions: f64 = report.items.iter().map(|i| i.contribution).sum();
            let losses: f64 = report.items.iter().map(|i| i.loss).sum();
            prop_assert!((contributions - total).abs() < 1e-9 && (losses - (100.0 - total)).abs() < 1e-9);
            if let Some(range) = report.range {
                prop_assert!(range.low <= range.high);
            }
        }
    }

    /// Neither the order of the figures, nor the scale of the weights, nor a figure without weight
    /// changes the total.
    #[test]
    fn order_scale_and_weightless_figures_change_nothing(cases in cases(), scale in 0.01..100.0_f64, extra in target()) {
        let numbered: Vec<_> = cases.into_iter().enumerate().collect();
        let total = |cases: &[(usize, Case)], scale| run(cases, AggregationRule::Arithmetic, scale).total;
        let expected = total(&numbered, 1.0);
        let same = |other: Option<f64>| match (expected, other) {
            (Some(a), Some(b)) => (a - b).abs() < 1e-9,
            (a, b) => a == b,
        };
        let mut reversed = numbered.clone();
        reversed.reverse();
        prop_assert!(same(total(&reversed, 1.0)));
        prop_assert!(same(total(&numbered, scale)));
        let mut more = numbered.clone();
        more.push((99, Case { weight: 0.0, target: extra, scoring: None, actual: Some(7.0) }));
        prop_assert!(same(total(&more, 1.0)));
    }

    /// A better actual never scores less, in either direction, through every curve.
    #[test]
    fn better_is_never_worse(target in target(), scoring in curve(), a in -200.0..200.0_f64, b in -200.0..200.0_f64) {
        let lower = match target {
            Target::AtMost { .. } | Target::Reduction { .. } => true,
            Target::Points { points, .. } => points < 0.0,
            _ => false,
        };
        let with = |actual| {
            let case = Case { weight: 1.0, target: target.clone(), scoring: scoring.clone(), actual: Some(actual) };
            run(&[(0, case)], AggregationRule::Arithmetic, 100.0).items[0].score
        };
        let (low, high) = (with(a.min(b)), with(a.max(b)));
        let (worse, better) = if lower { (high, low) } else { (low, high) };
        prop_assert!(worse <= better, "{worse:?} {better:?}");
    }
}

#[test]
fn each_target_says_where_it_comes_from() {
    let line = json!({ "line": 12, "text": "回款率不低于95%" });
    let card = json!({ "items": [
        { "id": "collection_rate", "weight": 1, "target": { "form": "atLeast", "value": 0.95 }, "source": line },
        { "id": "nps", "weight": 1, "target": 40 },
        { "id": "sales_total", "weight": 1, "target": { "form": "growth", "rate": 0.2 }, "baseline": 100 },
        { "id": "churn_rate", "weight": 1, "target": { "form": "unset" } },
    ]});
    let origins: Vec<_> = score(&card, &json!([])).items.iter().map(|item| item.origin).collect();
    assert_eq!(origins, [Some(Origin::Plan), Some(Origin::User), Some(Origin::Derived), None]);
}
