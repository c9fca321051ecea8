//! The bottleneck: the gap whose closing recovers the most money.
//!
//! A stage's gap to a named reference is worth *entrants x gap x conversion of the stages after it
//! x value of a won deal*; a slow stage's, *won money x days above the reference / days of the whole
//! cycle*. Rates are drawn from their posterior (Beta with Jeffreys' prior), medians from their
//! sampling distribution, so that each worth has an interval and a probability of being the largest.

use serde::Serialize;

use super::options::StageTarget;
use super::segments::{FALSE_DISCOVERIES, Peers};
use super::stage::{StageReport, StageTally};
use planscore_base::locale::{Locale, Text, amount};
use planscore_stats::{
    Beta, Interval, KaplanMeier, Random, benjamini_hochberg, proportions_p_value, quantile_sorted, quantiles,
    sort_floats,
};
use planscore_table::Deals;

/// A stage that falls short, and what closing the gap is worth.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Bottleneck {
    /// The stage.
    pub stage: String,
    /// Whether deals are lost there or kept waiting.
    pub kind: BottleneckKind,
    /// What closing the gap would have brought in the data's time span: money, or deals.
    pub recoverable: f64,
    /// What `recoverable` counts.
    pub unit: RecoverableUnit,
    /// Interval of the recoverable money.
    pub interval: Interval,
    /// Probability that no other gap is worth more.
    pub probability_worst: f64,
    /// What it is measured against.
    pub reference: Reference,
    /// All of that in words.
    pub because: String,
}

/// What a gap is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum RecoverableUnit {
    /// The deals' values, in the currency's main unit.
    Money,
    /// Won deals, where no value is known.
    Deals,
}

/// What falls short.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum BottleneckKind {
    /// The share that goes on.
    Conversion,
    /// The days it takes.
    Time,
}

/// What a stage is measured against.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename = "BottleneckReference")]
pub struct Reference {
    /// Where it comes from.
    pub kind: ReferenceKind,
    /// The rate, or the days.
    pub value: f64,
    /// The peer's name, for the best peer.
    pub name: Option<String>,
}

/// Where a reference comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum ReferenceKind {
    /// The plan's target.
    Target,
    /// The typical (median) rate of the other stages of the same funnel, where nothing else is known.
    Benchmark,
    /// The period before.
    Previous,
    /// The best owner or channel that is really better than the others.
    BestPeer,
}

/// What the verdict is made from.
pub struct Evidence<'a> {
    /// Stages with their counts.
    pub stages: &'a [StageReport],
    /// Their durations.
    pub curves: &'a [KaplanMeier],
    /// The outcomes of owners and channels; the first that differ are the reference.
    pub peers: &'a [Peers<'a>],
    /// The stages of the period before, with their durations.
    pub previous: Option<&'a [StageTally]>,
    /// The plan's targets.
    pub targets: &'a [StageTarget],
    /// Mean value of a won deal, or 1 where no value is known.
    pub value: f64,
    /// Whether values are known.
    pub has_values: bool,
    /// Mean days from entry to won; `None` if none won.
    pub cycle_days: Option<f64>,
    /// Coverage of the intervals.
    pub level: f64,
    /// Language.
    pub locale: Locale,
}

/// The verdict: the bottleneck or the reason why there is none, and every gap in order of its worth.
pub struct Verdict {
    /// The one gap that stands out.
    pub bottleneck: Option<Bottleneck>,
    /// Why there is none.
    pub because: Option<String>,
    /// Every gap, worth most first.
    pub ranking: Vec<Bottleneck>,
}

/// Draws behind every interval and probability.
const DRAWS: usize = 4_000;
/// The seed of the draws: the same data, the same verdict.
const SEED: u64 = 2_026;
/// Deals with a known outcome that a stage or a peer needs.
const ENOUGH: usize = 30;
/// A bottleneck is the largest gap with this probability.
const CLEAR: f64 = 0.9;
/// Chance of naming a gap that is none, over all stages together.
const FALSE_ALARM: f64 = 0.025;

