//! How to segment.

use std::fmt;

use planscore_base::calendar::Day;
use planscore_base::error::{Error, Result};
use planscore_base::locale::Locale;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

/// How to segment customers.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct RfmOptions {
    /// The day it is seen from; later orders are left out. Default: the last day in the data.
    pub as_of: Option<Day>,
    /// The first day of the window; earlier orders are left out. Default: the first in the data.
    pub since: Option<Day>,
    /// How many scores, 3 to 10. Default 5.
    pub bins: Option<u32>,
    /// How values become scores.
    pub scores: Option<Scores>,
    /// What counts as a purchase.
    pub frequency: Frequency,
    /// What money means.
    pub monetary: Monetary,
    /// What a negative amount does to the money. It never counts as a purchase.
    pub refunds: Refunds,
    /// The table of tiers.
    pub tiers: Tiers,
    /// Days without a purchase after which a customer has lapsed. Default: the 90th percentile of
    /// the gaps between purchases, or 180 with fewer than 30 gaps.
    pub lapsed_days: Option<f64>,
    /// Days after the first purchase during which a customer is new. Default 90.
    pub new_days: Option<f64>,
    /// Share of the customers not lapsed that are VIP, by money. Default 0.1.
    pub vip_share: Option<f64>,
    /// Language of names and messages.
    pub locale: Locale,
}

/// What counts as a purchase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename = "RfmFrequency", rename_all = "camelCase")]
pub enum Frequency {
    /// A day with any order: several orders of a day are one purchase.
    #[default]
    Days,
    /// An order number, or a row without one.
    Orders,
}

/// What money means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename = "RfmMonetary", rename_all = "camelCase")]
pub enum Monetary {
    /// All of it.
    #[default]
    Sum,
    /// Per purchase.
    Mean,
}

/// What a negative amount does to the money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename = "RfmRefunds", rename_all = "camelCase")]
pub enum Refunds {
    /// It is taken off.
    #[default]
    Net,
    /// It is ignored.
    Drop,
    /// It is taken off, and the mean is over purchases and refunds alike.
    Keep,
}

/// How values become scores. A value equal to a cut belongs below it. Frequency and money score 1 and the
/// number of cuts below the value: equal to a cut, the lower of two scores. Recency scores the number of
/// scores less the cuts below the value: equal to a cut, the higher, that of the more recent.
///
/// ```ts
/// type RfmScores = 'quantile' | 'mean' | 'median' | 'nested' | FixedCuts;
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Scores {
    /// Cuts at equal shares of the customers (quantiles of type 7).
    #[default]
    Quantile,
    /// One cut at the mean.
    Mean,
    /// One cut at the median.
    Median,
    /// Quantiles of F inside each R score, of M inside each R and F score.
    Nested,
    /// The caller's cuts.
    Fixed(FixedCuts),
}

/// Cuts in ascending order.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FixedCuts {
    /// Cuts of days since the last purchase.
    pub r: Vec<f64>,
    /// Cuts of purchases.
    pub f: Vec<f64>,
    /// Cuts of money.
    pub m: Vec<f64>,
}

impl<'de> Deserialize<'de> for Scores {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        deserializer.deserialize_any(ScoresVisitor)
    }
}

struct ScoresVisitor;

impl<'de> Visitor<'de> for ScoresVisitor {
    type Value = Scores;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a way to cut, or cuts { r, f, m }")
    }

    fn visit_str<E: serde::de::Error>(self, name: &str) -> std::result::Result<Scores, E> {
        Ok(match name {
            "quantile" => Scores::Quantile,
            "mean" => Scores::Mean,
            "median" => Scores::Median,
            "nested" => Scores::Nested,
            _ => return Err(E::unknown_variant(name, &["quantile", "mean", "median", "nested"])),
        })
    }

    fn visit_map<A: MapAccess<'de>>(self, cuts: A) -> std::result::Result<Scores, A::Error> {
        FixedCuts::deserialize(MapAccessDeserializer::new(cuts)).map(Scores::Fixed)
    }
}

/// The table of tiers.
///
/// ```ts
/// type TierTable = 'salesPlan' | 'eightSegments' | 'tenSegments' | 'rPackage' | readonly TierRule[];
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Tiers {
    /// The sales plan's five: new, VIP, active, dormant, lost.
    #[default]
    SalesPlan,
    /// 重要价值 to 一般挽留: R near or far, F and M high or low.
    EightSegments,
    /// Ten segments by R and F.
    TenSegments,
    /// The table and cuts of the R package `rfm`.
    RPackage,
    /// The caller's rules over scores, the first match wins.
    Custom(Vec<TierRule>),
}

/// A tier and the scores it takes, both ends included; a dimension left out takes all.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TierRule {
    /// The tier.
    pub tier: String,
    /// Recency scores.
    #[serde(default)]
    pub r: Option<(u32, u32)>,
    /// Frequency scores.
    #[serde(default)]
    pub f: Option<(u32, u32)>,
    /// Money scores.
    #[serde(default)]
    pub m: Option<(u32, u32)>,
}

impl<'de> Deserialize<'de> for Tiers {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        deserializer.deserialize_any(TiersVisitor)
    }
}

struct TiersVisitor;

