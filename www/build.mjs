// Builds the page: node www/build.mjs OUT (a folder), or node www/build.mjs --single FILE BOUND (one HTML file).
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { build } from 'esbuild';
import { packed } from '../npm/packed.mjs';
import { still } from './still.mjs';

const COPIED = ['index.html', 'icon.svg', 'icon-192.png', 'icon-512.png', 'icon-maskable.png', 'manifest.webmanifest'];
const MODULES = ['planscore.wasm', 'planscore-files.wasm'];
const SAMPLES = readdirSync('www/samples');
const shared = { bundle: true, target: 'es2022', minify: true, logLevel: 'warning', logOverride: { 'ignored-bare-import': 'silent' } };

const [first, second, bound] = process.argv.slice(2);
if (first === '--single') await single(resolve(second), bound);
else await site(resolve(first));

async function site(out) {
  mkdirSync(out, { recursive: true });
  const { metafile } = await build({
    ...shared,
    entryPoints: { app: 'www/src/main.ts', 'worker-thread': 'pkg/worker-thread.js' },
    outdir: out,
    splitting: true,
    metafile: true,
    chunkNames: 'chunk-[hash]',
    format: 'esm',
    alias: {
      'planscore/element': './pkg/element.js', 'planscore/files': './pkg/files.js', 'planscore/worker': './pkg/worker.js',
      planscore: './pkg/index.js',
    },
  });
  await build({ ...shared, entryPoints: { app: 'www/style.css' }, outdir: out });
  for (const file of COPIED) cpSync(`www/${file}`, join(out, file));
  for (const file of MODULES) cpSync(`pkg/${file}`, join(out, file));
  cpSync('www/samples', join(out, 'samples'), { recursive: true });
  writeFileSync(join(out, 'index.html'), await started(metafile));
  versioned(out, Object.keys(metafile.outputs).map((path) => basename(path)));
  // Only what was written here: the folder may hold other things.
  const files = [...Object.keys(metafile.outputs).map((path) => basename(path)), 'app.css', ...COPIED, ...MODULES, ...SAMPLES.map((name) => `samples/${name}`)].sort();
  const hash = createHash('sha256');
  for (const file of files) hash.update(file).update(readFileSync(join(out, file)));
  const worker = readFileSync('www/sw.js', 'utf8')
    .replace('__VERSION__', `planscore-${hash.digest('hex').slice(0, 16)}`)
    .replace('__FILES__', JSON.stringify(['./', ...files]));
  writeFileSync(join(out, 'sw.js'), worker);
}

/** index.html as it begins: what is shown before the script, and what the script will ask for, at once. */
async function started({ outputs }) {
  const app = Object.entries(outputs).find(([path]) => basename(path) === 'app.js')[1];
  const found = new Set();
  const follow = ({ imports }) => {
    for (const { path, kind } of imports) {
      if (kind !== 'import-statement' || found.has(path)) continue;
      found.add(path);
      follow(outputs[path]);
    }
  };
  follow(app);
  const links = [...found].map((path) => `<link rel="modulepreload" href="${basename(path)}">`);
  const page = readFileSync('www/index.html', 'utf8').replace('</head>', () => `  ${links.join('\n    ')}\n  </head>`);
  return page.replace('<body>', `<body>${await still()}`);
}

/** Names files by their content where they are asked for, so that no cache on the way mixes two versions of the page. */
function versioned(out, scripts) {
  const mark = (name, files) => {
    const version = createHash('sha256').update(readFileSync(join(out, name))).digest('hex').slice(0, 8);
    for (const file of files) {
      const path = join(out, file);
      writeFileSync(path, readFileSync(path, 'utf8').replaceAll(new RegExp(`(["'\`(](?:\\./)?${name.replace('.', '\\.')})(?=["'\`)])`, 'g'), `$1?v=${version}`));
    }
  };
  for (const name of MODULES) mark(name, scripts);
  mark('worker-thread.js', scripts.filter((script) => script !== 'worker-thread.js'));
  for (const name of ['app.js', 'app.css']) mark(name, ['index.html']);
}

/** Everything in one file that opens from the disk; its policy allows its own script and style, and no connection. */
async function single(out, glue) {
  const source = (name) => resolve(`npm/src/${name}.ts`);
  const inline = {
    name: 'inline',
    setup(on) {
      // Whoever asks for the entry that fetches gets the one with the bytes inside.
      on.onResolve({ filter: /^(\.\.?\/index\.js|planscore)$/ }, () => ({ path: source('inline') }));
      on.onResolve({ filter: /\/platform\.js$/ }, () => ({ path: resolve('www/src/platform-single.ts') }));
      on.onResolve({ filter: /^planscore-samples$/ }, () => ({ path: 'samples', namespace: 'samples' }));
      on.onLoad({ filter: /.*/, namespace: 'samples' }, () => ({
        contents: JSON.stringify(Object.fromEntries(SAMPLES.map((name) => [name, readFileSync(`www/samples/${name}`, 'utf8')]))),
        loader: 'json',
      }));
    },
  };
  const { outputFiles: [script] } = await build({
    ...shared,
    entryPoints: ['www/src/main.ts'],
    format: 'iife',
    write: false,
    charset: 'utf8',
    loader: { '.css': 'text' },
    define: { PLANSCORE_VERSION: '"single"', 'import.meta.url': '""' },
    alias: {
      'planscore/element': source('element'), 'planscore/worker': source('worker'),
      'planscore-raw': `${resolve(glue)}/planscore.js`, 'planscore-files-raw': `${resolve(glue)}/planscore-files.js`,
    },
    plugins: [inline, packed({ 'planscore-packed': resolve('pkg/planscore.wasm'), 'planscore-files-packed': resolve('pkg/planscore-files.wasm') })],
  });
  const { outputFiles: [style] } = await build({ ...shared, entryPoints: ['www/style.css'], write: false });
  const code = script.text.trim().replaceAll('</script', '<\\/script');
  const css = style.text.trim();
  const digest = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  const icon = `data:image/svg+xml;base64,${readFileSync('www/icon.svg').toString('base64')}`;
  const policy = `default-src 'none'; script-src ${digest(code)} 'wasm-unsafe-eval'; style-src ${digest(css)}; img-src data:; connect-src 'none'`;
  const html = readFileSync('www/index.html', 'utf8')
    .replace(/(http-equiv="Content-Security-Policy" content=")[^"]*/, (_, before) => before + policy)
    .replace(/\s*<link rel="(?:manifest|apple-touch-icon)"[^>]*>/g, '')
    .replace('<body>', `<body>${await still()}`)
    .replaceAll('"icon.svg"', () => `"${icon}"`)
    .replace(/<link rel="stylesheet"[^>]*>/, () => `<style>${css}</style>`)
    .replace(/\s*<script type="module"[^>]*><\/script>/, '')
    .replace('</body>', () => `  <script>${code}</script>\n  </body>`);
  writeFileSync(out, html);
}
