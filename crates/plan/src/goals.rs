//! The goals of a plan: from its goals sections and tables, or, where it has none, from sentences of aim elsewhere.

use super::aims::read;
use super::column::Role as Column;
use super::goal::{Aim, Found, Origin};
use super::inherit::{Inheritance, assign};
use super::lexicon::{self, Era, Hit, Word};
use super::measure::Measure;
use super::number::digit;
use super::outline::{Block, Outline, Shape};
use super::owner::People;
use super::phrase::{Source, metric_ending};
use super::quantity::Quantity;
use super::reader::{Item, Read};
use super::rows::Tables;
use super::section::SectionKind;
use super::sheet::Table;
use super::terms;
use super::time::Frame;
use super::unset::{numberless, unset, wishes};
use planscore_base::target::Target;

/// Reads every goal of a plan.
pub(super) fn goals(
    source: Source,
    outline: &Outline,
    tables: &[Table],
    people: &People,
    frame: Frame,
) -> Found {
    let mut search = Search {
        source,
        outline,
        frame,
        has_goals: has_goals(outline),
        found: Found::default(),
        inheritance: Inheritance::default(),
        people,
        group: None,
        section: None,
        last: None,
    };
    let goal_table = |table: &&Table| {
        let stated = table.column(Column::Target).is_some() && table.column(Column::Weight).is_none();
        let told = [Column::Baseline, Column::Due, Column::Owner]
            .iter()
            .filter(|role| table.column(**role).is_some())
            .count();
        outline.within(table.first_line, SectionKind::Goals) || !has_goals(outline) && stated && told >= 2
    };
    let covered: Vec<(usize, usize)> =
        tables.iter().filter(goal_table).map(|table| (table.first_line, table.last_line)).collect();
    for line in outline.lines.0..outline.lines.1 {
        let block = *outline.block(line);
        let table = covered.partition_point(|(first, _)| *first <= line);
        if table > 0 && covered[table - 1].1 >= line {
            continue;
        }
        if matches!(block.shape, Shape::Item(_) | Shape::Prose) && block.end > block.start {
            search.line(line, &block);
        }
    }
    let Search { mut found, inheritance, .. } = search;
    let rows = Tables { source, outline, frame, people };
    for table in tables.iter().filter(goal_table) {
        rows.goals(table, &mut found);
    }
    planscore_stats::sort_by(&mut found.aims, &|a, b| a.start.cmp(&b.start));
    drop_splits(source, outline, &mut found.aims);
    inheritance.hand_down(source, people, outline, frame, &mut found.aims);
    super::inherit::as_above(source, &mut found.aims);
    found
}

/// 分季节奏: Q1 2450万元, Q2 2900万元…: three figures or more of one unit in a line that make a goal of another line, or
/// nearly make the one that their label names, split it up and are no goals of their own.
fn drop_splits(source: Source, outline: &Outline, aims: &mut Vec<Aim>) {
    /// Nobody splits a goal up hundreds of goals away.
    const NEAR: usize = 400;
    let level = |aim: &Aim| aim.level.or(aim.quantity).filter(|q| !q.hole && q.low > 0.0).map(|q| q.low);
    let named = |own: &[Aim], others: &[Aim]| {
        let [first, _, .., _] = own else { return false };
        let adds = matches!(first.measure, Measure::Money | Measure::Count | Measure::None);
        let alike = own.iter().all(|aim| aim.measure == first.measure && aim.change.is_none());
        let Some(parts) = own.iter().map(level).collect::<Option<Vec<f64>>>() else { return false };
        let sum: f64 = parts.iter().sum();
        let block = outline.block(first.line);
        let label: String = source.chars()[block.start..block.label_end].iter().collect();
        let whole = |aim: &Aim| {
            let off = level(aim).map_or(1.0, |level| (sum / level - 1.0).abs());
            let named = !aim.name.is_empty() && label.contains(aim.name.as_str());
            aim.line != first.line && aim.measure == first.measure && (off < 0.005 || named && off < 0.25)
        };
        adds && alike && others.iter().any(whole)
    };
    let mut lines: Vec<usize> = Vec::new();
    let mut at = 0_usize;
    for own in aims.chunk_by(|a, b| a.line == b.line) {
        let near = &aims[at.saturating_sub(NEAR)..aims.len().min(at + own.len() + NEAR)];
        at += own.len();
        let line = own[0].line;
        if named(own, near) || adds_up(source, outline.block(line), near.iter().filter(|aim| aim.line < line))
        {
            lines.push(line);
        }
    }
    aims.retain(|aim| lines.binary_search(&aim.line).is_err());
}

