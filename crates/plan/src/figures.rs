//! The key figures a plan is judged by: names, weights, targets, formulas, rhythms.

use super::column::Role;
use super::lexicon::{self, Word};
use super::measure::Measure;
use super::number::{after_last, among};
use super::outline::{Block, Outline, Shape};
use super::phrase::metric_ending;
use super::quantity::{Bound, Quantity, within};
use super::section::SectionKind;
use super::sheet::Table;
use super::terms;
use super::text::Text;
use planscore_base::catalog::{Direction, Unit};
use planscore_base::target::Target;

/// A key figure as the plan defines it.
#[derive(Debug, Clone)]
pub(super) struct Figure {
    pub line: usize,
    pub start: usize,
    pub end: usize,
    pub name: String,
    pub metric: Option<u16>,
    /// Percent of the whole, with its place.
    pub weight: Option<(f64, usize, usize)>,
    /// Share 各占: how many figures it stands for.
    pub each: usize,
    pub target: Option<Target>,
    /// The place where a target stands or ought to.
    pub target_at: Option<(usize, usize)>,
    pub formula: bool,
    pub owner: Option<(usize, usize)>,
    /// What the name is followed by.
    pub body: (usize, usize),
    /// Figures of one group share 100 %.
    pub group: usize,
    pub tabular: bool,
    /// A group label whose members follow (过程指标).
    pub nested: bool,
}

impl Figure {
    /// Says 目标 with a figure, in a form that is not read.
    pub fn body_names_target(&self, text: &Text, quantities: &[Quantity]) -> bool {
        let (from, to) = self.body;
        !self.tabular
            && terms::TARGET_IS.within(&text.chars[from.min(to)..to])
            && !within(quantities, from, to).is_empty()
    }
}

/// The target that a cell or phrase states for a figure.
pub(super) fn target_of(
    text: &Text,
    metric: Option<u16>,
    quantity: &Quantity,
    before: Option<Bound>,
) -> Target {
    if quantity.hole {
        return Target::Unset { text: Some(text.original(quantity.start, quantity.end).to_owned()) };
    }
    let entry = metric.and_then(lexicon::entry_of);
    let points = matches!(entry.map(|e| e.unit), Some(Unit::Points | Unit::Score));
    let share = matches!(quantity.measure, Measure::Percent | Measure::Points);
    let value = if share && points { quantity.low * 100.0 } else { quantity.low };
    let value = (value * 1e12).round() / 1e12;
    match quantity.bound.or(before) {
        Some(Bound::AtLeast | Bound::Above) => Target::AtLeast { value },
        Some(Bound::AtMost | Bound::Below) => Target::AtMost { value },
        None if entry.is_some_and(|e| e.direction == Direction::Lower) => Target::AtMost { value },
        None => Target::Absolute { value },
    }
}

fn plain_name(chars: &[char]) -> String {
    let cut =
        chars.iter().position(|c| matches!(c, '(' | '【')).filter(|cut| *cut > 0).unwrap_or(chars.len());
    chars[..cut].iter().collect::<String>().trim().to_owned()
}

/// Every figure with a weight or in a list of key figures.
pub(super) fn figures(
    text: &Text,
    outline: &Outline,
    tables: &[Table],
    quantities: &[Quantity],
) -> Vec<Figure> {
    let mut found = Vec::new();
    let mut group = 0;
    for table in tables {
        group += 1;
        let first = found.len();
        from_table(text, outline, quantities, table, group, &mut found);
        group += split(table, &mut found[first..]);
    }
    from_lists(text, outline, quantities, group, &mut found);
    planscore_stats::sort_by(&mut found, &|a, b| a.line.cmp(&b.line));
    found
}

