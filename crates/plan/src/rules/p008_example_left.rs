//! P008: a goal that is still given as an example.

use crate::finding::{Change, Example, Nature, Rule, Says, Sink, says, short, text};
use crate::lexicon::Word;
use crate::report::Severity::Info;

const LEFT: Says = says(
    Info,
    0.8,
    ("目标仍写作举例：{0}", "the goal is still given as an example: {0}"),
    ("确认数值后删去「例如」", "settle the figure and drop “for example”"),
);

pub(super) static RULE: Rule = Rule {
    code: "P008",
    name: "example-left",
    what: text("仍写作「例如」的目标", "A goal given as an example"),
    why: text("「例如」后面的数不算承诺。", "A figure after “for example” commits nobody."),
    nature: Nature::Defect,
    says: &[&LEFT],
    group: None,
    examples: &[Example {
        fires: "一、目标\n- 销售额：设定目标，例如，达到100万元\n",
        silent: "一、目标\n- 销售额：达到100万元\n",
    }],
    check,
};

fn check(sink: &mut Sink) {
    let model = sink.model;
    let mut last_line = usize::MAX;
    for aim in model.aims.iter().filter(|aim| aim.example) {
        if std::mem::replace(&mut last_line, aim.line) == aim.line {
            continue;
        }
        let block = model.outline.block(aim.line);
        let Some(hit) = model.text.find(Word::Example, block.start, block.end) else { continue };
        let (from, mut to) = (hit.start(), hit.end());
        if model.text.chars.get(to) == Some(&',') {
            to += 1;
        }
        let shown = short(&model.text.chars[aim.start..aim.end.max(aim.start)]);
        sink.report(&RULE, &LEFT, from, to, &[&shown]).change(Change::Replace(from, to, String::new()));
    }
}
