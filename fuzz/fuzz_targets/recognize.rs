//! Any beginning of a file is recognised or refused, in every encoding, and any cell is a date or none.
#![no_main]

use libfuzzer_sys::fuzz_target;
use planscore::table::encoding::{Encoding, detect, other_file, utf16};
use planscore::table::{parse_time, recognize};

fuzz_target!(|bytes: &[u8]| {
    recognize(bytes);
    other_file(bytes);
    let text = match detect(bytes, true) {
        Ok(Encoding::Utf16Le) => utf16(bytes, true),
        Ok(Encoding::Utf16Be) => utf16(bytes, false),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    };
    let times = text.split(['\n', ',']).filter_map(parse_time);
    assert!(times.into_iter().all(f64::is_finite));
});
