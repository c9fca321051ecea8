//! Tables of a plan by their shape: rows with bars, with tabs or with wide blanks; and what each column holds.

use super::captions::{Caption, on};
use super::column::Role;
use super::lexicon::{self, Era, Word};
use super::measure::Measure;
use super::number::{blank, magnitude};
use super::outline::{Block, Outline, Shape};
use super::owner::{familiar, family, person};
use super::phrase::Source;
use super::quantity::quantity_at;
use super::text::Text;
use super::time::{Frame, What};
use super::tokens::Tokens;
use super::unit::unit;
use super::when::YearPart;

pub(super) struct Table {
    pub roles: Vec<Role>,
    pub rows: Vec<Row>,
    /// The cells of its head; none where it has none.
    pub heads: Vec<(usize, usize)>,
    /// The line of its head; of its first row where it has none.
    pub first_line: usize,
    pub last_line: usize,
}

pub(super) struct Row {
    pub line: usize,
    pub cells: Vec<(usize, usize)>,
}

impl Table {
    /// The first column of a role.
    pub fn column(&self, role: Role) -> Option<usize> {
        self.roles.iter().position(|r| *r == role)
    }

    pub fn cell(&self, row: &Row, role: Role) -> Option<(usize, usize)> {
        row.cells.get(self.column(role)?).copied()
    }
}

/// The cells of a row, trimmed; bars at both ends are optional.
pub(super) fn cells(chars: &[char], start: usize, end: usize) -> Vec<(usize, usize)> {
    let line = &chars[start..end];
    let bar = if line.contains(&'|') { Some('|') } else { line.contains(&'\t').then_some('\t') };
    let mut found = Vec::new();
    let mut from = start + usize::from(bar == Some('|') && chars.get(start) == Some(&'|'));
    while from < end {
        let to = match bar {
            Some(bar) => chars[from..end].iter().position(|c| *c == bar).map_or(end, |length| from + length),
            None => wide(&chars[..end], from),
        };
        let begin = blank(&chars[..to], from);
        let spaces = chars[begin..to].iter().rev().take_while(|c| c.is_whitespace()).count();
        found.push((begin, to - spaces));
        from = if bar.is_some() { to + 1 } else { blank(&chars[..end], to).max(to + 1) };
    }
    found
}

/// Where two blanks or more begin.
fn wide(chars: &[char], from: usize) -> usize {
    let pair = |at: &usize| chars[*at] == ' ' && chars.get(at + 1) == Some(&' ');
    (from..chars.len()).find(pair).unwrap_or(chars.len())
}

/// Finds lines in columns that tabs or wide blanks set apart: two or more in a row with the same cells.
pub(super) fn find_rows(text: &Text, blocks: &mut [Block], first: usize, captions: &[Caption]) {
    for caption in captions {
        let block = &mut blocks[caption.line - first];
        block.shape = Shape::Prose;
    }
    let columns = |at: usize, block: &Block| match on(captions, first + at) {
        Some(_) => None,
        None => columns(&text.chars, text, block),
    };
    let mut at = 0;
    while at < blocks.len() {
        let counts: Vec<usize> = (at..blocks.len()).map_while(|at| columns(at, &blocks[at])).collect();
        let run = counts.len();
        let most = counts.iter().copied().max().unwrap_or(0);
        let alike = counts.iter().filter(|count| **count == most).count();
        let tabular = run >= 2
            && (most > 2 && (alike * 2 >= run || counts[0] == most) || amounts(text, &blocks[at..at + run]));
        if tabular {
            for (index, block) in blocks[at..at + run].iter_mut().enumerate() {
                let line = text.lines[first + at + index];
                // A tab at the beginning leaves the first cell empty.
                let lead = (line.start..line.end).find(|at| text.chars[*at] != ' ').unwrap_or(line.start);
                // 1. 含税销售    44万元: the number of an item belongs to its first cell.
                let numbered = matches!(block.shape, Shape::Item(_))
                    && block.start > lead
                    && wide(&text.chars[..block.start], lead) == block.start
                    && !text.chars[lead..block.start].contains(&'\t');
                let lead = if numbered { block.start } else { lead };
                block.shape = Shape::Row;
                (block.start, block.label_end, block.body) = (lead, lead, lead);
            }
        }
        at += run.max(1);
    }
}

