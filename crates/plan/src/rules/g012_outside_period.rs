//! G012: a deadline outside the plan's period.

use crate::finding::{Example, Nature, Rule, Says, Sink, says, text};
use crate::report::Severity::Warning;

const OUTSIDE: Says = says(
    Warning,
    0.9,
    ("期限 {0} 不在计划期内（{1} 至 {2}）", "the deadline {0} is outside the plan's period ({1} to {2})"),
    ("改正日期，或改正计划期", "correct the date, or the period"),
);

pub(super) static RULE: Rule = Rule {
    code: "G012",
    name: "deadline-outside-period",
    what: text("不在计划期内的期限", "A deadline outside the plan's period"),
    why: text(
        "多半是年份没有改，或者写到了下一期。",
        "Most likely the year was not changed, or it belongs to the next plan.",
    ),
    nature: Nature::Detail,
    says: &[&OUTSIDE],
    group: None,
    examples: &[Example {
        fires: "2026年销售计划\n\n一、目标\n- 2027年3月31日前销售额达到100万元\n",
        silent: "2026年销售计划\n\n一、目标\n- 2026年3月31日前销售额达到100万元\n",
    }],
    check,
};

fn check(sink: &mut Sink) {
    let Some((first, last)) = sink.model.period else { return };
    for aim in &sink.model.aims {
        let Some((due, day)) = aim.due.and_then(|due| Some((due, due.day?))) else { continue };
        if !(first..=last).contains(&day) {
            let values = [day, first, last].map(|day| day.to_string());
            sink.report(&RULE, &OUTSIDE, due.start, due.end, &values.each_ref().map(String::as_str));
        }
    }
}
