//! Rules and what they report: texts in tables, filled in where a rule applies.

use super::model::Model;
use super::report::Severity;
use planscore_base::locale::{Locale, Text as Phrase, fill};

/// A rule's texts and weight. `{0}`, `{1}` stand for what it found.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rule {
    pub code: &'static str,
    pub severity: Severity,
    pub confidence: f64,
    pub message: Phrase,
    pub fix: Phrase,
}

pub(super) const fn rule(
    code: &'static str,
    severity: Severity,
    confidence: f64,
    (zh, en): (&'static str, &'static str),
    (fix_zh, fix_en): (&'static str, &'static str),
) -> Rule {
    Rule { code, severity, confidence, message: Phrase { zh, en }, fix: Phrase { zh: fix_zh, en: fix_en } }
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
    pub code: &'static str,
    pub severity: Severity,
    pub confidence: f64,
    pub message: String,
    pub fix: String,
    pub change: Option<Change>,
    /// Characters; an empty range is the end of the line.
    pub start: usize,
    pub end: usize,
    pub line: usize,
    /// The other line of a contradiction.
    pub other_line: Option<usize>,
    /// A blank for an owner or a time beside what it belongs to.
    pub detail: bool,
    /// Places that are missing.
    pub missing: Vec<usize>,
    pub lost: f64,
}

/// Where rules put what they find.
pub(super) struct Sink<'a> {
    pub model: &'a Model<'a>,
    pub locale: Locale,
    pub drafts: Vec<Draft>,
}

impl Sink<'_> {
    /// Reports a range of characters; an empty one is the end of its line.
    #[inline(never)]
    pub fn report(&mut self, rule: &Rule, start: usize, end: usize, values: &[&str]) -> &mut Draft {
        let line = self.model.text.line_of(start.min(self.model.text.chars.len().saturating_sub(1)));
        self.report_line(rule, line, start, end, values)
    }

    /// Reports the end of a line: the place to insert something missing.
    #[inline(never)]
    pub fn report_end(&mut self, rule: &Rule, line: usize, values: &[&str]) -> &mut Draft {
        self.report_line(rule, line, 0, 0, values)
    }

    #[inline(never)]
    fn report_line(
        &mut self,
        rule: &Rule,
        line: usize,
        start: usize,
        end: usize,
        values: &[&str],
    ) -> &mut Draft {
        self.drafts.push(Draft {
            code: rule.code,
            severity: rule.severity,
            confidence: rule.confidence,
            message: fill(rule.message.get(self.locale), values),
            fix: fill(rule.fix.get(self.locale), values),
            change: None,
            start,
            end,
            line,
            other_line: None,
            detail: false,
            missing: Vec::new(),
            lost: 0.0,
        });
        let last = self.drafts.len() - 1;
        &mut self.drafts[last]
    }
}

impl Draft {
    /// The change that mends it.
    #[inline(never)]
    pub fn change(&mut self, change: Change) -> &mut Self {
        self.change = Some(change);
        self
    }

    /// The other side of a contradiction.
    #[inline(never)]
    pub fn against(&mut self, line: usize) -> &mut Self {
        self.other_line = Some(line);
        self
    }
}

/// A number for people: no more digits than it has.
#[inline(never)]
pub(super) fn figure(value: f64) -> String {
    let rounded = (value * 1e6).round() / 1e6;
    rounded.to_string()
}

/// The first characters of a text, for a message.
#[inline(never)]
pub(super) fn short(chars: &[char]) -> String {
    if chars.len() <= 20 { chars.iter().collect() } else { chars[..19].iter().chain(&['…']).collect() }
}
