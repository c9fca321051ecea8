//! A part of the simulations, small enough for every test run; `cargo xtask calibrate` runs all.

use planscore_calibration::bottlenecks::{Against, named};
use planscore_calibration::kinds::Kind;
use planscore_calibration::pipeline::{Worth, hit};
use planscore_calibration::seasons::{Known, coverage};
use planscore_calibration::{Claim, customers};

fn hold(claims: &[Claim]) {
    assert!(!claims.is_empty());
    for claim in claims {
        assert!(claim.holds(), "{claim}");
    }
}

#[test]
fn sparse_and_heavy_days_are_covered() {
    for kind in [Kind::Sparse, Kind::Heavy] {
        hold(&coverage(kind, Known::Quarter, "quick", 60, 3));
    }
}

#[test]
fn a_month_end_is_seen_coming() {
    hold(&coverage(Kind::MonthEnd, Known::Quarter, "quick", 60, 3));
    hold(&coverage(Kind::MonthEnd, Known::MonthAndYear, "quick", 60, 3));
}

#[test]
fn days_that_are_alike_are_covered() {
    hold(&coverage(Kind::Alike, Known::QuarterAndYear, "quick", 60, 3));
}

#[test]
fn runs_and_campaigns_are_covered() {
    hold(&coverage(Kind::Bursts, Known::Quarter, "quick", 100, 3));
    hold(&coverage(Kind::Campaigns, Known::QuarterAndYear, "quick", 60, 3));
}

#[test]
fn counts_are_covered() {
    hold(&coverage(Kind::Count, Known::Quarter, "quick", 60, 3));
    hold(&coverage(Kind::CountInBursts, Known::MonthAndYear, "quick", 60, 3));
}

#[test]
fn targets_are_told_after_sixty_deals() {
    hold(&hit("quick", 60.0, Worth::Skewed, 150, 3));
}

#[test]
fn purchases_come_in_their_windows() {
    let habits = customers::Habits { days: 200.0, shape: 4.0, leave: 0.0, season: 1.0 };
    hold(&customers::windows("quick", &habits, 6, 3));
}

#[test]
fn those_who_left_are_not_waited_for() {
    let habits = customers::Habits { days: 200.0, shape: 4.0, leave: 0.1, season: 1.0 };
    hold(&customers::windows("quick", &habits, 6, 3));
}

#[test]
fn a_stage_at_half_its_target_is_named_and_none_invented() {
    hold(&named(Against::Rates, "quick", 150, 60, 3));
}
