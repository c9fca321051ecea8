//! The total of an order that stands in each of its lines.

use std::collections::HashSet;

use super::OrderColumns;
use super::roles::{AMOUNT, TOTAL_NAMES, UNIT_NAMES};
use super::rows::OrderRows;
use crate::options::Keep;
use crate::quality::Decision;
use crate::role::Pattern;
use crate::why::Why;
use planscore_base::locale::Text;

const REPEATED_TOTAL: Why = (
    "orders/repeated-total",
    "整单金额在同一订单的上一行已计入，此行未计入",
    "the total of the order counts in an earlier line of it; row left out",
);

impl OrderRows {
    /// Leaves out the further lines of orders where each line states the total of its order: the header says that it
    /// is one, all lines of every order have the same amount, and several orders or a column of amounts a line
    /// tell that this is no chance.
    pub(super) fn settle_totals(&mut self, gone: &mut HashSet<usize>) {
        let names = |patterns: &[Pattern], name: &str| patterns.iter().any(|pattern| pattern.fits(name));
        let Some(header) = self.column[AMOUNT].map(|column| &self.headers[column]) else { return };
        if self.choices.keeps(Keep::RepeatedTotals) || !names(&TOTAL_NAMES, &header.name) {
            return;
        }
        let has_lines = self.headers.iter().any(|header| names(&UNIT_NAMES, &header.name));
        let Some(further) = self.repeated(gone) else { return };
        let is_several = further.iter().any(|(_, first)| *first != further[0].1);
        if further.is_empty() || !has_lines && !is_several {
            return;
        }
        let column = self.name_of(AMOUNT);
        let text = Text {
            zh: "每行都写着整单金额，同一订单只计一次",
            en: "each line states the total of its order, which counts once",
        };
        let decision = Decision::new("orders/repeated-totals", further.len(), text)
            .column(column.as_deref())
            .option("keep", "repeatedTotals");
        self.orders.quality.decide(decision);
        // What the lines cost is added up all the same, unless that is repeated, too.
        let costs = &mut self.orders.data.cost;
        if !costs.is_empty() && further.iter().any(|&(index, first)| costs[index] != costs[first]) {
            for &(index, first) in &further {
                costs[first] += costs[index];
            }
        }
        for (index, _) in further {
            let amount = self.orders.data.amount[index].to_string();
            self.give_up(gone, index, AMOUNT, &amount, REPEATED_TOTAL);
        }
    }

    /// The further lines of orders, each with the first; `None` where one has another amount than that.
    fn repeated(&self, gone: &HashSet<usize>) -> Option<Vec<(usize, usize)>> {
        let data = &self.orders.data;
        let mut first = vec![usize::MAX; self.order_ids.len()];
        let mut further = Vec::new();
        for (index, &id) in data.order_id.iter().enumerate() {
            if id == OrderColumns::NO_ORDER_ID || gone.contains(&index) {
                continue;
            }
            let first = &mut first[id as usize];
            if *first == usize::MAX {
                *first = index;
            } else if data.amount[index] == data.amount[*first]
                && data.customer[index] == data.customer[*first]
            {
                further.push((index, *first));
            } else {
                return None;
            }
        }
        Some(further)
    }
}
