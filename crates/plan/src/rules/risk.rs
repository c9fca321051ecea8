//! R: risks and what is done about them.

use crate::finding::{Change, Rule, Sink, rule, short};
use crate::lexicon::{Word, contains_any};
use crate::outline::{Block, Part, SectionKind, Shape};
use crate::owner::owner;
use crate::quantity::one_of;
use crate::report::Severity::{Info, Warning};
use crate::sheet::Role;

const R001: Rule = rule(
    "R001",
    Warning,
    0.9,
    ("「{0}」没有列出一条风险", "“{0}” names no risk"),
    ("逐条写明风险、应对措施、负责人和触发条件", "list each risk with its response, owner and trigger"),
);
const R002: Rule = rule(
    "R002",
    Warning,
    0.85,
    ("风险没有应对措施：{0}", "a risk without a response: {0}"),
    ("写明发生时做什么、谁来做", "say what is done when it happens, and by whom"),
);
const R003: Rule = rule(
    "R003",
    Info,
    0.7,
    ("风险没有负责人，也没有触发条件：{0}", "neither owner nor trigger: {0}"),
    ("写明由谁盯、看到什么信号启动应对", "say who watches it and what starts the response"),
);
const R003_ALL: Rule = rule(
    "R003",
    Info,
    0.7,
    (
        "「{0}」的 {1} 条风险都没有负责人和触发条件",
        "none of the {1} risks of “{0}” has an owner or a trigger",
    ),
    (
        "至少为影响最大的风险写明由谁盯、看到什么信号启动应对",
        "say who watches the gravest ones and what starts the response",
    ),
);
const R004: Rule = rule(
    "R004",
    Warning,
    0.75,
    ("应对只是把风险重说一遍：{0}", "the response only restates the risk: {0}"),
    ("写出具体做什么", "say what is done"),
);

#[inline(never)]
pub(super) fn run(sink: &mut Sink) {
    let model = sink.model;
    for part in model.outline.of_kind(SectionKind::Risk).filter(|part| part.level == 1 && !part.empty) {
        section(sink, part);
    }
}

#[inline(never)]
fn section(sink: &mut Sink, part: &Part) {
    let model = sink.model;
    let mut risks = 0;
    let mut unowned: Vec<Block> = Vec::new();
    for line in part.first..part.last {
        let block = *model.outline.block(line);
        if block.bare_label() {
            risks += usize::from(block.content());
            continue;
        }
        if !matches!(block.shape, Shape::Item(_)) || block.end <= block.start {
            continue;
        }
        risks += 1;
        let body = model.chars((block.start, block.end));
        if contains_any(body, "__ 【】") {
            continue;
        }
        if restated(sink, &block) {
            continue;
        }
        if !responds(sink, line, part.last) {
            let shown = short(body);
            let text = sink.locale.pick("应对：____，负责人：____。", " Response: ____, owner: ____.");
            sink.report(&R002, block.start, block.end, &[&shown])
                .change(Change::After(block.end, text.to_owned()));
            continue;
        }
        if owner(&model.text.chars, block.start, block.end).is_none()
            && !model.text.has(Word::Trigger, block.start, block.end)
        {
            unowned.push(block);
        }
    }
    for table in model.tables.iter().filter(|t| t.first_line >= part.first && t.first_line < part.last) {
        for row in &table.rows {
            risks += 1;
            let name = table.cell(row, Role::Risk).or(row.cells.first().copied());
            let Some((start, end)) = name.filter(|(start, end)| end > start) else { continue };
            let shown = short(model.chars((start, end)));
            if contains_any(model.chars((start, end)), "__") {
                continue;
            }
            if table.cell(row, Role::Response).is_none_or(|(from, to)| to <= from) {
                sink.report(&R002, start, end, &[&shown]);
            } else if [Role::Owner, Role::Trigger]
                .iter()
                .all(|role| table.cell(row, *role).is_none_or(|(from, to)| to <= from))
            {
                sink.report(&R003, start, end, &[&shown]);
            }
        }
    }
    // Prose names risks too.
    let prose =
        (part.first..part.last).filter(|line| model.outline.block(*line).shape == Shape::Prose).any(|line| {
            contains_any(
                model.chars((model.outline.block(line).start, model.outline.block(line).end)),
                "风险 流失 下滑 波动 竞争 不足 延迟 影响 上涨 降价 短缺 __",
            )
        });
    if risks == 0 && !prose {
        let title = short(model.chars(part.title));
        sink.report(&R001, part.heading.0, part.heading.1, &[&title]);
    }
    if unowned.len() > 3 {
        let title = short(model.chars(part.title));
        let count = unowned.len().to_string();
        sink.report(&R003_ALL, part.heading.0, part.heading.1, &[&title, &count]);
    } else {
        for block in unowned {
            let shown = short(model.chars((block.start, block.end)));
            sink.report(&R003, block.start, block.end, &[&shown]);
        }
    }
}

