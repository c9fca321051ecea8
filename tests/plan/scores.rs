//! Scores: losses add up, less never scores more, edits never cost, nothing panics.

use super::*;

/// The losses sum to 100 less the score, exactly.
fn adds_up(report: &PlanReport) -> bool {
    let lost: f64 = report.findings.iter().map(|finding| finding.lost).sum();
    report.score == 100.0 - lost && (0.0..=100.0).contains(&report.score)
}

fn adds_up_in_place(text: &str) {
    let report = check(text);
    assert!(adds_up(&report));
    well_placed(text, &report);
}

#[test]
fn losses_add_up_and_places_are_right() {
    for text in [CLEAN, SAMPLE, &skeleton(Archetype::People, &[], Locale::ZhCn).unwrap()] {
        adds_up_in_place(text);
    }
}

#[test]
#[ignore = "needs ../shared"]
fn losses_of_the_sample_plans_add_up() {
    adds_up_in_place(&truth().0);
}

/// Removing a required section, or a group of lines that a section must have, never raises the score.
#[test]
fn less_never_scores_more() {
    for (text, archetype) in [(CLEAN, Archetype::General), (SAMPLE, Archetype::General)] {
        let report = check(text);
        let lines: Vec<&str> = text.lines().collect();
        let score = score_of(text, archetype);
        for (index, section) in report.sections.iter().enumerate().filter(|(_, s)| s.level == 1) {
            let next = report.sections[index + 1..]
                .iter()
                .find(|s| s.level == 1)
                .map_or(lines.len(), |next| next.span.line - 1);
            let mut kept = lines[..section.span.line - 1].to_vec();
            kept.extend(&lines[next..]);
            assert!(score_of(&kept.join("\n"), archetype) <= score, "{}", section.title);
        }
    }
}

/// Of the sample plans too, and of the groups that the inventory lists as required.
#[test]
#[ignore = "needs ../shared"]
fn less_of_a_sample_plan_never_scores_more() {
    let (text, inventory) = truth();
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
        let score = score_of(&own.join("\n"), archetype);
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
            let less = score_of(&kept.join("\n"), archetype);
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
                    let less = score_of(&kept.join("\n"), archetype);
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
    no_edit_costs(vec![CLEAN.to_owned(), SAMPLE.to_owned()]);
}

#[test]
#[ignore = "needs ../shared"]
fn making_an_edit_never_lowers_the_score_of_a_sample_plan() {
    let (text, _) = truth();
    let starts: Vec<usize> = text.match_indices("\n篇").map(|(at, _)| at).chain([text.len()]).collect();
    no_edit_costs(starts.windows(2).map(|pair| text[pair[0]..pair[1]].to_owned()).collect());
}

/// Blanks in the place of what a plan must have.
const BLANKS: [(&str, &str); 9] = [
    ("，负责人：李明", "，负责人：____"),
    ("，负责人：王芳", "，负责人：____"),
    ("，负责人：陈杰", "，负责人：____"),
    ("在2026年12月31日前", "在____前"),
    ("，2026年12月31日前完成", "，____前完成"),
    ("50家，", "____家，"),
    ("：12万元", "：____万元"),
    ("| 35% |", "| ____ |"),
    ("| 1200万元 |", "| ____ |"),
];

/// What making the edits that bring a blank earns: nothing before it is filled in.
fn edits_that_earn(text: &str) -> Vec<String> {
    let report = check(text);
    let blanks = report.findings.iter().filter(|f| f.edit.as_ref().is_some_and(|e| e.text.contains("____")));
    let earned = blanks.map(|finding| {
        (finding.message.clone(), check(&apply_edits(text, std::slice::from_ref(finding))).score)
    });
    earned
        .filter(|(_, after)| *after > report.score)
        .map(|(name, after)| format!("{name}: {} -> {after}\n{text}", report.score))
        .collect()
}

/// The same of blanks that are written by hand.
fn blanks_that_earn(text: &str) -> Vec<String> {
    let by_hand = BLANKS.iter().filter(|(part, _)| text.contains(part)).filter_map(|(part, blank)| {
        let rest = PARTS.iter().find(|(other, _)| other == part).map_or("", |(_, rest)| rest);
        let [missing, left] = [rest, blank].map(|to| check(&text.replacen(part, to, 1)).score);
        (left > missing).then(|| format!("{blank}: {missing} -> {left}\n{text}"))
    });
    by_hand.chain(edits_that_earn(text)).collect()
}

#[test]
fn a_blank_earns_nothing() {
    let flawed = DEFECTS.iter().chain(&PARTS).map(|(from, to)| CLEAN.replacen(from, to, 1));
    let earned: Vec<String> =
        flawed.chain([CLEAN, SAMPLE].map(str::to_owned)).flat_map(|text| blanks_that_earn(&text)).collect();
    assert!(earned.is_empty(), "{earned:#?}");
}

/// Tries every edit of each plan, as it is and in several variants.
fn no_edit_costs(plans: Vec<String>) {
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
    /// A plan with any of the defects, less any section, scores less; without a section of blanks alone it scores no more.
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
        // A section with nothing but blanks is worth no more than none.
        let holed = |line: usize| whole.findings.iter().any(|f| f.code.starts_with('P') && f.span.line == line);
        let blank = (from + 1..to).filter(|line| !lines[*line].trim().is_empty()).all(|line| holed(line + 1));
        prop_assert!(
            less.score < whole.score || blank && less.score <= whole.score,
            "{} against {}\n{text}", less.score, whole.score
        );
        prop_assert!(adds_up(&less) && adds_up(&whole));
    }

    /// Whatever its defects and whichever section it lacks, making the proposed edits never lowers its score, and a blank never
    /// raises it.
    #[test]
    fn edits_of_a_flawed_plan_never_cost_and_blanks_never_earn(
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
        let earned = edits_that_earn(&text);
        prop_assert!(earned.is_empty(), "{}", earned.join("\n\n"));
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
