//! Plan completeness: the five sample plans line by line, mutations, disguises, properties.

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

const CLEAN: &str = include_str!("fixtures/plan_clean.md");
const SAMPLE: &str = include_str!("../www/samples/plan.md");

fn check(text: &str) -> PlanReport {
    check_plan(text, &Options::default()).unwrap()
}

fn codes(report: &PlanReport) -> Vec<String> {
    report.findings.iter().map(|finding| finding.code.clone()).collect()
}

/// The folder shared beside the repository, or above a worktree; `None`, said aloud, where it is not.
fn shared(file: &str) -> Option<PathBuf> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let found =
        ["../shared", "../../shared"].iter().map(|up| root.join(up).join(file)).find(|path| path.exists());
    if found.is_none() {
        eprintln!("{file} is not there: skipped");
    }
    found
}

/// The text with the five sample plans, and what it holds line by line.
fn truth() -> Option<(String, Value)> {
    let seeds = shared("seeds")?;
    let text = fs::read_dir(seeds)
        .ok()?
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .find(|p| p.extension().is_some_and(|e| e == "txt"))?;
    let inventory = fs::read_to_string(shared("data/plan_inventory.json")?).unwrap();
    Some((fs::read_to_string(text).unwrap(), serde_json::from_str(&inventory).unwrap()))
}

fn kind_of(canonical: &str) -> SectionKind {
    match canonical {
        "intro" => SectionKind::Introduction,
        "status" => SectionKind::Situation,
        "goals" => SectionKind::Goals,
        "goals_vision" => SectionKind::Culture,
        "strategy" => SectionKind::Strategy,
        "strategy_training" | "team" => SectionKind::Team,
        "strategy_incentive" => SectionKind::Incentives,
        "strategy_communication" => SectionKind::Communication,
        "kpi" => SectionKind::Performance,
        "risk" => SectionKind::Risk,
        "budget" => SectionKind::Resources,
        "summary" => SectionKind::Summary,
        other => panic!("an unknown kind in the inventory: {other}"),
    }
}

#[test]
fn every_heading_of_the_sample_plans_has_its_kind() {
    let Some((text, inventory)) = truth() else { return };
    let reports = check_plans(&text, &Options::default()).unwrap();
    let plans = inventory["archetypes"].as_array().unwrap();
    assert_eq!(reports.len(), plans.len());
    let archetypes = [
        Archetype::DataDriven,
        Archetype::People,
        Archetype::MarketExpansion,
        Archetype::CustomerRetention,
        Archetype::ProcessEfficiency,
    ];
    let mut headings = 0;
    for ((report, plan), archetype) in reports.iter().zip(plans).zip(archetypes) {
        assert_eq!(report.archetype.id, archetype);
        let wanted: Vec<(usize, String, SectionKind)> = plan["sections"]
            .as_array()
            .unwrap()
            .iter()
            .map(|s| {
                (
                    s["line"].as_u64().unwrap() as usize,
                    s["heading"].as_str().unwrap().to_owned(),
                    kind_of(s["canonical"].as_str().unwrap()),
                )
            })
            .collect();
        let got: Vec<(usize, String, SectionKind)> =
            report.sections.iter().map(|s| (s.span.line, s.title.clone(), s.kind)).collect();
        assert_eq!(got, wanted);
        headings += got.len();
        assert!(report.sections.iter().all(|section| section.level == 1 && !section.empty));
    }
    assert_eq!(headings, 46);
    assert_eq!(reports[1].missing, [SectionKind::Goals]);
    assert!(reports.iter().enumerate().all(|(i, report)| i == 1 || report.missing.is_empty()));
}

#[test]
fn every_placeholder_is_found_and_no_other() {
    let Some((text, inventory)) = truth() else { return };
    let lines: Vec<&str> = text.lines().collect();
    let wanted: Vec<(usize, usize, String)> = inventory["placeholders"]["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| {
            let (line, token) = (p["line"].as_u64().unwrap() as usize, p["token"].as_str().unwrap());
            (line, p["char_in_line"].as_u64().unwrap() as usize + 1, token.to_owned())
        })
        .collect();
    let got: Vec<(usize, usize, String)> = check(&text)
        .findings
        .iter()
        .filter(|finding| finding.code.starts_with('P') && finding.code != "P008")
        .map(|finding| {
            let (column, length) = (finding.span.column, finding.span.end - finding.span.start);
            let token: String = lines[finding.span.line - 1].chars().skip(column - 1).take(length).collect();
            assert_eq!(&text[finding.span.byte_start..finding.span.byte_end], token);
            let letters: String = token.chars().take_while(char::is_ascii_uppercase).collect();
            (finding.span.line, column, letters)
        })
        .collect();
    assert_eq!(got, wanted);
    assert_eq!(got.len(), 16);
}

/// The inventory's comparators as forms; 达到 of a rate is a floor, as the catalogue has it.
fn agrees(target: &Target, comparator: &str, value: &Value, unit: &str) -> bool {
    let Some(value) = value.as_f64() else { return matches!(target, Target::Unset { .. }) };
    let near = |x: f64, y: f64| (x - y).abs() < 1e-9;
    let share = if unit.starts_with('%') { value / 100.0 } else { value };
    match (target, comparator) {
        (Target::Growth { rate, .. }, "delta_rel+") | (Target::Reduction { rate, .. }, "delta_rel-") => {
            near(*rate, value / 100.0)
        }
        // NPS moves by points of its score, rates by points of a hundredth.
        (Target::Points { points, .. }, "delta_abs+") => near(*points, value),
        (Target::Points { points, .. }, "delta_pp+") => near(*points, value / 100.0),
        (Target::AtLeast { value }, ">=" | "reach" | "=")
        | (Target::Absolute { value }, "=" | "reach")
        | (Target::AtMost { value }, "<=") => near(*value, share),
        _ => false,
    }
}

#[test]
fn every_goal_of_the_sample_plans_has_its_metric_form_and_value() {
    let Some((text, inventory)) = truth() else { return };
    let report = check(&text);
    let wanted: Vec<&Value> = inventory["archetypes"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|plan| plan["numeric_targets"].as_array().unwrap())
        .collect();
    assert_eq!(wanted.len(), 34);
    let metrics = [
        "sales_total",
        "gross_margin_rate",
        "key_product_volume",
        "collection_rate",
        "new_customers",
        "nps",
        "churn_rate",
        "lead_to_opp_rate",
        "opp_to_won_rate",
        "new_markets_entered",
        "new_markets_entered",
        "new_customers",
        "new_business_sales",
        "new_business_share",
        "market_share",
        "mql_to_sql_rate",
        "nps",
        "csat",
        "complaint_resolution_timely_rate",
        "complaint_resolution_satisfaction",
        "churn_rate",
        "wakeup_rate",
        "repurchase_rate",
        "vip_renewal_rate",
        "top20_avg_purchase",
        "sales_cycle",
        "stage_duration",
        "lead_conversion_rate",
        "mql_to_sql_rate",
        "sales_per_head",
        "selling_time_share",
        "non_selling_time",
        "csat",
        "automation_rate",
    ];
    // The lines that the inventory lists as goals without a figure are goals that are not set yet.
    let unset = |goal: &&Goal| !matches!(goal.target, Target::Unset { text: None });
    let stated: Vec<&Goal> = report.goals.iter().filter(unset).collect();
    assert_eq!(stated.len(), 34);
    for ((goal, truth), metric) in stated.into_iter().zip(wanted).zip(metrics) {
        let at = format!("line {}: {goal:?}", truth["line"]);
        assert_eq!(goal.span.line as u64, truth["line"].as_u64().unwrap(), "{at}");
        assert_eq!(goal.kpi.as_deref(), Some(metric), "{at}");
        let (comparator, unit) =
            (truth["comparator"].as_str().unwrap(), truth["unit"].as_str().unwrap_or(""));
        assert!(agrees(&goal.target, comparator, &truth["value"], unit), "{at} against {truth}");
        assert!(goal.owner.is_none(), "{at}");
    }
}

#[test]
fn the_contradictions_of_the_sample_plans_are_reported() {
    let Some((text, inventory)) = truth() else { return };
    let report = check(&text);
    let at = |code: &str, line: usize| report.findings.iter().any(|f| f.code == code && f.span.line == line);
    // Two measures of 线索转化率; NPS in 百分点; the formula without its sign; top 10 % and top 20 %; no threshold.
    for (code, line) in
        [("K008", 95), ("G007", 42), ("G007", 534), ("K003", 98), ("K008", 549), ("K007", 113), ("G001", 190)]
    {
        assert!(at(code, line), "{code} in line {line}");
    }
    let process = report.findings.iter().find(|f| f.code == "K004" && f.span.line == 92).unwrap();
    assert!(process.message.contains("毛利润贡献"), "{}", process.message);
    let count = |code: &str| report.findings.iter().filter(|f| f.code == code).count();
    assert_eq!((count("K001"), count("R002"), count("B001"), count("S001")), (0, 0, 5, 1));
    // Lines of the goals sections without any figure.
    let mut open: Vec<u64> = inventory["archetypes"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|plan| plan["unquantified_goals"].as_array().unwrap())
        .map(|goal| goal["line"].as_u64().unwrap())
        .collect();
    open.retain(|line| *line != 286 || !at("G002", 286));
    let reported: Vec<u64> =
        report.findings.iter().filter(|f| f.code == "G002").map(|f| f.span.line as u64).collect();
    for line in open {
        assert!(reported.contains(&line), "G002 in line {line}");
    }
}

