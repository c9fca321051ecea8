//! Goals: what is to be reached, by how much, by when and by whom.

use super::lexicon::{self, Hit, Word, contains_any};
use super::number::{after_last, among};
use super::outline::{Block, Outline, SectionKind, Shape};
use super::owner::owner;
use super::quantity::{Bound, Measure, Quantity, bound_before, ends_with, matches, one_of, within};
use super::sheet::{Role as Column, Table};
use super::text::Text;
use super::when::{Due, YearPart, deadline, part_at, when_at};
use planscore_base::catalog::{Direction, Unit};
use planscore_base::target::Target;

/// A goal as found in the text.
#[derive(Debug, Clone)]
pub(super) struct Aim {
    pub line: usize,
    /// The figure's place in the table of metrics.
    pub metric: Option<u16>,
    /// What the figure is called here.
    pub name: String,
    pub target: Target,
    pub measure: Measure,
    /// The figure that is asked for, and the level it leads to where both are stated.
    pub quantity: Option<Quantity>,
    pub level: Option<Quantity>,
    pub baseline: Option<Quantity>,
    pub due: Option<Due>,
    pub owner: Option<(usize, usize)>,
    pub example: bool,
    pub start: usize,
    pub end: usize,
    /// True for a change, and whether it goes down.
    pub change: Option<bool>,
}

impl Aim {
    pub fn lower_is_better(&self) -> bool {
        self.metric.and_then(lexicon::entry_of).is_some_and(|entry| entry.direction == Direction::Lower)
    }
}

/// What a quantity does in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// 达到 98%.
    Level,
    /// 提升 5%; down or not.
    Delta(bool),
    /// 由 8%.
    Start,
    /// 前 20% 的客户.
    Segment,
}

/// Everything in one sentence that may belong to goals.
struct Sentence<'a> {
    text: &'a Text<'a>,
    start: usize,
    end: usize,
}

/// A line's sentences: ranges between full stops.
#[inline(never)]
fn sentences(chars: &[char], start: usize, end: usize) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut from = start;
    for (at, c) in chars.iter().enumerate().take(end).skip(start) {
        if matches!(c, '。' | ';' | '!' | '?') {
            if at > from {
                found.push((from, at));
            }
            from = at + 1;
        }
    }
    if end > from {
        found.push((from, end));
    }
    found
}

/// Where the bound word before a quantity begins, and which it is.
#[inline(never)]
pub(super) fn prefix_bound(chars: &[char], start: usize, at: usize) -> (usize, Option<Bound>) {
    let mut end = at;
    while end > start && (chars[end - 1] == ' ' || among(chars[end - 1], "约近各均共了")) {
        end -= 1;
    }
    for from in end.saturating_sub(8).max(start)..end {
        if let Some((stop, bound)) = bound_before(chars, from)
            && stop == end
        {
            return (from, Some(bound));
        }
    }
    (end, None)
}

const UP: &str = "提升 提高 增长 增加 上升 扩大 上涨 上调 增幅 涨幅 增幅达 增幅达到 增幅为 增长率达到 拉升 多 增 递增 升 增长了 提升了 提升约 增长约 上浮";
const DOWN: &str = "降低 缩短 减少 下降 压缩 削减 下调 降幅 压降 节约 缩减 降 减 降幅达 降幅达到 降低了 下浮";
const LEVEL: &str = "to 至 到 达 达到 为 成 在 实现 完成 突破 保持 维持 控制 是 新增 = 做到 :";
const START: &str =
    "由 从 自 原来的 原 原有 现有 目前 目前为 现为 当前 去年 上年 上年度 去年的 基数 基线 基准";
const SEGMENT: &str = "前 排名前 排名 TOP top Top 第";

/// How far back a word may stand from the quantity it belongs to.
const NEAR: usize = 120;

