//! Deadlines and owners: what a goal does not say itself it takes from its sentence, its item, a sentence about
//! several goals, the title of its section.

use super::goal::{Aim, Due, Origin};
use super::lexicon::{Era, Stretch, Word};
use super::number::{among, blank};
use super::outline::{Block, Outline};
use super::owner::{People, alone, mine, owner_at};
use super::phrase::{Source, clauses};
use super::reader::{Read, reach};
use super::terms;
use super::time::{Frame, Time, What, time_at};
use super::when::YearPart;

/// A mention of an owner: its place and the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mention {
    pub start: usize,
    pub name: (usize, usize),
}

/// The owners that a range names, in their order.
pub(super) fn mentions(source: Source, people: &People, start: usize, end: usize) -> Vec<Mention> {
    let chars = &source.chars()[..end];
    if let Some(name) = labelled(chars, people, start) {
        return vec![Mention { start, name }];
    }
    let mut found = stated(source, start, end);
    // A name alone counts where its sentence names nobody in another way.
    let clauses = clauses(chars, start, end);
    let sentence = |at: usize| clauses.get(clauses.partition_point(|c| c.end <= at)).map(|c| c.sentence);
    let told: Vec<usize> = found.iter().filter_map(|mention| sentence(mention.start)).collect();
    let silent = clauses.iter().filter(|clause| clause.start > start && !told.contains(&clause.sentence));
    found.extend(silent.filter_map(|clause| {
        let name = alone(chars, (clause.start, clause.end), people)?;
        Some(Mention { start: clause.start, name })
    }));
    found.sort_unstable_by_key(|mention| mention.start);
    if found.is_empty() {
        found.extend(mine(chars, start).map(|name| Mention { start: name.0, name }));
    }
    if found.is_empty() {
        found.extend(known(chars, people, start, end));
    }
    // 新开门店3家，拓展部，12月: what stands between commas and is no figure and no time.
    if found.is_empty() {
        found.extend(clauses.iter().filter(|clause| clause.start > start && clause.end <= end).find_map(
            |clause| {
                let plain = source.quantities_in(clause.start, clause.end).is_empty()
                    && source.times_in(clause.start, clause.end).is_empty();
                let name = plain.then(|| super::slot::slot(chars, (clause.start, clause.end))).flatten()?;
                Some(Mention { start: clause.start, name })
            },
        ));
    }
    found
}

/// 老袁: 苹果走货180吨: someone's name as the label of a line.
pub(super) fn labelled(chars: &[char], people: &People, start: usize) -> Option<(usize, usize)> {
    let stop = people.at(chars, start).find(|stop| chars.get(blank(chars, *stop)) == Some(&':'))?;
    Some((start, stop))
}

/// Someone whom the plan names elsewhere, wherever a range speaks of them: 那3条小葛周三前处理完.
fn known(chars: &[char], people: &People, start: usize, end: usize) -> Vec<Mention> {
    let mut found = Vec::new();
    let mut at = start;
    while at < end {
        let stop = people.at(&chars[..end], at).next().filter(|stop| whole(chars, at, *stop));
        if let Some(stop) = stop {
            found.push(Mention { start: at, name: (at, stop) });
            at = stop;
        } else {
            at += 1;
        }
    }
    found
}

/// True unless a Latin word goes on before or after a range.
fn whole(chars: &[char], start: usize, end: usize) -> bool {
    let latin = |at: usize| chars.get(at).is_some_and(char::is_ascii_alphabetic);
    !(latin(start) && start > 0 && latin(start - 1) || latin(end - 1) && latin(end))
}

/// The owners that a range names by a label, a verb or a sign.
pub(super) fn stated(source: Source, start: usize, end: usize) -> Vec<Mention> {
    let chars = &source.chars()[..end];
    let mut found = Vec::new();
    let mut at = start;
    while at < end {
        match owner_at(chars, start, at) {
            Some((stop, name)) => {
                if !terms::NOBODY_YET.within(&chars[name.0..name.1]) {
                    found.push(Mention { start: at, name });
                }
                at = stop.max(at + 1);
            }
            None => at += 1,
        }
    }
    found
}

