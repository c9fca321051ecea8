//! P006: a verb or noun with a unit and no number.

use crate::finding::{Example, Nature, Rule, Says, Sink, says, text};
use crate::holes::Kind;
use crate::report::Severity::Error;

const LEFT: Says = says(
    Error,
    0.85,
    ("数字缺失：{0}", "a number is missing: {0}"),
    ("在单位前补上数字", "put the number before the unit"),
);

pub(super) static RULE: Rule = Rule {
    code: "P006",
    name: "number-deleted",
    what: text("有单位、没有数字", "A unit without its number"),
    why: text("删去的数字还要补上，否则这一项等于没有写。", "A unit alone says nothing."),
    nature: Nature::Blank,
    says: &[&LEFT],
    group: None,
    examples: &[
        Example {
            fires: "一、目标\n- 开发家新客户，销售额达到万元\n",
            silent: "一、目标\n- 开发家居行业新客户，销售额达到80万元\n",
        },
        Example {
            fires: "一、目标\n- 礼盒销售盒，其中红茶占60%、普洱占40%\n",
            silent: "一、目标\n- 礼盒销售500盒，开好销售单\n",
        },
    ],
    check,
};

fn check(sink: &mut Sink) {
    super::placeholder::report(sink, &RULE, &LEFT, Kind::Number);
}
