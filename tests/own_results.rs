//! What a check of a plan reports goes through everything that reads reports, whatever the plan says.

use std::collections::BTreeSet;

use planscore::Locale;
use planscore::actual::{Actual, Measured};
use planscore::calendar::{Day, Period};
use planscore::kpi::{Item, Kpi, Options as ScoreOptions, Scorecard, score_kpis};
use planscore::plan::{Options, PlanReport, apply_edits, check_plan, sarif};
use planscore::review::{Format, Input, ReviewOptions, Shown, plan_scorecard, render, review};
use proptest::prelude::*;
use serde_json::Value;

/// Plans as people write them.
const PLANS: [&str; 3] = [
    include_str!("fixtures/plan_clean.md"),
    include_str!("../www/samples/plan.md"),
    "目标\n1. 销售额增长20%，负责人李明，6月30日前\n2. 销售额达到1200万元\n",
];
/// What key figures are called, some of it in no plan of a sane person.
const NAMES: [&str; 12] = [
    "销售额",
    "回款率",
    "新增客户",
    "甲#乙",
    "甲#乙#2",
    "甲",
    "甲#2",
    "<b>甲</b>",
    "items[0].id",
    "😀率",
    "第一季度销售额",
    "increase revenue",
];
const NUMBERS: [&str; 16] = [
    "1e308",
    "9e999",
    "0",
    "-0",
    "-5",
    "0.000000000000001",
    "100%",
    "150%",
    "1亿亿亿",
    "99999999999999999999",
    "３００",
    "一千二百",
    "",
    "20%-30%",
    "X",
    "NaN",
];

/// One of some texts.
fn one_of(texts: &'static [&'static str]) -> impl Strategy<Value = &'static str> {
    (0..texts.len()).prop_map(|at| texts[at])
}

/// A line of goals, or of a table of key figures.
fn line() -> impl Strategy<Value = String> {
    let (names, numbers) = (one_of(&NAMES), one_of(&NUMBERS));
    let owner = prop_oneof![Just("，负责人：李明"), Just(""), Just("，负责人：X")];
    let goal =
        (names, numbers, one_of(&NUMBERS), owner, 0..4_usize).prop_map(|(name, to, from, owner, how)| {
            match how {
                0 => format!("- {name}达到{to}万元{owner}，2026年6月30日前"),
                1 => format!("- {name}由{from}提升至{to}{owner}"),
                2 => format!("{name}增长{to}{owner}。"),
                _ => format!("# {name}"),
            }
        });
    let row = (one_of(&NAMES), one_of(&NUMBERS), one_of(&NUMBERS))
        .prop_map(|(name, target, weight)| format!("| {name} | {target} | {weight} |"));
    prop_oneof![3 => goal, 2 => row, 1 => Just("| 指标 | 目标 | 权重 |\n| --- | --- | --- |".to_owned())]
}

/// A plan of such lines, or one as people write it with such lines in it, cut off somewhere.
fn plan() -> impl Strategy<Value = String> {
    let whole = prop_oneof![Just("# 2026年计划\n## 目标"), one_of(&PLANS)];
    (whole, prop::collection::vec((line(), 0..80_usize), 1..12), 0..3_000_usize).prop_map(
        |(whole, added, most)| {
            let mut lines: Vec<String> = whole.lines().map(str::to_owned).collect();
            for (line, at) in added {
                lines.insert(at.min(lines.len()), line);
            }
            lines.join("\n").chars().take(most).collect()
        },
    )
}

/// As data that went out and came back.
fn returned(report: &PlanReport) -> PlanReport {
    serde_json::from_str(&serde_json::to_string(report).unwrap()).unwrap()
}

fn figures(scorecard: &Scorecard) -> Vec<&Kpi> {
    scorecard
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Kpi(figure) => Some(figure),
            Item::Group(_) => None,
        })
        .collect()
}

fn goes_through(plan: &str) {
    for locale in [Locale::ZhCn, Locale::En] {
        let report = check_plan(plan, &Options { locale, ..Options::default() }).unwrap();
        let back = returned(&report);

        let log = serde_json::to_string(&sarif(&back.findings, "计划 1.md")).unwrap();
        let log: Value = serde_json::from_str(&log).unwrap();
        assert_eq!(log["runs"][0]["results"].as_array().map(Vec::len), Some(report.findings.len()));
        check_plan(&apply_edits(plan, &back.findings), &Options::default()).unwrap();

        let scorecard = plan_scorecard(&back.goals, &back.kpis);
        let ids: BTreeSet<&str> = figures(&scorecard).iter().map(|figure| figure.id.as_str()).collect();
        assert_eq!(ids.len(), scorecard.items.len(), "{ids:?}");
        let actual = |id: &str| Actual { id: id.to_owned(), measured: Measured::Value(1.0) };
        let actuals: Vec<Actual> = ids.into_iter().map(actual).collect();
        let period = Some(Period::new(Day(20_454), Day(20_818)));
        if !actuals.is_empty() {
            score_kpis(&scorecard, &actuals, &ScoreOptions { period, locale, ..ScoreOptions::default() })
                .unwrap();
        }

        let input = Input { plan: Some(plan.to_owned()), ..Input::default() };
        let found =
            review(&input, None, None, &ReviewOptions { locale, ..ReviewOptions::default() }).unwrap();
        let shown: Shown = serde_json::from_str(&serde_json::to_string(&found).unwrap()).unwrap();
        for format in [Format::Html, Format::Markdown] {
            render(&shown, format, locale);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn no_report_is_refused_by_what_reads_reports(plan in plan()) {
        goes_through(&plan);
    }
}

/// A name with the sign that numbers others of the same name, twice; and names that are numbers of others.
#[test]
fn figures_with_a_sign_in_their_name_are_told_apart() {
    goes_through("# 计划\n## 目标\n- 甲#乙达到5万元\n- 甲#乙达到6万元\n");
    goes_through(
        "# 考核\n| 指标 | 目标 | 权重 |\n| --- | --- | --- |\n| 甲#2 | 1 | 30 |\n| 甲 | 2 | 30 |\n| 甲 | 3 | 40 |\n",
    );
}
