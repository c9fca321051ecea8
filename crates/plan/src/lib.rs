//! Is the plan complete, and does it contradict itself?
//!
//! A plan's text becomes a text of folded characters that know their places, an outline of
//! sections with their kinds, quantities and times, goals with form, value, deadline and owner, key
//! figures with weights. Rules look at that model, one file a family (S structure, P placeholder,
//! G goals, K key figures, M arithmetic, R risks, B budget, A actions), and each finding names its
//! place, what to do about it and what it costs: the losses sum to 100 less the score.
//!
//! ```
//! use planscore_plan::{Options, check_plan};
//! let report = check_plan("## 目标\n\n- 销售额达到X万元\n", &Options::default()).unwrap();
//! assert!(report.findings.iter().any(|finding| finding.code == "P001"));
//! let lost: f64 = report.findings.iter().map(|finding| finding.lost).sum();
//! assert_eq!(report.score, 100.0 - lost);
//! ```

// Grammars and tables read in their own order: one arm a form, alike or not.
#![allow(clippy::match_same_arms, clippy::too_many_lines)]

mod actors;
mod aims;
mod archetype;
mod blocks;
mod bounds;
mod captions;
mod clauses;
mod column;
#[cfg(test)]
mod conformance;
mod contents;
pub mod dates;
mod deeds;
mod edit;
mod evidence;
mod figures;
mod finding;
mod frames;
mod goal;
mod goals;
mod groups;
mod headings;
mod holes;
mod inherit;
mod kinds;
mod lexicon;
mod marks;
mod measure;
mod model;
mod money;
mod names;
pub mod number;
mod outline;
mod owner;
mod people;
mod percent;
mod period;
pub mod periods;
mod phrase;
pub mod quantity;
mod queries;
mod ranges;
mod reader;
mod report;
mod roles;
mod rows;
mod rules;
mod sarif;
mod score;
mod section;
mod sections;
mod sheet;
mod skeleton;
mod slot;
mod subjects;
mod table;
mod targets;
#[allow(clippy::unreadable_literal, reason = "bits are counted by the build")]
mod terms;
mod text;
mod time;
mod tokens;
mod unfold;
mod unit;
mod unset;
mod vocabulary;
mod when;
mod whole;

use std::collections::BTreeMap;

use serde::Deserialize;

use finding::{Change, Draft, Sink};
use goal::Aim;
use model::Model;
use outline::Outline;
use planscore_base::calendar::{Day, Period};
use planscore_base::error::{Error, ErrorKind, Result};
use planscore_base::locale::{Locale, Phrase};
use planscore_base::target::Target;
use subjects::Subjects;
use text::Text;

pub use archetype::{Archetype, Element, Name, SHAPES, Shape, Shown};
pub use edit::apply_edits;
pub use finding::{Example, Nature, Rule, Says};
pub use report::{
    Detected, Doubt, Edit, Evidence, Finding, Goal, Group, Origin, PlanKpi, PlanReport, Reading, Section,
    Severity, Smart,
};
pub use sarif::{Sarif, sarif};
pub use section::SectionKind;
pub use table::{ArchetypeTable, RequiredElement, SectionWeight, archetypes};
pub use targets::{PlanTarget, targets};
pub use text::{Span, fold_all};
pub use vocabulary::{occurrences, vocabulary};

/// Longest text that is checked, in bytes.
pub const MAX_BYTES: usize = 64 << 20;

/// How to check.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename = "PlanOptions", rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Options {
    /// The kind of plan, by name; `auto` or nothing to recognise it.
    ///
    /// ```ts
    /// Archetype | 'auto'
    /// ```
    pub archetype: Option<String>,
    /// Language of messages.
    pub locale: Locale,
    /// The period of the plan; otherwise the year in its title.
    pub period: Option<Period>,
    /// Codes that are not reported.
    pub ignore: Vec<String>,
    /// Tables that stand in for the built-in ones of their kind.
    pub archetypes: Vec<ArchetypeTable>,
}

