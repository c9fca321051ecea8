//! B003: budget items that do not make the total budget.

use crate::finding::{Example, Nature, Rule, Says, Sink, figure, says, text};
use crate::report::Severity::Error;

use super::budget::{Amount, Budget, budgets};

const SUM: Says = says(
    Error,
    0.9,
    ("各项之和 {0}，写的总预算是 {1}", "the items sum to {0}, the total budget says {1}"),
    ("核对各项与总额", "check the items and the total"),
);

pub(super) static RULE: Rule = Rule {
    code: "B003",
    name: "budget-does-not-sum",
    what: text("预算各项之和与总额不符", "Budget items that do not make the total"),
    why: text(
        "批的是总额，花的是各项，两个数要一致。",
        "The total is approved, the items are spent: they must agree.",
    ),
    nature: Nature::Defect,
    says: &[&SUM],
    group: None,
    examples: &[Example {
        fires: "一、预算\n- 展会费用：8万元\n- 差旅费用：3万元\n- 合计：12万元\n",
        silent: "一、预算\n- 展会费用：8万元\n- 差旅费用：3万元\n- 合计：11万元\n",
    }],
    check,
};

fn check(sink: &mut Sink) {
    for budget in budgets(sink) {
        let Some((sum, total)) = sum(&budget) else { continue };
        if (sum - total.low).abs() > 0.002 * sum.max(total.low) {
            let scale = if total.low >= 1e4 { (1e4, "万元") } else { (1.0, "元") };
            let show = |value: f64| figure((value / scale.0 * 100.0).round() / 100.0) + scale.1;
            sink.report(&RULE, &SUM, total.start, total.end, &[&show(sum), &show(total.low)]);
        }
    }
}

/// The sum of the items and the total; where an item is still open the sum counts only if it is too much already.
fn sum(budget: &Budget) -> Option<(f64, crate::quantity::Quantity)> {
    let stated = budget
        .items
        .iter()
        .filter_map(|item| if let Amount::Stated(value) = item.amount { Some(value) } else { None });
    let (count, sum) = stated.fold((0, 0.0), |(count, sum), value| (count + 1, sum + value));
    let total = budget.total?;
    let whole = count == budget.items.len();
    (count >= 2 && (whole || sum > 1.01 * total.low)).then_some((sum, total))
}
