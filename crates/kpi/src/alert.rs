//! 预警: what needs attention now, with the numbers behind it and what to do.

use serde::Serialize;

use super::figure::Figure;
use super::history::{Outlier, Trend};
use super::measure::Resolved;
use super::pace::{Elapsed, Pace};
use super::reached::reached;
use super::status::StatusThresholds;
use planscore_base::calendar::Day;
use planscore_base::catalog::Direction;
use planscore_base::locale::{Locale, Text};
use planscore_stats::quantiles;

/// Something that needs attention.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Alert {
    /// Which rule raised it.
    pub rule: AlertRule,
    /// How urgent.
    pub severity: Severity,
    /// The figure.
    pub kpi: String,
    /// The numbers behind it.
    pub values: Vec<AlertValue>,
    /// Since when, as far as the data tell.
    pub since: Option<Day>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub advice: String,
}

/// What raises an alert.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum AlertRule {
    /// A figure that must be met was not (一票否决).
    Veto,
    /// The attainment is below the figure's `alert_below`.
    Threshold,
    /// A growing sum is behind the working days that are gone.
    Pace,
    /// The last days fall short so fast that the period's target is missed.
    BurnRate,
    /// Three values in a row are each worse than the one before.
    ThreeFalls,
    /// The last value lies far outside what is usual.
    Outlier,
    /// No value has come for longer than usual.
    StaleData,
}

/// How urgent an alert is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename = "AlertSeverity", rename_all = "camelCase")]
pub enum Severity {
    /// Look at it.
    Warning,
    /// Act now.
    Critical,
}

/// A number behind an alert.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct AlertValue {
    /// What it is.
    pub name: &'static str,
    /// The number.
    pub value: f64,
}

/// An alert below a threshold is critical below this share of it.
const CRITICAL_SHARE: f64 = 0.8;
/// Working days of the two windows of a burn rate: the short one says that it goes on, the long one
/// that it is no chance.
const SHORT_WINDOW: u32 = 3;
const LONG_WINDOW: u32 = 10;
/// Burn rates: 1 spends the allowed shortfall, 2 twice of it.
const BURNING: f64 = 1.0;
const BURNING_FAST: f64 = 2.0;
/// Data are stale after this many working days, or twice the usual time between two values.
const STALE_DAYS: u32 = 3;

/// A figure with what is known of it.
pub struct Subject<'a> {
    /// The figure.
    pub figure: &'a Figure<'a>,
    /// Its name in the report.
    pub name: &'a str,
    /// Its pace, in an open period.
    pub pace: Option<&'a Pace>,
    /// The period.
    pub elapsed: Option<&'a Elapsed>,
    /// Its past values.
    pub trend: &'a Trend,
}

struct Alarm<'a> {
    subject: &'a Subject<'a>,
    locale: Locale,
    out: &'a mut Vec<Alert>,
}