/// Every rule as it is declared, family by family.
///
/// ```
/// let rules = planscore_plan::rules();
/// assert!(rules.iter().any(|rule| rule.code == "G003" && rule.name == "goal-without-deadline"));
/// ```
pub fn rules() -> &'static [&'static Rule] {
    rules::RULES
}

/// A whole plan of a kind, in Markdown, with a blank for every required element. Tables stand in for the
/// built-in ones of their kind.
///
/// # Errors
/// `plan/archetypes`: what is wrong with a table, and where.
pub fn skeleton(archetype: Archetype, tables: &[ArchetypeTable], locale: Locale) -> Result<String> {
    let prepared = table::prepare(tables)?;
    let elements: Vec<Vec<Element>> = prepared.iter().map(table::Prepared::elements).collect();
    Ok(skeleton::skeleton(&table::shapes(&prepared, &elements)[archetype as usize], locale))
}

/// Checks a text as one; of several plans in it the findings come together, the score is their mean.
///
/// # Errors
/// `plan/too-large` above [`MAX_BYTES`], `plan/unknown-archetype`, `plan/archetypes`, or what is wrong with the period.
pub fn check_plan(text: &str, options: &Options) -> Result<PlanReport> {
    let mut reports = check_plans(text, options)?;
    let count = reports.len();
    let mut whole = reports.remove(0);
    if count == 1 {
        return Ok(whole);
    }
    let share = 1.0 / count as f64;
    let mut lost: Vec<f64> = whole.findings.iter().map(|f| f.lost).collect();
    for report in reports {
        whole.sections.extend(report.sections);
        whole.goals.extend(report.goals);
        whole.kpis.extend(report.kpis);
        for kind in report.missing {
            if !whole.missing.contains(&kind) {
                whole.missing.push(kind);
            }
        }
        let before = whole.findings.len();
        whole.groups.extend(report.groups.into_iter().map(|group| Group {
            findings: group.findings.iter().map(|index| index + before).collect(),
            ..group
        }));
        lost.extend(report.findings.iter().map(|f| f.lost));
        whole.findings.extend(report.findings);
    }
    // The mean, in 1/64 points again, so that the losses still sum exactly.
    let mut sum = 0.0;
    let mut given = 0.0;
    for (finding, lost) in whole.findings.iter_mut().zip(lost) {
        sum += lost;
        let until = (sum * share * 64.0).round() / 64.0;
        finding.lost = until - given;
        given = until;
    }
    for group in &mut whole.groups {
        group.lost = group.findings.iter().map(|index| whole.findings[*index].lost).sum();
    }
    whole.score = 100.0 - given;
    score::grade(whole.score).clone_into(&mut whole.grade);
    Ok(whole)
}

/// Checks each plan that a text holds; spans and lines count in the whole text.
///
/// # Errors
/// As [`check_plan`].
pub fn check_plans(text: &str, options: &Options) -> Result<Vec<PlanReport>> {
    if text.len() > MAX_BYTES {
        return Err(Error::new(
            ErrorKind::Limit,
            "plan/too-large",
            Phrase::new("计划文本超过 64 MiB", "the text of the plan is larger than 64 MiB"),
        ));
    }
    let chosen = match options.archetype.as_deref() {
        None | Some("auto") => None,
        Some(name) => Some(Archetype::parse(name)?),
    };
    let period = match options.period.as_ref() {
        Some(period) => {
            period.validate()?;
            Some((period.start, period.end))
        }
        None => None,
    };
    let prepared = table::prepare(&options.archetypes)?;
    let elements: Vec<Vec<Element>> = prepared.iter().map(table::Prepared::elements).collect();
    let shapes = table::shapes(&prepared, &elements);
    let mut text = Text::new(text);
    unfold::unfold(&mut text);
    let ranges = contents::plans(&text);
    let plans = ranges.len();
    Ok(ranges
        .into_iter()
        .enumerate()
        .map(|(index, lines)| one(&text, lines, (index, plans), &shapes, chosen, period, options))
        .collect())
}

