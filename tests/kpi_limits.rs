//! What is met exactly is met: limits, equal totals, penalties, and the default process group.

mod common;

use common::read;
use planscore::kpi::{
    AdjustmentKind, Column, Item, KpiReport, Options, Status, default_scorecard, score_columns, score_kpis,
    score_team,
};
use serde_json::{Value, json};

fn score_with(card: &Value, given: &Value, options: &Value) -> KpiReport {
    score_kpis(&read(card).unwrap(), &read::<Vec<_>>(given).unwrap(), &read(options).unwrap()).unwrap()
}

fn score(card: &Value, given: &Value) -> KpiReport {
    score_with(card, given, &json!({}))
}

/// One figure with a value.
fn one(kpi: &Value, value: f64) -> KpiReport {
    let mut kpi = kpi.clone();
    (kpi["id"], kpi["weight"]) = (json!("a"), json!(100));
    score(&json!({ "items": [kpi] }), &json!([{ "id": "a", "value": value }]))
}

/// 10 % more than 50 is 55, and 55 are reached: no veto, no failed gate, full marks, no alert.
#[test]
fn a_target_met_exactly_is_met_everywhere() {
    let growth = json!({ "form": "growth", "rate": 0.1, "baseline": 50 });
    let bands =
        json!({ "curve": "bands", "bands": [{ "from": 0, "score": 0 }, { "from": 1, "score": 100 }] });
    for scoring in [json!(null), json!({ "curve": "binary" }), bands] {
        let mut kpi = json!({ "target": growth, "veto": true, "gate": 1, "alertBelow": 1 });
        if !scoring.is_null() {
            kpi["scoring"] = scoring;
        }
        let report = one(&kpi, 55.0);
        assert_eq!((report.total, report.status), (Some(100.0), Status::OnTarget), "{kpi}");
        assert_eq!((report.alerts.len(), report.items[0].attainment), (0, Some(1.0)), "{kpi}");
        // One short of it is short of it.
        assert_eq!(one(&kpi, 54.0).status, Status::Vetoed);
    }
    // Every tenth of a percent up to 30 %, from baselines of cents: reached by what they say on paper.
    for tenths in 1..=300_u32 {
        for cents in [1_u32, 7, 33, 101, 990, 12_345] {
            let (rate, baseline) = (f64::from(tenths) / 1e3, f64::from(cents) / 100.0);
            let actual = f64::from(cents * (1_000 + tenths)) / 1e5;
            let kpi = json!({ "veto": true, "scoring": { "curve": "binary" },
                "target": { "form": "growth", "rate": rate, "baseline": baseline } });
            assert_eq!(one(&kpi, actual).total, Some(100.0), "{baseline} + {rate}: {actual}");
        }
    }
}

/// The same in columns: 0.28 of 0.35 is the gate of 0.8.
#[test]
fn columns_ask_as_reports_do() {
    let card = json!({ "items": [{ "id": "a", "weight": 1, "target": 0.35, "veto": true, "gate": 0.8 }] });
    let column = Column { id: "a", values: &[0.28, 0.27], ..Column::default() };
    let scores = score_columns(&read(&card).unwrap(), &[column], 2).unwrap();
    assert_eq!((scores.vetoed, &scores.total[..]), (vec![0, 1], &[80.0, 0.0][..]));
}

