//! What several rules look at, found once: holes, the actions of a strategy, the risks with their responses.

use std::collections::BTreeSet;

use super::actors::Actors;
use super::clauses::restates;
use super::column::Role;
use super::deeds::acts;
use super::holes::{Asks, Hole, Kind, holes};
use super::lexicon::Word;
use super::marks::mark;
use super::measure::Measure;
use super::model::Model;
use super::number::among;
use super::outline::{Block, Part, Shape};
use super::section::SectionKind;
use super::sheet::{Row, Table};
use super::terms;
use super::unit::unit;
use planscore_base::target::Target;

/// What rules look at, in the order of the text.
pub(super) struct Subjects {
    pub holes: Vec<Hole>,
    pub actions: Vec<Action>,
    pub risks: Vec<Risk>,
    /// Lines of goals on which someone is named, whatever for.
    pub peopled: BTreeSet<usize>,
}

/// One thing to be done.
#[derive(Debug, Clone, Copy)]
pub(super) struct Action {
    pub line: usize,
    pub start: usize,
    pub end: usize,
    pub owned: bool,
    pub timed: bool,
}

/// What a risk's own words say of its response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Response {
    /// Someone does something.
    Given,
    /// The risk is only said again.
    Restated,
    /// There is none.
    None,
}

/// A risk of the plan.
#[derive(Debug, Clone, Copy)]
pub(super) struct Risk {
    pub line: usize,
    pub start: usize,
    pub end: usize,
    /// Where its response would stand.
    pub body: (usize, usize),
    pub response: Response,
    /// Someone watches it, or a signal is named.
    pub watched: bool,
    pub tabular: bool,
}

impl Subjects {
    pub fn new(model: &Model) -> Self {
        let actors = Actors::new(model);
        let mut found = Vec::new();
        for line in model.lines() {
            let at = model.text.lines[line];
            if !matches!(model.outline.block(line).shape, Shape::Blank | Shape::TableRule) {
                found.extend(holes(&model.text.chars, at.start, at.end));
            }
        }
        found.retain(|hole| !open_figure(model, hole) && !named_so(model, hole));
        found.extend(units_alone(model));
        let lacking = numberless(model, &found);
        found.extend(lacking);
        planscore_stats::sort_by(&mut found, &|a, b| a.start.cmp(&b.start));
        let named = |line: &usize| {
            let block = model.outline.block(*line);
            actors.named(block.start, block.end)
        };
        Self {
            holes: found,
            actions: actions(model, &actors),
            risks: risks(model, &actors),
            peopled: model.aims.iter().map(|aim| aim.line).filter(named).collect(),
        }
    }

    /// True if something is still to be filled in within a range.
    pub fn holed(&self, start: usize, end: usize) -> bool {
        meets(&self.holes, start, end)
    }

    /// Where the first thing that is still to be filled in begins within a range.
    pub fn first_hole(&self, start: usize, end: usize) -> Option<usize> {
        let first = self.holes.partition_point(|hole| hole.end <= start);
        self.holes.get(first).map(|hole| hole.start).filter(|at| *at < end && *at >= start)
    }

    /// True if a blank within a range asks for something, or may.
    pub fn blank_for(&self, model: &Model, what: Asks, (start, end): (usize, usize)) -> bool {
        let may = |hole: &Hole| {
            let asks = hole.asks(&model.text.chars);
            hole.kind == Kind::Blank && (asks == what || asks == Asks::Anything)
        };
        self.within(start, end).any(may)
    }

    /// True if something that asks, or may ask, for an owner or a time is still to be filled in within a range.
    pub fn holed_for(&self, model: &Model, what: Asks, (start, end): (usize, usize)) -> bool {
        let other = if what == Asks::Owner { Asks::Time } else { Asks::Owner };
        self.within(start, end).any(|hole| hole.kind != Kind::Blank || hole.asks(&model.text.chars) != other)
    }

    /// The holes of a range.
    fn within(&self, start: usize, end: usize) -> impl Iterator<Item = &Hole> {
        let first = self.holes.partition_point(|hole| hole.end <= start);
        self.holes[first..].iter().take_while(move |hole| hole.start < end)
    }

