//! What is known while goals are read: the item, what was found in it, what its clauses speak of so far.

use super::goal::{Aim, Origin};
use super::measure::Measure;
use super::number::among;
use super::outline::Block;
use super::phrase::{Clause, Source, metric_ending};
use super::quantity::Quantity;
use super::time::Frame;

/// What a quantity does in its clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// 达到98%.
    Level,
    /// 提升5%; down or not.
    Change(bool),
    /// 由8%, 去年为900万元.
    Baseline,
    /// 前20%的客户, 账龄超过90天的占比, 满分5分: says nothing of a goal.
    Aside,
}

/// A line or cell in which goals may stand.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item {
    pub line: usize,
    pub start: usize,
    pub end: usize,
    /// The label before the colon, or the name in another cell of the row.
    pub label: (usize, usize),
    /// Where what is said begins.
    pub body: usize,
}

impl Item {
    /// A label with a figure is none: 全年签约12.6亿元：住宅9.2亿元.
    pub fn of(source: &Source, line: usize, block: &Block) -> Self {
        let chars = source.chars();
        // 一次通过率: a number in Chinese letters before its noun belongs to the name.
        let within = |q: &Quantity| {
            !chars[q.start].is_ascii() && !q.hole && q.end < block.label_end && chars[q.end].is_alphabetic()
        };
        // 40HQ出柜, 90天以上应收, 满500人的大客户: a size, or what narrows the noun that the label ends on.
        let inner = |q: &Quantity| {
            let rest = chars.get(q.end..block.label_end).unwrap_or_default();
            let noun = rest.iter().filter(|c| c.is_alphabetic()).count() >= 2
                || matches!(rest, ['率' | '数' | '额' | '量']);
            let narrows = matches!(q.measure, Measure::Days | Measure::Hours)
                || q.bound.is_some()
                || rest.first() == Some(&'的');
            let size = rest.first().is_some_and(char::is_ascii_alphabetic);
            !q.hole && q.end < block.label_end && (size || narrows && noun)
        };
        let named = metric_ending(&chars[block.start..block.label_end]).is_some()
            || chars[block.start..block.label_end].last().is_some_and(|c| among(*c, "率数量额分间期长"));
        // 早上7点40分前到校率: the time of day in a name.
        let clock = |q: &Quantity| {
            let hour = chars.get(q.number_end).is_some_and(|c| matches!(c, '点' | ':' | '时'));
            named && (hour || q.start > block.start && matches!(chars[q.start - 1], '点' | ':' | '时'))
        };
        let labelled = block.label_end > block.start
            && source
                .quantities_in(block.start, block.label_end)
                .iter()
                .all(|q| named && within(q) || inner(q) || clock(q));
        let label = (block.start, if labelled { block.label_end } else { block.start });
        let body = if labelled { block.body } else { block.start };
        Item { line, start: block.start, end: block.end, label, body }
    }
}

/// What was read in an item.
#[derive(Debug, Default)]
pub(super) struct Read {
    pub aims: Vec<Aim>,
    /// For each goal the clause that it stands in.
    pub homes: Vec<usize>,
    pub clauses: Vec<Clause>,
    /// Clauses about parts of a goal: their times are none of its deadlines.
    pub parts: Vec<bool>,
    /// A figure of the past stands in it.
    pub past: bool,
    /// Figures that no goal took.
    pub left: Vec<(usize, usize)>,
}

/// What a sentence is about so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Looks {
    /// What is to be reached.
    Ahead,
    /// It told a figure of the past.
    Told,
    /// It told where something stands now: a change from there is a goal.
    Now,
    /// It began with a time of the past: 2026年我们顶住价格战, ….
    Back,
}

/// What is known while the clauses of an item are read.
pub(super) struct Reader<'a> {
    pub source: Source<'a>,
    pub frame: Frame,
    pub item: Item,
    pub group: Option<(usize, usize)>,
    pub read: Read,
    /// What the clauses before speak of.
    pub subject: Option<(usize, usize)>,
    /// A starting point whose goal is still to come.
    pub pending: Option<Quantity>,
    pub current: Option<usize>,
    pub parts: bool,
    /// The shares of a whole in the sentence, from the first to the last.
    pub shares: (usize, usize),
    /// Where the figure stands that the label names once more: 续约回款：到期1150万，续约回款1058万.
    pub titled: Option<usize>,
    pub looks: Looks,
}

/// Where in an item a goal's deadline or owner may stand, nearest first.
pub(super) fn reach(read: &Read, home: usize, at: usize) -> Origin {
    let clause = read.clauses.iter().position(|clause| clause.start <= at && at < clause.end);
    match clause {
        Some(index) if index == home => Origin::Clause,
        Some(index) if read.clauses[index].sentence == read.clauses[home].sentence => Origin::Sentence,
        _ => Origin::Item,
    }
}
