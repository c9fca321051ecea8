//! What a section is when its title does not say: by what it holds and where it stands.
//!
//! Each kind gathers points from the title's words, from the lines of the section and from its place; the points become
//! probabilities. A title that says it plainly is believed; where it says nothing, the likeliest kind is taken if it is
//! likely enough, and otherwise named as what the section may be.

use super::column::Role;
use super::kinds::{guarded, kind_of, kinds_in};
use super::lexicon::{self, Era, Word};
use super::measure::Measure;
use super::outline::{Block, Outline, Part, Shape};
use super::phrase::Source;
use super::section::SectionKind;
use super::terms;
use super::text::Text;
use super::time::{Frame, time_at};
use SectionKind::{
    Goals, Introduction, Other, Performance, Resources, Risk, Schedule, Situation, Strategy, Summary, Team,
};

/// A title that says less than this is weighed against what the section holds.
const PLAIN: u8 = 5;
/// A title that says less than this may be one of the goals, where no title names them.
const SURE: u8 = 7;
/// How likely a kind must be to be taken.
const TAKEN: f64 = 0.42;
/// How likely a kind must be to be named.
const NAMED: f64 = 0.25;

/// What the lines of a section hold: how many of them say something of a kind.
#[derive(Default)]
struct Content {
    lines: f64,
    figures: f64,
    past: f64,
    goals: f64,
    /// Items that begin with a thing and how much of it.
    counted: f64,
    /// Lines that wish for something and say no figure.
    wishes: f64,
    weights: f64,
    money: f64,
    total: f64,
    conditions: f64,
    /// Lines that say what may happen.
    effects: f64,
    /// Lines about who joins, learns and does which work.
    staff: f64,
    /// Lines that say who does something, or by when.
    dated: f64,
    actions: f64,
    rhythms: f64,
    /// Lines that say how often figures are looked at together.
    reviews: f64,
    /// Lines that reward or punish what is reached.
    rewards: f64,
}

/// How many shares are told in tenths: 五成.
fn tenths(chars: &[char]) -> usize {
    chars.windows(2).filter(|pair| pair[1] == '成' && "一二两三四五六七八九".contains(pair[0])).count()
}

/// A name, a colon, a figure, and who or by when: 到店量: 300人, 负责人李明.
fn states_goal(source: Source, block: &Block) -> bool {
    let figure = source.quantities_in(block.body, block.end).first();
    let text = source.text;
    block.label_end > block.start
        && figure.is_some_and(|figure| figure.start <= block.body + 24)
        && !text.has(Word::Act, block.start, block.end)
        && (text.has(Word::Owner, block.body, block.end)
            || source.times_in(block.body, block.end).any(|index| source.times[index].limit))
}

/// An item that begins with a thing and how much of it: 出货100万, 全合成占比从28%….
fn counts_first(source: Source, block: &Block) -> bool {
    let chars = source.chars();
    let Some(figure) = source.quantities_in(block.body, block.end).first() else { return false };
    let name = &chars[block.body..figure.start.max(block.body)];
    matches!(block.shape, Shape::Item(_))
        && (2..=16).contains(&name.len())
        && name[0].is_alphabetic()
        && name.iter().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '/'))
        && !source.text.has(Word::Act, block.body, figure.start)
        && !source.text.has(Word::Rhythm, block.body, figure.start)
}

