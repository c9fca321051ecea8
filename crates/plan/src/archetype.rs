//! The kinds of plan, each a table: required sections with their weights, and what each must speak of.

use serde::{Deserialize, Serialize};

use super::lexicon::contains_any;
use super::outline::{Outline, Shape as Shaped};
use super::section::SectionKind;
use super::terms::{Words, matches};
use super::text::Text;
use planscore_base::error::{Error, Result};
use planscore_base::locale::Locale;

use SectionKind::{
    Communication, Culture, Goals, Incentives, Introduction, Performance, Resources, Risk, Situation,
    Strategy, Summary, Team,
};

/// A kind of plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Archetype {
    /// 数据驱动与绩效导向.
    DataDriven,
    /// 以人为本、团队成长与激励.
    People,
    /// 市场拓展与新业务开发.
    MarketExpansion,
    /// 客户关系管理与客户留存.
    CustomerRetention,
    /// 流程优化与效率提升.
    ProcessEfficiency,
    /// Any other plan.
    General,
}

/// Something that a section must speak of.
#[derive(Debug, Clone, Copy)]
pub struct Element<'a> {
    /// The section.
    pub section: SectionKind,
    /// What it is called.
    pub name: Name<'a>,
    /// Any of these words, separated by spaces, shows that it is there.
    pub words: &'a str,
    /// What else shows it, whatever it is called.
    pub shown_by: Shown,
}

/// What shows an element that none of its words names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// Nothing but its words.
    Words,
    /// An amount of money.
    Money,
    /// A weight: a share or points.
    Weight,
}

/// A kind of plan as a table.
#[derive(Debug, Clone, Copy)]
pub struct Shape<'a> {
    /// The kind.
    pub id: Archetype,
    /// Its name.
    pub name: Name<'a>,
    /// Words that speak for it, separated by spaces.
    pub cues: &'a str,
    /// Required sections in their usual order, weighed against each other.
    pub sections: &'a [(SectionKind, u32)],
    /// What the sections must speak of.
    pub elements: &'a [Element<'a>],
}

/// A name in both languages, or a caller's in whatever language.
#[derive(Debug, Clone, Copy)]
pub struct Name<'a> {
    /// Simplified Chinese.
    pub zh: &'a str,
    /// English.
    pub en: &'a str,
}

impl<'a> Name<'a> {
    /// The name in one language.
    pub fn get(self, locale: Locale) -> &'a str {
        locale.pick(self.zh, self.en)
    }
}

const fn element(
    section: SectionKind,
    zh: &'static str,
    en: &'static str,
    words: &'static str,
) -> Element<'static> {
    Element { section, name: Name { zh, en }, words, shown_by: Shown::Words }
}

