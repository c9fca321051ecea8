//! The score: every point lost names its finding, and the losses sum to 100 less the score exactly.
//!
//! Each required section has a weight, shared out among what it must speak of. What is missing costs all
//! of its share. What is there costs at most four fifths of the section's other shares. A line costs no more
//! than the least share of its section, the lines of an element no more than it would cost missing, and a
//! defect no more than leaving the part out: so leaving out what is required never raises the score. Nor does
//! a blank cost more or less than what it stands for, so that putting one in changes nothing: an owner's or a time's costs
//! what the rule for a missing one does, all else that is open on a line together the line's part. Losses are counted in 1/64 points, which doubles hold exactly.

use super::archetype::Place;
use super::finding::{Draft, Nature};
use super::report::Severity;
use super::section::SectionKind;

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
    /// How many lines of content it has, how many of them are open, and how many hold a blank.
    content: u32,
    open: u32,
    blank: u32,
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
                blank: 0,
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

/// What a plan says of its lines, as the score needs it.
pub(super) struct Lines<'a> {
    /// The kind of the section that a line stands in.
    pub kind: &'a dyn Fn(usize) -> SectionKind,
    /// True of a line with content of its own.
    pub content: &'a dyn Fn(usize) -> bool,
    /// True of a line with a figure that is filled in.
    pub figure: &'a dyn Fn(usize) -> bool,
    /// The first line and one past the last.
    pub range: (usize, usize),
}

/// Fills in what each finding costs; gives the score.
pub(super) fn settle(drafts: &mut [Draft], places: &[Place], lines: &Lines) -> f64 {
    let mut ledger = Ledger::new(places, lines);
    // What is missing comes first: it takes what the section's other findings cannot then cost.
    let mut total = ledger.missing(drafts);
    ledger.count_open(drafts);
    let fallback = (0..ledger.accounts.len()).max_by_key(|index| ledger.accounts[*index].there);
    let mut order: Vec<usize> = (0..drafts.len()).collect();
    // A blank comes when what it stands for would. Contradictions come last: settling one frees both its sides.
    let turn = |draft: &Draft| {
        let severity = if blank(draft) { Severity::Warning } else { draft.severity };
        (draft.other_line.is_some(), severity)
    };
    let place = |at: usize| (turn(&drafts[at]), drafts[at].line, at);
    planscore_stats::sort_by(&mut order, &|&a, &b| place(a).cmp(&place(b)));
    for at in order {
        let draft = &mut drafts[at];
        if draft.missing.is_empty() && draft.nature != Nature::Unread {
            let charge = ledger.charge(draft, fallback);
            total += charge;
            draft.lost = f64::from(charge) / 64.0;
        }
    }
    100.0 - f64::from(total) / 64.0
}

fn blank(draft: &Draft) -> bool {
    draft.rule.nature == Nature::Blank
}

/// What has been charged so far, by section, line and element.
struct Ledger<'a> {
    places: &'a [Place<'a>],
    lines: &'a Lines<'a>,
    accounts: Vec<Account>,
    by_line: Vec<u32>,
    /// What of that is for blanks and what else is open.
    by_hole: Vec<u32>,
    by_group: Vec<u32>,
    /// What the hints and details of each section have cost.
    hinted: Vec<u32>,
}

