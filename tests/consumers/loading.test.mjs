// How the module is found and what is said when it is not: servers, bundles for servers, pages in its place, browsers
// that are too old, memory that runs out.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { parse } from 'acorn';
import { build } from 'esbuild';
import { Project, root } from './project.mjs';

let project;
before(async () => {
  project = await Project.create();
});
after(() => project.remove());

const told = async (name, source) => JSON.parse(await project.run(name, source));

test('the elements do nothing on a server', async () => {
  assert.deepEqual(await told('elements.mjs', `
    const { default: nothing, ...names } = await import('planscore/element');
    console.log(JSON.stringify([names, ['HTMLElement', 'document', 'customElements'].filter((name) => name in globalThis)]));`), [{}, []]);
});

test('a bundle for a server finds the modules wherever it goes', async () => {
  await writeFile(join(project.dir, 'server.js'), `
    import { checkPlan, init } from 'planscore';
    import { xlsxSheets } from 'planscore/files';
    await init();
    const sheets = await xlsxSheets(new Uint8Array(9)).catch(({ code }) => code);
    console.log(JSON.stringify([checkPlan('一、目标').findings.length > 0, sheets]));`);
  const dir = join(project.dir, 'elsewhere');
  await mkdir(dir);
  await build({ entryPoints: [join(project.dir, 'server.js')], outfile: join(dir, 'out.mjs'), bundle: true, platform: 'node', format: 'esm', logLevel: 'error' });
  assert.deepEqual(JSON.parse(execFileSync(process.execPath, ['out.mjs'], { cwd: dir, encoding: 'utf8' })), [true, 'files/damaged']);
});

/** What the entry for browsers says of answers in place of the module. */
const ANSWERS = {
  'a page': ["new Response('<!doctype html><title>App</title>', { headers: { 'content-type': 'text/html' } })", 'init/not-wasm'],
  'text': ["new Response('no', { headers: { 'content-type': 'application/octet-stream' } })", 'init/not-wasm'],
  'nothing': ["new Response('', { status: 404 })", 'init/not-found'],
  'no answer': ["Promise.reject(new TypeError('Failed to fetch'))", 'init/not-found'],
};
for (const [name, [answer, code]] of Object.entries(ANSWERS)) {
  test(`${name} in place of the module names the way out, and a second try works`, async () => {
    const [found, kpis] = await told('answer.mjs', `
      import { readFileSync } from 'node:fs';
      import { init, kpiCatalog } from './node_modules/planscore/index.js';
      globalThis.fetch = async () => ${answer};
      const found = await init().catch(({ code, messages }) => ({ code, ...messages }));
      // Served without its type, as servers do that do not know it.
      globalThis.fetch = async () => new Response(readFileSync('node_modules/planscore/planscore.wasm'));
      await init();
      console.log(JSON.stringify([found, kpiCatalog().length]));`);
    assert.equal(found.code, code);
    for (const language of ['en', 'zh-CN']) for (const way of ['optimizeDeps', 'planscore/inline', 'init(url)']) assert.ok(found[language].includes(way), found[language]);
    assert.equal(kpis, 69);
  });
}

test('what a browser must have is one module of each kind of instruction', async () => {
  const assembled = join(project.dir, 'features.wasm');
  const features = ['bulk-memory', 'multivalue', 'nontrapping-float-to-int', 'reference-types', 'sign-ext', 'simd'];
  execFileSync(process.execPath, [join(root, 'node_modules/binaryen/bin/wasm-as'), join(root, 'npm/features.wat'), '-o', assembled, ...features.map((name) => `--enable-${name}`)]);
  const source = await readFile(join(root, 'npm/src/requirements.ts'), 'utf8');
  assert.equal(/'(AGFz[^']*)'/.exec(source)[1], (await readFile(assembled)).toString('base64'));
});

test('the scripts are in a language that such browsers read', async () => {
  const folder = join(project.dir, 'node_modules/planscore');
  for (const name of (await readdir(folder)).filter((file) => file.endsWith('.js'))) {
    const sourceType = name.endsWith('.iife.js') ? 'script' : 'module';
    const source = await readFile(join(folder, name), 'utf8');
    assert.doesNotThrow(() => parse(source, { ecmaVersion: 2020, sourceType, allowHashBang: true }), name);
  }
});

test('a browser that is too old is told before anything is fetched', async () => {
  const found = await told('old.mjs', `
    import * as files from './node_modules/planscore/files.js';
    import { init } from './node_modules/planscore/index.js';
    import { init as inline } from 'planscore/inline';
    globalThis.fetch = () => { throw new Error('nothing is fetched'); };
    const validate = WebAssembly.validate;
    WebAssembly.validate = () => false;
    const of = ({ code, messages }) => ({ code, ...messages });
    const found = [await init().catch(of), await inline().catch(of), await files.xlsxSheets(new Uint8Array()).catch(of)];
    delete globalThis.WebAssembly;
    found.push(await init().catch(of));
    console.log(JSON.stringify(found));`);
  assert.equal(found.length, 4);
  for (const { code, en, 'zh-CN': zh } of found) {
    assert.equal(code, 'init/unsupported');
    assert.match(en, /Chrome or Edge \d+, Firefox \d+, Safari [\d.]+/);
    assert.match(zh, /请升级.*极速模式/);
  }
});

