//! G011: one figure with two targets.

use crate::clauses::sentences;
use crate::finding::{Example, Nature, Rule, Says, Sink, says, text};
use crate::goal::Aim;
use crate::lexicon::{self, Stretch, Word};
use crate::measure::Measure;
use crate::model::Model;
use crate::outline::Shape;
use crate::quantity::Quantity;
use crate::report::Severity::{Error, Warning};
use crate::section::SectionKind;
use crate::terms;
use crate::time::{Time, What};
use crate::when::YearPart;
use planscore_base::target::Target;

use super::g008_change_and_target::amount;

const TWO: Says = says(
    Error,
    0.85,
    ("「{0}」有两个不同的目标：{1} 与 {2}（第 {3} 行）", "{0} has two targets: {1} and {2} (line {3})"),
    ("统一为一个数值", "settle on one value"),
);
const WORDS: Says = says(
    Warning,
    0.85,
    ("「{0}」有两个不同的目标：{1} 与 {2}（第 {3} 行）", "{0} has two targets: {1} and {2} (line {3})"),
    ("统一为一个数值", "settle on one value"),
);

pub(super) static RULE: Rule = Rule {
    code: "G011",
    name: "conflicting-targets",
    what: text("同一指标有两个目标", "One figure with two targets"),
    why: text(
        "目标和考核表对不上，到年底会各认各的数。",
        "Where goals and scorecard differ, each side will hold up its own figure.",
    ),
    nature: Nature::Defect,
    says: &[&TWO, &WORDS],
    group: None,
    examples: &[
        Example {
            fires: "一、目标\n- 销售额达到100万元\n二、考核\n| 指标 | 权重 | 目标 |\n|---|---|---|\n| 销售额 | 100% | 120万元 |\n",
            silent: "一、目标\n- 销售额达到100万元\n二、考核\n| 指标 | 权重 | 目标 |\n|---|---|---|\n| 销售额 | 100% | 100万元 |\n",
        },
        Example {
            fires: "一、目标\n- 开票额做到780万元\n二、考核\n开票额以系统为准，做到750万元得满分。\n",
            silent: "一、目标\n- 开票额做到780万元\n二、考核\n开票额以系统为准，做到780万元得满分。\n",
        },
    ],
    check,
};

/// Characters before a figure, or of a goal, among which what it is about is named; in a sentence without end the others say nothing of it,
/// and reading them again for each of its figures would take the square of its length.
const NEAR: usize = 160;

fn check(sink: &mut Sink) {
    let model = sink.model;
    let whole = |aim: &&Aim| aim.quantity.is_some_and(|q| !q.hole) && told(aim) && !scoped(model, aim);
    let mut seen: Vec<&Aim> = Vec::new();
    for aim in model.aims.iter().filter(whole) {
        let Some(value) = level(aim) else { continue };
        let twin = seen.iter().find(|other| {
            other.metric == aim.metric
                && other.name == aim.name
                && other.due.map(|d| d.day) == aim.due.map(|d| d.day)
        });
        match twin {
            Some(twin) => against_goal(sink, aim, value, twin),
            None if seen.len() < 400 => seen.push(aim),
            None => {}
        }
    }
    against_figures(sink, &seen);
    against_marks(sink);
    against_words(sink);
    against_mentions(sink);
}

/// 为完成宽带新装1000户任务, 液氮销量目标1500吨: outside the goals a figure that is called the target of one of them.
fn against_mentions(sink: &mut Sink) {
    let model = sink.model;
    let elsewhere = |line: &usize| {
        !matches!(model.kind(*line), SectionKind::Goals | SectionKind::Situation)
            && matches!(model.outline.block(*line).shape, Shape::Prose | Shape::Item(_))
            && !model.figures_on(*line).any(|item| item.target.is_some())
    };
    for line in model.lines().filter(elsewhere) {
        let block = model.outline.block(line);
        for (start, end) in sentences(&model.text.chars, block.start, block.end) {
            for quantity in crate::quantity::within(&model.quantities, start, end) {
                if let Some(aim) = mentioned(model, (start, end), quantity) {
                    against_word(sink, aim, quantity);
                }
            }
        }
    }
}

