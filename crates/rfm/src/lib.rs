//! RFM tiers: who are our VIP, active, dormant, lost and new customers, and what are they worth?
//!
//! One pass over the orders gives each customer's recency, frequency and money (`activity`); cuts
//! turn them into scores (`scores`); one table of rules turns scores and values into tiers
//! (`tiers`, checked by `checker`). [`Segmentation`] holds the columns and answers questions about
//! single customers; [`RfmSummary`] has the whole, with every policy that touched a row. [`RfmPart`] is the
//! same for some of the customers, and merges; [`segment_table`] begins with figures that were worked out elsewhere.

mod activity;
mod checker;
mod concentration;
mod customers;
mod duplicates;
mod leavers;
mod migration;
mod options;
mod order;
mod part;
mod retention;
mod rhythm;
mod rows;
mod scores;
mod segment;
mod segmentation;
mod summary;
mod tables;
mod tiers;
mod timeline;
mod value;
mod wakeup;
mod window;
mod worth;

pub use checker::{Overlap, TableCheck, check_tier_table};
pub use concentration::{Concentration, ConcentrationPoint};
pub use customers::{CustomerColumns, segment_table};
pub use migration::{Crossed, TierMigration, tier_migration};
pub use options::{FixedCuts, Frequency, Monetary, Refunds, RfmOptions, Scores, TierRule, Tiers};
pub use order::OrderBy;
pub use part::RfmPart;
pub use retention::{Cohort, Every, Retention, RhythmOptions, Share, customer_retention};
pub use rhythm::{ChurnWarning, Falling, NextPurchase, churn_warnings, next_purchases};
pub use rows::{CustomerRow, Explanation, RowOptions};
pub use scores::Cuts;
pub use segment::segment_customers;
pub use segmentation::{Column, Segmentation};
pub use summary::{Dimension, LapsedDaysFrom, Policy, RfmSummary, TierSummary};
pub use value::{
    CustomerValue, Goodness, History, Params, PurchaseModel, SpendModel, ValueFit, ValueModel, ValueOptions,
    fit_customer_value, fit_customer_value_with,
};
pub use wakeup::{WakeUp, WakeUpOptions};
pub use worth::{TierWorth, Worth, WorthOptions, tier_worth};
