//! From lines to sections: headings of every ladder people use, their kinds and what they hold.
//!
//! 第一部分, 一、, （一）, 1., 1.1, (1), ①, 第一步, I., Markdown, numeral and title on two lines, headings with
//! their text on the same line. A table of contents is no section, a numbered list item no heading.

use std::ops::Range;

use super::number::among;
use serde::{Deserialize, Serialize};

use super::lexicon::{Word, contains_any};
use super::number::{blank, digit, magnitude, numeral};
use super::quantity::{ends_with, matches, one_of, unit};
use super::text::Text;
use super::when::year_at;
use planscore_base::locale::{Locale, Text as Phrase};

/// What a section is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SectionKind {
    /// 引言.
    Introduction,
    /// 现状分析.
    Situation,
    /// 目标.
    Goals,
    /// 策略.
    Strategy,
    /// 绩效管理.
    Performance,
    /// 团队建设.
    Team,
    /// 文化建设.
    Culture,
    /// 激励机制.
    Incentives,
    /// 沟通与协作.
    Communication,
    /// 风险与应对.
    Risk,
    /// 资源与预算.
    Resources,
    /// 进度安排.
    Schedule,
    /// 总结.
    Summary,
    /// Anything else.
    Other,
}

use SectionKind::{
    Communication, Culture, Goals, Incentives, Introduction, Other, Performance, Resources, Risk, Schedule,
    Situation, Strategy, Summary, Team,
};

/// Names of the kinds, in their order.
const NAMES: [(&str, &str); 14] = [
    ("引言", "introduction"),
    ("现状分析", "situation"),
    ("目标", "goals"),
    ("策略与措施", "strategy"),
    ("绩效考核", "performance"),
    ("团队建设", "team"),
    ("文化建设", "culture"),
    ("激励机制", "incentives"),
    ("沟通与协作", "communication"),
    ("风险与应对", "risks"),
    ("资源与预算", "resources and budget"),
    ("进度安排", "schedule"),
    ("总结", "summary"),
    ("其他", "other"),
];

impl SectionKind {
    /// The usual title of such a section.
    pub fn name(self, locale: Locale) -> &'static str {
        let (zh, en) = NAMES[self as usize];
        Phrase { zh, en }.get(locale)
    }
}

/// Words in titles, by how much they say about the kind. A longer word hides the shorter ones in it;
/// kind `Other` with strength 0 guards (目标客户 are no goals).
pub(super) const TITLES: &[(SectionKind, u8, &str)] = &[
    (Other, 0, "目标客户 目标市场 目标群体 目标行业 目标人群 计划总结 工作计划"),
    (
        Introduction,
        8,
        "引言 前言 导言 序言 背景 概述 绪论 绪言 编制说明 指导思想 总体思路 开篇 introduction preface background overview",
    ),
    (
        Situation,
        8,
        "现状 现况 诊断 回顾 盘点 摸底 去年工作总结 上年总结 上年度总结 工作总结与分析 年度总结 上年工作总结 situation diagnosis review",
    ),
    (Situation, 6, "机遇 形势 分析 评估与潜力 SWOT swot 存在的问题 存在问题 主要问题 不足 analysis"),
    (Situation, 4, "现有 调研 环境 问题 痛点"),
    (Goals, 7, "目标 指标体系 任务目标 任务指标 工作任务 总体要求 goals goal objectives targets"),
    (Goals, 5, "指标 任务"),
    (
        Strategy,
        6,
        "策略 措施 举措 打法 路径 战略 重点工作 工作重点 行动计划 行动方案 实施方案 具体做法 工作思路 strategy strategies actions measures",
    ),
    (Strategy, 5, "行动 工作计划 工作安排 工作内容 方案 做法 市场拓展 客户开发 渠道建设 推广 营销"),
    (
        Performance,
        8,
        "绩效 考核 KPI KPIs kpi kpis 关键指标 监控体系 数据监控 监督检查 检查评估 效果评估 过程管理 performance metrics",
    ),
    (Team, 8, "人才 培训 能力 队伍建设 团队建设 团队管理 人员配置 组织架构 人员培养 队伍 training"),
    (Team, 4, "团队 人员 team"),
    (Culture, 7, "文化 愿景 价值观 凝聚力 culture vision"),
    (Incentives, 8, "激励 奖励 奖惩 薪酬 提成 士气 incentive incentives compensation"),
    (Communication, 7, "沟通 协作 协同 会议制度 汇报机制 communication collaboration"),
    (Risk, 9, "风险 应急 预案 风控 risk risks"),
    (Resources, 9, "预算 资源需求 资源保障 资源支持 费用 经费 投入 资源配置 budget resources resource"),
    (Resources, 7, "资源 保障措施 组织保障 保障 支持需求 所需支持"),
    (
        Schedule,
        7,
        "进度 时间安排 时间表 里程碑 日程 实施步骤 实施计划 阶段安排 推进计划 时间节点 schedule timeline milestones",
    ),
    (Summary, 8, "总结 结语 结束语 展望 小结 结论 尾声 summary conclusion"),
];

