//! The way from orders to customers with scores and tiers.

use std::sync::Arc;

use super::activity::Activity;
use super::concentration::Curve;
use super::options::{Monetary, RfmOptions, Tiers};
use super::order::KeptOrder;
use super::scores::{Distributions, score};
use super::segmentation::Segmentation;
use super::summary::{
    Dimension, EmptyScores, LapsedDaysFrom, RfmSummary, TieMass, largest_count, longest_run, policies, tiers,
};
use super::tiers::TierTable;
use planscore_base::error::Result;
use planscore_stats::sort_floats;
use planscore_table::{Interner, Orders};

/// Default days without a purchase after which a customer has lapsed.
const LAPSED_DAYS: f64 = 180.0;
/// The share of customers whose share of the money is told.
const TOP_FIFTH: f64 = 0.2;
/// Gaps needed to learn that from the data.
const ENOUGH_GAPS: u64 = 30;

/// Segments the customers of a set of orders.
///
/// ```
/// use planscore_rfm::{RfmOptions, segment_customers};
/// use planscore_table::{OrderOptions, Orders};
/// let file = "客户,日期,金额\n甲,2026-01-05,100\n甲,2026-03-01,300\n乙,2025-01-01,50\n";
/// let orders = Orders::from_csv(file.as_bytes(), OrderOptions::default()).unwrap();
/// let result = segment_customers(&orders, &RfmOptions::default()).unwrap();
/// let row = result.explain("甲").unwrap();
/// assert_eq!((result.len(), row.tier.as_str()), (2, "new"));
/// ```
///
/// # Errors
/// Options that contradict themselves, each with its path; no purchase in the window
/// (`rfm/no-purchases`).
pub fn segment_customers(orders: &Orders, options: &RfmOptions) -> Result<Segmentation> {
    options.validate()?;
    let nameless = orders.issues().count_of("orders/no-customer");
    Ok(segment(Activity::of(orders, options)?, orders.shared_customers(), nameless, options))
}

/// Scores the customers of an activity and names their tiers; `nameless` rows without a customer were left out.
pub fn segment(
    activity: Activity,
    names: Arc<Interner>,
    nameless: usize,
    options: &RfmOptions,
) -> Segmentation {
    let locale = options.locale;
    let bins = options.score_count();
    let spread = Distributions::of(&activity);
    let scored = score(&activity, &spread, options, options.tiers == Tiers::RPackage);
    let (lapsed_days, lapsed_days_from) = lapsed_days(options, &activity);
    let table = TierTable::of(options, &activity, &spread.money, lapsed_days);
    let tier = table.assign(&activity, &scored, bins);
    let spread_revenue = match options.monetary {
        Monetary::Sum => None,
        Monetary::Mean => {
            let mut revenue = activity.revenue.clone();
            sort_floats(&mut revenue);
            Some(revenue)
        }
    };
    let curve = Curve::of_ascending(spread_revenue.as_deref().unwrap_or(&spread.money));
    let everyone: Vec<u32> = (0..activity.customer.len() as u32).collect();
    let empty = |dimension, scores: &[u8]| {
        let mut seen = [false; 11];
        for &score in scores {
            seen[usize::from(score)] = true;
        }
        EmptyScores {
            dimension,
            scores: (1..=bins as u8).filter(|&score| !seen[usize::from(score)]).collect(),
        }
    };
    let customers = activity.customer.len() as f64;
    let summary = RfmSummary {
        schema: 1,
        as_of: activity.as_of,
        customers: activity.customer.len(),
        orders: activity.orders,
        rows: activity.rows,
        revenue: activity.sum(&everyone),
        cuts: scored.cuts.clone(),
        empty_scores: [
            empty(Dimension::R, &scored.r),
            empty(Dimension::F, &scored.f),
            empty(Dimension::M, &scored.m),
        ]
        .into_iter()
        .filter(|empty| !empty.scores.is_empty())
        .collect(),
        tie_mass: TieMass {
            r: largest_count(&spread.recency) / customers,
            f: largest_count(&spread.frequency) / customers,
            m: longest_run(&spread.money) / customers,
        },
        lapsed_days,
        lapsed_days_from,
        tiers: tiers(&table, &tier, &activity, &spread, locale),
        policies: policies(&activity, nameless, options.refunds, locale),
        top_fifth_revenue_share: curve.top(TOP_FIFTH),
        gini: curve.gini(),
    };
    Segmentation { names, activity, scored, table, tier, locale, summary, order: KeptOrder::default() }
}

/// Days without a purchase after which a customer has lapsed, and where they come from.
pub fn lapsed_days(options: &RfmOptions, activity: &Activity) -> (f64, LapsedDaysFrom) {
    match (options.lapsed_days, activity.gap_quantile(0.9)) {
        (Some(days), _) => (days, LapsedDaysFrom::Option),
        (None, Some(days)) if activity.gap_count() >= ENOUGH_GAPS => (days, LapsedDaysFrom::Gaps),
        _ => (LAPSED_DAYS, LapsedDaysFrom::Default),
    }
}
