//! S004: headings whose numbers leave one out.

use crate::finding::{Example, Nature, Rule, Says, Sink, says, text};
use crate::marks::{Style, mark};
use crate::number::blank;
use crate::outline::Shape;
use crate::report::Severity::Warning;

const GAP: Says = says(
    Warning,
    0.9,
    ("标题编号从 {0} 跳到 {1}", "headings are numbered {0}, then {1}"),
    ("检查是否漏了一部分，或改正编号", "see whether a part is missing, or correct the number"),
);

pub(super) static RULE: Rule = Rule {
    code: "S004",
    name: "numbering-gap",
    what: text("标题编号不连续", "A gap in the numbers of headings"),
    why: text("跳号往往是删掉或漏掉了一部分。", "A number left out often means a section left out."),
    nature: Nature::Defect,
    says: &[&GAP],
    group: None,
    examples: &[Example {
        fires: "一、引言\n说明。\n三、目标\n- 销售额达到100万元\n",
        silent: "一、引言\n说明。\n二、目标\n- 销售额达到100万元\n",
    }],
    check,
};

fn check(sink: &mut Sink) {
    let model = sink.model;
    let parts = &model.outline.parts;
    for (index, part) in parts.iter().enumerate() {
        let sibling = |other: &&_| {
            let other: &crate::outline::Part = other;
            other.parent == part.parent && other.style == part.style && other.level == part.level
        };
        let Some(before) = parts[..index].iter().rev().take(200).find(sibling) else { continue };
        let follows = part.number == 1 || part.number == before.number + 1;
        if part.style == Style::Plain || part.number == 0 || follows {
            continue;
        }
        // Numbers between them may stand before sentences.
        let between = model.outline.last_number(model.text, before.first + 1..part.first, part.style);
        if part.number != between + 1 {
            let (from, to) = (before.number.to_string(), part.number.to_string());
            sink.report(&RULE, &GAP, part.heading.0, part.heading.1, &[&from, &to]);
        }
    }
    items(sink);
}

/// （一）…（二）…（四）…: items with Chinese numbers one right after another, of which one is left out.
fn items(sink: &mut Sink) {
    let model = sink.model;
    let mut before: Option<(u32, Option<usize>)> = None;
    for line in model.lines() {
        let block = model.outline.block(line);
        if !matches!(block.shape, Shape::Item(_)) {
            if block.shape != Shape::Blank {
                before = None;
            }
            continue;
        }
        let at = model.text.lines[line];
        let start = blank(&model.text.chars[..at.end], at.start);
        let mark = mark(model.chars((start, at.end)))
            .filter(|mark| matches!(mark.style, Style::ChineseInBrackets | Style::Decimal));
        let number = mark.map(|mark| mark.number);
        if let (Some((last, section)), Some(number)) = (before, number)
            && section == block.section
            && number == last + 2
        {
            let (from, to) = (last.to_string(), number.to_string());
            sink.report(&RULE, &GAP, start, block.end.min(start + 24), &[&from, &to]);
        }
        before = number.map(|number| (number, block.section));
    }
}
