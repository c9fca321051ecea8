//! The sample files of the page agree with each other.

use std::collections::BTreeMap;

use planscore::actual::{Actual, Measured};
use planscore::calendar::Period;
use planscore::measure::{Scope, from_deals, from_orders};
use planscore::table::{DealOptions, Deals, OrderOptions, Orders};
use serde_json::Value;

/// What the sample's KPIs name as actuals is what its orders and deals come to, for each that these know.
#[test]
fn kpis_are_those_of_the_orders_and_the_deals() {
    let orders =
        Orders::from_csv(include_bytes!("../www/samples/orders.csv"), OrderOptions::default()).unwrap();
    let deals = Deals::from_csv(include_bytes!("../www/samples/deals.csv"), DealOptions::default()).unwrap();
    let kpis: Value = serde_json::from_str(include_str!("../www/samples/kpis.json")).unwrap();
    let period: Period = serde_json::from_value(kpis["period"].clone()).unwrap();
    let stated: Vec<Actual> = serde_json::from_value(kpis["actuals"].clone()).unwrap();

    // Sales are those of the orders, where both know them.
    let measured = from_deals(&deals, &period, Scope::default()).unwrap().actuals.into_iter();
    let measured = measured.chain(from_orders(&orders, &period, Scope::default()).unwrap().actuals);
    let measured: BTreeMap<String, Measured> = measured.map(|actual| (actual.id, actual.measured)).collect();
    let known = stated.iter().filter_map(|actual| Some((actual, measured.get(&actual.id)?)));
    let known: Vec<_> = known.collect();
    let ids: Vec<&str> = known.iter().map(|(actual, _)| actual.id.as_str()).collect();
    assert_eq!(ids, ["sales_total", "new_customers", "lead_conversion_rate", "sales_cycle"]);
    for (actual, measured) in known {
        assert_eq!(actual.measured, *measured, "{}", actual.id);
    }
}