/// How many columns a line has; nothing for one that has no two.
fn columns(chars: &[char], text: &Text, block: &Block) -> Option<usize> {
    if !matches!(block.shape, Shape::Prose | Shape::Item(_)) {
        return None;
    }
    let line = text.lines[text.line_of(block.start)];
    let lead = (line.start..line.end).find(|at| chars[*at] != ' ')?;
    let content = &chars[lead..block.end];
    let tabs = content.contains(&'\t') && !content.iter().take_while(|c| c.is_whitespace()).count().gt(&2);
    let cells = if tabs || content.windows(2).any(|pair| pair == [' ', ' ']) {
        cells(chars, lead, block.end)
    } else {
        return None;
    };
    let filled = cells.iter().filter(|(from, to)| to > from).count();
    let labels = cells.iter().filter(|(from, to)| chars[*from..*to].contains(&':')).count();
    // A number and its title (3.1　合同额), or several labels (编制：…　周期：…) are no columns.
    let marked = cells.len() == 2
        && cells[0].1 - cells[0].0 <= 5
        && chars[cells[0].0..cells[0].1].iter().all(|c| {
            !c.is_alphabetic() || "一二三四五六七八九十第章节页屏张块部分大模板单元条步阶段".contains(*c)
        });
    (filled >= 1 && cells.len() >= 2 && labels * 2 < cells.len() + 1 && !marked && (tabs || cells.len() >= 3))
        .then_some(cells.len())
}

/// True of lines of two columns with an amount or a number in the second of most.
fn amounts(text: &Text, blocks: &[Block]) -> bool {
    let numbered = |block: &&Block| {
        let found = cells(&text.chars, block.start, block.end);
        found.len() == 2 && text.chars[found[1].0..found[1].1].iter().any(char::is_ascii_digit)
    };
    blocks.len() >= 2 && blocks.iter().filter(numbered).count() * 3 >= blocks.len() * 2
}

/// Every table of a plan.
pub(super) fn tables(source: Source, outline: &Outline, frame: Frame) -> Vec<Table> {
    let text = source.text;
    let mut found: Vec<Table> = Vec::new();
    let mut rows: Vec<Row> = Vec::new();
    for line in outline.lines.0..=outline.lines.1 {
        let shape = if line < outline.lines.1 { outline.block(line).shape } else { Shape::Blank };
        match shape {
            Shape::Row => {
                let block = outline.block(line);
                rows.push(Row { line, cells: cells(&text.chars, block.start, block.end) });
            }
            Shape::TableRule => {}
            _ => found.extend(table(source, frame, std::mem::take(&mut rows))),
        }
    }
    found.extend(records(source, outline, frame));
    planscore_stats::sort_by(&mut found, &|a, b| a.first_line.cmp(&b.first_line));
    found
}