/// A reference as it is drawn.
#[derive(Clone)]
enum Drawn {
    /// Known exactly.
    Fixed(f64),
    /// A rate of others: hits and misses.
    Rate(f64, f64),
    /// The median of the other stages' rates.
    OtherStages,
    /// The median of others' days.
    Median(KaplanMeier),
}

struct Candidate {
    stage: usize,
    kind: BottleneckKind,
    reference: Reference,
    drawn: Drawn,
}

/// Finds the bottleneck.
pub fn find(evidence: &Evidence<'_>) -> Verdict {
    let locale = evidence.locale;
    let none = |zh: &str, en: &str, ranking| Verdict {
        bottleneck: None,
        because: Some(locale.pick(zh, en).to_owned()),
        ranking,
    };
    let way = evidence.stages.len() - 1;
    if evidence.stages[..way].iter().all(|stage| resolved(stage) < ENOUGH) {
        return none(
            "数据不足：没有一个阶段有 30 个以上已有结果的商机",
            "not enough data: no stage has 30 deals with a known outcome",
            Vec::new(),
        );
    }
    let candidates = candidates(evidence);
    if candidates.is_empty() {
        return none(
            "没有参照：请给出目标转化率、上期数据或负责人/渠道",
            "nothing to compare with: give targets, the period before, owners or channels",
            Vec::new(),
        );
    }
    let worth = draw(evidence, &candidates);
    let (ranking, shortfall) = rank(evidence, &candidates, &worth);
    let Some(top) = ranking.first().filter(|top| top.recoverable > 0.0) else {
        return none("各阶段都达到了参照水平", "every stage reaches its reference", ranking);
    };
    let needed = 1.0 - FALSE_ALARM / candidates.len() as f64;
    if shortfall[0] < needed {
        return none(
            "最大的差距仍可能只是偶然，需要更多数据",
            "the largest gap may still be chance: more data are needed",
            ranking,
        );
    }
    if top.probability_worst < CLEAR {
        return none(
            "几个阶段的差距相当，分不出先后，没有明显的瓶颈",
            "several gaps are worth about the same, their intervals overlap",
            ranking,
        );
    }
    Verdict { bottleneck: Some(top.clone()), because: None, ranking }
}

fn resolved(stage: &StageReport) -> usize {
    stage.advanced + stage.lost
}

/// The stages that have a reference, each with the first it has: target, period before, best peer;
/// where no stage has any, the other stages of the funnel.
fn candidates(evidence: &Evidence<'_>) -> Vec<Candidate> {
    let way = evidence.stages.len() - 1;
    let enough = |i: usize| resolved(&evidence.stages[i]) >= ENOUGH;
    let target = |i: usize| evidence.targets.iter().find(|target| target.stage == evidence.stages[i].stage);
    let mut found = Vec::new();
    let peers = best_peers(evidence);
    for stage in (0..way).filter(|&i| enough(i)) {
        let previous = evidence.previous.map(|stages| stages[stage].outcomes());
        let (reference, drawn) = if let Some(rate) = target(stage).and_then(|target| target.rate) {
            (Reference { kind: ReferenceKind::Target, value: rate, name: None }, Drawn::Fixed(rate))
        } else if let Some((advanced, lost)) = previous.filter(|(advanced, lost)| advanced + lost >= ENOUGH) {
            let (hits, misses) = (advanced as f64, lost as f64);
            let value = hits / (hits + misses);
            (Reference { kind: ReferenceKind::Previous, value, name: None }, Drawn::Rate(hits, misses))
        } else if let Some((name, hits, misses)) = &peers[stage] {
            let reference = Reference {
                kind: ReferenceKind::BestPeer,
                value: hits / (hits + misses),
                name: Some(name.clone()),
            };
            (reference, Drawn::Rate(*hits, *misses))
        } else {
            continue;
        };
        found.push(Candidate { stage, kind: BottleneckKind::Conversion, reference, drawn });
    }
    for stage in (0..way).filter(|&i| evidence.curves[i].events >= ENOUGH) {
        let previous =
            evidence.previous.map(|stages| stages[stage].curve()).filter(|curve| curve.events >= ENOUGH);
        let (kind, value, drawn) = if let Some(days) = target(stage).and_then(|target| target.days) {
            (ReferenceKind::Target, days, Drawn::Fixed(days))
        } else if let Some((median, curve)) = previous.and_then(|curve| Some((curve.quantile(0.5)?, curve))) {
            (ReferenceKind::Previous, median, Drawn::Median(curve))
        } else {
            continue;
        };
        let reference = Reference { kind, value, name: None };
        found.push(Candidate { stage, kind: BottleneckKind::Time, reference, drawn });
    }
    if found.is_empty() && way >= 3 {
        for stage in (0..way).filter(|&i| enough(i)) {
            let others: Vec<f64> = (0..way)
                .filter(|&other| other != stage)
                .filter_map(|other| evidence.stages[other].conversion.resolved_rate)
                .collect();
            let Some(median) = quantiles(&others, &[0.5]).map(|cuts| cuts[0]) else { continue };
            let reference = Reference { kind: ReferenceKind::Benchmark, value: median, name: None };
            found.push(Candidate {
                stage,
                kind: BottleneckKind::Conversion,
                reference,
                drawn: Drawn::OtherStages,
            });
        }
    }
    found
}

