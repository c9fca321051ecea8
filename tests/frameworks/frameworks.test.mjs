// The package in the frameworks that people have, at the versions of this folder's lock file: built as they build,
// started as they start, looked at in Chromium. Run by cargo verify --all.
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { launch } from '../browser/chromium.mjs';
import { served } from '../consumers/serve.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const dir = process.env.PLANSCORE_FRAMEWORKS;
const env = { ...process.env, CI: '1', NEXT_TELEMETRY_DISABLED: '1', NUXT_TELEMETRY_DISABLED: '1', ASTRO_TELEMETRY_DISABLED: '1', NODE_ENV: undefined };

let browser;
before(async () => {
  mkdirSync(dir, { recursive: true });
  cpSync(join(root, 'tests/frameworks'), dir, { recursive: true });
  const current = (name) => { try { return readFileSync(join(dir, name), 'utf8'); } catch { return null; } };
  const lock = readFileSync(join(dir, 'package-lock.json'), 'utf8');
  if (current('node_modules/.planscore-lock') !== lock) {
    execFileSync(process.platform === 'win32' ? 'npm.cmd' : 'npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: dir, stdio: 'inherit' });
    cpSync(join(dir, 'package-lock.json'), join(dir, 'node_modules/.planscore-lock'));
  }
  rmSync(join(dir, 'node_modules/planscore'), { recursive: true, force: true });
  cpSync(join(root, 'pkg'), join(dir, 'node_modules/planscore'), { recursive: true });
  browser = await launch();
});
after(() => browser.close());

/** Runs a tool of a framework in its app. */
function run(app, tool, args, more = {}) {
  try {
    return execFileSync(process.execPath, [join(dir, 'node_modules', tool), ...args], { cwd: join(dir, app), env: { ...env, ...more }, encoding: 'utf8', stdio: 'pipe' });
  } catch (error) {
    assert.fail(`${tool} ${args.join(' ')}\n${error.stdout}\n${error.stderr}`);
  }
}

async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

/** Starts an app's server while `use` looks at it. */
async function started(app, script, args, use) {
  const port = String(await freePort());
  const server = spawn(process.execPath, [script, ...args.map((arg) => arg.replace('PORT', port))], { cwd: join(dir, app), env: { ...env, PORT: port, HOST: '127.0.0.1', NITRO_PORT: port, NITRO_HOST: '127.0.0.1' }, stdio: 'pipe' });
  const said = [];
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (data) => said.push(String(data)));
  try {
    const url = `http://127.0.0.1:${port}/`;
    for (let tries = 0; tries < 300 && !(await fetch(url).then(() => true, () => false)); tries++) await new Promise((done) => setTimeout(done, 200));
    await use(url);
  } catch (error) {
    error.message += `\n${said.join('')}`;
    throw error;
  } finally {
    server.kill();
  }
}

/** What the element shows, what the worker counted, and how many cores were fetched. */
async function looked(url) {
  const page = await browser.newPage();
  const [asked, problems] = [[], []];
  page.on('request', (request) => asked.push(request.url()));
  page.on('pageerror', (error) => problems.push(String(error)));
  await page.goto(url);
  await page.locator('planscore-plan .finding').first().waitFor({ timeout: 30_000 }).catch((error) => problems.push(String(error)));
  await page.waitForFunction(() => document.querySelector('output').textContent !== '', undefined, { timeout: 30_000 }).catch((error) => problems.push(String(error)));
  const figures = await page.locator('output').innerText();
  const text = await page.locator('body').innerText();
  await page.close();
  assert.deepEqual(problems, []);
  // Nuxt asks ahead for what it fetches later; two addresses would be two cores.
  const cores = new Set(asked.filter((url) => /planscore\b[^/]*\.wasm/.test(url) && !/planscore-files/.test(url)));
  return { figures, text, cores: cores.size };
}

/** What a page shows that could not load the core. */
async function refusal(url) {
  const page = await browser.newPage();
  await page.goto(url);
  await page.waitForFunction(() => document.querySelector('output').textContent !== '', undefined, { timeout: 30_000 });
  const found = JSON.parse(await page.locator('output').innerText());
  await page.close();
  return found;
}

function namesTheWay(found, code) {
  assert.equal(found.code, code);
  for (const language of ['en', 'zh-CN']) for (const way of ['optimizeDeps', 'planscore/inline', 'init(url)']) assert.ok(found[language].includes(way), found[language]);
}

const holds = ({ figures, cores }) => assert.deepEqual({ figures, cores }, { figures: '69', cores: 1 });

for (const bundler of ['--turbopack', '--webpack']) {
  test(`Next ${bundler}: server component, route handler, client page`, async () => {
    run('next', 'next/dist/bin/next', ['build', bundler]);
    await started('next', join(dir, 'node_modules/next/dist/bin/next'), ['start', '-p', 'PORT', '-H', '127.0.0.1'], async (url) => {
      assert.match((await (await fetch(`${url}server`)).text()).replaceAll('<!-- -->', ''), /\d+ findings/);
      const body = readFileSync(join(root, 'files/tests/fixtures/orders-openpyxl.xlsx'));
      const answer = await fetch(`${url}api/score`, { method: 'POST', body });
      assert.ok((await answer.json()) > 0);
      holds(await looked(`${url}element`));
    });
  });
}

