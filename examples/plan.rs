//! Is the plan complete and SMART? `cargo run --example plan [plan.md]`

use planscore::plan::{Options, check_plan};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let file = std::env::args().nth(1).unwrap_or_else(|| "www/samples/plan.md".into());
    let report = check_plan(&std::fs::read_to_string(file)?, &Options::default())?;
    println!("{:.0}", report.score);
    for finding in &report.findings {
        println!("{} line {}: {}", finding.code, finding.span.line, finding.message);
    }
    Ok(())
}
