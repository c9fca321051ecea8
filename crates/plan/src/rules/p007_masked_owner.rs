//! P007: an owner whose name is masked.

use crate::finding::{Example, Nature, Rule, Says, Sink, says, text};
use crate::holes::Kind;
use crate::report::Severity::Warning;

const LEFT: Says = says(
    Warning,
    0.95,
    ("负责人没有写明：{0}", "the owner is masked: {0}"),
    ("写出姓名或岗位", "write a name or a position"),
);

pub(super) static RULE: Rule = Rule {
    code: "P007",
    name: "masked-owner",
    what: text("没有写明的负责人", "A masked owner"),
    why: text("「张**」「李某」没有人会认领。", "Nobody answers for what “Mr X” is to do."),
    nature: Nature::Detail,
    says: &[&LEFT],
    group: None,
    examples: &[Example {
        fires: "一、目标\n- 销售额达到100万元，负责人：张**\n",
        silent: "一、目标\n- 销售额达到100万元，负责人：张三\n",
    }],
    check,
};

fn check(sink: &mut Sink) {
    super::placeholder::report(sink, &RULE, &LEFT, Kind::Person);
}