impl Sentence<'_> {
    #[inline(never)]
    fn role(&self, quantity: &Quantity) -> Role {
        let chars = &self.text.chars;
        let (from, bound) = prefix_bound(chars, self.start, quantity.start);
        let near = self.start.max(from.saturating_sub(NEAR)).min(from);
        let before = &chars[near..from];
        let after = &chars[quantity.end.min(self.end)..self.end];
        // 账龄超过90天的占比 is a share of some, not 90 days.
        let narrows = matches!(quantity.measure, Measure::Days | Measure::Hours)
            && (bound.is_some() || quantity.bound.is_some())
            && after.first() == Some(&'的');
        if ends_with(before, SEGMENT) && quantity.measure != Measure::Money || narrows {
            return Role::Segment;
        }
        if ends_with(before, "从 由 自 from From")
            || contains_any(&after[..after.len().min(5)], "的基础 基础上 为基")
        {
            return Role::Start;
        }
        if matches!(quantity.measure, Measure::Points) {
            // The nearest verb before decides.
            let verbs = self.text.words(near, from).filter(|hit| matches!(hit.word, Word::Up | Word::Down));
            return Role::Delta(verbs.last().is_some_and(|hit| hit.word == Word::Down));
        }
        if ends_with(before, "增幅达 增幅达到 增幅为 增长率达到") {
            return Role::Delta(false);
        }
        if ends_with(before, "降幅达 降幅达到") {
            return Role::Delta(true);
        }
        if ends_with(before, LEVEL) || bound.is_some() && !ends_with(before, UP) && !ends_with(before, DOWN) {
            return Role::Level;
        }
        if ends_with(before, UP) {
            return Role::Delta(false);
        }
        if ends_with(before, DOWN) {
            return Role::Delta(true);
        }
        if ends_with(before, START) {
            return Role::Start;
        }
        Role::Level
    }
}

/// Reads every goal of a plan: the goals section, or where there is none, whatever states a goal.
#[inline(never)]
pub(super) fn aims(
    text: &Text,
    outline: &Outline,
    tables: &[Table],
    quantities: &[Quantity],
    year: Option<i32>,
) -> (Vec<Aim>, Vec<usize>) {
    let mut found: Vec<Aim> = Vec::new();
    let mut open = Vec::new();
    let has_goals = outline.of_kind(SectionKind::Goals).next().is_some();
    let mut group: Option<(usize, usize)> = None;
    let mut group_section = None;
    for line in outline.lines.0..outline.lines.1 {
        let block = *outline.block(line);
        if !matches!(block.shape, Shape::Item(_) | Shape::Prose) || block.end <= block.start {
            continue;
        }
        let Some(section) = block.section else {
            if has_goals {
                continue;
            }
            elsewhere(text, outline, quantities, line, year, &mut found, &mut open);
            continue;
        };
        if group_section != Some(section) {
            (group, group_section) = (None, Some(section));
        }
        let kind = outline.parts[section].kind;
        if kind != SectionKind::Goals {
            if !has_goals {
                elsewhere(text, outline, quantities, line, year, &mut found, &mut open);
            }
            continue;
        }
        if block.bare_label() {
            group = Some((block.start, block.label_end));
            continue;
        }
        let before = found.len();
        // 第一季度: 300万元 is of the figure that the title of the section names.
        let of_period = names_period(&text.chars, &block);
        let title = outline.parts[section].title;
        let group = if of_period { group.or(Some(title)) } else { group };
        let named = group.and_then(|(from, to)| text.metric(from, to)).or_else(|| {
            let money = within(quantities, block.body, block.end).first().map(|first| first.measure);
            let sales = of_period
                && money == Some(Measure::Money)
                && contains_any(&text.chars[title.0..title.1], "销售 业绩 营收");
            sales.then(|| lexicon::metric_of("sales_total")).flatten()
        });
        line_aims(text, quantities, line, &block, named, year, &mut found);
        if let Some(entry) = named.filter(|_| of_period).and_then(lexicon::entry_of) {
            let own = found[before..].iter_mut();
            for aim in own.filter(|aim| aim.metric == named && aim.start >= block.label_end) {
                let period = &text.chars[block.start..block.label_end];
                aim.name = period.iter().copied().chain(entry.name.zh.chars()).collect();
            }
        }
        // A figure that no known name goes with (招聘2名) is one all the same.
        let sentence = Sentence { text, start: block.start, end: block.end };
        let stated = within(quantities, block.start, block.end).iter().any(|quantity| {
            quantity.measure != Measure::None
                && !rhythm_unit(&text.chars, quantity)
                && matches!(sentence.role(quantity), Role::Level | Role::Delta(_))
        });
        if found.len() == before
            && !stated
            && matches!(block.shape, Shape::Item(_))
            && !administrative(text, &block)
        {
            open.push(line);
        }
    }
    for table in tables.iter().filter(|table| outline.within(table.first_line, SectionKind::Goals)) {
        row_aims(text, table, quantities, year, &mut found);
    }
    found.sort_by(|a, b| a.start.cmp(&b.start));
    (found, open)
}

