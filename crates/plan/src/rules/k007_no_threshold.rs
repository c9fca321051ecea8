//! K007: a warning without the value at which it is raised.

use crate::clauses::sentences;
use crate::finding::{Example, Nature, Rule, Says, Sink, says, short, text};
use crate::lexicon::Word;
use crate::quantity::Quantity;
use crate::report::Severity::Warning;
use crate::section::SectionKind;
use crate::terms;

const NONE: Says = says(
    Warning,
    0.8,
    ("预警没有阈值：{0}", "a warning without a threshold: {0}"),
    ("写明低于或高于多少时预警", "say at what value it is raised"),
);

pub(super) static RULE: Rule = Rule {
    code: "K007",
    name: "warning-without-threshold",
    what: text("没有阈值的预警", "A warning without a threshold"),
    why: text("「偏低时预警」，多低算低没有人知道。", "Nobody knows how low “too low” is."),
    nature: Nature::Defect,
    says: &[&NONE],
    group: None,
    examples: &[
        Example {
            fires: "一、考核\n- 预警机制：低于阈值时发出预警\n",
            silent: "一、考核\n- 预警机制：达成率低于80%时发出预警\n",
        },
        Example {
            fires: "一、策略\n- 客户评分过低时及时预警\n",
            silent: "一、策略\n- 客户评分低于60分时及时预警\n",
        },
    ],
    check,
};

fn check(sink: &mut Sink) {
    let model = sink.model;
    for line in model.lines().filter(|line| model.line_has(*line, Word::Warning)) {
        let block = model.outline.block(line);
        if !block.content() || block.bare_label() {
            continue;
        }
        let chars = model.chars((block.start, block.end));
        let concerned = model.kind(line) == SectionKind::Performance
            || terms::THRESHOLD.within(chars)
            || terms::TOO_MUCH.within(chars);
        // 每月5日 is a day, no threshold.
        let threshold = |q: &Quantity| model.text.chars.get(q.number_end) != Some(&'日');
        // Each sentence says its own threshold.
        let sentences = sentences(&model.text.chars, block.start, block.end);
        let warned = sentences.into_iter().find(|(from, to)| model.text.has(Word::Warning, *from, *to));
        let (from, to) = warned.unwrap_or((block.start, block.end));
        let quantified = crate::quantity::within(&model.quantities, from, to).iter().any(threshold)
            || sink.subjects.holed(block.start, block.end);
        if concerned && !quantified {
            sink.report(&RULE, &NONE, from, to, &[&short(model.chars((from, to)))]);
        }
    }
}