const fn shown(element: Element<'static>, shown_by: Shown) -> Element<'static> {
    Element { shown_by, ..element }
}

const NINE: &[(SectionKind, u32)] = &[
    (Introduction, 3),
    (Situation, 12),
    (Goals, 25),
    (Strategy, 16),
    (Performance, 16),
    (Team, 6),
    (Risk, 10),
    (Resources, 9),
    (Summary, 3),
];

/// All kinds, the general one last.
pub static SHAPES: [Shape<'static>; 6] = [
    Shape {
        id: Archetype::DataDriven,
        name: Name { zh: "数据驱动与绩效导向", en: "data-driven" },
        cues: "数据驱动 绩效导向 数据诊断 数据监控 数据文化 数据分析 权重 漏斗",
        sections: NINE,
        elements: &[
            element(Situation, "历史业绩", "past results", "历史业绩 业绩回顾 销售总额 销售额 签约"),
            element(Situation, "销售漏斗", "sales funnel", "漏斗 转化率 成单周期 成交周期"),
            element(Situation, "市场与竞争", "market and competitors", "市场环境 竞争 行业"),
            shown(
                element(Goals, "核心销售指标", "core sales figures", "核心销售 销售额 销售总额 毛利 回款"),
                Shown::Money,
            ),
            element(Goals, "市场拓展指标", "market figures", "市场拓展 新客户 新增客户 新市场"),
            element(Goals, "客户质量指标", "customer figures", "客户质量 满意度 流失率 NPS 复购"),
            element(Goals, "过程性指标", "process figures", "过程 拜访 报价 转化率"),
            element(Strategy, "客户细分", "customer segments", "细分 画像 分级 重点客户"),
            element(Strategy, "销售流程", "sales process", "流程 线索"),
            shown(
                element(
                    Performance,
                    "指标与权重",
                    "figures and weights",
                    "权重 关键绩效指标 考核指标 关键指标",
                ),
                Shown::Weight,
            ),
            element(Performance, "复盘机制", "review rhythm", "复盘 例会 分析会 每周 每月 月度 季度"),
            element(Team, "技能培训", "training", "培训 技能 带教"),
            shown(
                element(Resources, "费用预算", "budget", "费用 预算 投入 差旅 招待费 推广费 金额"),
                Shown::Money,
            ),
        ],
    },
    Shape {
        id: Archetype::People,
        name: Name { zh: "以人为本、团队成长与激励", en: "people" },
        cues: "以人为本 激发潜能 人才培养 团队成长 士气 凝聚力 激励机制 团队愿景 导师 潜力",
        sections: &[
            (Introduction, 3),
            (Situation, 12),
            (Goals, 18),
            (Culture, 8),
            (Team, 13),
            (Incentives, 11),
            (Communication, 7),
            (Performance, 10),
            (Risk, 8),
            (Resources, 7),
            (Summary, 3),
        ],
        elements: &[
            element(Situation, "能力盘点", "skills", "能力盘点 专业知识 技能 能力"),
            element(Situation, "优势与短板", "strengths and gaps", "优势 短板 差距"),
            element(Situation, "士气", "morale", "士气 凝聚力 满意度"),
            shown(element(Goals, "团队业绩", "team results", "业绩 销售额 达成率 回款"), Shown::Money),
            element(Goals, "人员稳定", "keeping people", "人员稳定 流失率 离职率"),
            element(Team, "新人培训", "onboarding", "新人 入职"),
            element(Team, "辅导与导师", "coaching", "辅导 导师 师徒"),
            element(Incentives, "物质激励", "pay", "物质激励 奖金 提成 薪酬"),
            element(Incentives, "非物质激励", "recognition", "非物质 认可 晋升 表彰"),
            element(Communication, "会议制度", "meetings", "会议 例会 晨会"),
            element(Performance, "考核与反馈", "appraisal and feedback", "考核 评估 反馈"),
            element(Risk, "人员流失", "turnover", "流失 离职 稳定"),
            shown(
                element(Resources, "培训与激励费用", "training and bonus budget", "费用 预算 投入"),
                Shown::Money,
            ),
        ],
    },
    Shape {
        id: Archetype::MarketExpansion,
        name: Name { zh: "市场拓展与新业务开发", en: "market expansion" },
        cues: "市场拓展 新业务 新市场 市场机遇 市场进入 空白市场 渠道拓展 新客户获取",
        sections: NINE,
        elements: &[
            element(Situation, "市场环境", "market", "市场环境 行业趋势 政策 市场"),
            element(Situation, "竞争格局", "competitors", "竞争 对手 SWOT"),
            element(
                Goals,
                "新市场目标",
                "new markets",
                "市场进入 覆盖区域 新城市 新区域 新客户 新增客户 合作客户",
            ),
            shown(
                element(Goals, "新业务销售额", "new business sales", "新业务销售额 首年营收 销售额 营收"),
                Shown::Money,
            ),
            element(Goals, "市场份额", "market share", "份额 占有率"),
            element(Goals, "线索储备", "pipeline", "潜在客户 线索"),
            element(Strategy, "市场进入", "market entry", "市场进入 区域 渠道 渗透"),
            element(Strategy, "新客户获取", "winning customers", "获取 线索 客户开发"),
            element(Strategy, "产品与服务", "products and services", "产品 服务 方案"),
            shown(element(Performance, "关键指标", "key figures", "指标 KPI 权重"), Shown::Weight),
            element(Performance, "复盘与调整", "review", "复盘 调整 月度 季度"),
            element(Team, "能力提升", "skills", "能力 培训 技能"),
            element(Risk, "市场进入风险", "entry risks", "风险 壁垒 应对 预案"),
            shown(
                element(Resources, "费用预算", "budget", "费用 预算 投入 差旅 招待费 推广费 金额"),
                Shown::Money,
            ),
        ],
    },
    Shape {
        id: Archetype::CustomerRetention,
        name: Name { zh: "客户关系管理与客户留存", en: "customer retention" },
        cues: "客户关系管理 客户留存 维系 复购 流失 RFM LTV 客户满意度 客户分级 沉睡客户",
        sections: NINE,
        elements: &[
            element(Situation, "客户分级", "customer tiers", "分级 细分 RFM"),
            element(Situation, "客户价值", "customer value", "价值 LTV"),
            element(Situation, "流失原因", "churn", "流失"),
            element(Situation, "满意度", "satisfaction", "满意度 NPS CSAT"),
            element(Goals, "满意度目标", "satisfaction", "满意度 NPS CSAT"),
            element(Goals, "流失率目标", "churn", "流失率 流失 沉睡"),
            element(Goals, "复购与交叉销售", "repurchase and cross-sell", "复购 交叉销售 向上销售"),
            element(Goals, "重点客户维系", "key accounts", "重点客户 VIP 续约"),
            element(Strategy, "客户分级管理", "tiers of service", "分级 VIP 专属"),
            element(Strategy, "生命周期管理", "life cycle", "生命周期 挽留 唤醒"),
            shown(element(Performance, "关键指标", "key figures", "指标 KPI 权重"), Shown::Weight),
            element(Performance, "客户复盘", "review", "复盘 会议 月度 季度"),
            element(Team, "服务意识", "service", "服务 培训 技能"),
            element(Risk, "客户流失与投诉", "churn and complaints", "投诉 流失 预案 应对"),
            shown(
                element(Resources, "费用预算", "budget", "费用 预算 经费 差旅 招待费 推广费 金额"),
                Shown::Money,
            ),
        ],
    },
    Shape {
        id: Archetype::ProcessEfficiency,
        name: Name { zh: "流程优化与效率提升", en: "process efficiency" },
        cues: "流程优化 效率提升 自动化 瓶颈 销售流程 SOP 标准化 流程 效率",
        sections: NINE,
        elements: &[
            element(Situation, "销售周期", "sales cycle", "周期 耗时"),
            element(Situation, "痛点与瓶颈", "bottlenecks", "痛点 瓶颈 问题"),
            element(Goals, "周期目标", "cycle", "周期 时效"),
            element(Goals, "转化率目标", "conversion", "转化率"),
            element(Goals, "人均产出目标", "output per head", "人均 产出"),
            element(Strategy, "流程标准化", "standard process", "标准化 流程"),
            element(Strategy, "工具与自动化", "tools", "工具 自动化 CRM 系统"),
            shown(element(Performance, "关键指标", "key figures", "指标 KPI 权重"), Shown::Weight),
            element(Performance, "流程审核", "review", "审核 复盘 评估 改进"),
            element(Team, "工具与流程培训", "training", "培训 能力"),
            element(Risk, "推行阻力", "resistance", "阻力 风险 预案 应对"),
            shown(
                element(Resources, "费用预算", "budget", "费用 预算 投入 差旅 招待费 推广费 金额"),
                Shown::Money,
            ),
        ],
    },
    Shape {
        id: Archetype::General,
        name: Name { zh: "通用销售计划", en: "general" },
        cues: "",
        sections: NINE,
        elements: &[
            shown(
                element(Goals, "销售额", "sales", "销售额 销售总额 营业额 营收 业绩 签约 回款 收入"),
                Shown::Money,
            ),
            shown(
                element(
                    Performance,
                    "考核指标",
                    "key figures",
                    "指标 KPI 权重 考核 完成率 回款率 销售额 营业额",
                ),
                Shown::Weight,
            ),
            shown(
                element(Resources, "费用预算", "budget", "费用 预算 投入 经费 差旅 招待费 推广费 金额"),
                Shown::Money,
            ),
        ],
    },
];

impl Archetype {
    /// Reads `dataDriven`, `people`, `marketExpansion`, `customerRetention`, `processEfficiency` or `general`.
    ///
    /// # Errors
    /// `plan/unknown-archetype`.
    pub fn parse(name: &str) -> Result<Self> {
        Ok(match name {
            "dataDriven" => Self::DataDriven,
            "people" => Self::People,
            "marketExpansion" => Self::MarketExpansion,
            "customerRetention" => Self::CustomerRetention,
            "processEfficiency" => Self::ProcessEfficiency,
            "general" => Self::General,
            _ => {
                return Err(Error::invalid(
                    "plan/unknown-archetype",
                    "计划类型应为 dataDriven、people、marketExpansion、customerRetention、processEfficiency、general 或 auto",
                    "the archetype is one of dataDriven, people, marketExpansion, customerRetention, processEfficiency, general, auto",
                )
                .at("archetype"));
            }
        })
    }

    /// Its table as it is built in.
    pub fn shape(self) -> Shape<'static> {
        SHAPES[self as usize]
    }
}

