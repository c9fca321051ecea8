//! How are we doing against the plan? `cargo run --example kpi`

use planscore::Locale;
use planscore::kpi::{Actual, Item, Kpi, Measured, Options, Scorecard, score_kpis};
use planscore::target::Target;

fn main() -> planscore::Result<()> {
    let kpi = |id: &str, weight, target| {
        Item::Kpi(Kpi { id: id.into(), weight, target: Some(target), ..Kpi::default() })
    };
    let scorecard = Scorecard::new(vec![
        kpi("sales_total", 60.0, Target::Growth { rate: 0.2, baseline: Some(10_000_000.0) }),
        kpi("collection_rate", 40.0, Target::AtLeast { value: 0.95 }),
    ]);
    let actuals = [
        Actual { id: "sales_total".into(), measured: Measured::Value(9_444_400.0) },
        Actual {
            id: "collection_rate".into(),
            measured: Measured::Ratio { numerator: 7_983_000.0, denominator: 8_640_000.0 },
        },
    ];
    let options = Options { locale: Locale::En, ..Options::default() };
    let report = score_kpis(&scorecard, &actuals, &options)?;
    println!("total {:?}", report.total);
    for item in report.items {
        println!("{}: attainment {:?}, score {:?}", item.name, item.attainment, item.score);
    }
    Ok(())
}
