//! How long a clean file of orders and one of deals take to read: `cargo run --release --example reading`.

use std::fmt::Write as _;
use std::time::Instant;

use planscore_table::{DealOptions, Deals, OrderOptions, Orders};

/// The best of several runs, in milliseconds.
fn best(mut run: impl FnMut() -> usize) -> f64 {
    (0..15)
        .map(|_| {
            let from = Instant::now();
            assert!(run() > 0);
            from.elapsed().as_secs_f64() * 1e3
        })
        .fold(f64::INFINITY, f64::min)
}

fn main() {
    let mut orders = String::from("客户,下单日期,金额\n");
    let mut wide = String::from("order_id,customer,date,amount,owner,product\n");
    let mut deals = String::from("商机编号,线索日期,MQL日期,商机日期,成单日期,结果,关闭日期,金额,负责人\n");
    for i in 0..500_000_usize {
        let (year, month, day) = (2023 + i % 3, i / 7 % 12 + 1, i / 11 % 28 + 1);
        let date = format!("{year}-{month:02}-{day:02}");
        let customer = i * 7_919 % 60_000;
        let _ = writeln!(orders, "客户{customer},{date},{}.{:02}", i % 9_000, i % 100);
        let _ = writeln!(
            wide,
            "SO-{i},Customer {customer},{date},{}.{:02},rep{},sku{}",
            i % 9_000,
            i % 100,
            i % 40,
            i % 300
        );
        if i % 5 == 0 {
            let _ = writeln!(deals, "D{i},{date},{date},{date},,输单,2026-01-01,{i},人{}", i % 40);
        }
    }
    let read = |text: &str| {
        best(|| Orders::from_csv(text.as_bytes(), OrderOptions::default()).map_or(0, |o| o.len()))
    };
    let time = best(|| Deals::from_csv(deals.as_bytes(), DealOptions::default()).map_or(0, |d| d.codes()));
    println!("deals, a row each:     {time:.1} ms");
    if std::env::args().len() > 1 {
        return;
    }
    println!("orders, three columns: {:.1} ms", read(&orders));
    println!("orders, six columns:   {:.1} ms", read(&wide));
}
