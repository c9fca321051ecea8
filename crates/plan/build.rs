//! Makes a constant of each row of `words/rules.tsv`, so that a rule that names a row which is not there does not compile.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::{env, fs};

fn main() {
    let table = "words/rules.tsv";
    println!("cargo::rerun-if-changed={table}");
    let mut code = String::new();
    let mut meaning = String::new();
    for line in fs::read_to_string(table).expect("the table of the rules' words").lines() {
        if let Some(comment) = line.strip_prefix("# ") {
            comment.clone_into(&mut meaning);
            continue;
        }
        let mut cells = line.split('\t');
        let name = cells.next().unwrap_or_default().to_uppercase().replace('-', "_");
        let words: Vec<&str> = cells.flat_map(str::split_whitespace).collect();
        let words = words.join(" ");
        let mut firsts = [0_u64; 4];
        for first in cells_of(&words) {
            firsts[first / 64] |= 1 << (first % 64);
        }
        writeln!(
            code,
            "/// {meaning}\npub(super) const {name}: &Terms = &Terms {{ words: {words:?}, firsts: {firsts:?} }};"
        )
        .expect("a string takes it");
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it")).join("terms.rs");
    fs::write(out, code).expect("the constants");
}

/// The bits of the characters that words begin with, as `Terms::begins` looks them up.
fn cells_of(words: &str) -> impl Iterator<Item = usize> {
    words.split(' ').filter_map(|word| word.chars().next()).map(|first| first as usize % 256)
}
