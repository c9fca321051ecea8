//! G002: a goal without a figure.

use std::collections::BTreeSet;

use crate::finding::{Example, Nature, Rule, Says, Sink, says, short, text};
use crate::quantity::Quantity;
use crate::report::Severity::Warning;

const NONE: Says = says(
    Warning,
    0.85,
    ("目标没有数值：{0}", "the goal has no figure: {0}"),
    ("写出做到多少才算完成", "say how much is to be reached"),
);

pub(super) static RULE: Rule = Rule {
    code: "G002",
    name: "goal-without-figure",
    what: text("没有数值的目标", "A goal without a figure"),
    why: text(
        "「大幅提升」「明显改善」到年底怎么说都可以。",
        "“Markedly better” can be claimed whatever happens.",
    ),
    nature: Nature::Open,
    says: &[&NONE],
    group: Some(text("{0} 个目标没有数值", "{0} goals have no figure")),
    examples: &[Example {
        fires: "一、目标\n- 进一步提升客户体验\n",
        silent: "一、目标\n- 客户满意度达到90%\n",
    }],
    check,
};

fn check(sink: &mut Sink) {
    let model = sink.model;
    // A blank for an owner or a time is no figure that is still to come.
    let open = |quantity: &Quantity| !quantity.hole || sink.subjects.unfilled_at(model, quantity.start);
    let unset = model.aims.iter().filter(|aim| !aim.example && !aim.quantity.as_ref().is_some_and(open));
    let unset = unset.map(|aim| aim.line);
    let lines: BTreeSet<usize> = model.open.iter().copied().chain(unset).collect();
    for line in lines {
        let block = model.outline.block(line);
        // Of a label with nothing after it another rule speaks.
        if sink.subjects.unfilled(model, line) || block.bare_label() {
            continue;
        }
        let shown = short(model.chars((block.start, block.end)));
        sink.report(&RULE, &NONE, block.start, block.end, &[&shown]);
    }
}
