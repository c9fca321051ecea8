//! S: what the plan is made of.

use crate::finding::{Change, Rule, Sink, figure, rule, short};
use crate::lexicon::{Word, contains_any};
use crate::number::among;
use crate::number::{digit, magnitude, numeral};
use crate::marks::Style;
use crate::outline::{SectionKind, Shape, ends_sentence};
use crate::quantity::one_of;
use crate::report::Severity::{Error, Info, Warning};
use crate::skeleton;

const S001_GOALS: Rule = rule(
    "S001",
    Error,
    1.0,
    (
        "缺少「{0}」部分：没有它，这份计划无法考核",
        "there is no section on {0}: without it the plan cannot be judged",
    ),
    (
        "在此处补写「{0}」，可插入骨架后逐项填写",
        "insert a section on {0} here; the snippet lists what it needs",
    ),
);
const S001: Rule = rule(
    "S001",
    Warning,
    0.95,
    ("缺少「{0}」部分", "there is no section on {0}"),
    (
        "在此处补写「{0}」，可插入骨架后逐项填写",
        "insert a section on {0} here; the snippet lists what it needs",
    ),
);
const S001_ELEMENT: Rule = rule(
    "S001",
    Info,
    0.7,
    ("「{0}」没有写到：{1}", "the section on {0} does not speak of: {1}"),
    ("补充{1}，或说明为何不适用", "add {1}, or say why it does not apply"),
);
const S002: Rule = rule(
    "S002",
    Warning,
    1.0,
    ("「{0}」只有标题，没有内容", "“{0}” is a heading with nothing below it"),
    ("写出内容，或删去这个标题", "write its content, or remove the heading"),
);
const S003: Rule = rule(
    "S003",
    Warning,
    0.9,
    ("目录列出了「{0}」，正文中没有", "“{0}” stands in the contents list only"),
    ("补写这一部分，或从目录中删去", "write this section, or take it off the list"),
);
const S004: Rule = rule(
    "S004",
    Warning,
    0.9,
    ("标题编号从 {0} 跳到 {1}", "headings are numbered {0}, then {1}"),
    ("检查是否漏了一部分，或改正编号", "see whether a part is missing, or correct the number"),
);
const S005: Rule = rule(
    "S005",
    Warning,
    0.8,
    ("写明有 {0} 项，实际列出 {1} 项", "{0} are announced, {1} are listed"),
    ("补齐缺的项，或改正数字", "add what is missing, or correct the number"),
);
const S006: Rule = rule(
    "S006",
    Warning,
    1.0,
    ("文件里有 {0} 份计划", "the file holds {0} plans"),
    ("只留自己的一份，或逐份检查", "keep your own, or check them one by one"),
);
const S007: Rule = rule(
    "S007",
    Warning,
    0.95,
    ("网页转载留下的文字：{0}", "left over from a web page: {0}"),
    ("删去这一句", "remove it"),
);
const S008: Rule = rule(
    "S008",
    Info,
    0.7,
    ("目标里混入了对过去的回顾：{0}", "a look back stands among the goals: {0}"),
    ("移到现状分析，目标只写要达到什么", "move it to the situation; goals say what is to be reached"),
);

#[inline(never)]
pub(super) fn run(sink: &mut Sink) {
    missing(sink);
    sections(sink);
    announced(sink);
    plans(sink);
    boilerplate(sink);
    past(sink);
}

