//! P002: crosses that stand for a figure or a name.

use crate::finding::{Example, Nature, Rule, Says, Sink, says, text};
use crate::holes::Kind;
use crate::report::Severity::Error;

const LEFT: Says = says(
    Error,
    0.95,
    ("内容没有填：{0}", "not filled in: {0}"),
    ("写出具体的数值或名称", "write the figure or the name"),
);

pub(super) static RULE: Rule = Rule {
    code: "P002",
    name: "masked-content",
    what: text("用 XX、×× 代替的内容", "Crosses in place of content"),
    why: text(
        "模板里的 XX 留到交稿，说明这一处还没有想好。",
        "Crosses left from a template show that nobody decided yet.",
    ),
    nature: Nature::Blank,
    says: &[&LEFT],
    group: None,
    examples: &[
        Example {
            fires: "一、目标\n- 年度采购额超过XX的客户\n",
            silent: "一、目标\n- 年度采购额超过50万元的客户\n",
        },
        Example {
            fires: "一、目标\n- 全年签约XXMW\n", silent: "一、目标\n- 全年签约50MW，主推XXL码\n"
        },
    ],
    check,
};

fn check(sink: &mut Sink) {
    super::placeholder::report(sink, &RULE, &LEFT, Kind::Masked);
}
