//! A001: an action that nobody does.

use crate::finding::{Change, Example, Nature, Rule, Says, Sink, says, short, text};
use crate::holes::Asks;
use crate::report::Severity::Info;

const NONE: Says =
    says(Info, 0.7, ("行动没有负责人：{0}", "nobody does it: {0}"), ("写明由谁做", "say who does it"));

pub(super) static RULE: Rule = Rule {
    code: "A001",
    name: "action-without-owner",
    what: text("没有负责人的行动", "An action without an owner"),
    why: text("没有写谁做，就等着别人做。", "What nobody is named for waits for somebody else."),
    nature: Nature::Defect,
    says: &[&NONE],
    group: Some(text("{1} 项行动中 {0} 项没有负责人", "{0} of {1} actions have no owner")),
    examples: &[Example {
        fires: "一、策略\n- 每月拜访10家老客户\n",
        silent: "一、策略\n- 每月拜访10家老客户，负责人：李明\n",
    }],
    check,
};

fn check(sink: &mut Sink) {
    let model = sink.model;
    for action in &sink.subjects.actions {
        sink.look(&RULE, action.line);
        if action.owned || sink.subjects.holed_for(model, Asks::Owner, (action.start, action.end)) {
            continue;
        }
        let shown = short(model.chars((action.start, action.end)));
        let at = model.before_full_stop(model.outline.block(action.line));
        let snippet = sink.locale.pick("，负责人：____", ", owner: ____").to_owned();
        sink.report(&RULE, &NONE, action.start, action.end, &[&shown]).change(Change::After(at, snippet));
    }
}
