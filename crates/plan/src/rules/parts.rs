//! Lists of parts and their totals: quantities with one unit after 共, 合计, 其中, in brackets or below a total.

use std::ops::Range;

use crate::clauses::{sentences, splits_by};
use crate::goal::Aim;
use crate::lexicon::{Era, Word};
use crate::measure::Measure;
use crate::model::Model;
use crate::number::numeral;
use crate::outline::Shape;
use crate::quantity::Quantity;
use crate::terms;

/// Parts of one unit, and the totals that they may make: one of them must be met.
pub(super) struct Split {
    pub parts: Vec<Quantity>,
    pub totals: Vec<Quantity>,
    /// The list is said to be whole: it ends in its sum, or names every quarter or week.
    pub whole: bool,
}

impl Split {
    pub fn sum(&self) -> f64 {
        self.parts.iter().map(|part| part.low).sum()
    }
}

/// How many figures of one line, or lines of one figure, are looked at: nobody adds up more, and every pair of them is compared.
const MOST: usize = 120;

/// The splits of one line: in a sentence, and across its sentences.
pub(super) fn in_line(model: &Model, line: usize) -> Vec<Split> {
    let block = model.outline.block(line);
    // 37kW names a size and is no figure to add.
    let sized = |quantity: &&Quantity| {
        quantity.measure == Measure::None
            && model.text.chars.get(quantity.end).is_some_and(char::is_ascii_alphabetic)
    };
    // 分到四个季度 counts no parts.
    let stretches = |quantity: &&Quantity| {
        quantity.measure == Measure::Count
            && model.text.chars.get(quantity.end).is_some_and(|c| matches!(c, '季' | '月' | '周' | '阶'))
    };
    // 一组45台, 1群180单, 100马力以下65台 name whose they are.
    let told = model.quantities_in(line, line + 1);
    let names = |quantity: &&Quantity| {
        let next = told.partition_point(|other| other.start <= quantity.start);
        let Some(next) = told.get(next).filter(|next| next.start >= quantity.end) else { return false };
        let between = model.chars((quantity.end, next.start));
        let counts = matches!(quantity.measure, Measure::Count | Measure::None);
        counts
            && between.len() <= 4
            && between.iter().all(|c| c.is_alphabetic() && !matches!(c, '到' | '至' | '共' | '计' | '约'))
            && !alike(model, quantity, next)
    };
    let counted = |quantity: &&Quantity| !sized(quantity) && !stretches(quantity) && !names(quantity);
    let all: Vec<Quantity> = told.iter().filter(counted).copied().collect();
    let mut found = Vec::new();
    if block.shape == Shape::Row || all.len() < 2 || all.len() > MOST {
        return found;
    }
    for (start, end) in sentences(&model.text.chars, block.start, block.end) {
        let first = all.partition_point(|quantity| quantity.start < start);
        let last = all.partition_point(|quantity| quantity.start < end);
        found.extend(closed_by_total(model, &all, first..last, block.start));
        found.extend(opened_by_mark(model, &all, first..last, start));
        found.extend(enumerated(model, &all, first..last, start));
        found.extend(stretches_of(model, &all, first..last, start));
        found.extend(closes_several(model, &all, first..last, (block.start, start)));
        found.extend(kindred(model, &all, first..last, (block.start, start)));
    }
    found.extend(continued(model, &all, line));
    found
}

/// What stands between a quantity and the one before it on its line.
fn lead<'a>(model: &'a Model, all: &[Quantity], at: usize, start: usize) -> &'a [char] {
    let from = if at > 0 { all[at - 1].end.max(start) } else { start };
    model.chars((from.min(all[at].start), all[at].start))
}

/// Counts, money and bare numbers add up; rates and days do not.
fn adds(quantity: &Quantity) -> bool {
    quantity.is_exact() && matches!(quantity.measure, Measure::Money | Measure::Count | Measure::None)
}

/// One unit: the same measure, and of counts the same word.
fn alike(model: &Model, a: &Quantity, b: &Quantity) -> bool {
    let unit = |q: &Quantity| model.chars((q.number_end, q.end.min(q.number_end + 4)));
    let word = |q: &Quantity| unit(q).iter().find(|c| **c != ' ').copied();
    a.measure == b.measure && (a.measure == Measure::Money || word(a) == word(b))
}

