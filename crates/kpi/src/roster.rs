//! Who is in a team, how it is to be scored, and what each member reached.

use super::report::KpiReport;
use planscore_base::actual::Actual;
use planscore_base::calendar::{Day, Period};
use planscore_base::locale::Locale;
use serde::{Deserialize, Serialize};

/// One member.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Member {
    /// Stable id, unique in the team.
    pub id: String,
    /// Name; the id stands in.
    #[serde(default)]
    pub name: Option<String>,
    /// Whom to compare with: members of the same group; all without one.
    #[serde(default)]
    pub group: Option<String>,
    /// What the member reached.
    #[serde(default)]
    pub actuals: Vec<Actual>,
    /// What the member reached in the period before.
    #[serde(default)]
    pub previous: Vec<Actual>,
    /// Targets of the member's own, for the whole period.
    #[serde(default)]
    pub targets: Vec<OwnTarget>,
    /// First day in the team, if that is within the period.
    #[serde(default)]
    pub from: Option<Day>,
    /// Last day in the team, if that is within the period.
    #[serde(default)]
    pub until: Option<Day>,
}

impl Member {
    /// The name, or the id.
    pub fn label(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.id)
    }
}

/// A target of a member's own.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnTarget {
    /// The figure.
    pub id: String,
    /// The value to reach in the whole period.
    pub value: f64,
}

/// How to score a team.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct TeamOptions {
    /// The period.
    pub period: Option<Period>,
    /// Weights of the twelve months.
    pub season: Vec<f64>,
    /// Actuals of the team that members do not add up to (a market share); they win.
    pub team: Vec<Actual>,
    /// What the ranking shows.
    pub ranking: Ranking,
    /// Seed of pseudonyms and forecasts. Who knows the roster and the seed knows the names behind
    /// the pseudonyms: a ranking to publish takes a seed that is not.
    pub seed: u32,
    /// Language.
    pub locale: Locale,
    /// Refuse weights that do not sum to 100.
    pub strict: bool,
}

/// What a published ranking shows. It holds no more than this allows; the members' own results stay
/// with the leader.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename = "RankingOptions", rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Ranking {
    /// Only the first ranks; everyone without it.
    pub top: Option<u32>,
    /// The member who reads it: shown in any case, by name.
    pub own: Option<String>,
    /// Everyone else under a pseudonym.
    pub pseudonyms: bool,
}

/// One member's result.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MemberResult {
    /// The member.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Rank by the unrounded total; ties share one (1, 1, 3). `None` without a total.
    pub rank: Option<u32>,
    /// Share of the period in the team; sums are asked for in this proportion.
    pub share: f64,
    /// Total of the period before.
    pub previous_total: Option<f64>,
    /// The scorecard.
    pub report: KpiReport,
}
