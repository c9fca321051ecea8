//! How a plan says who answers for a goal and by when, one way of saying it a test.

use planscore_plan::{Goal, Options, PlanReport, check_plan};

fn check(text: &str) -> PlanReport {
    check_plan(text, &Options::default()).unwrap()
}

fn goal<'a>(report: &'a PlanReport, metric: &str) -> &'a Goal {
    let found = report.goals.iter().find(|goal| goal.metric.contains(metric));
    found.unwrap_or_else(|| panic!("{metric} among {:?}", report.goals))
}

fn owner(text: &str, metric: &str) -> Option<String> {
    goal(&check(text), metric).owner.clone()
}

fn due(text: &str, metric: &str) -> Option<String> {
    goal(&check(text), metric).deadline.clone()
}

fn says(report: &PlanReport, code: &str) -> bool {
    report.findings.iter().any(|finding| finding.code == code)
}

#[test]
fn a_bracket_after_a_title_names_the_owner_of_what_stands_below() {
    let text = "一、年度目标\n（一）客户类（责任人：苗可心）\n1.续费率由70%提高到80%。\n2.新签客户不少于30家。\n二、措施\n1.每月回访。\n";
    assert_eq!(owner(text, "续费率").as_deref(), Some("苗可心"));
    assert!(!says(&check(text), "G004"));
}

#[test]
fn a_bracket_at_the_end_names_the_owner() {
    let text = "# Plan 2027\n\n## Targets\n- Revenue: $2M by 30 June 2027 (Hanna Brook)\n- Churn: under 4% by 30 June 2027 (support lead Otto Reyes)\n";
    assert_eq!(owner(text, "Revenue").as_deref(), Some("Hanna Brook"));
    assert_eq!(owner(text, "Churn").as_deref(), Some("Otto Reyes"));
    let text = "一、目标\n- 出单量做到300单（可可）\n- 回款率做到95%（区域 闻樱）\n二、措施\n- 可可每周五报数\n- 闻樱每月5日对账\n";
    assert_eq!(owner(text, "出单量").as_deref(), Some("可可"));
    assert_eq!(owner(text, "回款率").as_deref(), Some("闻樱"));
}

#[test]
fn what_is_counted_is_no_owner() {
    let text = "一、目标\n- 销售额（万元）：500万元\n";
    assert_eq!(owner(text, "销售额"), None);
}

#[test]
fn who_writes_answers_in_the_first_person() {
    assert_eq!(owner("一、目标\n- 销售额做到80万元，这个我来扛\n", "销售额").as_deref(), Some("我"));
}

#[test]
fn as_above_is_whoever_stands_above() {
    let text = "一、目标\n| 指标 | 目标 | 责任人 |\n|---|---|---|\n| 销售额 | 300万元 | 季雨桐 |\n| 回款率 | 95% | 同上 |\n";
    assert_eq!(owner(text, "回款率").as_deref(), Some("季雨桐"));
}

#[test]
fn a_line_goes_on_after_a_comma() {
    let text = "一、目标\n1）出单冲 60 件，\n主管姜可负责\n2）件均 8000 元，\n姜可盯\n";
    let report = check(text);
    assert_eq!(goal(&report, "出单").owner.as_deref(), Some("姜可"));
    assert!(!says(&report, "G002") && !says(&report, "G004"), "{:?}", report.findings);
}

#[test]
fn a_day_of_the_week_is_a_date_in_a_plan_for_a_week() {
    let text = "下周安排（2027.3.15-3.21）\n一、目标\n1、报名40个，周日晚9点前报数\n2、定金收回12笔，周五之前\n二、本周三家新店照常每周二开会\n";
    assert_eq!(due(text, "报名").as_deref(), Some("2027-03-21"));
    assert_eq!(due(text, "定金").as_deref(), Some("2027-03-19"));
}

