//! Alerts, explanations, the cheapest path, comparisons and forecasts.

mod common;

use common::read;
use planscore::kpi::{Alert, AlertRule, KpiReport, Status, score_kpis};
use proptest::prelude::*;
use serde_json::{Value, json};

fn score(card: &Value, given: &Value, options: &Value) -> KpiReport {
    score_kpis(&read(card).unwrap(), &read::<Vec<_>>(given).unwrap(), &read(options).unwrap()).unwrap()
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-6
}

/// March 2026 (22 working days) up to the 20th (15 of them).
fn march() -> Value {
    json!({ "start": "2026-03-01", "end": "2026-03-31", "asOf": "2026-03-20" })
}

fn alert(report: &KpiReport, rule: AlertRule) -> Option<&Alert> {
    report.alerts.iter().find(|alert| alert.rule == rule)
}

fn value(alert: &Alert, name: &str) -> f64 {
    alert.values.iter().find(|value| value.name == name).unwrap().value
}

/// The fifteen working days of March up to the 20th.
fn days() -> Vec<String> {
    [2, 3, 4, 5, 6, 9, 10, 11, 12, 13, 16, 17, 18, 19, 20].iter().map(|d| format!("2026-03-{d:02}")).collect()
}

fn daily(values: &[f64]) -> KpiReport {
    let card = json!({ "items": [{ "id": "sales_total", "weight": 100, "target": 2200, "owner": "王芳" }] });
    let given = json!([{ "id": "sales_total", "value": values.iter().sum::<f64>() }]);
    let history = json!([{ "id": "sales_total", "dates": &days()[..values.len()], "values": values }]);
    score(&card, &given, &json!({ "period": march(), "history": history, "locale": "en" }))
}

/// 2,200 over 22 days are 100 a day. Ten days at 100 and five at 70: the last three brought 210 of
/// 300, a burn of (1 - 0.7)/(1 - 0.9) = 3; the last ten 850 of 1,000, a burn of 1.5: a warning.
#[test]
fn a_burn_rate_needs_both_windows() {
    let report =
        daily(&[100., 100., 100., 100., 100., 100., 100., 100., 100., 100., 70., 70., 70., 70., 70.]);
    let burn = alert(&report, AlertRule::BurnRate).unwrap();
    assert!(close(value(burn, "shortWindow"), 3.0) && close(value(burn, "longWindow"), 1.5));
    assert_eq!((format!("{:?}", burn.severity).as_str(), burn.owner.as_deref()), ("Warning", Some("王芳")));
    // The ten days begin after Friday the 6th.
    assert_eq!(burn.since.unwrap().to_string(), "2026-03-07");
    // Ten bad days of 60: 4 in both windows.
    let report = daily(&[100., 100., 100., 100., 100., 60., 60., 60., 60., 60., 60., 60., 60., 60., 60.]);
    assert_eq!(format!("{:?}", alert(&report, AlertRule::BurnRate).unwrap().severity), "Critical");
    // Two bad days are no trend, nor are old ones that were made up.
    assert!(
        alert(
            &daily(&[100., 100., 100., 100., 100., 100., 100., 100., 100., 100., 100., 100., 100., 70., 70.]),
            AlertRule::BurnRate
        )
        .is_none()
    );
    assert!(
        alert(
            &daily(&[50., 50., 50., 50., 50., 50., 50., 50., 50., 50., 50., 50., 100., 100., 100.]),
            AlertRule::BurnRate
        )
        .is_none()
    );
}

#[test]
fn pace_says_since_when() {
    // On schedule for three days, then at half of it: the pace is below 90 % from the fourth day on
    // (350 of 400).
    let report = daily(&[100., 100., 100., 50., 50., 50., 50., 50., 50., 50., 50., 50., 50., 50., 50.]);
    let pace = alert(&report, AlertRule::Pace).unwrap();
    assert_eq!(pace.since.unwrap().to_string(), "2026-03-05");
    assert!(close(value(pace, "neededPerDay"), (2200.0 - 900.0) / 7.0));
    assert!(pace.advice.contains("the 7 working days left"), "{}", pace.advice);
}

