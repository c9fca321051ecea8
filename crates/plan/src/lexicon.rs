//! The words that the checker knows, as tables, and the one scan that finds them all.
//!
//! Words of a kind stand in one string, separated by spaces (`_` is a space inside a word). The longest word that begins at a
//! character wins, so a longer harmless word (目标客户) guards a shorter one (目标).

use std::sync::OnceLock;

use super::outline::TITLES;
use super::quantity::{CURRENCIES, UNITS, Words, matches};
use super::text::Text;
use planscore_base::catalog;

/// What a word does in a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    /// A key figure; the value is its place in [`METRICS`].
    Metric,
    /// 提升, 增长.
    Up,
    /// 降低, 缩短.
    Down,
    /// 新增, 开发: something is won.
    New,
    /// 达到, 实现, 完成, 进入: something is reached.
    Reach,
    /// 设定, 明确: something is still to be set.
    Instruct,
    /// 例如.
    Example,
    /// 在现有基础上, 较去年: a comparison without a figure.
    Baseline,
    /// 年底前, 年度, 未来一年内: a time by which.
    Deadline,
    /// 每周, 月度: a rhythm.
    Rhythm,
    /// 负责人, 牵头: someone answers for it.
    Owner,
    /// 权重, 占比.
    Weight,
    /// 应对, 预案, 加强: what is done about a risk.
    Response,
    /// 一旦, 低于, 触发: when a response starts.
    Trigger,
    /// 争取, 加强, 进一步: words that commit to nothing.
    Vague,
    /// A verb that something concrete is done with: 拜访, 召开, 培训.
    Act,
    /// 预警.
    Warning,
    /// 去年, 过去, 已完成: the past.
    Past,
    /// A word of section titles; the value is its place in the table of titles.
    Title,
    /// A unit; the value is its place in the table of units.
    Unit,
    /// A currency; the value is its place in the table of currencies.
    Currency,
    /// Web boilerplate.
    Boilerplate,
    /// 目标客户, 复核: a longer word that means none of the shorter ones in it.
    Nothing,
    /// 达到, 增长, 新增: a number must follow where a unit does.
    Counts,
    /// 一旦, 一线, 十分: begins with a Chinese digit and counts nothing.
    Idle,
}

use Word::{
    Act, Baseline, Boilerplate, Counts, Deadline, Down, Example, Idle, Instruct, Metric, New, Nothing, Owner,
    Past, Reach, Response, Rhythm, Trigger, Up, Vague, Warning, Weight,
};

