// The packed tarball in what browsers get: Vite in development and built, webpack, esbuild, a classic script
// from the disk, a strict policy. Each runs in Chromium and scores the samples.
import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { launch } from '../browser/chromium.mjs';
import { Project, root } from './project.mjs';
import { served } from './serve.mjs';

let project;
let browser;
before(async () => {
  [project, browser] = await Promise.all([Project.create(), launch()]);
});
after(async () => {
  await browser.close();
  await project.remove();
});

/** A page that scores in a worker and in its own thread, and shows an element. */
const APP = `
  import { init, kpiCatalog } from 'planscore';
  import 'planscore/element';
  import { connect } from 'planscore/worker';
  await init();
  const client = await connect();
  const report = await client.scoreKpis({ items: [{ id: 'nps', weight: 1, target: 40 }] }, [{ id: 'nps', value: 40 }]);
  const element = document.createElement('planscore-plan');
  element.text = '# 计划\\n\\n## 目标\\n\\n- 销售额达到X万元\\n';
  document.body.append(element);
  await new Promise((done) => setTimeout(done, 300));
  const findings = element.shadowRoot.querySelectorAll('.finding').length;
  document.title = JSON.stringify([kpiCatalog().length, report.total, findings > 0]);
`;
const EXPECTED = [69, 100, true];

async function titleOf(url) {
  const page = await browser.newPage();
  const problems = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && !/favicon/.test(message.text() + message.location().url) && problems.push(message.text()));
  await page.goto(url);
  await page.waitForFunction(() => document.title.startsWith('['), undefined, { timeout: 20_000 }).catch(() => undefined);
  const title = await page.title();
  await page.close();
  assert.deepEqual(problems, []);
  return JSON.parse(title);
}

async function coreModules(dir) {
  const files = await readdir(dir, { recursive: true });
  return files.filter((file) => file.endsWith('.wasm') && !file.includes('planscore-files'));
}

async function source(name) {
  const dir = join(project.dir, name);
  await mkdir(dir, { recursive: true });
  await writeFile(join(dir, 'main.js'), APP);
  await writeFile(join(dir, 'index.html'), '<!doctype html><html><body><script type="module" src="/main.js"></script></body></html>');
  return dir;
}

test('Vite, in development and built', async () => {
  const dir = await source('vite');
  const vite = await import('vite');
  const options = { root: dir, logLevel: 'error', configFile: false, cacheDir: join(dir, '.vite'), build: { target: 'es2022' }, optimizeDeps: { exclude: ['planscore'] }, worker: { format: 'es' } };
  const server = await vite.createServer({ ...options, server: { host: '127.0.0.1', port: 0, fs: { strict: false } } });
  await server.listen();
  try {
    assert.deepEqual(await titleOf(server.resolvedUrls.local[0]), EXPECTED);
  } finally {
    await server.close();
  }
  await vite.build(options);
  assert.equal((await coreModules(join(dir, 'dist'))).length, 1);
  await served(join(dir, 'dist'), async (url) => assert.deepEqual(await titleOf(url), EXPECTED));
});

test('webpack', async () => {
  const dir = await source('webpack');
  const { default: webpack } = await import('webpack');
  const out = join(dir, 'dist');
  await new Promise((done, fail) =>
    webpack({ mode: 'production', context: dir, entry: './main.js', output: { path: out, filename: 'main.js', module: true, publicPath: 'auto' }, experiments: { outputModule: true }, performance: false },
      (error, stats) => (error ? fail(error) : stats.hasErrors() ? fail(new Error(stats.toString('errors-only'))) : done())));
  await writeFile(join(out, 'index.html'), '<!doctype html><script type="module" src="main.js"></script>');
  assert.equal((await coreModules(out)).length, 1);
  await served(out, async (url) => assert.deepEqual(await titleOf(url), EXPECTED));
});

test('esbuild, with the package\'s files beside the bundle', async () => {
  const dir = await source('esbuild');
  const out = join(dir, 'dist');
  await build({ entryPoints: { main: join(dir, 'main.js'), 'worker-thread': join(project.dir, 'node_modules/planscore/worker-thread.js') }, outdir: out, bundle: true, splitting: true, format: 'esm', logLevel: 'error' });
  await writeFile(join(out, 'planscore.wasm'), await readFile(join(project.dir, 'node_modules/planscore/planscore.wasm')));
  await writeFile(join(out, 'index.html'), '<!doctype html><script type="module" src="main.js"></script>');
  await served(out, async (url) => assert.deepEqual(await titleOf(url), EXPECTED));
});

test('a classic script from the disk', async () => {
  const html = `<!doctype html><script src="node_modules/planscore/planscore.iife.js"></script><script>
    planscore.init().then(() => { document.title = JSON.stringify([planscore.kpiCatalog().length]); });</script>`;
  await writeFile(join(project.dir, 'classic.html'), html);
  assert.deepEqual(await titleOf(pathToFileURL(join(project.dir, 'classic.html')).href), [69]);
});

test('the inline entry under a policy without connections', async () => {
  const dir = join(project.dir, 'strict');
  await mkdir(dir, { recursive: true });
  await build({
    stdin: { contents: "import { init, kpiCatalog } from 'planscore/inline'; await init(); document.title = JSON.stringify([kpiCatalog().length]);", resolveDir: project.dir },
    outfile: join(dir, 'main.js'), bundle: true, format: 'esm', logLevel: 'error',
  });
  await writeFile(join(dir, 'index.html'), '<!doctype html><script type="module" src="main.js"></script>');
  const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'none'";
  await served(dir, async (url) => assert.deepEqual(await titleOf(url), [69]), policy);
});
