//! S008: results of the past among the goals.

use crate::finding::{Example, Nature, Rule, Says, Sink, says, short, text};
use crate::lexicon::{Era, Word};
use crate::number::among;
use crate::outline::Shape;
use crate::quantity::Quantity;
use crate::report::Severity::Info;
use crate::section::SectionKind;
use crate::terms;
use crate::time::{Time, What};

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
    examples: &[
        Example {
            fires: "一、目标\n- 去年完成销售额900万元。\n",
            silent: "一、目标\n- 销售额较去年增长20%。\n",
        },
        Example {
            fires: "一、目标\n- 那场抽奖卖了210桶，大家辛苦\n",
            silent: "一、目标\n- 年底前卖到210桶，负责人李明\n",
        },
    ],
    check,
};

fn check(sink: &mut Sink) {
    let model = sink.model;
    for line in model.lines() {
        let block = model.outline.block(line);
        let written = matches!(block.shape, Shape::Item(_) | Shape::Prose);
        if !written
            || !model.outline.within(line, SectionKind::Goals)
            || model.aims.iter().any(|aim| aim.line == line)
            || model.quantities_in(line, line + 1).iter().all(|quantity| quantity.hole)
            || model.text.has(Word::Admin, block.start, block.label_end)
            || crate::clauses::splits_by(model.chars((block.start, block.label_end)))
        {
            continue;
        }
        if past(sink, block.start, block.end) {
            let words = short(model.chars((block.start, block.end)));
            sink.report(&RULE, &PAST, block.start, block.end, &[&words]);
        }
    }
}

/// True of a result: a time that is over is what a sentence speaks of, or it says that something is done.
fn past(sink: &Sink, start: usize, end: usize) -> bool {
    let model = sink.model;
    let over = |time: &&Time| model.frame.era(time) == Era::Past;
    let compared = |time: &&Time| time.start > start && among(model.text.chars[time.start - 1], "较比在");
    let result = model.times_in(start, end).find(over).is_some_and(|time| !compared(&time));
    let ahead = model.times_in(start, end).any(|time| !over(&time) && time.by);
    let told = |quantity: &Quantity| crate::aims::done(&model.text.chars, quantity.start);
    let done = [Word::Done, Word::Past].iter().any(|word| model.text.has(*word, start, end))
        || crate::quantity::within(&model.quantities, start, end).iter().any(told);
    // 10月130万元，11月150万元，加上前三季度的1135万元: months and quarters to come, one after another, split up a goal.
    let to_come =
        |time: &&Time| !over(time) && matches!(time.what, What::Calendar(when) if when.part.divides_year());
    let splits = model.times_in(start, end).filter(to_come).count() > 1;
    (result || done) && !ahead && !splits && !terms::AIMED.within(model.chars((start, end)))
}