const WORDS: &[(Word, &str)] = &[
    (
        Up,
        "提升 提高 增长 增加 上升 扩大 扩充 扩编 上涨 上调 增幅 涨幅 拉升 递增 同比增长 环比增长 increase grow raise improve",
    ),
    (Down, "降低 缩短 减少 下降 压缩 削减 下调 降幅 压降 节约 缩减 reduce decrease cut shorten"),
    (
        New,
        "新增 开发 新签 新开发 新拓展 拓展 引进 招聘 签约 签订 唤醒 获取 覆盖 新开 参加 举办 组织 完成签约",
    ),
    (
        Reach,
        "达到 达成 实现 完成 进入 推广至 突破 做到 获得 建成 打造 力争 确保 取得 超额完成 reach achieve attain",
    ),
    (Instruct, "设定 设置 制定 明确 确定 规划 预测"),
    (Example, "例如 比如 譬如 举例来说 e.g. for_example"),
    (
        Baseline,
        "在现有基础上 现有基础 在去年基础上 在上年基础上 较去年 较上年 比去年 比上年 同比 环比 较上季度 较年初 与去年相比 较同期 较2025年 现状 目前 去年同期 上年同期 year-on-year",
    ),
    (
        Deadline,
        "年底前 年末前 年底 年末 年内 年度内 年度 本年度 当年 当前年度 全年 本年 今年 明年 未来一年内 未来一年 一年内 半年内 未来半年 \
         三个月内 六个月内 两个月内 一个月内 一季度 二季度 三季度 四季度 第一季度 第二季度 第三季度 第四季度 上半年 下半年 季度末 季末 \
         本季度 月底前 月底 月末 本月 下月 下季度 首年 截至 截止 Q1 Q2 Q3 Q4 H1 H2",
    ),
    (
        Rhythm,
        "每日 每天 每周 每双周 每月 每季度 每季 每半年 每年 每旬 日报 周报 月报 季报 年报 周例会 例会 晨会 夕会 月度 季度 半年度 \
         周度 按月 按季度 按季 按周 逐月 逐周 逐季 双周 定期 月会 周会 季度会 复盘会 不定期 daily weekly monthly quarterly",
    ),
    (Owner, "负责人 责任人 主责 牵头 牵头人 责任部门 负责部门 责任单位 对接人 执行人 主责人 owner 负责 主管"),
    (Weight, "权重 占比权重 各占 分值 weight"),
    (
        Response,
        "应对 预案 措施 加强 建立 制定 储备 确保 密切 调整 关注 控制 防范 避免 提前 及时 定期 完善 设定 寻求 引入 培训 沟通 保持 遵守 \
         开展 优化 跟踪 监控 备份 启动 降低 介入 鼓励 营造 引导 提供 预判 深入了解 强调 试点 采用 通过 分散 备选 替代 签订 购买 配备 安排 \
         组建 成立 严格 明确 推行 拓展 开发 提高 提升 增加 强化 规避 落实 准备 补充 协调 审计 检视 mitigate response plan",
    ),
    (Trigger, "一旦 当 若 如果 触发 低于 超过 预警 达到阈值 出现 下降 连续 止损点 发生"),
    (
        Vague,
        "进一步 大力 积极 努力 争取 尽量 尽快 适当 适时 加强 加大 强化 深化 推进 提升 优化 完善 重视 关注 力争 不断 持续 有效 全面 切实 狠抓 抓好",
    ),
    (
        Act,
        "拜访 回访 召开 培训 组织 举办 参加 签订 上线 发布 录入 提交 联系 电话 邀约 演示 复盘 走访 交付 招聘 分配 编制 汇总 汇报 统计 检查 \
         考核 整理 建立 制定 开展 开发 设立 引入 指定 评估 分析 收集 推送 发放 更新 审核 调研 对接 安排 列出 响应 介入",
    ),
    (Warning, "预警 预警阈值 预警线 警戒线 报警 告警"),
    (
        Past,
        "去年 上年 上一年 上年度 上一年度 过去一年 过去 已完成 已实现 累计完成 累计实现 共完成 回顾 截至目前 历史",
    ),
    (
        Boilerplate,
        "收集整理 不代表本站观点 侵犯您的权利 联系删除 转载请注明 如若转载 请注明出处 本文将为您 范文 本站 版权归原作者 来源于网络 \
         点击下载 扫码关注 关注公众号 更多精彩 仅供参考 为您呈现",
    ),
    (
        Counts,
        "不低于 不少于 不超过 控制在 提升至 达到 完成 增长 提升 提高 降低 减少 缩短 新增 开发 维护 培育 实现 至少 目标 签约 拜访 达",
    ),
    (
        Idle,
        "一对一 一切 一些 一般 一定 一起 一致 一样 一体 一线 一站 一键 一旦 一直 一度 一步 一方 一系列 一手 一次把 一流 二线 \
         三四线 三方 四象限 五星 七夕 八方 十分 百分 千方 千人千面 两者 双方 一个月内 一二 二三 三线 四线",
    ),
    (Nothing, "目标客户 目标市场 目标群体 目标行业 目标受众 目标新市场 目标人群 复核 一对一 不达到"),
];

