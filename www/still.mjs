// What the page shows before its script runs: the same templates, drawn as text while the page is built. The first paint
// waits for no script, and nothing moves when the script draws over it.
import { build } from 'esbuild';

/** Stands in for Lit: templates become markup, listeners are left out. */
const LIT = `
export const nothing = '';
const text = (value) => Array.isArray(value) ? value.map(text).join('') : value?.markup ?? String(value ?? '')
  .replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
export function html(strings, ...values) {
  let markup = strings[0];
  for (const [i, value] of values.entries()) {
    const listens = /\\s@[a-z]+=$/.exec(markup);
    if (listens) markup = markup.slice(0, listens.index);
    else markup += /=$/.test(markup) ? '"' + text(value) + '"' : text(value);
    markup += strings[i + 1];
  }
  return { markup };
}`;

/** The markup of the header and of what is in main, as the page begins. */
export async function still() {
  const { outputFiles: [script] } = await build({
    stdin: {
      contents: `import { header, intake } from './frame.js'; import { NOTHING } from './session.js';
        globalThis.document = { querySelector: () => ({ href: 'icon.svg' }) };
        const shown = { given: NOTHING, reading: null, notice: null, troubles: [], kept: null, span: () => '' };
        export const [top, main] = [header({}).markup, intake(shown, {}).markup];`,
      resolveDir: 'www/src',
      loader: 'ts',
    },
    bundle: true,
    write: false,
    format: 'esm',
    charset: 'utf8',
    plugins: [{
      name: 'lit',
      setup(on) {
        on.onResolve({ filter: /^lit$/ }, () => ({ path: 'lit', namespace: 'still' }));
        on.onLoad({ filter: /.*/, namespace: 'still' }, () => ({ contents: LIT }));
      },
    }],
  });
  const { top, main } = await import(`data:text/javascript;base64,${Buffer.from(script.text).toString('base64')}`);
  const tidy = (markup) => markup.replace(/\n\s*/g, ' ');
  return `<header class="still" inert>${tidy(top)}</header><main class="still" inert><div>${tidy(main)}</div></main>`;
}
