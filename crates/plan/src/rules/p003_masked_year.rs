//! P003: a year whose digits are masked.

use crate::finding::{Example, Nature, Rule, Says, Sink, says, text};
use crate::holes::Kind;
use crate::report::Severity::Error;

const LEFT: Says = says(
    Error,
    0.97,
    ("年份没有填：{0}", "the year is masked: {0}"),
    ("写出四位数的年份", "write the year in four digits"),
);

pub(super) static RULE: Rule = Rule {
    code: "P003",
    name: "masked-year",
    what: text("没有写明的年份", "A masked year"),
    why: text(
        "年份不明，期限就算不出来，也看不出是哪一年的计划。",
        "Without the year no deadline can be computed.",
    ),
    nature: Nature::Blank,
    says: &[&LEFT],
    group: None,
    examples: &[Example {
        fires: "一、目标\n- 20XX年销售额达到100万元\n",
        silent: "一、目标\n- 2026年销售额达到100万元\n",
    }],
    check,
};

fn check(sink: &mut Sink) {
    super::placeholder::report(sink, &RULE, &LEFT, Kind::Year);
}