/// 第一周6万元，第二周5.5万元，…，合起来23万元: true of a line with three amounts or more, whatever stands for goals among
/// them, that make up one of some goals; the whole may be told again.
fn adds_up<'a>(source: Source, block: &Block, mut goals: impl Iterator<Item = &'a Aim>) -> bool {
    let mut sums: Vec<(Measure, usize, f64)> = Vec::new();
    for part in source.quantities_in(block.start, block.end).iter().filter(|part| part.is_exact()) {
        match sums.iter_mut().find(|(measure, ..)| *measure == part.measure) {
            Some((_, count, sum)) => (*count, *sum) = (*count + 1, *sum + part.low),
            None => sums.push((part.measure, 1, part.low)),
        }
    }
    sums.retain(|(_, count, _)| *count >= 3);
    let near = |sum: f64, value: f64| (sum - value).abs() <= 1e-9 * value.abs();
    !sums.is_empty()
        && goals.any(|aim| {
            aim.quantity.filter(Quantity::is_exact).is_some_and(|whole| {
                sums.iter().any(|(measure, count, sum)| {
                    *measure == whole.measure
                        && (near(*sum, whole.low) || *count >= 4 && near(*sum, 2.0 * whole.low))
                })
            })
        })
}

fn has_goals(outline: &Outline) -> bool {
    outline.of_kind(SectionKind::Goals).next().is_some()
}

struct Search<'a> {
    source: Source<'a>,
    outline: &'a Outline,
    frame: Frame,
    has_goals: bool,
    found: Found,
    inheritance: Inheritance,
    people: &'a People,
    /// A label above the items that names what they are about, and the section it stands in.
    group: Option<(usize, usize)>,
    section: Option<usize>,
    /// The indentation of the last item with goals, and where its goals begin.
    last: Option<(usize, usize)>,
}