/// Key figures by catalogue id (empty where the catalogue has none) and the words for them.
pub(super) const METRICS: &[(&str, &str)] = &[
    (
        "sales_total",
        "销售总额 总销售额 销售额 销售收入 销售业绩 营业收入 营收 营业额 签约额 签约金额 合同额 合同金额 成交额 成交金额 业绩 订单金额 年度销售额 全年销售额 revenue sales",
    ),
    ("gross_profit_contribution", "毛利润贡献 毛利润 毛利额 毛利 净利润 利润额 利润 gross_profit"),
    ("gross_margin_rate", "毛利率 利润率 净利率 毛利润率 gross_margin"),
    ("key_product_volume", "重点产品销量 产品销量 销量 销售量 出货量"),
    ("collection_rate", "回款率 应收账款回收率 回收率 回款完成率 collection_rate"),
    (
        "new_customers",
        "新增客户数量 新增客户数 新客户数量 新客户数 新增客户 新客户 新增企业客户 新增合作客户 新签客户 新签约客户 新增签约客户 新增签约客户数 新开发客户 开发新客户 新增活跃客户 新增活跃客户数 新增大客户 新增有效客户 获客数 new_customers",
    ),
    ("new_customer_dev_rate", "新客户开发率"),
    (
        "lead_conversion_rate",
        "线索转化率 线索到成单转化率 线索到成单的转化率 线索到成交转化率 线索到成交的转化率 线索至成单转化率 线索成单率 线索成交率 整体转化率 转化率 成交率 成单率 赢单率 conversion_rate",
    ),
    (
        "lead_to_opp_rate",
        "线索到商机转化率 线索到商机的转化率 线索→商机转化率 线索至商机转化率 线索-商机转化率",
    ),
    (
        "opp_to_won_rate",
        "商机到成单转化率 商机到成单的转化率 商机→成单转化率 商机至成单转化率 商机到成交转化率 商机赢单率 商机成单率 商机转化率",
    ),
    ("lead_to_mql_rate", "线索到MQL转化率 线索到MQL的转化率 线索→MQL转化率"),
    ("mql_to_sql_rate", "MQL到SQL转化率 MQL到SQL的转化率 MQL→SQL转化率 MQLs到SQLs转化率 合格线索转化率"),
    ("sql_to_opp_rate", "SQL到商机转化率 SQL到商机的转化率 SQL→商机转化率"),
    (
        "stage_duration",
        "商机到成单的平均周期 商机到成单平均周期 商机到成单周期 各阶段平均耗时 阶段平均耗时 平均耗时",
    ),
    ("sales_cycle", "平均销售周期 整体销售周期 销售周期 平均成交周期 成交周期 成单周期 签约周期 sales_cycle"),
    ("lead_count", "线索数量 线索数 线索量 leads"),
    ("lead_quality_rate", "线索有效率 有效线索率 有效线索占比"),
    (
        "new_quality_leads",
        "新增高质量线索 高质量线索 新增线索量 新增线索 新增市场线索 有效线索 合格线索数 MQL数量",
    ),
    ("prospect_db_growth", "潜在客户数据库增长量 潜在客户池增长 潜在客户池 潜在客户数"),
    ("market_share", "市场份额 市场占有率 市占率 market_share"),
    ("new_market_penetration", "新市场渗透率 市场渗透率 渗透率"),
    ("new_markets_entered", "覆盖区域目标 覆盖区域 进入行业目标 进入行业 新进入城市 新进城市 新进市场"),
    ("new_business_sales", "新业务销售额 新业务收入 新业务营收 首年营收贡献 新产品销售额"),
    ("new_business_share", "占总销售额的 占销售总额的 占总营收的 新业务销售占比 新业务销售额占比 新业务占比"),
    ("cac", "客户获取成本 获客成本 CAC"),
    ("roi", "投资回报率 投入产出比 ROI"),
    ("high_value_customer_share", "高价值客户占比 高价值客户比例 VIP客户占比 大客户占比"),
    ("nps", "NPS 净推荐值 客户净推荐值 NPS净推荐值"),
    ("csat", "客户满意度 客户满意度评分 CSAT 满意度评分 满意度 顾客满意度"),
    ("churn_rate", "客户流失率 流失率 年度流失率 顾客流失率 churn"),
    ("active_customer_rate", "客户活跃度 活跃率 客户活跃率"),
    ("repurchase_rate", "复购率 老客户复购率 重复购买率 回购率 客户复购率"),
    ("wakeup_rate", "沉睡客户唤醒率 唤醒率 唤醒"),
    ("vip_renewal_rate", "VIP客户续约率 VIP客户的续约率 续约率 续费率 续签率 重点客户维系率 维系率"),
    ("top20_avg_purchase", "平均采购额 客户平均采购额"),
    ("cross_up_sell_sales", "交叉销售/向上销售额 交叉销售额 向上销售额 交叉/向上销售额 增购额"),
    ("cross_up_sell_conversion", "交叉销售/向上销售转化率 向上销售转化率 交叉销售转化率"),
    ("referral_rate", "客户推荐率 推荐率 转介绍率"),
    ("ltv", "客户生命周期价值 生命周期价值 LTV CLV"),
    ("avg_order_value", "客单价 平均订单金额"),
    ("complaint_resolution_timely_rate", "投诉解决及时率 投诉处理及时率 客户投诉解决及时率"),
    ("complaint_resolution_satisfaction", "投诉解决满意率 投诉处理满意率 解决满意率"),
    ("sales_per_head", "人均销售额 人均产出 人均业绩 人效"),
    ("profit_per_head", "人均利润贡献 人均利润 人均毛利"),
    ("individual_attainment", "个人目标达成率 目标达成率 目标完成率 业绩达成率"),
    ("member_pass_rate", "达标率"),
    ("customer_visits", "有效拜访量 客户拜访量 拜访量 拜访次数 拜访频率 客户拜访 拜访客户 有效拜访"),
    ("calls", "电话量 电话回访量 通话量 外呼量 有效电话"),
    ("quotes_submitted", "报价量 报价数量"),
    ("proposals_submitted", "方案提交量 提案数量 方案数量"),
    ("customer_followups_per_head", "人均客户跟进量 客户跟进量"),
    ("crm_entry_timeliness", "CRM录入及时率 CRM数据录入及时率 数据录入及时率 录入及时率"),
    ("crm_entry_accuracy", "CRM数据准确率 数据准确率 录入准确率"),
    ("crm_completeness", "CRM数据完整性 CRM数据录入完整性 CRM数据完整率 数据完整率"),
    ("crm_usage_compliance", "CRM系统使用规范性 CRM使用规范性"),
    ("process_index", "过程性指标 过程指标"),
    ("lead_followup_timely_rate", "线索跟进及时率 跟进及时率"),
    ("first_response_time", "首次响应时间 首响时间 线索首次响应时间 首次响应"),
    ("event_attendance", "市场活动参与人数 参与人数"),
    ("first_visit_success_rate", "首次拜访成功率"),
    ("selling_time_share", "有效销售时间占比 有效销售时间"),
    ("non_selling_time", "非销售事务占用时间 非销售事务 非销售活动的时间 非销售活动 非销售时间"),
    ("automation_rate", "自动化率 自动化水平"),
    ("issue_resolution_time", "客户问题解决时效 问题解决时效"),
    ("internal_ticket_time", "内部工单处理时效 工单处理时效"),
    ("auto_report_usage", "报表自动生成使用率"),
    ("suggestion_count", "流程优化建议数量 优化建议数量"),
    ("suggestion_adoption_rate", "建议采纳率 采纳率"),
    ("team_activity_participation", "团队活动参与度 活动参与率"),
    ("", "回款额 回款金额 回款 到款额 应收账款"),
    ("", "员工流失率 人员流失率 团队流失率 离职率"),
    (
        "",
        "通过率 合格率 完成率 准时率 出勤率 覆盖率 留存率 客户留存率 及时率 准确率 响应率 满意率 增长率 动销率 缺货率 退货率",
    ),
    ("", "费用率 销售费用率 销售费用 库存周转天数 周转天数 应收账款周转天数"),
    (
        "",
        "门店数 网点数 经销商数量 经销商数 代理商数量 终端数量 渠道数量 合作伙伴数量 客户数量 客户数 会员数 用户数 订单数 订单量 合同数",
    ),
];