/// For each stage the owner (or else channel) with the highest rate among those whose rate is really
/// above that of all others: name, hits, misses.
fn best_peers(evidence: &Evidence<'_>) -> Vec<Option<(String, f64, f64)>> {
    let way = evidence.stages.len() - 1;
    let mut best: Vec<Option<(String, f64, f64)>> = vec![None; way];
    for peers in evidence.peers {
        let mut tests: Vec<(usize, String, f64, f64, f64)> = Vec::new();
        for (name, outcomes) in peers.each() {
            for (stage, &(advanced, lost)) in outcomes[..way].iter().enumerate() {
                let (all_advanced, all_lost) = (evidence.stages[stage].advanced, evidence.stages[stage].lost);
                let (hits, misses) = (f64::from(advanced), f64::from(lost));
                let (other_hits, other_misses) = (all_advanced as f64 - hits, all_lost as f64 - misses);
                let p = proportions_p_value(hits, hits + misses, other_hits, other_hits + other_misses);
                if let Some(p) = p.filter(|_| (advanced + lost) as usize >= ENOUGH) {
                    let better = hits * other_misses > other_hits * misses;
                    tests.push((stage, name.to_owned(), hits, misses, if better { p } else { 1.0 }));
                }
            }
        }
        let p_values: Vec<f64> = tests.iter().map(|test| test.4).collect();
        let verdicts = benjamini_hochberg(&p_values, FALSE_DISCOVERIES);
        for ((stage, name, hits, misses, _), _) in tests.into_iter().zip(verdicts).filter(|(_, real)| *real) {
            let rate = |(_, hits, misses): &(String, f64, f64)| hits / (hits + misses);
            let peer = (name, hits, misses);
            if best[stage].as_ref().is_none_or(|known| rate(&peer) > rate(known)) {
                best[stage] = Some(peer);
            }
        }
        if best.iter().any(Option::is_some) {
            break;
        }
    }
    best
}

/// The worth of every candidate in every draw.
fn draw(evidence: &Evidence<'_>, candidates: &[Candidate]) -> Vec<Vec<f64>> {
    let way = evidence.stages.len() - 1;
    let mut random = Random::new(SEED);
    let beta = |stage: &StageReport| Beta::new(stage.advanced as f64 + 0.5, stage.lost as f64 + 0.5);
    let betas: Vec<Beta> = evidence.stages[..way].iter().map(beta).collect();
    let (mut rates, mut sorted) = (vec![0.0; way], vec![0.0; way]);
    let mut worth = vec![vec![0.0; DRAWS]; candidates.len()];
    for draw in 0..DRAWS {
        for (rate, beta) in rates.iter_mut().zip(&betas) {
            *rate = beta.draw(&mut random);
        }
        sorted.copy_from_slice(&rates);
        sort_floats(&mut sorted);
        for (candidate, worth) in candidates.iter().zip(&mut worth) {
            worth[draw] = one_worth(evidence, candidate, &rates, &sorted, &mut random);
        }
    }
    worth
}

