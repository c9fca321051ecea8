//! The package is built once more from a copy of the sources in another folder, with nothing that was built here: the
//! same bytes come out.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::shell::{command, output, root, run};

/// Compares `pkg/` with what a copy of the repository's files makes of itself.
pub fn check() -> Result<()> {
    let copy = std::env::temp_dir().join(format!("planscore-elsewhere-{}", std::process::id()));
    let same = build(&copy).and_then(|()| same(&root().join("pkg"), &copy.join("pkg")));
    fs::remove_dir_all(&copy)?;
    same
}

/// Builds the package from the files that git keeps, as they stand here.
fn build(copy: &Path) -> Result<()> {
    let listed = output(&mut command("git", &["ls-files", "-z"])).context("git lists no files")?;
    for file in listed.split_terminator('\0').filter(|file| root().join(file).is_file()) {
        let to = copy.join(file);
        fs::create_dir_all(to.parent().context("a file lies in a folder")?)?;
        fs::copy(root().join(file), to)?;
    }
    // `cargo xtask` is an alias of the copy's own settings.
    run(command("cargo", &["xtask", "package"])
        .current_dir(copy)
        .env("CARGO_TARGET_DIR", copy.join("target")))
}

/// Whether two folders hold the same files.
fn same(here: &Path, there: &Path) -> Result<()> {
    let (files, others) = (files(here)?, files(there)?);
    ensure!(files == others, "the packages have other files: {files:?}, {others:?}");
    ensure!(!files.is_empty(), "the package is empty");
    for file in files {
        let name = file.display();
        ensure!(
            fs::read(here.join(&file))? == fs::read(there.join(&file))?,
            "built elsewhere {name} is another"
        );
    }
    Ok(())
}

/// The files below a folder, by their paths in it, in order.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let (mut found, mut open) = (Vec::new(), vec![folder.to_path_buf()]);
    while let Some(dir) = open.pop() {
        for entry in fs::read_dir(dir)? {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path);
            } else {
                found.push(path.strip_prefix(folder)?.to_path_buf());
            }
        }
    }
    found.sort();
    Ok(found)
}
