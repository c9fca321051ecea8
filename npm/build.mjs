// Bundles the package: node npm/build.mjs BOUND WASM OUT VERSION, BOUND the folder of generated glue
import { cpSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { packed } from './packed.mjs';

const [bound, wasm, outdir, version] = process.argv.slice(2);

/** Largest gzipped sizes of what an importing page loads, with everything that the entry pulls in. */
const BUDGETS = { 'index.js': 12, 'element.js': 90 };

const ENTRIES = [
  'index', 'node', 'inline', 'element', 'worker', 'worker-node', 'worker-thread', 'files', 'files-node',
  // Copies of the modules, for those who fetch nothing and for servers whose bundlers lose the files.
  'packed', 'packed-files',
];

const shared = {
  bundle: true,
  target: 'es2022',
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

// What TypeScript cannot make: types of a global.
cpSync('npm/classic', outdir, { recursive: true });

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