impl<'a> Ledger<'a> {
    fn new(places: &'a [Place<'a>], lines: &'a Lines<'a>) -> Self {
        let accounts = accounts(places);
        let count = lines.range.1 - lines.range.0;
        let hinted = vec![0; accounts.len()];
        let by_group = vec![0; places.len()];
        let (by_line, by_hole) = (vec![0; count], vec![0; count]);
        let mut ledger = Self { places, lines, accounts, by_line, by_hole, by_group, hinted };
        for line in (lines.range.0..lines.range.1).filter(|line| (lines.content)(*line)) {
            if let Some(index) = ledger.account(line) {
                ledger.accounts[index].content += 1;
            }
        }
        ledger
    }

    /// The account of the section that a line stands in.
    fn account(&self, line: usize) -> Option<usize> {
        let kind = (self.lines.kind)(line);
        self.accounts.iter().position(|account| account.section == kind)
    }

    /// A line's place in the lists by line.
    fn at(&self, line: usize) -> usize {
        let (first, last) = self.lines.range;
        line.clamp(first, last - 1) - first
    }

    /// Charges what is not there, each place once.
    fn missing(&mut self, drafts: &mut [Draft]) -> u32 {
        let mut paid = vec![false; self.places.len()];
        let mut total = 0;
        for draft in drafts {
            let mut sum = 0;
            for &index in &draft.missing {
                if std::mem::replace(&mut paid[index], true) {
                    continue;
                }
                let place = &self.places[index];
                sum += place.weight;
                let own = |account: &&mut Account| account.section == place.section;
                if place.lines.is_some()
                    && let Some(account) = self.accounts.iter_mut().find(own)
                {
                    account.there -= place.weight;
                }
            }
            draft.lost = f64::from(sum) / 64.0;
            total += sum;
        }
        total
    }

    /// Counts the open lines of each section. A blank beside a figure (a date still to be set) is a defect like another.
    fn count_open(&mut self, drafts: &[Draft]) {
        let mut counted = vec![(false, false); self.by_line.len()];
        for draft in drafts {
            if !self.open(draft) {
                continue;
            }
            let at = self.at(draft.line);
            let Some(index) = self.account(at + self.lines.range.0) else { continue };
            let account = &mut self.accounts[index];
            let (open, holed) = &mut counted[at];
            account.open += u32::from(!std::mem::replace(open, true));
            if blank(draft) {
                account.blank += u32::from(!std::mem::replace(holed, true));
            }
        }
    }

    fn open(&self, draft: &Draft) -> bool {
        open(draft) && !(draft.nature == Nature::Blank && (self.lines.figure)(draft.line))
    }

    /// What a finding costs after all that was charged before; a contradiction counts once, on both its sides.
    fn charge(&mut self, draft: &Draft, fallback: Option<usize>) -> u32 {
        let Some(index) = self.account(draft.line).or(fallback) else { return 0 };
        let account = &self.accounts[index];
        let mut charge = cost(draft, account.section);
        let hint = charge == HINT;
        let mut most = account.least;
        let part = account.weight.div_ceil(account.content.max(1)).max(2 * 64);
        if self.open(draft) {
            // It costs its line's part.
            (charge, most) = (part, most.max(part));
        }
        // A blank for a detail is beside what else is open on its line; a hint at what is open is not.
        let detail = draft.nature == Nature::Detail;
        let hole =
            (self.open(draft) || draft.nature == Nature::Open || blank(draft) && !detail).then_some(part);
        if hint {
            charge = charge.min(HINTS.saturating_sub(self.hinted[index]));
        }
        let sides: Vec<usize> = [Some(draft.line), draft.other_line].into_iter().flatten().collect();
        for line in &sides {
            charge = charge.min(self.left(*line, fallback, most, hole));
        }
        for line in sides {
            self.book(line, fallback, charge, hole.is_some());
        }
        self.hinted[index] += if hint { charge } else { 0 };
        charge
    }

    /// What may still be charged to a line, of its own most and of the part that blanks may cost.
    fn left(&self, line: usize, fallback: Option<usize>, most: u32, hole: Option<u32>) -> u32 {
        let Some(index) = self.account(line).or(fallback) else { return u32::MAX };
        let account = &self.accounts[index];
        // A fifth stays for what is written, and nothing for a skeleton with all its blanks.
        let skeleton = account.content > 0 && account.blank >= account.content;
        let kept = if skeleton { 0 } else { account.there / 5 };
        let mut left = (account.there - kept).saturating_sub(account.used);
        // Where nothing is filled in, the section is worth nothing.
        if account.open < account.content || account.content == 0 {
            let at = self.at(line);
            left = left.min(most.saturating_sub(self.by_line[at]));
            if let Some(part) = hole {
                left = left.min(part.saturating_sub(self.by_hole[at]));
            }
            if let Some(group) = home(self.places, account.section, line) {
                left = left.min(self.places[group].weight.saturating_sub(self.by_group[group]));
            }
        }
        left
    }

    fn book(&mut self, line: usize, fallback: Option<usize>, charge: u32, hole: bool) {
        let Some(index) = self.account(line).or(fallback) else { return };
        let at = self.at(line);
        self.accounts[index].used += charge;
        self.by_line[at] += charge;
        self.by_hole[at] += if hole { charge } else { 0 };
        if let Some(group) = home(self.places, self.accounts[index].section, line) {
            self.by_group[group] += charge;
        }
    }
}

/// A for 90 and more, then B, C, D at 80, 65, 50, and E.
pub(super) fn grade(score: f64) -> &'static str {
    const GRADES: [(f64, &str); 4] = [(90.0, "A"), (80.0, "B"), (65.0, "C"), (50.0, "D")];
    GRADES.iter().find(|(from, _)| score >= *from).map_or("E", |(_, grade)| grade)
}
