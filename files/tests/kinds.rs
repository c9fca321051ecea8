//! Workbooks and documents as other programs write them, each kind of trouble in a small file made here.

use std::io::{Cursor, Write};

use planscore_files::{Error, PassedOver, read_sheet, to_csv, to_markdown};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

fn relations(of: &[(&str, &str)]) -> String {
    let one = |(i, (kind, target)): (usize, &(&str, &str))| {
        format!(r#"<Relationship Id="r{i}" Type="{OFFICE}/{kind}" Target="{target}"/>"#)
    };
    let all: String = of.iter().enumerate().map(one).collect();
    format!(
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{all}</Relationships>"#
    )
}

/// A workbook of sheets: kind, state and content of each; `properties` go before them.
fn workbook(properties: &str, strings: &str, sheets: &[(&str, &str, String)]) -> Vec<u8> {
    let list: String = sheets
        .iter()
        .enumerate()
        .map(|(i, (_, state, _))| {
            format!(r#"<sheet name="S{i}" sheetId="{}" state="{state}" r:id="r{i}"/>"#, i + 1)
        })
        .collect();
    let book = format!(
        r#"<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{properties}<sheets>{list}</sheets></workbook>"#
    );
    let targets: Vec<String> = (0..sheets.len()).map(|i| format!("worksheets/sheet{i}.xml")).collect();
    let related: Vec<(&str, &str)> =
        sheets.iter().zip(&targets).map(|((kind, ..), target)| (*kind, target.as_str())).collect();
    let (root, own) = (relations(&[("officeDocument", "xl/workbook.xml")]), relations(&related));
    let strings = format!(r#"<sst xmlns="{MAIN}">{strings}</sst>"#);
    let paths: Vec<String> = targets.iter().map(|target| format!("xl/{target}")).collect();
    let contents: Vec<String> = sheets
        .iter()
        .map(|(.., content)| format!(r#"<worksheet xmlns="{MAIN}">{content}</worksheet>"#))
        .collect();
    let mut parts = vec![
        ("_rels/.rels", root.as_str()),
        ("xl/workbook.xml", &book),
        ("xl/_rels/workbook.xml.rels", &own),
        ("xl/sharedStrings.xml", &strings),
    ];
    parts.extend(paths.iter().map(String::as_str).zip(contents.iter().map(String::as_str)));
    zipped(&parts)
}

fn text(at: &str, text: &str) -> String {
    format!(r#"<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>"#)
}

fn number(at: &str, value: &str) -> String {
    format!(r#"<c r="{at}"><v>{value}</v></c>"#)
}

fn row(number: u32, cells: &[String]) -> String {
    format!(r#"<row r="{number}">{}</row>"#, cells.concat())
}

/// Header and two rows.
fn table() -> String {
    let rows = [
        row(1, &[text("A1", "客户"), text("B1", "金额")]),
        row(2, &[text("A2", "甲"), number("B2", "1")]),
        row(3, &[text("A3", "乙"), number("B3", "2")]),
    ];
    format!("<sheetData>{}</sheetData>", rows.concat())
}

const TABLE: &str = "客户,金额\n甲,1\n乙,2\n";

fn csv(bytes: &[u8]) -> String {
    String::from_utf8(to_csv(bytes, None).unwrap()).unwrap()
}

#[test]
fn hidden_empty_and_chart_sheets_are_passed_over_and_named() {
    let title = format!("<sheetData>{}</sheetData>", row(1, &[text("A1", "封面")]));
    let book = workbook(
        "",
        "",
        &[
            ("chartsheet", "visible", String::new()),
            ("worksheet", "hidden", table()),
            ("worksheet", "veryHidden", table()),
            ("worksheet", "visible", "<sheetData/>".to_owned()),
            ("worksheet", "visible", title),
            ("worksheet", "visible", table()),
        ],
    );
    let found = read_sheet(&book, None).unwrap();
    assert_eq!((found.name.as_str(), String::from_utf8(found.csv).unwrap().as_str()), ("S5", TABLE));
    let why: Vec<PassedOver> = found.passed_over.iter().map(|(_, why)| *why).collect();
    assert_eq!(
        why,
        [
            PassedOver::NoCells,
            PassedOver::Hidden,
            PassedOver::Hidden,
            PassedOver::NoTable,
            PassedOver::NoTable
        ]
    );
    assert_eq!(to_csv(&book, Some("S1")).unwrap(), TABLE.as_bytes(), "a hidden sheet can be named");
}

#[test]
fn rows_and_cells_need_not_be_in_order() {
    let rows = [
        row(3, &[number("B3", "2"), text("A3", "乙")]),
        row(1, &[text("A1", "客户"), text("B1", "金额")]),
        row(2, &[text("A2", "甲"), number("B2", "1")]),
    ];
    let book =
        workbook("", "", &[("worksheet", "visible", format!("<sheetData>{}</sheetData>", rows.concat()))]);
    assert_eq!(csv(&book), TABLE);
}

#[test]
fn merged_words_are_repeated_and_merged_amounts_are_not() {
    let rows = [
        row(1, &[text("A1", "客户"), text("B1", "产品"), text("C1", "金额")]),
        row(2, &[text("A2", "甲"), text("B2", "x"), number("C2", "5")]),
        row(3, &[text("B3", "y")]),
        row(4, &[text("A4", "乙"), text("B4", "z"), number("C4", "7")]),
    ];
    let sheet = format!(
        r#"<sheetData>{}</sheetData><mergeCells count="2"><mergeCell ref="A2:A3"/><mergeCell ref="C2:C3"/></mergeCells>"#,
        rows.concat()
    );
    assert_eq!(
        csv(&workbook("", "", &[("worksheet", "visible", sheet)])),
        "客户,产品,金额\n甲,x,5\n甲,y\n乙,z,7\n"
    );
}

#[test]
fn serials_of_1904_are_dates_in_columns_of_dates() {
    let rows = [
        row(1, &[text("A1", "客户"), text("B1", "下单日期"), text("C1", "金额")]),
        row(2, &[text("A2", "甲"), number("B2", "44624"), number("C2", "44624")]),
    ];
    let sheet = format!("<sheetData>{}</sheetData>", rows.concat());
    let book = workbook(r#"<workbookPr date1904="1"/>"#, "", &[("worksheet", "visible", sheet)]);
    assert_eq!(csv(&book), "客户,下单日期,金额\n甲,2026-03-05,44624\n");
}

#[test]
fn the_number_of_a_shared_string_must_be_one() {
    for index in ["-1", "1.5", "x", "99", "4294967296"] {
        let rows = [row(1, &[format!(r#"<c r="A1" t="s"><v>{index}</v></c>"#), number("B1", "1")])];
        let sheet = format!("<sheetData>{}</sheetData>", rows.concat());
        let book = workbook("", "<si><t>甲</t></si>", &[("worksheet", "visible", sheet)]);
        assert_eq!(to_csv(&book, None), Err(Error::DAMAGED), "{index}");
    }
}

#[test]
fn a_long_text_in_many_cells_is_refused() {
    let strings = format!("<si><t>{}</t></si>", "长".repeat(20_000));
    let rows: String =
        (1..=10_000).map(|i| row(i, &[format!(r#"<c r="A{i}" t="s"><v>0</v></c>"#)])).collect();
    let sheet = format!("<sheetData>{rows}</sheetData>");
    assert_eq!(
        to_csv(&workbook("", &strings, &[("worksheet", "visible", sheet)]), None),
        Err(Error::TOO_MUCH_TEXT)
    );
}

#[test]
fn files_that_are_something_else_are_named() {
    for (bytes, error) in [
        (&b"<html><table><tr><td>1</td></tr></table></html>"[..], Error::HTML),
        (b"<?xml version=\"1.0\"?><Workbook/>", Error::XML),
        (b"{\"orders\": []}", Error::JSON),
        (b"%PDF-1.7", Error::PDF),
        (b"\x89PNG\r\n\x1a\n\0\0", Error::PICTURE),
        (b"Rar!\x1a\x07", Error::PACKED),
        ("客户,日期\n".as_bytes(), Error::TEXT),
    ] {
        assert_eq!(to_csv(bytes, None), Err(error));
        assert_eq!(to_markdown(bytes), Err(error));
    }
}

fn document_at(name: &str, body: &str, numbering: &str) -> Vec<u8> {
    let word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let document = format!(r#"<w:document xmlns:w="{word}"><w:body>{body}</w:body></w:document>"#);
    let numbering = format!(r#"<w:numbering xmlns:w="{word}">{numbering}</w:numbering>"#);
    let root = relations(&[("officeDocument", &name.replace('\\', "/"))]);
    zipped(&[("_rels/.rels", &root), (name, &document), ("word/numbering.xml", &numbering)])
}

fn markdown(body: &str) -> String {
    to_markdown(&document_at("word/document.xml", body, "")).unwrap()
}

fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

#[test]
fn the_document_may_have_any_name() {
    for name in ["word/document2.xml", "Word/Document.XML", "word\\document.xml", "content/main.xml"] {
        assert_eq!(to_markdown(&document_at(name, &paragraph("目标"), "")).unwrap(), "目标\n", "{name}");
    }
}

#[test]
fn a_text_box_follows_its_paragraph() {
    let body = format!(
        "<w:p><w:r><w:t>销售</w:t></w:r><w:r><w:txbxContent>{}{}</w:txbxContent></w:r><w:r><w:t>目标</w:t></w:r></w:p>{}",
        paragraph("框一"),
        paragraph("框二"),
        paragraph("正文")
    );
    assert_eq!(markdown(&body), "销售目标\n\n框一\n\n框二\n\n正文\n");
}

#[test]
fn merged_cells_of_a_table_keep_their_columns() {
    let cell = |properties: &str, text: &str| {
        format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", paragraph(text))
    };
    let row = |cells: &[String]| format!("<w:tr>{}</w:tr>", cells.concat());
    let body = format!(
        "<w:tbl>{}{}{}{}</w:tbl>",
        row(&[cell("", "类别"), cell("", "指标"), cell("", "权重")]),
        row(&[
            cell(r#"<w:vMerge w:val="restart"/>"#, "财务"),
            cell("", "回款"),
            cell(r#"<w:vMerge w:val="restart"/>"#, "40%")
        ]),
        row(&[cell("<w:vMerge/>", ""), cell("", "毛利"), cell("<w:vMerge/>", "")]),
        row(&[cell(r#"<w:gridSpan w:val="2"/>"#, "合计"), cell("", "100%")]),
    );
    assert_eq!(
        markdown(&body),
        "| 类别 | 指标 | 权重 |\n| --- | --- | --- |\n| 财务 | 回款 | 40% |\n| 财务 | 毛利 |  |\n| 合计 |  | 100% |\n\n"
    );
}

#[test]
fn ruby_readings_and_hidden_text_are_not_the_documents() {
    let body = "<w:p><w:r><w:ruby><w:rt><w:r><w:t>mù</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>目</w:t></w:r></w:rubyBase></w:ruby></w:r>\
        <w:r><w:t>标</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>内部</w:t></w:r>\
        <w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>100万</w:t></w:r></w:p>";
    assert_eq!(markdown(body), "目标100万\n");
    // Only the mark of the paragraph is hidden.
    let mark = "<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:t>看得见</w:t></w:r></w:p>";
    assert_eq!(markdown(mark), "看得见\n");
}

#[test]
fn numbering_goes_on_or_starts_over_as_in_word() {
    let numbering = r#"<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>
        <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
        <w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>
        <w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>"#;
    let item = |list: u32| {
        format!(
            r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{list}"/></w:numPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>"#
        )
    };
    let body = [item(1), item(1), item(2), item(3), item(3)].concat();
    let bytes = document_at("word/document.xml", &body, numbering);
    assert_eq!(to_markdown(&bytes).unwrap(), "1. x\n2. x\n3. x\n1. x\n2. x\n");
}
