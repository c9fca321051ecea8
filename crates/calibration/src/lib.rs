//! How far the forecasts of planscore can be relied on: each is made in many simulated histories, and
//! held against what came after them. Every simulation has a fixed seed.
//!
//! `cargo xtask calibrate` prints the table of all; the tests run a part of them.

#![allow(clippy::missing_panics_doc, reason = "the data are made here: what cannot fail is expected not to")]

pub mod bottlenecks;
pub mod claim;
pub mod customers;
pub mod kinds;
pub mod pipeline;
pub mod seasons;

pub use claim::Claim;

use bottlenecks::Against;
use customers::Habits;
use kinds::Kind;
use pipeline::Worth;
use seasons::Known;

/// Runs every simulation whose name contains a part, each so many times.
pub fn all(runs: usize, part: &str, tell: &mut dyn FnMut(&Claim)) {
    for known in Known::ALL {
        for kind in Kind::ALL {
            let name = format!("{}: {}", kind.name(), known.name());
            if name.contains(part) {
                seasons::coverage(kind, known, &name, runs, 11).iter().for_each(&mut *tell);
            }
        }
    }
    let habits = |days, shape, leave, season| Habits { days, shape, leave, season };
    for (name, habits) in [
        ("next purchase: 200 days, rhythms", habits(200.0, 4.0, 0.0, 1.0)),
        ("next purchase: 200 days, without memory", habits(200.0, 1.0, 0.0, 1.0)),
        ("next purchase: 200 days, one in ten leaves", habits(200.0, 4.0, 0.1, 1.0)),
        ("next purchase: 800 days, rhythms", habits(800.0, 4.0, 0.0, 1.0)),
        ("next purchase: 800 days, one in ten leaves", habits(800.0, 2.0, 0.1, 1.0)),
        ("next purchase: 800 days, twice as fast at the year's end", habits(800.0, 2.0, 0.0, 2.0)),
    ] {
        if name.contains(part) {
            customers::windows(name, &habits, runs.div_ceil(40), 5).iter().for_each(&mut *tell);
        }
    }
    for (name, deals, worth) in [
        ("target: 60 deals", 60.0, Worth::Unknown),
        ("target: 60 deals, skewed money", 60.0, Worth::Skewed),
        ("target: 60 deals, heavy money", 60.0, Worth::Heavy),
        ("target: 200 deals", 200.0, Worth::Unknown),
        ("target: 200 deals, skewed money", 200.0, Worth::Skewed),
    ] {
        if name.contains(part) {
            pipeline::hit(name, deals, worth, runs, 7).iter().for_each(&mut *tell);
        }
    }
    for against in Against::ALL {
        for count in [150, 400] {
            let name = format!("bottleneck: {count} deals, {}", against.name());
            if name.contains(part) {
                bottlenecks::named(against, &name, count, runs, 9).iter().for_each(&mut *tell);
            }
        }
    }
}
