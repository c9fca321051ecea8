//! The ready-made tables of tiers, with names and advice.

use planscore_base::locale::Text;

/// A tier as people see it.
#[derive(Debug, Clone, Copy)]
pub struct Tier {
    /// Stable id.
    pub id: &'static str,
    /// Name.
    pub name: Text,
    /// Service level: VIP, A, B or C.
    pub level: &'static str,
    /// How often to be in touch.
    pub contact: Contact,
    /// What to do.
    pub advice: Text,
}

/// A rhythm of contacts.
#[derive(Debug, Clone, Copy)]
pub struct Contact {
    /// Days between contacts, where there is a rhythm.
    pub every: Option<u32>,
    /// In words.
    pub text: Text,
}

/// Scores of a rule, both ends included.
type Span = (u8, u8);

const fn t(zh: &'static str, en: &'static str) -> Text {
    Text { zh, en }
}

const fn tier(id: &'static str, name: Text, level: &'static str, contact: Contact, advice: Text) -> Tier {
    Tier { id, name, level, contact, advice }
}

const fn every(days: Option<u32>, text: Text) -> Contact {
    Contact { every: days, text }
}

const WEEKLY: Contact = every(Some(7), t("每周联系，每月上门", "a contact a week, a visit a month"));
const MONTHLY: Contact = every(Some(30), t("每月联系，每季上门", "a contact a month, a visit a quarter"));
const QUARTERLY: Contact = every(Some(90), t("每季联系", "a contact a quarter"));
const ON_OCCASION: Contact = every(None, t("有活动时触达", "on occasion"));
const ONBOARDING: Contact = every(Some(7), t("首月每周联系", "a contact a week in the first month"));

/// The sales plan's five tiers, in the order of their rules.
#[rustfmt::skip]
pub const SALES_PLAN: [Tier; 5] = [
    tier("new", t("新客户", "New"), "B", ONBOARDING, t("交付后一周内回访，促成第二单", "call within a week of delivery and win the second order")),
    tier("vip", t("VIP 高价值客户", "VIP"), "VIP", WEEKLY, t("指定专属客户经理，安排高层互访与优先交付", "name an account manager; executive visits, priority delivery")),
    tier("active", t("活跃客户", "Active"), "A", MONTHLY, t("推荐相关产品，提高频次与客单价", "offer related products to raise frequency and order value")),
    tier("dormant", t("沉睡客户", "Dormant"), "B", MONTHLY, t("负责人亲自致电，问清停购原因，带唤醒方案", "call in person, learn why they stopped, bring an offer")),
    tier("lost", t("流失客户", "Lost"), "C", ON_OCCASION, t("低成本批量触达，记录流失原因", "reach them at low cost, record why they left")),
];

/// R near or far, F and M high or low: near is a high score. Order: R, F, M as in the rules.
#[rustfmt::skip]
pub const EIGHT: [(Tier, bool, bool, bool); 8] = [
    (tier("importantValue", t("重要价值客户", "Important, to keep"), "VIP", WEEKLY, t("优先服务，保持满意", "serve first, keep satisfied")), true, true, true),
    (tier("importantDevelop", t("重要发展客户", "Important, to develop"), "A", MONTHLY, t("提高购买频次", "raise the frequency")), true, false, true),
    (tier("importantKeep", t("重要保持客户", "Important, to hold"), "A", MONTHLY, t("主动联系，防止流失", "be in touch before they leave")), false, true, true),
    (tier("importantWinBack", t("重要挽留客户", "Important, to win back"), "B", MONTHLY, t("重点挽回，了解原因", "win back, learn why")), false, false, true),
    (tier("generalValue", t("一般价值客户", "General, to keep"), "B", QUARTERLY, t("提高客单价", "raise the order value")), true, true, false),
    (tier("generalDevelop", t("一般发展客户", "General, to develop"), "C", QUARTERLY, t("培养习惯，促成复购", "build the habit of buying again")), true, false, false),
    (tier("generalKeep", t("一般保持客户", "General, to hold"), "C", QUARTERLY, t("批量触达，保持联系", "keep in touch at low cost")), false, true, false),
    (tier("generalWinBack", t("一般挽留客户", "General, to win back"), "C", ON_OCCASION, t("低成本触达", "reach at low cost")), false, false, false),
];