#[test]
fn levels_fall_jump_and_go_stale() {
    let with = |dates: &[&str], values: &[f64], locale: &str| {
        let card = json!({ "items": [{ "id": "csat", "weight": 100, "target": 0.9, "alertBelow": 0.95 }] });
        let given = json!([{ "id": "csat", "value": values.last() }]);
        let history = json!([{ "id": "csat", "dates": dates, "values": values }]);
        score(&card, &given, &json!({ "period": march(), "history": history, "locale": locale }))
    };
    let weeks = ["2026-02-06", "2026-02-13", "2026-02-27", "2026-03-06", "2026-03-13", "2026-03-20"];
    let report = with(&weeks, &[0.90, 0.91, 0.89, 0.86, 0.84, 0.80], "en");
    let falls = alert(&report, AlertRule::ThreeFalls).unwrap();
    assert_eq!((value(falls, "from"), value(falls, "to")), (0.89, 0.80));
    assert_eq!(falls.since.unwrap().to_string(), "2026-03-06");
    // Below 0.95 of 0.9 is below 0.855: since 13 March.
    assert_eq!(alert(&report, AlertRule::Threshold).unwrap().since.unwrap().to_string(), "2026-03-13");
    assert!(alert(&report, AlertRule::StaleData).is_none());

    let days: Vec<String> = (1..=8).map(|d| format!("2026-03-{d:02}")).collect();
    let days: Vec<&str> = days.iter().map(String::as_str).collect();
    let report = with(&days, &[0.90, 0.91, 0.90, 0.91, 0.90, 0.91, 0.90, 0.99], "zh-CN");
    let outlier = alert(&report, AlertRule::Outlier).unwrap();
    assert!(value(outlier, "deviations") > 3.5 && outlier.message.contains("远高于"), "{}", outlier.message);
    // Nothing since Sunday the 8th: ten working days up to the 20th.
    let stale = alert(&report, AlertRule::StaleData).unwrap();
    assert_eq!((value(stale, "workingDays"), stale.since.unwrap().to_string()), (10.0, "2026-03-08".into()));
    assert!(stale.message.contains("10 个工作日") && !stale.advice.is_empty());
}

#[test]
fn a_veto_is_an_alert_and_the_path_lifts_it_first() {
    let card = json!({ "items": [{ "id": "a", "weight": 50, "target": 100 },
        { "id": "b", "weight": 50, "target": 100, "veto": true, "gate": 0.8 }] });
    let given = json!([{ "id": "a", "value": 120 }, { "id": "b", "value": 60 }]);
    let report = score(&card, &given, &json!({ "goal": 60 }));
    assert_eq!((alert(&report, AlertRule::Veto).unwrap().kpi.as_str(), report.status), ("b", Status::Vetoed));
    let path = report.path.unwrap();
    assert_eq!(path.steps.iter().map(|s| (s.id.as_str(), s.to)).collect::<Vec<_>>(), [("b", 80.0)]);
}