/// The goal whose name stands in a sentence before a figure that is called a target, of the whole and of no part.
fn mentioned<'a>(model: &'a Model, (start, end): (usize, usize), quantity: &Quantity) -> Option<&'a Aim> {
    let start = start.max(quantity.start.saturating_sub(NEAR));
    let before = model.chars((start, quantity.start));
    let asked = terms::CALLED_TARGET.closes(trim(before))
        || terms::CALLED_TASK.at(model.chars((quantity.end, end)), 0).is_some();
    let year = |time: &&Time| match time.what {
        What::Named(_, stretch) => matches!(stretch, Stretch::Year | Stretch::Span),
        What::Calendar(when) => when.part == YearPart::Year,
        _ => false,
    };
    // 这个雪季团队收入冲到750万元, among the last words: nothing but a verb stands between.
    let closing = |aim: &Aim| {
        let name: Vec<char> = aim.name.chars().collect();
        let from = before.windows(name.len().max(1)).rposition(|words| words == name.as_slice());
        let rest = from.map_or(0, |from| start + from + name.len());
        from.is_some()
            && quantity.start <= rest + 5
            && model.text.words(rest, quantity.start).any(|hit| hit.word == Word::Reach)
    };
    // 赊账要降到40万以内: or anywhere but where something is only supposed.
    let supposed = terms::CONDITIONS.within(model.chars((start, end)))
        || terms::SIGNALS.within(before)
        || model.chars((quantity.end, end)).first().is_some_and(|c| matches!(*c, '时' | '的'));
    let kind = model.kind(model.text.line_of(start));
    let last = kind == SectionKind::Summary || kind != SectionKind::Risk && !supposed;
    // 全年新开发客户22家: called by its whole name, and for the whole.
    let whole = terms::WHOLE_YEAR.within(before);
    if !(asked || last || whole) || !quantity.is_exact() {
        return None;
    }
    let part = terms::SCOPES.within(before)
        || model.times_in(start, quantity.start).any(|time| !year(&time) && !time.limit);
    if part {
        return None;
    }
    // But for a target called so, only a verb of reaching and the name before it say that this is the goal again.
    let verb = quantity.start.saturating_sub(6).max(start);
    if !(asked || whole || model.text.has(Word::Reach, verb, quantity.start)) {
        return None;
    }
    let said: String = before.iter().collect();
    let unit = |q: &Quantity| model.chars((q.number_end, q.end)).last().copied();
    let same = |aim: &&Aim| {
        let alike = stated(aim).is_some_and(|q| {
            q.measure == quantity.measure
                && !q.hole
                && (q.measure != Measure::Count || unit(&q) == unit(quantity))
        });
        let named = || {
            let long = aim.name.chars().count() >= 2;
            long && (said.contains(aim.name.as_str()) || (asked || whole) && turned(&said, &aim.name))
        };
        alike && settled(aim) && !aim.each && named()
    };
    let named = model.aims.iter().take(400).filter(same).filter(|aim| !scoped(model, aim));
    let named = named.filter(|aim| asked || closing(aim) || whole && ends(&said, &aim.name));
    named.max_by_key(|aim| aim.name.chars().count())
}

/// True where what is said ends on a name, in whichever order.
fn ends(said: &str, name: &str) -> bool {
    name.chars().count() >= 4 && said.ends_with(name) || turned(said, name)
}

/// 新开发客户 at the end of what is said, for 新客户开发: a name of four characters or more, in another order.
fn turned(said: &str, name: &str) -> bool {
    let sorted = |text: &str, most: usize| {
        let mut chars: Vec<char> = text.chars().rev().take(most).collect();
        chars.sort_unstable();
        chars
    };
    let length = name.chars().count();
    length >= 4 && sorted(said, length) == sorted(name, length)
}

/// Without blanks and signs at its end.
fn trim(chars: &[char]) -> &[char] {
    let end = chars.iter().rposition(|c| !matches!(c, ' ' | ':')).map_or(0, |at| at + 1);
    &chars[..end]
}

/// A name that says what it is: the catalogue's, or three letters and more.
fn told(aim: &Aim) -> bool {
    aim.metric.is_some() || aim.name.chars().count() >= 3
}