#[test]
fn a_clean_plan_scores_high_and_the_sample_loses_what_it_should() {
    let report = check(CLEAN);
    assert!(report.score > 95.0, "{} {:#?}", report.score, report.findings);
    assert!(
        report.findings.iter().all(|finding| finding.severity == Severity::Info),
        "{:#?}",
        report.findings
    );
    assert!(report.goals.iter().all(|goal| goal.smart.measurable
        && goal.smart.time_bound
        && goal.smart.owner
        && goal.smart.baseline));
    let flawed = check(SAMPLE);
    for code in ["P001", "P004", "K001", "K004", "G003", "G004", "G002", "R002", "B001", "A003"] {
        assert!(codes(&flawed).contains(&code.to_owned()), "{code}");
    }
    assert!(flawed.score < 85.0);
}

/// What a change of the clean plan adds to its findings, by code.
fn added(text: &str) -> Vec<String> {
    let mut before = codes(&check(CLEAN));
    let mut after = Vec::new();
    for code in codes(&check(text)) {
        match before.iter().position(|other| *other == code) {
            Some(at) => drop(before.remove(at)),
            None => after.push(code),
        }
    }
    after.dedup();
    after
}

#[test]
fn each_mutation_is_found_and_nothing_else() {
    let changes: [(&str, &str, &str); 33] = [
        ("，负责人：李明。\n- 回款率", "。\n- 回款率", "G004"),
        ("在2026年12月31日前达到1200万元", "达到1200万元", "G003"),
        ("2026年12月31日前达到1200万元", "2027年12月31日前达到1200万元", "G012"),
        ("新增客户50家", "新增客户X家", "P001"),
        ("新增客户50家", "新增客户XX家", "P002"),
        ("线索转化率由8%提升至10%", "线索转化率提升2个百分点", "G005"),
        ("线索转化率由8%提升至10%", "线索转化率由8%提升2%", "G006"),
        ("线索转化率由8%提升至10%", "线索转化率由8%提升2个百分点，达到12%", "G008"),
        ("回款率由92%提升至98%", "回款率由92%提升至98万元", "G007"),
        ("毛利率32%。", "毛利率32%。\n- 招聘：至少1-2名。", "G010"),
        ("| 销售额 | 35% | 1200万元", "| 销售额 | 35% | 1300万元", "G011"),
        ("| 销售额 | 35%", "| 销售额 | 30%", "K001"),
        ("| 线索转化率 | 10% | 10%", "| 线索转化率 |  | 10%", "A004"),
        ("| 新增客户 | 20% | 50家", "| 新增客户 | 20% | 待定", "K004"),
        ("| 客户流失率 | 10% | 5%以下", "| 客户流失率 | 10% | 不低于5%", "K005"),
        ("，任一指标达成率低于80%时预警。", "，任一指标偏低时预警。", "K007"),
        ("- 竞争对手降价：价差超过10%时启动特价审批，负责人：王芳。", "- 竞争对手降价。", "R002"),
        ("价差超过10%时启动特价审批，负责人：王芳。", "防止竞争对手降价。", "R004"),
        ("价差超过10%时启动特价审批，负责人：王芳。", "准备特价方案。", "R003"),
        ("- 合计：25万元", "- 合计：28万元", "B003"),
        ("- 差旅费用：12万元", "- 差旅费用", "B002"),
        ("，负责人：赵敏。\n- 销售流程", "。\n- 销售流程", "A001"),
        ("3月底前按采购额", "按采购额", "A002"),
        ("## 四、重点策略\n", "## 四、重点策略\n\n- 进一步加强渠道。", "A003"),
        ("2026年12月31日前完成，负责人：赵敏", "2026年12月31日前完成，负责人：XX", "P007"),
        ("2025年签约900万元", "20XX年签约900万元", "P003"),
        ("新增客户50家", "新增____家", "P004"),
        ("达到1200万元", "达到万元", "P006"),
        ("- 展会费用：8万元", "- 展会费用：8万元\n- 负责人：", "P005"),
        ("## 九、总结", "## 十、总结", "S004"),
        ("目标已分到人，按月检查，按季调整。", "", "S002"),
        ("四、重点策略", "四、两大策略", "S005"),
        ("按季调整。", "按季调整。本文来源于网络，请注明出处。", "S007"),
    ];
    for (from, to, code) in changes {
        assert!(CLEAN.contains(from), "{from}");
        let found = added(&CLEAN.replacen(from, to, 1));
        assert!(found.contains(&code.to_owned()), "{from} -> {to}: {code} not in {found:?}");
        // A change may bring what follows from it, in its own family.
        let follows = |other: &String| match code {
            "P001" | "P002" | "P004" | "P006" => {
                ["G002", "G013", "K004", "G003", "G004"].contains(&other.as_str())
            }
            "A004" => other == "K002" || other == "K001",
            "G005" | "G006" | "G007" | "G008" | "K005" => other == "G011",
            "A003" => ["A001", "A002", "S005"].contains(&other.as_str()),
            "B002" => other == "B003",
            "R002" | "R004" => other == "R003",
            "G010" => other == "S001",
            _ => false,
        };
        for other in found.iter().filter(|other| *other != code) {
            assert!(follows(other), "{from} -> {to}: {other} too");
        }
    }
}

#[test]
fn a_deleted_section_is_missing_where_it_belongs() {
    let report = check(CLEAN);
    for (index, section) in report.sections.iter().enumerate() {
        let lines: Vec<&str> = CLEAN.lines().collect();
        let next = report.sections.get(index + 1).map_or(lines.len(), |next| next.span.line - 1);
        let mut kept = lines[..section.span.line - 1].to_vec();
        kept.extend(&lines[next..]);
        // Renumbering is the author's affair; here the gap is filled.
        let text = kept
            .join("\n")
            .replace("二、", "")
            .replace("三、", "")
            .replace("四、", "")
            .replace("五、", "")
            .replace("六、", "")
            .replace("七、", "")
            .replace("八、", "")
            .replace("九、", "")
            .replace("一、", "");
        let without = check(&text);
        assert_eq!(without.missing, [section.kind], "{}", section.title);
        let finding = without
            .findings
            .iter()
            .find(|f| f.code == "S001" && f.message.contains(section.kind.name(Locale::ZhCn)))
            .unwrap_or_else(|| panic!("{}: {:?}", section.title, codes(&without)));
        assert!(finding.span.line > 1 && finding.edit.is_some());
        assert!(without.score < report.score, "{}", section.title);
        let new: Vec<String> = codes(&without)
            .into_iter()
            .filter(|code| code != "S001" && !codes(&report).contains(code))
            .collect();
        let allowed = ["G013", "K004", "G001"];
        assert!(new.iter().all(|code| allowed.contains(&code.as_str())), "{}: {new:?}", section.title);
    }
}

/// Code and line of every finding.
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

fn half_width(text: &str) -> String {
    text.chars()
        .map(|c| {
            if ('\u{ff01}'..='\u{ff5e}').contains(&c) {
                char::from_u32(c as u32 - 0xfee0).unwrap()
            } else {
                c
            }
        })
        .collect()
}

/// The traditional forms that the checker folds, the other way round.
fn traditional(text: &str) -> String {
    let pairs: Vec<char> =
        include_str!("../crates/plan/src/traditional.txt").chars().filter(|c| !c.is_whitespace()).collect();
    text.chars().map(|c| pairs.chunks(2).find(|pair| pair[1] == c).map_or(c, |pair| pair[0])).collect()
}

#[test]
fn disguises_change_nothing() {
    for text in [CLEAN, SAMPLE] {
        let report = check(text);
        let wanted = places(&report);
        let disguises: [(&str, String); 7] = [
            ("CRLF", text.replace('\n', "\r\n")),
            ("full width", full_width(text)),
            ("half width", half_width(text)),
            ("traditional", traditional(text)),
            (
                "indented",
                text.lines()
                    .map(|line| {
                        if line.starts_with('|') || line.starts_with('#') {
                            line.to_owned()
                        } else {
                            format!("  {line}")
                        }
                    })
                    .collect::<Vec<_>>()
                    .join("\n"),
            ),
            (
                "bold labels",
                text.lines()
                    .map(|line| match line.strip_prefix("- ").and_then(|l| l.split_once('：')) {
                        Some((label, rest)) => format!("- **{label}**：{rest}"),
                        None => line.to_owned(),
                    })
                    .collect::<Vec<_>>()
                    .join("\n"),
            ),
            ("byte order mark", format!("\u{feff}{text}")),
        ];
        for (name, disguise) in disguises {
            let other = check(&disguise);
            assert_eq!(places(&other), wanted, "{name}");
            assert_eq!(other.score, report.score, "{name}");
            assert_eq!(other.goals.len(), report.goals.len(), "{name}");
        }
        // As plain text: no marks, the same numbers before the headings.
        let plain: String =
            text.lines().map(|line| line.trim_start_matches(['#', ' ']).to_owned() + "\n").collect();
        assert_eq!(places(&check(&plain)), wanted, "plain");
    }
}