/// A figure of the past, a basis or one for each: no part and no total.
fn aside(model: &Model, all: &[Quantity], at: usize, start: usize) -> bool {
    let lead = lead(model, all, at, start);
    let from = all[at].start - lead.len();
    let past = model.times_in(from, all[at].start).any(|time| model.frame.era(time) == Era::Past);
    past || terms::COMPARED.within(lead) || model.text.has(Word::Every, from, all[at].start)
}

/// 薪资80万元、差旅20万元，合计110万元.
fn closed_by_total(model: &Model, all: &[Quantity], range: Range<usize>, start: usize) -> Option<Split> {
    let is_total = |at: &usize| adds(&all[*at]) && sums(lead(model, all, *at, start));
    let total = range.clone().skip(2).find(is_total)?;
    let mut first = total;
    while first > range.start
        && adds(&all[first - 1])
        && alike(model, &all[first - 1], &all[total])
        && !aside(model, all, first - 1, start)
        && (first == total || !opens(lead(model, all, first, start)))
    {
        first -= 1;
    }
    let parts = all[first..total].to_vec();
    (parts.len() >= 2).then(|| Split { parts, totals: vec![all[total]], whole: true })
}

/// RFID标签12.8万元；现采会6万元；差旅4.5万元。三项加起来23.3万元: a sentence that begins with the sum of those before it,
/// each of which ends on an amount.
fn closes_several(
    model: &Model,
    all: &[Quantity],
    range: Range<usize>,
    (line, sentence): (usize, usize),
) -> Option<Split> {
    // 三项 is a figure as well.
    let (before, total) = match all[range.clone()] {
        [total] => (range.start, total),
        [count, total] if count.measure == Measure::Count && count.start < sentence + 4 => {
            (range.start, total)
        }
        _ => return None,
    };
    let words = model.chars((sentence, total.start));
    if !adds(&total) || !sums(words) || sentence <= line {
        return None;
    }
    let last_of = |(start, end): (usize, usize)| {
        let own =
            |quantity: &&Quantity| (start..end).contains(&quantity.start) && alike(model, quantity, &total);
        all[..before].iter().rfind(own).filter(|last| adds(last)).copied()
    };
    let mut parts: Vec<Quantity> =
        sentences(&model.text.chars, line, sentence).into_iter().rev().map_while(last_of).collect();
    // 三项加起来: so many of them.
    let counted = words.iter().position(|c| matches!(c, '项' | '笔' | '块')).filter(|at| *at > 0);
    let count = counted.and_then(|at| numeral(words, at - 1)).map(|number| number.value as usize);
    parts.truncate(count.unwrap_or(parts.len()));
    parts.reverse();
    let all_told = count.is_none_or(|count| count == parts.len());
    (parts.len() >= 2 && all_told).then(|| Split { parts, totals: vec![total], whole: true })
}

/// 小学2600套、初中1700套、高中800套 on a line of its own: three parts or more, each with its name, of the goal right above.
fn continued(model: &Model, all: &[Quantity], line: usize) -> Option<Split> {
    let block = model.outline.block(line);
    let [first, .., last] = all else { return None };
    let named = |at: usize| {
        let lead = lead(model, all, at, block.start);
        let parted = matches!(lead, ['、' | '/' | ',' | ';' | '|', ..] | [' ', '/' | '|', ..]);
        let name: Vec<char> = lead.iter().filter(|c| c.is_alphabetic()).copied().collect();
        let joints = lead.iter().filter(|c| !c.is_alphabetic() && **c != ' ').count();
        (at == 0 || parted) && joints <= usize::from(at > 0) && (1..=8).contains(&name.len())
    };
    let rest = model.chars((last.end, block.end.max(last.end)));
    let plain = all.len() >= 3
        && rest.iter().all(|c| matches!(c, '。' | ' ' | ';'))
        && all.iter().all(|part| adds(part) && alike(model, part, first))
        && (0..all.len()).all(named);
    let goal = || model.aims.iter().rfind(|aim| aim.line < line && aim.line + 2 >= line && !aim.each);
    let total =
        plain.then(goal)?.and_then(|aim| aim.level.or(aim.quantity.filter(|_| aim.change.is_none())))?;
    (adds(&total) && alike(model, &total, first)).then(|| Split {
        parts: all.to_vec(),
        totals: vec![total],
        whole: false,
    })
}