fn content(source: Source, outline: &Outline, frame: Frame, first: usize, last: usize) -> Content {
    let text = source.text;
    let mut found = Content::default();
    let one = |flag: bool| f64::from(u8::from(flag));
    let head = |role: Role| {
        (first..last).any(|line| {
            let at = text.lines[line];
            outline.block(line).shape == Shape::Row
                && text
                    .words(at.start, at.end)
                    .any(|hit| hit.word == Word::Head && lexicon::head_of(hit) == role)
        })
    };
    let (targets, weights) = (head(Role::Target) || head(Role::Baseline), head(Role::Weight));
    for line in first..last {
        let block = outline.block(line);
        if !matches!(block.shape, Shape::Item(_) | Shape::Prose | Shape::Row) || block.end <= block.start {
            continue;
        }
        let chars = &text.chars[block.start..block.end];
        let has = |word| text.line_has(line, word);
        let row = block.shape == Shape::Row;
        let digits = chars.iter().any(char::is_ascii_digit);
        let over =
            source.times_in(block.start, block.end).any(|index| frame.era(&source.times[index]) == Era::Past);
        let ahead = source
            .times_in(block.start, block.end)
            .any(|index| matches!(frame.era(&source.times[index]), Era::Plan | Era::Next));
        let aims = [Word::Reach, Word::Up, Word::Down, Word::New].into_iter().any(has)
            || terms::BOUNDS.within(chars);
        // What is to be reached by a time to come looks back only to say from where.
        let over = over && !(ahead && aims);
        let past = digits && (over || (has(Word::Past) || has(Word::Done)) && !(ahead && aims));
        let shares = chars.iter().filter(|c| **c == '%').count() + tenths(chars);
        let weighed = digits
            && (has(Word::Weight) && shares > 0
                || shares > 1 && (terms::SHARE_OF.within(chars) || !aims && shares > 2));
        let amounts =
            source.quantities_in(block.start, block.end).iter().filter(|q| q.measure == Measure::Money);
        let money = digits && has(Word::Currency) && chars.len() <= 30 || amounts.count() > 2;
        let total = digits && has(Word::Total) && (has(Word::Currency) || terms::TEN_THOUSANDS.within(chars));
        let acts = has(Word::Act) || has(Word::Rhythm) || has(Word::Response) || has(Word::Owner);
        found.lines += 1.0;
        found.figures += one(digits);
        found.past += one(past && (!aims || over));
        found.goals += one(digits
            && !weighed
            && !total
            && (row && targets && !weights
                || !row && (aims && !has(Word::Rhythm) || states_goal(source, block))));
        found.counted += one(!past && !weighed && counts_first(source, block));
        found.wishes += one(!digits && !acts && chars.len() <= 30 && (aims || has(Word::Aspire)));
        found.weights += one(weighed || row && weights);
        found.money += one(money && !aims);
        found.total += one(total);
        found.conditions += one(terms::RISK_EVIDENCE.within(chars));
        found.effects += one(super::clauses::effects(chars));
        found.staff += one(terms::STAFF.within(chars));
        found.dated += one(ahead && !weighed && !money);
        found.actions += one(acts && !weighed && !money);
        found.rhythms += one(has(Word::Rhythm));
        found.reviews += one(terms::REVIEWS.within(chars));
        found.rewards += one(digits && terms::REWARDS.within(chars));
    }
    found
}

/// Points for each kind from the words of a title, from what its section holds and from where it stands.
fn points(
    text: &Text,
    title: (usize, usize),
    content: &Content,
    place: usize,
    count: usize,
    has_goals: bool,
) -> Vec<(SectionKind, f64)> {
    let of = |part: f64| part / content.lines.max(1.0);
    let (figures, goals) = (of(content.figures), of(content.goals));
    let early = if place <= 1 { 1.0 } else { 0.0 };
    // Where no title says so, the goals are the list of things that are counted, near the beginning.
    let counted = if has_goals { 0.0 } else { of(content.counted.max(content.goals)) };
    let goals = goals.max(counted);
    let sought = if has_goals || place > 3 || counted < 0.3 { 0.0 } else { 0.5 };
    let mut found = vec![
        (Situation, 2.2 * of(content.past) + 0.8 * early * figures * (1.0 - goals)),
        (
            Performance,
            2.5 * of(content.weights)
                + 0.4 * of(content.rhythms)
                + 1.1 * of(content.reviews)
                + 1.1 * of(content.rewards),
        ),
        (Resources, 2.2 * of(content.money) + 1.5 * content.total.min(1.0)),
        (Risk, 1.2 * of(content.conditions) + 1.4 * of(content.effects)),
        (Team, 1.6 * of(content.staff)),
        (Strategy, (1.1 * of(content.actions) + 0.6 * of(content.dated)) * (1.0 - goals)),
        (Goals, 2.2 * goals + sought),
        (Introduction, if place == 0 { 1.2 * (1.0 - figures) } else { 0.0 }),
        (Summary, if place + 1 == count && count > 2 && content.lines <= 4.0 { 1.0 - figures } else { 0.0 }),
    ];
    // REVENUE BY CHANNEL: a figure of the goals and its parts.
    if text.metric(title.0, title.1).is_some() && text.has(Word::Parts, title.0, title.1) {
        found.push((Goals, 2.0));
    }
    for (kind, strength) in kinds_in(text, title) {
        match found.iter_mut().find(|(other, _)| *other == kind) {
            Some((_, points)) => *points += f64::from(strength) / 5.0,
            None => found.push((kind, f64::from(strength) / 5.0)),
        }
    }
    found
}

