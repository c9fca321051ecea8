// Bundles the package: node npm/build.mjs BOUND WASM OUT VERSION, BOUND the folder of generated glue
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { packed } from './packed.mjs';

const [bound, wasm, outdir, version] = process.argv.slice(2);

/** Largest gzipped sizes of what an importing page loads, with everything that the entry pulls in. */
const BUDGETS = { 'index.js': 12, 'element.js': 60 };

const shared = {
  outdir,
  bundle: true,
  target: 'es2022',
  minify: true,
  alias: { 'planscore-raw': `${bound}/planscore.js`, 'planscore-files-raw': `${bound}/planscore-files.js` },
  define: { PLANSCORE_VERSION: JSON.stringify(version) },
  logLevel: 'warning',
};
const { metafile } = await build({
  ...shared,
  entryPoints: ['index', 'node', 'element', 'worker', 'worker-node', 'worker-thread', 'files', 'files-node'].map((name) => `npm/src/${name}.ts`),
  splitting: true,
  chunkNames: 'chunk-[hash]',
  format: 'esm',
  external: ['node:*'],
  metafile: true,
});
const inline = { ...shared, entryPoints: ['npm/src/inline.ts'], plugins: [packed({ 'planscore-packed': wasm })] };
await build({ ...inline, format: 'esm' });
await build({ ...inline, format: 'iife', globalName: 'planscore', outdir: undefined, outfile: `${outdir}/planscore.iife.js` });

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
