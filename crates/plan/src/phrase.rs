//! Clauses, and what stands before a quantity in one: the noun phrase that names it and the words that say what it does.

use super::blocks::full_stop;
use super::bounds::bound_before;
use super::lexicon::{self, Hit, Word, kinds};
use super::number::among;
use super::quantity::{Bound, Quantity, within};
use super::terms;
use super::text::Text;
use super::time::Time;

/// A stretch of text between pauses.
#[derive(Debug, Clone, Copy)]
pub(super) struct Clause {
    pub start: usize,
    pub end: usize,
    /// Which sentence of its range it belongs to.
    pub sentence: usize,
    /// Stands in brackets.
    pub aside: bool,
    /// Follows a colon.
    pub listed: bool,
}

/// The clauses of a range, in their order.
pub(super) fn clauses(chars: &[char], start: usize, end: usize) -> Vec<Clause> {
    let mut found = Vec::new();
    let (mut from, mut sentence, mut depth, mut listed) = (start, 0, 0u32, false);
    for at in start..=end {
        let c = if at == end { '。' } else { chars[at] };
        let full_stop = match c {
            '。' | ';' | '!' | '?' | '…' => true,
            '.' => at + 1 >= end || full_stop(chars, at, end),
            _ => false,
        };
        let pause = match c {
            ',' => !grouped(chars, at, end),
            '|' | '｜' | '\t' | '(' | ')' | '·' => true,
            // 520个 —— 简丹
            '—' => {
                chars.get(at + 1) == Some(&'—')
                    || at > from && chars[at - 1] == ' ' && chars.get(at + 1) == Some(&' ')
            }
            ':' => !clock(chars, at, end),
            _ => full_stop,
        };
        if !pause {
            continue;
        }
        if at > from && !(at == from + 1 && chars[from] == '\t') {
            found.push(Clause { start: from, end: at, sentence, aside: depth > 0, listed });
        }
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if full_stop && depth == 0 {
            sentence += 1;
        }
        listed = c == ':' || listed && !full_stop && c != '(';
        // Blanks that stand for a number begin with their tab.
        from = if c == '\t' { at } else { at + 1 };
    }
    found
}

/// True of a comma that groups digits: 1,300.
fn grouped(chars: &[char], at: usize, end: usize) -> bool {
    let digits = chars[at + 1..end].iter().take(4).take_while(|c| c.is_ascii_digit()).count();
    at > 0 && chars[at - 1].is_ascii_digit() && digits == 3
}

/// True of a colon in 16:30.
fn clock(chars: &[char], at: usize, end: usize) -> bool {
    let digits = chars[at + 1..end].iter().take(3).take_while(|c| c.is_ascii_digit()).count();
    at > 0 && chars[at - 1].is_ascii_digit() && digits == 2
}

/// Where the bound word before a quantity begins, and which it is.
pub(super) fn prefix_bound(chars: &[char], start: usize, at: usize) -> (usize, Option<Bound>) {
    let mut end = at;
    // 签约 and 续约 end on no adverb.
    let word = |end: usize| {
        end >= start + 2 && lexicon::words_at(chars, end - 2, NAMING).any(|hit| hit.end() == end)
    };
    while end > start && (chars[end - 1] == ' ' || among(chars[end - 1], "约近各均共了") && !word(end))
    {
        end -= 1;
    }
    for from in end.saturating_sub(14).max(start)..end {
        if let Some((stop, bound)) = bound_before(chars, from)
            && stop == end
        {
            return (from, Some(bound));
        }
    }
    (end, None)
}

/// Which way a verb goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verb {
    /// 达到, 完成, 到.
    Reach,
    /// 提升.
    Up,
    /// 降低.
    Down,
    /// 由, 从.
    From,
    /// 比, 较.
    Than,
}

/// What stands before a quantity.
#[derive(Debug, Clone, Copy, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each word before a quantity says its own thing")]
pub(super) struct Lead {
    /// The noun phrase; empty where there is none.
    pub name: (usize, usize),
    /// What stands before a time inside the name: 应收账款年末余额.
    pub prefix: (usize, usize),
    /// The verb nearest to the quantity.
    pub verb: Option<Verb>,
    /// Its direction, where a verb of change stands anywhere before it.
    pub down: Option<bool>,
    pub than: bool,
    pub from: bool,
    pub bound: Option<Bound>,
    /// The nearest time before the quantity, by its place among the plan's times.
    pub time: Option<usize>,
    pub hope: bool,
    pub floor: bool,
    pub every: bool,
    pub parts: bool,
    pub done: bool,
    /// 前20%: a part of the customers, no figure.
    pub segment: bool,
}

