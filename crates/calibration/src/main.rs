//! Prints the table of all simulations: `[RUNS] [PART OF A NAME]`.

use planscore_calibration::all;

fn main() {
    let runs = std::env::args().nth(1).and_then(|runs| runs.parse().ok()).unwrap_or(1_000);
    let part = std::env::args().nth(2).unwrap_or_default();
    println!(
        "| forecast and data | figure | wanted | found | runs | |\n| --- | --- | --- | --- | ---: | --- |"
    );
    all(runs, &part, &mut |claim| println!("{claim}"));
}
