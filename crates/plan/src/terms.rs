//! Words of the rules, from `words/rules.tsv`: each row a constant of its words, separated by blanks.

include!(concat!(env!("OUT_DIR"), "/terms.rs"));
