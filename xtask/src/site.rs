//! The static page, as a folder or as one file.

use std::path::Path;

use anyhow::Result;

use crate::shell::{bound, node, root, run};

/// Writes the page with everything it loads to a folder. `pkg/` must be up to date.
pub fn build(dir: &Path) -> Result<()> {
    println!("building the page");
    types()?;
    run(node(&["www/build.mjs"]).arg(dir))
}

/// Writes the page as one HTML file that opens from the disk. `pkg/` must be up to date.
pub fn single(file: &Path) -> Result<()> {
    println!("building the page as one file");
    types()?;
    run(node(&["www/build.mjs", "--single"]).arg(file).arg(bound()))
}

fn types() -> Result<()> {
    run(node(&["node_modules/typescript-native/bin/tsc", "--project"]).arg(root().join("www")))
}
