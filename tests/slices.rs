//! A file that scouts read in slices comes to what one reader makes of it, to the last bit: data, issues, decisions.

use planscore::table::{OrderOptions, OrderScout, Orders, OrdersReader};
use proptest::prelude::*;

const HEADER: &str = "订单号,客户,下单日期,实付金额,成本,订单状态,产品,备注\n";

/// The beginning of a file, as long as readers want it before they decide.
fn head() -> String {
    let row = |i: usize| format!("B{i},甲,2025-01-{:02},{i}.5,,已完成,,{}\n", 1 + i % 28, "-".repeat(200));
    std::iter::once(HEADER.to_owned()).chain((0..300).map(row)).collect()
}

/// How a slice is read.
#[derive(Debug, Clone, Copy, PartialEq)]
enum By {
    /// By the reader of the whole file.
    Reader,
    /// By a scout.
    Scout,
    /// By a scout whose answer is damaged on its way.
    Damaged(usize),
}

fn reader() -> OrdersReader {
    OrdersReader::new(OrderOptions::default()).unwrap()
}

fn scout(head: &str) -> OrderScout {
    let mut reader = reader();
    reader.push(head.as_bytes()).unwrap();
    reader.scout().unwrap()
}

/// Reads a file in slices that begin behind the line break at or before each place, each as it is said; how many
/// slices a scout has read for it.
fn sliced(head: &str, text: &str, cuts: &[(usize, By)]) -> (planscore::error::Result<Orders>, usize) {
    let (mut reader, mut scout, mut fitting) = (reader(), scout(head), 0);
    reader.push(head.as_bytes()).unwrap();
    let mut cuts: Vec<_> = cuts.iter().map(|&(at, by)| (at % (text.len() + 1), by)).collect();
    cuts.sort_by_key(|(at, _)| *at);
    let behind_line =
        |at: usize| text.as_bytes()[..at].iter().rposition(|&byte| byte == b'\n').map_or(0, |lf| lf + 1);
    let starts: Vec<usize> = cuts.iter().map(|&(at, _)| behind_line(at)).collect();
    let bytes = text.as_bytes();
    reader.push(&bytes[..starts.first().copied().unwrap_or(bytes.len())]).unwrap();
    for (i, &(_, by)) in cuts.iter().enumerate() {
        let slice = &bytes[starts[i]..starts.get(i + 1).copied().unwrap_or(bytes.len())];
        if by == By::Reader {
            reader.push(slice).unwrap();
            continue;
        }
        let mut scouted = scout.read(slice);
        if let By::Damaged(at) = by {
            let at = at % scouted.numbers.len();
            scouted.numbers.truncate(at.max(2));
        }
        reader.push(&slice[..scouted.lead()]).unwrap();
        if reader.take(&scouted) {
            fitting += 1;
            assert!(!matches!(by, By::Damaged(_)));
            reader.push(&slice[scouted.end()..]).unwrap();
        } else {
            reader.push(&slice[scouted.lead()..]).unwrap();
        }
    }
    (reader.finish(), fitting)
}

fn whole(head: &str, text: &str) -> planscore::error::Result<Orders> {
    Orders::from_csv(format!("{head}{text}").as_bytes(), OrderOptions::default())
}

fn line() -> impl Strategy<Value = String> {
    let customer = prop_oneof![
        20 => (0..40_u32).prop_map(|i| format!("客户{i}")),
        1 => (0..9_u32).prop_map(|i| format!("\"客户, {i}\"")),
        1 => (0..9_u32).prop_map(|i| format!(" 客户{i}（上海） ")),
        1 => Just("〃".to_owned()),
        1 => Just(String::new()),
        1 => Just("1.23E+11".to_owned()),
    ];
    let date = prop_oneof![
        20 => (1..29_u32, 1..13_u32).prop_map(|(day, month)| format!("2025-{month:02}-{day:02}")),
        1 => (1..29_u32, 1..13_u32).prop_map(|(day, month)| format!("{day:02}/{month:02}/2025")),
        1 => Just("2062-01-01".to_owned()),
        1 => Just("同上".to_owned()),
        1 => Just("soon".to_owned()),
        1 => Just(String::new()),
    ];
    let amount = prop_oneof![
        20 => (-9_999..999_999_i64).prop_map(|cents| format!("{}", cents as f64 / 100.0)),
        1 => (1..9_999_i64).prop_map(|mils| format!("{}", mils as f64 / 1_000.0)),
        1 => Just("\"1,200.50\"".to_owned()),
        1 => Just("1.2万".to_owned()),
        1 => Just(String::new()),
    ];
    let state = prop_oneof![
        20 => "已完成|已发货|",
        1 => "已取消|退款成功|待付款|想不到的状态|已发货，退款成功",
    ];
    let product = prop_oneof![9 => "[甲乙丙丁]?", 1 => Just("\"5\"\" 管\"".to_owned())];
    let remark = prop_oneof![
        12 => "[a-z]{0,12}",
        1 => Just("\"一行\n又一行\"".to_owned()),
        1 => Just("\"像一行:\nA1,客户1,2025-01-02,5,,,,\n完\"".to_owned()),
        1 => Just("\"没有收尾".to_owned()),
        1 => Just("\"5寸 管\" 好".to_owned()),
    ];
    let id = prop_oneof![9 => (0..4_000_u32).prop_map(|id| format!("A{id}")), 1 => Just(String::new())];
    let row = (id, customer, date, amount, "[1-9][0-9]{0,3}|", state, product, remark).prop_map(
        |(id, customer, date, amount, cost, state, product, remark)| {
            format!("{id},{customer},{date},{amount},{cost},{state},{product},{remark}\n")
        },
    );
    prop_oneof![
        200 => row,
        2 => Just("\n".to_owned()),
        2 => Just("合计,,,99,,,,\n".to_owned()),
        1 => Just(HEADER.to_owned()),
        1 => Just("商机,负责人,阶段,客户,日期\n".to_owned()),
        2 => Just(",,,12,,,丙,\n".to_owned()),
        2 => Just("A1,甲,2025-01-02,5,,,,,多,一\r\n".to_owned()),
    ]
}

fn by() -> impl Strategy<Value = By> {
    prop_oneof![1 => Just(By::Reader), 6 => Just(By::Scout), 1 => (2..999_usize).prop_map(By::Damaged)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn slices_come_to_what_the_whole_comes_to(
        lines in proptest::collection::vec(line(), 0..1_000),
        cuts in proptest::collection::vec((0..120_000_usize, by()), 0..9),
        ends in any::<bool>(),
    ) {
        let text = lines.concat();
        let text = if ends { &text } else { text.trim_end() };
        let head = head();
        let (sliced, _) = sliced(&head, text, &cuts);
        let whole = whole(&head, text);
        // All there is to a data set: columns, names in their order, issues, decisions, counts.
        prop_assert_eq!(format!("{sliced:?}"), format!("{whole:?}"));
    }
}

#[test]
fn clean_rows_are_all_taken_from_scouts() {
    let row =
        |i: usize| format!("A{i},客户{},2025-03-{:02},{}.5,3,已完成,甲,\"一\n二\"\n", i % 97, 1 + i % 28, i);
    let text: String = (0..2_000).map(row).collect();
    let head = head();
    let cuts: Vec<_> = (1..8).map(|i| (i * text.len() / 8, By::Scout)).collect();
    let (orders, fitting) = sliced(&head, &text, &cuts);
    assert_eq!((orders.unwrap().len(), fitting), (2_300, cuts.len()));
}
