//! What holds for the TypeScript sources beyond what the compiler checks: arrows between files point down, and a line
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
        for file in files(&root().join(dir))? {
            let text = fs::read_to_string(&file)?;
            if let Some(at) = text.lines().position(|line| line.chars().count() > LONGEST) {
                bail!("{}:{} has more than {LONGEST} characters", file.display(), at + 1);
            }
            imports.insert(file.clone(), imported(&file, &text));
        }
        if let Some(circle) = circle(&imports) {
            let names: Vec<_> = circle.iter().filter_map(|file| file.file_name()).map(Path::new).collect();
            bail!("files of {dir} import each other in a circle: {names:?}");
        }
    }
    Ok(())
}

fn files(dir: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "ts") {
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
    use super::{circle, imported};
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
}
