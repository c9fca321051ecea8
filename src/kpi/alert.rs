//! 预警: what needs attention now, with the numbers behind it and what to do.

use crate::plain::Serialize;

use super::pace::{Elapsed, Pace};
use super::scorecard::Kpi;
use super::status::StatusThresholds;
use crate::calendar::Day;
use crate::locale::Locale;

/// Something that needs attention.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Alert {
    /// Which rule: `threshold`, `pace`, `veto`.
    pub rule: &'static str,
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

/// How urgent an alert is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
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

/// A figure with what is known of it.
pub struct Subject<'a> {
    /// The figure.
    pub kpi: &'a Kpi,
    /// Its name in the report.
    pub name: &'a str,
    /// Share of the target reached.
    pub attainment: f64,
    /// Its pace, in an open period.
    pub pace: Option<&'a Pace>,
    /// The period, if it is open.
    pub elapsed: Option<&'a Elapsed>,
    /// Its veto fell.
    pub vetoed: bool,
}

/// The alerts of one figure.
pub fn alerts(subject: &Subject<'_>, thresholds: &StatusThresholds, locale: Locale, out: &mut Vec<Alert>) {
    let Subject { kpi, name, attainment, .. } = *subject;
    let percent = |share: f64| format!("{:.1}%", 100.0 * share);
    let mut raise = |rule, severity, values: &[(&'static str, f64)], message: String, advice: String| {
        out.push(Alert {
            rule,
            severity,
            kpi: kpi.id.clone(),
            values: values.iter().map(|&(name, value)| AlertValue { name, value }).collect(),
            since: subject.elapsed.map(|elapsed| elapsed.as_of),
            owner: kpi.owner.clone(),
            message,
            advice,
        });
    };
    if subject.vetoed {
        raise(
            "veto",
            Severity::Critical,
            &[("attainment", attainment)],
            locale.pick(
                format!("{name}触发一票否决：达成率 {}", percent(attainment)),
                format!("{name} vetoes the result: {} of target", percent(attainment)),
            ),
            locale
                .pick("先把它恢复到及格线，再谈总分", "bring it back above its limit before anything else")
                .to_owned(),
        );
    }
    let judged = subject.pace.map_or(attainment, |pace| pace.pace);
    if let Some(threshold) = kpi.alert_below.filter(|threshold| judged < *threshold) {
        let severity =
            if judged < CRITICAL_SHARE * threshold { Severity::Critical } else { Severity::Warning };
        raise(
            "threshold",
            severity,
            &[("attainment", attainment), ("judged", judged), ("threshold", threshold)],
            locale.pick(
                format!("{name}为 {}，低于预警线 {}", percent(judged), percent(threshold)),
                format!("{name} is at {}, below its alert line of {}", percent(judged), percent(threshold)),
            ),
            locale
                .pick(
                    "请负责人本周说明原因，并给出改进动作与完成时间",
                    "ask its owner for the cause, an action and a date this week",
                )
                .to_owned(),
        );
    }
    if let (Some(pace), Some(elapsed)) = (subject.pace, subject.elapsed)
        && elapsed.projects()
        && pace.pace < thresholds.close
    {
        let severity = if pace.pace < thresholds.at_risk { Severity::Critical } else { Severity::Warning };
        let needed = pace.needed_per_day.unwrap_or(0.0);
        let days = elapsed.total - elapsed.worked;
        raise(
                "pace",
                severity,
                &[
                    ("pace", pace.pace),
                    ("projection", pace.projection.unwrap_or(0.0)),
                    ("neededPerDay", needed),
                    ("daysLeft", f64::from(days)),
                ],
                locale.pick(
                    format!("{name}进度落后：仅为时间进度的 {}", percent(pace.pace)),
                    format!("{name} is behind schedule: at {} of the pace", percent(pace.pace)),
                ),
                match pace.strain {
                    Some(strain) => locale.pick(
                        format!("剩余 {days} 个工作日每天需要 {needed:.0}，是目前的 {strain:.2} 倍"),
                        format!("the {days} working days left need {needed:.0} each, {strain:.2} times the present rate"),
                    ),
                    None => locale.pick(
                        format!("剩余 {days} 个工作日每天需要 {needed:.0}"),
                        format!("the {days} working days left need {needed:.0} each"),
                    ),
                },
            );
    }
}
