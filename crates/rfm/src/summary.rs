//! The whole at a glance.

use serde::Serialize;

use super::activity::Activity;
use super::options::Refunds;
use super::scores::{Cuts, Distributions, counts};
use super::tiers::TierTable;
use planscore_base::calendar::Day;
use planscore_base::locale::Locale;
use planscore_stats::{add_up, quantiles, quantiles_of_counts};

/// The whole at a glance.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RfmSummary {
    /// Version of this shape.
    pub schema: u32,
    /// The day it is seen from.
    pub as_of: Day,
    /// Customers who bought in the window.
    pub customers: usize,
    /// Orders in the window, refunds included: rows with the same order number are one order; without order
    /// numbers every row is one.
    pub orders: usize,
    /// Rows in the window.
    pub rows: usize,
    /// Their money, refunds as the options say.
    pub revenue: f64,
    /// Where scores change.
    pub cuts: Cuts,
    /// Scores that no customer has, by dimension.
    pub empty_scores: Vec<EmptyScores>,
    /// The largest share of customers with the same value, by dimension: where it is above one
    /// share of the bins, quantile scores cannot be equally filled.
    pub tie_mass: TieMass,
    /// Days without a purchase after which a customer has lapsed.
    pub lapsed_days: f64,
    /// Where that comes from.
    pub lapsed_days_from: LapsedDaysFrom,
    /// Each tier, in the order of the table.
    pub tiers: Vec<TierSummary>,
    /// What was decided for the caller, and how many rows it touched.
    pub policies: Vec<Policy>,
    /// Share of the money that the top fifth of the customers bring.
    pub top_fifth_revenue_share: f64,
    /// Gini coefficient of the money: 0 where all bring the same, towards 1 where one brings all.
    pub gini: f64,
}

/// Where the days come from after which a customer has lapsed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum LapsedDaysFrom {
    /// The caller states them.
    Option,
    /// The 90th percentile of the gaps between purchases.
    Gaps,
    /// 180, with fewer than 30 gaps.
    Default,
}

/// What a score is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename = "RfmDimension", rename_all = "camelCase")]
pub enum Dimension {
    /// Days since the last purchase.
    R,
    /// Purchases.
    F,
    /// Money.
    M,
}

/// Scores that no customer has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EmptyScores {
    /// Of what.
    pub dimension: Dimension,
    /// The scores.
    pub scores: Vec<u8>,
}

/// The largest share of customers with the same value.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct TieMass {
    /// Of recency.
    pub r: f64,
    /// Of frequency.
    pub f: f64,
    /// Of money.
    pub m: f64,
}

/// One tier at a glance.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TierSummary {
    /// Id.
    pub tier: String,
    /// Name.
    pub name: String,
    /// How many customers.
    pub customers: usize,
    /// Their share of all customers, 0 to 1.
    pub share: f64,
    /// Their money in the window.
    pub revenue: f64,
    /// Its share of all money, 0 to 1.
    pub revenue_share: f64,
    /// Median days since the last purchase; 0 without customers.
    pub median_recency: f64,
    /// Median purchases.
    pub median_frequency: f64,
    /// Median money.
    pub median_monetary: f64,
    /// Service level: VIP, A, B or C; empty for the caller's own tiers.
    pub service_level: &'static str,
    /// How often to be in touch.
    pub contact: &'static str,
    /// Days between contacts; null where there is no rhythm.
    pub contact_days: Option<u32>,
    /// What to do.
    pub advice: &'static str,
}

/// Something that was decided for the caller.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename = "RfmPolicy")]
pub struct Policy {
    /// Stable code.
    pub code: &'static str,
    /// Rows it touched.
    pub rows: usize,
    /// What was done with them.
    pub message: &'static str,
}

