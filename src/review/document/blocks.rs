//! The blocks of a document, from what it shows.

use planscore_base::locale::{Locale, amount};
use planscore_kpi::Status;
use planscore_plan::PlanReport;

use super::Block;
use super::shown::{Shown, ShownFigure, ShownFunnel, ShownScore, ShownStage, ShownTiers};

/// Rows of a table at most; the rest is counted.
const ROWS: usize = 200;
/// What stands where nothing is known.
const NOTHING: &str = "—";

fn fixed(value: Option<f64>, digits: usize) -> String {
    value.map_or_else(|| NOTHING.to_owned(), |value| format!("{value:.digits$}"))
}

fn percent(value: Option<f64>) -> String {
    value.map_or_else(|| NOTHING.to_owned(), |value| format!("{:.1}%", 100.0 * value))
}

fn figure(value: Option<f64>, unit: Option<&str>, locale: Locale) -> String {
    match (value, unit) {
        (None, _) => NOTHING.to_owned(),
        (Some(value), Some("CNY")) => amount(value, locale),
        (value, Some("ratio")) => percent(value),
        (Some(value), _) => fixed(Some(value), usize::from(value.fract() != 0.0)),
    }
}

/// All that a document says, in its order.
pub(super) fn blocks(review: &Shown, locale: Locale) -> Vec<Block> {
    let mut out = Vec::new();
    if let Some(period) = &review.period {
        let (start, end) = (period.start, period.end);
        let mut text = locale.pick(format!("期间 {start} 至 {end}"), format!("{start} to {end}"));
        if let Some(as_of) = period.as_of {
            text += &locale.pick(format!("，截至 {as_of}"), format!(", as of {as_of}"));
        }
        out.push(Block::Paragraph(text));
    }
    let lines: Vec<String> = review.headline.iter().map(|line| line.text.clone()).collect();
    if !lines.is_empty() {
        out.push(Block::Heading(locale.pick("要点", "At a glance").to_owned()));
        out.push(Block::List(lines));
    }
    let steps: Vec<String> = review
        .first_steps
        .iter()
        .map(|step| {
            let (text, because) = (&step.text, &step.because);
            match step.worth {
                Some(worth) => locale.pick(
                    format!("{text}（{because}；价值约 {}）", amount(worth, locale)),
                    format!("{text} ({because}; worth about {})", amount(worth, locale)),
                ),
                None => locale.pick(format!("{text}（{because}）"), format!("{text} ({because})")),
            }
        })
        .collect();
    if !steps.is_empty() {
        out.push(Block::Heading(locale.pick("先做什么", "First steps").to_owned()));
        out.push(Block::List(steps));
    }
    if let Some(score) = &review.kpis {
        kpis(score, locale, &mut out);
    }
    if let Some(report) = &review.plan {
        plan(report, locale, &mut out);
    }
    if let Some(report) = &review.funnel {
        funnel(report, locale, &mut out);
    }
    if let Some(summary) = &review.rfm {
        tiers(summary, locale, &mut out);
    }
    out
}

/// A table of at most [`ROWS`] rows.
fn table(heads: &[(&str, &str)], rows: Vec<Vec<String>>, locale: Locale, out: &mut Vec<Block>) {
    let left = rows.len().saturating_sub(ROWS);
    let heads = heads.iter().map(|&(zh, en)| locale.pick(zh, en).to_owned()).collect();
    out.push(Block::Table(heads, rows.into_iter().take(ROWS).collect()));
    if left > 0 {
        out.push(Block::Paragraph(
            locale.pick(format!("另有 {left} 行未列出"), format!("{left} more rows are not listed")),
        ));
    }
}

fn kpis(score: &ShownScore, locale: Locale, out: &mut Vec<Block>) {
    const HEADS: [(&str, &str); 8] = [
        ("指标", "Figure"),
        ("状态", "Status"),
        ("权重", "Weight"),
        ("目标", "Target"),
        ("实际完成", "Actual"),
        ("完成率", "Attainment"),
        ("得分", "Score"),
        ("少得", "Points lost"),
    ];
    out.push(Block::Heading(locale.pick("KPI 得分", "KPI score").to_owned()));
    let (total, coverage) = (fixed(score.total, 1), percent(Some(score.coverage)));
    out.push(Block::Paragraph(locale.pick(
        format!("综合得分 {total}，有数据的指标占权重 {coverage}"),
        format!("Score {total}; there are data for {coverage} of the weight"),
    )));
    let bar = |item: &ShownFigure| (item.name.clone(), item.attainment.unwrap_or(0.0) / 1.2);
    out.push(Block::Bars(score.items.iter().map(bar).collect()));
    let row = |item: &ShownFigure| {
        let unit = item.unit.as_deref();
        vec![
            item.name.clone(),
            status(item.status, locale).to_owned(),
            percent(Some(item.share)),
            figure(item.target, unit, locale),
            figure(item.actual, unit, locale),
            percent(item.attainment),
            fixed(item.score, 1),
            fixed(Some(item.loss), 1),
        ]
    };
    table(&HEADS, score.items.iter().map(row).collect(), locale, out);
    let mut notes: Vec<String> =
        score.alerts.iter().map(|alert| format!("{} {}", alert.message, alert.advice)).collect();
    notes.extend(score.issues.iter().take(ROWS).map(|issue| {
        let about = issue.column.as_deref();
        let named = score.items.iter().find(|item| about == Some(&item.id) || about == Some(&item.path));
        named.map_or_else(|| issue.message.clone(), |item| format!("{} · {}", item.name, issue.message))
    }));
    if !notes.is_empty() {
        out.push(Block::List(notes));
    }
}

