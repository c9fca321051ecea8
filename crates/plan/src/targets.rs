//! The plan's own targets, for a scorecard.

use std::collections::{HashMap, HashSet};

use super::report::{Goal, PlanKpi};
use super::when::part_at;
use planscore_base::target::Target;

/// A figure with its weight and target as the plan states them.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanTarget {
    /// Unique: the catalogue's id, or the plan's name for it; numbered where it repeats.
    pub id: String,
    /// The plan's name for it.
    pub name: String,
    /// Weight; equal weights where the plan gives none.
    pub weight: f64,
    /// What is asked.
    pub target: Target,
    /// What it is counted in.
    pub unit: Option<String>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// Line of the plan, from 1.
    pub line: usize,
}

/// Weights from the key figures, targets from them or from the goals; without weights, every goal counts alike. The goals
/// of parts of the year are left out where the whole has one.
pub fn targets(goals: &[Goal], kpis: &[PlanKpi]) -> Vec<PlanTarget> {
    let mut found: Vec<PlanTarget> = Vec::new();
    let (mut known, mut taken): (HashMap<String, usize>, HashSet<String>) = Default::default();
    let mut add = |mut target: PlanTarget| {
        let times = known.entry(target.id.clone()).or_default();
        // A name may end in the number that another one would get.
        loop {
            *times += 1;
            let id = if *times == 1 { target.id.clone() } else { format!("{}#{times}", target.id) };
            if taken.insert(id.clone()) {
                target.id = id;
                break;
            }
        }
        found.push(target);
    };
    // 第一季度销售总额 is measured in that quarter, not against the whole year.
    let of_part = |goal: &Goal| part_at(&goal.metric.chars().collect::<Vec<char>>(), 0).is_some();
    let (parts, wholes): (Vec<&Goal>, Vec<&Goal>) = goals.iter().partition(|goal| of_part(goal));
    let goal_of = |kpi: &PlanKpi| {
        wholes.iter().copied().find(|goal| match (&goal.kpi, &kpi.kpi) {
            (Some(a), Some(b)) => a == b,
            _ => goal.metric == kpi.name,
        })
    };
    let weighted: Vec<&PlanKpi> =
        kpis.iter().filter(|kpi| kpi.weight.is_some_and(|w| w.is_finite() && w >= 0.0)).collect();
    for kpi in &weighted {
        let goal = goal_of(kpi);
        add(PlanTarget {
            id: kpi.kpi.clone().unwrap_or_else(|| kpi.name.clone()),
            name: kpi.name.clone(),
            weight: kpi.weight.unwrap_or(0.0),
            target: kpi
                .target
                .clone()
                .or_else(|| goal.map(|goal| goal.target.clone()))
                .unwrap_or(Target::Unset { text: None }),
            unit: goal.and_then(|goal| goal.unit.clone()),
            owner: kpi.owner.clone().or_else(|| goal.and_then(|goal| goal.owner.clone())),
            line: kpi.span.line,
        });
    }
    if weighted.is_empty() {
        let told = |part: &&Goal| wholes.iter().any(|whole| whole.kpi.is_some() && whole.kpi == part.kpi);
        let parts: Vec<&Goal> = parts.into_iter().filter(|part| !told(part)).collect();
        let count = wholes.len() + parts.len();
        let wholes = wholes.iter().map(|&goal| (goal, goal.kpi.as_ref().unwrap_or(&goal.metric)));
        for (goal, id) in wholes.chain(parts.into_iter().map(|goal| (goal, &goal.metric))) {
            add(PlanTarget {
                id: id.clone(),
                name: goal.metric.clone(),
                weight: 100.0 / count as f64,
                target: goal.target.clone(),
                unit: goal.unit.clone(),
                owner: goal.owner.clone(),
                line: goal.span.line,
            });
        }
    }
    found
}
