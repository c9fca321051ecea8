//! Who are our best customers, and who is leaving? `cargo run --example tiers [orders.csv]`

use planscore::Locale;
use planscore::rfm::{RfmOptions, segment_customers};
use planscore::table::{OrderOptions, Orders};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let file = std::env::args().nth(1).unwrap_or_else(|| "www/samples/orders.csv".into());
    let orders = Orders::from_csv(&std::fs::read(file)?, OrderOptions::default())?;
    let options = RfmOptions { locale: Locale::En, ..RfmOptions::default() };
    let tiers = segment_customers(&orders, &options)?;
    for tier in &tiers.summary().tiers {
        println!("{}: {} customers, {:.0}", tier.name, tier.customers, tier.revenue);
    }
    println!("{} rows left out", orders.issues().count());
    Ok(())
}
