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
    form: Form,
    words: Words,
    /// Longest input, in bytes.
    longest: usize,
}

impl Target {
    /// One whose inputs grow from those in `fuzz/seeds` alone.
    const OWN: Self =
        Self { name: "", calls: &[], files: &[], form: Form::Whole, words: Words::None, longest: 0 };
}

/// What an input is beside the file or text that it holds.
#[derive(Clone, Copy, PartialEq)]
enum Form {
    /// Nothing.
    Whole,
    /// A first byte says which header stands above the rest: 255 is that of a whole file.
    File,
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

const TARGETS: [Target; 17] = [
    Target {
        name: "orders",
        calls: &["Orders.fromCsv"],
        files: &["www/samples/orders.csv", "tests/fixtures/cdnow_sample.csv"],
        form: Form::File,
        words: Words::Data("crates/table/words"),
        longest: 256,
    },
    Target {
        name: "deals",
        calls: &["Deals.fromCsv"],
        files: &["www/samples/deals.csv"],
        form: Form::File,
        words: Words::Data("crates/table/words"),
        longest: 256,
    },
    Target {
        name: "actuals",
        calls: &["Orders.fromCsv"],
        files: &[],
        form: Form::File,
        words: Words::Data("crates/plan/words"),
        longest: 256,
    },
    Target { name: "cells", words: Words::Data("crates/table/words"), longest: 96, ..Target::OWN },
    Target {
        name: "recognize",
        calls: &["Orders.fromCsv", "Deals.fromCsv"],
        files: &["files/tests/fixtures"],
        words: Words::Data("crates/table/words"),
        longest: 128,
        ..Target::OWN
    },
    Target { name: "slices", words: Words::Data("crates/table/words"), longest: 192, ..Target::OWN },
    Target { name: "parts", longest: 96, ..Target::OWN },
    Target { name: "workbook", files: &["files/tests/fixtures"], longest: 2_048, ..Target::OWN },
    Target { name: "document", files: &["files/tests/fixtures"], longest: 2_048, ..Target::OWN },
    Target {
        name: "check_plan",
        calls: &["checkPlan"],
        files: &["tests/fixtures/plan_clean.md", "www/samples/plan.md", "crates/plan/tests/plans"],
        words: Words::Data("crates/plan/words"),
        longest: 320,
        ..Target::OWN
    },
    Target { name: "outline", words: Words::Data("crates/plan/words"), longest: 128, ..Target::OWN },
    Target { name: "goals", words: Words::Data("crates/plan/words"), longest: 128, ..Target::OWN },
    Target { name: "tables", words: Words::Data("crates/plan/words"), longest: 128, ..Target::OWN },
    Target { name: "sarif", words: Words::Data("crates/plan/words"), longest: 96, ..Target::OWN },
    Target {
        name: "kpis",
        calls: &["scoreKpis"],
        files: &["www/samples/kpis.json"],
        words: Words::Types,
        longest: 1_024,
        ..Target::OWN
    },
    Target { name: "tiers", longest: 64, ..Target::OWN },
    Target { name: "options", words: Words::Types, longest: 512, ..Target::OWN },
];

/// One input in so many is as long as inputs of the tests are: most are short, so that many are tried.
const LONG: u32 = 10;
const LONGEST: usize = 4_096;

/// Runs one target, or all in turn, for so many minutes each; the first input that is a fault ends it.
pub fn fuzz(mut args: impl Iterator<Item = String>) -> Result<()> {
    let (mut seconds, mut only) = (60_u32, None);
    while let Some(arg) = args.next() {
        let mut number = || args.next().and_then(|given| given.parse().ok());
        match arg.as_str() {
            "--seconds" => seconds = number().context("--seconds needs a number")?,
            "--minutes" => seconds = 60 * number().context("--minutes needs a number")?,
            "--target" => only = Some(args.next().context("--target needs a name")?),
            other => bail!("unknown option {other:?}: --minutes N, --seconds N, --target NAME"),
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
    let words = dictionary_of(of.words)?;
    fs::write(&dictionary, &words)?;
    for (seconds, longest) in [(seconds, of.longest), (seconds / LONG, LONGEST)] {
        // No code here is unsafe: without the address sanitizer inputs are tried twice as fast. What is covered says enough, how
        // often it is takes half the time again.
        let fuzz = ["run", "nightly", "cargo", "fuzz", "run", "--sanitizer", "none", "--no-trace-compares"];
        let mut call = command("rustup", &fuzz);
        call.arg("--target-dir").arg(target().join("fuzz")).arg(of.name).args([&corpus, &seeds]).args([
            "--",
            &format!("-max_total_time={}", seconds.max(1)),
            &format!("-max_len={longest}"),
            "-use_counters=0",
            "-entropic=0",
            "-reload=0",
            "-timeout=20",
            "-rss_limit_mb=4096",
            "-print_final_stats=1",
            "-verbosity=0",
        ]);
        // An empty dictionary is refused.
        if !words.is_empty() {
            call.arg(format!("-dict={}", dictionary.display()));
        }
        run(&mut call)?;
    }
    Ok(())
}

/// Writes what a target's inputs grow from, each text cut to the longest input; those of its own are taken as they are.
fn write_seeds(of: &Target, seeds: &Path) -> Result<()> {
    if seeds.exists() {
        fs::remove_dir_all(seeds)?;
    }
    fs::create_dir_all(seeds)?;
    let own = root().join("fuzz/seeds").join(of.name);
    let mut found: Vec<Vec<u8>> = if own.exists() {
        files(&own)?.iter().map(fs::read).collect::<std::io::Result<_>>()?
    } else {
        Vec::new()
    };
    let whole = |bytes: Vec<u8>| if of.form == Form::File { [vec![u8::MAX], bytes].concat() } else { bytes };
    for file in of.files {
        for path in files(&root().join(file))? {
            let mut bytes = fs::read(path)?;
            // An archive that is cut is none.
            if !bytes.starts_with(b"PK") {
                bytes.truncate(of.longest);
            }
            found.push(whole(bytes));
        }
    }
    for path in files(&root().join("tests/fixtures"))? {
        if path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("field_cases")) {
            let cases: Vec<Value> = serde_json::from_slice(&fs::read(path)?)?;
            let own = cases
                .iter()
                .filter(|case| case["call"].as_str().is_some_and(|call| of.calls.contains(&call)));
            found.extend(own.filter_map(|case| Some(whole(case["input"].as_str()?.as_bytes().to_vec()))));
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