/// 10,000 is worth 0.5 points a percent of the actual for a, 0.25 for b; c is capped. From 70 to 80
/// the cheapest way is 20 % more of a.
#[test]
fn the_cheapest_path_takes_the_steepest_first() {
    let card = json!({ "items": [{ "id": "a", "weight": 50, "target": 100 }, { "id": "b", "weight": 25, "target": 100 },
        { "id": "c", "weight": 25, "target": 100 }] });
    let given = json!([{ "id": "a", "value": 50 }, { "id": "b", "value": 60 }, { "id": "c", "value": 120 }]);
    // Now 25 + 15 + 30 = 70.
    let path = |options: Value| score(&card, &given, &options).path.unwrap();
    let cheapest = path(json!({ "goal": 80 }));
    assert!(cheapest.reachable && close(cheapest.total, 80.0));
    assert_eq!(cheapest.steps.len(), 1);
    assert!(close(cheapest.steps[0].to, 70.0) && close(cheapest.steps[0].percent, 40.0));
    // 1 % of a is 0.5 and brings 0.25; of b 0.6 and brings 0.15. At thrice the cost b goes first, up
    // to its cap of 120 (15 points are more than the 10 that are wanted).
    let dear = path(json!({ "goal": 80, "efforts": [{ "id": "a", "cost": 3 }] }));
    assert_eq!(dear.steps[0].id, "b");
    assert!(close(dear.steps[0].to, 100.0) && close(dear.cost, 100.0 * 40.0 / 60.0));
    let fixed = path(json!({ "goal": 90, "efforts": [{ "id": "a", "cost": null }] }));
    assert!(!fixed.reachable && close(fixed.total, 85.0), "{fixed:?}");
    assert!(path(json!({ "goal": 60 })).steps.is_empty());
    // Beyond both caps: 60 + 30 + 30 = 120.
    assert!(path(json!({ "goal": 120 })).reachable && !path(json!({ "goal": 121 })).reachable);
}

/// A rate cannot pass 1: from 0.931 the collection rate rises to 1 at most, 1/0.98 of its target.
#[test]
fn the_path_knows_what_is_impossible() {
    let card = json!({ "items": [{ "id": "collection_rate", "weight": 100, "target": { "form": "atLeast", "value": 0.98 } }] });
    let given = json!([{ "id": "collection_rate", "numerator": 931, "denominator": 1000 }]);
    let path = score(&card, &given, &json!({ "goal": 110 })).path.unwrap();
    assert!(!path.reachable && close(path.total, 100.0 / 0.98));
}

#[test]
fn next_bands_and_comparisons() {
    let card = json!({ "items": [{ "id": "a", "weight": 50, "target": 100 },
        { "id": "churn_rate", "weight": 50, "target": { "form": "atMost", "value": 0.05 } }] });
    let options = json!({ "previous": [{ "id": "a", "value": -50 }, { "id": "churn_rate", "value": 0.05 }],
        "lastYear": [{ "id": "a", "value": 0 }] });
    let report =
        score(&card, &json!([{ "id": "a", "value": 85 }, { "id": "churn_rate", "value": 0.06 }]), &options);
    let next = report.items[0].next.unwrap();
    assert_eq!((next.attainment, next.actual, next.distance, next.status), (0.9, 90.0, 5.0, Status::Close));
    // Less is better: 0.06 of 0.05 is 0.8; 0.9 is at 0.055.
    let next = report.items[1].next.unwrap();
    assert!(close(next.actual, 0.055) && close(next.distance, -0.005));
    let versus = report.items[0].versus_previous.unwrap();
    assert_eq!((versus.difference, versus.relative, versus.better), (135.0, Some(2.7), Some(true)));
    assert_eq!(report.items[0].versus_last_year.unwrap().relative, None);
    assert_eq!(report.items[1].versus_previous.unwrap().better, Some(false));
    assert_eq!(report.items[1].versus_last_year, None);
}

/// The change of a geometric total is split exactly too, with figures that come and go.
#[test]
fn a_geometric_change_is_split_exactly() {
    let card = json!({ "aggregation": "geometric", "items": [{ "id": "a", "weight": 50, "target": 10 },
        { "id": "b", "weight": 30, "target": 10 }, { "id": "c", "weight": 20, "target": 10 }] });
    for (now, before) in [
        (
            json!([{ "id": "a", "value": 8 }, { "id": "b", "value": 7 }, { "id": "c", "value": 9 }]),
            json!([{ "id": "a", "value": 6 }, { "id": "b", "value": 9 }, { "id": "c", "state": "notApplicable" }]),
        ),
        (
            json!([{ "id": "a", "value": 8 }, { "id": "b", "value": 0 }, { "id": "c", "value": 9 }]),
            json!([{ "id": "a", "value": 6 }, { "id": "b", "value": 9 }, { "id": "c", "value": 3 }]),
        ),
    ] {
        let was = score(&card, &before, &json!({})).total.unwrap();
        let report = score(&card, &now, &json!({ "previous": before }));
        let sum: f64 = report.items.iter().filter_map(|item| item.change).map(|c| c.score + c.weight).sum();
        assert!(close(sum, report.total.unwrap() - was), "{sum}");
    }
}

