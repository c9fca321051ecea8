//! Kinds of plan as their users edit them: read from what a caller gives, checked, put in the place of the built-in ones.

use super::archetype::{Archetype, Element, Name, SHAPES, Shape, Shown};
use super::section::SectionKind;
use super::terms::Words;
use super::text::fold_all;
use planscore_base::error::{Error, Result};
use planscore_base::locale::Locale;
use serde::{Deserialize, Serialize};

/// A required section and how much of the score it is, weighed against the others.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SectionWeight {
    /// The section.
    pub kind: SectionKind,
    /// Above 0, at most 1,000.
    pub weight: f64,
}

/// Something that a section must speak of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequiredElement {
    /// One of the required sections.
    pub section: SectionKind,
    /// What it is called, in messages and in the skeleton.
    pub name: String,
    /// Any of these words shows that it is there, and so does its name.
    pub words: Vec<String>,
}

/// A kind of plan as a table to edit.
///
/// ```
/// use planscore_plan::{Archetype, ArchetypeTable, Options, RequiredElement, SectionKind, archetypes, check_plan};
/// use planscore_base::Locale;
/// let mut table = archetypes(Locale::En).pop().unwrap();
/// assert_eq!(table.id, Archetype::General);
/// table.elements.push(RequiredElement {
///     section: SectionKind::Goals,
///     name: "海外销售额".into(),
///     words: vec!["海外".into()],
/// });
/// let options = Options { archetype: Some("general".into()), archetypes: vec![table], ..Options::default() };
/// let report = check_plan("## 目标\n\n- 销售额达到100万元\n", &options).unwrap();
/// assert!(report.findings.iter().any(|finding| finding.message.contains("海外销售额")));
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ArchetypeTable {
    /// The kind whose table it is.
    pub id: Archetype,
    /// Its name.
    pub name: String,
    /// Words in headings and introduction that speak for it; none for the general kind.
    pub cues: Vec<String>,
    /// Required sections in their usual order.
    pub sections: Vec<SectionWeight>,
    /// What the sections must speak of.
    pub elements: Vec<RequiredElement>,
}

/// The built-in tables, to read or to edit.
pub fn archetypes(locale: Locale) -> Vec<ArchetypeTable> {
    let words = |words: &str| Words(words).map(str::to_owned).collect();
    let section = |&(kind, weight): &(SectionKind, u32)| SectionWeight { kind, weight: f64::from(weight) };
    SHAPES
        .iter()
        .map(|shape| ArchetypeTable {
            id: shape.id,
            name: shape.name.get(locale).to_owned(),
            cues: words(shape.cues),
            sections: shape.sections.iter().map(section).collect(),
            elements: shape
                .elements
                .iter()
                .map(|element| RequiredElement {
                    section: element.section,
                    name: element.name.get(locale).to_owned(),
                    words: words(element.words),
                })
                .collect(),
        })
        .collect()
}

/// A table that was checked, its words folded as the text will be.
pub(super) struct Prepared<'a> {
    table: &'a ArchetypeTable,
    cues: String,
    sections: Vec<(SectionKind, u32)>,
    words: Vec<String>,
}

/// What shows a built-in element, which a caller's table may give back; one of the caller's own is shown by its words.
fn built_in(id: Archetype, element: &RequiredElement) -> Shown {
    let same = |other: &&Element| {
        other.section == element.section && (other.name.zh == element.name || other.name.en == element.name)
    };
    SHAPES[id as usize].elements.iter().find(same).map_or(Shown::Words, |other| other.shown_by)
}

impl Prepared<'_> {
    /// Its elements, which borrow from it.
    pub fn elements(&self) -> Vec<Element<'_>> {
        let name = |name| Name { zh: name, en: name };
        self.table
            .elements
            .iter()
            .zip(&self.words)
            .map(|(element, words)| Element {
                section: element.section,
                name: name(&element.name),
                words,
                shown_by: built_in(self.table.id, element),
            })
            .collect()
    }
}