/// Gives the figures of a table that weighs each post by itself (岗位 | 指标 | 权重) a group a post: where the weights of
/// one make 100. Tells how many groups there are more.
fn split(table: &Table, figures: &mut [Figure]) -> usize {
    let begins = |line: usize| {
        let row = table.rows.binary_search_by_key(&line, |row| row.line).ok();
        row.and_then(|row| table.cell(&table.rows[row], Role::Group)).is_some_and(|(from, to)| to > from)
    };
    let starts: Vec<usize> = (0..figures.len()).filter(|at| begins(figures[*at].line)).collect();
    let part = |at: usize| starts.partition_point(|start| *start <= at).saturating_sub(1);
    let mut sums = vec![0.0; starts.len().max(1)];
    for (at, figure) in figures.iter().enumerate() {
        sums[part(at)] += figure.weight.map_or(0.0, |(weight, ..)| weight);
    }
    if starts.len() < 2 || sums.iter().all(|sum| (sum - 100.0).abs() > 0.05) {
        return 0;
    }
    for (at, figure) in figures.iter_mut().enumerate() {
        figure.group += part(at);
    }
    sums.len()
}

/// A name without what stands in brackets after it: 平均销售周期（25%）.
fn plain(label: &[char]) -> &[char] {
    let cut = label.iter().position(|c| *c == '(').filter(|at| *at > 0).unwrap_or(label.len());
    let end = label[..cut].iter().rposition(|c| *c != ' ').map_or(0, |at| at + 1);
    &label[..end]
}

fn from_table(
    text: &Text,
    outline: &Outline,
    quantities: &[Quantity],
    table: &Table,
    group: usize,
    found: &mut Vec<Figure>,
) {
    let chars = &text.chars;
    let in_performance = outline.within(table.first_line, SectionKind::Performance);
    // 占比 outside the appraisal is a share of something else.
    let said = text.line_has(table.first_line, Word::Weight);
    let weighted = table.column(Role::Weight).is_some() && (in_performance || said);
    // A table of goals is read as goals.
    if !(weighted || in_performance && table.column(Role::Target).is_some()) {
        return;
    }
    let name_column = table.column(Role::Name).unwrap_or(0);
    for row in &table.rows {
        let Some(&(start, end)) = row.cells.get(name_column) else { continue };
        let name = plain_name(&chars[start..end]);
        if name.is_empty() || terms::TABLE_TOTALS.within(&chars[start..end]) {
            continue;
        }
        let metric = metric_ending(plain(&chars[start..end]));
        let weight = table.cell(row, Role::Weight).and_then(|(from, to)| {
            let quantity = *within(quantities, from, to).first().filter(|q| !q.hole)?;
            let value =
                if quantity.measure == Measure::Percent { quantity.low * 100.0 } else { quantity.low };
            Some((value, quantity.start, quantity.end))
        });
        let target_at = table.cell(row, Role::Target);
        let target = target_at.and_then(|(from, to)| {
            let quantity = *within(quantities, from, to).first()?;
            let before = super::goal::prefix_bound(chars, from, quantity.start).1;
            Some(target_of(text, metric, &quantity, before))
        });
        let filled = |role| table.cell(row, role).is_some_and(|(from, to)| to > from);
        let last = row.cells.last().map_or(end, |cell| cell.1);
        found.push(Figure {
            line: row.line,
            start,
            end,
            name,
            metric,
            weight,
            each: 1,
            target,
            target_at,
            formula: filled(Role::Formula) || filled(Role::Source),
            owner: table.cell(row, Role::Owner).filter(|(from, to)| to > from),
            body: (end, last),
            group,
            tabular: true,
            nested: false,
        });
    }
}