/// 装机110台，罗春梅盯。一组45台，二组38台，三组32台: the first figure of a line, and three or more that begin a sentence
/// and end it, each with a name that ends as the others do.
fn kindred(
    model: &Model,
    all: &[Quantity],
    range: Range<usize>,
    (line, sentence): (usize, usize),
) -> Option<Split> {
    let name = |at: usize| lead(model, all, at, sentence).iter().rfind(|c| c.is_alphabetic());
    let plain = |at: usize| {
        let words = lead(model, all, at, sentence);
        let words = words.strip_prefix(&[',']).or(words.strip_prefix(&['、'])).unwrap_or(words);
        (2..=6).contains(&words.len()) && words.iter().all(|c| c.is_alphanumeric())
    };
    let parts = all.get(range.clone()).filter(|parts| parts.len() >= 3)?;
    let total = all.first().filter(|total| total.start < sentence && sentence > line)?;
    let same = parts.iter().all(|part| adds(part) && alike(model, part, total));
    let goal = model.aims.iter().any(|aim| aim.quantity.is_some_and(|of| of.start == total.start));
    // 窗帘52万，墙布18万，床品12万: names of another kind are parts where they come near the total.
    let sum: f64 = parts.iter().map(|part| part.low).sum();
    let kin = range.clone().all(|at| name(at) == name(range.start)) || (sum / total.low - 1.0).abs() < 0.1;
    (goal && adds(total) && same && kin && range.clone().all(plain)).then(|| Split {
        parts: parts.to_vec(),
        totals: vec![*total],
        whole: true,
    })
}

/// 出货100万，老陈38万、小鲁32万、阿昆25万: a figure, and after a comma three or more that 、 holds together, each with a
/// name.
fn enumerated(model: &Model, all: &[Quantity], range: Range<usize>, sentence: usize) -> Option<Split> {
    let between = |at: usize| lead(model, all, at, sentence);
    let joined = |at: usize| between(at).first() == Some(&'、') && between(at).len() >= 2;
    let first = range.clone().skip(1).find(|at| at + 2 < range.end && joined(at + 1) && joined(at + 2))?;
    let total = all[first - 1];
    let opens = matches!(between(first), [',' | ';', name, ..] if name.is_alphanumeric());
    let last = (first + 1..range.end).take_while(|at| joined(*at)).last()?;
    let parts = all[first..=last].to_vec();
    let same = parts.iter().all(|part| adds(part) && alike(model, part, &total));
    let apart = aside(model, all, first, sentence) || aside(model, all, first - 1, sentence);
    (opens && adds(&total) && same && !apart).then_some(Split { parts, totals: vec![total], whole: true })
}

/// True if a total is announced right before a quantity; 公共 announces none.
fn sums(lead: &[char]) -> bool {
    let tail = tail(lead);
    let word = |at: usize| terms::SUMS.at(tail, at).is_some() && (at == 0 || tail[at - 1] != '公');
    (0..tail.len()).any(word) || tail.contains(&'=')
}

/// The last characters before a quantity, in its own clause.
fn tail(lead: &[char]) -> &[char] {
    let from =
        lead.iter().rposition(|c| matches!(c, ',' | ';' | '。' | '、' | '(' | ')')).map_or(0, |at| at + 1);
    &lead[from..]
}

/// True of words after which parts are told: 其中, 分到, a colon, a bracket.
fn opens(lead: &[char]) -> bool {
    let split = || lead.iter().rposition(|c| *c == ',').is_some_and(|at| splits_by(&lead[..at]));
    // 投标保证金（可退）6万元: a bracket that is closed again opens nothing.
    let bracket = lead.iter().rposition(|c| *c == '(').is_some_and(|at| !lead[at..].contains(&')'));
    lead.contains(&':') || bracket || terms::SPLITS.within(lead) || split()
}

/// 全年1000万元：一季度200万元、二季度…; 签约12.6亿元（住宅…）; …。其中一季度….
fn opened_by_mark(model: &Model, all: &[Quantity], range: Range<usize>, sentence: usize) -> Option<Split> {
    let opening = |at: &usize| adds(&all[*at]) && opens(lead(model, all, *at, sentence));
    let splits =
        range.clone().filter(opening).filter_map(|first| opened_at(model, all, first..range.end, sentence));
    // A figure that stands before the mark on its line is the total; else one above may be.
    let mut best: Option<Split> = None;
    for split in splits {
        let near = |split: &Split| {
            split.totals.iter().any(|total| total.start < split.parts[0].start && total.start >= sentence)
        };
        if best.as_ref().is_none_or(|other| near(&split) && !near(other)) {
            best = Some(split);
        }
    }
    best
}

