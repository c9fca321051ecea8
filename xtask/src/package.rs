//! The npm package: wasm compiled, bound, optimised; TypeScript bundled; manifest completed; budgets kept.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;
use wasm_bindgen_cli_support::Bindgen;

use crate::shell::{bound, cargo, node, root, run, target};
use crate::types;

/// Largest gzipped size of the core module.
const CORE_BUDGET: usize = 812 * 1024;

/// What stands beside the code in the package, at the places where it stands here.
const DOCUMENTS: [&str; 12] = [
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "README.zh-CN.md",
    "docs/api.md",
    "docs/errors.md",
    "docs/kpi-worked-example.md",
    "docs/recipes.md",
    "docs/recipes.zh-CN.md",
];

/// What rustc emits for wasm32-unknown-unknown; wasm-opt must be told.
const FEATURES: [&str; 8] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--enable-simd",
];

/// Writes the publishable folder `pkg/`.
pub fn package() -> Result<()> {
    let (bound, pkg) = (bound(), root().join("pkg"));
    for dir in [&bound, &pkg] {
        if dir.exists() {
            fs::remove_dir_all(dir)?;
        }
        fs::create_dir_all(dir)?;
    }

    println!("compiling the modules");
    run(cargo(&[
        "build",
        "--quiet",
        "--release",
        "--package",
        "planscore-wasm",
        "--package",
        "planscore-files",
        "--lib",
        "--target",
        "wasm32-unknown-unknown",
    ])
    .args(["--config", &without_paths()?]))?;
    for (name, library) in [("planscore", "planscore_wasm"), ("planscore-files", "planscore_files")] {
        println!("optimising {name}");
        let library = format!("wasm32-unknown-unknown/release/{library}.wasm");
        bind(&target().join(library), name, &bound)?;
        // Everything inlined into its one caller makes functions too large for engines to compile well.
        let optimise = ["-O3", "--one-caller-inline-max-function-size=100"];
        run(node(&["node_modules/binaryen/bin/wasm-opt"])
            .args(optimise)
            .args(FEATURES)
            .arg(bound.join(format!("{name}_bg.wasm")))
            .arg("-o")
            .arg(pkg.join(format!("{name}.wasm"))))?;
    }

    println!("bundling the package");
    run(node(&["npm/build.mjs"])
        .arg(&bound)
        .arg(pkg.join("planscore.wasm"))
        .arg(&pkg)
        .arg(env!("CARGO_PKG_VERSION")))?;
    run(node(&["node_modules/typescript-native/bin/tsc", "--project", "npm", "--outDir"]).arg(&pkg))?;
    // The elements' classes are their own affair: what they take and tell is in element.d.ts. The command has no types.
    for inner in ["elements", "cli"] {
        fs::remove_dir_all(pkg.join(inner))?;
    }
    fs::remove_file(pkg.join("remote/server.d.ts"))?;
    manifest(&pkg)?;
    documents(&pkg)?;
    budgets(&pkg)
}

/// Copies what the package's readers follow links to; pictures stay in the repository.
fn documents(pkg: &Path) -> Result<()> {
    let mut files: Vec<_> = DOCUMENTS.iter().map(PathBuf::from).collect();
    for sample in fs::read_dir(root().join("www/samples"))? {
        files.push(Path::new("www/samples").join(sample?.file_name()));
    }
    for file in files {
        let (from, to) = (root().join(&file), pkg.join(&file));
        fs::create_dir_all(to.parent().context("a file lies in a folder")?)?;
        fs::copy(&from, &to).with_context(|| format!("{} is missing", file.display()))?;
    }
    for readme in ["README.md", "README.zh-CN.md"] {
        let text = fs::read_to_string(pkg.join(readme))?;
        let lines: Vec<_> = text.lines().filter(|line| !line.starts_with("![")).collect();
        fs::write(pkg.join(readme), lines.join("\n") + "\n")?;
    }
    Ok(())
}

/// Cargo's setting that keeps this machine's folders out of the modules' messages: the same bytes come from everywhere.
fn without_paths() -> Result<String> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home =
        home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo"))).context("no home folder")?;
    let mut flags = vec![format!("--remap-path-prefix={}=.", root().display())];
    for registry in fs::read_dir(home.join("registry/src")).into_iter().flatten() {
        flags.push(format!("--remap-path-prefix={}=crates", registry?.path().display()));
    }
    Ok(format!("target.wasm32-unknown-unknown.rustflags = {}", serde_json::to_string(&flags)?))
}

/// Writes a module with its glue, and the glue's types with the names that they speak of.
fn bind(wasm: &Path, name: &str, out: &Path) -> Result<()> {
    Bindgen::new()
        .input_path(wasm)
        .out_name(name)
        .web(true)?
        .typescript(true)
        .omit_default_module_path(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(out)
        .context("wasm-bindgen refused a module")?;
    if name == "planscore" {
        let declarations = out.join("planscore.d.ts");
        let import = format!("import type {{ {} }} from '../src/types.js';\n", types::named()?.join(", "));
        fs::write(&declarations, import + &fs::read_to_string(&declarations)?)?;
    }
    Ok(())
}

/// `pkg.json` with the crate's version.
fn manifest(pkg: &Path) -> Result<()> {
    let mut manifest: Value = serde_json::from_slice(&fs::read(root().join("pkg.json"))?)?;
    manifest["version"] = env!("CARGO_PKG_VERSION").into();
    fs::write(pkg.join("package.json"), serde_json::to_string_pretty(&manifest)? + "\n")?;
    Ok(())
}

fn budgets(pkg: &Path) -> Result<()> {
    let core = gzipped(&pkg.join("planscore.wasm"))?;
    println!("core {:.1} KB gzipped (budget {})", core as f64 / 1024.0, CORE_BUDGET / 1024);
    ensure!(core <= CORE_BUDGET, "the core module is over its budget");
    Ok(())
}

fn gzipped(path: &Path) -> Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&fs::read(path).with_context(|| format!("{} is missing", path.display()))?)?;
    Ok(encoder.finish()?.len())
}
