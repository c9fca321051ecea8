// Every JavaScript example of the README runs, in a project that has the sample files beside it.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Project, root } from './project.mjs';

let project;
before(async () => {
  project = await Project.create();
});
after(() => project.remove());

const readme = await readFile(join(root, 'README.md'), 'utf8');
const examples = [...readme.matchAll(/^```js\n(.*?)^```/gms)].map((match) => match[1]);

test('the Chinese documents show the same code', async () => {
  const code = async (file) => (await readFile(join(root, file), 'utf8')).match(/^```\w+.*?^```/gms);
  for (const [english, chinese] of [['README.md', 'README.zh-CN.md'], ['docs/recipes.md', 'docs/recipes.zh-CN.md']]) {
    assert.deepEqual(await code(chinese), await code(english), chinese);
  }
});

test('the README has an example a capability', () => {
  for (const name of ['scoreKpis', 'segmentCustomers', 'analyzeFunnel', 'checkPlan']) {
    assert.ok(examples.some((example) => example.includes(`${name}(`)), name);
  }
});

for (const [i, example] of examples.entries()) {
  test(`example ${i + 1} runs`, async () => {
    const printed = await project.run(`example-${i}.mjs`, example);
    assert.ok(printed.trim().length > 0);
  });
}
