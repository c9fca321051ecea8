//! S006: a file that holds several plans.

use crate::finding::{Example, Nature, Rule, Says, Sink, says, text};
use crate::report::Severity::Warning;

const SEVERAL: Says = says(
    Warning,
    1.0,
    ("文件里有 {0} 份计划", "the file holds {0} plans"),
    ("只留自己的一份，或逐份检查", "keep your own, or check them one by one"),
);

pub(super) static RULE: Rule = Rule {
    code: "S006",
    name: "several-plans",
    what: text("一个文件里有几份计划", "Several plans in one file"),
    why: text(
        "几份范文放在一起时，得分是它们的平均，说明不了自己的那一份。",
        "The score of several plans together is their mean and says little of your own.",
    ),
    nature: Nature::Defect,
    says: &[&SEVERAL],
    group: None,
    examples: &[Example {
        fires: "篇1:《计划》\n一、引言\n说明。\n篇2:《计划》\n一、引言\n说明。\n",
        silent: "篇1:《计划》\n一、引言\n说明。\n",
    }],
    check,
};

fn check(sink: &mut Sink) {
    let model = sink.model;
    if model.plans > 1
        && model.index == 1
        && let Some((start, end)) = model.outline.title
    {
        sink.report(&RULE, &SEVERAL, start, end, &[&model.plans.to_string()]);
    }
}
