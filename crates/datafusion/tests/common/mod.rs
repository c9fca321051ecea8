//! Orders and deals that are made up, as files and as the browser's core reads them.
#![allow(dead_code, reason = "each test file uses a part")]

use std::fmt::Write as _;
use std::fs::File;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, Date32Array, Float64Array, StringArray};
use datafusion::arrow::datatypes::{DataType, Field, Schema};
use datafusion::arrow::record_batch::RecordBatch;
use datafusion::parquet::arrow::ArrowWriter;
use planscore::calendar::Day;
use planscore::stats::Random;

/// The first day of the orders.
const FIRST: i32 = 20_000;

/// A made-up order.
pub struct Order {
    pub id: String,
    pub customer: String,
    pub day: i32,
    pub amount: f64,
    pub owner: &'static str,
}

/// Orders of a tenth as many customers, some with refunds, without a customer, or with a number that others share.
pub fn orders(count: usize) -> Vec<Order> {
    let mut random = Random::new(7);
    let mut below = |limit: usize| (random.uniform() * limit as f64) as usize;
    (0..count)
        .map(|i| {
            let customer = match below(1_000) {
                0 => String::new(),
                1..20 => format!(" 客户{} ", below(count / 10)),
                _ => format!("客户{}", below(count / 10)),
            };
            let cents = below(2_000_000) as f64 - if below(50) == 0 { 2_000_000.0 } else { 0.0 };
            let id = if below(20) == 0 { format!("N{}", below(count)) } else { format!("N{}", count + i) };
            let owner = ["甲", "乙", ""][below(3)];
            Order { id, customer, day: FIRST + below(730) as i32, amount: cents / 100.0, owner }
        })
        .collect()
}

/// As a file of text; days as the caller writes them.
pub fn text(orders: &[Order], day: impl Fn(i32) -> String) -> String {
    let mut text = String::from("订单号,客户,下单日期,金额,负责人\n");
    for order in orders {
        let Order { id, customer, amount, owner, .. } = order;
        writeln!(text, "{id},{customer},{},{amount},{owner}", day(order.day)).unwrap();
    }
    text
}

/// A day as ISO 8601 has it.
pub fn iso(day: i32) -> String {
    Day(day).to_string()
}

/// A day as Europe writes it.
pub fn european(day: i32) -> String {
    let iso = iso(day);
    format!("{}/{}/{}", &iso[8..], &iso[5..7], &iso[..4])
}

/// Writes orders as Parquet, to so many files of a folder.
pub fn parquet(orders: &[Order], dir: &Path, files: usize) {
    let field = |name: &str, of: DataType| Field::new(name, of, true);
    let schema = Arc::new(Schema::new(vec![
        field("订单号", DataType::Utf8),
        field("客户", DataType::Utf8),
        field("下单日期", DataType::Date32),
        field("金额", DataType::Float64),
        field("负责人", DataType::Utf8),
    ]));
    for (i, orders) in orders.chunks(orders.len().div_ceil(files)).enumerate() {
        let file = File::create(dir.join(format!("{i}.parquet"))).unwrap();
        let mut writer = ArrowWriter::try_new(file, Arc::clone(&schema), None).unwrap();
        let text = |of: &dyn Fn(&Order) -> String| -> ArrayRef {
            Arc::new(StringArray::from_iter_values(orders.iter().map(of)))
        };
        let columns: Vec<ArrayRef> = vec![
            text(&|order| order.id.clone()),
            text(&|order| order.customer.clone()),
            Arc::new(orders.iter().map(|order| Some(order.day)).collect::<Date32Array>()),
            Arc::new(orders.iter().map(|order| Some(order.amount)).collect::<Float64Array>()),
            text(&|order| order.owner.to_owned()),
        ];
        writer.write(&RecordBatch::try_new(Arc::clone(&schema), columns).unwrap()).unwrap();
        writer.close().unwrap();
    }
}

/// Events of about a third as many deals, shuffled.
pub fn events(count: usize) -> String {
    const STAGES: [&str; 4] = ["线索", "商机", "报价", "成单"];
    let mut random = Random::new(11);
    let mut below = |limit: usize| (random.uniform() * limit as f64) as usize;
    let mut rows = Vec::new();
    let mut deal = 0;
    while rows.len() < count {
        let (owner, value) = (["甲", "乙"][deal % 2], 100 * (deal % 97 + 1));
        let mut seconds = below(180 * 86_400);
        for stage in STAGES {
            let (day, rest) = (FIRST + (seconds / 86_400) as i32, seconds % 86_400);
            let time = format!("{} {:02}:{:02}:{:02}", Day(day), rest / 3_600, rest / 60 % 60, rest % 60);
            rows.push(format!("D{deal},{stage},{time},{owner},{value}"));
            if below(10) < 3 {
                break;
            }
            seconds += below(20 * 86_400);
        }
        deal += 1;
    }
    for i in (1..rows.len()).rev() {
        rows.swap(i, below(i + 1));
    }
    format!("商机编号,阶段,时间,负责人,金额\n{}\n", rows.join("\n"))
}

/// A program that ends with the test.
pub struct Running(pub Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The program.
pub fn batch() -> Command {
    Command::new(env!("CARGO_BIN_EXE_planscore-batch"))
}

/// Ports that nobody uses, two in a row.
fn port() -> u16 {
    (0..100)
        .find_map(|_| {
            let port = TcpListener::bind("127.0.0.1:0").ok()?.local_addr().ok()?.port();
            let next = port.checked_add(1)?;
            TcpListener::bind(("127.0.0.1", next)).is_ok().then_some(port)
        })
        .unwrap()
}

/// A scheduler and its executors on this machine.
pub struct Cluster {
    pub address: String,
    pub executors: Vec<Running>,
    _scheduler: Running,
}

impl Cluster {
    /// Starts a scheduler and so many executors, which keep their files below a folder.
    pub fn start(executors: usize, dir: &Path) -> Self {
        let start = |arguments: &[&str], log: PathBuf| {
            let log = File::create(log).unwrap();
            let mut command = batch();
            command.args(arguments).stdout(Stdio::null()).stderr(log);
            Running(command.spawn().unwrap())
        };
        let bind = format!("127.0.0.1:{}", port());
        let address = format!("df://{bind}");
        let scheduler = start(&["scheduler", "--bind", &bind], dir.join("scheduler.log"));
        while std::net::TcpStream::connect(&bind).is_err() {
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        let executor = |i: usize| {
            let (bind, work) = (format!("127.0.0.1:{}", port()), dir.join(format!("executor{i}")));
            std::fs::create_dir_all(&work).unwrap();
            let work = work.display().to_string();
            let arguments =
                ["executor", "--scheduler", &address, "--bind", &bind, "--work-dir", &work, "--cores", "2"];
            let running = start(&arguments, dir.join(format!("executor{i}.log")));
            while std::net::TcpStream::connect(&bind).is_err() {
                std::thread::sleep(std::time::Duration::from_millis(50));
            }
            running
        };
        let executors = (0..executors).map(executor).collect();
        Self { address, executors, _scheduler: scheduler }
    }
}