/// The goals of a table that names a target and no weights, one a row.
#[inline(never)]
fn row_aims(text: &Text, table: &Table, quantities: &[Quantity], year: Option<i32>, found: &mut Vec<Aim>) {
    if table.column(Column::Weight).is_some() {
        return;
    }
    let name_column = table.column(Column::Name).unwrap_or(0);
    for row in &table.rows {
        let (Some(&label), Some((start, end))) =
            (row.cells.get(name_column), table.cell(row, Column::Target))
        else {
            continue;
        };
        let Some(&quantity) = within(quantities, start, end).first() else { continue };
        if label.1 <= label.0 {
            continue;
        }
        let filled = |role| table.cell(row, role).filter(|(from, to)| to > from);
        let metric = text.metric(label.0, label.1);
        let last = row.cells.last().map_or(end, |cell| cell.1);
        let sentence = Sentence { text, start, end };
        let role = sentence.role(&quantity);
        let mut aim = Aim {
            line: row.line,
            metric,
            name: name_of(text, metric, None, label),
            target: Target::Unset { text: None },
            measure: quantity.measure,
            quantity: None,
            level: None,
            baseline: filled(Column::Baseline)
                .and_then(|(from, to)| within(quantities, from, to).first().copied()),
            due: deadline(text, label.0, last, year).or(filled(Column::Due).map(|(start, end)| Due {
                start,
                end,
                day: None,
            })),
            owner: filled(Column::Owner).or_else(|| owner(&text.chars, label.0, last)),
            example: false,
            start: label.0.min(quantity.start),
            end: quantity.end.max(label.1),
            change: None,
        };
        let bound = quantity.bound.or(prefix_bound(&text.chars, start, quantity.start).1);
        settle(&mut aim, quantity, role, bound);
        aim.target = target(text, &aim);
        found.push(aim);
    }
}

/// Owner or deadline lines below a goal are no goals.
#[inline(never)]
fn administrative(text: &Text, block: &Block) -> bool {
    let label = &text.chars[block.start..block.label_end];
    !label.is_empty() && contains_any(label, "负责人 责任人 完成时间 截止 时间 说明 备注 依据 原则 口径")
}

/// Without a goals section: lines that say 目标 or state a figure to reach.
#[inline(never)]
fn elsewhere(
    text: &Text,
    outline: &Outline,
    quantities: &[Quantity],
    line: usize,
    year: Option<i32>,
    found: &mut Vec<Aim>,
    open: &mut Vec<usize>,
) {
    let block = outline.block(line);
    let kind = block.section.map(|section| outline.parts[section].kind);
    if matches!(kind, Some(SectionKind::Situation | SectionKind::Resources | SectionKind::Risk)) {
        return;
    }
    let label = &text.chars[block.start..block.label_end];
    let labelled = contains_any(label, "目标") && !block.bare_label();
    let before = found.len();
    let verbs = [Word::Up, Word::Down, Word::Reach, Word::New].iter().any(|word| text.line_has(line, *word));
    if kind != Some(SectionKind::Performance) && (verbs || labelled) {
        line_aims(text, quantities, line, block, None, year, found);
        // Only what is certain: a known figure.
        let kept: Vec<Aim> =
            found.drain(before..).filter(|aim| aim.metric.is_some() && aim.quantity.is_some()).collect();
        found.extend(kept);
    }
    if labelled && found.len() == before && matches!(block.shape, Shape::Item(_)) {
        open.push(line);
    }
}