/// How often a word stands in a text, up to `most`.
fn occurrences(chars: &[char], word: &str, most: usize) -> u32 {
    let Some(first) = word.chars().next() else { return 0 };
    (0..chars.len()).filter(|at| chars[*at] == first && matches(chars, *at, word)).take(most).count() as u32
}

/// The kind of a plan by the words of its headings and its first lines, how sure, and why.
pub(super) fn detect(
    text: &Text,
    outline: &Outline,
    shapes: &[Shape; 6],
    locale: Locale,
) -> (Archetype, f64, String) {
    // Headings and introduction say what a plan is about; its body speaks of everything.
    let mut heads: Vec<char> = Vec::new();
    if let Some((start, end)) = outline.title {
        heads.extend(&text.chars[start..end]);
    }
    let mut intro: Vec<char> = Vec::new();
    for part in &outline.parts {
        heads.push('|');
        heads.extend(&text.chars[part.title.0..part.title.1]);
        if matches!(part.kind, Introduction | Summary) {
            for line in part.first + 1..part.last {
                let block = outline.block(line);
                intro.extend(&text.chars[block.start..block.end]);
            }
        }
    }
    intro.truncate(4000);
    let mut scores = [0u32; 6];
    let mut seen: [Vec<&str>; 6] = Default::default();
    for (index, shape) in shapes.iter().enumerate() {
        for cue in Words(shape.cues) {
            let points = occurrences(&heads, cue, 4) * 3 + occurrences(&intro, cue, 3);
            if points > 0 {
                seen[index].push(cue);
            }
            scores[index] += points;
        }
    }
    let best = (0..5).fold(0, |best, at| if scores[at] > scores[best] { at } else { best });
    let total: u32 = scores.iter().sum();
    let second = (0..5).filter(|at| *at != best).map(|at| scores[at]).max().unwrap_or(0);
    if scores[best] < 6 || scores[best] * 2 <= total || scores[best] < second + 3 {
        let because = locale.pick(
            "没有明显偏向某一类计划，按通用结构检查",
            "no kind of plan stands out: checked as a general one",
        );
        return (Archetype::General, 0.5, because.to_owned());
    }
    let confidence = f64::from(scores[best]) / f64::from(total.max(1));
    let words: Vec<&str> = seen[best].iter().take(4).copied().collect();
    let shape = &shapes[best];
    let mut because = String::from(locale.pick("标题与引言谈的是", "headings and introduction speak of "));
    because.push_str(&words.join(locale.pick("、", ", ")));
    because.push_str(locale.pick("：", ": "));
    because.push_str(shape.name.get(locale));
    (shape.id, (confidence * 100.0).round() / 100.0, because)
}

