// Pages that no bundler made, or only half: classic scripts from the disk and in a frame without an origin, strict policies,
// trusted types, workers spelt out, workers that are not there.
import assert from 'node:assert/strict';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
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

const PLAN = '# 计划\\n\\n## 目标\\n\\n- 销售额达到X万元\\n';
const SHOWN = `
  const shown = async (element) => {
    while (!element.shadowRoot?.querySelector('.panel > :not(h2, .empty)')) await new Promise((done) => setTimeout(done, 20));
    return element.shadowRoot.querySelector('.refused')?.textContent ?? 'shown';
  };`;

/** Opens a page that puts its answer into its title as JSON; also what it asked for, and what went wrong in it. */
async function answerOf(url) {
  const page = await browser.newPage();
  const [asked, problems] = [[], []];
  page.on('request', (request) => asked.push(request.url()));
  page.on('pageerror', (error) => problems.push(String(error)));
  await page.goto(url);
  await page.waitForFunction(() => /^[[{]/.test(document.title), undefined, { timeout: 20_000 }).catch(() => undefined);
  const title = await page.title();
  await page.close();
  assert.deepEqual(problems, []);
  return { answer: JSON.parse(title || '"no answer"'), asked };
}

/** The package beside a page whose script is a module, unbundled, under a policy. */
async function plain(name, script, use, policy) {
  const dir = join(project.dir, name);
  await mkdir(dir, { recursive: true });
  await cp(join(project.dir, 'node_modules/planscore'), join(dir, 'planscore'), { recursive: true });
  await writeFile(join(dir, 'main.js'), script);
  await writeFile(join(dir, 'index.html'), '<!doctype html><html lang="en"><meta charset="utf-8"><script type="module" src="main.js"></script>');
  await served(dir, async (url) => use(await answerOf(url)), policy);
}

test('a page with functions, an element and a worker fetches the core once', () => plain('once', `
  import { init, kpiCatalog } from './planscore/index.js';
  import './planscore/element.js';
  import { connect } from './planscore/worker.js';
  ${SHOWN}
  const element = document.body.appendChild(document.createElement('planscore-plan'));
  element.text = '${PLAN}';
  const [client] = await Promise.all([connect(), init()]);
  document.title = JSON.stringify([kpiCatalog().length, (await client.kpiCatalog()).length, await shown(element)]);`,
({ answer, asked }) => {
  assert.deepEqual(answer, [69, 69, 'shown']);
  assert.equal(asked.filter((url) => url.endsWith('planscore.wasm')).length, 1, String(asked));
}));

const CLASSIC = `<!doctype html><html lang="en"><meta charset="utf-8"><script src="../node_modules/planscore/planscore-elements.iife.js"></script>
  <planscore-plan></planscore-plan><script>${SHOWN}
  (async () => {
    const element = document.querySelector('planscore-plan');
    element.text = '${PLAN}';
    const client = await planscore.connect();
    const told = [];
    const orders = await client.Orders.fromFile(new File(['客户,日期,金额\\n甲,2026-01-05,100\\n'], 'orders.csv'), {}, { onProgress: (done) => told.push(done) });
    const refused = await planscore.xlsxToCsv(new Uint8Array(9)).catch(({ code }) => code);
    document.title = JSON.stringify([await shown(element), orders.length, told.at(-1), refused]);
  })();
  </script>`;
const CLASSIC_ANSWER = ['shown', 1, 1, 'files/damaged'];

test('one classic script from the disk has elements, files and worker', async () => {
  await mkdir(join(project.dir, 'disk'), { recursive: true });
  await writeFile(join(project.dir, 'disk/index.html'), CLASSIC);
  const { answer, asked } = await answerOf(pathToFileURL(join(project.dir, 'disk/index.html')).href);
  assert.deepEqual(answer, CLASSIC_ANSWER);
  assert.deepEqual(asked.filter((url) => !/\.html$|\.iife\.js$|^blob:/.test(url)), []);
});

test('the page of the README shows the tiers of a file', async () => {
  const [, html] = /^```html\n(.*?)^```/ms.exec(await readFile(join(root, 'README.md'), 'utf8'));
  const page = await browser.newPage();
  const file = join(project.dir, 'node_modules/planscore/readme.html');
  await writeFile(file, `<!doctype html><html lang="en"><meta charset="utf-8">${html}`);
  await page.goto(pathToFileURL(file).href);
  await page.setInputFiles('input', join(project.dir, 'orders.csv'));
  await page.locator('planscore-tiers').getByText('VIP').first().waitFor();
  await page.close();
});

test('the same in a frame without an origin', async () => {
  const page = await browser.newPage();
  await served(project.dir, async (url) => {
    await writeFile(join(project.dir, 'index.html'), '<!doctype html><iframe sandbox="allow-scripts" src="disk/index.html"></iframe>');
    await page.goto(url);
    const frame = await (await page.waitForSelector('iframe')).contentFrame();
    await frame.waitForFunction(() => document.title.startsWith('['), undefined, { timeout: 20_000 });
    assert.deepEqual(JSON.parse(await frame.title()), CLASSIC_ANSWER);
  });
  await page.close();
});

test('bytes of a frame are bytes', async () => {
  await writeFile(join(project.dir, 'disk/frame.html'), `<!doctype html><meta charset="utf-8"><body><script src="../node_modules/planscore/planscore.iife.js"></script><script>
    planscore.init().then(() => {
      const { contentWindow } = document.body.appendChild(document.createElement('iframe'));
      const bytes = new contentWindow.Uint8Array(new TextEncoder().encode('客户,日期,金额\\n甲,2026-01-05,100\\n'));
      document.title = JSON.stringify([bytes, bytes.buffer].map((one) => planscore.Orders.fromCsv(one).length));
    });</script>`);
  assert.deepEqual((await answerOf(pathToFileURL(join(project.dir, 'disk/frame.html')).href)).answer, [1, 1]);
});

test('elements work without a connection once the inline entry has begun', () => plain('strict', `
  import './planscore/element.js';
  import { init, Orders } from './planscore/inline.js';
  ${SHOWN}
  await init();
  const element = document.body.appendChild(document.createElement('planscore-tiers'));
  element.orders = Orders.fromCsv(new TextEncoder().encode('客户,日期,金额\\n甲,2026-01-05,100\\n乙,2026-02-05,300\\n'));
  document.title = JSON.stringify([await shown(element)]);`,
({ answer, asked }) => {
  assert.deepEqual(answer, ['shown']);
  assert.deepEqual(asked.filter((url) => url.endsWith('.wasm')), []);
}, "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'none'"));

test('a worker starts where a page demands trusted types', () => plain('trusted', `
  import { connect } from './planscore/worker.js';
  const client = await connect();
  document.title = JSON.stringify([(await client.kpiCatalog()).length]);`,
({ answer }) => assert.deepEqual(answer, [69]),
"script-src 'self' 'wasm-unsafe-eval'; require-trusted-types-for 'script'; trusted-types planscore"));

test('a worker whose script is not there says what to do', () => plain('missing', `
  import { connect } from './planscore/worker.js';
  const worker = () => new Worker('nowhere.js', { type: 'module' });
  const { code, messages } = await connect({ worker }).catch((error) => error);
  document.title = JSON.stringify([code, messages.en, messages['zh-CN']]);`,
({ answer: [code, en, zh] }) => {
  assert.equal(code, 'worker/not-found');
  for (const message of [en, zh]) assert.match(message, /planscore\/worker-thread/);
}));

test('a worker that breaks names the cause', () => plain('broken', `
  import { connect } from './planscore/worker.js';
  const script = new Blob(['onmessage = () => { throw new Error("the disk is full"); };'], { type: 'text/javascript' });
  const worker = () => new Worker(URL.createObjectURL(script));
  const { code, message } = await connect({ worker }).catch((error) => error);
  document.title = JSON.stringify([code, message]);`,
({ answer: [code, message] }) => {
  assert.equal(code, 'worker/failed');
  assert.match(message, /the disk is full/);
}));

test('a worker may be spelt out for a bundler that knows none', async () => {
  const dir = join(project.dir, 'spelt');
  await mkdir(dir);
  await writeFile(join(project.dir, 'page.js'), `
    import { connect } from 'planscore/worker';
    const client = await connect({ source: 'planscore.wasm', worker: () => new Worker('worker.js', { type: 'module' }) });
    document.title = JSON.stringify([(await client.kpiCatalog()).length]);`);
  await writeFile(join(project.dir, 'worker.js'), "import 'planscore/worker-thread';");
  await build({ entryPoints: ['page', 'worker'].map((name) => join(project.dir, `${name}.js`)), outdir: dir, bundle: true, format: 'esm', logLevel: 'error' });
  await cp(join(project.dir, 'node_modules/planscore/planscore.wasm'), join(dir, 'planscore.wasm'));
  await writeFile(join(dir, 'index.html'), '<!doctype html><script type="module" src="page.js"></script>');
  await served(dir, async (url) => assert.deepEqual((await answerOf(url)).answer, [69]));
});
