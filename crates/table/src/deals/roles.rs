//! The columns of a file of deals, and what people call them.

use crate::header::Role;
use crate::orders::OWNER_NAMES;

pub const DEAL: usize = 0;
pub const STAGE: usize = 1;
pub const TIME: usize = 2;
pub const OUTCOME: usize = 3;
pub const CLOSED: usize = 4;
pub const VALUE: usize = 5;
pub const OWNER: usize = 6;
pub const CHANNEL: usize = 7;
pub const LOST_REASON: usize = 8;
pub const IS_WON: usize = 9;
pub const IS_CLOSED: usize = 10;
pub const CURRENCY: usize = 11;
pub const LOST_DATE: usize = 12;

#[rustfmt::skip]
pub const ROLES: [Role; 13] = [
    Role {
        name: "deal", title: "商机", required: false,
        exact: &["商机编号", "商机id", "商机号", "商机名称", "线索编号", "线索id", "项目编号", "项目名称", "機會編號", "deal", "dealid", "dealname",
            "opportunity", "opportunityid", "opportunityname", "leadid", "caseid", "case"],
        generic: &["编号", "商机", "线索", "id", "name", "lead", "客户名称", "客户", "account", "company"], part: &[],
    },
    Role {
        name: "stage", title: "阶段", required: false,
        exact: &["阶段", "当前阶段", "销售阶段", "商机阶段", "漏斗阶段", "階段", "stage", "dealstage", "salesstage", "activity"],
        generic: &["事件", "状态", "event", "status", "step"], part: &[],
    },
    Role {
        name: "time", title: "时间", required: false,
        exact: &["时间", "变更时间", "进入时间", "发生时间", "进入日期", "变更日期", "事件时间", "阶段时间", "timestamp", "time", "eventtime",
            "datetime", "enteredat", "changedat", "occurredat"],
        generic: &["日期", "date", "day"], part: &[],
    },
    Role {
        name: "outcome", title: "结果", required: false,
        exact: &["结果", "商机结果", "最终结果", "赢单状态", "成交状态", "商机状态", "机会状态", "项目状态", "线索状态", "結果", "outcome", "result",
            "dealstatus", "opportunitystatus", "leadstatus"],
        generic: &["状态", "status"], part: &[],
    },
    Role {
        name: "closed", title: "关闭日期", required: false,
        exact: &["关闭日期", "关闭时间", "结束日期", "结束时间", "关单日期", "结案日期", "关闭日", "關閉日期", "closedate", "closeddate", "closedat",
            "enddate", "实际关闭日期", "实际成交日期", "actualclosedate", "closingdate", "closetime", "closedtime", "closedon", "结单日期", "结单时间",
            "实际结束日期", "实际结单日期", "dateclosed"],
        generic: &["closed"], part: &[],
    },
    Role {
        name: "value", title: "金额", required: false,
        exact: &["金额", "金額", "商机金额", "合同金额", "成交金额", "订单金额", "value", "amount", "closevalue", "dealvalue", "dealamount"],
        generic: &["预计金额", "预估金额", "预计成交金额", "报价金额", "revenue", "price"], part: &["金额", "amount"],
    },
    Role { name: "owner", title: "负责人", required: false, exact: OWNER_NAMES, generic: &[], part: &[] },
    Role {
        name: "channel", title: "渠道", required: false,
        exact: &["渠道", "来源", "线索来源", "获客渠道", "来源渠道", "客户来源", "渠道来源", "來源", "channel", "source", "leadsource"],
        generic: &[], part: &["渠道", "来源"],
    },
    Role {
        name: "lostReason", title: "输单原因", required: false,
        exact: &["输单原因", "丢单原因", "失败原因", "流失原因", "战败原因", "關閉原因", "关闭原因", "closedlostreason", "lostreason", "lossreason", "reasonlost"],
        generic: &[], part: &["原因", "reason"],
    },
    Role {
        name: "isWon", title: "是否赢单", required: false,
        exact: &["是否成交", "是否赢单", "是否成单", "是否已成交", "是否中标", "是否签约", "iswon", "won?"],
        generic: &[], part: &[],
    },
    Role {
        name: "isClosed", title: "是否关闭", required: false,
        exact: &["是否关闭", "是否已关闭", "是否结束", "是否关单", "是否結束", "isclosed"],
        generic: &[], part: &[],
    },
    Role {
        name: "currency", title: "币种", required: false,
        exact: &["币种", "货币", "幣種", "币别", "currency", "currencycode", "currencyisocode", "dealcurrency"],
        generic: &[], part: &[],
    },
    Role {
        name: "lostDate", title: "输单日期", required: false,
        exact: &["输单日期", "输单时间", "丢单日期", "丢单时间", "失败日期", "失败时间", "流失日期", "流失时间", "战败日期", "战败时间", "輸單日期", "lostdate",
            "losttime", "lostat", "loston", "datelost", "closedlostdate"],
        generic: &[], part: &[],
    },
];
