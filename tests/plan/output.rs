//! What a check gives out: findings, edits, targets, SARIF, skeletons, tables.

use super::*;

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
