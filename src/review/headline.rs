//! What stands out, and what to do first.

use super::Review;
use planscore_base::locale::{Locale, amount};
use planscore_funnel::RecoverableUnit;
use planscore_kpi::Status;
use planscore_plan::Severity;
use serde::{Deserialize, Serialize};

/// How a line of the headline is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Tone {
    /// As it should be.
    Good,
    /// Worth a look.
    Warning,
    /// Needs action.
    Error,
}

/// One line of the headline.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Headline {
    /// What stands out.
    pub text: String,
    /// How it is meant.
    pub severity: Tone,
}

/// Something to do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename = "FirstStep")]
pub struct Step {
    /// What.
    pub text: String,
    /// Why.
    pub because: String,
    /// What it is worth in money, where that can be said.
    pub worth: Option<f64>,
}

/// Steps proposed at most.
const STEPS: usize = 6;
/// Steps that one engine may propose.
const STEPS_EACH: usize = 3;

/// One line an engine, in the order score, plan, funnel, customers.
pub fn headline(review: &Review, locale: Locale) -> Vec<Headline> {
    let mut lines = Vec::new();
    let mut say = |severity, text| lines.push(Headline { text, severity });
    if let Some(report) = &review.kpis {
        let short =
            report.items.iter().filter(|item| matches!(item.status, Status::AtRisk | Status::OffTarget));
        let short = short.count();
        match report.total {
            Some(total) => say(
                if total >= 100.0 {
                    Tone::Good
                } else if total >= 80.0 {
                    Tone::Warning
                } else {
                    Tone::Error
                },
                locale.pick(
                    format!("KPI 综合得分 {total:.1}，{short} 项指标落后"),
                    format!("KPI score {total:.1}, {short} figures behind"),
                ),
            ),
            None => say(
                Tone::Warning,
                locale.pick(
                    format!("有数据的指标只占权重的 {:.0}%，暂不给综合得分", 100.0 * report.coverage),
                    format!(
                        "there are data for only {:.0}% of the weight: no score yet",
                        100.0 * report.coverage
                    ),
                ),
            ),
        }
    }
    if let Some(plan) = &review.plan {
        let errors = plan.findings.iter().filter(|finding| finding.severity == Severity::Error).count();
        say(
            if plan.score >= 90.0 {
                Tone::Good
            } else if plan.score >= 60.0 {
                Tone::Warning
            } else {
                Tone::Error
            },
            locale.pick(
                format!(
                    "计划得分 {:.0}，发现 {} 处问题，其中 {errors} 处必须改",
                    plan.score,
                    plan.findings.len()
                ),
                format!(
                    "the plan scores {:.0}: {} findings, {errors} of them errors",
                    plan.score,
                    plan.findings.len()
                ),
            ),
        );
    }
    if let Some(funnel) = &review.funnel {
        match &funnel.bottleneck {
            Some(found) => say(
                Tone::Error,
                locale.pick(
                    format!("瓶颈在「{}」：{}", found.stage, found.because),
                    format!("the bottleneck is {}: {}", found.stage, found.because),
                ),
            ),
            None => say(
                Tone::Good,
                funnel.no_bottleneck_because.clone().unwrap_or_else(|| {
                    locale.pick("漏斗没有明显瓶颈", "the funnel has no clear bottleneck").to_owned()
                }),
            ),
        }
    }
    if let Some(rfm) = &review.rfm {
        let share = 100.0 * rfm.top_fifth_revenue_share;
        let lapsed: usize = rfm
            .tiers
            .iter()
            .filter(|tier| matches!(tier.tier.as_str(), "dormant" | "lost"))
            .map(|tier| tier.customers)
            .sum();
        say(
            if 3 * lapsed > rfm.customers { Tone::Warning } else { Tone::Good },
            locale.pick(
                format!(
                    "{} 家客户中 {lapsed} 家已沉睡或流失，前 20% 客户贡献 {share:.0}% 金额",
                    rfm.customers
                ),
                format!(
                    "{lapsed} of {} customers have lapsed; the top 20% bring {share:.0}% of the money",
                    rfm.customers
                ),
            ),
        );
    }
    lines
}

