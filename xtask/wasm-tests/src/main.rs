//! Cargo's runner for WebAssembly tests: wasm-bindgen's own, built from the locked version.
//!
//! It is a crate of its own so that `cargo demo` need not compile it.

fn main() {
    if let Err(error) = wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(std::env::args_os()) {
        eprintln!("{error:#}");
        std::process::exit(1);
    }
}
