//! A funnel of which only the counts are known.

use serde::Deserialize;

use super::bottleneck::{self, Evidence};
use super::options::FunnelOptions;
use super::report::{CycleDays, FunnelReport};
use super::stage::{Conversion, Days, StageReport};
use planscore_base::error::{Error, Result};
use planscore_stats::KaplanMeier;
use planscore_table::Deals;

/// Counts of one stage.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StageCount {
    /// The stage.
    pub stage: String,
    /// Deals that reached it.
    pub entered: f64,
    /// Of them, those that went on. Default: what entered the next stage.
    #[serde(default)]
    pub advanced: Option<f64>,
}

/// Most deals a stage can count.
const LARGEST: f64 = 1e12;

/// Analyses counts: conversions with intervals and the bottleneck by rate; there is nothing to say
/// about time. Whoever did not go on counts as lost.
///
/// ```
/// use planscore_funnel::{FunnelOptions, StageCount, analyze_counts};
/// let count = |stage: &str, entered| StageCount { stage: stage.into(), entered, advanced: None };
/// let report = analyze_counts(&[count("线索", 200.0), count("商机", 60.0), count("成单", 18.0)], &FunnelOptions::default()).unwrap();
/// assert_eq!(report.stages[0].conversion.rate, Some(0.3));
/// ```
///
/// # Errors
/// Fewer than two stages or names that repeat (`funnel/stages`), counts that are not whole numbers
/// from 0 (`funnel/bad-count`), more that went on than came (`funnel/bad-count`), each with its path.
pub fn analyze_counts(counts: &[StageCount], options: &FunnelOptions) -> Result<FunnelReport> {
    let stages: Vec<String> = counts.iter().map(|count| count.stage.clone()).collect();
    let repeated = (1..stages.len()).find(|&i| stages[..i].contains(&stages[i]));
    if !(2..=Deals::MAX_STAGES).contains(&stages.len()) {
        return Err(Error::invalid("funnel/stages", "需要 2 到 32 个阶段", "a funnel has 2 to 32 stages")
            .at("counts"));
    }
    if let Some(i) = repeated {
        return Err(Error::invalid("funnel/stages", "阶段名重复", "a stage is named twice")
            .at(format!("counts[{i}].stage")));
    }
    options.validate(&stages)?;
    let whole = |value: f64, path: String| {
        if (0.0..=LARGEST).contains(&value) && value.fract() == 0.0 {
            Ok(value as usize)
        } else {
            Err(Error::invalid(
                "funnel/bad-count",
                "数量必须是不小于 0 的整数",
                "a count is a whole number from 0",
            )
            .at(path))
        }
    };
    let level = options.coverage();
    let mut reports = Vec::with_capacity(counts.len());
    for (i, count) in counts.iter().enumerate() {
        let entered = whole(count.entered, format!("counts[{i}].entered"))?;
        let is_last = i + 1 == counts.len();
        let advanced = match (count.advanced, counts.get(i + 1)) {
            (Some(advanced), _) => whole(advanced, format!("counts[{i}].advanced"))?,
            (None, Some(next)) => whole(next.entered, format!("counts[{}].entered", i + 1))?,
            (None, None) => entered,
        };
        if advanced > entered {
            return Err(Error::invalid(
                "funnel/bad-count",
                format!("“{}”推进的比进入的还多", count.stage),
                format!("more went on from \"{}\" than came", count.stage),
            )
            .at(format!("counts[{i}]")));
        }
        let lost = entered - advanced;
        reports.push(StageReport {
            stage: count.stage.clone(),
            entered,
            advanced,
            lost,
            open: 0,
            bypassed: 0,
            late: 0,
            skipped: 0,
            regressed: 0,
            conversion: if is_last {
                Conversion::default()
            } else {
                Conversion::of(entered, advanced, lost, level)
            },
            days: Days::default(),
            survival: Vec::new(),
            dwell: None,
            open_value: 0.0,
            lost_reasons: Vec::new(),
        });
    }
    let verdict = bottleneck::find(&Evidence {
        stages: &reports,
        curves: &vec![KaplanMeier::default(); reports.len()],
        peers: &[],
        previous: None,
        targets: &options.targets,
        value: 1.0,
        has_values: false,
        cycle_days: None,
        level,
        locale: options.locale,
    });
    let (deals, won) = (reports[0].entered, reports[reports.len() - 1].entered);
    Ok(FunnelReport {
        schema: 1,
        as_of: options.as_of,
        deals,
        won,
        lost: deals.saturating_sub(won),
        open: 0,
        cycle_days: CycleDays::default(),
        outcomes: Vec::new(),
        win_rate: (deals > 0).then(|| won.min(deals) as f64 / deals as f64),
        velocity_per_day: None,
        bottleneck: verdict.bottleneck,
        no_bottleneck_because: verdict.because,
        ranking: verdict.ranking,
        response: None,
        segments: Vec::new(),
        stuck: Vec::new(),
        stages: reports,
        issues: Vec::new(),
    })
}
