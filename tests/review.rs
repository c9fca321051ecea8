//! The plan's targets against the data, calculated by hand.

use std::fmt::Write;

use planscore::Locale;
use planscore::kpi::Status;
use planscore::review::{Format, Input, Review, ReviewOptions, Shown, render, review};
use planscore::table::{DealOptions, Deals, OrderOptions, Orders};

/// Five orders of 1,000 yuan on the 15th of each month, from a month on for `months` months.
fn monthly(year: i32, month: u32, months: u32) -> Orders {
    let mut file = String::from("客户,日期,金额\n");
    for at in month - 1..month - 1 + months {
        let (year, month) = (year + (at / 12) as i32, at % 12 + 1);
        for customer in 1..=5 {
            writeln!(file, "客户{customer},{year}-{month:02}-15,1000").unwrap();
        }
    }
    Orders::from_csv(file.as_bytes(), OrderOptions::default()).unwrap()
}

fn reviewed(goal: &str, orders: &Orders) -> Review {
    let plan = format!("# 2026年销售计划\n\n## 目标\n\n- {goal}，2026年12月31日前完成，负责人：张三\n");
    review(&Input { plan: Some(plan), ..Input::default() }, Some(orders), None, &ReviewOptions::default())
        .unwrap()
}

fn issues(review: &Review) -> Vec<&'static str> {
    review.kpis.as_ref().unwrap().issues.iter().map(|issue| issue.code).collect()
}

/// 2025 brought 12 x 5,000 = 60,000, so 20 % more are 72,000; six months of 2026 brought 30,000.
#[test]
fn growth_is_measured_against_the_year_before() {
    let found = reviewed("销售额增长20%", &monthly(2025, 1, 18));
    let item = &found.kpis.as_ref().unwrap().items[0];
    assert_eq!((item.target, item.actual), (Some(72_000.0), Some(30_000.0)));
    assert_eq!(issues(&found), [""; 0], "one goal without a weight, and nothing unasked");
    assert_eq!(found.derived, ["sales_total"]);
}

/// Half a year is no baseline for a year: 36,000 would be met in a moment.
#[test]
fn half_a_year_is_no_baseline() {
    let found = reviewed("销售额增长20%", &monthly(2025, 7, 12));
    let item = &found.kpis.as_ref().unwrap().items[0];
    assert_eq!((item.target, item.status), (None, Status::NoTarget));
    assert!(issues(&found).contains(&"review/partial-baseline"));
    // A target that needs none is not troubled.
    let found = reviewed("销售额达到6万元", &monthly(2025, 7, 12));
    assert_eq!(found.kpis.as_ref().unwrap().items[0].target, Some(60_000.0));
    assert_eq!(issues(&found), [""; 0]);
}

/// What JavaScript gives back is what was given out: the document is the same, and nothing of it is lost on the way.
#[test]
fn a_review_that_went_out_and_came_back_is_shown_the_same() {
    let deals = "商机,阶段,时间,金额\nA,MQL,2026-01-05,5000\nA,SQL,2026-01-20,5000\nA,赢单,2026-02-10,5000\n\
                 B,MQL,2026-01-08,7000\nB,SQL,2026-01-09,7000\nC,MQL,2026-02-01,9000\nC,输单,2026-02-20,9000\n";
    let stages = Some(["MQL", "SQL", "赢单"].map(str::to_owned).to_vec());
    let deals = Deals::from_csv(deals.as_bytes(), DealOptions { stages, ..DealOptions::default() }).unwrap();
    let plan = "# 2026年销售计划\n\n## 目标\n\n- 销售额增长20%，2026年12月31日前完成，负责人：张三\n- 销售额达到X万元\n";
    let input = Input { plan: Some(plan.to_owned()), ..Input::default() };
    let orders = monthly(2025, 1, 18);
    let found = review(&input, Some(&orders), Some(&deals), &ReviewOptions::default()).unwrap();
    let shown = Shown::from(&found);
    let back: Shown = serde_json::from_value(serde_json::to_value(&found).unwrap()).unwrap();
    assert_eq!(back, shown);
    let page = render(&back, Format::Markdown, Locale::ZhCn);
    // All three deals entered the first stage.
    for part in
        ["## KPI 得分", "## 计划体检", "P001", "| MQL | 3 |", "## 客户分层", "期间 2026-01-01 至 2026-12-31"]
    {
        assert!(page.contains(part), "{part}: {page}");
    }
}

fn planned(goals: &str) -> Review {
    let plan = format!("# 2026年销售计划\n\n## 目标\n\n{goals}\n");
    review(&Input { plan: Some(plan), ..Input::default() }, None, None, &ReviewOptions::default()).unwrap()
}

fn asked(review: &Review) -> Vec<(&str, Option<f64>)> {
    review.kpis.as_ref().unwrap().items.iter().map(|item| (item.id.as_str(), item.target)).collect()
}