/// Plans go on in much the same order, and each kind stands in them once.
fn ordered(points: &mut [(SectionKind, f64)], kinds: &[SectionKind], place: usize) {
    let told = |range: &[SectionKind], test: &dyn Fn(usize) -> bool| {
        range.iter().filter(|kind| **kind != Other).all(|kind| test(*kind as usize))
    };
    for (kind, points) in points {
        let rank = *kind as usize;
        let fits = told(&kinds[..place], &|before| before <= rank + 1)
            && told(&kinds[place + 1..], &|after| after + 1 >= rank);
        if kinds.iter().enumerate().any(|(at, other)| at != place && other == kind) {
            *points *= 0.6;
        } else if fits {
            *points = *points * 1.4 + 0.05;
        } else {
            *points *= 0.8;
        }
    }
}

/// A title that names a time before the plan's looks back, one that names the plan's own looks ahead.
fn titled(
    source: Source,
    frame: Frame,
    (start, end): (usize, usize),
    series: bool,
    points: &mut Vec<(SectionKind, f64)>,
) {
    let chars = &source.chars()[..end];
    let Some(time) = (start..end).find_map(|at| time_at(chars, at)) else { return };
    let (kind, more) = match frame.era(&time) {
        Era::Past | Era::Now => (Situation, 2.0),
        // Of several titles with a time of their own each is a step on the way.
        Era::Plan | Era::Next if series => {
            points.push((Schedule, 3.0));
            return;
        }
        Era::Plan | Era::Next => (Goals, 0.4),
    };
    if kind == Situation
        && let Some((_, points)) = points.iter_mut().find(|(other, _)| *other == Goals)
    {
        *points *= 0.3;
    }
    if let Some((_, points)) = points.iter_mut().find(|(other, _)| *other == kind) {
        *points += more;
    }
}

/// A section on the first level, with what its title says and what it holds.
struct Top {
    index: usize,
    kind: SectionKind,
    strength: u8,
    content: Content,
    /// When the first time in its title is, seen from the plan.
    era: Option<Era>,
}

/// What a title means by the place of its section: 小结 ends a plan, and begins it where it looks back; 背景 with figures
/// is the situation; 复盘 after the goals says how often it is looked at, and looks back at nothing.
fn by_place(outline: &Outline, tops: &[Top], place: usize) -> SectionKind {
    let Top { kind, strength, content, era, .. } = &tops[place];
    let past = |top: &Top| top.era == Some(Era::Past);
    let goals_before = || tops[..place].iter().any(|top| outline.parts[top.index].kind == Goals);
    let last = place + 1 == tops.len() && tops.len() > 2;
    let told_before = || tops[..place].iter().any(|top| outline.parts[top.index].kind == Situation);
    match kind {
        // 上半年交卷 before the goals looks back.
        Goals
            if *era == Some(Era::Past)
                && tops[place + 1..].iter().any(|top| top.kind == Goals && !past(top)) =>
        {
            Situation
        }
        // 上半年总结 at the head of a plan looks back, and so does 2026年工作总结 before what is to come.
        Summary if place == 0 && tops.len() > 2 && content.past > 0.0 => Situation,
        Summary if !last && past(&tops[place]) => Situation,
        Situation if last && (content.past + content.figures < 1.0 || told_before()) => Summary,
        Situation if content.past < 1.0 && content.rhythms > 0.0 && goals_before() => Performance,
        Introduction
            if place == 0
                && content.figures * 2.0 > content.lines
                && content.lines > 1.0
                && *strength < 8 =>
        {
            Situation
        }
        kind => *kind,
    }
}

/// What speaks for goals in the place of a section: it wishes for something or counts it, right before what is done,
/// and nothing but an introduction and the situation stands before it.
fn between(outline: &Outline, tops: &[Top], place: usize) -> f64 {
    let Content { lines, wishes, goals, counted, .. } = tops[place].content;
    let kind = |top: &Top| outline.parts[top.index].kind;
    let before = tops[..place].iter().all(|top| matches!(kind(top), Introduction | Situation | Other));
    let after = tops.get(place + 1).is_some_and(|next| kind(next) == Strategy);
    if before && after { (1.6 * (wishes + goals.max(counted)) / lines.max(1.0)).min(1.6) } else { 0.0 }
}

/// Points for each kind of the section at a place.
fn weighed(
    source: Source,
    outline: &Outline,
    frame: Frame,
    tops: &[Top],
    place: usize,
    (has_goals, series): (bool, bool),
) -> Vec<(SectionKind, f64)> {
    let title = outline.parts[tops[place].index].title;
    let mut points = points(source.text, title, &tops[place].content, place, tops.len(), has_goals);
    titled(source, frame, title, series, &mut points);
    if !has_goals {
        let child = |part: &Part| part.parent == Some(tops[place].index) && part.kind == Goals;
        let named = if outline.parts.iter().any(child) { 2.0 } else { 0.0 };
        for (_, points) in points.iter_mut().filter(|(kind, _)| *kind == Goals) {
            *points += between(outline, tops, place) + named;
        }
    }
    let kinds: Vec<SectionKind> = tops.iter().map(|top| outline.parts[top.index].kind).collect();
    ordered(&mut points, &kinds, place);
    points
}