/// The split whose first part is a quantity.
fn opened_at(
    model: &Model,
    all: &[Quantity],
    Range { start: first, end }: Range<usize>,
    sentence: usize,
) -> Option<Split> {
    let line = model.text.line_of(sentence);
    let block = model.outline.block(line);
    let bracket = lead(model, all, first, sentence).contains(&'(');
    let mut last = first + 1;
    while last < end
        && adds(&all[last])
        && alike(model, &all[first], &all[last])
        && !aside(model, all, last, sentence)
        && !(bracket && lead(model, all, last, sentence).contains(&')'))
        && !sums(lead(model, all, last, sentence))
    {
        last += 1;
    }
    let parts = all[first..last].to_vec();
    // 一季度520万元…四季度590万元，全年2365万元: the last is the sum.
    if let [own @ .., total] = &parts[..]
        && own.len() >= 2
        && (own.iter().map(|part| part.low).sum::<f64>() / total.low - 1.0).abs() < 0.002
    {
        return None;
    }
    // 完成合同额8640万元，为任务9000万元的96%；其中…: parts of what is told of the past.
    let sum: f64 = parts.iter().map(|part| part.low).sum();
    let told = |at: usize| {
        alike(model, &all[at], &all[first])
            && aside(model, all, at, block.start)
            && (sum / all[at].low - 1.0).abs() < 0.002
    };
    if (0..first).any(told) {
        return None;
    }
    let mut totals: Vec<Quantity> = (0..first)
        .filter(|at| {
            // 日均供餐12800份里头：工厂7200份、…: what each day makes is split up, too.
            let of_each = *at + 1 == first && lead(model, all, first, sentence).contains(&':');
            adds(&all[*at])
                && alike(model, &all[*at], &all[first])
                && (of_each || !aside(model, all, *at, block.start))
        })
        .map(|at| all[at])
        .collect();
    if totals.is_empty() {
        totals.extend(above(model, line, &all[first]));
    }
    let whole = periods(model, &parts, block.start) || bracket && enclosed(model, all, first..last, sentence);
    (parts.len() >= 2 && !totals.is_empty()).then_some(Split { parts, totals, whole })
}

/// 45位（家庭会员30位、公司会员12位）: a bracket right after the total that holds the parts and nothing else.
fn enclosed(model: &Model, all: &[Quantity], parts: Range<usize>, sentence: usize) -> bool {
    let opened = lead(model, all, parts.start, sentence);
    let closed = model.text.chars.get(all[parts.end - 1].end) == Some(&')');
    let joined =
        |at: usize| matches!(lead(model, all, at, sentence), ['、' | ',', name, ..] if name.is_alphabetic());
    let names = matches!(opened, ['(', name, ..] if name.is_alphabetic()) && !terms::SPLITS.within(opened);
    closed && names && parts.start > 0 && (parts.start + 1..parts.end).all(joined)
}

/// 下半年2080万元，三季度980万元，四季度1150万元: a figure and those of two quarters or halves or more in a row.
fn stretches_of(model: &Model, all: &[Quantity], range: Range<usize>, sentence: usize) -> Option<Split> {
    let says = |at: usize, words: &terms::Terms| words.within(lead(model, all, at, sentence));
    let quarters = [terms::QUARTER1, terms::QUARTER2, terms::QUARTER3, terms::QUARTER4];
    let halves = [terms::FIRST_HALF, terms::SECOND_HALF];
    // A run of them in the order of the year, and whether they are all that the figure before them is said to be for.
    let run = |first: usize, names: &[&terms::Terms], whole: &terms::Terms| {
        let from = names.iter().position(|name| says(first, name))?;
        let count =
            names[from..].iter().zip(first..range.end).take_while(|(name, at)| says(*at, name)).count();
        (count >= 2).then_some((first + count, says(first - 1, whole) && count == names.len()))
    };
    let split = |first: usize| {
        let told = [&quarters[..2], &quarters[2..], &quarters[..], &halves[..]];
        let wholes = [terms::FIRST_HALF, terms::SECOND_HALF, terms::WHOLE_YEAR, terms::WHOLE_YEAR];
        let runs = told.iter().zip(wholes).filter_map(|(names, whole)| run(first, names, whole));
        let (last, whole) = runs.max()?;
        let named = quarters.iter().chain(&halves).any(|name| says(first - 1, name));
        let figures = &all[first - 1..last];
        let plain = figures.iter().all(|q| adds(q) && alike(model, q, &figures[0]))
            && (first - 1..last).all(|at| !aside(model, all, at, sentence));
        (plain && (whole || !named)).then(|| Split {
            parts: figures[1..].to_vec(),
            totals: vec![figures[0]],
            whole: whole || last - first == quarters.len(),
        })
    };
    (range.start + 1..range.end).find_map(split)
}