/// A response stands in the risk's own line, or in the lines indented below it.
#[inline(never)]
fn responds(sink: &Sink, line: usize, last: usize) -> bool {
    let model = sink.model;
    let block = model.outline.block(line);
    let own = if block.label_end > block.start { block.body } else { block.start };
    let answers = |from: usize, to: usize| {
        model.text.words(from.min(to), to).any(|hit| matches!(hit.word, Word::Response | Word::Act))
    };
    // 原材料涨价: 锁价协议 names a response without a verb, where it does not go on about the risk.
    let named = || {
        block.label_end > block.start
            && block.end >= own + 4
            && !contains_any(
                model.chars((own, block.end)),
                "可能 导致 影响 造成 引发 风险 下降 下滑 流失 损失 加剧 波动 不足 延迟 may might could risk",
            )
    };
    if answers(own, block.end) || named() {
        return true;
    }
    let Shape::Item(depth) = block.shape else { return false };
    (line + 1..last)
        .map(|below| model.outline.block(below))
        .take_while(|below| match below.shape {
            Shape::Item(other) => other > depth,
            Shape::Blank | Shape::Prose => true,
            _ => false,
        })
        .take(12)
        .any(|below| answers(below.start, below.end))
}

/// Reports 客户流失: 防止客户流失; true if it is one.
#[inline(never)]
fn restated(sink: &mut Sink, block: &Block) -> bool {
    let model = sink.model;
    if block.label_end <= block.start {
        return false;
    }
    let label: Vec<char> = strip(model.chars((block.start, block.label_end)));
    let body: Vec<char> = strip(model.chars((block.body, block.end)));
    if label.len() < 3 || body.is_empty() || body.len() > label.len() + 2 {
        return false;
    }
    let shared = body.iter().filter(|c| label.contains(c)).count();
    let same = shared * 10 >= body.len() * 8;
    if same {
        let shown = short(model.chars((block.start, block.end)));
        sink.report(&R004, block.body, block.end, &[&shown]);
    }
    same
}

/// Without the words that any restatement has.
#[inline(never)]
fn strip(chars: &[char]) -> Vec<char> {
    const EMPTY: &str =
        "应对 防止 防范 避免 减少 降低 控制 加强 注意 关注 积极 及时 做好 风险 的 。 : , 预案 措施";
    let mut left = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        match one_of(chars, at, EMPTY) {
            Some(end) => at = end,
            None => {
                left.push(chars[at]);
                at += 1;
            }
        }
    }
    left
}

#[cfg(test)]
mod tests {
    use crate::rules::examples::hold;

    #[test]
    fn examples() {
        hold(&[
            ("R001", "一、风险\n本章从略。\n", "一、风险\n- 大客户流失：提前回访\n"),
            ("R002", "一、风险\n- 竞品降价\n", "一、风险\n- 竞品降价：准备特价方案\n"),
            (
                "R003",
                "一、风险\n- 竞品降价：准备特价方案\n",
                "一、风险\n- 竞品降价：准备特价方案，由李明负责\n",
            ),
            (
                "R004",
                "一、风险\n- 客户流失：防止客户流失\n",
                "一、风险\n- 客户流失：组长每月回访前十大客户\n",
            ),
        ]);
    }
}
