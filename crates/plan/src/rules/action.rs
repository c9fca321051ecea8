//! A: actions that someone does by some time.

use crate::finding::{Change, Rule, Sink, rule, short};
use crate::lexicon::{Word, contains_any};
use crate::outline::{Block, Part, SectionKind, Shape};
use crate::owner::owner;
use crate::report::Severity::{Info, Warning};

const A001: Rule = rule(
    "A001",
    Info,
    0.7,
    ("行动没有负责人：{0}", "nobody does it: {0}"),
    ("补上「负责人：姓名」", "add who does it"),
);
const A001_ALL: Rule = rule(
    "A001",
    Warning,
    0.8,
    ("「{0}」的 {2} 项行动中 {1} 项没有负责人", "{1} of the {2} actions of “{0}” have no owner"),
    ("为每项行动写明由谁负责", "say who does each"),
);
const A002: Rule = rule(
    "A002",
    Info,
    0.7,
    ("行动没有时间，也没有频率：{0}", "neither date nor rhythm: {0}"),
    ("写明什么时候完成，或多久做一次", "say by when, or how often"),
);
const A002_ALL: Rule = rule(
    "A002",
    Warning,
    0.8,
    (
        "「{0}」的 {2} 项行动中 {1} 项没有时间安排",
        "{1} of the {2} actions of “{0}” have neither date nor rhythm",
    ),
    ("为每项行动写明完成时间或频率", "say by when or how often for each"),
);
const A003: Rule = rule(
    "A003",
    Warning,
    0.75,
    ("只有笼统的动词，看不出做什么：{0}", "only vague verbs, nothing to do: {0}"),
    ("写出做什么、做多少、什么时候", "say what, how much and when"),
);
const A004: Rule = rule(
    "A004",
    Warning,
    0.85,
    ("表格有空格：第 {0} 列", "an empty cell in column {0}"),
    ("填上内容，或写「无」", "fill it in, or write “none”"),
);

#[inline(never)]
pub(super) fn run(sink: &mut Sink) {
    let model = sink.model;
    for part in model
        .outline
        .of_kind(SectionKind::Strategy)
        .filter(|part| part.parent.is_none_or(|p| model.outline.parts[p].kind != SectionKind::Strategy))
    {
        section(sink, part);
    }
    cells(sink);
}

#[inline(never)]
fn section(sink: &mut Sink, part: &Part) {
    let model = sink.model;
    let chars = &model.text.chars;
    let (mut unowned, mut undated): (Vec<Block>, Vec<Block>) = (Vec::new(), Vec::new());
    let mut actions = 0usize;
    for line in part.first..part.last {
        let block = *model.outline.block(line);
        if !matches!(block.shape, Shape::Item(_)) || block.bare_label() || block.end <= block.start {
            continue;
        }
        let body = model.chars((block.start, block.end));
        if contains_any(body, "__ 【】") {
            continue;
        }
        actions += 1;
        // What is written below an item goes on about it.
        let prose = |line: &usize| matches!(model.outline.block(*line).shape, Shape::Prose | Shape::Blank);
        let rest = || {
            let last = (line + 1..part.last).take_while(prose).last().unwrap_or(line);
            (block.end, model.outline.block(last).end.max(block.end))
        };
        let owned = |(start, end): (usize, usize)| owner(chars, start, end).is_some();
        if !owned((block.start, block.end)) && !owned(rest()) {
            unowned.push(block);
        }
        let timely = |(start, end): (usize, usize)| {
            model.text.has(Word::Rhythm, start, end)
                || contains_any(&chars[start..end], "天内 周内 小时内 分钟内 每")
                || model.timely(start, end)
        };
        let timed = timely((block.start, block.end)) || timely(rest());
        if !timed {
            undated.push(block);
        }
        let quantified = !model.quantities_in(line, line + 1).is_empty();
        let short_one = block.end - block.body.max(block.start) <= 18;
        let vague = model.line_has(line, Word::Vague) && !model.line_has(line, Word::Act);
        if vague && !timed && !quantified && short_one {
            let shown = short(body);
            sink.report(&A003, block.start, block.end, &[&shown]);
        }
    }
    collected(
        sink,
        part,
        actions,
        &unowned,
        (&A001, &A001_ALL),
        sink.locale.pick("，负责人：____", ", owner: ____"),
    );
    collected(
        sink,
        part,
        actions,
        &undated,
        (&A002, &A002_ALL),
        sink.locale.pick("，完成时间：____", ", by ____"),
    );
}

/// One finding for a section where most lack it, else one for each.
#[inline(never)]
fn collected(
    sink: &mut Sink,
    part: &Part,
    actions: usize,
    lacking: &[Block],
    (one, all): (&Rule, &Rule),
    snippet: &str,
) {
    let model = sink.model;
    if lacking.len() > 3 && lacking.len() * 2 >= actions {
        let title = short(model.chars(part.title));
        let (count, of) = (lacking.len().to_string(), actions.to_string());
        sink.report(all, part.heading.0, part.heading.1, &[&title, &count, &of]);
        return;
    }
    for block in lacking {
        let shown = short(model.chars((block.start, block.end)));
        let mut at = block.end;
        while at > block.start + 1 && matches!(model.text.chars[at - 1], '。' | ';' | ' ') {
            at -= 1;
        }
        sink.report(one, block.start, block.end, &[&shown]).change(Change::After(at, snippet.to_owned()));
    }
}

#[inline(never)]
fn cells(sink: &mut Sink) {
    let model = sink.model;
    for table in &model.tables {
        for row in &table.rows {
            let filled = row.cells.iter().filter(|(from, to)| to > from).count();
            if filled == 0 || row.cells.len() < 2 {
                continue;
            }
            let total = row
                .cells
                .first()
                .is_some_and(|(a, b)| contains_any(&model.text.chars[*a..*b], "合计 总计 小计 Total"));
            for (column, (from, to)) in row.cells.iter().enumerate().take(table.roles.len()) {
                // A weight or amount that is missing has a rule of its own.
                if to <= from && !total {
                    let number = (column + 1).to_string();
                    sink.report_end(&A004, row.line, &[&number]);
                    break;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::examples::hold;

    #[test]
    fn examples() {
        hold(&[
            ("A001", "一、策略\n- 每月拜访10家老客户\n", "一、策略\n- 每月拜访10家老客户，负责人：李明\n"),
            ("A002", "一、策略\n- 拜访老客户，负责人：李明\n", "一、策略\n- 每月拜访老客户，负责人：李明\n"),
            ("A003", "一、策略\n- 加强线上直播\n", "一、策略\n- 每周三直播演示一个产品\n"),
            (
                "A004",
                "一、考核\n| 指标 | 权重 | 目标 |\n|---|---|---|\n| 销售额 | 100% | |\n",
                "一、考核\n| 指标 | 权重 | 目标 |\n|---|---|---|\n| 销售额 | 100% | 1万元 |\n",
            ),
        ]);
    }
}