/// The goal that the label of a line names, or the nearest above it, in its section and of the same unit.
fn above(model: &Model, line: usize, like: &Quantity) -> Option<Quantity> {
    let section = model.section(line);
    let block = model.outline.block(line);
    // 客户流失数：由39家降至25家 is a goal of its own.
    let first = model.aims.partition_point(|aim| aim.line < line);
    if model.aims[first..].iter().take_while(|aim| aim.line == line).any(|aim| aim.baseline.is_some()) {
        return None;
    }
    let label: String = model.chars((block.start, block.label_end)).iter().collect();
    let earlier = |aim: &&Aim| aim.line < line && model.section(aim.line) == section && !aim.each;
    let level = |aim: &Aim| {
        let level = aim.level.or(aim.quantity.filter(|_| aim.change.is_none()))?;
        (adds(&level) && alike(model, &level, like)).then_some(level)
    };
    let named = |aim: &&Aim| !aim.name.is_empty() && label.contains(aim.name.as_str());
    let goals = || model.aims.iter().rev().take(400).filter(earlier);
    // 新开店分省 speaks of 新开加盟店, whatever goal stands nearer.
    let akin = |aim: &&Aim| {
        let name: Vec<char> = aim.name.chars().collect();
        name.windows(2).any(|pair| label.contains(&String::from_iter(pair)))
    };
    let near = |aim: &&Aim| aim.line + 3 >= line;
    goals()
        .filter(named)
        .find_map(level)
        .or_else(|| goals().filter(akin).find_map(level))
        .or_else(|| goals().find(near).and_then(level))
}

/// True if every part is that of a time: all quarters of a year, weeks of a month.
fn periods(model: &Model, parts: &[Quantity], start: usize) -> bool {
    parts.len() >= 3
        && parts.iter().enumerate().all(|(index, part)| {
            let from =
                if index > 0 { parts[index - 1].end } else { part.start.saturating_sub(12).max(start) };
            model.times_in(from, part.start).next().is_some()
                || terms::PERIODS.within(model.chars((from, part.start)))
        })
}

/// 定西 1.2万吨 / 围场 0.9万吨 / 合计 2.1万吨: short lines of prose with a name and a figure each, above one that sums them up.
pub(super) fn stacked(model: &Model, line: usize) -> Option<Split> {
    let one = |line: usize| {
        let block = model.outline.block(line);
        let plain = block.shape == Shape::Prose && block.end - block.start <= 24;
        match model.quantities_in(line, line + 1) {
            [one] if plain && adds(one) && one.end == block.end => Some(*one),
            _ => None,
        }
    };
    let total = one(line)?;
    let block = model.outline.block(line);
    if terms::SUMS.at(&model.text.chars, block.start).is_none_or(|end| end > total.start) {
        return None;
    }
    let mut parts: Vec<Quantity> = (model.outline.lines.0..line)
        .rev()
        .take(MOST + 1)
        .map_while(one)
        .take_while(|part| alike(model, part, &total))
        .collect();
    parts.reverse();
    (2..=MOST).contains(&parts.len()).then(|| Split { parts, totals: vec![total], whole: true })
}

/// The items below an item with a figure, each with one figure of the same unit.
pub(super) fn below(model: &Model, line: usize) -> Option<Split> {
    let depth = |line: usize| {
        if let Shape::Item(depth) = model.outline.block(line).shape { Some(depth) } else { None }
    };
    let own = depth(line)?;
    let total = *model.quantities_in(line, line + 1).iter().find(|quantity| adds(quantity))?;
    if aside(model, &[total], 0, model.outline.block(line).start) {
        return None;
    }
    let last = model.lines().end;
    let mut parts = Vec::new();
    let mut level = None;
    for child in (line + 1..last).take_while(|line| model.outline.block(*line).shape != Shape::Heading) {
        if model.outline.block(child).shape == Shape::Blank {
            continue;
        }
        let Some(deeper) = depth(child).filter(|depth| *depth > own) else { break };
        if *level.get_or_insert(deeper) != deeper {
            continue;
        }
        match model.quantities_in(child, child + 1) {
            [one] if adds(one) && alike(model, one, &total) => parts.push(*one),
            _ => return None,
        }
    }
    (parts.len() >= 2).then(|| Split { parts, totals: vec![total], whole: false })
}
