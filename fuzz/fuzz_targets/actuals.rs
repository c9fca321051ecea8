//! No file of actuals causes a panic or a number that is none, and cut anywhere it is the same file.
#![no_main]

use libfuzzer_sys::fuzz_target;
use planscore::table::{ActualOptions, ActualsFile, ActualsReader};
use planscore_fuzz::{assert_finite, pieces};

fuzz_target!(|bytes: &[u8]| {
    let whole = ActualsFile::from_csv(bytes, ActualOptions::default());
    let in_pieces = ActualsReader::new(ActualOptions::default()).and_then(|mut reader| {
        pieces(bytes).try_for_each(|piece| reader.push(piece))?;
        reader.finish()
    });
    assert_eq!(whole, in_pieces);
    assert_finite(&whole, bytes);
});
