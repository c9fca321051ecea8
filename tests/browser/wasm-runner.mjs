// Cargo's runner for WebAssembly tests in Chromium: the Rust runner serves the page of one test
// binary, and Chromium opens it. Called as: node wasm-runner.mjs TEST.wasm [ARGS]
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { launch } from './chromium.mjs';

/** Longest that one binary's tests may take. */
const PATIENCE = 120_000;

const server = spawn(process.env.WASM_TEST_RUNNER, process.argv.slice(2), {
  env: { ...process.env, NO_HEADLESS: '1', WASM_BINDGEN_USE_BROWSER: '1', WASM_BINDGEN_TEST_ADDRESS: '127.0.0.1:0' },
  stdio: ['ignore', 'pipe', 'inherit'],
});
// A binary without tests ends by itself, without an address.
const ended = new Promise((resolve) => server.on('exit', (code) => resolve({ code })));
const address = new Promise((resolve) => {
  createInterface(server.stdout).on('line', (line) => {
    const found = /http:\/\/[\d.]+:\d+/.exec(line);
    if (found) resolve({ url: found[0] });
  });
});

const { url, code } = await Promise.race([address, ended]);
process.exitCode = url === undefined ? code : (await passed(url)) ? 0 : 1;
server.kill();

/** Opens the page, prints what its tests say, and tells whether all passed. */
async function passed(url) {
  const browser = await launch();
  try {
    const page = await browser.newPage();
    await page.goto(url);
    const output = page.locator('#output');
    await output.filter({ hasText: /test result: / }).waitFor({ timeout: PATIENCE }).catch(() => undefined);
    const text = await output.innerText();
    console.log(text);
    return /test result: ok/.test(text);
  } finally {
    await browser.close();
  }
}
