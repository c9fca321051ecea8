//! Findings that people read to the end: at most one line a rule and section.

use std::collections::BTreeMap;

use super::finding::{Draft, Rule};
use super::model::Model;
use super::report::{Group, Severity};
use planscore_base::locale::{Locale, fill};

/// Subjects named in a line.
const NAMED: usize = 4;

/// The findings in groups, in the order of their first places.
pub(super) fn groups(
    model: &Model,
    drafts: &[Draft],
    looked_at: &BTreeMap<(&'static str, Option<usize>), usize>,
    locale: Locale,
) -> Vec<Group> {
    let mut order: Vec<(&'static Rule, Option<usize>)> = Vec::new();
    let mut members: BTreeMap<(&'static str, Option<usize>), Vec<usize>> = BTreeMap::new();
    for (index, draft) in drafts.iter().enumerate() {
        let section = model.section(draft.line);
        let found = members.entry((draft.rule.code, section)).or_default();
        if found.is_empty() {
            order.push((draft.rule, section));
        }
        found.push(index);
    }
    order
        .into_iter()
        .map(|(rule, section)| {
            let findings = members.remove(&(rule.code, section)).unwrap_or_default();
            let of = looked_at.get(&(rule.code, section)).copied().unwrap_or_default();
            let own: Vec<&Draft> = findings.iter().map(|index| &drafts[*index]).collect();
            Group {
                code: rule.code.to_owned(),
                severity: own.iter().map(|draft| draft.severity).min().unwrap_or(Severity::Info),
                message: message(rule, &own, of, locale),
                fix: own.first().map(|draft| draft.fix.clone()).filter(|fix| !fix.is_empty()),
                section: section.map(|section| model.title(&model.outline.parts[section])),
                lost: own.iter().map(|draft| draft.lost).sum(),
                findings,
            }
        })
        .collect()
}

/// One finding's own message, or how many there are and what they are about.
fn message(rule: &Rule, own: &[&Draft], of: usize, locale: Locale) -> String {
    if let [only] = own {
        return only.message.clone();
    }
    let count = own.len().to_string();
    let counted = match rule.group {
        Some(group) if of >= own.len() => fill(group.get(locale), &[&count, &of.to_string()]),
        Some(group) if !group.zh.contains("{1}") => fill(group.get(locale), &[&count]),
        _ => {
            let what = rule.what.get(locale);
            locale.pick(format!("{what}（{count} 处）"), format!("{what} ({count} places)"))
        }
    };
    let mut subjects: Vec<&str> = Vec::new();
    for draft in own {
        if !draft.subject.is_empty() && !subjects.contains(&draft.subject.as_str()) {
            subjects.push(&draft.subject);
        }
    }
    if subjects.is_empty() {
        return counted;
    }
    let more = subjects.len() > NAMED;
    let list = subjects[..subjects.len().min(NAMED)].join(locale.pick("、", ", "));
    let etc = if more { locale.pick("等", ", …") } else { "" };
    locale.pick(format!("{counted}：{list}{etc}"), format!("{counted}: {list}{etc}"))
}
