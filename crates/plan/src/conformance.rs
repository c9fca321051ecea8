//! The published Chinese suites of Recognizers-Text (MIT), with each deliberate deviation and its reason.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use super::dates::{Dated, Reading, days};
use super::measure::Measure;
use super::number::numbers;
use super::periods::periods;
use super::quantity::{money, ordinals, percents, ranges};
use super::text::fold_all;
use planscore_base::calendar::Day;

/// A suite of the folder shared beside the repository, or beside the folder of its worktrees.
fn suite(name: &str) -> Vec<Value> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let file = format!("conformance/recognizers-text/{name}.json");
    let found = ["../../../shared", "../../../../shared"].map(|folder| root.join(folder).join(&file));
    let text = found.iter().find_map(|path| fs::read_to_string(path).ok());
    let text = text.unwrap_or_else(|| panic!("../shared/{file} is not there"));
    serde_json::from_str(text.trim_start_matches('\u{feff}')).unwrap()
}

/// A result as the suites write it: first character, last character, value.
type Result3 = (usize, usize, String);

fn expected(case: &Value) -> Vec<Result3> {
    case["Results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| {
            let end = r["End"]
                .as_u64()
                .unwrap_or_else(|| r["Start"].as_u64().unwrap() + r["Length"].as_u64().unwrap() - 1);
            let value = r["Resolution"]["value"].as_str().unwrap_or("null").to_owned();
            (r["Start"].as_u64().unwrap() as usize, end as usize, value)
        })
        .collect()
}

fn same_value(a: &str, b: &str) -> bool {
    let number = |text: &str| text.trim_end_matches('%').parse::<f64>().ok();
    match (number(a), number(b)) {
        (Some(x), Some(y)) => (x - y).abs() <= 1e-9 * x.abs().max(y.abs()) || x == y,
        _ => a == b,
    }
}

/// Runs a suite; gives the share of cases that agree, and prints how the others differ. What deviates on purpose
/// counts as a failure too.
fn agreement(name: &str, difference: &dyn Fn(&Value) -> Option<String>) -> f64 {
    let cases = suite(name);
    let differences: Vec<String> = cases.iter().filter_map(difference).collect();
    for difference in &differences {
        println!("{name}: {difference}");
    }
    let agree = cases.len() - differences.len();
    let share = agree as f64 / cases.len() as f64;
    println!("{name}: {agree} of {} ({:.1} %)", cases.len(), share * 100.0);
    share
}

fn share(name: &str, find: &dyn Fn(&[char]) -> Vec<Result3>) -> f64 {
    agreement(name, &|case| {
        let input = case["Input"].as_str().unwrap();
        let (wanted, got) = (expected(case), find(&fold_all(input)));
        let same = wanted.len() == got.len()
            && wanted.iter().zip(&got).all(|(a, b)| a.0 == b.0 && a.1 == b.1 && same_value(&a.2, &b.2));
        (!same).then(|| format!("{input}\n  wanted {wanted:?}\n  got    {got:?}"))
    })
}

#[test]
#[ignore = "needs ../shared"]
fn number_suite() {
    let share = share("NumberModel", &|chars| {
        numbers(chars).into_iter().map(|(start, n)| (start, n.end - 1, n.value.to_string())).collect()
    });
    assert!(share >= 0.97, "{share}");
}

/// Deviation: percentage points are found by the suite as percents; here they are a measure of their own, and the
/// test puts them back together.
#[test]
#[ignore = "needs ../shared"]
fn percent_suite() {
    let share = share("PercentModel", &|chars| {
        percents(chars)
            .into_iter()
            .map(|(found, measure)| {
                assert!(matches!(measure, Measure::Percent | Measure::Points));
                (found.start, found.end - 1, format!("{}%", found.value))
            })
            .collect()
    });
    assert!(share >= 0.97, "{share}");
}

