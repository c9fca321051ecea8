//! No file of actuals causes a panic or a number that is none, and cut anywhere it is the same file.
#![no_main]

use libfuzzer_sys::fuzz_target;
use planscore::table::{ActualOptions, ActualsFile, ActualsReader};
use planscore_fuzz::{assert_finite, headed, is_one_in, pieces};

const HEADERS: [&str; 3] =
    ["指标,实际,目标,单位", "姓名,期间,指标,实际", "姓名,销售总额,回款率,新增客户数量"];

fuzz_target!(|bytes: &[u8]| {
    let bytes = &headed(bytes, &HEADERS)[..];
    let whole = ActualsFile::from_csv(bytes, ActualOptions::default());
    if !is_one_in(16, bytes) {
        return;
    }
    let in_pieces = ActualsReader::new(ActualOptions::default()).and_then(|mut reader| {
        pieces(bytes).try_for_each(|piece| reader.push(piece))?;
        reader.finish()
    });
    assert_eq!(whole, in_pieces);
    assert_finite(&whole, bytes);
});