/// Records of labels and what follows them, one after another: 指标名称：… 目标值：… Two or more with the same first
/// label are a table of which each is a row.
fn records(source: Source, outline: &Outline, frame: Frame) -> Option<Table> {
    let chars = source.chars();
    let mut found: Vec<Vec<(usize, &Block)>> = Vec::new();
    let mut open = false;
    for line in outline.lines.0..outline.lines.1 {
        let block = outline.block(line);
        let labelled = matches!(block.shape, Shape::Prose | Shape::Item(_))
            && block.label_end > block.start
            && block.body < block.end;
        let label = |block: &Block| &chars[block.start..block.label_end];
        match found.last_mut() {
            Some(record) if open && labelled && label(record[0].1) != label(block) => {
                record.push((line, block));
            }
            _ if labelled => found.push(vec![(line, block)]),
            _ => {}
        }
        open = labelled;
    }
    found.retain(|record| record.len() >= 3);
    let heads = |record: &Vec<(usize, &Block)>| -> Vec<(usize, usize)> {
        record.iter().map(|(_, block)| (block.start, block.label_end)).collect()
    };
    let same = |record: &Vec<(usize, &Block)>, first: &Vec<(usize, &Block)>| {
        chars[record[0].1.start..record[0].1.label_end] == chars[first[0].1.start..first[0].1.label_end]
    };
    let at = (0..found.len().saturating_sub(1)).find(|at| same(&found[at + 1], &found[*at]))?;
    let own: Vec<&Vec<(usize, &Block)>> =
        found[at..].iter().take_while(|record| same(record, &found[at])).collect();
    let longest = own.iter().max_by_key(|record| record.len())?;
    let columns = heads(longest);
    let roles: Vec<Role> = columns.iter().map(|cell| role(source, frame, *cell, 1.0)).collect();
    // 1.1 投放金额：… and 2.1 投放金额：…: two sections about the same figures are no records.
    let asks = |role: &&Role| {
        matches!(role, Role::Target | Role::Owner | Role::Due | Role::Baseline | Role::Weight | Role::Formula)
    };
    if roles.iter().filter(asks).count() < 2 {
        return None;
    }
    let rows = own
        .iter()
        .map(|record| {
            let cell = |head: &(usize, usize)| {
                let named = record
                    .iter()
                    .find(|(_, block)| chars[block.start..block.label_end] == chars[head.0..head.1]);
                named.map_or((record[0].1.end, record[0].1.end), |(_, block)| (block.body, block.end))
            };
            Row { line: record[0].0, cells: columns.iter().map(cell).collect() }
        })
        .collect();
    let last_line = own.last().and_then(|record| record.last()).map(|(line, _)| *line)?;
    Some(Table { roles, rows, heads: columns, first_line: own[0][0].0, last_line })
}

/// The table that some rows make: its head decides with its cells what the columns hold.
fn table(source: Source, frame: Frame, mut rows: Vec<Row>) -> Option<Table> {
    // 表2　2027年指标: a caption above the head.
    let caption =
        rows.len() > 2 && rows[0].cells.len() == 2 && rows[1..].iter().all(|row| row.cells.len() > 2);
    if caption {
        rows.remove(0);
    }
    let (first_line, last_line) = (rows.first()?.line, rows.last()?.line);
    let headed = rows[0].cells.iter().all(|cell| !states(source, *cell)) || rows.len() == 1;
    let head = if headed { rows.remove(0).cells } else { Vec::new() };
    let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0).max(head.len());
    let mut roles: Vec<Role> = (0..width)
        .map(|column| {
            let numbers = share(source, &rows, column);
            match head.get(column) {
                Some(cell) => match role(source, frame, *cell, numbers) {
                    // 四季度任务 above figures names no actions.
                    Role::Action | Role::Name if counts(source, &rows, column) => Role::Other,
                    role => role,
                },
                None if numbers > 0.5 => Role::Amount,
                None => Role::Other,
            }
        })
        .collect();
    if head.is_empty() {
        name_columns(source, &rows, &mut roles);
    }
    // A column of dates says when, whatever its head is called.
    for (column, role) in roles.iter_mut().enumerate().take(head.len()) {
        if *role == Role::Other && dates(source, &rows, column) > 0.5 {
            *role = Role::Due;
        }
    }
    // A table of goals may call its first column so: 目标 | 2026实际 | 2027目标.
    let figured = |column: usize| share(source, &rows, column) > 0.5;
    let mut of_goals = false;
    if let Some(first) = roles.iter().position(|role| *role == Role::Target)
        && share(source, &rows, first) < 0.5
        && (first + 1..width).any(|column| {
            matches!(roles[column], Role::Target | Role::Baseline)
                || roles[column] == Role::Other && figured(column)
        })
    {
        roles[first] = Role::Name;
        of_goals = true;
    }
    if !roles.contains(&Role::Name) {
        // A column that names groups of rows is filled in few of them: the name is the first that is filled in most.
        let text_column = |column: &usize| {
            matches!(roles[*column], Role::Other | Role::Action)
                && share(source, &rows, *column) < 0.5
                && filled(&rows, *column) * 2 > rows.len()
        };
        if let Some(column) = (0..width).find(text_column) {
            roles[column] = Role::Name;
        }
    }
    if let Some(name) = roles.iter().position(|role| *role == Role::Name)
        && let Some(group) = (0..name).find(|column| {
            let cells = filled(&rows, *column);
            roles[*column] == Role::Other && cells > 0 && cells * 2 <= rows.len()
        })
    {
        roles[group] = Role::Group;
    }
    // Of several years ahead, each in its column, the last is the goal, the others steps on the way.
    let years: Vec<usize> = (0..head.len())
        .filter(|column| roles[*column] == Role::Other && ahead(source, frame, head[*column]))
        .collect();
    if !roles.contains(&Role::Target)
        && years.len() >= 2
        && let Some(last) = years.last()
        && roles.contains(&Role::Baseline)
    {
        roles[*last] = Role::Target;
    }
    if !roles.contains(&Role::Target)
        && let Some(baseline) = roles.iter().position(|role| *role == Role::Baseline)
        && let Some(next) = (baseline + 1..width)
            .find(|column| roles[*column] == Role::Other && share(source, &rows, *column) > 0.5)
    {
        roles[next] = Role::Target;
    }
    // Of two columns of figures beside someone's name the first is where it starts, the second what is asked for.
    let figures: Vec<usize> = (0..width)
        .filter(|column| roles[*column] == Role::Other && share(source, &rows, *column) > 0.5)
        .collect();
    // 目标 | 数值 | 负责人: the one column of figures is what is asked for.
    let asked = of_goals
        && (roles.contains(&Role::Owner) || roles.contains(&Role::Due))
        && ![Role::Target, Role::Risk, Role::Action, Role::Response, Role::Amount, Role::Weight]
            .iter()
            .any(|role| roles.contains(role));
    if let [only] = figures[..]
        && asked
    {
        roles[only] = Role::Target;
    }
    // 月份 | 收入 | 货量: figures of one stretch of time after another are no goals.
    if let [first, second] = figures[..]
        && roles.first() != Some(&Role::Due)
        && !roles.contains(&Role::Target)
        && (roles.contains(&Role::Owner) || roles.contains(&Role::Due))
        && !roles.contains(&Role::Risk)
    {
        (roles[first], roles[second]) = (Role::Baseline, Role::Target);
    }
    Some(Table { roles, rows, heads: head, first_line, last_line })
}