/// The median of all rates, in order, but one.
fn median_of_others(sorted: &[f64], own: f64) -> f64 {
    let own = sorted.partition_point(|&rate| rate < own);
    let mut others = [0.0; Deals::MAX_STAGES];
    others[..own].copy_from_slice(&sorted[..own]);
    others[own..sorted.len() - 1].copy_from_slice(&sorted[own + 1..]);
    quantile_sorted(&others[..sorted.len() - 1], 0.5).unwrap_or(0.0)
}

fn one_worth(
    evidence: &Evidence<'_>,
    candidate: &Candidate,
    rates: &[f64],
    sorted: &[f64],
    random: &mut Random,
) -> f64 {
    let stage = candidate.stage;
    match candidate.kind {
        BottleneckKind::Conversion => {
            let reference = match &candidate.drawn {
                Drawn::Fixed(rate) => *rate,
                Drawn::Rate(hits, misses) => random.beta(hits + 0.5, misses + 0.5),
                Drawn::OtherStages => median_of_others(sorted, rates[stage]),
                Drawn::Median(_) => return 0.0,
            };
            conversion_worth(evidence, stage, reference - rates[stage], rates)
        }
        BottleneckKind::Time => {
            let reference = match &candidate.drawn {
                Drawn::Fixed(days) => *days,
                Drawn::Median(curve) => drawn_median(curve, random).unwrap_or(candidate.reference.value),
                Drawn::Rate(..) | Drawn::OtherStages => return 0.0,
            };
            let days = drawn_median(&evidence.curves[stage], random).unwrap_or(candidate.reference.value);
            time_worth(evidence, days - reference)
        }
    }
}

/// Entrants x gap x conversion of the later stages x value.
fn conversion_worth(evidence: &Evidence<'_>, stage: usize, gap: f64, rates: &[f64]) -> f64 {
    let downstream: f64 = rates[stage + 1..].iter().product();
    evidence.stages[stage].entered as f64 * gap.max(0.0) * downstream * evidence.value
}

/// Won money x days too many / days of the cycle.
fn time_worth(evidence: &Evidence<'_>, days_above: f64) -> f64 {
    let won = evidence.stages.last().map_or(0, |stage| stage.entered) as f64;
    let share =
        evidence.cycle_days.filter(|days| *days > 0.0).map_or(0.0, |cycle| days_above.max(0.0) / cycle);
    won * evidence.value * share.min(1.0)
}

/// A median from its sampling distribution: the quantile at 1/2 plus a normal step of 1/(2 √n).
fn drawn_median(curve: &KaplanMeier, random: &mut Random) -> Option<f64> {
    let step = 0.5 / (curve.events.max(1) as f64).sqrt();
    curve.quantile((0.5 + step * random.normal()).clamp(0.01, 0.99))
}

