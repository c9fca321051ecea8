//! P001: a letter that stands for a figure.

use crate::finding::{Example, Nature, Rule, Says, Sink, says, text};
use crate::holes::Kind;
use crate::report::Severity::Error;

const LEFT: Says = says(
    Error,
    0.97,
    ("数值没有填：{0}", "a figure is not filled in: {0}"),
    ("把字母换成确定的数值", "put a definite figure in place of the letter"),
);

pub(super) static RULE: Rule = Rule {
    code: "P001",
    name: "letter-for-number",
    what: text("用字母代替的数值", "A letter in place of a figure"),
    why: text("「X万元」不是目标，考核时没有数可比。", "Nothing can be measured against “X”."),
    nature: Nature::Blank,
    says: &[&LEFT],
    group: None,
    examples: &[Example {
        fires: "一、目标\n- 销售额达到X万元\n",
        silent: "一、目标\n- 产品A面向B端和C端的A类客户做POC\n",
    }],
    check,
};

fn check(sink: &mut Sink) {
    super::placeholder::report(sink, &RULE, &LEFT, Kind::Letter);
}
