//! What holds for the sources beyond what the compilers check: arrows between files point down, and a line of TypeScript
//! fits a screen beside its difference.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::shell::root;

/// Longest line.
const LONGEST: usize = 140;

/// Fails on a circle of imports, those of types included, or on a line that is too long.
pub fn check() -> Result<()> {
    for dir in ["npm/src", "www/src"] {
        let mut imports = BTreeMap::new();
        for file in files(&root().join(dir), "ts")? {
            let text = fs::read_to_string(&file)?;
            if let Some(at) = text.lines().position(|line| line.chars().count() > LONGEST) {
                bail!("{}:{} has more than {LONGEST} characters", file.display(), at + 1);
            }
            imports.insert(file.clone(), imported(&file, &text));
        }
        refuse_circle(&imports)?;
    }
    for krate in fs::read_dir(root().join("crates"))? {
        let src = krate?.path().join("src");
        let mut imports = BTreeMap::new();
        for file in files(&src, "rs")? {
            let text = fs::read_to_string(&file)?;
            imports.insert(file.clone(), used(&src, &file, &text));
        }
        refuse_circle(&imports)?;
    }
    Ok(())
}

fn refuse_circle(imports: &BTreeMap<PathBuf, Vec<PathBuf>>) -> Result<()> {
    if let Some(circle) = circle(imports) {
        bail!("files import each other in a circle, or stand above one: {circle:?}");
    }
    Ok(())
}

fn files(dir: &Path, extension: &str) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path, extension)?);
        } else if path.extension().is_some_and(|found| found == extension) {
            found.push(path);
        }
    }
    Ok(found)
}

/// The files beside a file that it imports: `from './types.js'`.
fn imported(file: &Path, text: &str) -> Vec<PathBuf> {
    let dir = file.parent().unwrap_or(Path::new(""));
    let names = text.split(" from '").skip(1).filter_map(|rest| rest.split('\'').next());
    let mut found = Vec::new();
    for name in names.filter(|name| name.starts_with('.')) {
        let mut path = dir.to_path_buf();
        for part in name.split('/') {
            match part {
                "." => {}
                ".." => drop(path.pop()),
                part => path.push(part),
            }
        }
        found.push(path.with_extension("ts"));
    }
    found
}

/// The files of a crate that a Rust file names by `crate::` and `super::`, its tests left out. What a folder's own file
/// hands on is no arrow.
fn used(src: &Path, file: &Path, text: &str) -> Vec<PathBuf> {
    let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or(text);
    let code: String = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let dir = file.parent().unwrap_or(src);
    let above = if file.ends_with("mod.rs") { dir.parent().unwrap_or(dir) } else { dir };
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        follow(src, &code[at + "crate::".len()..], &mut found);
    }
    for (at, _) in code.match_indices("super::").filter(|(at, _)| !code[..*at].ends_with("super::")) {
        let (mut dir, mut rest) = (above, &code[at + "super::".len()..]);
        while let Some(after) = rest.strip_prefix("super::") {
            (dir, rest) = (dir.parent().unwrap_or(dir), after);
        }
        follow(dir, rest, &mut found);
    }
    found.retain(|other| other != file);
    found
}

/// Adds the files that a path, or a group of paths in braces, begins with below a folder.
fn follow(dir: &Path, path: &str, found: &mut Vec<PathBuf>) {
    if let Some(group) = path.strip_prefix('{') {
        let (mut depth, mut from) = (0_u32, 0);
        for (at, c) in group.char_indices() {
            if depth == 0 && matches!(c, ',' | '}') {
                follow(dir, group[from..at].trim_start(), found);
                from = at + 1;
            }
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => return,
                '}' => depth -= 1,
                _ => {}
            }
        }
        return;
    }
    let end = path.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(path.len());
    let (name, rest) = path.split_at(end);
    let file = dir.join(name).with_extension("rs");
    if file.is_file() {
        found.push(file);
    } else if let Some(inner) = rest.strip_prefix("::").filter(|_| dir.join(name).is_dir()) {
        follow(&dir.join(name), inner, found);
    }
}

/// The files that remain when those without imports, and those whose imports are gone, are taken away one after
/// another.
fn circle(imports: &BTreeMap<PathBuf, Vec<PathBuf>>) -> Option<Vec<PathBuf>> {
    let mut left = imports.clone();
    loop {
        let done: Vec<PathBuf> = left
            .iter()
            .filter(|(_, imported)| imported.iter().all(|file| !left.contains_key(file)))
            .map(|(file, _)| file.clone())
            .collect();
        if done.is_empty() {
            return (!left.is_empty()).then(|| left.into_keys().collect());
        }
        for file in done {
            left.remove(&file);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{circle, imported, used};
    use crate::shell::root;
    use std::collections::BTreeMap;
    use std::path::{Path, PathBuf};

    fn graph(files: &[(&str, &str)]) -> BTreeMap<PathBuf, Vec<PathBuf>> {
        files.iter().map(|(file, text)| (PathBuf::from(file), imported(Path::new(file), text))).collect()
    }

    #[test]
    fn a_circle_is_found_through_types_and_folders() {
        let types = ("src/types.ts", "export type A = string;");
        let below = [types, ("src/a/one.ts", "import type { A } from '../types.js';\nimport x from 'lit';")];
        assert_eq!(circle(&graph(&below)), None);
        let back = [("src/types.ts", "import type { B } from './a/one.js';"), below[1]];
        assert_eq!(circle(&graph(&back)).unwrap().len(), 2);
    }

    #[test]
    fn what_a_rust_file_names_is_found_in_groups_and_folders() {
        let src = root().join("xtask/src");
        let text = "use crate::{shell::{root, run}, types};\nuse super::super::site::make;\n\
            /// [`crate::verify`]\nfn f() { super::reach::all(); }\n#[cfg(test)]\nmod tests { use crate::serve; }";
        let found = used(&src, &src.join("types/print.rs"), text);
        let names: Vec<_> = found.iter().map(|file| file.strip_prefix(&src).unwrap()).collect();
        assert_eq!(names, ["shell.rs", "site.rs", "types/reach.rs"].map(Path::new));
    }
}
