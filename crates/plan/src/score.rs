//! The score: every point lost names its finding, and the losses sum to 100 less the score exactly.
//!
//! Each required section has a weight, shared out among what it must speak of. What is missing costs all
//! of its share. What is there costs at most four fifths of the section's other shares. A line costs no more
//! than the least share of its section, the lines of an element no more than it would cost missing, and a
//! defect no more than leaving the part out: so leaving out what is required never raises the score. Nor does
//! a blank cost more than what it stands for, so that putting one in never lowers it: an owner's or a time's
//! what the rule for a missing one costs, all that is open on a line together the line's part. Losses are counted in 1/64 points, which doubles hold exactly.

use super::archetype::Place;
use super::finding::{Draft, Nature};
use super::outline::SectionKind;
use super::report::Severity;

/// What a hint or a detail costs, in 1/64 points.
const HINT: u32 = 16;
/// What all of them may cost in a section: a long list is no worse than a short one, and a blank for what a hint
/// asks for no worse than the hint.
const HINTS: u32 = 64;

/// What a finding costs, in 1/64 points: a wrong baseline (an error) no more than none (a warning).
fn cost(draft: &Draft, section: SectionKind) -> u32 {
    // A masked owner (张**) or a blank for one is no worse than none.
    let detail = draft.nature == Nature::Detail && (section != SectionKind::Goals || masked(draft));
    if draft.severity == Severity::Info || detail { HINT } else { 2 * 64 }
}

/// True of a detail that is there and masked: its rule is about nothing else.
fn masked(draft: &Draft) -> bool {
    draft.rule.nature == Nature::Detail
}

/// True of a finding that says that a part of its line is not there: a blank, a goal without its figure.
fn open(draft: &Draft) -> bool {
    draft.severity != Severity::Info && matches!(draft.nature, Nature::Blank | Nature::Open)
}

/// What a section is worth and what its findings have cost so far, in 1/64 points.
#[derive(Clone)]
struct Account {
    section: SectionKind,
    weight: u32,
    /// The least share of it.
    least: u32,
    /// What of it is there.
    there: u32,
    /// How many lines of content it has, and how many of them are open.
    content: u32,
    open: u32,
    used: u32,
}

/// The element that a line goes on with: the last one that begins at it or before.
fn home(places: &[Place], section: SectionKind, line: usize) -> Option<usize> {
    let start = |place: &Place| place.lines.filter(|(first, _)| *first <= line).map(|(first, _)| first);
    (0..places.len())
        .filter(|index| places[*index].section == section && places[*index].element.is_some())
        .filter_map(|index| Some((start(&places[index])?, index)))
        .max()
        .map(|(_, index)| index)
}

fn accounts(places: &[Place]) -> Vec<Account> {
    let mut found: Vec<Account> = Vec::new();
    for place in places {
        if found.last().is_none_or(|account| account.section != place.section) {
            let least = place.weight;
            found.push(Account {
                section: place.section,
                weight: 0,
                least,
                there: 0,
                content: 0,
                open: 0,
                used: 0,
            });
        }
        if let Some(account) = found.last_mut() {
            account.weight += place.weight;
            account.least = account.least.min(place.weight);
            if place.lines.is_some() {
                account.there += place.weight;
            }
        }
    }
    found
}

