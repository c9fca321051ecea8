//! B002: an item of a budget without an amount.

use crate::finding::{Change, Example, Nature, Rule, Says, Sink, says, short, text};
use crate::report::Severity::Warning;

use super::budget::{Amount, budgets};

const NONE: Says = says(Warning, 0.8, ("没有写金额：{0}", "no amount: {0}"), ("补上金额", "add the amount"));

pub(super) static RULE: Rule = Rule {
    code: "B002",
    name: "item-without-amount",
    what: text("没有金额的预算项", "A budget item without an amount"),
    why: text("缺一项，合计就不是合计。", "With one amount missing the total is none."),
    nature: Nature::Open,
    says: &[&NONE],
    group: Some(text("{1} 项预算中 {0} 项没有金额", "{0} of {1} items have no amount")),
    examples: &[
        Example {
            fires: "一、预算\n- 展会费用：8万元\n- 差旅费用\n",
            silent: "一、预算\n- 展会费用：8万元\n- 差旅费用：3万元\n",
        },
        Example {
            fires: "一、预算\n- 展会：8万元\n- 客户礼品：按往年标准执行\n",
            silent: "一、预算\n- 展会：8万元\n- 客户礼品：2万元，按往年标准执行\n",
        },
    ],
    check,
};

fn check(sink: &mut Sink) {
    let model = sink.model;
    for budget in budgets(sink) {
        for item in budget.items {
            sink.look(&RULE, model.text.line_of(item.start));
            if !matches!(item.amount, Amount::Missing) {
                continue;
            }
            let shown = short(model.chars((item.start, item.end)));
            let snippet = sink.locale.pick("：____元", ": ____").to_owned();
            let draft = sink.report(&RULE, &NONE, item.start, item.end, &[&shown]);
            if let Some(at) = item.insert {
                draft.change(Change::After(at, snippet));
            }
        }
    }
}