/// Candidates in order of their worth; for each how often it fell short at all.
fn rank(
    evidence: &Evidence<'_>,
    candidates: &[Candidate],
    worth: &[Vec<f64>],
) -> (Vec<Bottleneck>, Vec<f64>) {
    let mut worst = vec![0_usize; candidates.len()];
    for draw in 0..DRAWS {
        let largest = (0..worth.len()).max_by(|&a, &b| worth[a][draw].total_cmp(&worth[b][draw]));
        if let Some(at) = largest.filter(|&at| worth[at][draw] > 0.0) {
            worst[at] += 1;
        }
    }
    let rates: Vec<f64> =
        evidence.stages.iter().map(|stage| stage.conversion.resolved_rate.unwrap_or(0.0)).collect();
    let way = evidence.stages.len() - 1;
    let mut ranking: Vec<(Bottleneck, f64)> = candidates
        .iter()
        .enumerate()
        .map(|(i, candidate)| {
            let stage = candidate.stage;
            let recoverable = match candidate.kind {
                BottleneckKind::Conversion => {
                    conversion_worth(evidence, stage, candidate.reference.value - rates[stage], &rates[..way])
                }
                BottleneckKind::Time => {
                    let median = evidence.curves[stage].quantile(0.5).unwrap_or(candidate.reference.value);
                    time_worth(evidence, median - candidate.reference.value)
                }
            };
            let tail = (1.0 - evidence.level) / 2.0;
            let own = &worth[i];
            let falls_short = own.iter().filter(|w| **w > 0.0).count() as f64 / DRAWS as f64;
            let cuts = quantiles(own, &[tail, 1.0 - tail]).unwrap_or_else(|| vec![0.0; 2]);
            let interval = Interval { low: cuts[0], high: cuts[1], level: evidence.level };
            let probability_worst = worst[i] as f64 / DRAWS as f64;
            let because = explain(evidence, candidate, recoverable, &interval);
            let bottleneck = Bottleneck {
                stage: evidence.stages[stage].stage.clone(),
                kind: candidate.kind,
                recoverable,
                unit: if evidence.has_values { RecoverableUnit::Money } else { RecoverableUnit::Deals },
                interval,
                probability_worst,
                reference: candidate.reference.clone(),
                because,
            };
            (bottleneck, falls_short)
        })
        .collect();
    planscore_stats::sort_by(&mut ranking, &|(a, _), (b, _)| b.recoverable.total_cmp(&a.recoverable));
    ranking.into_iter().unzip()
}

const DEALS: Text = Text { zh: "{0} 单", en: "{0} deals" };
const BEST_PEER: Text = Text { zh: "表现最好的{0}", en: "the best peer ({0})" };
const GAIN: Text = Text {
    zh: "补上差距约可挽回 {0}（{1}至{2}）",
    en: "closing the gap recovers about {0} ({1} to {2})",
};
const CONVERSION: Text = Text {
    zh: "{0}→{1}：{2} 个已有结果的商机中 {3} 个推进（{4}），{5}为 {6}；{7}",
    en: "{0} to {1}: {3} of {2} deals with a known outcome went on ({4}), {5} is {6}; {7}",
};
const TIME: Text = Text {
    zh: "{0}：停留中位数 {1} 天，{2}为 {3} 天；{4}",
    en: "{0}: deals stay {1} days (median), {2} is {3}; {4}",
};

fn explain(evidence: &Evidence<'_>, candidate: &Candidate, recoverable: f64, interval: &Interval) -> String {
    let locale = evidence.locale;
    let stage = &evidence.stages[candidate.stage];
    let next = &evidence.stages[candidate.stage + 1].stage;
    let name = candidate.reference.name.as_deref().unwrap_or_default();
    let against = match candidate.reference.kind {
        ReferenceKind::Target => locale.pick("计划目标", "the plan's target").to_owned(),
        ReferenceKind::Benchmark => {
            locale.pick("其他阶段的一般水平", "the other stages' typical rate").to_owned()
        }
        ReferenceKind::Previous => locale.pick("上期", "the period before").to_owned(),
        ReferenceKind::BestPeer => BEST_PEER.fill(locale, &[name]),
    };
    let tenths = |value: f64| format!("{value:.1}");
    let worth = |value: f64| {
        if evidence.has_values { amount(value, locale) } else { DEALS.fill(locale, &[&tenths(value)]) }
    };
    let gain = GAIN.fill(locale, &[&worth(recoverable), &worth(interval.low), &worth(interval.high)]);
    let reference = candidate.reference.value;
    match candidate.kind {
        BottleneckKind::Conversion => {
            let percent = |rate: f64| tenths(100.0 * rate) + "%";
            let rate = percent(stage.conversion.resolved_rate.unwrap_or(0.0));
            let (known, advanced) = (resolved(stage).to_string(), stage.advanced.to_string());
            let reference = percent(reference);
            let values = [&stage.stage, next, &known, &advanced, &rate, &against, &reference, &gain];
            CONVERSION.fill(locale, &values.map(String::as_str))
        }
        BottleneckKind::Time => {
            let median = tenths(stage.days.p50.unwrap_or(0.0));
            let values = [&stage.stage, &median, &against, &tenths(reference), &gain];
            TIME.fill(locale, &values.map(String::as_str))
        }
    }
}
