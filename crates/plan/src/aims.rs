//! Reading goals: clause by clause, a noun phrase, what is said of it, and a number.

use super::clauses::splits_by;
use super::goal::Aim;
use super::lexicon::{Era, Word};
use super::measure::Measure;
use super::names::locate;
use super::number::blank;
use super::phrase::{Clause, Lead, Source, Verb, clauses, metric_ending};
use super::quantity::{Bound, Quantity};
use super::reader::{Item, Looks, Read, Reader, Role};
use super::terms;
use super::time::{Frame, What};
use super::unset::ordinal;

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
        shares: (0, 0),
        titled: None,
        looks: Looks::Ahead,
    };
    reader.titled = reader.named_again();
    let mut sentence = usize::MAX;
    for index in 0..reader.read.clauses.len() {
        let clause = reader.read.clauses[index];
        if clause.sentence != sentence {
            (sentence, reader.subject, reader.pending, reader.parts, reader.looks) =
                (clause.sentence, None, None, false, Looks::Ahead);
            let rest = &reader.read.clauses[index..];
            let last = rest.iter().take_while(|other| other.sentence == sentence).last().unwrap_or(&clause);
            let shares = super::whole::shares(source.text, source.quantities, (clause.start, last.end));
            reader.shares = shares.map_or((0, 0), |shares| (shares[0].start, last.end));
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

/// True of a figure right after 了.
pub(super) fn done(chars: &[char], at: usize) -> bool {
    chars[..at].iter().rev().find(|c| **c != ' ') == Some(&'了')
}

impl Reader<'_> {
    fn clause(&mut self, index: usize, clause: Clause) {
        let source = self.source;
        let mut quantities = source.quantities_in(clause.start, clause.end).to_vec();
        // 责任人为二部经理: who answers for it has a number, too.
        let first = blank(&source.chars()[..clause.end], clause.start);
        if terms::ANSWERS_FOR_IT.at(&source.chars()[..clause.end], first).is_some() {
            quantities.clear();
        }
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
            if self.starts_sentence(index) && self.begins_in_past(&clause) {
                self.looks = Looks::Back;
            }
            return;
        }
        // 全年12.6亿元: 住宅9.2亿元、商铺1.8亿元 are parts of what stands before the colon.
        let told = self.read.aims.last().and_then(|aim| aim.quantity).map(|q| q.measure);
        let alike = told.is_some_and(|measure| quantities.iter().all(|q| q.measure == measure));
        let listed = quantities.len() > 1 && source.chars()[clause.start..clause.end].contains(&'、');
        let of_colon = clause.listed && clause.start > self.item.body && alike && self.current.is_some();
        self.parts |= self.leads_parts(&clause, quantities[0].start)
            || alike && listed
            || of_colon && !clause.aside
            || self.is_portion(&clause, &quantities);
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
            let grown = self.grown(&clause, quantity, &lead);
            let quantity = grown.as_ref().unwrap_or(quantity);
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

    /// 达到去年的1.3倍, 提高到2倍: so many times as much as before is growth by one less; 周转从3倍到4倍 counts turns.
    fn grown(&self, clause: &Clause, quantity: &Quantity, lead: &Lead) -> Option<Quantity> {
        let own = self.source.quantities_in(clause.start, clause.end);
        let alone = own.iter().filter(|other| other.measure == Measure::Times).count() == 1;
        let before = self.source.chars()[..quantity.start].ends_with(&['的']) && lead.time.is_some();
        let times = quantity.measure == Measure::Times && !quantity.change && lead.verb == Some(Verb::Reach);
        let by = |value: f64| ((value - 1.0) * 1e9).round() / 1e9;
        (times && alone && quantity.low > 1.0 && (before || lead.down == Some(false))).then(|| Quantity {
            low: by(quantity.low),
            high: by(quantity.high),
            change: true,
            ..*quantity
        })
    }

    /// True of a clause whose first words are a time before the plan's.
    fn begins_in_past(&self, clause: &Clause) -> bool {
        let chars = self.source.chars();
        let from = blank(&chars[..clause.end], clause.start);
        let time = self.source.times_in(from, from + 1).next().map(|index| &self.source.times[index]);
        // 2026年欠款收回430万元，5月31日前: what is to be done with something of the past.
        let due = || {
            let clauses = self.read.clauses.iter().filter(|other| other.sentence == clause.sentence);
            clauses.flat_map(|other| self.source.times_in(other.start, other.end)).any(|at| {
                let time = &self.source.times[at];
                time.limit && time.by && time.start > from && self.frame.era(time) == Era::Plan
            })
        };
        time.is_some_and(|time| self.frame.era(time) == Era::Past) && !due()
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

    /// Where a figure stands right after the name that is the item's label.
    fn named_again(&self) -> Option<usize> {
        let chars = self.source.chars();
        let label = &chars[self.item.label.0..self.item.label.1];
        // Without the marks around it.
        let label: Vec<char> = label.iter().filter(|c| c.is_alphanumeric()).copied().collect();
        if label.len() < 3 {
            return None;
        }
        let own = self.source.quantities_in(self.item.body, self.item.end);
        let again = |q: &&Quantity| {
            let words = &chars[self.item.body..q.start];
            let end = words.iter().rposition(|c| *c != ' ').map_or(0, |last| last + 1);
            words[..end].ends_with(&label)
        };
        own.iter().skip(1).find(again).map(|q| q.start)
    }

    /// 签约180万元, 三季度80万元: a quarter or a month and less of what the goal before it counts, without a name.
    fn is_portion(&self, clause: &Clause, quantities: &[Quantity]) -> bool {
        let Some(aim) = self.current.map(|at| &self.read.aims[at]) else { return false };
        let Some(whole) = aim.quantity.filter(|whole| !whole.hole && aim.change.is_none()) else {
            return false;
        };
        let [first, ..] = quantities else { return false };
        let lead = self.source.lead(clause.start, first.start);
        let stretch = lead.time.is_some_and(|at| {
            let time = &self.source.times[at];
            let part = matches!(time.what, What::Calendar(when) if when.part.divides_year());
            part && !time.limit && !time.since && self.frame.era(time) != Era::Past
        });
        let adds = matches!(whole.measure, Measure::Money | Measure::Count | Measure::None);
        let plain = lead.name.1 <= lead.name.0 && lead.verb.is_none() && lead.bound.is_none();
        let alike = first.measure == whole.measure || first.measure == Measure::None;
        stretch && adds && plain && alike && first.high < whole.low
    }

    fn known(&self, (start, end): (usize, usize)) -> bool {
        metric_ending(&self.source.chars()[start..end]).is_some()
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
            || quantity.hole
            || lead.verb == Some(Verb::Reach) && !lead.done && (self.looks != Looks::Back || lead.hope)
            || lead.time.is_some_and(|at| self.frame.era(&self.source.times[at]) == Era::Plan);
        // 拉了210桶: what is told with 了 is done.
        let told = done(self.source.chars(), quantity.start) && !ahead;
        // 续课率现在72%, 提高8%: a change leads on from where it stands.
        let resumes = self.pending.is_some()
            && match self.looks {
                Looks::Told => false,
                Looks::Now => !named && matches!(role, Role::Change(_)),
                Looks::Ahead | Looks::Back => true,
            };
        if self.looks != Looks::Ahead && !ahead && !resumes || (lead.done || told) && self.current.is_none() {
            self.read.past = true;
            return;
        }
        self.looks = Looks::Ahead;
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
        // 在去年2500万元的基础上增长: what a change is counted from is not told for its own sake.
        let chars = self.source.chars();
        let basis = terms::BASED_ON.at(chars, blank(chars, quantity.end)).is_some();
        let past = self.is_past(&lead) && !basis;
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
            let now = lead.time.is_some_and(|at| self.frame.era(&self.source.times[at]) == Era::Now);
            self.looks = if named && now { Looks::Now } else { Looks::Told };
            self.read.past = true;
            if named {
                (self.pending, self.subject, self.current) = (Some(quantity), Some(lead.name), None);
            }
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
