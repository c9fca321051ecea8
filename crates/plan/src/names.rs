//! What a goal is called: by its label, by the words before its figure, by those after it.

use super::lexicon::Word;
use super::phrase::{Clause, Lead, metric_ending};
use super::quantity::Quantity;
use super::reader::Reader;
use super::terms;

impl Reader<'_> {
    /// What a goal is called: its label, the words before its figure, those after it, or what the sentence is about.
    pub(super) fn name(
        &self,
        quantity: &Quantity,
        lead: &Lead,
        clause: &Clause,
    ) -> Option<(String, Option<u16>, (usize, usize))> {
        let chars = self.source.chars();
        let label = self.label();
        // 甲系列: 占总销售额的50% is about the label.
        let share = label.is_some() && chars.get(lead.name.0) == Some(&'占');
        let own = if lead.name.1 > lead.name.0 && !share { Some(lead.name) } else { None };
        let first = self.read.aims.is_empty();
        let title = |range: (usize, usize)| cut_bracket(chars, range);
        let known = |range: (usize, usize)| metric_ending(&chars[range.0..range.1]);
        // 新业务: …占总销售额的30% is the share of new business.
        let spoken = &chars[self.item.start.min(self.item.label.0)..quantity.start];
        if share && terms::NEW_BUSINESS.within(spoken) {
            let metric = super::lexicon::metric_of("new_business_share");
            let name = metric.and_then(super::lexicon::entry_of).map(|entry| entry.name.zh.to_owned());
            return name.map(|name| (name, metric, lead.name));
        }
        if let (Some(own), Some(label)) = (own, label) {
            let better = known(own).is_some();
            // 占比 and 数量 alone say nothing without the label.
            let bare = self.source.text.words(own.0, own.1).any(|hit| {
                matches!(hit.word, Word::Weight | Word::Measured)
                    && hit.start() == own.0
                    && hit.end() == own.1
            });
            // 半钢胎：销量7万条 is about both.
            if first && better && known(label).is_none() && own.1 - own.0 <= 4 && label.1 - label.0 <= 8 {
                let name = string(chars, title(label)) + &string(chars, own);
                return Some((name, known(own), own));
            }
            if (!first || better) && !bare {
                return self.own_name(own, quantity, lead, clause);
            }
            let metric = known(title(label)).or_else(|| known(own));
            return Some((string(chars, title(label)), metric, own));
        }
        if let Some(own) = own {
            return self.own_name(own, quantity, lead, clause);
        }
        if let Some(label) = label.filter(|_| first || self.subject.is_none()) {
            return Some((string(chars, title(label)), known(title(label)), label));
        }
        if let Some(subject) = self.subject {
            return Some((string(chars, subject), known(subject), subject));
        }
        let after = self.after(quantity, clause);
        if after.1 > after.0 {
            return Some((string(chars, after), known(after), after));
        }
        let group = self.group?;
        Some((string(chars, group), known(group), (quantity.start, quantity.end)))
    }

    /// A name before a figure, with what is counted where that stands after it: 新增100家合作客户.
    pub(super) fn own_name(
        &self,
        own: (usize, usize),
        quantity: &Quantity,
        lead: &Lead,
        clause: &Clause,
    ) -> Option<(String, Option<u16>, (usize, usize))> {
        let chars = self.source.chars();
        let mut phrase: Vec<char> = [&chars[lead.prefix.0..lead.prefix.1], &chars[own.0..own.1]].concat();
        let verb = self.source.text.words(own.0, own.1).any(|hit| {
            matches!(hit.word, Word::New | Word::Act) && hit.start() == own.0 && hit.end() == own.1
        });
        if verb {
            let after = self.after(quantity, clause);
            if chars.get(after.0).is_some_and(char::is_ascii_alphabetic) {
                phrase.push(' ');
            }
            phrase.extend(&chars[after.0..after.1]);
        }
        let metric = metric_ending(&phrase).or_else(|| metric_ending(&chars[own.0..own.1]));
        let name: String = phrase.into_iter().collect();
        (!name.trim().is_empty()).then_some((name, metric, own))
    }

    /// The words after a figure that say what it counts.
    pub(super) fn after(&self, quantity: &Quantity, clause: &Clause) -> (usize, usize) {
        let source = self.source;
        let next = source.quantities_in(quantity.end, clause.end).first().map_or(clause.end, |q| q.start);
        let end = source.times_in(quantity.end, next).next().map_or(next, |index| source.times[index].start);
        let stop = Clause { start: quantity.end, end, ..*clause };
        let topic = source.topic(&stop);
        let longest = if source.chars().get(topic.0).is_some_and(char::is_ascii) { 60 } else { 30 };
        if (topic.0..=topic.0 + longest).contains(&topic.1) { topic } else { (topic.0, topic.0) }
    }

    /// The label, where it names a figure and not goals as such.
    pub(super) fn label(&self) -> Option<(usize, usize)> {
        let chars = self.source.chars();
        let (start, end) = cut_bracket(chars, self.item.label);
        if end <= start {
            return None;
        }
        let whole = (start, end);
        let (start, end) = self.source.after_time(whole);
        let generic = self
            .source
            .text
            .words(start, end)
            .any(|hit| hit.word == Word::Generic && hit.end() == end && hit.end() - hit.start() > 1);
        let period = end <= start || terms::RESPECTIVELY.within(&chars[start..end]);
        // NPS提升: the verb is no part of the name.
        let name = self.source.edges(start, end);
        let known = metric_ending(&chars[name.0..name.1]).is_some();
        (!period && (!generic || known)).then_some(if known { name } else { (start, end) })
    }
}

/// A name without what its brackets add.
pub(super) fn cut_bracket(chars: &[char], (start, end): (usize, usize)) -> (usize, usize) {
    let cut = (start + 1..end).find(|at| matches!(chars[*at], '(' | '【')).unwrap_or(end);
    (start, cut)
}

/// Where a name stands, if it is one of some ranges or begins one.
pub(super) fn locate(chars: &[char], name: &str, ranges: &[(usize, usize)]) -> (usize, usize) {
    let length = name.chars().count();
    let found = ranges.iter().find_map(|(start, end)| {
        (*start..=end.saturating_sub(length).max(*start)).take(24).find(|at| {
            chars.get(*at..at + length).is_some_and(|found| found.iter().copied().eq(name.chars()))
        })
    });
    found.map_or((0, 0), |at| (at, at + length))
}

pub(super) fn string(chars: &[char], (start, end): (usize, usize)) -> String {
    chars[start..end].iter().collect::<String>().trim().to_owned()
}