fn one(
    text: &Text,
    lines: (usize, usize),
    place: (usize, usize),
    shapes: &[Shape; 6],
    chosen: Option<Archetype>,
    period: Option<(Day, Day)>,
    options: &Options,
) -> PlanReport {
    let locale = options.locale;
    let outline = Outline::new(text, lines);
    let (id, confidence, because) = match chosen {
        Some(id) => (id, 1.0, locale.pick("由调用者指定", "chosen by the caller").to_owned()),
        None => archetype::detect(text, &outline, shapes, locale),
    };
    let model = Model::new(text, outline, shapes[id as usize], period, place);
    let subjects = Subjects::new(&model);
    let mut sink =
        Sink { model: &model, subjects: &subjects, locale, drafts: Vec::new(), looked_at: BTreeMap::new() };
    rules::run(&mut sink);
    let looked_at = std::mem::take(&mut sink.looked_at);
    let mut drafts = sink.drafts;
    drafts.retain(|draft| !ignored(text, draft, &options.ignore));
    let lines = score::Lines {
        kind: &|line| model.kind(line),
        content: &|line| model.outline.block(line).content() && !model.heads_table(line),
        figure: &|line| model.quantities_in(line, line + 1).iter().any(|quantity| !quantity.hole),
        range: lines,
    };
    let score = score::settle(&mut drafts, &model.places, &lines);
    planscore_stats::sort_by(&mut drafts, &|a, b| {
        (a.line, a.start, a.rule.code).cmp(&(b.line, b.start, b.rule.code))
    });
    let groups = groups::groups(&model, &drafts, &looked_at, locale);
    let findings = findings(&model, drafts);
    PlanReport {
        schema: 1,
        archetype: Detected { id, confidence, because },
        score,
        grade: score::grade(score).to_owned(),
        sections: sections(&model),
        missing: model
            .shape
            .sections
            .iter()
            .map(|(kind, _)| *kind)
            .filter(|kind| {
                model.outline.of_kind(*kind).next().is_none()
                    && model.might_be(*kind).is_none()
                    && !model.holds(*kind)
            })
            .collect(),
        goals: model.aims.iter().map(|aim| goal(&model, aim, locale)).collect(),
        kpis: model
            .figures
            .iter()
            .filter(|figure| !figure.nested || figure.weight.is_some())
            .map(|figure| kpi(&model, figure))
            .collect(),
        findings,
        groups,
        reading: reading(&model),
        plans: place.1,
        period: model.period.map(|(start, end)| Period::new(start, end)),
    }
}

fn ignored(text: &Text, draft: &Draft, codes: &[String]) -> bool {
    codes.iter().any(|code| code.eq_ignore_ascii_case(draft.rule.code))
        || text.ignores.iter().any(|ignore| {
            ignore.line.is_none_or(|line| line + 1 == text.number(draft.line))
                && (ignore.codes.is_empty() || ignore.codes.iter().any(|code| code == draft.rule.code))
        })
}

fn findings(model: &Model, drafts: Vec<Draft>) -> Vec<Finding> {
    let text = model.text;
    let prints = fingerprints(model, &drafts);
    drafts
        .into_iter()
        .zip(prints)
        .map(|(draft, fingerprint)| {
            let span = if draft.end > draft.start {
                text.span(draft.start, draft.end)
            } else {
                text.line_end(draft.line)
            };
            let edit = draft.change.map(|change| match change {
                Change::Replace(start, end, with) => {
                    let span = text.span(start, end);
                    Edit { start: span.start, end: span.end, text: with }
                }
                Change::After(at, with) => {
                    let end = text.span(at - 1, at).end;
                    Edit { start: end, end, text: with }
                }
                Change::EndOfLine(line, with) => {
                    let end = text.line_end(line).end;
                    Edit { start: end, end, text: with }
                }
                Change::StartOfLine(line, with) => {
                    let start = text.line_start(line);
                    Edit { start, end: start, text: with }
                }
            });
            Finding {
                code: draft.rule.code.to_owned(),
                severity: draft.severity,
                confidence: draft.confidence,
                message: draft.message,
                fix: (!draft.fix.is_empty()).then_some(draft.fix),
                edit,
                span,
                lost: draft.lost,
                fingerprint,
            }
        })
        .collect()
}

