//! What the targets share.

use std::fmt::Debug;
use std::io::{Cursor, Write};

use planscore::plan::{Options, PlanReport, check_plan};
use planscore::table::{OrderOptions, Orders};
use serde::de::DeserializeOwned;
use serde_json::Value;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Asserts that nothing in an answer is NaN or without end. Of an input whose own text says so nothing is asserted:
/// answers quote it.
pub fn assert_finite(answer: &impl Debug, input: &[u8]) {
    let says = |word: &[u8]| input.windows(word.len()).any(|part| part.eq_ignore_ascii_case(word));
    if says(b"nan") || says(b"inf") {
        return;
    }
    let told = format!("{answer:?}");
    let is_number = |word: &str| matches!(word, "NaN" | "inf");
    let words = told.split(|c: char| !c.is_alphanumeric());
    assert!(!words.into_iter().any(is_number), "{told}");
}

/// Whether an input is one of every so many, for what takes much longer than reading it. The same input always is, or never.
pub fn is_one_in(every: usize, input: &[u8]) -> bool {
    input.iter().map(|&byte| usize::from(byte)).sum::<usize>().is_multiple_of(every)
}

/// A file whose first byte says which header stands above the rest, so that few inputs end where no header is found; behind
/// 255 the whole file stands.
pub fn headed(bytes: &[u8], headers: &[&str]) -> Vec<u8> {
    match bytes {
        [] => Vec::new(),
        [u8::MAX, file @ ..] => file.to_vec(),
        [first, rest @ ..] => [headers[usize::from(*first) % headers.len()].as_bytes(), b"\n", rest].concat(),
    }
}

/// Bytes cut into pieces, whose lengths the bytes themselves say.
pub fn pieces(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let length = 1 + usize::from(*rest.first()?) % 61;
        let (piece, more) = rest.split_at(length.min(rest.len()));
        rest = more;
        Some(piece)
    })
}

/// An archive of parts, or the bytes themselves where they are one. The parts of these names stand one after the
/// other, a blank line between; the rest are always the same.
pub fn archive(bytes: &[u8], names: &[&str], rest: &[(&str, &str)]) -> Vec<u8> {
    if bytes.starts_with(b"PK") {
        return bytes.to_vec();
    }
    let text = String::from_utf8_lossy(bytes);
    let given = names.iter().copied().zip(text.split("\n\n"));
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, part) in given.chain(rest.iter().copied()) {
        writer.start_file(name, stored).expect("a part has a name");
        writer.write_all(part.as_bytes()).expect("memory");
    }
    writer.finish().expect("memory").into_inner()
}

/// One argument of a call that is written as JSON; what is not there is the default of its kind.
pub fn argument<T: DeserializeOwned>(call: &Value, name: &str) -> Option<T> {
    let given = call.get(name).cloned().unwrap_or_else(|| Value::Object(serde_json::Map::new()));
    serde_json::from_value(given).ok()
}

/// Sixty orders of seven customers.
pub fn orders() -> Orders {
    let row = |i: u32| format!("c{},2026-{:02}-{:02},{}\n", i % 7, 1 + i % 9, 1 + i % 28, 100 + i * 37 % 500);
    let file: String = std::iter::once("客户,日期,金额\n".to_owned()).chain((0..60).map(row)).collect();
    Orders::from_csv(file.as_bytes(), OrderOptions::default()).expect("orders")
}

/// Checks a plan, and that what its findings cost adds up.
pub fn checked(plan: &str) -> PlanReport {
    let report = check_plan(plan, &Options::default()).expect("any text can be checked");
    let lost: f64 = report.findings.iter().map(|finding| finding.lost).sum();
    assert_eq!(report.score, 100.0 - lost);
    if is_one_in(16, plan.as_bytes()) {
        assert_finite(&report, plan.as_bytes());
    }
    report
}