/// Tells every row of the tables: its kind, its place in its table, its words.
fn rows(tell: &mut dyn FnMut(Word, usize, &'static str)) {
    for (value, (_, words)) in METRICS.iter().enumerate() {
        tell(Metric, value, words);
    }
    for (word, words) in WORDS {
        tell(*word, 0, words);
    }
    for (value, (.., words)) in TITLES.iter().enumerate() {
        tell(Word::Title, value, words);
    }
    for (value, (words, ..)) in UNITS.iter().enumerate() {
        tell(Word::Unit, value, words);
    }
    for (value, (_, words, ..)) in CURRENCIES.iter().enumerate() {
        tell(Word::Currency, value, words);
    }
}

/// The rows of words that a check looks for, separated by spaces (`_` is a space inside a word): what [`occurrences`] counts.
pub fn vocabulary() -> Vec<&'static str> {
    let mut found = Vec::new();
    rows(&mut |_, _, words| found.push(words));
    found
}

/// The scan alone: how often words of each row of the [`vocabulary`] stand in a text. Of words of one row
/// that overlap the first counts, of those that begin together the longest.
///
/// ```
/// use planscore_plan::{occurrences, vocabulary};
/// let found = occurrences("毛利率达到30%，毛利率提升");
/// let row = vocabulary().iter().position(|words| words.starts_with("毛利率 ")).unwrap();
/// assert_eq!(found[row], 2);
/// ```
pub fn occurrences(text: &str) -> Vec<u32> {
    let text = Text::new(text);
    // The first row of each kind, then how often each row is found and where its last word ends.
    let mut first = [0; 32];
    let mut found: Vec<(u32, usize)> = Vec::new();
    rows(&mut |word, value, _| {
        if value == 0 {
            first[word as usize] = found.len();
        }
        found.push((0, 0));
    });
    for hit in text.words(0, text.chars.len()) {
        let (count, free) = &mut found[first[hit.word as usize] + hit.value as usize];
        if hit.start() >= *free {
            (*count, *free) = (*count + 1, hit.end());
        }
    }
    found.into_iter().map(|(count, _)| count).collect()
}