    /// True if a figure of a line is still to be filled in; 超过XX的客户 narrows and is none.
    pub fn unfilled(&self, model: &Model, line: usize) -> bool {
        let at = model.text.lines[line];
        self.within(at.start, at.end).any(|hole| is_figure(model, hole))
    }

    /// True unless the blank at a place is one for an owner or a time.
    pub fn unfilled_at(&self, model: &Model, at: usize) -> bool {
        self.within(at, at + 1).all(|hole| hole.kind != Kind::Blank || is_figure(model, hole))
    }

    /// True if something on a line is still to be filled in.
    pub fn holed_line(&self, model: &Model, line: usize) -> bool {
        let at = model.text.lines[line];
        self.holed(at.start, at.end)
    }
}

/// True of a hole that stands for a figure, or may.
fn is_figure(model: &Model, hole: &Hole) -> bool {
    match hole.kind {
        Kind::Blank => !matches!(hole.asks(&model.text.chars), Asks::Owner | Asks::Time),
        kind => matches!(kind, Kind::Letter | Kind::Number),
    }
}

/// True if one of some holes, in their order, reaches into a range.
fn meets(holes: &[Hole], start: usize, end: usize) -> bool {
    let first = holes.partition_point(|hole| hole.end <= start);
    holes.get(first).is_some_and(|hole| hole.start < end)
}

/// 新增散单客户户: goals that end on their unit lack their number, where no hole says so already.
fn numberless(model: &Model, holes: &[Hole]) -> Vec<Hole> {
    let mut found: Vec<Hole> = Vec::new();
    for aim in &model.aims {
        let Target::Unset { text: Some(text) } = &aim.target else { continue };
        let text: Vec<char> = text.chars().collect();
        let counts = unit(&text, 0).is_some_and(|(end, ..)| end == text.len());
        if counts && !meets(holes, aim.start, aim.end) && !meets(&found, aim.start, aim.end) {
            found.push(Hole { kind: Kind::Number, start: aim.start, end: aim.end });
        }
    }
    found
}

/// 待定 where a table asks for a weight, an amount or, outside the goals, a target: these are missed by name.
fn open_figure(model: &Model, hole: &Hole) -> bool {
    let text = &model.text.chars;
    terms::UNDECIDED.at(text, hole.start) == Some(hole.end) && in_figures(model, hole)
}

/// True in a cell where a table asks for a weight, an amount or, outside the goals, a target.
pub(super) fn in_figures(model: &Model, hole: &Hole) -> bool {
    let line = model.text.line_of(hole.start);
    let table = model.tables.iter().find(|table| (table.first_line..=table.last_line).contains(&line));
    table.filter(|table| !model.outline.within(table.first_line, SectionKind::Goals)).is_some_and(|table| {
        let row = table.rows.iter().find(|row| row.line == line);
        let column =
            row.and_then(|row| row.cells.iter().position(|(from, to)| (*from..*to).contains(&hole.start)));
        column
            .and_then(|column| table.roles.get(column))
            .is_some_and(|role| matches!(role, Role::Target | Role::Amount | Role::Weight))
    })
}

/// | 新开场 | 20% |: a verb and what it counts is what a row is called, where its figures stand in other cells.
fn named_so(model: &Model, hole: &Hole) -> bool {
    let line = model.text.line_of(hole.start);
    let table = model.tables.iter().find(|table| (table.first_line..=table.last_line).contains(&line));
    let row = table.and_then(|table| table.rows.iter().find(|row| row.line == line));
    let whole = |cell: &(usize, usize)| *cell == (hole.start, hole.end);
    let counts =
        |cell: &&(usize, usize)| !crate::quantity::within(&model.quantities, cell.0, cell.1).is_empty();
    hole.kind == Kind::Number
        && row.is_some_and(|row| {
            row.cells.iter().any(whole) && row.cells.iter().any(|cell| !whole(cell) && counts(&cell))
        })
}