/// Required sections and elements that are not there.
#[inline(never)]
fn missing(sink: &mut Sink) {
    let model = sink.model;
    let locale = sink.locale;
    let order = model.shape.sections;
    for (at, &(kind, _)) in order.iter().enumerate() {
        let name = kind.name(locale);
        let indices = |element: bool| -> Vec<usize> {
            (0..model.places.len())
                .filter(|i| {
                    let place = &model.places[*i];
                    place.section == kind && place.lines.is_none() && (!element || place.element.is_some())
                })
                .collect()
        };
        let there = model.outline.of_kind(kind).next().is_some();
        if there {
            let absent = indices(true);
            if !absent.is_empty() && model.outline.of_kind(kind).any(|part| !part.empty) {
                let names: Vec<&str> = absent
                    .iter()
                    .filter_map(|i| model.places[*i].element)
                    .map(|e| e.name.get(locale))
                    .collect();
                let last = model.outline.of_kind(kind).map(|part| part.last).max().unwrap_or(1) - 1;
                let list = names.join(locale.pick("、", ", "));
                sink.report_end(&S001_ELEMENT, last, &[name, &list]).missing = absent;
            }
            continue;
        }
        // It belongs after the nearest earlier section that is there.
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
        let rule = if kind == SectionKind::Goals { &S001_GOALS } else { &S001 };
        let snippet = skeleton::section(&model.shape, kind, locale);
        let draft = sink.report_end(rule, line, &[name]);
        draft.missing = indices(false);
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
}

#[inline(never)]
fn sections(sink: &mut Sink) {
    let model = sink.model;
    // Kinds whose sections are all empty cost their whole weight, once.
    let mut charged: Vec<SectionKind> = Vec::new();
    for (index, part) in model.outline.parts.iter().enumerate() {
        let title = short(model.chars(part.title));
        if part.empty && part.children == 0 {
            let draft = sink.report(&S002, part.heading.0, part.heading.1, &[&title]);
            if part.level == 1
                && !charged.contains(&part.kind)
                && model.outline.of_kind(part.kind).all(|p| p.empty)
            {
                // An empty section is worth what a missing one is.
                charged.push(part.kind);
                draft.missing =
                    (0..model.places.len()).filter(|i| model.places[*i].section == part.kind).collect();
            }
        }
        let before = model.outline.parts[..index].iter().rev().take(200).find(|other| {
            other.parent == part.parent && other.style == part.style && other.level == part.level
        });
        if let Some(before) = before
            && part.style != Style::Plain
            && part.number > 0
            && part.number != before.number + 1
            && part.number != 1
            // Numbers between them may stand before sentences.
            && part.number
                != 1 + model.outline.last_number(model.text, before.first + 1..part.first, part.style)
        {
            let (from, to) = (before.number.to_string(), part.number.to_string());
            sink.report(&S004, part.heading.0, part.heading.1, &[&from, &to]);
        }
    }
    let contents = &model.outline.contents;
    for &(_, start, end) in contents {
        let name = &model.text.chars[start..end];
        let there = model.outline.parts.iter().any(|part| {
            let title = model.chars(part.title);
            title == name || title.starts_with(name) || name.ends_with(title)
        });
        if !there {
            let title = short(name);
            sink.report(&S003, start, end, &[&title]);
        }
    }
}

/// 七大策略, with five listed below.
#[inline(never)]
fn announced(sink: &mut Sink) {
    const NOUNS: &str = "策略 措施 举措 目标 指标 任务 方面 重点 行动 计划 工作 保障 风险 步骤 抓手";
    let model = sink.model;
    for (index, part) in model.outline.parts.iter().enumerate() {
        let title = model.chars(part.title);
        let Some((count, from, to)) = count_in(title, NOUNS) else { continue };
        let listed = listed_below(sink, index);
        if listed > 1 && listed != count {
            let (said, found) = (count.to_string(), listed.to_string());
            sink.report(&S005, part.title.0 + from, part.title.0 + to, &[&said, &found]);
        }
    }
}

#[inline(never)]
fn count_in(title: &[char], nouns: &str) -> Option<(usize, usize, usize)> {
    (0..title.len()).find_map(|at| {
        if !(digit(title[at]).is_some() || title[at].is_ascii_digit() || magnitude(title[at]) == Some(10.0))
            || at > 0 && (digit(title[at - 1]).is_some() || among(title[at - 1], "第前"))
        {
            return None;
        }
        let number =
            numeral(title, at).filter(|n| n.value.fract() == 0.0 && (2.0..=20.0).contains(&n.value))?;
        let measure = title.get(number.end).is_some_and(|c| among(*c, "大项个条"));
        let next = number.end + usize::from(measure);
        let noun = (next..title.len().min(next + 5)).any(|i| one_of(title, i, nouns).is_some());
        (measure && noun).then_some((number.value as usize, at, next))
    })
}

/// How many parts or, without parts, top list items a section has.
#[inline(never)]
fn listed_below(sink: &Sink, index: usize) -> usize {
    let model = sink.model;
    let part = &model.outline.parts[index];
    if part.children > 0 {
        return part.children;
    }
    let items: Vec<u16> = (part.first..part.last)
        .filter_map(|line| match model.outline.block(line).shape {
            Shape::Item(depth) => Some(depth),
            _ => None,
        })
        .collect();
    let top = items.iter().min().copied().unwrap_or(0);
    items.iter().filter(|depth| **depth == top).count()
}

#[inline(never)]
fn plans(sink: &mut Sink) {
    let model = sink.model;
    if model.plans > 1
        && model.index == 1
        && let Some((start, end)) = model.outline.title
    {
        let plans = figure(model.plans as f64);
        sink.report(&S006, start, end, &[&plans]);
    }
}

#[inline(never)]
fn boilerplate(sink: &mut Sink) {
    let model = sink.model;
    for line in model.outline.lines.0..model.outline.lines.1 {
        let at = model.text.lines[line];
        let chars = &model.text.chars[at.start..at.end];
        if !model.line_has(line, Word::Boilerplate)
            || chars.len() > 600
            || model.outline.block(line).shape == Shape::Blank
        {
            continue;
        }
        if let Some(hit) = model.text.find(Word::Boilerplate, at.start, at.end) {
            let found = model.chars((hit.start(), hit.end()));
            let word = short(found);
            let weak = contains_any(found, "范文 本站 仅供参考 为您呈现 收集整理");
            if weak && !contains_any(chars, "本文 本站 本内容 转载 网站") {
                continue;
            }
            let block = model.outline.block(line);
            let (start, end) = (block.start.min(block.end), block.end);
            let draft = sink.report(&S007, start, end, &[&word]);
            if block.content() {
                // Its sentence alone: the rest of the line may be the plan's.
                let full_stop = |at: &usize| ends_sentence(model.text.chars[*at]);
                let from = (start..hit.start()).rev().find(full_stop).map_or(start, |at| at + 1);
                let to = (hit.end()..end).find(full_stop).map_or(end, |at| at + 1);
                draft.change(Change::Replace(from, to, String::new()));
            }
        }
    }
}

/// Results of the past among the goals.
#[inline(never)]
fn past(sink: &mut Sink) {
    let model = sink.model;
    for line in model.outline.lines.0..model.outline.lines.1 {
        let block = model.outline.block(line);
        if !block.content()
            || !model.outline.within(line, SectionKind::Goals)
            || model.aims.iter().any(|aim| aim.line == line)
        {
            continue;
        }
        let chars = &model.text.chars[block.start..block.end];
        let Some(hit) = model.text.find(Word::Past, block.start, block.end) else { continue };
        let at = hit.start();
        let compared = at > block.start && among(model.text.chars[at - 1], "较比在");
        if !compared
            && contains_any(chars, "完成了 实现了 达到了 已完成 已实现 累计 共完成 完成 回顾")
            && !contains_any(chars, "目标 计划")
        {
            let words = short(chars);
            sink.report(&S008, block.start, block.end, &[&words]);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::examples::hold;

    #[test]
    fn examples() {
        hold(&[
            (
                "S001",
                "一、引言\n说明。\n二、总结\n说明。\n",
                "一、引言\n说明。\n二、现状\n说明。\n三、目标\n- 销售额达到100万元\n四、策略\n- 每月拜访10家\n五、绩效考核\n- 指标每月检查\n六、团队建设\n说明。\n七、风险\n- 流失：提前回访\n八、预算\n- 费用：1万元\n九、总结\n说明。\n",
            ),
            (
                "S002",
                "一、引言\n二、目标\n- 销售额达到100万元\n",
                "一、引言\n说明。\n二、目标\n- 销售额达到100万元\n",
            ),
            (
                "S003",
                "目录\n一、引言\n二、目标\n三、预算\n\n一、引言\n本计划说明。\n二、目标\n- 销售额达到100万元\n",
                "目录\n一、引言\n二、目标\n\n一、引言\n本计划说明。\n二、目标\n- 销售额达到100万元\n",
            ),
            (
                "S004",
                "一、引言\n说明。\n三、目标\n- 销售额达到100万元\n",
                "一、引言\n说明。\n二、目标\n- 销售额达到100万元\n",
            ),
            ("S005", "一、三大策略\n- 拜访老客户\n- 参加展会\n", "一、两大策略\n- 拜访老客户\n- 参加展会\n"),
            (
                "S006",
                "篇1:《计划》\n一、引言\n说明。\n篇2:《计划》\n一、引言\n说明。\n",
                "篇1:《计划》\n一、引言\n说明。\n",
            ),
            (
                "S007",
                "一、引言\n本内容由网友收集整理，不代表本站观点。\n",
                "一、引言\n收集整理客户意见，形成清单。\n",
            ),
            ("S008", "一、目标\n- 去年完成销售额900万元。\n", "一、目标\n- 销售额较去年增长20%。\n"),
        ]);
    }
}
