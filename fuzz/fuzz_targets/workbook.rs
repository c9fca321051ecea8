//! No workbook causes a panic, neither as its bytes nor as the parts inside, and its CSV can be read as a table.
#![no_main]

use libfuzzer_sys::fuzz_target;
use planscore::table::{OrderOptions, Orders};
use planscore_files::{read_sheet, sheets};
use planscore_fuzz::archive;

/// The parts of a workbook in the order in which an input gives them.
const PARTS: [&str; 3] = ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"];
const REST: [(&str, &str); 2] = [
    (
        "xl/workbook.xml",
        r#"<workbook xmlns:r="r"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>"#,
    ),
    (
        "xl/_rels/workbook.xml.rels",
        r#"<Relationships>
<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>
<Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/>
<Relationship Id="r3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>
</Relationships>"#,
    ),
];

fuzz_target!(|bytes: &[u8]| {
    let workbook = archive(bytes, &PARTS, &REST);
    for name in sheets(&workbook).unwrap_or_default() {
        if let Ok(sheet) = read_sheet(&workbook, Some(&name)) {
            std::str::from_utf8(&sheet.csv).expect("CSV is UTF-8");
            let _ = Orders::from_csv(&sheet.csv, OrderOptions::default());
        }
    }
});