/// 开票额做到750万元得满分, 在租机器40%（做到2150台拿满分）, 签单额做到700万元发满奖金: outside the goals the level at which a goal counts as met is another
/// than the goal's.
fn against_marks(sink: &mut Sink) {
    let model = sink.model;
    let chars = &model.text.chars;
    let written = |line: &usize| {
        !matches!(model.kind(*line), SectionKind::Goals | SectionKind::Situation)
            && matches!(model.outline.block(*line).shape, Shape::Prose | Shape::Item(_) | Shape::Row)
    };
    for line in model.lines().filter(written) {
        let block = model.outline.block(line);
        for (start, end) in sentences(chars, block.start, block.end) {
            let marks = |at: &usize| {
                terms::FULL_MARKS.at(&chars[..end], *at).is_some()
                    || terms::matches(&chars[..end], *at, "为准")
            };
            for mark in (start..end).filter(marks) {
                let before = crate::quantity::within(&model.quantities, start, mark);
                let Some(quantity) = before.last().filter(|q| mark - q.end.min(mark) <= 8) else { continue };
                // 客单价以8000元为准: a figure, and not where it is taken from.
                let taken = chars[mark] == '为'
                    && (mark > quantity.end || !chars[..quantity.start].ends_with(&['以']));
                if taken {
                    continue;
                }
                let near = start.max(quantity.start.saturating_sub(NEAR));
                let said: String = model.chars((near, quantity.start)).iter().collect();
                let same = |aim: &&Aim| {
                    aim.name.chars().count() >= 2
                        && stated(aim).is_some_and(|q| q.measure == quantity.measure && !q.hole)
                };
                // The goal that is named last before the figure.
                let named = model.aims.iter().take(400).filter(same);
                let nearest = named.filter_map(|aim| Some((said.rfind(aim.name.as_str())?, aim)));
                let Some((_, aim)) = nearest.max_by_key(|(at, _)| *at) else { continue };
                if quantity.measure != Measure::None && quantity.is_exact() && settled(aim) {
                    against_word(sink, aim, quantity);
                }
            }
        }
    }
}

/// 首月600副必须拿下, after the goals and in other words: a figure that must be reached and is another than the goal's.
fn against_words(sink: &mut Sink) {
    let model = sink.model;
    for line in model.lines() {
        let block = model.outline.block(line);
        let elsewhere = matches!(model.kind(line), SectionKind::Summary | SectionKind::Other)
            && matches!(block.shape, Shape::Prose | Shape::Item(_));
        let words = model.chars((block.start, block.end));
        if !elsewhere || !terms::MUST.within(words) || block.end - block.start > 60 {
            continue;
        }
        let [quantity] = model.quantities_in(line, line + 1) else { continue };
        let said: String = words.iter().collect();
        let same = |aim: &&Aim| {
            let name: Vec<char> = aim.name.chars().collect();
            let ending: String = name[name.len().saturating_sub(2)..].iter().collect();
            let metric = aim.metric.is_some() && aim.metric == model.text.metric(block.start, block.end);
            let unit = |q: &Quantity| model.text.chars[q.end - 1];
            let counted =
                stated(aim).is_some_and(|q| q.measure == Measure::Count && unit(&q) == unit(quantity));
            (metric || name.len() >= 2 && said.contains(&ending) || counted)
                && stated(aim).is_some_and(|q| q.measure == quantity.measure && !q.hole)
        };
        let goals: Vec<&Aim> =
            model.aims.iter().take(400).filter(|aim| aim.line != line).filter(same).collect();
        let [aim] = goals[..] else { continue };
        if quantity.is_exact() && aim.change.is_none() {
            against_word(sink, aim, quantity);
        }
    }
}

/// The level that a goal leads to.
fn level(aim: &Aim) -> Option<f64> {
    aim.level.filter(|level| !level.hole).map(|level| level.low).or_else(|| aim.target.resolve(None))
}

/// The quantity that states it.
fn stated(aim: &Aim) -> Option<Quantity> {
    aim.level.or(aim.quantity)
}

/// True of a goal that names its level, and not the change to it alone.
fn settled(aim: &Aim) -> bool {
    aim.level.or(aim.quantity.filter(|_| aim.change.is_none())).is_some()
}

