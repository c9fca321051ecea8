//! No scorecard, actuals, team, sales or options cause a panic or a number that is none. An input is a call as JSON:
//! `scorecard`, `actuals`, `options`, `members`, `team`, `plan`, `sales`.
#![no_main]

use libfuzzer_sys::fuzz_target;
use planscore::kpi::{Actual, Member, Options, Scorecard, TeamOptions};
use planscore::kpi::{CommissionPlan, Sale, score_kpis, score_team, simulate_commission};
use planscore_fuzz::{argument, assert_finite};
use serde_json::Value;

fuzz_target!(|text: &str| {
    let Ok(call) = serde_json::from_str::<Value>(text) else { return };
    let bytes = text.as_bytes();
    if let Some(scorecard) = argument::<Scorecard>(&call, "scorecard") {
        if let (Some(actuals), Some(options)) =
            (argument::<Vec<Actual>>(&call, "actuals"), argument::<Options>(&call, "options"))
        {
            assert_finite(&score_kpis(&scorecard, &actuals, &options), bytes);
        }
        if let (Some(members), Some(options)) =
            (argument::<Vec<Member>>(&call, "members"), argument::<TeamOptions>(&call, "team"))
        {
            assert_finite(&score_team(&scorecard, &members, &options), bytes);
        }
    }
    if let (Some(plan), Some(sales)) =
        (argument::<CommissionPlan>(&call, "plan"), argument::<Vec<Sale>>(&call, "sales"))
    {
        assert_finite(&simulate_commission(&plan, &sales), bytes);
    }
});