impl Search<'_> {
    /// A line as an item. A label that names a person names no figure.
    fn item(&self, line: usize, block: &Block) -> Item {
        let item = Item::of(&self.source, line, block);
        if super::inherit::labelled(self.source.chars(), self.people, block.start).is_none() {
            return item;
        }
        Item { start: item.body, label: (item.body, item.body), ..item }
    }

    fn line(&mut self, line: usize, block: &Block) {
        let kind = block.section.map(|section| self.outline.parts[section].kind);
        if block.section != self.section {
            (self.group, self.section, self.last) = (None, block.section, None);
        }
        self.inheritance.note_default(self.source, block);
        if kind != Some(SectionKind::Goals) {
            if !self.has_goals {
                self.elsewhere(line, block, kind);
            }
            return;
        }
        if self.continues(line, block) {
            return;
        }
        // 年度目标见表1.
        if terms::REFERS.within(&self.source.chars()[block.start..block.end])
            && self.source.quantities_in(block.start, block.end).is_empty()
        {
            return;
        }
        // 口径：试用转正率 = … explains a figure, whatever stands before it.
        if self.last.is_none()
            && block.label_end > block.start
            && terms::EXPLANATIONS.closes(&self.source.chars()[block.start..block.label_end])
        {
            return;
        }
        if block.bare_label() && self.unwritten(line, block) {
            return;
        }
        if block.bare_label() {
            self.group = Some((block.start, block.label_end));
            return;
        }
        if self.decomposes(block) || block.remark(self.source.chars()) {
            return;
        }
        self.goals_line(line, block);
    }

    /// 3. 客户续费率: and nothing after it, before 4.: a goal that was not written.
    fn unwritten(&mut self, line: usize, block: &Block) -> bool {
        let number = |line: usize| {
            let at = self.source.text.lines[line];
            let start = super::number::blank(&self.source.chars()[..at.end], at.start);
            super::marks::mark(&self.source.chars()[start..at.end]).map(|mark| (mark.style, mark.number))
        };
        let next = (line + 1 < self.outline.lines.1).then(|| number(line + 1)).flatten();
        let follows =
            number(line).zip(next).is_some_and(|(own, next)| own.0 == next.0 && own.1 + 1 == next.1);
        let metric = metric_ending(&self.source.chars()[block.start..block.label_end]);
        if !follows || metric.is_none() || !matches!(block.shape, Shape::Item(_)) {
            return false;
        }
        let name: String = self.source.chars()[block.start..block.label_end].iter().collect();
        let mut aim = Aim::new(line, name, metric, block.start, block.label_end);
        aim.place = (block.start, block.label_end);
        self.found.aims.push(aim);
        true
    }

    /// True of a section that splits up goals that stand elsewhere.
    fn decomposes(&self, block: &Block) -> bool {
        let Some(part) = block.section.map(|section| &self.outline.parts[section]) else { return false };
        let title = &self.source.chars()[part.title.0..part.title.1];
        let goals = self.outline.of_kind(SectionKind::Goals).count();
        goals > 1 && terms::SPLIT_TITLES.within(title)
    }

    /// A line below a goal that goes on with it: 期限：3月31日前, 华东20家. Its dates and names are the goal's.
    fn continues(&mut self, line: usize, block: &Block) -> bool {
        let Some((indent, first)) = self.last else { return false };
        let text = self.source.text;
        let parts = text
            .words(block.start, block.label_end)
            .any(|hit| hit.word == Word::Parts && hit.end() == block.label_end);
        let admin = parts || administrative(&self.source, block);
        // 上述目标责任人：… is about all of them.
        if text.has(Word::All, block.start, block.end) {
            return false;
        }
        // What follows a comma goes on in the next line.
        let above = self.outline.block(line - 1);
        let runs_on = block.shape == Shape::Prose
            && above.end > above.start
            && matches!(self.source.chars()[above.end - 1], ',' | '、');
        let deeper = self.source.text.indent(line) > indent || runs_on;
        if !(deeper || admin) || first >= self.found.aims.len() {
            return false;
        }
        let item = self.item(line, block);
        let inner = read(self.source, self.frame, item, None);
        let measure = self.found.aims[first].measure;
        let parts = inner.aims.iter().all(|aim| aim.measure == measure && aim.metric.is_none())
            || runs_on && text.has(Word::Parts, block.start, block.end);
        if !(admin || parts || inner.aims.is_empty()) {
            return false;
        }
        let parts = text.words(block.start, block.label_end).any(|hit| hit.word == Word::Parts)
            || !inner.aims.is_empty();
        let mentions = super::inherit::mentions(self.source, self.people, block.start, block.end);
        for aim in &mut self.found.aims[first..] {
            if let Some(baseline) =
                self.source.quantities_in(block.start, block.end).first().filter(|_| admin && !parts)
                && aim.baseline.is_none()
                && inner.past
            {
                aim.baseline = Some(*baseline);
            }
            if !parts {
                assign(self.source, self.frame, aim, (block.start, block.end), &mentions, Origin::Item);
            }
        }
        true
    }

    /// True of a line with a table above it in its section.
    fn tabled(&self, line: usize) -> bool {
        let section = self.outline.block(line).section;
        let above = (self.outline.lines.0..line).rev().map(|line| self.outline.block(line));
        above.take_while(|block| block.section == section).any(|block| block.shape == Shape::Row)
    }

    fn goals_line(&mut self, line: usize, block: &Block) {
        let source = self.source;
        let item = self.item(line, block);
        let first = self.found.aims.len();
        let period = self.names_period(block);
        let group = self.group.or_else(|| {
            let title = block.section.map(|section| self.outline.parts[section].title)?;
            period.then_some(title)
        });
        let mut inner = read(source, self.frame, item, group.filter(|_| period || !self.generic(group)));
        self.inheritance.note(source, self.people, block, &inner);
        // 分季节奏: Q1 2450万元, …: what stands after a label of parts splits up a goal.
        let label = &source.chars()[block.start..block.label_end];
        let several = source.quantities_in(block.body, block.end).len() > 2;
        let retold = block.shape == Shape::Prose
            && !block.bare_label()
            && self.tabled(line)
            && super::clauses::splits_by(&source.chars()[block.start..block.end]);
        let parted = retold && several
            || several
                && (source.text.has(Word::Parts, block.start, block.label_end)
                || super::clauses::splits_by(label)
                // 营业额52万元这样拆：…, 分县安排：…
                || label.ends_with(&['拆'])
                || label.len() <= 6 && label.first() == Some(&'分')
                || label.windows(3).any(|words| {
                    // 营业收入分两季
                    words[0] == '分' && digit(words[1]).is_some() && matches!(words[2], '季' | '月' | '周' | '片' | '块' | '省' | '线')
                })
                || terms::SPLIT_TITLES.within(label));
        let shares = super::whole::shares(source.text, source.quantities, (block.body, block.end)).is_some();
        if inner.aims.is_empty() && (inner.past || shares) || parted {
            return;
        }
        if let Some(group) = group.filter(|_| period) {
            self.of_period(block, group, &mut inner.aims);
        }
        let mut extra = self.without_figure(&item, block, &inner);
        let example = source.text.find(Word::Example, block.start, block.end).map(|hit| hit.end());
        super::inherit::within_item(source, self.people, self.frame, &mut inner, (block.start, block.end));
        let called = super::inherit::labelled(source.chars(), self.people, block.start).is_some();
        for aim in &mut extra {
            // 例如, 在一年内进入新能源汽车行业: no figure, but something definite.
            if let Some(stated) = example.filter(|stated| source.text.has(Word::Reach, *stated, block.end)) {
                let chars: String = source.chars()[stated..block.end].iter().collect();
                let statement = chars.trim_matches([',', '。', ' ']).to_owned();
                (aim.target, aim.start) = (Target::Unset { text: Some(statement) }, stated);
            }
            let from = if called { block.start } else { aim.start };
            let mentions = super::inherit::mentions(source, self.people, from, aim.end.max(block.end));
            assign(source, self.frame, aim, (block.start, block.end), &mentions, Origin::Sentence);
        }
        self.found.figures.append(&mut inner.left);
        inner.aims.append(&mut extra);
        for aim in &mut inner.aims {
            aim.example = example.is_some();
        }
        if inner
            .aims
            .iter()
            .any(|aim| aim.quantity.is_none() && matches!(aim.target, Target::Unset { text: None }))
        {
            self.found.open.push(line);
        }
        let indent = self.source.text.indent(line);
        let below = self.last.filter(|(above, _)| indent > *above);
        // 阿军: …, and below it, further in, what else he answers for.
        if let Some((_, above)) = below {
            let (owner, from) = (self.found.aims[above].owner, Origin::Item);
            for aim in inner.aims.iter_mut().filter(|aim| aim.owner.is_none()) {
                (aim.owner, aim.owner_from) = (owner, owner.map(|_| from));
            }
        } else if !inner.aims.is_empty() {
            self.last = Some((indent, first));
        }
        self.found.aims.append(&mut inner.aims);
    }

    /// Goals of a line that have no figure: a unit without its number, or nothing but a wish.
    fn without_figure(&mut self, item: &Item, block: &Block, inner: &Read) -> Vec<Aim> {
        let source = self.source;
        let figureless = |start: usize, end: usize| source.quantities_in(start, end).is_empty();
        let mut found: Vec<Aim> = inner
            .clauses
            .iter()
            .filter(|clause| !clause.aside && figureless(clause.start, clause.end))
            // 拓展部 does what is asked, and counts nothing.
            .filter(|clause| {
                clause.start == item.start
                    || super::slot::slot(source.chars(), (clause.start, clause.end)).is_none()
            })
            .filter_map(|clause| numberless(&source, item, clause))
            .collect();
        let unit = terms::DECLARES_UNIT.at(source.chars(), block.start).is_some();
        if !found.is_empty()
            || unit
            || administrative(&source, block)
            || self.inheritance.speaks_of_all(block)
        {
            return found;
        }
        // A short line right below a goal goes on with the list.
        let above = item.line > self.outline.lines.0 && self.outline.block(item.line - 1).content();
        let follows = self.last.is_some()
            && above
            && block.end - block.start <= 40
            && inner.clauses.iter().all(|clause| clause.sentence == 0);
        let listed = matches!(block.shape, Shape::Item(_)) || block.label_end > block.start || follows;
        if inner.aims.is_empty() && inner.left.is_empty() && (listed || figureless(block.start, block.end)) {
            let one =
                unset(&source, item).filter(|aim| listed || wishes(&source, block.start, block.end, aim));
            if one.is_none() && listed {
                self.found.lines.push(item.line);
            }
            found.extend(one);
            return found;
        }
        let wish = |start: usize, end: usize| {
            let part = Item { start, end, body: start, label: (start, start), ..*item };
            unset(&source, &part).filter(|aim| wishes(&source, start, end, aim))
        };
        // 宽带新装不少于800户, 移动新增有较大突破: a clause of its own subject that wishes and says no figure.
        if listed && !inner.aims.is_empty() && inner.left.is_empty() {
            for clause in inner.clauses.iter().skip(1).filter(|c| !c.aside && figureless(c.start, c.end)) {
                let named = |aim: &Aim| {
                    let (from, to) = aim.place;
                    to > from
                        && (aim.metric.is_some()
                            || source
                                .text
                                .words(from, to)
                                .any(|hit| matches!(hit.word, Word::New | Word::Noun | Word::Metric)))
                };
                found.extend(wish(clause.start, clause.end).filter(named));
            }
        }
        // Of a paragraph each sentence may state a goal.
        if !listed {
            let mut sentences: Vec<(usize, usize, usize)> = Vec::new();
            for clause in &inner.clauses {
                match sentences.last_mut() {
                    Some(last) if last.0 == clause.sentence => last.2 = clause.end,
                    _ => sentences.push((clause.sentence, clause.start, clause.end)),
                }
            }
            for (_, start, end) in sentences.into_iter().filter(|(_, start, end)| figureless(*start, *end)) {
                found.extend(wish(start, end));
            }
        }
        found
    }

    fn generic(&self, group: Option<(usize, usize)>) -> bool {
        group.is_some_and(|(start, end)| {
            self.source.text.words(start, end).any(|hit| hit.word == Word::Generic && hit.end() == end)
                && metric_ending(&self.source.chars()[start..end]).is_none()
        })
    }

    /// True if the label of a line is a part of the year: 第一季度: 300万元.
    fn names_period(&self, block: &Block) -> bool {
        let times = self.source.times_in(block.start, block.label_end);
        times.clone().count() == 1
            && times.map(|index| self.source.times[index]).all(|time| {
                time.start == block.start && time.end == block.label_end && !Self::whole_year(&time)
            })
    }

    fn whole_year(time: &super::time::Time) -> bool {
        matches!(time.what, super::time::What::Calendar(when) if when.part == super::when::YearPart::Year)
            || matches!(time.what, super::time::What::Named(..))
    }

    /// 第一季度: 300万元 is of the figure that the label or title above it names.
    fn of_period(&self, block: &Block, group: (usize, usize), aims: &mut [Aim]) {
        let source = self.source;
        let chars = source.chars();
        let named = source.text.metric(group.0, group.1).or_else(|| {
            let money = source.quantities_in(block.body, block.end).first().map(|first| first.measure);
            let sales = money == Some(Measure::Money) && terms::SALES_TITLES.within(&chars[group.0..group.1]);
            sales.then(|| lexicon::metric_of("sales_total")).flatten()
        });
        let Some(entry) = named.and_then(lexicon::entry_of) else { return };
        for aim in aims.iter_mut().filter(|aim| aim.start >= block.label_end) {
            let period = &chars[block.start..block.label_end];
            aim.name = period.iter().copied().chain(entry.name.zh.chars()).collect();
            aim.metric = named;
            aim.settle(&source);
        }
    }

    /// Without a goals section: lines that say 目标 or state a figure to reach, and only what is certain.
    fn elsewhere(&mut self, line: usize, block: &Block, kind: Option<SectionKind>) {
        use SectionKind::{Performance, Resources, Risk, Situation};
        if matches!(kind, Some(Situation | Resources | Risk)) {
            return;
        }
        let source = self.source;
        let label = &source.chars()[block.start..block.label_end];
        let labelled = terms::AIM_WORD.within(label) && !block.bare_label();
        let verbs = [Word::Up, Word::Down, Word::Reach, Word::New]
            .iter()
            .any(|word| source.text.line_has(line, *word));
        let mut inner = Read::default();
        if kind != Some(Performance) && (verbs || labelled) {
            inner = read(source, self.frame, self.item(line, block), None);
            super::inherit::within_item(
                source,
                self.people,
                self.frame,
                &mut inner,
                (block.start, block.end),
            );
            // Outside the goals a figure counts where it is known and the line does not look back, or where the line says
            // of several who answers for them by when.
            let near = |origin| matches!(origin, Origin::Clause | Origin::Sentence);
            let told =
                |aim: &Aim| aim.owner_from.is_some_and(near) && aim.due.is_some_and(|due| near(due.origin));
            let several = inner.aims.iter().filter(|aim| told(aim)).count() >= 2;
            let first = source.times_in(block.start, block.end).next().map(|index| source.times[index]);
            let begins_past = first.is_some_and(|time| {
                time.start <= block.start + 12 && matches!(self.frame.era(&time), Era::Past | Era::Now)
            });
            let looks_back = inner.past || begins_past;
            inner.aims.retain(|aim| {
                aim.quantity.is_some() && (aim.metric.is_some() && !looks_back || several && told(aim))
            });
        }
        if labelled && inner.aims.is_empty() && matches!(block.shape, Shape::Item(_)) {
            self.found.open.push(line);
        }
        self.found.aims.append(&mut inner.aims);
    }
}

/// Owner or deadline lines below a goal are no goals; 取镜时间：由5天缩短到3天 is one.
fn administrative(source: &Source, block: &Block) -> bool {
    let lasts = || {
        let text = source.text;
        text.has(Word::Up, block.body, block.end)
            || text.has(Word::Down, block.body, block.end)
            || terms::BOUNDS.within(&text.chars[block.body..block.end])
    };
    let named = |hit: &Hit| hit.start() > block.start + 1;
    let admin = source
        .text
        .words(block.start, block.label_end)
        .find(|hit| hit.word == Word::Admin && hit.end() == block.label_end);
    admin.is_some_and(|hit| {
        let counts = source
            .quantities_in(block.body, block.end)
            .iter()
            .any(|q| matches!(q.measure, Measure::Days | Measure::Hours));
        !(named(hit) && counts && lasts())
    })
}
