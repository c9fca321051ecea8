//! Fetches what a fresh machine lacks, or says what is missing and how to get it.

use std::path::PathBuf;

use anyhow::{Context, Result, bail, ensure};

use crate::shell::{command, node, npm, output, root, run};

const WASM: &str = "wasm32-unknown-unknown";
/// The oldest Node that is tested: the first 20 that can `require` and `import` alike.
const NODE: (u32, u32) = (20, 19);

/// The WebAssembly target, Node and the npm packages of the build.
pub fn build_tools() -> Result<()> {
    wasm_target()?;
    node_version()?;
    npm_packages()
}

fn wasm_target() -> Result<()> {
    let installed = output(&mut command("rustc", &["--print", "target-libdir", "--target", WASM]))
        .is_some_and(|dir| PathBuf::from(dir).is_dir());
    if installed {
        return Ok(());
    }
    run(&mut command("rustup", &["target", "add", WASM]))
        .with_context(|| format!("the Rust target {WASM} is missing; with rustup: rustup target add {WASM}"))
}

fn node_version() -> Result<()> {
    let (major, minor) = NODE;
    let found = output(&mut node(&["--version"]));
    let version = found.as_deref().and_then(|text| {
        let mut parts = text.trim_start_matches('v').split('.').map_while(|part| part.parse::<u32>().ok());
        Some((parts.next()?, parts.next()?))
    });
    match version {
        Some(version) if version >= NODE => Ok(()),
        _ => bail!(
            "Node {major}.{minor} or later is needed ({}); get it from https://nodejs.org",
            found.map_or_else(|| "none is on PATH".into(), |found| format!("found {found}")),
        ),
    }
}

/// `npm ci`, unless the installed packages are those of the lock file already.
fn npm_packages() -> Result<()> {
    let modified = |path: &str| root().join(path).metadata().and_then(|data| data.modified()).ok();
    let installed = modified("node_modules/.package-lock.json");
    if installed.is_some() && installed >= modified("package-lock.json") {
        return Ok(());
    }
    run(&mut npm(&["ci", "--no-audit", "--no-fund"])).context("the npm packages could not be installed")
}

/// A browser for the tests, and where it may already be.
struct Browser {
    /// Environment variable that names its path.
    variable: &'static str,
    /// What it is called on PATH.
    names: &'static [&'static str],
    /// Where it lies on systems that put no programs on PATH.
    elsewhere: &'static [&'static str],
    /// Debian's package.
    package: &'static str,
}

const CHROMIUM: Browser = Browser {
    variable: "CHROME",
    names: &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"],
    elsewhere: &[
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        r"C:\Program Files\Google\Chrome\Application\chrome.exe",
        r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    ],
    package: "chromium",
};

const FIREFOX: Browser = Browser {
    variable: "FIREFOX",
    names: &["firefox-esr", "firefox"],
    elsewhere: &[
        "/Applications/Firefox.app/Contents/MacOS/firefox",
        r"C:\Program Files\Mozilla Firefox\firefox.exe",
    ],
    package: "firefox-esr",
};

impl Browser {
    /// The one that its variable names, the system's, or Debian's package.
    fn find(&self) -> Result<Option<PathBuf>> {
        if let Some(path) = std::env::var_os(self.variable).map(PathBuf::from) {
            ensure!(path.is_file(), "${} names {}, which is no file", self.variable, path.display());
            return Ok(Some(path));
        }
        if let Some(path) = self.installed() {
            return Ok(Some(path));
        }
        if is_debian_root() {
            println!("installing Debian's {}", self.package);
            let apt = |args: &[&str]| run(command("apt-get", args).env("DEBIAN_FRONTEND", "noninteractive"));
            let install = ["install", "--yes", "--quiet", "--no-install-recommends", self.package];
            if apt(&["update", "--quiet"]).and_then(|()| apt(&install)).is_ok() {
                return Ok(self.installed());
            }
        }
        Ok(None)
    }

    fn installed(&self) -> Option<PathBuf> {
        let on_path = std::env::var_os("PATH").into_iter().flat_map(|path| {
            std::env::split_paths(&path)
                .flat_map(|dir| self.names.iter().map(move |name| dir.join(name)).collect::<Vec<_>>())
                .collect::<Vec<_>>()
        });
        on_path.chain(self.elsewhere.iter().map(PathBuf::from)).find(|path| path.is_file())
    }
}

/// A Chromium for the tests: `$CHROME`, the system's, Debian's package, or Playwright's own.
pub fn chromium() -> Result<PathBuf> {
    if let Some(path) = CHROMIUM.find()? {
        return Ok(path);
    }
    println!("downloading Playwright's chromium");
    let playwright = "node_modules/playwright-core/cli.js";
    let path = "import('playwright-core').then(p => console.log(p.chromium.executablePath()))";
    if run(&mut node(&[playwright, "install", "chromium"])).is_ok()
        && let Some(path) = output(&mut node(&["-e", path])).map(PathBuf::from)
        && path.is_file()
    {
        return Ok(path);
    }
    bail!(
        "no Chromium was found and none could be fetched: install Chromium or Chrome, or set CHROME to its path"
    )
}

/// A Firefox for the tests: `$FIREFOX`, the system's or Debian's package; without one its tests are skipped.
pub fn firefox() -> Result<Option<PathBuf>> {
    let found = FIREFOX.find()?;
    if found.is_none() {
        println!("no Firefox was found: its tests are skipped; install it, or set FIREFOX to its path");
    }
    Ok(found)
}

fn is_debian_root() -> bool {
    PathBuf::from("/etc/debian_version").is_file()
        && output(&mut command("id", &["-u"])).is_some_and(|id| id == "0")
}
