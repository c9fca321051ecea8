//! Awards: who wins what, by rules that are stated with the result.

use serde::Serialize;

use super::explain::relative_change;
use super::reached::settled;
use super::report::{KpiReport, KpiResult};
use super::roster::{Member, MemberResult};
use super::status::Status;
use planscore_base::actual::Measured;
use planscore_base::locale::{Locale, Text};
use planscore_stats::{quantiles, wilson};

/// An award and who wins it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Award {
    /// Which one.
    pub award: AwardKind,
    /// Its name.
    pub name: &'static str,
    /// The figure it is given for.
    pub kpi: &'static str,
    /// The winners; several share it when even the totals are equal.
    pub winners: Vec<Winner>,
    /// The winning value: the figure, the relative improvement, the lower bound of the rate, or the
    /// team's total.
    pub value: f64,
    /// The rule, with the tie rule and the minimum of data.
    pub rule: &'static str,
}

/// What an award is given for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum AwardKind {
    /// The highest sales.
    Champion,
    /// The highest profit.
    Profit,
    /// The most new customers.
    NewCustomers,
    /// The largest relative improvement on the period before.
    MostImproved,
    /// The best conversion, by the lower bound of its interval.
    BestConversion,
    /// The team's total reaches 100: everyone wins.
    TeamTarget,
}

/// Who wins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Winner {
    /// The member.
    pub id: String,
    /// Its name.
    pub name: String,
}

#[derive(Clone, Copy)]
enum Kind {
    Most,
    Improved,
    Rate,
}

struct Rule {
    award: AwardKind,
    kpi: &'static str,
    kind: Kind,
    name: Text,
    text: Text,
}

const MOST: Text = Text {
    zh: "数值最高者得奖；相同则综合得分高者，再相同则并列；被一票否决的成员不参评",
    en: "the highest value wins; ties go to the higher total, then are shared; a vetoed member wins nothing",
};

/// The awards of members, in the order in which they are reported.
const RULES: [Rule; 5] = [
    Rule {
        award: AwardKind::Champion,
        kpi: "sales_total",
        kind: Kind::Most,
        name: Text { zh: "销售冠军奖", en: "Sales champion" },
        text: MOST,
    },
    Rule {
        award: AwardKind::Profit,
        kpi: "gross_profit_contribution",
        kind: Kind::Most,
        name: Text { zh: "高利润贡献奖", en: "Highest profit" },
        text: MOST,
    },
    Rule {
        award: AwardKind::NewCustomers,
        kpi: "new_customers",
        kind: Kind::Most,
        name: Text { zh: "新客户开发奖", en: "Most new customers" },
        text: MOST,
    },
    Rule {
        award: AwardKind::MostImproved,
        kpi: "sales_total",
        kind: Kind::Improved,
        name: Text { zh: "进步奖", en: "Most improved" },
        text: Text {
            zh: "比上期增幅最大者得奖，上期不得低于团队中位数的 25%；相同则综合得分高者，再相同则并列；被一票否决的成员不参评",
            en: "the largest relative gain on the period before wins, from a base of at least a quarter of the team's median; ties go to the higher total, then are shared; a vetoed member wins nothing",
        },
    },
    Rule {
        award: AwardKind::BestConversion,
        kpi: "lead_conversion_rate",
        kind: Kind::Rate,
        name: Text { zh: "最佳转化率奖", en: "Best conversion" },
        text: Text {
            zh: "按转化率 95% Wilson 区间的下限排名，至少 10 条线索；相同则综合得分高者，再相同则并列；被一票否决的成员不参评",
            en: "the highest lower bound of the rate's 95 % Wilson interval wins, from 10 leads on; ties go to the higher total, then are shared; a vetoed member wins nothing",
        },
    },
];

const TEAM_RULE: Text = Text {
    zh: "团队综合得分达到 100 分时，全体成员得奖",
    en: "all members win when the team's total reaches 100",
};

/// The smallest base of an improvement, as a share of the team's median.
const LEAST_BASE: f64 = 0.25;
/// Fewest cases of a rate.
const FEWEST_CASES: f64 = 10.0;

/// The awards that the data decide.
pub fn awards(members: &[&Member], results: &[MemberResult], team: &KpiReport, locale: Locale) -> Vec<Award> {
    let mut given: Vec<Award> =
        RULES.iter().filter_map(|rule| award(rule, members, results, locale)).collect();
    if let Some(total) = team.total.filter(|total| *total >= 100.0 && team.status != Status::Vetoed) {
        given.push(Award {
            award: AwardKind::TeamTarget,
            name: locale.pick("团队目标达成奖", "Team target reached"),
            kpi: "",
            winners: results.iter().map(winner).collect(),
            value: total,
            rule: TEAM_RULE.get(locale),
        });
    }
    given
}

fn winner(result: &MemberResult) -> Winner {
    Winner { id: result.id.clone(), name: result.name.clone() }
}

fn award(rule: &Rule, members: &[&Member], results: &[MemberResult], locale: Locale) -> Option<Award> {
    let item = |i: usize| results[i].report.items.iter().find(|item| item.id == rule.kpi);
    let base = |i: usize| members[i].previous.iter().find(|a| a.id == rule.kpi)?.measured.value();
    let bases: Vec<f64> = (0..results.len()).filter_map(base).collect();
    let least = quantiles(&bases, &[0.5]).map_or(f64::INFINITY, |median| LEAST_BASE * median[0]);
    let value = |i: usize| -> Option<f64> {
        let item: &KpiResult = item(i)?;
        match rule.kind {
            Kind::Most => item.actual.filter(|value| *value > 0.0),
            Kind::Improved => {
                let base = base(i).filter(|base| *base > 0.0 && *base >= least)?;
                relative_change(item.actual?, base).map(settled).filter(|gain| *gain > 0.0)
            }
            Kind::Rate => match members[i].actuals.iter().find(|a| a.id == rule.kpi)?.measured {
                Measured::Ratio { numerator, denominator } if denominator >= FEWEST_CASES => {
                    Some(wilson(numerator, denominator, 0.95)?.low).filter(|low| *low > 0.0)
                }
                _ => None,
            },
        }
    };
    let total = |i: usize| results[i].report.total.unwrap_or(0.0);
    let mut best: Option<(f64, f64)> = None;
    let mut winners = Vec::new();
    for i in (0..results.len()).filter(|&i| results[i].report.status != Status::Vetoed) {
        let Some(own) = value(i).map(|value| (value, total(i))) else { continue };
        if best.is_none_or(|best| own > best) {
            best = Some(own);
            winners.clear();
        }
        if best == Some(own) {
            winners.push(winner(&results[i]));
        }
    }
    Some(Award {
        award: rule.award,
        name: rule.name.get(locale),
        kpi: rule.kpi,
        winners,
        value: best?.0,
        rule: rule.text.get(locale),
    })
}