/// Words that join a name and what is said of it, by the end at which they may be taken off.
const TRAILING: u64 = kinds([
    Word::Up,
    Word::Down,
    Word::Reach,
    Word::From,
    Word::Than,
    Word::Aux,
    Word::Hope,
    Word::Floor,
    Word::Every,
    Word::Baseline,
    Word::Done,
    Word::Parts,
    Word::Total,
]);
const LEADING: u64 = TRAILING | kinds([Word::All, Word::Rhythm, Word::Instruct, Word::Example, Word::Time]);
/// Words that belong to a name whatever shorter word they end on.
const NAMING: u64 =
    kinds([Word::Metric, Word::New, Word::Noun, Word::Nothing, Word::Unit, Word::Measured, Word::Act]);

/// The words, times and quantities in which phrases are read.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub text: &'a Text<'a>,
    pub times: &'a [Time],
    pub quantities: &'a [Quantity],
}

impl Source<'_> {
    pub fn chars(&self) -> &[char] {
        &self.text.chars
    }

    /// The places of the times that begin in a range.
    pub fn times_in(&self, start: usize, end: usize) -> std::ops::Range<usize> {
        let low = self.times.partition_point(|time| time.start < start);
        low..low + self.times[low..].partition_point(|time| time.start < end)
    }

    /// True if a time begins at a character.
    pub fn time_at(&self, at: usize) -> bool {
        self.times.binary_search_by(|time| time.start.cmp(&at)).is_ok()
    }

    pub fn quantities_in(&self, start: usize, end: usize) -> &[Quantity] {
        within(self.quantities, start, end)
    }

    /// The longest word that ends at a character and begins no earlier than another.
    fn ending(&self, start: usize, end: usize) -> Option<Hit> {
        let from = end.saturating_sub(14).max(start);
        let known = TRAILING | NAMING;
        self.text.words(from, end).find(|hit| hit.end() == end && known >> hit.word as u64 & 1 == 1).copied()
    }

    /// The longest word that begins at a character, of those that may lead a clause or name something.
    fn beginning(&self, start: usize, end: usize) -> Option<Hit> {
        let known = LEADING | NAMING;
        let chars = self.chars();
        self.text
            .words(start, end)
            .take_while(|hit| hit.start() == start)
            // On-time is one word.
            .filter(|hit| !(chars[start].is_ascii() && chars.get(hit.end()) == Some(&'-')))
            .find(|hit| known >> hit.word as u64 & 1 == 1)
            .copied()
    }

    /// The word at the beginning of a clause that names nothing and begins no longer word.
    fn leading(&self, start: usize, end: usize) -> Option<Hit> {
        let chars = self.chars();
        let hit = self.beginning(start, end).filter(|hit| LEADING >> hit.word as u64 & 1 == 1)?;
        let latin = chars[start].is_ascii();
        let short = hit.end() == start + 1 && !terms::SHORT_WORDS.has(chars[start]);
        let noun = hit.end() < end && terms::NOUN_SUFFIXES.has(chars[hit.end()]);
        (latin || !short && !noun).then_some(hit)
    }

    /// Reads what stands between a place and a quantity.
    pub fn lead(&self, start: usize, at: usize) -> Lead {
        let chars = self.chars();
        // 8% -> 12%
        let drawn =
            at >= start + 2 && chars[..at].iter().rev().skip_while(|c| **c == ' ').take(2).eq(&['>', '-']);
        let arrow = if drawn { (start..at).rev().find(|at| chars[*at] == '-').unwrap_or(at) } else { at };
        let (mut end, bound) = prefix_bound(chars, start, arrow);
        let mut lead = Lead { bound, verb: drawn.then_some(Verb::Reach), ..Lead::default() };
        let segment =
            end > start && matches!(chars[end - 1], '前' | '第') && self.time_ending(start, end).is_none();
        let top =
            end >= start + 3 && chars[end - 3..end].iter().map(char::to_ascii_lowercase).eq("top".chars());
        lead.segment = (segment || top) && bound.is_none();
        // 比去年同期多20%
        if end > start + 2
            && matches!(chars[end - 1], '多' | '少')
            && self.text.has(Word::Than, start, end - 1)
        {
            let fewer = chars[end - 1] == '少';
            (lead.down, lead.verb) =
                (Some(fewer), lead.verb.or(Some(if fewer { Verb::Down } else { Verb::Up })));
            end -= 1;
        }
        while end > start {
            let c = chars[end - 1];
            if let Some(index) = self.time_ending(start, end) {
                lead.time = lead.time.or(Some(index));
                end = self.times[index].start;
            } else if let Some(hit) =
                self.ending(start, end).filter(|hit| TRAILING >> hit.word as u64 & 1 == 1)
            {
                lead.note(&hit, chars);
                end = hit.start();
            } else if self.ending(start, end).is_none()
                && among(c, " \t、,:;。→➜➔⇒➡⟶+=~—-/约近各均共了达到至成为在是占“”\"'·⬆⬇↑↓")
            {
                if among(c, "⬆↑⬇↓") {
                    lead.down = lead.down.or(Some(among(c, "⬇↓")));
                    lead.verb = lead.verb.or(Some(if among(c, "⬇↓") { Verb::Down } else { Verb::Up }));
                } else if among(c, "→➜➔⇒➡⟶到至成为在是达=:") {
                    lead.verb = lead.verb.or(Some(Verb::Reach));
                }
                end -= 1;
            } else {
                break;
            }
        }
        let mut begin = start;
        while begin < end {
            let time = self.times_in(begin, begin + 1).next().filter(|index| self.times[*index].end <= end);
            if let Some(index) = time {
                lead.time = lead.time.or(Some(index));
                begin = self.times[index].end;
            } else if let Some(hit) = self.leading(begin, end) {
                lead.note_first(&hit);
                begin = hit.end();
            } else if among(chars[begin], " \t、,:;。·“”\"'-—~)】") {
                begin += 1;
            } else {
                break;
            }
        }
        let name = self.without_time(begin.min(end), end, &mut lead);
        let name = self.without_modal(name);
        // One letter is a verb that no list has: 补到.
        let verb = name.1.saturating_sub(name.0) == 1 && !chars[name.0].is_ascii();
        lead.name = if verb { (name.0, name.0) } else { name };
        lead
    }

    /// The time that ends at a character.
    fn time_ending(&self, start: usize, end: usize) -> Option<usize> {
        let index = self.times.partition_point(|time| time.end <= end).checked_sub(1)?;
        (self.times[index].end == end && self.times[index].start >= start).then_some(index)
    }

    /// A name that a time stands in goes on after it, or ends before it.
    fn without_time(&self, start: usize, end: usize, lead: &mut Lead) -> (usize, usize) {
        let Some(index) = self.times_in(start, end).last() else { return (start, end) };
        lead.time = lead.time.or(Some(index));
        let inner = self.times[index];
        let (before, after) = (self.edges(start, inner.start), self.edges(inner.end, end));
        // 慢病专柜要在6月30日前再开: one letter is a verb, and the name stands before.
        let longer = after.1.saturating_sub(after.0) > 1;
        if longer && before.1 > before.0 && before.1 - before.0 <= 8 {
            lead.prefix = before;
        }
        if longer || before.1 <= before.0 { after } else { before }
    }

    /// What an English sentence speaks of: its words before should or must, or those after where it says we.
    fn without_modal(&self, (start, end): (usize, usize)) -> (usize, usize) {
        if !self.chars().get(start).is_some_and(char::is_ascii) {
            return (start, end);
        }
        let pronoun = |from: usize, to: usize| {
            self.text.words(from, to).any(|hit| hit.word == Word::Pronoun && hit.start() == from)
        };
        let modal = self
            .text
            .words(start, end)
            .find(|hit| hit.word == Word::Modal)
            .map(|hit| (hit.start(), hit.end()));
        match modal {
            Some((from, _)) if from > start && !pronoun(start, from) => self.edges(start, from),
            Some((_, to)) => self.edges(to, end),
            None if pronoun(start, end) => (start, start),
            None => (start, end),
        }
    }

    /// A label without the time at its beginning: 2027年总销售额.
    pub fn after_time(&self, (start, end): (usize, usize)) -> (usize, usize) {
        let time = self.times_in(start, start + 1).next().map(|index| self.times[index]);
        (time.map_or(start, |time| time.end.min(end)), end)
    }

    /// A range without the words at its edges that name nothing.
    pub fn edges(&self, mut start: usize, mut end: usize) -> (usize, usize) {
        let chars = self.chars();
        while start < end {
            if let Some(hit) = self.leading(start, end) {
                start = hit.end();
            } else if among(chars[start], " \t、,:;。·“”\"'-—~)】") {
                start += 1;
            } else {
                break;
            }
        }
        while start < end {
            if let Some(hit) = self.ending(start, end).filter(|hit| TRAILING >> hit.word as u64 & 1 == 1) {
                end = hit.start();
            } else if among(chars[end - 1], " \t、,:;。·“”\"'-—~(【") {
                end -= 1;
            } else {
                break;
            }
        }
        (start, end)
    }

    /// What a clause without a figure speaks of: its words up to the first that says something of them.
    pub fn topic(&self, clause: &Clause) -> (usize, usize) {
        let cuts = kinds([Word::Aspire, Word::Aux, Word::Hope, Word::Reach, Word::Than, Word::Every]);
        let (start, end) = self.edges(clause.start, clause.end);
        let latin = self.chars().get(start).is_some_and(char::is_ascii_alphabetic);
        let cuts = if latin { kinds([Word::Modal, Word::Aspire]) } else { cuts };
        let mut free = start;
        let mut cut = end;
        for hit in self.text.words(start, end) {
            if hit.start() < free {
                continue;
            }
            let bits = 1u64 << hit.word as u64;
            if bits & NAMING > 0 {
                free = hit.end();
            } else if bits & cuts > 0 && hit.start() > start + 1 && self.splits(hit) {
                cut = hit.start();
                break;
            }
        }
        let cut = self.times_in(start, cut).next().map_or(cut, |index| self.times[index].start.max(start));
        let (from, to) = self.edges(start, cut);
        if to > from { (from, to) } else { (start, end) }
    }

    /// True of a word that is long or plain enough to end a noun phrase in its middle.
    fn splits(&self, hit: &Hit) -> bool {
        hit.end() - hit.start() > 1 || among(self.chars()[hit.start()], "要更再让比都不")
    }
}