/// The kind that a title names, and how strongly (0 to 9).
#[inline(never)]
pub(super) fn kind_of(text: &Text, (start, end): (usize, usize)) -> (SectionKind, u8) {
    let mut best = (Other, 0u8);
    let mut free = start;
    for hit in text.words(start, end).filter(|hit| hit.word == Word::Title) {
        if hit.start() < free {
            continue;
        }
        let (kind, strength, _) = TITLES[hit.value as usize];
        // Of two alike, the last one is the head of the phrase.
        if strength > best.1 || strength == best.1 && strength > 0 && kind != best.0 && strength < 7 {
            best = (kind, strength);
        }
        free = hit.end();
    }
    best
}

/// How a heading is numbered. The order is the usual order of depth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Style {
    Part,
    Roman,
    Chapter,
    Chinese,
    /// O1 of objectives and key results.
    Objective,
    ChineseInBrackets,
    Step,
    Decimal,
    Nested(u8),
    DecimalInBrackets,
    Circled,
    Plain,
}

/// A heading's number and where its title begins.
#[derive(Debug, Clone, Copy)]
struct Mark {
    style: Style,
    number: u32,
    title: usize,
}

#[inline(never)]
fn small_number(chars: &[char], at: usize) -> Option<(usize, u32)> {
    let digits = chars[at.min(chars.len())..].iter().take_while(|c| c.is_ascii_digit()).count();
    if digits > 0 {
        let value = chars[at..at + digits.min(4)].iter().fold(0, |v, c| v * 10 + (*c as u32 - 48));
        return (digits <= 3).then_some((at + digits, value));
    }
    let length = chars[at.min(chars.len())..]
        .iter()
        .take_while(|c| digit(**c).is_some() || magnitude(**c).is_some_and(|m| m <= 100.0))
        .count();
    if length == 0 || length > 4 {
        return None;
    }
    let number = numeral(&chars[at..at + length], 0)?;
    (number.end == length).then_some((at + length, number.value as u32))
}

/// Reads the number of a heading at the start of a line.
#[inline(never)]
fn mark(line: &[char]) -> Option<Mark> {
    let &first = line.first()?;
    let done = |style, number, end: usize| {
        let rest = line[end..].iter().take_while(|c| among(**c, " :、.,—-_|")).count();
        Some(Mark { style, number, title: end + rest })
    };
    if first == '第' {
        let (end, number) = small_number(line, blank(line, 1))?;
        let end = blank(line, end);
        for (word, style) in [
            ("部分", Style::Part),
            ("大部分", Style::Part),
            ("章", Style::Part),
            ("节", Style::Chapter),
            ("步", Style::Step),
            ("阶段", Style::Step),
        ] {
            if matches(line, end, word) {
                let after = end + word.chars().count();
                if style == Style::Step && !line.get(after).is_none_or(|c| among(*c, " :、.")) {
                    return None;
                }
                return done(style, number, after);
            }
        }
        return None;
    }
    if ('①'..='⑳').contains(&first) {
        return done(Style::Circled, first as u32 - '①' as u32 + 1, 1);
    }
    if ('Ⅰ'..='Ⅻ').contains(&first) && line.get(1).is_some_and(|c| among(*c, " 、.:")) {
        return done(Style::Roman, first as u32 - 'Ⅰ' as u32 + 1, 1);
    }
    if first == '(' || first == '【' {
        let (end, number) = small_number(line, 1)?;
        if !matches!(line.get(end), Some(')' | '】')) {
            return None;
        }
        let style =
            if line[1].is_ascii_digit() { Style::DecimalInBrackets } else { Style::ChineseInBrackets };
        return done(style, number, end + 1);
    }
    if matches!(first, 'I' | 'V' | 'X') {
        let length = line.iter().take_while(|c| matches!(c, 'I' | 'V' | 'X')).count();
        let value = |c: char| match c {
            'I' => 1,
            'V' => 5,
            _ => 10,
        };
        if length <= 5 && line.get(length).is_some_and(|c| matches!(c, '.' | '、')) {
            let mut number = 0;
            for i in 0..length {
                let this = value(line[i]);
                let smaller = i + 1 < length && this < value(line[i + 1]);
                number += if smaller { -this } else { this };
            }
            return done(Style::Roman, number.max(1) as u32, length);
        }
        return None;
    }
    if first == 'O' {
        let (end, number) = small_number(line, 1)?;
        return if line[1].is_ascii_digit() && matches!(line.get(end), Some(':' | ' ' | '、' | '.')) {
            done(Style::Objective, number, end)
        } else {
            None
        };
    }
    if first.is_ascii_digit() {
        let (mut end, mut number) = small_number(line, 0)?;
        let mut depth = 0;
        while line.get(end) == Some(&'.') && line.get(end + 1).is_some_and(char::is_ascii_digit) && depth < 5
        {
            (end, number) = small_number(line, end + 1)?;
            depth += 1;
        }
        let next = line.get(end).copied();
        if depth > 0 {
            let counted = unit(line, end).is_some() || next.and_then(magnitude).is_some();
            let closed = next.is_none_or(|c| matches!(c, ' ' | '.' | '、' | ':') || c > '\u{2e80}');
            return if closed && !counted && depth < 5 {
                done(Style::Nested(depth), number, end)
            } else {
                None
            };
        }
        return match next {
            Some('.' | '、') => done(Style::Decimal, number, end),
            Some(')') => done(Style::DecimalInBrackets, number, end + 1),
            Some(' ')
                if line.get(end + 1).is_some_and(|c| *c > '\u{2e80}') && unit(line, end + 1).is_none()
                    // 2 2027年经营目标
                    || year_at(line, end + 1).is_some() =>
            {
                done(Style::Decimal, number, end)
            }
            None => done(Style::Decimal, number, end),
            _ => None,
        };
    }
    let (end, number) = small_number(line, 0)?;
    match line.get(end) {
        Some('、' | '.' | ':' | ',') => done(Style::Chinese, number, end),
        Some(')') => done(Style::ChineseInBrackets, number, end + 1),
        Some(' ') => done(Style::Chinese, number, end),
        None => done(Style::Chinese, number, end),
        _ => None,
    }
}

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Blank,
    /// A heading, or the second line of one.
    Heading,
    /// A line of a table of contents.
    Contents,
    /// The title of a plan, or what separates two plans.
    Title,
    /// A list item; the value is its depth of indentation.
    Item(u16),
    /// A row of a table.
    Row,
    /// The rule below a table's head.
    TableRule,
    Prose,
}

