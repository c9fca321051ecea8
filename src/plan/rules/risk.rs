//! R: risks and what is done about them.

use crate::plan::finding::{Change, Rule, Sink, rule, short};
use crate::plan::lexicon::{self, Word};
use crate::plan::outline::{SectionKind, Shape};
use crate::plan::report::Severity::Warning;

const R001: Rule = rule(
    "R001",
    Warning,
    0.9,
    ("「{0}」没有列出一条风险", "“{0}” names no risk"),
    ("逐条写明风险、应对措施、负责人和触发条件", "list each risk with its response, owner and trigger"),
);
const R002: Rule = rule(
    "R002",
    Warning,
    0.85,
    ("风险没有应对措施：{0}", "a risk without a response: {0}"),
    ("写明发生时做什么、谁来做", "say what is done when it happens, and by whom"),
);

#[inline(never)]
pub(super) fn run(sink: &mut Sink) {
    let model = sink.model;
    for part in model.outline.of_kind(SectionKind::Risk).filter(|part| part.level == 1 && !part.empty) {
        let mut items = 0;
        for line in part.first + 1..part.last {
            let block = *model.outline.block(line);
            if !matches!(block.shape, Shape::Item(_)) || block.bare_label() || block.end <= block.start {
                items += usize::from(block.bare_label());
                continue;
            }
            items += 1;
            let body = model.chars((block.start, block.end));
            if !lexicon::has(body, Word::Response) {
                let shown = short(body);
                let text = sink.locale.pick("应对：____，负责人：____。", " Response: ____, owner: ____.");
                sink.report(&R002, block.start, block.end, &[&shown])
                    .change(Change::After(block.end, text.to_owned()));
            }
        }
        let tables = model.tables.iter().any(|t| t.first_line > part.first && t.first_line < part.last);
        if items == 0 && !tables {
            let title = short(model.chars(part.title));
            sink.report(&R001, part.heading.0, part.heading.1, &[&title]);
        }
    }
}
