//! R004: a response that only says the risk again.

use crate::finding::{Example, Nature, Rule, Says, Sink, says, short, text};
use crate::report::Severity::Warning;
use crate::subjects::Response;

const AGAIN: Says = says(
    Warning,
    0.75,
    ("应对只是把风险重说一遍：{0}", "the response only restates the risk: {0}"),
    ("写出具体做什么", "say what is done"),
);

pub(super) static RULE: Rule = Rule {
    code: "R004",
    name: "response-restates-risk",
    what: text("只是重复风险的应对", "A response that restates the risk"),
    why: text(
        "「客户流失：防止客户流失」没有告诉任何人要做什么。",
        "“Churn: prevent churn” tells nobody what to do.",
    ),
    nature: Nature::Defect,
    says: &[&AGAIN],
    group: None,
    examples: &[
        Example {
            fires: "一、风险\n- 客户流失：防止客户流失\n",
            silent: "一、风险\n- 客户流失：组长每月回访前十大客户\n",
        },
        Example {
            fires: "一、风险\n- 竞品降价：密切关注竞品降价，应对好竞品降价。\n",
            silent: "一、风险\n- 竞品降价：竞品降价超过5%，李明当天报特价方案。\n",
        },
    ],
    check,
};

fn check(sink: &mut Sink) {
    let model = sink.model;
    for risk in sink.subjects.risks.iter().filter(|risk| risk.response == Response::Restated) {
        if !sink.subjects.holed(risk.start, risk.end) {
            let shown = short(model.chars((risk.start, risk.end)));
            sink.report(&RULE, &AGAIN, risk.body.0, risk.body.1, &[&shown]);
        }
    }
}