/// True if the label of a line is a part of the year: 第一季度: 300万元.
#[inline(never)]
fn names_period(chars: &[char], block: &Block) -> bool {
    let label = &chars[..block.label_end];
    part_at(label, block.start)
        .or_else(|| when_at(label, block.start))
        .is_some_and(|when| when.end == block.label_end && when.part != YearPart::Year)
}

/// The goals of one line.
#[inline(never)]
fn line_aims(
    text: &Text,
    quantities: &[Quantity],
    line: usize,
    block: &Block,
    group: Option<u16>,
    year: Option<i32>,
    found: &mut Vec<Aim>,
) {
    let chars = &text.chars;
    let first = found.len();
    let Block { start, end, label_end, .. } = *block;
    let label_metric = text.metric(start, label_end).or(group);
    let label = if label_metric.is_some() && names_period(chars, block) {
        (start, start)
    } else {
        (start, label_end)
    };
    for (from, to) in sentences(chars, start, end) {
        if text.line_has(line, Word::Past) && past(text, from, to) || earlier(text, from, to, year) {
            continue;
        }
        sentence_aims(
            text,
            within(quantities, from, to),
            line,
            &Sentence { text, start: from, end: to },
            label_metric,
            label,
            found,
        );
    }
    let example = text.find(Word::Example, start, end).map(|hit| hit.end());
    if found.len() == first && example.is_none() {
        return;
    }
    let due = deadline(text, start, end, year);
    let person = owner(chars, start, end);
    if found.len() == first
        && let (Some(due), Some(stated)) = (due, example)
        && text.has(Word::Reach, stated, end)
    {
        // No figure, but something definite by a date: 在未来一年内进入新能源汽车行业.
        let statement: String = chars[stated..end].iter().collect();
        found.push(Aim {
            line,
            metric: label_metric,
            name: name_of(text, label_metric, None, (start, label_end)),
            target: Target::Unset { text: Some(statement.trim_matches([',', '。', ' ']).to_owned()) },
            measure: Measure::None,
            quantity: None,
            level: None,
            baseline: None,
            due: Some(due),
            owner: None,
            example: true,
            start: stated,
            end,
            change: None,
        });
    }
    for aim in &mut found[first..] {
        aim.due = aim.due.or(due);
        aim.owner = person;
        aim.example = example.is_some();
    }
}

/// A result of a year before the plan's: 2025年实现销售额900万元.
#[inline(never)]
fn earlier(text: &Text, start: usize, end: usize, year: Option<i32>) -> bool {
    let Some(year) = year else { return false };
    let (mut before, mut at) = (false, start);
    while at < end {
        match when_at(&text.chars[..end], at) {
            Some(when) => {
                match when.year {
                    Some(stated) if stated >= year => return false,
                    stated => before |= stated.is_some(),
                }
                at = when.end.max(at + 1);
            }
            None => at += 1,
        }
    }
    before
        && text.has(Word::Reach, start, end)
        && !contains_any(&text.chars[start..end], "目标 计划 力争 基础 较 比 提升至 提高到 增长到 降至 由 从")
}

