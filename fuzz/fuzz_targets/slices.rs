//! A file of orders that scouts read in slices is the file that one reader reads. Eight bytes say where four slices begin and
//! who reads them; the rest is what stands below the beginning of a file.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use planscore::table::{OrderOptions, Orders, OrdersReader};

/// As much of a file as readers want before they decide its columns, most of it in a row that is not looked at for that.
static HEAD: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let header = "订单号,客户,下单日期,实付金额,成本,订单状态,产品,备注\n".to_owned();
    let row = |i: usize| format!("A{i},甲,2025-01-{i:02},5.5,1,已完成,丙,\n");
    let rows: String = std::iter::once(header).chain((1..25).map(row)).collect();
    format!("{rows}A25,乙,2025-01-25,6,,,,{}\n", "-".repeat(64 << 10)).into_bytes()
});

fuzz_target!(|bytes: &[u8]| {
    let Some((cuts, text)) = bytes.split_at_checked(8) else { return };
    let whole = started().and_then(|mut reader| {
        reader.push(text)?;
        reader.finish()
    });
    let sliced = sliced(cuts, text);
    assert_eq!(format!("{sliced:?}"), format!("{whole:?}"));
});

fn started() -> planscore::Result<OrdersReader> {
    let mut reader = OrdersReader::new(OrderOptions::default())?;
    reader.push(&HEAD)?;
    Ok(reader)
}

fn sliced(cuts: &[u8], text: &[u8]) -> planscore::Result<Orders> {
    let mut reader = started()?;
    let mut scout = started()?.scout().expect("the columns are decided");
    // Slices begin behind line breaks.
    let behind_line = |at: usize| text[..at].iter().rposition(|&byte| byte == b'\n').map_or(0, |end| end + 1);
    let mut starts: Vec<(usize, u8)> = cuts
        .as_chunks()
        .0
        .iter()
        .map(|&[at, by]| (behind_line(text.len() * usize::from(at) / 255), by))
        .collect();
    starts.sort_unstable();
    reader.push(&text[..starts[0].0])?;
    for (i, &(start, by)) in starts.iter().enumerate() {
        let slice = &text[start..starts.get(i + 1).map_or(text.len(), |next| next.0)];
        if by % 8 == 0 {
            reader.push(slice)?;
            continue;
        }
        let mut scouted = scout.read(slice);
        // An answer may be damaged on its way.
        if by % 8 == 1 {
            scouted.numbers.truncate(2.max(usize::from(by >> 3)));
        }
        reader.push(&slice[..scouted.lead()])?;
        let rest = if reader.take(&scouted) { scouted.end() } else { scouted.lead() };
        reader.push(&slice[rest..])?;
    }
    reader.finish()
}