/// A line and its parts, in characters of the whole text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Block {
    pub shape: Shape,
    /// Content without indentation, bullet and number.
    pub start: usize,
    pub end: usize,
    /// One past the label of `名称: 说明`; `start` where there is none.
    pub label_end: usize,
    /// Where the text after the label begins.
    pub body: usize,
    /// The innermost section, or none before the first.
    pub section: Option<usize>,
}

impl Block {
    /// True if it carries content of its own.
    pub fn content(&self) -> bool {
        matches!(self.shape, Shape::Item(_) | Shape::Row | Shape::Prose)
    }

    /// True if it is a label with nothing after it.
    pub fn bare_label(&self) -> bool {
        self.label_end > self.start && self.body >= self.end
    }
}

/// A section as found.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub kind: SectionKind,
    pub level: usize,
    /// The heading as it stands, number included.
    pub heading: (usize, usize),
    /// The title without its number.
    pub title: (usize, usize),
    pub style: Style,
    pub number: u32,
    /// The heading's line and one past the section's last line.
    pub first: usize,
    pub last: usize,
    pub parent: Option<usize>,
    /// How many parts it has directly below it.
    pub children: usize,
    pub empty: bool,
}

/// One plan of the text.
pub(super) struct Outline {
    pub blocks: Vec<Block>,
    pub parts: Vec<Part>,
    /// First line of this plan and one past its last.
    pub lines: (usize, usize),
    /// Titles listed in the contents, with their lines.
    pub contents: Vec<(usize, usize, usize)>,
    /// The title of the plan, if one is seen.
    pub title: Option<(usize, usize)>,
}

/// A line that begins another plan: 篇1:《…》, 【篇2】, 范文三, 第二篇.
#[inline(never)]
fn separator(line: &[char]) -> bool {
    let mut at = 0;
    while line.get(at).is_some_and(|c| matches!(c, '【' | '[' | '#' | ' ' | '*')) {
        at += 1;
    }
    if !matches!(line.get(at), Some('篇' | '范' | '第' | '计' | '方' | 'P' | 'p' | '样' | '模')) {
        return false;
    }
    let short = line.len() <= 60;
    let after = |words: &str| one_of(line, at, words);
    if let Some(next) = after("篇 范文 计划书 方案 Plan plan 样本 模板")
        && let Some((end, _)) = small_number(line, blank(line, next))
    {
        return short
            && line.get(end).is_none_or(|c| matches!(c, ':' | ' ' | '】' | ']' | '《' | '、' | '.'));
    }
    if matches(line, at, "第")
        && let Some((end, _)) = small_number(line, at + 1)
    {
        return short && matches(line, end, "篇") && line.get(end + 1).is_none_or(|c| among(*c, ": 】《、"));
    }
    false
}

/// The lines at which plans begin, from 0; one plan where nothing separates them.
#[inline(never)]
pub(super) fn plans(text: &Text) -> Vec<(usize, usize)> {
    let mut starts: Vec<usize> = (0..text.lines.len())
        .filter(|line| {
            let at = text.lines[*line];
            separator(&text.chars[at.start..at.end])
        })
        .collect();
    if starts.len() < 2 {
        return vec![(0, text.lines.len())];
    }
    let mut ranges = Vec::with_capacity(starts.len());
    // What stands before the first plan is read with it.
    starts[0] = 0;
    starts.push(text.lines.len());
    for pair in starts.windows(2) {
        ranges.push((pair[0], pair[1]));
    }
    ranges
}

pub(super) fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | ';' | '!' | '?' | '…')
}

/// A title is short and no sentence.
#[inline(never)]
fn titular(title: &[char], longest: usize) -> bool {
    !title.is_empty() && title.len() <= longest && !title.iter().any(|c| ends_sentence(*c))
}

/// True if it reads like a goal or an action rather than like a title.
#[inline(never)]
fn assertive(text: &Text, (mut start, end): (usize, usize)) -> bool {
    // 2027年目标 is a title.
    if year_at(&text.chars[..end], start).is_some() {
        start += 5;
    }
    text.chars[start..end].iter().any(|c| c.is_ascii_digit() || *c == ',' || *c == ':' || *c == '_')
        || commanding(text, (start, end))
}

fn commanding(text: &Text, (start, end): (usize, usize)) -> bool {
    text.words(start, end).any(|hit| matches!(hit.word, Word::Reach | Word::Instruct | Word::Owner))
}