test('a platform without GB18030 says to save the file as UTF-8', async () => {
  const found = await told('encoding.mjs', `
    import { init, Orders } from 'planscore';
    await init();
    const Whole = TextDecoder;
    globalThis.TextDecoder = class extends Whole {
      constructor(label, options) {
        if (label !== 'utf-8') throw new RangeError('not supported');
        super(label, options);
      }
    };
    try { Orders.fromCsv(Uint8Array.of(0xbf, 0xcd, 0xbb, 0xa7, 0x0a)); } catch ({ code, messages }) { console.log(JSON.stringify({ code, ...messages })); }`);
  assert.equal(found.code, 'file/encoding-unsupported');
  assert.match(found['zh-CN'], /GB18030.*UTF-8/);
  assert.match(found.en, /GB18030.*UTF-8/);
});

test('memory that runs out says so, here and in a client, and the other data sets stay', async () => {
  const found = await told('memory.mjs', `
    import { readFileSync } from 'node:fs';
    import { init, Orders } from 'planscore';
    import { connect } from 'planscore/worker';
    // The same module with a memory of at most 32 MiB: what follows the count of a section's one memory are its limits.
    const wasm = readFileSync('node_modules/planscore/planscore.wasm');
    let at = 8;
    const leb = () => { let value = 0; for (let shift = 0; ; shift += 7) { const byte = wasm[at++]; value |= (byte & 0x7f) << shift; if (byte < 0x80) return value; } };
    let capped;
    while (capped === undefined) {
      const start = at;
      const [id, size] = [wasm[at++], leb()];
      if (id !== 5) { at += size; continue; }
      const body = at;
      const [, flags] = [leb(), wasm[at++]];
      const least = wasm.subarray(at, (leb(), at));
      if (flags !== 0) throw new Error('the memory is bounded already');
      const limits = [1, 1, ...least, 0x80, 0x04];
      capped = Buffer.concat([wasm.subarray(0, start), Uint8Array.of(5, limits.length, ...limits), wasm.subarray(body + size)]);
    }
    await init(capped);
    const file = (rows) => new TextEncoder().encode('客户,日期,金额\\n' + Array.from({ length: rows }, (_, i) => 'customer ' + i + ',2026-01-05,1\\n').join(''));
    const few = Orders.fromCsv(file(3));
    const of = ({ code, messages }) => ({ code, ...messages });
    let here;
    try { Orders.fromCsv(file(700_000)); } catch (error) { here = of(error); }
    const client = await connect();
    const there = await client.Orders.fromFile(new Blob([file(700_000)])).then(() => null, of);
    console.log(JSON.stringify([here, there, few.length]));`);
  const [here, there, few] = found;
  for (const { code, en, 'zh-CN': zh } of [here, there]) {
    assert.equal(code, 'memory/exhausted');
    assert.match(en, /\d+ MB are in use/);
    assert.match(zh, /已用 \d+ MB/);
  }
  assert.equal(few, 3);
});

test('a data set is not freed while it is read', async () => {
  const found = await told('busy.mjs', `
    import { readFileSync } from 'node:fs';
    import { fitCustomerValue, init, Orders } from 'planscore';
    await init();
    const orders = Orders.fromCsv(readFileSync('orders.csv'));
    const codes = new Set();
    const onProgress = () => { try { orders.free(); } catch ({ code }) { codes.add(code); } };
    const { customers } = fitCustomerValue(orders, { bootstrap: 2, onProgress });
    const { length } = orders;
    orders.free();
    console.log(JSON.stringify([[...codes], customers.length > 0, length > 0]));`);
  assert.deepEqual(found, [['handle/busy'], true, true]);
});

test('an array that is cut short while it is read is refused', async () => {
  const found = await told('shrinks.mjs', `
    import { init, Orders } from 'planscore';
    await init();
    const text = new TextEncoder().encode('客户,下单日期,金额\\n' + '甲,2026-03-05,1\\n'.repeat(40_000));
    const buffer = new ArrayBuffer(text.length, { maxByteLength: text.length });
    new Uint8Array(buffer).set(text);
    try {
      const orders = Orders.fromCsv(new Uint8Array(buffer), { onProgress: () => buffer.resize(1_000) });
      console.log(JSON.stringify(orders.length));
    } catch ({ code, path }) {
      console.log(JSON.stringify([code, path]));
    }`);
  assert.deepEqual(found, ['input/type', 'bytes']);
});
