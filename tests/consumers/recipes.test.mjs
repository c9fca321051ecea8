// Every recipe of docs/recipes.md runs as it stands there.
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
  await cp(join(root, 'files/tests/fixtures/plan-python-docx.docx'), join(project.dir, 'plan.docx'));
  await cp(join(root, 'files/tests/fixtures/orders-openpyxl.xlsx'), join(project.dir, 'orders.xlsx'));
});
after(async () => {
  await browser.close();
  await project.remove();
});

/** What the recipes come to. */
const ANSWER = /69 figures|2 customers|not filled in/;
const STRICT = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'none'";
const recipes = [...(await readFile(join(root, 'docs/recipes.md'), 'utf8')).matchAll(/^## (.*?)\n(.*?)(?=^## |$(?![\s\S]))/gms)].flatMap(
  ([, title, body]) => [...body.matchAll(/^```(\w+) ?(\w*)\n(.*?)^```/gms)].map(([, language, kind, code]) => ({ title, language, kind, code })),
);

/** What the page shows in the end, shadow trees included, once it shows anything. */
async function shown(url) {
  const page = await browser.newPage();
  const problems = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && !/favicon/.test(message.location().url) && problems.push(message.text()));
  await page.goto(url);
  const text = () => {
    const deep = (node) => [...node.childNodes].map((child) =>
      (child.nodeType === 3 ? child.data : `${child.shadowRoot ? deep(child.shadowRoot) : ''}${child.tagName === 'SCRIPT' ? '' : deep(child)}`)).join(' ');
    return deep(document.body);
  };
  await page.waitForFunction(`${ANSWER}.test((${text})())`, undefined, { timeout: 15_000 }).catch(() => undefined);
  const found = await page.evaluate(text);
  await page.close();
  assert.deepEqual(problems, []);
  return found;
}

test('there is a recipe for each kind of user', () => {
  assert.ok(recipes.length >= 8, `${recipes.length} recipes`);
});

test('the recipes of frameworks are the files that are tried in them', async () => {
  const text = await readFile(join(root, 'docs/recipes.md'), 'utf8');
  const shown = [...text.matchAll(/^```\w+ (\S+\/\S+)\n(.*?)^```/gms)];
  assert.ok(shown.length >= 10, `${shown.length} files`);
  for (const [, path, code] of shown) assert.equal(code, await readFile(join(root, 'tests/frameworks', path), 'utf8'), path);
});

for (const [i, { title, language, kind, code }] of recipes.entries()) {
  // What needs more than one file, or a shell, is tried elsewhere.
  if (kind === '' && language !== 'html') continue;

  test(title, async () => {
    if (kind === 'node') {
      assert.ok((await project.run(`recipe-${i}.mjs`, code)).trim().length > 0);
      return;
    }
    if (language === 'html') {
      const file = join(project.dir, `recipe-${i}.html`);
      await writeFile(file, code);
      assert.match(await shown(pathToFileURL(file).href), ANSWER);
      return;
    }
    const dir = join(project.dir, `recipe-${i}`);
    await mkdir(dir, { recursive: true });
    await build({
      stdin: { contents: code, loader: 'jsx', resolveDir: project.dir },
      nodePaths: [join(root, 'node_modules')],
      define: { 'process.env.NODE_ENV': '"production"', __VUE_OPTIONS_API__: 'true', __VUE_PROD_DEVTOOLS__: 'false', __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false' },
      jsx: 'automatic', outfile: join(dir, 'main.js'), bundle: true, format: 'esm', logLevel: 'error',
    });
    for (const file of ['planscore.wasm', 'worker-thread.js']) await cp(join(project.dir, 'node_modules/planscore', file), join(dir, file));
    // The worker's own imports lie beside it.
    await cp(join(project.dir, 'node_modules/planscore'), dir, { recursive: true, filter: (from) => !from.endsWith('main.js') });
    await writeFile(join(dir, 'index.html'), '<!doctype html><html lang="en"><body><script type="module" src="main.js"></script></body></html>');
    await served(dir, async (url) => assert.match(await shown(url), ANSWER), kind === 'strict' ? STRICT : undefined);
  });
}