/// Results of the past are no goals: 去年完成1080万元.
#[inline(never)]
fn past(text: &Text, start: usize, end: usize) -> bool {
    let Some(hit) = text.find(Word::Past, start, end) else { return false };
    let (at, sentence) = (hit.start() - start, &text.chars[start..end]);
    let comparison = at > 0 && among(sentence[at - 1], "较比在");
    let ahead = text.has(Word::Up, hit.end(), end) || text.has(Word::Down, hit.end(), end);
    let plan = contains_any(sentence, "目标 计划 力争 基础上 今年 本年 明年 提升至 提高到 增长到");
    let done = contains_any(&sentence[at..], "完成了 实现了 达到了 已 共 签约 为 完成 实现 达到");
    !comparison && !plan && (done || !ahead)
}

#[inline(never)]
fn sentence_aims(
    text: &Text,
    quantities: &[Quantity],
    line: usize,
    sentence: &Sentence,
    label_metric: Option<u16>,
    label: (usize, usize),
    found: &mut Vec<Aim>,
) {
    let chars = &text.chars[..];
    let first = found.len();
    if quantities.is_empty() {
        return;
    }
    // Metrics of the sentence with their places, left to right.
    let mut metrics: Vec<Hit> = Vec::new();
    for hit in text.words(sentence.start, sentence.end).filter(|hit| hit.word == Word::Metric) {
        if metrics.last().is_none_or(|last| last.end() <= hit.start()) {
            metrics.push(*hit);
        }
    }
    let mut depth = 0i32;
    let mut scanned = sentence.start;
    let mut current: Option<usize> = None;
    let mut used_until = sentence.start;
    let mut in_parts = false;
    for &quantity in quantities {
        for c in &chars[scanned..quantity.start] {
            depth += match c {
                '(' | '（' => 1,
                ')' | '）' => -1,
                _ => 0,
            };
        }
        scanned = quantity.start;
        let until = metrics.partition_point(|hit| hit.end() <= quantity.start);
        let nearest = metrics[..until].last().filter(|hit| hit.start() >= used_until);
        // 其中重点客户50家、普通客户30家 are parts of the goal before them.
        let clause = after_last(chars, sentence.start, quantity.start, ",:;、。");
        let told = current.is_some() || found.last().is_some_and(|aim| aim.line == line);
        // 全年1.5亿元,力争1.6亿元: what is hoped for is no second goal.
        let hope =
            current.is_some() && nearest.is_none() && one_of(chars, clause, "力争 争取 冲刺 挑战").is_some();
        let first_part = told && matches(chars, clause, "其中") || hope;
        in_parts = first_part || in_parts && nearest.is_none();
        if first_part {
            used_until = quantity.end;
        }
        if depth > 0 || in_parts {
            continue;
        }
        let role = sentence.role(&quantity);
        if role == Role::Segment {
            continue;
        }
        // A figure named after its value: 新增100家合作客户, 10%的客户流失率.
        let fresh = nearest.is_some();
        if let Some(index) = current
            && !fresh
            && attach(&mut found[index], &quantity, role)
        {
            found[index].end = found[index].end.max(quantity.end);
            continue;
        }
        if rhythm_unit(chars, &quantity) || !counts(chars, sentence, &quantity) {
            continue;
        }
        // 占总销售额的30% is a share of new business only where that is spoken of.
        let share = nearest.is_some_and(|hit| chars[hit.start()] == '占')
            && !contains_any(
                &chars[label.0.min(sentence.start)..quantity.start],
                "新业务 新市场 新产品 新品 新区域",
            );
        let nearest = nearest.filter(|_| !share);
        let metric = nearest.map(|hit| hit.value).or_else(|| {
            // Later in the sentence, before a pause.
            metrics
                .get(until)
                .filter(|hit| {
                    (quantity.end..=quantity.end + 8).contains(&hit.start())
                        && !chars[quantity.end..hit.start()].contains(&',')
                })
                .map(|hit| hit.value)
                .filter(|_| label_metric.is_none())
                .or(label_metric)
        });
        let verb = !matches!(role, Role::Level) || share || worded(sentence, &quantity);
        if metric.is_none() && !verb {
            continue;
        }
        let mut name = name_of(text, metric, nearest.map(|hit| (hit.start(), hit.end())), label);
        if name.is_empty() {
            // 新增签约客户≥120家: what stands before the figure in its clause.
            let before = prefix_bound(chars, sentence.start, quantity.start).0;
            let from = clause.min(before);
            let words = &chars[from..before];
            // 招聘3名 names nothing that is counted.
            let verb = text.words(from, before).any(|hit| hit.start() == from && hit.end() == before);
            if !(2..=16).contains(&words.len()) || verb {
                continue;
            }
            name.extend(words.iter().filter(|c| **c != ' '));
        }
        // What no known name stands for is shown with its clause.
        let unused = || after_last(chars, sentence.start.max(used_until), quantity.start, ",:;、(");
        let from = nearest.map_or_else(unused, |hit| hit.start());
        let before_bound = prefix_bound(chars, sentence.start, quantity.start).1;
        let bound = quantity.bound.or(before_bound);
        let mut aim = Aim {
            line,
            metric,
            name,
            target: Target::Unset { text: None },
            measure: quantity.measure,
            quantity: None,
            level: None,
            baseline: None,
            due: None,
            owner: None,
            example: false,
            start: from,
            end: quantity.end,
            change: None,
        };
        if role == Role::Start {
            aim.baseline = Some(quantity);
        } else {
            settle(&mut aim, quantity, role, bound);
        }
        used_until = quantity.end;
        found.push(aim);
        current = Some(found.len() - 1);
    }
    // A baseline without a target is no goal.
    let kept: Vec<Aim> = found.drain(first..).filter(|aim| aim.quantity.is_some()).collect();
    found.extend(kept);
    for aim in &mut found[first..] {
        aim.target = target(text, aim);
    }
}

