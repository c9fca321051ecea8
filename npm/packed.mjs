// An esbuild plugin: imports that stand for a module's bytes, gzipped and in base64.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

/** `modules` maps the names of imports to files. */
export function packed(modules) {
  return {
    name: 'packed',
    setup(on) {
      // By their names: a path would make the names of chunks this machine's own.
      on.onResolve({ filter: /-packed$/ }, ({ path }) => ({ path, namespace: 'packed' }));
      on.onLoad({ filter: /.*/, namespace: 'packed' }, ({ path }) => ({
        contents: gzipSync(readFileSync(modules[path]), { level: 9 }).toString('base64'),
        loader: 'text',
      }));
    },
  };
}