/// 含税销售    44万元    沈佩兰    12月31日: without a head the cells say what a column holds, where who or when stands in one.
fn name_columns(source: Source, rows: &[Row], roles: &mut [Role]) {
    let chars = source.chars();
    let named = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.cells.get(column)).filter(|(from, to)| to > from);
        let (mut people, mut all) = (0, 0);
        for &(from, to) in cells {
            all += 1;
            let (start, end) = person(chars, (from, to));
            let letters = chars[start..end].iter().all(|c| c.is_alphabetic() && !c.is_ascii());
            let word = source.text.words(start, end).any(|hit| hit.start() == start && hit.end() == end);
            let called = family(chars[start]) || familiar(&chars[start..end]) || start > from;
            people += usize::from((2..=4).contains(&(end - start)) && letters && called && !word);
        }
        people * 2 > all
    };
    let due = (1..roles.len()).find(|column| dates(source, rows, *column) > 0.5);
    let owner = (1..roles.len()).find(|column| Some(*column) != due && named(*column));
    if due.is_none() && owner.is_none() {
        return;
    }
    for (column, role) in [(due, Role::Due), (owner, Role::Owner)] {
        if let Some(column) = column {
            roles[column] = role;
        }
    }
    let figures = (1..roles.len()).find(|column| matches!(roles[*column], Role::Amount | Role::Other));
    if let Some(column) = figures {
        roles[column] = Role::Target;
    }
    if matches!(roles[0], Role::Other | Role::Amount) {
        roles[0] = Role::Name;
    }
}

/// 收入（万元）: the unit that a name or a head has in brackets: what it counts, and what one of it is worth.
pub(super) fn unit_in(chars: &[char], (start, end): (usize, usize)) -> Option<(Measure, f64)> {
    let open = start + chars[start..end].iter().position(|c| *c == '(')?;
    let scale = chars.get(open + 1).copied().and_then(magnitude).filter(|scale| *scale >= 1e3);
    let at = open + 1 + usize::from(scale.is_some());
    let (stop, measure, worth) = unit(&chars[..end], at)?;
    (chars[..end].get(stop) == Some(&')')).then_some((measure, scale.unwrap_or(1.0) * worth))
}

