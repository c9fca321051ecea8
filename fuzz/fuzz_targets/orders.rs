//! No file of orders causes a panic or an amount that is none, and cut anywhere it is the same file.
#![no_main]

use libfuzzer_sys::fuzz_target;
use planscore::calendar::{Day, Period};
use planscore::measure::{Scope, from_orders};
use planscore::rfm::{RfmOptions, RhythmOptions, churn_warnings, customer_retention, segment_customers};
use planscore::table::{OrderOptions, Orders, OrdersReader};
use planscore_fuzz::{assert_finite, headed, is_one_in, pieces};

const HEADERS: [&str; 4] = [
    "客户,日期,金额",
    "订单编号,客户,下单日期,实付金额,成本,负责人,产品,状态,币种,退款金额",
    "客户\t日期\t金额(万元)",
    "customer;order date;amount",
];

fuzz_target!(|bytes: &[u8]| {
    let bytes = &headed(bytes, &HEADERS)[..];
    let whole = Orders::from_csv(bytes, OrderOptions::default());
    let is_chosen = is_one_in(16, bytes);
    if is_chosen {
        let in_pieces = OrdersReader::new(OrderOptions::default()).and_then(|mut reader| {
            pieces(bytes).try_for_each(|piece| reader.push(piece))?;
            reader.finish()
        });
        assert_eq!(whole.as_ref().map(told), in_pieces.as_ref().map(told));
    }
    let Ok(orders) = whole else { return };
    assert!(orders.amounts().iter().all(|amount| amount.is_finite()));
    if !is_chosen {
        return;
    }
    if let Ok(tiers) = segment_customers(&orders, &RfmOptions::default()) {
        assert_finite(tiers.summary(), bytes);
        tiers.to_csv();
    }
    let rhythm = RhythmOptions::default();
    assert_finite(&churn_warnings(&orders, &rhythm), bytes);
    assert_finite(&customer_retention(&orders, &rhythm), bytes);
    let (first, last) = (orders.days().iter().min(), orders.days().iter().max());
    if let (Some(&first), Some(&last)) = (first, last) {
        assert_finite(&from_orders(&orders, &Period::new(Day(first), Day(last)), Scope::default()), bytes);
    }
});

/// Everything that was read.
fn told(orders: &Orders) -> String {
    let names: Vec<&str> = orders.customers().iter().collect();
    format!(
        "{names:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        orders.customer_codes(),
        orders.days(),
        orders.amounts(),
        orders.columns(),
        orders.rows(),
        orders.decisions(),
        orders.issues().listed(),
    )
}
