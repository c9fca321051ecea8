//! Where do we lose deals and time? `cargo run --example funnel [deals.csv]`

use planscore::funnel::{FunnelOptions, analyze_funnel};
use planscore::table::{DealOptions, Deals};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let file = std::env::args().nth(1).unwrap_or_else(|| "www/samples/deals.csv".into());
    let deals = Deals::from_csv(&std::fs::read(file)?, DealOptions::default())?;
    let report = analyze_funnel(&deals, None, &FunnelOptions::default())?;
    for stage in &report.stages {
        println!("{}: {} entered, {:?} went on", stage.stage, stage.entered, stage.conversion.rate);
    }
    match report.bottleneck {
        Some(bottleneck) => println!("{}: {}", bottleneck.stage, bottleneck.because),
        None => println!("{}", report.no_bottleneck_because.unwrap_or_default()),
    }
    Ok(())
}