/// Content, not place: the code, the words it points at, their line and section; numbered where all that repeats.
fn fingerprints(model: &Model, drafts: &[Draft]) -> Vec<String> {
    let text = model.text;
    let (first, last) = model.outline.lines;
    let mut hashes: Vec<Hash> = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let mut hash = Hash::new();
        hash.add(draft.rule.code.chars());
        if draft.line >= first
            && draft.line < last
            && let Some(section) = model.outline.block(draft.line).section
        {
            hash.add(model.chars(model.outline.parts[section].title).iter().copied());
        }
        if draft.end > draft.start {
            // Of a very long line its surroundings are enough, or many findings in it would take forever.
            let line = text.lines[draft.line];
            let (from, to) = (line.start.max(draft.start.saturating_sub(80)), line.end.min(draft.end + 80));
            hash.add(text.slice(from, to).iter().copied().filter(|c| !c.is_whitespace()));
            hash.add(text.slice(draft.start, draft.end.min(draft.start + 80)).iter().copied());
        } else {
            hash.add(draft.message.chars());
        }
        hashes.push(hash);
    }
    let mut order: Vec<u32> = (0..hashes.len() as u32).collect();
    planscore_stats::sort_indices(&mut order, &|a, b| {
        hashes[a as usize].0.cmp(&hashes[b as usize].0).then(a.cmp(&b))
    });
    let mut repeats = vec![0u32; hashes.len()];
    for pair in order.windows(2) {
        let (before, after) = (pair[0] as usize, pair[1] as usize);
        if hashes[before].0 == hashes[after].0 {
            repeats[after] = repeats[before] + 1;
        }
    }
    for (hash, repeat) in hashes.iter_mut().zip(repeats) {
        if repeat > 0 {
            hash.add(char::from_u32(repeat).into_iter());
        }
    }
    hashes.iter().map(Hash::hex).collect()
}

/// What of the plan could not be read.
fn reading(model: &Model) -> Reading {
    let text = model.text;
    Reading {
        figures: model.reading.figures.iter().map(|(start, end)| text.span(*start, *end)).collect(),
        lines: model.reading.lines.iter().map(|line| text.number(*line)).collect(),
        headings: model
            .outline
            .parts
            .iter()
            .filter_map(|part| {
                Some(Doubt {
                    title: text.original(part.title.0, part.title.1).to_owned(),
                    might_be: part.maybe?.0,
                    span: text.span(part.heading.0, part.heading.1),
                })
            })
            .collect(),
    }
}

/// FNV-1a over characters.
struct Hash(u64);

impl Hash {
    fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    fn add(&mut self, chars: impl Iterator<Item = char>) {
        for c in chars {
            self.0 = (self.0 ^ u64::from(c as u32)).wrapping_mul(0x0100_0000_01b3);
        }
        self.0 = (self.0 ^ 0xff).wrapping_mul(0x0100_0000_01b3);
    }

    fn hex(&self) -> String {
        (0..16).rev().filter_map(|digit| char::from_digit((self.0 >> (digit * 4) & 15) as u32, 16)).collect()
    }
}

fn sections(model: &Model) -> Vec<Section> {
    model
        .outline
        .parts
        .iter()
        .map(|part| Section {
            kind: part.kind,
            title: model.text.original(part.title.0, part.title.1).to_owned(),
            level: part.level,
            span: model.text.span(part.heading.0, part.heading.1),
            empty: part.empty,
        })
        .collect()
}