/// 0.2 x 87 + 0.3 x 93 + 0.5 x 113 = 17.4 + 27.9 + 56.5 = 101.8, and 18.6 + 29.7 + 53.5 = 101.8.
#[test]
fn equal_totals_share_a_rank() {
    let card = json!({ "items": [{ "id": "a", "weight": 20, "target": 100 },
        { "id": "b", "weight": 30, "target": 100 }, { "id": "c", "weight": 50, "target": 100 }] });
    let member = |id: &str, values: [f64; 3]| {
        let actuals: Vec<Value> = ["a", "b", "c"]
            .iter()
            .zip(values)
            .map(|(id, value)| json!({ "id": id, "value": value }))
            .collect();
        json!({ "id": id, "actuals": actuals })
    };
    let members =
        json!([member("x", [87., 93., 113.]), member("y", [93., 99., 107.]), member("z", [1., 1., 1.])]);
    let team =
        score_team(&read(&card).unwrap(), &read::<Vec<_>>(&members).unwrap(), &read(&json!({})).unwrap());
    let team = team.unwrap();
    assert_eq!(team.members.iter().map(|m| m.rank).collect::<Vec<_>>(), [Some(1), Some(1), Some(3)]);
    assert_eq!(team.members[0].report.total, Some(101.8));
    let column = |id, values| Column { id, values, ..Column::default() };
    let columns = [column("a", &[87., 93.]), column("b", &[93., 99.]), column("c", &[113., 107.])];
    let scores = score_columns(&read(&card).unwrap(), &columns, 2).unwrap();
    assert_eq!((scores.rank, &scores.total[..]), (vec![1, 1], &[101.8, 101.8][..]));
}

/// Below the threshold nothing, as incentive plans pay; on request straight down to 0: half of a
/// threshold of 0.8 earns half of its 60 points.
#[test]
fn below_the_threshold() {
    let kpi = |below: Value| {
        let mut scoring = json!({ "curve": "threePoint", "threshold": 0.8, "stretch": 1.2 });
        if !below.is_null() {
            scoring["below"] = below;
        }
        json!({ "target": 100, "scoring": scoring })
    };
    let total = |below: Value, actual| one(&kpi(below), actual).total.unwrap();
    assert_eq!(
        [79.9, 80.0, 100.0, 120.0].map(|actual| total(json!(null), actual)),
        [0.0, 60.0, 100.0, 120.0]
    );
    assert_eq!([40.0, 80.0].map(|actual| total(json!("linear"), actual)), [30.0, 60.0]);
}

/// 减分法: 98 passes, 2 points off for each one short, and from 90 down nothing is earned (8 short would
/// leave 84). A least score is another thing: 40 short leave 20, and 30 with a least score of 30.
#[test]
fn a_deduction_has_a_least_value_and_a_least_score() {
    let with = |more: Value, actual| {
        let mut scoring = json!({ "curve": "deduction", "pass": 98, "perUnit": 2 });
        for (name, value) in more.as_object().unwrap() {
            scoring[name] = value.clone();
        }
        one(&json!({ "scoring": scoring }), actual)
    };
    let total = |more: Value, actual| with(more, actual).total.unwrap();
    let least = json!({ "minimum": 90 });
    assert_eq!([98.0, 95.0, 90.0, 89.9].map(|actual| total(least.clone(), actual)), [100.0, 94.0, 84.0, 0.0]);
    assert!(with(least, 89.9).items[0].flags.contains(&"below-gate"));
    assert_eq!(total(json!({}), 58.0), 20.0);
    assert_eq!(total(json!({ "leastScore": 30 }), 58.0), 30.0);
    assert_eq!(total(json!({ "leastScore": 30, "minimum": 60 }), 58.0), 0.0);
    // Fewer complaints are better: 3 pass, each more costs 10, and beyond 6 nothing is earned.
    let complaints = |actual| {
        let scoring = json!({ "curve": "deduction", "pass": 3, "perUnit": 10, "minimum": 6 });
        one(&json!({ "direction": "lower", "scoring": scoring }), actual).total.unwrap()
    };
    assert_eq!([2.0, 5.0, 6.0, 7.0].map(complaints), [100.0, 80.0, 70.0, 0.0]);
    // A least value better than the pass value is a score in the wrong place.
    let wrong = json!({ "items": [{ "id": "a", "weight": 1,
        "scoring": { "curve": "deduction", "pass": 3, "perUnit": 1, "minimum": 60 } }] });
    let error = score_kpis(&read(&wrong).unwrap(), &[], &Options::default()).unwrap_err();
    assert_eq!((error.code(), error.path()), ("kpi/bad-deduction", Some("items[0].scoring.minimum")));
}

