//! Rules and what they report: texts in tables, filled in where a rule applies.

use std::collections::BTreeMap;

use super::model::Model;
use super::report::Severity;
use super::subjects::Subjects;
use planscore_base::locale::{Locale, Text, fill};

/// What a finding of a rule says of its place, which decides what it costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nature {
    /// Something that the plan must have is not there: it costs what it weighs.
    Missing,
    /// A blank or letter stands for content: its line counts as open.
    Blank,
    /// A blank stands for a detail, such as a name: it costs what the missing detail would.
    Detail,
    /// A part of its line is not there, so that the line counts as open.
    Open,
    /// What is there is wrong or lacks something.
    Defect,
    /// Something was not understood: it costs nothing.
    Unread,
}

/// One thing that a rule says, with its weight. `{0}`, `{1}` stand for what it found.
#[derive(Debug, Clone, Copy)]
pub struct Says {
    /// How grave.
    pub severity: Severity,
    /// How sure, 0 to 1.
    pub certainty: f64,
    /// What is wrong.
    pub message: Text,
    /// What to do about it.
    pub fix: Text,
}

/// A plan of which a rule speaks, and one like it of which it does not.
#[derive(Debug, Clone, Copy)]
pub struct Example {
    /// The rule reports something here.
    pub fires: &'static str,
    /// It is silent here.
    pub silent: &'static str,
}

/// A rule, declared once, in a file of its own.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// A family letter and three digits; it never changes.
    pub code: &'static str,
    /// Its name in words, for files and viewers.
    pub name: &'static str,
    /// What it finds.
    pub what: Text,
    /// Why that matters.
    pub why: Text,
    /// What a finding says of its place.
    pub nature: Nature,
    /// Everything it may say, the usual first.
    pub says: &'static [&'static Says],
    /// Its findings of one section in a line: `{0}` how many, `{1}` of how many it looked at.
    pub group: Option<Text>,
    /// Run as tests.
    pub examples: &'static [Example],
    pub(super) check: fn(&mut Sink),
}

/// A text in both languages.
pub(super) const fn text(zh: &'static str, en: &'static str) -> Text {
    Text { zh, en }
}

/// What a rule says, in both languages, and what to do about it.
pub(super) const fn says(
    severity: Severity,
    certainty: f64,
    (zh, en): (&'static str, &'static str),
    (fix_zh, fix_en): (&'static str, &'static str),
) -> Says {
    Says { severity, certainty, message: text(zh, en), fix: text(fix_zh, fix_en) }
}

/// A change of the text, in characters of the folded text.
#[derive(Debug, Clone)]
pub(super) enum Change {
    /// Replaces a range.
    Replace(usize, usize, String),
    /// Inserts after a character range's end.
    After(usize, String),
    /// Inserts at the end of a line.
    EndOfLine(usize, String),
    /// Inserts before a line.
    StartOfLine(usize, String),
}

/// A finding before it is scored.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub rule: &'static Rule,
    pub nature: Nature,
    pub severity: Severity,
    pub confidence: f64,
    pub message: String,
    pub fix: String,
    pub change: Option<Change>,
    /// What it is about, in a few characters, where several are told in one line.
    pub subject: String,
    /// Characters; an empty range is the end of the line.
    pub start: usize,
    pub end: usize,
    pub line: usize,
    /// The other line of a contradiction.
    pub other_line: Option<usize>,
    /// Places that are missing.
    pub missing: Vec<usize>,
    pub lost: f64,
}

/// Where rules put what they find.
pub(super) struct Sink<'a> {
    pub model: &'a Model<'a>,
    pub subjects: &'a Subjects,
    pub locale: Locale,
    pub drafts: Vec<Draft>,
    /// How many things each rule looked at, by its code and the section.
    pub looked_at: BTreeMap<(&'static str, Option<usize>), usize>,
}

impl Sink<'_> {
    /// Reports a range of characters; an empty one is the end of its line.
    pub fn report(
        &mut self,
        rule: &'static Rule,
        says: &Says,
        start: usize,
        end: usize,
        values: &[&str],
    ) -> &mut Draft {
        let line = self.model.text.line_of(start.min(self.model.text.chars.len().saturating_sub(1)));
        self.report_line(rule, says, line, (start, end), values)
    }

    /// Reports the end of a line: the place to insert something missing.
    pub fn report_end(
        &mut self,
        rule: &'static Rule,
        says: &Says,
        line: usize,
        values: &[&str],
    ) -> &mut Draft {
        self.report_line(rule, says, line, (0, 0), values)
    }

    fn report_line(
        &mut self,
        rule: &'static Rule,
        says: &Says,
        line: usize,
        (start, end): (usize, usize),
        values: &[&str],
    ) -> &mut Draft {
        self.drafts.push(Draft {
            rule,
            nature: rule.nature,
            severity: says.severity,
            confidence: says.certainty,
            message: fill(says.message.get(self.locale), values),
            fix: fill(says.fix.get(self.locale), values),
            change: None,
            subject: values.first().map_or_else(String::new, |value| (*value).to_owned()),
            start,
            end,
            line,
            other_line: None,
            missing: Vec::new(),
            lost: 0.0,
        });
        let last = self.drafts.len() - 1;
        &mut self.drafts[last]
    }

    /// Counts something that a rule looks at, so that a group can say of how many it speaks.
    pub fn look(&mut self, rule: &Rule, line: usize) {
        *self.looked_at.entry((rule.code, self.model.section(line))).or_default() += 1;
    }
}

impl Draft {
    /// The change that mends it.
    pub fn change(&mut self, change: Change) -> &mut Self {
        self.change = Some(change);
        self
    }

    /// The other side of a contradiction.
    pub fn against(&mut self, line: usize) -> &mut Self {
        self.other_line = Some(line);
        self
    }
}

/// A number for people: no more digits than it has.
pub(super) fn figure(value: f64) -> String {
    let rounded = (value * 1e6).round() / 1e6;
    rounded.to_string()
}

/// The first characters of a text, for a message.
pub(super) fn short(chars: &[char]) -> String {
    if chars.len() <= 20 { chars.iter().collect() } else { chars[..19].iter().chain(&['…']).collect() }
}
