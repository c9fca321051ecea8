//! P008: a goal that is still given as an example.

use crate::deeds::{Deed, deed};
use crate::finding::{Change, Example, Nature, Rule, Says, Sink, says, short, text};
use crate::lexicon::Word;
use crate::outline::Shape;
use crate::report::Severity::Info;
use crate::section::SectionKind;

const LEFT: Says = says(
    Info,
    0.8,
    ("目标仍写作举例：{0}", "the goal is still given as an example: {0}"),
    ("确认数值后删去「例如」", "settle the figure and drop “for example”"),
);

const ITEM: Says = says(
    Info,
    0.8,
    ("只是举例，没有写成计划：{0}", "only an example, no plan: {0}"),
    ("写明到底做哪一件", "say what is to be done"),
);

pub(super) static RULE: Rule = Rule {
    code: "P008",
    name: "example-left",
    what: text("仍写作「例如」的目标", "A goal given as an example"),
    why: text("「例如」后面的数不算承诺。", "A figure after “for example” commits nobody."),
    nature: Nature::Defect,
    says: &[&LEFT, &ITEM],
    group: None,
    examples: &[
        Example {
            fires: "一、目标\n- 销售额：设定目标，例如，达到100万元\n",
            silent: "一、目标\n- 销售额：达到100万元\n",
        },
        Example {
            fires: "一、策略\n- 例如：开一场推介会\n",
            silent: "一、策略\n- 每月开一场活动，例如推介会\n",
        },
    ],
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
    // 例如: 走访物业公司: an item that is only an example.
    for line in model.lines().filter(|line| model.line_has(*line, Word::Example)) {
        let block = model.outline.block(line);
        let item = matches!(block.shape, Shape::Item(_)) || block.label_end > block.start;
        let Some(hit) = model.text.find(Word::Example, block.start, block.end) else { continue };
        // 产品这块，例如：推一款套餐: what stands before only says of what.
        let topic = (block.start, hit.start().saturating_sub(1).max(block.start));
        let only = hit.start() == block.start && item
            || topic.1 - topic.0 <= 9
                && model.outline.within(line, SectionKind::Strategy)
                && !matches!(deed(model, topic), Deed::Act | Deed::Measured);
        if !only {
            continue;
        }
        if !model.aims.iter().any(|aim| aim.line == line && aim.example) {
            let shown = short(model.chars((block.start, block.end)));
            sink.report(&RULE, &ITEM, hit.start(), hit.end(), &[&shown]);
        }
    }
}
