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