#[test]
fn a_sentence_anywhere_dates_what_has_no_date() {
    let text = "一、前言\n本计划自2027年1月1日起至2027年12月31日止，未另注日期的，一律以2027年11月30日为准。\n二、目标\n- 销售额达到900万元\n三、措施\n- 每月回访\n";
    assert_eq!(due(text, "销售额").as_deref(), Some("2027-11-30"));
}

#[test]
fn a_title_says_by_when() {
    let text = "Sales plan 2027\n\n## Goals by 30 June\n- Revenue of $2M (Hanna)\n\n## Actions\n- Call ten customers a week\n";
    assert_eq!(due(text, "Revenue").as_deref(), Some("2027-06-30"));
}

#[test]
fn lines_that_say_who_writes_are_no_goals() {
    let text = "6月份安排\n\n可可 20:01\n📌 目标\n1. 业绩30万，可可负责\n2. 进客90组，小满负责\n\n小满 20:04\n收到\n\n可可 20:09\n📌 做法\n每周六办一场活动，小满\n\n小满 20:10\n收到\n";
    let report = check(text);
    assert_eq!(report.goals.len(), 2, "{:?}", report.goals);
}

#[test]
fn of_several_years_the_last_is_the_goal() {
    let text = "2026—2028三年规划\n一、目标\n| 目标 | 2025年实际 | 2026年 | 2027年 | 2028年 |\n|---|---|---|---|---|\n| 销售收入 | 2亿元 | 2.4亿元 | 3亿元 | 4亿元 |\n| 客户数 | 80家 | 90家 | 100家 | 120家 |\n";
    let report = check(text);
    let target = format!("{:?}", goal(&report, "销售收入").target);
    assert!(target.contains("400000000"), "{target}");
}

#[test]
fn a_table_in_groups_holds_the_parts_of_a_plan() {
    let text = "2027年5月工作计划表\n板块\t事项\t4月实际\t5月目标\t完成时间\t责任人\n业绩\t开票额\t180万元\t210万元\t5/31\t季雨桐\n\t回收率\t90%\t97%\t5/31\t季雨桐\n\t新客户\t3家\t6家\t5/20\t闻樱\n费用\t展会\t-\t6000元\t5/10\t闻樱\n\t打样\t-\t8000元\t5/31\t闻樱\n";
    let report = check(text);
    assert_eq!(report.goals.len(), 3, "{:?}", report.goals);
    assert!(
        report
            .missing
            .iter()
            .all(|kind| !["goals", "resources"].contains(&kind.name(planscore_base::locale::Locale::En)))
    );
}

#[test]
fn bold_lines_in_a_series_are_headings() {
    let text = "**Sales plan 2027**\n\n**Where we are in 2026**\n- Sales came to $2M.\n\n**Targets for 2027**\n- Revenue of $3M by 30 June 2027\n\n**How the $3M splits**\n- North $2M, south $1M\n";
    assert_eq!(check(text).sections.len(), 3);
}

#[test]
fn each_post_has_weights_of_its_own() {
    let text = "一、考核\n| 岗位 | 指标 | 权重 |\n|---|---|---|\n| 店长 | 零售额 | 60% |\n| | 投诉 | 40% |\n| 经理 | 签约额 | 70% |\n| | 账期 | 30% |\n";
    assert!(!says(&check(text), "K001"));
}

#[test]
fn goals_are_known_by_what_they_hold() {
    let text = "夏季安排\n\n一、过去的一季\n去年夏天卖了320台。\n\n二、咱们要干成啥\n1. 装机400台，小鲁负责\n2. 新开网点12家，小鲁负责\n3. 配件占比从8%干到11%\n\n三、怎么干\n1. 小鲁每周拜访五家老客户\n";
    let report = check(text);
    assert_eq!(report.goals.len(), 3, "{:?}", report.goals);
}

