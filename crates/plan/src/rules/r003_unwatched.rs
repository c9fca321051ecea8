//! R003: a risk that nobody watches and that no signal announces.

use crate::finding::{Example, Nature, Rule, Says, Sink, says, short, text};
use crate::report::Severity::Info;
use crate::subjects::Response;

const UNWATCHED: Says = says(
    Info,
    0.7,
    ("风险没有负责人，也没有触发条件：{0}", "neither owner nor trigger: {0}"),
    ("写明由谁盯，或看到什么信号启动应对", "say who watches it, or what starts the response"),
);

pub(super) static RULE: Rule = Rule {
    code: "R003",
    name: "risk-unwatched",
    what: text("没有负责人也没有触发条件的风险", "A risk without owner and trigger"),
    why: text("没有人盯、没有信号，应对总是晚一步。", "Without an eye or a signal the response comes late."),
    nature: Nature::Defect,
    says: &[&UNWATCHED],
    group: Some(text(
        "{1} 条风险中 {0} 条没有负责人和触发条件",
        "{0} of {1} risks have neither owner nor trigger",
    )),
    examples: &[Example {
        fires: "一、风险\n- 竞品降价：准备特价方案\n",
        silent: "一、风险\n- 竞品降价：准备特价方案，由李明负责\n",
    }],
    check,
};

fn check(sink: &mut Sink) {
    let model = sink.model;
    for risk in &sink.subjects.risks {
        sink.look(&RULE, risk.line);
        let open = sink.subjects.holed(risk.start, risk.end);
        if risk.response == Response::Given && !risk.watched && !open {
            let shown = short(model.chars((risk.start, risk.end)));
            sink.report(&RULE, &UNWATCHED, risk.start, risk.end, &[&shown]);
        }
    }
}