/// True of a head that is a year of the plan and nothing else: 2028年.
fn ahead(source: Source, frame: Frame, (start, end): (usize, usize)) -> bool {
    source.times_in(start, end).map(|index| source.times[index]).any(|time| {
        let year = matches!(time.what, What::Calendar(when) if when.part == YearPart::Year);
        year && time.start == start && time.end == end && matches!(frame.era(&time), Era::Plan | Era::Next)
    })
}

/// True if a cell states a quantity that is no time.
fn states(source: Source, (start, end): (usize, usize)) -> bool {
    source.quantities_in(start, end).iter().any(|quantity| !quantity.hole && quantity.start == start)
}

/// How many cells of a column are filled.
fn filled(rows: &[Row], column: usize) -> usize {
    rows.iter().filter(|row| row.cells.get(column).is_some_and(|(from, to)| to > from)).count()
}

/// How many of the filled cells of a column are a time and little else: 3月31日前, and not 十日内调整新约租金.
fn dates(source: Source, rows: &[Row], column: usize) -> f64 {
    let cells = || rows.iter().filter_map(|row| row.cells.get(column)).filter(|(from, to)| to > from);
    let alone = |(from, to): &&(usize, usize)| {
        let time = source.times_in(*from, from + 1).next().map(|index| &source.times[index]);
        time.is_some_and(|time| time.end + 4 >= *to)
    };
    let dated = cells().filter(alone).count();
    dated as f64 / cells().count().max(1) as f64
}

/// True if most of the filled cells of a column are a quantity and what bounds it.
fn counts(source: Source, rows: &[Row], column: usize) -> bool {
    let cells = || rows.iter().filter_map(|row| row.cells.get(column)).filter(|(from, to)| to > from);
    cells().filter(|cell| states(source, **cell)).count() * 2 > cells().count()
}

/// How many of the filled cells of a column state quantities.
fn share(source: Source, rows: &[Row], column: usize) -> f64 {
    let filled: Vec<(usize, usize)> =
        rows.iter().filter_map(|row| row.cells.get(column).copied()).filter(|(from, to)| to > from).collect();
    let stated = filled.iter().filter(|(from, to)| !source.quantities_in(*from, *to).is_empty()).count();
    stated as f64 / filled.len().max(1) as f64
}

/// What a column holds by the words and times of its head.
fn role(source: Source, frame: Frame, (start, end): (usize, usize), numbers: f64) -> Role {
    let named = source
        .text
        .words(start, end)
        .filter(|hit| hit.word == Word::Head)
        .min_by_key(|hit| hit.value)
        .map(lexicon::head_of);
    let era = source.times_in(start, end).map(|index| source.times[index]).find_map(|time| match time.what {
        What::Named(..) | What::Calendar(_) => Some(frame.era(&time)),
        _ => None,
    });
    match (named, era) {
        (Some(Role::Baseline), _) => Role::Baseline,
        (Some(role @ (Role::Weight | Role::Owner | Role::Due | Role::Formula | Role::Source)), _) => role,
        (_, Some(Era::Past | Era::Now)) if numbers > 0.0 => Role::Baseline,
        (Some(role), _) => role,
        (None, _) => Role::Other,
    }
}

/// Reads the times and quantities of the rows' cells, each by itself; below the head 2000 alone in a cell is no year.
pub(super) fn read_cells(tokens: &mut Tokens, text: &Text, block: &Block, head: bool) {
    for (column, (start, end)) in cells(&text.chars, block.start, block.end).into_iter().enumerate() {
        let number = !head
            && column > 0
            && end - start == 4
            && text.chars[start..end].iter().all(char::is_ascii_digit);
        if number {
            tokens.quantities.extend(quantity_at(&text.chars[..end], start));
        } else if end > start {
            tokens.read(text, start, end);
        }
    }
}
