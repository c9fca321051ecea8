//! A member's own scorecard: its targets, in proportion to its time in the team.

use super::figure::{by_id, find};
use super::measure::Resolved;
use super::pace::Elapsed;
use super::report::{KpiReport, Options, score_kpis};
use super::roster::{Member, TeamOptions};
use super::scorecard::{Item, Kpi, Leaf, Scorecard};
use planscore_base::calendar::{Day, Period};
use planscore_base::catalog::Aggregation;
use planscore_base::error::{Error, Result};
use planscore_base::target::Target;

/// A member's own scorecard and result.
pub struct Personal {
    /// The scorecard with its own targets.
    pub card: Scorecard,
    /// Its share of the period.
    pub share: f64,
    /// What it scores.
    pub report: KpiReport,
    /// What it scored in the period before.
    pub previous_total: Option<f64>,
}

impl Personal {
    /// `None` for a member who is not in the team by the last day with data.
    pub fn of(
        scorecard: &Scorecard,
        leaves: &[Leaf<'_>],
        member: &Member,
        options: &TeamOptions,
        whole: Option<&Elapsed>,
    ) -> Result<Option<Self>> {
        let mut own = Options {
            season: options.season.clone(),
            seed: options.seed,
            locale: options.locale,
            strict: options.strict,
            previous: (!member.previous.is_empty()).then(|| member.previous.clone()),
            ..Options::default()
        };
        let mut share = 1.0;
        if let (Some(period), Some(whole)) = (&options.period, whole) {
            let start = member.from.map_or(period.start, |day| day.max(period.start));
            let end = member.until.map_or(period.end, |day| day.min(period.end));
            if end < start || start > whole.as_of {
                return Ok(None);
            }
            share = whole.share_between(Day(start.0 - 1), end);
            own.period = Some(Period { start, end, ..period.clone() });
        }
        let order = by_id(leaves);
        let mut own_target = vec![None; leaves.len()];
        for (j, target) in member.targets.iter().enumerate() {
            let leaf = find(leaves, &order, &target.id).ok_or_else(|| {
                Error::invalid("kpi/unknown-target", "计分卡里没有这个指标", "not in the scorecard")
                    .at(format!("targets[{j}].id"))
            })?;
            own_target[leaf] = Some(target.value);
        }
        let card = with_targets(scorecard, &own_target, share);
        let report = score_kpis(&card, &member.actuals, &own)?;
        let previous_total = match &own.previous {
            None => None,
            // The period before was worked in full.
            Some(previous) => {
                let card = with_targets(scorecard, &own_target, 1.0);
                let plain = Options { locale: options.locale, ..Options::default() };
                score_kpis(&card, previous, &plain)?.total
            }
        };
        Ok(Some(Self { card, share, report, previous_total }))
    }
}

/// Every figure, in the order of [`Scorecard::leaves`].
pub fn each_kpi(items: &mut [Item], change: &mut dyn FnMut(&mut Kpi)) {
    for item in items {
        match item {
            Item::Kpi(kpi) => change(kpi),
            Item::Group(group) => each_kpi(&mut group.items, change),
        }
    }
}

/// The scorecard with a member's own targets, in proportion to its share of the period.
fn with_targets(scorecard: &Scorecard, own: &[Option<f64>], share: f64) -> Scorecard {
    let mut card = scorecard.clone();
    let mut next = 0;
    each_kpi(&mut card.items, &mut |kpi| {
        personalise(kpi, own[next], share);
        next += 1;
    });
    card
}

/// Gives a figure a member's own target, and a sum its share of the period.
fn personalise(kpi: &mut Kpi, own: Option<f64>, share: f64) {
    let (target, adds_up) = match Resolved::of(kpi) {
        Ok(resolved) => (resolved.target, resolved.aggregation == Aggregation::Sum),
        Err(_) => (None, Resolved::open(kpi).aggregation == Aggregation::Sum),
    };
    let factor = if adds_up { share } else { 1.0 };
    if own.is_none() && factor == 1.0 {
        return;
    }
    if let Some(value) = own.or(target) {
        set_target(kpi, value * factor);
    }
}

/// Puts one value in the place of a target of any form; direction, curve and baseline stay.
pub fn set_target(kpi: &mut Kpi, value: f64) {
    let resolved = Resolved::open(kpi);
    let (direction, scoring) = (resolved.direction(), resolved.scoring().clone());
    kpi.baseline = kpi.baseline.or(kpi.target.as_ref().and_then(Target::baseline));
    (kpi.direction, kpi.scoring, kpi.target) =
        (Some(direction), Some(scoring), Some(Target::Absolute { value }));
}