/// What a status is called.
fn status(status: Status, locale: Locale) -> &'static str {
    match status {
        Status::Outstanding => locale.pick("卓越", "Outstanding"),
        Status::OnTarget => locale.pick("达标", "On target"),
        Status::Close => locale.pick("接近", "Close"),
        Status::AtRisk => locale.pick("有风险", "At risk"),
        Status::OffTarget => locale.pick("未达标", "Off target"),
        Status::NoData => locale.pick("缺数据", "No data"),
        Status::NoTarget => locale.pick("无目标", "No target"),
        Status::Vetoed => locale.pick("一票否决", "Vetoed"),
    }
}

fn plan(report: &PlanReport, locale: Locale, out: &mut Vec<Block>) {
    const HEADS: [(&str, &str); 5] =
        [("编号", "Code"), ("行", "Line"), ("问题", "Finding"), ("改法", "Fix"), ("扣分", "Points lost")];
    out.push(Block::Heading(locale.pick("计划体检", "Plan findings").to_owned()));
    let (score, grade) = (fixed(Some(report.score), 1), &report.grade);
    let because = &report.archetype.because;
    out.push(Block::Paragraph(
        locale.pick(
            format!("得分 {score}（{grade}）。{because}"),
            format!("Score {score} ({grade}). {because}"),
        ),
    ));
    // At most one line a rule and section, with its places.
    let rows = report.groups.iter().map(|group| {
        let mut lines: Vec<String> = group
            .findings
            .iter()
            .filter_map(|index| report.findings.get(*index))
            .map(|finding| finding.span.line.to_string())
            .collect();
        lines.dedup();
        vec![
            group.code.clone(),
            lines.join(locale.pick("、", ", ")),
            group.message.clone(),
            group.fix.clone().unwrap_or_default(),
            fixed(Some(group.lost), 1),
        ]
    });
    table(&HEADS, rows.collect(), locale, out);
}

fn funnel(report: &ShownFunnel, locale: Locale, out: &mut Vec<Block>) {
    const HEADS: [(&str, &str); 7] = [
        ("阶段", "Stage"),
        ("进入", "Entered"),
        ("推进率", "Goes on"),
        ("95% 把握在", "95% sure between"),
        ("停留（中位数，天）", "Median days"),
        ("输单", "Lost"),
        ("在手", "Open"),
    ];
    const STUCK: [(&str, &str); 4] =
        [("停滞商机", "Stuck deal"), ("阶段", "Stage"), ("已停留（天）", "Days"), ("金额", "Value")];
    out.push(Block::Heading(locale.pick("漏斗瓶颈", "Funnel bottleneck").to_owned()));
    let because = report.bottleneck.as_ref().map(|found| &found.because);
    let because = because.or(report.no_bottleneck_because.as_ref());
    out.push(Block::Paragraph(because.cloned().unwrap_or_default()));
    let most = report.stages.iter().map(|stage| stage.entered).max().unwrap_or(0).max(1) as f64;
    let bar = |stage: &ShownStage| (stage.stage.clone(), stage.entered as f64 / most);
    out.push(Block::Bars(report.stages.iter().map(bar).collect()));
    let row = |stage: &ShownStage| {
        let interval = stage.conversion.interval.map_or_else(
            || NOTHING.to_owned(),
            |interval| format!("{}–{}", percent(Some(interval.low)), percent(Some(interval.high))),
        );
        vec![
            stage.stage.clone(),
            stage.entered.to_string(),
            percent(stage.conversion.rate),
            interval,
            fixed(stage.days.p50, 0),
            stage.lost.to_string(),
            stage.open.to_string(),
        ]
    };
    table(&HEADS, report.stages.iter().map(row).collect(), locale, out);
    let stuck = report.stuck.iter().map(|deal| {
        vec![deal.deal.clone(), deal.stage.clone(), fixed(Some(deal.age_days), 0), amount(deal.value, locale)]
    });
    if stuck.len() > 0 {
        table(&STUCK, stuck.collect(), locale, out);
    }
}

fn tiers(summary: &ShownTiers, locale: Locale, out: &mut Vec<Block>) {
    const HEADS: [(&str, &str); 6] = [
        ("层级", "Tier"),
        ("客户数", "Customers"),
        ("占比", "Share"),
        ("金额", "Revenue"),
        ("金额占比", "Revenue share"),
        ("建议", "Advice"),
    ];
    out.push(Block::Heading(locale.pick("客户分层", "Customer tiers").to_owned()));
    out.push(Block::Bars(summary.tiers.iter().map(|tier| (tier.name.clone(), tier.revenue_share)).collect()));
    let rows = summary.tiers.iter().map(|tier| {
        vec![
            tier.name.clone(),
            tier.customers.to_string(),
            percent(Some(tier.share)),
            amount(tier.revenue, locale),
            percent(Some(tier.revenue_share)),
            tier.advice.clone(),
        ]
    });
    table(&HEADS, rows.collect(), locale, out);
}