/// How many characters of a text a title takes up to the first pause.
#[inline(never)]
fn pause(name: &[char]) -> Option<usize> {
    name.iter()
        .take(26)
        .position(|c| matches!(c, ':' | '。' | ' ' | ',' | '—'))
        .filter(|cut| (1..=24).contains(cut))
}

/// Begins a line at each heading of a plan that was pasted without line breaks, and at the numbered items
/// below them: where numbers of one style go up by one after a blank or a full stop, and two of their
/// titles at least name sections and have text.
#[inline(never)]
pub(super) fn unfold(text: &mut Text) {
    let mut breaks = Vec::new();
    for line in &text.lines {
        folded(text, (line.start, line.end), &mut breaks);
    }
    if !breaks.is_empty() {
        text.unfold(&breaks);
    }
}

/// Finds where lines are to begin in a line, and whether with a heading.
#[inline(never)]
fn folded(text: &Text, (start, end): (usize, usize), breaks: &mut Vec<(usize, bool)>) {
    let chars = &text.chars[..end];
    let start = blank(chars, start);
    // Numbers with their place, the kind that their title names and where that ends.
    let mut found: Vec<(Mark, usize, SectionKind, usize)> = Vec::new();
    for at in start..end {
        if at > start && !ends_sentence(chars[at - 1]) && chars[at - 1] != ' ' {
            continue;
        }
        let Some(mark) = mark(&chars[at..]) else { continue };
        let title = at + mark.title;
        let Some(&first) = chars.get(title) else { continue };
        if digit(first).is_some() || chars[at..title].contains(&',') {
            continue;
        }
        let name = &chars[title..];
        let cut = pause(name).filter(|cut| name[*cut] != ',').or_else(|| glued_title(name)).unwrap_or(0);
        let range = (title, title + cut);
        let (kind, strength) = kind_of(text, range);
        let named = strength >= 5 && !commanding(text, range);
        found.push((mark, at, if named { kind } else { Other }, range.1));
    }
    if found.len() < 2 {
        return;
    }
    let mut heads: Vec<usize> = Vec::new();
    for style in [Style::Part, Style::Chinese, Style::ChineseInBrackets, Style::Decimal] {
        let (mut from, mut kinds, mut last) = (0, 0u32, 0);
        for (index, &(mark, at, kind, cut)) in found.iter().enumerate() {
            if mark.style != style || at > start && chars[at - 1] == ';' {
                continue;
            }
            if mark.number == 1 || at == start {
                if kinds.count_ones() < 2 {
                    heads.truncate(from);
                }
                (from, kinds) = (heads.len(), 0);
            } else if last == 0 || mark.number != last + 1 {
                continue;
            }
            last = mark.number;
            let next =
                found[index + 1..].iter().find(|next| next.0.style == style).map_or(end, |next| next.1);
            if kind != Other && next > cut + 4 {
                kinds |= 1 << kind as u32;
            }
            if kind != Other || style <= Style::Chinese && cut > at + mark.title {
                heads.push(index);
            }
        }
        if kinds.count_ones() < 2 {
            heads.truncate(from);
        }
        if !heads.is_empty() {
            break;
        }
    }
    let mut heads = heads.into_iter().peekable();
    let Some(&first) = heads.peek() else { return };
    // The last number of each list that is open, outer ones first.
    let mut open: Vec<(Style, u32)> = Vec::new();
    for (index, &(mark, at, ..)) in found.iter().enumerate().skip(first) {
        if heads.next_if_eq(&index).is_some() {
            open.clear();
            breaks.push((at, true));
            continue;
        }
        let loose = chars[at..at + mark.title].iter().all(|c| !among(*c, "、.:)】"));
        if loose && mark.style != Style::Circled || matches!(mark.style, Style::Nested(_)) {
            continue;
        }
        let outer = open.iter().position(|(style, _)| *style == mark.style);
        if mark.number == outer.map_or(0, |outer| open[outer].1) + 1 || mark.number == 1 {
            open.truncate(outer.unwrap_or(open.len()));
            open.push((mark.style, mark.number));
            breaks.push((at, false));
        }
    }
}

struct Candidate {
    mark: Mark,
    markdown: u8,
    /// Title range and where glued text begins, in the whole text.
    title: (usize, usize),
    glued: Option<usize>,
    /// The title stands on a line of its own.
    title_line: usize,
}

impl Outline {
    #[inline(never)]
    pub fn new(text: &Text, lines: (usize, usize)) -> Self {
        let mut outline = Outline {
            blocks: Vec::with_capacity(lines.1 - lines.0),
            parts: Vec::new(),
            lines,
            contents: Vec::new(),
            title: None,
        };
        let mut fenced = false;
        for line in lines.0..lines.1 {
            let at = text.lines[line];
            let mut block = shape(&text.chars, at.start, at.end, &mut fenced);
            if at.folded {
                block.shape = Shape::Prose;
            }
            outline.blocks.push(block);
        }
        outline.skip_contents(text);
        let candidates = outline.candidates(text);
        outline.build(text, candidates);
        outline
    }

    fn block_mut(&mut self, line: usize) -> &mut Block {
        &mut self.blocks[line - self.lines.0]
    }

    pub fn block(&self, line: usize) -> &Block {
        &self.blocks[line - self.lines.0]
    }

    /// The first line that is not blank.
    fn first_line(&self) -> Option<usize> {
        (self.lines.0..self.lines.1).find(|line| self.block(*line).shape != Shape::Blank)
    }