/// A required element and the lines that speak of it.
pub(super) struct Place<'a> {
    pub section: SectionKind,
    /// `None` for the rest of the section.
    pub element: Option<&'a Element<'a>>,
    /// Its weight, in 1/64 points.
    pub weight: u32,
    /// The lines that are its own, from the first to before the last; `None` if it is missing.
    pub lines: Option<(usize, usize)>,
}

/// The required places of a plan with what they weigh: elements share four fifths of their section,
/// none more than a quarter of it. All weigh 100 points, whatever the table's weights sum to.
pub(super) fn places<'a>(
    text: &Text,
    outline: &Outline,
    shape: &Shape<'a>,
    shows: &dyn Fn(usize, Shown) -> bool,
) -> Vec<Place<'a>> {
    let mut found = Vec::new();
    let sum: u64 = shape.sections.iter().map(|(_, weight)| u64::from(*weight)).sum();
    let (mut before, mut given) = (0, 0);
    for &(section, weight) in shape.sections {
        before += u64::from(weight);
        let until = (before * 6400 / sum.max(1)) as u32;
        let whole = until - given;
        given = until;
        let ranges: Vec<(usize, usize)> =
            outline.of_kind(section).map(|part| (part.first, part.last)).collect();
        let elements: Vec<&Element> = shape.elements.iter().filter(|e| e.section == section).collect();
        let each = (whole * 4 / 5 / (elements.len() as u32).max(1)).min(whole / 4);
        let rest = whole - each * elements.len() as u32;
        let all = ranges.first().map(|first| (first.0, ranges.last().map_or(first.1, |last| last.1)));
        found.push(Place { section, element: None, weight: rest, lines: all });
        for element in elements {
            found.push(Place {
                section,
                element: Some(element),
                weight: each,
                lines: own_lines(text, outline, &ranges, element, shows),
            });
        }
    }
    found
}

