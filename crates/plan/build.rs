//! Makes a constant of each row of the tables of words that one place of the code looks for, so that what names a row
//! which is not there does not compile.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::{env, fs};

fn main() {
    let mut code = String::new();
    for table in ["words/grammar.tsv", "words/rules.tsv"] {
        rows(table, &mut |name, meaning, cells| {
            // Words that begin alike stay in their order; `_` is a blank inside a word.
            let mut words: Vec<&str> = cells.split_whitespace().collect();
            words.sort_by_key(|word| word.chars().next());
            // Where the words that begin with a character begin themselves, by that character.
            let mut firsts: Vec<(u32, usize)> = Vec::new();
            let (mut all, mut mask): (Vec<u16>, _) = (Vec::new(), 0_u64);
            for word in &words {
                let first = word.chars().next().map_or(0, u32::from);
                if firsts.last().is_none_or(|(last, _)| *last != first) {
                    firsts.push((first, all.len()));
                }
                let chars: Vec<u16> = word.replace('_', " ").encode_utf16().collect();
                all.push(chars.len() as u16);
                all.extend(chars);
                mask |= 1 << (first % 64);
            }
            let terms = format!("Terms {{ mask: {mask:?}, words: &{all:?}, firsts: &{firsts:?} }}");
            writeln!(code, "/// {meaning}\npub(super) const {name}: &Terms = &{terms};").expect("a string");
        });
    }
    rows("words/characters.tsv", &mut |name, meaning, cells| {
        let mut letters: Vec<char> = cells.chars().collect();
        letters.sort_unstable();
        letters.dedup();
        writeln!(code, "/// {meaning}\npub(super) const {name}: Letters = Letters(&{letters:?});")
            .expect("a string");
    });
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it")).join("terms.rs");
    fs::write(out, code).expect("the constants");
}

/// Tells each row of a table: its name as a constant, what the comment before it says, and the rest.
fn rows(table: &str, tell: &mut dyn FnMut(&str, &str, &str)) {
    println!("cargo::rerun-if-changed={table}");
    let mut meaning = String::new();
    for line in fs::read_to_string(table).expect("a table of words").lines() {
        if let Some(comment) = line.strip_prefix("# ") {
            comment.clone_into(&mut meaning);
        } else if let Some((name, cells)) = line.split_once('\t') {
            tell(&name.to_uppercase().replace('-', "_"), &meaning, cells);
        }
    }
}
