//! S008: results of the past among the goals.

use crate::finding::{Example, Nature, Rule, Says, Sink, says, short, text};
use crate::lexicon::{Word, contains_any};
use crate::number::among;
use crate::outline::SectionKind;
use crate::report::Severity::Info;

const PAST: Says = says(
    Info,
    0.7,
    ("目标里混入了对过去的回顾：{0}", "a look back stands among the goals: {0}"),
    ("移到现状分析，目标只写要达到什么", "move it to the situation; goals say what is to be reached"),
);

pub(super) static RULE: Rule = Rule {
    code: "S008",
    name: "past-among-goals",
    what: text("目标里混入了过去的业绩", "Past results among the goals"),
    why: text(
        "已经完成的数和要完成的数混在一起，容易被当成目标。",
        "A result of the past among the goals is easily taken for one.",
    ),
    nature: Nature::Defect,
    says: &[&PAST],
    group: None,
    examples: &[Example {
        fires: "一、目标\n- 去年完成销售额900万元。\n",
        silent: "一、目标\n- 销售额较去年增长20%。\n",
    }],
    check,
};

fn check(sink: &mut Sink) {
    let model = sink.model;
    for line in model.lines() {
        let block = model.outline.block(line);
        if !block.content()
            || !model.outline.within(line, SectionKind::Goals)
            || model.aims.iter().any(|aim| aim.line == line)
        {
            continue;
        }
        let chars = model.chars((block.start, block.end));
        let Some(hit) = model.text.find(Word::Past, block.start, block.end) else { continue };
        let at = hit.start();
        let compared = at > block.start && among(model.text.chars[at - 1], "较比在");
        if !compared
            && contains_any(chars, "完成了 实现了 达到了 已完成 已实现 累计 共完成 完成 回顾")
            && !contains_any(chars, "目标 计划")
        {
            sink.report(&RULE, &PAST, block.start, block.end, &[&short(chars)]);
        }
    }
}
