//! No text makes a check panic, its losses add up, and what it finds goes through everything that takes it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use planscore::kpi::{self, score_kpis};
use planscore::plan::{Finding, Options, apply_edits, check_plan, sarif};
use planscore::review::plan_scorecard;
use planscore_fuzz::assert_finite;

fuzz_target!(|text: &str| {
    let report = check_plan(text, &Options::default()).expect("any text can be checked");
    let lost: f64 = report.findings.iter().map(|finding| finding.lost).sum();
    assert_eq!(report.score, 100.0 - lost);
    assert_finite(&report, text.as_bytes());

    let written = serde_json::to_string(&report.findings).expect("findings are data");
    let findings: Vec<Finding> = serde_json::from_str(&written).expect("findings can be read again");
    assert_eq!(apply_edits(text, &findings), apply_edits(text, &report.findings));
    check_plan(&apply_edits(text, &findings), &Options::default()).expect("an edited plan can be checked");
    sarif(&findings, "plan.md");

    let scorecard = plan_scorecard(&report.goals, &report.kpis);
    if !scorecard.items.is_empty() {
        score_kpis(&scorecard, &[], &kpi::Options::default())
            .expect("the plan's own scorecard can be scored");
    }
});
