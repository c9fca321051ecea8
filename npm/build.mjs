// Bundles the package: node npm/build.mjs GLUE OUT VERSION
import { build } from 'esbuild';

const [glue, outdir, version] = process.argv.slice(2);

await build({
  entryPoints: ['npm/src/index.ts', 'npm/src/node.ts'],
  outdir,
  bundle: true,
  splitting: true,
  chunkNames: 'core',
  format: 'esm',
  target: 'es2022',
  minify: true,
  external: ['node:*'],
  alias: { 'planscore-raw': glue },
  define: { PLANSCORE_VERSION: JSON.stringify(version) },
  logLevel: 'warning',
});