/// Reports a figure that the text calls a goal's, where it is another.
fn against_word(sink: &mut Sink, aim: &Aim, said: &Quantity) {
    if let (Some(value), Some(like)) = (level(aim), stated(aim))
        && differs(value, said.low)
    {
        let line = sink.model.text.number(aim.line).to_string();
        let (this, that) = (amount(said.low, &like), amount(value, &like));
        sink.report(&RULE, &WORDS, said.start, said.end, &[&aim.name, &this, &that, &line]).against(aim.line);
    }
}

fn differs(a: f64, b: f64) -> bool {
    (a - b).abs() > 0.002 * a.abs().max(b.abs()) + 1e-9
}

fn against_goal(sink: &mut Sink, aim: &Aim, value: f64, twin: &Aim) {
    if let (Some(first), Some(a), Some(b)) = (level(twin), stated(aim), stated(twin))
        && a.measure == b.measure
        && differs(first, value)
    {
        let line = sink.model.text.number(twin.line).to_string();
        let (this, that) = (amount(value, &a), amount(first, &b));
        sink.report(&RULE, &TWO, aim.start, aim.end, &[&aim.name, &this, &that, &line]).against(twin.line);
    }
}

fn against_figures(sink: &mut Sink, seen: &[&Aim]) {
    let model = sink.model;
    for item in &model.figures {
        let Some(target) = item.target.as_ref().and_then(|target: &Target| target.resolve(None)) else {
            continue;
        };
        // What no catalogue knows must be called alike, and may be a part.
        // Of several goals of one metric the one that is called alike is meant, or none.
        let of_metric =
            || seen.iter().copied().filter(|aim| item.metric.is_some() && aim.metric == item.metric);
        let alone = || of_metric().next().filter(|_| of_metric().nth(1).is_none());
        let known = of_metric().find(|aim| aim.name == item.name).or_else(alone);
        let named = |aim: &&Aim| {
            let level = stated(aim).is_some_and(|q| q.is_exact() && !aim.each);
            let sure = told(aim) || item.tabular && aim.name.chars().count() == 2;
            item.metric.is_none() && item.target_at.is_some() && sure && aim.name == item.name && level
        };
        let Some(aim) = known.or_else(|| model.aims.iter().take(400).find(named)) else { continue };
        let (Some(value), Some(quantity)) = (level(aim), stated(aim)) else { continue };
        // 增长20% in the appraisal is no other target than the level that it leads to.
        let told = item
            .target_at
            .and_then(|(from, to)| crate::quantity::within(&model.quantities, from, to).first());
        let rate = |measure: Measure| matches!(measure, Measure::Percent | Measure::Points);
        let grows = aim.change.is_some() && aim.level.is_none() && quantity.measure == Measure::Percent;
        if grows || told.is_some_and(|told| rate(told.measure) != rate(quantity.measure)) {
            continue;
        }
        let same = item.name == aim.name || item.metric.and_then(lexicon::entry_of).is_some();
        if same && differs(value, target) {
            let like = Quantity { measure: level_measure(&quantity), ..quantity };
            let line = model.text.number(aim.line).to_string();
            let (start, end) = item.target_at.unwrap_or((item.start, item.end));
            let (this, that) = (amount(target, &like), amount(value, &like));
            sink.report(&RULE, &TWO, start, end, &[&item.name, &this, &that, &line]).against(aim.line);
        }
    }
}

/// A goal for a part (产品A: 300万元) or a scope (每月, 人均, 华东) is about something else.
fn scoped(model: &Model, aim: &Aim) -> bool {
    let from = model.text.lines[aim.line].start.max(aim.start.saturating_sub(12));
    let label = model.outline.block(aim.line);
    let named = (label.start, label.label_end.min(aim.start));
    let of_part = label.label_end > label.start
        && label.label_end <= aim.start
        && model.text.metric(named.0, named.1).is_none()
        && !terms::WHOLE.within(model.chars(named));
    of_part || terms::SCOPES.within(&model.text.chars[from..aim.end.min(aim.start + NEAR)])
}

/// The measure of the level that a change leads to.
fn level_measure(quantity: &Quantity) -> Measure {
    if quantity.measure == Measure::Points { Measure::Percent } else { quantity.measure }
}