/// One summary a tier. The tier of whoever no rule takes is left out while it is empty.
pub fn tiers(
    table: &TierTable,
    assigned: &[u16],
    activity: &Activity,
    spread: &Distributions,
    locale: Locale,
) -> Vec<TierSummary> {
    // The members of each tier, one tier after the other: in their own order, so that their columns are read forwards.
    let mut ends = counts(assigned.iter().map(|&tier| usize::from(tier)), table.tiers.len());
    add_up(&mut ends);
    let mut by_tier = vec![0_u32; assigned.len()];
    for (i, &tier) in (0..).zip(assigned) {
        let end = &mut ends[usize::from(tier)];
        by_tier[*end as usize] = i;
        *end += 1;
    }
    let mut from = 0;
    let members: Vec<&[u32]> =
        ends.iter().map(|&end| &by_tier[std::mem::replace(&mut from, end as usize)..end as usize]).collect();
    let revenues: Vec<f64> = members.iter().map(|members| activity.sum(members)).collect();
    let total: f64 = revenues.iter().sum();
    let first = |medians: Option<Vec<f64>>| medians.map_or(0.0, |medians| medians[0]);
    table
        .tiers
        .iter()
        .zip(members.iter().zip(revenues))
        .enumerate()
        .filter(|(i, (_, (members, _)))| i + 1 < table.tiers.len() || !members.is_empty())
        .map(|(_, (named, (members, revenue)))| {
            let median = |counts: Vec<u32>| first(quantiles_of_counts(&counts, &[0.5]));
            let recency = members.iter().map(|&i| activity.recency[i as usize] as usize);
            let frequency = members.iter().map(|&i| activity.frequency[i as usize] as usize);
            let money: Vec<f64> = members.iter().map(|&i| activity.monetary[i as usize]).collect();
            TierSummary {
                tier: named.id.clone(),
                name: named.name(locale).to_owned(),
                customers: members.len(),
                share: members.len() as f64 / assigned.len() as f64,
                revenue,
                revenue_share: if total > 0.0 { revenue / total } else { 0.0 },
                median_recency: median(counts(recency, spread.recency.len())),
                median_frequency: median(counts(frequency, spread.frequency.len())),
                median_monetary: first(quantiles(&money, &[0.5])),
                service_level: named.tier.level,
                contact: named.tier.contact.text.get(locale),
                contact_days: named.tier.contact.every,
                advice: named.tier.advice.get(locale),
            }
        })
        .collect()
}

/// What was decided, with the rows it touched; what touched none is left out.
pub fn policies(activity: &Activity, nameless: usize, refunds: Refunds, locale: Locale) -> Vec<Policy> {
    let (refunds_zh, refunds_en) = match refunds {
        Refunds::Net => ("退款冲减金额，不计为购买", "refunds are taken off; they are no purchase"),
        Refunds::Drop => ("忽略退款", "refunds are ignored"),
        Refunds::Keep => {
            ("退款冲减金额，均值含退款笔数", "refunds are taken off, the mean is over refunds too")
        }
    };
    let touched = &activity.touched;
    #[rustfmt::skip]
    let all = [
        ("refunds", touched.refunds, refunds_zh, refunds_en),
        ("zero-amounts", touched.zero_amounts, "零金额计为一次购买", "amounts of zero count as purchases"),
        ("exact-duplicates", touched.duplicates, "完全重复的行照常计入，请确认不是重复导出", "repeated rows are counted: check that they are no double export"),
        ("merged", touched.merged, "与同一客户的另一行合并为一次购买", "merged with another row into one purchase"),
        ("before-since", touched.before_since, "早于起始日，未计入", "before the window, left out"),
        ("after-as-of", touched.after_as_of, "晚于截止日，未计入", "after the day it is seen from, left out"),
        ("refund-only", touched.refund_only, "客户在窗口内只有退款，未分层", "customers with nothing but refunds have no tier"),
        ("no-customer", nameless, "没有客户，未计入", "no customer, left out"),
    ];
    all.into_iter()
        .filter(|(_, rows, _, _)| *rows > 0)
        .map(|(code, rows, zh, en)| Policy { code, rows, message: locale.pick(zh, en) })
        .collect()
}

/// The most customers with the same whole number.
pub fn largest_count(counts: &[u32]) -> f64 {
    f64::from(counts.iter().copied().max().unwrap_or(0))
}

/// The most equal values in a row.
pub fn longest_run(sorted: &[f64]) -> f64 {
    sorted.chunk_by(|a, b| a == b).map(<[f64]>::len).max().unwrap_or(0) as f64
}