/// Checks the tables of a caller.
///
/// # Errors
/// `plan/archetypes` with the place.
pub(super) fn prepare(tables: &[ArchetypeTable]) -> Result<Vec<Prepared<'_>>> {
    let mut prepared: Vec<Prepared> = Vec::with_capacity(tables.len());
    for (index, table) in tables.iter().enumerate() {
        let at = format!("archetypes[{index}]");
        if prepared.iter().any(|other| other.table.id == table.id) {
            return Err(refused("这一类计划已有一张表", "this kind has a table already", &at, ".id"));
        }
        named(&table.name, &at)?;
        let cues = joined(&table.cues, &at, ".cues")?;
        let mut sections: Vec<(SectionKind, u32)> = Vec::new();
        for (i, SectionWeight { kind, weight }) in table.sections.iter().enumerate() {
            let place = format!("{at}.sections[{i}]");
            if *kind == SectionKind::Other || sections.iter().any(|(other, _)| other == kind) {
                return Err(refused(
                    "每个部分只能列一次，不能是 other",
                    "a section stands once, and is not “other”",
                    &place,
                    ".kind",
                ));
            }
            // Weights are kept in thousandths.
            let thousandths = (weight * 1e3).round();
            if !(1.0..=1e6).contains(&thousandths) {
                return Err(refused(
                    "权重应大于 0、不超过 1000",
                    "a weight is above 0 and at most 1,000",
                    &place,
                    ".weight",
                ));
            }
            sections.push((*kind, thousandths as u32));
        }
        if sections.is_empty() {
            return Err(refused("至少要有一个部分", "there is at least one section", &at, ".sections"));
        }
        if table.elements.len() > 200 {
            return Err(refused("要素不超过 200 个", "there are at most 200 elements", &at, ".elements"));
        }
        let mut words = Vec::with_capacity(table.elements.len());
        for (i, element) in table.elements.iter().enumerate() {
            let place = format!("{at}.elements[{i}]");
            if sections.iter().all(|(kind, _)| *kind != element.section) {
                return Err(refused(
                    "不在上面的部分之中",
                    "is none of the table's sections",
                    &place,
                    ".section",
                ));
            }
            named(&element.name, &place)?;
            words.push(joined(&element.words, &place, ".words")?);
        }
        prepared.push(Prepared { table, cues, sections, words });
    }
    Ok(prepared)
}

fn refused(zh: &str, en: &str, at: &str, field: &str) -> Error {
    Error::invalid("plan/archetypes", zh, en).at([at, field].concat())
}

fn named(name: &str, at: &str) -> Result<()> {
    let fits = !name.trim().is_empty() && name.len() <= 240 && !name.contains(['\n', '\r']);
    if fits {
        Ok(())
    } else {
        Err(refused(
            "名称应为一行文字，不超过 80 字",
            "a name is one line of at most 80 characters",
            at,
            ".name",
        ))
    }
}

/// Words in one string, folded; a word holds no space.
fn joined(words: &[String], at: &str, field: &str) -> Result<String> {
    let mut all = String::new();
    for word in words {
        if word.is_empty() || word.len() > 120 || word.contains(char::is_whitespace) || words.len() > 100 {
            return Err(refused(
                "每个词不能为空、不含空格、不超过 40 字，最多 100 个词",
                "a word is not empty, holds no space and at most 40 characters; there are at most 100",
                at,
                field,
            ));
        }
        if !all.is_empty() {
            all.push(' ');
        }
        all.extend(fold_all(word));
    }
    Ok(all)
}

/// The table of each kind: the caller's where there is one, else the built-in one.
pub(super) fn shapes<'a>(prepared: &'a [Prepared], elements: &'a [Vec<Element<'a>>]) -> [Shape<'a>; 6] {
    let mut shapes: [Shape<'a>; 6] = SHAPES;
    for (own, elements) in prepared.iter().zip(elements) {
        let name = &own.table.name;
        shapes[own.table.id as usize] = Shape {
            id: own.table.id,
            name: Name { zh: name, en: name },
            cues: &own.cues,
            sections: &own.sections,
            elements,
        };
    }
    shapes
}
