/** The entry with the module's bytes inside: nothing is fetched, so connect-src 'none' will do. */
import packed from './packed.js';
import { start } from './runtime.js';
import { unpack } from './unpack.js';

export * from './core.js';

/** Unpacks and loads the module once; further calls share the first promise. A failed load can be retried. */
export function init(): Promise<void> {
  return start(() => unpack(packed));
}
