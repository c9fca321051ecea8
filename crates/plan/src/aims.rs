//! Reading goals: clause by clause, a noun phrase, what is said of it, and a number.

use super::clauses::splits_by;
use super::goal::{Aim, Origin};
use super::lexicon::Era;
use super::lexicon::{Word, kinds};
use super::names::{cut_bracket, locate, string};
use super::number::{blank, digit};
use super::outline::Block;
use super::phrase::{Clause, Lead, Source, Verb, clauses, metric_ending};
use super::quantity::{Bound, Measure, Quantity};
use super::terms;
use super::time::Frame;
use planscore_base::target::Target;

/// What a quantity does in its clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
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
        // 40HQ出柜, 90天以上应收: a size, or what narrows the noun that the label ends on.
        let inner = |q: &Quantity| {
            let noun = chars[q.end..block.label_end].iter().filter(|c| c.is_alphabetic()).count() >= 2;
            let narrows = matches!(q.measure, Measure::Days | Measure::Hours) || q.bound.is_some();
            let size = chars[q.end].is_ascii_alphabetic();
            !q.hole && q.end < block.label_end && (size || narrows && noun)
        };
        let named = metric_ending(&chars[block.start..block.label_end]).is_some()
            || chars[block.start..block.label_end].ends_with(&['率']);
        let labelled = block.label_end > block.start
            && source
                .quantities_in(block.start, block.label_end)
                .iter()
                .all(|q| named && within(q) || inner(q));
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
    /// The sentence is about the past so far.
    pub past: bool,
    /// It began with a time of the past: 2026年我们顶住价格战, ….
    pub back: bool,
}

/// Reads the goals of an item; `group` is a label above it that names its figure.
pub(super) fn read(source: Source, frame: Frame, item: Item, group: Option<(usize, usize)>) -> Read {
    let from = if item.label.1 > item.label.0 { item.body } else { item.start };
    let clauses = clauses(source.chars(), from, item.end);
    let mut reader = Reader {
        source,
        frame,
        item,
        group,
        read: Read { parts: vec![false; clauses.len()], clauses, ..Read::default() },
        subject: None,
        pending: None,
        current: None,
        parts: false,
        past: false,
        back: false,
    };
    let mut sentence = 0;
    for index in 0..reader.read.clauses.len() {
        let clause = reader.read.clauses[index];
        if clause.sentence != sentence {
            (sentence, reader.subject, reader.pending, reader.parts, reader.past, reader.back) =
                (clause.sentence, None, None, false, false, false);
        }
        reader.clause(index, clause);
        // What brackets count is a part as well: (上半年400家, 下半年600家).
        let counted = !source.quantities_in(clause.start, clause.end).is_empty();
        reader.read.parts[index] |= counted && (reader.parts || clause.aside);
    }
    // A baseline without a target is no goal.
    let mut read = reader.read;
    let keep: Vec<bool> = read.aims.iter().map(|aim| aim.quantity.is_some()).collect();
    let mut kept = keep.iter();
    read.aims.retain(|_| kept.next().copied().unwrap_or(false));
    let mut kept = keep.iter();
    read.homes.retain(|_| kept.next().copied().unwrap_or(false));
    for aim in &mut read.aims {
        aim.settle(&source);
    }
    read
}

/// 第四, before what it counts up.
fn ordinal(clause: &[char]) -> bool {
    clause.split_first().is_some_and(|(first, number)| {
        *first == '第'
            && number.len() <= 3
            && number.iter().all(|c| c.is_ascii_digit() || digit(*c).is_some() || *c == '十')
    })
}

/// True of a figure right after 了.
pub(super) fn done(chars: &[char], at: usize) -> bool {
    chars[..at].iter().rev().find(|c| **c != ' ') == Some(&'了')
}