/// How much a time reads like a deadline; nothing for one of the past, a beginning or a basis.
fn strength(source: &Source, frame: &Frame, time: &Time) -> Option<u8> {
    let chars = source.chars();
    let before = &chars[time.start.saturating_sub(3)..time.start];
    let after = &chars[time.end..(time.end + 3).min(chars.len())];
    let by = before == ['b', 'y', ' '];
    // 彩箱占比12月31日前: a share, and no comparison.
    let share = before.ends_with(&['占', '比']);
    let basis = terms::COMPARED_WITH.closes(before) && !share || !time.limit && terms::AS_BASIS.closes(after);
    if time.since
        || basis
        || matches!(time.what, What::Named(_, Stretch::Same))
        || !by && matches!(frame.era(time), Era::Past | Era::Now)
    {
        return None;
    }
    Some(match time.what {
        _ if time.limit || by => 5,
        What::Calendar(when) => match when.part {
            YearPart::Day(..) => 4,
            YearPart::Year => 1,
            _ => 3,
        },
        What::DayOfMonth(_) | What::Weekday(_) | What::Lasting => 4,
        What::Named(..) => 2,
    })
}

/// Gives a goal the deadline and owner that a range states, where it has none yet.
pub(super) fn assign(
    source: Source,
    frame: Frame,
    aim: &mut Aim,
    (start, end): (usize, usize),
    mentions: &[Mention],
    origin: Origin,
) {
    if aim.due.is_none() {
        let best = source
            .times_in(start, end)
            .map(|index| source.times[index])
            .filter_map(|time| Some((strength(&source, &frame, &time)?, time)))
            .reduce(|best, next| if next.0 > best.0 { next } else { best });
        aim.due =
            best.map(|(_, time)| Due { start: time.start, end: time.end, day: frame.due(&time), origin });
    }
    own(aim, mentions, origin);
}

/// Gives a goal the first of some owners, where it has none yet.
pub(super) fn own(aim: &mut Aim, mentions: &[Mention], origin: Origin) {
    if let Some(mention) = mentions.first().filter(|_| aim.owner.is_none()) {
        (aim.owner, aim.owner_from) = (Some(mention.name), Some(origin));
    }
}

/// 同上 stands for what the goal before it says.
pub(super) fn as_above(source: Source, aims: &mut [Aim]) {
    let ditto = |(start, end): (usize, usize)| terms::DITTO.within(&source.chars()[start..end]);
    let (mut owner, mut due) = (None, None);
    for aim in aims {
        if aim.owner.is_some_and(ditto) {
            aim.owner = owner;
        }
        if aim.due.is_some_and(|due| ditto((due.start, due.end))) {
            aim.due = due;
        }
        (owner, due) = (aim.owner, aim.due);
    }
}

/// Shares the times and owners of an item out among its goals: each goes to the goal of its clause, else to the one
/// before it in the sentence, and what is left over to those that have none.
pub(super) fn within_item(
    source: Source,
    people: &People,
    frame: Frame,
    read: &mut Read,
    (start, end): (usize, usize),
) {
    if read.aims.is_empty() {
        return;
    }
    let mentions = mentions(source, people, start, end);
    let clause_of = |at: usize| read.clauses.partition_point(|clause| clause.end <= at);
    // For each goal the best deadline and owner by nearness, then by strength.
    let mut dues: Vec<Option<(u8, Due)>> = vec![None; read.aims.len()];
    let mut owners: Vec<Option<(usize, usize, Origin)>> = vec![None; read.aims.len()];
    let mut spare: Option<(u8, Due)> = None;
    for index in source.times_in(start, end) {
        let time = source.times[index];
        let clause = clause_of(time.start);
        if read.parts.get(clause).copied().unwrap_or(false) {
            continue;
        }
        let Some(strength) = strength(&source, &frame, &time) else { continue };
        let nearest = nearest(read, clause, time.start);
        let origin = nearest.map_or(Origin::Item, |goal| reach(read, read.homes[goal], time.start));
        let due = Due { start: time.start, end: time.end, day: frame.due(&time), origin };
        if let Some(goal) = nearest
            && dues[goal].is_none_or(|(best, _)| strength > best)
        {
            dues[goal] = Some((strength, due));
        }
        if spare.is_none_or(|(best, _)| strength > best) {
            spare = Some((strength, Due { origin: Origin::Item, ..due }));
        }
    }
    for mention in &mentions {
        let clause = clause_of(mention.start);
        if let Some(goal) = nearest(read, clause, mention.start)
            && owners[goal].is_none()
        {
            owners[goal] =
                Some((mention.name.0, mention.name.1, reach(read, read.homes[goal], mention.start)));
        }
    }
    // Who stands in a sentence with a goal answers for none of the other sentences.
    let sentence = |clause: usize| read.clauses.get(clause).map(|clause| clause.sentence);
    let taken = |mention: &Mention, home: usize| {
        let (told, own) = (sentence(clause_of(mention.start)), sentence(home));
        let before = read.clauses.first().is_none_or(|first| mention.start < first.start);
        !before && told != own && read.homes.iter().any(|home| sentence(*home) == told)
    };
    let spares: Vec<Option<(usize, usize, Origin)>> = read
        .homes
        .iter()
        .map(|home| {
            let free = mentions.iter().rfind(|mention| !taken(mention, *home));
            free.map(|mention| (mention.name.0, mention.name.1, Origin::Item))
        })
        .collect();
    for (at, aim) in read.aims.iter_mut().enumerate() {
        aim.due = dues[at].or(spare).map(|(_, due)| due);
        let spare = spares[at];
        if let Some((from, to, origin)) = owners[at].or(spare) {
            (aim.owner, aim.owner_from) = (Some((from, to)), Some(origin));
        }
    }
}

