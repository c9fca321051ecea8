//! What a change of a clean plan adds to its findings.

use super::*;

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
