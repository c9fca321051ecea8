//! The same plan in other layouts: full width, traditional, every ladder of headings, no line breaks.

use super::*;

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
