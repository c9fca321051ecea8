// The page and the package in Firefox: what rests on the browser itself, once each.
import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { served } from '../consumers/serve.mjs';
import { launch } from './firefox.mjs';

const { FIREFOX, PLANSCORE_SITE_DIR: siteDir, PLANSCORE_SINGLE: single } = process.env;
const skip = FIREFOX ? false : 'no Firefox here';
const file = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

let browser;
before(async () => {
  if (FIREFOX) browser = await launch();
});
after(() => browser?.close());

/** Opens an address; `use` gets the page, and afterwards nothing must have gone wrong or out. */
async function opened(url, use) {
  const page = await browser.newPage();
  const [requests, problems] = [[], []];
  page.on('request', (request) => requests.push(request.url()));
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  try {
    await page.goto(url);
    await use(page);
    const home = url.startsWith('file:') ? 'file:' : new URL(url).origin;
    assert.deepEqual(requests.filter((to) => !to.startsWith(home) && !/^(data|blob|resource|moz-extension):/.test(to)), []);
    assert.deepEqual(problems, []);
  } finally {
    await page.close();
  }
}

/** Waits for something in a part of the review; both have a shadow root. */
const shows = (page, part, selector) => page.waitForFunction(
  (...path) => document.querySelector('#review')?.shadowRoot.querySelector(path[0])?.shadowRoot.querySelector(path[1]), { polling: 50 }, part, selector);

async function reviewed(page) {
  await page.waitForSelector('html[data-ready]');
  await page.click('#sample');
  await shows(page, '#kpi', '.big');
  await shows(page, '#tiers', 'tbody tr');
  await shows(page, '#funnel', '.weakest');
  await shows(page, '#plan', '.finding');
}

test('samples, files, language and keyboard', { skip }, () => served(siteDir, (url) => opened(url, async (page) => {
  await reviewed(page);
  await page.click('#language');
  await page.waitForSelector('html[lang="en"]');
  const input = await page.$('#files');
  await input.uploadFile(file('files/tests/fixtures/plan-libreoffice.docx'), file('files/tests/fixtures/orders-libreoffice.xlsx'), file('files/tests/fixtures/locked.xlsx'));
  await page.waitForFunction(() => /password/.test(document.querySelector('.troubles')?.textContent ?? ''));
  await page.waitForFunction(() => document.querySelector('.loaded')?.textContent.includes('orders-libreoffice.xlsx'));
  await (await shows(page, '#plan', '.finding')).focus();
  await page.keyboard.press('Enter');
  await shows(page, '#plan', '.finding[aria-current="true"]');
})));

test('files are dropped, in GB18030 too, and bad ones refused', { skip }, () => served(siteDir, (url) => opened(url, async (page) => {
  await page.waitForSelector('html[data-ready]');
  await page.evaluate(() => {
    const transfer = new DataTransfer();
    // 客户,日期,金额 and 甲公司 in GB18030.
    const head = [0xbf, 0xcd, 0xbb, 0xa7, 0x2c, 0xc8, 0xd5, 0xc6, 0xda, 0x2c, 0xbd, 0xf0, 0xb6, 0xee, 0x0a];
    const name = [0xbc, 0xd7, 0xb9, 0xab, 0xcb, 0xbe];
    const rest = [...new TextEncoder().encode(',2026-01-05,100\n')];
    transfer.items.add(new File([new Uint8Array([...head, ...name, ...rest])], 'orders.csv'));
    transfer.items.add(new File([new Uint8Array([0x89, 0x50, 0, 0, 1])], 'picture.csv'));
    document.querySelector('.drop').dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
  });
  await page.waitForFunction(() => /picture\.csv/.test(document.querySelector('.troubles')?.textContent ?? ''));
  const row = await shows(page, '#tiers', '.customers tbody tr');
  assert.match(await row.evaluate((element) => element.textContent), /甲公司/);
})));

test('the installed page works when the server is gone', { skip }, async () => {
  const page = await browser.newPage();
  await served(siteDir, async (url) => {
    await page.goto(url);
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
      if (!navigator.serviceWorker.controller) await new Promise((done) => navigator.serviceWorker.addEventListener('controllerchange', done, { once: true }));
    });
  });
  await page.reload();
  await reviewed(page);
  await page.close();
});

test('one file opens from the disk', { skip }, () => opened(pathToFileURL(single).href, reviewed));

test('the package: inline under a strict policy, the classic script, the worker and the elements', { skip }, async () => {
  const dir = await mkdtemp(join(tmpdir(), 'planscore-'));
  try {
    await cp(file('pkg'), dir, { recursive: true });
    const title = (page) => page.waitForFunction(() => document.title.startsWith('[') && document.title).then((handle) => handle.jsonValue()).then(JSON.parse);
    const html = (name, head) => writeFile(join(dir, name), `<!doctype html><html lang="zh"><link rel="icon" href="data:,">${head}`);

    await writeFile(join(dir, 'strict.js'), "import { init, kpiCatalog } from './inline.js'; await init(); document.title = JSON.stringify([kpiCatalog().length]);");
    await html('strict.html', '<script type="module" src="strict.js"></script>');
    await served(dir, (url) => opened(`${url}strict.html`, async (page) => assert.deepEqual(await title(page), [69])),
      "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'none'; img-src data:");

    await html('classic.html', "<script src=\"planscore.iife.js\"></script><script>planscore.init().then(() => { document.title = JSON.stringify([planscore.kpiCatalog().length]); });</script>");
    await opened(pathToFileURL(join(dir, 'classic.html')).href, async (page) => assert.deepEqual(await title(page), [69]));

    const lines = Array.from({ length: 20_000 }, (_, i) => `客户${i % 500},2026-0${1 + (i % 9)}-1${i % 10},${100 + i}`);
    await writeFile(join(dir, 'app.js'), `
      import './element.js';
      import { connect } from './worker.js';
      const client = await connect();
      const seen = [];
      const orders = await client.Orders.fromFile(new File([${JSON.stringify(`客户,日期,金额\n${lines.join('\n')}\n`)}], 'o.csv'), { onProgress: (part) => seen.push(part) });
      const code = await client.scoreKpis({ items: [{ id: 'nps', weight: -1 }] }, []).catch((error) => [error.name, error.code, error.path]);
      const element = document.createElement('planscore-plan');
      element.text = '# 计划\\n\\n## 目标\\n\\n- 销售额达到X万元\\n';
      document.body.append(element);
      const found = () => element.shadowRoot.querySelectorAll('.finding').length > 0;
      for (let i = 0; i < 100 && !found(); i++) await new Promise((done) => setTimeout(done, 50));
      document.title = JSON.stringify([orders.length, seen.at(-1), code, found()]);
    `);
    await html('app.html', '<body><script type="module" src="app.js"></script>');
    await served(dir, (url) => opened(`${url}app.html`, async (page) =>
      assert.deepEqual(await title(page), [20_000, 1, ['PlanscoreError', 'kpi/negative-weight', 'items[0].weight'], true])));
  } finally {
    await rm(dir, { recursive: true });
  }
});
