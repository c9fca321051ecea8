//! G012: a deadline outside the plan's period, or on a day that no calendar has.

use crate::finding::{Example, Nature, Rule, Says, Sink, says, text};
use crate::model::Model;
use crate::report::Severity::Warning;
use crate::rows::month_day;
use crate::time::{Time, What};
use crate::when::{When, YearPart};
use planscore_base::calendar::Day;

const OUTSIDE: Says = says(
    Warning,
    0.9,
    ("期限 {0} 不在计划期内（{1} 至 {2}）", "the deadline {0} is outside the plan's period ({1} to {2})"),
    ("改正日期，或改正计划期", "correct the date, or the period"),
);

const NO_DAY: Says = says(
    Warning,
    0.9,
    ("日历上没有 {0} 这一天", "there is no such day as {0}"),
    ("改成有的日期", "correct the date"),
);

pub(super) static RULE: Rule = Rule {
    code: "G012",
    name: "deadline-outside-period",
    what: text(
        "不在计划期内或日历上没有的期限",
        "A deadline outside the plan's period, or on no day of the calendar",
    ),
    why: text(
        "多半是年份没有改，或者写到了下一期。",
        "Most likely the year was not changed, or it belongs to the next plan.",
    ),
    nature: Nature::Detail,
    says: &[&OUTSIDE, &NO_DAY],
    group: None,
    examples: &[
        Example {
            fires: "2026年销售计划\n\n一、目标\n- 2027年3月31日前销售额达到100万元\n",
            silent: "2026年销售计划\n\n一、目标\n- 2026年3月31日前销售额达到100万元\n",
        },
        Example {
            fires: "一、目标\n- 6月31日前回款100万元，李明负责\n",
            silent: "一、目标\n- 6月30日前回款100万元，李明负责\n",
        },
    ],
    check,
};

/// True of a day that no calendar has, or not that of its year: 6月31日, 2027年2月29日.
fn is_no_day(model: &Model, time: &Time) -> bool {
    let What::Calendar(When { year, part: YearPart::Day(month, day), .. }) = time.what else { return false };
    let leap = 2024;
    model.chars((time.start, time.end)).contains(&'月')
        && Day::from_ymd(year.or(model.frame.year).unwrap_or(leap), month, day).is_none()
}

fn check(sink: &mut Sink) {
    let missing: Vec<Time> =
        sink.model.times.iter().filter(|time| is_no_day(sink.model, time)).copied().collect();
    for time in missing {
        let chars = sink.model.chars((time.start, time.end));
        let end =
            time.start + chars.iter().position(|c| matches!(c, '日' | '号')).map_or(chars.len(), |at| at + 1);
        let written = sink.model.text.original(time.start, end).to_owned();
        sink.report(&RULE, &NO_DAY, time.start, end, &[&written]);
    }
    // 9/31 in a column of dates.
    let written: Vec<(usize, usize)> = sink
        .model
        .aims
        .iter()
        .filter_map(|aim| aim.due.filter(|due| due.day.is_none()).map(|due| (due.start, due.end)))
        .filter(|cell| month_day(sink.model.chars(*cell)).is_some())
        .collect();
    for (start, end) in written {
        let shown = sink.model.text.original(start, end).to_owned();
        sink.report(&RULE, &NO_DAY, start, end, &[&shown]);
    }
    let Some((first, last)) = sink.model.period else { return };
    for aim in &sink.model.aims {
        let Some((due, day)) = aim.due.and_then(|due| Some((due, due.day?))) else { continue };
        if !(first..=last).contains(&day) {
            let values = [day, first, last].map(|day| day.to_string());
            sink.report(&RULE, &OUTSIDE, due.start, due.end, &values.each_ref().map(String::as_str));
        }
    }
}
