//! One decision table: rules in order over scores and values, the first match wins.

use super::activity::Activity;
use super::options::{RfmOptions, TierRule, Tiers};
use super::scores::Scored;
use super::tables::{self, Tier};
use planscore_base::locale::{Locale, Text};
use planscore_stats::{quantile_sorted, quantiles};

/// What a condition looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Feature {
    /// Recency score.
    R,
    /// Frequency score.
    F,
    /// Money score.
    M,
    /// Days since the last purchase.
    Recency,
    /// Days since the first purchase.
    Age,
    /// Money.
    Monetary,
}

/// A feature within limits: `low < value <= high` for values, `low <= score <= high` for scores.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Condition {
    /// What it looks at.
    pub feature: Feature,
    /// Lower limit.
    pub low: f64,
    /// Upper limit, included.
    pub high: f64,
}

impl Condition {
    /// Whether a value meets it.
    pub fn holds(&self, value: f64) -> bool {
        let above = match self.feature {
            Feature::R | Feature::F | Feature::M => value >= self.low,
            Feature::Recency | Feature::Age | Feature::Monetary => value > self.low,
        };
        above && value <= self.high
    }
}

/// All conditions must hold.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    /// Which tier it gives.
    pub tier: usize,
    /// What it asks.
    pub conditions: Vec<Condition>,
}

/// The tiers and the rules that give them.
#[derive(Debug, Clone)]
pub struct TierTable {
    /// Id, name and the rest of each tier; the last one is for whoever no rule takes.
    pub tiers: Vec<NamedTier>,
    /// Rules in order.
    pub rules: Vec<Rule>,
}

/// A tier, ready-made or the caller's.
#[derive(Debug, Clone)]
pub struct NamedTier {
    /// Id; the caller's name for the caller's tiers.
    pub id: String,
    /// What is known of it.
    pub tier: Tier,
}

impl NamedTier {
    /// The name in one language.
    pub fn name(&self, locale: Locale) -> &str {
        if self.tier.id.is_empty() { &self.id } else { self.tier.name.get(locale) }
    }
}

/// The value of a feature for one customer.
pub fn value(feature: Feature, i: usize, activity: &Activity, scored: &Scored) -> f64 {
    match feature {
        Feature::R => f64::from(scored.r[i]),
        Feature::F => f64::from(scored.f[i]),
        Feature::M => f64::from(scored.m[i]),
        Feature::Recency => f64::from(activity.recency[i]),
        Feature::Age => f64::from(activity.age[i]),
        Feature::Monetary => activity.monetary[i],
    }
}

impl TierTable {
    /// The table an option names.
    pub fn of(options: &RfmOptions, activity: &Activity, ascending_money: &[f64], lapsed_days: f64) -> Self {
        let bins = options.score_count();
        let span = |feature, (low, high): (u8, u8)| Condition {
            feature,
            low: f64::from(low),
            high: f64::from(high),
        };
        match &options.tiers {
            Tiers::SalesPlan => sales_plan(options, activity, ascending_money, lapsed_days),
            Tiers::TenSegments => Self::ready_made(
                tables::TEN.map(|(tier, r, f)| (tier, vec![span(Feature::R, r), span(Feature::F, f)])),
            ),
            Tiers::RPackage => Self::ready_made(tables::R_PACKAGE.map(|(tier, r, f, m)| {
                (tier, vec![span(Feature::R, r), span(Feature::F, f), span(Feature::M, m)])
            })),
            Tiers::EightSegments => {
                let (low, high) = (
                    (1, (bins / 2) as u8 + (bins % 2) as u8),
                    (bins as u8 / 2 + bins as u8 % 2 + 1, bins as u8),
                );
                let half = |feature, is_high| span(feature, if is_high { high } else { low });
                Self::ready_made(tables::EIGHT.map(|(tier, r, f, m)| {
                    (tier, vec![half(Feature::R, r), half(Feature::F, f), half(Feature::M, m)])
                }))
            }
            Tiers::Custom(rules) => custom(rules),
        }
    }

    fn ready_made<const N: usize>(tiers: [(Tier, Vec<Condition>); N]) -> Self {
        let mut table = Self { tiers: Vec::new(), rules: Vec::new() };
        for (tier, conditions) in tiers {
            table.rules.push(Rule { tier: table.tiers.len(), conditions });
            table.tiers.push(NamedTier { id: tier.id.to_owned(), tier });
        }
        table.closed()
    }

    /// Adds the tier of whoever no rule takes.
    fn closed(mut self) -> Self {
        self.tiers.push(NamedTier { id: tables::UNMATCHED.id.to_owned(), tier: tables::UNMATCHED });
        self
    }