impl Reader<'_> {
    fn clause(&mut self, index: usize, clause: Clause) {
        let source = self.source;
        let quantities = source.quantities_in(clause.start, clause.end).to_vec();
        let mut from = clause.start;
        if quantities.is_empty() {
            if ordinal(&source.chars()[clause.start..clause.end]) {
                return;
            }
            let topic = source.topic(&clause);
            let about = topic.1 > topic.0 && topic.1 - topic.0 <= 24;
            if about && !clause.aside && self.subject.is_none() && self.starts_sentence(index) {
                self.subject = Some(topic);
            }
            self.parts |= self.leads_parts(&clause, clause.end);
            self.back |= self.starts_sentence(index) && self.begins_in_past(&clause);
            return;
        }
        // 全年12.6亿元: 住宅9.2亿元、商铺1.8亿元 are parts of what stands before the colon.
        let told = self.read.aims.last().and_then(|aim| aim.quantity).map(|q| q.measure);
        let alike = told.is_some_and(|measure| quantities.iter().all(|q| q.measure == measure));
        let listed = quantities.len() > 1 && source.chars()[clause.start..clause.end].contains(&'、');
        let of_colon = clause.listed && clause.start > self.item.body && alike && self.current.is_some();
        self.parts |=
            self.leads_parts(&clause, quantities[0].start) || alike && listed || of_colon && !clause.aside;
        let mut before = None;
        for (nth, quantity) in quantities.iter().enumerate() {
            let next = quantities.get(nth + 1);
            let mut lead = source.lead(from, quantity.start);
            if nth > 0 && lead.time.is_none() && lead.verb.is_none() {
                lead.time = before;
            }
            before = lead.time;
            lead.bound = lead.bound.or_else(|| self.bound_ahead(from, quantity.start));
            if lead.time.is_none() {
                lead.time = self.told_after(&clause, quantity, next);
            }
            let role = self.role(&clause, quantity, &lead, next);
            // 一次 and 60天 may stand inside a name.
            if role != Role::Aside && self.counts(quantity, &lead, &clause) {
                from = quantity.end;
            }
            self.take(index, clause, *quantity, lead, role);
        }
    }

    /// 至少收回15笔: the bound stands before the verb.
    fn bound_ahead(&self, start: usize, end: usize) -> Option<Bound> {
        let chars = self.source.chars();
        (end.saturating_sub(6).max(start)..end).find_map(|at| {
            let least = terms::AT_LEAST.at(chars, at).map(|_| Bound::AtLeast);
            least.or_else(|| terms::AT_MOST.at(chars, at).map(|_| Bound::AtMost))
        })
    }

    /// 6 days today: a time of the past or the present after its quantity.
    fn told_after(&self, clause: &Clause, quantity: &Quantity, next: Option<&Quantity>) -> Option<usize> {
        let end = next.map_or(clause.end, |next| next.start);
        let index = self.source.times_in(quantity.end, end.min(quantity.end + 12)).next()?;
        (self.frame.era(&self.source.times[index]) == Era::Now).then_some(index)
    }

    /// True of a clause whose first words are a time before the plan's.
    fn begins_in_past(&self, clause: &Clause) -> bool {
        let chars = self.source.chars();
        let from = blank(&chars[..clause.end], clause.start);
        let time = self.source.times_in(from, from + 1).next().map(|index| &self.source.times[index]);
        time.is_some_and(|time| self.frame.era(time) == Era::Past)
    }

    fn starts_sentence(&self, index: usize) -> bool {
        let clauses = &self.read.clauses;
        clauses[..index]
            .iter()
            .rev()
            .take_while(|other| other.sentence == clauses[index].sentence)
            .all(|other| self.source.quantities_in(other.start, other.end).is_empty())
    }

    /// True where 其中, 分到 or 按季度 stand in a clause before its first figure, after a goal.
    fn leads_parts(&self, clause: &Clause, until: usize) -> bool {
        let chars = &self.source.chars()[clause.start..until];
        let led = self.source.text.has(Word::Parts, clause.start, until) || splits_by(chars);
        // 礼盒销售盒, 其中红茶占40%、普洱占35%: shares of a figure that is not there.
        let shares = || {
            let own = self.source.quantities_in(clause.start, clause.end);
            own.len() > 1 && own.iter().all(|quantity| quantity.measure == Measure::Percent)
        };
        led && (!self.read.aims.is_empty() || clause.start > self.item.body && shares())
    }

    fn role(&self, clause: &Clause, quantity: &Quantity, lead: &Lead, next: Option<&Quantity>) -> Role {
        let chars = self.source.chars();
        let after = &chars[quantity.end.min(clause.end)..clause.end];
        let based = terms::BASED_ON.at(chars, blank(chars, quantity.end)).is_some();
        let compared = lead.than
            && lead.verb.is_none()
            && self.current.is_some()
            && quantity.measure != Measure::Percent;
        let exceeded = self.exceeded(clause, quantity);
        if based || compared || exceeded || lead.verb == Some(Verb::From) || self.leads_on(quantity.end, next)
        {
            return Role::Baseline;
        }
        // cut from 45 days by 20% to 38 days
        if chars[clause.start..quantity.start].ends_with(&['b', 'y', ' '])
            && matches!(quantity.measure, Measure::Percent | Measure::Points)
        {
            return Role::Change(self.source.text.has(Word::Down, clause.start, quantity.start));
        }
        let lasting = matches!(quantity.measure, Measure::Days | Measure::Hours | Measure::Score);
        let noun_next = after.first().is_some_and(|c| *c == '的' || c.is_alphabetic());
        let narrows = lasting && (next.is_some() && noun_next || after.first() == Some(&'的'))
            || lead.verb.is_none() && next.is_some_and(|next| self.qualifies(quantity.end, next.start));
        // 到期的16份年框续上14份: of two that count the same the first says of how many.
        let of = lead.verb.is_none()
            && lead.bound.is_none()
            && next.is_some_and(|next| {
                let unit = |q: &Quantity| &chars[q.number_end..q.end];
                let between = &chars[quantity.end..next.start.max(quantity.end)];
                quantity.measure == Measure::Count
                    && unit(quantity) == unit(next)
                    && quantity.low > next.low
                    && (2..=8).contains(&between.len())
                    && between
                        .iter()
                        .all(|c| c.is_alphabetic() && !matches!(c, '和' | '及' | '与' | '到' | '至'))
                    && chars[clause.start..quantity.start].contains(&'的')
            });
        let scale = chars[clause.start..quantity.start].ends_with(&['满', '分']);
        // 5公斤装, 12升桶装: a size.
        let sized = after.iter().take(2).any(|c| *c == '装');
        let basis = lead.name.1 > lead.name.0 && chars[lead.name.0] == '按';
        let multiple = quantity.measure == Measure::Times && !quantity.change && lead.verb != Some(Verb::Up);
        if lead.segment || narrows || of || scale || basis || multiple || sized {
            return Role::Aside;
        }
        let signed =
            quantity.start > clause.start && chars[quantity.start - 1] == '+' || chars[quantity.start] == '+';
        if quantity.change || signed {
            // 减半 is a share that goes, 翻番 times as many.
            return Role::Change(quantity.change && quantity.measure == Measure::Percent);
        }
        let onward = blank(chars, quantity.end);
        if quantity.measure == Measure::Percent && terms::MORE_THAN.at(chars, onward).is_some() {
            return Role::Change(false);
        }
        if quantity.measure == Measure::Percent && terms::LESS_THAN.at(chars, onward).is_some() {
            return Role::Change(true);
        }
        let grows = terms::GROWS_BY.at(chars, blank(chars, quantity.end)).is_some();
        if lead.verb != Some(Verb::Reach)
            && lead.verb != Some(Verb::Up)
            && lead.verb != Some(Verb::Down)
            && self.is_past(lead)
            && !grows
        {
            return Role::Baseline;
        }
        match lead.verb {
            Some(Verb::Up) => Role::Change(false),
            Some(Verb::Down) => Role::Change(true),
            _ if quantity.measure == Measure::Points => Role::Change(lead.down.unwrap_or(quantity.low < 0.0)),
            _ if grows => Role::Change(false),
            Some(Verb::Than) if quantity.measure == Measure::Percent && lead.time.is_none() => {
                Role::Change(lead.down.unwrap_or(quantity.low < 0.0))
            }
            // Increase win rate by 15 %, 拉升客单价15%: the verb stands before the name.
            _ if lead.down.is_some()
                && lead.verb.is_none()
                && lead.name.1 > lead.name.0
                && lead.bound.is_none()
                && quantity.measure == Measure::Percent =>
            {
                Role::Change(lead.down == Some(true))
            }
            _ if self.is_past(lead) => Role::Baseline,
            _ => Role::Level,
        }
    }

    /// 日均500票以上的签3家: a figure before 的 narrows what the next one counts.
    fn qualifies(&self, end: usize, next: usize) -> bool {
        let between = &self.source.chars()[end..next.max(end)];
        let of = between.iter().take(6).position(|c| *c == '的');
        of.is_some() && between.iter().all(|c| c.is_alphabetic() && !matches!(c, '和' | '及' | '与'))
    }

    /// 20% more than USD 3.9 million: the figure that a share compares with.
    fn exceeded(&self, clause: &Clause, quantity: &Quantity) -> bool {
        let before = &self.source.chars()[clause.start..quantity.start];
        let from = before.iter().rposition(|c| *c == '%').map_or(before.len(), |at| at + 1);
        let words = &before[blank(before, from).min(before.len())..];
        terms::MORE_THAN
            .at(words, 0)
            .or_else(|| terms::LESS_THAN.at(words, 0))
            .is_some_and(|end| end <= words.len())
            && words.len() <= 12
    }

    /// 14% 压到 11%, 11% → 13%: nothing but a verb and 到 stands before the next figure.
    fn leads_on(&self, end: usize, next: Option<&Quantity>) -> bool {
        let Some(next) = next.filter(|next| next.start > end && next.start - end <= 24) else { return false };
        let lead = self.source.lead(end, next.start);
        let between = &self.source.chars()[end..next.start];
        // 4.1%降2%: what a verb of change follows is where it starts.
        if let [_, ..] = between
            && between.len() <= 3
            && lead.name.1 <= lead.name.0
            && matches!(lead.verb, Some(Verb::Up | Verb::Down))
        {
            return matches!(next.measure, Measure::Percent | Measure::Points);
        }
        lead.name.1 <= lead.name.0
            && lead.verb == Some(Verb::Reach)
            && !between.contains(&'、')
            && (lead.down.is_some()
                || between
                    .iter()
                    .any(|c| matches!(c, '→' | '➜' | '➔' | '⇒' | '➡' | '⟶' | '到' | '至' | '成' | '>')))
    }

    fn known(&self, (start, end): (usize, usize)) -> bool {
        metric_ending(&self.source.chars()[start..end]).is_some()
    }

    fn is_past(&self, lead: &Lead) -> bool {
        lead.time
            .is_some_and(|index| matches!(self.frame.era(&self.source.times[index]), Era::Past | Era::Now))
    }

    /// What a quantity says goes where it belongs.
    fn take(&mut self, index: usize, clause: Clause, quantity: Quantity, lead: Lead, role: Role) {
        if role == Role::Aside {
            return;
        }
        let named = lead.name.1 > lead.name.0;
        // 从40到52 is one quantity with two ends.
        if lead.verb == Some(Verb::From) && quantity.high > quantity.low {
            let (first, last) =
                (Quantity { high: quantity.low, ..quantity }, Quantity { low: quantity.high, ..quantity });
            self.baseline(clause, first, lead, named);
            return self.goal(index, clause, last, Lead { verb: Some(Verb::Reach), ..lead }, Role::Level);
        }
        if role == Role::Baseline {
            return self.baseline(clause, quantity, lead, named);
        }
        if clause.aside {
            return self.aside(quantity, role);
        }
        // The sentence goes on about the past until something is to be reached.
        let ahead = lead.bound.is_some()
            || lead.verb == Some(Verb::Reach) && !lead.done && (!self.back || lead.hope)
            || lead.time.is_some_and(|at| self.frame.era(&self.source.times[at]) == Era::Plan);
        // 拉了210桶: what is told with 了 is done.
        let told = done(self.source.chars(), quantity.start) && !ahead;
        if (self.past || self.back) && !ahead && self.pending.is_none()
            || (lead.done || told) && self.current.is_none()
        {
            self.read.past = true;
            return;
        }
        (self.past, self.back) = (false, false);
        // A known figure that is counted in something else is no part.
        if self.parts
            && named
            && self.known(lead.name)
            && self.read.aims.last().is_some_and(|aim| aim.measure != quantity.measure)
        {
            self.parts = false;
        }
        if self.parts {
            self.read.left.extend(self.read.aims.is_empty().then_some((quantity.start, quantity.end)));
            return;
        }
        self.goal(index, clause, quantity, lead, role);
    }

    /// A change or a starting point in brackets belongs to the goal before them: 4.5M (+25%).
    fn aside(&mut self, quantity: Quantity, role: Role) {
        let Some(aim) = self.current.map(|at| &mut self.read.aims[at]) else { return };
        if let Role::Change(down) = role
            && aim.change.is_none()
            && aim.level.is_none()
        {
            // The level stays what is asked for.
            aim.level = aim.quantity;
            aim.step = Some((quantity, down));
            aim.end = aim.end.max(quantity.end);
        }
    }

    fn baseline(&mut self, clause: Clause, quantity: Quantity, lead: Lead, named: bool) {
        let past = self.is_past(&lead);
        // 精液比上周的1240份增长15%: the name before 比 is what the sentence turns to.
        let compares = self.source.text.words(lead.name.1, quantity.start).any(|hit| hit.word == Word::Than);
        let turns = named && compares && self.opens(&lead);
        let goes_on = !named || lead.than && !turns || past && !self.opens(&lead);
        if let Some(at) = self.current.filter(|_| goes_on) {
            let aim = &mut self.read.aims[at];
            if aim.baseline.is_none() {
                aim.baseline = Some(quantity);
            }
            return;
        }
        if clause.aside {
            return;
        }
        let labelled = self.item.label.1 > self.item.label.0 || self.subject.is_some();
        if past && lead.verb != Some(Verb::From) && !lead.than && !labelled {
            (self.past, self.read.past) = (true, true);
            return;
        }
        self.read.past |= past && lead.verb != Some(Verb::From) && !lead.than;
        self.pending = Some(quantity);
        if named {
            self.subject = Some(lead.name);
            self.current = None;
        }
    }

    /// True if a name is another figure's than the current goal's.
    fn opens(&self, lead: &Lead) -> bool {
        let Some(aim) = self.current.map(|at| &self.read.aims[at]) else { return true };
        let name: String = self.source.chars()[lead.name.0..lead.name.1].iter().collect();
        !(aim.name.ends_with(&name) || name.ends_with(aim.name.as_str()))
    }

    fn goal(&mut self, index: usize, clause: Clause, quantity: Quantity, lead: Lead, role: Role) {
        let named = lead.name.1 > lead.name.0;
        // 达到21万户, 净增2.4万户: a verb without its object goes on about the same figure.
        if let Some(at) = self.current.filter(|at| self.read.aims[*at].measure == quantity.measure)
            && named
            && self
                .source
                .text
                .words(lead.name.0, lead.name.1)
                .any(|hit| hit.word == Word::New && hit.start() == lead.name.0 && hit.end() == lead.name.1)
            && lead.name.1 - lead.name.0 <= 2
            && self.after(&quantity, &clause).1 <= self.after(&quantity, &clause).0
            && self.read.aims[at].quantity.is_some()
        {
            return self.attach(at, quantity, &lead, Role::Change(false));
        }
        let same = self.current.filter(|_| self.pending.is_none() && (!named || !self.opens(&lead)));
        if let Some(at) = same {
            return self.attach(at, quantity, &lead, role);
        }
        if self.current.is_some() && lead.hope && !named || !self.counts(&quantity, &lead, &clause) {
            return;
        }
        let Some((name, metric, place)) = self.name(&quantity, &lead, &clause) else {
            self.read.left.push((quantity.start, quantity.end));
            return;
        };
        let start = if place.0 >= clause.start { place.0 } else { quantity.start };
        let mut aim = Aim::new(self.item.line, name, metric, start, quantity.end);
        aim.place = locate(
            self.source.chars(),
            &aim.name,
            &[place, self.item.label, self.subject.unwrap_or_default()],
        );
        aim.baseline = self.pending.take();
        aim.each = lead.every;
        let change = if let Role::Change(down) = role { Some(down) } else { None };
        let bound = if lead.floor { Some(Bound::AtLeast) } else { lead.bound };
        aim.ask(quantity, bound, change);
        self.read.aims.push(aim);
        self.read.homes.push(index);
        self.current = Some(self.read.aims.len() - 1);
        self.subject = None;
    }

    /// A further quantity of the same goal: its level, or the change that leads to it.
    fn attach(&mut self, at: usize, quantity: Quantity, lead: &Lead, role: Role) {
        let aim = &mut self.read.aims[at];
        match role {
            _ if aim.quantity.is_none() => {
                let change = if let Role::Change(down) = role { Some(down) } else { None };
                aim.ask(quantity, lead.bound, change);
            }
            Role::Level if aim.change.is_some() && aim.level.is_none() && !lead.every => {
                let mut level = quantity;
                level.bound = level.bound.or(lead.bound);
                (aim.level, aim.end) = (Some(level), aim.end.max(quantity.end));
            }
            // 达到1300万元, 增长20%: the level stays the target.
            Role::Change(down) if aim.change.is_none() && aim.level.is_none() => {
                (aim.level, aim.end) = (aim.quantity, aim.end.max(quantity.end));
                aim.step = Some((quantity, down));
            }
            // 5200万元, 三季度2300万元: what goes on without a name is a part.
            _ => {}
        }
    }

    /// One Chinese digit counts only after a verb: 三家水泥厂 are no figure.
    fn counts(&self, quantity: &Quantity, lead: &Lead, clause: &Clause) -> bool {
        let chars = self.source.chars();
        let months = terms::MONTHS.at(chars, quantity.number_end).is_some()
            && lead.verb.is_none()
            && lead.bound.is_none();
        let small = !quantity.hole
            && !quantity.change
            && quantity.number_end == quantity.start + 1
            && !chars[quantity.start].is_ascii();
        let won = self.source.text.words(clause.start, quantity.start).any(|hit| {
            matches!(hit.word, Word::New | Word::Reach) && blank(chars, hit.end()) == quantity.start
        });
        let led = lead.verb.is_some() || lead.bound.is_some() || won;
        let clock = chars.get(quantity.end) == Some(&':')
            && chars.get(quantity.end + 1).is_some_and(char::is_ascii_digit);
        let weak = small && (lead.every || !(led && chars[quantity.start] != '一' || won));
        !(months || clock || weak)
    }
}

