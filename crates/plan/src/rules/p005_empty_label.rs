//! P005: a label with nothing after it.

use crate::finding::{Example, Nature, Rule, Says, Sink, says, short, text};
use crate::marks::mark;
use crate::measure::Measure;
use crate::outline::{Block, Shape};
use crate::report::Severity::Warning;
use crate::section::SectionKind;
use crate::terms;

const EMPTY: Says = says(
    Warning,
    0.85,
    ("「{0}」后面没有内容", "nothing follows “{0}”"),
    ("填上内容，或删去这一项", "fill it in, or remove the label"),
);

pub(super) static RULE: Rule = Rule {
    code: "P005",
    name: "empty-label",
    what: text("只有名目、没有内容", "A label with nothing after it"),
    why: text(
        "留着名目没有写，多半是模板里没有填的一项。",
        "It is most likely a line of a template that was not filled in.",
    ),
    nature: Nature::Blank,
    says: &[&EMPTY],
    group: None,
    examples: &[
        Example {
            fires: "一、目标\n- 销售额达到100万元\n- 负责人：\n",
            silent: "一、目标\n- 销售额达到100万元\n- 负责人：李明\n",
        },
        Example {
            fires: "2026年销售计划\n门店：城东店　　店长：\n\n一、目标\n- 销售额达到100万元\n",
            silent: "2026年销售计划\n门店：城东店　　店长：王芳\n\n一、目标\n- 销售额达到100万元\n",
        },
        Example {
            fires: "壹、目标\n一、收入100万元\n贰、经费\n一、印制：3万元\n二、参展费：\n三、交通费：实报实销\n",
            silent: "壹、目标\n一、收入100万元\n贰、经费\n一、印制：3万元\n二、参展费：2万元\n三、交通费：实报实销\n",
        },
    ],
    check,
};

fn check(sink: &mut Sink) {
    let model = sink.model;
    for line in model.lines() {
        let block = *model.outline.block(line);
        if block.content() && block.bare_label() {
            if asks(sink, line, &block) {
                let shown = short(model.chars((block.start, block.label_end)));
                sink.report(&RULE, &EMPTY, block.start, block.label_end, &[&shown]);
            }
        } else if block.content() && block.shape != Shape::Row {
            form(sink, &block);
        }
    }
}

/// 门店：城东店  店长：, 审核：  日期：: labels of a form among others on a line.
fn form(sink: &mut Sink, block: &Block) {
    let model = sink.model;
    let chars = &model.text.chars[..block.end];
    for colon in (block.start..block.end).filter(|at| chars[*at] == ':') {
        let next = crate::number::blank(chars, colon + 1);
        let gap = next >= block.end || next >= colon + 3;
        let from = (block.start..colon)
            .rev()
            .find(|at| !chars[*at].is_alphanumeric())
            .map_or(block.start, |at| at + 1);
        let name = &chars[from..colon];
        let form = terms::FORM_LABELS.are(name);
        // A label of a form, or any short one after a filled one on its line.
        let after = from > block.start + 1 && chars[from - 1] == ' ' && name.len() <= 4 && next >= block.end;
        // 填写人:　　　填写日期: the label of a form, and blanks before the next.
        let asked = (next >= colon + 3 || next >= block.end)
            && from > block.start
            && terms::FORM_ENDINGS.closes(name);
        if gap && (form && from > block.start || after || asked) {
            sink.report(&RULE, &EMPTY, from, colon, &[&short(name)]);
        }
    }
}

