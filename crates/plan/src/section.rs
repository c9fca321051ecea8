//! What a section is for.

use serde::{Deserialize, Serialize};

use planscore_base::locale::{Locale, Text as Phrase};

/// What a section is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SectionKind {
    /// 引言.
    Introduction,
    /// 现状分析.
    Situation,
    /// 目标.
    Goals,
    /// 策略.
    Strategy,
    /// 绩效管理.
    Performance,
    /// 团队建设.
    Team,
    /// 文化建设.
    Culture,
    /// 激励机制.
    Incentives,
    /// 沟通与协作.
    Communication,
    /// 风险与应对.
    Risk,
    /// 资源与预算.
    Resources,
    /// 进度安排.
    Schedule,
    /// 总结.
    Summary,
    /// Anything else.
    Other,
}

use SectionKind::Other;

/// Names of the kinds, in their order.
const NAMES: [(&str, &str); 14] = [
    ("引言", "introduction"),
    ("现状分析", "situation"),
    ("目标", "goals"),
    ("策略与措施", "strategy"),
    ("绩效考核", "performance"),
    ("团队建设", "team"),
    ("文化建设", "culture"),
    ("激励机制", "incentives"),
    ("沟通与协作", "communication"),
    ("风险与应对", "risks"),
    ("资源与预算", "resources and budget"),
    ("进度安排", "schedule"),
    ("总结", "summary"),
    ("其他", "other"),
];

/// How the table of titles calls each.
pub(super) const KINDS: [(&str, SectionKind); 14] = [
    ("introduction", SectionKind::Introduction),
    ("situation", SectionKind::Situation),
    ("goals", SectionKind::Goals),
    ("strategy", SectionKind::Strategy),
    ("performance", SectionKind::Performance),
    ("team", SectionKind::Team),
    ("culture", SectionKind::Culture),
    ("incentives", SectionKind::Incentives),
    ("communication", SectionKind::Communication),
    ("risk", SectionKind::Risk),
    ("resources", SectionKind::Resources),
    ("schedule", SectionKind::Schedule),
    ("summary", SectionKind::Summary),
    ("other", Other),
];

impl SectionKind {
    /// The usual title of such a section.
    pub fn name(self, locale: Locale) -> &'static str {
        let (zh, en) = NAMES[self as usize];
        Phrase { zh, en }.get(locale)
    }
}
