//! P004: a blank that was left.

use crate::finding::{Example, Nature, Rule, Says, Sink, says, text};
use crate::holes::Kind;
use crate::report::Severity::Error;

const LEFT: Says = says(Error, 0.97, ("空白没有填：{0}", "a blank is left: {0}"), ("填上内容", "fill it in"));

pub(super) static RULE: Rule = Rule {
    code: "P004",
    name: "blank",
    what: text("留着没有填的空白", "A blank that was left"),
    why: text("空白处要由作者填写，检查替不了。", "Only the author can fill a blank."),
    nature: Nature::Blank,
    says: &[&LEFT],
    group: None,
    examples: &[Example {
        fires: "一、目标\n- 销售额达到____万元\n",
        silent: "一、目标\n- **销售额**达到100万元\n",
    }],
    check,
};

fn check(sink: &mut Sink) {
    super::placeholder::report(sink, &RULE, &LEFT, Kind::Blank);
}