    /// The next line that is not blank.
    #[inline(never)]
    fn next_line(&self, line: usize) -> Option<usize> {
        (line + 1..self.lines.1).take(6).find(|next| self.block(*next).shape != Shape::Blank)
    }

    /// Marks the lines of a table of contents.
    #[inline(never)]
    fn skip_contents(&mut self, text: &Text) {
        let (first, last) = self.lines;
        for line in first..last.min(first + 60) {
            let Block { start, end, shape, .. } = *self.block(line);
            let head: Vec<char> =
                text.chars[start..end].iter().copied().filter(|c| !among(*c, " #*【】:")).collect();
            let is_contents =
                ["目录", "目次", "Contents", "CONTENTS"].iter().any(|w| head.iter().copied().eq(w.chars()));
            if shape == Shape::Blank || !is_contents {
                continue;
            }
            let mut titles: Vec<(usize, usize, usize)> = Vec::new();
            for next in line + 1..last.min(line + 200) {
                let block = *self.block(next);
                if block.shape == Shape::Blank {
                    continue;
                }
                let (start, end) = bare_title(&text.chars, block.start, block.end);
                let name = &text.chars[start..end];
                let again = titles.iter().any(|t| text.chars[t.1..t.2] == *name);
                if again || !titular(name, 40) {
                    break;
                }
                titles.push((next, start, end));
            }
            // Without a second mention of anything, these are the headings themselves.
            let repeated = titles.iter().any(|(at, start, end)| {
                let after = titles.last().map_or(*at, |t| t.0);
                let name = &text.chars[*start..*end];
                (after + 1..last).any(|later| {
                    let block = self.block(later);
                    block.shape != Shape::Blank && {
                        let (s, e) = bare_title(&text.chars, block.start, block.end);
                        text.chars[s..e].starts_with(name)
                    }
                })
            });
            if repeated {
                self.block_mut(line).shape = Shape::Contents;
                for (at, ..) in &titles {
                    self.block_mut(*at).shape = Shape::Contents;
                }
                self.contents = titles;
            }
            return;
        }
    }

    #[inline(never)]
    fn candidates(&mut self, text: &Text) -> Vec<(usize, Candidate)> {
        let mut found: Vec<(usize, Candidate)> = Vec::new();
        let chars = &text.chars;
        let mut line = self.lines.0;
        while line < self.lines.1 {
            let block = *self.block(line);
            let at = line;
            line += 1;
            if !matches!(block.shape, Shape::Prose | Shape::Item(_)) {
                continue;
            }
            let raw = text.lines[at];
            let mut start = blank(&chars[..raw.end], raw.start);
            let hashes = chars[start..raw.end].iter().take_while(|c| **c == '#').count();
            let markdown = if (1..=6).contains(&hashes)
                && chars.get(start + hashes).is_some_and(|c| *c == ' ' || *c > '\u{2e80}')
            {
                start = blank(&chars[..raw.end], start + hashes);
                hashes as u8
            } else {
                0
            };
            let mut end = raw.end;
            while end > start && matches!(chars[end - 1], ' ' | '#') {
                end -= 1;
            }
            let content = &chars[start..end];
            if content.is_empty() {
                continue;
            }
            if self.title.is_none() && separator(content) {
                self.title = Some((start, end));
                self.block_mut(at).shape = Shape::Title;
                continue;
            }
            let bullet = matches!(chars[blank(&chars[..raw.end], raw.start)], '-' | '*' | '+' | '•' | '·');
            let given = mark(content).filter(|_| !bullet);
            let Some(mark) =
                given.or((markdown > 0).then_some(Mark { style: Style::Plain, number: 0, title: 0 }))
            else {
                continue;
            };
            let mut title = (start + mark.title.min(content.len()), end);
            // 目标分解(单位:万元)
            if let Some(unit) = (title.0..title.1).find(|at| matches(chars, *at, "(单位")) {
                title.1 = unit;
            }
            while title.1 > title.0 && matches!(chars[title.1 - 1], ':' | ' ') {
                title.1 -= 1;
            }
            let mut glued = None;
            let mut title_line = at;
            if title.0 >= title.1 {
                // Numeral and title on two lines.
                let Some(next) = self.next_line(at) else { continue };
                let below = *self.block(next);
                if below.shape != Shape::Prose {
                    continue;
                }
                title = (below.start, below.end);
                let name = &chars[title.0..title.1];
                let strong = mark.style < Style::Decimal && mark.style != Style::Chinese;
                if !titular(name, 30) || assertive(text, title) || !(strong || kind_of(text, title).1 > 0) {
                    continue;
                }
                title_line = next;
                line = next + 1;
            } else if markdown == 0 {
                let name = &chars[title.0..title.1];
                let deep = mark.style >= Style::ChineseInBrackets;
                let spaced = mark.style == Style::Chinese
                    && chars[start..title.0].iter().all(|c| !among(*c, "、.:,)"));
                let folded = text.lines[at].folded;
                if (deep || spaced) && !folded && (!titular(name, 30) || assertive(text, title)) {
                    continue;
                }
                if spaced && !folded && kind_of(text, title).1 < 5 {
                    continue;
                }
                if folded
                    || !titular(name, 34)
                    || (mark.style == Style::Chinese && assertive(text, title) && kind_of(text, title).1 < 5)
                {
                    // Heading and text on one line: the title ends at the first pause.
                    let cut =
                        pause(name).filter(|cut| folded || kind_of(text, (title.0, title.0 + *cut)).1 >= 5);
                    let Some(cut) = cut.or_else(|| glued_title(name)) else { continue };
                    let text_from = title.0 + cut;
                    let skip = chars[text_from..end]
                        .iter()
                        .take_while(|c| matches!(c, ':' | '。' | ' ' | ',' | '—'))
                        .count();
                    title.1 = text_from;
                    glued = Some(text_from + skip);
                }
            }
            found.push((at, Candidate { mark, markdown, title, glued, title_line }));
        }
        found
    }

