//! The same answers as from the browser's core, to the last digit, however the rows are split.

mod common;

use std::fs;
use std::path::Path;

use common::{european, events, iso, orders, parquet, text};
use planscore::calendar::{Day, Period};
use planscore::funnel::{FunnelOptions, analyze_funnel};
use planscore::locale::Locale;
use planscore::measure::{Scope, from_orders};
use planscore::rfm::{RfmOptions, Segmentation, segment_customers};
use planscore::table::{DealOptions, Deals, OrderOptions, Orders};
use planscore_datafusion::{Input, Reading, Session, funnel, json, kpis, tiers, write_customers};
use serde_json::json as value;

const ROWS: usize = 40_000;
/// Minutes without optimisation, seconds with it: `cargo test --release -p planscore-datafusion -- --ignored`.
const MANY: usize = 5_000_000;

fn files(customers: &Segmentation, dir: &Path) -> (String, Vec<u8>) {
    let path = dir.join("customers.parquet");
    write_customers(customers, &path).unwrap();
    (json(customers.summary()), fs::read(path).unwrap())
}

async fn open(cores: usize, memory: Option<usize>, path: &Path, lines_are_rows: bool) -> Input {
    let session = Session::in_process(cores, memory).unwrap();
    let reading = Reading { lines_are_rows, ..Reading::default() };
    Input::open(&session, &[path.display().to_string()], &reading).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn tiers_and_actuals_from_text_and_parquet() {
    tiers_and_actuals(ROWS).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "large"]
async fn tiers_and_actuals_of_millions() {
    tiers_and_actuals(MANY).await;
}

async fn tiers_and_actuals(rows: usize) {
    let dir = tempfile::tempdir().unwrap();
    let orders = orders(rows);
    let (csv, odd) = (dir.path().join("orders.csv"), dir.path().join("odd.csv"));
    fs::write(&csv, text(&orders, iso)).unwrap();
    fs::write(&odd, text(&orders, european)).unwrap();
    parquet(&orders, dir.path(), 3);
    let read = Orders::from_csv(&fs::read(&csv).unwrap(), OrderOptions::default()).unwrap();
    let expected = files(&segment_customers(&read, &RfmOptions::default()).unwrap(), dir.path());
    let period = Period::new(Day(20_300), Day(20_400));
    let actuals = from_orders(&read, &period, Scope::default()).unwrap();
    let owned = from_orders(&read, &period, Scope { owner: Some("甲"), ..Scope::default() }).unwrap();
    let pattern = dir.path().join("?.parquet");
    let small = Some(24 << 20);
    for (cores, memory, path, lines) in [
        (1, None, &csv, false),
        (8, None, &csv, true),
        (3, None, &odd, true),
        (1, None, &pattern, false),
        (8, None, &pattern, false),
        (2, small, &pattern, false),
    ] {
        let input = open(cores, memory, path, lines).await;
        let found = tiers(&input, &value!({})).await.unwrap();
        assert!(files(&found.segmentation, dir.path()) == expected, "{cores} {memory:?} {}", path.display());
        assert_eq!(found.issues["orders/no-customer"], read.issues().count_of("orders/no-customer"));
        if memory.is_none() {
            assert_eq!(kpis(&input, &period, None, Locale::default()).await.unwrap(), actuals);
            assert_eq!(kpis(&input, &period, Some("甲"), Locale::default()).await.unwrap(), owned);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn funnel_from_text() {
    funnels(ROWS).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "large"]
async fn funnel_of_millions() {
    funnels(MANY).await;
}

async fn funnels(rows: usize) {
    let dir = tempfile::tempdir().unwrap();
    let (path, text) = (dir.path().join("deals.csv"), events(rows));
    fs::write(&path, &text).unwrap();
    let deals = Deals::from_csv(text.as_bytes(), DealOptions::default()).unwrap();
    let options = FunnelOptions { by: Some(planscore::funnel::SegmentBy::Owner), ..FunnelOptions::default() };
    let expected = json(&analyze_funnel(&deals, None, &options).unwrap());
    let input = open(1, None, &path, false).await;
    assert_eq!(json(&funnel(&input, &value!({ "by": "owner" })).await.unwrap()), expected);
}
