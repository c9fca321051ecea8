//! A plan to fill in: every required element as a blank.

use super::archetype::Shape;
use super::section::SectionKind;
use planscore_base::locale::Locale;

const NUMERALS: [&str; 11] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一"];

/// The body of a section: a blank for each thing it must speak of.
fn body(shape: &Shape, kind: SectionKind, locale: Locale, out: &mut String) {
    let mut line = |zh: &str, en: &str| {
        out.push_str(locale.pick(zh, en));
        out.push('\n');
    };
    match kind {
        SectionKind::Introduction | SectionKind::Summary => line("____", "____"),
        SectionKind::Performance => {
            line(
                "| 指标 | 权重 | 目标 | 计算方式 | 考核周期 | 负责人 |",
                "| Metric | Weight | Target | Formula | Cycle | Owner |",
            );
            line("| --- | --- | --- | --- | --- | --- |", "| --- | --- | --- | --- | --- | --- |");
            line(
                "| ____ | ____ | ____ | ____ | ____ | ____ |",
                "| ____ | ____ | ____ | ____ | ____ | ____ |",
            );
        }
        _ => {}
    }
    for element in shape.elements.iter().filter(|element| element.section == kind) {
        out.push_str("- ");
        out.push_str(element.name.get(locale));
        out.push_str(match kind {
            SectionKind::Goals => locale.pick(
                "：由____达到____，____前完成，负责人：____",
                ": from ____ to ____ by ____, owner: ____",
            ),
            SectionKind::Risk => locale.pick(
                "：____；应对：____，触发条件：____，负责人：____",
                ": ____; response: ____, trigger: ____, owner: ____",
            ),
            SectionKind::Resources => locale.pick("：____元", ": ____"),
            SectionKind::Strategy => {
                locale.pick("：____，负责人：____，完成时间：____", ": ____, owner: ____, due: ____")
            }
            _ => locale.pick("：____", ": ____"),
        });
        out.push('\n');
    }
    if !shape.elements.iter().any(|element| element.section == kind)
        && !matches!(kind, SectionKind::Introduction | SectionKind::Summary | SectionKind::Performance)
    {
        out.push_str(
            locale.pick("- ____，负责人：____，完成时间：____\n", "- ____, owner: ____, due: ____\n"),
        );
    }
}

/// One section with its heading, to insert where it is missing.
pub(super) fn section(shape: &Shape, kind: SectionKind, locale: Locale) -> String {
    let mut out = String::from("\n\n## ");
    out.push_str(kind.name(locale));
    out.push_str("\n\n");
    body(shape, kind, locale, &mut out);
    out
}

/// A whole plan of a kind, in Markdown, with a blank for every required element.
pub fn skeleton(shape: &Shape, locale: Locale) -> String {
    let mut out = String::from(locale.pick("# 销售工作计划\n", "# Sales plan\n"));
    for (index, (kind, _)) in shape.sections.iter().enumerate() {
        out.push_str("\n## ");
        if locale == Locale::ZhCn {
            out.push_str(NUMERALS[index.min(10)]);
            out.push('、');
        } else {
            out.push_str(&(index + 1).to_string());
            out.push_str(". ");
        }
        out.push_str(kind.name(locale));
        out.push_str("\n\n");
        body(shape, *kind, locale, &mut out);
    }
    out
}