/// | 回款 | 万元 | 42万元 |: a unit that stands in a cell alone lacks its number.
fn units_alone(model: &Model) -> Vec<Hole> {
    let chars = &model.text.chars;
    let cells = model.tables.iter().flat_map(|table| {
        let asked =
            |column: usize| matches!(table.roles[column], Role::Target | Role::Amount | Role::Baseline);
        table.rows.iter().flat_map(move |row| {
            (0..row.cells.len().min(table.roles.len()))
                .filter(move |column| asked(*column))
                .map(|at| row.cells[at])
        })
    });
    let unit_only = |(from, to): &(usize, usize)| {
        let scaled = chars.get(*from).is_some_and(|c| matches!(c, '万' | '亿'));
        to > from && unit(&chars[..*to], from + usize::from(scaled)).is_some_and(|(end, ..)| end == *to)
    };
    cells.filter(unit_only).map(|(start, end)| Hole { kind: Kind::Number, start, end }).collect()
}

/// The sections of a kind that stand in none of the same kind.
fn topmost<'a>(model: &'a Model, kind: SectionKind) -> impl Iterator<Item = &'a Part> {
    model
        .outline
        .of_kind(kind)
        .filter(move |part| part.parent.is_none_or(|parent| model.outline.parts[parent].kind != kind))
}

/// A range and what is written below it without a list of its own.
fn extent(model: &Model, line: usize, last: usize) -> (usize, usize) {
    let block = model.outline.block(line);
    let below = (line + 1..last)
        .take_while(|line| matches!(model.outline.block(*line).shape, Shape::Prose | Shape::Blank))
        .last()
        .unwrap_or(line);
    (block.start, model.outline.block(below).end.max(block.end))
}

fn actions(model: &Model, actors: &Actors) -> Vec<Action> {
    let mut found = Vec::new();
    for part in topmost(model, SectionKind::Strategy) {
        let told = told_by_lines(model, actors, part);
        for line in part.first..part.last {
            let block = model.outline.block(line);
            if !(matches!(block.shape, Shape::Item(_)) || told && block.shape == Shape::Prose)
                || block.bare_label()
                || block.end <= block.start
                || heads(model, line, part.last)
                || counts_only(model, block)
            {
                continue;
            }
            let (start, end) = extent(model, line, part.last);
            found.push(Action {
                line,
                start,
                end: block.end,
                owned: actors.named(start, end) || actors.in_titles(line),
                timed: timed(model, start, end),
            });
        }
    }
    found
}

/// 精装房 9000把: a thing and how many of it, and nothing that is done.
fn counts_only(model: &Model, block: &Block) -> bool {
    let line = model.text.line_of(block.start);
    let [quantity] = model.quantities_in(line, line + 1) else { return false };
    let name = model.chars((block.start, quantity.start.max(block.start)));
    quantity.end == block.end
        && (1..=10).contains(&name.len())
        && name.iter().all(|c| c.is_alphabetic() || *c == ' ')
        && !model.text.has(Word::Act, block.start, quantity.start)
}

/// 酒店这头，骆斌每周跑5家 / 样片这头，拍三支新的: where nothing is numbered, short lines most of which say who does something
/// are told one by one.
fn told_by_lines(model: &Model, actors: &Actors, part: &Part) -> bool {
    let content = || (part.first..part.last).map(|line| model.outline.block(line)).filter(|b| b.content());
    let lines = content().count();
    let acted = content().filter(|block| actors.named(block.start, block.end)).count();
    let short = |block: &Block| block.shape == Shape::Prose && block.end - block.start <= 80;
    lines >= 3 && acted * 2 >= lines && content().all(short)
}

/// （一）守住存量, and 1. … below it: a short item that heads others of a finer number.
fn heads(model: &Model, line: usize, last: usize) -> bool {
    let style = |line: usize| {
        let at = model.text.lines[line];
        mark(model.chars((at.start, at.end))).map(|mark| mark.style)
    };
    let block = model.outline.block(line);
    let next = (line + 1..last).find(|line| model.outline.block(*line).shape != Shape::Blank);
    let below =
        next.filter(|next| matches!(model.outline.block(*next).shape, Shape::Item(_))).and_then(style);
    block.end - block.start <= 24 && style(line).zip(below).is_some_and(|(own, below)| own < below)
}