#[test]
#[ignore = "needs ../shared"]
fn ordinal_suite() {
    let share = share("OrdinalModel", &|chars| {
        ordinals(chars)
            .into_iter()
            .map(|found| (found.start, found.end - 1, found.value.to_string()))
            .collect()
    });
    assert!(share >= 0.97, "{share}");
}

#[test]
#[ignore = "needs ../shared"]
fn currency_suite() {
    let share = share("CurrencyModel", &|chars| {
        money(chars)
            .into_iter()
            .map(|m| {
                (m.start, m.end - 1, m.value.map_or_else(|| "null".to_owned(), |value| value.to_string()))
            })
            .collect()
    });
    assert!(share >= 0.97, "{share}");
}

/// Deviations: 以上 includes the figure itself (民法典 art. 1259), in the suite it does not: `[500,)` against `(500,)`;
/// 20万次以上 is from 200,000, in the suite from 20,000.
#[test]
#[ignore = "needs ../shared"]
fn number_range_suite() {
    let limit = |limit: Option<(f64, bool)>| limit.map_or_else(String::new, |(value, _)| value.to_string());
    let inclusive = |chars: &[char], r: &super::quantity::Range| {
        chars[r.start..r.end].ends_with(&['以', '上']) && !chars[r.start..r.end].contains(&'或')
    };
    let share = share("NumberRangeModel", &|chars| {
        ranges(chars)
            .into_iter()
            .map(|r| {
                let open = |side: Option<(f64, bool)>| side.is_none_or(|(_, open)| open);
                let low = if open(r.low) || inclusive(chars, &r) { '(' } else { '[' };
                let high = if open(r.high) { ')' } else { ']' };
                (r.start, r.end - 1, format!("{low}{},{}{high}", limit(r.low), limit(r.high)))
            })
            .collect()
    });
    assert!(share >= 0.9, "{share}");
}

fn iso(day: Option<Day>) -> String {
    day.map_or_else(|| "0001-01-01".to_owned(), |day| day.to_string())
}

/// Runs a suite of days or periods; keys of the resolutions are given in their order.
fn dated_share(name: &str, keys: &[&str], find: &dyn Fn(&[char], Day) -> Vec<Dated>) -> f64 {
    agreement(name, &|case| {
        let input = case["Input"].as_str().unwrap();
        let today = case["Context"]["ReferenceDateTime"].as_str().unwrap();
        let today = Day::parse_iso(&today[..10]).unwrap();
        let got: Vec<(usize, usize, Vec<String>)> = find(&fold_all(input), today)
            .into_iter()
            .map(|d| {
                let ends = if keys.len() == 1 { vec![d.from] } else { vec![d.from, d.to] };
                let read = |side: fn(&Reading) -> Option<Day>| {
                    ends.iter().map(move |r| iso(side(r))).collect::<Vec<_>>()
                };
                let mut values = read(|r| r.future);
                values.extend(read(|r| r.past));
                (d.start, d.end - d.start, if d.vague { Vec::new() } else { values })
            })
            .collect();
        let wanted: Vec<(usize, usize, Vec<String>)> = case["Results"]
            .as_array()
            .unwrap()
            .iter()
            .map(|r| {
                let mut values = Vec::new();
                for side in ["FutureResolution", "PastResolution"] {
                    for key in keys {
                        if let Some(value) = r["Value"][side][key].as_str() {
                            values.push(value.to_owned());
                        }
                    }
                }
                (r["Start"].as_u64().unwrap() as usize, r["Length"].as_u64().unwrap() as usize, values)
            })
            .collect();
        (got != wanted).then(|| format!("{input} ({today})\n  wanted {wanted:?}\n  got    {got:?}"))
    })
}

#[test]
#[ignore = "needs ../shared"]
fn date_suite() {
    let share = dated_share("DateParser", &["date"], &days);
    assert!(share >= 0.9, "{share}");
}

#[test]
#[ignore = "needs ../shared"]
fn date_period_suite() {
    let share = dated_share("DatePeriodParser", &["startDate", "endDate"], &periods);
    assert!(share >= 0.9, "{share}");
}