test('Nuxt: server route, page', async () => {
  run('nuxt', 'nuxt/bin/nuxt.mjs', ['build']);
  await started('nuxt', join(dir, 'nuxt/.output/server/index.mjs'), [], async (url) => {
    const seen = await looked(url);
    holds(seen);
    assert.match(seen.text, /\d+ findings/);
  });
});

test('SvelteKit: server load, page', async () => {
  run('svelte', 'vite/bin/vite.js', ['build']);
  await started('svelte', join(dir, 'svelte/build/index.js'), [], async (url) => {
    const seen = await looked(url);
    holds(seen);
    assert.match(seen.text, /\d+ findings/);
  });
});

test('Svelte knows the elements in templates', () => {
  const args = [join(dir, 'node_modules/svelte-check/bin/svelte-check'), '--workspace', 'svelte-types', '--tsconfig', './tsconfig.json', '--output', 'machine'];
  const { stdout } = spawnSync(process.execPath, args, { cwd: dir, env, encoding: 'utf8' });
  const told = stdout.split('\n').filter((line) => /ERROR|WARNING/.test(line)).map((line) => line.replace(/^\d+ /, ''));
  assert.equal(told.length, 2, stdout);
  assert.match(told[0], /^ERROR "Wrong\.svelte" 5:17 .*number/);
  assert.match(told[1], /1 ERRORS 0 WARNINGS/);
});

test('Astro: while building, and page', async () => {
  run('astro', 'astro/astro.js', ['build']);
  await served(join(dir, 'astro/dist'), async (url) => {
    const seen = await looked(url);
    holds(seen);
    assert.match(seen.text, /\d+ findings/);
  });
});

test('Angular, built for production', async () => {
  run('.', '@angular/cli/bin/ng.js', ['build', '--progress=false'], { NG_CLI_ANALYTICS: 'false' });
  await served(join(dir, 'angular/dist/browser'), async (url) => holds(await looked(url)));
});

for (const [version, vite] of Object.entries({ 5: 'vite5', 7: 'vite' })) {
  test(`Vite ${version}, in development and built`, async () => {
    await started('vite', join(dir, `node_modules/${vite}/bin/vite.js`), ['--port', 'PORT', '--host', '127.0.0.1', '--strictPort'], async (url) => holds(await looked(url)));
    run('vite', `${vite}/bin/vite.js`, ['build', '--logLevel', 'error']);
    await served(join(dir, 'vite/dist'), async (url) => holds(await looked(url)));
  });

  test(`Vite ${version} in development, without its setting, names the way out`, async () => {
    writeFileSync(join(dir, 'bundlers/vite.config.js'), `export default { cacheDir: '.vite-${version}' };`);
    await started('bundlers', join(dir, `node_modules/${vite}/bin/vite.js`), ['--port', 'PORT', '--host', '127.0.0.1', '--strictPort'], async (url) => namesTheWay(await refusal(`${url}plain.html`), 'init/not-wasm'));
  });
}

/** Bundlers that leave the addresses of files as they are, each with its entries and where the bundles go. */
const BUNDLERS = {
  esbuild: () => run('bundlers', 'esbuild/bin/esbuild', ['page.js', 'worker.js', 'plain.js', '--bundle', '--splitting', '--format=esm', '--outdir=dist', '--log-level=error']),
  // An input that is named takes the place of those of its settings.
  Rollup: () => [[], ['--input', 'plain.js']].forEach((input) => run('bundlers', 'rollup/dist/bin/rollup', ['--config', '--silent', ...input])),
  Bun: () => execFileSync(join(dir, `node_modules/@oven/bun-${process.platform}-${process.arch}/bin/bun`), ['build', 'page.js', 'worker.js', 'plain.js', '--outdir', 'dist', '--target', 'browser', '--splitting'], { cwd: join(dir, 'bundlers'), env, stdio: 'pipe' }),
};
for (const [name, bundle] of Object.entries(BUNDLERS)) {
  test(`${name}, with the module beside the bundle, and without it`, async () => {
    const dist = join(dir, 'bundlers/dist');
    rmSync(dist, { recursive: true, force: true });
    bundle();
    for (const page of ['index.html', 'plain.html']) cpSync(join(dir, 'bundlers', page), join(dist, page));
    await served(dist, async (url) => namesTheWay(await refusal(`${url}plain.html`), 'init/not-found'));
    cpSync(join(dir, 'node_modules/planscore/planscore.wasm'), join(dist, 'planscore.wasm'));
    await served(dist, async (url) => holds(await looked(url)));
  });
}

for (const environment of ['node', 'jsdom']) {
  test(`Jest in ${environment}, by require and without a setting`, () => {
    run('jest', 'jest/bin/jest.js', [`--env=${environment}`]);
  });

  test(`Vitest in ${environment}`, () => {
    run('vitest', 'vitest/vitest.mjs', ['run', '--environment', environment]);
  });
}
