//! No file of deals causes a panic or a number that is none, and cut anywhere it is the same file.
#![no_main]

use libfuzzer_sys::fuzz_target;
use planscore::funnel::{FunnelOptions, SegmentBy, analyze_funnel};
use planscore::table::{DealOptions, Deals, DealsReader};
use planscore_fuzz::{assert_finite, headed, is_one_in, pieces};

const HEADERS: [&str; 3] = [
    "商机编号,线索日期,商机日期,成单日期,结果,关闭日期,金额,负责人",
    "商机编号,阶段,时间,负责人,金额",
    "deal id\tlead date\twon date\tis won\tis closed",
];

fuzz_target!(|bytes: &[u8]| {
    let bytes = &headed(bytes, &HEADERS)[..];
    let whole = Deals::from_csv(bytes, DealOptions::default());
    if !is_one_in(16, bytes) {
        return;
    }
    let in_pieces = DealsReader::new(DealOptions::default()).and_then(|mut reader| {
        pieces(bytes).try_for_each(|piece| reader.push(piece))?;
        reader.finish()
    });
    assert_eq!(whole.as_ref().map(told), in_pieces.as_ref().map(told));
    let Ok(deals) = whole else { return };
    // A report draws thousands of random numbers.
    if !is_one_in(256, bytes) {
        return;
    }
    let options = FunnelOptions { by: Some(SegmentBy::Owner), ..FunnelOptions::default() };
    assert_finite(&analyze_funnel(&deals, None, &options), bytes);
});

/// Everything that was read.
fn told(deals: &Deals) -> String {
    format!(
        "{:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        deals.stages(),
        deals.event_deals(),
        deals.event_stages(),
        deals.event_times(),
        deals.columns(),
        deals.rows(),
        deals.decisions(),
        deals.issues().listed(),
    )
}