impl<'de> Visitor<'de> for TiersVisitor {
    type Value = Tiers;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a table of tiers, or its rules")
    }

    fn visit_str<E: serde::de::Error>(self, name: &str) -> std::result::Result<Tiers, E> {
        const NAMES: &[&str] = &["salesPlan", "eightSegments", "tenSegments", "rPackage"];
        Ok(match name {
            "salesPlan" => Tiers::SalesPlan,
            "eightSegments" => Tiers::EightSegments,
            "tenSegments" => Tiers::TenSegments,
            "rPackage" => Tiers::RPackage,
            _ => return Err(E::unknown_variant(name, NAMES)),
        })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, rules: A) -> std::result::Result<Tiers, A::Error> {
        Vec::deserialize(SeqAccessDeserializer::new(rules)).map(Tiers::Custom)
    }
}

impl RfmOptions {
    /// How values become scores: what is asked, else what the table of tiers is made for.
    pub(super) fn scoring(&self) -> Scores {
        match (&self.scores, &self.tiers) {
            (Some(scores), _) => scores.clone(),
            (None, Tiers::EightSegments) => Scores::Mean,
            (None, _) => Scores::Quantile,
        }
    }

    /// How many scores there are.
    pub(super) fn score_count(&self) -> u32 {
        match self.scoring() {
            Scores::Mean | Scores::Median => 2,
            Scores::Fixed(cuts) => cuts.r.len() as u32 + 1,
            Scores::Quantile | Scores::Nested => self.bins.unwrap_or(5),
        }
    }

    pub(super) fn validate(&self) -> Result<()> {
        let refuse = |code, path: &str, zh: &str, en: &str| Err(Error::invalid(code, zh, en).at(path));
        if self.bins.is_some_and(|bins| !(3..=10).contains(&bins)) {
            return refuse("rfm/bins", "bins", "分档数必须在 3 到 10 之间", "bins lie between 3 and 10");
        }
        if let (Some(since), Some(as_of)) = (self.since, self.as_of)
            && since > as_of
        {
            return refuse("rfm/window", "since", "起始日晚于截止日", "the window starts after it ends");
        }
        for (value, path) in [(self.lapsed_days, "lapsedDays"), (self.new_days, "newDays")] {
            if value.is_some_and(|days| !(0.0..=100_000.0).contains(&days)) {
                return refuse(
                    "rfm/days",
                    path,
                    "天数必须在 0 到 100000 之间",
                    "days lie between 0 and 100,000",
                );
            }
        }
        if self.vip_share.is_some_and(|share| !(share > 0.0 && share < 1.0)) {
            return refuse(
                "rfm/vip-share",
                "vipShare",
                "VIP 占比必须在 0 与 1 之间",
                "the share of VIP lies between 0 and 1",
            );
        }
        if let Some(Scores::Fixed(cuts)) = &self.scores {
            for (cuts, name) in [(&cuts.r, "r"), (&cuts.f, "f"), (&cuts.m, "m")] {
                let ascending =
                    cuts.windows(2).all(|pair| pair[0] < pair[1]) && cuts.iter().all(|cut| cut.is_finite());
                if !ascending || !(1..=9).contains(&cuts.len()) {
                    let path = format!("scores.{name}");
                    return refuse(
                        "rfm/cuts",
                        &path,
                        "需要 1 到 9 个由小到大的切点",
                        "needs 1 to 9 ascending cuts",
                    );
                }
            }
            if cuts.r.len() != cuts.f.len() || cuts.f.len() != cuts.m.len() {
                return refuse(
                    "rfm/cuts",
                    "scores",
                    "三个维度的切点数必须相同",
                    "the three dimensions need equally many cuts",
                );
            }
        }
        let count = self.score_count();
        match &self.tiers {
            Tiers::TenSegments | Tiers::RPackage if count != 5 => {
                refuse("rfm/bins", "tiers", "这张分层表需要五档得分", "this table of tiers needs five scores")
            }
            Tiers::Custom(rules) => validate_rules(rules, count, "tiers"),
            _ => Ok(()),
        }
    }
}

/// Refuses rules without a name, ranges upside down, and scores that do not exist.
pub(super) fn validate_rules(rules: &[TierRule], bins: u32, path: &str) -> Result<()> {
    if rules.is_empty() || rules.len() > 1000 {
        return Err(Error::invalid(
            "rfm/rules",
            "规则数必须在 1 到 1000 之间",
            "a table has 1 to 1,000 rules",
        )
        .at(path));
    }
    for (i, rule) in rules.iter().enumerate() {
        if rule.tier.trim().is_empty() {
            return Err(Error::invalid("rfm/rule-name", "规则没有名称", "a rule has no tier")
                .at(format!("{path}[{i}].tier")));
        }
        for (range, name) in [(rule.r, "r"), (rule.f, "f"), (rule.m, "m")] {
            if range.is_some_and(|(low, high)| low < 1 || low > high || high > bins) {
                return Err(Error::invalid(
                    "rfm/rule-range",
                    format!("得分范围必须由小到大，且在 1 到 {bins} 之间"),
                    format!("a range of scores ascends within 1 to {bins}"),
                )
                .at(format!("{path}[{i}].{name}")));
            }
        }
    }
    Ok(())
}