    #[inline(never)]
    fn build(&mut self, text: &Text, candidates: Vec<(usize, Candidate)>) {
        let chars = &text.chars;
        let has_markdown = candidates.iter().any(|(_, c)| c.markdown > 0);
        let top_markdown =
            candidates.iter().filter(|(_, c)| c.markdown > 0).map(|(_, c)| c.markdown).min().unwrap_or(0);
        let lone_top = candidates.iter().filter(|(_, c)| c.markdown == top_markdown).count() == 1;
        let mut accepted: Vec<(usize, Candidate)> = Vec::with_capacity(candidates.len());
        let starts: Vec<(usize, Style)> = candidates.iter().map(|(line, c)| (*line, c.mark.style)).collect();
        for (i, (line, candidate)) in candidates.into_iter().enumerate() {
            if candidate.markdown > 0 {
                let first = accepted.is_empty() && self.title.is_none();
                let has_deeper = starts.len() > 1;
                if candidate.markdown == top_markdown
                    && lone_top
                    && first
                    && has_deeper
                    && candidate.mark.style == Style::Plain
                    && (top_markdown == 1 || kind_of(text, candidate.title).1 < 7)
                {
                    self.title = Some(candidate.title);
                    self.block_mut(line).shape = Shape::Title;
                    continue;
                }
            } else if candidate.mark.style >= Style::ChineseInBrackets && candidate.glued.is_none() {
                // A list item or a heading? A heading has something below it that is not its sibling.
                let next = self.next_line(candidate.title_line);
                let sibling = next.is_some_and(|next| {
                    starts.get(i + 1).is_some_and(|(at, style)| *at == next && *style <= candidate.mark.style)
                });
                let body = next.is_some_and(|next| self.block(next).content()) && !sibling;
                let numbered_below = next.is_some_and(|next| {
                    mark(&chars[Self::block_raw(text, next).0..Self::block_raw(text, next).1])
                        .is_some_and(|m| m.style == candidate.mark.style)
                });
                let follows = accepted.last().is_some_and(|(_, before): &(usize, Candidate)| {
                    before.mark.style == candidate.mark.style
                        && before.mark.number + 1 == candidate.mark.number
                });
                let named = kind_of(text, candidate.title).1 >= 5;
                let deeper_next = starts
                    .get(i + 1)
                    .is_some_and(|(at, style)| next == Some(*at) && *style > candidate.mark.style);
                let heading = (body && !numbered_below)
                    || deeper_next
                    || (follows && (named || candidate.mark.style < Style::Decimal));
                if !heading {
                    continue;
                }
            }
            accepted.push((line, candidate));
        }
        // Objectives number nothing but themselves.
        if accepted.iter().all(|(_, candidate)| candidate.mark.style == Style::Objective) {
            accepted.extend(self.plain_headings(text));
            accepted.sort_by(|a, b| a.0.cmp(&b.0));
        }
        if self.title.is_none()
            && let Some(line) = self.first_line().filter(|line| accepted.iter().all(|(at, _)| at != line))
        {
            let Block { start, end, .. } = *self.block(line);
            let name = &chars[start..end];
            if titular(name, 40) && contains_any(name, "计划 规划 方案 总结 报告 plan Plan") {
                self.title = Some((start, end));
                self.block_mut(line).shape = Shape::Title;
            }
        }
        let ladder = numbered_ladder(text, &accepted);
        self.nest(text, accepted, has_markdown && ladder.is_none(), ladder.unwrap_or(Style::Plain));
    }

    #[inline(never)]
    fn block_raw(text: &Text, line: usize) -> (usize, usize) {
        let raw = text.lines[line];
        (blank(&text.chars[..raw.end], raw.start), raw.end)
    }

    /// Where nothing is numbered: short lines of their own that name a kind.
    #[inline(never)]
    fn plain_headings(&self, text: &Text) -> Vec<(usize, Candidate)> {
        let first = self.first_line();
        (self.lines.0..self.lines.1)
            .filter_map(|line| {
                let block = self.block(line);
                let whole = &text.chars[block.start..block.end];
                // What comes first and calls itself a plan is its title.
                let named = first == Some(line) && ends_with(whole, "计划 计划书 规划 方案 报告");
                if block.shape != Shape::Prose || named {
                    return None;
                }
                let mut end = block.end;
                while end > block.start && matches!(text.chars[end - 1], ':' | ' ') {
                    end -= 1;
                }
                let name = &text.chars[block.start..end];
                let inner = name.strip_prefix(&['【'][..]).and_then(|n| n.strip_suffix(&['】'][..]));
                let (start, end) =
                    if inner.is_some() { (block.start + 1, end - 1) } else { (block.start, end) };
                let name = inner.unwrap_or(name);
                let title_like =
                    titular(name, 16) && !assertive(text, (start, end)) && kind_of(text, (start, end)).1 >= 5;
                title_like.then_some((
                    line,
                    Candidate {
                        mark: Mark { style: Style::Plain, number: 0, title: 0 },
                        markdown: 0,
                        title: (start, end),
                        glued: None,
                        title_line: line,
                    },
                ))
            })
            .collect()
    }

