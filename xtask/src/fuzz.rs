//! Runs the targets of `fuzz/` in turn: input that nobody meant to give, grown from the files that the tests have.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use crate::shell::{command, output, root, run, target};

/// A target: what its inputs grow from, and which words they are made of.
struct Target {
    name: &'static str,
    /// The calls of field cases whose input is one of this target.
    calls: &'static [&'static str],
    /// Files, or the files of folders.
    files: &'static [&'static str],
    words: Words,
    /// Longest input, in bytes.
    longest: usize,
}

/// Where the words of a dictionary stand.
#[derive(Clone, Copy)]
enum Words {
    None,
    /// Data files: words between commas, blanks or tabs.
    Data(&'static str),
    /// Names of fields and their values in the types that cross the boundary.
    Types,
}

const TARGETS: [Target; 9] = [
    Target {
        name: "orders",
        calls: &["Orders.fromCsv"],
        files: &["www/samples/orders.csv", "tests/fixtures/cdnow_sample.csv"],
        words: Words::Data("crates/table/words"),
        longest: 4_096,
    },
    Target {
        name: "deals",
        calls: &["Deals.fromCsv"],
        files: &["www/samples/deals.csv"],
        words: Words::Data("crates/table/words"),
        longest: 4_096,
    },
    Target {
        name: "actuals",
        calls: &["Orders.fromCsv"],
        files: &["fuzz/seeds/actuals"],
        words: Words::Data("crates/plan/words"),
        longest: 4_096,
    },
    Target {
        name: "recognize",
        calls: &["Orders.fromCsv", "Deals.fromCsv"],
        files: &["files/tests/fixtures"],
        words: Words::Data("crates/table/words"),
        longest: 4_096,
    },
    Target {
        name: "workbook",
        calls: &[],
        files: &["files/tests/fixtures", "fuzz/seeds/workbook"],
        words: Words::None,
        longest: 16_384,
    },
    Target {
        name: "document",
        calls: &[],
        files: &["files/tests/fixtures", "fuzz/seeds/document"],
        words: Words::None,
        longest: 16_384,
    },
    Target {
        name: "check_plan",
        calls: &["checkPlan"],
        files: &["tests/fixtures/plan_clean.md", "www/samples/plan.md", "crates/plan/tests/plans"],
        words: Words::Data("crates/plan/words"),
        longest: 1_536,
    },
    Target {
        name: "kpis",
        calls: &["scoreKpis"],
        files: &["www/samples/kpis.json", "fuzz/seeds/kpis"],
        words: Words::Types,
        longest: 4_096,
    },
    Target {
        name: "options",
        calls: &[],
        files: &["fuzz/seeds/options"],
        words: Words::Types,
        longest: 2_048,
    },
];

/// Runs one target, or all in turn, for so many seconds each; the first input that is a fault ends it.
pub fn fuzz(mut args: impl Iterator<Item = String>) -> Result<()> {
    let (mut seconds, mut only) = (60_u32, None);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--seconds" => {
                let given = args.next().and_then(|given| given.parse().ok());
                seconds = given.context("--seconds needs a number")?;
            }
            "--target" => only = Some(args.next().context("--target needs a name")?),
            other => bail!("unknown option {other:?}: --seconds N, --target NAME"),
        }
    }
    let chosen = |target: &&Target| only.as_deref().is_none_or(|name| name == target.name);
    ensure!(TARGETS.iter().any(|target| chosen(&target)), "there is no such target");
    tools()?;
    TARGETS.iter().filter(chosen).try_for_each(|target| one(target, seconds))
}

/// A nightly compiler, which the coverage needs, is asked for; cargo-fuzz is installed where it is not there.
fn tools() -> Result<()> {
    ensure!(
        output(&mut command("rustup", &["run", "nightly", "rustc", "--version"])).is_some(),
        "fuzzing needs a nightly compiler: rustup toolchain install nightly --profile minimal"
    );
    if output(&mut command("cargo", &["fuzz", "--version"])).is_some() {
        return Ok(());
    }
    run(&mut command("cargo", &["install", "--quiet", "--locked", "cargo-fuzz"]))
        .context("fuzzing needs cargo-fuzz: cargo install --locked cargo-fuzz")
}

