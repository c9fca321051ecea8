//! K006: nobody says how often the figures are looked at.

use crate::column::Role;
use crate::finding::{Example, Nature, Rule, Says, Sink, says, text};
use crate::lexicon::Word;
use crate::report::Severity::Warning;
use crate::section::SectionKind;
use crate::terms;

const NONE: Says = says(
    Warning,
    0.8,
    ("没有写明多久检查一次", "no rhythm of review is stated"),
    ("写明多久复盘一次、谁参加", "say how often the figures are reviewed, and by whom"),
);

pub(super) static RULE: Rule = Rule {
    code: "K006",
    name: "no-review-rhythm",
    what: text("没有写明多久检查一次", "No rhythm of review"),
    why: text("不按期看，偏了也没有人知道。", "What nobody looks at drifts unseen."),
    nature: Nature::Defect,
    says: &[&NONE],
    group: None,
    examples: &[Example {
        fires: "一、考核\n- 指标完成情况纳入考核\n",
        silent: "一、考核\n- 每月5日检查指标完成情况\n",
    }],
    check,
};

fn check(sink: &mut Sink) {
    let model = sink.model;
    let parts =
        || model.outline.of_kind(SectionKind::Performance).filter(|part| part.level == 1 && !part.empty);
    let Some(heading) = parts().next().map(|part| part.heading) else { return };
    let said = |line: usize| {
        let at = model.text.lines[line];
        let rhythm = model.text.words(at.start, at.end).any(|hit| {
            hit.word == Word::Rhythm && !terms::NO_RHYTHM.within(model.chars((hit.start(), hit.end())))
        });
        rhythm
            || terms::EVERY.within(model.chars((at.start, at.end)))
            || sink.subjects.holed(at.start, at.end)
    };
    let stated = parts().any(|part| (part.first..part.last).any(said));
    let tables = model.tables.iter().any(|table| {
        table.column(Role::Cycle).is_some_and(|column| {
            table.rows.iter().any(|row| row.cells.get(column).is_some_and(|(from, to)| to > from))
        })
    });
    if !stated && !tables {
        sink.report(&RULE, &NONE, heading.0, heading.1, &[]);
    }
}
