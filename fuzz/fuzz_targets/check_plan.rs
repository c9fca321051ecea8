//! No text makes a check panic, its losses add up, and what it finds goes through everything that takes it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use planscore::kpi::{self, score_kpis};
use planscore::plan::{Finding, apply_edits, sarif};
use planscore::review::plan_scorecard;
use planscore_fuzz::{checked, is_one_in};

fuzz_target!(|text: &str| {
    let report = checked(text);
    let scorecard = plan_scorecard(&report.goals, &report.kpis);
    if !scorecard.items.is_empty() {
        score_kpis(&scorecard, &[], &kpi::Options::default())
            .expect("the plan's own scorecard can be scored");
    }
    let edited = apply_edits(text, &report.findings);
    if is_one_in(16, text.as_bytes()) {
        let written = serde_json::to_string(&report.findings).expect("findings are data");
        let findings: Vec<Finding> = serde_json::from_str(&written).expect("findings can be read again");
        assert_eq!(apply_edits(text, &findings), edited);
        checked(&edited);
        serde_json::to_string(&sarif(&findings, "plan.md")).expect("a log is data");
    }
});