/// The goal that a place in a clause speaks of: the one in that clause, else the last before it in the sentence.
fn nearest(read: &Read, clause: usize, at: usize) -> Option<usize> {
    let here = read.homes.iter().position(|home| *home == clause);
    let same = |home: &usize| {
        read.clauses.get(*home).map(|c| c.sentence) == read.clauses.get(clause).map(|c| c.sentence)
    };
    let inside =
        read.homes.iter().zip(&read.aims).rposition(|(home, aim)| *home == clause && aim.start <= at);
    inside
        .or(here)
        .or_else(|| read.homes.iter().rposition(|home| *home <= clause && same(home)))
        .or_else(|| read.homes.iter().position(|home| *home > clause && same(home)))
}

/// 没单独写日期的, 未另注期限者: true of words about whatever has no date of its own.
fn of_undated(chars: &[char]) -> bool {
    let lacks = |at: usize| {
        among(chars[at], "没未无")
            && (at + 1..chars.len().min(at + 7))
                .filter_map(|word| terms::DATES.at(chars, word))
                .any(|end| chars.get(end).is_some_and(|c| among(*c, "的者")))
    };
    terms::UNDATED.within(chars) || (0..chars.len()).any(lacks)
}

/// 没有另写负责人的都是我, 未注明责任人的由…负责: where words about whatever has no owner of its own end.
fn of_unowned(chars: &[char]) -> Option<usize> {
    (0..chars.len()).filter(|at| among(chars[*at], "没未无")).find_map(|at| {
        (at + 1..chars.len().min(at + 7))
            .filter_map(|word| terms::OWNERS.at(chars, word))
            .find(|end| chars.get(*end).is_some_and(|c| among(*c, "的者")))
    })
}

/// The day by which the title of a section asks for what stands below it: 6月30日前要拿到的, by 30 June.
fn title_due(source: Source, frame: Frame, (start, end): (usize, usize)) -> Option<Due> {
    let chars = source.chars();
    (start..end).find_map(|at| {
        let time = time_at(&chars[..end], at)?;
        // 第一个月（3月2日—3月31日）: a stretch ends when what stands below it is due.
        let before = &chars[start..at];
        let by = time.by || time.from.is_some() || terms::DUE.closes(before) || of_undated(before);
        by.then(|| Due { start: at, end: time.end, day: frame.due(&time), origin: Origin::Title })
    })
}

/// A sentence about several goals.
#[derive(Debug, Clone, Copy)]
struct Statement {
    start: usize,
    end: usize,
    section: Option<usize>,
    /// Speaks of the goals of its line before it: 这两个数.
    near: bool,
    /// Dates all goals of the plan: 未另注日期的, 一律以9月30日为准.
    whole: bool,
    /// Says whose all goals of the plan are that name nobody.
    named: bool,
}

/// What is said of several goals at once.
#[derive(Debug, Default)]
pub(super) struct Inheritance {
    statements: Vec<Statement>,
    /// A sentence that dates all goals was seen: the first counts.
    dated: bool,
}

