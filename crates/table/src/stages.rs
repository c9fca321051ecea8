//! Names of funnel stages and outcomes, Chinese and English.

use super::header::Header;

/// The default stages in order, each with the normalised names it goes by.
#[rustfmt::skip]
const STAGES: [(&str, &[&str]); 8] = [
    ("线索", &["线索", "潜客", "潜在客户", "新线索", "線索", "lead", "leads", "prospect", "prospecting", "created", "创建", "new"]),
    ("MQL", &["mql", "mqls", "市场认可线索", "营销合格线索", "市场合格线索", "marketingqualified", "marketingqualifiedlead"]),
    ("SQL", &["sql", "sqls", "销售认可线索", "销售合格线索", "合格线索", "salesqualified", "salesqualifiedlead", "qualified", "qualification"]),
    ("商机", &["商机", "商機", "机会", "opportunity", "opp", "engage", "engaging", "需求确认", "discovery", "demo", "needsanalysis"]),
    ("方案", &["方案", "提案", "方案呈现", "proposal", "solution"]),
    ("报价", &["报价", "報價", "quote", "quotation", "quoted", "pricequote"]),
    ("谈判", &["谈判", "談判", "商务谈判", "negotiation", "negotiating", "合同评审"]),
    ("成单", &["成单", "成單", "成交", "赢单", "贏單", "签约", "签单", "已成交", "已签约", "won", "closedwon", "win", "deal", "customer", "成功"]),
];

/// Names of the loss of a deal.
#[rustfmt::skip]
const LOST: &[&str] = &[
    "输单", "輸單", "丢单", "丟單", "失败", "流失", "战败", "关闭", "已关闭", "取消", "无效", "放弃", "暂停", "未成交", "lost", "closedlost",
    "loss", "lose", "failed", "disqualified", "cancelled", "canceled", "dead", "rejected", "unqualified", "churned", "no", "false",
];

/// Names of a deal that is still open, where a file says so.
const OPEN: &[&str] =
    &["进行中", "跟进中", "打开", "开放", "open", "active", "inprogress", "pending", "在谈", "未关闭"];

/// What a stage or outcome name means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// A stage on the way, by its place in the default order.
    Stage(usize),
    /// The deal was won.
    Won,
    /// The deal was lost.
    Lost,
    /// The deal is under way.
    Open,
}

/// The place of the won stage in the default order.
pub const WON: usize = STAGES.len() - 1;

/// What a name means, if it is a known one.
pub fn meaning(name: &str) -> Option<Meaning> {
    let name = Header::new(name).name;
    if LOST.contains(&name.as_str()) {
        return Some(Meaning::Lost);
    }
    if OPEN.contains(&name.as_str()) {
        return Some(Meaning::Open);
    }
    if matches!(name.as_str(), "yes" | "true" | "赢") {
        return Some(Meaning::Won);
    }
    let place = STAGES.iter().position(|(_, names)| names.contains(&name.as_str()))?;
    Some(if place == WON { Meaning::Won } else { Meaning::Stage(place) })
}

/// Whether a name means that the deal was lost.
///
/// ```
/// assert!(planscore_table::lost_name("Closed Lost") && !planscore_table::lost_name("报价"));
/// ```
pub fn lost_name(name: &str) -> bool {
    meaning(name) == Some(Meaning::Lost)
}

/// Whether two names are those of the same stage.
///
/// ```
/// assert!(planscore_table::same_stage("Opportunity", "商机"));
/// ```
pub fn same_stage(a: &str, b: &str) -> bool {
    let of = |name: &str| match meaning(name) {
        Some(Meaning::Stage(place)) => Some(place),
        Some(Meaning::Won) => Some(WON),
        _ => None,
    };
    Header::new(a).name == Header::new(b).name || of(a).is_some_and(|place| of(b) == Some(place))
}

/// The stage that a column of dates is named after (MQL日期, `engage_date`), as the file writes it.
pub fn date_column_stage(written: &str) -> Option<&str> {
    const ENDS: [&str; 9] = ["日期", "时间", "時間", "进入日", "_date", "_at", " date", " time", "_time"];
    let written = written.trim();
    let lower = written.to_ascii_lowercase();
    let stem = ENDS.iter().find_map(|end| lower.strip_suffix(end)).or_else(|| {
        lower
            .strip_suffix("date")
            .filter(|stem| stem.len() < written.len() && written[stem.len()..].starts_with('D'))
    })?;
    let stem = written[..stem.len()].trim_end_matches(['_', ' ', '-', '进', '入']).trim();
    (!stem.is_empty()).then_some(stem)
}

/// Whether a column of dates has nothing to do with stages (更新日期, expected close).
pub fn is_bookkeeping(stem: &str) -> bool {
    const WORDS: [&str; 22] = [
        "更新", "修改", "预计", "预期", "计划", "生日", "导出", "下次", "最近", "最后", "到期", "跟进",
        "付款", "回款", "expected", "update", "modified", "modify", "next", "last", "due", "birth",
    ];
    let stem = stem.to_ascii_lowercase();
    WORDS.iter().any(|word| stem.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_stages_and_outcomes() {
        assert_eq!(meaning("线索"), Some(Meaning::Stage(0)));
        assert_eq!(meaning("Closed Won"), Some(Meaning::Won));
        assert_eq!(meaning("输单"), Some(Meaning::Lost));
        assert_eq!(meaning("跟进中"), Some(Meaning::Open));
        assert_eq!(meaning("试用"), None);
        assert!(same_stage("Leads", "线索") && !same_stage("线索", "商机"));
    }

    #[test]
    fn columns_named_after_stages() {
        for (column, stage) in
            [("MQL日期", "MQL"), ("engage_date", "engage"), ("进入商机时间", "进入商机"), ("wonDate", "won")]
        {
            assert_eq!(date_column_stage(column), Some(stage), "{column}");
        }
        assert_eq!(
            (date_column_stage("日期"), date_column_stage("update"), date_column_stage("金额")),
            (None, None, None)
        );
    }
}
