//! Words of the rules.

/// What says that something is still to come.
pub(super) const TO_COME: &str = "待补充 待完善 待填写 待填 TBD TODO";
/// What a bracket asks.
pub(super) const FILL_IN: &str = "请填写 待填 填写 待补充 请补充 请输入 TODO TBD 待定";
/// What an owner does, right after a name.
pub(super) const ANSWERS: &str = "负责 牵头 主责 跟进";
/// Verbs that a number follows.
pub(super) const COUNTS: &str = "不低于 不少于 不超过 控制在 提升至 扩充至 扩大至 增加到 增加至 增至 降至 减少至 达到 完成 增长 提升 提高 降低 减少 缩短 新增 新签 新开 开发 维护 培育 实现 至少 目标 签约 拜访 招聘 举办 零售 达";
/// Nouns that 家 counts.
pub(super) const COUNTED_BY_JIA: &str = "客户 网点 门店 商户 企业 公司 医院 药店 经销商 代理商 供应商 服务商 终端 机构 单位 学校 酒店 店";
/// Labels of an owner or a time.
pub(super) const DETAIL_LABELS: &str = "负责人 责任人 时间 日期 期限 owner due Owner Due";
/// Labels of a form, which ask for a value on their line.
pub(super) const FORM_LABELS: &str = "负责人 责任人 完成时间 截止时间 截止日期 完成日期 时间 日期 预算 金额 目标值 部门 编制人 填表人 姓名 联系电话 审批人 审核 店长 组长 主管 数值 基线 owner Owner deadline Deadline budget Budget";
/// Says that a change is relative.
pub(super) const RELATIVELY: &str = "相对 同比 环比";
/// About, after a quantity.
pub(super) const ABOUT: &str = "左右 上下";
/// A label of the whole, not of a part.
pub(super) const WHOLE: &str = "目标 总 全年 年度 年 指标 业绩 任务 销售 完成 实现";
/// What narrows a goal to a part, a time or a head.
pub(super) const SCOPES: &str = "每 各 单月 单季 人均 月均 季度 月度 上半年 下半年 Q1 Q2 Q3 Q4 小组 区域 分公司 大区 地区 事业部 门店 华东 华南 华北 华中 西南 西北 东北";
/// Bounds in words and signs.
pub(super) const FLOORS: &str = "不低于 不少于 以上 ≥ >= 至少";
/// Bounds in words and signs.
pub(super) const CEILINGS: &str = "不超过 不高于 以下 以内 ≤ <= 至多";
/// What a figure must be to count as met.
pub(super) const MET: &str = "达标 合格 满分";
/// The more of something …
pub(super) const MORE: &str = "越多 越高 越大";
/// … the better it scores.
pub(super) const REWARDED: &str = "得分越高 分数越高 加分越多 奖励越多 越好";
/// What nobody wants more of.
pub(super) const BAD: &str = "投诉 客诉 退货 退款 退费 流失 逾期 欠费 差评 丢单 违规 事故 差错 缺货 库存积压";
/// Rhythms that do not say how often.
pub(super) const NO_RHYTHM: &str = "定期";
/// How often, where no word of the rhythm says it.
pub(super) const EVERY: &str = "每两周 每三 每10天 每15天 每晚 每早 每个工作日 每次 每周 每逢 双周 隔周 every weekly monthly quarterly Weekly Monthly Quarterly Every";
/// The value at which a warning is raised.
pub(super) const THRESHOLD: &str = "阈值 预警线 预警值 警戒线";
/// Too much or too little, without saying how much.
pub(super) const TOO_MUCH: &str = "过低 偏低 过高 偏高 过大 异常 过长 过多 过少 下滑 及时";
/// Names of conversion rates.
pub(super) const CONVERSIONS: &str = "转化率 成交率";
/// Words of the funnel, alike ones on one number.
pub(super) const STAGES: &str = "合格线索:2 MQLs:2 MQL:2 SQLs:3 SQL:3 商机:4 线索:1 成交客户:5 成单:5 成交:5 赢单:5 签约:5";
/// Customers that are worth most.
pub(super) const BEST_CUSTOMERS: &str = "高价值客户 VIP 重点客户 大客户";
/// At once, within some time.
pub(super) const AT_ONCE: &str = "当天 次日 即日 立即 当日 当周 天内 周内 小时内 分钟内 每 月底 周末 提前";
/// Words that name a response.
pub(super) const RESPONSES: &str = "应对 预案 对策 措施 response Response mitigation Mitigation";
/// What may happen, and what comes of it.
pub(super) const EFFECTS: &str = "会 可能 导致 造成 影响 引发 容易 难以 无法 甚至 恐 或致 翻倍 上涨 下滑 下跌 流失 加剧 萎缩 放缓 紧张 不足 短缺 疲惫 抬高 占用 拖累 may might could would risk";
/// What a response depends on.
pub(super) const CONDITIONS: &str = "如果 一旦 若 倘 万一 触发 if when If When";
/// What a clause begins with that turns to what is done.
pub(super) const RESUMES: &str = "由 应 须 要 则 可 我们 提前 及时 立即 马上 同时 we will We will";
/// Promises that sound like acts.
pub(super) const SLOGANS: &str = "要 做好 抓好 用心 敢 把握 严把 统一 加油 力争 奋 全员 全体 氛围 赋能 more attention Improve improve Strengthen strengthen Enhance enhance better Optimize optimize";
/// Words that any restatement of a risk has.
pub(super) const EMPTY: &str = "应对 防止 防范 避免 减少 降低 控制 加强 注意 关注 重视 积极 及时 做好 风险 问题 大家 一定 预案 措施 要 会 的 把 对 将 和 与 是 有 等 很 更 再 可能 导致 造成 影响";
/// Names of a total.
pub(super) const TOTALS: &str = "合计 总计 小计 共计 总额 总数 Total total Sum sum";
/// Names of a total in a budget.
pub(super) const BUDGET_TOTALS: &str = "总预算 预算总额 总费用 费用总额 合计 总计 共计 总额 总投入 共需 一共 Total total";
/// Before a total that closes a list.
pub(super) const SUMS: &str = "合计 共计 总计 总共 一共 共 小计 Total total";
/// What parts follow.
pub(super) const SPLITS: &str = "其中 分到 分别 分为 包括 含 of which including";
/// A figure beside these is compared with, no part.
pub(super) const COMPARED: &str = "比 较 去年 上年 同期 由 从 目前 现有 现在 基础 原 vs versus from compared";
/// Times that parts of a year are named by.
pub(super) const PERIODS: &str = "季度 Q1 Q2 Q3 Q4 1月 2月 3月 4月 5月 6月 7月 8月 9月 上半年 下半年 一季 二季 三季 四季 第一周 第二周 第三周 第四周 周一 周二 周三";
/// Heads of a column that sums the times before it.
pub(super) const YEAR_TOTALS: &str = "合计 总计 全年 年度合计 年合计 小计 总额 Total total";
/// The quarters, each in its own words.
pub(super) const QUARTERS: [&str; 4] =
    ["一季度 Q1 1季度", "二季度 Q2 2季度", "三季度 Q3 3季度", "四季度 Q4 4季度"];
/// Where the name of a stage ends.
pub(super) const STAGE_ENDS: &str = "转化率 的 整体 总 达到 达 成功率 conversion Conversion overall Overall rate";
/// Words in which a word of effects is none.
pub(super) const NO_EFFECTS: &str = "机会 展会 社会 会议 协会 会员 工会 大会 例会 晨会 周会 月会 会客 商会 学会 年会 研讨会 推介会 座谈会 品鉴会 分享会 会务 会展 会所 开会 会诊 早会 晚会 午会";
/// What something is done with, and verbs of doing.
pub(super) const MEANS: &str = "通过 采用 利用 设立 设计 推行 改为 换成 停掉 补齐 列入 搭建 上线 明确 统一采购 拆分 合并 打电话 发放 发给 发出 发布 谈判 问候 试点 锁定 轮换 演练 对账 暂停 停发 改签 改送";
/// What leads from a name to what is done.
pub(super) const LEADS_TO_ACT: &str = "每 把 将 在 于 对 向 给 与 和 跟 陪 带 盯 写 发 跑 做 先 再 要 须 应 负 审 定 签 查 讲 管 报 出 排 约 组织 会同 会 统一 逐";