fn goal(model: &Model, aim: &Aim, locale: Locale) -> Goal {
    let text = model.text;
    let entry = aim.metric.and_then(lexicon::entry_of);
    let relative = aim.change.is_some() && aim.level.is_none();
    let measured = match aim.measure {
        quantity::Measure::Money => Some("CNY"),
        quantity::Measure::Percent | quantity::Measure::Points => Some("ratio"),
        quantity::Measure::Count => Some("count"),
        quantity::Measure::Days => Some("days"),
        quantity::Measure::Hours => Some("hours"),
        quantity::Measure::Score => Some("score"),
        quantity::Measure::Times | quantity::Measure::None => None,
    };
    let unit = entry
        .map(|entry| entry.unit.name())
        .or(measured.filter(|_| !relative || aim.measure != quantity::Measure::Percent));
    let whole = model.frame.period;
    let linked = model.figures.iter().find(|figure| figure.metric.is_some() && figure.metric == aim.metric);
    Goal {
        metric: if aim.place.1 > aim.place.0 {
            text.original(aim.place.0, aim.place.1).trim().to_owned()
        } else {
            aim.name.clone()
        },
        kpi: entry.map(|entry| entry.id.to_owned()),
        target: aim.target.clone(),
        unit: unit.map(str::to_owned),
        deadline: aim
            .due
            .map(|due| {
                due.day.map_or_else(|| text.original(due.start, due.end).to_owned(), |day| day.to_string())
            })
            .or_else(|| whole.map(|(_, end)| end.to_string())),
        deadline_from: aim.due.map(|due| due.origin).or(whole.map(|_| Origin::Period)),
        begins: aim.due.and_then(|due| model.begins(&due)),
        owner_from: aim.owner_from,
        owner: aim.owner.map(|(start, end)| text.original(start, end).to_owned()),
        smart: Smart {
            specific: aim.metric.is_some(),
            measurable: !matches!(aim.target, Target::Unset { .. }),
            time_bound: aim.due.is_some(),
            owner: aim.owner.is_some(),
            baseline: !relative || aim.baseline.is_some_and(|q| !q.hole),
        },
        evidence: Evidence {
            achievable: stretch(aim, locale),
            relevant: linked.map(|figure| {
                planscore_base::locale::fill(
                    locale.pick("考核指标「{0}」，第 {1} 行", "key figure “{0}”, line {1}"),
                    &[&figure.name, &text.number(figure.line).to_string()],
                )
            }),
        },
        example: aim.example,
        span: text.span(aim.start, aim.end),
    }
}

/// How far the goal is from its baseline.
fn stretch(aim: &Aim, locale: Locale) -> Option<String> {
    let baseline = aim.target.baseline().or_else(|| aim.baseline.filter(|q| !q.hole).map(|q| q.low))?;
    let value = aim.target.resolve(Some(baseline))?;
    if baseline == 0.0 {
        return None;
    }
    let change = finding::figure(((value / baseline - 1.0) * 1000.0).round() / 10.0);
    Some(planscore_base::locale::fill(
        locale.pick("由 {0} 到 {1}，变化 {2}%", "from {0} to {1}, a change of {2} %"),
        &[&finding::figure(baseline), &finding::figure(value), &change],
    ))
}

fn kpi(model: &Model, figure: &figures::Figure) -> PlanKpi {
    let entry = figure.metric.and_then(lexicon::entry_of);
    PlanKpi {
        name: figure.name.clone(),
        kpi: entry.map(|entry| entry.id.to_owned()),
        weight: figure.weight.map(|(weight, ..)| weight),
        target: figure.target.clone(),
        owner: figure.owner.map(|(start, end)| model.text.original(start, end).to_owned()),
        span: model.text.span(figure.start, figure.end),
    }
}
