//! Plan completeness: the five sample plans line by line, mutations, disguises, properties.

#![allow(clippy::wildcard_imports, reason = "one test in several files")]

mod goals;
mod layouts;
mod mutations;
mod output;
mod scores;
mod truth;

use std::fs;
use std::path::PathBuf;

use planscore::Locale;
use planscore::plan::{
    Archetype, ArchetypeTable, Finding, Goal, Options, PlanReport, RequiredElement, SectionKind,
    SectionWeight, Severity, apply_edits, archetypes, check_plan, check_plans, sarif, skeleton, targets,
};
use planscore::target::Target;
use proptest::prelude::*;
use serde_json::Value;

const CLEAN: &str = include_str!("../fixtures/plan_clean.md");
const SAMPLE: &str = include_str!("../../www/samples/plan.md");

fn check(text: &str) -> PlanReport {
    check_plan(text, &Options::default()).unwrap()
}

fn codes(report: &PlanReport) -> Vec<String> {
    report.findings.iter().map(|finding| finding.code.clone()).collect()
}

/// The text with the five sample plans, and what it holds line by line, from the folder shared beside the repository or
/// beside the folder of its worktrees.
fn truth() -> (String, Value) {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let shared = ["../shared", "../../shared"].map(|folder| root.join(folder));
    let shared = shared.iter().find(|folder| folder.is_dir()).expect("../shared is there");
    let seeds = fs::read_dir(shared.join("seeds")).unwrap().filter_map(Result::ok).map(|entry| entry.path());
    let text = seeds.into_iter().find(|path| path.extension().is_some_and(|end| end == "txt")).unwrap();
    let inventory = fs::read_to_string(shared.join("data/plan_inventory.json")).unwrap();
    (fs::read_to_string(text).unwrap(), serde_json::from_str(&inventory).unwrap())
}

fn places(report: &PlanReport) -> Vec<(String, usize)> {
    report.findings.iter().map(|finding| (finding.code.clone(), finding.span.line)).collect()
}

fn full_width(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '|' | '-' | '#' | '\n' | ' ' | '_' => c,
            '!'..='~' => char::from_u32(c as u32 + 0xfee0).unwrap(),
            c => c,
        })
        .collect()
}

/// The traditional forms that the checker folds, the other way round.
fn traditional(text: &str) -> String {
    let pairs: Vec<char> = include_str!("../../crates/plan/src/traditional.txt")
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    text.chars().map(|c| pairs.chunks(2).find(|pair| pair[1] == c).map_or(c, |pair| pair[0])).collect()
}

/// The lines of a plan as one, without the marks that only a line's beginning can carry.
fn on_one_line(text: &str) -> String {
    let bare = |line: &str| line.trim_start_matches(['#', '-', ' ']).to_owned();
    text.lines().map(bare).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

fn serde_name(archetype: Archetype) -> String {
    serde_json::to_value(archetype).unwrap().as_str().unwrap().to_owned()
}

/// Every span is where it says it is, in each of the ways it says it.
fn well_placed(text: &str, report: &PlanReport) {
    let units: Vec<u16> = text.encode_utf16().collect();
    let findings = report.findings.iter().map(|finding| finding.span);
    let sections = report.sections.iter().map(|section| section.span);
    for span in findings.chain(sections).chain(report.goals.iter().map(|goal| goal.span)) {
        let by_bytes: Vec<u16> = text[span.byte_start..span.byte_end].encode_utf16().collect();
        assert_eq!(units[span.start..span.end], by_bytes[..]);
        let before = &text[..span.byte_start];
        assert_eq!(span.line, before.matches('\n').count() + 1);
        let column = before.rsplit('\n').next().unwrap_or_default().encode_utf16().count() + 1;
        assert_eq!(span.column, column);
    }
}

/// A letter of targets: parts of a goal, goals without a known name, weights and a total in one sentence.
#[test]
fn a_letter_of_targets() {
    let letter = |weight: u32, total: u32| {
        format!(
            "销售目标书\n\n目标\n\n1. 2027年总销售额：1.2亿元，其中华东5000万元、华南4000万元，回款率≥95%\n\
             2. 新增渠道伙伴≥12家，其中金牌伙伴不少于5家\n3. 培训：每人每季度不少于16学时\n4. 招聘3名销售，3月底前到岗\n\n\
             绩效考核\n\n销售额完成率权重50%，回款率权重30%，新增渠道伙伴权重{weight}%。\n\n\
             预算\n\n薪资80万元、差旅20万元、招待10万元，合计{total}万元。\n"
        )
    };
    let report = check(&letter(20, 110));
    let goals: Vec<(&str, Option<f64>)> =
        report.goals.iter().map(|goal| (goal.metric.as_str(), goal.target.resolve(None))).collect();
    assert_eq!(
        goals,
        [
            ("总销售额", Some(1.2e8)),
            ("回款率", Some(0.95)),
            ("新增渠道伙伴", Some(12.0)),
            ("培训", Some(16.0)),
            ("招聘销售", Some(3.0))
        ]
    );
    assert_eq!(
        report.kpis.iter().map(|kpi| kpi.weight).collect::<Vec<_>>(),
        [Some(50.0), Some(30.0), Some(20.0)]
    );
    let sums = |weight, total| {
        let mut found = codes(&check(&letter(weight, total)));
        found.retain(|code| ["K001", "M001", "B003", "G002", "G011", "K004"].contains(&code.as_str()));
        found
    };
    assert_eq!(sums(20, 110), Vec::<String>::new());
    assert_eq!((sums(10, 110), sums(20, 120)), (vec!["K001".to_owned()], vec!["M001".to_owned()]));
}

/// The score of a text as a plan of a kind.
fn score_of(text: &str, archetype: Archetype) -> f64 {
    let options = Options { archetype: Some(serde_name(archetype)), ..Options::default() };
    check_plan(text, &options).unwrap().score
}