impl Alarm<'_> {
    fn raise(
        &mut self,
        rule: AlertRule,
        critical: bool,
        values: &[(&'static str, f64)],
        since: Option<Day>,
        [message, advice]: [Text; 2],
        words: &[&str],
    ) {
        let kpi = self.subject.figure.leaf.kpi;
        self.out.push(Alert {
            rule,
            severity: if critical { Severity::Critical } else { Severity::Warning },
            kpi: kpi.id.clone(),
            values: values.iter().map(|&(name, value)| AlertValue { name, value }).collect(),
            since: since.or(self.subject.elapsed.map(|elapsed| elapsed.as_of)),
            owner: kpi.owner.clone(),
            message: message.fill(self.locale, words),
            advice: advice.fill(self.locale, words),
        });
    }
}

fn percent(share: f64) -> String {
    format!("{:.1}%", 100.0 * share)
}

/// A number as people write it: no decimals from 100 on.
fn number(value: f64) -> String {
    let digits = if value.abs() >= 100.0 { 0 } else { 2 };
    format!("{value:.digits$}")
}

/// The alerts of one figure, the most serious rule first.
pub fn alerts(subject: &Subject<'_>, thresholds: &StatusThresholds, locale: Locale, out: &mut Vec<Alert>) {
    let mut alarm = Alarm { subject, locale, out };
    if let (Some(resolved), Some(measure)) = (&subject.figure.resolved, subject.figure.measure) {
        let attainment = measure.attainment.value;
        if subject.figure.vetoes() {
            veto(&mut alarm, resolved, attainment);
        }
        threshold(&mut alarm, resolved, attainment);
        if let (Some(pace), Some(elapsed)) = (subject.pace, subject.elapsed)
            && elapsed.projects()
            && !reached(pace.pace, thresholds.close)
        {
            behind(&mut alarm, resolved, pace, elapsed, thresholds);
        }
        if let (Some(_), Some(elapsed), Some(target)) = (subject.pace, subject.elapsed, resolved.target) {
            burn_rate(&mut alarm, elapsed, target, thresholds);
        }
        let direction = resolved.direction();
        if direction != Direction::Range
            && let Some(since) = subject.trend.falling_since(direction == Direction::Lower)
        {
            three_falls(&mut alarm, since, direction == Direction::Lower);
        }
    }
    if let Some(outlier) = subject.trend.outlier() {
        far_off(&mut alarm, outlier);
    }
    if let Some(elapsed) = subject.elapsed {
        stale(&mut alarm, elapsed);
    }
}

/// Since when the attainment of every level has been below a limit.
fn below_since(trend: &Trend, resolved: &Resolved<'_>, limit: f64) -> Option<Day> {
    if resolved.accumulates() {
        return None;
    }
    trend.since(&|i| !reached(resolved.measure(trend.values[i]).attainment.value, limit))
}

/// Since when the pace of every day with a value has been below a limit.
fn slow_since(trend: &Trend, elapsed: &Elapsed, target: f64, limit: f64) -> Option<Day> {
    let first = trend.days.partition_point(|day| *day < elapsed.start());
    let mut sum = 0.0;
    let sums: Vec<f64> = trend.values[first..]
        .iter()
        .map(|value| {
            sum += value;
            sum
        })
        .collect();
    trend.since(&|i| {
        i >= first && {
            let share = elapsed.share_at(trend.days[i]);
            share > 0.0 && !reached(sums[i - first] / target / share, limit)
        }
    })
}

fn veto(alarm: &mut Alarm<'_>, resolved: &Resolved<'_>, attainment: f64) {
    const TEXT: [Text; 2] = [
        Text { zh: "{0}触发一票否决：完成率 {1}", en: "{0} vetoes the result: {1} of target" },
        Text {
            zh: "先把它恢复到及格线，再谈综合得分",
            en: "bring it back above its limit before anything else",
        },
    ];
    let limit = alarm.subject.figure.veto_limit().unwrap_or(1.0);
    let since = below_since(alarm.subject.trend, resolved, limit);
    let values = [("attainment", attainment), ("limit", limit)];
    alarm.raise(AlertRule::Veto, true, &values, since, TEXT, &[alarm.subject.name, &percent(attainment)]);
}

fn threshold(alarm: &mut Alarm<'_>, resolved: &Resolved<'_>, attainment: f64) {
    const TEXT: [Text; 2] = [
        Text { zh: "{0}为 {1}，低于预警线 {2}", en: "{0} is at {1}, below its alert line of {2}" },
        Text {
            zh: "请负责人本周说明原因，并给出改进动作与完成时间",
            en: "ask its owner for the cause, an action and a date this week",
        },
    ];
    let subject = alarm.subject;
    let judged = subject.pace.map_or(attainment, |pace| pace.pace);
    let Some(threshold) =
        subject.figure.leaf.kpi.alert_below.filter(|threshold| !reached(judged, *threshold))
    else {
        return;
    };
    let since = match (subject.pace, subject.elapsed, resolved.target) {
        (Some(_), Some(elapsed), Some(target)) => slow_since(subject.trend, elapsed, target, threshold),
        _ => below_since(subject.trend, resolved, threshold),
    };
    let values = [("attainment", attainment), ("judged", judged), ("threshold", threshold)];
    let words = [subject.name, &percent(judged), &percent(threshold)];
    alarm.raise(
        AlertRule::Threshold,
        !reached(judged, CRITICAL_SHARE * threshold),
        &values,
        since,
        TEXT,
        &words,
    );
}

fn behind(
    alarm: &mut Alarm<'_>,
    resolved: &Resolved<'_>,
    pace: &Pace,
    elapsed: &Elapsed,
    thresholds: &StatusThresholds,
) {
    const BEHIND: Text = Text {
        zh: "{0}进度落后：仅为时间进度的 {1}",
        en: "{0} is behind schedule: at {1} of the pace",
    };
    const NEEDED: Text =
        Text { zh: "剩余 {2} 个工作日每天需要 {3}", en: "the {2} working days left need {3} each" };
    const STRAIN: Text = Text {
        zh: "剩余 {2} 个工作日每天需要 {3}，是目前的 {4} 倍",
        en: "the {2} working days left need {3} each, {4} times the present rate",
    };
    let trend = alarm.subject.trend;
    let needed = pace.needed_per_day.unwrap_or(0.0);
    let days = elapsed.total - elapsed.worked;
    let values = [
        ("pace", pace.pace),
        ("projection", pace.projection.unwrap_or(0.0)),
        ("neededPerDay", needed),
        ("daysLeft", f64::from(days)),
    ];
    let since = resolved.target.and_then(|target| slow_since(trend, elapsed, target, thresholds.close));
    let advice = if pace.strain.is_some() { STRAIN } else { NEEDED };
    let strain = number(pace.strain.unwrap_or(0.0));
    let words = [alarm.subject.name, &percent(pace.pace), &days.to_string(), &number(needed), &strain];
    alarm.raise(
        AlertRule::Pace,
        !reached(pace.pace, thresholds.at_risk),
        &values,
        since,
        [BEHIND, advice],
        &words,
    );
}

/// What the last values brought: their sum, their share of the period, and the day before them.
struct Window {
    values: usize,
    sum: f64,
    share: f64,
    after: Day,
}

/// The shortest run of last values of the period that covers `days` working days and more than
/// `more_than` values.
fn window(trend: &Trend, elapsed: &Elapsed, days: u32, more_than: usize) -> Option<Window> {
    let last = *trend.days.last()?;
    let (mut sum, mut values) = (0.0, 0);
    for i in (0..trend.days.len()).rev() {
        let after = trend.covers_after(i, elapsed)?;
        if after.0 < elapsed.start().0 - 1 {
            return None;
        }
        (sum, values) = (sum + trend.values[i], values + 1);
        if values > more_than && elapsed.days_between(after, last) >= days {
            let share = elapsed.share_between(after, last);
            return (share > 0.0).then_some(Window { values, sum, share, after });
        }
    }
    None
}

/// How fast the allowed shortfall is used up: `(1 - (A_W/T)/e_W) / (1 - a_warn)` for what came in a
/// window W (after the burn rates of the Site Reliability Workbook, chapter 5).
fn burn_rate(alarm: &mut Alarm<'_>, elapsed: &Elapsed, target: f64, thresholds: &StatusThresholds) {
    const TEXT: [Text; 2] = [
        Text {
            zh: "{0}近期只完成应有进度的 {1}，正以 {2} 倍速度消耗允许的缺口",
            en: "{0} lately came at {1} of the due rate: the allowed shortfall burns {2} times too fast",
        },
        Text {
            zh: "近期和较长一段时间都在变差，不是偶然：本周内找出断点（商机、交付或回款）并调整安排",
            en: "both windows agree, so it is no chance: find what broke (deals, delivery, payment) and change course this week",
        },
    ];
    let trend = alarm.subject.trend;
    let warn = alarm.subject.figure.leaf.kpi.alert_below.unwrap_or(thresholds.close);
    let Some(short) = window(trend, elapsed, SHORT_WINDOW, 0) else { return };
    let Some(long) = window(trend, elapsed, LONG_WINDOW, short.values) else { return };
    if warn >= 1.0 {
        return;
    }
    let burn = |window: &Window| (1.0 - window.sum / target / window.share) / (1.0 - warn);
    let (fast, slow) = (burn(&short), burn(&long));
    let both = fast.min(slow);
    if !reached(both, BURNING) || !fast.is_finite() || !slow.is_finite() {
        return;
    }
    let values = [("shortWindow", fast), ("longWindow", slow), ("allowedShortfall", 1.0 - warn)];
    let words = [alarm.subject.name, &percent(1.0 - slow * (1.0 - warn)), &number(both)];
    alarm.raise(
        AlertRule::BurnRate,
        reached(both, BURNING_FAST),
        &values,
        Some(Day(long.after.0 + 1)),
        TEXT,
        &words,
    );
}

fn three_falls(alarm: &mut Alarm<'_>, since: Day, lower_is_better: bool) {
    const FALLS: Text = Text {
        zh: "{0}连续三期下降：从 {1} 到 {2}",
        en: "{0} has fallen three times in a row: from {1} to {2}",
    };
    const RISES: Text = Text {
        zh: "{0}连续三期上升：从 {1} 到 {2}",
        en: "{0} has risen three times in a row: from {1} to {2}",
    };
    const ADVICE: Text = Text {
        zh: "趋势已成，先弄清原因（人员、渠道、价格、季节）再加大投入",
        en: "this is a trend: find the cause (people, channel, price, season) before spending more",
    };
    let values = &alarm.subject.trend.values;
    let [from, .., to] = values[values.len().saturating_sub(4)..] else { return };
    let message = if lower_is_better { RISES } else { FALLS };
    let words = [alarm.subject.name, &number(from), &number(to)];
    alarm.raise(
        AlertRule::ThreeFalls,
        false,
        &[("from", from), ("to", to)],
        Some(since),
        [message, ADVICE],
        &words,
    );
}

fn far_off(alarm: &mut Alarm<'_>, Outlier { value, median, score }: Outlier) {
    const ABOVE: Text = Text {
        zh: "{0}最近一期 {1} 远高于中位数 {2}",
        en: "{0} was last {1}, far above its median of {2}",
    };
    const BELOW: Text = Text {
        zh: "{0}最近一期 {1} 远低于中位数 {2}",
        en: "{0} was last {1}, far below its median of {2}",
    };
    const ADVICE: Text = Text {
        zh: "先核对数据（重复、漏记、单位），属实再看是否一次性因素",
        en: "check the data first (doubles, gaps, units); if it is true, ask whether it is a one-off",
    };
    let since = alarm.subject.trend.days.last().copied();
    let values = [("value", value), ("median", median), ("deviations", score)];
    let message = if value > median { ABOVE } else { BELOW };
    let words = [alarm.subject.name, &number(value), &number(median)];
    alarm.raise(AlertRule::Outlier, false, &values, since, [message, ADVICE], &words);
}

fn stale(alarm: &mut Alarm<'_>, elapsed: &Elapsed) {
    const TEXT: [Text; 2] = [
        Text {
            zh: "{0}已有 {1} 个工作日没有新数据（最后一次 {2}）",
            en: "{0} has had no new data for {1} working days (the last is of {2})",
        },
        Text {
            zh: "请补录或检查数据来源；在此之前，得分与预测都不完整",
            en: "enter the data or check where they come from; until then score and forecast are incomplete",
        },
    ];
    let trend = alarm.subject.trend;
    let Some(&last) = trend.days.last() else { return };
    let gaps: Vec<f64> =
        trend.days.windows(2).map(|pair| f64::from(elapsed.days_between(pair[0], pair[1]))).collect();
    let usual = quantiles(&gaps, &[0.5]).map_or(0.0, |gap| gap[0]);
    let silent = elapsed.days_between(last, elapsed.as_of);
    if silent <= STALE_DAYS || f64::from(silent) <= 2.0 * usual {
        return;
    }
    let values = [("workingDays", f64::from(silent)), ("usual", usual)];
    let words = [alarm.subject.name, &silent.to_string(), &last.to_string()];
    alarm.raise(AlertRule::StaleData, false, &values, Some(last), TEXT, &words);
}
