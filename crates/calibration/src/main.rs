//! Prints the table of all simulations.

use planscore_calibration::pipeline::{Worth, hit};

fn main() {
    let runs = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(1_000);
    for (name, deals, worth) in [
        ("60 deals", 60.0, Worth::Unknown),
        ("60 deals, skewed money", 60.0, Worth::Skewed),
        ("60 deals, heavy money", 60.0, Worth::Heavy),
        ("200 deals", 200.0, Worth::Unknown),
        ("200 deals, skewed money", 200.0, Worth::Skewed),
    ] {
        for claim in hit(name, deals, worth, runs, 7) {
            println!("{claim}");
        }
    }
}