#[test]
fn titles_with_times_of_their_own_are_steps() {
    let text = "九月四周计划（2027年9月1日—9月28日）\n\n【目标】\n- 回款60万元，闻樱负责\n\n【第一周 9月1日—9月7日】\n- 闻樱分名册\n\n【第二周 9月8日—9月14日】\n- 闻樱发海报\n\n【第三周 9月15日—9月21日】\n- 闻樱催尾款\n";
    let report = check(text);
    assert_eq!(report.goals.len(), 1, "{:?}", report.goals);
    let schedule = planscore_plan::SectionKind::Schedule;
    assert_eq!(report.sections.iter().filter(|section| section.kind == schedule).count(), 3);
}

#[test]
fn a_table_of_key_results_needs_no_column_of_targets() {
    let text = "一、目标\n| KR | 内容 | 权重 | 负责人 |\n|---|---|---|---|\n| KR1 | 复购率提高到32% | 60% | 苗可 |\n| KR2 | 差评不超过5条 | 40% | 苗可 |\n";
    assert_eq!(owner(text, "复购率").as_deref(), Some("苗可"));
    assert_eq!(check(text).goals.len(), 2);
}

#[test]
fn the_head_of_a_column_or_a_name_gives_the_unit() {
    let text = "一、目标\n| 指标 | 2026年实际 | 2027年目标（万元） | 责任人 |\n|---|---|---|---|\n| 销售收入 | 310 | 420 | 苗可 |\n";
    let target = format!("{:?}", goal(&check(text), "销售收入").target);
    assert!(target.contains("4200000"), "{target}");
}

#[test]
fn months_in_english_make_a_stretch() {
    let text = "# Export plan, April to September 2027\n\n## Targets\n- Revenue: $2M by 31 August 2027 (Hanna Brook)\n\n## Actions\n- Hanna Brook calls ten buyers a week\n";
    assert!(!says(&check(text), "G012"));
}

#[test]
fn half_of_it_is_a_figure() {
    let text = "一、目标\n- 客户投诉减半，苗可负责\n";
    let target = format!("{:?}", goal(&check(text), "投诉").target);
    assert!(target.contains("Reduction") && target.contains("0.5"), "{target}");
}

#[test]
fn whoever_a_roster_names_may_own_a_goal() {
    let text = "小组计划\n组长：尹川　组员：阿桃、卞卞\n\n一、目标\n- 套票卖到800张，卞卞背\n";
    assert_eq!(owner(text, "套票").as_deref(), Some("卞卞"));
}

/// The kinds of the sections of a plan, in their order.
fn kinds(text: &str) -> Vec<planscore_plan::SectionKind> {
    check(text).sections.iter().filter(|section| section.level == 1).map(|section| section.kind).collect()
}

#[test]
fn goals_may_stand_below_any_title() {
    use planscore_plan::SectionKind::{Goals, Situation, Strategy};
    let titles = [
        "这周要干成的几件事",
        "我们想做到什么程度",
        "给自己派的活",
        "这一程要啃的骨头",
        "重点工作",
        "打算走到哪一步",
        "心里的账",
        "五件大事",
        "要交的作业",
    ];
    for title in titles {
        let items = format!(
            "一组第30周计划（2027.7.19-7.25）\n\n一、上周回顾\n上周出货1860件，丢了2家店。\n\n二、{title}\n1. 出货2200件，汤大伟盯总数，周日晚上前\n2. 新开后厨20家，小邱负责，7月23日前\n3. 铺货率做到80%，上周62%，小邱负责\n\n三、怎么跑\n周一上午汤大伟跑城南市场，小邱跑烧烤街\n小邱周二前领好样品，每场约厨师长不少于8位\n"
        );
        assert_eq!(kinds(&items), [Situation, Goals, Strategy], "{title}");
        let prose = format!(
            "关于下半年业务的打算\n2027年7月1日\n\n一、上半年回头看\n上半年发货2860万元，服务的馆有83家。\n\n二、{title}\n下半年发货要做到3500万元，12月31日前完成，由我负责。到货率现在平均86%，10月31日前要提高6个百分点，由莫问渠负责。\n新中标的馆不少于8个，由阮青负责。\n\n三、路怎么走\n莫问渠每周三拉一次缺书单。阮青7月31日前把丢掉的标书逐份对照，写一份清单。\n"
        );
        assert_eq!(kinds(&prose), [Situation, Goals, Strategy], "{title}");
    }
}

