//! R002: a risk without a response.

use crate::finding::{Change, Example, Nature, Rule, Says, Sink, says, short, text};
use crate::report::Severity::Warning;
use crate::subjects::Response;

const NONE: Says = says(
    Warning,
    0.85,
    ("风险没有应对措施：{0}", "a risk without a response: {0}"),
    ("写明发生时做什么", "say what is done when it happens"),
);

pub(super) static RULE: Rule = Rule {
    code: "R002",
    name: "risk-without-response",
    what: text("没有应对措施的风险", "A risk without a response"),
    why: text(
        "只说会怎样、不说怎么办，风险真来了还是没有准备。",
        "What may happen is no answer to what is done about it.",
    ),
    nature: Nature::Open,
    says: &[&NONE],
    group: Some(text("{1} 条风险中 {0} 条没有应对措施", "{0} of {1} risks have no response")),
    examples: &[
        Example {
            fires: "一、风险\n- 竞品降价\n", silent: "一、风险\n- 竞品降价：准备特价方案\n"
        },
        Example {
            fires: "一、风险\n- 临期积压：会占用经销商的资金，也会影响形象\n",
            silent: "一、风险\n- 临期积压：会占用经销商的资金，由李明每月清点一次\n",
        },
    ],
    check,
};

fn check(sink: &mut Sink) {
    let model = sink.model;
    for risk in &sink.subjects.risks {
        sink.look(&RULE, risk.line);
        if risk.response != Response::None || sink.subjects.holed(risk.start, risk.end) {
            continue;
        }
        let shown = short(model.chars((risk.start, risk.end)));
        let snippet = sink.locale.pick("应对：____。", " Response: ____.").to_owned();
        let draft = sink.report(&RULE, &NONE, risk.start, risk.end, &[&shown]);
        if !risk.tabular {
            draft.change(Change::After(risk.end, snippet));
        }
    }
}
