//! G004: a goal that nobody answers for.

use crate::finding::{Change, Example, Nature, Rule, Says, Sink, says, text};
use crate::holes::Asks;
use crate::outline::Shape;
use crate::report::Severity::Warning;

const NONE: Says = says(
    Warning,
    0.75,
    ("目标没有负责人：{0}", "nobody answers for the goal: {0}"),
    ("补上「负责人：姓名」", "add an owner by name"),
);

pub(super) static RULE: Rule = Rule {
    code: "G004",
    name: "goal-without-owner",
    what: text("没有负责人的目标", "A goal without an owner"),
    why: text(
        "没有人负责的目标没有人推动。负责人可以写在同一句、列表后的总说明、表头或标题里。",
        "Nobody drives what nobody answers for. The owner may stand in the sentence, in one about the whole list, in a column or a title.",
    ),
    nature: Nature::Defect,
    says: &[&NONE],
    group: Some(text("{1} 个目标中 {0} 个没有负责人", "{0} of {1} goals have no owner")),
    examples: &[Example {
        fires: "一、目标\n- 销售额达到100万元\n",
        silent: "一、目标\n- 销售额达到100万元，由李明负责\n",
    }],
    check,
};

fn check(sink: &mut Sink) {
    let model = sink.model;
    for aim in &model.aims {
        sink.look(&RULE, aim.line);
        let block = model.outline.block(aim.line);
        // Someone on its line may be meant, though not as its owner.
        let peopled = sink.subjects.peopled.contains(&aim.line);
        if aim.owner.is_some()
            || peopled
            || sink.subjects.blank_for(model, Asks::Owner, (aim.start, block.end))
        {
            continue;
        }
        let at = model.before_full_stop(block);
        let snippet = sink.locale.pick("，负责人：____", ", owner: ____").to_owned();
        let shown = model.shown(aim);
        let draft = sink.report(&RULE, &NONE, aim.start, aim.end, &[&shown]);
        draft.subject.clone_from(&aim.name);
        if block.shape != Shape::Row {
            draft.change(Change::After(at, snippet));
        }
    }
}
