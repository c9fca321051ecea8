//! Every test, in the order in which they are cheapest to fail.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result};

use crate::shell::{cargo, node, output, root, run, target};
use crate::{calendar, elsewhere, layers, package, provision, reference, rules, samples, serve, site, types};

/// Crates that only this repository uses.
const PRIVATE: [&str; 6] =
    ["planscore-wasm", "planscore-files", "planscore-scan", DISTRIBUTED, "wasm-tests", "xtask"];

/// The crate beyond one machine: hundreds of dependencies, built when asked for.
const DISTRIBUTED: &str = "planscore-datafusion";

const WASM: &str = "wasm32-unknown-unknown";

/// Runs every check, and with `all` the slow ones too; the first that fails ends it.
pub fn verify(all: bool) -> Result<()> {
    let start = Instant::now();
    provision::build_tools()?;
    let chromium = provision::chromium()?;
    let firefox = provision::firefox()?;

    step("format", || {
        run(&mut cargo(&["fmt", "--all", "--check"]))?;
        layers::check()
    })?;
    step("lints", || {
        run(&mut cargo(&["clippy", "--quiet", "--all-targets", "--", "-D", "warnings"]))?;
        let wasm = ["clippy", "--quiet", "--package", "planscore-wasm", "--lib", "--target", WASM];
        run(cargo(&wasm).args(["--", "-D", "warnings"]))
    })?;
    step("tests of the core", || run(&mut cargo(&["test", "--quiet"])))?;
    let suites = suites()?;
    step("wasm tests in Node", || run(&mut wasm_tests(&runner()?.display().to_string())))?;
    step("wasm tests in Chromium", || {
        let driver = format!("node {}", root().join("tests/browser/wasm-runner.mjs").display());
        run(wasm_tests(&driver).env("WASM_TEST_RUNNER", runner()?).env("CHROME", &chromium))
    })?;
    step("types", types::check)?;
    step("samples", samples::check)?;
    step("working calendar", calendar::check)?;
    step("plan rules", rules::check)?;
    step("package", package::package)?;
    step("API reference", reference::check)?;
    step("consumers of the package", || run(node_tests("tests/consumers")?.env("CHROME", &chromium)))?;
    step("page in browsers", || page_tests(&chromium, firefox.as_deref()))?;
    if all {
        step("the same package from another folder", elsewhere::check)?;
        step("package in frameworks", frameworks)?;
        step("beyond one machine", distributed)?;
        step("manifests of the crates", packaged)?;
        step("documentation", documented)?;
    }
    println!("{suites}");
    let rest = if all { "" } else { "; the slow rest: cargo verify --all" };
    println!("all is well ({} s){rest}", start.elapsed().as_secs());
    Ok(())
}

/// Builds applications of frameworks with the package in `pkg/`, as their users would. They come from the registry, more
/// than a thousand packages, and take minutes: not for every change.
pub fn frameworks() -> Result<()> {
    provision::build_tools()?;
    let chromium = provision::chromium()?;
    let folder = target().join("frameworks");
    run(node_tests("tests/frameworks")?.env("CHROME", &chromium).env("PLANSCORE_FRAMEWORKS", folder))
}

/// Runs the tests that need the suites of other tools, which are not ours to publish and lie beside the
/// repository; where they do not, says how many tests were not run.
fn suites() -> Result<String> {
    let ignored = |more: &[&str]| {
        let mut command = cargo(&["test", "--quiet", "--tests", "--lib", "--", "--ignored"]);
        command.args(more);
        command
    };
    let listed = output(&mut ignored(&["--list"])).unwrap_or_default();
    let count = listed.lines().filter(|line| line.ends_with(": test")).count();
    let beside = ["../shared", "../../shared"].iter().any(|folder| root().join(folder).is_dir());
    if beside {
        step("suites of other tools", || run(&mut ignored(&[])))?;
        return Ok(format!("suites of other tools: {count} tests run"));
    }
    Ok(format!("suites of other tools: {count} tests NOT run, their data are not beside the repository"))
}

/// Whether each crate that is published can be packed.
fn packaged() -> Result<()> {
    let mut command = cargo(&["package", "--quiet", "--workspace", "--no-verify", "--allow-dirty"]);
    for private in PRIVATE {
        command.args(["--exclude", private]);
    }
    run(&mut command)
}

/// Whether the documentation builds without a warning.
fn documented() -> Result<()> {
    let doc = ["doc", "--quiet", "--no-deps", "--workspace", "--exclude", DISTRIBUTED];
    run(cargo(&doc).env("RUSTDOCFLAGS", "-D warnings"))
}

/// Tests the crate beyond one machine, with a scheduler and executors that its tests start on this one. What debuggers need is left
/// out: there are hundreds of dependencies.
pub fn distributed() -> Result<()> {
    run(cargo(&["test", "--quiet", "--package", DISTRIBUTED, "--tests"])
        .env("CARGO_PROFILE_DEV_DEBUG", "false"))
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