/// What to do first, the most valuable first; what has no price comes after it.
pub fn first_steps(review: &Review, locale: Locale) -> Vec<Step> {
    let mut steps = Vec::new();
    if let Some(found) = review.funnel.as_ref().and_then(|funnel| funnel.bottleneck.as_ref()) {
        steps.push(Step {
            text: locale
                .pick(format!("改善「{}」阶段", found.stage), format!("improve the stage {}", found.stage)),
            because: found.because.clone(),
            worth: (found.unit == RecoverableUnit::Money).then_some(found.recoverable),
        });
    }
    if let Some(funnel) = &review.funnel
        && !funnel.stuck.is_empty()
    {
        let value: f64 = funnel.stuck.iter().map(|deal| deal.value).sum();
        let count = funnel.stuck.len();
        let names: Vec<&str> = funnel.stuck.iter().take(STEPS_EACH).map(|deal| deal.deal.as_str()).collect();
        let names = names.join(locale.pick("、", ", "));
        steps.push(Step {
            text: locale.pick(
                format!("推进 {count} 个停滞商机：{names}"),
                format!("move {count} stuck deals: {names}"),
            ),
            because: locale
                .pick("停留时间超过该阶段九成商机", "they stay longer than nine in ten do")
                .to_owned(),
            worth: Some(value).filter(|value| *value > 0.0),
        });
    }
    if let Some(tier) =
        review.rfm.as_ref().and_then(|rfm| rfm.tiers.iter().find(|tier| tier.tier == "dormant"))
        && tier.customers > 0
    {
        steps.push(Step {
            text: locale.pick(
                format!("唤醒 {} 家{}", tier.customers, tier.name),
                format!("wake {} {} customers", tier.customers, tier.name),
            ),
            because: locale.pick(
                format!("他们过去贡献 {}", amount(tier.revenue, locale)),
                format!("they once brought {}", amount(tier.revenue, locale)),
            ),
            worth: None,
        });
    }
    if let Some(report) = &review.kpis {
        let mut losing: Vec<_> =
            report.items.iter().filter(|item| item.loss > 0.0 && item.actual.is_some()).collect();
        planscore_stats::sort_by(&mut losing, &|a, b| b.loss.total_cmp(&a.loss));
        for item in losing.into_iter().take(STEPS_EACH) {
            let (Some(target), Some(actual)) = (item.target, item.actual) else { continue };
            let is_money = item.unit.as_deref() == Some("CNY");
            steps.push(Step {
                text: locale
                    .pick(format!("补上{}的差距", item.name), format!("close the gap of {}", item.name)),
                because: locale.pick(
                    format!("综合得分因此少 {:.1} 分", item.loss),
                    format!("it costs {:.1} points", item.loss),
                ),
                worth: is_money.then_some(target - actual).filter(|gap| *gap > 0.0),
            });
        }
    }
    if let Some(plan) = &review.plan {
        let mut costly: Vec<_> =
            plan.findings.iter().filter(|finding| finding.severity == Severity::Error).collect();
        planscore_stats::sort_by(&mut costly, &|a, b| b.lost.total_cmp(&a.lost));
        for finding in costly.into_iter().take(STEPS_EACH) {
            steps.push(Step {
                text: finding.fix.clone().unwrap_or_else(|| finding.message.clone()),
                because: locale.pick(
                    format!("第 {} 行：{}", finding.span.line, finding.message),
                    format!("line {}: {}", finding.span.line, finding.message),
                ),
                worth: None,
            });
        }
    }
    planscore_stats::sort_by(&mut steps, &|a, b| b.worth.unwrap_or(0.0).total_cmp(&a.worth.unwrap_or(0.0)));
    steps.truncate(STEPS);
    steps
}
