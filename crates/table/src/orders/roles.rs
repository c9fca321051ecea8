//! The columns of a file of orders, and what people call them.

use std::sync::LazyLock;

use crate::header::Cells;
use crate::role::{Pattern, Role, patterns};

pub const CUSTOMER: usize = 0;
pub const DATE: usize = 1;
pub const AMOUNT: usize = 2;
pub const ORDER_ID: usize = 3;
pub const COST: usize = 4;
pub const OWNER: usize = 5;
pub const PRODUCT: usize = 6;
pub const STATE: usize = 7;
pub const KIND: usize = 8;
pub const CURRENCY: usize = 9;
pub const REFUND: usize = 10;

/// How many roles there are.
pub const COUNT: usize = 11;

#[rustfmt::skip]
pub static ROLES: LazyLock<Vec<Role>> = LazyLock::new(|| vec![
    Role {
        required: true,
        ..Role::of("customer", "客户", &[
            &["{who}{who?}{name?}", "公司名称", "company", "companyname"],
            &["{person}{name?}", "{who?}{who?}{account}"],
            &["{who}{number}", "{person}{number}", "{person}{account}"],
            &["{who}{contact}", "{person}{contact}"],
            &["{contact}"],
            &["id"],
            &["*{who}{name?}", "*{who}{number}", "{recipient}{name?}", "name", "姓名"],
        ], &[])
    },
    Role {
        required: true, holds: Cells::Dates,
        ..Role::of("date", "日期", &[
            &["{bought}{made?}{day}", "{bought}date{made}"],
            &["{day}", "{signed}{day}", "timestamp"],
            &["{made}{day}"],
            &["{bought?}{paid}{day}"],
            &["*{day}", "*date*"],
        ], &["*{notordered}*"])
    },
    Role {
        required: true, holds: Cells::Numbers,
        ..Role::of("amount", "金额", &[
            &["{really}{money}", "实收", "实付", "實收", "實付"],
            &["应付{money}", "{order}应付{money}"],
            &["{bought}{money}", "{order}{money}", "{money}", "sales", "revenue", "netvalue", "销售收入"],
            &["{sum}", "付款金额", "回款金额"],
            &["netsales", "*金额", "*金額", "*销售额", "*成交额", "*amount*", "*revenue", "total*"],
            &["itemprice", "linetotal"],
        ], &["*{notsales}*"])
    },
    Role::of("orderId", "订单号", &[
        &["{order}{number}", "主{order}{number}", "父{order}{number}", "order", "invoice"],
        &["*{order}{number}"],
        &["num"],
    ], &[]),
    Role::of("cost", "成本", &[&["成本", "成本金额", "总成本", "销售成本", "cost", "cogs", "totalcost"]], &[]),
    Role::of("owner", "负责人", OWNER_NAMES, &[]),
    Role::of("product", "产品", &[&["{item}{name?}", "产品线", "品类", "sku", "category"]], &[]),
    Role::of("state", "状态", &[&["{order}{state}", "订单交易状态", "付款状态", "审核状态", "financialstatus"], &["{state}"]], &[]),
    Role::of("kind", "类型", &[&["{order}{kind}", "业务类型", "收支类型"], &["{kind}"]], &[]),
    Role::of("currency", "币种", CURRENCY_NAMES, &[]),
    Role::of("refund", "退款金额", &[
        &["退款金额", "已退款金额", "退款额", "退货金额", "累计退款金额", "退款总额", "refundamount", "refundedamount", "amountrefunded",
            "totalrefunded"],
        &["退款", "refund", "refunds", "refunded"],
        &["*已退款金额", "*已退款额", "*退款金额", "*退款总额", "*amountrefunded"],
    ], &["*申请*", "*可退*", "*待退*", "*未退*"]),
]);

/// Headers of the person in charge, in orders and deals alike.
pub const OWNER_NAMES: &[&[&str]] =
    &[&["{owner}", "销售", "rep", "agent", "seller"], &["*{owner}{name?}", "ownedby"]];

/// Headers of amounts that are those of whole orders.
pub static TOTAL_NAMES: LazyLock<Vec<Pattern>> = LazyLock::new(|| {
    patterns(&["*订单*", "*总额", "*总金额", "*应付*", "*实付*", "*实收*", "*total", "*order*"])
});

/// Headers of amounts that are those of lines, or of pieces.
pub static UNIT_NAMES: LazyLock<Vec<Pattern>> = LazyLock::new(|| {
    patterns(&[
        "*单价",
        "*小计",
        "行金额",
        "商品金额",
        "子订单*",
        "*price",
        "unitamount",
        "line*",
        "*subtotal*",
    ])
});

/// Headers of the currency.
pub const CURRENCY_NAMES: &[&[&str]] = &[&["{currency}{number?}"], &["*{currency}{number?}"]];