fn from_lists(
    text: &Text,
    outline: &Outline,
    quantities: &[Quantity],
    mut group: usize,
    found: &mut Vec<Figure>,
) {
    let chars = &text.chars;
    let mut listing = false;
    let mut last_section = None;
    for line in outline.lines.0..outline.lines.1 {
        let block = outline.block(line);
        if block.section != last_section {
            (listing, last_section) = (false, block.section);
            group += 1;
            if let Some(section) = block.section {
                let part = &outline.parts[section];
                listing = part.kind == SectionKind::Performance
                    && terms::KEY_FIGURES.within(&chars[part.title.0..part.title.1]);
            }
        }
        if !matches!(block.shape, Shape::Item(_) | Shape::Prose) || block.end <= block.start {
            continue;
        }
        let kind = block.section.map(|section| outline.parts[section].kind);
        if kind == Some(SectionKind::Goals) {
            continue;
        }
        let performance = kind == Some(SectionKind::Performance);
        let weighs = text.line_has(line, Word::Weight);
        if (weighs || performance)
            && series(text, quantities, (weighs, performance), line, block, group, found)
        {
            continue;
        }
        let weight = if weighs {
            weight_of(text, quantities, block.start, block.end)
        } else if performance {
            share_alone(text, quantities, block)
                .filter(|_| shares_alone(text, outline, quantities, block.section))
                .map(|share| (share.low * 100.0, share.start, share.end, 1))
        } else {
            None
        };
        if block.bare_label() && weight.is_none() {
            let label = &chars[block.start..block.label_end];
            listing = performance && terms::INDICATOR_LABELS.within(label);
            continue;
        }
        // 毛利率占20%, 按毛利额除以…计: what stands before its weight is the name.
        let told = text.find(Word::Weight, block.start, block.end).map(|hit| hit.start());
        let label_end = match weight {
            _ if block.label_end > block.start => block.label_end,
            Some((_, at, ..)) if told.unwrap_or(at) > block.start => told.unwrap_or(at).min(at),
            _ => block.end.min(block.start + 40),
        };
        let label =
            chars[block.start..label_end].strip_suffix(&['占']).unwrap_or(&chars[block.start..label_end]);
        let metric = metric_ending(plain(label))
            .or_else(|| text.metric(block.start, label_end).filter(|_| weight.is_none()));
        let labelled = block.label_end > block.start;
        if metric.is_none() && terms::EXPLANATIONS.within(label) {
            continue;
        }
        let listed =
            listing && performance && matches!(block.shape, Shape::Item(_)) && (metric.is_some() || labelled);
        let weighted = weight.is_some() && (performance || metric.is_some());
        if !listed && !weighted || text.has(Word::Instruct, block.start, label_end) {
            continue;
        }
        let (weight, each) = match weight {
            Some((value, start, end, each)) => (Some((value, start, end)), each),
            None => (None, 1),
        };
        // 拜访后24小时内录入…，目标95%以上: the figure after the word is the target, where it stands.
        let asked = (block.body..block.end).find(|at| terms::matches(chars, *at, "目标"));
        let target = within(quantities, asked.unwrap_or(block.body), block.end)
            .iter()
            .find(|q| {
                weight.is_none_or(|(_, at, _)| q.start != at)
                    && (asked.is_some() || !matches!(q.measure, Measure::None | Measure::Days))
            })
            .filter(|_| {
                terms::STATES_TARGET.within(&chars[block.body..block.end])
                    || terms::FULL_MARKS.within(&chars[block.body..block.end])
            })
            // 下单2次及以上客户数÷下单客户数: a figure of a formula is no target.
            .filter(|_| asked.is_some() || !terms::DIVIDES.within(&chars[block.body..block.end]))
            .map(|q| target_of(text, metric, q, super::goal::prefix_bound(chars, block.body, q.start).1));
        let body = &chars[block.body.max(block.start)..block.end];
        let formula = labelled && (terms::FORMULA_SIGNS.within(body) || body.len() >= 6);
        found.push(Figure {
            line,
            start: block.start,
            end: label_end,
            name: plain_name(label),
            metric,
            weight,
            each,
            target,
            target_at: None,
            formula,
            owner: super::owner::owner(chars, block.start, block.end),
            body: (block.body, block.end),
            group,
            tabular: false,
            nested: metric.is_some_and(|m| lexicon::id_of(m) == "process_index"),
        });
    }
}

/// 业绩: 60%, Sales 40%, from the ERP: a label and an exact share, and nothing else than where it comes from.
fn share_alone(text: &Text, quantities: &[Quantity], block: &Block) -> Option<Quantity> {
    let [one, more @ ..] = within(quantities, block.start, block.end) else { return None };
    // 毛利率占20%, 数据取ERP, 目标23%: what else is counted is what it is to reach.
    let aimed = |q: &Quantity| text.chars[one.end..q.start].ends_with(&['目', '标']);
    if !more.iter().all(aimed) {
        return None;
    }
    let exact = one.measure == Measure::Percent && one.is_exact() && one.bound.is_none();
    let labelled = block.label_end > block.start && one.start == block.body && one.end == block.end;
    let name = &text.chars[block.start..one.start];
    let named = matches!(block.shape, Shape::Item(_))
        && (2..=30).contains(&name.len())
        && name.iter().all(|c| c.is_alphabetic() || *c == ' ')
        && !text
            .words(block.start, one.start)
            .any(|hit| matches!(hit.word, Word::Up | Word::Down | Word::Reach))
        && matches!(text.chars[..block.end].get(one.end), None | Some(',' | ';' | '(' | '｜' | '|'));
    (exact && (labelled || named)).then_some(*one)
}

