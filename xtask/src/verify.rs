//! Every test, in the order in which they are cheapest to fail.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result};

use crate::shell::{cargo, node, root, run, target};
use crate::{calendar, package, provision, rules, samples, serve, site};

const WASM: &str = "wasm32-unknown-unknown";

/// Runs every check; the first that fails ends it.
pub fn verify() -> Result<()> {
    let start = Instant::now();
    provision::build_tools()?;
    let chromium = provision::chromium()?;
    let firefox = provision::firefox()?;

    step("format", || run(&mut cargo(&["fmt", "--all", "--check"])))?;
    step("lints", || {
        run(&mut cargo(&["clippy", "--quiet", "--all-targets", "--", "-D", "warnings"]))?;
        let wasm = ["clippy", "--quiet", "--package", "planscore-wasm", "--lib", "--target", WASM];
        run(cargo(&wasm).args(["--", "-D", "warnings"]))
    })?;
    step("tests of the core", || run(&mut cargo(&["test", "--quiet"])))?;
    step("wasm tests in Node", || run(&mut wasm_tests(&runner()?.display().to_string())))?;
    step("wasm tests in Chromium", || {
        let driver = format!("node {}", root().join("tests/browser/wasm-runner.mjs").display());
        run(wasm_tests(&driver).env("WASM_TEST_RUNNER", runner()?).env("CHROME", &chromium))
    })?;
    step("samples", samples::check)?;
    step("working calendar", calendar::check)?;
    step("plan rules", rules::check)?;
    step("package", package::package)?;
    step("API reference", package::check_reference)?;
    step("consumers of the package", || run(node_tests("tests/consumers")?.env("CHROME", &chromium)))?;
    step("page in browsers", || page_tests(&chromium, firefox.as_deref()))?;
    println!("all is well ({} s)", start.elapsed().as_secs());
    Ok(())
}

fn step(name: &str, work: impl FnOnce() -> Result<()>) -> Result<()> {
    println!("── {name}");
    work().with_context(|| name.to_owned())
}

fn wasm_tests(runner: &str) -> Command {
    // The other test files need proptest, which is not for wasm.
    let mut command =
        cargo(&["test", "--package", "planscore-wasm", "--target", WASM, "--lib", "--test", "portable"]);
    command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner);
    command
}

/// Builds the runner of wasm tests and returns its path.
fn runner() -> Result<PathBuf> {
    run(&mut cargo(&["build", "--quiet", "--package", "wasm-tests"]))?;
    Ok(target().join("debug").join(format!("wasm-tests{}", std::env::consts::EXE_SUFFIX)))
}

fn page_tests(chromium: &Path, firefox: Option<&Path>) -> Result<()> {
    let (dir, single) = (target().join("site"), target().join("planscore.html"));
    site::build(&dir)?;
    site::single(&single)?;
    let server = serve::Server::start(&dir, 0)?;
    run(node_tests("tests/browser")?
        .env("CHROME", chromium)
        .envs(firefox.map(|path| ("FIREFOX", path)))
        .env("PLANSCORE_SITE", server.address())
        .env("PLANSCORE_SITE_DIR", dir)
        .env("PLANSCORE_SINGLE", single))
}

/// Node's test runner on a folder's tests, named one by one: Node 20 knows no patterns.
fn node_tests(dir: &str) -> Result<Command> {
    let mut command = node(&["--test"]);
    for entry in fs::read_dir(root().join(dir))? {
        let path = entry?.path();
        if path.to_string_lossy().ends_with(".test.mjs") {
            command.arg(path);
        }
    }
    Ok(command)
}
