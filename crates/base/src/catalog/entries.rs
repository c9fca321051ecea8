//! The catalogue's table.

use super::Direction::{Higher as HIGHER, Lower as LOWER};
use super::{Aggregation, Direction, Entry, Source, Unit};
use crate::locale::Text;
use crate::target::Target;

const fn absolute(value: f64) -> Target {
    Target::Absolute { value }
}

const fn at_least(value: f64) -> Target {
    Target::AtLeast { value }
}

const fn at_most(value: f64) -> Target {
    Target::AtMost { value }
}

const fn growth(rate: f64) -> Target {
    Target::Growth { rate, baseline: None }
}

const fn reduction(rate: f64) -> Target {
    Target::Reduction { rate, baseline: None }
}

const fn points(points: f64) -> Target {
    Target::Points { points, baseline: None }
}

#[allow(clippy::too_many_arguments)]
const fn entry(
    id: &'static str,
    zh: &'static str,
    en: &'static str,
    formula_zh: &'static str,
    formula_en: &'static str,
    needs_zh: &'static str,
    needs_en: &'static str,
    unit: Unit,
    direction: Direction,
    aggregation: Aggregation,
    source: Source,
    target: Option<(Target, u32)>,
) -> Entry {
    Entry {
        id,
        name: Text { zh, en },
        formula: Text { zh: formula_zh, en: formula_en },
        needs: Text { zh: needs_zh, en: needs_en },
        unit,
        direction,
        aggregation,
        source,
        target,
    }
}

