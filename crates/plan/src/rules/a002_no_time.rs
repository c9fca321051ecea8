//! A002: an action without date or rhythm.

use crate::finding::{Change, Example, Nature, Rule, Says, Sink, says, short, text};
use crate::holes::Asks;
use crate::report::Severity::Info;

const NONE: Says = says(
    Info,
    0.7,
    ("行动没有时间，也没有频率：{0}", "neither date nor rhythm: {0}"),
    ("写明什么时候完成，或多久做一次", "say by when, or how often"),
);

pub(super) static RULE: Rule = Rule {
    code: "A002",
    name: "action-without-time",
    what: text("没有时间和频率的行动", "An action without date or rhythm"),
    why: text("没有时间的事总排在有时间的事后面。", "What has no date comes after what has one."),
    nature: Nature::Defect,
    says: &[&NONE],
    group: Some(text("{1} 项行动中 {0} 项没有时间安排", "{0} of {1} actions have neither date nor rhythm")),
    examples: &[Example {
        fires: "一、策略\n- 拜访老客户，负责人：李明\n",
        silent: "一、策略\n- 每月拜访老客户，负责人：李明\n",
    }],
    check,
};

fn check(sink: &mut Sink) {
    let model = sink.model;
    for action in &sink.subjects.actions {
        sink.look(&RULE, action.line);
        if action.timed || sink.subjects.holed_for(model, Asks::Time, (action.start, action.end)) {
            continue;
        }
        let shown = short(model.chars((action.start, action.end)));
        let at = model.before_full_stop(model.outline.block(action.line));
        let snippet = sink.locale.pick("，完成时间：____", ", by ____").to_owned();
        sink.report(&RULE, &NONE, action.start, action.end, &[&shown]).change(Change::After(at, snippet));
    }
}
