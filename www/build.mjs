// Bundles the page's scripts and style: node www/build.mjs OUT
import { build } from 'esbuild';

await build({
  entryPoints: { app: 'www/src/main.ts', 'worker-thread': 'pkg/worker-thread.js' },
  outdir: process.argv[2],
  bundle: true,
  splitting: true,
  chunkNames: 'chunk-[hash]',
  format: 'esm',
  target: 'es2022',
  minify: true,
  alias: { 'planscore/element': './pkg/element.js', 'planscore/files': './pkg/files.js', 'planscore/worker': './pkg/worker.js', planscore: './pkg/index.js' },
  logLevel: 'warning',
  logOverride: { 'ignored-bare-import': 'silent' },
});
await build({
  entryPoints: { app: 'www/style.css' },
  outdir: process.argv[2],
  minify: true,
  logLevel: 'warning',
});
