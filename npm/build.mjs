// Bundles the package: node npm/build.mjs BOUND WASM OUT VERSION, BOUND the folder of generated glue
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { notices } from './notices.mjs';
import { packed } from './packed.mjs';

const [bound, wasm, outdir, version] = process.argv.slice(2);

/** Largest gzipped sizes of what an importing page loads, with everything that the entry pulls in. */
const BUDGETS = { 'index.js': 12.1, 'element.js': 90 };

const ENTRIES = [
  'index', 'node', 'inline', 'element', 'worker', 'worker-node', 'worker-thread', 'worker-thread-node', 'files', 'files-node',
  // Copies of the modules, for those who fetch nothing and for servers whose bundlers lose the files.
  'packed', 'packed-files',
  'cli',
];

const shared = {
  bundle: true,
  loader: { '.css': 'text' },
  // Browsers that are too old for the modules still run the scripts, and so are told what to do.
  target: 'es2020',
  minify: true,
  alias: { 'planscore-raw': `${bound}/planscore.js`, 'planscore-files-raw': `${bound}/planscore-files.js` },
  define: { PLANSCORE_VERSION: JSON.stringify(version) },
  // On a server, where there is no DOM, the elements are stand-ins.
  inject: ['npm/src/elements/dom.ts'],
  plugins: [packed({ 'planscore-packed': wasm, 'planscore-files-packed': join(dirname(wasm), 'planscore-files.wasm') })],
  logLevel: 'warning',
};
const { metafile } = await build({
  ...shared,
  outdir,
  entryPoints: ENTRIES.map((name) => `npm/src/${name}.ts`),
  splitting: true,
  charset: 'utf8',
  chunkNames: 'chunk-[hash]',
  format: 'esm',
  external: ['node:*'],
  metafile: true,
});
// For those who can only require: Jest, and CommonJS in TypeScript.
await build({
  ...shared,
  entryPoints: ['npm/src/node.ts'],
  outfile: `${outdir}/node.cjs`,
  format: 'cjs',
  platform: 'node',
  external: ['./packed.js'],
  define: { ...shared.define, 'import.meta.url': 'moduleUrl' },
  inject: ['npm/src/commonjs.ts'],
});
const classic = { ...shared, format: 'iife', globalName: 'planscore' };
await build({ ...classic, entryPoints: ['npm/src/inline.ts'], outfile: `${outdir}/planscore.iife.js` });
const { outputFiles: [worker] } = await build({ ...shared, entryPoints: ['npm/src/worker-thread.ts'], format: 'iife', write: false });
const inside = {
  name: 'inside',
  setup(on) {
    // Whoever asks for the entry that fetches gets the one with the bytes inside.
    on.onResolve({ filter: /^\.\/index\.js$|^\.\.\/index\.js$/ }, () => ({ path: resolve('npm/src/inline.ts') }));
    on.onResolve({ filter: /^planscore-worker-script$/ }, ({ path }) => ({ path, namespace: 'worker' }));
    on.onLoad({ filter: /.*/, namespace: 'worker' }, () => ({ contents: worker.text.trim(), loader: 'text' }));
  },
};
await build({
  ...classic,
  entryPoints: ['npm/src/elements-iife.ts'],
  plugins: [inside, ...shared.plugins],
  outfile: `${outdir}/planscore-elements.iife.js`,
});

// What TypeScript cannot make: types of a global, and of a CommonJS module that stands for an ES module.
cpSync('npm/classic', outdir, { recursive: true });
const api = createRequire(import.meta.url)(resolve(outdir, 'node.cjs'));
const asImport = "from './node.js' with { 'resolution-mode': 'import' };";
writeFileSync(`${outdir}/node.d.cts`, [
  `import type * as api ${asImport}`,
  `export type * ${asImport}`,
  ...Object.keys(api).map((name) => `export declare const ${name}: typeof api.${name};`),
  ...Object.keys(api).filter((name) => String(api[name]).startsWith('class')).map((name) => `export type ${name} = api.${name};`),
].map((line) => `${line}\n`).join(''));

writeFileSync(`${outdir}/THIRD-PARTY-NOTICES`, notices(Object.keys(metafile.inputs)));

const outputs = Object.fromEntries(Object.entries(metafile.outputs).map(([path, output]) => [basename(path), output]));
const closure = (name, found = new Set()) => {
  if (!found.has(name)) {
    found.add(name);
    for (const { path, kind } of outputs[name].imports) if (kind === 'import-statement' && !path.startsWith('node:')) closure(basename(path), found);
  }
  return found;
};
for (const [entry, budget] of Object.entries(BUDGETS)) {
  const size = [...closure(entry)].reduce((sum, name) => sum + gzipSync(readFileSync(`${outdir}/${name}`), { level: 9 }).length, 0) / 1024;
  console.log(`${entry} with what it loads: ${size.toFixed(1)} KB gzipped (budget ${budget})`);
  if (size > budget) throw new Error(`${entry} is over its budget`);
}
