//! Reads a plan from standard input and prints its report as JSON; the first argument names the archetype.

use std::io::Read as _;

use planscore_plan::{Options, check_plan};

fn main() {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).expect("UTF-8 on standard input");
    let options = Options { archetype: std::env::args().nth(1), ..Options::default() };
    let report = check_plan(&text, &options).expect("a plan");
    println!("{}", serde_json::to_string(&report).expect("plain data"));
}