    #[inline(never)]
    fn nest(&mut self, text: &Text, accepted: Vec<(usize, Candidate)>, has_markdown: bool, ladder: Style) {
        let mut stack: Vec<(u32, usize)> = Vec::new();
        for (line, candidate) in accepted {
            let unnumbered = candidate.mark.style == Style::Plain;
            let depth = match if unnumbered { ladder } else { candidate.mark.style } {
                Style::Part => 0,
                Style::Roman => 1,
                Style::Chapter => 2,
                Style::Chinese | Style::Objective => 3,
                Style::ChineseInBrackets => 4,
                Style::Step => 5,
                Style::Decimal => 6,
                Style::Nested(depth) => 6 + u32::from(depth),
                Style::DecimalInBrackets => 12,
                Style::Circled => 13,
                Style::Plain => 3,
            };
            let rank = match (candidate.markdown, has_markdown) {
                (_, false) => depth,
                (0, true) => 100 + depth,
                (level, _) => u32::from(level),
            };
            while stack.last().is_some_and(|(above, _)| *above >= rank) {
                stack.pop();
            }
            let parent = stack.last().map(|(_, index)| *index);
            let (kind, strength) = match candidate.mark.style {
                Style::Objective => (Goals, 9),
                _ => kind_of(text, candidate.title),
            };
            let kind = match parent {
                Some(parent) if strength < 7 => self.parts[parent].kind,
                // 团队建设目标 among the goals are goals.
                Some(parent)
                    if self.parts[parent].kind == Goals
                        && ends_with(&text.chars[candidate.title.0..candidate.title.1], "目标 指标") =>
                {
                    Goals
                }
                _ => kind,
            };
            let start = self.block(line).start;
            let end = if candidate.title_line == line { candidate.title.1 } else { self.block(line).end };
            self.parts.push(Part {
                kind,
                level: stack.len() + 1,
                heading: (start.min(end), end),
                title: candidate.title,
                style: candidate.mark.style,
                number: candidate.mark.number,
                first: line,
                last: self.lines.1,
                parent,
                children: 0,
                empty: true,
            });
            if let Some(parent) = parent {
                self.parts[parent].children += 1;
            }
            stack.push((rank, self.parts.len() - 1));
            for at in [line, candidate.title_line] {
                self.block_mut(at).shape = Shape::Heading;
            }
            if let Some(glued) = candidate.glued {
                let block = self.block_mut(line);
                block.shape = Shape::Prose;
                block.start = glued;
                (block.label_end, block.body) = label(&text.chars, glued, block.end);
            }
        }
        // A section ends where the next one that is not below it begins.
        let mut open: Vec<usize> = Vec::new();
        for index in 0..self.parts.len() {
            while let Some(&last) = open.last() {
                if self.parts[last].level < self.parts[index].level {
                    break;
                }
                self.parts[last].last = self.parts[index].first;
                open.pop();
            }
            open.push(index);
        }
        let mut section = None;
        let mut next = 0;
        for line in self.lines.0..self.lines.1 {
            if self.parts.get(next).is_some_and(|part| part.first == line) {
                section = Some(next);
                next += 1;
            }
            let block = self.block_mut(line);
            block.section = section;
            if block.content() && block.end > block.start {
                let mut up = section;
                while let Some(index) = up {
                    self.parts[index].empty = false;
                    up = self.parts[index].parent;
                }
            }
        }
    }

    /// The last of the list items that follow one another from a line on, where the list begins with it.
    #[inline(never)]
    pub fn list_from(&self, line: usize) -> Option<usize> {
        let item = |line: &usize| {
            let block = self.block(*line);
            matches!(block.shape, Shape::Item(_)).then_some((block.shape, block.section))
        };
        let own = item(&line)?;
        let filled = |line: &usize| self.block(*line).shape != Shape::Blank;
        if (self.lines.0..line).rev().find(filled).and_then(|before| item(&before)) == Some(own) {
            return None;
        }
        (line..self.lines.1).filter(filled).take_while(|line| item(line) == Some(own)).last()
    }

    /// The highest number of a style that a list item between two lines has.
    #[inline(never)]
    pub fn last_number(&self, text: &Text, lines: Range<usize>, style: Style) -> u32 {
        let marks =
            lines.filter(|line| matches!(self.block(*line).shape, Shape::Item(_))).filter_map(|line| {
                let (start, end) = Self::block_raw(text, line);
                mark(&text.chars[start..end])
            });
        marks.filter(|mark| mark.style == style).map(|mark| mark.number).max().unwrap_or(0)
    }

    /// The sections on the first level that have a kind, or any level.
    pub fn of_kind(&self, kind: SectionKind) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(move |part| part.kind == kind)
    }

    /// True if the line stands in a section of this kind.
    pub fn within(&self, line: usize, kind: SectionKind) -> bool {
        self.block(line).section.is_some_and(|section| self.parts[section].kind == kind)
    }
}