impl Lead {
    /// Notes a word that stands after the name, the one nearest to the quantity first.
    fn note(&mut self, hit: &Hit, chars: &[char]) {
        let level = |at: usize| among(chars[at], "到至成为在是达");
        match hit.word {
            Word::Up | Word::Down => {
                let down = hit.word == Word::Down;
                self.down = self.down.or(Some(down));
                let verb = if level(hit.end() - 1) {
                    Verb::Reach
                } else if down {
                    Verb::Down
                } else {
                    Verb::Up
                };
                self.verb = self.verb.or(Some(verb));
            }
            Word::Reach => self.verb = self.verb.or(Some(Verb::Reach)),
            Word::From => {
                self.from = true;
                self.verb = self.verb.or(Some(Verb::From));
            }
            Word::Than | Word::Baseline => {
                self.than = true;
                self.verb = self.verb.or(Some(Verb::Than));
            }
            Word::Aux if hit.end() - hit.start() == 1 && level(hit.start()) => {
                self.verb = self.verb.or(Some(Verb::Reach));
            }
            Word::Aux
                if chars[hit.start()..hit.end()].iter().collect::<String>().eq_ignore_ascii_case("to") =>
            {
                self.verb = self.verb.or(Some(Verb::Reach));
            }
            _ => self.note_first(hit),
        }
    }

    /// Notes a word at the beginning of a clause.
    fn note_first(&mut self, hit: &Hit) {
        match hit.word {
            Word::Up => self.down = self.down.or(Some(false)),
            Word::Down => self.down = self.down.or(Some(true)),
            Word::Hope => self.hope = true,
            Word::Floor => self.floor = true,
            Word::Every | Word::Rhythm => self.every = true,
            Word::Parts => self.parts = true,
            Word::Done => self.done = true,
            Word::From => self.from = true,
            Word::Than => self.than = true,
            _ => {}
        }
    }
}

/// The figure whose word ends a phrase: CAC 回收期 is no CAC.
pub(super) fn metric_ending(phrase: &[char]) -> Option<u16> {
    // The head of an English phrase stands before its first "of": share of sales is a share.
    let of = phrase.windows(4).position(|four| four == [' ', 'o', 'f', ' ']);
    let phrase = &phrase[..of.unwrap_or(phrase.len())];
    (phrase.len().saturating_sub(24)..phrase.len()).find_map(|at| {
        lexicon::words_at(phrase, at, kinds([Word::Metric]))
            .find(|hit| hit.end() == phrase.len())
            .map(|hit| hit.value)
    })
}