/// How much a line says that a group begins with it: a heading or bare label, an item or row, prose.
fn rank(outline: &Outline, line: usize, top: usize) -> u8 {
    let block = outline.block(line);
    match block.shape {
        Shaped::Heading if line != top => 3,
        _ if block.bare_label() => 3,
        Shaped::Item(_) | Shaped::Row => 2,
        Shaped::Prose => 1,
        _ => 0,
    }
}

/// Where an element begins, and what goes on before the next thing like it.
fn own_lines(
    text: &Text,
    outline: &Outline,
    ranges: &[(usize, usize)],
    element: &Element,
    shows: &dyn Fn(usize, Shown) -> bool,
) -> Option<(usize, usize)> {
    let mut best: Option<(u8, usize, usize)> = None;
    let mut listed = false;
    for &(first, last) in ranges {
        for line in first..last {
            let rank = rank(outline, line, first);
            listed |= rank == 2;
            if rank == 0 || best.is_some_and(|(b, ..)| b >= rank) {
                continue;
            }
            let block = outline.block(line);
            let chars = &text.chars[block.start..block.end];
            let named = [element.name.zh, element.name.en].iter().any(|name| occurrences(chars, name, 1) > 0);
            let evident = element.shown_by != Shown::Words && shows(line, element.shown_by);
            if named || contains_any(chars, element.words) || evident {
                best = Some((rank, line, last));
            }
        }
    }
    // Among lists, an opening sentence that mentions everything is no content.
    let Some((own, line, last)) = best.filter(|(rank, ..)| *rank > 1 || !listed) else {
        // 四、费用预算 says itself what stands below it.
        return ranges.iter().copied().find(|&(first, last)| {
            let title = outline.block(first);
            occurrences(&text.chars[title.start..title.end], element.name.zh, 1) > 0
                && (first + 1..last).any(|line| outline.block(line).content())
        });
    };
    let end = (line + 1..last).find(|next| rank(outline, *next, line) >= own).unwrap_or(last);
    Some((line, end))
}