    /// The tier of one customer.
    fn tier_of(&self, of: &dyn Fn(Feature) -> f64) -> usize {
        let matches = |rule: &&Rule| rule.conditions.iter().all(|c| c.holds(of(c.feature)));
        self.rules.iter().find(matches).map_or(self.tiers.len() - 1, |rule| rule.tier)
    }

    /// The tier of every customer.
    pub fn assign(&self, activity: &Activity, scored: &Scored, bins: u32) -> Vec<u16> {
        let on_scores = |c: &Condition| matches!(c.feature, Feature::R | Feature::F | Feature::M);
        if !self.rules.iter().all(|rule| rule.conditions.iter().all(on_scores)) {
            return (0..activity.customer.len())
                .map(|i| self.tier_of(&|feature| value(feature, i, activity, scored)) as u16)
                .collect();
        }
        let size = bins as usize + 1;
        let mut by_cell = vec![0_u16; size * size * size];
        for (cell, tier) in by_cell.iter_mut().enumerate() {
            let of = |feature| match feature {
                Feature::R => (cell / size / size) as f64,
                Feature::F => (cell / size % size) as f64,
                _ => (cell % size) as f64,
            };
            *tier = self.tier_of(&of) as u16;
        }
        let cells = scored.r.iter().zip(&scored.f).zip(&scored.m);
        cells
            .map(|((&r, &f), &m)| by_cell[(usize::from(r) * size + usize::from(f)) * size + usize::from(m)])
            .collect()
    }
}

/// New by age; VIP by money among those not lapsed; active the rest of them; dormant those lapsed
/// who spent more than the median customer; lost the rest.
fn sales_plan(
    options: &RfmOptions,
    activity: &Activity,
    ascending_money: &[f64],
    lapsed_days: f64,
) -> TierTable {
    const NEW_DAYS: f64 = 90.0;
    const VIP_SHARE: f64 = 0.1;
    let (any, all) = (f64::NEG_INFINITY, f64::INFINITY);
    let current: Vec<f64> = activity
        .recency
        .iter()
        .zip(&activity.monetary)
        .filter(|(recency, _)| f64::from(**recency) <= lapsed_days)
        .map(|(_, money)| *money)
        .collect();
    let vip_share = options.vip_share.unwrap_or(VIP_SHARE);
    let vip = quantiles(&current, &[1.0 - vip_share]).map_or(all, |cuts| cuts[0]);
    let median = quantile_sorted(ascending_money, 0.5).unwrap_or(all);
    let is = |feature, low, high| Condition { feature, low, high };
    let not_lapsed = is(Feature::Recency, any, lapsed_days);
    let [new, vip_tier, active, dormant, lost] = tables::SALES_PLAN;
    TierTable::ready_made([
        (new, vec![is(Feature::Age, any, options.new_days.unwrap_or(NEW_DAYS))]),
        (vip_tier, vec![not_lapsed, is(Feature::Monetary, vip, all)]),
        (active, vec![not_lapsed]),
        (dormant, vec![is(Feature::Monetary, median, all)]),
        (lost, vec![]),
    ])
}

fn custom(rules: &[TierRule]) -> TierTable {
    let mut table = TierTable { tiers: Vec::new(), rules: Vec::new() };
    for rule in rules {
        let tier = table.tiers.iter().position(|tier| tier.id == rule.tier).unwrap_or_else(|| {
            table.tiers.push(NamedTier { id: rule.tier.clone(), tier: tables::CUSTOM });
            table.tiers.len() - 1
        });
        let spans = [(Feature::R, rule.r), (Feature::F, rule.f), (Feature::M, rule.m)];
        let conditions = spans
            .into_iter()
            .filter_map(|(feature, span)| {
                let (low, high) = span?;
                Some(Condition { feature, low: f64::from(low), high: f64::from(high) })
            })
            .collect();
        table.rules.push(Rule { tier, conditions });
    }
    table.closed()
}

/// What a feature is called.
pub fn feature_name(feature: Feature) -> Text {
    let (zh, en) = match feature {
        Feature::R => ("最近购买得分 R", "recency score R"),
        Feature::F => ("购买频次得分 F", "frequency score F"),
        Feature::M => ("购买金额得分 M", "money score M"),
        Feature::Recency => ("距上次购买天数", "days since the last purchase"),
        Feature::Age => ("距首次购买天数", "days since the first purchase"),
        Feature::Monetary => ("购买金额", "money"),
    };
    Text { zh, en }
}