#[test]
fn prices_after_the_actions_are_no_goals() {
    let text = "一、现状\n2026年收入3420万元。\n\n二、年度指标\n1. 收入：12月20日前完成4100万元，廖祖望。\n2. 新入会45位，蔡蓝负责。\n\n三、动作\n1. 蔡蓝每周回访\n\n四、会籍价格\n家庭会籍68万元起，公司会籍128万元起。\n现场让价不超过3%。热线0755-2690 8800，码头路1号。\n";
    let report = check(text);
    assert_eq!(report.goals.len(), 2, "{:?}", report.goals);
}

#[test]
fn a_size_or_a_name_with_a_digit_is_no_figure() {
    let text = "一、目标\n1. 鸡汁5公斤装推300件，阿芬负责\n2. 3C客户开票额做到780万元，阿芬负责\n3. 科目二一次通过率：达到95%，阿芬负责\n";
    let report = check(text);
    assert_eq!(report.goals.len(), 3, "{:?}", report.goals);
    assert!(format!("{:?}", goal(&report, "3C客户").target).contains("7800000"), "{:?}", report.goals);
    assert!(format!("{:?}", goal(&report, "一次通过率").target).contains("0.95"), "{:?}", report.goals);
}

#[test]
fn who_owns_the_goal_of_one_sentence_owns_none_of_another() {
    let text = "一、目标\n差错率要降到2%，9月30日前做到，由贺真负责。平台接入15家馆，11月30日前完成。\n";
    assert_eq!(owner(text, "差错率").as_deref(), Some("贺真"));
    assert_eq!(owner(text, "平台接入"), None);
}

#[test]
fn a_family_name_stands_after_a_place_of_work() {
    let text = "一、目标\n1. 供应量：6月30日前完成2.4万方，责任人技术服务 卜晓峰。\n2. 超时投诉：全季度不超过10起，责任人调度长 万红兵。\n";
    assert_eq!(owner(text, "供应量").as_deref(), Some("卜晓峰"));
    assert_eq!(owner(text, "投诉").as_deref(), Some("万红兵"));
}

#[test]
fn frames_among_numbers_stand_below_them() {
    let text = "# 90天计划\n\n**一、现状**\n\n去年带看20组。\n\n**二、90天目标**\n\n**第1—30天：学（2027年3月2日—3月31日）**\n\n- 接待20组\n\n**第31—60天：练（2027年4月1日—4月30日）**\n\n- 签约3户\n\n**第61—90天：独立（2027年5月1日—5月30日）**\n\n- 转长住5户\n\n**三、怎么做**\n\n1. 每天打10通电话\n";
    let report = check(text);
    assert_eq!(report.sections.iter().filter(|section| section.level == 1).count(), 3);
    assert_eq!(report.goals.len(), 3, "{:?}", report.goals);
    assert_eq!(due(text, "签约").as_deref(), Some("2027-04-30"));
}

#[test]
fn a_text_that_begins_with_its_figure_is_read() {
    // 以 would stand before the figure, where anything stands there.
    for text in ["-61为准9/", "9为准", "占40%"] {
        let report = check_plan(text, &Options::default()).unwrap();
        assert!(report.score.is_finite(), "{text}");
    }
}

#[test]
fn a_title_in_the_last_line_may_be_empty() {
    let report = check("目标\n\n监督棣\n\n监督检查\n盀\n\n监督\n\n监督检查");
    let empty: Vec<usize> =
        report.sections.iter().filter(|part| part.empty).map(|part| part.span.line).collect();
    assert_eq!(empty, [10]);
}
