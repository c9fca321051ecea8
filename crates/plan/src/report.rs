//! What a check finds, as plain data.

use serde::{Deserialize, Serialize};

use super::archetype::Archetype;
use super::section::SectionKind;
use super::text::Span;
use planscore_base::calendar::{Day, Period};
use planscore_base::target::Target;

/// How sure and how grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename = "FindingSeverity", rename_all = "camelCase")]
pub enum Severity {
    /// Certain, and the plan cannot be worked with as it stands.
    Error,
    /// Likely, and worth a change.
    Warning,
    /// A hint.
    Info,
}

/// A replacement in the text, in UTF-16 offsets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename = "FindingEdit")]
pub struct Edit {
    /// First unit to replace.
    pub start: usize,
    /// One past the last; `start` to insert.
    pub end: usize,
    /// What to put there.
    pub text: String,
}

/// One thing to look at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// Stable code: a family letter and three digits.
    ///
    /// ```ts
    /// RuleCode
    /// ```
    pub code: String,
    /// How grave.
    pub severity: Severity,
    /// How sure, 0 to 1.
    pub confidence: f64,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub fix: Option<String>,
    /// A change that does it, or a snippet to fill in.
    pub edit: Option<Edit>,
    /// Where; of something missing, the place to insert it.
    pub span: Span,
    /// Points of the score that it costs.
    pub lost: f64,
    /// Stays the same while the text around it changes.
    pub fingerprint: String,
}

/// The findings of one rule in one section, told in a line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename = "FindingGroup")]
pub struct Group {
    /// The rule's code.
    ///
    /// ```ts
    /// RuleCode
    /// ```
    pub code: String,
    /// The gravest of its findings.
    pub severity: Severity,
    /// What they say together; of a single finding its message.
    pub message: String,
    /// What to do about them.
    pub fix: Option<String>,
    /// Title of the section, where they stand in one.
    pub section: Option<String>,
    /// Their places in `findings`, in the order of the text.
    pub findings: Vec<usize>,
    /// Points of the score that they cost together.
    pub lost: f64,
}

/// A heading whose kind is in doubt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Doubt {
    /// Its title.
    pub title: String,
    /// The kind that it may be.
    pub might_be: SectionKind,
    /// Its place.
    pub span: Span,
}

/// What of the plan could not be read. While something is left, rules that say that something is missing
/// are hints, not errors.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Reading {
    /// Figures of the goals section that no goal took.
    pub figures: Vec<Span>,
    /// Lines of the goals section, from 1, from which no goal was read.
    pub lines: Vec<usize>,
    /// Headings whose kind is in doubt.
    pub headings: Vec<Doubt>,
}

/// A section of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// What it is for.
    pub kind: SectionKind,
    /// Its title without number.
    pub title: String,
    /// Depth, from 1.
    pub level: usize,
    /// The heading's place.
    pub span: Span,
    /// Holds nothing.
    pub empty: bool,
}

/// The parts of SMART that a text decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename = "SmartGoal", rename_all = "camelCase")]
#[allow(clippy::struct_excessive_bools, reason = "each letter is decided by itself")]
pub struct Smart {
    /// Names a figure that is known.
    pub specific: bool,
    /// Has a value.
    pub measurable: bool,
    /// Has a time by which, said for it and not only for the whole plan.
    pub time_bound: bool,
    /// Has someone who answers for it.
    pub owner: bool,
    /// Says where it starts from, where it must.
    pub baseline: bool,
}

/// What speaks for achievable and relevant; people decide.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename = "GoalEvidence")]
pub struct Evidence {
    /// The stretch against the baseline.
    pub achievable: Option<String>,
    /// The key figure or strategy it is linked to.
    pub relevant: Option<String>,
}

/// Where a plan says what belongs to a goal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Origin {
    /// In the clause of the figure.
    Clause,
    /// In its sentence.
    Sentence,
    /// In its item, or in a line that goes on with it.
    Item,
    /// In a sentence about several goals: 以上均由李明负责.
    Statement,
    /// In a column of its table.
    Column,
    /// In the title of its section.
    Title,
    /// Nowhere but in the plan's period.
    Period,
}

/// A goal of the plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Goal {
    /// What the plan calls the figure.
    pub metric: String,
    /// The catalogue's id of it.
    pub kpi: Option<String>,
    /// Form and value.
    pub target: Target,
    /// What it is counted in: `CNY`, `ratio`, `count`, ...
    pub unit: Option<String>,
    /// `YYYY-MM-DD` where the text says a day, else its words; the end of the plan's period where nothing else is said.
    pub deadline: Option<String>,
    /// Where the deadline is said.
    #[serde(default)]
    pub deadline_from: Option<Origin>,
    /// The first day of the half-year, quarter or month that it is for (`YYYY-MM-DD`), up to the deadline; nothing for one that
    /// is due by a day or asked for over the whole period.
    #[serde(default)]
    pub begins: Option<Day>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// Where the owner is said.
    #[serde(default)]
    pub owner_from: Option<Origin>,
    /// The parts of SMART that are decided.
    pub smart: Smart,
    /// The parts that people decide.
    pub evidence: Evidence,
    /// The plan gives it as an example (例如).
    #[serde(default)]
    pub example: bool,
    /// Its place.
    pub span: Span,
}

/// A key figure that the plan is judged by.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlanKpi {
    /// What the plan calls it.
    pub name: String,
    /// The catalogue's id of it.
    pub kpi: Option<String>,
    /// Weight in percent.
    pub weight: Option<f64>,
    /// Its target, where the plan states one.
    pub target: Option<Target>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// Its place.
    pub span: Span,
}

/// Which kind of plan it is taken for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename = "DetectedArchetype")]
pub struct Detected {
    /// The kind.
    pub id: Archetype,
    /// How sure, 0 to 1; 1 where the caller chose.
    pub confidence: f64,
    /// Why.
    pub because: String,
}

/// Everything that was found in a plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlanReport {
    /// Version of this shape.
    pub schema: u32,
    /// The kind of plan.
    pub archetype: Detected,
    /// 0 to 100; exactly 100 less what the findings cost.
    pub score: f64,
    /// A to E.
    pub grade: String,
    /// In the order of the text.
    pub sections: Vec<Section>,
    /// Required sections that are not there.
    pub missing: Vec<SectionKind>,
    /// In the order of the text.
    pub goals: Vec<Goal>,
    /// Key figures in the order of the text.
    #[serde(default)]
    pub kpis: Vec<PlanKpi>,
    /// In the order of the text.
    pub findings: Vec<Finding>,
    /// The same findings, at most one line a rule and section.
    #[serde(default)]
    pub groups: Vec<Group>,
    /// What could not be read.
    #[serde(default)]
    pub reading: Reading,
    /// How many plans the text holds.
    pub plans: usize,
    /// The time that the plan is for, given or read at its head; nothing where it says none.
    #[serde(default)]
    pub period: Option<Period>,
}