/// The goal of an item that has no figure: named by its label or by what it speaks of.
pub(super) fn unset(source: &Source, item: &Item) -> Option<Aim> {
    let chars = source.chars();
    let told = |clause: &Clause| !clause.aside && !ordinal(&chars[clause.start..clause.end]);
    let clause = clauses(chars, item.body, item.end).into_iter().find(told)?;
    let labelled = item.label.1 > item.label.0;
    let topic = source.topic(&clause);
    let range = if labelled { cut_bracket(chars, item.label) } else { topic };
    let announces = source
        .text
        .words(clause.start, item.end)
        .any(|hit| hit.word == Word::Generic && hit.end() == item.end);
    if range.1 <= range.0 || announces || range.1 - range.0 > if chars[range.0].is_ascii() { 60 } else { 30 }
    {
        return None;
    }
    let phrase = &chars[range.0..range.1];
    let metric = metric_ending(phrase).or_else(|| metric_ending(&chars[topic.0..topic.1]));
    let mut aim = Aim::new(item.line, string(chars, range), metric, item.start, item.end);
    aim.place = range;
    aim.target = Target::Unset { text: None };
    Some(aim)
}

/// 全年签约套: a unit at the end of a clause whose number is not there. Gives the goal that it belongs to.
pub(super) fn numberless(source: &Source, item: &Item, clause: &Clause) -> Option<Aim> {
    let chars = source.chars();
    let mut end = clause.end;
    while end > clause.start && matches!(chars[end - 1], ' ' | '。') {
        end -= 1;
    }
    let named = |at: usize| {
        let before = kinds([Word::Noun, Word::New, Word::Metric, Word::Reach, Word::Up]);
        source
            .text
            .words(clause.start.max(at.saturating_sub(10)), at)
            .any(|hit| hit.end() == at && before >> hit.word as u64 & 1 == 1)
            || terms::COUNTS.closes(&chars[clause.start..at])
    };
    let unit = (clause.start..end)
        .rev()
        .take(3)
        .find(|at| super::quantity::unit(chars, *at).is_some_and(|(stop, ..)| stop == end) && named(*at))?;
    let longer =
        source.text.words(unit.saturating_sub(2), end).any(|hit| hit.start() < unit && hit.end() == end);
    let lead = source.lead(clause.start, unit);
    // 开好销售单: a word that only looks like a verb and its unit.
    let word = (clause.start..end).any(|at| terms::NO_COUNTS.at(chars, at).is_some_and(|stop| stop >= end));
    if longer || word || lead.name.1 <= lead.name.0 {
        return None;
    }
    let (name, metric) = if item.label.1 > item.label.0 {
        let label = cut_bracket(chars, item.label);
        (string(chars, label), metric_ending(&chars[label.0..label.1]))
    } else {
        (string(chars, lead.name), metric_ending(&chars[lead.name.0..lead.name.1]))
    };
    let mut aim = Aim::new(item.line, name, metric, lead.name.0, end);
    aim.target = Target::Unset { text: Some(source.text.original(unit, end).to_owned()) };
    Some(aim)
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