/// True of a bare label that asks for a value: a form's, a figure's, or one with nothing below it.
fn asks(sink: &Sink, line: usize, block: &Block) -> bool {
    let model = sink.model;
    let name = model.chars((block.start, block.label_end));
    // 各位合伙人: speaks to someone.
    if terms::SALUTATIONS.at(name, 0).is_some() {
        return false;
    }
    let last = model.outline.lines.1;
    let next = (line + 1..last).find(|line| model.outline.block(*line).shape != Shape::Blank);
    let below = next.map(|next| model.outline.block(next));
    let ends = below.is_none_or(|below| below.section != block.section || below.shape == Shape::Heading);
    let deeper =
        below.and_then(|below| depth(below).zip(depth(block))).is_some_and(|(below, own)| below > own);
    // A parent's title that is repeated, empty, after its list is an artefact of copying.
    let repeated = (model.outline.lines.0..line).rev().take(60).any(|before| {
        let other = model.outline.block(before);
        other.section == block.section
            && other.bare_label()
            && model.chars((other.start, other.label_end)) == name
    });
    if repeated || deeper {
        return false;
    }
    // 店长签字: a label may go on by two letters, or have as many before it.
    let form = (0..=2).any(|skip| {
        name.get(skip..)
            .is_some_and(|rest| terms::FORM_LABELS.ends(rest, 0).any(|end| skip + rest.len() - end <= 2))
    });
    // 活动礼品： at the end of a paragraph, and another paragraph below it.
    let closes = block.shape == Shape::Prose
        && line > model.outline.lines.0
        && model.outline.block(line - 1).shape == Shape::Prose
        && model.outline.block(line - 1).section == block.section
        && next.is_some_and(|next| next > line + 1)
        && below.is_some_and(|below| below.shape == Shape::Prose && below.label_end <= below.start);
    // 大工：老范、阿坤 / 洗车工：: who does the work, below another of them.
    let who = || {
        let above = model.outline.block(line - 1);
        name.len() <= 4
            && name.last().is_some_and(|c| crate::number::among(*c, "工员师长手"))
            && above.shape == block.shape
            && above.label_end > above.start
            && above.body < above.end
    };
    let post = line > model.outline.lines.0 && who();
    form || ends
        || closes
        || post
        || unpriced(sink, line, block, below)
        || sibling(sink, line, block, next.zip(below))
}

/// 产说会场地费： among things with their amounts, and nothing of its own below it.
fn unpriced(sink: &Sink, line: usize, block: &Block, below: Option<&Block>) -> bool {
    let model = sink.model;
    let priced = |other: usize| {
        let own = model.outline.block(other);
        let money = |q: &crate::quantity::Quantity| q.measure == Measure::Money;
        own.section == block.section
            && own.shape == block.shape
            && own.label_end > own.start
            && model.quantities_in(other, other + 1).iter().any(money)
    };
    let lines = model.outline.lines.0.max(line.saturating_sub(12))..model.outline.lines.1.min(line + 12);
    model.outline.within(line, SectionKind::Resources)
        && block.label_end - block.start <= 12
        && below.is_none_or(|below| below.shape == block.shape)
        && lines.filter(|other| *other != line && priced(*other)).count() > 1
}

/// True where the labels before and after it in the same row of things have their text on their own lines: the
/// numbers go on (4、… 5、… 6、…), both are figures, or it is a form of short values.
fn sibling(sink: &Sink, line: usize, block: &Block, below: Option<(usize, &Block)>) -> bool {
    let model = sink.model;
    let Some((next, below)) = below else { return false };
    if below.bare_label() || depth(below) != depth(block) {
        return false;
    }
    if let (Some(own), Some(after)) = (number(sink, line), number(sink, next)) {
        return after == own + 1;
    }
    let labelled = below.label_end > below.start;
    let length = block.label_end - block.start;
    match depth(block) {
        Some(_) => {
            length <= 12
                && !terms::GROUPS.within(model.chars((block.start, block.label_end)))
                && model.text.metric(block.start, block.label_end).is_some()
                && model.text.metric(below.start, below.label_end).is_some()
        }
        None => labelled && length <= 6 && below.end - below.body <= 6,
    }
}

/// The number that an item begins with.
fn number(sink: &Sink, line: usize) -> Option<u32> {
    let model = sink.model;
    let from = model.text.lines[line].start;
    let block = model.outline.block(line);
    let from = crate::number::blank(&model.text.chars[..block.end], from);
    let whole = &model.text.chars[from..block.end];
    mark(whole).filter(|mark| from + mark.title <= block.start + 1).map(|mark| mark.number)
}

fn depth(block: &Block) -> Option<u16> {
    if let Shape::Item(depth) = block.shape { Some(depth) } else { None }
}
