//! G001: no goal has a figure.

use crate::finding::{Example, Nature, Rule, Says, Sink, says, text};
use crate::report::Severity::{Error, Info};
use crate::section::SectionKind;

const NONE: Says = says(
    Error,
    0.95,
    ("没有一个目标有数值", "no goal has a figure"),
    (
        "至少为销售额、回款率等核心指标写出数值、期限和负责人",
        "state figure, deadline and owner at least for sales and collection",
    ),
);
const IN_DOUBT: Says = says(
    Info,
    0.5,
    (
        "目标部分有 {0} 个数没有读懂，没有认出有数值的目标",
        "{0} figures of the goals section could not be read, and no goal with a figure was recognised",
    ),
    (
        "每行写一个目标：指标、数值、期限、负责人",
        "write a goal a line: the figure's name, its value, the date and the owner",
    ),
);

pub(super) static RULE: Rule = Rule {
    code: "G001",
    name: "no-goal-quantified",
    what: text("没有一个有数值的目标", "No goal has a figure"),
    why: text(
        "没有数值就无法判断年底是否做到。",
        "Without a figure nobody can tell at the end whether the plan was met.",
    ),
    nature: Nature::Defect,
    says: &[&NONE, &IN_DOUBT],
    group: None,
    examples: &[Example {
        fires: "一、目标\n- 进一步提升客户体验\n",
        silent: "一、目标\n- 销售额达到100万元\n",
    }],
    check,
};

fn check(sink: &mut Sink) {
    let model = sink.model;
    // A figure that is still a blank is a placeholder's matter.
    let holed = |line: usize| sink.subjects.holed_line(model, line);
    if model.aims.iter().any(|aim| aim.quantity.is_some() || holed(aim.line))
        || model.open.iter().any(|line| holed(*line))
    {
        return;
    }
    let part = model.outline.of_kind(SectionKind::Goals).find(|part| !part.empty);
    let unread = model.reading.figures.len();
    match part {
        Some(part) if unread > 0 => {
            sink.report(&RULE, &IN_DOUBT, part.heading.0, part.heading.1, &[&unread.to_string()]).nature =
                Nature::Unread;
        }
        Some(part) => {
            sink.report(&RULE, &NONE, part.heading.0, part.heading.1, &[]);
        }
        // Without the section, S001 says so already, unless goals stand elsewhere without figures.
        None if !model.open.is_empty() => {
            sink.report_end(&RULE, &NONE, model.open[0], &[]);
        }
        None => {}
    }
}