/// Figures of each kind in an open period: a count by Poisson, an amount by the bootstrap, a rate by
/// Wilson; a rate of money and a closed period have no forecast.
#[test]
fn forecasts_by_kind() {
    let card = json!({ "items": [{ "id": "new_customers", "weight": 25, "target": 22 },
        { "id": "sales_total", "weight": 25, "target": 2200 },
        { "id": "lead_conversion_rate", "weight": 25, "target": { "form": "atLeast", "value": 0.15 } },
        { "id": "collection_rate", "weight": 25, "target": { "form": "atLeast", "value": 0.98 } }] });
    let given = json!([{ "id": "new_customers", "value": 15 }, { "id": "sales_total", "value": 1500 },
        { "id": "lead_conversion_rate", "numerator": 30, "denominator": 100 },
        { "id": "collection_rate", "numerator": 950, "denominator": 1000 }]);
    let values = [90., 110., 95., 105., 100., 80., 120., 100., 100., 100., 90., 110., 100., 100., 100.];
    let history = json!([{ "id": "sales_total", "dates": days(), "values": values }]);
    let report = score(&card, &given, &json!({ "period": march(), "history": history, "seed": 7 }));
    let method = |i: usize| report.items[i].forecast.map(|f| format!("{:?}", f.method));
    assert_eq!(method(0).as_deref(), Some("Poisson"));
    assert_eq!(method(1).as_deref(), Some("Bootstrap"));
    assert_eq!(method(2).as_deref(), Some("Wilson"));
    assert_eq!(method(3), None, "931 of 1,000 yuan are not 1,000 cases");
    let sales = report.items[1].forecast.unwrap();
    assert!(sales.p10 < 2200.0 && 2200.0 < sales.p90 && (sales.p50 - 2200.0).abs() < 20.0, "{sales:?}");
    assert!((0.35..0.65).contains(&sales.probability.unwrap()));
    assert!(report.items[2].forecast.unwrap().probability.unwrap() > 0.99);
    let again = score(&card, &given, &json!({ "period": march(), "history": history, "seed": 7 }));
    assert_eq!(report, again);
    let closed = score(&card, &given, &json!({ "period": { "start": "2026-03-01", "end": "2026-03-31" } }));
    assert!(closed.items.iter().all(|item| item.forecast.is_none()));
}

#[test]
fn wrong_histories_goals_and_seasons_are_refused() {
    let card = json!({ "items": [{ "id": "a", "weight": 100, "target": 1 }] });
    let refused = |options: Value| {
        let error = score_kpis(&read(&card).unwrap(), &[], &read(&options).unwrap()).unwrap_err();
        (error.code(), error.path().unwrap_or_default().to_owned())
    };
    let series = json!({ "id": "a", "dates": ["2026-03-01"], "values": [] });
    assert_eq!(refused(json!({ "history": [series] })), ("kpi/history-lengths", "history[0].values".into()));
    let one = json!({ "id": "a", "dates": [], "values": [] });
    assert_eq!(refused(json!({ "history": [one, one] })), ("kpi/duplicate-history", "history[1].id".into()));
    assert_eq!(refused(json!({ "period": march(), "season": [1, 2] })).0, "kpi/bad-season");
    let dear = json!([{ "id": "a", "cost": -1 }]);
    assert_eq!(refused(json!({ "goal": 90, "efforts": dear })), ("kpi/bad-effort", "efforts[0].cost".into()));
    let unknown = score(&card, &json!([]), &json!({ "history": [{ "id": "z", "dates": [], "values": [] }] }));
    assert_eq!(unknown.issues[0].code, "kpi/unknown-history");
}

