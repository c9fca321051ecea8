//! Goals, sums and weights in the forms that people write.

use super::*;

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
