// A large file of orders that several workers read: the answer of one, in Node and in Chromium, whatever the encoding; one
// signal for all; a worker that dies is named.
import assert from 'node:assert/strict';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { openAsBlob } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { launch } from '../browser/chromium.mjs';
import { Project } from './project.mjs';
import { served } from './serve.mjs';

let project;
let connect;
before(async () => {
  project = await Project.create();
  ({ connect } = await import(pathToFileURL(join(project.dir, 'node_modules/planscore/worker-node.js')).href));
});
after(() => project.remove());

/** Rows as exports have them, some with line breaks between quotes, blanks, totals, states and dates that wait; more than 28 MB of them. */
const SOURCE = `(name) => {
  const row = (i) => {
    if (i % 9973 === 0) return '合计,,,99,,\\n\\n';
    const day = i % 997 === 0 ? '03/05/2025' : \`2025-\${String(1 + (i % 12)).padStart(2, '0')}-\${String(1 + (i % 28)).padStart(2, '0')}\`;
    const remark = i % 61 === 0 ? '"一\\n2,二"' : i % 5 === 0 ? '"a, ""b"""' : 'x'.repeat(60 + (i % 80));
    return \`A\${i},\${name}\${(i * 7919) % 30011},\${day},\${(i % 100000) / 100},\${i % 7 === 0 ? '已取消' : '已完成'},\${remark}\\n\`;
  };
  const parts = ['订单号,客户,下单日期,金额,订单状态,备注\\n'];
  for (let i = 1; i < 240000; i++) parts.push(row(i));
  return parts.join('');
}`;
const text = (0, eval)(SOURCE)('客户公司');

/** Everything that a data set says, and what is made of it. */
const ASKED = `async (client, file, control) => {
  const orders = await client.Orders.fromFile(file, {}, control);
  const tiers = await client.segmentCustomers(orders);
  const { length, columns, issues, issueCount, decisions, rows } = orders;
  const made = JSON.stringify({ length, columns, issues, issueCount, decisions, rows, summary: tiers.summary, csv: await tiers.toCsv() });
  await orders.free();
  return made;
}`;
const asked = (0, eval)(ASKED);

async function answers(file, workers) {
  const client = await connect({ workers });
  let last = 0;
  const made = await asked(client, file, { onProgress: (done) => { assert.ok(done >= last && done <= 1); last = done; } });
  client.close();
  assert.equal(last, 1);
  return made;
}

test('two workers give the answer of one', async () => {
  const file = new Blob([text]);
  const one = await answers(file, 1);
  assert.ok(JSON.parse(one).length > 200_000);
  assert.equal(await answers(file, 2), one);
});

test('so they do of a file on the disk, and in GB18030', async () => {
  const path = join(project.dir, 'orders.csv');
  // The few characters that are beyond ASCII, in both encodings.
  const GB = { 客: 'bfcd', 户: 'bba7', 公: 'b9ab', 司: 'cbbe', 订: 'b6a9', 单: 'b5a5', 号: 'bac5', 下: 'cfc2', 日: 'c8d5', 期: 'c6da', 金: 'bdf0', 额: 'b6ee', 状: 'd7b4', 态: 'ccac', 备: 'b1b8', 注: 'd7a2', 合: 'bacf', 计: 'bcc6', 已: 'd2d1', 取: 'c8a1', 消: 'cffb', 完: 'cdea', 成: 'b3c9', 一: 'd2bb', 二: 'b6fe' };
  await writeFile(path, Buffer.from(text.replace(/[^\x00-\x7f]/g, (c) => Buffer.from(GB[c], 'hex').toString('latin1')), 'latin1'));
  const one = await answers(await openAsBlob(path), 1);
  assert.ok(one.includes('gb18030'));
  assert.equal(await answers(await openAsBlob(path), 2), one);
});

test('one signal gives all workers up, and the client goes on', async () => {
  const client = await connect({ workers: 2 });
  const control = new AbortController();
  const onProgress = () => control.abort(new Error('enough'));
  await assert.rejects(client.Orders.fromFile(new Blob([text]), {}, { signal: control.signal, onProgress }), /enough/);
  assert.equal((await client.kpiCatalog()).length, 69);
  client.close();
});

test('a worker that dies is named', async () => {
  let started = 0;
  const script = join(project.dir, 'node_modules/planscore/worker-thread-node.js');
  const worker = () => {
    const thread = new Worker(script);
    const dies = ++started > 1;
    const made = {
      postMessage: (message, transfer) => (dies ? setTimeout(() => made.onerror({ message: 'gone', filename: '', lineno: 0 })) : thread.postMessage(message, transfer)),
      terminate: () => thread.terminate(),
    };
    thread.on('message', (data) => made.onmessage({ data }));
    return made;
  };
  const client = await connect({ workers: 2, worker });
  await assert.rejects(client.Orders.fromFile(new Blob([text])), ({ code, message }) => code === 'worker/failed' && /worker 2: gone/.test(message));
  client.close();
});

test('a file is read where signals do not throw, as in Chrome 96', async () => {
  const script = join(project.dir, 'older.mjs');
  await writeFile(script, "delete AbortSignal.prototype.throwIfAborted;\nawait import('./node_modules/planscore/worker-thread-node.js');\n");
  const worker = () => {
    const thread = new Worker(script);
    const made = { postMessage: (message, transfer) => thread.postMessage(message, transfer), terminate: () => thread.terminate() };
    thread.on('message', (data) => made.onmessage({ data }));
    return made;
  };
  const client = await connect({ workers: 1, worker });
  assert.ok((await client.Orders.fromFile(new Blob(['客户,日期,金额\n甲,2026-01-05,100\n']))).length === 1);
  client.close();
});

test('how many workers is a positive integer', async () => {
  for (const workers of [0, -1, 1.5, '2']) await assert.rejects(connect({ workers }), { code: 'input/type', path: 'workers' });
});

test('in Chromium, too', async () => {
  const dir = join(project.dir, 'page');
  await mkdir(dir);
  await cp(join(project.dir, 'node_modules/planscore'), dir, { recursive: true });
  await writeFile(join(dir, 'page.html'), `<!doctype html><meta charset="utf-8"><script type="module">
    import { connect } from './worker.js';
    const file = new File([(${SOURCE})('客户公司')], 'orders.csv');
    const made = [];
    for (const workers of [1, 2]) {
      const client = await connect({ workers });
      made.push(await (${ASKED})(client, file));
      client.close();
    }
    document.title = JSON.stringify([made[0].length > 1e6, made[0] === made[1]]);
  </script>`);
  const browser = await launch();
  try {
    await served(dir, async (url) => {
      const page = await browser.newPage();
      await page.goto(`${url}page.html`);
      await page.waitForFunction(() => document.title.startsWith('['), undefined, { timeout: 60_000 });
      assert.equal(await page.title(), '[true,true]');
    });
  } finally {
    await browser.close();
  }
});