#[test]
fn a_period_beyond_the_calendar_is_flagged() {
    let card = json!({ "items": [{ "id": "sales_total", "weight": 100, "target": 1 }] });
    let with = |holidays: Value| {
        let period =
            json!({ "start": "2027-01-01", "end": "2027-01-31", "asOf": "2027-01-15", "holidays": holidays });
        score(&card, &json!([{ "id": "sales_total", "value": 0.5 }]), &json!({ "period": period }))
    };
    assert_eq!(with(json!([])).issues[0].code, "period/beyond-calendar");
    // January 2027 has 21 weekdays, 11 of them up to the 15th; New Year's Day is the caller's to say.
    assert!(close(with(json!([])).items[0].pace.unwrap().elapsed, 11.0 / 21.0));
    assert!(close(with(json!(["2027-01-01"])).items[0].pace.unwrap().elapsed, 10.0 / 20.0));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 128, ..ProptestConfig::default() })]

    /// The path leads where it says, moves nothing for the worse, and no random way of the same
    /// length of any two figures is cheaper (linear curves).
    #[test]
    fn the_path_is_right_and_cheapest(
        weights in prop::collection::vec(1.0..50.0_f64, 3),
        values in prop::collection::vec(20.0..110.0_f64, 3),
        goal in 40.0..115.0_f64,
        tries in prop::collection::vec((0.0..120.0_f64, 0.0..120.0_f64, 0.0..120.0_f64), 40),
        geometric in any::<bool>(),
    ) {
        let items: Vec<Value> = (0..3).map(|i| json!({ "id": format!("k{i}"), "weight": weights[i], "target": 100 })).collect();
        let rule = if geometric { "geometric" } else { "arithmetic" };
        let card = json!({ "items": items, "aggregation": rule });
        let given = |values: &[f64]| json!((0..3).map(|i| json!({ "id": format!("k{i}"), "value": values[i] })).collect::<Vec<_>>());
        let path = score(&card, &given(&values), &json!({ "goal": goal })).path.unwrap();
        let mut moved = values.clone();
        for step in &path.steps {
            let i: usize = step.id[1..].parse().unwrap();
            prop_assert!(step.to > step.from && step.from == values[i]);
            moved[i] = step.to;
        }
        let total = |values: &[f64]| score(&card, &given(values), &json!({})).total.unwrap();
        prop_assert!((total(&moved) - path.total).abs() < 1e-6);
        prop_assert!(path.reachable && path.total >= goal - 1e-6);
        for (a, b, c) in tries {
            let other = [a.max(values[0]), b.max(values[1]), c.max(values[2])];
            let cost: f64 = (0..3).map(|i| 100.0 * (other[i] - values[i]) / values[i]).sum();
            // The geometric curve is followed in 240 pieces.
            let slack = if geometric { 0.5 } else { 1e-6 };
            prop_assert!(total(&other) < goal || cost >= path.cost - slack, "{other:?} costs {cost}, not {}", path.cost);
        }
    }

    /// Between jumps of curves the score is continuous, and capped figures have no sensitivity.
    #[test]
    fn continuous_and_insensitive_where_capped(target in 1.0..100.0_f64, actual in 0.0..200.0_f64, stretch in 1.05..2.0_f64, threshold in 0.1..0.95_f64) {
        for scoring in [json!({ "curve": "linear" }), json!({ "curve": "threePoint", "threshold": threshold, "stretch": stretch })] {
            let card = json!({ "items": [{ "id": "k", "weight": 100, "target": target, "scoring": scoring }] });
            let with = |value: f64| score(&card, &json!([{ "id": "k", "value": value }]), &json!({})).items.remove(0);
            let (here, near) = (with(actual), with(actual + 1e-7));
            prop_assert!((here.score.unwrap() - near.score.unwrap()).abs() < 1e-3);
            if here.score == Some(120.0) {
                prop_assert_eq!(here.points_per_percent, 0.0);
            }
        }
    }
}