#[test]
fn the_sample_plans_read_alike_in_every_disguise() {
    let Some((text, _)) = truth() else { return };
    let wanted = places(&check(&text));
    let markdown: String = text
        .lines()
        .map(|line| match () {
            () if line.starts_with('第') && line.contains("部分:") => format!("## {line}\n"),
            () if line.starts_with('篇') => format!("# {line}\n"),
            () => format!("{line}\n"),
        })
        .collect();
    for (name, disguise) in [
        ("Markdown", markdown),
        ("full width", full_width(&text)),
        ("traditional", traditional(&text)),
        ("CRLF", text.replace('\n', "\r\n")),
    ] {
        assert_eq!(places(&check(&disguise)), wanted, "{name}");
    }
}

/// A name, and how the heading of a number and title is written.
type Ladder<'a> = (&'a str, Box<dyn Fn(usize, &str) -> String + 'a>);

#[test]
fn every_ladder_of_headings_is_read() {
    let titles = [
        "引言",
        "现状分析",
        "年度目标",
        "重点策略",
        "绩效考核",
        "团队建设",
        "风险与应对",
        "资源预算",
        "总结",
    ];
    let kinds = [
        SectionKind::Introduction,
        SectionKind::Situation,
        SectionKind::Goals,
        SectionKind::Strategy,
        SectionKind::Performance,
        SectionKind::Team,
        SectionKind::Risk,
        SectionKind::Resources,
        SectionKind::Summary,
    ];
    let chinese = ["一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let circled = ["①", "②", "③", "④", "⑤", "⑥", "⑦", "⑧", "⑨"];
    let roman = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    let ladders: Vec<Ladder> = vec![
        ("第一部分:", Box::new(|i, t| format!("第{}部分:{t}", chinese[i]))),
        ("第一部分：", Box::new(|i, t| format!("第{}部分：{t}", chinese[i]))),
        ("第一章 ", Box::new(|i, t| format!("第{}章 {t}", chinese[i]))),
        ("一、", Box::new(|i, t| format!("{}、{t}", chinese[i]))),
        ("（一）", Box::new(|i, t| format!("（{}）{t}", chinese[i]))),
        ("(一)", Box::new(|i, t| format!("({}){t}", chinese[i]))),
        ("1.", Box::new(|i, t| format!("{}.{t}", i + 1))),
        ("1、", Box::new(|i, t| format!("{}、{t}", i + 1))),
        ("１．", Box::new(|i, t| format!("{}．{t}", char::from_u32('１' as u32 + i as u32).unwrap()))),
        ("(1)", Box::new(|i, t| format!("({}) {t}", i + 1))),
        ("①", Box::new(|i, t| format!("{}{t}", circled[i]))),
        ("I.", Box::new(|i, t| format!("{}. {t}", roman[i]))),
        ("#", Box::new(|_, t| format!("# {t}"))),
        ("## 一、", Box::new(|i, t| format!("## {}、{t}", chinese[i]))),
        ("bold", Box::new(|i, t| format!("**{}、{t}**", chinese[i]))),
        ("第一步", Box::new(|i, t| format!("第{}步：{t}", chinese[i]))),
        ("two lines", Box::new(|i, t| format!("第{}部分\n{t}", chinese[i]))),
        ("two lines, 一、", Box::new(|i, t| format!("{}、\n{t}", chinese[i]))),
        ("unnumbered", Box::new(|_, t| t.to_owned())),
    ];
    for (name, heading) in ladders {
        let parts: Vec<String> = titles.iter().enumerate().map(|(i, title)| heading(i, title)).collect();
        let text = parts.join(
            "
这一部分的内容写在这里，有一句话。

",
        ) + "
这一部分也有内容。
";
        let report = check(&text);
        let got: Vec<SectionKind> = report.sections.iter().map(|section| section.kind).collect();
        assert_eq!(got, kinds, "{name}\n{text}");
        assert!(report.sections.iter().all(|section| section.level == 1), "{name}");
    }
    let glued = "一、引言：本计划用于指导全年的销售工作，请全组对照执行，按月检查进度并及时调整。\n二、年度目标。销售额在2026年12月31日前达到1200万元，由李明负责，按月检查进度并及时调整。\n";
    let kinds: Vec<SectionKind> = check(glued).sections.iter().map(|section| section.kind).collect();
    assert_eq!(kinds, [SectionKind::Introduction, SectionKind::Goals]);
    assert_eq!(check(glued).goals.len(), 1);
}

/// The lines of a plan as one, without the marks that only a line's beginning can carry.
fn on_one_line(text: &str) -> String {
    let bare = |line: &str| line.trim_start_matches(['#', '-', ' ']).to_owned();
    text.lines().map(bare).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_plan_without_line_breaks_has_its_sections() {
    let [one, two, three] =
        ["本计划说明全年安排。", "1. 去年签约900万元；2. 转化率8%。", "销售额达到1200万元，共1.5倍。"];
    for text in [
        format!("😀2026年销售工作计划 一、引言 {one}二、现状分析 {two}三、目标 {three}"),
        format!("一、引言：{one}二、现状分析。{two}三、目标——{three}"),
        format!("2026年销售工作计划。第一部分 引言 {one}第二部分：现状分析 {two}第三部分 目标 {three}"),
        format!("（一）引言 {one}（二）现状分析 {two}（三）目标 {three}"),
        format!("1. 引言 {one}2. 现状分析：(1)去年签约900万元；(2)转化率8%。3. 目标 {three}"),
        // A list of contents says nothing yet.
        format!("目录 一、引言 二、现状分析 三、目标 一、引言 {one}二、现状分析 {two}三、目标 {three}"),
        format!("一、引言 {one}二、现状分析 {two}三、目标 {three}\n\n## 风险\n\n- 流失：提前回访。\n"),
    ] {
        let report = check(&text);
        let kinds: Vec<SectionKind> = report.sections.iter().map(|section| section.kind).take(3).collect();
        assert_eq!(kinds, [SectionKind::Introduction, SectionKind::Situation, SectionKind::Goals], "{text}");
        assert_eq!(report.goals.len(), 1, "{text}");
        assert!(report.sections.iter().all(|section| !section.empty), "{text}");
        well_placed(&text, &report);
        assert!(report.score > 25.0, "{}", report.score);
    }
    for text in [CLEAN, SAMPLE] {
        let (report, folded) = (check(text), on_one_line(text));
        let one_line = check(&folded);
        let top = |report: &PlanReport| -> Vec<(SectionKind, String)> {
            report.sections.iter().filter(|s| s.level == 1).map(|s| (s.kind, s.title.clone())).collect()
        };
        assert_eq!(top(&report), top(&one_line));
        well_placed(&folded, &one_line);
    }
    for prose in [
        "第一，明确目标，销售额达到100万元；第二，优化策略，每月拜访10家；第三，控制风险，提前回访。",
        "本计划包括：一、目标；二、策略；三、预算。各部分按季度检查，到2026年3月1日前完成第一次。",
        "去年回顾。一、二季度目标达成较好。二、三季度目标需要努力。",
        "销售额为去年的1.5 倍。2.5 目标倍数过高。3. 风险可控。",
        "重点有三。一、要明确销售目标，落实到人。二、要加强团队培训，每月一次。三、要控制风险，提前回访。",
    ] {
        assert_eq!(check(prose).sections.len(), 0, "{prose}");
    }
}

#[test]
fn a_table_of_contents_is_no_section_and_a_numbered_item_no_heading() {
    let text = "目录\n一、引言……1\n二、年度目标……2\n三、风险预案……3\n\n一、引言\n本计划写明全年目标。\n二、年度目标\n1. 销售额达到1200万元\n2. 回款率不低于95%\n3. 新增客户36家\n";
    let report = check(text);
    assert_eq!(report.sections.iter().map(|s| s.title.as_str()).collect::<Vec<_>>(), ["引言", "年度目标"]);
    assert_eq!(report.goals.len(), 3);
    assert!(codes(&report).contains(&"S003".to_owned()));
    let guarded = check("一、目标客户\n中型制造企业。\n二、年度目标\n- 销售额达到100万元\n");
    assert_eq!(
        guarded.sections.iter().map(|s| s.kind).collect::<Vec<_>>(),
        [SectionKind::Other, SectionKind::Goals]
    );
}

#[test]
fn goals_in_every_form() {
    let goal = |line: &str| {
        let report = check(&format!("## 年度目标\n\n- {line}\n"));
        assert_eq!(report.goals.len(), 1, "{line}: {:?}", report.goals);
        report.goals.into_iter().next().unwrap()
    };
    let cases: [(&str, &str, Target); 21] = [
        ("销售额1500-2000万元", "sales_total", Target::AtLeast { value: 15e6 }),
        ("销售额三百五十万", "sales_total", Target::Absolute { value: 35e5 }),
        ("销售额30w", "sales_total", Target::Absolute { value: 3e5 }),
        ("销售额突破1.2亿元", "sales_total", Target::AtLeast { value: 1.2e8 }),
        ("新增客户100家", "new_customers", Target::Absolute { value: 100.0 }),
        ("新增客户3至5家", "new_customers", Target::AtLeast { value: 3.0 }),
        ("首次响应时间控制在2小时内", "first_response_time", Target::AtMost { value: 2.0 }),
        ("销售额在现有基础上增长20%", "sales_total", Target::Growth { rate: 0.2, baseline: None }),
        (
            "销售额在2025年1000万元的基础上增长20%",
            "sales_total",
            Target::Growth { rate: 0.2, baseline: Some(1e7) },
        ),
        ("销售额同比增长两成", "sales_total", Target::Growth { rate: 0.2, baseline: None }),
        ("销售额较去年翻一番，增长1倍", "sales_total", Target::Growth { rate: 1.0, baseline: None }),
        ("平均销售周期由60天缩短至45天", "sales_cycle", Target::AtMost { value: 45.0 }),
        ("平均销售周期缩短15%", "sales_cycle", Target::Reduction { rate: 0.15, baseline: None }),
        ("客户流失率降低2个百分点", "churn_rate", Target::Points { points: -0.02, baseline: None }),
        ("客户流失率不超过百分之五", "churn_rate", Target::AtMost { value: 0.05 }),
        ("NPS提升5分", "nps", Target::Points { points: 5.0, baseline: None }),
        ("回款率达到９８％以上", "collection_rate", Target::AtLeast { value: 0.98 }),
        ("回款率≥98%", "collection_rate", Target::AtLeast { value: 0.98 }),
        ("毛利率不低于Y%", "gross_margin_rate", Target::Unset { text: Some("不低于Y%".into()) }),
        ("客单价提高5000元", "avg_order_value", Target::Points { points: 5000.0, baseline: None }),
        ("拜访客户200次", "customer_visits", Target::Absolute { value: 200.0 }),
    ];
    for (line, kpi, target) in cases {
        let found = goal(line);
        assert_eq!(found.kpi.as_deref(), Some(kpi), "{line}");
        assert_eq!(found.target, target, "{line}");
    }
    let full = goal("回款率由92%提升至98%，2026年3月31日前完成，负责人：王芳");
    assert_eq!((full.deadline.as_deref(), full.owner.as_deref()), (Some("2026-03-31"), Some("王芳")));
    for (line, deadline) in [
        ("销售额年底前达到100万元", "年底前"),
        ("销售额第三季度达到100万元", "第三季度"),
        ("销售额2026年Q3达到100万元", "2026-09-30"),
        ("销售额于2026/3/31达到100万元", "2026-03-31"),
        ("销售额上半年达到100万元", "上半年"),
        ("销售额6月底前达到100万元", "6月底前"),
        ("销售额三个月内达到100万元", "三个月内"),
    ] {
        assert_eq!(goal(line).deadline.as_deref(), Some(deadline), "{line}");
    }
    let past = check("## 年度目标\n\n- 去年完成销售额1080万元。\n- 销售额达到1300万元。\n");
    assert_eq!(past.goals.len(), 1);
    assert!(codes(&past).contains(&"S008".to_owned()));
    let range = check("## 年度目标\n\n- 客户流失率5-20%\n");
    assert_eq!(range.goals[0].target, Target::AtMost { value: 0.2 });
}

#[test]
fn sums_and_shares_are_checked() {
    let found = |text: &str| codes(&check(text));
    let has = |text: &str, code: &str| found(text).contains(&code.to_owned());
    let quarters = |total: &str| {
        format!(
            "## 年度目标\n\n- 全年销售额{total}：一季度200万元、二季度300万元、三季度300万元、四季度400万元。\n"
        )
    };
    assert!(has(&quarters("1300万元"), "M001"));
    assert!(!has(&quarters("1200万元"), "M001"));
    let table = |total: &str| {
        format!(
            "## 年度目标\n\n| 产品 | 销售额 |\n| --- | --- |\n| 甲 | 500万元 |\n| 乙 | 700万元 |\n| 合计 | {total} |\n"
        )
    };
    assert!(has(&table("1300万元"), "M001") && !has(&table("1200万元"), "M001"));
    let columns = |total: &str| {
        format!(
            "## 年度目标\n\n| 产品 | 一季度 | 二季度 | 合计 |\n| --- | --- | --- | --- |\n| 甲 | 100万 | 200万 | {total} |\n"
        )
    };
    assert!(has(&columns("400万"), "M001") && !has(&columns("300万"), "M001"));
    assert!(has("## 策略\n\n- 时间分配：老客户占50%、新客户占30%、渠道占15%。\n", "M002"));
    assert!(!has("## 策略\n\n- 时间分配：老客户占50%、新客户占30%、渠道占20%。\n", "M002"));
    let rates = |overall: &str| {
        format!(
            "## 目标\n\n- 线索到商机转化率达到20%，商机到成单转化率达到30%，线索到成单转化率达到{overall}。\n"
        )
    };
    assert!(has(&rates("10%"), "M003") && !has(&rates("6%"), "M003"));
    let each = |share: &str| {
        format!("## 绩效考核\n\n- 销售额、回款率各占{share}\n- 新增客户（权重20%）：首单客户数\n")
    };
    assert!(has(&each("50%"), "K001") && !has(&each("40%"), "K001"));
}

#[test]
fn comments_silence_findings() {
    let with = |comment: &str| format!("## 目标\n\n{comment}\n- 销售额达到X万元\n");
    let silent = |comment: &str, code: &str| !codes(&check(&with(comment))).contains(&code.to_owned());
    assert!(!silent("", "P001"));
    assert!(
        silent("<!-- planscore-ignore P001 -->", "P001") && !silent("<!-- planscore-ignore P001 -->", "G003")
    );
    assert!(silent("<!-- planscore-ignore -->", "P001") && silent("<!-- planscore-ignore -->", "G003"));
    assert!(
        silent("<!-- planscore-ignore-file S001 P001 -->", "P001")
            && silent("<!-- planscore-ignore-file S001 -->", "S001")
    );
    let inline = check("## 目标\n\n- 销售额达到X万元 <!-- planscore-ignore P001 -->\n- 毛利达到X万元\n");
    assert_eq!(inline.findings.iter().filter(|f| f.code == "P001").count(), 1);
    let options = Options { ignore: vec!["P001".into()], ..Options::default() };
    assert!(!codes(&check_plan(&with(""), &options).unwrap()).contains(&"P001".to_owned()));
}

#[test]
fn fingerprints_outlive_changes_elsewhere() {
    let prints = |text: &str, code: &str| -> Vec<String> {
        check(text).findings.into_iter().filter(|f| f.code == code).map(|f| f.fingerprint).collect()
    };
    let moved = SAMPLE.replace("## 一、引言\n", "## 一、引言\n\n这一段是后来加上的。\n");
    for code in ["P001", "P004", "K001", "R002"] {
        assert_eq!(prints(SAMPLE, code), prints(&moved, code), "{code}");
    }
    let all: Vec<String> = check(SAMPLE).findings.into_iter().map(|f| f.fingerprint).collect();
    let mut unique = all.clone();
    unique.sort();
    unique.dedup();
    assert_eq!(unique.len(), all.len());
}

#[test]
fn a_skeleton_is_all_placeholders_and_passes_filled_in() {
    for archetype in [
        Archetype::DataDriven,
        Archetype::People,
        Archetype::MarketExpansion,
        Archetype::CustomerRetention,
        Archetype::ProcessEfficiency,
        Archetype::General,
    ] {
        for locale in [Locale::ZhCn, Locale::En] {
            let text = skeleton(archetype, &[], locale).unwrap();
            let name = serde_name(archetype);
            let options = Options { archetype: Some(name.clone()), locale, ..Options::default() };
            let report = check_plan(&text, &options).unwrap();
            let others: Vec<&Finding> = report.findings.iter().filter(|f| !f.code.starts_with('P')).collect();
            assert!(others.is_empty(), "{name} {locale:?}: {others:#?}\n{text}");
            assert!(!report.findings.is_empty() && report.missing.is_empty());
            assert!(report.score < 30.0, "{name}: {}", report.score);
        }
        // Filled in by someone who answers each blank.
        let text = fill_in(&skeleton(archetype, &[], Locale::ZhCn).unwrap());
        let report =
            check_plan(&text, &Options { archetype: Some(serde_name(archetype)), ..Options::default() })
                .unwrap();
        let grave: Vec<&Finding> = report.findings.iter().filter(|f| f.severity != Severity::Info).collect();
        assert!(grave.is_empty() && report.score > 90.0, "{} {grave:#?}\n{text}", report.score);
    }
}

fn serde_name(archetype: Archetype) -> String {
    serde_json::to_value(archetype).unwrap().as_str().unwrap().to_owned()
}

/// Answers the blanks of a skeleton in order of what each line asks.
fn fill_in(skeleton: &str) -> String {
    let mut out = String::new();
    let mut section = String::new();
    for line in skeleton.lines() {
        if line.starts_with("## ") {
            line.clone_into(&mut section);
        }
        let answer = if line.starts_with('|') && line.contains("____") {
            "| 销售额 | 60% | 1200万元 | 签约金额合计 | 月度 | 李明 |\n| 回款率 | 40% | 95% | 实收 ÷ 应收 | 月度 | 王芳 |".to_owned()
        } else {
            let answers: &[&str] = match () {
                () if line.contains("由____达到____") => match () {
                    () if line.contains("过程") => &["60分", "80分", "2026年12月31日", "李明"],
                    () if line.contains("周期") => &["60天", "45天", "2026年12月31日", "李明"],
                    () if line.contains("流失") => &["8%", "5%", "2026年12月31日", "李明"],
                    () if line.contains("市场") && !line.contains("份额") => {
                        &["2个", "4个", "2026年12月31日", "李明"]
                    }
                    () if line.contains("人员稳定") => &["流失率20%", "10%", "2026年12月31日", "李明"],
                    () if ["率", "份额", "满意度", "复购", "客户质量"].iter().any(|w| line.contains(w)) => {
                        &["8%", "10%", "2026年12月31日", "李明"]
                    }
                    () => &["900万元", "1200万元", "2026年12月31日", "李明"],
                },
                () if line.contains("应对：____") => {
                    &["两家大客户占比过高", "组长每月上门拜访", "连续两个月没有订单", "李明"]
                }
                () if line.contains("____元") => &["80000"],
                () if section.contains("策略") => &["每月走访10家老客户", "王芳", "2026年6月30日"],
                () if section.contains("绩效") => &["每月5日复盘，由李明主持"],
                () => &["组长每月组织2次，记录在案，由李明负责，6月30日前检查", "王芳", "2026年6月30日"],
            };
            let mut filled = line.to_owned();
            for answer in answers {
                filled = filled.replacen("____", answer, 1);
            }
            filled
        };
        out.push_str(&answer);
        out.push('\n');
    }
    out
}

#[test]
fn edits_apply_and_mend() {
    let report = check(SAMPLE);
    let edits: Vec<Finding> = report.findings.iter().filter(|f| f.edit.is_some()).cloned().collect();
    let mended = apply_edits(SAMPLE, &edits);
    assert!(mended.contains("负责人：____"));
    // Only where no period of the plan gives one is a deadline asked for.
    let goal = "## 目标\n\n- 新增客户36家\n";
    assert!(apply_edits(goal, &check(goal).findings).contains("新增客户36家，____前"));
    // The blanks to fill in replace what was missing.
    let after = check(&mended);
    assert!(
        after.findings.iter().filter(|f| f.code == "G004").count()
            < report.findings.iter().filter(|f| f.code == "G004").count()
    );
    let goals = check("## 引言\n\n本计划写给全组。\n");
    let missing: Vec<Finding> = goals.findings.iter().filter(|f| f.code == "S001").cloned().collect();
    let whole = check(&apply_edits("## 引言\n\n本计划写给全组。\n", &missing));
    assert!(whole.missing.is_empty(), "{:?}", whole.missing);
}

#[test]
fn the_plan_sets_its_scorecard() {
    let report = check(CLEAN);
    let found = targets(&report.goals, &report.kpis);
    let ids: Vec<(&str, f64)> = found.iter().map(|t| (t.id.as_str(), t.weight)).collect();
    assert_eq!(
        ids,
        [
            ("sales_total", 35.0),
            ("collection_rate", 25.0),
            ("new_customers", 20.0),
            ("churn_rate", 10.0),
            ("lead_conversion_rate", 10.0)
        ]
    );
    assert_eq!(found[0].target, Target::Absolute { value: 12e6 });
    assert_eq!(found[0].owner.as_deref(), Some("李明"));
    let unweighted = check("## 目标\n\n- 销售额达到100万元\n- 销售额达到100万元\n");
    assert_eq!(
        targets(&unweighted.goals, &[]).iter().map(|t| t.id.clone()).collect::<Vec<_>>(),
        ["sales_total", "sales_total#2"]
    );
}

#[test]
fn english_messages_are_english() {
    let report = check_plan(SAMPLE, &Options { locale: Locale::En, ..Options::default() }).unwrap();
    assert!(report.findings.iter().any(|f| f.message.starts_with("the weights sum to 95 %")));
    assert!(report.archetype.because.is_ascii());
}

#[test]
fn options_are_checked() {
    let code = |options: Options| check_plan("", &options).unwrap_err().code();
    assert_eq!(
        code(Options { archetype: Some("grand".into()), ..Options::default() }),
        "plan/unknown-archetype"
    );
    let empty = check("");
    assert!(empty.sections.is_empty() && empty.score < 10.0, "{}", empty.score);
}

/// The parts of the 2.1.0 schema that a log of this shape touches: required fields, types, ranges, enumerations.
#[test]
fn sarif_is_valid() {
    let report = check(SAMPLE);
    let log = serde_json::to_value(sarif(&report.findings, "plan.md")).unwrap();
    assert_eq!(log["version"], "2.1.0");
    assert!(log["$schema"].as_str().unwrap().contains("sarif"));
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    assert_eq!(run["tool"]["driver"]["name"], "planscore");
    assert_eq!(run["columnKind"], "utf16CodeUnits");
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), report.findings.len());
    for (result, finding) in results.iter().zip(&report.findings) {
        let index = result["ruleIndex"].as_u64().unwrap() as usize;
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(["error", "warning", "note"].contains(&result["level"].as_str().unwrap()));
        assert!((0.0..=100.0).contains(&result["rank"].as_f64().unwrap()));
        assert!(!result["message"]["text"].as_str().unwrap().is_empty());
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "plan.md");
        let region = &place["region"];
        assert!(region["startLine"].as_u64().unwrap() >= 1 && region["startColumn"].as_u64().unwrap() >= 1);
        assert_eq!(region["charOffset"].as_u64().unwrap() as usize, finding.span.start);
        assert_eq!(result["partialFingerprints"]["planscore/v1"].as_str().unwrap().len(), 16);
        if finding.edit.is_some() {
            let change = &result["fixes"][0]["artifactChanges"][0];
            assert!(
                change["replacements"][0]["deletedRegion"]["charOffset"].is_u64()
                    || change["replacements"][0]["deletedRegion"]["charOffset"].is_f64()
            );
            assert!(change["replacements"][0]["insertedContent"]["text"].is_string());
        }
    }
}

