// A new version of the page, from a server that lets browsers keep every file for an hour: the page is the old one or the
// new one, never script of one with markup of the other.
import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { launch } from './chromium.mjs';

const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.wasm': 'application/wasm', '.css': 'text/css', '.svg': 'image/svg+xml', '.webmanifest': 'application/manifest+json' };

let dir;
let server;
let browser;
before(async () => {
  dir = await mkdtemp(join(tmpdir(), 'planscore-'));
  await cp(process.env.PLANSCORE_SITE_DIR, dir, { recursive: true });
  server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    try {
      const body = await readFile(join(dir, pathname === '/' ? 'index.html' : decodeURIComponent(pathname)));
      response.writeHead(200, { 'content-type': TYPES[extname(pathname) || '.html'] ?? 'application/octet-stream', 'cache-control': 'max-age=3600' });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  browser = await launch();
});
after(async () => {
  await browser.close();
  server.close();
  await rm(dir, { recursive: true, force: true });
});

/** Marks a version in its script, its markup and in what its worker keeps. */
async function publish(version) {
  const change = async (name, how) => writeFile(join(dir, name), how(await readFile(join(dir, name), 'utf8')));
  await change('app.js', (text) => `document.documentElement.dataset.script = '${version}';\n${text.replace(/^document\.documentElement\.dataset\.script.*\n/, '')}`);
  await change('index.html', (text) => text.replace(/<html( data-markup="\d+")?/, `<html data-markup="${version}"`));
  await change('sw.js', (text) => text.replace(/'planscore-[^']*'/, `'planscore-${version}'`));
}

/** Opens the page as a visit does, and says of which version its parts are. */
async function visit(context, look = async () => undefined) {
  const page = await context.newPage();
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  await page.waitForSelector('html[data-script]');
  const parts = await page.evaluate(() => {
    const { markup, script } = document.documentElement.dataset;
    return [markup, script];
  });
  await look(page);
  await page.close();
  return parts;
}

test('an update comes whole, although the browser may keep files', async () => {
  const context = await browser.newContext();
  await publish(1);
  const installed = (page) => page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  assert.deepEqual(await visit(context, installed), ['1', '1']);

  await publish(2);
  const updated = (page) => page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    await registration.update();
    while (registration.waiting === null) await new Promise((done) => setTimeout(done, 50));
  });
  assert.deepEqual(await visit(context, updated), ['1', '1'], 'the page that is open stays');

  let parts = ['1', '1'];
  for (let visits = 0; visits < 10 && parts[0] === '1'; visits++) {
    parts = await visit(context);
    assert.equal(parts[0], parts[1], 'one version at a time');
  }
  assert.deepEqual(parts, ['2', '2']);
  await context.close();
});
