//! `docs/api.md`, which `TypeDoc` makes from the package's types and their comments, and `docs/errors.md`, the codes that
//! the sources state.

use std::fs;

use anyhow::{Result, ensure};

use crate::shell::{node, root, run, target};

/// Writes the reference. The package must be built: the glue's types come from it.
pub fn write() -> Result<()> {
    run(&mut node(&["npm/codes.mjs"]))?;
    Ok(fs::write(root().join("docs/api.md"), make()?)?)
}

/// Fails if the committed reference does not say what the types say.
pub fn check() -> Result<()> {
    run(&mut node(&["npm/codes.mjs", "--check"]))?;
    let committed = fs::read_to_string(root().join("docs/api.md"))?.replace("\r\n", "\n");
    ensure!(committed == make()?, "docs/api.md is behind the types: cargo xtask reference");
    Ok(())
}

fn make() -> Result<String> {
    let out = target().join("api");
    run(node(&["node_modules/typedoc/bin/typedoc", "--options", "npm/typedoc.json", "--out"]).arg(&out))?;
    Ok(fs::read_to_string(out.join("README.md"))?)
}