/// Ten segments by R and F: complete and disjoint.
#[rustfmt::skip]
pub const TEN: [(Tier, Span, Span); 10] = [
    (tier("champions", t("冠军客户", "Champions"), "VIP", WEEKLY, t("请他们推荐，给新品优先权", "ask for referrals, offer new products first")), (5, 5), (4, 5)),
    (tier("loyal", t("忠诚客户", "Loyal"), "A", MONTHLY, t("向上销售，邀请共创", "sell up, invite to co-create")), (3, 4), (4, 5)),
    (tier("potentialLoyalist", t("潜力忠诚客户", "Potential loyalists"), "A", MONTHLY, t("会员权益，推荐第二品类", "membership, a second category")), (4, 5), (2, 3)),
    (tier("new", t("新客户", "New"), "B", ONBOARDING, t("帮助上手，促成第二单", "help them start, win the second order")), (5, 5), (1, 1)),
    (tier("promising", t("有望客户", "Promising"), "B", MONTHLY, t("建立品牌印象，小单试用", "make yourself known, offer a trial")), (4, 4), (1, 1)),
    (tier("needAttention", t("需关注客户", "Need attention"), "B", MONTHLY, t("限时优惠，基于历史推荐", "a limited offer based on their history")), (3, 3), (3, 3)),
    (tier("aboutToSleep", t("即将沉睡客户", "About to sleep"), "B", MONTHLY, t("分享价值内容，重新联系", "share something of value, reconnect")), (3, 3), (1, 2)),
    (tier("cantLose", t("不能失去的客户", "Can't lose them"), "A", WEEKLY, t("高层出面挽回，不要输给对手", "win back at executive level")), (1, 2), (5, 5)),
    (tier("atRisk", t("有风险客户", "At risk"), "A", MONTHLY, t("个性化联系，提供续约方案", "a personal contact, an offer to renew")), (1, 2), (3, 4)),
    (tier("hibernating", t("休眠客户", "Hibernating"), "C", ON_OCCASION, t("低成本触达，重建价值", "reach at low cost")), (1, 2), (1, 2)),
];

/// The interval table of the vignette of the R package `rfm` 0.3 (Hebbali), first match.
#[rustfmt::skip]
pub const R_PACKAGE: [(Tier, Span, Span, Span); 10] = [
    (tier("champions", t("冠军客户", "Champions"), "VIP", WEEKLY, t("优先服务", "serve first")), (5, 5), (5, 5), (5, 5)),
    (tier("potentialLoyalist", t("潜力忠诚客户", "Potential Loyalist"), "A", MONTHLY, t("会员权益", "offer membership")), (3, 5), (3, 5), (2, 5)),
    (tier("loyal", t("忠诚客户", "Loyal Customers"), "A", MONTHLY, t("向上销售", "sell up")), (2, 4), (2, 4), (2, 4)),
    (tier("promising", t("有望客户", "Promising"), "B", MONTHLY, t("小单试用", "offer a trial")), (3, 4), (1, 3), (3, 5)),
    (tier("new", t("新客户", "New Customers"), "B", ONBOARDING, t("帮助上手", "help them start")), (4, 5), (1, 3), (1, 5)),
    (tier("cantLose", t("不能失去的客户", "Can't Lose Them"), "A", WEEKLY, t("高层挽回", "win back at executive level")), (1, 2), (3, 4), (4, 5)),
    (tier("atRisk", t("有风险客户", "At Risk"), "A", MONTHLY, t("个性化联系", "a personal contact")), (1, 2), (2, 5), (4, 5)),
    (tier("needAttention", t("需关注客户", "Need Attention"), "B", MONTHLY, t("限时优惠", "a limited offer")), (1, 3), (3, 5), (3, 5)),
    (tier("aboutToSleep", t("即将沉睡客户", "About To Sleep"), "B", MONTHLY, t("重新联系", "reconnect")), (2, 3), (1, 3), (1, 4)),
    (tier("lost", t("流失客户", "Lost"), "C", ON_OCCASION, t("低成本触达", "reach at low cost")), (1, 1), (1, 5), (1, 5)),
];

/// Whoever no rule takes.
pub const UNMATCHED: Tier = tier(
    "unmatched",
    t("未归类", "Unmatched"),
    "C",
    ON_OCCASION,
    t("没有规则覆盖，请检查分层表", "no rule takes them: check the table"),
);

/// A tier of the caller's own table: the name is the caller's.
pub const CUSTOM: Tier = tier("", t("", ""), "", every(None, t("", "")), t("", ""));