/// True if a verb of reaching or winning stands before the quantity in its clause.
#[inline(never)]
fn worded(sentence: &Sentence, quantity: &Quantity) -> bool {
    let chars = &sentence.text.chars;
    let nearest = sentence.start.max(quantity.start.saturating_sub(NEAR));
    let from = after_last(chars, nearest, quantity.start, ",");
    let verb = |hit: &Hit| matches!(hit.word, Word::New | Word::Reach | Word::Up | Word::Down);
    sentence.text.words(from, quantity.start).any(verb)
        || prefix_bound(chars, sentence.start, quantity.start).1.is_some()
        || quantity.bound.is_some()
}

/// A bare number counts only where it stands free, and 一个 only after a verb that wins something.
#[inline(never)]
fn counts(chars: &[char], sentence: &Sentence, quantity: &Quantity) -> bool {
    let one = chars[quantity.start] == '一' && quantity.number_end == quantity.start + 1;
    if one && quantity.measure == Measure::Count {
        return ends_with(
            &chars[sentence.start..quantity.start],
            "新增 开发 新签 签约 新开 达到 至少 不少于",
        );
    }
    if quantity.measure != Measure::None || quantity.hole {
        return true;
    }
    let scaled = chars[quantity.number_end - 1].is_alphabetic();
    let next = chars[..sentence.end].get(quantity.end);
    scaled || next.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '-' | '—' | '~' | '/' | '.' | '+'))
}

/// 每月2次, 1个月: rhythms and stretches are no values of a figure by themselves.
#[inline(never)]
fn rhythm_unit(chars: &[char], quantity: &Quantity) -> bool {
    matches(chars, quantity.number_end, "个月") || matches(chars, quantity.number_end, "个季度")
}

