//! From the plan's goals to a scorecard.

use planscore_base::actual::Actual;
use planscore_base::catalog;
use planscore_base::target::Target;
use planscore_kpi::{Item, Kpi, Scorecard, Scoring, SourceLine};
use planscore_plan::{Goal, PlanKpi, targets};

use super::whole::{Wholes, wholes};

/// The plan's own targets, each with its line. A quarter's or a region's part of a goal is left out: it is in the goal.
/// Quarters without a whole are asked for together.
pub fn plan_scorecard(goals: &[Goal], kpis: &[PlanKpi]) -> Scorecard {
    scorecard(&wholes(goals, None), kpis)
}

/// The same of goals that were sorted out already.
pub fn scorecard(of: &Wholes, kpis: &[PlanKpi]) -> Scorecard {
    let items = targets(&of.goals, kpis)
        .into_iter()
        .map(|target| {
            Item::Kpi(Kpi {
                unit: target.unit.filter(|_| catalog::find(&target.id).is_none()),
                id: target.id,
                source: Some(SourceLine { line: target.line as u32, text: target.name.clone() }),
                name: Some(target.name),
                weight: target.weight,
                target: Some(target.target),
                owner: target.owner,
                ..Kpi::default()
            })
        })
        .collect();
    Scorecard::new(items)
}

/// Whether a figure's target or curve rests on a baseline that nobody stated.
pub fn wants_baseline(kpi: &Kpi) -> bool {
    lacks_baseline(kpi)
        && (kpi.target.as_ref().is_some_and(Target::is_relative) || kpi.scoring == Some(Scoring::Progress {}))
}

fn lacks_baseline(kpi: &Kpi) -> bool {
    kpi.baseline.or_else(|| kpi.target.as_ref().and_then(Target::baseline)).is_none()
}

/// Whether something holds of any figure, however deep in groups.
pub fn any(items: &[Item], holds: &dyn Fn(&Kpi) -> bool) -> bool {
    items.iter().any(|item| match item {
        Item::Group(group) => any(&group.items, holds),
        Item::Kpi(kpi) => holds(kpi),
    })
}

/// Growth that names no baseline is measured against the same period a year before.
pub fn with_baselines(mut scorecard: Scorecard, before: &[Actual]) -> Scorecard {
    fill(&mut scorecard.items, before);
    scorecard
}

fn fill(items: &mut [Item], before: &[Actual]) {
    for item in items {
        match item {
            Item::Group(group) => fill(&mut group.items, before),
            Item::Kpi(kpi) => {
                if lacks_baseline(kpi) {
                    let known = before.iter().find(|actual| actual.id == kpi.id);
                    kpi.baseline = known.and_then(|actual| actual.measured.value());
                }
            }
        }
    }
}