/// A word found in a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hit {
    start: u32,
    length: u8,
    pub word: Word,
    pub value: u16,
}

impl Hit {
    pub fn start(self) -> usize {
        self.start as usize
    }

    pub fn end(self) -> usize {
        self.start as usize + self.length as usize
    }
}

struct Entry {
    /// Where its characters begin in the index.
    from: u32,
    length: u8,
    word: Word,
    value: u16,
}

/// All words, by their first two characters: a position where none begins costs two look-ups.
struct Index {
    /// Where a bucket begins; one more at the end.
    heads: Vec<u16>,
    entries: Vec<Entry>,
    chars: Vec<char>,
}

const BUCKETS: usize = 8192;

/// The bucket of the words that begin with two characters; `\0` ends a word of one.
#[inline]
fn bucket(first: char, second: char) -> usize {
    let mixed = (first as u32).wrapping_mul(0x9e37_79b1) ^ (second as u32).wrapping_mul(0x85eb_ca6b);
    (mixed >> 17) as usize % BUCKETS
}

fn home(chars: &[char]) -> usize {
    bucket(chars[0], chars.get(1).copied().unwrap_or('\0'))
}

#[inline(never)]
fn index() -> &'static Index {
    static INDEX: OnceLock<Index> = OnceLock::new();
    INDEX.get_or_init(|| {
        let mut all: Vec<Entry> = Vec::with_capacity(1500);
        let mut letters: Vec<char> = Vec::with_capacity(6000);
        rows(&mut |word, value, words| {
            for chars in words.split_whitespace() {
                let from = letters.len();
                letters.extend(chars.chars().map(|c| if c == '_' { ' ' } else { c.to_ascii_lowercase() }));
                let length = (letters.len() - from) as u8;
                all.push(Entry { from: from as u32, length, word, value: value as u16 });
            }
        });
        let home = |entry: &Entry| home(&letters[entry.from as usize..][..entry.length as usize]);
        let mut heads = vec![0u16; BUCKETS + 1];
        for entry in &all {
            heads[home(entry) + 1] += 1;
        }
        for at in 0..BUCKETS {
            heads[at + 1] += heads[at];
        }
        // Longest first inside a bucket.
        let mut order: Vec<u32> = (0..all.len() as u32).collect();
        order.sort_by(|&a, &b| {
            let (x, y) = (&all[a as usize], &all[b as usize]);
            home(x).cmp(&home(y)).then(y.length.cmp(&x.length)).then(a.cmp(&b))
        });
        let entries = order.iter().map(|&at| Entry { ..all[at as usize] }).collect();
        Index { heads, entries, chars: letters }
    })
}