/// A date, a rhythm or a span of time is named.
fn timed(model: &Model, start: usize, end: usize) -> bool {
    model.text.has(Word::Rhythm, start, end)
        || terms::AT_ONCE.within(model.chars((start, end)))
        || counted_back(model, start, end)
        || nth_day(model.chars((start, end)))
        || terms::EVERY.within(model.chars((start, end)))
        || model.timely(start, end)
}

/// 寄出第3天: a day counted from something.
fn nth_day(chars: &[char]) -> bool {
    let days = |at: usize| {
        let end = at + chars[at..].iter().take_while(|c| c.is_ascii_digit() || **c == ' ').count();
        end > at && matches!(chars.get(end), Some('天' | '日'))
    };
    (1..chars.len()).any(|at| chars[at - 1] == '第' && days(at))
}

/// 到期前90天, 提前3天, 48小时内: so long before or within something.
fn counted_back(model: &Model, start: usize, end: usize) -> bool {
    let chars = &model.text.chars;
    crate::quantity::within(&model.quantities, start, end).iter().any(|quantity| {
        let before = chars[..quantity.start].iter().rev().find(|c| **c != ' ');
        matches!(quantity.measure, Measure::Days | Measure::Hours)
            && before.is_some_and(|c| among(*c, "前后内"))
    })
}

fn risks(model: &Model, actors: &Actors) -> Vec<Risk> {
    let mut found = Vec::new();
    for part in topmost(model, SectionKind::Risk).filter(|part| !part.empty) {
        for line in part.first..part.last {
            let block = *model.outline.block(line);
            let labelled = block.shape == Shape::Prose && block.label_end > block.start;
            let written = matches!(block.shape, Shape::Item(_)) && block.end > block.start;
            if (written || labelled) && !block.bare_label() && !block.remark(&model.text.chars) {
                found.push(listed(model, actors, line, &block, part.last));
            }
        }
        let first = found.partition_point(|risk| risk.line < part.first);
        if found[first..].iter().all(|risk| model.outline.block(risk.line).shape == Shape::Prose) {
            let told: Vec<Risk> = paragraphs(model, part)
                .map(|line| listed(model, actors, line, model.outline.block(line), part.last))
                .collect();
            let beside = found.len() > first;
            found.extend(unanswered(model, told, beside));
        }
        let inside = |table: &&Table| table.first_line >= part.first && table.first_line < part.last;
        for table in model.tables.iter().filter(inside) {
            found.extend(table.rows.iter().filter_map(|row| tabular(model, table, row)));
        }
    }
    planscore_stats::sort_by(&mut found, &|a, b| a.start.cmp(&b.start));
    found
}

/// The paragraphs of a section without a label of their own, up to where a blank line ends those that stand together.
fn paragraphs<'a>(model: &'a Model, part: &Part) -> impl Iterator<Item = usize> + 'a {
    let (first, last) = (part.first, part.last);
    let shape = |line: usize| model.outline.block(line).shape;
    let prose = move |line: &usize| shape(*line) == Shape::Prose;
    let apart = |line: &usize| {
        shape(*line) == Shape::Blank && *line >= first + 2 && (line - 2..*line).all(|above| prose(&above))
    };
    let end = (first..last).find(apart).unwrap_or(last);
    (first..end).filter(prose).filter(|line| {
        let block = model.outline.block(*line);
        block.end - block.start >= 4 && block.label_end <= block.start
    })
}

/// Paragraphs of a section on risks that name one and no answer.
fn unanswered(model: &Model, told: Vec<Risk>, beside: bool) -> Vec<Risk> {
    let none = |risk: &Risk| risk.response == Response::None;
    let happens = |risk: &Risk| none(risk) && super::clauses::effects(model.chars((risk.start, risk.end)));
    let each = |longest: usize| told.iter().all(|risk| risk.end - risk.start <= longest);
    // 网上卖得便宜 / 农户欠款多: a list of names and nothing else; 如有不妥请领导指正 asks, and is no risk.
    if told.len() > 1 && each(20) && told.iter().all(none) {
        return told
            .into_iter()
            .filter(|risk| !model.chars((risk.start, risk.end)).contains(&'请'))
            .collect();
    }
    // Among many words on one risk its answer may stand anywhere.
    if beside || told.len() > 1 && each(60) || told.iter().all(happens) {
        // 车厘子到货晚, beside risks with their answers: a few words that name one.
        let few = |risk: &Risk| beside && none(risk) && risk.end - risk.start <= 12;
        return told.into_iter().filter(|risk| happens(risk) || few(risk)).collect();
    }
    Vec::new()
}