impl Inheritance {
    /// Notes the sentences of a line that speak of several goals.
    pub fn note(&mut self, source: Source, people: &People, block: &Block, read: &Read) {
        let chars = source.chars();
        let mut sentences: Vec<(usize, usize)> = Vec::new();
        let mut last = usize::MAX;
        for clause in clauses(chars, block.start, block.end) {
            match sentences.last_mut() {
                Some(sentence) if last == clause.sentence => sentence.1 = clause.end,
                _ => sentences.push((clause.start, clause.end)),
            }
            last = clause.sentence;
        }
        for (start, end) in sentences {
            // What follows such a sentence with nothing but a label goes on with it: 完成时限：12月20日.
            let goes_on = self.statements.last().is_some_and(|last| last.end + 1 == start);
            let of_all = goes_on || source.text.has(Word::All, start, end);
            let figures = read.aims.iter().any(|aim| aim.start >= start && aim.start < end);
            let says =
                !mentions(source, people, start, end).is_empty() || !source.times_in(start, end).is_empty();
            if of_all && !figures && says {
                let near = terms::THESE.within(&chars[start..end]);
                let section = block.section;
                self.statements.push(Statement { start, end, section, near, whole: false, named: false });
            }
        }
    }

    /// Notes a sentence anywhere in a plan that dates whatever has no date of its own.
    pub fn note_default(&mut self, source: Source, block: &Block) {
        let chars = source.chars();
        for (whole, end) in super::clauses::sentences(chars, block.start, block.end) {
            for (start, end) in super::clauses::clauses(chars, whole, end) {
                if let Some(from) = of_unowned(&chars[start..end]) {
                    let (start, section) = (start + from, block.section);
                    self.statements.push(Statement {
                        start,
                        end,
                        section,
                        near: false,
                        whole: false,
                        named: true,
                    });
                }
            }
            // What stands before the exception is about something else: the plan's own period.
            let excepts = |clause: &(usize, usize)| of_undated(&chars[clause.0..clause.1]);
            let Some((start, _)) = super::clauses::clauses(chars, whole, end).into_iter().find(excepts)
            else {
                continue;
            };
            // Everything is due by 31 December unless it has its own date: the date may stand before.
            let start = if source.times_in(start, end).next().is_none() { whole } else { start };
            let dated = source.times_in(start, end).any(|at| {
                let time = source.times[at];
                !matches!(time.what, What::Named(_, Stretch::Same)) && !time.since
            });
            if dated && !std::mem::replace(&mut self.dated, true) {
                let section = block.section;
                self.statements.push(Statement {
                    start,
                    end,
                    section,
                    near: false,
                    whole: true,
                    named: false,
                });
            }
        }
    }

    /// True if a line is nothing but such a sentence.
    pub fn speaks_of_all(&self, block: &Block) -> bool {
        self.statements.iter().any(|statement| statement.start >= block.start && statement.end <= block.end)
    }

    /// Gives the goals what they lack and what is said of all of them, then what the titles of their sections say.
    pub fn hand_down(
        &self,
        source: Source,
        people: &People,
        outline: &Outline,
        frame: Frame,
        aims: &mut [Aim],
    ) {
        for statement in &self.statements {
            let names = mentions(source, people, statement.start, statement.end);
            for aim in aims.iter_mut() {
                let section = outline.block(aim.line).section;
                let root = |mut section: Option<usize>| {
                    while let Some(parent) = section.and_then(|index| outline.parts[index].parent) {
                        section = Some(parent);
                    }
                    section
                };
                let same = root(section) == root(statement.section);
                let near = !statement.near
                    || aim.end <= statement.start
                        && source.text.line_of(aim.start) == source.text.line_of(statement.start);
                let names = if statement.whole { &[][..] } else { &names[..] };
                if statement.whole || statement.named || same && near {
                    assign(source, frame, aim, (statement.start, statement.end), names, Origin::Statement);
                }
            }
        }
        for aim in aims {
            let mut section = outline.block(aim.line).section;
            while let Some(index) = section {
                let part = &outline.parts[index];
                let (start, end) = outline.whole_title(part);
                let names = mentions(source, people, start, end);
                own(aim, &names, Origin::Title);
                if aim.due.is_none() {
                    aim.due = title_due(source, frame, (start, end));
                }
                section = part.parent;
            }
        }
    }
}
