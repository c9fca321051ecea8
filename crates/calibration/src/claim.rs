//! A promise of a forecast and what simulated futures made of it.

use std::fmt;

/// A figure that a forecast promises, and the figure found over many simulated futures.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// The forecast and the kind of data.
    pub name: String,
    /// What is measured.
    pub figure: &'static str,
    /// The least and the most that keeps the promise.
    pub wanted: (f64, f64),
    /// What was found.
    pub found: f64,
    /// How many futures it is of.
    pub runs: usize,
}

/// Standard errors that a share may miss its promise by: chance alone goes further once in 740 times.
const ERRORS: f64 = 3.0;

impl Claim {
    /// A share of the runs that is promised to be `promised`, give or take `slack` beyond the sampling error.
    pub fn share(
        name: &str,
        figure: &'static str,
        hits: f64,
        runs: usize,
        promised: f64,
        slack: f64,
    ) -> Self {
        let error = ERRORS * (promised * (1.0 - promised) / runs.max(1) as f64).sqrt() + slack;
        let wanted = ((promised - error).max(0.0), (promised + error).min(1.0));
        Self { name: name.to_owned(), figure, wanted, found: hits / runs.max(1) as f64, runs }
    }

    /// A figure that is promised to lie within bounds.
    pub fn within(name: &str, figure: &'static str, found: f64, runs: usize, wanted: (f64, f64)) -> Self {
        Self { name: name.to_owned(), figure, wanted, found, runs }
    }

    /// Whether the promise is kept.
    pub fn holds(&self) -> bool {
        (self.wanted.0..=self.wanted.1).contains(&self.found)
    }
}

impl fmt::Display for Claim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, figure, wanted: (low, high), found, runs } = self;
        let verdict = if self.holds() { "holds" } else { "does not hold" };
        write!(f, "| {name} | {figure} | {low:.3} to {high:.3} | {found:.3} | {runs} | {verdict} |")
    }
}
