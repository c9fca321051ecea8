//! S007: words of the web page or template that a plan was copied from.

use crate::finding::{Change, Example, Nature, Rule, Says, Sink, says, short, text};
use crate::lexicon::Word;
use crate::outline::{Shape, ends_sentence};
use crate::report::Severity::Warning;
use crate::terms;

const LEFT: Says = says(
    Warning,
    0.95,
    ("网页转载留下的文字：{0}", "left over from a web page: {0}"),
    ("删去这一句", "remove it"),
);

pub(super) static RULE: Rule = Rule {
    code: "S007",
    name: "web-boilerplate",
    what: text("网页或模板留下的文字", "Words left from a web page or template"),
    why: text(
        "转载声明、下载提示不属于计划，交上去会让人觉得整篇都是抄的。",
        "Notices of a download page are no part of a plan and make readers doubt the rest.",
    ),
    nature: Nature::Defect,
    says: &[&LEFT],
    group: None,
    examples: &[
        Example {
            fires: "一、引言\n本内容由网友收集整理，不代表本站观点。\n",
            silent: "一、引言\n收集整理客户意见，形成清单。\n",
        },
        Example {
            fires: "一、结语\n（以上范文仅供参考，更多内容请关注本公众号）\n",
            silent: "一、策略\n公众号每周更新两次，李明负责。\n",
        },
    ],
    check,
};

fn check(sink: &mut Sink) {
    let model = sink.model;
    for line in model.lines().filter(|line| model.line_has(*line, Word::Boilerplate)) {
        let at = model.text.lines[line];
        let chars = model.chars((at.start, at.end));
        let block = model.outline.block(line);
        if chars.len() > 600 || block.shape == Shape::Blank {
            continue;
        }
        let Some(hit) = model.text.find(Word::Boilerplate, at.start, at.end) else { continue };
        let found = model.chars((hit.start(), hit.end()));
        let weak = terms::WEAK_BOILERPLATE.within(found);
        // Two such words on a line make each other plain.
        let several = || model.text.find(Word::Boilerplate, hit.end(), at.end).is_some();
        if weak && !terms::OF_A_PAGE.within(chars) && !several() {
            continue;
        }
        let (start, end) = (block.start.min(block.end), block.end);
        let draft = sink.report(&RULE, &LEFT, start, end, &[&short(found)]);
        if block.content() {
            // Its sentence alone: the rest of the line may be the plan's.
            let full_stop = |at: &usize| ends_sentence(model.text.chars[*at]);
            let from = (start..hit.start()).rev().find(full_stop).map_or(start, |at| at + 1);
            let to = (hit.end()..end).find(full_stop).map_or(end, |at| at + 1);
            draft.change(Change::Replace(from, to, String::new()));
        }
    }
}
