//! G003: a goal without a deadline.

use crate::clauses::clauses;
use crate::finding::{Change, Example, Nature, Rule, Says, Sink, says, text};
use crate::holes::Asks;
use crate::outline::Shape;
use crate::report::Severity::{Info, Warning};
use crate::terms;

const NONE: Says = says(
    Warning,
    0.9,
    ("目标没有期限：{0}", "the goal has no deadline: {0}"),
    ("补上完成日期", "add the date by which"),
);
const PERIOD: Says = says(
    Info,
    0.6,
    (
        "「{0}」没有写期限，只能按计划期末（{1}）算",
        "“{0}” has no date of its own: the end of the plan's period ({1}) is taken",
    ),
    ("要更早完成的，写明日期", "state the date where it is earlier"),
);

pub(super) static RULE: Rule = Rule {
    code: "G003",
    name: "goal-without-deadline",
    what: text("没有期限的目标", "A goal without a deadline"),
    why: text(
        "不写期限就无法按期检查，也算不出进度。期限可以写在同一句、列表后的总说明、表头、标题或计划期里。",
        "Without a date progress cannot be checked. It may stand in the sentence, in one about the whole list, in a column's head, a title or the plan's period.",
    ),
    nature: Nature::Defect,
    says: &[&NONE, &PERIOD],
    group: Some(text("{1} 个目标中 {0} 个没有期限", "{0} of {1} goals have no deadline")),
    examples: &[Example {
        fires: "一、目标\n- 销售额达到100万元\n",
        silent: "一、目标\n- 销售额年底前达到100万元\n",
    }],
    check,
};

fn check(sink: &mut Sink) {
    let model = sink.model;
    // The end of the plan's period dates what has no date of its own; where other goals have one, those that have none
    // may have been forgotten.
    let forgotten = model.aims.iter().any(|aim| aim.due.is_some());
    for aim in &model.aims {
        sink.look(&RULE, aim.line);
        let holed =
            sink.subjects.blank_for(model, Asks::Time, (aim.start, model.outline.block(aim.line).end));
        if aim.due.is_some() || holed || said(sink, aim.line) {
            continue;
        }
        if let Some((_, last)) = model.period {
            if forgotten {
                sink.report(&RULE, &PERIOD, aim.start, aim.end, &[&aim.name, &last.to_string()]);
            }
            continue;
        }
        let snippet = sink.locale.pick("，____前完成", ", by ____").to_owned();
        let row = model.outline.block(aim.line).shape == Shape::Row;
        let shown = model.shown(aim);
        let draft = sink.report(&RULE, &NONE, aim.start, aim.end, &[&shown]);
        draft.subject.clone_from(&aim.name);
        if !row {
            draft.change(Change::After(aim.end, snippet));
        }
    }
}

/// 周日前, 开业之前: a short clause that says by when, in words that are no date.
fn said(sink: &Sink, line: usize) -> bool {
    let model = sink.model;
    let block = model.outline.block(line);
    clauses(&model.text.chars, block.start, block.end).into_iter().any(|clause| {
        let words = model.chars(clause);
        words.len() <= 8 && terms::BY.closes(words)
    })
}