/// Fills in what each finding costs; gives the score.
pub(super) fn settle(
    drafts: &mut [Draft],
    places: &[Place],
    kind_of_line: &dyn Fn(usize) -> SectionKind,
    content_line: &dyn Fn(usize) -> bool,
    figure_on: &dyn Fn(usize) -> bool,
    (first, last): (usize, usize),
) -> f64 {
    let mut accounts = accounts(places);
    let position = |accounts: &[Account], line: usize| {
        let kind = kind_of_line(line);
        accounts.iter().position(|account| account.section == kind)
    };
    for line in first..last {
        if content_line(line)
            && let Some(index) = position(&accounts, line)
        {
            accounts[index].content += 1;
        }
    }
    // What is missing comes first: it takes what the section's other findings cannot then cost.
    let mut paid = vec![false; places.len()];
    let mut total = 0u32;
    for draft in drafts.iter_mut() {
        let mut sum = 0;
        for &index in &draft.missing {
            if std::mem::replace(&mut paid[index], true) {
                continue;
            }
            let place = &places[index];
            sum += place.weight;
            if place.lines.is_some()
                && let Some(account) = accounts.iter_mut().find(|account| account.section == place.section)
            {
                account.there -= place.weight;
            }
        }
        draft.lost = f64::from(sum) / 64.0;
        total += sum;
    }
    let mut counted = vec![false; last - first];
    // A blank beside a figure (a date still to be set) is a defect like another.
    let blank = |draft: &Draft| draft.rule.nature == Nature::Blank;
    let open = |draft: &Draft| open(draft) && !(blank(draft) && figure_on(draft.line));
    for draft in drafts.iter().filter(|draft| open(draft)) {
        let line = draft.line.clamp(first, last - 1);
        if let Some(index) = position(&accounts, line)
            && !std::mem::replace(&mut counted[line - first], true)
        {
            accounts[index].open += 1;
        }
    }
    let fallback = (0..accounts.len()).max_by_key(|index| accounts[*index].there);
    let mut order: Vec<u32> = (0..drafts.len() as u32).collect();
    // A blank comes when what it stands for would. Contradictions come last: settling one frees both its sides.
    let turn = |draft: &Draft| {
        let severity = if blank(draft) { Severity::Warning } else { draft.severity };
        (draft.other_line.is_some(), severity)
    };
    order.sort_by_key(|at| {
        let draft = &drafts[*at as usize];
        (turn(draft), draft.line, *at)
    });
    let mut by_line = vec![0u32; last - first];
    // What of that is for blanks and what else is open.
    let mut by_hole = vec![0u32; last - first];
    let mut by_group = vec![0u32; places.len()];
    // What the hints and details of each section have cost.
    let mut hinted = vec![0u32; accounts.len()];
    for at in order {
        let draft = &mut drafts[at as usize];
        if !draft.missing.is_empty() || draft.nature == Nature::Unread {
            continue;
        }
        let Some(index) = position(&accounts, draft.line).or(fallback) else { continue };
        let account = &accounts[index];
        let mut wanted = cost(draft, account.section);
        let mut most = account.least;
        let part = account.weight.div_ceil(account.content.max(1)).max(2 * 64);
        if open(draft) {
            // It costs its line's part.
            (wanted, most) = (part, most.max(part));
        }
        let hole = open(draft) || blank(draft);
        // A contradiction counts once, on both its sides.
        let mut charge = wanted;
        let hint = wanted == HINT;
        if hint {
            charge = charge.min(HINTS.saturating_sub(hinted[index]));
        }
        let sides = [Some(draft.line), draft.other_line];
        for line in sides.into_iter().flatten() {
            let Some(index) = position(&accounts, line).or(fallback) else { continue };
            let account = &accounts[index];
            charge = charge.min((account.there - account.there / 5).saturating_sub(account.used));
            // Where nothing is filled in, the section is worth nothing.
            if account.open < account.content || account.content == 0 {
                let line = line.clamp(first, last - 1) - first;
                charge = charge.min(most.saturating_sub(by_line[line]));
                if hole {
                    charge = charge.min(part.saturating_sub(by_hole[line]));
                }
                if let Some(group) = home(places, account.section, line) {
                    charge = charge.min(places[group].weight.saturating_sub(by_group[group]));
                }
            }
        }
        for line in sides.into_iter().flatten() {
            let Some(index) = position(&accounts, line).or(fallback) else { continue };
            accounts[index].used += charge;
            by_line[line.clamp(first, last - 1) - first] += charge;
            by_hole[line.clamp(first, last - 1) - first] += if hole { charge } else { 0 };
            if let Some(group) = home(places, accounts[index].section, line) {
                by_group[group] += charge;
            }
        }
        hinted[index] += if hint { charge } else { 0 };
        total += charge;
        draft.lost = f64::from(charge) / 64.0;
    }
    100.0 - f64::from(total) / 64.0
}

/// A for 90 and more, then B, C, D at 80, 65, 50, and E.
pub(super) fn grade(score: f64) -> &'static str {
    const GRADES: [(f64, &str); 4] = [(90.0, "A"), (80.0, "B"), (65.0, "C"), (50.0, "D")];
    GRADES.iter().find(|(from, _)| score >= *from).map_or("E", |(_, grade)| grade)
}
