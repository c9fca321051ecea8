//! The columns of a file of orders, and what people call them.

use crate::header::Role;

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

#[rustfmt::skip]
pub const ROLES: [Role; 11] = [
    Role {
        name: "customer", title: "客户", required: true,
        exact: &["客户", "客户名称", "客户名", "客户姓名", "客户简称", "公司名称", "客户公司", "購買客戶", "客戶", "客戶名稱",
            "会员", "会员名", "会员名称", "买家", "买家昵称", "买家会员名", "购买方", "购买方名称", "购货单位", "购货方", "往来单位", "客户单位",
            "下单账号", "下单帐号", "customer", "customername", "client", "clientname",
            "account", "accountname", "buyer", "company"],
        generic: &["客户编号", "客户id", "客户代码", "客户号", "客戶編號", "会员号", "会员id", "会员编号", "用户", "用户id", "用户编号",
            "customerid", "custid", "customerno", "customercode", "clientid", "accountid", "userid", "user", "memberid", "cust", "手机号", "email", "邮箱", "id"],
        part: &["客户", "客戶", "customer"],
    },
    Role {
        name: "date", title: "日期", required: true,
        exact: &["下单日期", "下单时间", "订单日期", "订单时间", "成交日期", "购买日期", "购买时间", "交易日期", "交易时间", "消费日期", "消费时间",
            "销售日期", "訂單日期", "成交時間", "orderdate", "purchasedate", "invoicedate", "transactiondate", "saledate", "orderedat", "ordertime",
            "订单创建时间", "单据日期", "documentdate", "postingdate"],
        generic: &["日期", "时间", "時間", "date", "day", "成交时间", "付款日期", "付款时间", "支付时间", "签约日期", "签单日期", "合同日期",
            "开票日期", "time", "timestamp", "datetime", "createdat"],
        part: &["日期", "时间", "date"],
    },
    Role {
        name: "amount", title: "金额", required: true,
        exact: &["金额", "金額", "实收金额", "实付金额", "成交额", "成交金额", "销售额", "销售金额", "订单金额", "消费金额", "购买金额", "交易金额",
            "合同金额", "订单总额", "实付款", "实际支付金额", "买家实际支付金额", "实收", "实付", "支付金额", "amount", "sales", "revenue", "orderamount", "netamount", "netvalue", "salesamount", "ordervalue", "dollarvalue"],
        generic: &["总金额", "总价", "总额", "付款金额", "价税合计", "回款金额", "收入", "营收", "total", "totalamount", "value", "spend",
            "monetary", "price", "totalprice", "turnover"],
        part: &["金额", "金額", "amount", "销售额", "成交额"],
    },
    Role {
        name: "orderId", title: "订单号", required: false,
        exact: &["订单号", "订单编号", "订单id", "单号", "交易号", "流水号", "訂單號", "合同编号", "orderid", "orderno", "ordernumber", "order",
            "invoiceno", "invoice", "invoiceid", "transactionid"],
        generic: &[], part: &[],
    },
    Role {
        name: "cost", title: "成本", required: false,
        exact: &["成本", "成本金额", "总成本", "销售成本", "cost", "cogs", "totalcost"],
        generic: &[], part: &[],
    },
    Role {
        name: "owner", title: "负责人", required: false,
        exact: OWNER_NAMES, generic: &[], part: &[],
    },
    Role {
        name: "product", title: "产品", required: false,
        exact: &["产品", "产品名称", "商品", "商品名称", "产品线", "品类", "產品", "product", "productname", "item", "sku", "category"],
        generic: &[], part: &[],
    },
    Role {
        name: "state", title: "状态", required: false,
        exact: &["订单状态", "交易状态", "订单交易状态", "支付状态", "付款状态", "單據狀態", "訂單狀態", "单据状态", "审核状态", "orderstatus", "orderstate",
            "paymentstatus", "financialstatus", "transactionstatus"],
        generic: &["状态", "狀態", "status"], part: &[],
    },
    Role {
        name: "kind", title: "类型", required: false,
        exact: &["单据类型", "订单类型", "交易类型", "业务类型", "收支类型", "單據類型", "ordertype", "transactiontype", "documenttype", "doctype"],
        generic: &["类型", "類型", "type"], part: &[],
    },
    Role {
        name: "currency", title: "币种", required: false,
        exact: &["币种", "货币", "幣種", "币别", "结算币种", "currency", "currencycode", "ccy"],
        generic: &[], part: &[],
    },
    Role {
        name: "refund", title: "退款金额", required: false,
        exact: &["退款金额", "已退款金额", "退款额", "退货金额", "累计退款金额", "退款总额", "refundamount", "refundedamount", "amountrefunded", "totalrefunded"],
        generic: &["退款", "refund", "refunds", "refunded"], part: &[],
    },
];

/// Headers of the person in charge, in orders and deals alike.
#[rustfmt::skip]
pub const OWNER_NAMES: &[&str] = &[
    "负责人", "销售", "销售员", "业务员", "销售人员", "销售代表", "客户经理", "销售负责人", "跟进人", "归属人", "所有人", "負責人", "業務員",
    "owner", "salesrep", "salesperson", "salesagent", "rep", "agent", "accountmanager", "seller",
];