/// 大客户流失：提前回访: the risk, and in its own line or the lines below what is done.
fn listed(model: &Model, actors: &Actors, line: usize, block: &Block, last: usize) -> Risk {
    let labelled = block.label_end > block.start;
    let body = (if labelled { block.body } else { block.start }, block.end);
    let end = below(model, line, block, last);
    let label = model.chars((block.start, block.label_end));
    let response = if acts(model, (body.0, end), labelled) {
        let again = labelled && end == block.end && restates(label, model.chars(body));
        if again { Response::Restated } else { Response::Given }
    } else if labelled && restates(label, model.chars(body)) {
        Response::Restated
    } else if labelled && names_a_response(model, body) {
        Response::Given
    } else {
        Response::None
    };
    let watched = actors.named(block.start, end)
        || model.text.has(Word::Trigger, block.start, end)
        || terms::SIGNALS.within(model.chars((block.start, end)));
    Risk { line, start: block.start, end: block.end, body, response, watched, tabular: false }
}

/// Where the lines end that go on about an item: deeper ones, and prose.
fn below(model: &Model, line: usize, block: &Block, last: usize) -> usize {
    let Shape::Item(depth) = block.shape else { return block.end };
    // 就写这些: what stands apart behind the last of the risks closes the text.
    let goes_on = |line: usize| {
        model.outline.block(line - 1).shape != Shape::Blank
            || (line..last).any(|later| matches!(model.outline.block(later).shape, Shape::Item(_)))
    };
    (line + 1..last)
        .take_while(|line| {
            let below = model.outline.block(*line);
            match below.shape {
                Shape::Item(other) => other > depth,
                Shape::Blank => true,
                Shape::Prose => below.label_end <= below.start && goes_on(*line),
                _ => false,
            }
        })
        .map(|below| model.outline.block(below))
        .take(12)
        .filter(|below| below.content())
        .map(|below| below.end)
        .fold(block.end, usize::max)
}

/// 原材料涨价: 锁价协议 names a response without a verb, where it does not go on about the risk.
fn names_a_response(model: &Model, body: (usize, usize)) -> bool {
    let chars = model.chars(body);
    let happens = super::clauses::effects(chars) || super::clauses::tells(chars);
    // Several clauses of which none does anything tell what comes of it.
    let one = super::clauses::clauses(&model.text.chars, body.0, body.1).len() == 1;
    one && chars.len() >= 4 && !happens && !model.text.has(Word::Vague, body.0, body.1)
}

fn tabular(model: &Model, table: &Table, row: &Row) -> Option<Risk> {
    let filled = |cell: Option<(usize, usize)>| cell.filter(|(from, to)| to > from);
    let (start, end) = filled(table.cell(row, Role::Risk).or(row.cells.first().copied()))?;
    // Where no head names the response, it is the last of the columns that are called otherwise.
    let others = || {
        let named = table.column(Role::Risk).unwrap_or(0);
        (named + 1..row.cells.len().min(table.roles.len())).filter(|column| {
            !matches!(
                table.roles[*column],
                Role::Owner | Role::Due | Role::Trigger | Role::Risk | Role::Number
            )
        })
    };
    let response = match table.column(Role::Response) {
        Some(_) => filled(table.cell(row, Role::Response)),
        None => others().next_back().and_then(|column| filled(row.cells.get(column).copied())),
    };
    let watched = [Role::Owner, Role::Trigger].iter().any(|role| filled(table.cell(row, *role)).is_some())
        || others().count() > 1;
    let restated = response.is_some_and(|cell| restates(model.chars((start, end)), model.chars(cell)));
    Some(Risk {
        line: row.line,
        start,
        end,
        body: response.unwrap_or((start, end)),
        response: match response {
            Some(_) if restated => Response::Restated,
            Some(_) => Response::Given,
            None => Response::None,
        },
        watched,
        tabular: true,
    })
}