/// A penalty of 100 on 60 points leaves 0, and the 40 that could not be taken are told; with a floor of
/// -100 it leaves -40.
#[test]
fn penalties_stop_at_nothing() {
    let mut card = json!({ "items": [{ "id": "a", "weight": 100, "target": 100 }],
        "bonus": [{ "points": -100, "reason": "安全事故" }] });
    let given = json!([{ "id": "a", "value": 60 }]);
    let report = score(&card, &given);
    assert_eq!(report.total, Some(0.0));
    let kinds: Vec<_> = report.adjustments.iter().map(|a| (a.kind, a.points)).collect();
    assert_eq!(kinds, [(AdjustmentKind::Bonus, -100.0), (AdjustmentKind::HardFloor, 40.0)]);
    card["hardFloor"] = json!(-100);
    assert_eq!(score(&card, &given).total, Some(-40.0));
    let columns = [Column { id: "a", values: &[60.0], ..Column::default() }];
    assert_eq!(score_columns(&read(&card).unwrap(), &columns, 1).unwrap().total, [-40.0]);
}

/// Growth of a loss: 20 % better than -100 is -80.
#[test]
fn a_loss_grows_towards_nothing() {
    let kpi = json!({ "target": { "form": "growth", "rate": 0.2, "baseline": -100 } });
    let report = one(&kpi, -80.0);
    assert_eq!((report.items[0].target, report.total), (Some(-80.0), Some(100.0)));
}

/// What is not there adds up to 0, not to -0.
#[test]
fn nothing_is_not_minus_nothing() {
    let card = json!({ "items": [{ "id": "a", "weight": 100, "target": 100 }] });
    let report = score_with(&card, &json!([]), &json!({ "goal": 0 }));
    assert!(report.coverage == 0.0 && report.coverage.is_sign_positive());
    assert!(report.path.unwrap().cost.is_sign_positive());
    let columns = [Column { id: "a", values: &[f64::NAN], ..Column::default() }];
    let scores = score_columns(&read(&card).unwrap(), &columns, 1).unwrap();
    assert!(scores.coverage[0].is_sign_positive());
}

/// The process group of the plan: effective visits, quotes, completeness of the CRM data, one third each
/// of its 10 points.
#[test]
fn the_process_figures_are_a_group() {
    let card = default_scorecard("general").unwrap();
    let Some(Item::Group(group)) = card.items.last() else { panic!("{card:?}") };
    assert_eq!((group.id.as_str(), group.weight, group.items.len()), ("process_index", 10.0, 3));
    let mut card = serde_json::to_value(&card).unwrap();
    for item in card["items"][6]["items"].as_array_mut().unwrap() {
        item["target"] = json!(100);
    }
    let given = json!([{ "id": "customer_visits", "value": 90 }, { "id": "quotes_submitted", "value": 60 },
        { "id": "crm_completeness", "value": 30 }]);
    // The six other figures have no value: what is known is a tenth of the weight, a third of it each.
    let report = score(&card, &given);
    let process: Vec<_> = report.items.iter().filter(|item| item.path.starts_with("items[6]")).collect();
    assert_eq!(process.iter().map(|item| item.score).collect::<Vec<_>>(), [90.0, 60.0, 30.0].map(Some));
    assert!(process.iter().all(|item| item.share == process[0].share) && process.len() == 3);
    card["items"] = json!([card["items"][6]]);
    assert_eq!(score(&card, &given).total, Some(60.0));
}

/// Nothing of nothing is 0, not -0, which is written so in JavaScript.
#[test]
fn the_coverage_of_nothing_is_zero() {
    for card in [json!({ "items": [] }), json!({ "items": [{ "id": "a", "weight": 0, "target": 1 }] })] {
        let coverage = score(&card, &json!([])).coverage;
        assert!(coverage == 0.0 && coverage.is_sign_positive(), "{coverage}");
    }
}
