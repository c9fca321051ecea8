//! The static page.

use std::fs;
use std::path::Path;

use anyhow::Result;

use crate::shell::{node, root, run};

/// Writes the page, the wasm and the samples to a folder. `pkg/` must be up to date.
pub fn build(dir: &Path) -> Result<()> {
    println!("building the page");
    run(&mut node(&["node_modules/typescript/bin/tsc", "--project", "www"]))?;
    fs::create_dir_all(dir.join("samples"))?;
    run(node(&["www/build.mjs"]).arg(dir))?;
    for file in ["index.html", "icon.svg"] {
        fs::copy(root().join("www").join(file), dir.join(file))?;
    }
    for module in ["planscore.wasm", "planscore-files.wasm"] {
        fs::copy(root().join("pkg").join(module), dir.join(module))?;
    }
    for sample in fs::read_dir(root().join("www/samples"))? {
        let sample = sample?;
        fs::copy(sample.path(), dir.join("samples").join(sample.file_name()))?;
    }
    Ok(())
}
