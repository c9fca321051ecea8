//! Builds, serves and tests planscore: `cargo demo`, `cargo verify`, `cargo xtask package`.
//!
//! A fresh machine needs rustup's cargo and Node 20.19 or later; [`provision`] fetches the rest.

mod calendar;
mod elsewhere;
mod fuzz;
mod layers;
mod package;
mod provision;
mod reference;
mod rules;
mod samples;
mod serve;
mod shell;
mod site;
mod types;
mod verify;

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

const USAGE: &str = "\
cargo demo [--open] [--port N]                build the page and serve it
cargo demo --dist DIR                         only write it to a folder
cargo demo --single FILE                      only write it as one HTML file that opens from the disk
cargo verify                                  run every test that must pass before a commit
cargo verify --all                            run the slow ones too
cargo xtask distributed                       test the engine beyond one machine (slow: hundreds of dependencies)
cargo xtask frameworks                        build applications of frameworks with the package (slow)
cargo xtask package                           write the npm package to pkg/
cargo xtask types                             write npm/src/types.ts from the Rust types
cargo xtask reference                         write docs/api.md from the package's types, docs/errors.md from the sources
cargo xtask fuzz [--seconds N] [--target NAME] run every target of fuzz/ for N seconds (60) on input grown from the fixtures
cargo xtask calibrate [RUNS] [PART]           print what simulated futures made of the forecasts
cargo xtask rules [--check]                   write docs/rules.md and the codes from the plan's rules
cargo xtask new-rule CODE name                lay out a rule of the plan
cargo xtask samples                           write the sample data to www/samples/
cargo xtask calendar                          write the working calendar to crates/base/src/calendar/";

fn main() {
    if let Err(error) = run() {
        eprintln!("error: {error:#}");
        std::process::exit(1);
    }
}

fn run() -> Result<()> {
    let mut args = std::env::args().skip(1);
    let command = args.next().unwrap_or_default();
    match command.as_str() {
        "demo" => demo(args),
        "verify" => verify::verify(flag(args, "--all")?),
        "package" => {
            provision::build_tools()?;
            package::package()
        }
        "distributed" => verify::distributed(),
        "frameworks" => verify::frameworks(),
        "calendar" => {
            provision::build_tools()?;
            calendar::write()
        }
        "reference" => {
            provision::build_tools()?;
            package::package()?;
            reference::write()
        }
        "types" => types::write(),
        "rules" => {
            if flag(args, "--check")? {
                rules::check()
            } else {
                rules::write()
            }
        }
        "new-rule" => {
            let code = args.next().context("new-rule needs a code")?;
            rules::new_rule(&code, &args.next().context("new-rule needs a name")?)
        }
        "calibrate" => calibrate(args),
        "fuzz" => fuzz::fuzz(args),
        "samples" => samples::write(&shell::root().join("www/samples")),
        "" | "help" | "--help" | "-h" => {
            println!("{USAGE}");
            Ok(())
        }
        other => bail!("unknown command {other:?}\n{USAGE}"),
    }
}

/// Runs the simulations, optimised: the table of `docs/calibration.md`.
fn calibrate(args: impl Iterator<Item = String>) -> Result<()> {
    let program = ["run", "--quiet", "--profile", "calibrate", "--package", "planscore-calibration", "--"];
    shell::run(shell::cargo(&program).args(args))
}

/// Whether the one flag that a command knows is given.
fn flag(mut args: impl Iterator<Item = String>, known: &str) -> Result<bool> {
    match args.next() {
        None => Ok(false),
        Some(arg) if arg == known => Ok(true),
        Some(other) => bail!("unknown option {other:?}\n{USAGE}"),
    }
}

fn demo(mut args: impl Iterator<Item = String>) -> Result<()> {
    let (mut open, mut port, mut dist, mut single) = (false, 8080, None, None);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--open" => open = true,
            "--port" => {
                port =
                    args.next().context("--port needs a number")?.parse().context("--port needs a number")?;
            }
            "--dist" => dist = Some(PathBuf::from(args.next().context("--dist needs a folder")?)),
            "--single" => single = Some(PathBuf::from(args.next().context("--single needs a file")?)),
            other => bail!("unknown option {other:?}\n{USAGE}"),
        }
    }
    provision::build_tools()?;
    package::package()?;
    if let Some(file) = &single {
        let file = std::path::absolute(file)?;
        site::single(&file)?;
        println!("the page is {}", file.display());
    }
    if let Some(dir) = &dist {
        let dir = std::path::absolute(dir)?;
        site::build(&dir)?;
        println!("the page is in {}", dir.display());
    }
    if dist.is_some() || single.is_some() {
        return Ok(());
    }
    let dir = shell::target().join("site");
    site::build(&dir)?;
    let server = serve::Server::start(&dir, port)?;
    println!("planscore is at {}  (Ctrl-C ends it)", server.address());
    if open {
        shell::open(&server.address());
    }
    server.wait();
    Ok(())
}