/// The likeliest of some kinds, its points, and how likely it is.
fn likeliest(points: &[(SectionKind, f64)]) -> Option<(SectionKind, f64, f64)> {
    let sum: f64 = points.iter().map(|(_, points)| points).sum::<f64>() + 0.4;
    points.iter().max_by(|a, b| a.1.total_cmp(&b.1)).map(|&(kind, most)| (kind, most, most / sum))
}

/// Gives the sections on the first level that their titles leave open the kind that their content speaks for.
pub(super) fn weigh(source: Source, outline: &mut Outline, frame: Frame) {
    let text = source.text;
    let tops: Vec<Top> = (0..outline.parts.len())
        .filter(|index| outline.parts[*index].parent.is_none())
        .map(|index| {
            let part = &outline.parts[index];
            let (kind, strength) = kind_of(text, part.title);
            let (start, end) = part.title;
            let time = (start..end).find_map(|at| time_at(&text.chars[..end], at));
            let era = time.map(|time| frame.era(&time));
            Top {
                index,
                kind,
                strength,
                era,
                content: content(source, outline, frame, part.first, part.last),
            }
        })
        .collect();
    let dated = |top: &&Top| matches!(top.era, Some(Era::Plan | Era::Next));
    let series = tops.iter().filter(dated).count() >= 3;
    let mut open: Vec<usize> = Vec::new();
    for (place, top) in tops.iter().enumerate() {
        let said = by_place(outline, &tops, place);
        let part = &mut outline.parts[top.index];
        // 目标客户 says that it is none of the kinds that its words name.
        let guarded = || guarded(text, part.title);
        if said != top.kind {
            part.kind = said;
        } else if top.strength < PLAIN && part.kind == Other && !part.empty && !guarded() {
            open.push(place);
        }
    }
    let mut has_goals = tops.iter().any(|top| outline.parts[top.index].kind == Goals);
    // Where no title names the goals, the section that holds most of them is theirs, even if its title says
    // something else, and not for sure: 要干成的几件事.
    if !has_goals {
        let named = |place: &usize| {
            let top = &tops[*place];
            let how =
                |other: usize| open.contains(&other) || outline.parts[tops[other].index].kind == Strategy;
            (PLAIN..SURE).contains(&top.strength)
                && outline.parts[top.index].kind == top.kind
                && (place + 1..tops.len()).any(how)
        };
        let best = (0..tops.len())
            .filter(|place| open.contains(place) || named(place))
            .filter_map(|place| {
                let points = weighed(source, outline, frame, &tops, place, (false, series));
                let (kind, most, probability) = likeliest(&points)?;
                (kind == Goals && most >= 0.5 && probability >= TAKEN).then_some((place, most))
            })
            .max_by(|a, b| a.1.total_cmp(&b.1));
        if let Some((place, _)) = best {
            give(text, outline, tops[place].index, Goals);
            open.retain(|other| *other != place);
            has_goals = true;
        }
    }
    for place in open {
        let index = tops[place].index;
        let points = weighed(source, outline, frame, &tops, place, (has_goals, series));
        let Some((kind, most, probability)) = likeliest(&points) else { continue };
        // After what is done figures alone make no second section of goals.
        let title = outline.parts[index].title;
        let early = tops[..place]
            .iter()
            .all(|top| matches!(outline.parts[top.index].kind, Introduction | Situation | Goals | Other));
        if kind == Goals
            && has_goals
            && !early
            && kinds_in(text, title).iter().all(|(named, _)| *named != Goals)
        {
            continue;
        }
        if probability >= TAKEN && most >= 0.5 {
            give(text, outline, index, kind);
        } else if probability >= NAMED {
            outline.parts[index].maybe = Some((kind, (probability * 100.0).round() / 100.0));
        }
    }
}

/// Gives a section its kind, and those below it whose titles say nothing.
fn give(text: &Text, outline: &mut Outline, index: usize, kind: SectionKind) {
    let before = outline.parts[index].kind;
    outline.parts[index].kind = kind;
    for child in 0..outline.parts.len() {
        let part = &outline.parts[child];
        if part.parent == Some(index) && (part.kind == Other || part.kind == before) {
            let (own, strength) = kind_of(text, part.title);
            outline.parts[child].kind = if strength >= PLAIN { own } else { kind };
        }
    }
}
