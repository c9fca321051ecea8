//! Files written by other programs, and files that mean harm.

use std::io::{Cursor, Write};

use planscore_files::{Error, read_sheet, sheets, to_csv, to_markdown};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/fixtures/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// A zip archive of the given parts.
fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// What was typed into the sheet; the two programs store it differently.
const ORDERS: &str = "客户名称,下单日期,金额(万元),备注\n甲公司,2026-03-05,1.25,\"含\"\"引号\"\",逗号\"\n\
    乙公司,2026-03-06 14:30:00,-0.5,\"两\n行\"\n丙公司,2025-12-31,1234567.89\n,,TRUE\n\n隔行\n";

#[test]
fn workbooks_of_other_programs() {
    for name in ["orders-openpyxl.xlsx", "orders-libreoffice.xlsx"] {
        let bytes = fixture(name);
        assert_eq!(sheets(&bytes).unwrap(), ["订单", "空表"], "{name}");
        assert_eq!(String::from_utf8(to_csv(&bytes, None).unwrap()).unwrap(), ORDERS, "{name}");
        assert_eq!(to_csv(&bytes, Some("空表")).unwrap(), b"\n", "{name}");
        assert_eq!(to_csv(&bytes, Some("没有")), Err(Error::NO_SHEET), "{name}");
    }
}

/// What was typed into the document.
const PLAN: &str = "# 2026年销售计划\n\n\n# 目标\n\n\n销售额增长20% & 毛利<30%\n1. 新增客户36家\n2. 回款率不低于95%\n- 每周复盘\n\n\
    ## 预算\n\n\n| 项目 | 金额 |\n| --- | --- |\n| 差旅\\|招待 | 12万元 |\n\n\n保留\n";

#[test]
fn documents_of_other_programs() {
    for name in ["plan-python-docx.docx", "plan-libreoffice.docx"] {
        assert_eq!(to_markdown(&fixture(name)).unwrap(), PLAN, "{name}");
    }
}

/// A title over four columns, a customer over two rows, a hidden sheet before it; one counts days from 1904 and has a
/// sheet that is a chart.
#[test]
fn merged_cells_and_sheets_that_are_no_tables() {
    const MERGED: &str = "三月订单\n客户,下单日期,金额(万元),备注\n甲公司,2026-03-05,1.25,\"含\"\"引号\"\",逗号\"\n\
        甲公司,2026-03-06,-0.5,\"两\n行\"\n乙公司,2025-12-31,1234567.89\n";
    for (name, passed) in
        [("orders-sheetjs.xlsx", &["隐藏"][..]), ("orders-openpyxl-1904.xlsx", &["图表", "封面"])]
    {
        let sheet = read_sheet(&fixture(name), None).unwrap();
        assert_eq!(String::from_utf8(sheet.csv).unwrap(), MERGED, "{name}");
        let names: Vec<&str> = sheet.passed_over.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!((sheet.name.as_str(), names), ("订单", passed.to_vec()), "{name}");
    }
    let text = to_markdown(&fixture("plan-python-docx-merged.docx")).unwrap();
    for part in ["| 销售额 | 1200万元 | 王芳 |", "1. 新增客户\n2. 回款", "公开"] {
        assert!(text.contains(part), "{text}");
    }
    assert!(!text.contains("机密"), "{text}");
}

#[test]
fn old_and_locked_files_say_what_to_do() {
    assert_eq!(to_csv(&fixture("orders.xls"), None), Err(Error::OLD_XLS));
    assert_eq!(to_markdown(&fixture("plan.doc")), Err(Error::OLD_DOC));
    assert_eq!(to_csv(&fixture("locked.xlsx"), None), Err(Error::ENCRYPTED));
}

#[test]
fn damaged_files_are_refused() {
    assert_eq!(to_csv(&[], None), Err(Error::EMPTY));
    assert_eq!(to_csv(b"no archive at all", None), Err(Error::TEXT));
    assert_eq!(to_csv(&zipped(&[("a.txt", b"a")]), None), Err(Error::NO_WORKBOOK));
    assert_eq!(to_markdown(&zipped(&[("a.txt", b"a")])), Err(Error::NO_DOCUMENT));
    assert_eq!(to_markdown(&zipped(&[("word/document.xml", b"<w:document><w:p>")])), Err(Error::DAMAGED));
    // Cut anywhere, a file is refused or read, and never a panic.
    for name in ["orders-openpyxl.xlsx", "plan-python-docx.docx"] {
        let bytes = fixture(name);
        for cut in (0..bytes.len()).step_by(97) {
            assert!(to_csv(&bytes[..cut], None).is_err());
            assert!(to_markdown(&bytes[..cut]).is_err());
        }
    }
}

#[test]
fn bombs_are_refused() {
    let zeros = vec![b' '; 64 << 20];
    assert_eq!(to_markdown(&zipped(&[("word/document.xml", &zeros)])), Err(Error::BOMB));
    let nested = "<a>".repeat(100_000);
    assert_eq!(to_markdown(&zipped(&[("word/document.xml", nested.as_bytes())])), Err(Error::DAMAGED));
    // Two cells at the far corners of a sheet span 17 billion; written as rows they are a million lines.
    let far =
        r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>3</v></c></row>"#;
    let text = to_csv(&workbook(far), None).unwrap();
    assert!(text.len() < 2 << 20 && text.ends_with(b",3\n"));
    let wide: String =
        (1..=700).map(|row| format!(r#"<row r="{row}"><c r="XFD{row}"><v>1</v></c></row>"#)).collect();
    assert_eq!(to_csv(&workbook(&wide), None), Err(Error::TOO_MANY_CELLS));
}

/// A workbook with one sheet of the given rows.
fn workbook(rows: &str) -> Vec<u8> {
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relation = |kind: &str, target: &str| {
        format!(
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{office}/{kind}" Target="{target}"/></Relationships>"#
        )
    };
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let sheets = format!(
        r#"<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>"#
    );
    zipped(&[
        ("_rels/.rels", relation("officeDocument", "xl/workbook.xml").as_bytes()),
        ("xl/workbook.xml", sheets.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relation("worksheet", "worksheets/sheet1.xml").as_bytes()),
        (
            "xl/worksheets/sheet1.xml",
            format!(r#"<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>"#).as_bytes(),
        ),
    ])
}