/// Adds a further quantity to a goal: its level, baseline or change. False if it does not fit.
#[inline(never)]
fn attach(aim: &mut Aim, quantity: &Quantity, role: Role) -> bool {
    match role {
        Role::Start if aim.baseline.is_none() => aim.baseline = Some(*quantity),
        Role::Level | Role::Delta(_) if aim.quantity.is_none() => {
            settle(aim, *quantity, role, quantity.bound);
        }
        Role::Level if aim.change.is_some() && aim.level.is_none() => aim.level = Some(*quantity),
        Role::Delta(_) if aim.change.is_none() && aim.level.is_none() && aim.quantity.is_some() => {
            // 达到1300万元, 增长20%: the level stays the target.
            aim.level = aim.quantity;
        }
        _ => return false,
    }
    true
}

#[inline(never)]
fn settle(aim: &mut Aim, mut quantity: Quantity, role: Role, bound: Option<Bound>) {
    quantity.bound = bound;
    aim.measure = quantity.measure;
    aim.quantity = Some(quantity);
    aim.change = match role {
        Role::Delta(down) => Some(down),
        _ => None,
    };
}

/// The form and value of a goal.
#[inline(never)]
fn target(text: &Text, aim: &Aim) -> Target {
    let Some(quantity) = aim.quantity else { return aim.target.clone() };
    if quantity.hole {
        let (from, _) = prefix_bound(&text.chars, aim.start.min(quantity.start), quantity.start);
        return Target::Unset { text: Some(text.original(from, quantity.end).to_owned()) };
    }
    let unit = aim.metric.and_then(lexicon::entry_of).map(|entry| entry.unit);
    let in_points = matches!(unit, Some(Unit::Points | Unit::Score));
    let share = matches!(quantity.measure, Measure::Percent | Measure::Points);
    let scale = |value: f64| if share && in_points { value * 100.0 } else { value };
    let baseline = aim.baseline.filter(|q| !q.hole).map(|q| scale(q.low));
    let tidy = |value: f64| (value * 1e12).round() / 1e12;
    if let Some(down) = aim.change {
        let value = quantity.low;
        return match quantity.measure {
            Measure::Points => {
                let points = tidy(scale(value));
                Target::Points { points: if down { -points } else { points }, baseline }
            }
            Measure::Percent if down => Target::Reduction { rate: value, baseline },
            // 增长1倍 is growth by 100 %.
            Measure::Percent | Measure::Times => Target::Growth { rate: value, baseline },
            _ => Target::Points { points: if down { -value } else { value }, baseline },
        };
    }
    let value = tidy(scale(quantity.low));
    let lower = aim.lower_is_better();
    match quantity.bound {
        Some(Bound::AtLeast | Bound::Above) => Target::AtLeast { value },
        Some(Bound::AtMost | Bound::Below) => Target::AtMost { value: tidy(scale(quantity.high)) },
        None if lower => Target::AtMost { value: tidy(scale(quantity.high)) },
        None if matches!(quantity.measure, Measure::Percent) || quantity.high > quantity.low => {
            Target::AtLeast { value }
        }
        None => Target::Absolute { value },
    }
}

/// What the figure is called: its words in the text, else its label.
#[inline(never)]
fn name_of(text: &Text, metric: Option<u16>, place: Option<(usize, usize)>, label: (usize, usize)) -> String {
    let chars = &text.chars;
    if let Some((mut start, end)) = place {
        let word = &chars[start..end];
        let catalogue = metric.and_then(lexicon::entry_of).map(|entry| entry.name.zh);
        if let Some(name) = catalogue.filter(|_| matches!(word[0], '占' | '唤') || word.len() < 2) {
            return name.to_owned();
        }
        // 产品A销量: a name with a letter belongs to the figure.
        if start >= 3 && chars[start - 1].is_ascii_uppercase() && !chars[start - 2].is_ascii() {
            start -= 3;
        }
        return chars[start..end].iter().collect();
    }
    if label.1 > label.0 {
        let name = &chars[label.0..label.1];
        let cut = name.iter().position(|c| *c == '(').filter(|cut| *cut > 0).unwrap_or(name.len());
        return name[..cut].iter().collect();
    }
    metric.and_then(lexicon::entry_of).map(|entry| entry.name.zh.to_owned()).unwrap_or_default()
}
