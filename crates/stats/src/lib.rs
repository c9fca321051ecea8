//! Mathematics without a domain: quantiles, intervals, comparisons, survival curves, special
//! functions, optimisation, random numbers.
//!
//! Every function takes plain slices and returns plain numbers; none of them knows what a customer
//! or a deal is.

mod compare;
mod decimal;
mod exact;
mod interval;
mod long_run;
mod optimise;
mod order;
mod quantile;
mod random;
mod smooth;
mod special;
mod survival;

pub use compare::{benjamini_hochberg, normal_share, proportions_p_value};
pub use decimal::decimal;
pub use exact::{ExactSum, MoneySum, sums_by_group};
pub use interval::{Interval, normal_quantile, wilson};
pub use long_run::LongRun;
pub use optimise::{Minimum, minimise};
pub use order::{
    add_up, float_of, order_of, select_index, select_word, sort_by, sort_by_bits, sort_floats, sort_indices,
    sort_words, word_of,
};
pub use quantile::{mean, quantile_sorted, quantiles, quantiles_of_counts};
pub use random::{Beta, Random};
pub use smooth::Smooth;
pub use special::{hypergeometric, ln_gamma};
pub use survival::{CompetingRisks, Duration, Durations, KaplanMeier, Outcome, RiskStep, Tie, Ties};