/// 9 + 12 + 12 + 15 = 48: the quarters are the year's, and asking for both would ask twice.
#[test]
fn parts_of_a_goal_are_no_figures_of_their_own() {
    let quarters = planned(
        "全年销售额达到48万元。\n\n1. 一季度销售额9万元\n2. 二季度销售额12万元\n3. 三季度销售额12万元\n4. 四季度销售额15万元",
    );
    assert_eq!(asked(&quarters), [("sales_total", Some(480_000.0))]);
    let told = &quarters.kpis.as_ref().unwrap().issues;
    assert_eq!(told.iter().filter(|issue| issue.code == "review/part-of-goal").count(), 1);
    assert!(told.iter().any(
        |issue| issue.message == "计划第 7、8、9、10 行的目标是第 5 行「销售额」的一部分，不另算一项指标"
    ));
    // Regions before their sum, one of them not named, and a rate of one region.
    let regions =
        planned("- 华东销售额600万元\n- 华南销售额300万元\n- 销售额1000万元\n- 回款率95%\n- 华东回款率98%");
    assert_eq!(asked(&regions), [("sales_total", Some(10_000_000.0)), ("collection_rate", Some(0.95))]);
}

/// 9 + 12 + 12 + 15 = 48 is asked for over the year, although no line says so.
#[test]
fn quarters_without_a_whole_are_asked_for_together() {
    let quarters =
        "1. 一季度销售额9万元\n2. 二季度销售额12万元\n3. 三季度销售额12万元\n4. 四季度销售额15万元";
    let year = planned(quarters);
    assert_eq!(asked(&year), [("sales_total", Some(480_000.0))]);
    let told = &year.kpis.as_ref().unwrap().issues;
    assert!(told.iter().any(|issue| issue.code == "review/goals-added"
        && issue.message == "计划第 5、6、7、8 行的「销售额」合起来是 48.0万，按这个数打分"));
    // Halves and months as well, and figures that the catalogue does not have.
    assert_eq!(
        asked(&planned("- 上半年销售额20万元\n- 下半年销售额28万元")),
        [("sales_total", Some(480_000.0))]
    );
    let own = planned("- Q1 样机 30 台\n- Q2 样机 30 台\n- Q3 样机 40 台\n- Q4 样机 50 台");
    assert_eq!(asked(&own).iter().map(|(_, target)| *target).collect::<Vec<_>>(), [Some(150.0)]);
    // By a day is no stretch: what is asked for by June holds what is asked for by March.
    let running = planned("- 3月31日前销售额20万元\n- 12月31日前销售额48万元");
    assert_eq!(asked(&running), [("sales_total", Some(480_000.0))]);
    // Of rates the last one counts.
    assert_eq!(asked(&planned("- Q1 回款率90%\n- Q2 回款率92%")), [("collection_rate", Some(0.92))]);
}

/// A sum for half of the year says nothing about a year's sales.
#[test]
fn goals_for_a_part_of_the_year_are_not_scored_against_all_of_it() {
    let orders = monthly(2026, 1, 9);
    let of = |plan: &str| {
        let plan = Some(plan.to_owned());
        review(&Input { plan, ..Input::default() }, Some(&orders), None, &ReviewOptions::default()).unwrap()
    };
    for plan in ["# 2026年销售计划\n\n## 目标\n\n", "# 销售计划\n\n## 目标\n\n"] {
        let half = of(&format!("{plan}- Q1 销售额 2 万元\n- Q2 销售额 3 万元\n"));
        let item = &half.kpis.as_ref().unwrap().items[0];
        assert_eq!(
            (item.id.as_str(), item.target, item.actual),
            ("sales_total", None, Some(45_000.0)),
            "{plan}"
        );
        assert_eq!(half.kpis.as_ref().unwrap().items.len(), 1);
        let told =
            half.kpis.as_ref().unwrap().issues.iter().find(|issue| issue.code == "review/part-of-period");
        assert!(
            told.unwrap().message.contains("第 5、6 行读到的「销售额」是 2026-01-01 至 2026-06-30 的目标")
        );
    }
}

/// Five thousand a month: a quarter brings 15,000, not the 45,000 of the nine months in the file.
#[test]
fn a_plan_for_a_quarter_is_held_against_that_quarter() {
    let orders = monthly(2026, 1, 9);
    let of = |plan: &str| {
        let plan = Some(plan.to_owned());
        review(&Input { plan, ..Input::default() }, Some(&orders), None, &ReviewOptions::default()).unwrap()
    };
    let quarter = of("# 2026年第二季度销售计划\n\n## 目标\n\n- 销售额2万元\n");
    let item = &quarter.kpis.as_ref().unwrap().items[0];
    assert_eq!((item.target, item.actual), (Some(20_000.0), Some(15_000.0)));
    let period = quarter.period.unwrap();
    assert_eq!(
        [period.start, period.end, period.as_of.unwrap()].map(|day| day.to_string()),
        ["2026-04-01", "2026-06-30", "2026-06-30"]
    );
    // What is asked for next year is not held against this one.
    let ahead = of("# 2027年销售计划\n\n## 目标\n\n- 销售额2万元\n");
    assert_eq!(ahead.kpis.as_ref().unwrap().items[0].actual, None);
    assert!(issues(&ahead).contains(&"review/plan-ahead"));
}

#[test]
fn a_goal_that_stands_there_twice_counts_once() {
    let twice = planned("- 销售额增长20%\n- 销售额达到1200万元");
    assert_eq!(asked(&twice), [("sales_total", Some(12_000_000.0))]);
    assert!(issues(&twice).contains(&"review/goal-repeated"));
}

/// Without the whole each region is asked for what it was asked for.
#[test]
fn goals_without_a_whole_stay() {
    assert_eq!(planned("- 华东销售额600万元\n- 华南销售额400万元").kpis.unwrap().items.len(), 2);
    assert_eq!(planned("- 销售额1000万元\n- 新客户50家").kpis.unwrap().items.len(), 2);
}
