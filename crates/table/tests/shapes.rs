//! Any table in any shape reads the same, and a cell that is spoilt is never passed over in silence.

use planscore_base::calendar::Day;
use planscore_table::{OrderOptions, Orders};
use proptest::prelude::*;

/// Customer, day since 1970-01-01 and cents.
type Row = (String, i32, i64);

/// How a table is written.
#[derive(Debug, Clone)]
struct Shape {
    delimiter: char,
    mark: bool,
    titles: usize,
    unit: Unit,
    order: usize,
    date: usize,
    total: Option<&'static str>,
    line_end: &'static str,
    comma: bool,
    padding: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Unit {
    None,
    Header(&'static str),
    Above,
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let name = prop::sample::select(vec!["甲公司", "乙公司", "Acme", "丙（上海）", "D 4", "戊\"己", "庚,辛"]);
    let row = (name, 20_000..20_200_i32, 1..10_000_000_i64)
        .prop_map(|(name, day, cents)| (name.to_owned(), day, cents));
    prop::collection::vec(row, 1..30)
}

fn shape() -> impl Strategy<Value = Shape> {
    let units = vec![
        Unit::None,
        Unit::Header("金额(万元)"),
        Unit::Header("金额/万元"),
        Unit::Header("金额万元"),
        Unit::Above,
    ];
    let totals = vec![None, Some("合计"), Some("合 计"), Some("本月合计"), Some("Total (3)")];
    (
        prop::sample::select(vec![',', '\t', ';', '|']),
        any::<bool>(),
        0..12_usize,
        prop::sample::select(units),
        0..6_usize,
        0..5_usize,
        prop::sample::select(totals),
        prop::sample::select(vec!["\n", "\r\n"]),
        any::<bool>(),
        prop::sample::select(vec!["", " ", "\u{3000}", "\u{A0}"]),
    )
        .prop_map(|(delimiter, mark, titles, unit, order, date, total, line_end, comma, padding)| {
            Shape {
                delimiter,
                mark,
                titles,
                unit,
                order,
                date,
                total,
                line_end,
                comma: comma && delimiter != ',',
                padding,
            }
        })
}

fn quoted(cell: &str, delimiter: char) -> String {
    if cell.contains([delimiter, '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

fn date(day: i32, how: usize) -> String {
    let iso = Day(day).to_string();
    let [year, month, day_of] = [0..4, 5..7, 8..10].map(|range| iso[range].to_owned());
    match how {
        0 => iso,
        1 => format!("{year}/{}/{}", month.trim_start_matches('0'), day_of.trim_start_matches('0')),
        2 => format!("{year}年{month}月{day_of}日"),
        3 => format!("{year}{month}{day_of}"),
        _ => format!("{iso} 14:30"),
    }
}

/// The amount in the unit of the column, exactly.
fn amount(cents: i64, shape: &Shape) -> String {
    let point = if shape.comma { ',' } else { '.' };
    if shape.unit == Unit::None {
        format!("{}{point}{:02}", cents / 100, cents % 100)
    } else {
        format!("{}{point}{:06}", cents / 1_000_000, cents % 1_000_000)
    }
}

/// The table as a file, and the line of each row.
fn written(rows: &[Row], shape: &Shape) -> (String, Vec<usize>) {
    const ORDERS: [[usize; 3]; 6] = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
    let mut lines: Vec<String> = (0..shape.titles).map(|i| format!("销售明细表第{i}行说明")).collect();
    if shape.unit == Unit::Above {
        lines.push("单位：万元".to_owned());
    }
    let line = |cells: [&str; 3]| {
        let cells: Vec<String> =
            ORDERS[shape.order].iter().map(|&i| quoted(cells[i], shape.delimiter)).collect();
        cells.join(&shape.delimiter.to_string())
    };
    let header = if let Unit::Header(header) = shape.unit { header } else { "金额" };
    lines.push(line(["客户", "日期", header]));
    let mut places = Vec::new();
    for (name, day, cents) in rows {
        places.push(lines.len() + 1);
        let name = format!("{}{name}{}", shape.padding, shape.padding);
        lines.push(line([&name, &date(*day, shape.date), &amount(*cents, shape)]));
    }
    if let Some(word) = shape.total {
        let sum = rows.iter().map(|row| row.2).sum();
        lines.push(line([word, "", &amount(sum, shape)]));
    }
    let mark = if shape.mark { "\u{FEFF}" } else { "" };
    (format!("{mark}{}{}", lines.join(shape.line_end), shape.line_end), places)
}

fn read(text: &str) -> Orders {
    Orders::from_csv(text.as_bytes(), OrderOptions::default()).unwrap()
}

fn told(orders: &Orders) -> Vec<(String, i32, i64)> {
    (0..orders.len())
        .map(|i| {
            let name = orders.customers().name(orders.customer_codes()[i]).to_owned();
            (name, orders.days()[i], (orders.amounts()[i] * 100.0).round() as i64)
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_table_in_any_shape_reads_the_same(rows in rows(), shape in shape()) {
        let (text, _) = written(&rows, &shape);
        let orders = read(&text);
        prop_assert_eq!(told(&orders), &rows[..], "{}", text);
        let out = usize::from(shape.total.is_some());
        prop_assert_eq!((orders.rows().read, orders.rows().left_out), (rows.len() + out, out));
        prop_assert_eq!(orders.issues().count_of("table/total-row"), out);
        let lines = orders.issues().count_of("table/above-header");
        prop_assert_eq!(lines, shape.titles + usize::from(shape.unit == Unit::Above));
        prop_assert_eq!(orders.decisions().iter().any(|d| d.code == "table/unit"), shape.unit != Unit::None);
    }

    /// A cell with something else in it changes its own row or is named with its line; no other row moves.
    #[test]
    fn a_spoilt_cell_is_its_own_row_s_matter(
        rows in rows(),
        shape in shape(),
        at in any::<prop::sample::Index>(),
        field in 0..3_usize,
        junk in prop::sample::select(vec!["", "abc", "-", "昨天", "\u{3000}", "#REF!", "1.38E+10", "9999-12-31", "NaN"]),
    ) {
        let (text, places) = written(&rows, &shape);
        let at = at.index(rows.len());
        let mut lines: Vec<String> = text.split(shape.line_end).map(str::to_owned).collect();
        let (name, day, cents) = &rows[at];
        let name = format!("{}{name}{}", shape.padding, shape.padding);
        let cells = [quoted(&name, shape.delimiter), date(*day, shape.date), quoted(&amount(*cents, &shape), shape.delimiter)];
        let line = &mut lines[places[at] - 1];
        let from = line.find(&cells[field]).unwrap();
        line.replace_range(from..from + cells[field].len(), junk);
        let text = lines.join(shape.line_end);
        let Ok(orders) = Orders::from_csv(text.as_bytes(), OrderOptions::default()) else {
            prop_assert_eq!(rows.len(), 1);
            return Ok(());
        };
        let told = told(&orders);
        let mut others = rows.clone();
        others.remove(at);
        let is_named = orders.issues().listed().iter().any(|issue| issue.row == Some(places[at]));
        if told.len() == rows.len() {
            let mut kept = told.clone();
            kept.remove(at);
            prop_assert_eq!(kept, others);
            prop_assert!(told[at] != rows[at] || is_named, "{}", text);
        } else {
            prop_assert_eq!(told, others);
            prop_assert!(is_named, "{}", text);
        }
    }
}

/// Dates that no record has are bad rows on every path, whatever the column says of day and month.
#[test]
fn impossible_years_are_bad_rows() {
    for date in [
        "31/12/9999",
        "20-12-0605",
        "12/20/0001",
        "31.12.9999",
        "20/12/1605",
        "15.04.1017",
        "15.04.0017",
        "05/05/9999",
    ] {
        let orders = read(&format!("客户,日期,金额\nc0,13/03/2025,10\nc1,14/03/2025,10\nz,{date},5\n"));
        assert_eq!(orders.len(), 2, "{date}");
        assert_eq!(orders.issues().listed()[0].row, Some(4), "{date}");
    }
}

/// A first line beyond what is read at once is a line like any other.
#[test]
fn a_long_first_line_is_no_empty_file() {
    let text = format!("{}\n客户,日期,金额\n甲,2026-03-05,1\n", "说明".repeat(100_000));
    assert_eq!(read(&text).len(), 1);
    let long = "长".repeat(100_000);
    assert_eq!(read(&format!("客户,日期,金额,{long}\n甲,2026-03-05,1,\n")).len(), 1);
}

/// What was paid back is taken off, by its column; a column that asks whether leaves orders out.
#[test]
fn refunds_and_flags_in_columns_of_their_own() {
    let read = |text: &str, keep: &[planscore_table::Keep]| {
        let options = OrderOptions { keep: keep.to_vec(), ..OrderOptions::default() };
        Orders::from_csv(text.as_bytes(), options).unwrap().amounts().to_vec()
    };
    let text = "客户,日期,金额,退款金额\n甲,2026-03-05,200,50\n乙,2026-03-06,80,0\n丙,2026-03-07,10,\n丁,2026-03-08,-5,5\n";
    assert_eq!(read(text, &[]), [150.0, 80.0, 10.0, -5.0]);
    assert_eq!(read(text, &[planscore_table::Keep::Refunds]), [200.0, 80.0, 10.0, -5.0]);
    for (header, yes, no) in [
        ("退款", "1", "0"),
        ("退款", "是", "否"),
        ("是否作废", "是", "否"),
        ("Voided", "TRUE", "FALSE"),
        ("是否有效", "否", "是"),
        ("是否已付款", "N", "Y"),
    ] {
        let text = format!("客户,日期,金额,{header}\n甲,2026-03-05,200,{no}\n乙,2026-03-06,80,{yes}\n");
        assert_eq!(read(&text, &[]), [200.0], "{header} {yes}");
        assert_eq!(read(&text, &[planscore_table::Keep::States]), [200.0, 80.0], "{header} {yes}");
    }
}

/// An amount that a comma has cut is told, whatever hides it.
#[test]
fn a_cut_amount_is_told() {
    for text in [
        "客户,日期,金额\n甲,2026-03-05,1,020.00\n乙,2026-03-06,900\n",
        "客户,日期,金额,负责人\n甲,2026-03-05,1,020.00,\n乙,2026-03-06,900,李\n",
        "客户,日期,金额,\n甲,2026-03-05,1,020.00\n乙,2026-03-06,900,\n",
    ] {
        let orders = read(text);
        assert_eq!(orders.amounts(), [900.0], "{text}");
        assert_eq!(orders.issues().count_of("table/surplus-cell"), 1, "{text}");
    }
}

/// Names that differ in the width of their punctuation are one customer; others stay as they are written.
#[test]
fn brackets_of_either_width_are_one_customer() {
    let orders =
        read("客户,日期,金额\n甲（上海）,2026-03-05,1\n甲(上海),2026-03-06,2\n乙（北京）,2026-03-07,4\n");
    let names: Vec<&str> =
        orders.customer_codes().iter().map(|&code| orders.customers().name(code)).collect();
    assert_eq!(names, ["甲(上海)", "甲(上海)", "乙（北京）"]);
    let told = orders.decisions().iter().find(|decision| decision.code == "table/names-joined").unwrap();
    assert_eq!((told.rows, told.example.as_deref()), (1, Some("甲（上海）")));
}

/// Options override what would be decided.
#[test]
fn every_decision_can_be_overridden() {
    let read = |text: &str, options: OrderOptions| {
        let orders = Orders::from_csv(text.as_bytes(), options).unwrap();
        (orders.len(), orders.amounts().iter().sum::<f64>(), orders.days()[0])
    };
    let text = "客户,日期,金额(万元)\n甲,03/05/2026,1.355\n";
    let given = |unit: &str, decimal, day_order| OrderOptions {
        unit: Some(unit.to_owned()),
        decimal: Some(decimal),
        day_order: Some(day_order),
        ..OrderOptions::default()
    };
    let may = Day::from_ymd(2026, 5, 3).unwrap().0;
    let options = given("元", planscore_table::Decimal::Comma, planscore_table::DayOrder::DayFirst);
    assert_eq!(read(text, options), (1, 1_355.0, may));
    let states = "客户,日期,金额,订单状态\n甲,2026-05-03,1,交易关闭\n乙,2026-05-03,2,待审\n";
    assert_eq!(read(states, OrderOptions::default()).1, 2.0);
    let all = OrderOptions { leave_out: Some(Vec::new()), ..OrderOptions::default() };
    assert_eq!(read(states, all).1, 3.0);
    let other = OrderOptions { leave_out: Some(vec!["待审".to_owned()]), ..OrderOptions::default() };
    assert_eq!(read(states, other).1, 1.0);
    let currencies = "客户,日期,金额\n甲,2026-05-03,¥1\n乙,2026-05-03,$2\n丙,2026-05-03,¥4\n";
    assert_eq!(read(currencies, OrderOptions::default()).1, 5.0);
    let dollars = OrderOptions { currency: Some("USD".to_owned()), ..OrderOptions::default() };
    assert_eq!(read(currencies, dollars).1, 2.0);
    let header = "客户,日期,金额\n客户,日期,金额\n甲,2026-05-03,1\n";
    let second = OrderOptions { header_row: Some(2), ..OrderOptions::default() };
    assert_eq!(read(header, second).0, 1);
}
