//! S001: a section, or something that a section must speak of, is not there.

use crate::finding::{Change, Example, Nature, Rule, Says, Sink, says, text};
use crate::report::Severity::{Error, Info, Warning};
use crate::section::SectionKind;
use crate::skeleton;

const INSERT: (&str, &str) = (
    "在此处补写「{0}」，可插入骨架后逐项填写",
    "insert a section on {0} here; the snippet lists what it needs",
);
const MISSING: Says = says(Warning, 0.95, ("缺少「{0}」部分", "there is no section on {0}"), INSERT);
const WITHOUT_GOALS: Says = says(
    Error,
    1.0,
    (
        "缺少「{0}」部分：没有它，这份计划无法考核",
        "there is no section on {0}: without it the plan cannot be judged",
    ),
    INSERT,
);
const IN_DOUBT: Says = says(
    Info,
    0.5,
    ("没有认出「{0}」部分：「{1}」可能就是", "no section on {0} was recognised: “{1}” may be it"),
    (
        "如果是，在标题里写明「{0}」；如果不是，补写这一部分",
        "if it is, say so in its title; if not, add a section on {0}",
    ),
);
const ELEMENT: Says = says(
    Info,
    0.7,
    ("「{0}」没有写到：{1}", "the section on {0} does not speak of: {1}"),
    ("补充{1}，或说明为何不适用", "add {1}, or say why it does not apply"),
);

pub(super) static RULE: Rule = Rule {
    code: "S001",
    name: "missing-section",
    what: text("缺少应有的部分或要素", "A required section or element is missing"),
    why: text(
        "缺了目标无法考核，缺了策略、风险或预算就不知道靠什么做到；每类计划应有哪些部分，见「archetypes」表。",
        "Without goals nothing can be judged; without strategy, risks or budget nobody knows what the goals rest on. The table of the plan's kind (`archetypes`) says what it must have.",
    ),
    nature: Nature::Missing,
    says: &[&MISSING, &WITHOUT_GOALS, &IN_DOUBT, &ELEMENT],
    group: None,
    examples: &[Example {
        fires: "一、引言\n说明。\n二、总结\n说明。\n",
        silent: "一、引言\n说明。\n二、现状\n说明。\n三、目标\n- 销售额达到100万元\n四、策略\n- 每月拜访10家\n五、绩效考核\n- 指标每月检查\n六、团队建设\n说明。\n七、风险\n- 流失：提前回访\n八、预算\n- 费用：1万元\n九、总结\n说明。\n",
    }],
    check,
};

fn check(sink: &mut Sink) {
    let order = sink.model.shape.sections;
    for (at, &(kind, _)) in order.iter().enumerate() {
        if sink.model.outline.of_kind(kind).next().is_some() {
            elements(sink, kind);
        } else if !sink.model.holds(kind) {
            section(sink, at, kind);
        }
    }
}

/// The places of a kind that are not there; of its elements alone, or with the section itself.
fn absent(sink: &Sink, kind: SectionKind, elements: bool) -> Vec<usize> {
    let places = &sink.model.places;
    (0..places.len())
        .filter(|index| {
            let place = &places[*index];
            place.section == kind && place.lines.is_none() && (!elements || place.element.is_some())
        })
        .collect()
}

fn elements(sink: &mut Sink, kind: SectionKind) {
    let model = sink.model;
    let absent = absent(sink, kind, true);
    if absent.is_empty() || model.outline.of_kind(kind).all(|part| part.empty) {
        return;
    }
    let names: Vec<&str> = absent
        .iter()
        .filter_map(|index| model.places[*index].element)
        .map(|element| element.name.get(sink.locale))
        .collect();
    let last = model.outline.of_kind(kind).map(|part| part.last).max().unwrap_or(1) - 1;
    let list = names.join(sink.locale.pick("、", ", "));
    sink.report_end(&RULE, &ELEMENT, last, &[kind.name(sink.locale), &list]).missing = absent;
}

fn section(sink: &mut Sink, at: usize, kind: SectionKind) {
    let model = sink.model;
    let name = kind.name(sink.locale);
    if let Some(part) = model.might_be(kind) {
        // What could not be read costs nothing.
        let title = model.title(part);
        sink.report(&RULE, &IN_DOUBT, part.heading.0, part.heading.1, &[name, &title]).nature =
            Nature::Unread;
        return;
    }
    // It belongs after the nearest earlier section that is there.
    let order = model.shape.sections;
    let before = order[..at]
        .iter()
        .rev()
        .find_map(|(kind, _)| model.outline.of_kind(*kind).map(|part| part.last).max());
    let after = order[at + 1..]
        .iter()
        .find_map(|(kind, _)| model.outline.of_kind(*kind).map(|part| part.first).min());
    let (first, end) = model.outline.lines;
    let place = before.or(after).unwrap_or(end);
    let line = place.clamp(first + 1, end.max(first + 1)) - 1;
    let says = if kind == SectionKind::Goals { &WITHOUT_GOALS } else { &MISSING };
    let snippet = skeleton::section(&model.shape, kind, sink.locale);
    let missing = absent(sink, kind, false);
    let draft = sink.report_end(&RULE, says, line, &[name]);
    draft.missing = missing;
    if matches!(kind, SectionKind::Introduction | SectionKind::Summary) {
        draft.severity = Info;
    }
    // Where the plan begins with a heading, what belongs before it goes before its line.
    draft.change(if before.is_none() && place == first && after.is_some() {
        Change::StartOfLine(line, snippet.trim_start().to_owned() + "\n")
    } else {
        Change::EndOfLine(line, snippet)
    });
}