/// The style of a plan's numbered sections, where they are no Markdown and go on past what is.
#[inline(never)]
fn numbered_ladder(text: &Text, accepted: &[(usize, Candidate)]) -> Option<Style> {
    let numbered = |c: &Candidate| c.markdown == 0 && c.mark.style <= Style::Chinese;
    let style = accepted.iter().filter(|(_, c)| numbered(c)).map(|(_, c)| c.mark.style).min()?;
    let (mut kinds, mut last) = (0u32, 0);
    for (_, candidate) in accepted.iter().filter(|(_, c)| c.markdown == 0 && c.mark.style == style) {
        let (kind, strength) = kind_of(text, candidate.title);
        if candidate.mark.number <= last {
            return None;
        }
        last = candidate.mark.number;
        kinds |= u32::from(strength >= 5) << kind as u32;
    }
    (kinds.count_ones() >= 3).then_some(style)
}

/// A title glued to its text without any pause: 一、引言在当前...
#[inline(never)]
fn glued_title(name: &[char]) -> Option<usize> {
    const GLUED: &str = "引言 前言 现状分析 目标设定 工作目标 销售目标 年度目标 总结 结语 风险评估 预算规划";
    one_of(name, 0, GLUED)
}

/// A title without number, leaders and page number.
#[inline(never)]
fn bare_title(chars: &[char], start: usize, end: usize) -> (usize, usize) {
    let mut start = start;
    while start < end && matches!(chars[start], '#' | ' ' | '-' | '*' | '[') {
        start += 1;
    }
    let mut stop = end;
    if let Some(close) = (start..end).find(|at| chars[*at] == ']') {
        stop = close;
    }
    while stop > start
        && (chars[stop - 1].is_ascii_digit()
            || matches!(chars[stop - 1], '.' | '…' | ' ' | '·' | '—' | '-' | ':'))
    {
        stop -= 1;
    }
    let from = mark(&chars[start..stop]).map_or(start, |mark| start + mark.title);
    if from < stop { (from, stop) } else { (start, stop) }
}

/// Splits off the label of `名称: 说明`; gives its end and where the text after it begins.
#[inline(never)]
pub(super) fn label(chars: &[char], start: usize, end: usize) -> (usize, usize) {
    for at in start..end.min(start + 48) {
        match chars[at] {
            ':' => {
                let digits = chars[at + 1..end].iter().take(3).take_while(|c| c.is_ascii_digit()).count();
                let clock = at > start && chars[at - 1].is_ascii_digit() && digits == 2;
                let address = chars.get(at + 1) == Some(&'/');
                if clock || address || at == start {
                    return (start, start);
                }
                return (at, blank(&chars[..end], at + 1));
            }
            c if ends_sentence(c) || c == ',' => return (start, start),
            _ => {}
        }
    }
    (start, start)
}

fn shape(chars: &[char], from: usize, end: usize, fenced: &mut bool) -> Block {
    let start = blank(&chars[..end], from);
    let mut stop = end;
    while stop > start && chars[stop - 1] == ' ' {
        stop -= 1;
    }
    let block = |shape, start: usize| {
        let start = start.min(stop);
        let (label_end, body) = label(chars, start, stop);
        Block { shape, start, end: stop, label_end, body, section: None }
    };
    let line = &chars[start..stop];
    if line.starts_with(&['~', '~', '~']) {
        *fenced = !*fenced;
        return block(Shape::Blank, start);
    }
    if line.is_empty() || *fenced || line.iter().all(|c| matches!(c, '-' | '=' | '*' | ' ' | '—' | '>')) {
        return block(Shape::Blank, start);
    }
    let mut at = start;
    while chars.get(at) == Some(&'>') {
        at = blank(&chars[..stop], at + 1);
    }
    if chars.get(at) == Some(&'|') || (line.iter().filter(|c| **c == '|').count() >= 2) {
        let rule = chars[at..stop].iter().all(|c| matches!(c, '|' | '-' | ':' | ' '));
        return block(if rule { Shape::TableRule } else { Shape::Row }, at);
    }
    let depth = (at - from) as u16;
    if at < stop {
        let c = chars[at];
        let next_blank = chars.get(at + 1) == Some(&' ');
        let bullet = (matches!(c, '*' | '+' | 'o') && next_blank)
            || matches!(
                c,
                '•' | '●'
                    | '◆'
                    | '■'
                    | '·'
                    | '○'
                    | '▪'
                    | '➢'
                    | '✓'
                    | '◇'
                    | '□'
                    | '▶'
                    | '★'
                    | '※'
                    | '►'
                    | '✅'
                    | '✔'
                    | '☑'
                    | '➤'
                    | '→'
                    | '☆'
                    | '▲'
                    | '△'
                    | '◎'
            )
            || (matches!(c, '-' | '—')
                && (next_blank || chars[..stop].get(at + 1).is_some_and(|c| *c > '\u{2e80}')));
        if bullet {
            let mut body = blank(&chars[..stop], at + 1);
            // [ ] and [x] of task lists.
            if chars.get(body) == Some(&'[') && chars.get(body + 2) == Some(&']') {
                body = blank(&chars[..stop], body + 3);
            }
            return block(Shape::Item(depth), body);
        }
        if let Some(mark) = mark(&chars[at..stop])
            && mark.style >= Style::ChineseInBrackets
        {
            return block(Shape::Item(depth), at + mark.title.min(stop - at));
        }
    }
    block(Shape::Prose, at)
}
