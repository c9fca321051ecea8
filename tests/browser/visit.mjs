// A visit of the page as a user makes it, in Chromium and in Firefox alike: what is looked for stands in shadow roots too.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import puppeteer from 'puppeteer-core';
import { served } from '../consumers/serve.mjs';

const { CHROME, FIREFOX, PLANSCORE_SITE_DIR: site } = process.env;
const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
const BROWSERS = {
  Chromium: CHROME && { browser: 'chrome', executablePath: CHROME, args: ['--disable-gpu', '--no-first-run', ...sandbox] },
  Firefox: FIREFOX && { browser: 'firefox', executablePath: FIREFOX },
};
const running = new Map();
after(() => Promise.all([...running.values()].map(async (browser) => (await browser).close())));

const sample = (name) => fileURLToPath(new URL(`../../www/samples/${name}`, import.meta.url));

/** What the page gets to find elements by: a selector that looks into shadow roots, and a part of the text. */
const FIND = `(selector, text) => {
  const within = (root) => [...root.querySelectorAll('*')].flatMap((one) => [one, ...(one.shadowRoot ? within(one.shadowRoot) : [])]);
  const parts = selector.split(' >> ');
  let found = within(document).filter((one) => one.matches(parts[0]));
  for (const part of parts.slice(1)) {
    found = found.flatMap((one) => within(one.shadowRoot ?? one).concat(one.shadowRoot ? within(one) : []).filter((inner) => inner.matches(part)));
  }
  return found.filter((one) => one.checkVisibility() && (text === undefined || one.textContent.includes(text)));
}`;

class Visit {
  constructor(page) {
    this.page = page;
  }

  /** The texts of all visible elements of a selector; \`a >> b\` is b inside a, across shadow roots. */
  texts(selector) {
    return this.page.evaluate(`(${FIND})(${JSON.stringify(selector)}).map((one) => one.matches('input, select, textarea') ? one.value : (one.innerText ?? one.textContent))`);
  }

  async text(selector) {
    return (await this.texts(selector))[0];
  }

  count(selector) {
    return this.texts(selector).then(({ length }) => length);
  }

  /** Waits until something holds, and gives it. */
  async until(holds, what = String(holds)) {
    for (const deadline = Date.now() + 15_000; ; await new Promise((done) => setTimeout(done, 60))) {
      const result = await holds();
      if (result) return result;
      if (Date.now() > deadline) assert.fail(`never came: ${what}`);
    }
  }

  /** The first visible element, once it is there. */
  async element(selector, text) {
    const find = `(${FIND})(${JSON.stringify(selector)}, ${JSON.stringify(text) ?? 'undefined'})[0] ?? null`;
    return this.until(async () => {
      const handle = await this.page.evaluateHandle(find);
      return handle.asElement();
    }, `${selector} ${text ?? ''}`);
  }

  shows(selector, text) {
    return this.element(selector, text);
  }

  async click(selector, text) {
    // What is drawn anew between looking and clicking is looked for again.
    for (let tries = 3; ; tries--) {
      try {
        const element = await this.element(selector, text);
        await element.evaluate(standsStill);
        return await element.click();
      } catch (error) {
        if (tries === 0 || error.code === 'ERR_ASSERTION') throw error;
      }
    }
  }

  /** Replaces what stands in an input, as by hand, and leaves it. */
  async type(selector, value) {
    const element = await this.element(selector);
    await element.evaluate((one) => {
      one.scrollIntoView({ block: 'center', behavior: 'instant' });
      one.focus();
      one.select?.();
    });
    await this.page.keyboard.press('Backspace');
    if (value !== '') await this.page.keyboard.type(value);
    await this.page.keyboard.press('Tab');
  }

  /** Drops files: samples by their name, others as { name, text }. */
  async drop(...files) {
    const given = await Promise.all(
      files.map(async (file) => (typeof file === 'string' ? { name: file, text: await readFile(sample(file), 'utf8') } : file)),
    );
    await this.page.evaluate((all) => {
      const data = new DataTransfer();
      for (const { name, text } of all) data.items.add(new File([text], name));
      document.querySelector('.drop').dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
    }, given);
    await this.until(() => this.page.evaluate(() => document.querySelector('progress') === null), 'end of reading');
  }

  /** Chooses an option. */
  async choose(selector, value) {
    const element = await this.element(selector);
    await element.evaluate((one, to) => {
      one.value = to;
      one.dispatchEvent(new Event('input', { bubbles: true }));
      one.dispatchEvent(new Event('change', { bubbles: true }));
    }, value);
  }

  /** What the page saves while something is done: name and text (bytes in base64 where it is none). */
  async saved(action) {
    await this.page.evaluate(() => {
      globalThis.files = [];
      globalThis.made ??= URL.createObjectURL;
      const blobs = new Map();
      URL.createObjectURL = (blob) => {
        const url = globalThis.made.call(URL, blob);
        blobs.set(url, blob);
        return url;
      };
      HTMLAnchorElement.prototype.click = function () {
        const { download: name, href } = this;
        void blobs.get(href).arrayBuffer().then((buffer) => globalThis.files.push({ name, bytes: Array.from(new Uint8Array(buffer)) }));
      };
    });
    await action();
    const { name, bytes } = await this.until(() => this.page.evaluate(() => globalThis.files[0]), 'a saved file');
    return { name, bytes: Uint8Array.from(bytes), text: new TextDecoder().decode(Uint8Array.from(bytes)) };
  }
}

/** Brings an element into view and waits until it has not moved for some frames: nobody can press what is still being pushed down. */
async function standsStill(one) {
  one.scrollIntoView({ block: 'center', behavior: 'instant' });
  const place = () => Object.values(one.getBoundingClientRect().toJSON()).join();
  for (let before = '', still = 0; still < 3; ) {
    await new Promise((done) => requestAnimationFrame(done));
    const now = place();
    still = now === before ? still + 1 : 0;
    before = now;
  }
}

/** A test in each browser that is here; afterwards nothing has gone wrong and nothing has left the page. */
export function visits(name, run, { viewport = { width: 1280, height: 900 } } = {}) {
  for (const [browserName, options] of Object.entries(BROWSERS)) {
    test(`${name} (${browserName})`, { skip: options ? false : `no ${browserName} here`, timeout: 90_000 }, () =>
      served(site, async (url) => {
        if (!running.has(browserName)) running.set(browserName, puppeteer.launch(options));
        const context = await (await running.get(browserName)).createBrowserContext();
        const page = await context.newPage();
        await page.setViewport(viewport);
        const [requests, problems] = [[], []];
        page.on('request', (request) => requests.push(request.url()));
        page.on('pageerror', (error) => problems.push(String(error)));
        page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
        try {
          await page.goto(url);
          await page.waitForSelector('html[data-ready]');
          await run(new Visit(page));
          const home = new URL(url).origin;
          assert.deepEqual(requests.filter((to) => !to.startsWith(home) && !/^(data|blob|resource|moz-extension|chrome):/.test(to)), []);
          assert.deepEqual(problems, []);
        } finally {
          await context.close();
        }
      }));
  }
}