impl Index {
    /// Tells every word that begins at a character, the longest first. Latin words stand alone.
    #[inline]
    fn each(&self, chars: &[char], at: usize, mut tell: impl FnMut(Hit)) {
        let Some(first) = chars.get(at) else { return };
        let first = first.to_ascii_lowercase();
        let second = chars.get(at + 1).map_or('\0', char::to_ascii_lowercase);
        for home in [bucket(first, second), bucket(first, '\0')] {
            for entry in &self.entries[self.heads[home] as usize..self.heads[home + 1] as usize] {
                let word = &self.chars[entry.from as usize..][..entry.length as usize];
                let Some(found) = chars.get(at..at + word.len()) else { continue };
                if word.iter().zip(found).all(|(a, b)| *a == b.to_ascii_lowercase())
                    && apart(chars, at, at + word.len())
                {
                    let Entry { length, word, value, .. } = *entry;
                    tell(Hit { start: at as u32, length, word, value });
                }
            }
            if second == '\0' {
                break;
            }
        }
    }
}

/// The one pass over a text: every word of every kind in a range, in its order, of those that begin at
/// one character the longest first. Gives the kinds that were found, one bit each.
#[inline(never)]
pub(super) fn scan(chars: &[char], start: usize, hits: &mut Vec<Hit>) -> u32 {
    let index = index();
    let mut kinds = 0;
    for at in start..chars.len() {
        index.each(chars, at, |hit| {
            kinds |= 1 << hit.word as u32;
            hits.push(hit);
        });
    }
    kinds
}

/// The longest word of some kinds that begins at a character.
#[inline(never)]
pub(super) fn word_at(chars: &[char], at: usize, kinds: u32) -> Option<Hit> {
    let mut first = None;
    index().each(chars, at, |hit| {
        if kinds >> hit.word as u32 & 1 == 1 && first.is_none() {
            first = Some(hit);
        }
    });
    first
}

/// A word of Latin letters must not be part of a longer one.
fn apart(chars: &[char], at: usize, end: usize) -> bool {
    let letter = |i: usize| chars.get(i).is_some_and(char::is_ascii_alphabetic);
    !(letter(at) && at > 0 && letter(at - 1) || letter(end - 1) && letter(end))
}

/// True if one of the words, separated by spaces, stands somewhere in the range.
#[inline(never)]
pub(super) fn contains_any(chars: &[char], words: &str) -> bool {
    Words(words).any(|word| {
        let Some(first) = word.chars().next() else { return false };
        let mut from = 0;
        while let Some(at) = chars[from..].iter().position(|c| *c == first) {
            if matches(chars, from + at, word) {
                return true;
            }
            from += at + 1;
        }
        false
    })
}

/// The place in [`METRICS`] of a catalogue entry.
pub(super) fn metric_of(id: &str) -> Option<u16> {
    METRICS.iter().position(|(known, _)| *known == id).map(|place| place as u16)
}

/// Catalogue entry of a figure's place in [`METRICS`].
#[inline(never)]
pub(super) fn entry_of(metric: u16) -> Option<&'static catalog::Entry> {
    METRICS.get(metric as usize).and_then(|(id, _)| catalog::find(id))
}
