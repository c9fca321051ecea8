// Without a network: the installed page, and the page as one file from the disk.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { launch, launchProfile } from './chromium.mjs';

const site = process.env.PLANSCORE_SITE;
const single = process.env.PLANSCORE_SINGLE;

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

async function reviewed(page) {
  await page.waitForSelector('html[data-ready]');
  await page.click('#sample');
  for (const part of ['#kpi .big', '#tiers tbody tr', '#funnel .weakest', '#plan .finding']) await page.waitForSelector(part);
}

test('the installed page works with the network off', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(site);
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    const keys = await caches.keys();
    // Installed means that every file is kept.
    if (keys.length !== 1) throw new Error(`caches: ${keys}`);
  });
  await context.setOffline(true);
  await page.reload();
  await reviewed(page);
  await context.close();
});

test('a browser offers to install the page', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'planscore-'));
  const context = await launchProfile(dir);
  const page = await context.newPage();
  await page.goto(site);
  await page.evaluate(() => navigator.serviceWorker.ready);
  const devtools = await context.newCDPSession(page);
  assert.deepEqual((await devtools.send('Page.getInstallabilityErrors')).installabilityErrors, []);
  const { errors } = await devtools.send('Page.getAppManifest');
  assert.deepEqual(errors, []);
  await context.close();
  await rm(dir, { recursive: true, force: true });
});

test('one file opens from the disk and connects to nothing', async () => {
  const context = await browser.newContext({ offline: true });
  const page = await context.newPage();
  const [requests, problems] = [[], []];
  page.on('request', (request) => requests.push(request.url()));
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  await page.goto(pathToFileURL(single).href);
  await reviewed(page);
  const office = (name) => fileURLToPath(new URL(`../../files/tests/fixtures/${name}`, import.meta.url));
  await page.setInputFiles('#files', [office('plan-libreoffice.docx'), office('orders-libreoffice.xlsx'), office('locked.xlsx')]);
  await page.locator('.troubles p').waitFor();
  assert.deepEqual(await page.locator('.loaded li').allInnerTexts().then((all) => all.map((text) => text.replace(/\s+/g, ' '))), [
    '计划 plan-libreoffice.docx ×', '订单 orders-libreoffice.xlsx 3 行 · 2025-12 – 2026-03-06 ×',
  ]);
  assert.match(await page.locator('.troubles p').innerText(), /locked\.xlsx: .*密码/);
  assert.match(await page.locator('.notice').innerText(), /示例数据已移除/);
  assert.deepEqual(requests.filter((url) => !url.startsWith('file:') && !url.startsWith('data:')), []);
  assert.deepEqual(problems, []);
  await context.close();
});

test('a report is one file without script, its first page one A4, and on paper nothing lies across another', async () => {
  const page = await browser.newPage({ acceptDownloads: true, viewport: { width: 1280, height: 900 } });
  await page.goto(site);
  await reviewed(page);
  await page.click('#report');
  await page.waitForSelector('#boss .boss h1');
  // 273 mm by 186 mm are left of an A4 page; a millimetre is 96 / 25.4 pixels.
  const [width, height] = await page.locator('#boss .boss').evaluate((one) => [one.offsetWidth, one.offsetHeight].map((size) => (size * 25.4) / 96));
  assert.ok(width <= 187 && height <= 273, `${width} by ${height} mm`);
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('#boss-html')]);
  const html = await readFile(await download.path(), 'utf8');
  assert.match(html, /^<!doctype html>/);
  assert.doesNotMatch(html, /<script|<input|<button|<!--/i);
  assert.equal(html.match(/class="boss"/g).length, 1);
  for (const heading of ['月度趋势', '人员', '先做什么', 'KPI 得分', '计划体检', '漏斗瓶颈', '客户分层']) assert.match(html, new RegExp(`<h2>${heading}</h2>`));
  await page.emulateMedia({ media: 'print' });
  const across = await page.evaluate(() => {
    const deep = (root) => [...root.querySelectorAll('*')].flatMap((one) => [one, ...(one.shadowRoot ? deep(one.shadowRoot) : [])]);
    const all = deep(document).filter((one) => one.checkVisibility());
    const boxes = all.filter((one) => one.matches('svg[role=img], table, .callout')).map((one) => one.getBoundingClientRect());
    const lie = boxes.flatMap((a, i) => boxes.slice(i + 1).filter((b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1));
    return [boxes.length, lie.length, all.filter((one) => one.matches('input, select, textarea')).length];
  });
  assert.ok(across[0] >= 6, String(across));
  assert.deepEqual(across.slice(1), [0, 0]);
  await page.close();
});