/// A result without a number that is not finite.
fn is_tame(result: &impl std::fmt::Debug) -> bool {
    let text = format!("{result:?}");
    !text.split([' ', ',', '(', ')']).any(|word| ["NaN", "inf", "-inf"].contains(&word))
}

/// Numbers as files hold them, the extremes included.
fn wild() -> impl Strategy<Value = f64> {
    prop_oneof![
        4 => -1e4..1e4_f64,
        1 => prop::sample::select(vec![0.0, -0.0, 1e-308, -1e-308, 1e99, -1e99, 1e15, 0.1, 1.0]),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 300, ..ProptestConfig::default() })]

    /// Whatever finite numbers go in, no panic and nothing that is not finite comes out.
    #[test]
    fn nothing_wild_comes_out(
        target in wild(), actual in wild(), baseline in wild(), before in wild(), goal in wild(), weight in 0.0..1e99_f64,
        values in prop::collection::vec(wild(), 0..14),
        first in 0..40_i32, gap in 1..9_i32, as_of in 0..31_i32, months in 1..3_i32,
        form in 0..6_usize, curve in 0..5_usize, id in prop::sample::select(vec!["sales_total", "new_customers", "churn_rate", "nps", "own"]),
        rule in prop::sample::select(vec!["arithmetic", "geometric"]), veto in any::<bool>(),
    ) {
        let target = [json!(target), json!({ "form": "growth", "rate": 0.2, "baseline": baseline }),
            json!({ "form": "reduction", "rate": 0.2, "baseline": baseline }), json!({ "form": "points", "points": target, "baseline": baseline }),
            json!({ "form": "atMost", "value": target }), json!({ "form": "unset" })][form].clone();
        let curves = [json!({ "curve": "linear" }), json!({ "curve": "progress" }), json!({ "curve": "binary" }),
            json!({ "curve": "threePoint", "threshold": 0.8, "stretch": 1.5 }),
            json!({ "curve": "deduction", "pass": baseline, "perUnit": 2 })];
        let card = json!({ "aggregation": rule, "items": [
            { "id": id, "weight": weight, "target": target, "baseline": baseline, "scoring": curves[curve], "veto": veto, "alertBelow": 0.9 },
            { "id": "other", "weight": weight, "target": 10 } ] });
        let day = |offset: i32| planscore::calendar::Day(20_513 + offset).to_string();
        let dates: Vec<String> = (0..values.len() as i32).map(|i| day(first - 20 + i * gap)).collect();
        let ratio = json!([{ "id": id, "numerator": actual, "denominator": before }, { "id": "other", "value": 7 }]);
        let options = json!({ "goal": goal, "previous": ratio, "lastYear": [{ "id": id, "value": before }],
            "period": { "start": day(0), "end": day(31 * months), "asOf": day(as_of) },
            "history": [{ "id": id, "dates": dates, "values": values }] });
        for given in [json!([{ "id": id, "value": actual }, { "id": "other", "value": 7 }]), ratio] {
            let report = score(&card, &given, &options);
            prop_assert!(is_tame(&report), "{report:?}");
        }
        let member = |id: &str, value: f64| json!({ "id": id, "actuals": [{ "id": "other", "value": value }], "from": day(3) });
        let members = json!([member("a", actual), member("b", before), member("c", baseline)]);
        let team = planscore::kpi::score_team(&read(&card).unwrap(), &read::<Vec<_>>(&members).unwrap(),
            &read(&json!({ "period": options["period"] })).unwrap());
        if let Ok(team) = team {
            prop_assert!(is_tame(&team), "{team:?}");
        }
    }
}
