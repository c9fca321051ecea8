//! The goals of a table: a row a goal, its name, target, baseline, date and owner each in its column.

use super::aims::read;
use super::column::Role as Column;
use super::goal::{Due, Found, Origin};
use super::inherit::{assign, mentions, own};
use super::kinds::kind_of;
use super::lexicon::Word;
use super::measure::Measure;
use super::number::magnitude;
use super::outline::Outline;
use super::owner::{People, person};
use super::phrase::Source;
use super::quantity::Quantity;
use super::reader::Item;
use super::section::SectionKind;
use super::sheet::{Row, Table, unit_in};
use super::terms;
use super::time::{Frame, What};
use super::unit::unit;
use super::unset::unset;
use super::when::{When, YearPart, whole};

/// Where tables are read.
pub(super) struct Tables<'a> {
    pub source: Source<'a>,
    pub outline: &'a Outline,
    pub frame: Frame,
    pub people: &'a People,
}

impl Tables<'_> {
    /// The goals of a table that names a target and no weights, one a row.
    pub fn goals(&self, table: &Table, found: &mut Found) {
        if table.column(Column::Target).is_none() && self.outline.within(table.first_line, SectionKind::Goals)
        {
            return self.results(table, found);
        }
        if table.column(Column::Weight).is_some() || table.column(Column::Target).is_none() {
            return;
        }
        let mut group = SectionKind::Other;
        for row in &table.rows {
            if let Some((start, end)) = table.cell(row, Column::Group).filter(|(start, end)| end > start) {
                group = kind_of(self.source.text, (start, end)).0;
            }
            let among_goals = self.outline.within(table.first_line, SectionKind::Goals);
            if among_goals || matches!(group, SectionKind::Other | SectionKind::Goals) {
                self.row(table, row, found);
            }
        }
    }

    /// A table among the goals that names no target: each row states a goal in one of its cells.
    fn results(&self, table: &Table, found: &mut Found) {
        let source = self.source;
        let text = |column: &usize| {
            matches!(table.roles[*column], Column::Action | Column::Name | Column::Other | Column::Number)
        };
        let chars = source.chars();
        let words = |column: usize| -> usize {
            let cells = table.rows.iter().filter_map(|row| row.cells.get(column));
            cells
                .filter(|(from, to)| chars[*from..*to].iter().filter(|c| c.is_alphabetic()).count() >= 4)
                .count()
        };
        // The column that says most holds the statements; where others hold figures they are what is told.
        let statement = (0..table.roles.len()).filter(text).max_by_key(|column| words(*column));
        let Some(column) = statement.filter(|column| words(*column) * 5 >= table.rows.len() * 4) else {
            return;
        };
        let figures = |other: usize| {
            let stated = table.rows.iter().filter_map(|row| row.cells.get(other));
            let role = table.roles[other];
            !matches!(role, Column::Weight | Column::Due | Column::Owner)
                && stated.filter(|(from, to)| !source.quantities_in(*from, *to).is_empty()).count() * 2
                    > table.rows.len()
        };
        if (0..table.roles.len()).any(|other| other != column && figures(other)) {
            return;
        }
        for row in &table.rows {
            let Some(&(start, end)) = row.cells.get(column).filter(|(from, to)| to > from) else { continue };
            let item = Item { line: row.line, start, end, label: (start, start), body: start };
            let mut inner = read(source, self.frame, item, None);
            if inner.aims.is_empty() {
                inner.aims.extend(unset(&source, &item));
                found.open.push(row.line);
            }
            for aim in &mut inner.aims {
                for (role, origin) in [(Column::Due, Origin::Column), (Column::Owner, Origin::Column)] {
                    let Some(cell) = table.cell(row, role).filter(|(from, to)| to > from) else { continue };
                    if role == Column::Due {
                        assign(source, self.frame, aim, cell, &[], origin);
                    } else if aim.owner.is_none() {
                        let name = person(source.chars(), cell);
                        (aim.owner, aim.owner_from) = (Some(name), Some(origin));
                    }
                }
            }
            found.aims.append(&mut inner.aims);
        }
    }

    /// 金额单位：万元, above a table: what a sum of money in it counts.
    fn declared(&self, table: &Table, (start, end): (usize, usize)) -> Option<(Measure, f64)> {
        let chars = self.source.chars();
        if !terms::SUMS_OF_MONEY.closes(&chars[start..end]) {
            return None;
        }
        let until = self.source.text.lines[table.first_line].start;
        let said = (0..until).rev().find_map(|at| terms::DECLARES_UNIT.longest(&chars[..until], at))?;
        let scale = chars.get(said).copied().and_then(magnitude).filter(|scale| *scale >= 1e3);
        let (_, measure, worth) = unit(&chars[..until], said + usize::from(scale.is_some()))?;
        (measure == Measure::Money).then_some((measure, scale.unwrap_or(1.0) * worth))
    }

    fn row(&self, table: &Table, row: &Row, found: &mut Found) {
        let source = self.source;
        let chars = source.chars();
        let name = table.column(Column::Name).unwrap_or(0);
        let (Some(&label), Some(target)) = (row.cells.get(name), table.cell(row, Column::Target)) else {
            return;
        };
        if label.1 <= label.0
            || target.1 <= target.0
            || source.text.has(Word::Total, label.0, label.1) && label.1 - label.0 <= 3
            || table.cell(row, Column::Owner).is_none_or(|(from, to)| to <= from)
                && source.text.words(label.0, label.1).next().is_some_and(|hit| {
                    // 含税销售 is no part, and what someone of its own answers for is a goal.
                    hit.word == Word::Parts && hit.start() == label.0
                })
        {
            return;
        }
        let filled = |role| table.cell(row, role).filter(|(from, to)| to > from);
        let item = Item { line: row.line, start: target.0, end: target.1, label, body: target.0 };
        let mut inner = read(source, self.frame, item, None);
        let mut aim = if inner.aims.is_empty() {
            let Some(aim) = unset(&source, &item) else { return };
            found.open.push(row.line);
            aim
        } else {
            inner.aims.remove(0)
        };
        aim.start = aim.start.min(label.0);
        // 收入（万元） | 4130 | 4750: the name or the head of the column says what is counted.
        let head = table.column(Column::Target).and_then(|column| table.heads.get(column)).copied();
        let told = unit_in(chars, label)
            .or_else(|| head.and_then(|head| unit_in(chars, head)))
            .or_else(|| self.declared(table, label));
        let baseline =
            filled(Column::Baseline).and_then(|(from, to)| source.quantities_in(from, to).first().copied());
        let baseline = baseline.map(|quantity| counted(quantity, told));
        aim.quantity = aim.quantity.map(|quantity| counted(quantity, told));
        aim.measure = aim.quantity.map_or(aim.measure, |quantity| quantity.measure);
        aim.settle(&source);
        let last = row.cells.last().map_or(target.1, |cell| cell.1);
        if aim.baseline.is_none() {
            aim.baseline = baseline;
            aim.settle(&source);
        }
        // 4.6万吨 | 5.5万吨 | 15%: the change that leads from one to the other.
        if let Some((from, to)) = filled(Column::Change)
            && let [change] = source.quantities_in(from, to)
            && change.is_exact()
            && matches!(change.measure, Measure::Percent | Measure::Points)
            && aim.baseline.is_some()
            && aim.change.is_none()
        {
            let down = chars[from] == '-' || chars[from] == '↓';
            let step = Quantity { low: change.low.abs(), high: change.high.abs(), ..*change };
            (aim.step, aim.level) = (Some((step, down)), aim.level.or(aim.quantity));
        }
        if let Some(cell) = filled(Column::Due) {
            assign(source, self.frame, &mut aim, cell, &[], Origin::Column);
            // A day before the plan is one, too.
            let told = source.times_in(cell.0, cell.1).next().map(|index| &source.times[index]);
            let written = || month_day(&chars[cell.0..cell.1]);
            let day = told
                .and_then(|time| self.frame.due(time))
                .or_else(|| written().and_then(|when| self.frame.last_day(when)));
            aim.due = aim.due.or(Some(Due { start: cell.0, end: cell.1, day, origin: Origin::Column }));
        } else if table.column(Column::Due).is_none() {
            assign(source, self.frame, &mut aim, (target.0, last), &[], Origin::Item);
            // 现在 | 6月30日: the day stands above the column.
            let day = |cell: &(usize, usize)| {
                source.times_in(cell.0, cell.1).any(|at| {
                    matches!(source.times[at].what, What::Calendar(when) if matches!(when.part, YearPart::Day(..)))
                })
            };
            if let Some(head) = head.filter(|cell| aim.due.is_none() && day(cell)) {
                assign(source, self.frame, &mut aim, head, &[], Origin::Column);
            }
        }
        match filled(Column::Owner) {
            Some(cell) => {
                (aim.owner, aim.owner_from) = (Some(person(chars, cell)), Some(Origin::Column));
            }
            None => {
                let mentions = mentions(source, self.people, label.0, last);
                own(&mut aim, &mentions, Origin::Item);
            }
        }
        found.aims.push(aim);
    }
}

/// 12-31, 9/30: a month and a day and nothing else.
pub(super) fn month_day(cell: &[char]) -> Option<When> {
    let (end, month) = whole(cell, 0).filter(|(_, month)| (1..=12).contains(month))?;
    let (stop, day) = whole(cell, end + 1).filter(|(_, day)| (1..=31).contains(day))?;
    let parted = matches!(cell.get(end), Some('-' | '/' | '.'));
    let part = YearPart::Day(month, day);
    (parted && stop == cell.len()).then_some(When { end: stop, year: None, part })
}

/// A bare number in the unit that stands elsewhere.
fn counted(quantity: Quantity, told: Option<(Measure, f64)>) -> Quantity {
    match told {
        Some((measure, worth)) if quantity.measure == Measure::None && !quantity.hole => {
            Quantity { measure, low: quantity.low * worth, high: quantity.high * worth, ..quantity }
        }
        _ => quantity,
    }
}
