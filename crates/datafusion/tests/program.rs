//! The program: what it writes, what it says when something is wrong, and a cluster on this machine.

mod common;

use std::fs;
use std::path::Path;
use std::process::Output;
use std::time::Duration;

use common::{Cluster, batch, events, iso, orders, parquet, text};

const ROWS: usize = 20_000;

fn run(arguments: &[&str]) -> Output {
    batch().args(arguments).output().unwrap()
}

fn refused(arguments: &[&str], code: i32, about: &str) {
    let output = run(arguments);
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {told}");
    assert!(told.contains(about), "{told}");
}

fn results(dir: &Path) -> Vec<Vec<u8>> {
    ["summary.json", "customers.parquet", "issues.json"]
        .map(|name| fs::read(dir.join(name)).unwrap())
        .to_vec()
}

#[test]
fn it_says_what_is_wrong() {
    let dir = tempfile::tempdir().unwrap();
    let path = |name: &str| dir.path().join(name).display().to_string();
    fs::write(path("a.csv"), "customer,date\nA,2026-03-05\n").unwrap();
    let (file, out) = (path("a.csv"), path("out"));
    refused(&["tiers", "--input", &file, "--out", &out], 3, "\"amount\"");
    refused(&["tiers", "--input", &path("none.csv"), "--out", &out], 3, "none.csv");
    refused(&["funnel", "--input", &file, "--out", &out], 3, "customer, date");
    refused(&["tiers", "--input", &file], 2, "--out");
    refused(&["tiers", "--input", &file, "--out", &out, "--options", "{"], 2, "--options");
    refused(&["tiers", "--input", &file, "--out", &out, "--scheduler", "df://127.0.0.1:1"], 4, "127.0.0.1:1");
    let help = run(&["--help"]);
    assert!(help.status.success() && String::from_utf8_lossy(&help.stdout).contains("Examples:"));
    assert!(!Path::new(&out).exists());
}

#[test]
fn a_cluster_answers_the_same() {
    let dir = tempfile::tempdir().unwrap();
    let path = |name: &str| dir.path().join(name).display().to_string();
    let orders = orders(ROWS);
    fs::write(path("orders.csv"), text(&orders, iso)).unwrap();
    fs::write(path("deals.csv"), events(ROWS)).unwrap();
    parquet(&orders, dir.path(), 3);
    let pattern = path("?.parquet");
    let period = ["--from", "2025-06-01", "--to", "2025-08-31"];
    let done = |arguments: &[&str]| {
        let output = run(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    };
    let (alone, together) = (path("alone"), path("together"));
    done(&["tiers", "--input", &pattern, "--out", &alone]);
    done(&["funnel", "--input", &path("deals.csv"), "--out", &alone]);
    done(&[&["kpis", "--input", &pattern, "--out", &alone][..], &period].concat());

    let mut cluster = Cluster::start(2, dir.path());
    let on = ["--scheduler", &cluster.address, "--cores", "4"];
    for input in [&pattern, &path("orders.csv")] {
        done(&[&["tiers", "--input", input, "--out", &together][..], &on].concat());
        assert!(
            results(dir.path().join("together").as_path()) == results(dir.path().join("alone").as_path()),
            "{input}"
        );
    }
    done(&[&["funnel", "--input", &path("deals.csv"), "--out", &together][..], &on].concat());
    done(&[&["kpis", "--input", &pattern, "--out", &together][..], &period, &on].concat());
    for name in ["funnel.json", "actuals.json"] {
        assert_eq!(
            fs::read(dir.path().join("together").join(name)).unwrap(),
            fs::read(dir.path().join("alone").join(name)).unwrap()
        );
    }

    // An executor dies in the middle: the job ends right or says that it failed.
    let killed = path("killed");
    let mut job = batch();
    job.args(["tiers", "--input", &pattern, "--out", &killed]).args(on);
    let mut job = common::Running(job.spawn().unwrap());
    std::thread::sleep(Duration::from_millis(300));
    cluster.executors[0].0.kill().unwrap();
    let ended = job.0.wait().unwrap();
    if ended.success() {
        assert!(results(Path::new(&killed)) == results(Path::new(&alone)));
    } else {
        assert!(!Path::new(&killed).join("summary.json").exists());
    }
}
