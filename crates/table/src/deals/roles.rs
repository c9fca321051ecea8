//! The columns of a file of deals, and what people call them.

use std::sync::LazyLock;

use crate::orders::roles::{CURRENCY_NAMES, OWNER_NAMES};
use crate::role::Role;

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
pub static ROLES: LazyLock<Vec<Role>> = LazyLock::new(|| vec![
    Role::of("deal", "商机", &[
        &["{deal}{number}"],
        &["{deal}{name?}", "{deal}title"],
        &["编号", "id"],
        &["name", "{who}{name?}", "company"],
    ], &[]),
    Role::of("stage", "阶段", &[
        &["{deal?}{stage}", "当前阶段", "销售阶段", "漏斗阶段", "salesstage", "activity"],
        &["事件", "状态", "event", "status", "step"],
        &["*{stage}"],
    ], &["*上*", "*前*", "*原*", "*下*", "*历史*", "*last*", "*previous*", "*old*", "*from*", "*next*"]),
    Role::of("time", "时间", &[
        &["时间", "变更时间", "进入时间", "发生时间", "进入日期", "变更日期", "事件时间", "阶段时间", "timestamp", "time", "eventtime",
            "datetime", "enteredat", "changedat", "occurredat"],
        &["日期", "date", "day"],
    ], &[]),
    Role::of("outcome", "结果", &[
        &["{deal?}{result}", "最终结果", "赢单状态", "成交状态", "{deal}{state}", "{stage}{state}", "currentstate"],
        &["状态", "status"],
    ], &[]),
    Role::of("closed", "关闭日期", &[&["{closed}{day}", "关闭日", "dateclosed"], &["closed"]], &[]),
    Role::of("value", "金额", &[
        &["{deal?}{money}", "合同金额", "成交金额", "订单金额", "closevalue"],
        &["预计金额", "预估金额", "预计成交金额", "报价金额", "revenue", "price"],
        &["*金额", "*amount*"],
    ], &[]),
    Role::of("owner", "负责人", OWNER_NAMES, &[]),
    Role::of("channel", "渠道", &[&["{source}"], &["{deal}{source}", "{who}{source}"], &["*{source}*"]], &[]),
    Role::of("lostReason", "输单原因", &[&["{lost}原因", "{closed}原因", "{lost}reason", "reasonlost"], &["*原因*", "*reason*"]], &["*状态*", "*status*"]),
    Role::of("isWon", "是否赢单", &[&["是否成交", "是否赢单", "是否成单", "是否已成交", "是否中标", "是否签约", "iswon", "won?"]], &[]),
    Role::of("isClosed", "是否关闭", &[&["是否关闭", "是否已关闭", "是否结束", "是否关单", "是否結束", "isclosed"]], &[]),
    Role::of("currency", "币种", CURRENCY_NAMES, &[]),
    Role::of("lostDate", "输单日期", &[&["{lost}{day}", "datelost"]], &[]),
]);