fn one(of: &Target, seconds: u32) -> Result<()> {
    println!("── {} ({seconds} s)", of.name);
    let (seeds, corpus) =
        (target().join("fuzz-seeds").join(of.name), root().join("fuzz/corpus").join(of.name));
    fs::create_dir_all(&corpus)?;
    write_seeds(of, &seeds)?;
    let dictionary = target().join("fuzz-seeds").join(format!("{}.dict", of.name));
    fs::write(&dictionary, dictionary_of(of.words)?)?;
    // No code here is unsafe: without the address sanitizer inputs are tried twice as fast.
    let fuzz = ["run", "nightly", "cargo", "fuzz", "run", "--sanitizer", "none", "--target-dir"];
    run(command("rustup", &fuzz).arg(target().join("fuzz")).arg(of.name).args([&corpus, &seeds]).args([
        "--",
        &format!("-max_total_time={seconds}"),
        &format!("-max_len={}", of.longest),
        &format!("-dict={}", dictionary.display()),
        "-timeout=20",
        "-rss_limit_mb=4096",
        "-print_final_stats=1",
        "-verbosity=0",
    ]))
}

/// Writes what a target's inputs grow from, each text cut to the longest input.
fn write_seeds(of: &Target, seeds: &Path) -> Result<()> {
    if seeds.exists() {
        fs::remove_dir_all(seeds)?;
    }
    fs::create_dir_all(seeds)?;
    let mut found: Vec<Vec<u8>> = Vec::new();
    for file in of.files {
        for path in files(&root().join(file))? {
            let mut bytes = fs::read(path)?;
            // An archive that is cut is none.
            if !bytes.starts_with(b"PK") {
                bytes.truncate(of.longest);
            }
            found.push(bytes);
        }
    }
    for path in files(&root().join("tests/fixtures"))? {
        if path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("field_cases")) {
            let cases: Vec<Value> = serde_json::from_slice(&fs::read(path)?)?;
            let own = cases
                .iter()
                .filter(|case| case["call"].as_str().is_some_and(|call| of.calls.contains(&call)));
            found.extend(own.filter_map(|case| Some(case["input"].as_str()?.as_bytes().to_vec())));
        }
    }
    ensure!(!found.is_empty(), "{} has no seeds", of.name);
    for (i, bytes) in found.iter().enumerate() {
        fs::write(seeds.join(i.to_string()), bytes)?;
    }
    Ok(())
}

/// A file, or those of a folder and of the folders in it.
fn files(path: &Path) -> Result<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(vec![path.to_path_buf()]);
    }
    let mut found = Vec::new();
    for entry in fs::read_dir(path).with_context(|| format!("{} is missing", path.display()))? {
        found.extend(files(&entry?.path())?);
    }
    found.sort();
    Ok(found)
}

/// Words as libFuzzer reads them: one a line, in quotes, what is not ASCII as bytes.
fn dictionary_of(words: Words) -> Result<String> {
    let is_join = |c: char| !(c.is_alphanumeric() || c == '_');
    let found: BTreeSet<String> = match words {
        Words::None => BTreeSet::new(),
        Words::Data(folder) => {
            let texts: Result<Vec<String>> =
                files(&root().join(folder))?.iter().map(|path| Ok(fs::read_to_string(path)?)).collect();
            texts?.iter().flat_map(|text| text.split([',', ' ', '\t', '\n'])).map(str::to_owned).collect()
        }
        Words::Types => {
            let text = fs::read_to_string(root().join("npm/src/types.ts"))?;
            let code = text.lines().filter(|line| !line.trim_start().starts_with(['*', '/']));
            code.flat_map(|line| line.split(is_join)).map(str::to_owned).collect()
        }
    };
    let entry = |word: &String| -> String {
        let bytes = word.bytes().map(|byte| {
            if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("\\x{byte:02X}") }
        });
        format!("\"{}\"\n", bytes.collect::<String>())
    };
    Ok(found.iter().filter(|word| (1..=40).contains(&word.len())).map(entry).collect())
}
