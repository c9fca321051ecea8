// Bundles the page's script and style: node www/build.mjs OUT
import { build } from 'esbuild';

await build({
  entryPoints: { app: 'www/src/main.ts' },
  outdir: process.argv[2],
  bundle: true,
  format: 'esm',
  target: 'es2022',
  minify: true,
  alias: { planscore: './pkg/index.js' },
  logLevel: 'warning',
});
await build({
  entryPoints: { app: 'www/style.css' },
  outdir: process.argv[2],
  minify: true,
  logLevel: 'warning',
});