/// True of a section in which three such lines or more nearly make a whole.
fn shares_alone(text: &Text, outline: &Outline, quantities: &[Quantity], section: Option<usize>) -> bool {
    let Some(part) = section.map(|section| &outline.parts[section]) else { return false };
    let shares: Vec<f64> = (part.first..part.last)
        .filter_map(|line| share_alone(text, quantities, outline.block(line)))
        .map(|share| share.low)
        .collect();
    shares.len() >= 3 && (0.7..=1.3).contains(&shares.iter().sum())
}

/// The first three shares or more of a sentence that stand one after another; all of the range without them.
fn sentence_of_shares(
    chars: &[char],
    quantities: &[Quantity],
    (start, end): (usize, usize),
    exact: &dyn Fn(&Quantity) -> bool,
) -> Vec<Quantity> {
    let clauses = super::phrase::clauses(chars, start, end);
    let sentences = clauses.chunk_by(|a, b| a.sentence == b.sentence);
    // 新客户占20分（首期款到账才算一家）: what brackets explain is passed over.
    let stated = |of: &[super::phrase::Clause]| -> Vec<Quantity> {
        let plain = of.iter().filter(|clause| !clause.aside);
        plain.flat_map(|clause| within(quantities, clause.start, clause.end)).copied().collect()
    };
    let run = |of: Vec<Quantity>| {
        of.split(|quantity| !exact(quantity)).find(|run| run.len() >= 3).map(<[Quantity]>::to_vec)
    };
    let all = within(quantities, start, end);
    if all.iter().all(exact) {
        all.to_vec()
    } else {
        sentences.map(stated).find_map(run).unwrap_or(all.to_vec())
    }
}

/// The first figures of three sentences or more, where these are shares that nothing but a pause follows.
fn first_shares(
    chars: &[char],
    quantities: &[Quantity],
    (start, end): (usize, usize),
    exact: &dyn Fn(&Quantity) -> bool,
) -> Vec<Quantity> {
    let first = |(from, to): (usize, usize)| {
        let own = *within(quantities, from, to).first()?;
        (exact(&own) && matches!(chars[..end].get(own.end), None | Some(',' | ';' | '。'))).then_some(own)
    };
    let found: Option<Vec<Quantity>> =
        super::clauses::sentences(chars, start, end).into_iter().map(first).collect();
    found.filter(|found| found.len() >= 3).unwrap_or_default()
}

