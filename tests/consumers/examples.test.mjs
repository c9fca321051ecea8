// Every example of the API reference runs as it stands there, on the sample data.
import assert from 'node:assert/strict';
import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Project, root } from './project.mjs';

let project;
before(async () => {
  project = await Project.create();
  await cp(join(root, 'files/tests/fixtures/orders-openpyxl.xlsx'), join(project.dir, 'orders.xlsx'));
  await cp(join(root, 'files/tests/fixtures/plan-python-docx.docx'), join(project.dir, 'plan.docx'));
});
after(() => project.remove());

const reference = await readFile(join(root, 'docs/api.md'), 'utf8');
const sections = reference.split(/^(?=#{2,5} )/m);
const examples = sections.flatMap((section, i) => {
  if (!/^#+ Examples?\n/.test(section)) return [];
  const title = sections.slice(0, i).findLast((before) => !/^#+ (Parameters|Returns|Extends)\n/.test(before)).split('\n', 1)[0];
  return [...section.matchAll(/^```ts\n(.*?)^```/gms)].map(([, code]) => ({ title: title.replace(/^#+ /, ''), code }));
});

/** What the examples speak of. */
const PRELUDE = `
  import { readFile } from 'node:fs/promises';
  import * as planscore from 'planscore';
  import * as remote from 'planscore/worker';
  import * as office from 'planscore/files';
  await planscore.init();
  const names = {
    ...planscore, ...remote, ...office,
    orders: planscore.Orders.fromCsv(await readFile('orders.csv')),
    deals: planscore.Deals.fromCsv(await readFile('deals.csv')),
    text: await readFile('plan.md', 'utf8'),
    file: new Blob([await readFile('orders.csv')]),
    wasm: await readFile('node_modules/planscore/planscore.wasm'),
    xlsx: await readFile('orders.xlsx'),
    docx: await readFile('plan.docx'),
  };
`;

test('every function has an example', () => {
  const functions = sections.filter((section) => /^### \w+\(\)\n/.test(section)).map((section) => /\w+/.exec(section)[0]);
  const shown = new Set(examples.map(({ title }) => title.replace('()', '')));
  assert.ok(functions.length > 25, `${functions.length} functions`);
  assert.deepEqual(functions.filter((name) => !shown.has(name)), []);
});

for (const [i, { title, code }] of examples.entries()) {
  test(`${title}: example ${i + 1} runs`, async () => {
    const source = `${PRELUDE}
      const run = new (async () => {}).constructor(...Object.keys(names), ${JSON.stringify(`{\n${code}}`)});
      await run(...Object.values(names));
      console.log('ran');
    `;
    const printed = await project.run(`example-${i}.mjs`, source);
    assert.match(printed, /ran\n$/);
    // What an example says that it prints: `// 0.2` or `// 350000: 3,500 yuan`.
    for (const [, says] of code.matchAll(/console\.log\(.*\); \/\/ ([^:\n]*)/g)) assert.ok(printed.includes(`${says}\n`), `${says}: ${printed}`);
  });
}