/// All figures, in the order in which plans name them: results, growth, funnel, market, customers,
/// service, team, process.
#[rustfmt::skip]
pub static ENTRIES: [Entry; 69] = [
    entry("sales_total", "销售总额", "Total sales", "期间内赢单或订单金额合计", "Sum of the amounts of won deals or orders in the period", "订单：客户、日期、金额", "orders: customer, date, amount", Unit::Cny, HIGHER, Aggregation::Sum, Source::Orders, Some((growth(0.2), 30))),
    entry("gross_profit_contribution", "毛利润贡献", "Gross profit", "（金额 − 成本）合计", "Sum of amount less cost", "订单：金额、成本", "orders: amount, cost", Unit::Cny, HIGHER, Aggregation::Sum, Source::Orders, None),
    entry("gross_margin_rate", "毛利率", "Gross margin", "（金额 − 成本）合计 ÷ 金额合计", "Sum of amount less cost / sum of amounts", "订单：金额、成本", "orders: amount, cost", Unit::Ratio, HIGHER, Aggregation::Ratio, Source::Orders, None),
    entry("key_product_volume", "重点产品销量", "Key product volume", "重点产品销售数量合计", "Units sold of the named products", "订单明细：产品、数量", "order lines: product, quantity", Unit::Count, HIGHER, Aggregation::Sum, Source::Caller, None),
    entry("collection_rate", "回款率", "Collection rate", "实际回款 ÷ 应收回款", "Cash received / receivables due", "应收与回款记录", "receivables and receipts", Unit::Ratio, HIGHER, Aggregation::Ratio, Source::Caller, Some((at_least(0.98), 33))),
    entry("new_customers", "新增客户数量", "New customers", "首单落在期间内的客户数", "Customers whose first order falls in the period", "订单：客户、日期", "orders: customer, date", Unit::Count, HIGHER, Aggregation::Sum, Source::Orders, Some((absolute(100.0), 36))),
    entry("new_customer_dev_rate", "新客户开发率", "New customer development rate", "新增客户数 ÷ 目标新增客户数", "New customers / targeted new customers", "新增客户数及其目标", "new customers and their target", Unit::Ratio, HIGHER, Aggregation::Ratio, Source::Caller, Some((absolute(1.0), 98))),
    entry("lead_conversion_rate", "线索转化率", "Lead conversion rate", "成单客户 ÷ 线索", "Won deals / leads", "商机：各阶段日期", "deals: stage dates", Unit::Ratio, HIGHER, Aggregation::Ratio, Source::Deals, Some((points(0.03), 710))),
    entry("lead_to_opp_rate", "线索→商机转化率", "Lead to opportunity rate", "商机 ÷ 线索", "Opportunities / leads", "商机：各阶段日期", "deals: stage dates", Unit::Ratio, HIGHER, Aggregation::Ratio, Source::Deals, Some((at_least(0.15), 48))),
    entry("opp_to_won_rate", "商机→成单转化率", "Opportunity to won rate", "成单 ÷ 商机", "Won deals / opportunities", "商机：各阶段日期", "deals: stage dates", Unit::Ratio, HIGHER, Aggregation::Ratio, Source::Deals, Some((at_least(0.3), 48))),
    entry("lead_to_mql_rate", "线索→MQL转化率", "Lead to MQL rate", "MQL ÷ 线索", "MQL / leads", "商机：各阶段日期", "deals: stage dates", Unit::Ratio, HIGHER, Aggregation::Ratio, Source::Deals, None),
    entry("mql_to_sql_rate", "MQL→SQL转化率", "MQL to SQL rate", "SQL ÷ MQL", "SQL / MQL", "商机：各阶段日期", "deals: stage dates", Unit::Ratio, HIGHER, Aggregation::Ratio, Source::Deals, Some((at_least(0.2), 364))),
    entry("sql_to_opp_rate", "SQL→商机转化率", "SQL to opportunity rate", "商机 ÷ SQL", "Opportunities / SQL", "商机：各阶段日期", "deals: stage dates", Unit::Ratio, HIGHER, Aggregation::Ratio, Source::Deals, None),
    entry("stage_duration", "各阶段平均耗时", "Average time in stage", "（离开阶段 − 进入阶段）的平均天数", "Mean days from entering to leaving a stage", "商机：各阶段日期", "deals: stage dates", Unit::Days, LOWER, Aggregation::Mean, Source::Deals, Some((reduction(0.2), 707))),
    entry("sales_cycle", "平均销售周期", "Sales cycle", "赢单从线索到成单的平均天数", "Mean days from lead to won, over won deals", "商机：各阶段日期", "deals: stage dates", Unit::Days, LOWER, Aggregation::Mean, Source::Deals, Some((reduction(0.15), 706))),
    entry("lead_count", "线索数量", "Leads", "期间内新增线索数", "Leads created in the period", "商机：线索日期", "deals: lead date", Unit::Count, HIGHER, Aggregation::Sum, Source::Deals, None),
    entry("lead_quality_rate", "线索有效率", "Valid lead rate", "转为有效客户的线索 ÷ 线索", "Leads that became valid customers / leads", "线索：渠道、结果", "leads: channel, outcome", Unit::Ratio, HIGHER, Aggregation::Ratio, Source::Caller, None),
    entry("new_quality_leads", "新增高质量线索（MQL）", "New qualified leads (MQL)", "期间内达到 MQL 的线索数", "Leads that reached MQL in the period", "商机：MQL日期", "deals: MQL date", Unit::Count, HIGHER, Aggregation::Sum, Source::Deals, None),
    entry("prospect_db_growth", "潜在客户数据库增长量", "Growth of the prospect database", "期末潜在客户数 − 期初潜在客户数", "Prospects at the end less prospects at the start", "潜在客户：创建日期", "prospects: creation date", Unit::Count, HIGHER, Aggregation::Sum, Source::Caller, None),
    entry("market_share", "市场份额", "Market share", "自身销售额 ÷ 同区域同期市场规模", "Own sales / market size of the same region and period", "销售额与外部市场规模", "own sales and market size", Unit::Ratio, HIGHER, Aggregation::Ratio, Source::Caller, Some((at_least(0.05), 360))),
    entry("new_market_penetration", "新市场渗透率", "Penetration of the new market", "新市场成交客户 ÷ 新市场潜在客户", "Customers won in the new market / potential customers there", "客户：市场；潜在客户数", "customers by market; potential customers", Unit::Ratio, HIGHER, Aggregation::Ratio, Source::Caller, None),
    entry("new_markets_entered", "进入新城市/行业数", "New cities or industries entered", "至少有一个客户的新城市或行业数", "New cities or industries with at least one customer", "客户：城市、行业", "customers: city, industry", Unit::Count, HIGHER, Aggregation::Sum, Source::Caller, None),
    entry("new_business_sales", "新业务销售额", "New business sales", "新市场或新产品的销售额合计", "Sales from new markets or products", "订单：市场或产品标记", "orders: market or product flag", Unit::Cny, HIGHER, Aggregation::Sum, Source::Caller, None),
    entry("new_business_share", "新业务销售占比", "Share of new business", "新业务销售额 ÷ 销售总额", "New business sales / total sales", "订单：市场或产品标记", "orders: market or product flag", Unit::Ratio, HIGHER, Aggregation::Ratio, Source::Caller, None),
    entry("cac", "客户获取成本（CAC）", "Customer acquisition cost (CAC)", "（市场费用 + 销售费用）÷ 新增客户数", "Marketing and sales cost / new customers", "费用台账；新增客户数", "cost ledger; new customers", Unit::Cny, LOWER, Aggregation::Ratio, Source::Caller, None),
    entry("roi", "投资回报率（ROI）", "Return on investment (ROI)", "（回报 − 投入）÷ 投入", "(Return - investment) / investment", "费用台账；收入或利润", "cost ledger; revenue or profit", Unit::Ratio, HIGHER, Aggregation::Ratio, Source::Caller, None),
    entry("high_value_customer_share", "高价值客户占比", "Share of high-value customers", "年采购额超过门槛的客户 ÷ 全部客户", "Customers above the yearly purchase threshold / customers", "订单：客户、日期、金额", "orders: customer, date, amount", Unit::Ratio, HIGHER, Aggregation::Ratio, Source::Caller, None),
    entry("nps", "净推荐值（NPS）", "Net promoter score (NPS)", "（9–10 分占比 − 0–6 分占比）× 100", "(Share scoring 9-10 less share scoring 0-6) x 100", "问卷：0–10 分", "survey: scores 0-10", Unit::Points, HIGHER, Aggregation::Ratio, Source::Caller, Some((points(5.0), 42))),
    entry("csat", "客户满意度（CSAT）", "Customer satisfaction (CSAT)", "满意答卷 ÷ 全部答卷", "Satisfied answers / answers", "问卷：评分", "survey: rating", Unit::Ratio, HIGHER, Aggregation::Ratio, Source::Caller, Some((points(0.02), 721))),
    entry("churn_rate", "客户流失率", "Customer churn rate", "期间流失客户 ÷ 期初客户", "Customers lost in the period / customers at its start", "订单：客户、日期", "orders: customer, date", Unit::Ratio, LOWER, Aggregation::Ratio, Source::Orders, Some((at_most(0.05), 43))),
    entry("active_customer_rate", "客户活跃度", "Active customer rate", "期间内有订单的客户 ÷ 客户", "Customers with an order in the period / customers", "订单：客户、日期", "orders: customer, date", Unit::Ratio, HIGHER, Aggregation::Ratio, Source::Orders, None),
    entry("repurchase_rate", "复购率", "Repurchase rate", "期间内购买两次及以上的客户 ÷ 购买客户", "Customers with two or more purchases / customers who bought", "订单：客户、日期", "orders: customer, date", Unit::Ratio, HIGHER, Aggregation::Ratio, Source::Orders, None),
    entry("wakeup_rate", "沉睡客户唤醒率", "Wake-up rate of dormant customers", "再次购买的沉睡客户 ÷ 沉睡客户", "Dormant customers who bought again / dormant customers", "订单：客户、日期", "orders: customer, date", Unit::Ratio, HIGHER, Aggregation::Ratio, Source::Orders, Some((at_least(0.1), 540))),
    entry("vip_renewal_rate", "VIP客户续约率", "VIP renewal rate", "已续约 VIP 合同 ÷ 到期 VIP 合同", "Renewed VIP contracts / VIP contracts due", "合同：到期日、是否续约、等级", "contracts: end date, renewed, tier", Unit::Ratio, HIGHER, Aggregation::Ratio, Source::Caller, Some((at_least(0.98), 548))),
    entry("top20_avg_purchase", "前20%高价值客户平均采购额", "Average purchase of the top 20% customers", "前 20% 客户采购额合计 ÷ 其人数", "Purchases of the top fifth of customers / their number", "订单：客户、金额", "orders: customer, amount", Unit::Cny, HIGHER, Aggregation::Mean, Source::Orders, Some((growth(0.1), 549))),
    entry("cross_up_sell_sales", "交叉/向上销售额", "Cross-sell and up-sell sales", "老客户购买新品类或更高档产品的金额合计", "Sales of new or higher products to existing customers", "订单明细：产品、档次", "order lines: product, tier", Unit::Cny, HIGHER, Aggregation::Sum, Source::Caller, None),
    entry("cross_up_sell_conversion", "交叉/向上销售转化率", "Cross-sell and up-sell conversion", "接受的推荐 ÷ 推荐", "Accepted offers / offers", "商机：类型、结果", "opportunities: type, outcome", Unit::Ratio, HIGHER, Aggregation::Ratio, Source::Caller, None),
    entry("referral_rate", "客户推荐率", "Referral rate", "来自推荐的新客户 ÷ 新客户", "New customers by referral / new customers", "线索：来源", "leads: source", Unit::Ratio, HIGHER, Aggregation::Ratio, Source::Caller, None),
    entry("ltv", "客户生命周期价值（LTV）", "Customer lifetime value (LTV)", "客单价 × 购买频次 × 毛利率 × 预期生命周期", "Order value x frequency x margin x expected life", "订单：含毛利；流失率", "orders with margin; churn", Unit::Cny, HIGHER, Aggregation::Mean, Source::Caller, None),
    entry("avg_order_value", "客单价", "Average order value", "金额合计 ÷ 订单数", "Sum of amounts / orders", "订单：金额", "orders: amount", Unit::Cny, HIGHER, Aggregation::Ratio, Source::Orders, None),
    entry("complaint_resolution_timely_rate", "投诉解决及时率", "Complaints solved in time", "时限内解决 ÷ 全部投诉", "Solved within the limit / complaints", "工单：提出与解决时间、时限", "tickets: opened, solved, limit", Unit::Ratio, HIGHER, Aggregation::Ratio, Source::Caller, Some((at_least(0.95), 536))),
    entry("complaint_resolution_satisfaction", "投诉解决满意率", "Satisfaction with solved complaints", "满意的解决 ÷ 已解决", "Satisfied solutions / solutions", "工单：满意度", "tickets: satisfaction", Unit::Ratio, HIGHER, Aggregation::Ratio, Source::Caller, Some((at_least(0.9), 536))),
    entry("sales_per_head", "人均销售额", "Sales per head", "销售额 ÷ 人数", "Sales / headcount", "订单：负责人；花名册", "orders: owner; roster", Unit::Cny, HIGHER, Aggregation::Ratio, Source::Caller, Some((growth(0.1), 714))),
    entry("profit_per_head", "人均利润贡献", "Profit per head", "毛利 ÷ 人数", "Gross profit / headcount", "订单：负责人、成本；花名册", "orders: owner, cost; roster", Unit::Cny, HIGHER, Aggregation::Ratio, Source::Caller, None),
    entry("individual_attainment", "个人目标达成率", "Individual attainment", "个人实际 ÷ 个人目标", "Own actual / own target", "个人目标", "targets by person", Unit::Ratio, HIGHER, Aggregation::Ratio, Source::Caller, None),
    entry("member_pass_rate", "达标率", "Share of members on target", "达成率不低于 100% 的成员 ÷ 成员", "Members at or above 100% / members", "个人目标", "targets by person", Unit::Ratio, HIGHER, Aggregation::Ratio, Source::Caller, None),
    entry("customer_visits", "有效拜访量", "Effective customer visits", "有效拜访次数", "Number of effective visits", "活动：类型、日期、负责人", "activities: type, date, owner", Unit::Count, HIGHER, Aggregation::Sum, Source::Caller, None),
    entry("calls", "电话量", "Calls", "电话次数", "Number of calls", "活动：类型、日期", "activities: type, date", Unit::Count, HIGHER, Aggregation::Sum, Source::Caller, None),
    entry("quotes_submitted", "报价量", "Quotes submitted", "提交报价次数", "Number of quotes", "报价：日期、负责人", "quotes: date, owner", Unit::Count, HIGHER, Aggregation::Sum, Source::Caller, None),
    entry("proposals_submitted", "方案提交量", "Proposals submitted", "提交方案次数", "Number of proposals", "方案：日期、负责人", "proposals: date, owner", Unit::Count, HIGHER, Aggregation::Sum, Source::Caller, None),
    entry("customer_followups_per_head", "人均客户跟进量", "Follow-ups per head", "跟进次数 ÷ 人数", "Follow-ups / headcount", "活动；花名册", "activities; roster", Unit::Count, HIGHER, Aggregation::Ratio, Source::Caller, None),
    entry("crm_entry_timeliness", "CRM录入及时率", "CRM entry timeliness", "时限内录入 ÷ 全部记录", "Records entered in time / records", "记录：发生与录入时间", "records: event and entry time", Unit::Ratio, HIGHER, Aggregation::Ratio, Source::Caller, None),
    entry("crm_entry_accuracy", "CRM数据准确率", "CRM data accuracy", "通过校验的记录 ÷ 全部记录", "Records that pass validation / records", "记录与校验规则", "records and rules", Unit::Ratio, HIGHER, Aggregation::Ratio, Source::Caller, None),
    entry("crm_completeness", "CRM数据完整性", "CRM data completeness", "已填必填字段 ÷ 必填字段", "Required fields filled / required fields", "记录", "records", Unit::Ratio, HIGHER, Aggregation::Ratio, Source::Caller, None),
    entry("crm_usage_compliance", "CRM使用规范性", "CRM usage compliance", "符合规范的记录 ÷ 全部记录", "Records that follow the rules / records", "记录与规范", "records and rules", Unit::Ratio, HIGHER, Aggregation::Ratio, Source::Caller, None),
    entry("process_index", "过程性指标", "Process index", "拜访、报价、CRM 完整性等得分的加权平均", "Weighted mean of visits, quotes, CRM completeness", "组内各项指标", "members of the group", Unit::Score, HIGHER, Aggregation::Mean, Source::Caller, None),
    entry("lead_followup_timely_rate", "线索跟进及时率", "Leads followed up in time", "时限内跟进的线索 ÷ 线索", "Leads followed up within the limit / leads", "线索：分配与跟进时间", "leads: assigned and followed up", Unit::Ratio, HIGHER, Aggregation::Ratio, Source::Caller, None),
    entry("first_response_time", "线索首次响应时间", "First response time", "（首次联系 − 分配）的平均小时数", "Mean hours from assignment to first contact", "线索：分配与首次联系时间", "leads: assigned, first contact", Unit::Hours, LOWER, Aggregation::Mean, Source::Caller, Some((at_most(2.0), 734))),
    entry("event_attendance", "市场活动参与人数", "Event attendance", "参加人数合计", "Number of attendees", "活动签到", "event attendance", Unit::Count, HIGHER, Aggregation::Sum, Source::Caller, None),
    entry("first_visit_success_rate", "首次拜访成功率", "First visit success rate", "成功的首次拜访 ÷ 首次拜访", "Successful first visits / first visits", "活动：首次标记、结果", "activities: first flag, outcome", Unit::Ratio, HIGHER, Aggregation::Ratio, Source::Caller, None),
    entry("selling_time_share", "有效销售时间占比", "Share of selling time", "销售工时 ÷ 工时", "Selling hours / hours worked", "工时记录", "time log", Unit::Ratio, HIGHER, Aggregation::Ratio, Source::Caller, None),
    entry("non_selling_time", "非销售事务占用时间", "Non-selling time", "行政、报表、内部协调工时合计", "Hours of administration, reports, coordination", "工时记录", "time log", Unit::Hours, LOWER, Aggregation::Sum, Source::Caller, Some((reduction(0.2), 718))),
    entry("automation_rate", "自动化率", "Automation rate", "自动完成的重复任务 ÷ 重复任务", "Repetitive tasks done automatically / repetitive tasks", "任务：类型、是否自动", "tasks: type, automated", Unit::Ratio, HIGHER, Aggregation::Ratio, Source::Caller, None),
    entry("issue_resolution_time", "客户问题解决时效", "Issue resolution time", "（解决 − 提出）的平均小时数", "Mean hours from opened to solved", "工单：提出与解决时间", "tickets: opened, solved", Unit::Hours, LOWER, Aggregation::Mean, Source::Caller, None),
    entry("internal_ticket_time", "内部工单处理时效", "Internal ticket time", "内部工单平均处理小时数", "Mean handling hours of internal tickets", "内部工单", "internal tickets", Unit::Hours, LOWER, Aggregation::Mean, Source::Caller, None),
    entry("auto_report_usage", "报表自动生成使用率", "Use of automatic reports", "自动报表 ÷ 全部报表", "Automatic reports / reports", "报表记录", "report log", Unit::Ratio, HIGHER, Aggregation::Ratio, Source::Caller, None),
    entry("suggestion_count", "流程优化建议数量", "Improvement suggestions", "提出的建议数", "Number of suggestions", "建议记录", "suggestions", Unit::Count, HIGHER, Aggregation::Sum, Source::Caller, None),
    entry("suggestion_adoption_rate", "建议采纳率", "Suggestion adoption rate", "采纳的建议 ÷ 建议", "Adopted suggestions / suggestions", "建议：是否采纳", "suggestions: adopted", Unit::Ratio, HIGHER, Aggregation::Ratio, Source::Caller, None),
    entry("team_activity_participation", "团队活动参与度", "Participation in team activities", "参加人次 ÷ 应参加人次", "Attendances / invitations", "活动名单", "events roster", Unit::Ratio, HIGHER, Aggregation::Ratio, Source::Caller, None),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_unique_and_texts_complete() {
        for (i, entry) in ENTRIES.iter().enumerate() {
            assert!(ENTRIES[..i].iter().all(|other| other.id != entry.id), "{}", entry.id);
            for text in [entry.name, entry.formula, entry.needs] {
                assert!(!text.zh.is_empty() && text.en.is_ascii() && !text.en.is_empty(), "{}", entry.id);
            }
        }
    }

    #[test]
    fn targets_agree_with_directions() {
        for entry in &ENTRIES {
            match entry.target {
                Some((Target::AtMost { .. } | Target::Reduction { .. }, _)) => {
                    assert_eq!(entry.direction, Direction::Lower, "{}", entry.id);
                }
                Some((Target::AtLeast { .. } | Target::Growth { .. }, _)) => {
                    assert_eq!(entry.direction, Direction::Higher, "{}", entry.id);
                }
                _ => {}
            }
        }
    }
}