/// 销售额权重50%,回款率权重30%, or 权重: 销售额50%、回款率30%, or known figures that 占50%,占30%: several in a line,
/// each with its weight.
fn series(
    text: &Text,
    quantities: &[Quantity],
    (weighs, performance): (bool, bool),
    line: usize,
    block: &Block,
    group: usize,
    found: &mut Vec<Figure>,
) -> bool {
    let chars = &text.chars;
    let labelled = text.has(Word::Weight, block.start, block.label_end);
    let from = if labelled { block.body } else { block.start };
    let mut own: Vec<Figure> = Vec::new();
    // Revenue counts 50 points, containers 20: in an appraisal whose figures are no shares they are points.
    let points =
        performance && within(quantities, from, block.end).iter().any(|q| q.measure == Measure::Score);
    let exact = |q: &Quantity| {
        let weight = if points {
            matches!(q.measure, Measure::Score | Measure::None)
        } else {
            q.measure == Measure::Percent
        };
        weight && q.is_exact() && q.bound.is_none()
    };
    // 合计100% is no share of its own.
    // Nor is 每件扣3分.
    let part = |q: &&Quantity| {
        let before = &chars[..q.start];
        !terms::SUMS.closes(before) && !matches!(before.last(), Some('扣' | '加' | '减'))
    };
    let mut stated = sentence_of_shares(chars, quantities, (from, block.end), &exact);
    stated.retain(|quantity| part(&quantity));
    // Revenue 50%, new customers 30%, collection rate 20%.
    let sum: f64 = stated.iter().map(|q| q.low * if points { 1.0 } else { 100.0 }).sum();
    // 租出箱数40%, 以调运单为准, 目标6500箱; …: a share at the beginning of each sentence.
    let firsts = first_shares(chars, quantities, (from, block.end), &exact);
    let (stated, sum) = match firsts.iter().map(|q| q.low * 100.0).sum::<f64>().round() {
        told if performance && (90.0..=110.0).contains(&told) => (firsts, told),
        _ => (stated, sum),
    };
    let all_shares = stated.len() > 1 && stated.iter().all(exact) && (90.0..=110.0).contains(&sum.round());
    for quantity in stated {
        let start = after_last(chars, from, quantity.start, ",、;。:(");
        let name_end = match text.find(Word::Weight, start, quantity.start) {
            _ if labelled => quantity.start,
            Some(hit) => hit.start(),
            None if chars[..quantity.start].ends_with(&['占']) || all_shares => quantity.start,
            None => continue,
        };
        let value = match quantity.measure {
            _ if quantity.hole => return false,
            Measure::Percent => quantity.low * 100.0,
            Measure::None | Measure::Score => quantity.low,
            _ => return false,
        };
        let words = chars[start..name_end].strip_suffix(&['占']).unwrap_or(&chars[start..name_end]);
        // 首次修复率及NPS各占一成: the share of each.
        let shared = words.last() == Some(&'各') || chars[name_end] == '各';
        let words = words.strip_suffix(&['各']).unwrap_or(words);
        let name = plain_name(words);
        if name.is_empty() {
            return false;
        }
        own.push(Figure {
            line,
            start,
            end: start + words.len(),
            name,
            metric: text.metric(start, name_end),
            weight: Some(((value * 1e9).round() / 1e9, quantity.start, quantity.end)),
            each: if shared { words.iter().filter(|c| among(**c, "、和及与")).count() + 1 } else { 1 },
            target: None,
            target_at: None,
            formula: false,
            owner: None,
            body: (quantity.end, quantity.end),
            group,
            tabular: false,
            nested: false,
        });
    }
    // Without the word weight one at least must be a known figure: A类客户占50% weighs nothing.
    let marked = || {
        own.len() > 2
            && (performance && all_shares
                || terms::MARKS_OF_APPRAISAL.within(&chars[block.start..own[0].start]))
    };
    let weighed = weighs || own.iter().any(|item| item.metric.is_some()) || marked();
    let several = own.len() > 1 && weighed;
    if several {
        found.append(&mut own);
    }
    several
}

/// 权重20%, 权重:20, 各占20%: the weight, its place, and how many figures share it.
fn weight_of(
    text: &Text,
    quantities: &[Quantity],
    start: usize,
    end: usize,
) -> Option<(f64, usize, usize, usize)> {
    let chars = &text.chars;
    let hit = text.find(Word::Weight, start, end)?;
    let after = hit.end();
    let each = terms::EACH_WEIGHS.within(&chars[hit.start()..after])
        || terms::EACH.within(&chars[after..end.min(after + 3)]);
    let quantity = *within(quantities, after, end.min(after + 14)).first().filter(|q| !q.hole)?;
    let value = match quantity.measure {
        Measure::Percent => quantity.low * 100.0,
        Measure::None | Measure::Score => quantity.low,
        _ => return None,
    };
    // 四样平分，各占四分之一: who counts them need not be asked whether they make a whole.
    if each && terms::SPLIT_EVENLY.within(&chars[start..hit.start()]) {
        return None;
    }
    let names = if each {
        chars[start..hit.start()].iter().filter(|c| matches!(c, '、' | ',' | '和' | '与')).count() + 1
    } else {
        1
    };
    Some((value, quantity.start, quantity.end, names))
}