/// The losses sum to 100 less the score, exactly.
fn adds_up(report: &PlanReport) -> bool {
    let lost: f64 = report.findings.iter().map(|finding| finding.lost).sum();
    report.score == 100.0 - lost && (0.0..=100.0).contains(&report.score)
}

#[test]
fn losses_add_up_and_places_are_right() {
    let Some((text, _)) = truth() else { return };
    for text in [&text, CLEAN, SAMPLE, &skeleton(Archetype::People, &[], Locale::ZhCn).unwrap()] {
        let report = check(text);
        assert!(adds_up(&report));
        well_placed(text, &report);
    }
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

/// Removing a required section, or a group of lines that a section must have, never raises the score.
#[test]
fn less_never_scores_more() {
    let whole = |text: &str, archetype: Archetype| {
        check_plan(text, &Options { archetype: Some(serde_name(archetype)), ..Options::default() })
            .unwrap()
            .score
    };
    for (text, archetype) in [(CLEAN, Archetype::General), (SAMPLE, Archetype::General)] {
        let report = check(text);
        let lines: Vec<&str> = text.lines().collect();
        let score = whole(text, archetype);
        for (index, section) in report.sections.iter().enumerate().filter(|(_, s)| s.level == 1) {
            let next = report.sections[index + 1..]
                .iter()
                .find(|s| s.level == 1)
                .map_or(lines.len(), |next| next.span.line - 1);
            let mut kept = lines[..section.span.line - 1].to_vec();
            kept.extend(&lines[next..]);
            assert!(whole(&kept.join("\n"), archetype) <= score, "{}", section.title);
        }
    }
    let Some((text, inventory)) = truth() else { return };
    let lines: Vec<&str> = text.lines().collect();
    let archetypes = [
        Archetype::DataDriven,
        Archetype::People,
        Archetype::MarketExpansion,
        Archetype::CustomerRetention,
        Archetype::ProcessEfficiency,
    ];
    for (plan, archetype) in inventory["archetypes"].as_array().unwrap().iter().zip(archetypes) {
        let range = &plan["line_range"];
        let (first, last) = (range[0].as_u64().unwrap() as usize, range[1].as_u64().unwrap() as usize);
        let own = &lines[first - 1..last];
        let score = whole(&own.join("\n"), archetype);
        let sections: Vec<usize> = plan["sections"]
            .as_array()
            .unwrap()
            .iter()
            .map(|s| s["line"].as_u64().unwrap() as usize)
            .collect();
        for (index, from) in sections.iter().enumerate() {
            let to = sections.get(index + 1).copied().unwrap_or(last + 1);
            let mut kept = own[..from - first].to_vec();
            kept.extend(&own[to - first..]);
            let less = whole(&kept.join("\n"), archetype);
            assert!(less < score, "line {from}: {less} against {score}");
        }
        // The groups that the inventory lists as required: their label alone, and with what stands below it.
        for (index, section) in plan["sections"].as_array().unwrap().iter().enumerate() {
            let groups: Vec<usize> = section["required_elements"]
                .as_array()
                .unwrap()
                .iter()
                .filter(|group| !group["name"].is_null())
                .map(|group| group["line"].as_u64().unwrap() as usize)
                .collect();
            for (at, from) in groups.iter().enumerate() {
                let below = groups.get(at + 1).or(sections.get(index + 1)).copied().unwrap_or(last + 1);
                for to in [from + 1, below] {
                    let mut kept = own[..from - first].to_vec();
                    kept.extend(&own[to - first..]);
                    let less = whole(&kept.join("\n"), archetype);
                    assert!(less <= score, "lines {from} to {to}: {less} against {score}");
                }
            }
        }
    }
}

/// Defects of the clean plan, each in another part of it.
const DEFECTS: [(&str, &str); 19] = [
    ("2026年12月31日前达到1200万元", "2027年12月31日前达到1200万元"),
    ("新增客户50家", "新增客户X家"),
    ("由8%提升至10%", "由8%提升2%"),
    ("由7%降至5%以下", "由7%降至105%"),
    ("王芳。\n- 新增", "王**。\n- 新增"),
    ("| 销售额 | 35% | 1200万元", "| 销售额 | 35% | 1300万元"),
    ("| 回款率 | 25%", "| 回款率 | 35%"),
    ("| 新增客户 | 20% | 50家", "| 新增客户 | 20% | 待定"),
    ("| 客户流失率 | 10% | 5%以下", "| 客户流失率 | 10% | 不低于5%"),
    ("，任一指标达成率低于80%时预警。", "，任一指标偏低时预警。"),
    ("：价差超过10%时启动特价审批，负责人：王芳。", "：防止竞争对手降价。"),
    ("由组长上门拜访，负责人：李明。", "由组长上门拜访。"),
    ("- 合计：25万元", "- 合计：28万元"),
    ("- 差旅费用：12万元", "- 差旅费用：X万元"),
    ("：3月底前按采购额把现有客户分为三级，负责人：赵敏。", "：进一步加强。"),
    ("目标已分到人，按月检查，按季调整。", "____"),
    ("九、总结", "十、总结"),
    ("四、重点策略", "四、两大策略"),
    ("历史业绩：2025年签约900万元", "历史业绩：2025年签约____万元"),
];

/// What a plan must have: leaving it out, in whatever shape it stands.
const PARTS: [(&str, &str); 24] = [
    ("，负责人：李明", ""),
    ("，负责人：王芳", ""),
    ("，负责人：王**", ""),
    ("，负责人：陈杰", ""),
    ("在2026年12月31日前", ""),
    ("在2027年12月31日前", ""),
    ("，2026年12月31日前完成", ""),
    ("由92%", ""),
    ("由8%", ""),
    ("由7%", ""),
    ("50家，", "，"),
    ("X家，", "，"),
    ("至105%", ""),
    ("| 35% |", "| |"),
    ("| 25% |", "| |"),
    ("| 1200万元 |", "| |"),
    ("| 待定 |", "| |"),
    ("| 5%以下 |", "| |"),
    ("| 不低于5% |", "| |"),
    ("：防止竞争对手降价。", "。"),
    ("：12万元", ""),
    ("：X万元", ""),
    ("每月5日召开复盘会", "召开复盘会"),
    ("3月底前", ""),
];

#[test]
fn archetype_tables_are_edited() {
    // The built-in tables given back change nothing.
    for text in [CLEAN, SAMPLE] {
        let given = Options { archetypes: archetypes(Locale::ZhCn), ..Options::default() };
        assert_eq!(check_plan(text, &given).unwrap(), check(text));
    }
    // Only goals and budget, one four times the other; the budget must speak of travel.
    let table = ArchetypeTable {
        id: Archetype::General,
        name: "小组月计划".into(),
        cues: Vec::new(),
        sections: vec![
            SectionWeight { kind: SectionKind::Goals, weight: 4.0 },
            SectionWeight { kind: SectionKind::Resources, weight: 1.0 },
        ],
        elements: vec![RequiredElement {
            section: SectionKind::Resources,
            name: "差旅".into(),
            words: vec!["出差".into(), "差旅費".into()],
        }],
    };
    let with = |text: &str| {
        let archetypes = vec![table.clone()];
        let options = Options { archetype: Some("general".into()), archetypes, ..Options::default() };
        check_plan(text, &options).unwrap()
    };
    let goals = "## 目标\n\n- 销售额在2026年12月31日前达到100万元，负责人：李明\n";
    let without = with(goals);
    assert_eq!((without.score, &without.missing[..]), (80.0, &[SectionKind::Resources][..]));
    let hotel = with(&format!("{goals}\n## 预算\n\n- 展会：2万元\n"));
    assert!(hotel.findings.iter().any(|f| f.code == "S001" && f.message.contains("差旅") && f.lost == 5.0));
    let whole = with(&format!("{goals}\n## 预算\n\n- 差旅费：2万元\n"));
    assert!(whole.score > 99.0, "{:#?}", whole.findings);
    let blank = skeleton(Archetype::General, std::slice::from_ref(&table), Locale::ZhCn).unwrap();
    assert!(blank.contains("差旅") && !blank.contains("风险"), "{blank}");
    assert!(with(&blank).score < 30.0);
    // What is wrong is refused with its place.
    let refused = |change: &dyn Fn(&mut ArchetypeTable)| {
        let mut table = table.clone();
        change(&mut table);
        let error = check_plan("", &Options { archetypes: vec![table], ..Options::default() }).unwrap_err();
        assert_eq!(error.code(), "plan/archetypes");
        error.path().unwrap().to_owned()
    };
    for (change, path) in [
        (&|t: &mut ArchetypeTable| t.name.clear() as (), "archetypes[0].name"),
        (&|t: &mut ArchetypeTable| t.sections.clear(), "archetypes[0].sections"),
        (&|t: &mut ArchetypeTable| t.sections[1].weight = -1.0, "archetypes[0].sections[1].weight"),
        (&|t: &mut ArchetypeTable| t.sections[1].kind = SectionKind::Goals, "archetypes[0].sections[1].kind"),
        (
            &|t: &mut ArchetypeTable| t.elements[0].section = SectionKind::Risk,
            "archetypes[0].elements[0].section",
        ),
        (
            &|t: &mut ArchetypeTable| t.elements[0].words.push("two words".into()),
            "archetypes[0].elements[0].words",
        ),
        (&|t: &mut ArchetypeTable| t.cues.push(String::new()), "archetypes[0].cues"),
    ] as [(&dyn Fn(&mut ArchetypeTable), &str); 7]
    {
        assert_eq!(refused(change), path);
    }
    let twice = Options { archetypes: vec![table.clone(), table.clone()], ..Options::default() };
    assert_eq!(check_plan("", &twice).unwrap_err().path(), Some("archetypes[1].id"));
}

/// What is read of each goal: its figure, form and value, deadline and owner.
fn goals(text: &str) -> Vec<(String, Target, Option<String>, Option<String>)> {
    check(text)
        .goals
        .into_iter()
        .map(|g| (g.kpi.unwrap_or_default(), g.target, g.deadline, g.owner))
        .collect()
}

#[test]
fn goals_stand_in_tables_and_in_english_too() {
    let some = |text: &str| Some(text.to_owned());
    let table = "# 2026年计划\n\n## 目标\n\n| 指标 | 目标值 | 期限 | 负责人 |\n|:--|--:|:-:|---|\n| 销售额 | 1200万元 | 12月31日 | 李明 |\n| 回款率 | 98%以上 | 6月底前 | 王芳 |\n";
    assert_eq!(
        goals(table),
        [
            ("sales_total".into(), Target::Absolute { value: 1.2e7 }, some("2026-12-31"), some("李明")),
            ("collection_rate".into(), Target::AtLeast { value: 0.98 }, some("2026-06-30"), some("王芳")),
        ]
    );
    assert!(!codes(&check(table)).iter().any(|code| code.starts_with('G') || code.starts_with('K')));
    let english = "# Sales plan 2026\n\n## Goals\n\n- Revenue reaches 12 million CNY by 31 December 2026, owner: Li Ming\n- Churn below 5% by Q3, owner: Wang\n- Increase conversion rate from 8% to 10% by Sep 30, 2026, owner: Chen\n";
    let read = goals(english);
    assert_eq!(read[0].1, Target::Absolute { value: 1.2e7 });
    assert_eq!((read[0].0.as_str(), read[0].2.as_deref()), ("sales_total", Some("2026-12-31")));
    assert_eq!((read[1].0.as_str(), &read[1].1), ("churn_rate", &Target::AtMost { value: 0.05 }));
    assert_eq!((read[2].0.as_str(), &read[2].1), ("lead_conversion_rate", &Target::AtLeast { value: 0.1 }));
    assert_eq!(read[2].2.as_deref(), Some("2026-09-30"));
    // A year before the plan's is a result, a figure without a known name still a goal.
    let past =
        "# 2026年计划\n\n## 目标\n\n- 2025年实现销售额900万元，签约12家。\n- 招聘3名销售，3月底前到岗\n";
    let hired = goals(past);
    assert_eq!((hired.len(), &hired[0].1), (1, &Target::Absolute { value: 3.0 }));
    assert!(!codes(&check(past)).contains(&"G002".to_owned()));
}

#[test]
fn a_missing_beginning_goes_before_the_first_heading() {
    let text = "## 目标\n\n- 销售额在2026年12月31日前达到100万元，负责人：李明\n";
    let missing: Vec<Finding> = check(text).findings.into_iter().filter(|f| f.code == "S001").collect();
    let mended = check(&apply_edits(text, &missing));
    assert!(mended.missing.is_empty());
    let kinds: Vec<SectionKind> = mended.sections.iter().map(|section| section.kind).collect();
    assert_eq!(kinds[..3], [SectionKind::Introduction, SectionKind::Situation, SectionKind::Goals]);
    assert_eq!(mended.goals[0].kpi.as_deref(), Some("sales_total"));
}

/// With any defect or none, leaving out any part that a plan must have never raises the score.
#[test]
fn leaving_out_never_scores_more() {
    let (mut lower, mut tried) = (0, 0);
    for (from, to) in DEFECTS.iter().chain(&[("", "")]) {
        assert!(CLEAN.contains(from), "{from}");
        let text = CLEAN.replacen(from, to, 1);
        let whole = check(&text).score;
        for (part, rest) in PARTS.iter().filter(|(part, _)| text.contains(part)) {
            let left = check(&text.replacen(part, rest, 1)).score;
            assert!(left <= whole, "{from} -> {to}, less {part}: {left} against {whole}");
            tried += 1;
            lower += usize::from(left < whole);
        }
    }
    assert!(lower * 3 > tried * 2, "{lower} of {tried}");
}

/// What making the edits of a plan's findings costs, one by one and all at once: nothing.
fn edits_that_cost(text: &str) -> Vec<String> {
    let report = check(text);
    let single = report.findings.iter().filter(|finding| finding.edit.is_some()).map(std::slice::from_ref);
    single
        .chain([&report.findings[..]])
        .filter_map(|findings| {
            let after = check(&apply_edits(text, findings)).score;
            let first = &findings.first()?;
            let name =
                format!("{} of {}: {} -> {after}\n{text}", first.message, findings.len(), report.score);
            (after < report.score).then_some(name)
        })
        .collect()
}

#[test]
fn making_an_edit_never_lowers_the_score() {
    let mut plans = vec![CLEAN.to_owned(), SAMPLE.to_owned()];
    if let Some((text, _)) = truth() {
        let starts: Vec<usize> = text.match_indices("\n篇").map(|(at, _)| at).chain([text.len()]).collect();
        plans.extend(starts.windows(2).map(|pair| text[pair[0]..pair[1]].to_owned()));
    }
    let mut costly = Vec::new();
    let mut tried = 0;
    for plan in plans {
        let numbered = plan.replace("## ", "").replace("### ", "");
        let lines: Vec<&str> = plan.lines().collect();
        let mut variants = vec![on_one_line(&plan), numbered];
        for pair in check(&plan).sections.windows(2).filter(|pair| pair[0].level == 1) {
            let (from, to) = (pair[0].span.line - 1, pair[1].span.line - 1);
            variants.push([&lines[..from], &lines[to..]].concat().join("\n"));
        }
        variants.extend(
            DEFECTS
                .iter()
                .filter(|(from, _)| plan.contains(from))
                .map(|(from, to)| plan.replacen(from, to, 1)),
        );
        variants.extend(
            PARTS.iter().filter(|(from, _)| plan.contains(from)).map(|(from, to)| plan.replace(from, to)),
        );
        variants.push(plan);
        tried += variants.len();
        costly.extend(variants.iter().flat_map(|text| edits_that_cost(text)));
    }
    assert!(costly.is_empty(), "{} of {tried}: {costly:#?}", costly.len());
}

proptest! {
    /// A plan with any of the defects, less any section, scores less.
    #[test]
    fn a_flawed_plan_less_a_section_scores_less(flawed in prop::collection::vec(any::<bool>(), DEFECTS.len()), section in 0..9usize) {
        let mut text = CLEAN.to_owned();
        for ((from, to), _) in DEFECTS.iter().zip(&flawed).filter(|(_, flawed)| **flawed) {
            text = text.replacen(from, to, 1);
        }
        let whole = check(&text);
        let lines: Vec<&str> = text.lines().collect();
        let from = whole.sections[section].span.line - 1;
        let to = whole.sections.get(section + 1).map_or(lines.len(), |next| next.span.line - 1);
        let less = check(&[&lines[..from], &lines[to..]].concat().join("\n"));
        prop_assert!(less.score < whole.score, "{} against {}\n{text}", less.score, whole.score);
        prop_assert!(adds_up(&less) && adds_up(&whole));
    }

    /// Whatever its defects and whichever section it lacks, making the proposed edits never lowers its score.
    #[test]
    fn edits_of_a_flawed_plan_never_cost(
        flawed in prop::collection::vec(prop::bool::weighted(0.2), DEFECTS.len() + PARTS.len()),
        section in 0..10usize,
        shape in 0..3,
    ) {
        let mut text = CLEAN.to_owned();
        for ((from, to), _) in DEFECTS.iter().chain(&PARTS).zip(&flawed).filter(|(_, flawed)| **flawed) {
            text = text.replacen(from, to, 1);
        }
        let sections = check(&text).sections;
        if let Some(from) = sections.get(section) {
            let lines: Vec<&str> = text.lines().collect();
            let to = sections.get(section + 1).map_or(lines.len(), |next| next.span.line - 1);
            text = [&lines[..from.span.line - 1], &lines[to..]].concat().join("\n");
        }
        let text = match shape { 0 => text, 1 => text.replace("## ", ""), _ => on_one_line(&text) };
        let costly = edits_that_cost(&text);
        prop_assert!(costly.is_empty(), "{}", costly.join("\n\n"));
    }

    #[test]
    fn nothing_panics(text in "\\PC{0,400}") {
        prop_assert!(adds_up(&check(&text)));
    }

    #[test]
    fn nothing_panics_on_what_looks_like_a_plan(parts in prop::collection::vec(prop::sample::select(vec![
        "第一部分:", "一、", "（二）", "## ", "1. ", "1.1 ", "- ", "目标", "销售额", "达到", "X万元", "Y%", "____", "【】", "由", "负责人：", "20XX年",
        "2026年", "12月31日前", "前20%", "百分之", "二分之一", "至少", "1-2名", "以下", "|", "权重20%", "\n", "\r\n", "。", "，", "：", "(", ")", "**", "例如,",
        "风险", "预算", "10000000000000000000000", "1e999", "2^99", "<!--", "-->", "planscore-ignore", "😀", "\u{0}", "\u{feff}", "各占", "到", "-", "/", " ", "目录\n", "篇1:\n", "篇2:\n", "线索转化率", "从线索到商机", "100%", "合计",
    ]), 0..80)) {
        let text = parts.concat();
        let report = check(&text);
        prop_assert!(adds_up(&report));
        let mended = apply_edits(&text, &report.findings);
        prop_assert!(mended.len() + 4096 > text.len().saturating_sub(mended.len()));
        for plan in check_plans(&text, &Options { locale: Locale::En, ..Options::default() }).unwrap() {
            prop_assert!(adds_up(&plan));
        }
    }

    #[test]
    fn places_are_right_without_line_breaks(parts in prop::collection::vec(prop::sample::select(vec![
        "一、", "二、", "三、", "1. ", "2. ", "3. ", "（一）", "（二）", "第一部分 ", "第二部分：", "①", "引言 ", "目标：", "风险。", "预算 ", "无名 ",
        "销售额达到100万元", "负责人：李明", "____", "😀", "。", "；", " ", "**", "\u{200b}", "\n", "|", "<!-- planscore-ignore G003 -->",
    ]), 0..60)) {
        let text = parts.concat();
        let report = check(&text);
        prop_assert!(adds_up(&report));
        well_placed(&text, &report);
    }

    #[test]
    fn any_cut_of_a_plan_is_read(at in 0usize..3000, length in 0usize..3000) {
        let chars: Vec<char> = SAMPLE.chars().collect();
        let from = at.min(chars.len());
        let text: String = chars[from..(from + length).min(chars.len())].iter().collect();
        prop_assert!(adds_up(&check(&text)));
    }
}

/// As many plans are written: bullets without a blank, quarters below the title that names their figure,
/// shares of a whole one a line, sentences between numbered titles.
#[test]
fn quarters_and_shares_in_lists() {
    let plan = |fourth: u32, third: u32| {
        format!(
            "2027年销售计划\n一、销售目标\n1.总体目标:2027年实现销售额1200万元\n2.分季度销售目标:\n-第一季度:200万元\n\
             -第二季度:300万元\n-第三季度:300万元\n-第四季度:{fourth}万元\n3.复购目标:老客户复购率达到60%,其中大客户80%\n\
             4.产品销售占比目标:\n-甲系列:占总销售额的50%\n-乙系列:占总销售额的30%\n-丙系列:占总销售额的{third}%\n"
        )
    };
    let report = check(&plan(400, 20));
    let sales: Vec<(&str, Option<f64>, Option<&str>)> = report
        .goals
        .iter()
        .filter(|goal| goal.kpi.as_deref() == Some("sales_total"))
        .map(|goal| (goal.metric.as_str(), goal.target.resolve(None), goal.deadline.as_deref()))
        .collect();
    assert_eq!(
        sales,
        [
            ("销售额", Some(12e6), Some("2027-12-31")),
            ("第一季度销售总额", Some(2e6), Some("2027-03-31")),
            ("第二季度销售总额", Some(3e6), Some("2027-06-30")),
            ("第三季度销售总额", Some(3e6), Some("2027-09-30")),
            ("第四季度销售总额", Some(4e6), Some("2027-12-31")),
        ]
    );
    assert_eq!(report.goals.len(), 9);
    let wrong = |fourth, third| {
        let mut found = codes(&check(&plan(fourth, third)));
        found.retain(|code| ["M001", "M002", "S004", "G011"].contains(&code.as_str()));
        found
    };
    assert_eq!(wrong(400, 20), Vec::<String>::new());
    assert_eq!((wrong(300, 20), wrong(400, 10)), (vec!["M001".to_owned()], vec!["M002".to_owned()]));
    // The whole year is measured by its own goal alone.
    let targets = targets(&report.goals, &report.kpis);
    let measured = targets.iter().filter(|target| target.id.starts_with("sales_total"));
    assert_eq!(measured.map(|target| target.target.resolve(None)).collect::<Vec<_>>(), [Some(12e6)]);
}

/// A template from the web whose numbers were taken out.
#[test]
fn each_missing_number_is_told() {
    let plan = "一、工作目标\n1.实现亿元的销售收入,同比增长%,占市场份额的%。\n2.开发个新客户,维护个老客户。\n3.达到%的满意度,%的忠诚度、%的推荐率。\n";
    let report = check(plan);
    let lines: Vec<usize> = report
        .findings
        .iter()
        .filter(|finding| finding.code == "P006")
        .map(|finding| finding.span.line)
        .collect();
    assert_eq!(lines, [2, 2, 2, 3, 3, 4, 4, 4]);
    let units = "一、销售目标\n- 销售额（单位：万元，增长率：%）见下表\n- 完成率100%，占比为30%\n";
    assert!(!codes(&check(units)).contains(&"P006".to_owned()));
}

/// Names in brackets with a date, weights told as shares, a budget that its title names, traditional characters.
#[test]
fn owners_weights_and_budgets_as_people_write_them() {
    use SectionKind::{Goals, Performance, Resources, Risk, Situation, Strategy};
    let plan = "2027年第三季度销售计划\n\n一、市場現況\n二季度完成860萬元。\n\n二、目標\n- 營業額達到1000萬元，9月底前，負責人：陳志明\n\n\
                三、行動方案\n- 7月：完成經銷商評鑑(陳志明,7月31日前)\n- 8月：舉辦客戶研討會4場(林淑芬,8/30)\n\n四、费用预算\n差旅6万元，招待4万元，共计10万元。\n\n\
                五、考核办法\n营业额占60%，新客户数占25%，回款率占20%。每月5日前统计。\n\n六、风险\n- 汇率波动：每月检视报价，负责人：陈志明\n";
    let report = check(plan);
    let kinds: Vec<SectionKind> = report.sections.iter().map(|section| section.kind).collect();
    assert_eq!(kinds, [Situation, Goals, Strategy, Resources, Performance, Risk]);
    let told = |code: &str| report.findings.iter().filter(|finding| finding.code == code).count();
    assert_eq!([told("K001"), told("A001"), told("R002"), told("M001"), told("M002")], [1, 0, 0, 0, 0]);
    let elements = report.findings.iter().filter(|f| f.code == "S001" && f.message.contains("没有写到"));
    assert_eq!(elements.count(), 0);
}

/// Headings with a year or a unit, ticks as bullets, details below an action, responses without a verb.
#[test]
fn a_plan_from_a_word_processor() {
    let plan = "2027年度销售计划\n\n1 前言\n2026年营业收入1亿元。\n\n2 2027年经营目标\n2.1 总体目标\n✅ 营业收入1.2亿元\n✅ 回款率≥95%\n\n\
                2.2 目标分解(单位:万元)\n| 姓名 | Q1 | Q2 | Q3 | Q4 | 全年 |\n|---|---|---|---|---|---|\n| 张三 | 600 | 800 | 900 | 1,100 | 3,500 |\n\n\
                3 重点举措\n3.1 渠道下沉(责任人:李四)\n新增代理商15家，6月前全部签约。\n3.2 线上获客\n每月线索200条，责任人:王五。\n\n\
                4 风险\n① 原材料涨价:锁价协议,采购部每月预警。\n";
    let report = check(plan);
    let titles: Vec<&str> = report.sections.iter().map(|section| section.title.as_str()).collect();
    assert_eq!(titles[..5], ["前言", "2027年经营目标", "总体目标", "目标分解", "重点举措"]);
    assert_eq!(report.goals.len(), 2);
    let found = codes(&report);
    let told: Vec<&str> = ["M001", "S004", "G002", "A001", "A002", "R002"]
        .into_iter()
        .filter(|code| found.iter().any(|own| own == code))
        .collect();
    assert_eq!(told, ["M001"]);
    let english = check(
        "Q2 2027 Sales Plan\n\n1. Goals\n- Revenue: 9.5 million CNY by June 30, 2027 (owner: Chen Wei)\n\n2. KPIs\nRevenue 55%, new customers 30%, collection rate 20%.\n\n\
         3. Risks\n- Price war: offer bundles, owner: Li Na\n",
    );
    assert_eq!(english.goals.len(), 1);
    assert_eq!(english.goals[0].owner.as_deref(), Some("Chen Wei"));
    assert!(codes(&english).contains(&"K001".to_owned()) && !codes(&english).contains(&"R002".to_owned()));
}

/// What is hoped for, parts in a sentence of their own and what narrows a share are no goals.
#[test]
fn hopes_parts_and_narrowings_are_no_goals() {
    let report = check(
        "2027年计划\n\n一、目标\n1. 销售收入：全年确保1.5亿元，力争1.6亿元。其中上半年完成6500万元，下半年完成8500万元。\n\
         2. 应收账款：年末余额不超过3000万元，账龄超过90天的占比低于5%。\n",
    );
    let goals: Vec<(&str, Option<f64>)> =
        report.goals.iter().map(|goal| (goal.metric.as_str(), goal.target.resolve(None))).collect();
    assert_eq!(
        goals,
        [("销售收入", Some(1.5e8)), ("应收账款", Some(3e7)), ("账龄超过90天的占比", Some(0.05))]
    );
    assert!(!codes(&report).contains(&"G011".to_owned()));
}

/// Objectives and key results are goals.
#[test]
fn objectives_and_key_results() {
    let report = check(
        "【2027年Q1销售OKR】\n\nO1:打开华南市场\nKR1:新签客户30家(赵磊,3月31日前)\nKR2:华南区销售额达到500万元\n\n\
         O2:提升老客户贡献\nKR1:老客户复购率从35%提升到45%\n\n【行动计划】\n1月:完成客户盘点\n\n【风险】\n春节放假影响进度:节前完成拜访\n",
    );
    let kinds: Vec<SectionKind> = report.sections.iter().map(|section| section.kind).collect();
    assert_eq!(kinds, [SectionKind::Goals, SectionKind::Goals, SectionKind::Strategy, SectionKind::Risk]);
    let ids: Vec<Option<&str>> = report.goals.iter().map(|goal| goal.kpi.as_deref()).collect();
    assert_eq!(ids, [Some("new_customers"), Some("sales_total"), Some("repurchase_rate")]);
    assert_eq!(report.goals[0].owner.as_deref(), Some("赵磊"));
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
