//! Small files to fill in: what each column means in remarks above the header, and example rows.

use planscore_base::locale::{Locale, Text};

/// Which file to fill in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Template {
    /// Orders, a row each.
    Orders,
    /// Deals, a row each with a date for every stage.
    Deals,
    /// Actuals, a row a figure.
    Actuals,
}

impl Template {
    /// The template of a name: `orders`, `deals`, `actuals`.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "orders" => Some(Self::Orders),
            "deals" => Some(Self::Deals),
            "actuals" => Some(Self::Actuals),
            _ => None,
        }
    }

    /// The file: CSV in UTF-8 with the mark by which Excel knows it. Lines that begin with # are remarks.
    ///
    /// ```
    /// use planscore_base::locale::Locale;
    /// use planscore_table::{OrderOptions, Orders, Template};
    /// let file = Template::Orders.file(Locale::ZhCn);
    /// let orders = Orders::from_csv(file.as_bytes(), OrderOptions::default()).unwrap();
    /// assert_eq!((orders.len(), orders.issues().count()), (3, 0));
    /// ```
    pub fn file(self, locale: Locale) -> String {
        let text = match self {
            Self::Orders => ORDERS,
            Self::Deals => DEALS,
            Self::Actuals => ACTUALS,
        };
        format!("\u{FEFF}{}", text.get(locale).replace('\n', "\r\n"))
    }
}

const ORDERS: Text = Text {
    zh: "\
# 订单：每行一笔。以 # 开头的行是说明，不计入；请把表头下面的示例行换成自己的数据
# 客户、下单日期、金额(元) 必填，其余各列可以留空或整列删去
# 下单日期写成 2026-03-05；金额以元为单位，退款写成负数
# 订单状态：已完成、已取消、待付款、已退款；后三种不计入
客户,下单日期,金额(元),订单号,成本(元),负责人,产品,订单状态
示例公司甲,2026-03-05,12800,SO-001,7600,王芳,软件,已完成
示例公司乙,2026-03-09,4500.50,SO-002,,李强,服务,已完成
示例公司甲,2026-04-02,-800,SO-001,,王芳,软件,已完成
",
    en: "\
# Orders: a row each. Lines that begin with # are remarks and do not count; put your own rows in place of the examples
# Customer - Order date and Amount are needed; the other columns may stay empty or be taken out
# Write dates as 2026-03-05; a refund is a negative amount
# Order status: completed - cancelled - unpaid - refunded; the last three do not count
Customer,Order date,Amount,Order ID,Cost,Owner,Product,Order status
Example Ltd,2026-03-05,12800,SO-001,7600,Wang Fang,Software,completed
Sample Inc,2026-03-09,4500.50,SO-002,,Li Qiang,Services,completed
Example Ltd,2026-04-02,-800,SO-001,,Wang Fang,Software,completed
",
};

const DEALS: Text = Text {
    zh: "\
# 商机：每行一个，进入每个阶段的日期各占一列，没有到达的留空。以 # 开头的行是说明，不计入
# 商机编号和至少一个阶段日期必填；请把示例行换成自己的数据，阶段列可以按自己的漏斗改名
# 结果：赢单、输单、进行中；输单请写关闭日期。日期写成 2026-03-05，金额以元为单位
商机编号,线索日期,MQL日期,SQL日期,商机日期,报价日期,成单日期,结果,关闭日期,金额(元),负责人,渠道,输单原因
D-001,2026-01-05,2026-01-08,2026-01-14,2026-01-20,2026-02-03,2026-02-20,赢单,2026-02-20,86000,王芳,展会,
D-002,2026-01-07,2026-01-11,2026-01-19,2026-01-27,,,输单,2026-02-25,40000,李强,官网,价格
D-003,2026-01-12,2026-01-15,2026-01-22,,,,进行中,,52000,王芳,转介绍,
",
    en: "\
# Deals: a row each with the date it reached each stage; leave stages empty that were not reached. Lines with # are remarks
# Deal ID and one date of a stage are needed; put your own rows in place of the examples and name the stages as you do
# Outcome: won - lost - open; give the close date of a lost deal. Write dates as 2026-03-05
Deal ID,Lead date,MQL date,SQL date,Opportunity date,Quote date,Won date,Outcome,Close date,Amount,Owner,Channel,Lost reason
D-001,2026-01-05,2026-01-08,2026-01-14,2026-01-20,2026-02-03,2026-02-20,won,2026-02-20,86000,Wang Fang,Fair,
D-002,2026-01-07,2026-01-11,2026-01-19,2026-01-27,,,lost,2026-02-25,40000,Li Qiang,Website,Price
D-003,2026-01-12,2026-01-15,2026-01-22,,,,open,,52000,Wang Fang,Referral,
",
};

const ACTUALS: Text = Text {
    zh: "\
# 实际值：每行一个指标。以 # 开头的行是说明，不计入；请把示例行换成自己的数据
# 指标和实际值必填；比率写成 93%，实际值留空表示还不知道，写“不适用”表示不考核
# 单位：元、万元、%、个、天；姓名和期间可以整列删去，有多人时每行都要写
指标,实际值,目标值,单位,姓名,期间
销售总额,96,120,万元,王芳,2026-03
回款率,93%,95%,%,王芳,2026-03
新增客户数量,18,20,个,王芳,2026-03
",
    en: "\
# Actuals: a row a figure. Lines that begin with # are remarks and do not count; put your own rows in place of the examples
# KPI and Actual are needed; write rates as 93%; an empty actual is not known yet - one that means nothing is not applicable
# Unit: CNY - thousand - %; Person and Period may be taken out; with several people name one in every row
KPI,Actual,Target,Unit,Person,Period
Total sales,960,1200,thousand,Wang Fang,2026-03
Collection rate,93%,95%,%,Wang Fang,2026-03
New customers,18,20,,Wang Fang,2026-03
",
};
