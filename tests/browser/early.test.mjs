// How the page begins: it is there before its script, holds still, and nothing pressed or dropped early is lost. What tools like
// Lighthouse look for is looked for here without their clocks: what the first paint waits for, what moves, what a page must have.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import axe from 'axe-core';
import { launch } from './chromium.mjs';

const site = process.env.PLANSCORE_SITE;
const sample = (name) => readFile(new URL(`../../www/samples/${name}`, import.meta.url), 'utf8');
/** What may be fetched before something is seen: the page and its style, in KB as they are sent without compression. */
const BLOCKING = 24;

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

/** A page in a window of its own. */
async function opened(run, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, serviceWorkers: 'block', ...options });
  const page = await context.newPage();
  const problems = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && !message.text().includes('blocked by Playwright') && problems.push(message.text()));
  try {
    await run(page);
    assert.deepEqual(problems, []);
  } finally {
    await context.close();
  }
}

/** Holds back what a pattern names until it is let go. */
async function held(page, pattern) {
  let release;
  const free = new Promise((done) => {
    release = done;
  });
  await page.route(pattern, async (route) => {
    await free;
    await route.continue();
  });
  return release;
}

/** Every text on screen with its place. */
const texts = (page) => page.evaluate(() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (node.data.trim() === '' || !node.parentElement.checkVisibility()) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const { x, y, width } = range.getBoundingClientRect();
    if (width > 0) found.push(`${node.data.trim()} ${[x, y].map(Math.round)}`);
  }
  return found;
});

for (const [name, viewport] of [['a desk', { width: 1280, height: 900 }], ['a phone', { width: 360, height: 780 }]]) {
  test(`the page is there before its script and stays as it is, on ${name}`, () => opened(async (page) => {
    const release = await held(page, '**/app.js*');
    await page.goto(site, { waitUntil: 'commit' });
    await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
    const first = await texts(page);
    assert.ok(first.some((text) => text.startsWith('用示例数据试一试')), first.join('\n'));
    release();
    await page.waitForSelector('html[data-ready]');
    assert.deepEqual(await texts(page), first);
    assert.equal(await page.locator('header').count(), 1);
    assert.equal(await page.locator('main').count(), 1);
  }, { viewport }));
}

test('the first paint waits for the page and its style alone, and scripts are asked for at once', () => opened(async (page) => {
  await page.goto(site);
  await page.waitForSelector('html[data-ready]');
  const { paint, found } = await page.evaluate(() => ({
    paint: performance.getEntriesByName('first-contentful-paint')[0].startTime,
    found: performance.getEntriesByType('resource').map(({ name, initiatorType, renderBlockingStatus, decodedBodySize }) =>
      ({ name: name.split('/').at(-1).split('?')[0], initiatorType, renderBlockingStatus, decodedBodySize })),
  }));
  assert.ok(paint > 0);
  const blocking = found.filter(({ renderBlockingStatus }) => renderBlockingStatus === 'blocking');
  assert.deepEqual(blocking.map(({ name }) => name), ['app.css']);
  const html = (await (await fetch(site)).text()).length;
  assert.ok(html + blocking[0].decodedBodySize < BLOCKING * 1024, `${html} + ${blocking[0].decodedBodySize}`);
  // No script is found out about only when another was read.
  const scripts = found.filter(({ name }) => name.endsWith('.js') && name !== 'worker-thread.js' && name !== 'app.js');
  const named = await page.evaluate(() => [...document.querySelectorAll('link[rel=modulepreload]')].map(({ href }) => href.split('/').at(-1)));
  for (const { name } of scripts) assert.ok(named.includes(name), name);
  assert.equal(found.filter(({ name }) => name === 'planscore.wasm').length, 1, 'the module is fetched once');
}));

test('what is pressed or dropped before the engine is there waits for it', () => opened(async (page) => {
  const release = await held(page, '**/planscore.wasm*');
  await page.goto(site, { waitUntil: 'commit' });
  await page.waitForSelector('header:not(.still)');
  const files = [['订单.csv', await sample('orders.csv')], ['计划.md', await sample('plan.md')]];
  await page.evaluate((all) => {
    const data = new DataTransfer();
    for (const [name, text] of all) data.items.add(new File([text], name));
    document.querySelector('.drop').dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
  }, files);
  await page.locator('.reading').filter({ hasText: '订单.csv' }).waitFor();
  await page.click('#language');
  await page.click('#language');
  release();
  await page.waitForSelector('#tiers .tile');
  await page.waitForSelector('#plan .finding');
  assert.equal(await page.locator('.troubles p').count(), 0);
}));

test('a page has what tools ask of one, and nothing on it moves by itself', () => opened(async (page) => {
  await page.addInitScript(() => {
    globalThis.shifted = 0;
    new PerformanceObserver((list) => {
      for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) globalThis.shifted += value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto(site);
  await page.waitForSelector('html[data-ready]');
  const has = await page.evaluate(() => ({
    doctype: document.doctype?.name,
    charset: document.characterSet,
    lang: document.documentElement.lang,
    title: document.title !== '',
    description: document.querySelector('meta[name=description]')?.content.length > 40,
    viewport: document.querySelector('meta[name=viewport]')?.content,
    policy: document.querySelector('meta[http-equiv="Content-Security-Policy"]') !== null,
    sized: [...document.images].every((image) => image.hasAttribute('width') && image.hasAttribute('height')),
    inline: document.querySelectorAll('script:not([src]), [onclick], [style]').length,
  }));
  assert.deepEqual(has, {
    doctype: 'html', charset: 'UTF-8', lang: 'zh-CN', title: true, description: true,
    viewport: 'width=device-width, initial-scale=1', policy: true, sized: true, inline: 0,
  });
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document));
  assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html)}`), []);
  assert.equal(await page.evaluate(() => globalThis.shifted), 0);
}));
