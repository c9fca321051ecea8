//! The score: every point lost names its finding, and the losses sum to 100 less the score exactly.
//!
//! Each required place (a section, or something it must speak of) has a weight. Missing, it costs
//! all of it. There, its findings cost at most four fifths; what is left over pays for contradictions
//! between two places, up to the lesser of the two. So a place that is there, however poor, never
//! scores worse than one that is not. Losses are counted in 1/64 points, which doubles hold exactly.

use super::archetype::Place;
use super::finding::Draft;
use super::outline::SectionKind;
use super::report::Severity;

/// What a finding of a severity costs, in 1/64 points.
#[inline(never)]
fn cost(severity: Severity) -> u32 {
    match severity {
        Severity::Error => 4 * 64,
        Severity::Warning => 2 * 64,
        Severity::Info => 16,
    }
}

/// The place that a line belongs to: the narrowest element around it, else the rest of its section.
#[inline(never)]
fn home(places: &[Place], section: SectionKind, line: usize) -> Option<usize> {
    let mut best: Option<(usize, usize)> = None;
    for (index, place) in places.iter().enumerate() {
        let Some((first, last)) = place.lines.filter(|_| place.section == section) else { continue };
        let width = if place.element.is_some() { last - first } else { usize::MAX };
        let inside = place.element.is_none() || (first..last).contains(&line);
        if inside && best.is_none_or(|(narrowest, _)| width < narrowest) {
            best = Some((width, index));
        }
    }
    best.map(|(_, index)| index)
}

/// Fills in what each finding costs; gives the score.
#[inline(never)]
pub(super) fn settle(
    drafts: &mut [Draft],
    places: &[Place],
    kind_of_line: &dyn Fn(usize) -> SectionKind,
    content_line: &dyn Fn(usize) -> bool,
    lines: (usize, usize),
) -> f64 {
    let mut used = vec![0u32; places.len()];
    let mut shared = vec![0u32; places.len()];
    // How many lines of content each place has: a blank costs its line's part.
    let mut content = vec![0u32; places.len()];
    for line in lines.0..lines.1 {
        if content_line(line)
            && let Some(index) = home(places, kind_of_line(line), line)
        {
            content[index] += 1;
        }
    }
    // Where everything said belongs to an element, the elements carry the whole section.
    let mut weight: Vec<u32> = places.iter().map(|place| place.weight).collect();
    for rest in (0..places.len()).filter(|i| places[*i].element.is_none() && content[*i] == 0) {
        let own: Vec<usize> = (0..places.len())
            .filter(|i| places[*i].section == places[rest].section && places[*i].element.is_some())
            .collect();
        if own.iter().any(|i| content[*i] > 0) {
            let each = weight[rest] / own.len() as u32;
            weight[rest] -= each * own.len() as u32;
            for index in own {
                weight[index] += each;
            }
        }
    }
    let reserve = |index: usize| weight[index] / 5;
    let fallback = places
        .iter()
        .enumerate()
        .filter(|(_, p)| p.lines.is_some())
        .max_by_key(|(_, p)| p.weight)
        .map(|(i, _)| i);
    let mut order: Vec<u32> = (0..drafts.len() as u32).collect();
    crate::stats::sort_indices(&mut order, &|a, b| {
        let (x, y) = (&drafts[a as usize], &drafts[b as usize]);
        x.severity.cmp(&y.severity).then(x.line.cmp(&y.line)).then(a.cmp(&b))
    });
    let mut total = 0u32;
    for at in order {
        let draft = &mut drafts[at as usize];
        let charge = if draft.missing.is_empty() {
            let Some(index) = home(places, kind_of_line(draft.line), draft.line).or(fallback) else {
                draft.lost = 0.0;
                continue;
            };
            let mut wanted = (f64::from(cost(draft.severity)) * draft.confidence) as u32;
            if draft.code.starts_with('P') && draft.severity != Severity::Info && content[index] > 0 {
                wanted = wanted.max(weight[index].div_ceil(content[index]));
            }
            match draft
                .other_line
                .and_then(|line| home(places, kind_of_line(line), line))
                .filter(|other| *other != index)
            {
                Some(other) => {
                    let room = |i: usize| reserve(i).saturating_sub(shared[i]);
                    let charge = wanted.min(room(index)).min(room(other));
                    shared[index] += charge;
                    shared[other] += charge;
                    charge
                }
                None => {
                    let cap = weight[index] - reserve(index);
                    let charge = wanted.min(cap.saturating_sub(used[index]));
                    used[index] += charge;
                    charge
                }
            }
        } else {
            let mut sum = 0;
            for &index in &draft.missing {
                sum += weight[index] - used[index].min(weight[index]);
                used[index] = weight[index];
            }
            sum
        };
        total += charge;
        draft.lost = f64::from(charge) / 64.0;
    }
    100.0 - f64::from(total) / 64.0
}

/// A for 90 and more, then B, C, D at 80, 65, 50, and E.
#[inline(never)]
pub(super) fn grade(score: f64) -> &'static str {
    const GRADES: [(f64, &str); 4] = [(90.0, "A"), (80.0, "B"), (65.0, "C"), (50.0, "D")];
    GRADES.iter().find(|(from, _)| score >= *from).map_or("E", |(_, grade)| grade)
}
